"""A machine whose power can be cut: processes that write to its disk, and what is left there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.power import disk

ROOT = Path(__file__).parents[2]
SYNC = "1500"  # microseconds that a sync takes longer than here, so that the power is cut amid some
SOURCE = Path(__file__).with_name("recorder.c")


def lacking() -> str | None:
    """Why the power cannot be cut here, or None."""
    if not sys.platform.startswith("linux"):
        return "the recorder is preloaded the way Linux does it"
    return None if _compiler() else "no C compiler to build tests/power/recorder.c with"


def build(folder: Path) -> Path:
    """The recorder, built in that folder."""
    built = folder / "recorder.so"
    command = [
        _compiler() or "",
        "-O1",
        "-shared",
        "-fPIC",
        "-o",
        str(built),
        str(SOURCE),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(command, check=True)
    return built


def _compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc")


@contextmanager
def forking(recorder: Path) -> Iterator[subprocess.Popen[str]]:
    """What makes the processes of machines: `forks.py` with that recorder, whose imports take more
    than most of what is done in them."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "LD_PRELOAD": str(recorder)}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.power.forks"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as forks:
        yield forks
        assert forks.stdin
        forks.stdin.close()
        forks.wait(10)


class Machine:
    """Runs processes whose power can be cut. `folder` is its disk, another one after each cut."""

    def __init__(self, place: Path, forks: subprocess.Popen[str]) -> None:
        self.place, self.cuts = place, 0
        self.folder = place / "disk0"
        self.folder.mkdir()
        self._forks = forks

    @property
    def database(self) -> Path:
        """The store on its disk."""
        return self.folder / "paperboy.db"

    @property
    def url(self) -> str:
        """The store's address."""
        return f"sqlite:///{self.database}"

    def start(
        self,
        function: str,
        *arguments: object,
        synchronous: str | None = None,
        pages: int = 1000,
        room: int | None = None,
    ) -> int:
        """Let a process do one of the functions of `forks.py`; its id.

        `synchronous` as SQLite names it, if not ours; `pages` after which the log is written back;
        `room` for so many bytes until the disk is full.
        """
        assert self._forks.stdin
        assert self._forks.stdout
        self._before = disk.Disk(self.folder)
        self.log = self.place / f"log{self.cuts}"
        self.log.unlink(missing_ok=True)
        variables = {
            "POWER_FOLDER": os.path.realpath(self.folder),
            "POWER_LOG": str(self.log),
            "POWER_SYNC": SYNC,
        }
        if room is not None:
            variables["POWER_ROOM"] = str(room)
        order: dict[str, object] = {
            "function": function,
            "arguments": arguments,
            "variables": variables,
        }
        order |= {"synchronous": synchronous, "pages": pages}
        self._forks.stdin.write(json.dumps(order) + "\n")
        self._forks.stdin.flush()
        return int(self._forks.stdout.readline())

    def cut(self, process: int, left: Callable[[disk.Disk], dict[str, bytes]]) -> disk.Disk:
        """Cut the power: the next start finds what is `left`. What the process had written until
        then."""
        with suppress(ProcessLookupError):  # It may have come to its end just now.
            os.kill(process, signal.SIGKILL)
        self.ended(process)
        return self.restart(left)

    def restart(self, left: Callable[[disk.Disk], dict[str, bytes]]) -> disk.Disk:
        """The same after the process has ended by itself."""
        written = self._before.replay(self.log)
        self.cuts += 1
        self.folder = self.place / f"disk{self.cuts}"
        disk.write(left(written), self.folder)
        return written

    def ended(self, process: int) -> None:
        """Wait until the process has ended by itself, or for a minute."""
        until = time.monotonic() + 60
        while _runs(process) and time.monotonic() < until:
            time.sleep(0.002)
        assert not _runs(process)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
