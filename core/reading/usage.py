"""How a paper's work is used: what goes in and comes out, steps, what it takes, where it is. Pure.

Little of a paper says so; what does not plainly say it is left out.
"""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from core.language import ReadingWords
from core.models import Labelled, Paper, Usage
from core.reading import labelled, limits, recipes, reruns, setups
from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.parts import covered, parts
from core.reading.quotable import Said, Text, reads_well, stands_alone
from core.reading.steps import steps
from core.reading.tabled import tabled
from core.reading.task import ends
from core.reading.wording import any_of, anycase
from core.reading.working import in_passing, working
from core.sentences import sentences

_RELEASES, _NOTES, _BOUNDS = 4, 2, 3
_FEW = 2  # parts that tell little of the whole
_NAMED = 120  # characters of all steps, by which they are named but hardly told
_RELEASE = anycase(
    r"\b(?:code|codebase|implementation|models?|weights|checkpoints?|data(?:set)?s?|benchmark|"
    r"package|library|tool|software|repository|demo|platform|scripts?|materials?|corpus|harness|"
    r"toolkit|framework|simulator|prompts|annotations|recordings|logs|catalogue?s?|slides|images|"
    r"spectra|transcripts|tables|"
    r"samples|questionnaires?|artifacts?|artefacts?)\b[^.;]{0,90}?\b"
    r"(?:(?:is|are|be|been|made)\s(?:\w{1,20}\s){0,3}(?:available|(?<!a )public|open-?sourced|"
    r"released|accessible|downloaded|found (?:at|on|in|here)|hosted|"
    r"provided (?:in|with|as) (?:the |our )?(?:supplement\w*|appendix|repository))|"
    r"(?:available|released|hosted|published|shared|archived) (?:at|on|from|under|via))|"
    r"\b(?:we|authors?) (?:\w{1,20} ){0,3}(?:release|open-?source|publish)\w*\b[^.;]{0,80}?\b"
    r"(?:code|models?|weights|checkpoints?|data(?:set)?s?|benchmark|tool|software|package)\b|"
    r"\b(?:we|authors?) (?:\w{1,20} ){0,3}make\b[^.;]{0,80}?\b(?:available|public)\b|"
    r"\b(?:artifact|artefact|data(?: ?set)?|code|software|archive)\b[^.;]{0,40}? DOI (?:is|:)|"
    r"\b(?:pip install|project (?:web)?page:? |licen[cs]ed? under|open-?sourced? (?:at|under|on))|"
    r"开源|代码"
)
# What is cheap to look for, in whatever a sentence of a release says.
_MAY_RELEASE = re.compile(
    r"[Aa]vail|[Pp]ublic|[Rr]eleas|[Oo]pen|ccessib|[Dd]ownload|found |[Hh]ost|provided |[Pp]ublish|"
    r"shared |[Aa]rchived|DOI|pip |[Pp]roject|[Ll]icen|开源|代码"
)
_ADDRESS = re.compile(r"https?://|github\.com/|huggingface\.co/|gitlab\.com/|zenodo\.org/")
_OWN_CODE = anycase(
    r"\b(?:we|our|this|the (?:(?:(?:source|analysis|evaluation|training|complete|full) )?code|"
    r"implementation|data|model|benchmark|tool|package|corpus|harness|toolkit|framework|simulator|prompts|annotations|recordings|catalogue?|slides|images|spectra|"
    r"transcripts|samples|questionnaires?))\b|"
    r"^(?:all )?(?:code|codebase|implementations?|models?|weights|checkpoints|data(?:sets?)?|"
    r"scripts|demos?|artifacts?|artefacts?)\b"
)
_OTHERS = any_of(
    r"et al|their (?:code|model)|previous|unlike|other works?|"
    r"not (?:be )?(?:publicly|publish|release|available)\w*|"
    r"released? (?:between|by|in (?:\d{4}|[A-Z][a-z]{2,8} \d))|if (?:not|accepted)|models? from|"
    r"after (?:its|the|their) release"
)
_SIZES = anycase(r"\b\d{1,4}(?:\.\d{1,3})?\s?(?:B|M|billion|million)(?:[ -]parameters?)?\b")
_VERSIONS = anycase(
    r"\b(?:we|our)\b[^.;]{0,80}?\b(?:release|train|provide|present|introduce|report|offer|denote)"
    r"\w*\b[^;]{0,160}?\b(?:sizes?|versions?|variants?|parameters?)\b"
)
_HAD = re.compile(
    r"(?P<name>[A-Z][\w+.-]{1,40}(?: [a-z]?\d[\w.]{0,6})?) (?:is|are) (?:(?:[a-z]{2,20}ly )?"
    r"(?:available|released|open-?sourced?|accessible|distributed|licen[cs]ed)|"
    r"(?:an?|also) (?:[\w-]{1,20} ){0,4}(?:library|package|toolkit|plug-?in|command-line tool|"
    r"web (?:application|service|interface)))\b"
)
# What is told to be released, as one of a few things.
_THINGS = any_of(
    "code|implementation|models?|weights|checkpoints?|data(?:set)?s?|benchmark|corpus|prompts|"
    "toolkit|demo|scripts?|artifacts?|artefacts?|logs|catalogue?s?|slides|images|spectra|"
    "transcripts|samples",
    "开源|代码",
)
# Where an address will stand, in a paper that does not name its authors yet.
_BLANK = anycase(
    r"\[[^\[\]\d]{0,40}\b(?:links?|url|anonymi[sz]ed|redacted|withheld|placeholder|removed|tba|tbd)\b"
    r"[^\[\]\d]{0,20}\]"
)
# The rest of a sentence, from the clause that has an address.
_CLAUSE = re.compile(r" and (?=(?:the |all |our )?(?:code|models?|weights|data)\b[^.]{0,60}://)")
# An address that a sentence's note has, which is read behind the sentence.
_NOTE = re.compile(r"\[(https?://[^\s\]]+)\]")
_NOTED = re.compile(rf"{_NOTE.pattern}\.?$")


def usage(paper: Paper, text: Text, said: Said, names: Names, words: ReadingWords) -> Usage:
    """What plainly tells how to use the work; each part may be empty."""
    given, made = ends(paper.title, text, names)
    everything = [sentence for sentence in text.abstract if reads_well(sentence)]
    everything += text.of(Kind.INTRODUCTION, Kind.METHOD, Kind.RESULTS)
    everything += text.of(Kind.CONCLUSION, Kind.ASIDE, Kind.APPENDIX)
    had = _named(everything, names)
    releases = _apart(
        said.take((*labelled.addresses(text), *_placed(everything, text), *had), _RELEASES)
    )
    in_turn = steps(text, said)
    goes_on = _new(working(paper.title, text, names), said)
    told = [
        *((words.code, each) for each in releases),
        *((words.licence, each) for each in _licence(everything, releases, said)),
        *((words.sizes, each) for each in said.take(_sized(everything), 1)),
        *((words.base, each) for each in said.take(_built(text, names), 1)),
        *((words.training, each) for each in _new(setups.trained(text, names), said)),
        *((words.training, each) for each in said.take((tabled(text),), 1) if each),
        *((words.data, each) for each in _data(text, said)),
        *((words.measures, each) for each in said.take(recipes.measured(text), 1)),
        *((words.running, each) for each in _new(setups.run(text, names), said)),
        *((words.running, each) for each in _new(setups.signs(text), said)),
        *((words.commands, each) for each in said.take(reruns.commands(text), 1)),
        *(("", each) for each in said.take(recipes.serving(text, names), 1)),
        *((words.bounds, each) for each in said.take(limits.bounds(text, names), _BOUNDS)),
        *(("", link) for link in _links(paper, text, releases)),
    ]
    needs = " ".join(_new(setups.needed(text, names), said))
    named = len("".join(in_turn)) < _NAMED
    in_parts = parts(paper.title, text, said, names) if named else []
    if not goes_on and len(in_parts) < _FEW:
        goes_on = _new(in_passing(paper.title, text, names), said)
    first = [
        *((words.working, each) for each in goes_on),
        *((words.covers, each) for each in (covered(paper.title, text),) if each),
        *((each.name, each.text) for each in in_parts),
    ]
    return Usage(
        input=given,
        output=made,
        steps=in_turn,
        requirements=needs,
        notes=tuple(Labelled(name, note) for name, note in (*first, *told)),
    )


def _licence(pool: Iterable[str], releases: Iterable[str], said: Said) -> list[str]:
    """What tells the licence, but where what is released says it already."""
    told = recipes.TERMS.search(" ".join(releases))
    return [] if told else said.take(recipes.licences(pool), 1)


def _built(text: Text, names: Names) -> Iterator[str]:
    yield from labelled.base(text)
    yield from recipes.built(text, names)


def _data(text: Text, said: Said) -> list[str]:
    """What a paragraph or a section on data tells, else a sentence that tells how much of it."""
    told = _new(labelled.data(text), said)
    if not told:
        return said.take(recipes.data(text), 1)
    known = any(recipes.AMOUNT.search(each) for each in told)
    return told if known else [*told, *said.take(recipes.amount(text), 1)]


def _new(told: str, said: Said) -> list[str]:
    """The text without its sentences that are told already, as a list of one; [] without any."""
    left = said.take(sentences(told), len(told))
    return [" ".join(left)] if left else []


def _apart(releases: Sequence[str]) -> list[str]:
    """Those of the releases that tell of a thing or an address more than the others."""
    known: set[str] = set()
    kept: list[str] = []
    for sentence in releases:
        told = (each.lower().rstrip("s") for each in _THINGS.findall(sentence))
        things = {each.replace("dataset", "data") for each in told}
        places = {each[0] for each in reruns.PLACE.finditer(sentence)}
        if not kept or (places or things) - known:
            kept.append(sentence)
        known |= things | places
    return kept[:_NOTES]


def _links(paper: Paper, text: Text, releases: Sequence[str]) -> list[str]:
    """The source's links to code and project, and those that notes have behind what is said of a
    release, but for those that a quote holds."""
    links = [link for link in (paper.repository, paper.project_page) if link]
    for before, behind in itertools.pairwise(text.abstract):
        noted = _NOTED.match(behind)
        if noted and is_release(before):
            links.append(noted[1])
    for block in (block for part in text.parts for block in part.blocks if "[http" in block):
        behind_it = (block.partition(told)[2].lstrip() for told in releases)
        links += [noted[1] for noted in map(_NOTE.match, behind_it) if noted]
    return [link for link in dict.fromkeys(links) if link not in " ".join(releases)]


def _placed(pool: Iterable[str], text: Text) -> Iterator[str]:
    """What says where the paper's own code, data or models are; that with an address first, then
    what sections on it say."""
    found = [_filled(each) for each in pool if is_release(each)]
    found = [each for each in found if each]
    yield from (each for each in found if _has_place(each))
    yield from reruns.places(text)
    yield from (each for each in found if not _has_place(each))


def _has_place(sentence: str) -> bool:
    place = _ADDRESS.search(sentence) or reruns.PLACE.search(sentence)
    return place is not None


def _filled(sentence: str) -> str:
    """The sentence, or its clause that has an address where another has none yet; "" without."""
    blank = _BLANK.search(sentence)
    if not blank:
        return sentence
    clause = _CLAUSE.search(sentence, blank.end())
    return sentence[clause.end()].upper() + sentence[clause.end() + 1 :] if clause else ""


def _named(pool: Iterable[str], names: Names) -> Iterator[str]:
    """What says that what the paper names is to be had, or is a thing to be installed."""
    for sentence in pool:
        had = _HAD.match(sentence)
        if had and had["name"] in names.names and not _OTHERS.search(sentence):
            yield sentence


def is_release(sentence: str) -> bool:
    """Whether the sentence says where the paper's own code, data or models are."""
    if not _MAY_RELEASE.search(sentence):
        return False
    if not _RELEASE.search(sentence) or _OTHERS.search(sentence):
        return False
    return _has_place(sentence) or _OWN_CODE.search(sentence) is not None


def _sized(pool: Iterable[str]) -> Iterator[str]:
    """What says in which sizes there are models."""
    for sentence in pool:
        several = len(_SIZES.findall(sentence)) > 1
        if several and _VERSIONS.search(sentence) and stands_alone(sentence):
            yield sentence
