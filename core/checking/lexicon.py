"""Words of papers that mean about the same, in English and in Chinese.

The words around a figure tell what it measures. A report uses other words than the paper, be it in
another language; so each word of a group is read as the group's first English word.
"""

# Tested in tests/core/checking/test_lexicon.py.

from __future__ import annotations

from core.checking import lexicon_fields, lexicon_subjects, lexicon_tables, lexicon_words

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
    return english, chinese


ENGLISH, CHINESE = _read()
"""The English word that a word or term is read as."""
