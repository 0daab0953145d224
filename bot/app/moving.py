"""`move`: the whole store taken to another address, and what is told of it meanwhile."""

# Tested in tests/bot/app/test_moving.py.

from __future__ import annotations

import sys
import time
from collections.abc import Mapping

from bot.app.settings import Settings
from locales import Translator
from storage.moves import MovedRows, Plan, Progress, move_store, plan_move

# Seconds between two lines about one table.
BETWEEN = 5.0


def move(settings: Settings, t: Translator, to: str, *, dry_run: bool) -> int:
    """Take the store to that address, or with `dry_run` say what would be; tells what was done."""
    plan = plan_move(settings.database_url, to)
    if dry_run:
        print(_planned(t, plan))
        return 0
    if plan.begun:
        print(t.t("cli.move.goes_on"), file=sys.stderr)
    moved = move_store(settings.database_url, to, _Teller(t).tell)
    for line in _done(t, plan, moved):
        print(line)
    return 0


class _Teller:
    """Tells on standard error how far a move is: a line for each table, of long ones several."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._told_at = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Tell it, unless the last line is fresh."""
        now = time.monotonic()
        if not progress.done and now < self._told_at + BETWEEN:
            return
        self._told_at = now
        key = "cli.move.part" if progress.done else "cli.move.part_so_far"
        number = self._t.count(progress.rows)
        print(self._t.t(key, part=progress.part, rows=number), file=sys.stderr)


def _planned(t: Translator, plan: Plan) -> str:
    key = "cli.move.plan_begun" if plan.begun else "cli.move.plan"
    way = plan.way
    return t.t(key, source=way.source, target=way.target, **_counts(t, plan.rows))


def _done(t: Translator, plan: Plan, moved: MovedRows) -> list[str]:
    lines: list[str] = []
    if moved.anew:
        lines.append(t.t("cli.move.anew"))
    for part, count in moved.altered.items():
        lines.append(t.t("cli.move.altered", part=part, rows=t.count(count)))
    way, counts = plan.way, _counts(t, moved.rows)
    lines.append(t.t("cli.move.done", source=way.source, target=way.target, **counts))
    return lines


def _counts(t: Translator, rows: Mapping[str, int]) -> dict[str, str]:
    """How many rows these are, and how many of what people know."""
    return {
        "rows": t.count(sum(rows.values())),
        "papers": t.count(rows["papers"]),
        "lists": t.count(rows["editions"]),
        "chats": t.count(rows["chats"]),
        "messages": t.count(rows["deliveries"]),
    }
