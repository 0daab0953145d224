"""What a verb is done to: a paper, a list, a setting. Pure.

`short` is a target's form within a button; `read` takes exactly that back, and is None for any
other text.
"""

# Tested in tests/bot/chat/test_actions.py.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self, TypeAlias

from core.editions.keys import ListKey, read_key
from core.identify import paper_id

# No entry and no page has a number of more digits.
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """The paper that has that number in that list."""

    key: ListKey
    number: int

    @property
    def typed(self) -> str:
        """As people type it after a command."""
        return f"{self.number} {self.key}"

    def short(self) -> str:
        return f"{self.key}:{self.number}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        key, _, number = text.rpartition(":")
        found, rank = _read_list(key), read_number(number)
        if found is None or rank is None:
            return None
        return cls(found, rank)


@dataclass(frozen=True, slots=True)
class Known:
    """The paper that has that id, wherever it is listed."""

    paper_id: str

    @property
    def typed(self) -> str:
        """As people type it after a command."""
        return self.paper_id

    def short(self) -> str:
        return self.paper_id

    @classmethod
    def read(cls, text: str) -> Self | None:
        if ":" in text:
            return None
        found = paper_id(text)
        if found is None:
            return None
        return cls(found)


@dataclass(frozen=True, slots=True)
class WholeList:
    """That list."""

    key: ListKey

    def short(self) -> str:
        return str(self.key)

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = _read_list(text)
        if found is None:
            return None
        return cls(found)


@dataclass(frozen=True, slots=True)
class Change:
    """A setting and its new value, "" where a press turns it over. The value is a button's, not a
    person's word; of a setting with several values, one turns that one over, and `several` of them,
    each with a comma behind it, are all it has."""

    field: str
    value: str

    def short(self) -> str:
        return f"{self.field}:{self.value}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        field, colon, value = text.partition(":")
        if not field or not colon:
            return None
        return cls(field, value)

    @classmethod
    def several(cls, field: str, values: Iterable[object]) -> Self:
        """The change after which the setting has those values and no others."""
        return cls(field, "".join(f"{value}," for value in values))


@dataclass(frozen=True, slots=True)
class Field:
    """A setting, or those of a group: what a page, a menu or a form is about."""

    name: str

    def short(self) -> str:
        return self.name

    @classmethod
    def read(cls, text: str) -> Self | None:
        if not (text.isascii() and text.isalpha()):
            return None
        return cls(text)


# A paper, however it is named.
Which: TypeAlias = Listed | Known


def _read_list(text: str) -> ListKey | None:
    found = read_key(text)
    if found is None or str(found) != text:
        return None
    return found


def read_number(text: str) -> int | None:
    """The number that we wrote as that text; None for any other text."""
    if not (text.isascii() and text.isdecimal() and len(text) <= DIGITS):
        return None
    number = int(text)
    if str(number) != text:
        return None
    return number
