"""What a chat can have picks from beside the lists, whichever source tells of it: arXiv's
categories, and venues. Pure."""

# Tested in tests/core/announcements/test_venues.py.

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from core import categories as arxiv
from core.announcements import categories, venues


def usual() -> tuple[str, ...]:
    """Those that are offered before anything is typed."""
    return (*arxiv.USUAL, *venues.venues())


def every() -> tuple[str, ...]:
    """All there are."""
    return (*arxiv.CATEGORIES, *venues.venues())


def topic_of(text: str) -> str | None:
    """The topic that is written so, in whatever letters; None where there is none."""
    small = text.strip().casefold()
    return arxiv.category_of(small) or venues.called().get(small)


def nearest(text: str) -> str | None:
    """The topic that is written most like that; None where none is like it."""
    small = " ".join(text.casefold().split())
    close = get_close_matches(small, venues.called(), n=1, cutoff=0.75)
    if close:
        return venues.called()[close[0]]
    return arxiv.nearest(text)


def name(topic: str, language: str) -> str:
    """What the topic is called in the language, or in English where that has no name for it; an id
    that nobody knows is its own name."""
    if venues.is_venue(topic):
        return venues.name(topic, language)
    return categories.name(topic, language)


def of_arxiv(topics: Iterable[str]) -> frozenset[str]:
    """Those of them that are arXiv's categories."""
    return frozenset(topic for topic in topics if not venues.is_venue(topic))


def place(topic: str) -> str:
    """Where a paper of that topic was announced, as a line about it says; the source alone where
    the topic is not known any more."""
    return topic if venues.is_venue(topic) else f"arXiv {topic}".rstrip()
