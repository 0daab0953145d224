"""The steps in which a paper's work is done, where it tells them one after the other. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from core.reading.condense import Kind
from core.reading.lists import BELOW, items, within
from core.reading.quotable import OF_OTHERS, Part, Said, Text, has_plain_signs, reads_well
from core.reading.wording import any_of, anycase
from core.sentences import sentences

_STEPS = range(2, 7)
# A name of a system that begins with the sign of formulas.
_VARIABLE = re.compile(r"\$[A-Z]{2,12}(?:[._][A-Z]{2,12})*\b(?!\$)")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ANNOUNCED = anycase(
    r"\b(?P<count>two|three|four|five|six|[2-6])[- ](?:[\w-]{1,20} ){0,2}(?:stages|steps|phases)\b|"
    r"(?P<zh>[两三四五六])个(?:阶段|步骤)"
)
_LISTED = anycase(
    r"\b(?:stages|steps|phases|pipeline|procedure|workflow)\b(?:[^.]|\. ?\d){0,80}[:：]$|(?:步骤|"
    r"阶段)[^。]{0,40}[:：]$"
)
# What is listed of a work, too, and is no step of it.
_NO_STEPS = anycase(
    r"\b(?:shortcomings?|limitations?|challenges|drawbacks|problems|issues|weaknesses|difficulties|"
    r"gaps|flaws|pitfalls|bottlenecks|obstacles|goals|requirements|principles|hypotheses|suffers|"
    r"questions|contributions|advantages|benefits|failures?|properties|reasons)\b[^.]{0,40}[:：]$|"
    r"(?:问题|不足|缺点|局限|挑战|优点|贡献|目标)[^。]{0,20}[:：]$"
)
_COUNTS_ON = re.compile(r"\(?(\d)[.)]\s")
_FAR = 24  # paragraphs, formulas among them, in which items count on
# What comes again and again.
_ROUND = r"(?:each|every) (?:[\w-]{1,20} ){0,2}(?:cycle|iteration|round|step|pass|turn)"
_PROCEDURE = anycase(
    r"\b(?:procedure|pipeline|process|workflow|steps|stages)\b[^.]{0,40}[:：]$|"
    rf"^(?:On|In|At|Within|During) {_ROUND}[:：]$|(?:步骤|流程)[^。]{{0,20}}[:：]$"
)
_SPOKEN = anycase(
    f"{_ANNOUNCED.pattern}|procedure|pipeline|process|workflow|steps|{_ROUND}|步骤|流程"
)
_ITEM = range(4, 240)  # characters
# What is done in turn; "First, it is simple" is an argument.
_STEP = re.compile(
    r"^(?:(?:First|Second|Third|Fourth|Then|Next|Finally|Lastly|Afterwards?|"
    r"Subsequently)(?:ly)?,?\s(?:(?:we|you|users?|the (?:model|system|user))\s(?!show|find|"
    r"observe|see|note|compare|discuss|evaluate|report|demonstrate|present|introduce|describe|"
    r"give|believe|expect|is|are)|(?:the|an?|each|all|every) (?:[\w-]{1,20} ){1,5}(?:is|"
    r"are) (?:[a-z]{2,20}ly )?[a-z]{2,20}ed\b)|Step \d|Stage \d|首先|其次|然后|最后)",
)
_BEGINS = re.compile(r"First|Step 1|Stage 1|首先")
_HEADED = re.compile(
    r"^(?:\d[\d.]{0,6}\s)?(?:Step|Stage|Phase)[- ](?P<number>\d|I{1,3}|IV|V)\b\s?[:.–—-]\s?"
    r"(?P<name>[A-Z][^.:]{3,90})(?:[.:]|$)"
)
# Sections that show something, and what such a title says.
_SHOWN = any_of(
    "validation|evaluation|results|experiments?|findings|analys[ie]s|ablations?|verification|"
    "discussion|case stud(?:y|ies)"
)
_FINDING = anycase(
    r"\bRQ\d|\w (?:is|are|was|were|do|does|has|have|can|cannot|may|must|should|hurts?|helps?|"
    r"matters?|fails?|suffices?|outperforms?)\b"
)
# A listing's name, a line of it, and what such a line leads or ends.
_LISTING = re.compile(r"(?:Algorithm|ALGORITHM|算法)\s?\d{0,2}\b")
_NOT_OWN = any_of("standard|vanilla|baselines?|na[iï]ve|existing|previous|conventional|et al")
_LINE = re.compile(r"\s*(?P<number>\d{1,2})(?:\s?[:.]\s?|\s)(?P<told>\S.*)")
_CONTROL = anycase(
    r"(?:(?:end|return|else|break|continue|repeat|do|input|output|require|ensure|"
    r"procedure|function|data|result)\b|end(?:if|for|while)\b|[{}]|▷|//|#)"
)
_LOOP = anycase(r"(?:for|while|foreach|if|until)\b")
_COMMENT = re.compile(r"▷|//|\\triangleright|/\*")
_TEX = re.compile(r"\$[^$]*\$")
_WORD = re.compile(r"[A-Za-z]{3,}|[\u4e00-\u9fff]{2,}")
_OF_A_LISTING, _LINE_LENGTH, _SIGNS = range(3, 11), 150, 8  # lines, characters, signs of formulas
_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def steps(text: Text, said: Said) -> tuple[str, ...]:
    """The steps that the abstract or the text counts or lists, else those of the first paragraph
    that tells several in a row; () without."""
    parts = [part for part in text.parts if part.kind in (Kind.INTRODUCTION, Kind.METHOD)]
    blocks = [block for part in parts for block in part.blocks if _SPOKEN.search(block)]
    for sentence in (*text.abstract, *(each for block in blocks for each in sentences(block))):
        if told := _counted(sentence) or _within(sentence):
            return told
    for found in (_headed(_titles(text.parts)), *_below(parts), *_in_a_row(parts)):
        if len(found) in _STEPS:
            taken = said.take(found, len(found))
            if len(taken) in _STEPS:
                return tuple(taken)
    return next((tuple(found) for found in _listings(parts)), ())


def _counted(sentence: str) -> tuple[str, ...]:
    """The steps that the sentence counts and names: "in two steps: A and B"."""
    announced = _ANNOUNCED.search(sentence)
    if not announced or OF_OTHERS.search(sentence):
        return ()
    if announced["zh"]:
        count = "两三四五六".index(announced["zh"]) + 2
    else:
        count = _COUNTS.get(announced["count"].lower()) or int(announced["count"])
    behind = sentence[announced.end() :].rstrip(" .。")
    _, found = within(behind)
    if not found:
        colon = re.search(r"[:：]\s?", behind)
        if not colon:
            return ()
        told = behind[colon.end() :]
        found = re.split(r"[;；]\s?(?:and )?", told)
        if len(found) != count:
            found = re.split(r",\s(?:and\s)?|\sand\s|、|和", told)
    if len(found) == count and all(_is_step(each) for each in found):
        return tuple(found)
    return ()


def _within(sentence: str) -> tuple[str, ...]:
    """The numbered items of a sentence that announces a procedure: "as follows: (i) …"."""
    announcing, found = within(sentence.rstrip(" .。"))
    if not _PROCEDURE.search(announcing) or _NO_STEPS.search(announcing):
        return ()
    if OF_OTHERS.search(sentence):
        return ()
    whole = len(found) in _STEPS and all(_is_step(each) for each in found)
    return tuple(found) if whole else ()


def _is_step(item: str) -> bool:
    brackets = item.count("(") == item.count(")")
    return len(item) in _ITEM and brackets and "$" not in _VARIABLE.sub("", item)


def _listings(parts: Iterable[Part]) -> Iterator[list[str]]:
    """The lines of listings that can be read as steps, those that only lead or end others left
    out."""
    for part in parts:
        for before, block in pairwise(("", *part.blocks)):
            if not _LISTING.match(before) and not _LISTING.match(block):
                continue
            name = before if _LISTING.match(before) else block.partition("\n")[0]
            if _NOT_OWN.search(name):
                continue
            found = [line for line in map(_line, block.split("\n")) if line is not None]
            plain = all(
                len(line) <= _LINE_LENGTH and has_plain_signs(line, _SIGNS) for line in found
            )
            loops = sum(_LOOP.match(line) is not None for line in found)
            told = [line for line in found if _LOOP.match(line) or _says(line)]
            whole = plain and 3 * len(told) >= 2 * len(found)
            if len(told) in _OF_A_LISTING and whole and 2 * loops < len(told):
                yield told


def _says(line: str) -> bool:
    """Whether a line tells something in words beside its formulas."""
    return len(_WORD.findall(_TEX.sub(" ", line))) > 1


def _line(line: str) -> str | None:
    """What a numbered line of a listing tells; None where it tells no step."""
    numbered = _LINE.fullmatch(line)
    if not numbered or int(numbered["number"]) == 0 or _CONTROL.match(numbered["told"]):
        return None
    told, *comment = _COMMENT.split(numbered["told"], maxsplit=1)
    if comment:
        told = told.rstrip(" $")
    return re.sub(r"\s(?:do|then)$", "", told).rstrip(" ;.")


def _titles(parts: Iterable[Part]) -> Iterator[str]:
    """The titles of sections on how the work is done; what is shown in turn is no step."""
    shows = False
    for part in parts:
        if part.level == 1:
            shows = _SHOWN.search(part.title) is not None
        if part.kind in (Kind.INTRODUCTION, Kind.METHOD) and not shows:
            yield part.title


def _headed(titles: Iterable[str]) -> list[str]:
    """The names of titles that count: "Stage 1: Folding"."""
    found: list[str] = []
    for title in titles:
        headed = _HEADED.match(title)
        if headed:
            number = _NUMBERS.get(headed["number"]) or int(headed["number"])
            name = headed["name"].strip()
            if number != len(found) + 1 or _FINDING.search(name):
                return []
            found.append(name)
    return found


def _below(parts: Iterable[Part]) -> Iterator[list[str]]:
    """The items below a paragraph that announces steps, and paragraphs that begin by counting."""
    for part in parts:
        for index, block in enumerate(part.blocks):
            if _LISTED.search(block) and not _NO_STEPS.search(block):
                below = part.blocks[index + 1 : index + 1 + _FAR]
                for found in (items(_counted_on(below)), items(below[:BELOW])):
                    told = [each.rstrip(":：") for each in found]
                    yield [each for each in told if reads_well(each[:1].upper() + each[1:])]
        yield _headed(part.blocks)


def _counted_on(blocks: Sequence[str]) -> list[str]:
    """The items among the paragraphs that count on, whatever stands between them: 1), 2), 3)."""
    found: list[str] = []
    for block in blocks:
        counts = _COUNTS_ON.match(block)
        if counts and int(counts[1]) == len(found) + 1:
            found.append(block)
    return found


def _in_a_row(parts: Sequence[Part]) -> Iterator[list[str]]:
    """Steps of a paragraph, one after the other; those of the method first."""
    for kind in (Kind.METHOD, Kind.INTRODUCTION):
        for part in parts:
            for block in part.blocks if part.kind is kind else ():
                if "First" not in block and "Step 1" not in block and "首先" not in block:
                    continue
                found = [each for each in sentences(block) if _STEP.match(each)]
                whole = all(reads_well(each) and "$" not in each for each in found)
                if found and whole and _BEGINS.match(found[0]):
                    yield found
