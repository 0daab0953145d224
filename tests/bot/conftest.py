"""The command line in process, and the outside world beside it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from bot.app.line import execute
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.hub import FakeHub
from tests.fakes.model import FakeModel
from tests.processes import Started
from tests.world import DATE, World, busy_day, full_texts


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it printed."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text."""
        return self.data.decode()


@pytest.fixture
def paperboy(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Iterator[Callable[..., Ran]]:
    """Runs a command in an English terminal, where nothing outside answers; `variables` are the
    environment's."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("PAPERBOY_HUB_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("PAPERBOY_ARXIV_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'paperboy.db'}")

    def run(*arguments: object, **variables: object) -> Ran:
        for name, value in variables.items():
            monkeypatch.setenv(name.upper(), str(value))
        code = execute([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(code, out, err.decode())

    yield run
    logging.basicConfig(level=logging.WARNING, handlers=[], force=True)
    structlog.reset_defaults()


@pytest.fixture
def running() -> Callable[[Path], AbstractContextManager[Started]]:
    """Starts a Paperboy of its own in a folder, with the environment's variables; it has answered
    once, and is killed in the end."""

    @contextmanager
    def start(folder: Path) -> Iterator[Started]:
        here = dict(os.environ)  # noqa: TID251 (what the test has set)
        process = Started("bot", "chat", cwd=folder, env=here, stdin=True, apart=True)
        assert process.stdin
        assert process.stdout
        process.stdin.write("/help\n")
        process.stdin.flush()
        assert process.stdout.readline()
        yield process
        process.kill()
        process.communicate()

    return start


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world in threads with a day of six papers, and the environment that leads to it."""
    day = busy_day(6)
    hub, arxiv, model = FakeHub({DATE: day}), FakeArxiv(full_texts(day)), FakeModel()
    with hub.in_thread(), arxiv.in_thread(), model.in_thread():
        world = World(hub, arxiv, model, tmp_path)
        for name, value in world.variables().items():
            monkeypatch.setenv(name, value)
        yield world
