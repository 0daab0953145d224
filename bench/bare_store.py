"""The least an answer from the store can take: plain SQLite in one thread, rows as our nouns, the
view and its text.

No engine, no pool, no hop between threads, and only the statements that an answer needs. What is
read is what the desk reads: the chat's own row, the day with its entries and summaries, or the
paper with its summary and report.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.channels.console.render import render
from bot.chat import views
from bot.chat.desk import Desk
from core.chats import Chat, ChatKey
from core.editions.keys import DAILY
from core.models import Edition, EditionState, Entry, Report, Revision, Summary
from locales import Translator
from storage.bodies import reading_of
from storage.chat_rows import chat_of
from storage.entry_rows import entry_of

MOMENTS = {
    *("published_at", "created_at", "fetched_at", "frozen_at", "ready_at"),
    *("checked_at", "subscribed_at", "next_due"),
}
VALUES = {"authors", "ai_keywords", "tags", "reasons", "body", "settings", "through"}
CHAT = "SELECT * FROM chats WHERE platform = 'console'"
DAILY_LIST = "source = 'hf' AND shelf = 'daily'"
EDITION = f"SELECT * FROM editions WHERE {DAILY_LIST} AND date = ?"
ENTRIES = f"""
SELECT papers.*, entries.* FROM entries JOIN papers ON papers.id = entries.paper_id
WHERE {DAILY_LIST} AND entries.date = ? AND (? IS NULL OR entries.rank = ?) ORDER BY entries.rank
"""
READINGS = "SELECT * FROM readings WHERE kind = ? AND language = ? AND paper_id IN (%s)"
BEFORE = f"SELECT max(date) AS date FROM entries WHERE {DAILY_LIST} AND date < ?"
NEWEST = f"SELECT max(date) AS date FROM entries WHERE {DAILY_LIST}"
REVISION = "SELECT * FROM revisions WHERE paper_id = ?"


@dataclass(frozen=True, slots=True)
class Bare:
    """An answer's time in milliseconds: the reads with their rows as nouns, and all of it with view
    and text."""

    reads: float
    whole: float


class BareStore:
    """Answers `/date` and `/paper` over a store's file."""

    def __init__(self, path: Path, desk: Desk, t: Translator) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.row_factory = sqlite3.Row
        self._desk, self._t = desk, t

    def date(self, date: dt.date) -> Bare:
        """The day's list."""
        begun = time.perf_counter()
        self._chat()
        (row,) = self._rows(EDITION, date.isoformat())
        entries = self._entries(date, None)
        edition = Edition(
            key=DAILY.on(date),
            state=EditionState(row.state),
            entries=tuple(entries),
            listed=row.listed,
            fetched_at=row.fetched_at,
            frozen_at=row.frozen_at,
            ready_at=row.ready_at,
        )
        summaries = self._summaries([entry.paper.id for entry in edition.selected])
        (previous,), (newest,) = self._rows(BEFORE, date.isoformat()), self._rows(NEWEST)
        read = time.perf_counter()
        before, latest = (DAILY.on(each.date) if each.date else None for each in (previous, newest))
        view = views.list_view(self._t, edition, summaries, previous=before, newest=latest)
        render(view, 80, True)
        return _taken(begun, read)

    def paper(self, date: dt.date, number: int) -> Bare:
        """The report of that day's paper."""
        begun = time.perf_counter()
        self._chat()
        (entry,) = self._entries(date, number)
        summary = self._summaries([entry.paper.id]).get(entry.paper.id)
        (report,) = [reading_of(row, Report) for row in self._readings("report", [entry.paper.id])]
        revisions = [Revision(**vars(row)) for row in self._rows(REVISION, entry.paper.id)]
        revision = next(iter(revisions), None)
        read = time.perf_counter()
        view = views.report_view(
            self._t,
            entry.paper,
            report,
            entry=entry,
            key=DAILY.on(date),
            summary=summary,
            revision=revision,
            zone=self._desk.zone,
        )
        render(view, 80, True)
        return _taken(begun, read)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _chat(self) -> Chat:
        """The chat that asks, with what it chose."""
        rows = self._rows(CHAT)
        return chat_of(rows[0]) if rows else Chat(key=ChatKey("console", ""))

    def _entries(self, date: dt.date, number: int | None) -> list[Entry]:
        return [entry_of(row) for row in self._rows(ENTRIES, date.isoformat(), number, number)]

    def _summaries(self, ids: list[str]) -> dict[str, Summary]:
        return {row.paper_id: reading_of(row, Summary) for row in self._readings("summary", ids)}

    def _readings(self, kind: str, ids: list[str]) -> list[Any]:
        return self._rows(READINGS % ", ".join("?" * len(ids)), kind, self._t.language, *ids)

    def _rows(self, statement: str, *values: object) -> list[Any]:
        """The rows, their columns as attributes with the values our nouns have."""
        rows = self._connection.execute(statement, values)
        return [_row(row) for row in rows]


def _row(row: sqlite3.Row) -> SimpleNamespace:
    names = row.keys()  # a row itself yields its values
    return SimpleNamespace(**{name: _value(name, row[name]) for name in names})


def _value(name: str, stored: Any) -> Any:
    if stored is None:
        return None
    if name in VALUES:
        return json.loads(stored)
    if name in ("date", "seen_date"):
        return dt.date.fromisoformat(stored)
    if name in MOMENTS:
        return dt.datetime.fromisoformat(stored).replace(tzinfo=dt.UTC)
    return stored


def _taken(begun: float, read: float) -> Bare:
    return Bare(reads=1000 * (read - begun), whole=1000 * (time.perf_counter() - begun))
