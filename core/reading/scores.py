"""What tables measure: each column's header, and what each method has in it. Pure.

Whether less is better is told by a column's own words. What is neither more nor less of success, as
a count or a cost, is left out.
"""

# Chinese is read here: what tables call themselves.

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.document import Table
from core.reading.exhibits import Line
from core.reading.own import Names
from core.reading.wording import anycase

_NUMBER = re.compile(r"(?<![\w.])([-−+]?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6}))\s?(%?)(?![\w.])")
# What may stand beside a cell's number: its deviation, its gain, its rank, marks of notes.
_BESIDE = re.compile(
    r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]|±\s?[\d.]{1,9}|[*†‡§¶↑↓⁎∗⋆]|[⁺⁻⁰-⁹]|_\S{1,9}"
)
LESS = anycase(
    r"↓|\b(?:lower|less|smaller) is better|\b(?:ppl|perplexity|loss|error|errors|err|fid|fvd|kid|"
    r"wer|cer|mae|mse|rmse|lpips|nll|mape|rel|absrel|epe|chamfer|ece|bpb|bpc|"
    r"regret|distance|failure|failures|violations?|hallucinations?|wait(?:ing)?|queues?|delays?|"
    r"makespan|tardiness|drawdown|collisions?|fpr|fnr|false[- ](?:positives?|negatives?|alarms?)|"
    r"miss(?:es|ed)?(?: detections?| rate)?)\b"
)
_MORE = anycase(r"↑|\b(?:higher|more|larger) is better")
# What a column says of a method rather than of its success; cells of a confusion matrix, too.
ASIDE = anycase(
    r"param|size|\byear|\bcosts?\b|flops|\bdim|layers?\b|heads?\b|steps?\b|epochs?|tokens?\b|"
    r"#|\bnumber|\bcount|\bnum\b|batch|\blr\b|length|\bdata\b|samples?\b|memory|latency|time\b|"
    r"\bspeed|throughput|\bgb\b|\bms\b|hours?|rank\b|\bslope|\bsd\b|\bstd|p-value|\bn\b|\bk\b|Δ|vram|"
    r"delta|gap|drop|diff|ratio|statistic|\bt-stat|\bseeds?\b|\bbits?\b|context|energy|power|"
    r"\basr\b|toxic|unsafe|refus|\bpeak\b|\bdisk\b|\bram\b|\bemissions?\b|\bstorage|\bbytes?\b|"
    r"\bb/|footprint|\bprice|\$|\btrue[- ](?:positives?|negatives?)\b(?! rate)|^(?:tp|tn|fp|fn)s?$"
)
# What a row says that it has of its method: a cost, or a measure, which others' rows may not have.
_OF_ROW = anycase(
    r"\s[(\[]?(?P<what>peak(?: \w{1,10})?|memory|vram|latency|time|tokens?|cost|size|params?|flops|"
    r"speed|acc(?:uracy)?\.?|f1|auc|bleu|recall|precision|loss|ppl)[)\]]?$"
)
_GAIN = anycase(r"improve|\bgains?\b")
# What measures success, and what a column of methods is called.
GOOD = anycase(
    r"\b(?:acc(?:uracy)?\.?|(?:macro-?|micro-?)?f1(?:all)?|au(?:ro)?c|auprc|(?:sp|sacre)?bleu|"
    r"rouge\S*|chrf|comet|map|miou|iou|dice|prec(?:ision|\.)?|rec(?:all|\.)?|exact match|"
    r"success(?: rate)?|pass@\d+|psnr|ssim|mcc|kappa|win rate|top-[15]|ndcg\S*|mrr|hits?@\d+|"
    r"准确率)(?![\w-])"
)
SUMMED = anycase(r"\b(?:avg|average|mean|overall|total|all)\b\.?")
_LONGEST_HEAD = 240  # characters
JOINT = ", "  # between the parts of a row's name


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's number as it is written, and its value."""

    written: str
    number: Decimal
    percent: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A method's name, the group of methods that the table puts it in, and what it reaches."""

    name: str
    group: str
    value: Value


@dataclass(frozen=True, slots=True)
class Scores:
    """One column: its header, and what each method has in it."""

    column: str
    rows: Sequence[Row]


def is_success(scores: Scores) -> bool:
    """Whether a column plainly measures success: by its name, or as what sums up shares."""
    shares = all(row.value.percent for row in scores.rows)
    return bool(GOOD.search(scores.column) or (shares and SUMMED.search(scores.column)))


def measured_columns(table: Table, lines: Sequence[Line], names: Names) -> Iterator[Scores]:
    """What is measured, with each method's value: by columns, or by rows where the methods are the
    columns."""
    of_rows = any(names.are_in(name) for name, _ in lines)
    groups = _groups(name for name, _ in lines)
    under = _under_spans(head for _, pairs in lines for head, _ in pairs)
    by_header: dict[str, list[Row]] = {}
    for name, pairs in lines:
        for head, cell in pairs:
            value = number_in(cell)
            if value is None or not head or not name:
                continue
            if of_rows:
                group, whose = groups[name]
                measured = _OF_ROW.search(whose)
                if measured:
                    what = measured["what"].rstrip(".")
                    head, whose = f"{head} {what}", whose[: measured.start()]
                by_header.setdefault(head, []).append(Row(whose, group, value))
            else:
                span, whose = under.get(head, ("", head))
                what = f"{name}{JOINT}{span}" if span else name
                by_header.setdefault(what, []).append(Row(whose, "", value))
    for what, rows in by_header.items():
        if not (ASIDE.search(what) or _GAIN.search(what)) or _MORE.search(what):
            yield Scores(what, rows)


def _under_spans(heads: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What spans each of the heads, and the rest of it: the same methods under several measures,
    one beside the other. Empty where that is not plainly so."""
    known = list(dict.fromkeys(heads))
    if any(len(head) > _LONGEST_HEAD for head in known):
        return {}
    parted: dict[str, tuple[str, str]] = {}
    ends = Counter(end for head in known for _, end in _parted(head))
    for head in known:
        for span, rest in _parted(head):
            if ends[rest] > 1 and not rest.startswith(("↑", "↓")):
                parted[head] = span, rest
                break
    spans = Counter(span for span, _ in parted.values())
    plainly = len(parted) == len(known) and len(spans) > 1 and min(spans.values()) > 1
    return parted if plainly else {}


def _parted(head: str) -> Iterator[tuple[str, str]]:
    """The first words of a head, and the others."""
    words = head.split()
    for begin in range(1, len(words)):
        yield " ".join(words[:begin]), " ".join(words[begin:])


def _groups(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Each row's group, which several rows' names begin with, and the rest of its name."""
    known = list(names)
    beginnings = Counter(name.partition(JOINT)[0] for name in dict.fromkeys(known))
    parted: dict[str, tuple[str, str]] = {}
    for name in known:
        group, joint, rest = name.partition(JOINT)
        if joint and beginnings[group] > 1 and re.search(r"[^\W\d_]{2}", rest):
            parted[name] = group, rest
        else:
            parted[name] = "", name
    return parted


def direction(scores: Scores) -> int | None:
    """1 where the column says that more is better, -1 where less is, None where it does not say."""
    if _MORE.search(scores.column):
        return 1
    return -1 if LESS.search(scores.column) else None


def number_in(cell: str) -> Value | None:
    """The one number of a cell; None where it holds none, several, or words."""
    bare = _BESIDE.sub(" ", cell).strip()
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return None
    return Value(bare, Decimal(match[1].replace("−", "-")), bool(match[2]))
