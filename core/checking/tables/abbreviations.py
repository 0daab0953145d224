"""What a short head of a table stands for, as the caption or the text says. Pure.

"Ed. = edit distance" and "E[h] the harm rate" stand in captions; of a letter any sentence may say
it: "at a cost ratio C = 1.5".
"""

# Tested in tests/core/checking/tables/test_abbreviations.py.

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from core.checking.figures.units import canonical
from core.plain import plain

# What heads have besides what they are called by: arrows, units, "[CI]".
_ASIDE = re.compile(r"\([^()]{1,20}\)|\[[^\[\]]{2,20}\]|[%↑↓→*†‡]")
_LONGEST = 8
# A name that only a symbol has: no word begins a sentence so.
_SYMBOL = re.compile(r"[A-Z]{2,}|[A-Za-z.\s]*[^A-Za-z.\s].*|[A-Za-z]")
_SAYS = r"\s?(?:=|:|\bdenotes?\b|\bstands for\b|\bmeans\b)\s?(?:the\s)?"
_IS = r"\s(?:(?:is|are|for)\s)?(?:the|a)\s"
_WORDS = r"[“\"']?([A-Za-z][A-Za-z-]{1,20}[”\"']?(?:\s[“\"']?[A-Za-z][A-Za-z-]{1,20}){,3})"
# Two words before a letter that is no article: "cost ratio C = 1.5", "the upkeep R is".
_LETTER = re.compile(
    r"\b((?:[a-z][a-z-]{3,20}\s)?[a-z][a-z-]{3,20})\s\(?([A-Z])\b(?=\s?[=≈<>≤≥),(]|\s(?:is|of|and|as)\b)"
)
# Which any such letter is; few texts have one.
_ALONE = re.compile(r"[A-Z](?<=[\s(][A-Z])\b(?=\s?[=≈<>≤≥),(]|\s(?:is|of|and|as)\b)")
_COUNTED = frozenset(
    ("appendix", "section", "table", "figure", "algorithm", "equation", "theorem", "lemma", "model",
     "class", "type", "panel", "group", "case", "step", "phase", "stage", "method", "variant")
)  # fmt: skip

# "Run time (RT), measured in seconds", "RT (s)".
_IN_UNITS = re.compile(
    r"([A-Z](?<!\w[A-Z])[A-Z0-9]{1,7})\b(?:\)?,?\s(?:(?:which\s)?(?:is|are)\s)?"
    r"(?:measured|reported|given|expressed|computed|stated|shown)\sin|\s\((?:in\s)?)"
    r"\s?([A-Za-zµμ]{1,12}(?:\^?[23]|[²³])?)(?![A-Za-z0-9/])"
)

_PRECISION_RECALL = {"P": "precision", "R": "recall"}

Letters = Mapping[str, str]
"""What letters, or abbreviations, stand for in a paper."""


def letters(texts: Iterable[str]) -> Letters:
    """What single capital letters stand for, as plain sentences say most often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if not _ALONE.search(text):
            continue
        for said in _LETTER.finditer(text):
            words = said[1].split()
            if words[-1] not in _COUNTED:
                found[said[2]].update(words)
    return {letter: _most_said(words) for letter, words in found.items()}


def _most_said(words: Counter[str]) -> str:
    """The words that are said most often, with blanks between."""
    most = max(words.values())
    return " ".join(word for word, count in words.items() if count == most)


def in_units(texts: Iterable[str]) -> Letters:
    """The units, as written, that plain sentences say abbreviations are measured in."""
    said = (each for text in texts for each in _IN_UNITS.finditer(text))
    return {each[1]: each[2] for each in said if canonical(each[2])[0]}


def of_letter(head: str, heads: Iterable[str]) -> str:
    """What a head's last letter stands for beside the other heads of its table: P and R are
    precision and recall; "" where it stands for nothing."""
    last = {each.split()[-1] for each in heads if each.split()}
    own = head.split()[-1:]
    if own and own[0] in _PRECISION_RECALL and _PRECISION_RECALL.keys() <= last:
        return _PRECISION_RECALL[own[0]]
    return ""


def defined(head: str, caption: str, of_letters: Letters) -> str:
    """What a head stands for by its table's caption, or as the paper's letters do; "" where
    nothing says so."""
    name = " ".join(_ASIDE.sub(" ", plain(head)).split())
    if not name or len(name) > _LONGEST:
        return ""
    is_symbol = _SYMBOL.fullmatch(name) is not None
    says = f"(?:{_SAYS}|{_IS})" if is_symbol else _SAYS
    said = re.search(rf"(?<![\w.]){re.escape(name)}{says}{_WORDS}", caption)
    if said is not None:
        return said[1]
    return of_letters.get(name, "")
