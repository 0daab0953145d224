"""A day that several workers read, the one that does killed again and again: no text is paid for
twice, but for those in flight at a kill."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores import Server
from tests.workers.readings import KINDS, read_by_many

pytestmark = pytest.mark.server

PAPERS = 10
EVERY = 2.5


async def test_no_text_is_paid_for_twice(database_server: Server, tmp_path: Path) -> None:
    told = await read_by_many(tmp_path, database_server.emptied(), PAPERS, EVERY)

    assert told.twice == []
    assert (told.written, told.stopgaps) == (len(KINDS) * PAPERS, 0)


async def test_the_days_tokens_are_kept(database_server: Server, tmp_path: Path) -> None:
    cap = 20_000
    told = await read_by_many(tmp_path, database_server.emptied(), PAPERS, EVERY, cap=cap)

    assert told.twice == []
    assert 0 < told.tokens <= cap
    assert told.stopgaps, "the cap was never met"
