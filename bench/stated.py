"""What the figure check makes of statements written as a model writes them, about the full texts of
recorded papers: half of them true.

The rules may be tuned on the statements about one half of the papers, and have since been on the
other half's and on the last ones, about all of them; the fresh, the newest and the sixth ones are
never read, but the trees are fitted to them (bench/weighed.py). What is unread and unfitted are
papers that lie elsewhere (bench/brought.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rich.table import Table

from bench.figures import Figure
from core.checking.verify import Evidence, check
from core.models import Finding
from tests.core.model_statements import FRESH, KEPT, LAST, NEWEST, SIXTH, TUNED, Statement

TRUE_FLAGGED, FALSE_FLAGGED, FALSE_CONFIRMED = 3.0, 75.0, 10.0  # percent
WHOLE = "in all"
# Of the newest ones the cases of every other page, from the first on, have been read.
_PAGES_READ = tuple(dict.fromkeys(each.page for each in NEWEST))[::2]
NEWEST_READ = tuple(each for each in NEWEST if each.page in _PAGES_READ)
NEWEST_UNREAD = tuple(each for each in NEWEST if each.page not in _PAGES_READ)


@dataclass(slots=True)
class Outcomes:
    """What became of the figures of true statements, and of false statements.

    A false statement is flagged where any figure of it is, and confirmed where none is and every
    figure that makes it false is confirmed.
    """

    figures: Counter[Finding] = field(default_factory=Counter)
    false: Counter[Finding] = field(default_factory=Counter)
    by_fault: dict[str, Counter[Finding]] = field(default_factory=dict)
    alarms: list[tuple[str, str]] = field(default_factory=list)
    escaped: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Outcomes) -> None:
        """Count another sample's too."""
        self.figures += other.figures
        self.false += other.false
        for fault, count in other.by_fault.items():
            self.by_fault[fault] = self.by_fault.get(fault, Counter()) + count
        self.alarms += other.alarms
        self.escaped += other.escaped

    @property
    def true_flagged(self) -> float:
        """Percent of true figures."""
        return 100 * self.figures[Finding.MISSING] / max(1, self.figures.total())

    def share(self, finding: Finding) -> float:
        """Percent of the false statements of which that became."""
        return 100 * self.false[finding] / max(1, self.false.total())


def tell(evidence: Mapping[str, Evidence]) -> dict[str, Outcomes]:
    """The outcomes of the statements that the rules are tuned on, of the unseen ones, of the last,
    the fresh, the newest and the sixth ones, written one after the other when the rules were there,
    and of all."""
    results = {
        "tuned on": told(TUNED, evidence),
        "unseen": told(KEPT, evidence),
        "last": told(LAST, evidence),
        "fresh": told(FRESH, evidence),
        "newest, read": told(NEWEST_READ, evidence),
        "newest": told(NEWEST_UNREAD, evidence),
        "sixth": told(SIXTH, evidence),
    }
    whole = Outcomes()
    for each in results.values():
        whole.add(each)
    return {**results, WHOLE: whole}


def told(statements: Iterable[Statement], evidence: Mapping[str, Evidence]) -> Outcomes:
    """What becomes of statements about pages whose evidence is given by name."""
    result = Outcomes()
    for each in statements:
        claims = check([each.text], evidence[each.page.removesuffix(".html")]).figures
        if each.true:
            result.figures.update(claim.finding for claim in claims)
            missing = [claim.text for claim in claims if claim.finding is Finding.MISSING]
            result.alarms += [(text, each.text) for text in missing]
            continue
        findings = {claim.text: claim.finding for claim in claims}
        wrong = [finding for text, finding in findings.items() if _is_wrong(text, each)]
        outcome = Finding.FOUND
        if Finding.MISSING in findings.values():
            outcome = Finding.MISSING
        elif not wrong or Finding.OPEN in wrong:
            outcome = Finding.OPEN
        result.false[outcome] += 1
        result.by_fault.setdefault(str(each.fault), Counter())[outcome] += 1
        if outcome is not Finding.MISSING:
            result.escaped.append((outcome, f"{each.page} {each.fault}: {each.text}"))
    return result


def _is_wrong(figure: str, statement: Statement) -> bool:
    """Whether a figure of the statement is, or is part of, one that makes it false."""
    return any(figure in wrong or wrong in figure for wrong in statement.wrong)


def as_table(results: Mapping[str, Outcomes]) -> Table:
    """A row for each limit, a column for each sample."""
    table = Table("statements", *results, "must", box=None, pad_edge=False)
    figures = (
        f"{each.figures[Finding.MISSING]}/{each.figures.total()} = {each.true_flagged:.1f} %"
        for each in results.values()
    )
    table.add_row("true figures ⚠", *figures, f"≤ {TRUE_FLAGGED:.0f} %")
    for name, finding, must in (
        ("false ones ⚠", Finding.MISSING, f"≥ {FALSE_FLAGGED:.0f} %"),
        ("false ones ✓", Finding.FOUND, f"≤ {FALSE_CONFIRMED:.0f} %"),
        ("false ones open", Finding.OPEN, ""),
    ):
        counts = (
            f"{each.false[finding]}/{each.false.total()} = {each.share(finding):.0f} %"
            for each in results.values()
        )
        table.add_row(name, *counts, must)
    return table


def listed(results: Mapping[str, Outcomes], wanted: Collection[str]) -> Iterator[str]:
    """The cases of the statements tuned on: "flags" of true ones, and false ones "escaped"."""
    tuned = results["tuned on"]
    if "flags" in wanted:
        for figure, text in tuned.alarms:
            yield f"flags\t{figure}\t{text}"
    if "escaped" in wanted:
        for outcome, text in tuned.escaped:
            yield f"escaped\t{outcome}\t{text}"


def measure(evidence: Mapping[str, Evidence]) -> Iterator[Figure]:
    """What is missed of the unseen statements, and what of their true figures is flagged."""
    for name, each in tell(evidence).items():
        what = f"figure check, as a model writes, {name}: of {each.false.total()} false statements"
        yield Figure(what=f"{what} missed", ours=100 - each.share(Finding.MISSING), unit="%")
        yield Figure(what=f"{what} confirmed", ours=each.share(Finding.FOUND), unit="%")
        yield Figure(
            what=f"figure check, as a model writes, {name}: true figures flagged",
            ours=each.true_flagged,
            unit="%",
        )


def kept(results: Mapping[str, Outcomes]) -> bool:
    """Whether the unseen statements, the last ones, the fresh ones and all keep the limits."""
    return all(keeps(results[name]) for name in ("unseen", "last", "fresh", WHOLE))


def keeps(outcomes: Outcomes) -> bool:
    """Whether a sample keeps the limits."""
    return (
        outcomes.true_flagged <= TRUE_FLAGGED
        and outcomes.share(Finding.MISSING) >= FALSE_FLAGGED
        and outcomes.share(Finding.FOUND) <= FALSE_CONFIRMED
    )
