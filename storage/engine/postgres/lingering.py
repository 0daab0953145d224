"""Whoever has just ended, or was killed, is there until the server has noticed."""

# Tested in tests/storage/test_moves_refused.py.

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PAUSE = 0.1  # seconds until it is looked again

T = TypeVar("T")


def remaining(look: Callable[[], T | None], patience: float) -> T | None:
    """What `look` still finds after so many seconds; None as soon as it finds nothing."""
    deadline = time.monotonic() + patience
    while (found := look()) is not None and time.monotonic() < deadline:
        time.sleep(PAUSE)
    return found
