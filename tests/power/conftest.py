"""A machine for each test; where its power cannot be cut, the tests here are skipped."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.power.machine import Machine, build, forking, lacking


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := lacking():
        pytest.skip(reason)
    return build(tmp_path_factory.mktemp("recorder"))


@pytest.fixture(scope="session")
def forks(recorder: Path) -> Iterator[subprocess.Popen[str]]:
    with forking(recorder) as forks:
        yield forks


@pytest.fixture
def machine(tmp_path: Path, forks: subprocess.Popen[str]) -> Machine:
    return Machine(tmp_path, forks)
