"""A worker whose way to the store is cut amid a push stops, another goes on, and it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.build import DAY
from tests.storage.engine import cluster
from tests.workers import network
from tests.workers.cut import cut_amid_a_push, parted

pytestmark = pytest.mark.server

CHATS = 300
# Longer than a sign of life is believed.
SECONDS = 12.0


async def test_a_cut_loses_nothing_and_sends_nothing_twice(tmp_path: Path) -> None:
    if lacking := network.lacking() or cluster.lacking():
        pytest.skip(lacking)
    with parted(tmp_path) as (workers, apart, far):
        told = await cut_amid_a_push(workers, apart, far, CHATS, SECONDS, DAY)

    lost, twice, unknown = told.wrong
    assert (lost, twice) == (0, 0)
    assert unknown <= 20
    assert told.during, "nobody sent during the cut"
