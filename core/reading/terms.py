"""The names of data sets and benchmarks, taken from sentences that speak of them: always a piece of
the sentence itself."""

# Chinese is read here: the heads of tables.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from core.document import Table
from core.reading.own import COMMON
from core.reading.wording import anycase
from core.tex import readable

_BENCHMARK = re.compile(
    r"\b([A-Z][\w.+/–-]{0,60}+(?:\s\d[\w.]{0,20}+)?)"
    r"(?=\s(?:\[[^\[\]]{0,60}+\]\s)?(?:test\s)?"
    r"(?:dataset|data set|benchmark|corpus|test set|leaderboard|suite|challenge)s?\b)"
)
# "BoatBench, the first benchmark of boats".
_INTRODUCED = re.compile(
    r"\b([A-Z][\w+-]{2,40}+),? (?:is )?(?:the|an?) (?:[\w-]{1,30} ){0,5}?"
    r"(?:dataset|data set|benchmark|corpus|test set)(?![\w-])"
)
_TESTLIKE = re.compile(
    r"\b[A-Z][\w+-]{0,60}(?:Bench|Eval|QA|Arena)\b[\w+-]{0,60}+|"
    r"(?<![\w-])(?:MS-)?(?:MMLU|GSM8K|ImageNet|SQuAD|GLUE|COCO|MBPP)"
    r"(?:-[A-Z\d][\w+]{0,20}+)?(?![\w-])"
)
# The head of a column of data sets.
_HEAD = anycase(r"(?:data ?sets?|benchmarks?)(?: names?)?|数据集")
_LONGEST_NAME = 40
# The task is no data set, though there are "SPR datasets".
_TASK = anycase(
    r"\b(?:recognition|detection|segmentation|classification|translation|generation|learning|"
    r"retrieval|answering|parsing|forecasting|estimation|tracking|reasoning|recommendation|"
    r"understanding|modell?ing|prediction|synthesis|captioning|representation)\s\(([A-Z][\w-]{1,12})\)"
)
_JOINTS = re.compile(r"[\s_–-]")
# A part of a data set by its size, which ImageNet-21K is not, and labels within a paper: "T1–T4".
_SIZED = re.compile(r"[\s_-]?(?!21)\d{1,4}[kK]")
_NO_NAME = re.compile(
    r"^(?:Sub-?)?(?:Farm|Site|Region|Scene|Subject|"
    r"Task|Track|Phase|Stage|Level|Split|Fold|Group|Round|Part|Step|Case) "
    r"[\dA-Z]{1,3}$|^[A-Z]\d{1,2}[–-][A-Z]?\d{1,2}$|-(?:like|style|based|type|hashed"
    r"|trained|tuned|only|wise|level|free|aware|enhanced|augmented)$"
)
# A set of which a part is told: "all 18 languages of MIRACL".
_OF_SET = re.compile(
    r"\b(?:languages|subsets?|splits?|queries|corpora|passages|topics) (?:of|from|in) (?:the )?"
    r"([A-Z][\w-]{0,20}[A-Z\d][\w-]{0,20})(?![\w-])"
)
# Sets told in a row, behind what says that they are some.
_COINED = r"[A-Z][\w+-]{0,30}[A-Z\d][\w+-]{0,30}"
_ROW = re.compile(
    r"\b(?:data ?sets?|corpora|benchmarks|(?:leave|hold)-one-(?:data ?set|corpus)-out)\b"
    rf"[^.;:()]{{0,40}}?[\s:(,—]{{1,3}}(?P<names>{_COINED}(?:, {_COINED}){{0,9}}"
    rf",? (?:and|&) {_COINED})(?![\w-])"
)
_JOINED = re.compile(r",? (?:and|&) |, ")
# Whose a set is that only letters name: "the FoldNet DNS dataset".
_WHOSE = re.compile(r"(?<=[a-z,] )([A-Z][\w+-]{1,30}) $")
# What names a part or a language of a data set; and the one before it, of "MT10 and MT50 suites".
_PART = re.compile(r"\s\([^()]{1,30}\)$")
_BESIDE = re.compile(r"\b([A-Z][\w.+/–-]{1,60}) and $")
_LETTERS = 4  # of a name that is an abbreviation alone
_ALIKE, _FEW = 2, 2  # letters; words before a name that a sentence begins with
_NOT_NAMES = frozenset(
    (
        "The",
        "This",
        "These",
        "Our",
        "Each",
        "All",
        "A",
        "An",
        "In",
        "On",
        "We",
        "Both",
        "Some",
        "For",
    )
)


# A name that sounds like a test is one where something is tried on it; else it may be a method's.
_USED = anycase(r"\b(?:on|across|over|from|with|us(?:e|es|ed|ing)|including|link\w+ (?:\w+ )?to)\b"
                r"(?:[^.;]|\.(?=\d{1,4}[A-Za-z])){0,100}$")  # fmt: skip
_UTILIZED = re.compile(
    r"\s(?:datasets?|data sets?|benchmarks?|corpus|corpora)(?:\s\[[^\[\]]{0,60}\])? (?:is|are|was|"
    r"were) (?:\w{2,20} )?(?:used|utili[sz]ed|employed|adopted|chosen|selected)\b"
)
# What another's benchmark did, where it is told of and not tried on.
_DID = re.compile(
    r"\s(?:dataset|data set|benchmark|corpus|test set|suite|"
    r"challenge)s?(?:\s\[[^\[\]]{0,60}\])? (?:(?:has|have|had|was|were|"
    r"is) )?(?:\w{2,20}ly )?(?:address|introduc|pioneer|propos|popularis|populariz|target|focus|"
    r"show|found|lack|reli|remain|limit|restrict|report|ask|attempt|aim)(?:e?[ds]|es)?\b",
)
# A name that stands for how something is measured or written: "COCO keypoint AP", "VOC format";
# and one that the work is held against: "within a point of the FoldNet benchmark".
_MEASURED = re.compile(
    r"(?:[- ][a-z][\w-]{1,20}){0,2}[- ](?:m?AP|AR|metrics?|protocols?|formats?|style|conventions?|"
    r"evaluator|API|weights|checkpoints?|statistics)\b"
)
_HELD = anycase(
    r"\b(?:is|are) (?:the |a )?(?:standard|usual|common|customary) (?:for|in|on|when|metrics?)\b"
    r"[^.;]{0,80}$|\b(?:points?|percent|%) (?:of|below|above|behind) (?:the |that of )?$|"
    r"\bunder-?represented\b[^.;]{0,60}$"
)
# Where another's way of doing something is followed, its data need not be used; what others were
# trained with is not what is measured.
_FOLLOWED = anycase(
    r"\b(?:(?:(?:custom|micro-?) ?benchmarks?|harness|scripts?|tools?) (?:is |are )?(?:based|"
    r"built) on|following|as in|similar(?:ly)? to|inspired by|unlike|adapted from|"
    r"pre-?train(?:ed|ing))\b[^.;]{0,80}$"
)


def benchmarks(pool: Iterable[str]) -> Iterator[str]:
    """The data sets and benchmarks the sentences name, each once, however it is written."""
    seen: list[str] = []
    sentences = list(pool)
    tasks = {short for sentence in sentences for short in _TASK.findall(sentence)}
    for sentence in sentences:
        for name in _named(sentence, _NOT_NAMES | COMMON | tasks):
            if not any(is_same(name, other) for other in seen):
                seen.append(name)
                yield name


def _named(sentence: str, none: Set[str]) -> Iterator[str]:
    """The data sets that a sentence tells as used; `none` are no names of any."""
    named = (
        *_INTRODUCED.finditer(sentence),
        *_BENCHMARK.finditer(sentence),
        *_TESTLIKE.finditer(sentence),
        *_OF_SET.finditer(sentence),
    )
    for found in named:
        name = (found[1] if found.re in (_INTRODUCED, _OF_SET) else found[0]).strip()
        if len(name) < 3 or name in none or _NO_NAME.search(name) or not _is_used(found):
            continue
        before = sentence[: found.start()]
        beside = _BESIDE.search(before)
        whose = _WHOSE.search(before) if name.isupper() and len(name) <= _LETTERS else None
        if beside and beside[1][:_ALIKE] == name[:_ALIKE]:
            yield beside[1]
        yield f"{whose[1]} {name}" if whose and whose[1] not in none else name
    for row in _ROW.finditer(sentence):
        yield from (name for name in _JOINED.split(row["names"]) if name not in none)


def _is_used(found: re.Match[str]) -> bool:
    """Whether something is done on what is named, or it is told of from the sentence's beginning:
    "The FoldNet dataset contains …"."""
    sentence, before = found.string, found.string[: found.start()]
    if _FOLLOWED.search(before) or _HELD.search(before) or _MEASURED.match(sentence, found.end()):
        return False
    if found.re in (_INTRODUCED, _OF_SET) or _USED.search(before):
        return True
    if _UTILIZED.match(sentence, found.end()):
        return True
    begins = found.re is _BENCHMARK and len(before.split()) <= _FEW
    return begins and _DID.match(sentence, found.end()) is None


def listed(tables: Iterable[Table]) -> Iterator[str]:
    """The data sets in tables whose first column says that it has their names."""
    for table in tables:
        head, *rows = table.rows.split("\n")
        if not _HEAD.fullmatch(head.partition(" | ")[0].strip()):
            continue
        for row in rows:
            name = readable(row.partition(" | ")[0]).strip(" *†‡")
            if 2 < len(name) <= _LONGEST_NAME:
                yield name


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one data set: ImageNet1K and ImageNet-1K, COCO and MS-COCO."""
    short, long = sorted((_PART.sub("", one), _PART.sub("", other)), key=len)
    if _JOINTS.sub("", short).lower() == _JOINTS.sub("", long).lower():
        return True
    if not long.lower().endswith(short.lower()):
        return _SIZED.fullmatch(long.removeprefix(short)) is not None
    before = long[: -len(short)]
    # "MS-COCO", not "RiverQA-LakeQA": an owner's initials.
    return re.fullmatch(r"[A-Z]{1,4}[\s-]", before) is not None
