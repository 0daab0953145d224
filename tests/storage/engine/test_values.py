"""A value that makes no sense is damage that an operator is told of, whichever kind it is of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.chats import ChatKey, ChatSettings
from core.errors import StoreTrouble, StoreUnavailable
from storage import open_storage
from tests.chats import put_subscribed
from tests.storage.build import NOON, hours

KEY = ChatKey("telegram", "1")


@pytest.mark.parametrize("reading", [False, True])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("settings", "'{\"language\": '"),
        ("settings", "''"),
        ("settings", "CAST(x'7bff7d' AS TEXT)"),
        ("through", "'[1'"),
        ("next_due", "'2026-xx-05 08:30:00.000000'"),
        ("next_due", "'soon'"),
        ("next_due", "7.5"),
        ("seen_date", "'2026-02-31'"),
        ("seen_date", "x'00ff'"),
        ("title", "CAST(x'ff' AS TEXT)"),
    ],
)
async def test_a_value_that_makes_no_sense(
    tmp_path: Path, column: str, value: str, reading: bool
) -> None:
    path = tmp_path / "paperboy.db"
    async with open_storage(f"sqlite:///{path}") as store:
        await put_subscribed(store, KEY, ChatSettings(language="zh"), NOON, {}, hours(-1))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE chats SET {column} = {value}")

    async with open_storage(f"sqlite:///{path}", reading=reading) as store:
        with pytest.raises(StoreUnavailable) as raised:
            await store.chats.get(KEY)
    assert raised.value.trouble is StoreTrouble.DAMAGED
