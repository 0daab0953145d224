"""What came of it: results, comparisons and data sets in the paper's own sentences, and its tables'
figures in plain words. Pure."""

# Tested in tests/core/reading/test_extractive.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.document import Document
from core.language import ReadingWords
from core.models import Labelled, Results
from core.reading import tells
from core.reading.condense import Kind
from core.reading.cues import CUES, GIVES
from core.reading.findings import CAME, findings, hangs
from core.reading.gains import table_results
from core.reading.own import Names
from core.reading.quotable import (
    READABLE,
    Said,
    Text,
    reads_well,
    refers_back,
    stands_alone,
    without_turn,
)
from core.reading.scores import GOOD
from core.reading.tells import Tell
from core.reading.terms import benchmarks, is_same, listed
from core.reading.usage import is_release
from core.reading.wording import any_of, anycase, says_any

_FIGURES, _COMPARISONS, _DATASETS = 4, 2, 6
_HEAD = 80  # characters, in which a sentence tells of what it speaks
_SIGNS = 6  # of formulas, in what an abstract tells as a result
_TOLD = 5  # of all, to which notes fill up
_OWN = (
    r"\b(?:we|our|ours|this (?:paper|work)|the proposed|proposed (?:[\w-]{1,20} ){0,2}(?:method|"
    r"approach|model|framework|system|algorithm)s?)\b|我们|本文|该方法"
)
_EFFECT = anycase(
    r"outperform\w*|surpass\w*|state[- ]of[- ]the[- ]art|\bsota\b|achiev\w+|improv\w+|reduc\w+|"
    r"exceed\w*|better than|faster|\bgains?\b|superior|compared (?:to|with)|establish\w*|reach\w*|"
    r"(?:was|were|is|are) (?:\w{1,12} ){0,3}(?:correct|accurate)\b|attain\w*|obtain\w*|"
    r"perform(?:s|ed)? (?:poorly|well|below|above|worse|best)\b|\bR\^\{?2\}?\s?=|"
    r"\b(?:accuracy|AU(?:RO)?C|F1(?:[- ]scores?)?|RMSE|MAE)\b[^.;]{0,12}?(?:=|of) ?\$?\d|"
    r"increas\w+|decreas\w+|higher|lower|\b(?:beats?|cuts?|halves?|loses?|"
    r"drops?|raises?|rose|fell)\b|优于|超过|达到|提升|降低|提高"
)
_AGAINST = anycase(
    r"outperform\w*|surpass\w*|exceed\w*|better than|compared (?:to|with)|comparable (?:to|with)|"
    r"superior|(?:than|over) (?:the|all|other|previous|prior|existing)|\bon par\b|rivals?|"
    r"matches|\bbeats?\b|"
    r"competitive with|baselines?|优于|超过|相比|基线"
)
_FOUND = anycase(
    r"\bwe (?:\w{1,20} )?(?:find|found|show|observe|demonstrate|report)|\bresults? (?:\w{1,20} )?"
    r"(?:show|suggest|indicate|demonstrate|reveal)|\bexperiments? (?:\w{1,20} )?(?:show|"
    r"demonstrate|"
    r"confirm)|\b(?:validations?|evaluations?|analys[ie]s|ablations?|measurements?|studies) "
    r"(?:[\w-]{1,20} ){0,4}(?:shows?|reveals?|indicates?|suggests?|confirms?)\b|"
    r"\bour (?:\w{1,20} ){1,4}(?:achieves?|outperforms?|improves?|reaches|obtains?)|"
    r"结果表明|实验表明"
)
_FIGURE = anycase(
    r"(?<![\w.-])\d{1,9}(?:\.\d{1,9}\b(?!\.\d)|(?:\.\d{1,9})?\s?(?:\\?%|x\b|×|\$\\times|points?\b|"
    r"percent|per cent|BLEU|times\b|倍))"
)
_OUTLOOK = any_of(
    r"avenues?|opens?|hope|pave\w*|future|testbed|(?:steps?|paths?|way|progress|move) towards?|"
    r"inspir\w+|invit\w+|feedback|next (?:\w{1,20} )?steps?|https?(?=:)",
)
# What the work comes to, or is about, which is no comparison.
_VERDICT = re.compile(
    r"^The (?:main |key )?contributions?\b|^This (?:paper|work|study) studies\b|"
    r"\b(?:establish|provid|offer)\w*\b[^.;]{0,60}?\b(?:baselines?|benchmarks?)\b"
)
# What was done, with its numbers; and what data are counted in.
_ARRANGED = anycase(
    r"\bwe (?:\w{1,20} )?(?:set|pair|benchmark|validate|construct|build|collect|curate|test|apply|"
    r"study|studied|examine|analy[sz]ed?)\b|\bexperiments? (?:is|are|was|were) "
)
_OF_DATA = anycase(
    r"\bthis \w{1,20} process\b|\b(?:samples|annotations|problems|questions|languages|platforms)\b"
)
# What is given, before what is said of it has a stop: "We compiled ten sets (Smith et al.) and …".
_GATHERED = re.compile(r"(?:Here,? )?[Ww]e (?:assembl|compil|curat|collect|gather)ed? ")
# What a number counts or measures in what follows a result.
_COUNTED = anycase(r"(?<![\w.,-])\d[\d,.]{0,12}+\s?(?:[%×A-Za-z]|of\b)|\bzero\b")
# A name that nobody would take for a word.
_COINED = re.compile(r"[A-Z].*[A-Z\d]|\d|\s[A-Z]", re.DOTALL)
# What was done to get there, and what others did.
_NOT_RESULT = any_of(
    r"learning rate|batch size|epochs?|hyper-?parameters?|dropout|optimizer|warmup|annotators?|"
    r"recent(?:ly)? (?:works?|studies|advances)|et al|previous(?:ly)? (?:works?|studies)|"
    r"we (?:use|set|adopt|compare|evaluate|select|follow|train) |is defined|denotes?|for example|"
    r"expect\w*|we (?:\w{1,20} )?(?:plot|visuali[sz]e|perform|conduct|consider|report)|"
    r"remains? (?:unclear|open|an open)|will|would|"
    r"should|could|may|might|future|asks? whether"
)
# That something was compared is no result.
_TRIED = anycase(
    r"^We (?:also |then |further )?(?:evaluate|compare|benchmark|test|assess)d?\b|"
    r"\b(?:is|are|was|were) (?:\w{1,20} )?(?:compared|evaluated|tested|benchmarked|assessed)\b"
)
_OTHERS_DO = re.compile(
    r"(?:Existing|Prior|Previous|Earlier|Traditional|Conventional|Current|Recent) "
    r"(?:[\w-]{2,20} ){0,3}"
    r"(?:methods?|models?|approaches|works?|systems?|studies|algorithms?|techniques?|benchmarks?)\b"
)
_OF_OTHERS = re.compile(
    r"[A-Z][\w-]{1,20} (?:[\w-]{1,20} ){0,2}(?:methods?|models?|approaches|systems?|detectors?|"
    r"algorithms?|techniques?|works?|studies|papers) (?:such as|like|including|proposed?|have)\b|"
    r"(?:Several|Some|Many|Most|Various|Other) (?:[\w-]{1,20} ){0,2}(?:papers|works|studies|"
    r"authors|methods|approaches)\b"
)
# What is only thought, or told to lead on; "the baseline" alone compares nothing.
_SUPPOSED = anycase(
    r"\bwe (?:\w{2,12} )?(?:hypothesi[sz]e|suspect|conjecture|speculate|believe|assume|expect)\b|"
    r"\b(?:more|also|most|are|is|be) interest(?:ed|ing)\b|"
    r"^To (?:better |further )?(?:understand|see|test|assess|examine|investigate|verify|check)\b"
)
_RIVAL = anycase(r"\bbaselines?\b|基线")
# What tells how a thing is unlike others', not what came of it.
_UNLIKE = re.compile(r"(?:Unlike|Rather than|Instead of|In contrast to)\b")
# What was made or done, not what came of it.
_MADE = anycase(
    r"\b(?:we|paper|work|study) (?:also |then |further )?(?:implement|perform|develop|design|"
    r"use|employ|train|argue|release|conduct|provide|highlight|discuss|"
    r"present|delve|introduce|propose|plan|(?:have )?s(?:ee|ough)[kt])\w*\b"
)
# What results without a figure are good for, and what is done rather than found.
_PROVES = re.compile(
    r"(?:Together, |Overall, |Taken together, )?(?:These|Those) (?:results|experiments|findings)\b"
)
_DONE = anycase(
    r"\b(?:it is|is|are|remains?) (?:feasible|possible)\b|"
    r"^We (?:report|identify|present|discuss) (?:two|three|four|five|six|several) "
    r"(?:[\w-]{1,20} )?(?:constraints|findings|limitations|results|observations|lessons)\b[^:]*$|"
    r"\bwe (?:demonstrate|show) how\b|^Note that\b|\bkeeps? the results\b|\bfeature of our work\b|"
    r"\b(?:is|are|was|were) (?:also )?(?:proposed|introduced|presented|performed|conducted)\b"
)
_ASKS = re.compile(r"\bwe ask\b|\basks? whether\b")
# What is proposed, of others, to come, or how it was tried.
_OTHERWISE = (CUES["proposes"], CUES["prior"], _OUTLOOK, _NOT_RESULT, _ARRANGED, _SUPPOSED)
_LIMITS = any_of(r"limit\w*|threats?|caveats?|future|ethic\w*", "局限")
_DECIMAL = re.compile(r"\d{1,9}\.\d{1,9}|\d{1,9}(?=\\?%)")
_SETS = r"(?:data ?sets?|benchmarks?|corpus|corpora|test ?(?:set|bed)s?|suites?|challenges?)"
# What tells of the thing before: in its first word, or behind a lead-in ("Relative to them, it …").
_BEHIND = r"[A-Z][^,.;:]{2,60}, (?:it|they)\b"
_OF_IT, _WHOSE = re.compile(rf"(?:Its|Their|It|They)\b|{_BEHIND}"), re.compile(r"(?:Its|Their)\b")


def results(
    document: Document | None, text: Text, said: Said, names: Names, words: ReadingWords
) -> Results:
    """What the tables and the sentences tell of results; each part may be empty."""
    told = " ".join(text.opening)
    of_tables: tuple[str, ...] = ()
    if document is not None:
        of_tables = table_results(document, names, told, words)
    own = re.compile("|".join([_OWN, *map(re.escape, names.names)]), re.IGNORECASE)
    abstract = _abstract_results(text.abstract, said, own)
    body = [*text.of(Kind.RESULTS, Kind.INTRODUCTION), *_closing(text)]
    of_text = [each for each in body if own.search(each) and _is_result(each)]
    # What leans on another sentence comes last, and what begins so in the text not at all.
    pool = [*abstract, *(each for each in of_text if not refers_back(each[:_HEAD]))]
    pool.sort(key=refers_back)
    told_alone = [each for each in pool if not (refers_back(each) or _VERDICT.search(each))]
    told_alone = [each for each in told_alone if not _says_little(each)]
    told_alone = [each for each in told_alone if not _SUPPOSED.search(each)]
    against = [each for each in told_alone if _AGAINST.search(each) and _is_of_ours(each, own)]
    against = [each for each in against if _is_comparison(each)]
    numbers = [
        each
        for each in abstract
        if _FIGURE.search(each) and not (_OUTLOOK.search(each) or _ARRANGED.search(each))
    ]
    numbers += filter(_tells_number, abstract)
    telling = _with_news((*_with_figures(pool), *numbers), "")
    figures = said.take(telling, max(1, _FIGURES - len(of_tables) // 2))
    comparisons = said.take(against, _COMPARISONS)
    notes: list[str] = []
    missing = _TOLD - len(figures) - len(comparisons) - min(len(of_tables), 1)
    if missing > 0:
        of_ours = [each for each in abstract if _is_of_ours(each, own)]
        notes = said.take(_findings(of_ours), missing)
        notes += said.take(_more(text.abstract, abstract), max(missing - 1, 1) - len(notes))
        known = " ".join((*of_tables, *figures, *comparisons, *notes))
        notes += said.take(_with_news(findings(text), known), missing - len(notes))
        short = missing - 1 - len(notes)
        notes += said.take((each for each in told_alone if _FOUND.search(each)), max(short, 0))
    place = told.casefold()
    of_abstract = [each for each in figures if each in abstract]
    of_abstract.sort(key=lambda each: place.find(each.casefold()))
    others = [each for each in figures if each not in abstract]
    return Results(
        datasets=_datasets(text, document, names),
        comparisons=tuple(comparisons),
        figures=(*of_abstract, *of_tables, *others),
        notes=tuple(Labelled(words.findings, note) for note in notes),
    )


def _abstract_results(abstract: Sequence[str], said: Said, own: re.Pattern[str]) -> list[str]:
    """The abstract's sentences that tell a result rather than anything else, the best first."""
    weights = tells.told(abstract)
    gives = (i for i, each in enumerate(abstract) if GIVES.search(each) or _GATHERED.match(each))
    given = next(gives, 1)
    found: list[int] = []
    headline = len(abstract)
    for index, sentence in enumerate(abstract):
        strongest = max(weights[index], key=lambda tell: weights[index][tell])
        is_result = strongest is Tell.RESULT or _FOUND.search(sentence) is not None
        if index > given and is_headline(sentence):
            is_result, headline = True, min(headline, index)
        # "Zero false positives across 28,784 polls" behind the first result is one more.
        is_result = is_result or (index > headline and _tells_number(sentence))
        if _OTHERS_DO.match(sentence) and not own.search(sentence):
            continue
        told = reads_well(sentence, _SIGNS) and not _UNLIKE.match(sentence) and not hangs(sentence)
        if is_result and told and not is_release(sentence):
            found.append(index)
    found.sort(key=lambda index: -weights[index][Tell.RESULT])
    return [_with_subject(abstract, index, said, own) for index in found]


def _closing(text: Text) -> Iterator[str]:
    """The sentences of what closes the paper, but for its limits."""
    for part in text.parts:
        if part.kind is Kind.CONCLUSION and not _LIMITS.search(part.title):
            yield from part.sentences


def _with_news(pool: Iterable[str], told: str) -> Iterator[str]:
    """Those that tell a figure that is not told already, or none at all."""
    known = set(_DECIMAL.findall(told))
    for sentence in pool:
        figures = set(_DECIMAL.findall(sentence))
        if not figures or figures - known:
            known |= figures
            yield sentence


def _more(abstract: Sequence[str], results: Sequence[str]) -> Iterator[str]:
    """What an abstract says behind its first result: that is what came of it, too."""
    first = next((index for index, each in enumerate(abstract) if each in results), len(abstract))
    for sentence in abstract[first + 1 :]:
        plain = reads_well(sentence) and not (hangs(sentence) or is_release(sentence))
        otherwise = says_any(sentence, *_OTHERWISE, _VERDICT, _MADE, _TRIED)
        came = says_any(sentence, CAME, _COUNTED) and not _says_little(sentence)
        if plain and came and not otherwise:
            yield sentence


def _tells_number(sentence: str) -> bool:
    """Whether a sentence tells a number of something, and nothing of others, of what was done or of
    what is to come."""
    counted = _COUNTED.search(sentence) is not None
    return counted and not says_any(sentence, *_OTHERWISE, _OF_DATA)


def is_headline(sentence: str) -> bool:
    """Whether a sentence of an abstract, where it follows what is given, tells with a figure what
    came of it."""
    measured = GOOD.search(sentence) is not None and len(_DECIMAL.findall(sentence)) > 1
    came = _FIGURE.search(sentence) is not None and says_any(sentence, _AGAINST, _EFFECT)
    came = came or measured
    return came and not says_any(sentence, CUES["proposes"], CUES["prior"])


def _with_subject(abstract: Sequence[str], index: int, said: Said, own: re.Pattern[str]) -> str:
    """The sentence, with the one before it where that tells what "its" is of; but the work itself,
    which the paper has just proposed, everybody knows."""
    sentence = abstract[index]
    before = abstract[index - 1] if index else ""
    told = not said.is_new(before) and not _WHOSE.match(sentence)
    if not before or own.search(before) or told:
        return without_turn(sentence)
    both = f"{before} {sentence}"
    joins = _OF_IT.match(sentence) and stands_alone(before) and len(both) <= READABLE.stop
    return both if joins else without_turn(sentence)


def _is_comparison(sentence: str) -> bool:
    """Whether it tells how the one came off against the other, rather than what was set up."""
    arranged = _ARRANGED.search(sentence) is not None and not _RIVAL.search(sentence)
    if arranged or _FIGURE.search(sentence):
        return not arranged
    named = _RIVAL.sub("", sentence)
    return not _is_trial(sentence) and says_any(named, CAME, _AGAINST)


def _is_trial(sentence: str) -> bool:
    """Whether it says that something was compared, and nothing of what came of it."""
    return bool(_TRIED.search(sentence) and not _FOUND.search(sentence))


def _says_little(sentence: str) -> bool:
    """Whether it says without a figure what results prove, or that a thing was done."""
    little = _PROVES.match(sentence) or _DONE.search(sentence)
    return bool(little and not _FIGURE.search(sentence))


def _is_result(sentence: str) -> bool:
    """Whether a sentence of the text tells a result of the paper that stands by itself."""
    telling = _EFFECT.search(sentence) or _FOUND.search(sentence)
    if _OF_OTHERS.match(sentence):
        return False
    plain = stands_alone(sentence) and not hangs(sentence)
    return bool(telling) and plain and not _NOT_RESULT.search(sentence)


def _is_of_ours(sentence: str, own: re.Pattern[str]) -> bool:
    """Whether a comparison is one of the paper's work, and not of what there was before."""
    if own.search(sentence) or _FOUND.search(sentence):
        return True
    return not (CUES["first_contrast"].search(sentence) or CUES["prior"].search(sentence))


def _with_figures(pool: Sequence[str]) -> Iterator[str]:
    for sentence in pool:
        is_result = _FIGURE.search(sentence) and _EFFECT.search(sentence)
        if is_result and not _ARRANGED.search(sentence):
            yield sentence


def _findings(abstract: Sequence[str]) -> Iterator[str]:
    for sentence in abstract:
        otherwise = says_any(sentence, _ASKS, _OUTLOOK, _SUPPOSED) or _is_trial(sentence)
        named = _RIVAL.sub("", sentence)
        outcome = says_any(named, _FOUND, _EFFECT, _AGAINST) and not _says_little(sentence)
        if outcome and not otherwise:
            yield sentence


def _datasets(text: Text, document: Document | None, names: Names) -> tuple[str, ...]:
    """What tables list as data sets, and what the abstract and the sections on results call one;
    the paper's own name where the abstract says that it is one."""
    tables = document.tables if document else ()
    captions = [table.caption for table in tables]
    pool = [*text.opening, *captions, *text.of(Kind.RESULTS, Kind.METHOD)]
    found: list[str] = []
    told = " ".join(text.opening)
    for name in (*listed(tables), *benchmarks(pool)):
        if name in names.names and not re.search(rf"\b{re.escape(name)}\b[^.]*\b{_SETS}\b", told):
            continue
        if _COINED.search(name) and not any(is_same(name, other) for other in found):
            found.append(name)
    return tuple(found[:_DATASETS])
