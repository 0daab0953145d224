"""Where the bench prints its tables."""

from __future__ import annotations

import sys

from rich.console import Console

WIDTH = 130  # columns, where there is no terminal to ask


def wide_console() -> Console:
    """Standard output, as wide as the terminal where that is one."""
    if sys.stdout.isatty():
        return Console()
    return Console(width=WIDTH)
