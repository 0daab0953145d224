"""The statements that the trees of bench/weighed.py are fitted to, and what each of them weighs.

They are those that people read while they made the rules, those that nobody has read, both as they
are written and with a part of their words left out; template sentences and their mutations; and
gaps and multiples that are worked out from tables.
"""

# Chinese is read here: words that turn a statement.

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bench.brought import Brought
from bench.mutations import KINDS, statements
from bench.signs import Figure
from bench.stated import NEWEST_READ, NEWEST_UNREAD
from bench.tallies import mutated, paper_of, prepared
from bench.worked_out import worked_out
from core.checking.lexicon import synonyms
from core.checking.verify import Evidence, decided_by_rules
from core.checking.weighing import all_signs
from core.document import Document
from core.plain import plain
from core.sentences import sentences
from tests.core.model_statements import FRESH, KEPT, LAST, SIXTH, TUNED, Statement
from tests.core.natural import STATED
from tests.core.tabled import TABLED

# What is taken of template sentences, and of each kind of mutation.
TEMPLATES, MUTATED, WORKED_OUT = 450, 70, 12
# What a statement weighs that has words left out, a template, what is worked out, and a true figure
# beside a false one.
WORDLESS, TEMPLATE, RECKONED, BESIDE = 0.5, 1.0, 1.0, 0.5
# What a statement weighs more of which the rules know nothing, and of papers from elsewhere some
# cases of which the rules were mended on.
UNTUNED, MENDED_ON = 4.0, 2.0
LEFT_OUT = 0.25  # of the words
_ENGLISH = re.compile(r"(?<![\w.\-^×/])[A-Za-z][A-Za-z-]{2,}(?![\w^/])")
_TURNING = re.compile(
    r"not|non|with(?:out)?|than|from|while|(?:more|less|few|high|low|bett|wors|fast|slow)(?:er?)?|"
    r"fewest|over|under|above|below|only|times|points?|percent|first|second|both|each|none|no|but|"
    r"against|versus|.*illion|thousand|hours?|days?|seconds?|half|twice|double|drop.*|ris.*|rose|"
    r"f[ae]ll.*|gain.*|improv.*|reduc.*|increas.*|decreas.*|about|nearly|almost|roughly|around|"
    r"and|or|between|gap|differ.*|most|least|outperform.*|beat.*|lead.*|trail.*|bleu|gpus?|flops|tflops|tokens?|param.*",
    re.IGNORECASE,
)
_OF_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_TURNING_CHINESE = re.compile("[高低升降多少增减快慢优劣不无去超比倍百分万亿至到从]")
_CHINESE = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted(synonyms.ENGLISH, key=len, reverse=True)
        if _OF_CHINESE.fullmatch(word) and not _TURNING_CHINESE.search(word)
    )
)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement about a paper; of a false one `wrong` tells the figures that do not hold, or
    nothing where that is not known."""

    paper: str
    text: str
    true: bool
    wrong: tuple[str, ...]
    evidence: Evidence
    weight: float = 1.0


def read_cases(documents: Mapping[str, Document]) -> Iterator[Case]:
    """The statements that may be read."""
    evidence = prepared(dict(documents))
    yield from _of((*TUNED, *KEPT, *LAST, *NEWEST_READ), evidence, 1.0)
    for stated in STATED:
        yield from _parted(_paper(stated.page), stated.true, stated.false, evidence[stated.page])
    for tabled in TABLED:
        held = Evidence.of(paper_of(tabled.document), tabled.document)
        yield from _parted(tabled.name, tabled.true, tabled.false, held)


def unread_cases(documents: Mapping[str, Document]) -> Iterator[Case]:
    """The statements about recorded pages that nobody has read."""
    yield from _of((*FRESH, *NEWEST_UNREAD, *SIXTH), prepared(dict(documents)), UNTUNED)


def brought_cases(papers: Iterable[Brought]) -> Iterator[Case]:
    """The statements about papers that lie elsewhere."""
    for paper in papers:
        for told in paper.statements:
            yield Case(paper.name, told.text, told.true, told.wrong, paper.evidence, MENDED_ON)


def _of(
    statements: Iterable[Statement], evidence: Mapping[str, Evidence], weight: float
) -> Iterator[Case]:
    for told in statements:
        page = told.page.removesuffix(".html")
        yield Case(_paper(page), told.text, told.true, told.wrong, evidence[page], weight)


def _paper(page: str) -> str:
    return page.partition("/")[2][:10]


def _parted(
    paper: str, true: Iterable[str], false: Iterable[str], evidence: Evidence
) -> Iterator[Case]:
    for text in true:
        yield Case(paper, text, True, (), evidence)
    for text in false:
        yield Case(paper, text, False, (), evidence)


def in_fewer_words(case: Case, seed: str) -> Case:
    """The case with a part of the words left out that neither compare nor measure."""
    chance = random.Random(f"{seed} {case.text}")

    def left(found: re.Match[str]) -> str:
        return "" if chance.random() < LEFT_OUT else found[0]

    text = _ENGLISH.sub(lambda word: word[0] if _TURNING.fullmatch(word[0]) else left(word),
                        case.text)  # fmt: skip
    text = re.sub(r" {2,}", " ", _CHINESE.sub(left, text))
    return replace(case, text=text, weight=WORDLESS)


def templates(documents: Mapping[str, Document], seed: int) -> Iterator[Case]:
    """Sentences and cells of the pages by template, and mutations of them."""
    evidence = prepared(dict(documents))
    pool = list(
        dict.fromkeys(
            each for name, document in documents.items() for each in statements(document, name)
        )
    )
    chance = random.Random(f"{seed} templates")
    for each in chance.sample(pool, min(TEMPLATES, len(pool))):
        yield Case(_paper(each.page), each.text, True, (), evidence[each.page], TEMPLATE)
    for kind in KINDS:
        for before, after in mutated(pool, kind, MUTATED, random.Random(f"{seed} {kind} learned")):
            held = evidence[before.page]
            told, changed = _figures_in(before.text, held), _figures_in(after, held)
            wrong = tuple(set(changed) - set(told))
            if not wrong and len(told) == len(changed):
                pairs = zip(told, changed, strict=True)
                wrong = tuple(other for one, other in pairs if one != other)  # exchanged
            if wrong:
                yield Case(_paper(before.page), after, False, wrong, held, TEMPLATE)


def reckoned(documents: Mapping[str, Document], seed: int) -> Iterator[Case]:
    """Gaps and multiples of the pages' tables, true and false."""
    evidence = prepared(dict(documents))
    for name, document in documents.items():
        for each in worked_out(document, random.Random(f"{seed} {name}"), WORKED_OUT):
            wrong = (each.wrong,) if each.wrong else ()
            yield Case(_paper(name), each.text, not wrong, wrong, evidence[name], RECKONED)


def _figures_in(text: str, evidence: Evidence) -> list[str]:
    found: list[str] = []
    for sentence in sentences(text):
        decided = decided_by_rules(sentence, evidence)
        if decided is not None:
            told = plain(sentence)
            found += [told[each.start : each.end] for each in decided.stated]
    return found


def figures_of(case: Case) -> Iterator[Figure]:
    """The figures of a case, each with what speaks for and against it."""
    wrong = [plain(each) for each in case.wrong]
    for sentence in sentences(case.text):
        decided = decided_by_rules(sentence, case.evidence)
        if decided is None:
            continue
        text = plain(sentence)
        signs = all_signs(decided, case.evidence)
        for reading, found in zip(decided.readings, signs, strict=True):
            stated = decided.stated[reading.figure]
            told = text[stated.start : stated.end]
            is_wrong: bool | None = any(told in each or each in told for each in wrong)
            weight = case.weight
            if case.true:
                is_wrong = False
            elif not wrong:
                is_wrong = None
            elif not is_wrong:
                weight *= BESIDE
            yield Figure(case.paper, case.text, case.true, is_wrong, reading.finding, found, weight)
