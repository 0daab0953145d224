"""A day of 44 papers read by three workers on one PostgreSQL, the one that reads killed whenever the
model has been asked for some seconds: `python -m bench.read_by_many [PAPERS] [SECONDS] [CAP]`.

The model and arXiv are on loopback; an answer takes a second. CAP is the day's tokens.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.storage.engine import cluster
from tests.stores import prepared
from tests.workers.readings import KINDS, read_by_many

PAPERS, SECONDS = 44, 5.0


def main(arguments: Sequence[str]) -> int:
    """Measure it once. The exit code: 1 when a text was paid for twice."""
    papers = int(arguments[0]) if arguments else PAPERS
    every = float(arguments[1]) if len(arguments) > 1 else SECONDS
    cap = int(arguments[2]) if len(arguments) > 2 else None
    with cluster.running() as address, tempfile.TemporaryDirectory() as folder:
        server = prepared(address)
        told = asyncio.run(read_by_many(Path(folder), server.emptied(), papers, every, cap=cap))
        server.close()
    print(
        f"{told.papers} papers, {len(KINDS) * papers} texts: {told.written} written by the model,"
        f" {told.stopgaps} without it; {told.killed} workers killed; {told.seconds:.0f} s"
    )
    print(
        f"{told.calls} calls, {told.in_flight} under way at a kill; paid for twice but for these:"
        f" {len(told.twice)}; {told.tokens:,} tokens booked, {told.used:,} used"
        + ("" if cap is None else f", of {cap:,}")
    )
    return int(bool(told.twice))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
