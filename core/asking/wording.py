"""The same word as others write it: in American or British spelling, in the singular or the plural,
by an abbreviation, or by another word for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Families = Mapping[str, tuple[str, ...]]

_OUR = "col|behavi|fav|neighb|lab|tum|vap|od|hum|rum|harb|hon|flav|endeav|arm"
_DOUBLED = "label|model|travel|cancel|signal|tunnel|level|total|channel|fuel|spiral|panel|funnel"
# An ending or a part of a word as some spell it, and as others do.
_SPELLINGS = tuple(
    (re.compile(there), here)
    for there, here in (
        (r"(?<=\w{4})is(e|ed|er|ers|es|ing|able|ation|ations)$", r"iz\1"),
        (r"(?<=\w{4})iz(e|ed|er|ers|es|ing|able|ation|ations)$", r"is\1"),
        (r"(?<=\w{3})ys(e|ed|er|ers|es|ing)$", r"yz\1"),
        (r"(?<=\w{3})yz(e|ed|er|ers|es|ing)$", r"ys\1"),
        (rf"^({_OUR})our", r"\1or"),
        (rf"^({_OUR})or(?!at)", r"\1our"),
        (rf"({_DOUBLED})l(ed|er|ers|ing)$", r"\1\2"),
        (rf"({_DOUBLED})(ed|er|ers|ing)$", r"\1l\2"),
        (r"^(cent|met|fib|lit|calib|theat|spect)re(s?)$", r"\1er\2"),
        (r"^(cent|met|fib|lit|calib|theat|spect)er(s?)$", r"\1re\2"),
        (r"^(def|lic|off|pret)ence(s?)$", r"\1ense\2"),
        (r"^(def|lic|off|pret)ense(s?)$", r"\1ence\2"),
        (r"^(catal|dial|anal|monol)ogue(s?)$", r"\1og\2"),
        (r"^(catal|dial|anal|monol)og(s?)$", r"\1ogue\2"),
        (r"^gray", r"grey"),
        (r"^grey", r"gray"),
        (r"^programme(s?)$", r"program\1"),
        (r"^(judg|acknowledg)ement", r"\1ment"),
        (r"^(judg|acknowledg)ment", r"\1ement"),
        (r"^arte(?=fact)", r"arti"),
        (r"^arti(?=fact)", r"arte"),
        (r"^aero(?=plane)", r"air"),
        (r"^ageing$", r"aging"),
    )
)
# A number, with a letter for thousands, millions or billions behind it.
_NUMBER = re.compile(r"(?P<figures>\d{1,12}(?:\.\d{1,3})?)(?P<letter>[kKmMbB]?)")
_THOUSAND = 1000
_OF_LETTERS = {"": 1, "k": _THOUSAND, "m": _THOUSAND**2, "b": _THOUSAND**3}
_YEARS = (1900, 2099)
_SHORTEST = 5  # letters of a word that is spelled in two ways
# "GPT-style" is said of GPT.
_LIKENESS = re.compile(r"-(?:style|like|based|type|class|family|inspired)$", re.IGNORECASE)
_ENDING = re.compile(r"(?:ings?|ed|es|s|e)$")
# Verbs that mean something else with one of these behind them ("carry over").
_PARTICLES = frozenset({"apart", "away", "down", "off", "out", "over", "up"})
_IRREGULAR = {
    "break": ("broke", "broken"),
    "fall": ("fell", "fallen"),
    "hold": ("held",),
    "make": ("made",),
    "pay": ("paid",),
    "take": ("took", "taken"),
    "tell": ("told",),
}
_BARE = 3  # letters that are left of a word without its ending, at least


def inflected(compound: str) -> list[str]:
    """The other forms of a verb with a particle: "carried over" of "carry over"; none of anything
    else."""
    verb, _, particle = compound.partition(" ")
    if particle not in _PARTICLES:
        return []
    stem = re.sub("e$", "", verb)
    forms = [f"{verb}s", f"{stem}ing", f"{stem}ed", *_IRREGULAR.get(verb, ())]
    if re.search("[^aeiou]y$", verb):
        forms += [f"{verb[:-1]}ies", f"{verb[:-1]}ied"]
    return [f"{form} {particle}" for form in forms]


def otherwise(word: str) -> list[str]:
    """Other forms of that word: spelled otherwise, without its hyphens, and what it is said to be
    like."""
    forms = in_other_figures(word)
    if "-" in word:
        forms.append(word.replace("-", ""))
    if like := _LIKENESS.search(word):
        forms.append(word[: like.start()])
    return [*forms, *spelled_otherwise(word)]


def in_other_figures(word: str) -> list[str]:
    """The other ways in which papers write a number from a thousand on: "1000" is "1,000" and
    "1k". None for a year, and for what is no number."""
    found = _NUMBER.fullmatch(word)
    if not found:
        return []
    worth = float(found["figures"]) * _OF_LETTERS[found["letter"].casefold()]
    value = int(worth)
    if value != worth or value < _THOUSAND or (_YEARS[0] <= value <= _YEARS[1]):
        return []
    forms = [str(value), f"{value:,}"]
    for letter, size in (("k", _THOUSAND), ("M", _THOUSAND**2), ("B", _THOUSAND**3)):
        if value % (size // 10) == 0 and 1 <= value / size < _THOUSAND:
            forms.append(f"{value / size:g}{letter}")
    return [form for form in forms if form != word]


def spelled_otherwise(word: str) -> list[str]:
    """The word as it is spelled on the other side of the ocean, if it may be."""
    if len(word) < _SHORTEST or not word.isascii():
        return []
    found = []
    for there, here in _SPELLINGS:
        other = there.sub(here, word.casefold())
        if other != word.casefold():
            found.append(other)
    return found


def families(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The words that a word means besides itself, by the word without its ending.

    They are those of the groups that it begins, or of the one group that it is in: a word of
    several groups, such as "latency", means too many things to mean all of them.
    """
    begun: dict[str, list[str]] = {}
    within: dict[str, list[tuple[str, ...]]] = {}
    for group in groups:
        begun.setdefault(bare(group[0]), []).extend(group)
        for word in dict.fromkeys(map(bare, group)):
            within.setdefault(word, []).append(group)
    alone = {word: group for word, (group, *others) in within.items() if not others}
    return {word: tuple(dict.fromkeys(found)) for word, found in (alone | begun).items()}


def relatives(word: str, known: Families) -> tuple[str, ...]:
    """The words of its family, with itself; none of a word without one."""
    for form in (word, word.replace("-", ""), *spelled_otherwise(word)):
        if found := known.get(bare(form)):
            return found
    return ()


def bare(word: str) -> str:
    """The word in small letters without its ending: what is the same of "retrieves" and
    "retrieving". Hyphens are blanks."""
    return " ".join(_bare(part) for part in word.casefold().replace("-", " ").split())


def _bare(part: str) -> str:
    short = _ENDING.sub("", part)
    if len(short) < _BARE or not short.isalpha():
        return part
    if short[-1] == short[-2] and short != part and short[-1] not in "sl":
        return short[:-1]  # "swapped"
    return short
