"""Questions for what a paper's own record tells: its idea in short, who wrote it, where, when, and
its code. Pure.

A question is one of these only where it asks for nothing more: without what names the paper and
what is mere courtesy, nothing but one of the languages' phrases is left. "Who wrote the annotation
guidelines?" is for the search.
"""

# Chinese is read here: what stands between two things that are asked for.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.bounds import normalized
from core.language import Known, Languages


class Topic(StrEnum):
    """What is asked for. The values are the names of the lists in `language.toml`."""

    IDEA = "idea"
    AUTHORS = "authors"
    FIRST_AUTHOR = "first_author"
    LAST_AUTHOR = "last_author"
    CORRESPONDING = "corresponding"
    INSTITUTION = "institution"
    PUBLISHED = "published"
    CODE = "code"
    DOWNLOAD = "download"


# The shortest question for each topic, where several are asked for at once.
ALONE = {
    Topic.IDEA: "main idea",
    Topic.AUTHORS: "authors",
    Topic.FIRST_AUTHOR: "first author",
    Topic.LAST_AUTHOR: "last author",
    Topic.CORRESPONDING: "corresponding author",
    Topic.INSTITUTION: "affiliations",
    Topic.PUBLISHED: "publication date",
    Topic.CODE: "code",
    Topic.DOWNLOAD: "download",
}
# The lists of words for the paper itself, of those that may mean another thing that was spoken of
# before, of those that say nothing, and of words with the usual ones that they are typed for.
_PAPER, _IT, _AROUND, _SAME = "paper", "it", "around", "same"
_LONGEST = 100  # characters; who says more asks for more
_BETWEEN = re.compile(r"[?？!！,，;；、。.&]+|\band\b|以及|还有|和|与|及")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The languages' words as patterns, and each topic by the letters of its phrases."""

    variants: Mapping[int, str]
    same: Mapping[str, str]
    alike: re.Pattern[str]
    without_it: re.Pattern[str]
    with_it: re.Pattern[str]
    phrases: Mapping[str, Topic]

    def key(self, text: str, *, follows: bool) -> str:
        """The letters that are left of the text."""
        plain = self.alike.sub(lambda found: self.same[found[0]], f" {text} ")
        empty = self.with_it if follows else self.without_it
        return "".join(empty.sub(" ", plain).split())


def topics(question: str, languages: Languages, *, follows: bool = False) -> tuple[Topic, ...]:
    """What the question asks for, each once; () where it asks for anything else, or more.

    `follows` says that something was asked before, of which "it" may speak.
    """
    if len(question) > _LONGEST:
        return ()
    words = _words(Known(languages))
    plain = normalized("NFKC", question).casefold().translate(words.variants)
    found: list[Topic] = []
    for piece in _pieces(plain, words, follows=follows):
        topic = words.phrases.get(piece)
        if topic is None:
            return ()
        found.append(topic)
    return tuple(dict.fromkeys(found))


def _pieces(plain: str, words: _Words, *, follows: bool) -> Iterator[str]:
    """The whole question, or else the things it asks for one by one."""
    whole = words.key(_SIGNS.sub(" ", plain), follows=follows)
    if whole in words.phrases:
        yield whole
        return
    for part in _BETWEEN.split(plain):
        key = words.key(_SIGNS.sub(" ", part), follows=follows)
        if key:
            yield key


@lru_cache(maxsize=4)
def _words(kept: Known) -> _Words:
    lists: dict[str, list[str]] = {name: [] for name in (_PAPER, _IT, _AROUND, _SAME, *Topic)}
    variants: dict[int, str] = {}
    for language in kept.languages.values():
        variants |= {ord(pair[0]): pair[1] for pair in language.words.variants}
        for name, entries in language.questions.record.items():
            lists[name] += entries
    same = dict(entry.split(maxsplit=1) for entry in lists[_SAME])
    # Characters come first, for words are known by them.
    variants |= {ord(word): usual for word, usual in same.items() if len(word) == 1}
    empty = [*lists[_PAPER], *lists[_AROUND]]
    phrases: dict[str, Topic] = {}
    read = _Words(
        variants, same, _any_of(same), _any_of([*empty, *lists[_IT]]), _any_of(empty), phrases
    )
    for topic in Topic:
        for phrase in lists[topic]:
            phrases.setdefault(read.key(phrase, follows=False), topic)
    return read


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first; those of Latin letters stand alone."""
    parts: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        part = re.escape(word)
        if word.isascii():
            part = rf"(?<![a-z0-9]){part}(?![a-z0-9])"
        parts.append(part)
    return re.compile("|".join(parts) or r"(?!)")
