"""Paperboy, and what else runs as `python -m MODULE`, in processes of their own that start in no
time: a fork server has done the imports, which are most of a start. What it forks is killed for good
all the same.

`test_main.py` and what tells of a start itself start Python anew.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import forkserver, reduction
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import IO, Any

import pytest

ROOT = Path(__file__).parents[1]


def forks() -> ForkServerContext:
    """Makes processes of a fork server that has imported what `tests/imported.py` names."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.imported"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()
    return context


class Started:
    """`python -m MODULE`, as `subprocess.Popen` has it; what is said is text, in UTF-8.

    `stdin` says whether something is typed into it. What it prints can be read, but when `into`
    names a file for it; with `apart` standard error can be read by itself.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        cwd: Path,
        env: Mapping[str, str],
        stdin: bool = False,
        into: Path | None = None,
        apart: bool = False,
    ) -> None:
        self.stdin: IO[str] | None = None
        self.stdout: IO[str] | None = None
        self.stderr: IO[str] | None = None
        ours: list[int] = []
        if stdin:
            read, write = os.pipe()
            self.stdin = open(write, "w", encoding="utf-8")  # noqa: SIM115 (as long as it runs)
        else:
            read = os.open(os.devnull, os.O_RDONLY)
        ours.append(read)
        if into is None:
            self.stdout, out = _readable()
        else:
            out = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        ours.append(out)
        if apart:
            self.stderr, err = _readable()
        else:
            err = os.dup(out)
        ours.append(err)
        self._process = forks().Process(
            target=_run,
            args=(module, arguments, str(cwd), dict(env), [_Passed(each) for each in ours]),
            daemon=True,  # what a failed test leaves is ended with the tests
        )
        self._process.start()
        for each in ours:
            os.close(each)
        assert self._process.pid
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended, once somebody has asked; a signal is negative."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ends; raises TimeoutExpired."""
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            assert timeout
            raise subprocess.TimeoutExpired(self._process.name, timeout)
        return code

    def communicate(self, text: str | None = None, timeout: float | None = None) -> tuple[str, str]:
        """Type that and end what is typed; what it prints until it ends. Raises TimeoutExpired."""
        with suppress(BrokenPipeError):
            if self.stdin:
                self.stdin.write(text or "")
                self.stdin.close()
        streams = (self.stdout, self.stderr)
        pool = ThreadPoolExecutor(2)
        said = [pool.submit(each.read) if each else None for each in streams]
        pool.shutdown(wait=False)
        try:
            self.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()  # or who reads would wait for ever
            raise
        out, err = (each.result() if each else "" for each in said)
        for stream in filter(None, streams):
            stream.close()
        return out, err

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a failing machine would."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Tell it to end."""
        self.send_signal(signal.SIGTERM)


def _readable() -> tuple[IO[str], int]:
    """Where what is said can be read, and where it is said."""
    read, write = os.pipe()
    return open(read, encoding="utf-8"), write


class _Passed:
    """A file descriptor for another process, where it becomes a number again."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __reduce__(self) -> tuple[Any, ...]:
        return _taken, (reduction.DupFd(self._number),)


def _taken(passed: Any) -> int:
    number: int = passed.detach()
    return number


def _run(
    module: str,
    arguments: Sequence[str],
    folder: str,
    variables: Mapping[str, str],
    ours: list[int],
) -> None:
    """In the process: be as one that has just been started so."""
    for number, each in enumerate(ours):
        os.dup2(each, number)
        os.close(each)
    os.chdir(folder)
    os.environ.clear()  # noqa: TID251 (all of it is the new process's)
    os.environ.update(variables)  # noqa: TID251
    time.tzset()
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = io.TextIOWrapper(
        open(2, "wb", buffering=0, closefd=False),  # noqa: SIM115
        encoding="utf-8",
        errors="backslashreplace",
        write_through=True,
    )
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)
