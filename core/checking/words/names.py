"""The words of a text that tell what its figures measure, and the names that stand in it.

Names are those of data sets, models and benchmarks.
English words are cut to stems; Chinese words that papers use often are read as the English they
stand for, so that a Chinese report can be held against an English paper.
"""

# Chinese is read here: words of papers, read as English.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from core.checking.figures import units
from core.checking.lexicon import synonyms

# The "e" of 1e-4 is no word.
_LATIN = r"(?!(?<=\d)[eE][-−–+]?\d)[A-Za-z][A-Za-z0-9]*+(?>(?:[-‑.@/_&+][A-Za-z0-9]++)*)\+*+"
_HAN = r"[\u4e00-\u9fff]+"
_TOKEN = re.compile(rf"({_LATIN})|({_HAN})|([,;:，；：、。()（）|])|\d+")

_PART = re.compile(r"[A-Za-z]{2,}")
_MARK = re.compile(r"[-‑._/&@]")
_JOINS = frozenset(
    ("and", "vs", "while", "whereas", "but", "versus", "compared", "和", "与", "而", "及", "则")
)
_STOP_WORDS = (
    "a an the we this that these those it its is are was were be been has have had of in on "
    "at to for from by with or as can may which who how not also both than then into such when "
    "where via using use used their they there here more only over between under after before "
    "during if do does will would should could about one two three four five six seven eight "
    "nine ten i you he she his her them us so no very et al e.g i.e show "
    "shows achieve achieves achieved achieving reach reaches reached reaching attain attains "
    "attained obtain obtains obtained gets respectively"
)
_STOP = frozenset(_STOP_WORDS.split())
# How many words a comma counts as, and an "and"; brackets part less, ends of clauses more.
_APART, _LISTED = 4.0, 2.0
_MARKS = dict.fromkeys("()（）", 0.5) | dict.fromkeys(";；。", 8.0)
# Of "ties" the singular is no "ty", nor of these.
_SHORT_IES = 4
_IE = frozenset(("series", "species", "movies", "cookies", "calories", "zombies", "selfies"))
_PLURALS = ("ches", "shes", "sses", "xes")
_MEANS = frozenset(("average", "averages", "averaged", "avg", "mean", "means"))
_INFLECTED = (("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("ies", "y"))
_ENDINGS = tuple(ending for ending, _ in _INFLECTED)


class Word(NamedTuple):
    """A stem, and where it stands: counted in words, where a comma or an "and" counts as several,
    and in characters."""

    stem: str
    at: float
    start: int = 0


def stem(word: str) -> str:
    """A word's first seven letters, small, without the plural's s; names with marks or digits stay
    whole, unless they are words of the lexicon ("fine-tuned")."""
    lower = word.lower()
    if not lower.isalpha():
        lower = synonyms.ENGLISH.get(lower, lower)
        lower = _MARK.sub("", lower)
        alike = _alike(lower)
        return lower if alike == lower and lower not in synonyms.ENGLISH else alike[:7]
    if lower in _MEANS:
        return "average"
    if lower.endswith("ies") and lower[:-3] + "y" in synonyms.ENGLISH:
        lower = lower[:-3] + "y"
    elif lower.endswith(_PLURALS):
        lower = lower[:-2]
    elif len(lower) > _SHORT_IES and lower.endswith("ies") and lower not in _IE:
        lower = lower[:-3] + "y"
    elif len(lower) > 3 and lower[-1] == "s" and lower[-2] != "s":
        lower = lower[:-1]
    return _alike(lower)[:7]


def _alike(word: str) -> str:
    """The word that a word is read as: the first of those that mean about the same."""
    found = synonyms.ENGLISH.get(word)
    if found is not None or not word.endswith(_ENDINGS):
        return found or word
    for ending, instead in _INFLECTED:
        if word.endswith(ending):
            found = synonyms.ENGLISH.get(word.removesuffix(ending) + instead)
            if found is not None:
                return found
    return word


Stems = dict[str, tuple[str, ...]]
"""What is known already of words that come again and again in a text: their stems."""


def words(
    text: str, pairs: bool = False, known: Stems | None = None
) -> tuple[list[Word], list[tuple[int, float]]]:
    """The words of a plain text that say something; each token's offset, and its place in words.

    `pairs` gives Chinese also by pairs of characters, for evidence that is Chinese itself. What is
    learnt about words is added to `known`.
    """
    if known is None:
        known = {}
    found: list[Word] = []
    marks: list[tuple[int, float]] = []
    at = 0.0
    for match in _TOKEN.finditer(text):
        kind, start = match.lastindex, match.start()
        marks.append((start, at + 1))
        if kind == 1:
            word = match[1]
            at += 1
            stems = known.get(word)
            if stems is None:
                stems = _stems(word)
                known[word] = stems
            for each in stems:
                found.append(Word(each, at, start))
            if not stems and word.lower() in _JOINS:
                at += _LISTED
        elif kind == 2:
            found += _chinese(match[2], at, start, pairs)
            at += 0.5 * len(match[2]) + _LISTED * sum(match[2].count(each) for each in "和与而则")
        elif kind == 3:
            at += _MARKS.get(match[3], _APART)
    return found, marks


def _stems(word: str) -> tuple[str, ...]:
    """The word as one, and the parts of a compound; nothing of a word that says nothing."""
    lower = word.lower()
    if lower in _JOINS or lower in _STOP:
        return ()
    stems = [stem(word)]
    if not word.isalpha():
        parts = _PART.findall(word)
        if len(parts) > 1 or (parts and parts[0] != word):
            stems += dict.fromkeys(stem(part) for part in parts if part.lower() not in _STOP)
    return tuple(stems)


@cache
def _terms() -> re.Pattern[str]:
    """The longest Chinese term that is read as English, or a word that joins; tried by what they
    begin with."""
    rests: dict[str, list[str]] = defaultdict(list)
    for term in sorted((*synonyms.chinese(), *"和与而及则"), key=len, reverse=True):
        rests[term[0]].append(term[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(found)})" for first, found in rests.items()))


def _chinese(run: str, at: float, start: int, pairs: bool) -> Iterator[Word]:
    for match in _terms().finditer(run):
        read_as = synonyms.chinese().get(match[0])
        if read_as is not None:
            yield Word(stem(read_as), at + 0.5 * match.start(), start + match.start())
    if pairs:
        for index in range(len(run) - 1):
            yield Word(run[index : index + 2], at + 0.5 * index, start + index)


_NAME = re.compile(
    r"(?<![A-Za-z0-9_@./\\-])[A-Za-z][A-Za-z0-9]*+(?>(?:[-‑.+][A-Za-z0-9]++){0,40})\+*+(?![A-Za-z0-9_/@\\])"
)
_COMMON_WORDS = (
    "ai llm llms vlm vlms mllm mllms gpu gpus cpu cpus tpu api apis nlp cv ml dl rl sota ui gui "
    "json html pdf xml csv sql github arxiv huggingface openai deepmind url urls http https ocr "
    "asr tts moe rag cot sft rlhf ppo dpo grpo lora qlora transformer transformers pytorch "
    "tensorflow python cuda nvidia linux markdown latex iot ar vr 2d 3d 4d nas mlp cnn rnn gan "
    "vae vit kv fp16 bf16 fp32 fp8 int8 int4 adamw sgd todo faq png jpg jpeg gif mp4 wav qa mcp "
    "hugging softmax sigmoid encoder-decoder self-attention cross-attention "
    "agi id ids ip pc os io nerf slam sdk cli app apps ok fm t2i t2v i2v hoi i/o nlg nlu "
    "ner kg kgs ssm diy stem ceo phd llm-as-a-judge llm-based e2e pretrain transformer "
    "transformers python internet table tables figure figures section sections appendix "
    "title abstract introduction conclusion equation theorem lemma algorithm "
    "google meta microsoft nvidia apple amazon anthropic alibaba "
    "tencent baidu bytedance "
    "huawei stanford berkeley tsinghua january february march april june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday america "
    "europe africa asia china japan korea india germany france"
)
_COMMON = frozenset(_COMMON_WORDS.split())
# "P99" is what 99 of a hundred are below.
_SHORTEST = 3
_PERCENTILE = re.compile(r"[Pp]\d{1,2}(?:\.\d{1,2})?")
_NAMELIKE = re.compile(
    r"[a-z][A-Z]|[A-Za-z]-?\d|[A-Z]{2}[a-z]+[A-Z]?|[A-Z]{4}|[A-Z]+-[A-Z]+|\+$"
    r"|[A-Z]{3}-[a-z]{3}|[A-Z][a-z]{2,}-[A-Z]"
)
# Names beside a stroke, each by itself, and the size of a model's pieces: "ViT-B/16".
_STROKES = re.compile(
    r"(?<![A-Za-z0-9_@./\\:-])[A-Za-z][A-Za-z0-9.+-]{0,40}(?:/[A-Za-z0-9][A-Za-z0-9.+-]{0,40}){1,4}(?![A-Za-z0-9_/@\\])"
)
_PIECES = re.compile(r"-[A-Z][a-z]{0,4}/\d{1,2}$")
_ADDRESS = re.compile(r"\.[a-z]{2,4}/|^[a-z]+/")
# A model and its version, or a data set's: "Llama 3", "Speech Commands V2".
_VERSIONED = re.compile(
    r"(?<![A-Za-z0-9_@./\\-])(?:(?:GPT|Claude|Gemini|Llama|LLaMA|Qwen|PaLM|Mistral|Gemma|Grok|DeepSeek|GLM"
    r"|Opus|Sonnet|Haiku|Falcon|OLMo|Phi)\s\d{1,2}(?:\.\d{1,2})?|[A-Z][A-Za-z]{2,19}\s[vV]\d(?:\.\d)?)"
    r"(?![A-Za-z0-9_.-]*\d|[A-Za-z%×]|\s?[个种倍次项组条篇轮层步万亿])"
)


# A word with one capital, as models and optimizers are called. In English any word may begin a
# sentence; and words made of people's and countries' names are no names.
_CAPITAL = re.compile(
    r"(?<![A-Za-z0-9_@./\\-])[A-Z][a-z]{3,19}(?![A-Za-z0-9_/@\\]|[-‑.+][A-Za-z0-9_])"
)
_STOPS = ("", ":", "：", "。", "；", "！", "？", "“", "\n")
_GOES_ON = re.compile(r",?\s[a-z]+,?\s[a-z]")
_WITHIN = re.compile(r"[a-z0-9]\s$")
_MADE_OF = ("ian", "ean", "ese", "ish", "ism", "ist")
_HAN_RANGE = re.compile(r"[\u4e00-\u9fff]")


def names(text: str) -> Iterator[tuple[str, int]]:
    """The names of data sets, models and benchmarks in a plain text, each with where it begins.

    A name is a Latin word with a digit or a capital inside it, with four capitals, or one with a
    capital that does not begin a sentence; what every paper speaks of is no name.
    """
    versioned = set[int]()
    versions = set[int]()
    for match in _VERSIONED.finditer(text):
        yield match[0], match.start()
        versioned.add(match.start())
        versions.update(range(match.start() + 1, match.end()))
    if "/" in text:
        yield from _beside_strokes(text)
    for match in _NAME.finditer(text):
        word = match[0]
        if (word.isalpha() and word[1:].islower()) or match.start() in versions:
            continue
        name = word.rstrip(".-")
        if len(name) < _SHORTEST or (len(name) == _SHORTEST and name.isalpha()):
            continue  # mAP and AoI are written out as often
        if not _NAMELIKE.search(name) or name.lower().rstrip("+") in _COMMON:
            continue
        is_unit = units.canonical(name)[0] and not name.isupper()
        if not (is_unit or _PERCENTILE.fullmatch(name)):
            yield name, match.start()
    is_chinese = _HAN_RANGE.search(text) is not None
    for match in _CAPITAL.finditer(text):
        name, start = match[0], match.start()
        if start in versioned:
            continue
        within = _WITHIN.search(text, max(0, start - 2), start) is not None
        if is_chinese:
            # "局限：Given few images, it fails."
            before = text[max(0, start - 2) : start].rstrip(" ")[-1:]
            begins = before in _STOPS and _GOES_ON.match(text, match.end())
            within = not begins
        if within and not name.endswith(_MADE_OF) and not _ordinary(name.lower()):
            yield name, start


def _beside_strokes(text: str) -> Iterator[tuple[str, int]]:
    """The names that strokes part, "GPT-4/Llama-2"; addresses and paths have none."""
    for match in _STROKES.finditer(text):
        if _ADDRESS.search(match[0]):
            continue
        if _PIECES.search(match[0]):
            yield match[0], match.start()
            continue
        for piece in re.finditer(r"[^/]+", match[0]):
            if not _STROKES.match(piece[0]):
                for name, start in names(piece[0]):
                    yield name, match.start() + piece.start() + start


def _ordinary(word: str) -> bool:
    """Whether every paper may use a word."""
    if word in _COMMON or word in _STOP or word in synonyms.ENGLISH:
        return True
    return _alike(word) != word or bool(units.canonical(word)[0])


_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma"
    " sigma tau upsilon phi chi psi omega"
)
_GREEK = dict(enumerate(_GREEK_NAMES.split(), start=0x3B1))
_OF_GREEK = re.compile(f"[{''.join(map(chr, _GREEK))}]")


def squeezed(name: str) -> str:
    """A name without the marks that writers put in differently: case, hyphens, spaces."""
    return re.sub(r"[^0-9a-z+]", "", in_latin(name).lower())


def in_latin(text: str) -> str:
    """A text with its Greek letters by their names: "π0" is pi0."""
    return text.translate(_GREEK) if _OF_GREEK.search(text) else text


class Told(NamedTuple):
    """What tells a variant of a name from others, in each form, and among how many words behind the
    name it stands."""

    forms: re.Pattern[str]
    near: int
    is_number: bool = False
    is_size: bool = False

    def stands_in(self, behind: Sequence[str]) -> bool:
        """Whether it stands among the words behind a name, or a number among those listed there:
        "CIFAR-10/100", "ResNet-18, 50 and 101"."""
        near = self.near
        if self.is_number:
            listed = takewhile(lambda word: word.isdigit() or word in _LISTING, behind[:_LIST])
            near = max(near, len(list(listed)))
        if self.is_size and any(word in _WORDS_OF_SIZE for word in behind[:near]):
            # The large of "BERT-base, RoBERTa-large" is another name's.
            near = 1 + len(list(takewhile(_BETWEEN.fullmatch, behind[: near - 1])))
        # "4.5" stands there as two words.
        words = (*behind[:near], *map("".join, pairwise(behind[: near + 1])))
        return any(self.forms.fullmatch(word) for word in words)


class Variant(NamedTuple):
    """A name without what tells its variant, squeezed, and what does."""

    name: str
    told: tuple[Told, ...]


_SIZES = {
    "b": "base", "l": "large", "s": "small", "t": "tiny", "h": "huge", "g": "giant", "m": "medium",
    "xl": "xlarge", "n": "nano", "x": "xlarge",
}  # fmt: skip
_SIZE = (
    rf"{'|'.join(_SIZES)}|{'|'.join(sorted(set(_SIZES.values())))}|xxl|mini|micro|turbo|pro|flash"
    r"|lite|max|plus|ultra|instruct|chat|sonnet|opus|haiku|\d{1,4}(?:\.\d{1,2})?[bmk]"
)
_NUMBER = r"v?\d{1,3}(?:\.\d{1,2})?"
_VARIANT = re.compile(
    rf"(.*[a-z0-9])(?:[-‑_ ]({_SIZE}|{_NUMBER})|/(\d{{1,2}}))|([a-z]{{3,}})(\d{{1,3}}(?:\.\d)?)",
    re.IGNORECASE,
)
_EDITION = re.compile(r"([A-Za-z]{3,})[-‑ ']?((?:19|20)?\d\d)")
_OF_YEAR = 2  # digits, where a century is left out
_WORDS_OF_SIZE = frozenset(_SIZES.values())
_BETWEEN = re.compile(rf"{_SIZE}|v|and|or|v?\d[\d.]*[bmk]?", re.IGNORECASE)
_SIZE_OF = {word: letter for letter, word in _SIZES.items()}
_MOST_TOLD = 4
# "Llama 2 (7B, 13B)", but "Claude Sonnet 4": a bare number belongs to what is right before it.
_FAR, _NEAR, _NEXT = 6, 4, 2
_LIST = 6  # words of a list of numbers
_LISTING = frozenset(("and", "or", "v"))


def variants(name: str) -> Iterator[Variant]:
    """A name in parts where its end tells a size, a version or a year: "BERT-large", "WMT14"; less
    and less of it is the name."""
    edition = _EDITION.fullmatch(name)
    if edition and len(edition[2]) == _OF_YEAR and not edition[1].isupper():
        # "SemEval-14" is SemEval-2014; "ResNet-50" has no year.
        with_century = Told(re.compile(rf"(?:19|20){edition[2]}"), 1)
        yield Variant(squeezed(edition[1]), (with_century,))
        edition = None
    if edition:
        year = re.compile(rf"[a-z]{{0,5}}(?:19|20)?{edition[2][-2:]}")
        yield Variant(squeezed(edition[1]), (Told(year, _NEXT),))
    told: list[Told] = []
    rest = name
    while not edition and len(told) < _MOST_TOLD and (found := _VARIANT.fullmatch(rest)):
        rest = found[1] or found[4]
        told.append(_told((found[2] or found[3] or found[5]).lower()))
        yield Variant(squeezed(rest), tuple(told))


def _told(said: str) -> Told:
    """A size or a version in each form, and how far behind a name it may stand."""
    also = _SIZES.get(said) or _SIZE_OF.get(said)
    forms = {squeezed(said), squeezed(said.lstrip("v"))} | ({also} if also else set())
    near = _NEAR
    if said[-1].isdigit():
        near = _NEXT
        forms.add("v" + squeezed(said.lstrip("v")))
    elif said[0].isdigit():
        near = _FAR
    told = re.compile("|".join(sorted(map(re.escape, forms))))
    return Told(told, near, near == _NEXT, is_size=said in _SIZES or said in _WORDS_OF_SIZE)


def parts(name: str) -> tuple[str, ...]:
    """The words of a compound, "SFT+GRPO" or "ViT-based"; none where one of them has no letters."""
    found = tuple(part for part in re.split(r"[-‑+/]", name) if part)
    if len(found) < 2 or not all(re.search("[A-Za-z]", part) for part in found):
        return ()
    return found
