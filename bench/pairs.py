"""The figure check over papers and what a real model wrote of them.

The file holds one paper a line: `id`, `title`, `abstract`, `texts`, and with some of them
`verdicts`, where people read what was flagged. Nearly all of the texts' figures are true.
"""

# Chinese is read here: numbers of lists.

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.table import Table

from bench.falsified import KINDS, Falsehood
from core.checking.verify import Evidence, check
from core.models import Check, Claim, ClaimKind, Finding, Paper
from core.plain import plain
from core.sentences import sentences

SEED = 20260203
FOUND, DOUBTED, OPEN = "✓", "⚠", "open"
TUNED, UNSEEN, WHOLE = "tuned on", "unseen", "in all"
# The rules are tuned on one part alone; the limits hold on the other and on both together.
JUDGED = (UNSEEN, WHOLE)
MOST_DOUBTED, LEAST_FOUND = 0.7, 92.0
LEAST_CAUGHT = {
    "digit": 93.0,
    "another figure": 70.0,
    "two exchanged": 75.0,
    "unit": 97.0,
    "direction": 60.0,
}
MOST_PASSED = {
    "digit": 5.0,
    "another figure": 20.0,
    "two exchanged": 15.0,
    "unit": 3.0,
    "direction": 20.0,
}
_UNSEEN_QUARTER = 3
_INLINE = re.compile(r"(?:^|[：:；;，,。、\s])\s?(\d{1,2})\s?[.、)）](?!\d)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A paper, what was written of it, and what people said of flagged figures."""

    paper: Paper
    texts: tuple[str, ...]
    verdicts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Flag:
    """A figure with ⚠, why it seems to have it, and where."""

    paper_id: str
    figure: str
    cause: str
    sentence: str


@dataclass(slots=True)
class Told:
    """What the check made of one half of the pairs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    flags: list[Flag] = field(default_factory=list)
    opened: list[Flag] = field(default_factory=list)
    of_kind: dict[str, Counter[str]] = field(default_factory=dict)
    escaped: list[tuple[str, str, str, str]] = field(default_factory=list)
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, outcome: str) -> float:
        """Percent of the figures with that outcome."""
        return _percent(self.outcomes[outcome], self.outcomes.total())

    def made_false(self, kind: str, outcome: str) -> float:
        """Percent of the sentences made false in that way with that outcome."""
        counted = self.of_kind.get(kind, Counter())
        return _percent(counted[outcome], counted.total())


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def read(path: Path) -> list[Pair]:
    """The pairs of a file, compressed or not."""
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    pairs: list[Pair] = []
    for row in raw.decode().splitlines():
        if not row.strip():
            continue
        told = json.loads(row)
        paper = Paper(id=told["id"], title=told["title"], abstract=told["abstract"])
        verdicts = {each["figure"]: each["verdict"] for each in told.get("verdicts", ())}
        pairs.append(Pair(paper, tuple(told["texts"]), verdicts))
    return pairs


def part(paper_id: str) -> str:
    """Which part a paper belongs to, by a hash of its id: a quarter is unseen."""
    first = hashlib.sha256(paper_id.encode()).digest()[0]
    return UNSEEN if first % 4 == _UNSEEN_QUARTER else TUNED


def outcome(claim: Claim) -> str:
    """What a reader sees of a claim."""
    if claim.finding is Finding.MISSING:
        return DOUBTED
    if claim.finding in (Finding.FOUND, Finding.DERIVED):
        return FOUND
    return OPEN


def tell(pairs: Iterable[Pair], seed: int = SEED) -> dict[str, Told]:
    """What the check makes of each part, and of both."""
    result = {TUNED: Told(), UNSEEN: Told(), WHOLE: Told()}
    for pair in pairs:
        evidence = Evidence.of(pair.paper, None)
        for told in (result[part(pair.paper.id)], result[WHOLE]):
            _of_real(told, pair, evidence)
            _of_false(told, pair, evidence, seed)
    return result


def _of_real(told: Told, pair: Pair, evidence: Evidence) -> None:
    found = check(pair.texts, evidence)
    for claim in found.claims:
        if claim.kind is ClaimKind.NAME:
            told.names[outcome(claim)] += 1
            continue
        seen = outcome(claim)
        told.outcomes[seen] += 1
        if seen != FOUND:
            flags = told.opened if seen == OPEN else told.flags
            cause = _cause(claim, pair.paper)
            flags.append(Flag(pair.paper.id, claim.text, cause, claim.sentence))
        if claim.text in pair.verdicts:
            told.verdicts[pair.verdicts[claim.text].partition(":")[0], seen] += 1
    for figure, verdict in pair.verdicts.items():
        if all(claim.text != figure for claim in found.figures):
            told.verdicts[verdict.partition(":")[0], "no figure"] += 1


def _cause(claim: Claim, paper: Paper) -> str:
    """Why a figure is not confirmed, as far as its digits tell."""
    number = re.sub(r"[^\d.]", "", plain(claim.text).replace(",", ""))
    if any(found[1] == number for found in _INLINE.finditer(claim.sentence)):
        return "number of a list"
    abstract = plain(f"{paper.title}\n{paper.abstract}").replace(",", "")
    if number and re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", abstract):
        return "digits stand in the abstract"
    if not number:
        return "written in words"
    return "digits do not stand there"


def _of_false(told: Told, pair: Pair, evidence: Evidence, seed: int) -> None:
    """One false sentence of each kind of every true one in which such can be made."""
    abstract = plain(f"{pair.paper.title}\n{pair.paper.abstract}")
    for text in pair.texts:
        for number, sentence in enumerate(sentences(text)):
            before = check([sentence], evidence)
            for kind, make in KINDS.items():
                chance = random.Random(f"{seed} {kind} {pair.paper.id} {number} {sentence}")
                false = make(sentence, abstract, chance)
                if false is None or false.text == sentence:
                    continue
                seen = _seen(before, check([false.text], evidence), false)
                told.of_kind.setdefault(kind, Counter())[seen] += 1
                if seen != DOUBTED:
                    told.escaped.append((kind, seen, false.text, pair.paper.id))


def _seen(before: Check, after: Check, false: Falsehood) -> str:
    """What a reader sees of a sentence made false: ⚠ anywhere that was not there before, or what
    its false numbers carry."""
    new = Counter(claim.text for claim in after.missing)
    if new - Counter(claim.text for claim in before.missing):
        return DOUBTED
    outcomes: set[str] = set()
    for claim in after.figures:
        if any(number in claim.text for number in false.numbers):
            outcomes.add(outcome(claim))
    return FOUND if outcomes == {FOUND} else OPEN


def missed(results: Mapping[str, Told]) -> list[str]:
    """The limits that are missed, each in words."""
    told: list[str] = []
    for name in JUDGED:
        result = results[name]
        told += _over(f"{name}: true figures with ⚠", result.share(DOUBTED), MOST_DOUBTED)
        told += _under(f"{name}: true figures with ✓", result.share(FOUND), LEAST_FOUND)
        for kind, least in LEAST_CAUGHT.items():
            told += _under(f"{name}: {kind}, ⚠", result.made_false(kind, DOUBTED), least)
            told += _over(f"{name}: {kind}, ✓", result.made_false(kind, FOUND), MOST_PASSED[kind])
    return told


def _over(what: str, share: float, most: float) -> list[str]:
    return [f"{what}: {share:.2f} %, at most {most} %"] if share > most else []


def _under(what: str, share: float, least: float) -> list[str]:
    return [f"{what}: {share:.2f} %, at least {least} %"] if share < least else []


def as_table(results: Mapping[str, Told]) -> Table:
    """Outcomes of true figures, ⚠ by cause, what became of false sentences, and the verdicts."""
    table = Table("", *results, "must", box=None, pad_edge=False)
    told = list(results.values())
    must = {DOUBTED: f"≤ {MOST_DOUBTED} %", FOUND: f"≥ {LEAST_FOUND} %"}
    for seen in (FOUND, DOUBTED, OPEN):
        cells = [f"{each.outcomes[seen]} = {each.share(seen):.2f} %" for each in told]
        table.add_row(f"true figures {seen}", *cells, must.get(seen, ""))
    for cause in sorted({flag.cause for each in told for flag in each.flags}):
        table.add_row(f"  ⚠ {cause}", *(_with_cause(each.flags, cause) for each in told), "")
    for cause in sorted({flag.cause for each in told for flag in each.opened}):
        table.add_row(f"  open {cause}", *(_with_cause(each.opened, cause) for each in told), "")
    table.add_row("names ⚠", *(f"{each.names[DOUBTED]}/{each.names.total()}" for each in told), "")
    for kind in KINDS:
        cells = [_caught(each, kind) for each in told]
        limits = ""
        if kind in LEAST_CAUGHT:
            limits = f"≥ {LEAST_CAUGHT[kind]:.0f} / ≤ {MOST_PASSED[kind]:.0f} %"
        table.add_row(f"{kind}: ⚠ / ✓", *cells, limits)
    for verdict, seen in sorted({key for each in told for key in each.verdicts}):
        cells = [str(each.verdicts[verdict, seen]) for each in told]
        table.add_row(f"read as {verdict}: {seen}", *cells, "")
    return table


LISTS = ("flags", "open", "escaped")


def listed(results: Mapping[str, Told], wanted: Sequence[str]) -> list[str]:
    """Single figures and false sentences of the part that the rules are tuned on, one a line."""
    told = results[TUNED]
    lines: list[str] = []
    for name, flags in (("flags", told.flags), ("open", told.opened)):
        if name in wanted:
            for flag in flags:
                lines.append(
                    f"{name}\t{flag.paper_id}\t{flag.cause}\t{flag.figure}\t{flag.sentence}"
                )
    if "escaped" in wanted:
        lines += ["\t".join(each) for each in told.escaped]
    return lines


def _with_cause(flags: Sequence[Flag], cause: str) -> str:
    return str(sum(flag.cause == cause for flag in flags))


def _caught(told: Told, kind: str) -> str:
    made = told.of_kind.get(kind, Counter()).total()
    return f"{told.made_false(kind, DOUBTED):.1f} / {told.made_false(kind, FOUND):.1f} % of {made}"
