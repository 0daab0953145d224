"""The questions that one question consists of. Pure."""

# Chinese is read here: how people join questions.
# Tested in tests/core/asking/test_ask.py.

from __future__ import annotations

import re

# Where a question ends and the next one begins: "…? …", "…, and how many …". There is one space at
# a time in a question.
_NEXT = re.compile(
    r"[?？；;] ?(?=\S)"
    r"|,? (?:and|or) (?=(?:(?:in|on|at|for|by|with|from|of|to) )?"
    r"(?:how|what|which|who|whom|whose|when|where|why)\b)"
    r"|[,，、] ?(?=.{0,6}(?:多少|几[张个块种次层]|什么|哪|多久|为什么|怎么|如何))",
    re.IGNORECASE,
)
# Signs that a question asks for several things, which may be answered in several places.
_SEVERAL = re.compile(r"\band\b|[,;，；、]|和|与|以及|[?？].*[?？]", re.IGNORECASE)


def parts(question: str) -> list[str]:
    """The questions in their order; the whole one where it asks for one thing."""
    return [part for part in _NEXT.split(question) if part]


def asks_several(question: str) -> bool:
    """Whether it may ask for several things, answered in several places."""
    return bool(_SEVERAL.search(question))
