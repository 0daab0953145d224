"""What the store asks of its tables all the time is found through an index."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from core.chats import ChatKey, ChatSettings
from storage import Storage
from tests.storage.build import NOON, delivery

KEY = ChatKey("telegram", "-100123", "7")


QUERIES: dict[str, Callable[[Storage], Awaitable[object]]] = {
    "due": lambda store: store.chats.due(NOON, 500),
    "soonest": lambda store: store.chats.soonest(),
    "beyond": lambda store: store.chats.beyond(ChatSettings().hour, NOON, 500),
    "owed": lambda store: store.deliveries.owed("telegram", 500),
    "owed after": lambda store: store.deliveries.owed("telegram", 500, delivery(KEY)),
    "sending": lambda store: store.deliveries.sending(delivery(KEY), NOON),
    "sent": lambda store: store.deliveries.sent(delivery(KEY), "77", NOON),
}


@pytest.mark.parametrize("name", QUERIES)
async def test_what_is_asked_all_the_time_reads_no_more_than_it_needs(
    path: Path, store: Storage, name: str
) -> None:
    said: list[tuple[str, Any]] = []

    def hear(
        connection: object, cursor: object, statement: str, values: Any, *rest: object
    ) -> None:
        said.append((statement, values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        await QUERIES[name](store)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    ((statement, values),) = [each for each in said if not each[0].startswith("BEGIN")]
    with closing(sqlite3.connect(path)) as other:
        plan = [step[-1] for step in other.execute(f"EXPLAIN QUERY PLAN {statement}", values)]

    # Whether a chat is banned is one look into an index for each row.
    steps = [step.split(" ")[0] for step in plan if not step.startswith("CORRELATED")]
    assert set(steps) == {"SEARCH"}, plan
