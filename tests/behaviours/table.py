"""The table of behaviours in docs/endpoints.md: how its rows are written, read and made.

`python -m tests.behaviours.table` makes it anew.
"""

from __future__ import annotations

import asyncio
import logging
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import structlog

from tests.behaviours import known
from tests.behaviours.day import SCOPES, Outcome, prepared, run
from tests.behaviours.endpoint import Behaviour

PAGE = Path(__file__).parents[2] / "docs" / "endpoints.md"
BEHAVIOURS: tuple[Behaviour, ...] = known.BEHAVIOURS
HEAD = "| The endpoint … | first | middle | all | what the operator is told |\n|---|---|---|---|---|\n"


def row(behaviour: Behaviour, outcomes: Mapping[str, Outcome]) -> str:
    """The behaviour's line in the table, by what became of the papers in each scope."""
    cells = [_cell(outcomes[scope], about_all=behaviour.about_all) for scope in SCOPES]
    told = " ".join(outcomes["all"].told).replace("|", r"\|")
    return f"| {behaviour.name} | {' | '.join(cells)} | {told or '–'} |"


def rows() -> dict[str, str]:
    """The lines of the table as it stands in the docs, by the name of the behaviour."""
    lines = re.findall(r"^\| .* \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {line.split(" | ")[0].removeprefix("| "): line for line in lines}


def _cell(outcome: Outcome, *, about_all: bool) -> str:
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


async def outcomes_of(behaviour: Behaviour, base: Path) -> dict[str, Outcome]:
    """What became of the papers in each scope."""
    found = {}
    for scope in SCOPES:
        with tempfile.TemporaryDirectory() as folder:
            found[scope] = await run(behaviour, scope, base, Path(folder))
    return found


async def _main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before = page[: page.index(HEAD)]
    with tempfile.TemporaryDirectory() as folder:
        base = await prepared(Path(folder))
        lines = [row(behaviour, await outcomes_of(behaviour, base)) for behaviour in BEHAVIOURS]
    PAGE.write_text(before + HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(_main())
