"""Patterns for what papers say, whether a word is written with a capital or without. Pure."""

# Tested in tests/core/reading/test_tells.py.

from __future__ import annotations

import re

_STEM = 5  # letters, by which one word is told from another


def anycase(pattern: str) -> re.Pattern[str]:
    """What the pattern finds, with capitals or without."""
    return re.compile(pattern, re.IGNORECASE)


def any_of(words: str, chinese: str = "") -> re.Pattern[str]:
    """One of those words of English, or of Chinese, which needs no space around it."""
    pattern = rf"\b(?:{words})\b"
    if chinese:
        pattern += f"|{chinese}"
    return anycase(pattern)


def begins(words: str, chinese: str = "") -> re.Pattern[str]:
    """The same, at the beginning of a sentence."""
    pattern = rf"^(?:{words})\b"
    if chinese:
        pattern += f"|^(?:{chinese})"
    return anycase(pattern)


def says_any(sentence: str, *patterns: re.Pattern[str]) -> bool:
    """Whether one of the patterns is found in the sentence."""
    return any(pattern.search(sentence) for pattern in patterns)


def beginnings(text: str, word: re.Pattern[str]) -> frozenset[str]:
    """The beginnings of a text's words, by which words are the same; `word` says what is one."""
    return frozenset(each[:_STEM].lower() for each in word.findall(text))
