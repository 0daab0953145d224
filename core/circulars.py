"""Circulars: what the operator tells all chats that get lists and did not refuse it. Frozen data.

Each has a name, under which it is sent once: whoever sends it again finds that it was.
"""

# Tested in tests/bot/delivery/test_circulars.py.

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.bounds import normalized
from core.editions.keys import ListKey, Shelf
from core.errors import CircularEmpty, CircularNameInvalid, CircularTooLong

# In place of a language: the text of all that have none of their own.
ANY = ""
# Characters of a text: what every platform shows as one message, with what stands around it.
LONGEST = 3000
# The source of the ledger's keys of circulars, which no list has.
OPERATOR = "operator"
# A name is part of such a key.
_NAME = re.compile(r"[a-z][a-z0-9]{0,30}", re.ASCII)


class CircularState(StrEnum):
    """What became of a circular. DRAFT: nobody has confirmed it. DONE: all of it is in the
    ledger."""

    DRAFT = "draft"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circular:
    """A message to all: its texts by language, or ANY for one that all read.

    `at` is when it was begun: chats that subscribed later do not get it.
    """

    name: str
    texts: Mapping[str, str]
    at: dt.datetime
    state: CircularState = CircularState.DRAFT

    @property
    def key(self) -> ListKey:
        """Its key in the ledger."""
        return Shelf(OPERATOR, self.name).on(self.at.date())

    def text_for(self, language: str) -> str:
        """The text for a chat of that language: its own, else the one for all, else the first."""
        if language in self.texts:
            return self.texts[language]
        if ANY in self.texts:
            return self.texts[ANY]
        return next(iter(self.texts.values()))


def make_circular(texts: Mapping[str, str], at: dt.datetime, name: str = "") -> Circular:
    """The draft of these texts; without a name it has one that is made from them, so that the same
    texts are the same circular.

    Raises CircularEmpty, CircularTooLong, CircularNameInvalid.
    """
    tidy: dict[str, str] = {}
    for language, text in texts.items():
        said = normalized("NFC", text).replace("\r\n", "\n").strip()
        if len(said) > LONGEST:
            raise CircularTooLong(len(said), LONGEST)
        if said:
            tidy[language] = said
    if not tidy:
        raise CircularEmpty
    if name and not _NAME.fullmatch(name):
        raise CircularNameInvalid(name[:40])
    return Circular(name=name or _named_after(tidy), texts=tidy, at=at)


def _named_after(texts: Mapping[str, str]) -> str:
    whole = "\0".join(f"{language}\0{texts[language]}" for language in sorted(texts))
    return f"n{hashlib.sha256(whole.encode()).hexdigest()[:8]}"
