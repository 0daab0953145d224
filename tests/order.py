"""In which order processes that share the tests take them: what takes long begins first, so that in
the end no process is waited for alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

# Of each file all or some tests take many seconds, most of them waiting. The longest first.
LONG = (
    "tests/test_kill.py",
    "tests/bot/channels/telegram/test_every_press.py",
    "tests/workers/test_tokens.py",
    "tests/bot/app/test_channels.py",
    "tests/bot/channels/discord/test_every_press.py",
    "tests/test_set_up.py",
    "tests/workers/test_cut.py",
    "tests/test_whole_day.py",
    "tests/test_kill_circular.py",
    "tests/test_kill_push.py",
    "tests/power/test_push.py",
    "tests/bot/app/test_announced.py",
    "tests/storage/test_moves.py",
    "tests/bot/app/test_postgres.py",
    "tests/bot/app/test_health.py",
    "tests/test_growth.py",
    "tests/storage/test_moves_killed.py",
    "tests/bench/test_figure_check.py",
    "tests/bot/channels/console/test_adapter.py",
    "tests/test_strangers.py",
    "tests/workers/test_shards.py",
    "tests/workers/test_readings.py",
    "tests/test_kill_reading.py",
    "tests/test_kill_discord_push.py",
    "tests/storage/engine/test_postgres.py",
    "tests/workers/test_handover.py",
    "tests/workers/test_batches.py",
    "tests/test_five_days.py",
    "tests/bot/app/test_moving.py",
    "tests/test_kill_batch.py",
    "tests/test_votes_walk.py",
    "tests/core/announcements/test_recorded_days.py",
    "tests/power/test_upgrade.py",
    "tests/test_house.py",
)


def dealt(files: Sequence[str], processes: int) -> list[int]:
    """The numbers of the tests in an order of which each process takes one equal part after the
    other; `files` has the file of each test.

    The long files are dealt to the processes one by one; each begins with its own, and has others
    behind them in the order that they have.
    """
    by_file: dict[str, list[int]] = {}
    others: list[int] = []
    for number, file in enumerate(files):
        if file in LONG:
            by_file.setdefault(file, []).append(number)
        else:
            others.append(number)
    hands: list[list[int]] = [[] for _ in range(processes)]
    for turn, file in enumerate(filter(by_file.__contains__, LONG)):
        hands[turn % processes] += by_file[file]
    left = iter(others)
    for place, hand in enumerate(hands):
        part = len(files) * (place + 1) // processes - len(files) * place // processes
        hand += islice(left, max(part - len(hand), 0))
    return [*chain.from_iterable(hands), *left]
