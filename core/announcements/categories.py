"""What arXiv's categories are called, and how a paper's and an operator's lists of them are read.
Pure."""

# Chinese is read here: what stands between categories.

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from core.categories import CATEGORIES, USUAL, category_of, nearest
from core.errors import CategoryUnknown

_OTHERWISE: Final = "en"
_SUBJECT: Final = re.compile(r"[a-z-]{2,20}\.[A-Za-z-]{2,20}", re.ASCII)
_KNOWN: Final = frozenset(CATEGORIES)
_PLACES: Final = {name: place for place, name in enumerate(dict.fromkeys([*USUAL, *CATEGORIES]))}


def name(category: str, language: str) -> str:
    """What the category is called in the language, or in English where that has no name for it; an
    id that nobody knows is its own name."""
    names = _names().get(category, {})
    return names.get(language) or names.get(_OTHERWISE) or category


def among(terms: Iterable[str]) -> tuple[str, ...]:
    """Those of a paper's terms that are categories, each once: authors also name classes of other
    systems, as 68T50 or I.2.7. A category that is not known yet counts where it has a subject."""
    found = (term.strip() for term in terms)
    return tuple(
        dict.fromkeys(term for term in found if term in _KNOWN or _SUBJECT.fullmatch(term))
    )


def read_all(text: str) -> tuple[str, ...]:
    """The categories of a list with commas, pluses or spaces between them, each once; raises
    CategoryUnknown."""
    for separator in ",，、+;；":
        text = text.replace(separator, " ")
    found: list[str] = []
    for part in text.split():
        known = category_of(part)
        if known is None:
            near = nearest(part) or ""
            raise CategoryUnknown(part, near, (near,) if near else ())
        found.append(known)
    return tuple(dict.fromkeys(found))


def ordered(categories: Iterable[str]) -> list[str]:
    """The categories in the order in which they are told: the usual ones first, unknown ones
    last."""
    return sorted(set(categories), key=lambda each: (_PLACES.get(each, len(_PLACES)), each))


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("core.announcements").joinpath("categories.toml").read_text("utf-8")
    return tomllib.loads(text)
