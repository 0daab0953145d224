"""Words of papers that mean about the same, in English and in Chinese.

The words around a figure tell what it measures. A report uses other words than the paper, be it in
another language; so each word of a group is read as the group's first English word. Chinese words
that no group has are read as the glossaries have them.
"""

# Tested in tests/core/checking/test_lexicon.py.

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.checking import lexicon_fields, lexicon_subjects, lexicon_tables, lexicon_words
from core.interests.glossary import Glossary, everyday, ours

_GROUPS = (
    lexicon_tables.GROUPS + lexicon_words.GROUPS + lexicon_fields.GROUPS + lexicon_subjects.GROUPS
)


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
    further: dict[str, str] = {}
    for glossary in (ours(), everyday()):
        for term, word in _single_words(glossary):
            if not _is_made_of(term, chinese):
                further.setdefault(term, english.get(word, word))
    return english, further | chinese


def _is_made_of(term: str, known: Mapping[str, str]) -> bool:
    """Whether a term holds another one, which says more by itself: the 集 of 测试集."""
    return any(
        term[start:end] in known
        for start in range(len(term))
        for end in range(start + 1, len(term) + 1)
    )


def _single_words(glossary: Glossary) -> Iterator[tuple[str, str]]:
    """The terms of two characters and more that one English word stands for, with the first that
    does; names and compounds tell papers apart, and are no common words."""
    for term, english in glossary.items():
        found = next((word for word in english if word.isalpha() and word.islower()), None)
        if len(term) > 1 and found is not None:
            yield term, found


ENGLISH, CHINESE = _read()
"""The English word that a word or term is read as."""
