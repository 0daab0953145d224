"""An answer written as an outline in place of JSON: YAML, Markdown with headings, tags. Pure.

Only the names that are asked for are keys, so that prose with colons has none. Whether what was
found is an answer is for the shape to say.
"""

# Chinese is read here: what models write before an item, and between a name and its text.

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.llm.loose_json import NotJson, clean, read_value
from core.llm.simplified import simplified

# Lines that are looked at; an answer has some 200. Levels of tags.
MOST_LINES, DEEPEST = 4_000, 12
LONGEST_KEY = 80
# A key may have this many letters more than the name in it.
LONGER = 14
# A Latin name in a longer key has at least this many letters.
LEAST_NAME = 4
# The indent of a heading, below that of all lines; its level is added.
_HEADINGS = -100.0
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_NUMBER_BEFORE = re.compile(r"^\d+[\W_]+")
_MARKS = re.compile(r"[\W_]+")
_ITEM = re.compile(r"(?:[-*+•·]|\(?\d{1,2}[.)、）])(?:\s+|$)")
# `key: text`, `key = text`, 【key】text, and a row of a table.
_MEMBERS = (
    re.compile(rf"([^:：=<\n]{{1,{LONGEST_KEY}}})[:：=]\s*(.*)"),
    re.compile(rf"【([^】\n]{{1,{LONGEST_KEY}}})】[:：]?\s*(.*)"),
    re.compile(rf"\|\s?([^|\n]{{1,{LONGEST_KEY}}})\|\s?(.*)"),
)
_TAG = re.compile(
    r"<(/?)(?!br\b)([^\W\d_][\w.:-]{0,40})(?:\s{1,3}(?:id|no?|index|number|lang|type)=[^<>]{1,40})?\s*>"
)
# A call of a function in tags, as some models write one: `<parameter=key>`, `<parameter
# name="key">`, `<arg_key>key</arg_key><arg_value>`.
_ARGUMENT = re.compile(
    r"<(?:parameter|param|arg|argument|field)(?:=| name ?= ?)[\"']?([\w-]{1,40})[\"']?[^<>]{0,40}>"
    r"|<arg_key>\s{0,9}([\w-]{1,40})\s{0,9}</arg_key>\s{0,9}<arg_value>"
)
# What may stand behind a name: the language that it is in.
_LANGUAGES = (
    "zh",
    "cn",
    "zhcn",
    "zhhans",
    "en",
    "chs",
    "cht",
    "tw",
    "chinese",
    "english",
    "中文",
    "英文",
)
# Or what it is.
_SORTS = ("text", "list", "content")
# YAML's marks for a text on the lines below.
_BLOCK = re.compile(r"[|>][-+]?|\"{3}|'{3}")
# TOML's and Python's marks around a text of several lines.
_AROUND_TEXTS = ('"""', "'''")
# How a value begins that is written as JSON.
_JSON = ('{"', "[{", '["')
_RULE = re.compile(r"[-=*_`~]{3,}\w{0,10}|\.{3}")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# A heading by its number alone: `二、摘要`.
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]\s{0,3}(\S{1,12})")


@dataclass
class _Node:
    """A piece of the outline: what stands below it is further in."""

    indent: float
    texts: list[str] = field(default_factory=list)
    members: dict[str, _Node] = field(default_factory=dict)
    items: list[_Node] = field(default_factory=list)

    def value(self) -> Any:
        """What it says: an object, a list or a text."""
        if self.members:
            return {name: node.value() for name, node in self.members.items()}
        if self.items:
            return [node.value() for node in self.items]
        text = "\n".join(self.texts)
        for mark in _AROUND_TEXTS:
            text = text.removeprefix(f"{mark}\n").removesuffix(mark).rstrip("\n")
        return text


def read_outline(text: str, names: Collection[str]) -> Any:
    """What the text says under these names, or names like them: an object or a list.

    The names are as `plain_key` has them. "" when the text uses none.
    """
    root = _Node(_HEADINGS - 1)
    stack = [root]
    for line in _lines(text, names):
        said = line.strip()
        if not said or _RULE.fullmatch(said):
            continue
        indent = float(len(line) - len(line.lstrip()))
        if sum(node.indent <= indent for node in stack) > DEEPEST:
            stack[-1].texts.append(_text(said))
            continue
        numbered = _NUMBERED.fullmatch(said)
        if numbered and _is_any(numbered[1], names):
            said = f"# {numbered[1]}"
        heading = _HEADING.fullmatch(said)
        if heading:
            _add_heading(stack, heading, names)
            continue
        item = _ITEM.match(said)
        if item:
            node = _Node(indent + 0.5)
            _above(stack, node.indent).items.append(node)
            stack.append(node)
            indent += item.end()
            said = said[item.end() :]
        if said and not _add_member(stack, indent, said, names):
            stack[-1].texts.append(_text(said))
    if not root.members and not root.items:
        return ""
    return root.value()


def plain_key(key: str) -> str:
    """The key without marks, and without a number before it: `2. Key-Points` is `keypoints`.

    Traditional characters are simplified.
    """
    without_number = _NUMBER_BEFORE.sub("", key)
    return simplified(_MARKS.sub("", without_number).casefold())


def has_arguments(text: str) -> bool:
    """Whether a function is called there in tags, whose arguments an outline has."""
    return _ARGUMENT.search(text.replace("｜DSML｜", "")) is not None


def is_called(key: str, name: str) -> bool:
    """Whether a plain key is that plain name, or the name with one more word: `keyhighlights`,
    `titlezh`."""
    if key == name or (key.startswith(name) and key[len(name) :] in (*_LANGUAGES, *_SORTS)):
        return True
    if len(name) < 2 or len(key) > len(name) + LONGER:
        return False
    if not name.isascii():  # `核心亮点`
        return name in key
    return len(name) >= LEAST_NAME and key.endswith(name)


def _is_any(key: str, names: Collection[str]) -> bool:
    """Whether the key is one of the names."""
    plain = plain_key(key)
    return any(is_called(plain, name) for name in names)


def _lines(text: str, names: Collection[str]) -> Iterator[str]:
    """The lines of the text, with its tags as lines of YAML."""
    depth = 0
    text = _CDATA.sub("", text.replace("｜DSML｜", ""))
    text = _ARGUMENT.sub(lambda found: f"<{found[1] or found[2]}>", text)
    for line in text.split("\n", MOST_LINES)[:MOST_LINES]:
        at = 0
        for tag in _TAG.finditer(line):
            yield line[at : tag.start()]
            at = tag.end()
            if tag[1]:
                depth = max(depth - 1, 0)
            elif depth < DEEPEST:
                indent = "  " * depth
                if _is_any(tag[2], names):
                    yield f"{indent}{tag[2]}:"
                else:
                    yield f"{indent}-"
                depth += 1
        yield line[at:]


def _above(stack: list[_Node], indent: float) -> _Node:
    """The piece to which something at that indent belongs. Pieces further in are taken off."""
    while stack[-1].indent >= indent:
        stack.pop()
    return stack[-1]


def _add_heading(stack: list[_Node], heading: re.Match[str], names: Collection[str]) -> None:
    """Add a heading, which may have the text itself behind a colon.

    A heading that is none of the names begins an item.
    """
    indent = _HEADINGS + len(heading[1])
    if _add_member(stack, indent, heading[2], names):
        return
    node = _Node(indent, texts=[_text(heading[2]) + ":"])
    _above(stack, indent).items.append(node)
    stack.append(node)


def _add_member(stack: list[_Node], indent: float, said: str, names: Collection[str]) -> bool:
    """Whether the line names something that is asked for, which is then added."""
    found = next(filter(None, (each.fullmatch(said) for each in _MEMBERS)), None)
    key, rest = said, ""
    if found:
        key, rest = found[1].strip(), found[2].removesuffix("|").replace("<br>", "\n")
    if said.startswith(_JSON) or len(key) > LONGEST_KEY or not _is_any(key, names):
        return False
    if not found and indent >= 0 and "*" not in said:  # a word of prose
        return False
    node = _Node(indent)
    above = _above(stack, indent)
    before = above.members.get(key)
    # A tag within a tag, or one after the other, once for each item; a later draft is another.
    if before and (above is not stack[0] or key == next(reversed(above.members))):
        if not before.items:
            before = _Node(indent, items=[before])
        before.items.append(node)
        above.members[key] = before
    else:
        above.members[key] = node
    stack.append(node)
    text = _text(rest.removeprefix("**").strip())
    if text and not _BLOCK.fullmatch(text):
        node.texts.append(text)
    return True


def _text(said: str) -> str:
    """The text without the quotation marks around it."""
    if said.startswith(('"', "'")) and said.endswith(said[0]):
        try:
            read = read_value(said)
        except NotJson:
            return clean(said)
        if read.end == len(said) and not read.broken and isinstance(read.value, str):
            return read.value
    return clean(said)
