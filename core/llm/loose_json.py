"""JSON as models write it, read for what it means. Pure, and bounded: no text is gone through more than a few times.

Beyond the standard it takes what language models are known to write: TeX commands with a single backslash, line breaks
and quotation marks inside strings, trailing and missing commas, single quotes and bare keys, Python's constants,
comments, and objects that lack their last brackets. It never guesses words. Numbers stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

# Nothing that is asked for is nested deeper than four; what is deeper than this is no answer.
DEEPEST = 32
# Characters of a text that are looked at; the longest answer that is asked for has some 30,000.
LONGEST = 400_000
# How often the text's length may be spent on what only looks like an object.
PATIENCE = 4

# TeX commands that begin with a letter which is also one of JSON's escapes, so that `\nabla` would read as a line break
# and "abla". For `\b` and `\f` any word counts: a backspace or a form feed never stands in a text.
_TEX = frozenset(
    [
        "nabla",
        "natural",
        "ncong",
        "ne",
        "nearrow",
        "neg",
        "neq",
        "newline",
        "nexists",
        "ngeq",
        "ngtr",
        "ni",
        "nleq",
        "nless",
        "nmid",
        "nolimits",
        "nonumber",
        "normalsize",
        "not",
        "notin",
        "nparallel",
        "nprec",
        "nsubseteq",
        "nsucc",
        "nu",
        "nwarrow",
        "ran",
        "rangle",
        "rank",
        "rbrace",
        "rbrack",
        "rceil",
        "rfloor",
        "rgroup",
        "rho",
        "right",
        "rightarrow",
        "rightharpoonup",
        "rightleftharpoons",
        "rm",
        "rVert",
        "rvert",
        "tan",
        "tanh",
        "tau",
        "tbinom",
        "text",
        "textbf",
        "textbackslash",
        "textit",
        "textnormal",
        "textrm",
        "textsc",
        "textsf",
        "textsubscript",
        "textsuperscript",
        "texttt",
        "textwidth",
        "tfrac",
        "therefore",
        "theta",
        "thicksim",
        "thinspace",
        "tilde",
        "times",
        "tiny",
        "to",
        "top",
        "triangle",
        "triangleleft",
        "triangleq",
        "triangleright",
        "tt",
        "twoheadrightarrow",
        "ulcorner",
        "underbrace",
        "underline",
        "underset",
        "unlhd",
        "unrhd",
        "uparrow",
        "updownarrow",
        "upharpoonright",
        "uplus",
        "upsilon",
        "upuparrows",
        "url",
    ]
)
# Of these, what a line may well begin with once its first letter is taken for the line break: TeX only inside of $ $.
_ALSO_WORDS = frozenset(("ne", "ni", "not", "nu", "ran", "rank", "right", "tan", "text", "tiny", "to", "top", "tt"))

_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "'": "'", "n": "\n", "r": "\n", "t": "\t"}
_LETTERS = re.compile(r"[A-Za-z]+")
_HEX = re.compile(r"[0-9a-fA-F]{4}")
# Blanks, and a few comments of a few lines.
_SPACE = re.compile(r"(?:[\s\ufeff\u200b]++|//[^\n]{0,300}|/\*[^*]{0,300}\*/){0,8}")
_NUMBER = re.compile(r"[-+]?\d+(?:[,_]\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?(?:\s?%)?")
_BARE = re.compile(r"[^\W\d]\w{0,40}(?:[ -]\w{1,40}){0,4}(?=\s{0,20}[:：])")
_CONSTANTS = {"true": True, "false": False, "null": None, "none": None, "nan": None, "undefined": None}
_CLOSING = {'"': '"', "'": "'", "“": "”", "”": "”", "‘": "’", "`": "`"}
# What has to be looked at inside a string, by the mark that may end it.
_SPECIAL = {mark: re.compile(rf"[\\${re.escape(mark)}]") for mark in set(_CLOSING.values())}
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class NotJson(ValueError):
    """Here stands nothing that can be read as JSON; `at` is how far it was looked at."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True, slots=True)
class Read:
    """A value, and where it ended. The text may have ended before it: within a text (`broken`), or before its last
    brackets (`unclosed`)."""

    value: Any
    end: int
    broken: bool
    unclosed: bool


class _Kind(Enum):
    """What a string is: that decides which quotation mark ends it."""

    KEY = "key"
    MEMBER = "member"
    ITEM = "item"


def read_value(text: str, start: int = 0) -> Read:
    """The value that begins there: dicts, lists, texts, True, False, None; numbers as texts. Raises NotJson."""
    reader = _Reader(text[:LONGEST])
    value, end = reader.value(reader.past_space(start), 0)
    return Read(value, end, reader.broken, reader.unclosed)


def objects(text: str) -> Iterator[Read]:
    """The outermost objects, and lists of objects, in order; what only looks like one is passed over."""
    at, spent = 0, 0
    while (at := _opening(text, at)) >= 0 and spent <= PATIENCE * len(text):
        try:
            read = read_value(text, at)
        except NotJson as nothing:
            spent += nothing.at - at
            at += 1
            continue
        if _holds_objects(read.value):
            yield read
        at = max(read.end, at + 1)


def clean(text: str) -> str:
    """The text without control characters and half surrogates, which no text needs."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _opening(text: str, start: int) -> int:
    """Where the next bracket opens that may be an object's or a list's; -1 when none does."""
    places = (text.find("{", start, LONGEST), text.find("[", start, LONGEST))
    return min((place for place in places if place >= 0), default=-1)


def _holds_objects(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) for each in value)
    return isinstance(value, dict) and bool(value)


class _Reader:
    """Reads values from a text; `broken` and `unclosed` tell how it ended."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.broken = self.unclosed = False

    def past_space(self, at: int) -> int:
        """The first place behind blanks and comments."""
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def value(self, at: int, depth: int, kind: _Kind = _Kind.ITEM) -> tuple[Any, int]:
        """The value that begins there, and where it ends."""
        if depth > DEEPEST:
            raise NotJson(at)
        char = self._char(at)
        if char == "{":
            return self._object(at + 1, depth)
        if char == "[":
            return self._list(at + 1, depth)
        if char in _CLOSING:
            return self._string(at, kind)
        return self._scalar(at)

    def _char(self, at: int) -> str:
        return self._text[at] if at < len(self._text) else ""

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            at = self._past_commas(at)
            char = self._char(at)
            if char == "}":
                return found, at + 1
            if char == "]" and found:  # the brace was forgotten
                return found, at
            if not char:
                self.unclosed = True
                return found, at
            key, at = self._key(at)
            at = self.past_space(at)
            if self._char(at) not in (":", "："):
                raise NotJson(at)
            at = self.past_space(at + 1)
            if not self._char(at):
                self.broken = True
                return found, at
            found[key], at = self.value(at, depth + 1, _Kind.MEMBER)

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            at = self._past_commas(at)
            char = self._char(at)
            if char == "]":
                return found, at + 1
            if char == "}" and found:  # the bracket was forgotten
                return found, at
            if not char:
                self.unclosed = True
                return found, at
            value, at = self.value(at, depth + 1)
            found.append(value)

    def _past_commas(self, at: int) -> int:
        at = self.past_space(at)
        while self._char(at) in (",", "，", ";"):
            at = self.past_space(at + 1)
        return at

    def _key(self, at: int) -> tuple[str, int]:
        if self._char(at) in _CLOSING:
            return self._string(at, _Kind.KEY)
        found = _BARE.match(self._text, at)
        if found is None:
            raise NotJson(at)
        return found[0], found.end()

    def _scalar(self, at: int) -> tuple[Any, int]:
        number = _NUMBER.match(self._text, at)
        if number:
            return number[0], number.end()
        word = _LETTERS.match(self._text, at)
        if word and word[0].casefold() in _CONSTANTS:
            return _CONSTANTS[word[0].casefold()], word.end()
        raise NotJson(at)

    def _string(self, at: int, kind: _Kind) -> tuple[str, int]:
        """The string whose quotation mark stands there. A mark inside of it that nobody escaped does not end it."""
        closing = _CLOSING[self._char(at)]
        special = _SPECIAL[closing]
        parts: list[str] = []
        start = at = at + 1
        in_maths = False
        while found := special.search(self._text, at):
            at = found.start()
            char = found[0]
            if char == "\\":
                parts.append(self._text[start:at])
                piece, at = self._escaped(at + 1, in_maths)
                parts.append(piece)
                start = at
            elif char == "$":
                in_maths = not in_maths
                at += 1
            elif self._ends(at + 1, kind):
                parts.append(self._text[start:at])
                return clean("".join(parts)), at + 1
            else:
                at += 1
        self.broken = True
        parts.append(self._text[start:])
        return clean("".join(parts)), len(self._text)

    def _ends(self, at: int, kind: _Kind) -> bool:
        """Whether a mark just before that place ends its string, told from what follows."""
        at = self.past_space(at)
        char = self._char(at)
        if kind is _Kind.KEY:
            return True  # whatever follows: a key is not read twice
        if char in ("", "}", "]"):
            return True
        if char in (",", "，", ";"):
            after = self.past_space(at + 1)
            return self._char(after) in ("", "}", "]") or self._begins(after, kind)
        return char in _CLOSING and self._begins(at, kind)  # the comma was forgotten

    def _begins(self, at: int, kind: _Kind) -> bool:
        """Whether the object's next key, or the list's next item, begins there."""
        char = self._char(at)
        if kind is _Kind.ITEM:
            return char in _CLOSING or char in "{["
        if char not in _CLOSING:
            return _BARE.match(self._text, at) is not None
        # A key is short, on one line, and has a colon behind it.
        end = self._text.find(_CLOSING[char], at + 1, at + 80)
        if end < 0 or "\n" in self._text[at:end]:
            return False
        return self._char(self.past_space(end + 1)) in (":", "：")

    def _escaped(self, at: int, in_maths: bool) -> tuple[str, int]:
        """What the backslash before that place and the letters behind it stand for, and where they end."""
        letter = self._char(at)
        if letter == "u" and _HEX.match(self._text, at + 1):
            return self._unicode(at + 1)
        word = _LETTERS.match(self._text, at)
        if word and _is_tex(word[0], in_maths):
            return "\\" + word[0], word.end()
        if letter in _ESCAPES:
            return _ESCAPES[letter], at + 1
        return "\\", at  # none of JSON's escapes: the backslash is meant

    def _unicode(self, at: int) -> tuple[str, int]:
        """The character whose number stands there; one that UTF-16 writes as two numbers is put together."""
        first, end = int(self._text[at : at + 4], 16), at + 4
        if 0xD800 <= first < 0xDC00 and self._text.startswith("\\u", end):
            second = _HEX.match(self._text, end + 2)
            if second and 0xDC00 <= int(second[0], 16) < 0xE000:
                return chr(0x10000 + ((first - 0xD800) << 10) + int(second[0], 16) - 0xDC00), end + 6
        return chr(first), end


def _is_tex(word: str, in_maths: bool) -> bool:
    """Whether a backslash before that word makes a TeX command of it, where its first letter could be an escape."""
    if word[0] in "bf":
        return len(word) > 1
    return word in _TEX and (in_maths or word not in _ALSO_WORDS)
