"""What a paper says is new in it: its contribution in one sentence, and its innovations. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.models import Labelled, Paper
from core.reading import tells
from core.reading.condense import Kind
from core.reading.cues import CUES, GIVES
from core.reading.lists import BELOW, HEAD, items, within
from core.reading.outcomes import is_headline
from core.reading.own import Names, own_names
from core.reading.quotable import (
    Said,
    Text,
    is_item,
    quotable,
    reads_well,
    refers_back,
    stands_alone,
    without_turn,
)
from core.reading.tells import Tell
from core.reading.usage import is_release
from core.sentences import sentences

_MOST, _ENOUGH, _IDEAS, _FEW = 5, 3, 2, 2
_FURTHER = re.compile(r"\b(?:also|further|additionally|moreover|finally)\b", re.IGNORECASE)
_SAYS_LITTLE, _NAMES = 60, 300  # characters, of a sentence and of all of them
_ANNOUNCED = re.compile(
    r"contributions?\b|\b(?:we|this (?:paper|study|work|article)) contributes?\b|"
    r"\bour (?:\w{1,20} ){0,3}(?:findings|novelt\w{1,4}|"
    r"innovations|results)\b|"
    r"summari[sz]ed? (?:as follows|below)|主要贡献|创新点",
    re.IGNORECASE,
)
# Strong words: a thing of the paper's own, not a mere look at one.
_MAKES = re.compile(
    r"\b(?:we|this (?:paper|work|report|article)|our (?:work|paper))\b[^.;]{0,40}?\b(?:propos|"
    r"introduc|present|develop|design|devis|build|creat|releas|formulat|establish|prove|provid|"
    r"show that|demonstrate that|find that|derive|discover|identif)\w*|"
    r"(?:我们|本文|本研究)[^。；]{0,12}(?:提出|介绍|构建|设计|开发|发布)",
    re.IGNORECASE,
)
_SURVEYS = re.compile(
    r"\b(?:we|this (?:paper|survey|review|article|study))\b[^.;]{0,40}?\b(?:giv|conduct|survey|"
    r"summari[sz]|review|offer|compar|report|discuss|cover)\w*",
    re.IGNORECASE,
)
# What is no gift of the paper's, as it says itself.
_DENIES = re.compile(
    r"\b(?:we (?:use|employ|adopt|apply|combine|rely on|build on|draw on)|our|"
    r"used here)\b[^.;]{0,80}"
    r"\b(?:is|are) (?:(?:all|both|themselves|already|by now|well)[ -]){0,2}(?:established|known|"
    r"standard|off-the-shelf|textbook|not (?:new|novel|original))\b(?! to\b)|"
    r"^None of\b|\bnothing (?:here )?is new\b|"
    r"\bwe (?:do not|don['’]t) (?:propose|introduce|claim|present|develop)\b(?!.{0,200}\b(?:but|"
    r"instead|"
    r"rather)\b)|\bwe (?:also |then |first )?ask (?:\(|how\b|whether\b|what\b|why\b|"
    r"if\b|when\b|which\b)",
    re.IGNORECASE,
)
# What is taken from others, which may itself be said to give something.
_TAKES = re.compile(
    r"^(?:We|This (?:paper|work|study)) (?:\w{3,20}ly )?(?:uses?|adopts?|employs?|reli(?:es|y) on|"
    r"builds? (?:up)?on|draws? on|leverages?|follows?) [^.;]{0,80}?(?:\([^()]{0,60}\d{4}|\[\d|"
    r", which\b)"
)
# Where data is from.
_FROM = re.compile(
    r"\b(?:data ?sets?|data|corpus|benchmark|annotations?|images|samples|labels) (?:is|are|was|"
    r"were) (?:\w{3,20}ly )?(?:derived|taken|drawn|collected|sourced|obtained|gathered) from\b",
    re.IGNORECASE,
)
# What is done with what there is: studied, adapted, tried.
_ACTS = re.compile(
    r"\bwe (?:\w{3,20}ly |here |then ){0,2}(?:adapt|evaluate|assess|apply|benchmark|compare|"
    r"measure|"
    r"test|re-?examine|replicate|reproduce|reframe|re-frame|recast|fine-?tune|audit|"
    r"characteri[sz]e|"
    r"identif(?:y|ied)|formali[sz]e|uncover|expose|isolate|port|automate|map|"
    r"rule out|examine|investigate|study|revisit|probe)(?:e?d)?\b",
    re.IGNORECASE,
)
_RELEASED = re.compile(r"\breleas\w*", re.IGNORECASE)
_WE_FIND = re.compile(
    r"\bwe (?:\w{1,20} )?(?:find|found|show|observe|discover|demonstrate)\b", re.I
)
# What makes something, and what says what a thing is for or does.
_BUILDS = re.compile(
    r"\b(?:propos|introduc|present|develop|design|build|built|unveil|creat|releas|provid|construct|"
    r"formulat|devis|establish|describ|curat|compil|deriv)\w*|提出|构建|设计|开发|发布",
    re.IGNORECASE,
)
_GIVES = re.compile(
    rf"{GIVES.pattern}|\b(?:we|this (?:paper|work|study)) (?:\w{{1,20}} )?(?:construct|curate|"
    rf"compile|"
    r"derive|prove)(?:e?[sd])?\b|^The (?:paper|article|study) (?:introduces|presents|proposes|"
    r"develops|describes)\b",
    re.IGNORECASE,
)
# What proposes something in the past, or by other words.
_MADE_IT = re.compile(
    r"\bwe (?:(?!previously|recently|earlier|once)\w{1,20} )?(?:built|proposed|developed|"
    r"introduced|presented|designed|devised|created?|implement(?:ed)?(?= an? | (?-i:[A-Z])))\b",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(r"\b(?:stands for|called|named|dubbed|termed|namely|short for)\b")
# What is addressed is told before.
_SAYS_NO_MORE = re.compile(
    r"\b(?:address|solv|tackl|overcom|resolv|handl|mitigat|remed)\w* (?:both|(?:all (?:of )?)?"
    r"(?:these|those)|the above) (?:\w{1,20} ){0,2}\w{1,20}\.?$"
)
_PURPOSE = re.compile(
    r"\b(?:to|(?<!stands )for) [a-z]|\bthat [a-z]|\bby [a-z]+ing\b|\bwhich (?!stands\b)|"
    r"\b[a-z]+ing [a-z]|"
    r"\b(?:based|built|using|with|where)\b",
)
_REFERS = re.compile(
    r"\bthis (?:claim|question|hypothesis|assumption|conjecture|belief|premise)\b|"
    r"\b(?:both|these|those|all|the) (?:two |three )?(?:claims|questions|hypotheses|assumptions|"
    r"conjectures|beliefs|premises)\b(?! (?:of|that)\b)"
)
# What a claim or a question is told by.
_CLAIMS = re.compile(
    r"\b(?:report|claim|believ|suggest|assum|hypothesi|argu|thought|expect|conjectur|ask|"
    r"question|whether|"
    r"(?:is|are|been) (?:often )?said)\w*|[?？]$",
    re.IGNORECASE,
)
_TELLS_LITTLE = 80  # characters of a sentence that proposes something without a name
_BOTH = 600  # characters of a sentence with the one before it
# Where the paper's text goes on, what will be told, or what others did.
_ELSEWHERE = re.compile(
    r"\b(?:in (?:this|the next|the following) (?:section|subsection|appendix)|code (?:is|are|and)|"
    r"available at|acknowledge|et al\b|related work|we (?:refer|leave|defer|note|refer)|"
    r"future work|hope to|plan to|intend to|for details)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"{_ELSEWHERE.pattern}|\b(?:have been|hope|will|now|(?<!-)only|previous(?:ly)? (?:work|"
    rf"propos))\b",
    re.IGNORECASE,
)
# What tells where a thing is, and nothing of what it does.
_ONLY_WHERE = re.compile(
    r"We (?:[a-z]{1,20} )?(?:releas|publish|open-?sourc)e?d? (?:[\w-]{1,20} ){1,5}(?:at|on|under|"
    r"via|through) https?://",
    re.IGNORECASE,
)
_PAIN = re.compile(f"{CUES['lack'].pattern}|{CUES['hard'].pattern}", re.IGNORECASE)
_CONTRIBUTIONS = re.compile(r"\bcontributions?\b[.:]?$|贡献", re.IGNORECASE)
_NEAR = 4  # paragraphs, in which contributions are counted
# Where the paper tells more of a thing, at its end.
_PLACE = re.compile(r"\s\((?:see )?(?:§|Sections? |Sect?s?\. |Appendix )[^()]{1,30}\)[.;,]?$")
_COUNTING = re.compile(
    r"(?:\((?:\d|i{1,3}|iv|v|[a-e])\)|(?:\d|i{1,3}|iv|v)\)|(?:First|Second|Third|Fourth|Fifth|"
    r"Finally|Lastly)(?:ly)?,|首先，|其次，|最后，)\s?"
)
_DOES = (
    r"(?:us|introduc|combin|decoupl|appl|leverag|build|replac|integrat|exploit|incorporat|employ|"
    r"adapt|learn|model|encod|align|distil|separat|unif|extend|treat|formulat|optimi[sz]|"
    r"construct|mak|enabl|allow|support|provid|consist|compris)(?:e?s|ies)"
)
_PROPOSED = (
    r"(?:The proposed|Our) (?:[\w-]{1,20} ){0,3}"
    r"(?:method|approach|model|framework|system|algorithm|architecture|pipeline)"
)
_SHOWS = re.compile(
    r"\b(?:shows?|demonstrates?|reveals?|indicates?|suggests?|confirms?) (?:that|how|why|when)\b|"
    r"^(?:The|Our) (?:results|findings|experiments|analys[ie]s) ",
)
_CITES = re.compile(r"\[[^\[\]\d]{0,60}\d[^\[\]]{0,60}\]|\([^()\d]{0,60}\b(?:19|20)\d\d[a-z]?\)")
# How a trial was set up.
_PROTOCOL = re.compile(
    r"\b(?:seeds?|protocols?|budgets?|conditions|epochs|baselines?|batch size)\b", re.IGNORECASE
)
_SPOKEN = re.compile(r"\b(?:we|our|this|that|these|is|are|was|were|can|i)\b", re.IGNORECASE)
_PROPOSES = re.compile(
    r"\bwe (?:propose|introduce|develop|design|devise|call|term|dub)\b|提出", re.IGNORECASE
)


# One of several contributions, and not the first.
_LATER = re.compile(r"(?:Second|Third|Fourth|Fifth|Sixth|Finally|Lastly)(?:ly)?,")


def contribution(paper: Paper, text: Text) -> str:
    """The sentence that says what the paper gives: that which proposes what the title names, else
    the first to propose or to give something; "" where there is nothing to read."""
    name, colon, _ = paper.title.partition(":")
    own = [each for each in text.opening if not _DENIES.search(each) and not _TAKES.match(each)]
    given = [each for each in own if _gives(each) and not _FURTHER.search(each)]
    proposing = [each for each in given if _proposes(each)]
    if colon:
        for sentence in (*proposing, *given):
            if name.strip() in sentence:
                return _with_what_it_does(without_turn(sentence), text.opening, name.strip())
    named = own_names(paper.title, text.opening)
    if (
        proposing
        and len(without_turn(proposing[0])) < _TELLS_LITTLE
        and not named.are_in(proposing[0])
    ):
        proposing.sort(key=lambda each: not named.are_in(each))
    introduced = [
        each for each in text.of(Kind.INTRODUCTION) if _gives(each) and not _LATER.match(each)
    ]
    surveying = [each for each in own if _SURVEYS.search(each)]
    acting = list(_acting(text.opening))
    # What only says that something was shown or taken is less than what was done.
    made = [each for each in given if _BUILDS.search(_RELEASED.sub("", each))]
    either = [each for each in text.opening if each in acting or each in given]
    found = [each for each in own if _WE_FIND.search(each) and not _FURTHER.search(each)]
    pools = (proposing, made, either, surveying, found, introduced)
    for pool in pools:
        for sentence in pool:
            if stands_alone(without_turn(sentence)):
                return _with_claim(without_turn(sentence), text.opening)
    for pool in pools:
        if pool:
            return pool[0]
    telling = [each for each in own if len(each) >= _SAYS_LITTLE]
    return tells.best(telling or text.opening, Tell.IDEA)


def _with_what_it_does(sentence: str, opening: Sequence[str], name: str) -> str:
    """The sentence that only gives a thing its name, or says that it addresses what was told
    before; with the next one where that tells what the thing does."""
    named = _NAMES_IT.search(sentence) and not _PURPOSE.search(sentence)
    little = named or _SAYS_NO_MORE.search(sentence)
    if not little or sentence not in opening[:-1]:
        return sentence
    behind = opening[opening.index(sentence) + 1]
    both = f"{sentence} {behind}"
    released = is_release(behind) or CUES["released"].search(behind)
    aside = is_headline(behind) or released or not stands_alone(behind)
    tells_it = re.search(rf"\b{re.escape(name)}\b", behind) and not aside
    return both if tells_it and len(both) <= _BOTH else sentence


def _gives(sentence: str) -> bool:
    aside = _DENIES.search(sentence) or _TAKES.match(sentence)
    gives = _GIVES.search(sentence) or _MADE_IT.search(sentence)
    return gives is not None and not aside


def _proposes(sentence: str) -> bool:
    proposes = CUES["proposes"].search(sentence) or _MADE_IT.search(sentence)
    return proposes is not None


def _acting(opening: Sequence[str]) -> Iterator[str]:
    """What the abstract says that the paper does with what there is."""
    for sentence in opening:
        if not _ACTS.search(sentence) or _DENIES.search(sentence) or _FURTHER.search(sentence):
            continue
        if not refers_back(sentence) or _with_claim(sentence, opening) != sentence:
            yield sentence


def _with_claim(sentence: str, opening: Sequence[str]) -> str:
    """The sentence; with the one before it where it tries what that claims."""
    if not _REFERS.search(sentence) or sentence not in opening[1:]:
        return sentence
    before = opening[opening.index(sentence) - 1]
    both = f"{before} {sentence}"
    claims = _CLAIMS.search(before) and stands_alone(before)
    return both if claims and len(both) <= _BOTH else sentence


def innovations(text: Text, said: Said, names: Names) -> tuple[Labelled, ...]:
    """Three to five pieces, where there are so many: what the introduction lists, what the paper
    says that it makes, what its own method does, then what tells its idea."""
    chosen = said.take(_listed(_blocks(text)), _MOST)
    if len(chosen) < _ENOUGH:
        chosen += said.take(_made(text), _ENOUGH - len(chosen))
    if len(chosen) < _ENOUGH:
        chosen += said.take(_done(text, names), _ENOUGH - len(chosen))
    if len(chosen) < _ENOUGH:
        ideas = _telling(text.abstract)
        chosen += said.take(ideas, min(_IDEAS, _ENOUGH - len(chosen)))
    if sum(map(len, chosen)) < _NAMES:
        # A list of mere names says little.
        further = (*_done(text, names), *_telling(text.abstract))
        chosen += said.take((each for each in further if not _FURNITURE.search(each)), _IDEAS)
    if len(chosen) < _FEW:
        chosen += said.take(_going_on(text.abstract), _ENOUGH - len(chosen))
    if not chosen:
        given = [each for each in text.abstract if _gives(_RELEASED.sub("", each))]
        given = [each for each in given if stands_alone(each)]
        chosen += said.take((each for each in given if not refers_back(each)), 1)
        chosen += said.take(_shown(text), _IDEAS - len(chosen))
    return tuple(_named(piece) for piece in chosen)


def _named(piece: str) -> Labelled:
    """The piece behind the name that it begins with, if it does."""
    piece = _PLACE.sub("", piece)
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


def _counted(blocks: Sequence[str]) -> list[str]:
    """The items within the sentence that announces them, else the sentences behind it that count:
    "(1) We …", "First, we …"."""
    told = [sentence for block in blocks for sentence in sentences(block)]
    found: list[str] = []
    for index, sentence in enumerate(told):
        if not _ANNOUNCED.search(sentence):
            continue
        announcing, parts = within(sentence)
        if parts and _ANNOUNCED.search(announcing):
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


def _made(text: Text) -> Iterator[str]:
    """What the paper says that it makes: in the abstract, the introduction, then anywhere."""
    method = [each for each in text.of(Kind.METHOD) if _PROPOSES.search(each)]
    for pool in (text.abstract, text.of(Kind.INTRODUCTION), method):
        for sentence in pool:
            sentence = without_turn(sentence)
            aside = _FURNITURE.search(sentence) or _DENIES.search(sentence)
            telling = _MAKES.search(sentence) and not aside
            plain = stands_alone(sentence) and not sentence.endswith(("?", "？"))
            plain = plain and not refers_back(sentence) and not is_release(sentence)
            if telling and plain and len(sentence) >= _SAYS_LITTLE and reads_well(sentence):
                yield sentence


def _done(text: Text, names: Names) -> Iterator[str]:
    """What the abstract and the introduction say that the paper's own method does."""
    named = "|".join([_PROPOSED, *map(re.escape, names.names)])
    does = re.compile(rf"^(?:{named})(?: \([\w-]+\))? (?:[a-z]{{2,20}}ly )?{_DOES}\b")
    for sentence in (*text.abstract, *text.of(Kind.INTRODUCTION)):
        plain = stands_alone(sentence) and not refers_back(sentence)
        if does.match(sentence) and plain and reads_well(sentence):
            yield sentence


def _going_on(abstract: Sequence[str]) -> Iterator[str]:
    """What the abstract goes on with behind what it gives, up to the first trial or result."""
    given = next((index for index, each in enumerate(abstract) if _gives(each)), len(abstract))
    for sentence in abstract[given + 1 :]:
        came = CUES["tries"].search(sentence) or CUES["outperforms"].search(sentence)
        if came or is_headline(sentence) or _SHOWS.search(sentence):
            return
        aside = _FURNITURE.search(sentence) or _PROTOCOL.search(sentence)
        aside = aside or _DENIES.search(sentence) or CUES["released"].search(sentence)
        aside = aside or _TAKES.match(sentence) or _FROM.search(sentence)
        plain = stands_alone(sentence) and not refers_back(sentence) and reads_well(sentence)
        if plain and not aside and "%" not in sentence:
            yield sentence


def _shown(text: Text) -> Iterator[str]:
    """What the introduction and the conclusion say that the paper shows, where it makes nothing."""
    for sentence in text.of(Kind.INTRODUCTION, Kind.CONCLUSION):
        plain = stands_alone(sentence) and not refers_back(sentence)
        of_others = _FURNITURE.search(sentence) or _CITES.search(sentence)
        if _SHOWS.search(sentence) and plain and not of_others and len(sentence) >= _SAYS_LITTLE:
            yield sentence


def _telling(opening: Sequence[str]) -> Iterator[str]:
    """The abstract's sentences that tell an idea rather than anything else, the best first."""
    weights = tells.told(opening)
    order = sorted(range(len(opening)), key=lambda index: -weights[index][Tell.IDEA])
    for index in order:
        strongest = max(weights[index], key=lambda tell: weights[index][tell])
        sentence = opening[index]
        asks = sentence.endswith(("?", "？"))
        of_others = CUES["prior"].search(sentence) and _PAIN.search(sentence)
        aside = of_others or is_release(sentence) or _PROTOCOL.search(sentence)
        no_idea = _DENIES.search(sentence) or is_headline(sentence)
        taken = _TAKES.match(sentence) or _FROM.search(sentence) or refers_back(sentence)
        telling = strongest is Tell.IDEA and not (asks or aside or no_idea or taken)
        if telling and stands_alone(sentence) and len(sentence) >= _SAYS_LITTLE:
            yield from quotable(sentence)
