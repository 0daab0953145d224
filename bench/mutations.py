"""A test model that states only what a paper says, and the ways its statements are made false.

Figures are found here by an expression of its own, not by the check's, so that what the check
overlooks counts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.document import Document
from core.plain import plain
from core.sentences import sentences

_UNITS = (
    r"%|×|x(?!\w)|ms\b|seconds?\b|minutes?\b|hours?\b|days?\b|GB\b|MB\b|KB\b|bits?\b|points\b|times\b|倍"
    r"|[BMKk](?!\w)|万"
)
FIGURE = re.compile(
    rf"(?<![\w.,+^_@#/-])(\d+(?:,\d{3})*(?:\.\d+)?)(?!\d)(?:[\s-]?({_UNITS}))?(?![A-Za-z0-9^_])(?!\.\d)"
)
_BEFORE = re.compile(
    r"(?:tables?|figures?|figs?\.?|sections?|sec\.|eqs?\.?|equations?|append\w+|theorems?|lemmas?|chapter|step|stage|§|"
    r"algorithm|question|phase|corollary|definition|proposition|version|arxiv|\d{4}[a-z]?;?|et al\.?,?|"
    r"(?-i:[A-Z])\w+,?|image|listing|box|part|tab\.)[\s(]*$",
    re.IGNORECASE,
)
_OTHER_UNITS = {
    "%": (" ms", "x", " points"), "×": ("%", " ms"), "x": ("%", " ms"), "times": ("%", "hours"), "ms": ("s", "%"),
    "second": ("minutes", "%"), "seconds": ("minutes", "ms"), "minutes": ("hours", "seconds"),
    "minute": ("hours", "seconds"), "hours": ("days", "minutes"), "hour": ("day", "minute"), "days": ("hours", "weeks"),
    "day": ("hour", "week"), "GB": ("MB", "TB"), "MB": ("GB", "KB"), "KB": ("MB", "GB"), "bits": ("bytes", "GB"),
    "bit": ("byte", "GB"), "points": ("%", "ms"), "倍": ("%", " 个百分点"), "B": ("M", "T"), "M": ("B", "K"),
    "K": ("M", "B"), "k": ("M", "B"), "万": ("亿", "千"),
}  # fmt: skip
_LIST = re.compile(r"^[\s\d.,;:%&±–~()\[\]{}/-]*(?:(?:and|or|to|和|或|到)[\s\d.,;:%–~()-]*)?$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A true statement, and the paper it is taken from."""

    text: str
    page: str


def statements(document: Document, page: str) -> Iterator[Statement]:
    """Sentences with figures as they stand, cells of tables as sentences, and both in Chinese."""
    for section in document.sections:
        for block in section.text.split("\n\n"):
            if " | " in block or block.startswith(("$$", "Figure", "Table")):
                continue
            for sentence in sentences(block):
                text = plain(sentence)
                if 40 <= len(text) <= 400 and sentence.count("$") <= 8 and any(measured(text)):
                    yield Statement(text, page)
                    yield from (
                        Statement(each, page) for each in _in_chinese(text) if any(measured(each))
                    )
    for table in document.tables:
        yield from (Statement(each, page) for each in _of_cells(table.rows) if any(measured(each)))


def measured(text: str) -> Iterator[re.Match[str]]:
    """The figures that measure something: no labels, years, exponents or numbers of formulas."""
    for found in FIGURE.finditer(text):
        before, after = (
            text[max(0, found.start() - 16) : found.start()],
            text[found.end() : found.end() + 2],
        )
        if found[2] is None and re.fullmatch(r"(?:19|20)\d\d", found[1]):
            continue
        if found[2] is None and (_BEFORE.search(before) or re.match(r"\s?[=+*<>×]", after)):
            continue
        if re.search(r"[=<>\[{,(]\s?$", before) and found[2] is None and "." not in found[1]:
            continue
        if re.fullmatch(r"\s*(?:-|\(|\*)?\s*", text[: found.start()]) and re.match(r"[.):]", after):
            continue
        yield found


def _in_chinese(text: str) -> Iterator[str]:
    """A sentence with one or two figures that have a unit or many digits, said in Chinese with its
    names kept."""
    found = list(measured(text))
    names = [
        each
        for each in dict.fromkeys(re.findall(r"\b[A-Z][A-Za-z]*[A-Z0-9][\w.+-]*\w\b", text))
        if len(each) > 2
    ]
    if len(found) != 1 or not 1 <= len(names) <= 4:
        return
    number, unit = found[0].groups()
    value = float(number.replace(",", ""))
    if unit == "%":
        yield f"在 {'、'.join(names)} 上达到 {number}%。"
    elif unit in ("x", "×", "times"):
        yield f"{'、'.join(names)} 提升 {number} 倍。"
    elif unit in ("B", "M", "K", "k"):
        yield f"使用 {names[0]}，规模为 {number}{unit}。"
    elif value >= 10_000 and unit is None:
        yield f"基于 {'、'.join(names)}，共 {value / 10_000:.10g} 万条。"
    elif unit is None and "." in number:
        yield f"在 {'、'.join(names)} 上为 {number}。"


def _of_cells(rows: str) -> Iterator[str]:
    """Cells of a table under a row of heads, as a person would say them, in English or Chinese by
    turns."""
    lines = [list(map(plain, map(str.strip, line.split("|")))) for line in rows.split("\n")]
    heads = lines[0]
    if any(len(line) != len(heads) for line in lines):
        return  # cells that span columns leave open which head belongs to which
    for turn, cells in enumerate(lines[1:]):
        if not re.search(r"[A-Za-z]{3}", cells[0]):
            continue
        pairs = [
            (head, cell)
            for head, cell in zip(heads[1:], cells[1:], strict=True)
            if re.search(r"[A-Za-z]{2}", head) and re.fullmatch(r"\d+\.\d+%?", cell)
        ]
        for (one, first), (other, second) in zip(pairs[::2], pairs[1::2], strict=False):
            if turn % 2:
                yield f"{cells[0]} 在 {one} 上达到 {first}，在 {other} 上达到 {second}。"
            else:
                yield f"{cells[0]} reaches {first} on {one} and {second} on {other}."


def digit_changed(text: str, chance: random.Random) -> str | None:
    """One digit of one figure is another; the first does not become a zero."""
    found = chance.choice(list(measured(text)))
    places = [index for index in range(*found.span(1)) if text[index].isdigit()]
    place = chance.choice(places)
    others = [
        each
        for each in "0123456789"
        if each != text[place] and not (place == places[0] and each == "0")
    ]
    return text[:place] + chance.choice(others) + text[place + 1 :]


def percent_dropped(text: str, chance: random.Random) -> str | None:
    """A figure loses its % sign; not one whose sign another of the same list or range still
    gives."""
    found = [
        each
        for each in measured(text)
        if each[2] == "%"
        and not re.match(r"\s?(?:[-–~,/]|to|and|or|到|至)\s?\d[\d.]*\s?%", text[each.end() :])
    ]
    if not found:
        return None
    each = chance.choice(found)
    return text[: each.end(1)] + text[each.end() :]


def values_swapped(text: str, chance: random.Random) -> str | None:
    """Two figures of one unit change places; not two of one list or range, which says the same in
    another order."""
    found = list(measured(text))
    pairs = [
        (one, other)
        for index, one in enumerate(found)
        for other in found[index + 1 :]
        if one[2] == other[2]
        and float(one[1].replace(",", "")) != float(other[1].replace(",", ""))
        and not _LIST.match(text[one.end() : other.start()])
    ]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    between = text[one.end(1) : other.start(1)]
    return text[: one.start(1)] + other[1] + between + one[1] + text[other.end(1) :]


def unit_changed(text: str, chance: random.Random) -> str | None:
    """A figure's unit becomes another one."""
    found = [each for each in measured(text) if each[2]]
    if not found:
        return None
    each = chance.choice(found)
    return text[: each.start(2)] + chance.choice(_OTHER_UNITS[each[2]]) + text[each.end(2) :]


def figure_invented(text: str, chance: random.Random) -> str | None:
    """A figure that nobody measured is added to the statement, or stands for one of its own."""
    value = f"{chance.uniform(2, 99):.1f}"
    if chance.random() < 0.5:
        found = chance.choice(list(measured(text)))
        number = found[1]
        decimals = len(number.partition(".")[2])
        whole = len(number.replace(",", "").partition(".")[0])
        new = f"{chance.uniform(10 ** (whole - 1), 10**whole - 1):.{decimals}f}"
        return (
            text[: found.start(1)] + new + text[found.end(1) :]
            if new != number.replace(",", "")
            else None
        )
    end = text.rstrip("。. ")
    if re.search(r"[\u4e00-\u9fff]", text):
        return f"{end}，提升 {value}%。"
    added = (
        f", a gain of {value}%",
        f", at {chance.randint(20, 900)} samples per second",
        f", {value}x faster",
    )
    return f"{end}{chance.choice(added)}."


KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    "one digit changed": digit_changed,
    "% dropped": percent_dropped,
    "two values swapped": values_swapped,
    "unit changed": unit_changed,
    "a figure invented": figure_invented,
}
