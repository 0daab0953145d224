"""Where a paper's own code, data and models are, and under which licence. Pure."""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from core.models import Paper
from core.reading import reruns
from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import Said, Text, is_item, is_plain, reads_well, without_marker
from core.reading.wording import any_of, anycase

_RELEASES, _NOTES = 4, 2
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
    r"implementation|data|model|benchmark|tool|package|corpus|harness|toolkit|framework|simulator|"
    r"prompts|annotations|recordings|catalogue?|slides|images|spectra|"
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
# An item of a list that has an address, and of what it may be.
_LABELLED = re.compile(r"(?P<what>[A-Z][\w ,&/-]{2,40}): (?:https?://|www\.)\S{6,200}$")
# What is not called by another's name.
_PLAIN = re.compile(r"[A-Z]?[a-z]+(?:[ ,&/-]{1,3}[a-z]+){0,5}")
_NAMED_THINGS = any_of(
    "code|data(?: ?sets?)?|models?|weights|checkpoints|demo|project page|website|repository|"
    "benchmark|corpus|software|package"
)
# By what licences are called.
_TERMS = re.compile(
    r"\bCC[- ]BY|\bCC0\b|\bMIT\b|\bApache\b|GPL\b|\bBSD\b|OpenRAIL|Creative Commons"
)
_LICENCE = re.compile(
    r"\b(?:licen[cs]ed?\b[^.;]{0,60}?\b(?:CC[- ]BY|CC0|MIT|Apache|GPL|BSD|OpenRAIL|Creative "
    r"Commons)|(?:CC[- ]BY|CC0|MIT|Apache|L?GPL|BSD|OpenRAIL|Creative Commons)[\w .-]{0,40}"
    r"licen[cs]e)",
)


def releases(text: Text, said: Said, names: Names) -> list[str]:
    """What says where the code, data and models are, those with an address first."""
    pool = _everything(text)
    found = (*_listed(text), *_placed(pool, text), *_named(pool, names))
    return _apart(said.take(found, _RELEASES))


def licence(text: Text, told: Iterable[str], said: Said) -> list[str]:
    """What tells the licence, but where what is `told` of releases says it already."""
    if _TERMS.search(" ".join(told)):
        return []
    return said.take(
        (each for each in _everything(text) if _LICENCE.search(each) and is_plain(each)), 1
    )


def _everything(text: Text) -> list[str]:
    kinds = (Kind.INTRODUCTION, Kind.METHOD, Kind.RESULTS)
    more = (Kind.CONCLUSION, Kind.ASIDE, Kind.APPENDIX)
    return [*filter(reads_well, text.abstract), *text.of(*kinds), *text.of(*more)]


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


def links(paper: Paper, text: Text, releases: Sequence[str]) -> list[str]:
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


def _listed(text: Text) -> Iterator[str]:
    """The items of lists that give an address of the paper's own things: "Code: https://…"."""
    for part in text.parts:
        for block in part.blocks:
            if "://" not in block and "www." not in block:
                continue
            item = without_marker(block)
            found = _LABELLED.match(item) if is_item(block) else None
            if found and _NAMED_THINGS.search(found["what"]) and _PLAIN.fullmatch(found["what"]):
                yield item
