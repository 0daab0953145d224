"""How near the meaning of sentences is to what is asked, and how well they answer it, by a sentence
encoder.

The encoder reads English: for a question in another script stands one of the English words that
its concepts are looked for by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.asking import ordering
from core.asking.asked import Asked
from core.asking.choosing import Ranked
from core.asking.concepts import Concept
from core.asking.kinds import Kind
from core.ports import Encoder

# Letters of another script than Latin; Greek ones stand for quantities in English too, but do not
# make a word there.
_ANOTHER = re.compile(r"[^\W\d_\u0000-\u02ff\u1e00-\u1eff\u0370-\u03ff]|[\u0370-\u03ff]{3}")
# How English asks for each kind, the first that is wanted; sentences that answer are nearer to a
# question of their kind than to another one, and to any than to its words alone.
_ASKED = (
    ("How long does {} take?", frozenset({Kind.DURATION})),
    (
        "How many {}?",
        frozenset({Kind.NUMBER, Kind.QUANTITY, Kind.TOTAL, Kind.SIZE, Kind.LENGTH}),
    ),
    ("Why is the {}?", frozenset({Kind.REASON})),
    ("Where does the {} come from?", frozenset({Kind.ORIGIN})),
    ("Where is the {}?", frozenset({Kind.PLACE})),
    ("Who is the {}?", frozenset({Kind.PERSON})),
    ("When is the {}?", frozenset({Kind.TIME})),
    ("What are the limitations of {}?", frozenset({Kind.LIMITS})),
    ("How is the {} done?", frozenset({Kind.MANNER})),
    ("What is the {}?", frozenset({Kind.MEANING})),
    ("Which {}?", frozenset({Kind.NAMES})),
)


async def with_nearness(
    asked: Asked, text: str, ranking: Sequence[Ranked], encoder: Encoder
) -> list[Ranked]:
    """The ranking, its best sentences with their nearness and relevance; the ranking as it is where
    the question has no English words."""
    question = in_english(asked, text)
    looked = ordering.chosen(ranking)
    if not question or not looked:
        return list(ranking)
    texts = [each.drawn.text for each in looked]
    vectors = await encoder.encode([question, *texts])
    nearness = (vectors[1:] @ vectors[0]).tolist()
    relevance = (await encoder.relevance(question, texts)).tolist()
    told = {
        id(each.drawn): replace(each, near=near, relevance=relevant)
        for each, near, relevant in zip(looked, nearness, relevance, strict=True)
    }
    return [told.get(id(each.drawn), each) for each in ranking]


def is_told(ranking: Sequence[Ranked]) -> bool:
    """Whether some sentence of it has a nearness."""
    return any(each.near is not None for each in ranking)


def in_english(asked: Asked, text: str) -> str:
    """The question, or one of the words that stand for it; "" where none are known."""
    if not _ANOTHER.search(text):
        return text
    words = " ".join(filter(None, map(_english, asked.concepts)))
    if not words:
        return ""
    otherwise = "What is the {}?" if asked.kinds else "Is the {}?"
    return next((form for form, kinds in _ASKED if asked.kinds & kinds), otherwise).format(words)


def _english(concept: Concept) -> str:
    for word in (concept.name, *concept.words):
        if word.isascii():
            return word
    return ""
