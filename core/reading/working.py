"""How a paper's work goes on, in a few sentences that stand together: what the caption of its
overview figure tells, else a paragraph of the method that tells one doing after the other. Pure."""

# Chinese is read here: what captions of overviews say.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from core.reading import labelled
from core.reading.condense import Kind
from core.reading.own import Names
from core.reading.quotable import (
    READABLE,
    Part,
    Text,
    is_item,
    leans,
    points_elsewhere,
    reads_well,
    refers_back,
    without_turn,
)
from core.reading.recipes import OF_OTHERS
from core.reading.subject import is_survey
from core.reading.wording import any_of, anycase
from core.sentences import sentences

_MOST, _LONGEST, _BOTH = 3, 480, 600  # sentences, characters of all and of two captions
_SIGNS = 6  # of formulas, in one sentence
_CAPTION = re.compile(r"(?:Figure|FIGURE|Fig\.|图)\s?[\dIVX]{1,4}\s?(?:[.:：|]\s*|\s(?=[A-Z]))")
# What each step of a drawing is counted by, while letters stand for its panels.
_COUNTED = re.compile(r"\(\d\)\s+")
# What the title of a figure says that shows the whole.
_OVERVIEW = any_of(
    r"over(?:view|all)|pipelines?|framework|architecture|workflow|schematic|"
    r"how \w[\w ]{1,30} works?|(?:system|evaluation|training|inference) (?:process|procedure|"
    r"design|harness|loop)|(?:our|proposed) (?:method|approach|system|model)",
    "框架|流程|总览|架构",
)
_NO_OVERVIEW = any_of(
    "comparisons?|compared|results?|differences?|examples?|versus|vs|ablations?|"
    "visuali[sz]ations?|performance|accuracy|previous|existing|traditional|conventional|standard|"
    "vanilla|typical|baselines?|et al|taxonomy|errors?|distributions?|histograms?|curves?|"
    "scores?|screenshots?|qualitative|quantitative"
)
# How a figure is drawn.
_DRAWN = anycase(
    r"\btop\b(?! (?:predictions?|candidates?|tokens?|results?|scores?|choices?)|[- ]?[k\d])|"
    r"\b(?:left|right|bottom|upper|lower|middle|dashed|dotted|solid|arrows?|colou?r\w*|red|"
    r"blue|green|gr[ae]y|orange|yellow|purple|panels?|shaded|rows?|columns?|legend|icons?|boxes|"
    r"circles?|x-axis|y-axis|symbols?|denot\w+|marked|highlighted|best viewed|zoom|shown|shows|"
    r"depicts?|illustrates?|figures?|subfigures?)\b|(?:^|[\s(])\([a-h](?:[–,-][a-h])?\)|图"
)
# What is done with data, one thing after the other.
_DOES = (
    r"(?:comput|extract|encod|decod|embed|feed|pass|project|select|generat|retriev|pack|"
    r"stor|predict|concatenat|aggregat|process|appl(?:y|ies|ied)|convert|split|filter|rank|scor|"
    r"updat|load|sav|send|receiv|reconstruct|append|build|construct|produc|output|emit|return|"
    r"normali[sz]|pool|merg|combin|fus|initiali[sz]|optimi[sz]|minimi[sz]|maximi[sz]|train|"
    r"fine-?tun|freez|insert|remov|replac|add|transform|render|estimat|detect|segment|classif|"
    r"match|assign|group|cluster|annotat|collect|ask|search|measur|"
    r"compar|choos|decid|solv|execut|call|check|writ|read|keep|discard|refin|tokeni[sz]|mask|"
    r"iterat|repeat|simulat|translat|rewrit|evolv|perturb|pose|adapt|follow|identif|mix)"
)
_ACTS = anycase(rf"\b{_DOES}(?:e?[sd]|ed|ing)?\b")
# What takes something and makes something of it.
_GOES = re.compile(
    r"^(?:An?|Our|The) [\w -]{3,40} takes? [^.;]{3,120}? (?:and|to|then) (?:then )?(?:outputs?|"
    r"produces?|emits?|predicts?|returns?|generates?|yields?)\b|"
    r"\bis (?:inserted|placed|plugged|wrapped) (?:in|into|between|before|after|around|on)\b"
)
# What there is to do, of a benchmark.
_TASK = re.compile(
    r"^(?:An?|Each|Every) (?:instance|example|task|item|query|problem) (?:is|consists of|"
    r"comprises|contains|pairs) (?:an?|the|one|two|three)\b|^The task is to\b"
)
# What is cheap to look for, in whatever the two say.
_MAY_GO = re.compile(r" takes? |is (?:inserted|placed|plugged|wrapped) ")
_MAY_ASK = re.compile(
    r"(?:instance|example|task|item|query|problem) (?:is|consists|comp|cont|pairs)"
)
_FLOWS = re.compile(
    r"^Given (?:an?|the|any|some|\$) ?[^,;]{2,90}, (?:we|our|the [\w-]{2,20} (?:is|are|[a-z]+s)\b)|"
    r"\b(?:takes?|receives?|accepts?|reads?) [^.;]{3,120}? (?:and|to|which|"
    r"then) (?:then )?(?:outputs?|"
    r"produces?|emits?|predicts?|returns?|generates?|yields?)\b|"
    r"\b(?:maps|turns|converts|translates|transforms) [^.;]{3,120}? (?:in)?to an?\b|"
    rf"{_TASK.pattern}|"
    r"\b(?:(?:at|during) (?:inference|test time|run ?time|deployment), |"
    r"is (?:inserted|placed|plugged|wrapped) (?:in|into|between|before|after|around|on))\b"
)
_TITLED = anycase(
    r"\b(?:overview|overall (?:framework|pipeline|architecture|process)|"
    r"(?:system|method|framework|pipeline|model) (?:overview|architecture|design))$|总体|概览"
)
_WHOLE = any_of(
    "overview|overall|framework|pipeline|architecture|approach|method(?:ology)?|system|"
    "implementation|procedure|workflow|algorithm|proposed|design|inference|setup|protocol",
    "框架|流程|方法",
)
# What is no doing: argued, shown, defined, planned.
_ARGUED = anycase(
    r"\b(?:because|however|would|could|might|should|will|hypothes\w+|suggests?|recall|prove|"
    r"theorem|lemma|let|suppose|denote|defined?|motivat\w+|argue|believe|find that|show that|"
    r"note that|observe that|significant\w*|outperform\w*|improves? (?:on|over)|in practice|often|"
    r"typically|usually|prior|previous|existing|conventional|traditional|standard \w+ (?:is|are)|"
    r"this paper|section|future|confirm\w*|validat\w*|verif\w*|matches|matching|agrees?|"
    r"each method|have emerged|has emerged|powerful|widely|popular|train/dev\S*|"
    r"(?:data|test|random) splits?|split by|hyper-?parameters?|dropout|epochs?|batch)\b|"
    r"\(\d+\.\d+%?\)|\d\.\d[^.]{0,60}\d\.\d[^.]{0,60}\d\.\d"
)
# A paragraph that begins with what its figure shows.
_SHOWN = re.compile(
    r"(?:As (?:shown|illustrated|depicted) in )?(?:Figure|Fig\.) ?\d{1,2}(?:\([a-h]\))?,? "
    r"(?:(?:shows|illustrates|depicts|outlines|presents|gives|provides|summari[sz]es) "
    r"(?P<what>[^.:]{3,120})[.:]$|(?P<told>[^.]+)$)"
)
# A name beside whom it is of: "FoldNet [12]", "FoldNet (Smith et al., 2020)"; and a sentence that
# begins with one.
_CITED = re.compile(
    r"\b(?P<name>[A-Z][\w+-]{2,30})\s?(?:\[[\d,;\s–-]{1,30}\]|\[?[a-z]{2,30}\d{4}[a-z]|"
    r"\([A-Z][\w’'-]{1,30}(?: et al\.?| (?:and|&) [A-Z][\w’'-]{1,30})?,? \(?(?:19|20)\d\d)"
)
_NAMED = re.compile(r"(?:The )?(?P<name>[A-Z][\w+-]{2,30})(?:’s)?\b")
_WHICH = re.compile(r"\bwhich (?:is|are) then\b")  # of what the sentence itself tells
_CASE = re.compile(r"(?:If|When|Unless|Whenever|Once|After|While|Since|As)\b")
_ASIDE = any_of(
    r"preliminar\w+|background|notations?|data ?sets?|data|theor\w+|proofs?|related|baselines?|"
    r"validation|robustness|sensitivity|discussion|comparison|statistics|studies|pilot|results?|"
    r"metrics?|motivat\w+|examples?|case study|problem|threat|definitions?|analysis"
)
_TELLING = 80  # characters
_LEAST_ACTS = 5
_STEM = 5  # letters, by which one doing is told from another
_FLOW = 5  # doings that a sentence counts for which tells what goes in and what comes out


def working(title: str, text: Text, names: Names) -> str:
    """What captions of overview figures tell, or the paragraph that introduces one; where that is
    little, the paragraph on the whole work that tells most doings in a row; "" without."""
    if is_survey(title):
        return ""
    captions = _captions(text)
    others = (_introduced(text), labelled.flow(text), _overviewed(text))
    told = max(captions, *(next(found, "") for found in others), key=len)
    if len(told) >= _TELLING:
        return told
    return _of_paragraphs(text, names, of_whole=True) or told


def in_passing(title: str, text: Text, names: Names) -> str:
    """The paragraph on a part of the work that tells most doings in a row; "" without."""
    return "" if is_survey(title) else _of_paragraphs(text, names, of_whole=False)


def _captions(text: Text) -> str:
    """What the first caption tells, with the second where both are not too long."""
    first, second = islice(chain(_captioned(text), ("", "")), 2)
    both = f"{first} {second}".strip()
    return both if len(both) <= _BOTH else first


def _captioned(text: Text) -> Iterator[str]:
    """What captions of figures tell that show the whole work; a title that only names it is left
    out."""
    for block in _blocks(text):
        found = _CAPTION.match(block)
        title, *rest = sentences(block[found.end() :] if found else "") or [""]
        if found and _is_overview(title):
            rest = [_COUNTED.sub("", each) for each in rest]
            told = _together(rest, _MOST)
            # What is left of a caption's end may be no more than a remark.
            if told and (told.startswith(rest[0]) or _doings_of(told) > 1):
                yield told


def _introduced(text: Text) -> Iterator[str]:
    """What paragraphs go on with that begin with what the overview figure shows."""
    for block in _blocks(text):
        first, *rest = sentences(block) if block.startswith(("Fig", "As ")) else [""]
        shown = _SHOWN.match(first)
        if shown and shown["what"] and _is_overview(shown["what"]):
            told = _together(rest, _MOST)
            if told:
                yield told


def _overviewed(text: Text) -> Iterator[str]:
    """What the first paragraph of a section tells that is titled as an overview."""
    for part in text.parts:
        if part.kind is Kind.METHOD and _TITLED.search(part.title):
            plain = (block for block in part.blocks if block and not _CAPTION.match(block))
            told = _together(sentences(next(plain, "")), _MOST)
            if told and _doings(told.split(". ")[0] + ".", least=1):
                yield told


def _blocks(text: Text) -> Iterator[str]:
    for part in text.parts:
        if part.kind in (Kind.INTRODUCTION, Kind.METHOD):
            yield from part.blocks


def _is_overview(title: str) -> bool:
    return bool(_OVERVIEW.search(title)) and not _NO_OVERVIEW.search(title)


def _of_paragraphs(text: Text, names: Names, *, of_whole: bool) -> str:
    """The sentences in a row that tell most doings, of all paragraphs on the whole work or of those
    on a part of it."""
    best, most = "", _LEAST_ACTS
    blocks = (block for part in text.parts for block in part.blocks)
    cited = {found["name"] for block in blocks for found in _CITED.finditer(block)}
    for part in text.parts:
        if part.kind not in (Kind.INTRODUCTION, Kind.METHOD):
            continue
        aside = _ASIDE.search(part.title) is not None
        whole = bool(_WHOLE.search(part.title) or names.are_in(part.title))
        for block in part.blocks:
            if not _may_tell(part, block, aside=aside):
                continue
            for told, count in _runs(block, alone=whole):
                goes = _GOES.search(told) is not None
                if part.kind is Kind.INTRODUCTION and not goes:
                    continue
                if of_whole != bool(whole or goes or _TASK.match(told)):
                    continue
                if aside and not _TASK.match(told):
                    continue
                named = _NAMED.match(told)
                if named and named["name"] in cited and not names.are_in(named["name"]):
                    continue
                if count + whole >= most + bool(best):
                    best, most = told, count + whole
    return best


def _may_tell(part: Part, block: str, *, aside: bool) -> bool:
    """Whether it is worth while to look for doings there; cheap."""
    if part.kind is Kind.INTRODUCTION and not _MAY_GO.search(block):
        return False
    return not aside or _MAY_ASK.search(block) is not None


def _runs(block: str, *, alone: bool) -> Iterator[tuple[str, int]]:
    """Sentences in a row that each tell something that is done, and how many doings they tell;
    one `alone`, too."""
    if is_item(block) or _CAPTION.match(block) or "\n" in block or " | " in block:
        return
    told = sentences(block)
    counts = [_doings(sentence) for sentence in told]
    for index, sentence in enumerate(told):
        begins = without_turn(sentence)
        flows = _FLOWS.search(begins)
        back = leans(begins) or (refers_back(begins) and not flows)
        if not counts[index] or back or _CASE.match(begins):
            continue
        row, count = [begins], counts[index]
        for following in range(index + 1, min(index + _MOST, len(told))):
            if not counts[following] or len(" ".join((*row, told[following]))) > _LONGEST:
                break
            row.append(told[following])
            count += counts[following]
        if len(row) > 1 or flows or alone:
            yield " ".join(row), count


def _doings_of(told: str) -> int:
    """How many things a text tells that are done."""
    return len({found.lower()[:_STEM] for found in _ACTS.findall(told)})


def _doings(sentence: str, least: int = 2) -> int:
    """How many things the sentence tells that the work itself does, in plain words; 0 for fewer
    than `least`."""
    if len(sentence) not in READABLE:
        return 0
    count = _doings_of(sentence)
    flows = _FLOWS.search(sentence) is not None
    if count < least and not flows:
        return 0
    aside = _ARGUED.search(sentence) or OF_OTHERS.search(sentence) or points_elsewhere(sentence)
    if aside or not reads_well(sentence, _SIGNS):
        return 0
    return count + _FLOW * flows


def _together(told: Sequence[str], most: int) -> str:
    """The first sentences in a row that can be read without the picture."""
    kept: list[str] = []
    for sentence in told:
        aside = _DRAWN.search(sentence) or OF_OTHERS.search(sentence) or points_elsewhere(sentence)
        back = refers_back(_WHICH.sub("which", sentence))
        alone = kept or not (leans(sentence) or back)
        fits = len(" ".join((*kept, sentence))) <= _LONGEST and len(kept) < most
        if aside or not alone or not fits or not reads_well(sentence, _SIGNS):
            if kept:
                break
            continue
        kept.append(sentence)
    return " ".join(kept)
