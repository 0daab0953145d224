"""A day that several workers read, the one that does killed again and again: no text is paid for
twice, but for those in flight at a kill, and no more is paid than the day may cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores import Server
from tests.workers.readings import read_by_many

pytestmark = pytest.mark.server

PAPERS = 10
EVERY = 2.5
TOKENS = 20_000


async def test_no_text_is_paid_for_twice_and_none_beyond_the_days_tokens(
    database_server: Server, tmp_path: Path
) -> None:
    told = await read_by_many(tmp_path, database_server.emptied(), PAPERS, EVERY, cap=TOKENS)

    assert told.twice == []
    assert told.written
    assert 0 < told.tokens <= TOKENS
    assert told.stopgaps, "the cap was never met"
