"""Which lines of a printed paper are headings: those that are numbered on, and names papers use.

A table's row or a footnote can look like a heading, but its number seldom continues the count.
Pure.
"""

# Chinese is read here: titles of sections.

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.pages.pdf.joining import Vocabulary, joined
from core.pages.pdf.shown import Row

_KNOWN = re.compile(
    r"abstract|introduction|overview|motivation|background(?: and related work)?|preliminar(?:y|"
    r"ies)|notations?|related works?|prior work|literature review|problem (?:statement|"
    r"formulation|setup)|(?:our |the |proposed )?(?:methods?|methodology|approach|framework)|"
    r"implementation(?: details)?|(?:experiments?|experimental (?:setup|settings?|results?|"
    r"evaluation)|results?|evaluations?|main results)(?: and (?:analysis|discussions?|"
    r"results?))?|ablations?(?: stud(?:y|ies))?|analysis|discussions?|limitations?|"
    r"(?:discussions? and |limitations? and )?(?:conclusions?|future works?|concluding remarks)"
    r"(?: and (?:future works?|discussions?|limitations?))?|broader impacts?|"
    r"(?:ethics|impact|reproducibility) statement|ethical considerations|acknowledge?ments?|"
    r"author contributions|appendix|appendices|supplementary materials?|references|bibliography|"
    r"literature cited|摘要|引言|方法|实验|结果|结论|讨论|参考文献|附录",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"references(?: and notes)?|bibliography|literature cited|works cited|参考文献", re.IGNORECASE
)
_NAMED_APPENDIX = re.compile(r"(?:appendix|附录)\s[A-Z](?:[.:]|\s)", re.IGNORECASE)
_APPENDIX = re.compile(r"(?:appendi(?:x|ces)\b|supplementa|附录)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|"
    r"[IVX]{1,5}(?:\.(?:\d{1,2}|[A-Z])){0,2})(?P<dot>\.?)\s+(?P<title>\S.{1,98})"
)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z](?:\.\d{1,2}){1,3}|[A-Z]|[IVX]{1,5}\.")
_CHINESE = "一二三四五六七八九"
_CHAPTER = re.compile(
    r"^(?:(?:chapter|appendix|附录)\s(?=(?:\d{1,2}|[A-Z])$)|"
    r"第(?=[0-9一二三四五六七八九十]{1,3}章)|(?=[一二三四五六七八九十]{1,3}[、.．])|"
    r"(?=\d{1,2}[、．]))"
    r"(?P<number>\d{1,2}|[A-Z]$|[一二三四五六七八九十]{1,3})[章、.．]?\s?",
    re.IGNORECASE,
)
_PART = re.compile(r"[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]\s?(?=[^。；]{2,25}$)")
_PAGE_NUMBER = re.compile(r"\S\s\d{1,4}$")
_ROMAN_DOTTED = re.compile(r"([IVX]{1,5})\.\s")
_ROMAN_LONG = re.compile(r"[IVX]{2,5}\.?\s")
_ROMAN_ANY = re.compile(r"([IVX]{1,5})\.?\s")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_APPENDICES = 100  # what is added to the place of an appendix's letter
_FIRST_NUMBERS = ((0,), (1,), (_APPENDICES + 1,))
_SMALL_CAPS = re.compile(r"\b([A-Z]) ([A-Z]{2,})\b")
_TITLE = re.compile(r"(?:[A-Z]|[\u4e00-\u9fff])[^.;!?。；]*[^\W_]$")
_FEWEST_ALIKE = 3  # headings that are told by their type alone
_MOSTLY = 0.6  # of what is set in that type
_LONGEST = 250  # characters of a heading that takes several lines
_IN_SMALL = ("abstract", "摘要")  # headings that may be set smaller than the text
_BOXES = re.compile(r"(\d{1,2}) [A-Z]\w*(?: \w+){0,3} (\d{1,2}) [A-Z]\w*(?: [\w ]{1,80})?")
_MOST = 4_000  # candidates weighed, so that a table of a million rows stays cheap
_REACH = 60  # how far back a heading looks for the one before it

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its first line and how many it takes, its title, level from 1, and its number."""

    at: int
    lines: int
    title: str
    level: int
    number: Number = ()


def headings(rows: Sequence[Row], words: Vocabulary) -> list[Heading]:
    """The headings among those rows, in order; [] when they cannot be told. `words` are the
    paper's."""
    lines = [row.text for row in rows]
    candidates = _before_references(_candidates(rows), lines)
    # Where headings are set in a type of their own, what is set like the text is none.
    found = _chain([each for each in candidates if rows[each.at].apart])
    if _main(found) < 3 or all(each.level > 1 for each in found):
        found = _chain(candidates)
    numbered = _main(found) >= 3
    if not numbered:
        found = []
    found = [_whole(heading, rows, words) for heading in found]
    taken: set[int] = set()
    for heading in found:
        taken.update(range(heading.at, heading.at + heading.lines))
    styles = {rows[heading.at].style for heading in found}
    for at, row in enumerate(rows):
        small = row.style in styles and row.apart
        title = _name(row.text, capitals=not numbered, small=small)
        beside = row.aside and title.lower() not in _IN_SMALL and row.style not in styles
        if title and at not in taken and not beside:
            number = (_APPENDICES + 1,) if _NAMED_APPENDIX.match(row.text) else ()
            found.append(_whole(Heading(at, 1, title, 1, number), rows, words))
            taken.add(at)
    if not numbered:
        found += _between(rows, found, taken, words)
    found += _alike(rows, found, taken, words)
    found.sort(key=lambda heading: heading.at)
    if len(found) > 1 or any(is_references(heading.title) for heading in found):
        return found
    return []


def _main(found: Sequence[Heading]) -> int:
    """How many of them are numbered, appendices apart."""
    return len([heading for heading in found if heading.number[0] < _APPENDICES])


def _whole(heading: Heading, rows: Sequence[Row], words: Vocabulary) -> Heading:
    """The heading with the rows that go on with it: right below it, set in the same type."""
    end = heading.at + heading.lines
    first = rows[end - 1]
    pieces = [heading.title]
    while end < len(rows) and first.apart and sum(map(len, pieces)) < _LONGEST:
        row = rows[end]
        alike = row.apart and row.style == first.style and row.below and not row.aside
        if not alike or _NUMBERED.match(row.text) or _name(row.text, capitals=False):
            break
        pieces.append(_mended(row.text))
        end += 1
    title = joined(pieces, words).rstrip(".:")
    return replace(heading, lines=end - heading.at, title=title)


def _alike(
    rows: Sequence[Row], found: Sequence[Heading], taken: set[int], words: Vocabulary
) -> list[Heading]:
    """Headings without a number that are set larger than the text, several alike."""
    sizes = [rows[heading.at].style[1] for heading in found if heading.level == 1]
    styles = {rows[heading.at].style for heading in found}
    if not sizes:
        return []
    usual = Counter(row.style for row in rows).most_common(1)
    begun = min(heading.at for heading in found)
    more: list[Heading] = []
    until = begun
    for at, row in enumerate(rows):
        large = row.style[1] > 1.05 * usual[0][0][1]
        if at < until or at in taken or not row.apart or not large:
            continue
        if row.aside and row.style not in styles:
            continue
        if not row.text[:1].isupper() or len(row.text) > 100:
            continue
        level = 1 if row.style[1] > 0.97 * statistics.median(sizes) else 2
        heading = _whole(Heading(at, 1, _mended(row.text).strip(" .:"), level), rows, words)
        until = at + heading.lines
        if sum(map(str.isalpha, heading.title)) >= 3:
            more.append(heading)
    # What is set like nothing else on these pages is a large formula, or a quotation.
    counted = Counter(rows[heading.at].style for heading in (*found, *more))
    return [heading for heading in more if counted[rows[heading.at].style] > 1]


def _between(
    rows: Sequence[Row], found: Sequence[Heading], taken: set[int], words: Vocabulary
) -> list[Heading]:
    """Headings as large as the text, in a type that hardly anything else is set in: short lines
    above the text and apart from what is over them. What they are is added to `taken`."""
    first = {rows[heading.at].style for heading in found if heading.level == 1}
    usual = Counter(row.style for row in rows).most_common(1)
    begun = min((heading.at for heading in found), default=len(rows))
    met: Counter[tuple[str, float]] = Counter()
    told: dict[tuple[str, float], list[int]] = {}
    for at in range(begun, len(rows) - 1):
        row, after = rows[at], rows[at + 1]
        if at in taken or not row.apart:
            continue
        met[row.style] += not row.aside
        stands = (row.aside or not row.below) and after.style == usual[0][0] and not after.apart
        if stands and len(row.text) < 80 and _TITLE.match(row.text):
            told.setdefault(row.style, []).append(at)
    more: list[Heading] = []
    for style, places in told.items():
        # One right below a table may be taken for a part of it.
        plain = sum(not rows[at].aside for at in places)
        if plain < max(_FEWEST_ALIKE, _MOSTLY * met[style]):
            continue
        for at in places:
            title = _mended(rows[at].text).strip(" .:")
            heading = _whole(Heading(at, 1, title, 1 if style in first else 2), rows, words)
            taken.update(range(at, at + heading.lines))
            more.append(heading)
    return more


def is_references(title: str) -> bool:
    """Whether that heading opens the list of references."""
    return _REFERENCES.fullmatch(title.strip(" .:")) is not None


def opens_appendix(heading: Heading) -> bool:
    """Whether that heading, met among the references, ends them; a name in capitals does not."""
    return bool(heading.number or _APPENDIX.match(heading.title) or _KNOWN.fullmatch(heading.title))


def _name(line: str, *, capitals: bool, small: bool = False) -> str:
    """The line's title if it is a heading without a number, or "".

    That is a name papers use, which has a capital unless it is set in `small` ones, or, with
    `capitals`, a line in capitals.
    """
    if len(line) > 60:
        return ""
    title = _mended(line).strip(" .:")
    if _KNOWN.fullmatch(title) and (small or not title[:1].islower()):
        return title[:1].upper() + title[1:]
    named = _NAMED_APPENDIX.match(line)
    if named:
        return title[named.end() :].strip() or title
    if not capitals or not re.fullmatch(r"[A-Z &-]+", title) or not title.isupper():
        return ""
    words = title.split()
    if 1 < len(words) <= 6 and all(len(word) > 2 for word in words):
        return title
    return ""


def _before_references(candidates: Sequence[Heading], lines: Sequence[str]) -> list[Heading]:
    """The candidates that are no numbered references: after their heading, only letters count."""
    last = len(lines)
    for at, line in enumerate(lines):
        if is_references(_name(line, capitals=False)):
            last = at
    return [each for each in candidates if each.at < last or each.number[0] > _APPENDICES]


def _candidates(rows: Sequence[Row]) -> list[Heading]:
    found = []
    chapter = "0"
    for at, row in enumerate(rows):
        if row.aside and not row.apart:
            continue
        text = _CHAPTER.sub(_chapter, row.text)
        if text != row.text:
            chapter = text.split()[0]
        part = _PART.match(text)
        if part:
            text = f"{chapter}.{_chapter(part)}{text[part.end() :]}"
        if row.edge and text == row.text and _PAGE_NUMBER.search(text):
            continue  # A running head.
        count = 1
        if _NUMBER.fullmatch(text.rstrip()) and at + 1 < len(rows):
            # The number stands on a line of its own, above its title.
            text = f"{text.rstrip()} {rows[at + 1].text}"
            count = 2
        heading = _numbered(at, text, count, goes_on=row.apart)
        if heading:
            found.append(heading)
    return _lettered(_but_boxes(_set_alike(found[:_MOST], rows), rows), rows)


def _set_alike(candidates: Sequence[Heading], rows: Sequence[Row]) -> list[Heading]:
    """The candidates without those that stand aside, unless one of their level that does not is
    set like them: a heading may stand right below a table. Some in capitals are set smaller than
    the text."""
    plain = {(rows[each.at].style, each.level) for each in candidates if not rows[each.at].aside}
    kept: list[Heading] = []
    for each in candidates:
        row = rows[each.at]
        if not row.aside or row.text.isupper() or (row.style, each.level) in plain:
            kept.append(each)
    return kept


def _but_boxes(candidates: list[Heading], rows: Sequence[Row]) -> list[Heading]:
    """The candidates without the boxes of a figure that stand beside each other and are called
    like sections, "2 Encoder 3 Decoder", where another has the first one's number."""
    counted = Counter(each.number for each in candidates)
    kept: list[Heading] = []
    for each in candidates:
        boxes = _BOXES.fullmatch(rows[each.at].text.strip())
        if boxes and int(boxes[2]) == int(boxes[1]) + 1 and counted[each.number] > 1:
            continue
        kept.append(each)
    return kept


def _lettered(candidates: Sequence[Heading], rows: Sequence[Row]) -> list[Heading]:
    """The candidates; where sections have Roman numbers, "A." is the first part of one."""
    pattern = _ROMAN_DOTTED
    if sum(_ROMAN_LONG.match(rows[each.at].text) is not None for each in candidates) >= 2:
        pattern = _ROMAN_ANY
    roman: list[Heading] = []
    read: list[Heading] = []
    for each in candidates:
        numeral = pattern.match(rows[each.at].text)
        if numeral:
            each = replace(each, number=(_roman(numeral[1]),))
            roman.append(each)
        read.append(each)
    if len(roman) < 3:
        return list(candidates)
    first, last = roman[0].at, roman[-1].at
    found: list[Heading] = []
    section = 0
    for each in read:
        letter = each.number[0] - _APPENDICES
        if each in roman:
            section = each.number[0]
        elif letter > 0 and len(each.number) == 1 and first < each.at:
            dotted = rows[each.at].text[1:2] == "."
            if dotted and (each.at < last or letter > 1):
                each = replace(each, number=(section, letter), level=2)
        found.append(each)
    return found


def _numbered(at: int, line: str, count: int, *, goes_on: bool) -> Heading | None:
    """The line as a heading with a number, if it may be one; `goes_on`: in the next line,
    perhaps."""
    match = _NUMBERED.fullmatch(line)
    if not match:
        return None
    title = _mended(match["title"]).rstrip(".:")
    words = title.split()
    chinese = "\u4e00" <= title[:1] <= "\u9fff"
    if not (title[:1].isupper() or chinese) or len(words) > 14:
        return None
    letters = sum(letter.isalpha() for letter in title)
    fewest = 2 if chinese else 3
    if letters < fewest or letters < 0.7 * len(title.replace(" ", "")):
        return None
    if match["title"].endswith((",", ";", "-")) and not goes_on:
        return None
    if re.search(r"[.!?] [A-Z]|[=@|{}]", title):
        return None
    number = _counted(match["number"], dotted=bool(match["dot"]))
    return Heading(at, count, title, min(len(number), 6), number)


def _chapter(match: re.Match[str]) -> str:
    """The number of a chapter as others are written."""
    told = match["number"]
    if told.isascii() and told.isalpha():
        return f"{told.upper()} "
    if told.isdecimal():
        return f"{int(told)} "
    tens, ten, ones = told.rpartition("十")
    value = _CHINESE.find(ones) + 1 if ones else 0
    if ten:
        value += 10 * (_CHINESE.find(tens) + 1 if tens else 1)
    return f"{value} "


def _counted(text: str, *, dotted: bool) -> Number:
    """ "3.2" as (3, 2), "A.1" as (101, 1), "IV." as (4,); "I", "V" and "X" with a dot are Roman."""
    first, *rest = text.split(".")
    if first.isdigit():
        top = int(first)
    elif len(first) > 1 or (dotted and first in _ROMAN and not rest) or "".join(rest).isalpha():
        top = _roman(first)
    else:
        top = _APPENDICES + _lettered_number(first)
    return (top, *(int(each) if each.isdigit() else _lettered_number(each) for each in rest))


def _lettered_number(letter: str) -> int:
    return ord(letter) - ord("A") + 1


def _roman(numeral: str) -> int:
    """The value of a Roman numeral; a letter before a greater one is subtracted."""
    values = [_ROMAN[letter] for letter in numeral]
    total = 0
    for at, value in enumerate(values):
        if value < max(values[at:]):
            total -= value
        else:
            total += value
    return total


def _chain(candidates: Sequence[Heading]) -> list[Heading]:
    """The weightiest run of candidates in which every number goes on from the one before."""
    # For each candidate how much the weightiest run weighs that ends with it, and the one before it
    # in that run (-1 for none).
    best: list[tuple[float, int]] = []
    for at, heading in enumerate(candidates):
        weight = 2.0 if _KNOWN.fullmatch(heading.title) else 1.0
        start = 0.0 if heading.number in _FIRST_NUMBERS else -1.5
        runs = [(start + weight, -1)]
        for before in range(max(0, at - _REACH), at):
            link = _link(candidates[before].number, heading.number)
            runs.append((best[before][0] + link + weight, before))
        best.append(max(runs))
    chain = []
    # Of two that weigh the same, the later one: the first is a table of contents.
    at = max(range(len(best)), key=lambda each: (best[each][0], each), default=-1)
    while at >= 0:
        chain.append(candidates[at])
        _, at = best[at]
    return chain[::-1]


def _link(before: Number, after: Number) -> float:
    """What a run gains by going from one number to another: 0 to the next, less to later ones."""
    common = 0
    for one, two in zip(before, after, strict=False):
        if one != two:
            break
        common += 1
    if common == min(len(before), len(after)):  # one number begins with the other
        if len(after) == len(before) + 1 and 1 <= after[-1] <= 3:
            return -0.6 * (after[-1] - 1)
        return -99.0
    step = after[common] - before[common]
    if common == 0 and after[0] > _APPENDICES > before[0]:
        step = after[0] - _APPENDICES
    if not 1 <= step <= 3:
        return -99.0
    return -0.6 * (step - 1) - 0.6 * sum(after[common + 1 :])


def _mended(text: str) -> str:
    """The text with words in small capitals mended, which come out as "I NTRODUCTION"."""
    if not text.isupper():
        return text
    return _SMALL_CAPS.sub(_mended_word, text)


def _mended_word(match: re.Match[str]) -> str:
    """The two pieces as one word, unless the first may be a word by itself, as in "A METHOD"."""
    word = match[1] + match[2]
    if match[1] in "AI" and not _KNOWN.fullmatch(word):
        return match[0]
    return word
