"""One reference of a library, and which arXiv paper it is. Pure.

Managers put an arXiv id into a field of its own, into a DOI, a link, a journal's name ("arXiv
preprint arXiv:1706.03762") or a volume ("abs/1706.03762"). Other DOIs hold numbers that only look
like ids.
"""

# Tested in tests/core/interests/library/test_reading.py.

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.identify import paper_id, papers_in

# Characters of a field that are looked at.
LONGEST = 2_000
_OTHER_DOI = re.compile(r"\b10\.(?!48550/)\d{4,9}/\S{1,200}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: its title, and what may hold the id, the most certain first."""

    title: str = ""
    names: tuple[str, ...] = ()

    @property
    def paper_id(self) -> str | None:
        """The arXiv paper that it is; None where nothing says that it is one."""
        for name in self.names:
            found = named(name)
            if found is not None:
                return found
        return None


def named(text: str) -> str | None:
    """The first arXiv paper that the text names, or None."""
    text = " ".join(text[:LONGEST].replace("\\_", "_").replace("\\", "").split())
    whole = paper_id(text)
    if whole is not None:
        return whole
    found = papers_in(without_other_dois(text))
    if found:
        return found[0]
    return None


def without_other_dois(text: str) -> str:
    """The text without DOIs that are not arXiv's: the numbers in them are no ids."""
    return _OTHER_DOI.sub(" ", text)


def wanted(fields: Iterable[str | None]) -> tuple[str, ...]:
    """Those of the fields that say anything."""
    return tuple(field.strip() for field in fields if field and field.strip())
