"""What a disk holds after a power cut, worked out from what `recorder.c` wrote down.

A write is on the disk once a sync of its file has ended that began after it; a file's name is, once
its folder has been synced. Everything else may have been lost or kept, in any combination of
sectors: nobody promises an order.
"""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

SECTOR = 512
HEAD = struct.Struct("<BQII")

Record = tuple[str, int, str, bytes]


def records(log: Path) -> Iterator[Record]:
    """What was written down: kind, number, path and data. A last record that was cut off is left
    out.

    There is no log when the power was cut before the process had written anything.
    """
    data = log.read_bytes() if log.exists() else b""
    at = 0
    while at + HEAD.size <= len(data):
        kind, number, path_size, data_size = HEAD.unpack_from(data, at)
        at += HEAD.size
        if at + path_size + data_size > len(data):
            return
        path = data[at : at + path_size].decode()
        at += path_size
        yield chr(kind), number, path, data[at : at + data_size]
        at += data_size


@dataclass(eq=False)
class File:
    """One file: what is certainly on the disk, and what was written since, as (offset or -1 for a
    new size, data)."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes]] = field(default_factory=list)
    settled: int = 0

    @property
    def written(self) -> int:
        """How many writes there were in all."""
        return self.settled + len(self.pending)

    def settle(self, written: int) -> None:
        """The first `written` writes of all are on the disk."""
        fresh = max(written - self.settled, 0)
        for write in self.pending[:fresh]:
            _put_bytes(self.durable, write)
        del self.pending[:fresh]
        self.settled += fresh


class Disk:
    """The files of one folder, by name, and which of their names are certainly there."""

    def __init__(self, folder: Path, content: Path | None = None) -> None:
        """What is in the folder now is on the disk; or what is in the folder `content`, a copy from
        before."""
        self.folder = os.path.realpath(folder)
        self.names: dict[str, File] = {}
        for entry in (content or folder).iterdir():
            if not entry.name.endswith("-shm"):
                self.names[entry.name] = File(bytearray(entry.read_bytes()))
        self.durable_names = dict(self.names)
        self.changes: list[tuple[str, File | None]] = []
        self.changed = 0
        self.syncs = 0
        self._begun: dict[tuple[int, str], int] = {}

    def replay(self, log: Path, count: int | None = None) -> Disk:
        """Let happen what the log says, from its beginning to its end or for so many records."""
        for record in islice(records(log), count):
            self.apply(record)
        return self

    def apply(self, record: Record) -> None:
        """Let one thing happen."""
        kind, number, path, data = record
        name = os.path.relpath(path, self.folder)
        if kind == "W":
            self._file(name).pending.append((number, data))
        elif kind == "T":
            self._file(name).pending.append((-1, number.to_bytes(8, "little")))
        elif kind == "C":
            self._rename(name, File())
        elif kind == "U":
            self._rename(name, None)
        elif kind == "R":
            file = self.names.get(name)
            self._rename(os.path.relpath(data.decode(), self.folder), file)
            self._rename(name, None)
        elif kind == "B":
            self._begun[number, name] = self.changed if name == "." else self._file(name).written
        elif kind == "E":
            self._synced(name, self._begun.pop((number, name)))

    def survivors(self, dice: random.Random) -> dict[str, bytes]:
        """One of the states in which a power cut now may leave the files."""
        names = dict(self.durable_names)
        for name, file in self.changes[
            : dice.choice([0, dice.randint(0, len(self.changes)), len(self.changes)])
        ]:
            _put(names, name, file)
        return {name: _survivor(file, dice) for name, file in names.items()}

    def bare(self) -> dict[str, bytes]:
        """The state in which nothing is left that was not synced."""
        return {name: bytes(file.durable) for name, file in self.durable_names.items()}

    @property
    def unsynced(self) -> int:
        """How many bytes a power cut now may lose."""
        return sum(
            len(data)
            for file in self.names.values()
            for offset, data in file.pending
            if offset >= 0
        )

    def _file(self, name: str) -> File:
        if name not in self.names:
            self._rename(name, File())
        return self.names[name]

    def _rename(self, name: str, file: File | None) -> None:
        self.changes.append((name, file))
        self.changed += 1
        _put(self.names, name, file)

    def _synced(self, name: str, begun: int) -> None:
        self.syncs += 1
        if name != ".":
            self._file(name).settle(begun)
            return
        fresh = max(begun - (self.changed - len(self.changes)), 0)
        for changed, file in self.changes[:fresh]:
            _put(self.durable_names, changed, file)
        del self.changes[:fresh]


def write(files: dict[str, bytes], folder: Path) -> None:
    """Make a folder of those files."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _put(names: dict[str, File], name: str, file: File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _put_bytes(content: bytearray, write: tuple[int, bytes]) -> None:
    offset, data = write
    if offset < 0:
        size = int.from_bytes(data, "little")
        del content[size:]
        content.extend(bytes(size - len(content)))
        return
    content.extend(bytes(max(offset - len(content), 0)))
    content[offset : offset + len(data)] = data


def _survivor(file: File, dice: random.Random) -> bytes:
    """What may be left of the file: nothing of what was not synced, its beginning, all, or any of
    its sectors."""
    content = bytearray(file.durable)
    kept = dice.choice(["none", "beginning", "all", "writes", "sectors"])
    if kept == "none":
        return bytes(content)
    pending = (
        file.pending[: dice.randint(0, len(file.pending))] if kept == "beginning" else file.pending
    )
    for write in pending:
        pieces = list(_sectors(write)) if kept == "sectors" else [write]
        for piece in pieces:
            if kept in ("beginning", "all") or dice.random() < 0.5:
                _put_bytes(content, piece)
    return bytes(content)


def _sectors(write: tuple[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """The write, cut where the disk's sectors end."""
    offset, data = write
    if offset < 0:
        yield write
        return
    while data:
        size = SECTOR - offset % SECTOR
        yield offset, data[:size]
        offset, data = offset + size, data[size:]
