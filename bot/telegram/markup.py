"""Marked text and Telegram's HTML: escaping, cleaning, and what Telegram takes for a web address. Pure.

Text stays apart from its markup until the very end, so that cutting it can never cut a tag or an entity.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import quote, urlsplit

# What is invisible, commands or reorders goes; joiners stay: they are spelling in Persian and in emoji.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
# Blanks by another name: a message of these alone is refused as empty.
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Telegram drops these three combining lines and the combining ring, unless they are part of a composed letter.
_DROPPED = frozenset("\u030a\u0333\u033f\u034f")
NO_BREAK = "\u00a0"
# What may stand at the end of a message without being seen.
UNSEEN = f" \n\u200c\u200d{NO_BREAK}"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}", re.IGNORECASE)
# A keyboard of many such links still fits in what Telegram takes.
_LONGEST_ADDRESS = 1000


class Level(IntEnum):
    """How good a place is to part a text, worst first."""

    CHARACTER = 0
    WORD = 1
    SENTENCE = 2
    LINE = 3
    BLOCK = 4


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of clean text inside the same tags, outermost first ("b", 'a href="…"', "blockquote expandable").

    `level` is that of a separator: the white space between two lines or blocks.
    """

    text: str
    marks: tuple[str, ...] = ()
    level: Level = Level.CHARACTER


def clean(text: str) -> str:
    """The text on one line: white space as blanks, letters composed, no control, reordering or hidden characters."""
    if text.isascii() and text.isprintable():
        return text
    kept = (_seen(char) for char in unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", "".join(kept))


def escape(text: str) -> str:
    """The text as it stands in Telegram's HTML, which knows &lt; &gt; &amp; and &quot; alone."""
    return html.escape(text, quote=False)


def link(address: str) -> str:
    """The mark that leads to a checked address."""
    return f'a href="{html.escape(address)}"'


def web_address(text: str) -> str | None:
    """The address with other than ASCII percent-encoded, or None where Telegram would refuse it."""
    try:
        parts = urlsplit(text)
        valid = parts.port != 0 and "@" not in parts.netloc and _HOST.fullmatch(parts.hostname or "")
    except ValueError:
        return None
    if not valid or parts.scheme not in ("http", "https") or " " in text or not text.isprintable():
        return None
    address = quote(text, safe="!#$%&'()*+,/:;=?@[]~")
    return address if len(address) <= _LONGEST_ADDRESS else None


def opened(before: Sequence[str], after: Sequence[str]) -> Sequence[str]:
    """The marks that begin between two runs; those they share from the outside in stay open."""
    return after[_shared(before, after) :]


def tags(mark: str) -> tuple[str, str]:
    """The mark's opening and closing tag."""
    return f"<{mark}>", f"</{mark.partition(' ')[0]}>"


def to_html(runs: Iterable[Run]) -> str:
    """The runs as HTML, every tag closed."""
    pieces: list[str] = []
    marks: tuple[str, ...] = ()
    for run in (*runs, Run("")):
        shared = _shared(marks, run.marks)
        pieces += [tags(mark)[1] for mark in reversed(marks[shared:])]
        pieces += [tags(mark)[0] for mark in run.marks[shared:]]
        pieces.append(escape(run.text))
        marks = run.marks
    return "".join(pieces)


def plain(text: str) -> str:
    """The words of HTML that `to_html` wrote: tags gone, entities decoded."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    same = (one == other for one, other in zip(before, after, strict=False))
    return next((index for index, equal in enumerate(same) if not equal), min(len(before), len(after)))


def _seen(char: str) -> str:
    """The character, a blank for white space of any kind, or nothing."""
    if char in _JOINERS or char == NO_BREAK:
        return char
    if char.isspace() or char in _FILLERS:
        return " "
    return "" if char in _DROPPED or unicodedata.category(char) in _INVISIBLE else char
