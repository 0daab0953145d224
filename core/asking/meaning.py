"""How near the meaning of sentences is to what is asked, and how well they answer it, by a sentence
encoder.

The encoder reads English, and knows little of what words mean to each other. So in place of a word
that the paper lacks stands another one of its meaning that it has; and for a question in another
script one of such words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.asking import ordering
from core.asking.asked import Asked
from core.asking.choosing import Ranked
from core.asking.concepts import Concept
from core.asking.fitting import stands
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
    question = in_english(asked, text, ranking)
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


def in_english(asked: Asked, text: str, ranking: Sequence[Ranked]) -> str:
    """The question in words that the passages of those sentences have, or one of the words that
    stand for it; "" where none are known."""
    passages = dict.fromkeys(each.drawn.passage.text for each in ranking)
    said = "\n".join(passages).casefold()
    if not _ANOTHER.search(text):
        return _as_said(asked.concepts, text, said)
    words = " ".join(filter(None, (_english(concept, said) for concept in asked.concepts)))
    if not words:
        return ""
    otherwise = "What is the {}?" if asked.kinds else "Is the {}?"
    return next((form for form, kinds in _ASKED if asked.kinds & kinds), otherwise).format(words)


def _as_said(concepts: Sequence[Concept], text: str, said: str) -> str:
    """The question, its words as a text has them that says this; names stay, and so does what no
    word of that text says whole ("batch" no batch size)."""
    for concept in concepts:
        name = concept.name
        if concept.proper or stands(name, said):
            continue
        word = _english(concept, said)
        if word not in name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", word, text)
    return text


def _english(concept: Concept, said: str) -> str:
    """The first word for the concept that a text has which says this, in small letters; the first
    of all where it has none, "" where there is none."""
    words = [word for word in (concept.name, *concept.words) if word.isascii()]
    return next((word for word in words if stands(word, said)), words[0] if words else "")
