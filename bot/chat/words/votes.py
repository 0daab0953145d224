"""Votes as people say them, in words of theirs or by a thumb. Pure."""

# Chinese is read here: full-width signs beside a word.

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.arguments import FIRST_UNPARTED, is_command
from bot.chat.reactions import undrawn
from bot.chat.words.lexicon import words_of
from bot.chat.words.numbers import ids_in, is_number

# What is longer is talk.
LONGEST_VOTE = 120


@dataclass(frozen=True, slots=True)
class SaidVote:
    """A vote for a paper (`up`) or against it, and how the paper is named; "" where it is not."""

    up: bool
    paper: str


def said_vote(line: str) -> SaidVote | None:
    """The vote in `赞 3`, `第三篇 赞`, `dislike 2602.04634`, `👍 3` and `/赞`; None for any other.

    Where no slash says that something is to be done, nothing but a number, a letter or a link may
    stand beside the word.
    """
    text = undrawn(line.strip())
    if len(text) > LONGEST_VOTE:
        return None
    commands = is_command(text)
    text = text.lstrip("/／").strip()
    for word, up in _words():
        for rest in _beside(text, word):
            if commands or names_a_paper(rest):
                return SaidVote(up, rest)
    return None


def names_a_paper(text: str) -> bool:
    """Whether that is a paper's number, its letter, its id or a link to it."""
    if is_number(text):
        return True
    if len(text) == 1 and text.isascii() and text.isalpha():
        return True
    return len(text.split()) == 1 and len(ids_in(text)) == 1


def _words() -> list[tuple[str, bool]]:
    """The words for both votes, the longest first: "don't like" begins before "like" ends."""
    words = [(word, True) for word in words_of("likes")]
    words += [(word, False) for word in words_of("dislikes")]
    return sorted(words, key=lambda each: -len(each[0]))


def _beside(text: str, word: str) -> list[str]:
    """What stands behind the word where the text begins with it, and before it where it ends so."""
    small = text.casefold()
    if len(small) != len(text):
        return []
    found: list[str] = []
    if small.startswith(word) and _parted(word[-1], text[len(word) :][:1]):
        found.append(text[len(word) :].lstrip(" :：,，").strip())
    if small.endswith(word) and _parted(word[0], text[: -len(word)][-1:]):
        found.append(text[: -len(word)].rstrip(" :：,，"))
    return found


def _parted(end: str, neighbour: str) -> bool:
    """Whether the word ends there: beside no letter of a script that parts its words."""
    return not (neighbour.isalnum() and max(end, neighbour) < FIRST_UNPARTED)
