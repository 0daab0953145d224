"""A machine of its own for one worker, as a network namespace: one wire leads to the platforms,
another to the store, and that one can be cut without a word."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

IP = shutil.which("ip") or "/usr/sbin/ip"


@dataclass(frozen=True)
class Machine:
    """The namespace, and our addresses on both wires as it sees them."""

    name: str
    platforms: str
    store: str

    @property
    def network(self) -> str:
        """The network of the wire to the store."""
        return f"{self.store.rpartition('.')[0]}.4/30"

    @property
    def within(self) -> tuple[str, ...]:
        """What runs a command there."""
        return (IP, "netns", "exec", self.name)

    def cut(self) -> None:
        """Let nothing pass between it and the store; nobody is told."""
        _ip("link", "set", f"{self.name}s", "down")

    def mend(self) -> None:
        """Let all pass again."""
        _ip("link", "set", f"{self.name}s", "up")


def lacking() -> str | None:
    """Why no namespace can be made here; None when one can."""
    if not os.access(IP, os.X_OK):
        return "no namespace: iproute2 is not installed"
    name = f"pb{os.getpid()}t"
    tried = subprocess.run([IP, "netns", "add", name], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"no namespace: {tried.stderr.strip()}"
    _ip("netns", "del", name)
    return None


@contextmanager
def machine() -> Iterator[Machine]:
    """One that has just been made."""
    # A network that is set apart for measuring (RFC 2544); runs beside each other differ.
    net = f"198.18.{os.getpid() % 256}"
    made = Machine(name=f"pb{os.getpid()}", platforms=f"{net}.1", store=f"{net}.5")
    _ip("netns", "add", made.name)
    try:
        for end, ours, theirs in (("p", made.platforms, f"{net}.2"), ("s", made.store, f"{net}.6")):
            outer, inner = f"{made.name}{end}", f"{made.name}{end}i"
            _ip("link", "add", outer, "type", "veth", "peer", "name", inner)
            _ip("link", "set", inner, "netns", made.name)
            _ip("addr", "add", f"{ours}/30", "dev", outer)
            _ip("link", "set", outer, "up")
            _ip("-n", made.name, "addr", "add", f"{theirs}/30", "dev", inner)
            _ip("-n", made.name, "link", "set", inner, "up")
        _ip("-n", made.name, "link", "set", "lo", "up")
        yield made
    finally:
        _ip("netns", "del", made.name)


def _ip(*arguments: str) -> None:
    subprocess.run([IP, *arguments], check=True, capture_output=True)
