"""Of two processes on one store the second is refused; what only looks, or asks little, is not."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.world import DATE

ROOT = Path(__file__).parents[3]
READS_AND_SENDS = [("run",), ("chat",), ("ingest", "--date", DATE), ()]
WORKS_BESIDE = [
    ("status",),
    ("chats", "list"),
    ("export", "digest", "--date", "2026-02-05"),
    ("chats", "silence", "telegram:1"),
    ("push", "--dry-run"),
]


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    """Lets processes that are started elsewhere find the sources."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@contextmanager
def running(folder):
    """A Paperboy that works with the store of that folder, having answered already."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        text=True,
    ) as process:
        process.stdin.write("/help\n")
        process.stdin.flush()
        assert process.stdout.readline()
        yield process
        process.kill()


def test_a_second_one_is_refused_and_a_dead_ones_store_is_free(paperboy, tmp_path):
    paperboy("status")  # the environment's variables are set by it
    with running(tmp_path) as first:
        for arguments in READS_AND_SENDS * 5:
            ran = paperboy(*arguments)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.count("\n") == 1
            assert ran.err.startswith(
                f"Another Paperboy already works with the database {tmp_path / 'paperboy.db'}: "
                f"process {first.pid} on "
            )
        first.kill()
        first.wait()
        with running(tmp_path):
            pass


def test_all_else_works_beside_it(paperboy, tmp_path):
    paperboy("status")
    with running(tmp_path):
        for arguments in WORKS_BESIDE:
            ran = paperboy(*arguments)
            assert (ran.code, ran.err) == (0, ""), arguments


def test_it_is_told_in_the_terminals_language(paperboy, tmp_path):
    paperboy("status", lc_all="zh_CN.UTF-8")
    with running(tmp_path) as first:
        told = paperboy("chat").err
    assert told.startswith("另一个 Paperboy")
    assert str(first.pid) in told
