"""Where sentences end.

Every sentence is a piece of its text with only its white space collapsed; nothing is lost.
"""

# Chinese is read here: ends of sentences.

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(
    r"[。！？.!?](?:(?<=[。！？])[。！？]*+[”’」』）)]*+"
    r"|(?<=[.!?])(?<![.!?][.!?])[.!?]*+[\"'”’)\]]*+(?=\s|$))"
)
_BLANK_LINE, _NO_WORD = re.compile(r"\n\s*\n"), re.compile(r"[^\w.-]")
_FORMULA = re.compile(r"\$\$.*?\$\$|\$(?!\s)[^$]{1,300}?(?<!\s)\$(?!\d)")
_SEEN = re.compile(r"\S")
# Characters; the longest sentence on the recorded pages has some 900. What is longer is a list, a
# table or a trap.
LONGEST = 2_000
# After these a full stop shortens a word, unless it ends the text.
_SHORT_WORDS = (
    "acc al alg app approx appx avg ca cf ch chap corr def dr e.g ed eds eq eqn eqs fig figs i.e "
    "incl lem mr mrs ms no nos pp prec prof prop ref refs resp sec secs sect st succ tab thm viz "
    "vol vs w.r.t"
)
_SHORT = frozenset(_SHORT_WORDS.split())
# What a sentence has from a head of a table: "Temp. 为 0.7", "Ret. (%)", "Sys. 2".
_OF_HEAD = re.compile(r"[A-Z][a-z]{1,4}")
_HEAD_GOES_ON = re.compile(r"[(（]?%|\d+[)）]|[&=]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHINESE_STOP = "。"


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of the text.

    A blank line always ends one, and what is too long to be a sentence is cut.
    """
    return tuple(_sentences(text))


def first_sentence(text: str) -> str:
    """The first sentence, "" of an empty text."""
    near = text.lstrip()[: 2 * LONGEST]  # a longer one is parted anyway
    return next(_sentences(near), "")


def lead(text: str, limit: int) -> str:
    """As many whole sentences from the beginning as `limit` characters hold; "" for none."""
    flat = " ".join(text.split())
    kept = end = 0
    for sentence in _sentences(text):
        end = flat.index(sentence, end) + len(sentence)
        if end > limit:
            break
        kept = end
    return flat[:kept]


def _sentences(text: str) -> Iterator[str]:
    for block in _BLANK_LINE.split(text):
        for sentence in _split(" ".join(block.split())):
            yield from _parted(sentence)


def _parted(sentence: str) -> Iterator[str]:
    """The sentence, or pieces of what is too long to be one; they end with a word if they can."""
    while len(sentence) > LONGEST:
        end = sentence.rfind(" ", LONGEST // 2, LONGEST)
        if end < 0:
            end = LONGEST
        yield sentence[:end]
        sentence = sentence[end:].lstrip()
    if sentence:
        yield sentence


def _split(text: str) -> Iterator[str]:
    formulas = [found.span() for found in _FORMULA.finditer(text)]
    start = at = 0
    for stop in _STOP.finditer(text):
        place = stop.start()
        while at < len(formulas) and formulas[at][1] <= place:
            at += 1
        in_formula = at < len(formulas) and formulas[at][0] < place
        if in_formula or not _ends(text, stop, start):
            continue
        yield text[start : stop.end()].strip()
        start = stop.end()
    if rest := text[start:].strip():
        yield rest


def _ends(text: str, stop: re.Match[str], start: int) -> bool:
    """Whether a stop ends a sentence.

    It does not after an abbreviation or an initial, nor before a small letter.
    """
    rest = text[stop.end() : stop.end() + 24].lstrip()
    if not rest or stop[0][0] in "。！？":
        return True
    if rest[0].islower() or not _SEEN.search(text, start, stop.start()):
        return False
    if stop[0] != ".":
        return True
    before = text[max(start, stop.start() - 24) : stop.start()]
    word = _NO_WORD.split(before)[-1]
    initial = len(word) == 1 and word.isupper()
    if _OF_HEAD.fullmatch(word):
        is_head = _HAN.match(rest) is not None and _CHINESE_STOP in text
        if is_head or _HEAD_GOES_ON.match(rest):
            return False
    # A number is short, so nothing else can stand before it where the beginning is far away.
    numbered = word.isdigit() and text[start : stop.start()][:50].strip() == word
    return not (initial or numbered or word.lower() in _SHORT)
