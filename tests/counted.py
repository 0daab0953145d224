"""How much work is done, counted in calls: the same number on every machine."""

from __future__ import annotations

import cProfile
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """How many calls, of our functions and of the library's, the work makes. They are
    counted in C: a function of ours would take longer than most of them."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        work()
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())
