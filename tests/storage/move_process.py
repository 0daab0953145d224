"""A move in a process of its own, to be killed."""

from __future__ import annotations

from storage import transfer
from storage.engine import rows
from storage.moves import Progress, move_store


def move_slowly(source: str, target: str, said: str) -> None:
    """Move the store little by little; the file grows by a byte with each step."""
    rows.MANY, rows.FEW, transfer.TEXTS_AT_ONCE = 20, 2, 20
    with open(said, "ab", buffering=0) as file:

        def tell(_progress: Progress) -> None:
            file.write(b".")

        move_store(source, target, tell, patience=10.0)
