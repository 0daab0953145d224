"""Which characters the nodes of a parsed pattern take that take a single one."""

from __future__ import annotations

import re
import re._constants as op
from typing import Any


class Known(dict[str, bool]):
    """Whether a single character of the pattern takes each; worked out once."""

    def __init__(self, node: Any, flags: int) -> None:
        super().__init__()
        self._node, self._flags = node, flags

    def __missing__(self, char: str) -> bool:
        return self.setdefault(char, accepts(self._node, char, self._flags))


def accepts(node: Any, char: str, flags: int) -> bool:
    """Whether a single character of the pattern takes that one."""
    code, value = node
    if code is op.ANY:
        return char != "\n" or bool(flags & re.DOTALL)
    forms = {char, char.lower(), char.upper()} if flags & re.IGNORECASE else {char}
    codes = {ord(form) for form in forms if len(form) == 1}
    if code is op.LITERAL:
        return value in codes
    if code is op.NOT_LITERAL:
        return value not in codes
    negated = bool(value) and value[0][0] is op.NEGATE
    ascii_only = bool(flags & re.ASCII)
    found = any(
        _within(kind, each, codes, char, ascii_only)
        for kind, each in value
        if kind is not op.NEGATE
    )
    return found is not negated


def _within(kind: Any, value: Any, codes: set[int], char: str, ascii_only: bool) -> bool:
    if kind is op.LITERAL:
        return value in codes
    if kind is op.RANGE:
        return any(value[0] <= code <= value[1] for code in codes)
    name = str(value).removeprefix("CATEGORY_")
    kinds = {"DIGIT": char.isdecimal(), "SPACE": char.isspace(), "WORD": is_word(char, ascii_only)}
    found = kinds[name.removeprefix("NOT_")] and (char.isascii() or not ascii_only)
    return found is not name.startswith("NOT_")


def is_word(char: str, ascii_only: bool) -> bool:
    """Whether the character is part of a word, as patterns take it; "" is none."""
    return (char.isalnum() or char == "_") and (char.isascii() or not ascii_only)
