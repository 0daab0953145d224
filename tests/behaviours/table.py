"""The table of behaviours in docs/endpoints.md: how its rows are written, read and made.

`python -m tests.behaviours.table` makes it anew.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import structlog

from tests.behaviours import known, neighbours, unseen
from tests.behaviours.day import SCOPES, Outcome, prepared, run
from tests.behaviours.endpoint import Behaviour

PAGE = Path(__file__).parents[2] / "docs" / "endpoints.md"
BEHAVIOURS: tuple[Behaviour, ...] = (*known.BEHAVIOURS, *unseen.BEHAVIOURS, *neighbours.BEHAVIOURS)
# So many are tried at the same time: most of them wait for something.
TOGETHER = 6
HEAD = (
    "| The endpoint … | first | middle | all | what the operator is told |\n|---|---|---|---|---|\n"
)


def row(behaviour: Behaviour, outcomes: Mapping[str, Outcome]) -> str:
    """The behaviour's line in the table, by what became of the papers in each scope."""
    cells = [cell(outcomes[scope], about_all=behaviour.about_all) for scope in SCOPES]
    return f"| {behaviour.name} | {' | '.join(cells)} | {told(outcomes['all'])} |"


def told(outcome: Outcome) -> str:
    """What the operator is told, as it stands in the table."""
    return " ".join(outcome.told).replace("|", r"\|") or "–"


@functools.cache
def rows() -> dict[str, dict[str, str]]:
    """The table as it stands in the docs: by the name of the behaviour the cell of each scope, and
    what is "told"."""
    lines = re.findall(r"^\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    cells = (line.split(" | ", 4) for line in lines)
    return {name: dict(zip((*SCOPES, "told"), others, strict=True)) for name, *others in cells}


def cell(outcome: Outcome, *, about_all: bool) -> str:
    """What became of the papers, as it stands in the table."""
    if outcome.met_by_model == outcome.met:
        by = "read"
    elif outcome.met_by_model == 0 and outcome.met_readable == outcome.met:
        by = "built-in"
    else:
        by = f"{outcome.met_by_model} of {outcome.met} read, {outcome.met_readable} readable"
    if about_all:  # how many others were read before is chance
        return f"{by}, the others as well" if outcome.others else by
    harmed = outcome.others - outcome.others_by_model
    return f"{by}, {harmed} others not" if harmed else by


async def outcomes_of(
    behaviour: Behaviour, base: Path, scopes: Iterable[str] = SCOPES
) -> dict[str, Outcome]:
    """What became of the papers in each scope."""
    found = {}
    for scope in scopes:
        with tempfile.TemporaryDirectory() as folder:
            found[scope] = await run(behaviour, scope, base, Path(folder))
    return found


async def _main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before = page[: page.index(HEAD)]
    with tempfile.TemporaryDirectory() as folder:
        base = await prepared(Path(folder))
        together = asyncio.Semaphore(TOGETHER)

        async def line(behaviour: Behaviour) -> str:
            async with together:
                return row(behaviour, await outcomes_of(behaviour, base))

        lines = await asyncio.gather(*map(line, BEHAVIOURS))
    PAGE.write_text(before + HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(_main())
