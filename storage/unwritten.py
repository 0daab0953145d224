"""What a store that takes nothing, as on a full disk, is told as soon as it does."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Mapping
from typing import Generic, TypeVar

from core.errors import StoreUnavailable
from storage.engine.trouble import TAKES_NOTHING

K = TypeVar("K")
V = TypeVar("V")


class Unwritten(Generic[K, V]):
    """By key, what the store could not be told: this process keeps it in mind meanwhile."""

    def __init__(self) -> None:
        self._kept: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """What is kept under the key, or None."""
        return self._kept.get(key)

    def beside(self, new: Mapping[K, V]) -> dict[K, V]:
        """All that is kept, and what is new: both can be written together."""
        return {**new, **self._kept}

    def keep(self, values: Mapping[K, V]) -> None:
        """Keep them; of two under one key the first, until that is forgotten."""
        self._kept = self.beside(values)

    def forget(self, keys: Iterable[K]) -> None:
        """The values under these keys are stored, or something else is by now."""
        for key in keys:
            self._kept.pop(key, None)


async def took(written: Awaitable[object]) -> bool:
    """Whether the store took what is written; False while it takes nothing. Raises StoreUnavailable
    for every other trouble."""
    try:
        await written
    except StoreUnavailable as error:
        if error.trouble not in TAKES_NOTHING:
            raise
        return False
    return True
