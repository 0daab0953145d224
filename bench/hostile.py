"""Hostile words: how long 100,000 characters of them hold the event loop, wherever it meets them.

Each text is one piece again and again: brackets, half a link, combining marks, rows of a table and
so on. What runs on the loop is measured by itself, by the thread's CPU time, so that other work on
the machine does not count; and papers with such words, read one after the other, by what the loop
does meanwhile, threads included.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import gc
import html
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from bench.figures import Figure
from bench.place import Place
from bench.stall import longest_stall
from bot.app.root import App
from bot.app.service import spare_the_loop
from bot.channels.console.render import render as on_terminal
from bot.channels.discord.render import pages as on_discord
from bot.channels.telegram.render import render as on_telegram
from bot.chat import arguments
from bot.chat.actions import Typed
from bot.chat.views import (
    View,
    answer_view,
    card_view,
    list_view,
    report_view,
    search_view,
    table_view,
    why_view,
)
from bot.chat.views.model import line
from bot.chat.words.dates import parse_date
from bot.chat.words.keywords import parse_keywords
from bot.chat.words.slots import parse_slot
from bot.chat.words.switches import parse_switch
from bot.chat.words.times import parse_time
from bot.chat.words.weekdays import parse_weekdays
from bot.chat.words.zones import parse_zone
from core.editions.keys import DAILY
from core.errors import PaperboyError, WrongDocument
from core.identify import paper_id
from core.models import (
    Answer,
    Check,
    Claim,
    ClaimKind,
    Counts,
    Edition,
    EditionState,
    Entry,
    Finding,
    Paper,
    Quote,
    Report,
    SearchHit,
    Tier,
    Verdict,
)
from core.pages.html.extract import extract
from locales import Translator, languages
from storage.engine import words
from tests.bot.chat.views.anything import rich_report
from tests.bot.chat.views.samples import provenance, report
from tests.fakes.arxiv import page
from tests.fakes.hub import item
from tests.world import DATE, world

LENGTH = 100_000
STALL, REFUSED = 50.0, 350.0  # ms
TRIES = 2
DAY = dt.date.fromisoformat(DATE)
EN, LANGUAGES = Translator("en"), languages()
NESTED = 200_000
PIECES = (
    *(
        "[",
        "[a](",
        "[a](https://b.example/",
        "\\",
        "1 ",
        "1.5% ",
        "1) ",
        " ",
        "\n",
        "\t",
        "中",
        "\u0301\u0316",
        "$",
    ),
    *(
        "$1$ ",
        "a",
        "a ",
        "| a ",
        "a | 1 | 2\n",
        "**a ",
        "**a** ",
        "*a *",
        "`a ",
        "(",
        "{",
        "e.g. ",
        "A. ",
        "- a\n",
    ),
    *(
        "We propose the ",
        "1. a\n",
        "**a**: b\n",
        "“",
        "！",
        "https://a.example/ ",
        "a.b ",
        "@a ",
        "/a ",
        "\u200b",
        "<",
    ),
    *(
        "&amp;",
        "👨\u200d👩\u200d",
        "🇨🇳",
        "三十 ",
        "Table 1: ",
        "的 ",
        "１",
        "\x00",
        "\ud83d",
        "x10^",
    ),
)
# In the store and on the way there a few of them stand for all.
PIECES_OF_PAPERS = (
    "[",
    "\\",
    "A. ",
    "1 ",
    "三十 ",
    "\u0301\u0316",
    "$1$ ",
    "a | 1 | 2\n",
    "(",
    "word ",
)


def measure(place: Place) -> Iterable[Figure]:
    """The longest stall by anything that runs on the loop, named; and while papers of such words
    are read."""
    worst, name, piece = max(_each_by_itself())
    yield Figure(
        what=f"{LENGTH:,} hostile characters, the event loop's longest stall: {name}, {piece!r} again and again",
        ours=worst,
        unit="ms",
        limit=STALL,
    )
    yield Figure(
        what=f"{len(PIECES_OF_PAPERS)} papers of such words, fetched, read and shown: the event loop's longest stall",
        ours=asyncio.run(_papers(place.folder)),
        unit="ms",
        limit=STALL,
    )
    yield Figure(
        what=f"a page of {NESTED:,} elements within each other: CPU time until it is refused",
        ours=_refused(),
        unit="ms",
        limit=REFUSED,
    )


def _each_by_itself() -> Iterable[tuple[float, str, str]]:
    """For each case and text the CPU time in milliseconds, the case's name and the text's piece."""
    gc.disable()
    try:
        for name, work in CASES.items():
            gc.collect()
            for piece in PIECES:
                text = _text(piece)
                taken = _cpu(work, text)
                if taken > STALL / 2:  # perhaps something else was in the way
                    taken = min(taken, *(_cpu(work, text) for _ in range(TRIES)))
                yield taken, name, piece
    finally:
        gc.enable()


def _text(piece: str) -> str:
    return (piece * (LENGTH // len(piece) + 1))[:LENGTH]


def _cpu(work: Callable[[str], object], text: str) -> float:
    begun = time.thread_time()
    with suppress(PaperboyError, ValueError):
        work(text)
    return 1000 * (time.thread_time() - begun)


def _paper(text: str) -> Paper:
    return Paper(
        id="2602.00001",
        title=text,
        abstract=text,
        organization=text,
        ai_summary=text,
        ai_keywords=(text,) * 3,
    )


def _entry(text: str, rank: int = 1) -> Entry:
    verdict = Verdict(score=1.0, tier=Tier.NONE, tags=(), golden=False, reasons=())
    return Entry(rank, _paper(text), Counts(), verdict, selected=True)


def _list(text: str) -> View:
    entries = tuple(_entry(text, rank) for rank in range(1, 13))
    return list_view(EN, Edition(key=DAILY.on(DAY), state=EditionState.CLOSED, entries=entries), {})


def _report(text: str) -> Report:
    return report(field=text, contribution=text)


def _checked(text: str) -> Report:
    claims = [
        Claim(
            text=text, kind=kind, finding=finding, section=text, sentence=text, basis=(text, text)
        )
        for kind in ClaimKind
        for finding in Finding
    ]
    return dataclasses.replace(_report(text), check=Check(tuple(claims)))


def _answer(text: str) -> Answer:
    return Answer(
        paper_id="2602.00001",
        language="en",
        question=text,
        answered=True,
        text=text,
        quotes=(Quote(text, text),) * 3,
        provenance=provenance(model=text),
        check=_checked(text).check,
    )


def _row(text: str) -> tuple[str, list[tuple[str, str]]]:
    return text, [(text, text)] * 12


def _shown(view: View) -> None:
    """The view on every channel; the longest of them would hide behind their sum."""
    on_telegram(view)
    on_terminal(view, 80, color=True)


CASES: dict[str, Callable[[str], object]] = {
    "a card": lambda text: _shown(card_view(EN, _paper(text))),
    "a card on Discord": lambda text: on_discord(
        card_view(EN, _paper(text)), EN, Typed("/paper 1")
    ),
    "a report": lambda text: _shown(report_view(EN, _paper(text), _report(text))),
    "a report on Discord": lambda text: on_discord(
        report_view(EN, _paper(text), _report(text)), EN, Typed("/paper 1")
    ),
    "a report full of doubts": lambda text: on_telegram(
        rich_report(EN, [text[:300]] * 40, text, text, old=False)
    ),
    "a list": lambda text: on_telegram(_list(text)),
    "a list on Discord": lambda text: on_discord(_list(text), EN, Typed("/date 2026-02-03")),
    "found papers": lambda text: on_telegram(
        search_view(EN, text, [SearchHit(_paper(text), None, None)] * 10, {})
    ),
    "where figures stand": lambda text: on_telegram(
        why_view(EN, line("A paper"), _paper(text), _checked(text))
    ),
    "an answer": lambda text: on_telegram(
        answer_view(EN, line("A paper"), _paper(text), _answer(text))
    ),
    "a table": lambda text: on_telegram(
        table_view(EN, line("A paper"), _paper(text), text, [_row(text)] * 12)
    ),
    "typed: a paper": lambda text: arguments.parse_wanted(text, "paper", DAY),
    "typed: a question": lambda text: arguments.parse_question(f"3 {text}", DAY),
    "typed: a date": lambda text: parse_date(text, DAY),
    "typed: an hour and a zone": parse_slot,
    "typed: an hour": parse_time,
    "typed: a zone": parse_zone,
    "typed: on or off": parse_switch,
    "typed: weekdays": parse_weekdays,
    "typed: keywords": parse_keywords,
    "typed: is it a question": lambda text: arguments.is_question(text, LANGUAGES.values()),
    "typed: words to find": words.query,
    "an address": paper_id,
}


async def _papers(folder: Path) -> float:
    """The longest stall while papers with hostile words are fetched, read without a model and
    shown."""
    day, pages = [], {}
    for number, piece in enumerate(PIECES_OF_PAPERS, start=1):
        identifier, text = f"2602.{number:05}", _text(piece)
        day.append(item(identifier, text, summary=text, organization={"fullname": "Qwen"}))
        pages[identifier] = page(text[:300], extra=f'<p class="ltx_p">{html.escape(text)}</p>')
    async with world(folder, {DATE: day}, pages) as place, place.app(use_model=False) as app:
        spare_the_loop()
        return await longest_stall(lambda: _read_and_show(app))


async def _read_and_show(app: App) -> None:
    edition = await app.pipeline.fetch(DAILY.on(DAY))
    if len(edition.selected) != len(PIECES_OF_PAPERS):
        raise RuntimeError("the day was not the one to measure")
    for entry in edition.selected:
        summary = await app.reader.summary(entry.paper, "zh", DAILY.on(DAY))
        on_telegram(card_view(EN, entry.paper, entry=entry, key=DAILY.on(DAY), summary=summary))
        await asyncio.sleep(0)
        read = await app.reader.report(entry.paper, "zh")
        on_telegram(
            report_view(EN, entry.paper, read, entry=entry, key=DAILY.on(DAY), summary=summary)
        )
        await asyncio.sleep(0)


def _refused() -> float:
    html_of_it = page("Nested", extra="<div>" * NESTED)
    begun = time.thread_time()
    try:
        extract(html_of_it, "2602.00001", "https://arxiv.org/html/2602.00001")
    except WrongDocument:
        return 1000 * (time.thread_time() - begun)
    raise RuntimeError("a nested page was read")
