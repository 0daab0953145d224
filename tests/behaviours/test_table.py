"""Whatever an endpoint does to one paper stays with it, what can be used is used, and the docs say
so.

The docs were made with twelve papers and three scopes for each behaviour. A test has two papers,
and one scope for each behaviour; two for what was seen in the field.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.behaviours import known
from tests.behaviours.day import SCOPES, Outcome, prepared
from tests.behaviours.endpoint import Behaviour
from tests.behaviours.table import BEHAVIOURS, TOGETHER, cell, outcomes_of, rows, told

PAPERS = 2
# Neighbours in the table wait for the same things: each batch has some of all kinds.
BATCHES = [
    BEHAVIOURS[at :: len(BEHAVIOURS) // TOGETHER] for at in range(len(BEHAVIOURS) // TOGETHER)
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(prepared(tmp_path_factory.mktemp("behaviours"), PAPERS))


def scopes_of(behaviour: Behaviour) -> Sequence[str]:
    """Those in which it is tried here."""
    number, scopes = BEHAVIOURS.index(behaviour), list(SCOPES)
    if behaviour in known.BEHAVIOURS:
        return [scopes[number % 2], "all"]
    return [scopes[number % len(scopes)]]


def problems(behaviour: Behaviour, scope: str, outcome: Outcome) -> list[str]:
    """What is wrong with what became of the papers."""
    told_of = not (behaviour.usable or behaviour.quiet)
    found = {
        "unreadable": outcome.met_readable == outcome.met,  # a reader is still a reader
        "others harmed": behaviour.about_all or outcome.others_by_model == outcome.others,
        "used or not": outcome.met_by_model == (outcome.met if behaviour.usable else 0),
        "told or not": bool(outcome.told) is told_of,
        "the docs": cell(outcome, about_all=behaviour.about_all) == rows()[behaviour.name][scope],
        "the docs on what is told": scope != "all"
        or told(outcome) == rows()[behaviour.name]["told"],
    }
    return [f"{behaviour.name}, {scope}: {what}" for what, fine in found.items() if not fine]


def test_the_names_are_different() -> None:
    assert [
        name for name, count in Counter(each.name for each in BEHAVIOURS).items() if count > 1
    ] == []
    assert rows().keys() - {"The endpoint …"} == {each.name for each in BEHAVIOURS}


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0].name)
async def test_whatever_an_endpoint_does(batch: Sequence[Behaviour], base: Path) -> None:
    outcomes = await asyncio.gather(
        *(outcomes_of(behaviour, base, scopes_of(behaviour)) for behaviour in batch)
    )

    found = [
        problem
        for behaviour, by_scope in zip(batch, outcomes, strict=True)
        for scope, outcome in by_scope.items()
        for problem in problems(behaviour, scope, outcome)
    ]
    assert found == []
