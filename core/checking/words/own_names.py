"""What a paper calls its own method, as stems: in its title, its abstract or opening, its tables.
Pure."""

from __future__ import annotations

import re
from operator import itemgetter

from core.checking.lexicon import synonyms
from core.checking.words.names import names, stem
from core.document import Document
from core.models import Paper
from core.plain import plain

_MARKED_OURS = re.compile(
    r"^([^()\[\]|+]{2,30}?)\s?[(\[](?:ours|our method|our model|proposed|this work)[)\]]$"
    r"|^ours\s?[(\[:]\s?([^()\[\]|+]{2,30}?)[)\]]?$",
    re.IGNORECASE,
)
_MAY_BE_OURS = re.compile(r"\b(?:our|proposed|this work)", re.IGNORECASE)
# Names of models that many others' names begin with.
_COMMON_PARTS = frozenset(
    ("gpt", "llama", "bert", "vit", "roberta", "qwen", "mistral", "gemma", "clip", "resnet", "unet",
     "mamba", "diffusi", "deep", "multi", "self", "open", "meta", "super", "full", "final",
     "complet", "whole", "best", "base", "main", "default", "propose", "new", "all")
)  # fmt: skip
# Where a paper says what its method is called.
_WE_MAKE = re.compile(
    r"\b(?:we|paper|work|study|report)\b[^.;]{0,40}?\b(?:propose|present|introduce|develop|release|"
    r"describe|build|train|design)s?\b",
    re.IGNORECASE,
)
# Three capitals are a name where what is introduced is called so: "we propose LIT, a …".
_SHORT = re.compile(r"\s(?:called\s|named\s|dubbed\s)?([A-Z]{2,3})(?=\s\(|,)")
_OPENING = 2  # sections
_CALLED = re.compile(r"\b(?:called|namely|named|dubbed|termed|call|name|dub|term)\b")
_PREPOSITION = re.compile(
    r"\b(?:for|on|of|to|with|from|in|using|based|by|that|which|over|than|against|like|as)\b"
)
_NAME_WITHIN = 80


def own_names(paper: Paper, document: Document | None) -> frozenset[str]:
    """The stems of what a paper calls its own method.

    That is what its title begins with ("Otter: …"), what its abstract introduces, or its first
    sections where that names nothing, and what a table marks as "ours".
    """
    found: set[str] = set()
    title, colon, _ = plain(paper.title).partition(":")
    if colon and " " not in title.strip():
        found |= _family(title.strip())
    texts = [paper.abstract]
    if document is not None and document.abstract != paper.abstract:
        texts.append(document.abstract)
    for text in texts:
        found |= _introduced(plain(text))
    if document is not None:
        for section in () if found else document.sections[:_OPENING]:
            found |= _introduced(plain(section.text))
        for table in document.tables:
            for line in table.rows.split("\n"):
                if _MAY_BE_OURS.search(line):
                    for cell in line.split("|")[:3]:
                        found |= _marked(plain(cell))
    return frozenset(found)


def _introduced(text: str) -> set[str]:
    """The names that an abstract gives to what it introduces."""
    named = sorted(names(text), key=itemgetter(1))
    found: set[str] = set()
    for made in _WE_MAKE.finditer(text):
        short = _SHORT.match(text, made.end())
        if short is not None:
            found |= _family(short[1])
            continue
        sentence_end = text.find(". ", made.end())
        for name, start in named:
            if not made.end() <= start <= made.end() + 2 * _NAME_WITHIN:
                continue
            between = text[made.end() : start]
            called = list(_CALLED.finditer(between))
            if called:
                between = between[called[-1].end() :]
            if name.lower() in synonyms.ENGLISH:
                continue  # the "Convolution" of "Lake-Aware Convolution (LACON)"
            near = len(between) <= _NAME_WITHIN and not _PREPOSITION.search(between)
            if near and not -1 < sentence_end < start:
                found |= _family(name)
            break
    return found


def _marked(cell: str) -> set[str]:
    """The name that stands beside "ours" in a label."""
    found = _MARKED_OURS.search(cell.strip())
    if found is None:
        return set()
    return _family(found[1] or found[2])


def _family(name: str) -> set[str]:
    """The stems of a name: its own, and of what its family is called ("Phi" in Phi-3-mini)."""
    found = {stem(name)} if " " not in name else set[str]()
    first = re.match(r"[A-Za-z]{3,}", name)
    if first is not None and stem(first[0]) not in _COMMON_PARTS:
        found.add(stem(first[0]))
    return found
