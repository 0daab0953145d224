"""What paragraphs tell that begin with a label, as "Dataset. …", and what sections on data say of
where it is from and how much there is. Pure."""

# Chinese is read here: what titles of sections on data say.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.reading.condense import Kind
from core.reading.quotable import Text, has_plain_signs, is_item, quotable, without_marker
from core.reading.recipes import AMOUNT, MORE, follows, is_plain
from core.reading.wording import any_of, anycase
from core.sentences import sentences

_KINDS = (Kind.METHOD, Kind.RESULTS, Kind.APPENDIX)
_SIGNS = 16  # of a formula
_LONGEST, _LEAST = 420, 20  # characters of what is told, and of one sentence of a paragraph
_SOURCES = 2
_LABEL = anycase(
    r"(?:(?P<data>(?:training |evaluation |test )?(?:data ?sets?|data|corpus|corpora|benchmarks?)"
    r"(?: (?:and|&) (?:splits?|metrics))?|data splits?|participants|subjects|cohort)|"
    r"(?P<base>(?:base|backbone|foundation) (?:models?|network|LLM)|backbones?)|"
    r"(?P<flow>inputs?(?:,| and| &) outputs?|(?:overall |inference )?(?:pipeline|workflow|"
    r"procedure)|"
    r"overview|problem (?:formulation|set-?up)|inference|输入(?:与|和)输出|流程))\s?[.:]\s+(?=\S)"
)
_TITLED = any_of(
    "data ?sets?|data(?! (?:augmentation|structures?|model|analysis|flow|efficiency|plane|"
    "availability|mixing|selection|scaling|generation))|corpus|corpora|participants|cohort|"
    "materials",
    "数据",
)
_THING = (
    r"(?:data ?sets?|data|corpus|corpora|collections?|subsets?|images|recordings?|samples|records|"
    r"prices|returns|time series|positives|negatives|participants|patients|subjects|pairs|"
    r"documents|papers|scans|sentences|sequences|spectra|tweets|posts|questions|measurements|observations)"
)
_SOURCE = anycase(
    r"\bwe (?:\w{1,20} ){0,2}(?:use|used|collect|collected|gather|gathered|take|took|draw|drew|"
    r"obtain|obtained|download|downloaded|recruit|recruited|scraped?|compiled?|curated?)\b"
    rf"[^.;:]{{0,70}}?\b{_THING}\b|"
    r"^The (?:[\w-]{1,20} )?(?:experiments?|evaluation|study|analysis) uses? the\b|"
    rf"^The (?:[\w-]{{1,20}} )?{_THING} (?:contain|comprise|include|cover)(?:s|ed|d)? "
    r"(?=[^.]{0,160}(?:\d|\s(?-i:[A-Z])))|"
    rf"^(?:[\w-]{{1,24}} ){{0,5}}{_THING}\b[^.;,]{{0,40}}? (?:was|were|is|"
    rf"are) (?:\w{{1,20}} ){{0,2}}(?:obtained|"
    r"collected|taken|downloaded|drawn|recorded|gathered|derived|sampled|provided|aggregated|"
    r"scraped|"
    r"compiled|extracted|recruited) (?:from|by|at|in|on|between|during|with|using|via|through)\b|"
    rf"^(?:[\w-]{{1,24}} ){{0,5}}{_THING} (?:come|comes|came|stem|stems) from\b"
)
_HERE = re.compile(
    r" used (?:for|in) (?:this|the|our) (?:analysis|study|work|paper|experiments?|evaluation)"
    r"(?= (?:was|were|is|are|consists?|comprises?)\b)"
)
# Another's paper that tells more of it.
_MORE_OF_IT = re.compile(
    r",? (?:as |which is )?described in (?:more |further )?(?:detail )?(?:in |by )?\["
)
_SPLIT = anycase(r"\b(?:train|training|validation|dev|test)\b[^.;]{0,60}? \d[\d,]{1,12}\b")
_THE_SET = anycase(
    r"\b(?:the|our|this|each) (?:[\w-]{1,24},? (?:and )?){0,5}(?:sets?|sizes?|data|dataset|corpus|"
    r"collection|benchmark|splits?|cohort|sample|subset)(?: sets?)? (?:\w{1,20} )?(?:is|are|was|"
    r"were|has|"
    r"have|contains?|comprises?|comprised|consists?|consisted|includes?|included|totals?|spans?)\b"
)
_NAMED = re.compile(r"\d|(?<=\s)[A-Z]")
_ADDRESS = re.compile(r"(?P<what>[A-Z][\w ,&/-]{2,40}): (?:https?://|www\.)\S{6,200}$")
# What is not called by another's name.
_PLAIN = re.compile(r"[A-Z]?[a-z]+(?:[ ,&/-]{1,3}[a-z]+){0,5}")
_THINGS = any_of(
    "code|data(?: ?sets?)?|models?|weights|checkpoints|demo|project page|website|repository|"
    "benchmark|corpus|software|package"
)


def data(text: Text) -> str:
    """What a paragraph labelled as data tells, else where the data is from and how much there is,
    by a section on it; "" without."""
    return next(_below(text, "data"), "") or _of_sections(text)


def base(text: Text) -> Iterator[str]:
    """What paragraphs tell that are labelled as the base model."""
    return _below(text, "base")


def flow(text: Text) -> Iterator[str]:
    """What paragraphs tell that are labelled as what goes in and comes out, or as the way there."""
    return _below(text, "flow")


def addresses(text: Text) -> Iterator[str]:
    """The items of lists that give an address of the paper's own things: "Code: https://…"."""
    for part in text.parts:
        for block in part.blocks:
            if "://" not in block and "www." not in block:
                continue
            item = without_marker(block)
            found = _ADDRESS.match(item) if is_item(block) else None
            if found and _THINGS.search(found["what"]) and _PLAIN.fullmatch(found["what"]):
                yield item


def _below(text: Text, label: str) -> Iterator[str]:
    """What stands behind that label in a paragraph of its own, by whole sentences."""
    for part in text.parts:
        for block in part.blocks if part.kind in _KINDS else ():
            found = _LABEL.match(without_marker(block))
            if found and found[label]:
                told = _whole(sentences(without_marker(block)[found.end() :]))
                if _NAMED.search(told):
                    yield told


def _whole(behind: Iterable[str]) -> str:
    """The sentences up to the first that cannot be told alone or would make it too long."""
    kept: list[str] = []
    for sentence in behind:
        whole = (
            sentence[-1] in ".!。" and len(sentence) >= _LEAST and has_plain_signs(sentence, _SIGNS)
        )
        # A name may begin with a small letter.
        told = f"The one is {sentence}" if sentence[0].islower() else sentence
        alone = follows(told) if kept else is_plain(told)
        if not whole or not alone or len(" ".join((*kept, sentence))) > _LONGEST:
            break
        kept.append(sentence)
    return " ".join(kept)


def _of_sections(text: Text) -> str:
    """The first sentence of sections on data that tells its source, and the first that tells its
    amount; "" where there is no such section, or neither."""
    for part in text.parts:
        if part.kind not in _KINDS or not _TITLED.search(part.title):
            continue
        blocks = [block for block in part.blocks if not is_item(block)]
        told = [each for block in blocks for each in quotable(block, _SIGNS)]
        told = [each for each in told if is_plain(_bare(each)) and not MORE.search(each)]
        sources = [each for each in told if _HERE.search(each)][:_SOURCES]
        sources = sources or [each for each in told if _SOURCE.search(each)][:1]
        amounts = (each for each in told if each not in sources and _is_amount(each))
        chosen = (*sources, next(amounts, ""))
        found = " ".join(each for each in told if each in chosen)
        if found:
            return found if len(found) <= _LONGEST else chosen[0]
    return ""


def _bare(sentence: str) -> str:
    """The sentence without what says that the data is used here, or described by others."""
    return _MORE_OF_IT.sub(" [", _HERE.sub("", sentence))


def _is_amount(sentence: str) -> bool:
    amount = AMOUNT.search(sentence) or _SPLIT.search(sentence)
    return amount is not None and _THE_SET.search(sentence) is not None
