"""The small part of Markdown that reports are made of: indented blocks, list items, bold labels.

One rule governs it all: what belongs to an item is indented below it. A text may then hold
anything, headings and rules included, without being taken for the file's own structure.
"""

# Chinese is read here: the archive format's punctuation.

from __future__ import annotations

import re
from collections.abc import Iterable

from core.archive.labels import ReportWords
from core.models import Labelled

BULLET = "- "

_ITEM = re.compile(r"(?:[-*+•]|[0-9]{1,3}[.)])(?: +|$)|[0-9]{1,3}[.)](?=\*\*)|[0-9]{1,2}、 *")
# The inside of a bold label: pairs made by `_escape`, or characters that neither close the label
# nor begin such a pair.
_SIGN = r"(?:\\[\\*]|[^\\*]|\\(?![\\*])|\*(?!\*))"
_LABEL = re.compile(rf"\*\*((?>{_SIGN}+))\*\*(?: *+(?:[:：。]|\.(?= |$)|[-–—]++(?= )) *+(.*+)|)")
_LABEL_WITH_COLON = re.compile(rf"\*\*((?>(?:(?![:：]\*\*){_SIGN})+))[:：]\*\* *+(.*+)")
_PLAIN_LABEL = re.compile(r"([^:：]{1,24}+)[:：] *+(.*+)")


def one_line(text: str) -> str:
    """The text with every run of white space made one space, for titles and names."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """The text as an archive keeps it, with tidy white space; tidying twice changes nothing.

    Line ends become plain, tabs become spaces, trailing blanks and blank lines at both ends go, and
    indentation is counted from the first line's.
    """
    plain = re.sub(r"\r\n?", "\n", text).expandtabs(4)
    return "\n".join(unindent([line.rstrip() for line in plain.split("\n")]))


def unindent(lines: list[str]) -> list[str]:
    """The lines without blank ones at both ends, every one moved left by as much as the first is
    indented."""
    filled = [number for number, line in enumerate(lines) if line]
    if not filled:
        return []
    lines = lines[filled[0] : filled[-1] + 1]
    return [_shift(line, _indentation(lines[0])) for line in lines]


def is_item(line: str) -> bool:
    """Whether the line begins with a list marker."""
    return bool(_ITEM.match(line))


def blocks(lines: list[str]) -> list[list[str]]:
    """The list items (without their markers) and paragraphs at the first line's indentation, as
    lines.

    What is deeper belongs to the block above it; so does an unmarked line with no blank line before
    it.
    """
    found: list[list[str]] = []
    width = 0
    after_blank = True
    for line in unindent(lines):
        marker = _ITEM.match(line)
        if marker:
            width = marker.end()
            found.append([line[width:]])
        elif after_blank and line and not line.startswith(" "):
            width = 0
            found.append([line])
        else:
            found[-1].append(_shift(line, width))
        after_blank = not line
    return found


def labelled(block: list[str], words: ReportWords) -> Labelled:
    """The block's name and text; the name is empty where the block does not begin with a label.

    A plain one, without bold signs, is a label where `words` know it as a part's name.
    """
    first, *rest = block
    label = _label(first, words)
    if label:
        return Labelled(label[0], tidy("\n".join([label[1], *rest])))
    if first.startswith("\\") and _label(first.lstrip("\\"), words):
        first = first[1:]
    return Labelled("", tidy("\n".join([first, *rest])))


def tidied(parts: Iterable[Labelled]) -> list[Labelled]:
    """The parts with tidy names and texts, without empty ones."""
    clean = [Labelled(one_line(part.name), tidy(part.text)) for part in parts]
    return [part for part in clean if part.name or part.text]


def write_labelled(part: Labelled, words: ReportWords) -> list[str]:
    """The lines of a list item that `blocks` and `labelled` read back as that tidy part.

    A backslash keeps a nameless text that begins like a label from being read as one. A text that
    begins with a list stands below its label.
    """
    first = part.text.split("\n", 1)[0]
    if not part.name:
        if _label(first.lstrip("\\"), words):
            return write_text("\\" + part.text)
        return write_text(part.text)
    head = f"**{_escape(part.name)}**:"
    if not part.text:
        return write_text(head)
    if is_item(first):
        return write_text(f"{head}\n{part.text}")
    return write_text(f"{head} {part.text}")


def write_text(text: str, marker: str = BULLET) -> list[str]:
    """The lines of a list item that `blocks` reads back as that tidy text."""
    first, *rest = text.split("\n")
    return [marker + first, *indent(rest, len(marker))]


def indent(lines: list[str], width: int) -> list[str]:
    """The lines moved right; empty ones stay empty."""
    return [" " * width + line if line else "" for line in lines]


def _label(line: str, words: ReportWords) -> tuple[str, str] | None:
    """The name and what follows it on the line, if the line begins with a label."""
    found = _LABEL.fullmatch(line) or _LABEL_WITH_COLON.fullmatch(line)
    if found:
        name = one_line(re.sub(r"\\([\\*])", r"\1", found[1]))
        if not name:
            return None
        return name, found[2] or ""
    plain = _PLAIN_LABEL.fullmatch(line)
    if plain and words.names_a_part(plain[1]):
        return one_line(plain[1]), plain[2]
    return None


def _escape(name: str) -> str:
    """The name as it stands between bold signs, which must not close them."""
    return re.sub(r"\\(?=[\\*]|\Z)|\*", r"\\\g<0>", name)


def _indentation(line: str) -> int:
    """How many blanks the line begins with."""
    return len(line) - len(line.lstrip(" "))


def _shift(line: str, width: int) -> str:
    """The line moved left by `width`, or by its whole indentation if that is less."""
    return line[min(width, _indentation(line)) :]
