"""Marked text that a renderer has laid out, and what every platform drops from words and addresses.
Pure.

Text stays apart from its markup until the very end, so that cutting it can never cut a tag or an
escape.
"""

# Chinese is read here: characters that look like nothing.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import quote, urlsplit

from core.bounds import normalized
from core.unseen import joins

# What is invisible, commands or reorders goes; joiners stay where they are spelling: within emoji,
# and within words of Persian and of the scripts of India.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
# Blanks by another name: a message of these alone is refused as empty.
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
NO_BREAK = "\u00a0"
# What may stand at the end of a message without being seen.
UNSEEN = f" \n\u200c\u200d{NO_BREAK}"
_HOST = re.compile(r"(?>(?:(?!-)[a-z0-9-]++(?<!-)\.)+)[a-z0-9-]{2,}", re.IGNORECASE | re.ASCII)
# An address that a client may make a link of by itself, since it leads where it reads: a web
# scheme, and letters that cannot be mistaken for others up to where the host ends. No user's name
# before a host, which reads as the host; no invitation, which acts at a press; the end of a
# sentence is no part of it. Verbose.
ADDRESS = r"""
    (?<![A-Za-z0-9])(?ai:https?)://
    (?!(?ai:(?:[\w-]+\.){0,3}?(?:t\.me|telegram\.(?:me|dog)|discord\.gg|discord(?:app)?\.com(?::[0-9]+)?/+invite)(?![\w.-])))
    (?>(?:(?!(?ai:xn--))[A-Za-z0-9][A-Za-z0-9-]*+\.)+)[A-Za-z]{2,}+
    (?>(?::[0-9]{1,5}+)?)
    (?![0-9A-Za-z_%@\\] | [^\s/?\#]*+@)
    (?:[/?\#](?:
        (?:[A-Za-z0-9_./~?=&%+,;:@!$'\#-] | \([A-Za-z0-9_./~=&%+,;:-]{0,80}+\))*
        (?<=[A-Za-z0-9_/)])
    )?)?
"""
_LONGEST = 2_000  # characters of an address
_READS = re.compile(r"://|(?<=\w)\.(?=[^\W\d_]{2})")


class Level(IntEnum):
    """How good a place is to part a text, worst first; beside a GLUE run there is none."""

    GLUE = -1
    CHARACTER = 0
    WORD = 1
    SENTENCE = 2
    LINE = 3
    BLOCK = 4


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text inside the same marks, outermost first; what a mark is, each platform
    says.

    `level` is that of a separator: the white space between two lines or blocks.
    """

    text: str
    marks: tuple[str, ...] = ()
    level: Level = Level.CHARACTER


def clean(text: str) -> str:
    """The text on one line: white space as blanks, letters composed, no control, reordering or
    hidden characters."""
    if text.isprintable() and _FILLERS.isdisjoint(text):
        return normalized("NFC", text)
    composed = normalized("NFC", text)
    kept: list[str] = []
    for index, char in enumerate(composed):
        if char.isprintable() and char not in _FILLERS:
            kept.append(char)
        elif char not in _JOINERS or joins(composed, index):
            kept.append(_seen(char))
    return normalized("NFC", "".join(kept))


def web_address(text: str, longest: int) -> str | None:
    """The address with other than ASCII percent-encoded; None if a chat would refuse it or it is
    longer than that."""
    if not host_of(text) or " " in text or not text.isprintable():
        return None
    address = quote(text, safe="!#$%&'()*+,/:;=?@[]~")
    if len(address) > longest:
        return None
    return address


def host_of(address: str) -> str:
    """The host that a web address leads to, in plain letters, as browsers read it; "" for anything
    else."""
    if len(address) > _LONGEST:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        valid = parts.port != 0 and _HOST.fullmatch(host) and parts.scheme in ("http", "https")
    except ValueError:
        return ""
    # What stands before an @ is read as the host, and what stands behind a backslash is taken for
    # it by some.
    misread = "@" in parts.netloc or "\\" in parts.netloc
    if misread or not valid:
        return ""
    return host


def reads_as_address(text: str) -> bool:
    """Whether somebody may take the text, or a part of it, for an address."""
    return _READS.search(text) is not None


def units(text: str) -> int:
    """How long the text is in UTF-16 units: never fewer than its characters, whichever a server
    counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le")) // 2


def shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many marks of one run, from the outside in, go on in the next."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _seen(char: str) -> str:
    """The character, a blank for white space of any kind, or nothing."""
    if char in _JOINERS or char == NO_BREAK:
        return char
    if char.isspace() or char in _FILLERS:
        return " "
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    return char
