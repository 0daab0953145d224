"""The way of one worker to PostgreSQL is cut for 60 s amid a push to Telegram:
`python -m bench.cut [SECONDS] [CHATS]`, as root, for it takes a network namespace."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.workers import network
from tests.workers.cut import cut_amid_a_push, parted

SECONDS, CHATS = 60.0, 1500
DATE = dt.date(2026, 2, 3)


def main(arguments: Sequence[str]) -> int:
    """Measure it once. The exit code: 1 where it cannot be."""
    if lacking := network.lacking():
        print(lacking)
        return 1
    seconds = float(arguments[0]) if arguments else SECONDS
    chats = int(arguments[1]) if len(arguments) > 1 else CHATS
    with (
        tempfile.TemporaryDirectory() as folder,
        parted(Path(folder)) as (workers, apart, far),
    ):
        told = asyncio.run(cut_amid_a_push(workers, apart, far, chats, seconds, DATE))
    lost, twice, unknown = told.wrong
    print(f"lost {lost}, twice {twice}, unknown {unknown}; {told.during} sent during the cut")
    print(f"another sent after {told.sent_after:.1f} s, had heard after {told.heard_after:.1f} s")
    print(f"killed afterwards, it was followed after {told.followed_after:.1f} s (15 s allowed)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
