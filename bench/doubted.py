"""What a second look settles: honest doubts and traps, put to a model that quotes as well as it
can.

Every figure is put, whatever the rules make of it, as if they had left it open: so traps that the
rules confirm count as well. What they do doubt or leave open is told apart. `tests/core/doubted.py`
says where the cases come from; papers from elsewhere have theirs in doubts.json, an object with
`honest` and `traps`, lists of [figure, sentence].
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from rich.table import Table

from bench import pairs
from bench.brought import Brought, brought
from bench.elsewhere import whole
from bench.falsified import KINDS, Falsehood
from bench.pairs import Pair
from core.checking.doubts import asking
from core.checking.doubts.asking import Quoted
from core.checking.doubts.settling import Settling
from core.checking.paper.evidence import Evidence
from core.checking.verify import check
from core.document import Document
from core.models import Check, Claim, Finding, Paper
from core.pages.html.extract import extract
from core.plain import plain
from core.reading import doubting
from core.sentences import sentences
from tests.core.doubted import TUNED, UNSEEN, Put
from tests.core.doubted_last import LAST
from tests.core.natural import STATED
from tests.fakes.quoting import quote_best

LEAST_CLEARED, MOST_TRAPPED = 80.0, 2.0
TUNED_ON, APART, WHOLE = "three papers", "four papers", "tuned on, in all"
DOUBTED_UNSEEN, DOUBTED = "four papers, that the rules doubt", "in all, that the rules doubt"
EVEN, DOUBTED_EVEN = "six other pages, tuned on", "six other pages, tuned on, that the rules doubt"
LATER, DOUBTED_LATER = "not tuned on", "not tuned on, that the rules doubt"
BROUGHT, DOUBTED_BROUGHT = "brought", "brought, that the rules doubt"
OF_STATEMENTS = "doubted figures of true and of false statements"
_DOUBTS = (Finding.MISSING, Finding.OPEN)
REAL = "true figures of people's statements that the rules doubt"


@dataclass(slots=True)
class Cleared:
    """How many of the honest doubts and of the traps were settled, and the others."""

    honest: int = 0
    cleared: int = 0
    traps: int = 0
    trapped: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    fallen: list[tuple[str, str]] = field(default_factory=list)

    @property
    def share_cleared(self) -> float:
        """Percent of the honest doubts."""
        return 100 * self.cleared / self.honest if self.honest else 0.0

    @property
    def share_trapped(self) -> float:
        """Percent of the traps."""
        return 100 * self.trapped / self.traps if self.traps else 0.0


def tell(documents: Mapping[str, Document]) -> dict[str, Cleared]:
    """What becomes of the cases about those pages: of each part that was tuned on, and of the other."""
    names = (
        *(TUNED_ON, APART, WHOLE, DOUBTED_UNSEEN, DOUBTED),
        *(EVEN, DOUBTED_EVEN, LATER, DOUBTED_LATER, REAL),
    )
    results = {name: Cleared() for name in names}
    settlings = cache(lambda page: _settling(documents[page]))
    for several, parts in (
        (TUNED, ((TUNED_ON, False), (WHOLE, False), (DOUBTED, True))),
        (UNSEEN, ((APART, False), (WHOLE, False), (DOUBTED_UNSEEN, True), (DOUBTED, True))),
        (halves(LAST, 0), ((EVEN, False), (DOUBTED_EVEN, True))),
        (halves(LAST, 1), ((LATER, False), (DOUBTED_LATER, True))),
    ):
        for put in several:
            if put.page not in documents:
                continue
            settling = settlings(put.page)
            for name, doubted in parts:
                _add(results[name], put, settling, doubted=doubted)
    for stated in STATED:
        if stated.page not in documents:
            continue
        settling = settlings(stated.page)
        for sentence in stated.true:
            found = check([sentence], settling.evidence)
            doubts = len(asking.doubts_of(Check(found.figures)))
            left = asking.doubts_of(Check(settled(found, settling).figures))
            results[REAL].honest += doubts
            results[REAL].cleared += doubts - len(left)
            results[REAL].left += [(claim.text, sentence) for claim in left]
    return results


def of_pages(folder: Path, patterns: Sequence[str], *, kept: bool) -> dict[str, Cleared]:
    """What becomes of the cases in doubts.json of the papers below a folder: of those that a
    pattern fits where they are `kept`, else of the others; and of the doubts that the check has of the
    statements about them."""
    results = {BROUGHT: Cleared(), DOUBTED_BROUGHT: Cleared(), OF_STATEMENTS: Cleared()}
    for paper in brought(folder, patterns)[kept]:
        _put_statements(results[OF_STATEMENTS], paper)
    for path in sorted(folder.rglob("doubts.json")):
        name = path.parent.relative_to(folder).as_posix()
        if any(fnmatch(name, pattern) for pattern in patterns) is not kept:
            continue
        told = json.loads(path.read_text("utf-8"))
        put = Put(name, tuple(map(tuple, told["honest"])), tuple(map(tuple, told["traps"])))
        page = whole(path.with_name("paper.html").read_bytes())
        settling = _settling(extract(page, name, "https://arxiv.org/html/x"))
        _add(results[BROUGHT], put, settling, doubted=False)
        _add(results[DOUBTED_BROUGHT], put, settling, doubted=True)
    return results


def _put_statements(told: Cleared, paper: Brought) -> None:
    """Count the doubted figures of true statements, and those that make others false."""
    settling = Settling(paper.evidence)
    for statement in paper.statements:
        for sentence in sentences(statement.text):
            before = check([sentence], paper.evidence)
            after = settled(Check(before.figures), settling)
            for claim, now in zip(before.figures, after.claims, strict=True):
                if claim.finding not in _DOUBTS:
                    continue
                if statement.true:
                    told.honest += 1
                    told.cleared += now.second_look
                elif any(wrong in claim.text for wrong in statement.wrong):
                    told.traps += 1
                    told.trapped += now.second_look


def halves(several: Iterable[Put], first: int) -> list[Put]:
    """Every other case of each page, from the `first` one on."""
    return [replace(put, honest=put.honest[first::2], traps=put.traps[first::2]) for put in several]


def of_pairs(several: Iterable[Pair], seed: int) -> dict[str, Cleared]:
    """What becomes of the doubts about texts that a model wrote of abstracts, and about the same
    sentences made false, whose value may stand nowhere."""
    results = {pairs.TUNED: Cleared(), pairs.UNSEEN: Cleared()}
    for pair in several:
        told = results[pairs.part(pair.paper.id)]
        settling = Settling(Evidence.of(pair.paper, None))
        _put(told, pair.texts, settling)
        abstract = plain(f"{pair.paper.title}\n{pair.paper.abstract}")
        for text in pair.texts:
            for number, sentence in enumerate(sentences(text)):
                true = check([sentence], settling.evidence)
                before = {claim.text for claim in asking.doubts_of(true)}
                for kind, make in KINDS.items():
                    chance = random.Random(f"{seed} {kind} {pair.paper.id} {number} {sentence}")
                    false = make(sentence, abstract, chance)
                    if false is not None and false.text != sentence:
                        _put_false(told, false, before, settling)
    return results


def _put(told: Cleared, texts: Iterable[str], settling: Settling) -> None:
    found = Check(check(texts, settling.evidence).figures)
    doubted = len(asking.doubts_of(found))
    told.honest += doubted
    told.cleared += doubted - len(asking.doubts_of(settled(found, settling)))


def _put_false(
    told: Cleared, false: Falsehood, before: Collection[str], settling: Settling
) -> None:
    """Count the figures that were made false and are doubted, and how many of them are settled."""
    for claim in check([false.text], settling.evidence).figures:
        made_false = any(number in claim.text for number in false.numbers)
        if not made_false or claim.text in before or claim.finding not in _DOUBTS:
            continue
        told.traps += 1
        after = settled(Check((claim,)), settling)
        told.trapped += not asking.doubts_of(after)


def _settling(document: Document) -> Settling:
    paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
    return Settling(Evidence.of(paper, document))


def _add(told: Cleared, put: Put, settling: Settling, *, doubted: bool) -> None:
    """Count what becomes of a page's cases: of all, or of those that the rules doubt alone."""
    for figure, sentence in put.honest:
        claim = _claim(figure, sentence, settling)
        if claim is None or (doubted and claim.finding not in _DOUBTS):
            continue
        told.honest += 1
        if _is_settled(claim, sentence, settling):
            told.cleared += 1
        else:
            told.left.append((figure, sentence))
    for figure, sentence in put.traps:
        claim = _claim(figure, sentence, settling)
        if claim is None:
            continue
        told.traps += 1
        if doubted and claim.finding not in _DOUBTS:
            continue  # nobody is asked about it
        if _is_settled(claim, sentence, settling):
            told.trapped += 1
            told.fallen.append((figure, sentence))


def _claim(figure: str, sentence: str, settling: Settling) -> Claim | None:
    """The claim of a sentence that states that figure; None where it is not read as one."""
    claims = check([sentence], settling.evidence).figures
    return next((each for each in claims if figure.lstrip("-") in each.text), None)


def _is_settled(claim: Claim, sentence: str, settling: Settling) -> bool:
    """Whether a second look settles a claim, doubted or left open."""
    finding = claim.finding if claim.finding is Finding.MISSING else Finding.OPEN
    put = Check((replace(claim, finding=finding, section="", anchor="", sentence=sentence),))
    return not asking.doubts_of(settled(put, settling))


def settled(found: Check, settling: Settling) -> Check:
    """The check after its doubts were put to a model that quotes as well as it can."""
    asked = asking.put(found, settling)
    if not asked.claims:
        return found
    message = doubting.material(asked, Paper(id="0", title=""))
    answer = json.loads(quote_best({"messages": [{"role": "user", "content": message}]}))
    said = [Quoted(each["number"], each["quote"], each["about"]) for each in answer["answers"]]
    return asking.cleared(found, asked, said, settling)


def missed(results: Mapping[str, Cleared]) -> list[str]:
    """The limits that are missed, each in words."""
    told: list[str] = []
    for name in (WHOLE, LATER):
        result = results[name]
        if result.share_cleared < LEAST_CLEARED:
            told.append(
                f"{name}: honest ones cleared {result.share_cleared:.1f} %, "
                f"at least {LEAST_CLEARED} %"
            )
        if result.share_trapped > MOST_TRAPPED:
            told.append(
                f"{name}: traps cleared {result.share_trapped:.1f} %, at most {MOST_TRAPPED} %"
            )
    return told


def as_table(results: Mapping[str, Cleared]) -> Table:
    """A row for each part: honest doubts cleared, and traps."""
    table = Table("doubts", "honest ones cleared", "traps cleared", box=None, pad_edge=False)
    for name, each in results.items():
        table.add_row(
            name,
            f"{each.cleared}/{each.honest} = {each.share_cleared:.1f} %",
            f"{each.trapped}/{each.traps}" if each.traps else "",
        )
    return table


def listed(told: Cleared) -> Iterable[str]:
    """The cases that go wrong."""
    for figure, sentence in told.left:
        yield f"left: {figure} | {sentence}"
    for figure, sentence in told.fallen:
        yield f"fallen: {figure} | {sentence}"
