"""How a paper's work is used: what goes in and comes out, steps, what it takes, where it is. Pure.

Little of a paper says so; what does not plainly say it is left out.
"""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.models import Labelled, Paper, Usage
from core.reading.condense import Kind
from core.reading.quotable import Said, Text, quotable, reads_well, stands_alone

_STEPS = range(2, 6)
_NOTES, _NEEDS = 2, 1
_OURS = (
    r"(?:we|our (?:\w{1,20} ){0,3}(?:model|method|system|network|framework|approach|pipeline|"
    r"algorithm|tool)|the (?:proposed |resulting )?(?:model|method|system|framework|approach|"
    r"network|pipeline|tool|algorithm))"
)
_INPUT = re.compile(
    rf"\b(?:{_OURS}\b[^.;]{{0,80}}?\btakes?\b[^.;]{{0,120}}?\b(?:as (?:an? )?inputs?)|"
    rf"{_OURS} takes (?:an?|the|as inputs?)\b|"
    r"(?:the|our) inputs? to (?:the|our) [\w -]{3,40} (?:is|are|consists?)|"
    r"(?<=^The )inputs? (?:is|are) (?:an?|the|any|one)\b)|输入(?:为|是)",
    re.IGNORECASE,
)
# Said of a whole paper; in its method, of any part of it.
_GIVEN = re.compile(
    rf"\bgiven (?:an?|the|some|any)\b[^.;]{{0,120}}?, {_OURS}\b|{_INPUT.pattern}", re.IGNORECASE
)
_OUTPUT = re.compile(
    rf"\b(?:(?<=^The )outputs? (?:is|are) (?:an?|the|one)\b|{_OURS} (?:then |"
    rf"directly )?(?:outputs|generates|produces|predicts|returns) "
    r"(?:an?|the|its|one)|(?:the|our) (?:final )?outputs? of (?:the|our) (?:model|system|method|"
    r"framework|pipeline|algorithm) (?:is|are|consists?))\b|输出(?:为|是)",
    re.IGNORECASE,
)
# What is done in turn; "First, it is simple" is an argument.
_STEP = re.compile(
    r"^(?:(?:First|Second|Third|Fourth|Then|Next|Finally|Lastly|Afterwards?|"
    r"Subsequently)(?:ly)?,?\s"
    r"(?:we|you|users?|the (?:model|system|user))\s(?!show|find|observe|see|note|compare|discuss|"
    r"evaluate|report|demonstrate|present|introduce|describe|give|believe|expect|is|are)|"
    r"Step \d|Stage \d|首先|其次|然后|最后)",
)
_NEEDED = re.compile(
    r"\b(?:\d[\d,]{0,8}|one|two|four|eight|sixteen|single)\s(?:[\w-]{1,20}\s){0,3}"
    r"(?:GPUs?|TPUs?|CPUs?|[AVHTP]\d{2,3}s?|TPUv\d|RTX ?\d{4})\b|"
    r"\b(?:GPU|TPU)[- ]?(?:hours?|days?)\b|\b\d{1,4}\s?GB\b|\bsingle (?:GPU|machine)\b|显存|显卡",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    r"\b(?:train|fine-?tun|run|ran|inference|experiment|conduct|deploy|memory|requir|us(?:e|ed)|"
    r"fit|took|take)\w*",
    re.IGNORECASE,
)
# How it was trained: several settings with their numbers.
_TUNED = re.compile(
    r"\b(?:(?:pre-?)?train|fine-?tun|optimi[sz])(?:e|ed|ing)?\b|训练|微调", re.IGNORECASE
)
_SETTINGS = re.compile(
    r"\b(?P<epochs>epochs)\b|\b(?P<batch>(?:mini-?)?batch(?:es)?)\b|"
    r"\b(?P<rate>learning rates?|LR)\b|\b(?P<optimizer>AdamW?|SGD|RMSProp|Adafactor|Muon)\b|"
    r"\b(?P<steps>\d[\d,]{0,8}k? (?:[\w-]{1,20} )?(?:steps|iterations|updates))\b|"
    r"\b(?P<others>warm-?up|weight decay|dropout|LoRA)\b|"
    r"(?P<zh_batch>批量|批大小)|(?P<zh_rate>学习率)|(?P<zh_epochs>轮)",
    re.IGNORECASE,
)
_LEAST_SETTINGS = 2
# What it is that others take: for a comparison, they are run as well.
_OF_OTHERS = re.compile(
    r"\b(?:ablat\w+|variants?|baselines?|competitors?|competing|(?:compared|other|prior) methods?|"
    r"prior work|their (?:own|original|authors)|suffers?|et al)\b|(?-i:^For [A-Z])",
    re.IGNORECASE,
)
# What is done in a case apart, as when an answer is malformed.
_CASE = re.compile(r"(?:If|When|Unless|Whenever|Once)\b")
_RELEASE = re.compile(
    r"\b(?:code|codebase|implementation|models?|weights|checkpoints?|data(?:set)?s?|benchmark|"
    r"package|library|tool|software|repository|demo|platform|scripts?|materials?|corpus|harness|"
    r"toolkit|framework|simulator|prompts|annotations|recordings|logs)\b[^.;]{0,90}?\b"
    r"(?:(?:is|are|be|been|made)\s(?:\w{1,20}\s){0,3}(?:available|public|open-?sourced|released|"
    r"accessible|downloaded|found (?:at|on|in|here)|hosted)|available (?:at|on|from|under))|"
    r"\b(?:we|authors?) (?:\w{1,20} ){0,3}(?:release|open-?source|publish)\w*\b[^.;]{0,80}?\b"
    r"(?:code|models?|weights|checkpoints?|data(?:set)?s?|benchmark|tool|software|package)\b|"
    r"\b(?:we|authors?) (?:\w{1,20} ){0,3}make\b[^.;]{0,80}?\b(?:available|public)\b|"
    r"\b(?:pip install|project (?:web)?page:? |licen[cs]ed? under|open-?sourced? (?:at|under|on))|"
    r"开源|代码",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|github\.com/|huggingface\.co/|gitlab\.com/|zenodo\.org/")
_OWN_CODE = re.compile(
    r"\b(?:we|our|this|the (?:code|data|model|benchmark|tool|package|corpus|harness|toolkit|"
    r"framework|simulator|prompts|annotations|recordings))\b|"
    r"^(?:all )?(?:code|codebase|implementations?|models?|weights|checkpoints|data(?:sets?)?|"
    r"scripts|demos?)\b",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:et al|their (?:code|model)|previous|unlike|other works?|not (?:be )?(?:publicly|publish|"
    r"release|available)\w*|released? (?:between|by|in (?:\d{4}|[A-Z][a-z]{2,8} \d))|if (?:not|"
    r"accepted)|models? from|"
    r"after (?:its|the|their) release)\b",
    re.IGNORECASE,
)
_SIZES = re.compile(
    r"\b\d{1,4}(?:\.\d{1,3})?\s?(?:B|M|billion|million)(?:[ -]parameters?)?\b", re.IGNORECASE
)
_VERSIONS = re.compile(
    r"\b(?:we|our)\b[^.;]{0,80}?\b(?:release|train|provide|present|introduce|report|offer|denote)"
    r"\w*\b[^;]{0,160}?\b(?:sizes?|versions?|variants?|parameters?)\b",
    re.IGNORECASE,
)


def usage(paper: Paper, text: Text, said: Said) -> Usage:
    """What plainly tells how to use the work; each part may be empty."""
    method = text.of(Kind.METHOD, Kind.RESULTS, Kind.INTRODUCTION)
    quotes = _well(text.abstract)
    everything = [*quotes, *text.of(Kind.INTRODUCTION, Kind.METHOD, Kind.RESULTS)]
    everything += text.of(Kind.CONCLUSION, Kind.APPENDIX)
    releases = said.take(_released(everything), _NOTES)
    sizes = said.take(_sized(everything), 1)
    told = [*_only(_GIVEN, [*quotes, *text.of(Kind.INTRODUCTION)]), *_only(_INPUT, method)]
    taken = said.take(told, 1)
    given = said.take(_only(_OUTPUT, [*quotes, *method]), 1)
    steps = _steps(text, said)
    setup = [*method, *text.of(Kind.APPENDIX)]
    needs = said.take(_needed([*quotes, *setup]), _NEEDS)
    recipes = said.take(_recipes(setup), 1)
    links = _links(paper, " ".join(releases))
    return Usage(
        input=" ".join(taken),
        output=" ".join(given),
        steps=steps,
        requirements=" ".join(needs),
        notes=tuple(Labelled("", note) for note in (*releases, *sizes, *recipes, *links)),
    )


def _links(paper: Paper, quoted: str) -> list[str]:
    """The source's links to code and project, those that no quote holds."""
    links = [link for link in (paper.repository, paper.project_page) if link]
    return [link for link in links if link not in quoted]


def _released(pool: Iterable[str]) -> Iterator[str]:
    """What says where the paper's own code, data or models are; that with an address first."""
    found = [each for each in pool if is_release(each)]
    yield from (each for each in found if _ADDRESS.search(each))
    yield from (each for each in found if not _ADDRESS.search(each))


def is_release(sentence: str) -> bool:
    """Whether the sentence says where the paper's own code, data or models are."""
    if not _RELEASE.search(sentence) or _OTHERS.search(sentence):
        return False
    return _ADDRESS.search(sentence) is not None or _OWN_CODE.search(sentence) is not None


def _sized(pool: Iterable[str]) -> Iterator[str]:
    """What says in which sizes there are models."""
    for sentence in pool:
        several = len(_SIZES.findall(sentence)) > 1
        if several and _VERSIONS.search(sentence) and stands_alone(sentence):
            yield sentence


def _needed(pool: Iterable[str]) -> Iterator[str]:
    for sentence in pool:
        told = _NEEDED.search(sentence) and _TRAINED.search(sentence)
        if told and not _OF_OTHERS.search(sentence):
            yield sentence


def _recipes(pool: Iterable[str]) -> Iterator[str]:
    """What tells how the work was trained, by several settings with their numbers."""
    for sentence in pool:
        settings = {each.lastgroup for each in _SETTINGS.finditer(sentence)}
        numbers = re.findall(r"\d+", sentence)
        told = min(len(settings), len(numbers)) >= _LEAST_SETTINGS and _TUNED.search(sentence)
        if told and "$" not in sentence and not _OF_OTHERS.search(sentence):
            yield sentence


def _only(cue: re.Pattern[str], pool: Iterable[str]) -> Iterator[str]:
    for sentence in pool:
        whole = stands_alone(sentence) and "$" not in sentence
        aside = _OF_OTHERS.search(sentence) or _CASE.match(sentence)
        if cue.search(sentence) and whole and not aside:
            yield sentence


def _steps(text: Text, said: Said) -> tuple[str, ...]:
    """The steps of the first paragraph that tells several in a row."""
    for block in (*text.blocks[Kind.METHOD], *text.blocks[Kind.INTRODUCTION]):
        steps = [each for each in quotable(block) if _STEP.match(each)]
        begins = bool(steps) and re.match(r"First|Step 1|Stage 1|首先", steps[0]) is not None
        if begins and len(steps) in _STEPS and "$" not in "".join(steps):
            return tuple(said.take(steps, len(steps)))
    return ()


def _well(pool: Sequence[str]) -> list[str]:
    return [sentence for sentence in pool if reads_well(sentence)]
