"""Chats moved on by one statement: to the days they have had, and to when they are due next."""

# Tested in tests/storage/test_chats_due.py and tests/storage/test_deliveries.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Update, or_, true, update

from core.chats import ChatKey
from core.editions.keys import ListKey, Shelf
from storage import tables
from storage.bodies import through_body
from storage.chat_rows import ACTIVE, KEY, SEEN, seen_row
from storage.engine.base import Each, Given
from storage.engine.database import Connection, batches
from storage.engine.engines import engine_of

_COLUMNS = tables.chats.c


class Settled(NamedTuple):
    """How far each shelf's lists are settled for a chat, and when the chat is due next."""

    key: ChatKey
    through: Mapping[Shelf, dt.date]
    next_due: dt.datetime | None


def _changing(*names: str, **more: ColumnElement[bool]) -> Each:
    """Set those columns of each row's chat, if it is subscribed and not paused. The rows' values
    begin with `its_`: parameters named like the columns would be taken for values to set."""

    def changed(given: Given) -> Update:
        these = [_COLUMNS[name] == given(f"its_{name}") for name in KEY]
        values = {name: given(f"its_{name}") for name in names}
        return update(tables.chats).where(*these, *ACTIVE).values({**values, **more})

    return Each(changed, {f"its_{name}": _COLUMNS[name].type for name in (*KEY, *names)})


CORRECTED = _changing("subscribed_at", "through")
_SETTLED = _changing("through", "next_due")
_FIRST: dict[str, ColumnElement[bool]] = {
    "introduced": true(),
    # What was introduced before this list.
    "told_of_sources": or_(_COLUMNS.told_of_sources.is_(True), _COLUMNS.introduced.is_(True)),
}
_SHOWN = _changing(*SEEN, **_FIRST)
_SERVED = _changing("through", "next_due", *SEEN, **_FIRST)


async def serve(
    connection: Connection, settled: Iterable[Settled], shown: Mapping[ChatKey, ListKey]
) -> None:
    """Move the chats that are subscribed and not paused to those days and times. They are about to
    see those editions, the first of which introduces what a chat can ask for, and the second its
    other sources.

    Usually a chat is both; then its row, and the index of the times, are written once.
    """
    moved = {
        each.key: {"its_through": through_body(each.through), "its_next_due": each.next_due}
        for each in settled
    }
    seen = {
        key: {f"its_{name}": value for name, value in seen_row(list_key).items()}
        for key, list_key in shown.items()
    }
    for each, keys in (
        (_SERVED, [key for key in moved if key in seen]),
        (_SETTLED, [key for key in moved if key not in seen]),
        (_SHOWN, [key for key in seen if key not in moved]),
    ):
        for batch in batches(keys):
            rows = [its(key) | moved.get(key, {}) | seen.get(key, {}) for key in batch]
            await engine_of(connection).for_each(connection, each, rows)


def its(key: ChatKey) -> dict[str, Any]:
    """The chat of a row for `CORRECTED`."""
    return {f"its_{name}": getattr(key, name) for name in KEY}
