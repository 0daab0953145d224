"""arXiv's categories: their ids, and what people call them. Pure."""

# Chinese is read here: what stands between categories.

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from core.errors import CategoryUnknown

# What is offered first, in this order: where most papers on AI are.
OFFERED: Final = ("cs.AI", "cs.CL", "cs.CV", "cs.LG", "cs.RO")
_OTHERWISE: Final = "en"
_SUBJECT: Final = re.compile(r"[a-z-]{2,20}\.[A-Za-z-]{2,20}", re.ASCII)


def every() -> tuple[str, ...]:
    """The ids of all categories; those that have to do with AI come first."""
    return tuple(_names())


def name(category: str, language: str) -> str:
    """What the category is called in the language, or in English where that has no name for it; an
    id that nobody knows is its own name."""
    names = _names().get(category, {})
    return names.get(language) or names.get(_OTHERWISE) or category


def among(terms: Iterable[str]) -> tuple[str, ...]:
    """Those of a paper's terms that are categories, each once: authors also name classes of other
    systems, as 68T50 or I.2.7. A category that is not known yet counts where it has a subject."""
    known = _names()
    found = (term.strip() for term in terms)
    return tuple(dict.fromkeys(term for term in found if term in known or _SUBJECT.fullmatch(term)))


def read(text: str) -> str:
    """The id that is meant, however it is written; raises CategoryUnknown."""
    known = _by_spelling().get(text.strip().casefold())
    if known is None:
        raise CategoryUnknown(text.strip())
    return known


def read_all(text: str) -> tuple[str, ...]:
    """The ids of a list with commas, pluses or spaces between them, each once; raises
    CategoryUnknown."""
    for separator in ",，、+;；":
        text = text.replace(separator, " ")
    return tuple(dict.fromkeys(read(part) for part in text.split()))


def ordered(categories: Iterable[str]) -> list[str]:
    """The categories in the order in which they are told; unknown ones last."""
    places = {category: place for place, category in enumerate(every())}
    return sorted(set(categories), key=lambda each: (places.get(each, len(places)), each))


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("core.announcements").joinpath("categories.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _by_spelling() -> Mapping[str, str]:
    return {category.casefold(): category for category in every()}
