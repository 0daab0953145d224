"""Words of papers that mean about the same, in English and in Chinese.

The words around a figure tell what it measures. A report uses other words than the paper, be it in
another language; so each word of a group is read as the group's first English word. Chinese words
that no group has are read as the glossaries have them.
"""

# Tested in tests/core/checking/lexicon/test_synonyms.py.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from core.checking.lexicon import fields, general, heads, subjects
from core.interests.glossary import Glossary, everyday, ours

_GROUPS = heads.GROUPS + general.GROUPS + fields.GROUPS + subjects.GROUPS


def _read() -> tuple[dict[str, str], dict[str, str]]:
    english: dict[str, str] = {}
    chinese: dict[str, str] = {}
    for line in _GROUPS.splitlines():
        if not line:
            continue
        of_english, _, of_chinese = line.partition("|")
        first, *others = of_english.split()
        for word in (first, *others):
            english.setdefault(word, first)
        for term in of_chinese.split():
            chinese.setdefault(term, english[first])
    return english, chinese


ENGLISH, _OF_GROUPS = _read()
"""The English word that an English word is read as."""


@cache
def chinese() -> Mapping[str, str]:
    """The English word that a Chinese term is read as."""
    found = dict(_OF_GROUPS)
    for glossary in (ours(), everyday()):
        for term, word in _single_words(glossary):
            if term not in found and not _is_made_of(term):
                found[term] = ENGLISH.get(word, word)
    return found


def _single_words(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """The terms of two characters and more that one English word stands for, with the first that
    does; names and compounds tell papers apart, and are no common words."""
    for term, english in glossary.items():
        found = next((word for word in english if word.isalpha() and word.islower()), None)
        if len(term) > 1 and found is not None:
            yield term, found


def _is_made_of(term: str) -> bool:
    """Whether a term holds one of a group, which says more by itself: the 集 of 测试集."""
    return any(
        term[start:end] in _OF_GROUPS
        for start in range(len(term))
        for end in range(start + 1, len(term) + 1)
    )
