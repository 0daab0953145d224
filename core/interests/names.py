"""Whether an author or a lab that somebody asked for is the one a paper names. Pure.

Names lose case, accents and the order of their parts; an initial stands for any name that begins
with it. A lab has other names, and labs that belong to it: `core/labs.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.editions.score import whole_words
from core.labs import labs_data

# Letters that do not come apart into a plain letter and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
# How German and Nordic names are written where there are no accents.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_PART = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class LabNames:
    """By a lab's name in small letters: what else it is called, and which labs belong to it;
    `others` are labs that nothing is said of."""

    same: Mapping[str, tuple[str, ...]]
    holds: Mapping[str, tuple[str, ...]]
    others: frozenset[str] = frozenset()

    def of(self, asked: str) -> tuple[str, ...]:
        """All names by which papers may name that lab, itself among them."""
        wanted = asked.strip().casefold()
        found = [asked.strip()]
        for name, others in self.same.items():
            if wanted == name or wanted in (other.casefold() for other in others):
                found += [name, *others]
        for name in tuple(found):
            for held in self.holds.get(name.casefold(), ()):
                found += [held, *self.same.get(held.casefold(), ())]
        return tuple(dict.fromkeys(name for name in found if name))

    def knows(self, asked: str) -> bool:
        """Whether a lab is called so."""
        wanted = asked.strip().casefold()
        names = set(self.others) | set(self.same) | set(self.holds)
        for told in (*self.same.values(), *self.holds.values()):
            names.update(name.casefold() for name in told)
        return wanted in names


def load_lab_names(own: str | None = None) -> LabNames:
    """The names in core/labs.toml, and those of the operator's text over them. Raises
    LabsInvalid."""
    data = labs_data(own)
    tiers = [data.get(tier, {}).get("names", ()) for tier in ("super", "frontier")]
    others = frozenset(name.casefold() for names in tiers for name in names)
    return LabNames(_small(data["same"]), _small(data["holds"]), others)


def names_lab(organization: str | None, names: Sequence[str]) -> bool:
    """Whether the organization is one of those labs: a name stands in it as whole words."""
    if not organization or not names:
        return False
    return whole_words(tuple(names)).search(organization) is not None


def is_author(asked: str, author: str) -> bool:
    """Whether that author of a paper may be whom somebody asked for.

    "Y. LeCun", "LeCun, Yann" and "yann lecun" are Yann LeCun; a middle name may be missing; a name
    of one part is any author who bears it. Initials alone are nobody.
    """
    return any(
        _same_person(wanted, known) for wanted in _spellings(asked) for known in _spellings(author)
    )


def by_author(asked: Iterable[str], authors: Collection[str]) -> bool:
    """Whether one of the authors is one of those asked for."""
    return any(is_author(name, author) for name in asked for author in authors)


def _small(names: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name.casefold(): tuple(others) for name, others in names.items()}


@lru_cache(maxsize=20_000)
def _spellings(name: str) -> frozenset[tuple[str, ...]]:
    """The parts of the name without accents, in each way in which they may be written."""
    small = unicodedata.normalize("NFKC", name).casefold()
    found = set()
    for written in (small, small.translate(_SPELT_OUT)):
        bare = unicodedata.normalize("NFD", written.translate(_PLAIN))
        letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
        found.add(tuple(_PART.findall(letters)))
    return frozenset(found)


def _same_person(asked: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if not any(len(part) > 1 or not part.isascii() for part in asked):
        return False
    if len(asked) == 1:
        return asked[0] in known
    if _run_together(asked) & _run_together(known):
        return True
    fewer, more = sorted((asked, known), key=len)
    return len(fewer) > 1 and _all_stand_in(fewer, more)


def _run_together(parts: tuple[str, ...]) -> set[str]:
    """The name in one word, its last part last, and first: "Jun-Yan Zhu" is "Zhu Junyan"."""
    if len(parts) < 2:
        return set(parts)
    return {"".join(parts), "".join((*parts[1:], parts[0])), "".join((parts[-1], *parts[:-1]))}


def _all_stand_in(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether each part is another one's part or initial, and one is so in full."""
    left = list(more)
    in_full = False
    for part in sorted(fewer, key=len, reverse=True):
        match = next((other for other in left if other == part), None)
        if match is None:
            match = next((other for other in left if _abbreviates(part, other)), None)
        elif len(part) > 1:
            in_full = True
        if match is None:
            return False
        left.remove(match)
    return in_full


def _abbreviates(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) == 1 and longer.startswith(shorter)
