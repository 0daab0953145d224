"""The questions that one question consists of, and whether it goes on from another one. Pure."""

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

# What goes on from the question before: "and on CIFAR?", "what about German?", "那训练呢？".
_GOES_ON = re.compile(
    r"^(?:and|but|what about|how about)\b|^那么?(?![个些种边里])|呢 ?[?？]?$", re.IGNORECASE
)


def goes_on(question: str) -> str | None:
    """What a question that goes on from the one before names anew; None where it is a whole one."""
    rest = _GOES_ON.sub("", question).strip(" ,，")
    return rest if rest != question else None


def parts(question: str) -> list[str]:
    """The questions in their order; the whole one where it asks for one thing."""
    return [part for part in _NEXT.split(question) if part]


def asks_several(question: str) -> bool:
    """Whether it may ask for several things, answered in several places."""
    return bool(_SEVERAL.search(question))
