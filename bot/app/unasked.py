"""What a library loads wherever it finds it, and nobody here asks it for."""

# Tested in tests/bot/app/test_root.py.

from __future__ import annotations

import sys

# For tracebacks in colour, and for threads that are none: 4 MB of a service.
_BY_LOGS = ("rich", "greenlet")


def load_logs() -> None:
    """Load structlog as if these were not installed. Whoever needs them loads them later."""
    hidden = [name for name in _BY_LOGS if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    import structlog  # noqa: F401

    for name in hidden:
        del sys.modules[name]
