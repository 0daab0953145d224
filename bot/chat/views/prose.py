"""Text from papers, models and archives → clean text and styled lines. Pure.

The Markdown that models write is read here by hand, not by CommonMark: its rule for closing
emphasis fails beside Chinese punctuation (`**“对称性”**的` stays unformatted), and it eats the
backslashes and underscores of TeX. No link comes out of it: what a text links to stands in brackets
behind the words, for these may read as another address.
"""

# Chinese is read here: the papers' own Markdown.

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.chat.views.cited import without_keys
from bot.chat.views.model import Line, Span, Style
from bot.chat.views.split import whole
from core import tex
from core.unseen import joins

_INLINE = re.compile(
    rf"(?x:{tex.FORMULA}) |"
    r"""
      (?P<escape>\\[*`$\[\]])
    | `(?P<code>[^`]++)`
    | \*{2,3}+(?P<bold>(?=[^\s*])(?>(?:[^*]|\*(?!\*))*))(?<=\S)\*{2,}+
    | (?<![A-Za-z0-9*])\*(?P<soft>[^\s*][^*]*+)(?<=\S)\*(?!\*)
    | !?\[(?P<label>[^\[\]]++)\]\((?P<href>https?://[^\s()\[\]]++(?:\([^\s()\[\]]*+\)[^\s()\[\]]*+)?)\)
    """,
    re.VERBOSE,
)
_MARKER = re.compile(
    r"(?P<indent>[ \t]*+)(?:(?P<bullet>[-*+•])|(?P<number>\d{1,2}[.)、]))"
    r"(?:[ \t]++|(?<=、)|$)(?P<rest>.*+)"
)
_HEADING = re.compile(r"\A[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)")
# Characters and lines of one text; the longest text of a report has some 330 and five.
LONGEST, LINES = 6_000, 100
SHORTEST = 20  # characters that a line counts at least
# Pieces of a line that stand out; what comes after this many stays as it is written.
MARKED = 100
ELLIPSIS = "…"
# What would look odd before it.
BEFORE_ELLIPSIS = "…,;: ，；：、"
# From here on words have no blanks between them.
WIDE = "\u2e80"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WITHOUT_WIDTH = frozenset({"Mn", "Me", "Cf"})
_JOINER = "\u200d"
# Without these an emoji is as wide as its first character says.
VARIATIONS = frozenset("\ufe0e\ufe0f")


def tidy(text: str) -> str:
    """One line: white space collapsed, control, format and bidirectional characters gone."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """The text with white space as blanks, without characters that command a terminal, hide or
    reorder text."""
    if text.isprintable() and VARIATIONS.isdisjoint(text):
        return text
    kept: list[str] = []
    for index, char in enumerate(text):
        if char.isprintable() and char not in VARIATIONS:
            kept.append(char)
        elif char.isspace():
            kept.append(" ")
        elif joins(text, index) or not _invisible(char):
            kept.append(char)
    return "".join(kept)


# A list looks at each of its titles several times, for rows of each width.
@functools.lru_cache(maxsize=64)
def title_of(text: str) -> str:
    """A title or a name on one line, its formulas as people read them."""
    return tidy(tex.readable(text))


def cells(text: str) -> int:
    """How wide the text is: wide characters count two, what joins or marks others counts none."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_widths(text))


def clip(text: str, room: int) -> str:
    """The text if it is that wide at most, else its beginning and an ellipsis. What people see as
    one character is not cut."""
    if len(text) * (1 if text.isascii() and text.isprintable() else 2) <= room:
        return text  # however wide each of its characters is
    used = 0
    for index, width in enumerate(_widths(text)):
        used += width
        if used > room:
            return text[: whole(text, max(index - 1, 0))].rstrip() + ELLIPSIS
    return text


def clip_words(text: str, room: int) -> str:
    """The text if it is that wide at most, else its beginning and an ellipsis, cut between words
    and figures; within one only where the first does not fit."""
    shown = clip(text, room)
    if shown == text:
        return text
    kept = whole_words(text, len(shown) - len(ELLIPSIS))
    return kept.rstrip(BEFORE_ELLIPSIS) + ELLIPSIS


def whole_words(text: str, most: int) -> str:
    """The beginning of a longer text, so many characters at most, that ends with a whole word or
    figure; amid one only where it is the first."""
    end = most
    while end and _goes_on(text, end):
        end -= 1
    return text[: end or most]


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands before that place and what follows are of one word or one figure: 82.5
    cut at its point would be another."""
    before, after = text[end - 1], text[end]
    if before in ".,":
        return after.isdigit() and text[max(end - 2, 0)].isdigit()
    if after in ".,":
        return before.isdigit() and text[end + 1 : end + 2].isdigit()
    return _in_word(before) and _in_word(after)


def _in_word(char: str) -> bool:
    """Whether the character belongs to a word that is written between blanks, or to a figure; none
    of Chinese does."""
    return char in "'’%" or (char.isalnum() and char < WIDE)


def clip_start(text: str, cells: int) -> str:
    """The text of narrow characters if it fits, else an ellipsis and its end."""
    if len(text) <= cells:
        return text
    return "…" + text[1 - cells :]


def prose(text: str, depth: int = 0) -> tuple[Line, ...]:
    """The lines of a piece of Markdown, `depth` levels in; nested lists go further in. Blank lines
    are dropped.

    Of a text without end the beginning is shown.
    """
    if len(text) > LONGEST:
        text = text[:LONGEST] + ELLIPSIS
    raws = without_keys(text).splitlines()
    if len(raws) > LINES:
        raws = [*raws[:LINES], ELLIPSIS]
    lines = [_line(raw, depth) for raw in raws]
    return tuple(line for line in lines if line.text.strip())


def shortened(lines: Sequence[Line], room: int) -> tuple[Line, ...]:
    """As many of the lines as have so many characters in all, and an ellipsis for the others.

    A line counts some characters however few it has, for it takes a row.
    """
    kept: list[Line] = []
    for each in lines:
        room -= max(len(each.text), SHORTEST)
        if room < 0:
            return (*kept, Line((Span(ELLIPSIS),)))
        kept.append(each)
    return tuple(kept)


def spans(text: str) -> tuple[Span, ...]:
    """One line's inline Markdown: bold and code, formulas as people read them; anything else stays
    as it is written."""
    return _spans(tidy(text[: LONGEST + 1]), Style.PLAIN)


def without_markdown(text: str) -> str:
    """One line's words without the Markdown."""
    return "".join(span.text for span in spans(text))


def _line(raw: str, depth: int) -> Line:
    match = _MARKER.fullmatch(raw.rstrip())
    if match is None:
        return Line(spans(_HEADING.sub("", raw, count=1)), depth=depth)
    inner = depth + len(match["indent"].expandtabs(4)) // 2
    marker = "•"
    if match["number"]:
        marker = match["number"][:-1] + "."
    return Line(spans(match["rest"]), marker, min(inner, depth + 2))


def _spans(text: str, style: Style) -> tuple[Span, ...]:
    found: list[Span] = []
    end = 0
    for match in islice(_INLINE.finditer(text), MARKED):
        if match.start() > end:
            found.append(Span(tex.words(text[end : match.start()]), style))
        found.extend(_marked(match, style))
        end = match.end()
    if end < len(text):
        found.append(Span(tex.words(text[end:]), style))
    return tuple(found)


def _marked(match: re.Match[str], style: Style) -> tuple[Span, ...]:
    kind = match.lastgroup
    if kind == "escape":
        return (Span(match["escape"][1:], style),)
    if kind == "code":
        return (Span(match["code"], Style.CODE),)
    if kind in tex.INNER:
        read = tex.read_formula(match)
        if read == match[0] and read.startswith("\\"):
            inner = _spans(match[kind], style)
            return (Span(read[1], style), *inner, Span(read[-1], style))
        return (Span(read, style),)
    if kind == "bold":
        return _spans(match["bold"], Style.BOLD)
    if kind == "soft":
        return _spans(match["soft"], style)
    return (*_spans(match["label"], style), *_leading_to(match["href"], match["label"], style))


def _leading_to(address: str, label: str, style: Style) -> tuple[Span, ...]:
    """The address behind the words that were to lead there; nothing where they are the same."""
    return () if label.strip() == address else (Span(f" ({address})", style),)


def _widths(text: str) -> Iterator[int]:
    """How many cells each character takes; what is joined to the one before takes none."""
    if _JOINER in text:
        return _widths_joined(text)
    return map(_width, text)


def _widths_joined(text: str) -> Iterator[int]:
    joined = False
    for char in text:
        yield 0 if joined else _width(char)
        joined = char == _JOINER


@functools.lru_cache(maxsize=4096)
def _width(char: str) -> int:
    """How many cells the character takes by itself."""
    if unicodedata.category(char) in _WITHOUT_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or char in VARIATIONS
