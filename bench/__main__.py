"""Measure what DESIGN promises, side by side with the naive way: `python -m bench [NAME...]`.

Prints one table, and exits with 1 when a limit is missed. Needs no network and leaves nothing
behind.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from bench import (
    answers,
    chats,
    day,
    discord_push,
    durability,
    extraction,
    figure_check,
    flood,
    hostile,
    interests_cost,
    interests_morning,
    memory,
    parked,
    pool,
    questions,
    reading,
    search,
    telegram_push,
    waiting,
    webhook,
)
from bench.console import wide_console
from bench.figures import Figure, Measurement, Times
from bench.place import bare_place
from bot.app.logs import configure_logs
from core.masking import Mask

MEASUREMENTS: dict[str, Measurement] = {
    "day": day.measure,
    "extraction": extraction.measure,
    "figures": figure_check.measure,
    "reading": reading.measure,
    "hostile": hostile.measure,
    "answers": answers.measure,
    "search": search.measure,
    "questions": questions.measure,
    "chats": chats.measure,
    "interests": interests_cost.measure,
    "morning": interests_morning.measure,
    "pool": pool.measure,
    "memory": memory.measure,
    "durability": durability.measure,
    "push": telegram_push.measure,
    "parked": parked.measure,
    "waiting": waiting.measure,
    "discord": discord_push.measure,
    "webhook": webhook.measure,
    "flood": flood.measure,
}


def main(names: Sequence[str]) -> int:
    """The exit code: 0 when every limit is kept, 1 when one is missed, 2 for a name that is
    none."""
    console = Console(stderr=True)
    if unknown := set(names) - MEASUREMENTS.keys():
        console.print(
            f"no such measurement: {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}"
        )
        return 2
    configure_logs(logging.ERROR, Mask())
    begun = time.monotonic()
    figures: list[Figure] = []
    with bare_place() as place, console.status("measuring") as status:
        for name in names or MEASUREMENTS:
            status.update(f"measuring: {name}")
            figures += MEASUREMENTS[name](place)
    table = as_table(figures)
    table.caption = f"{time.monotonic() - begun:.0f} s in all"
    wide_console().print(table)
    return 0 if all(figure.kept for figure in figures) else 1


def as_table(figures: Iterable[Figure]) -> Table:
    """A row for each figure."""
    table = Table(
        "what", "ours", "limit", "the naive way", "times ours", "", box=None, pad_edge=False
    )
    for name in ("ours", "times ours"):
        column = next(column for column in table.columns if column.header == name)
        column.justify, column.no_wrap = "right", True
    for figure in figures:
        naive = times = "—"
        if figure.naive is not None:
            naive = f"{_number(figure.naive, figure.unit)}  {figure.naively}"
        if figure.times:
            times = f"{figure.times:.1f} ×"
        kept = "[green]ok[/]" if figure.kept else "[bold red]not ok[/]"
        ours = _number(figure.ours, figure.unit)
        table.add_row(figure.what, ours, _limit(figure), naive, times, kept)
    return table


def _limit(figure: Figure) -> str:
    """What is promised; of a ratio also what it comes to in this run."""
    if figure.most is None:
        return "—"
    number = f"≤ {_number(figure.most, figure.unit)}"
    if isinstance(figure.limit, Times):
        return f"{number} ({figure.limit.most:.3g} × {figure.limit.what})"
    return number


def _number(value: float, unit: str) -> str:
    """Three significant digits or so, with the unit; things that are counted have none behind the
    point."""
    digits = 2
    if unit in ("", "calls") or value >= 100:
        digits = 0
    elif value >= 10:
        digits = 1
    return f"{value:.{digits}f} {unit}".strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
