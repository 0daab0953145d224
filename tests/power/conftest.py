"""A machine for each test; where its power cannot be cut, the tests here are skipped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.power.machine import Machine, build, lacking


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := lacking():
        pytest.skip(reason)
    return build(tmp_path_factory.mktemp("recorder"))


@pytest.fixture
def machine(tmp_path: Path, recorder: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path, recorder)
    yield machine
    machine.off()
