"""What a paper says is new in it: its innovations. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.models import Labelled
from core.reading import tells
from core.reading.claims import claims
from core.reading.condense import Kind
from core.reading.cues import CUES
from core.reading.giving import OF_OTHERS, SAYS_LITTLE, gives, gives_a_thing, is_no_gift
from core.reading.lists import BELOW, HEAD, items, within
from core.reading.outcomes import is_headline
from core.reading.own import Names
from core.reading.quotable import (
    Said,
    Text,
    is_alone,
    is_item,
    quotable,
    reads_well,
    without_turn,
)
from core.reading.releases import is_release
from core.reading.tells import Tell
from core.reading.wording import any_of, anycase, says_any
from core.sentences import sentences

_MOST, _ENOUGH, _IDEAS, _FEW = 5, 3, 2, 2
# Words in a row, by which one piece tells what another does.
_RUN, _A_WORD = 6, re.compile(r"\w+")
_NAMES = 300  # characters of all pieces
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
# Where data is from.
_FROM = anycase(
    r"\b(?:data ?sets?|data|corpus|benchmark|annotations?|images|samples|labels) (?:is|are|was|"
    r"were) (?:\w{3,20}ly )?(?:derived|taken|drawn|collected|sourced|obtained|gathered) from\b"
)
# Where the paper's text goes on, what will be told, or what others did.
_ELSEWHERE = any_of(
    r"in (?:this|the next|the following) (?:section|subsection|appendix)|code (?:is|are|and)|"
    r"available at|acknowledge|et al\b|related work|we (?:refer|leave|defer|note|refer)|"
    r"future work|hope to|plan to|intend to|for details"
)
_FURNITURE = anycase(
    rf"{_ELSEWHERE.pattern}|\b(?:have been|hope|will|now|(?:we|is|are|was|were) only|only to|"
    rf"previous(?:ly)? (?:work|propos)|perform(?:s|ed)? (?:poorly|well|best|worse))\b"
)
# What tells where a thing is, and nothing of what it does.
_ONLY_WHERE = anycase(
    r"We (?:[a-z]{1,20} )?(?:releas|publish|open-?sourc)e?d? (?:[\w-]{1,20} ){1,5}(?:at|on|under|"
    r"via|through) https?://"
)
_PAIN = anycase(f"{CUES['lack'].pattern}|{CUES['hard'].pattern}")
_CONTRIBUTIONS = anycase(r"\bcontributions?\b[.:]?$|贡献")
_NEAR = 4  # paragraphs, in which contributions are counted
# Where the paper tells more of a thing, at its end.
_PLACE = re.compile(r"\s\((?:see )?(?:§|Sections? |Sect?s?\. |Appendix )[^()]{1,30}\)[.;,]?$")
_PLACE_OF_NAME = re.compile(r"(?<=\w)\s\((?:§|Sections? |Sect?s?\. )[^()]{1,30}\)(?=[.:]\s)")
_COUNTING = re.compile(
    r"(?:\((?:C?\d|i{1,3}|iv|v|[a-e])\)|(?:\d|i{1,3}|iv|v)\)|(?:First|Second|Third|Fourth|Fifth|"
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
    r"\b(?:shows?|demonstrates?|reveals?|indicates?|suggests?|confirms?|finds?) "
    r"(?:that|how|why|when)\b|"
    r"^(?:The|Our) (?:results|findings|experiments|analys[ie]s) ",
)
_CITES = re.compile(r"\[[^\[\]\d]{0,60}\d[^\[\]]{0,60}\]|\([^()\d]{0,60}\b(?:19|20)\d\d[a-z]?\)")
# How a trial was set up.
_PROTOCOL = any_of("seeds?|protocols?|budgets?|conditions|epochs|baselines?|batch size")
_SPOKEN = any_of("we|our|this|that|these|is|are|was|were|can|i")
# That there are trials says nothing of what is new.
_TRIALS = re.compile(
    r"\b(?:present|report|provide|give|discuss)s? (?:\w{1,20} ){0,2}"
    r"(?:results|experiments|trials)\b"
)
# An item that tells of trials alone.
_ONLY_TRIALS = anycase(
    r"(?:Extensive|Comprehensive|Thorough|Experiments?|Experimental|Empirical) [^.;:]{0,60}\b"
    r"(?:show|demonstrate|validate|confirm|verify|reveal)s?\b|"
    r"We (?:\w{2,20}ly )?(?:conduct|perform|carry out|run|report|provide|present) "
    r"(?:[\w-]{1,30} ){0,4}(?:experiments|ablations?|evaluations|(?:ablation|user) stud(?:y|ies)|"
    r"results)\b"
)
# What only leads to something else, or tells of others what they do not do.
_SAYS_NOTHING = re.compile(
    r"\b(?:two|three|four|five|several) (?:[\w-]{1,20} ){0,2}\w{3,20}s[.:]$|"
    r"\bquestion (?:is|of) (?:how|whether|what|why)\b|\b(?:future|open) (?:directions|challenges|"
    r"questions)\b|^(?:One|Two|Three|Four|Five|Of) |(?:two|three|four)-?fold[.:]$|"
    r"^The (?:goal|aim) is\b|^[^,;]{3,80}, (?:yet|but) (?:it|they) "
)
# Behind which the results begin; data and benchmarks may be what is made.
_TRIES = any_of(
    r"experiment\w*|evaluat\w*|empirical\w*|extensive\w*|results?|user study|ablations?",
    "实验|评测",
)
_SEEMS = re.compile(r"\b(?:appears?|seems?) to\b|\b(?:is|are) effective\b")
# What we do or find, at a sentence's beginning.
_WE_DO = re.compile(
    r"(?:(?:In (?:summary|short)|To summari[sz]e), )?"
    r"(?:[Ww]e|[Oo]ur (?:work|study|paper|method|approach|system|framework|analysis|results|"
    r"findings)|[Tt]his (?:paper|work|study)) "
    r"(?:also |further |first |additionally |\w{3,20}ly ){0,2}(?:report that|fit|train|"
    r"synthesi[sz]|implement|formali[sz]|formulat|extend|augment|integrat|combin|cast|"
    r"reformulat|replac|measur|quantif|isolat|separat|analy[sz]|investigat|examin|characteri[sz]|"
    r"identif|show|find|found|observe|demonstrat|reveal|argue|conclude|prov|deriv|learn|"
    r"construct|collect|annotat|releas|reduc|enabl|provid|offer|give|creat|built|cover)\w*\b"
)
_PROPOSES = anycase(r"\bwe (?:propose|introduce|develop|design|devise|call|term|dub)\b|提出")


def innovations(text: Text, said: Said, names: Names) -> tuple[Labelled, ...]:
    """Three to five pieces, where there are so many: what the introduction lists, what the paper
    says that it makes, what its own method does, then what tells its idea."""
    listed = list(_listed(_blocks(text)))
    # That there were trials is no innovation, where the list tells any.
    made = [each for each in listed if not _ONLY_TRIALS.match(HEAD.sub("", each, count=1))]
    # What the contribution tells along stands in the list all the same.
    chosen = [each for each in (made if len(made) > 1 else listed) if not said.tells_all(each)]
    chosen = Said().take(chosen, _MOST)
    for each in chosen:
        said.add(each)
    if len(chosen) < _ENOUGH:
        _fill(claims(text, names), chosen, said, min(_IDEAS, _ENOUGH - len(chosen)))
    if len(chosen) < _ENOUGH:
        _fill(_made(text), chosen, said, _ENOUGH - len(chosen))
    if len(chosen) < _ENOUGH:
        _fill(_done(text, names), chosen, said, _ENOUGH - len(chosen))
    if len(chosen) < _ENOUGH:
        _fill(_telling(text.abstract), chosen, said, min(_IDEAS, _ENOUGH - len(chosen)))
    if sum(map(len, chosen)) < _NAMES:
        # A list of mere names says little.
        further = (*_done(text, names), *_telling(text.abstract))
        chosen += said.take((each for each in further if not _FURNITURE.search(each)), _IDEAS)
    if len(chosen) < _ENOUGH:
        _fill(_going_on(text.abstract), chosen, said, _ENOUGH - len(chosen))
    if len(chosen) < _ENOUGH:
        _fill(_did(text), chosen, said, _ENOUGH - len(chosen))
    if not chosen:
        given = [each for each in text.abstract if gives_a_thing(each) and is_alone(each)]
        aside = [each for each in given if _TRIALS.search(each) or _FURNITURE.search(each)]
        chosen += said.take((each for each in given if each not in aside), 1)
        chosen += said.take(_shown(text), _IDEAS - len(chosen))
    return tuple(_named(piece) for piece in chosen)


def _fill(pool: Iterable[str], chosen: list[str], said: Said, count: int) -> None:
    """Adds what is new in the pool and shares no run of words with what is chosen, which tells the
    same in other words; the items of a list are held to nothing of the kind."""
    full = len(chosen) + count
    for sentence in pool:
        if len(chosen) >= full:
            return
        if _runs(sentence).isdisjoint(run for piece in chosen for run in _runs(piece)):
            chosen += said.take((sentence,), 1)


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


def _made(text: Text) -> Iterator[str]:
    """What the paper says that it makes: in the abstract, the introduction, then anywhere."""
    method = [each for each in text.of(Kind.METHOD) if _PROPOSES.search(each)]
    for pool in (text.abstract, text.of(Kind.INTRODUCTION), method):
        for sentence in pool:
            sentence = without_turn(sentence)
            aside = says_any(sentence, _FURNITURE, _TRIALS) or is_no_gift(sentence)
            aside = aside or is_release(sentence)
            telling = _MAKES.search(sentence) and is_alone(sentence) and not aside
            if telling and len(sentence) >= SAYS_LITTLE and reads_well(sentence):
                yield sentence


def _done(text: Text, names: Names) -> Iterator[str]:
    """What the abstract and the introduction say that the paper's own method does."""
    named = "|".join([_PROPOSED, *map(re.escape, names.names)])
    does = re.compile(rf"^(?:{named})(?: \([\w-]+\))? (?:[a-z]{{2,20}}ly )?{_DOES}\b")
    for sentence in (*text.abstract, *text.of(Kind.INTRODUCTION)):
        if does.match(sentence) and is_alone(sentence) and reads_well(sentence):
            yield sentence


def _going_on(abstract: Sequence[str]) -> Iterator[str]:
    """What the abstract goes on with behind what it gives, up to the first trial or result."""
    given = next((index for index, each in enumerate(abstract) if gives(each)), len(abstract))
    for sentence in abstract[given + 1 :]:
        came = _TRIES.search(sentence) or CUES["outperforms"].search(sentence)
        if came or is_headline(sentence) or _SHOWS.search(sentence):
            return
        aside = says_any(sentence, _FURNITURE, _PROTOCOL, _FROM, _SEEMS, _SAYS_NOTHING)
        aside = aside or CUES["released"].search(sentence) is not None or "%" in sentence
        of_others = is_no_gift(sentence) or OF_OTHERS.match(sentence)
        if is_alone(sentence) and reads_well(sentence) and not (aside or of_others):
            yield without_turn(sentence)


def _did(text: Text) -> Iterator[str]:
    """What the paper says that it does or finds, where it makes little: the abstract, then the
    introduction and the conclusion."""
    for sentence in (*text.abstract, *text.of(Kind.INTRODUCTION, Kind.CONCLUSION)):
        plain = without_turn(sentence)
        if sentence not in text.abstract and _CITES.search(sentence):
            continue
        # That it is done "then" is all that hangs.
        alone = plain.replace("We then ", "We ", 1)
        if not _WE_DO.match(alone) or not is_alone(alone):
            continue
        aside = says_any(plain, _FURNITURE, _PROTOCOL, _SAYS_NOTHING)
        aside = aside or is_release(plain) or is_no_gift(plain)
        if not aside and len(plain) >= SAYS_LITTLE and reads_well(plain):
            yield plain


def _shown(text: Text) -> Iterator[str]:
    """What the introduction and the conclusion say that the paper shows, where it makes nothing."""
    for sentence in text.of(Kind.INTRODUCTION, Kind.CONCLUSION):
        of_others = says_any(sentence, _FURNITURE, _CITES)
        shows = _SHOWS.search(sentence) and is_alone(sentence)
        if shows and not of_others and len(sentence) >= SAYS_LITTLE:
            yield sentence


def _telling(opening: Sequence[str]) -> Iterator[str]:
    """The abstract's sentences that tell an idea rather than anything else, the best first."""
    weights = tells.told(opening)
    order = sorted(range(len(opening)), key=lambda index: -weights[index][Tell.IDEA])
    for index in order:
        strongest = max(weights[index], key=lambda tell: weights[index][tell])
        sentence = opening[index]
        of_others = CUES["prior"].search(sentence) and _PAIN.search(sentence)
        of_others = of_others or OF_OTHERS.match(sentence)
        aside = says_any(sentence, _PROTOCOL, _SAYS_NOTHING, _FROM)
        aside = aside or is_release(sentence) or is_headline(sentence) or is_no_gift(sentence)
        telling = strongest is Tell.IDEA and is_alone(sentence) and not (of_others or aside)
        if telling and len(sentence) >= SAYS_LITTLE:
            yield from quotable(sentence)
