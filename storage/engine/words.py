"""Text and queries as the full-text index wants them, on whatever engine. Pure.

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
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the index that stand one after the other; with `beginning`, the last of them may go
    on."""

    words: tuple[str, ...]
    beginning: bool


def phrases(words: str) -> tuple[Phrase, ...]:
    """The phrases that a paper holds which holds all the words; () when there is no word in them.

    Latin words of two letters and more, and single Chinese characters, also match as beginnings.
    """
    found = _WORD.findall(_plain(words[:_QUERY_LENGTH]))
    distinct = list(dict.fromkeys(found))
    return tuple(_phrase(word) for word in distinct[:_QUERY_WORDS])


def phrases_of(terms: Iterable[str]) -> tuple[Phrase, ...]:
    """A phrase for each of the terms that has a word. Of a term's words each stands beside the
    next, and the last matches as a beginning too."""
    found: dict[Phrase, None] = {}
    for term in terms:
        its = _WORD.findall(_plain(term[:_QUERY_LENGTH]))
        if len(its) == 1:
            found[_phrase(its[0])] = None
        elif its:
            found[Phrase(tuple(its), beginning=True)] = None
    return tuple(found)


def query(words: str) -> str | None:
    """SQLite's query for papers that hold all the words, or None when there is no word in them.

    The query is made of quoted letters and digits alone, so nothing a person types has a meaning to
    the index.
    """
    return " AND ".join(_quoted(phrase) for phrase in phrases(words)) or None


def any_of(terms: Iterable[str]) -> str | None:
    """SQLite's query for papers that hold at least one of the terms, or None when no term has a
    word."""
    return " OR ".join(_quoted(phrase) for phrase in phrases_of(terms)) or None


def _quoted(phrase: Phrase) -> str:
    """The phrase as FTS5 writes it; the star says that its last word may go on."""
    star = "*" if phrase.beginning else ""
    return f'"{" ".join(phrase.words)}"{star}'


def _phrase(word: str) -> Phrase:
    """The word whole, as a beginning, or as a phrase of pairs."""
    is_run = _RUN.match(word) is not None
    is_short = len(word) == 1
    if is_run and not is_short:
        return Phrase(tuple(_pairs(word[:_RUN_LENGTH])), beginning=False)
    return Phrase((word,), beginning=is_run or not is_short)


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
