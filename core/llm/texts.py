"""What a value from a model says as a text, and what a text says as a list. Pure."""

# Chinese is read here: marks between a list's items, as models write them.

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from core.llm.outline import plain_key
from core.unseen import seen

# Characters of one text and items of one list: several times what is asked for. A model that gives
# more runs on.
LONGEST_TEXT, MOST_ITEMS = 6_000, 30
# Keys under which a model puts the text itself when it mixes the schema up with the answer, the
# likeliest first.
_TEXT_KEYS = (
    "value",
    "text",
    "content",
    "answer",
    "description",
    "default",
    "const",
    "example",
    "title",
    "name",
)
# Keys that tell a piece of a JSON schema from an answer.
SCHEMA_KEYS = frozenset(
    ("type", "properties", "items", "$schema", "required", "additionalProperties")
)
# Keys that say what a piece of an item is and nothing about the paper. Any other key, such as a
# metric's name, becomes a part of the text.
PART_KEYS = frozenset((
    "action", "area", "baseline", "benchmark", "comparison", "dataset", "description", "figure",
    "highlight", "item", "method", "metric", "name", "outcome", "result", "setting", "step", "text",
    "title", "topic", "unit", "value",
))  # fmt: skip
# Signs as HTML writes them.
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#39|#x27|#34);")
_PARTS_IN_CHINESE = frozenset((
    "亮点", "任务", "内容", "单位", "名称", "场景", "基线", "对比", "指标", "描述", "操作", "数值",
    "数据", "数据集", "方法", "标题", "步骤", "结果", "要点", "设置", "说明", "项目", "值", "配置",
))  # fmt: skip
_PARTS = PART_KEYS | _PARTS_IN_CHINESE
# A line break that was escaped twice; TeX has no command of that name.
_ESCAPED_TWICE = re.compile(r"\\n(?![A-Za-z{\\])")
# Keys that only count.
_COUNTS = frozenset((
    "step", "number", "no", "index", "id", "rank", "order", "序号", "编号", "步骤", "序", "次序",
))  # fmt: skip
# What stands before an item in a list of lines. "3.5" at a line's beginning is no item's number,
# and the sign in "-3" is no dash.
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LABEL = (
    r"(?i:\*{0,2}(?:亮点|要点|步骤|创新点?|highlight|step|point|item)\s?"
    r"(?:\d{1,2}|[一二三四五六])\s?\*{0,2}\s?[:：.](?!\d)\*{0,2})"
)
_BULLET = re.compile(
    rf"\s{{0,20}}(?:{_LABEL}|\d\ufe0f?\u20e3|[✅✔☑✨⭐★☆◆◇■□●○▪▫▶►➤➢]\ufe0f?"
    r"|[\U0001f300-\U0001faff]\ufe0f?\s"
    r"|[-*+]\s|[•·①-⑳]|[(（]?\d{1,2}[.．)、）](?!\d)"
    rf"|{_NUMERAL}[、.．]|[(（]{_NUMERAL}[)）]|第{_NUMERAL}[，、：:])\s{{0,20}}"
)
_BULLETS = re.compile(rf"(?:{_BULLET.pattern}){{1,4}}")
# What HTML writes around a list's items and behind them.
_MARKS_OF_LISTS = re.compile(r"<(?:ul|ol|li|p)>|</(?:ul|ol)>", re.IGNORECASE)
_ENDS_OF_LINES = re.compile(r"</(?:li|p)>|<br ?/?>", re.IGNORECASE)
# From this many parts on, marks between them make a list of a line.
LEAST_PARTS = 3
# A number within a line, as lists in one line have them.
_INLINE = re.compile(r"(?<![\w.])[(（]?([1-9])[.．)、）](?!\d)\s{0,5}|([①-⑨])\s{0,5}")
_SENTENCE_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";")
_NAMED = re.compile(
    r"\s{0,20}\*{0,3}([^:：*\n]{1,80})\*{0,3}\s{0,5}[:：]\s{0,20}\*{0,3}\s{0,20}(\S.*)", re.DOTALL
)
_DASHED = re.compile(
    r"\*{0,3}([^:：*—–\n,.;，。；]{1,40}?)\*{0,3}(?:\s{0,3}——\s{0,3}|\s[-–—]\s)(\S.*)", re.DOTALL
)
# A text that holds nothing: no letter or digit, or what stands for a text in a template.
_TEMPLATE = re.compile(r"[\W_]*|<[^<>]{1,60}>")


def as_text(value: Any) -> str:
    """The value as one text.

    Null is empty, a list's texts are joined, an object gives the text in it or all its members.
    """
    match value:
        case None:
            return ""
        case str():
            return _shortened(value)
        case bool():
            return str(value).lower()
        case list():
            texts = [as_text(each) for each in value[:MOST_ITEMS]]
            return _shortened("\n".join(text for text in texts if text))
        case dict():
            return _shortened(_text_in(value))
        case _:
            return str(value)


def _text_in(value: Mapping[str, Any]) -> str:
    """The text of an object: its first member, and behind a colon the others."""
    if SCHEMA_KEYS & value.keys():
        for key in _TEXT_KEYS:
            if isinstance(value.get(key), str):
                text = as_text(value[key])
                if text:
                    return text
    pieces: list[str] = []
    only_numbers = True
    labels = False
    for key, inner in value.items():
        if key in SCHEMA_KEYS:
            continue
        text = as_text(inner)
        is_number = text[:1].isdigit()
        if not text or (is_number and plain_key(key) in _COUNTS):
            continue
        labels = labels or (not pieces and plain_key(key) in _PARTS)
        if is_number and plain_key(key) not in _PARTS:
            pieces.append(f"{key} {text}")
        else:
            pieces.append(text)
            only_numbers = False
    if len(pieces) < 2 or only_numbers:
        return ", ".join(pieces)
    first, *others = pieces
    if labels and not first.endswith(_SENTENCE_ENDS):
        return f"{first}: {', '.join(others)}"
    return together(pieces)


def together(texts: Sequence[str]) -> str:
    """The texts as one paragraph: sentences follow each other, others with semicolons between."""
    blank = "" if re.search("[\u4e00-\u9fff]", texts[0]) else " "
    joined = ""
    for text in texts:
        if joined and not joined.endswith(_SENTENCE_ENDS):
            joined += "；" if not blank else ";"
        joined += blank + text if joined else text
    return joined


def _shortened(text: str) -> str:
    """The text, cut where it is far too long; "" where it says nothing."""
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _without_marks(text)
    if text.startswith('"') and text.count('"') == 1:  # a mark too many
        text = text[1:]
    text = seen(_ESCAPED_TWICE.sub("\n", text)).strip()
    if _TEMPLATE.fullmatch(text[: LONGEST_TEXT + 1]):
        return ""
    if len(text) <= LONGEST_TEXT:
        return text
    kept = text[:LONGEST_TEXT]
    blank = max(kept.rfind(" "), kept.rfind("\n"))
    if blank > LONGEST_TEXT - 100:
        kept = kept[:blank]
    return f"{kept} …"


def _without_marks(text: str) -> str:
    """The text as HTML means it, with a line for each item; one that only speaks of a mark stays:
    "it clicks the <li> element"."""
    if not text.lstrip().startswith("<") and not _ENDS_OF_LINES.search(text):
        return text
    return _ENDS_OF_LINES.sub("\n", _MARKS_OF_LISTS.sub("", text))


def items_in(text: str) -> list[str]:
    """The items of a text that is a list.

    An item reaches from one bullet to the next, and what stands before the first is left out; where
    there are no bullets, each line is an item; a single line may hold "1. …; 2. …".
    """
    text = _without_marks(text)
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        return _items_in_line(lines[0])
    bulleted = [line for line in lines if _BULLET.match(line)]
    if len(bulleted) < 2:
        return lines
    items: list[str] = []
    for line in lines:
        if _BULLET.match(line):
            items.append(_BULLET.sub("", line, count=1))
        elif items:
            items[-1] += f"\n{line}"
    return items


def _items_in_line(line: str) -> list[str]:
    """The items that are numbered from 1 on within the line, or else the line itself."""
    marks: list[re.Match[str]] = []
    for mark in _INLINE.finditer(line):
        number = int(mark[1]) if mark[1] else "①②③④⑤⑥⑦⑧⑨".index(mark[2]) + 1
        if number == len(marks) + 1:
            marks.append(mark)
    if len(marks) < 2:
        return _parted(line)
    items: list[str] = []
    end = len(line)
    for mark in reversed(marks):
        items.append(line[mark.end() : end].strip().rstrip("；;，, "))
        end = mark.start()
    return items[::-1]


def _parted(line: str) -> list[str]:
    """The items between bars or Chinese semicolons, or else the line itself."""
    parts = line.rstrip("；").split("；")
    if " | " in line:
        parts = re.split(r"\s\|\s", line)
    # A bar within brackets is a formula's: p(x | y).
    whole = all(part.count("(") == part.count(")") for part in parts)
    return parts if whole and len(parts) >= LEAST_PARTS else [line]


def without_bullets(texts: Sequence[Any]) -> Sequence[Any]:
    """The items without what numbers them, where each has it."""
    if len(texts) < 2 or not all(isinstance(text, str) and _BULLET.match(text) for text in texts):
        return texts
    return [_BULLETS.sub("", text, count=1) for text in texts]


def named_piece(text: str) -> dict[str, str]:
    """A name and a text, out of "Name: what it is" or "Name — what it is"; else the text's
    beginning is the name."""
    found = _NAMED.fullmatch(text) or _DASHED.fullmatch(text)
    if found:
        return {"name": found[1].strip(), "text": found[2]}
    opening = re.split(r"[,.;:，。；：\n]", text, maxsplit=1)[0]
    return {"name": opening[:40], "text": text}


def members_in(text: str) -> dict[str, str]:
    """The members of an object that is written line by line, as "Input: …"."""
    members: dict[str, str] = {}
    for line in text.split("\n")[:MOST_ITEMS]:
        found = _NAMED.fullmatch(_BULLET.sub("", line, count=1))
        if found:
            members[found[1]] = found[2]
    return members
