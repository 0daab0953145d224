"""What a paper contributes: the sentence that says what it gives. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.models import Paper
from core.reading import tells
from core.reading.beside import (
    following,
    in_context,
    joined,
    with_claim,
    with_how,
    with_the_next,
    with_what_follows,
    with_what_it_does,
    with_what_was_done,
)
from core.reading.condense import Kind
from core.reading.giving import (
    ACTS,
    ASKS,
    HOPES,
    SAYS_LITTLE,
    WE_FIND,
    builds,
    gives,
    is_no_gift,
    proposes,
)
from core.reading.own import own_names
from core.reading.quotable import Text, refers_back, stands_alone, without_turn
from core.reading.tells import Tell
from core.reading.wording import any_of, anycase

_FURTHER = any_of("also|further|additionally|moreover|finally")
_SURVEYS = anycase(
    r"\b(?:we|this (?:paper|survey|review|article|study))\b[^.;]{0,40}?\b(?:giv|conduct|survey|"
    r"summari[sz]|review|offer|compar|report|discuss|cover)\w*"
)
# What a paper says first that it is about.
_THIS_PAPER = anycase(
    r"(?:In this (?:paper|work|study|article|report), we|(?:This|The|Our) (?:paper|work|study|"
    r"article|report)) "
)
# What a paper took part in, which says nothing of what it did there.
_TOOK_PART = re.compile(
    r"\b[Ss]hared [Tt]asks?\b|"
    r"\b(?:[Cc]hallenge|[Cc]ompetition|[Ee]valuation [Cc]ampaign) (?:[A-Z]|20)"
)
_TELLS_LITTLE = 80  # characters of a sentence that proposes something without a name
_WE = re.compile(r"(?:We|Our) ")
# One of several contributions, and not the first.
_LATER = re.compile(r"(?:Second|Third|Fourth|Fifth|Sixth|Finally|Lastly)(?:ly)?,")


def contribution(paper: Paper, text: Text) -> str:
    """The sentence that says what the paper gives: that which proposes what the title names, else
    the first to propose or to give something; "" where there is nothing to read. Along comes what
    it lacks: a sentence before it on what the title speaks of, and behind it what a study found."""
    main = with_what_follows(_chosen(paper, text), text.opening)
    main = with_how(main, paper.title, text)
    return in_context(main, paper.title, text.opening) if main else ""


def _chosen(paper: Paper, text: Text) -> str:
    """The sentence that says what the paper gives, with another one where it is told with that."""
    name, colon, _ = paper.title.partition(":")
    own = [each for each in text.opening if not (is_no_gift(each) or HOPES.search(each))]
    given = [each for each in own if gives(each) and not _FURTHER.search(each)]
    proposing = [each for each in given if proposes(each)]
    if colon:
        # What was shown of the thing is no telling what it is.
        for sentence in (*proposing, *(each for each in given if not WE_FIND.search(each))):
            if name.strip() in sentence:
                if _TOOK_PART.search(sentence):
                    return with_what_was_done(sentence, proposing)
                return with_what_it_does(without_turn(sentence), text.opening, name.strip())
        for sentence in own:
            if re.match(rf"{re.escape(name.strip())} is an? ", sentence):
                return with_the_next(sentence, text.opening)
    led = _led(text.opening, proposing)
    if led:
        return led
    named = own_names(paper.title, text.opening)
    if (
        proposing
        and len(without_turn(proposing[0])) < _TELLS_LITTLE
        and not named.are_in(proposing[0])
    ):
        proposing.sort(key=lambda each: not named.are_in(each))
    introduced = [
        each for each in text.of(Kind.INTRODUCTION) if gives(each) and not _LATER.match(each)
    ]
    surveying = [each for each in own if _SURVEYS.search(each)]
    acting = list(_acting(text.opening))
    # What only says that something was shown or taken is less than what was done.
    made = [each for each in given if builds(each)]
    either = [each for each in text.opening if each in acting or each in given]
    either.sort(key=lambda each: _tells_less(each, text.opening))
    found = [each for each in own if WE_FIND.search(each) and not _FURTHER.search(each)]
    pools = (proposing, made, either, surveying, found, introduced)
    for pool in pools:
        for sentence in pool:
            if stands_alone(without_turn(sentence)):
                return with_claim(without_turn(sentence), text.opening)
    for pool in pools:
        if pool:
            return pool[0]
    telling = [each for each in own if len(each) >= SAYS_LITTLE]
    return tells.best(telling or text.opening, Tell.IDEA)


def _led(opening: Sequence[str], proposing: Sequence[str]) -> str:
    """The sentence that says what "this paper" is about, with what it then proposes; "" without."""
    for sentence in opening:
        if _THIS_PAPER.match(sentence) and gives(sentence) and stands_alone(sentence):
            behind = following(sentence, opening)
            does = behind in proposing or (_TOOK_PART.search(sentence) and _WE.match(behind))
            if does and stands_alone(behind):
                return joined(sentence, behind)
            is_first = sentence in proposing or not builds(sentence)
            return sentence if is_first else ""
        if sentence in proposing:
            return ""
    return ""


def _tells_less(sentence: str, opening: Sequence[str]) -> bool:
    """Whether it only asks, or speaks of what is told before it."""
    hangs = refers_back(sentence) and with_claim(sentence, opening) == sentence
    return hangs or ASKS.search(sentence) is not None


def _acting(opening: Sequence[str]) -> Iterator[str]:
    """What the abstract says that the paper does with what there is."""
    for sentence in opening:
        if not ACTS.search(sentence) or is_no_gift(sentence) or _FURTHER.search(sentence):
            continue
        if not refers_back(sentence) or with_claim(sentence, opening) != sentence:
            yield sentence
