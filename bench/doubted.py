"""What a second look settles: honest doubts and traps, put to a model that quotes as well as it
can.

Every figure is put, whatever the rules make of it, as if they had left it open: so traps that the
rules confirm count as well. `tests/core/doubted.py` says where the cases come from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rich.table import Table

from core.checking import doubts
from core.checking.doubts import Quoted
from core.checking.evidence import Evidence
from core.checking.settling import Settling
from core.checking.verify import check
from core.document import Document
from core.models import Check, Finding, Paper
from core.reading import doubting
from tests.core.doubted import TUNED, UNSEEN, Put
from tests.core.natural import STATED
from tests.fakes.quoting import quote_best

LEAST_CLEARED, MOST_TRAPPED = 80.0, 2.0
TUNED_ON, APART, WHOLE = "tuned on", "unseen", "in all"
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
    """What becomes of the cases about those pages, of each half and in all."""
    results = {TUNED_ON: Cleared(), APART: Cleared(), WHOLE: Cleared(), REAL: Cleared()}
    for name, several in ((TUNED_ON, TUNED), (APART, UNSEEN)):
        for put in several:
            if put.page in documents:
                settling = _settling(documents[put.page])
                _add(results[name], put, settling)
                _add(results[WHOLE], put, settling)
    for stated in STATED:
        if stated.page not in documents:
            continue
        settling = _settling(documents[stated.page])
        for sentence in stated.true:
            found = check([sentence], settling.evidence)
            doubted = len(doubts.doubts_of(Check(found.figures)))
            left = doubts.doubts_of(Check(settled(found, settling).figures))
            results[REAL].honest += doubted
            results[REAL].cleared += doubted - len(left)
            results[REAL].left += [(claim.text, sentence) for claim in left]
    return results


def _settling(document: Document) -> Settling:
    paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
    return Settling(Evidence.of(paper, document))


def _add(told: Cleared, put: Put, settling: Settling) -> None:
    for figure, sentence in put.honest:
        told.honest += 1
        if _is_settled(figure, sentence, settling):
            told.cleared += 1
        else:
            told.left.append((figure, sentence))
    for figure, sentence in put.traps:
        told.traps += 1
        if _is_settled(figure, sentence, settling):
            told.trapped += 1
            told.fallen.append((figure, sentence))


def _is_settled(figure: str, sentence: str, settling: Settling) -> bool:
    """Whether a second look settles that figure of a sentence, left open or doubted."""
    claims = check([sentence], settling.evidence).figures
    claim = next(each for each in claims if figure.lstrip("-") in each.text)
    finding = claim.finding if claim.finding is Finding.MISSING else Finding.OPEN
    put = Check((replace(claim, finding=finding, section="", anchor="", sentence=sentence),))
    return not doubts.doubts_of(settled(put, settling))


def settled(found: Check, settling: Settling) -> Check:
    """The check after its doubts were put to a model that quotes as well as it can."""
    asked = doubts.put(found, settling)
    if not asked.claims:
        return found
    message = doubting.material(asked, Paper(id="0", title=""))
    answer = json.loads(quote_best({"messages": [{"role": "user", "content": message}]}))
    said = [Quoted(each["number"], each["quote"], each["about"]) for each in answer["answers"]]
    return doubts.cleared(found, asked, said, settling)


def missed(results: Mapping[str, Cleared]) -> list[str]:
    """The limits that are missed, each in words."""
    told: list[str] = []
    for name in (APART, WHOLE):
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


def listed(results: Mapping[str, Cleared]) -> Iterable[str]:
    """The cases of the part that is tuned on that go wrong."""
    for figure, sentence in results[TUNED_ON].left:
        yield f"left: {figure} | {sentence}"
    for figure, sentence in results[TUNED_ON].fallen:
        yield f"fallen: {figure} | {sentence}"
