"""What a paper says is new in it: its innovations. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.models import Labelled
from core.reading.claims import claims
from core.reading.condense import Kind
from core.reading.lists import BELOW, HEAD, items, within
from core.reading.own import Names
from core.reading.quotable import (
    Said,
    Text,
    is_item,
    reads_well,
)
from core.reading.roles import Role, Share, Told, chosen, joined
from core.reading.wording import any_of, anycase
from core.sentences import sentences

_MOST, _ENOUGH, _IDEAS = 5, 3, 2
_CHARACTERS, _LEAST = 900, -1.5  # of all sentences that fill up; log odds of each
# Words in a row, by which one piece tells what another does.
_RUN, _A_WORD = 6, re.compile(r"\w+")
_ANNOUNCED = anycase(
    r"contributions?\b(?! (?:of this (?:paper|work|study) )?(?:is|was)\b)|"
    r"\b(?:we|this (?:paper|study|work|article)) contributes?\b|"
    r"\bour (?:\w{1,20} ){0,3}(?:findings|novelt\w{1,4}|innovations|results)\b|"
    r"(?:\b(?:we|our|this (?:paper|work|study))\b[^.;]{0,60}\b(?:two|three|four|five|several|key|"
    r"main) (?:[\w-]{1,20} ){0,2}(?:innovations|novelties|claims|findings|insights|advances|"
    r"mechanisms|ideas)\b)|"
    r"(?:^|[.:] )(?:Two|Three|Four|Five) (?:[\w-]{1,20} ){0,2}(?:claims|findings|insights|"
    r"mechanisms|ideas|choices|features) (?:follow|emerge|stand out|distinguish|"
    r"are (?:coupled|combined))\b|"
    r"\b(?:this|our) (?:paper|study|work) differs\b[^.;]{0,80} in (?:two|three|four) |"
    r"summari[sz]ed? (?:as follows|below)|主要贡献|创新点"
)
# Strong words: a thing of the paper's own, not a mere look at one.
_MAKES = anycase(
    r"\b(?:we|this (?:paper|work|report|article)|our (?:work|paper))\b[^.;]{0,40}?\b(?:propos|"
    r"introduc|present|develop|design|devis|build|creat|releas|formulat|establish|prove|provid|"
    r"show that|demonstrate that|find that|derive|discover|identif)\w*|"
    r"(?:我们|本文|本研究)[^。；]{0,12}(?:提出|介绍|构建|设计|开发|发布)"
)
# Where the paper's text goes on, what will be told, or what others did.
_ELSEWHERE = any_of(
    r"in (?:this|the next|the following) (?:section|subsection|appendix)|code (?:is|are|and)|"
    r"available at|acknowledge|et al\b|related work|we (?:refer|leave|defer|note|refer)|"
    r"future work|hope to|plan to|intend to|for details"
)
# What tells where a thing is, and nothing of what it does.
_ONLY_WHERE = anycase(
    r"We (?:[a-z]{1,20} )?(?:releas|publish|open-?sourc)e?d? (?:[\w-]{1,20} ){1,5}(?:at|on|under|"
    r"via|through) https?://"
)
_CONTRIBUTIONS = anycase(r"\bcontributions?\b[.:]?$|贡献")
_NEAR = 4  # paragraphs, in which contributions are counted
# Where the paper tells more of a thing, at its end.
_PLACE = re.compile(r"\s\((?:see )?(?:§|Sections? |Sect?s?\. |Appendix )[^()]{1,30}\)[.;,]?$")
_PLACE_OF_NAME = re.compile(r"(?<=\w)\s\((?:§|Sections? |Sect?s?\. )[^()]{1,30}\)(?=[.:]\s)")
_COUNTING = re.compile(
    r"(?:\((?:C?\d|i{1,3}|iv|v|[a-e])\)|(?:\d|i{1,3}|iv|v)\)|(?:First|Second|Third|Fourth|Fifth|"
    r"Finally|Lastly)(?:ly)?,|首先，|其次，|最后，)\s?"
)
_SPOKEN = any_of("we|our|this|that|these|is|are|was|were|can|i")
# An item that tells of trials alone.
_ONLY_TRIALS = anycase(
    r"(?:Extensive|Comprehensive|Thorough|Experiments?|Experimental|Empirical) [^.;:]{0,60}\b"
    r"(?:show|demonstrate|validate|confirm|verify|reveal)s?\b|"
    r"We (?:\w{2,20}ly )?(?:conduct|perform|carry out|run|report|provide|present) "
    r"(?:[\w-]{1,30} ){0,4}(?:experiments|ablations?|evaluations|(?:ablation|user) stud(?:y|ies)|"
    r"results)\b"
)


def innovations(text: Text, told: Told, said: Said, names: Names) -> tuple[Labelled, ...]:
    """Three to five pieces, where there are so many: what the introduction lists, what the paper
    says is its one idea, then the sentences that most likely tell what is new."""
    listed = list(_listed(_blocks(text)))
    # That there were trials is no innovation, where the list tells any.
    made = [each for each in listed if not _is_trial(each)]
    # What the contribution tells along stands in the list all the same.
    pieces = [each for each in (made if len(made) > 1 else listed) if not said.tells_all(each)]
    pieces = Said().take(pieces, _MOST)
    for each in pieces:
        said.add(each)
    if len(pieces) < _ENOUGH:
        _fill(claims(text, names), pieces, said, min(_IDEAS, _ENOUGH - len(pieces)))
    if len(pieces) < _ENOUGH:
        share = Share(_ENOUGH - len(pieces), _CHARACTERS, _LEAST)
        numbers = chosen(told, Role.NOVELTY, share, said)
        likely = joined(told.sentences[number] for number in numbers)
        pieces += (each for each in likely if not _is_trial(each))
    return tuple(_named(piece) for piece in pieces)


def _is_trial(piece: str) -> bool:
    """Whether it tells of trials alone."""
    return _ONLY_TRIALS.match(HEAD.sub("", piece, count=1)) is not None


def _fill(pool: Iterable[str], pieces: list[str], said: Said, count: int) -> None:
    """Adds what is new in the pool and shares no run of words with what is chosen, which tells the
    same in other words; the items of a list are held to nothing of the kind."""
    full = len(pieces) + count
    for sentence in pool:
        if len(pieces) >= full:
            return
        if _runs(sentence).isdisjoint(run for piece in pieces for run in _runs(piece)):
            pieces += said.take((sentence,), 1)


def _runs(sentence: str) -> set[str]:
    """Each six words in a row, half of which at least are not parts of a name."""
    words = _A_WORD.findall(sentence)
    rows = (words[begin : begin + _RUN] for begin in range(len(words) - _RUN + 1))
    return {" ".join(row).lower() for row in rows if 2 * sum(map(str.islower, row)) >= _RUN}


def _named(piece: str) -> Labelled:
    """The piece behind the name that it begins with, if it does."""
    piece = _PLACE_OF_NAME.sub("", _PLACE.sub("", piece), count=1)
    head = HEAD.match(piece)
    if head and len(piece) - head.end() >= 20 and not _SPOKEN.search(head[1]):
        return Labelled(_PLACE.sub("", head[1]), piece[head.end() :])
    return Labelled("", piece)


def _blocks(text: Text) -> list[str]:
    """The introduction's paragraphs, and those of a section on contributions, which its title
    announces."""
    blocks: list[str] = []
    for part in text.parts:
        titled = _CONTRIBUTIONS.search(part.title)
        if titled:
            blocks.append(part.title)
        if titled or part.kind is Kind.INTRODUCTION:
            blocks += part.blocks
    return blocks


def _listed(blocks: Sequence[str]) -> Iterator[str]:
    """The items below what announces the contributions, or those that it goes on with; without any,
    those of a list of what "we" make."""
    for index, block in enumerate(blocks):
        if not _ANNOUNCED.search(block):
            continue
        below = [each for each in items(blocks[index + 1 : index + 1 + BELOW]) if _is_whole(each)]
        if len(below) > 1:
            yield from below
            return
        counted = _counted(blocks[index : index + 1 + _NEAR])
        if len(counted) > 1:
            yield from counted
            return
    for index in range(1, len(blocks)):
        if is_item(blocks[index]) and not is_item(blocks[index - 1]):
            below = [each for each in items(blocks[index : index + BELOW]) if _is_whole(each)]
            if len(below) > 1 and all(_MAKES.search(each) for each in below):
                yield from below
                return


# What the items of a list in one sentence stand behind: "contributions are a …; a …; and a …".
_IN_A_ROW = re.compile(r"(?<=contributions) (?:are|include|comprise):? ")


def _counted(blocks: Sequence[str]) -> list[str]:
    """The items within the sentence that announces them, else the sentences behind it that count:
    "(1) We …", "First, we …"."""
    told = [sentence for block in blocks for sentence in sentences(block)]
    found: list[str] = []
    for index, sentence in enumerate(told):
        if not _ANNOUNCED.search(sentence):
            continue
        announcing, parts = within(sentence)
        if not parts:
            announcing, *parts = _IN_A_ROW.split(sentence, maxsplit=1)
            parts = [part.removeprefix("and ") for each in parts for part in each.split("; ")]
        if len(parts) > 1 and _ANNOUNCED.search(announcing):
            return [part for part in parts if _is_whole(part)]
        for following in told[index + 1 :]:
            counting = _COUNTING.match(following)
            piece = following[counting.end() :] if counting else ""
            if _is_whole(piece):
                found.append(piece[:1].upper() + piece[1:])
        first = _COUNTING.search(sentence)
        if found and first and _is_whole(sentence[first.end() :]):
            found.insert(0, sentence[first.end() :])
        return found
    return found


def _is_whole(piece: str) -> bool:
    capital = piece[:1].upper() + piece[1:]
    aside = _ELSEWHERE.search(piece) or _ONLY_WHERE.match(piece)
    return reads_well(capital) and not aside
