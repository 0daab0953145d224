"""Discord's Markdown as its clients read it (as far as observed): what is shown, and what of it is
more than words.

Written apart from the renderer and without knowing what it escapes, so that one can be held against
the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What notifies, leads somewhere inside Discord, or is drawn as a picture.
ACTIVE = frozenset(("mention", "emoji"))
_INLINE = re.compile(
    r"""
      (?P<escape>\\[^0-9A-Za-z\s])
    | (?P<autolink><[^:\s>]+:/[^\s>]+>)
    | (?P<mention><@[!&]?\d+>|<\#\d+>|<t:-?\d+(?::[A-Za-z])?>|</[^>:]+:\d+>|<id:\w+>|@everyone|@here)
    | (?P<emoji><a?:\w+:\d+>|:[^\s:]+:)
    | (?P<url>(?:https?|steam)://[^\s<]+[^<.,:;\"'\]\s])
    | \[(?P<label>(?:\[[^\]]*\]|[^\[\]])*)\]\(\s*<?(?P<href>(?:\([^)]*\)|[^\s()\\]|\\.)*?)>?\s*\)
    | \*\*(?P<bold>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)
    | __(?P<underline>(?:\\[\s\S]|[^\\])+?)__(?!_)
    | ~~(?P<strike>[\s\S]+?)~~(?!_)
    | \|\|(?P<spoiler>[\s\S]+?)\|\|
    | \b_(?P<low>(?:\\[\s\S]|[^\\_])+?)_\b
    | \*(?=\S)(?P<soft>(?:\\[\s\S]|[^\\*])+?\S?)\*(?!\*)
    | (?P<fence>`+)(?P<code>[\s\S]*?[^`])(?P=fence)(?!`)
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r" *(#{1,3})\s+(?!#)(.+?)#*\s*")
_SUBTEXT = re.compile(r" *-#\s+(?!-#)(.+?)\s*")
_QUOTE = re.compile(r" *>(?:>>)? (.*)")
_ENTRY = re.compile(r"( *)([*-]|\d+\.) +(.*)")


@dataclass(frozen=True)
class Node:
    """A piece of text: `kind` is "text", a style, or what else it is; a link has its `href`."""

    kind: str
    text: str = ""
    href: str = ""
    inside: tuple[Node, ...] = ()

    @property
    def shown(self) -> str:
        """The words people see."""
        return self.text + "".join(node.shown for node in self.inside)


@dataclass(frozen=True)
class Row:
    """A line: "text", "heading", "subtext", "quote" or "entry", whose marker is as it is shown,
    `depth` levels in."""

    kind: str
    nodes: tuple[Node, ...]
    marker: str = ""
    depth: int = 0

    @property
    def shown(self) -> str:
        """The words people see."""
        return "".join((self.marker, *(node.shown for node in self.nodes)))


@dataclass
class _Entries:
    """Lists that are open: how far in each begins, and what its next entry's marker is (0: a
    bullet)."""

    open: list[list[int]] = field(default_factory=list)

    def close(self, indent: int) -> None:
        """End the lists that begin further in."""
        while self.open and self.open[-1][0] > indent:
            self.open.pop()

    def marker(self, indent: int, written: str) -> tuple[str, int]:
        """What the entry's marker is shown as, and how deep it stands."""
        self.close(indent)
        if not self.open or self.open[-1][0] < indent:
            self.open.append([indent, int(written[:-1]) if written[0].isdigit() else 0])
        number = self.open[-1][1]
        self.open[-1][1] += bool(number)
        return (f"{number}." if number else "•"), len(self.open)


def parse(markdown: str) -> list[Row]:
    """The rows as Discord shows them. A list numbers its entries from its first number on, whatever
    the others say."""
    entries, rows = _Entries(), []
    for line in markdown.split("\n"):
        if found := _ENTRY.fullmatch(line):
            marker, depth = entries.marker(len(found[1]), found[2])
            rows.append(Row("entry", tuple(inline(found[3])), marker, depth))
            continue
        if line:
            entries.close(len(line) - len(line.lstrip(" ")) - 1)
        rows.append(_row(line, len(entries.open)))
    return rows


def _row(line: str, depth: int) -> Row:
    for kind, pattern in (("heading", _HEADING), ("subtext", _SUBTEXT), ("quote", _QUOTE)):
        if found := pattern.fullmatch(line):
            return Row(kind, tuple(inline(found[found.re.groups])))
    return Row("text", tuple(inline(line.lstrip(" ") if depth else line)), depth=depth)


def inline(text: str) -> Iterator[Node]:
    """The pieces of one line."""
    end = 0
    for found in _INLINE.finditer(text):
        if found.start() > end:
            yield Node("text", text[end : found.start()])
        yield _node(found)
        end = found.end()
    if end < len(text):
        yield Node("text", text[end:])


def _node(found: re.Match[str]) -> Node:
    kind = found.lastgroup or ""
    match kind:
        case "escape":
            return Node("text", found[0][1:])
        case "autolink":
            return Node("link", found[0][1:-1], found[0][1:-1])
        case "mention" | "emoji":
            return Node(kind, found[0])
        case "url":
            return Node("link", found[0], found[0])
        case "href":
            if "://" in found["label"] or not found["href"].startswith(("http://", "https://")):
                return Node("text", found[0])
            return Node("link", "", found["href"], tuple(inline(found["label"])))
        case "code":
            return Node("code", found["code"])
        case _:
            return Node(kind, "", "", tuple(inline(found[kind])))


def flat(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """The nodes and all that is in them."""
    for node in nodes:
        yield node
        yield from flat(node.inside)
