"""What a paper says is its one contribution or idea, and how it is unlike others' work. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import Text, points_elsewhere, reads_well, refers_back
from core.reading.wording import anycase

_IS_GIVEN = re.compile(
    r"(?:Our|The|Its|This paper['’]s) (?:\w{3,20} )?(?:contribution|(?:key|core|central|main) "
    r"(?:\w{3,20} )?(?:idea|insight|innovation|novelty|decision|principle)) "
    r"(?:of (?:the|this) (?:paper|work|study) )?is (?!not\b|therefore not\b)"
)
_EXTENDS = re.compile(r"This (?:extends|generali[sz]es|complements) ")
_IS_NEW = anycase(
    r"\bto (?:the best of )?our knowledge\b|\bwe are the first\b|^Unlike our\b|"
    r"^(?:Unlike|In contrast to)\b[^.;]{0,120}, (?:we|our|this (?:work|paper|study))\b|"
    r"\b(?:our|this) (?:work|study|paper|approach|method) (?:differs|extends|"
    rf"is (?:the first|distinct))\b|^{_EXTENDS.pattern}"
)
# A beginning that sets something against what was told.
_TURN = re.compile(r"^(?:However|(?:In|By) contrast), ")
_OF_OURS = re.compile(
    r"(?:We|Our|This (?:work|paper|study)|The (?:\w{3,20} )?(?:proposed|presented))\b"
)
_NAMED = 30  # characters, in which a sentence names what it tells of
_WHERE = (Kind.INTRODUCTION, Kind.ASIDE, Kind.CONCLUSION)
_ANNOUNCES = 70  # characters of a sentence that only says that something is new


def claims(text: Text, names: Names) -> Iterator[str]:
    """The sentences that say so, of the abstract and of what stands around the method; what only
    announces a contribution is told by the sentence behind."""
    for pool in (text.abstract, *(part.sentences for part in text.parts if part.kind in _WHERE)):
        for sentence, behind in itertools.zip_longest(pool, pool[1:], fillvalue=""):
            told = _claim(sentence, names)
            if _IS_GIVEN.match(told) and (len(told) < _ANNOUNCES or refers_back(told)):
                told = behind
            hangs = refers_back(told) and not _EXTENDS.match(told)
            if told and reads_well(told) and not hangs and not points_elsewhere(told):
                yield told


def _claim(sentence: str, names: Names) -> str:
    """The sentence without its turn, where it says what is new or unlike others; "" where not."""
    told = _TURN.sub("", sentence)
    told = told[:1].upper() + told[1:]
    is_ours = _OF_OURS.match(told) or names.are_in(told[:_NAMED])
    is_unlike = is_ours and " contrast, " in sentence[:_NAMED]
    return told if is_unlike or _IS_GIVEN.match(told) or _IS_NEW.search(told) else ""
