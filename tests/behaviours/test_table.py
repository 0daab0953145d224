"""Whatever an endpoint does to one paper stays with it, what can be used is used, and the docs say so."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.behaviours.day import prepared
from tests.behaviours.endpoint import Behaviour
from tests.behaviours.table import BEHAVIOURS, outcomes_of, row, rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(prepared(tmp_path_factory.mktemp("behaviours")))


def test_the_names_are_different() -> None:
    assert [name for name, count in Counter(each.name for each in BEHAVIOURS).items() if count > 1] == []
    assert rows().keys() - {"The endpoint …"} == {each.name for each in BEHAVIOURS}


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
async def test_whatever_an_endpoint_does(behaviour: Behaviour, base: Path) -> None:
    outcomes = await outcomes_of(behaviour, base)

    for scope, outcome in outcomes.items():
        assert outcome.met_readable == outcome.met, scope  # a reader is still a reader
        assert behaviour.about_all or outcome.others_by_model == outcome.others, scope
        assert outcome.met_by_model == (outcome.met if behaviour.usable else 0), scope
        assert bool(outcome.told) is not behaviour.usable, scope
    assert row(behaviour, outcomes) == rows()[behaviour.name]
