"""Text and queries as the full-text index wants them. Pure.

SQLite's tokenizer takes a run of Chinese for one word, so a run is indexed as its overlapping pairs
of characters and its last character: 大语言模型 as 大语 语言 言模 模型 型. Words of two characters
and longer are then found anywhere, as phrases of pairs, and single characters as beginnings of
pairs.
"""

# Chinese is read here: ranges of characters that are indexed in pairs.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from core.bounds import normalized

# Han, kana and hangul: scripts that may put no space between words.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_CJK}]+")
_WORD = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")

_SIGNED = re.compile(r"[^\W_]{1,20}[+#]{1,3}")
_PICTURES = frozenset(("So", "Sm"))

# Nobody types more than this on purpose; the rest of a longer query is ignored.
_QUERY_LENGTH = 400
_QUERY_WORDS = 8
_RUN_LENGTH = 16


def indexed(text: str) -> str:
    """The text to put into the index."""
    return _RUN.sub(_indexed_run, _plain(text))


def signs(words: str) -> tuple[str, ...]:
    """What the index has no words for: names that end in signs, as `c++`, and pictures. Papers that
    hold them are told by their text itself."""
    plain = _plain(words[:_QUERY_LENGTH]).replace("\ufe0f", "")
    found = _SIGNED.findall(plain)
    found += [each for each in plain if unicodedata.category(each) in _PICTURES and ord(each) > 255]
    return tuple(dict.fromkeys(found))[:_QUERY_WORDS]


def query(words: str) -> str | None:
    """The index's query for papers that hold all the words, or None when there is no word in them.

    Latin words of two letters and more, and single Chinese characters, also match as beginnings.
    The query is made of quoted letters and digits alone, so nothing a person types has a meaning to
    the index.
    """
    found = _WORD.findall(_plain(words[:_QUERY_LENGTH]))
    distinct = list(dict.fromkeys(found))
    if not distinct:
        return None
    return " AND ".join(_term(word) for word in distinct[:_QUERY_WORDS])


def any_of(terms: Iterable[str]) -> str | None:
    """The index's query for papers that hold at least one of the terms, or None when no term has a
    word. Of a term's words each stands beside the next, and the last matches as a beginning too."""
    phrases: dict[str, None] = {}
    for term in terms:
        found = _WORD.findall(_plain(term[:_QUERY_LENGTH]))
        if len(found) == 1:
            phrases[_term(found[0])] = None
        elif found:
            whole = " ".join(found)
            phrases[f'"{whole}"*'] = None
    return " OR ".join(phrases) or None


def _term(word: str) -> str:
    """The word in the query: whole, as a beginning (with a star), or as a phrase of pairs."""
    is_run = _RUN.match(word) is not None
    is_short = len(word) == 1
    if is_run and not is_short:
        pairs = " ".join(_pairs(word[:_RUN_LENGTH]))
        return f'"{pairs}"'
    if is_short and not is_run:
        return f'"{word}"'
    return f'"{word}"*'


def _indexed_run(run: re.Match[str]) -> str:
    """A run of Chinese as its pairs and its last character, apart from what is around it."""
    characters = run.group()
    parts = " ".join([*_pairs(characters), characters[-1]])
    return f" {parts} "


def _plain(text: str) -> str:
    """One spelling for full-width and half-width, upper and lower case."""
    return normalized("NFKC", text).casefold()


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
