"""A PostgreSQL server that asks for a password, with databases of a test's own; a disk that is soon
full."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.storage.engine import cluster
from tests.storage.engine.cluster import Cluster, at, execute

_numbers = itertools.count()


@pytest.fixture(scope="session")
def guarded() -> Iterator[Cluster]:
    """A server that asks for a password."""
    if lacking := cluster.lacking():
        pytest.skip(lacking)
    with cluster.made(auth="scram-sha-256") as made:
        yield made


@pytest.fixture
def database(guarded: Cluster) -> URL:
    """A database with nothing in it."""
    return _new(guarded)


@pytest.fixture
def other_database(guarded: Cluster) -> URL:
    """Another one."""
    return _new(guarded)


def _new(server: Cluster) -> URL:
    name = f"of_a_test_{next(_numbers)}"
    execute(at(server, "postgres"), f"CREATE DATABASE {name}")
    return at(server, name)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=1m", "paperboy", str(folder)]
    if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
