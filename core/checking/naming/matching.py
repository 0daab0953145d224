"""Which labels of a table keys name, and how surely. Pure."""

# Chinese is read here: what parts things of a list.
# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, product
from typing import NamedTuple

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.tables.grids import Axis, Label
from core.checking.tables.labels import OURS, WITHOUT, Key
from core.checking.words.names import stem

_APART = re.compile(r"和|与|及|、|/|对|比|\b(?:and|or|vs|versus|than|against|over)\b|[(（,，]")
# How many characters a label's words may stand apart.
_NEAR = 12
# What stands between the words of a label that are told as one, and by one that is told alone.
_JOINED = re.compile(
    r"[^,;.，；。、\d]{,12}?(?:\b(?:and|plus|with)\b|[+＋&/和与及加、]|结合)[^,;.，；。\d]{,8}|-",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?:\b(?:only|just|solely)\s(?:(?:from|by|with|on|using|uses?|the|an?)\s){,2}(?:[a-z]+\s)?"
    r"|[只仅单](?:独?使?用|靠|凭|以|看)?[\u4e00-\u9fff]{,2}\s?)$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s(?:[a-z]+\s)?(?:alone|only)\b|-only\b|[\u4e00-\u9fff]{,3}单独")
# A text that names more labels names none of two parts.
_MANY_NAMED = 8
# Words that every sentence may have.
_GENERIC_WORDS = "model method system task dataset result score rate number value type size we"
_GENERIC = frozenset(map(stem, _GENERIC_WORDS.split(" ")))
_SEVERAL = 2
_NON = "non"
_WITHOUT = f"{WITHOUT} "
# How much of a label a sentence must say to name it where no name is among it.
_SAID = 0.5
_YEARS = range(1990, 2036)
_NAME_BEFORE = re.compile(r"[A-Z][A-Za-z]{0,30}[\s-]$")
# Counts below this stand everywhere.
_MANY = 100
_DECIMALS = re.compile(r"\d+\.\d+")
# A unit that no value of a table has: "at 5 dB".
_MEASURED = re.compile(
    r"\s?(?:dB|ms|s|Hz|[kM]Hz|°C?|m|km|cm|mm|days?|hours?|years?|epochs?|shots?)\b"
)
# "α = 0.01" sets something.
_IS_SET = re.compile(r"(?<!\w)\w\s?[=＝]\s?$")


class Named(NamedTuple):
    """The labels of an axis that a sentence names for a figure, and by which keys.

    `surely` says that it does so by a name or by most of a label.
    """

    labels: frozenset[Label]
    said: tuple[Key, ...]
    surely: bool
    wholly: bool = False

    @property
    def by_name(self) -> bool:
        """Whether one of the keys is written as a name, or a label is told in several words or
        wholly."""
        if self.wholly or any(key.named for key in self.said):
            return True
        words = {key for key in self.said if key.key not in _GENERIC}
        return any(
            len({key.key for key in words if key.stands_in(label)}) >= _SEVERAL
            for label in self.labels
        )


class Group(NamedTuple):
    """Keys of one clause that stand together, and the labels they name."""

    keys: tuple[Key, ...]
    labels: frozenset[Label]


def tells(key: Key, beside: Axis) -> bool:
    """Whether a key speaks for a label of one axis: many tables have it, or the other axis too."""
    if key.key in _GENERIC:
        return False
    return key.key not in beside.telling or key.key[0].isdigit()


def measures(figure: Quantity) -> bool:
    """Whether a figure is a value rather than a size that names a model, or a few things."""
    if figure.unit or (has_decimals(figure) and figure.number == figure.value):
        return True
    return figure.number == figure.value and figure.value >= _MANY


def is_edition(text: str, figure: Quantity) -> bool:
    """Whether a figure of a plain text is the year of a data set or a contest: "Lake 2018"."""
    is_year = not figure.unit and figure.value in _YEARS and figure.value == figure.number
    return is_year and _NAME_BEFORE.search(text, 0, figure.start) is not None


def is_setting(key: Key, axis: Axis, text: str, keys: Iterable[Key]) -> bool:
    """Whether a key of a plain text is a number that labels of an axis are set apart by.

    The 2.5 of "a context of 2.5 s" beside rows of 1.5, 2.5 and 3.5; the 25 of "25 ns" beside rows
    of 5 ns and 25 ns; what "α = 0.01" sets.
    """
    if not key.key[0].isdigit():
        return False
    numbers = {each for each in axis.telling if _DECIMALS.fullmatch(each)}
    if key.key in numbers and len(numbers) > _SEVERAL:
        return True
    if _is_of_numbers(axis) and _MEASURED.match(text, key.end):
        return True
    start = max(0, key.start - _NEAR)
    return _IS_SET.search(text, start, key.start) is not None or any(
        _is_set_so(each.key, key.key, axis)
        for each in keys
        if start <= each.start < key.start or key.start < each.start <= key.end + _NEAR
    )


def _is_of_numbers(axis: Axis) -> bool:
    """Whether all labels of an axis are bare numbers, of several levels of one setting."""
    return len(axis.labels) > _SEVERAL and all(
        len(label) == 1 and next(iter(label))[0].isdigit() for label in axis.labels if label
    )


def _is_set_so(word: str, number: str, axis: Axis) -> bool:
    """Whether labels are called by a word beside a number, and others by it beside others."""
    if not word.isalpha():
        return False
    having = [label for label in axis.labels if word in label]
    others = [label for label in having if number not in label]
    if len(others) == len(having):
        return False
    return any(each[0].isdigit() for label in others for each in label)


def alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures have one unit, and both decimals or neither."""
    return one.unit == other.unit and has_decimals(one) == has_decimals(other)


def _is_left_out(key: Key) -> bool:
    return key.key.startswith(_WITHOUT)


def most(labels: Collection[Label], keys: Iterable[Key]) -> frozenset[Label]:
    """The labels that share most with the keys: those whose share no other's exceeds."""
    said = tuple(keys)
    left_out = {key.key.removeprefix(_WITHOUT): key.key for key in said if _is_left_out(key)}
    having = [
        label
        for label in labels
        if all(key not in label or without in label for key, without in left_out.items())
    ]
    labels = having or labels
    denied = any(key.key.startswith(_NON) for key in said)
    shares: dict[Label, frozenset[str]] = {}
    for label in labels:
        if _NON in label and not denied:
            shares[label] = frozenset()  # "violent crimes" are no "non-violent" ones
            continue
        shares[label] = frozenset(key.key for key in said if key.stands_in(label))
    different = set(shares.values())
    largest = {share for share in different if not any(share < other for other in different)}
    return frozenset(label for label, share in shares.items() if share in largest)


def groups(labels: Sequence[Label], keys: Sequence[Key], text: str) -> list[Group]:
    """Keys that stand together and are of one label, as groups."""
    found: list[Group] = []
    for key in keys:
        having = frozenset(label for label in labels if key.stands_in(label))
        if found:
            last = found[-1]
            end = max(each.end for each in last.keys)
            joined = last.labels & having
            between = text[end : key.start]
            close = key.start - end <= _NEAR and not _APART.search(between)
            if joined and (close or key.start < end):
                found[-1] = Group((*last.keys, key), joined)
                continue
            if key.start < end:
                continue  # the "AP" of "BEV AP", where a label is called so
        found.append(Group((key,), having))
    return found


def joined(found: Sequence[Group]) -> list[Group]:
    """Groups of which neighbours that name the same are one."""
    kept: list[Group] = []
    for each in found:
        if kept and kept[-1].labels == each.labels:
            kept[-1] = Group((*kept[-1].keys, *each.keys), each.labels)
        else:
            kept.append(each)
    return kept


def rivals(found: Sequence[Group]) -> list[Group]:
    """The groups of which another one shares no label, neighbours that name the same as one."""
    apart: list[Group] = []
    for each in found:
        if any(each.labels.isdisjoint(other.labels) for other in found):
            apart.append(each)
    return joined(apart)


def parted(found: frozenset[Label], axis: Axis, keys: Sequence[Key], text: str) -> frozenset[Label]:
    """The labels that are named; where one is two others together, as "title and query" is, these
    too, unless the text joins their words, and not that one where it says "only" of one of them."""
    kept = set(found)
    for label in found if len(found) <= _MANY_NAMED else ():
        shorter = [each for each in axis.labels if each < label]
        for one, other in combinations(shorter, 2):
            if one | other != label:
                continue
            firsts = [key for key in keys if key.key in one - other]
            seconds = [key for key in keys if key.key in other - one]
            if any(_are_joined(*both, text) for both in product(firsts, seconds)):
                continue
            kept |= {each for each, said in ((one, firsts), (other, seconds)) if said}
            if any(_is_alone(key, text) for key in (*firsts, *seconds)):
                kept.discard(label)
    return frozenset(kept)


def _are_joined(one: Key, other: Key, text: str) -> bool:
    """Whether a plain text joins two keys: "title and query"; names beside one another are one."""
    first, last = sorted((one, other), key=lambda key: key.start)
    names = one.named and other.named
    return names or _JOINED.fullmatch(text, first.end, last.start) is not None


def _is_alone(key: Key, text: str) -> bool:
    """Whether a plain text says of a key that it is the only one: "the query alone", 只用标题."""
    before = _ONLY.search(text, max(0, key.start - 2 * _NEAR), key.start)
    return before is not None or _ALONE.match(text, key.end) is not None


def is_said(label: Label, keys: Iterable[Key], axis: Axis, own: Iterable[str]) -> bool:
    """Whether a label is named: by a name, or by most of what tells it from others.

    A sentence need not name the paper's own method, which is called by `own`.
    """
    said = [key for key in keys if key.stands_in(label)]
    if any(key.named or _is_left_out(key) for key in said):
        return True
    telling = {key: axis.telling[key] for key in label if key in axis.telling}
    if OURS in label:
        for key in (OURS, *own):
            telling.pop(key, None)
    named = {each.key for each in said}
    weight = sum(telling.get(key, 0.0) for key in named)
    return weight >= _SAID * sum(telling.values()) > 0


def is_whole(found: frozenset[Label], said: Sequence[Key], axis: Axis) -> bool:
    """Whether the one label that is named is so by all that tells it from others."""
    if len(found) != 1:
        return False
    (label,) = found
    telling = {key for key in label if key in axis.telling}
    return bool(telling) and telling <= {key.key for key in said}
