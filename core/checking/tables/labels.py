"""What the labels of a table and the words of a sentence have in common. Pure.

Both are read as keys: stems of words, the pieces of names and the numbers in them, so that
"LLaMA2 7B" has the keys of "Llama-2-7B". A paper's own method, however it is called, is one key.
"""

# Chinese is read here: what reports call a paper's own method.

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from core.checking.lexicon import synonyms
from core.checking.words.names import Stems, stem, words
from core.plain import plain

OURS = stem("ours")
# Pairs of languages, as "ende", are named in Chinese by two characters.
_TRANSLATIONS = frozenset(
    stem(word) for word in synonyms.ENGLISH.values() if len(word) == 5 and word[2] == "-"
)
WITHOUT = "without"
PERCENT = "%"
# What a column of changes is called: "Δ Hit@5" beside the columns that hold the values.
CHANGE = "Δ"
CHANGES = frozenset((CHANGE, *map(stem, ("delta", "difference", "diff", "improvement", "gain"))))
_OURS = re.compile(
    r"\b(?:ours|(?:the|this|our|authors?['’]s?) (?:proposed |new |full )?"
    r"(?:method|model|approach|system|framework)"
    r"|proposed|this (?:work|paper)|we|our)\b"
    r"|我们(?:的)?(?:方法|模型|系统|框架|方案)?"
    r"|论文(?:提出)?的?(?:方法|模型|系统|框架)|完整的?(?:模型|方法|系统|框架|版本)"
    r"|本(?:文|研究|工作|方法|模型)(?:的)?(?:方法|模型|系统|框架|方案)?"
    r"|(?:该|新|此|所提|提出的?)(?:方法|模型|系统|框架|方案|的方法)|作者的?(?:方法|模型|系统|框架)",
    re.IGNORECASE,
)
# What stands in brackets in a label, and is a citation; or its key, where that was not resolved.
_CITATION = re.compile(
    r"\b[a-z]{3,20}\d{4}[a-z]{2,20}\b|\[[^\]]{,60}\]"
    r"|\(?\b([A-Z][a-z]+) et al\.?,? ?\(?\d{4}[a-z]?\)?"
)
_WITHOUT = re.compile(
    r"w/o\b|\b(?:without|no|(?:remov|dropp|omitt|exclud|ablat|disabl|discard|skipp|lack)ing"
    r"|(?:removal|absence) of|taking (?:away|out)|leaving out|turning off)\b"
    r"|(?=[\u4e00-\u9fff])(?:不含|不用|不带|不加|[不未]使用|[不未]采用|[不未]加入|[不未]引入|[不未]包含|不给出?"
    r"|不提供|去掉|去除|没有|移除|剔除|删[除去]|除去|省去|拿掉|舍弃|缺少|关闭|禁用|消融(?!实验|研究|分析|结果)"
    r"|无(?=\s?[A-Za-z]))",
    re.IGNORECASE,
)
# "EM/F1" and "P/R/F1" are several things.
_SLASHED = re.compile(
    r"(?<![A-Za-z0-9/@-])[A-Z][A-Za-z0-9@-]{,24}(?:\s?/\s?[A-Z][A-Za-z0-9@-]{,24}){1,6}(?![A-Za-z/])"
)
_PART, _JOINED = re.compile(r"[A-Za-z0-9@-]+"), re.compile(r"[-‑_]")
_INITIAL = re.compile(r"[PR](?<![A-Za-z0-9-][PR])(?![A-Za-z0-9'’-])")
_INITIALS_OF = {"P": stem("precision"), "R": stem("recall")}
# "LLaMA2" has the number 2, "F1" has none.
_NUMBER = re.compile(
    r"\d(?<![\d.]\d)(?<![^A-Za-z][A-Za-z]\d)(?<!^[A-Za-z]\d)(?<![A-Z][A-Z]\d)"
    r"\d*(?:\.\d+)?(?:[KMBTkmbt](?![A-Za-z]))?"
)
_CHANGE = re.compile(r"[Δ∆]")
# "AP.5" has the number 0.5.
_PART_OF_ONE = re.compile(r"(?<=[A-Za-z_@])\.\d{1,2}(?!\w|\.\d)")

# "When the gate is removed".
_WITHOUT_BEHIND = re.compile(
    r"\s(?:is|are|was|were|being)\s(?:removed|left out|dropped|omitted|ablated|excluded|disabled"
    r"|discarded|taken (?:out|away)|(?:turned|switched) off)\b"
    r"|\s?被(?:移除|去掉|去除|剔除|删[除去]|省去|舍弃|关闭|禁用)"
)
# "The large model" in Chinese, where a paper has a base one too.
_SIZES = re.compile(r"[大小](?=型?模型)|基础(?=模型|版)")
# "Stage 2" in Chinese, where several are told apart so.
_ORDINAL = re.compile(r"第([一二三四五六])(?:个?(?:阶段|步骤?|轮|组|期|版))")
_ORDINALS = "一二三四五六"
_SIZE_WORDS = {"大": "large", "小": "small", "基": "base"}
_DIGIT = re.compile(r"\d")
_LATIN, _CAPITAL = re.compile(r"[A-Za-z]"), re.compile(r"[A-Z]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A word with a capital inside, or with digits behind it, is a name wherever it stands.
_INNER = re.compile(r"[A-Za-z0-9]+[A-Z]|[A-Z][A-Za-z]*[0-9]")
_VERSION = re.compile(
    r"[A-Za-z]+[-‑_ ]?v?(\d+(?:\.\d+)?(?:[KMBTkmbt](?![A-Za-z]))?)(?![\d.]*\d?\s?%)"
)
_BEFORE = re.compile(r"([A-Za-z]{2,20})[-‑_]?$")
_BEHIND = re.compile(r"[-‑]([A-Za-z]{3,})")
_WRITTEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-‑.@/_&+][A-Za-z0-9]+)*")
# "R1" is rank-1 and "R@10" is recall@10.
_RANKED = re.compile(r"([A-Za-z])[a-z]{2,}[-‑@](\d{1,3})")
_LETTER_NUMBER = re.compile(r"[A-Za-z]{1,4}\d{1,3}")
_LOWER = re.compile(r"(?<![A-Za-z0-9_-])[a-z]{4,}(?![A-Za-z0-9_-])")
_SMALL = frozenset(
    ("with", "from", "than", "that", "this", "over", "into", "when", "where", "which")
)
# Measures that are averaged over classes: mF1 is macro-F1, miF1 micro-F1, mIoU mean IoU.
_AVERAGED = re.compile(r"(mi|ma|m|M)-?(F1|IoU|AP|AUC|AUROC|Dice|Acc|Rec|Prec)")
_INITIALS = (2, 3, 4)
# How long a Chinese word is that another one follows, and of what it consists.
_TERM = 4
_POSSESSIVE = frozenset("'’")
_TERMS = re.compile(r"(?:(?![的和与及在为是])[\u4e00-\u9fff])+")
# What is written as a word that says nothing, but is a head: IS for inception score.
_CAPITALS = re.compile(r"(?<![A-Za-z0-9_-])(?!NO)[A-Z]{2}(?![A-Za-z0-9_-])")
# How many letters a head leaves of a word that it cuts off, and of a name.
_CUT, _CUT_OF_NAME = (3, 4), (3, 4, 5, 6)
# How far behind "without" stands what is left out, and what stops before that.
_LEFT_OUT = 16
_THING = re.compile(r"\b[a-z]{5,}\s$")
_STOPS = re.compile(
    r"[,;:.，。；：、)）(（|\d]|[时后使令]|在(?!线)|变体|版本|的模型"
    r"|\b(?:and|but|is|are|accuracy|on|in|at|for)\b"
)


class Key(NamedTuple):
    """A key, where it stands, and whether it is written as a name.

    `version` is the number behind a word ("GPT-4"), or the word that a number is a part of; `cut`
    is the word that the key is the beginning of, `of` the compound that it is a later part of.
    """

    key: str
    start: int
    end: int
    named: bool
    version: str = ""
    cut: str = ""
    of: str = ""

    def stands_in(self, label: frozenset[str]) -> bool:
        """Whether a label has the key; not where it has the name with another number behind it."""
        if self.key not in label:
            return False
        are_initials = bool(self.cut) and not self.cut.startswith(self.key)
        if are_initials and any(map(self._shortens, label)):
            return False  # the DS of DeepSeek is no decoding stage
        if self.cut:
            # The "pre" of "pre-training" is no precision.
            return not any(each != self.key and each.startswith(self.key) for each in label)
        if self.of and self.of not in label and any(map(self._ends, label)):
            return False  # the "large" of BERT-large, in RoBERTa-large
        if self.version and self.key[0].isdigit():
            return self.version in label
        if not self.version or self.version in label or not self.key.isalpha():
            return True
        long = len(self.key)
        versions = {each[long:] for each in label if each[:long] == self.key}
        return self.version in versions or not any(map(str.isdigit, versions))

    def _shortens(self, name: str) -> bool:
        rest = iter(name)
        return len(name) > _TERM and name[0] == self.key[0] and all(x in rest for x in self.key)

    def _ends(self, compound: str) -> bool:
        return len(compound) > len(self.key) + 1 and compound.endswith(self.key)


def keys(text: str, own: Collection[str] = (), known: Stems | None = None) -> list[Key]:
    """The keys of a plain text, in no order; `own` are the stems of what the paper's method is
    called."""
    found: list[Key] = []
    known = {} if known is None else known
    # In English any word may begin a sentence with a capital.
    is_english = _LATIN.match(text) is not None and _HAN.search(text) is None
    lower, has_numbers = text.lower(), _DIGIT.search(text) is not None
    for word in words(text, known=known)[0]:
        letter = text[word.start]
        if len(word.stem) == 1 and text[: word.start][-1:].isdigit():
            continue  # the D of "2D" is no row (d)
        if letter == "s" and text[: word.start][-1:] in _POSSESSIVE:
            continue  # "Otter's" is not in seconds
        written = _WRITTEN.match(text, word.start)
        end = word.start + 1
        if written is not None:
            end = written.end()
        capital = letter.isupper() and (word.start > 0 or not is_english)
        capital = capital or word.stem in _TRANSLATIONS
        capital = capital or (written is not None and _INNER.match(written[0]) is not None)
        named = capital or (letter.isascii() and not word.stem.isalpha())
        version = _version(text, lower, word.start, word.stem) if has_numbers else ""
        whole = word.stem
        if written is not None:
            whole = next(iter(known.get(written[0], ())), "") or stem(written[0])
        is_later = not whole.startswith(word.stem) and whole.endswith(_last(written, word.stem))
        of = whole if is_later else ""
        found.append(Key(word.stem, word.start, end, named, version, of=of))
        if written is not None and not _is_plain(written[0]):
            parts = (*_shortened(written[0]), *_versioned(written[0]), *_averaged(written[0]))
            for short in parts:
                found.append(Key(short, word.start, end, named))
        if word.stem in own:
            found.append(Key(OURS, word.start, end, True))
    read = {key.start for key in found}
    for letters in _CAPITALS.finditer(text):
        if letters.start() not in read:
            found.append(Key(letters[0].lower(), letters.start(), letters.end(), True))
    for size in _SIZES.finditer(text):
        found.append(Key(stem(_SIZE_WORDS[size[0][0]]), size.start(), size.end(), False))
    for ordinal in _ORDINAL.finditer(text):
        number_of = str(_ORDINALS.index(ordinal[1]) + 1)
        found.append(Key(number_of, ordinal.start(), ordinal.end(), False))
    for part_of_one in _PART_OF_ONE.finditer(text):
        found.append(Key(f"0{part_of_one[0]}", part_of_one.start(), part_of_one.end(), False))
    for number in _NUMBER.finditer(text):
        part = _part_of(text, number.start(), number.end())
        found.append(Key(number[0].lower(), number.start(), number.end(), False, part))
        if text.startswith(PERCENT, number.end()):
            found.append(Key(number[0] + PERCENT, number.start(), number.end(), False))
    for slashed in _SLASHED.finditer(text):
        for one in _PART.finditer(text, *slashed.span()):
            if len(one[0]) > 1:
                found.append(Key(stem(one[0]), one.start(), one.end(), True))
    initial = list(_INITIAL.finditer(text))
    if {each[0] for each in initial} == set(_INITIALS_OF):
        for each in initial:
            found.append(Key(_INITIALS_OF[each[0]], each.start(), each.end(), False))
    for change in _CHANGE.finditer(text):
        found.append(Key(CHANGE, change.start(), change.end(), False))
    for ours in _OURS.finditer(text):
        found.append(Key(OURS, ours.start(), ours.end(), True))
    for without in _WITHOUT.finditer(text):
        found = [_denied(key, without.end(), text) for key in found]
    for without in _WITHOUT_BEHIND.finditer(text):
        start = without.start()
        found = [_left_out(key) if _ends_near(key, start, text) else key for key in found]
    return found


def _is_plain(word: str) -> bool:
    """Whether a word has neither marks nor digits nor capitals inside, by which it is shortened."""
    return word.isalpha() and word[1:].islower()


def _last(written: re.Match[str] | None, stem_of: str) -> str:
    """A stem, or the last part of a compound as it is written, where that is read as the stem: the
    "map" of "raw-map", which is read as "mapping"."""
    last = _JOINED.split(written[0])[-1] if written is not None else ""
    return last.lower() if last and stem(last) == stem_of else stem_of


def _denied(key: Key, end: int, text: str) -> Key:
    """A key as what is left out, where it stands right behind a "without" that ends there."""
    if not end <= key.start <= end + _LEFT_OUT or _STOPS.search(text, end, key.start):
        return key
    if key.named and _THING.search(text, end, key.start):
        return key  # "without documents GPT-4"
    return _left_out(key)


def _left_out(key: Key) -> Key:
    if key.key.startswith(WITHOUT):
        return key
    return key._replace(key=f"{WITHOUT} {key.key}", version="")


def _ends_near(key: Key, end: int, text: str) -> bool:
    """Whether a key stands right before a place, and nothing parts them."""
    return end - _LEFT_OUT <= key.start < end and not _STOPS.search(text, key.start, end)


def _shortened(name: str) -> list[str]:
    """How tables shorten a name: ARCe for ARC-Easy, HS for HellaSwag, R1 for rank-1."""
    found: list[str] = []
    parts = _JOINED.split(name)
    if len(parts) == 2 and parts[0].isalpha() and parts[1].isalpha() and len(parts[1]) > 2:
        found.append((parts[0] + parts[1][0]).lower())
    ranked = _RANKED.fullmatch(name)
    if ranked is not None:
        found.append(f"{ranked[1]}{ranked[2]}".lower())
    for part in dict.fromkeys((name, parts[0])):
        capitals = _CAPITAL.findall(part)
        if 2 <= len(capitals) < len(part) - 1 and part.isalpha():
            found.append("".join(capitals).lower())  # DS is DeepSeek, in DeepSeek-R1 too
    return found


def _versioned(name: str) -> list[str]:
    """The parts of a name that are told by a letter and a number, and an index that is set apart:
    v3 in Otter-V3; s and mix20 in S_MIX20."""
    parts = _JOINED.split(name)
    if len(parts) == 1:
        return []
    found = [part.lower() for part in parts if _LETTER_NUMBER.fullmatch(part)]
    if "_" in name and len(parts[0]) == 1:
        found.append(parts[0].lower())
    return found


def _averaged(name: str) -> list[str]:
    """The words that a measure written as one word stands for."""
    measure = _AVERAGED.fullmatch(name)
    if measure is None:
        return []
    how = ("micro",) if measure[1] == "mi" else ("macro", "mean")
    return [stem(word) for word in (*how, measure[2])]


def cut_off(keys: Iterable[Key]) -> list[Key]:
    """The keys of words cut off as heads of tables have them: Pre. for precision, num for
    numeric."""
    found: list[Key] = []
    for key in keys:
        if key.key.isascii() and key.key.isalpha():
            for many in _CUT_OF_NAME if key.named else _CUT:
                if len(key.key) > many + 1:
                    found.append(Key(key.key[:many], key.start, key.end, False, cut=key.key))
    return found


def initials(text: str, keys: Iterable[Key] = ()) -> list[Key]:
    """The first letters of words that stand side by side, as heads of tables have them: OA for
    overall accuracy; of Chinese words, whose keys are given, those of what they are read as."""
    found: list[Key] = []
    chinese = [key for key in keys if key.key.isascii() and _HAN.match(text, key.start)]
    chinese.sort(key=attrgetter("start"))
    for one, other in pairwise(chinese):
        if 0 < other.start - one.start <= _TERM and _TERMS.fullmatch(text, one.start, other.start):
            key = one.key[0] + other.key[0]
            found.append(Key(key, one.start, other.end, False, cut=key[0]))
    words = [word for word in _LOWER.finditer(text) if word[0] not in _SMALL]
    for many in _INITIALS:
        for at in range(len(words) - many + 1):
            run = words[at : at + many]
            if all(last.start() - first.end() == 1 for first, last in pairwise(run)):
                key = "".join(word[0][0] for word in run)
                found.append(Key(key, run[0].start(), run[-1].end(), False, cut=run[0][0]))
    return found


def _part_of(text: str, start: int, end: int) -> str:
    """The stem of what a number within a word belongs to: "phi" in Phi-3, "shot" in 5-shot."""
    before = _BEFORE.search(text, max(0, start - 20), start)
    if before is not None:
        return stem(before[1])
    behind = _BEHIND.match(text, end)
    return stem(behind[1]) if behind else ""


def _version(text: str, lower: str, start: int, stem: str) -> str:
    """The number that stands right behind a word or a part of a name."""
    if not stem.isalpha():
        return ""
    at = lower.find(stem[:3], start, start + 40)
    found = _VERSION.match(text, at) if at >= 0 else None
    return found[1].lower() if found else ""


def label(text: str, own: Collection[str] = (), known: Stems | None = None) -> frozenset[str]:
    """The keys of a label of a table, without what it cites."""
    bare = plain(text)
    named_by = _CITATION.match(bare)
    if named_by is not None and named_by[1]:
        bare = f"{named_by[1]} {bare[named_by.end() :]}"  # "Dyer et al. (2016)" is called so
    return frozenset(each.key for each in keys(_CITATION.sub(" ", bare), own, known))


def run_together(keys: Sequence[Key], text: str) -> list[Key]:
    """Two names that stand side by side as one, in either order: "BEV AP" is the APBEV of a head
    whose index was set below."""
    ordered = sorted(
        (key for key in keys if key.named and key.key.isalnum()), key=lambda key: key.start
    )
    found: list[Key] = []
    for one, other in pairwise(ordered):
        beside = other.start - one.end == 1 and not _HAN.match(text, one.end)
        if beside and one.key.isascii() and other.key.isascii():
            for joint in (one.key + other.key, other.key + one.key):
                found.append(Key(joint, one.start, other.end, True))
    return found
