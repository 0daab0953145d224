"""What sections on results and conclusions tell that came of a work, whosever method it is. Pure.

The sentences come best first: those with a figure, of the main results, in the abstract's words.
"""

# Tested in tests/core/reading/test_findings.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterator

from core.reading.condense import Kind
from core.reading.quotable import (
    Part,
    Text,
    leans,
    points_elsewhere,
    reads_well,
    refers_back,
    without_turn,
)
from core.reading.wording import any_of, anycase, beginnings

_SIGNS = 6  # of formulas
_WORD = re.compile(r"[A-Za-z][\w-]{3,30}|[\u4e00-\u9fff]{2}")
_LONG = 320  # characters
# What was done so that something came, or follows from what was told.
_AIMS = re.compile(
    r"(?:To|In order to|For (?:this|that) reason|All the|As a consequence|"
    r"The (?:figure|table|initial|original))\b|[A-Z]?[a-z]{2,20}(?:19|20)\d\d[a-z]"
)
_FIGURE = re.compile(r"(?<![\w.-])\d{1,9}(?:\.\d{1,9}|\s?(?:\\?%|×|points?\b|times\b|of \d))")
CAME = any_of(
    r"outperform\w*|surpass\w*|exceed\w*|beats?|achiev\w+|reach\w*|attain\w*|obtain\w*|improv\w+|"
    r"reduc\w+|increas\w+|decreas\w+|gains?|drops?|falls?|fell|rises?|rose|loses?|higher|lower|"
    r"better|worse|faster|slower|best|highest|lowest|superior|comparable|remains?|match(?:es|ed)|"
    r"(?:does|do|did) not|no (?:significant )?differences?|significant(?:ly)?|holds?|reverses?|"
    r"disappears?|lag(?:s|ged)|tracks?|correlat\w+|predicts?|recovers?|fails?|failed|collapses?|"
    r"transfers?|effective|"
    r"ranked|perform(?:s|ed)? (?:poorly|well|below|above|worse|best)|generali[sz]es?|suffices?|"
    r"accounts? for|explains?|detects?|identif(?:y|ies|ied)",
    "优于|超过|达到|提升|降低|提高",
)
_MAIN = anycase(
    r"\b(?:main|overall|headline|primary|key|quantitative|accuracy|performance|conclusions?|"
    r"summary)\b|^(?:[\dIVX.]{1,5} )?(?:results?|findings)$|主要|总体|结论"
)
_ASIDE = any_of(
    r"ablat\w+|sensitiv\w+|hyper-?parameters?|set-?ups?|settings?|details|data ?sets?|data|"
    r"metrics?|protocol|baselines?|implementation|qualitative|case stud\w+|examples?|costs?|"
    r"complexity|error analysis|limit\w*|threats?|future|ethic\w*|outlook|implications?|related|"
    r"design|training|procedure|participants|tasks|apparatus|systems|models",
    "消融|设置|局限|展望",
)
# What was done, what is to come, what others did, what is only argued.
_NO_FINDING = any_of(
    r"learning rate|batch size|epochs?|hyper-?parameters?|dropout|optimizers?|warm-?up|et al|"
    r"previous(?:ly)?|prior|future|next (?:\w{1,20} )?steps?|will|would|could|should|might|may|"
    r"suppose|"
    r"we (?:use|set|adopt|compare|evaluate|select|follow|train|measure|report|test|consider|"
    r"define|compute|calculate|plot|ask|examine|conduct|perform|run|split|sample|leave|plan|hope|"
    r"believe|discuss|note|therefore|hypothesi[sz]e|expect|did not|do not)|"
    r"for (?:researchers|practitioners)|roadmap|calls? for|more work|feature of our|for example|"
    r"for instance|limitations?|we attribute|releas\w+|hypothes\w+|expected|intuitively|"
    r"(?:is|are) (?:defined|computed|measured|calculated|given|reported|shown)|defines?|means|"
    r"(?:were|was|are|is|been) (?:also |\w{2,15}ly )?(?:proposed|introduced|performed|conducted|"
    r"highlighted|trained|created|designed|asked|chosen|selected|collected|implemented|used|"
    r"divided|tuned|given|recorded|presented|obtained|included|built)|"
    r"by (?:the )?[Tt]eams? \w{2,30}|(?-i:(?:was|were|is|are) by [A-Z]\w{1,30})|"
    r"winning (?:team|system)s?|can (?:be|know|help)|established baselines|assigns|by measuring|"
    r"(?:we|this work|paper|study) (?:present|introduc|propos|delv|describ|develop|show how)\w*|"
    r"(?:do|does|did|can|could) not (?:establish|constitute|supply|claim|prove|show)|no claim|"
    r"exploratory|illustrative|interest(?:ed|ing)|(?:we|our) claims?|curves?|"
    r"if|because of|likely|perhaps|presumably|possibly|reason"
)
# How a sentence leads from a table to what it says.
_FROM = re.compile(
    r"(?:As (?:can be )?(?:shown|seen|reported|summari[sz]ed|presented|illustrated|listed|given) "
    r"(?:in|by)|According to|From|In) (?:the )?(?:Tables?|Tabs?\.|Figures?|Figs?\.) ?"
    r"[\dIVX]{1,4}[a-z]?(?:\([a-z]\))?(?: and [\dIVX]{1,4})?, (?=[A-Za-z])"
)
_SEVERALLY, _AND = re.compile(r"\brespectively\b"), re.compile(r"\band\b|/")
_PAIRS = 2  # of figures, and of what they are of
_SHARED, _FIRST = 4.0, 2  # what the abstract's words are worth, and sentences of a section


def findings(text: Text) -> Iterator[str]:
    """What sections on results and conclusions tell that came of it, best first."""
    about = beginnings(" ".join(text.opening), _WORD)
    found: list[tuple[float, str]] = []
    for part in text.parts:
        if part.kind in (Kind.RESULTS, Kind.CONCLUSION) and not _ASIDE.search(part.title):
            found += _of_part(part, about)
    found.sort(key=lambda each: -each[0])
    yield from (sentence for _, sentence in found)


def hangs(sentence: str) -> bool:
    """Whether it tells figures "respectively" without what they are of."""
    return _SEVERALLY.search(sentence) is not None and len(_AND.findall(sentence)) < _PAIRS


def _of_part(part: Part, about: frozenset[str]) -> Iterator[tuple[float, str]]:
    """The findings of a section, each with its worth."""
    main = _MAIN.search(part.title) is not None
    for number, sentence in enumerate(part.whole):
        if not CAME.search(sentence) or _NO_FINDING.search(sentence):
            continue
        told = _alone(sentence)
        if not _is_finding(told):
            continue
        words = beginnings(told, _WORD)
        worth = 2.0 * (_FIGURE.search(told) is not None) + 1.5 * main
        worth += (number < _FIRST) - (len(told) > _LONG)
        worth += _SHARED * len(words & about) / max(len(words), 1)
        yield worth, told


def _alone(sentence: str) -> str:
    """The sentence without a beginning that leads from a table, or from the sentence before."""
    leads = _FROM.match(sentence)
    told = sentence[leads.end() :] if leads else sentence
    return without_turn(told[0].upper() + told[1:])


def _is_finding(sentence: str) -> bool:
    if (
        leans(sentence)
        or _AIMS.match(sentence)
        or not reads_well(sentence, _SIGNS)
        or hangs(sentence)
    ):
        return False
    return not (refers_back(sentence) or points_elsewhere(sentence))
