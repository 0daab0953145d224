"""Results out of tables: what the paper's own method reaches, against the best of the others. Pure.

Only what a table shows plainly is told: an own row (or column) that is known by its name, others
beside it, one number a cell, and columns that measure how good something is. Whether less is better
is told by the column's or the table's own words; what is neither is no gain.
"""

# Chinese is read here: what tables call themselves.

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.document import Document, Table
from core.language import ReadingWords
from core.pages.html.grids import cells_of
from core.reading.exhibits import Line, likely_results, table_lines
from core.reading.own import Names
from core.reading.wording import any_of, anycase

_TABLES, _MOST, _OF_ONE = 3, 3, 2
_FEW_ROWS, _CELLS = 3, 4  # rows of a small table, and cells of one that are told
_ROWS = 60
_NUMBER = re.compile(r"(?<![\w.])([-−+]?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6}))\s?(%?)(?![\w.])")
# What may stand beside a cell's number: its deviation, its gain, its rank, marks of notes.
_BESIDE = re.compile(
    r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]|±\s?[\d.]{1,9}|[*†‡§¶↑↓⁎∗⋆]|[⁺⁻⁰-⁹]|_\S{1,9}"
)
_LESS = anycase(
    r"↓|\b(?:lower|less|smaller) is better|\b(?:ppl|perplexity|loss|error|errors|err|fid|fvd|kid|"
    r"wer|cer|mae|mse|rmse|lpips|nll|mape|rel|absrel|epe|chamfer|ece|bpb|bpc|"
    r"regret|distance|failure|failures|violations?|hallucinations?|wait(?:ing)?|queues?|delays?|"
    r"makespan|tardiness|drawdown|collisions?|fpr|fnr|false[- ](?:positives?|negatives?|alarms?)|"
    r"miss(?:es|ed)?(?: detections?| rate)?)\b"
)
_MORE = anycase(r"↑|\b(?:higher|more|larger) is better")
# What a column says of a method rather than of its success; cells of a confusion matrix, too.
_ASIDE = anycase(
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
_AVERAGE = any_of("avg|average|mean|overall")
_GAIN = anycase(r"improve|\bgains?\b")
# What a whole column is held against: "r² vs ADMIXTURE".
_AGAINST = anycase(r"\b(?:vs\.?|versus|over|relative to)\s.+")
# What measures success, and what a column of methods is called.
_GOOD = anycase(
    r"\b(?:acc(?:uracy)?\.?|(?:macro-?|micro-?)?f1(?:all)?|au(?:ro)?c|auprc|(?:sp|sacre)?bleu|"
    r"rouge\S*|chrf|comet|map|miou|iou|dice|prec(?:ision|\.)?|rec(?:all|\.)?|exact match|"
    r"success(?: rate)?|pass@\d+|psnr|ssim|mcc|kappa|win rate|top-[15]|ndcg\S*|mrr|hits?@\d+|"
    r"准确率)(?![\w-])"
)
_METHODS = anycase(
    r"^(?:models?|methods?|approach(?:es)?|systems?|detectors?|predictors?|tools?|algorithms?|"
    r"classifiers?|conditions?|variants?|baselines?|encoders?|agents?|llms?|networks?|"
    r"architectures?|方法|模型)\b"
)
_OF_RESULTS = any_of("results?|performance|accuracy|scores?", "结果")
# A figure that is told, and not by chance.
_TOLD = re.compile(r"(?<![\d.,])(?:\d{1,6}\.\d{1,6}|\d{3,9})(?![\d.,]\d)")
_VALUE = anycase(r"values?|results?|值|结果")
_SUMMED = anycase(r"\b(?:avg|average|mean|overall|total|all)\b\.?")
_NO_METHOD = anycase(
    r"oracle|\bhuman\b|upper ?bound|ground ?truth|ablat|w/o|without|\bw/|^\s*[-+]\s|average|"
    r"random|#|\bnumber of|statistic|improvement|\bgain|delta|Δ"
)
_JOINT = ", "  # between the parts of a row's name
# What is left where a key was cited in brackets.
_EMPTY, _BEFORE_COMMA = re.compile(r"\[\s*\]|\(\s*\)"), re.compile(r"\s+,")
_CITATION = re.compile(
    r"\(\s*(?:[\w:/.+-]{2,60}\s?[,;]\s?)+\)|\[[\d,;\s–-]{1,30}\]|\[[A-Z][\w+]{1,12}\]|"
    r"\(?[A-Z][\w'’-]{1,30}(?: et al\.?| and [A-Z][\w'’-]{1,30})?,? \(?(?:19|20)\d\d[a-z]?\)?\)?|"
    r"\b[a-z][a-z:/_-]{0,40}\d{4}\w{0,30}\b|\bet al\.?",
)
_TABLE_NUMBER = anycase(r"^\s*(?:table|tab\.|表)\s*([A-Z]?\.?[\dIVX]{1,5}(?:\.\d{1,2})?)\b")
_LONGEST_NAME, _LONGEST_HEAD = 48, 240
_WORD = re.compile(r"[^\W\d_]{2}")  # "P" tells nobody what is measured
_KEY = 4  # letters
# No blank stands beside a full-width bracket.
_WIDE = re.compile(r"(?<=[（）]) | (?=[（）])")
_DOT = re.compile(r"(?<=[^\W\d_]{2})\.(?=\s|$)")
_NOTE_MARKS = re.compile(r"[*†‡§¶⁎∗⋆]|[⁰-⁹⁺⁻]{1,9}$")


@dataclass(frozen=True, slots=True)
class _Value:
    """A cell's number as it is written, and its value."""

    written: str
    number: Decimal
    percent: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A method's name, the group of methods that the table puts it in, and what it reaches."""

    name: str
    group: str
    value: _Value


@dataclass(frozen=True, slots=True)
class _Scores:
    """One column: its header, and what each method has in it."""

    column: str
    rows: Sequence[_Row]


def table_results(
    document: Document, names: Names, told: str, words: ReadingWords
) -> tuple[str, ...]:
    """At most three sentences of the main results' tables in the language's words, each with its
    table; none where its words are not known."""
    if not words.ahead:
        return ()
    found: list[str] = []
    for table in likely_results(document, told)[:_TABLES]:
        lines = table_lines(table, _ROWS)
        sentences = list(_gains(table, lines, names, words, told, only_main=bool(found)))
        if not sentences and not found:
            sentences = list(_averages(table, lines, words))
        for sentence in sentences[:_OF_ONE]:
            if len(found) < _MOST and sentence not in found:
                found.append(sentence)
    if not found:
        likely = likely_results(document, told)[:_TABLES]
        for table in likely[:_OF_ONE]:
            ahead = () if found else tuple(itertools.islice(_leaders(table, words), _OF_ONE))
            found += ahead or itertools.islice(_telling(table, told, words), _MOST - len(found))
    return tuple(found)


def _telling(table: Table, told: str, words: ReadingWords) -> Iterator[str]:
    """What two rows say of which the paper's abstract tells a figure, else those of a small table
    of what plainly measures success."""
    known = frozenset(_TOLD.findall(told))
    lines = table_lines(table, _ROWS)
    of_methods = bool(table.heads) and _METHODS.search(table.heads[0])
    small = len(lines) <= _FEW_ROWS and not of_methods and _OF_RESULTS.search(table.caption)
    kept: list[tuple[int, str]] = []
    for name, pairs in lines:
        cells, row = _measured(pairs), _shown(name)
        if not cells or not _WORD.search(row) or _NO_METHOD.search(name):
            continue
        shared = sum(each.strip("+-−% ") in known for each in cells.values())
        good = len(cells) > 1 and any(map(_GOOD.search, cells))
        if shared or (small and good):
            shown = words.comma.join(f"{head} {value}" for head, value in cells.items())
            kept.append((shared, words.row.format(row=row, cells=shown) + _source(table, words)))
    kept.sort(key=lambda each: -each[0])
    yield from (sentence for _, sentence in kept[:_OF_ONE])


def _measured(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The row's first measures, each with what it is there."""
    cells: dict[str, str] = {}
    for head, cell in pairs:
        value, measure = _value(cell), _shown(head)
        plain = _WORD.search(head) and not (_ASIDE.search(head) or _VALUE.fullmatch(head))
        if value and measure and plain and len(cells) < _CELLS:
            cells[measure] = value.written
    return cells


def _leaders(table: Table, words: ReadingWords) -> Iterator[str]:
    """Who is ahead in a table of methods none of which is the paper's own, by what plainly
    measures success."""
    if not table.heads or not _METHODS.search(table.heads[0]):
        return
    lines = table_lines(table, _ROWS)
    if not _has_spans(table):
        # What several rows begin with is a method's name, not what they stand under.
        lines = [(name.replace(_JOINT, " "), pairs) for name, pairs in lines]
    of_rows = Names(tuple(name for name, _ in lines))
    columns = [each for each in _columns(table, lines, of_rows) if _is_success(each)]
    columns.sort(key=lambda scores: not _SUMMED.search(scores.column))
    for scores in columns:
        rows = [row for row in scores.rows if not _NO_METHOD.search(row.name)]
        leader = max(rows, key=lambda row: row.value.number, default=None)
        plain = leader and len(rows) > 2 and not any(row.group for row in rows)
        if not leader or not plain or _direction(scores) == -1:
            continue
        if sentence := _compared(table, scores, Names((leader.name,)), words):
            yield sentence


def _has_spans(table: Table) -> bool:
    """Whether rows hold nothing but what those below them have in common."""
    rows = (cells_of(line) for line in table.rows.split("\n")[table.head_rows :])
    return any(sum(map(bool, cells)) == 1 for cells in rows)


def _is_success(scores: _Scores) -> bool:
    """Whether a column plainly measures success: by its name, or as what sums up shares."""
    shares = all(row.value.percent for row in scores.rows)
    return bool(_GOOD.search(scores.column) or (shares and _SUMMED.search(scores.column)))


def _gains(
    table: Table,
    lines: Sequence[Line],
    names: Names,
    words: ReadingWords,
    told: str,
    *,
    only_main: bool,
) -> Iterator[str]:
    """The own method against the best of the others, those columns first that the abstract tells of
    or that sum up the others; with `only_main` those alone."""
    columns = list(_columns(table, lines, names))
    if not _rising(columns, names):
        columns = [scores for scores in columns if _direction(scores) is not None]

    def aside(scores: _Scores) -> int:
        own = [row.value.written for row in scores.rows if names.are_in(row.name)]
        is_told = any(len(each) > 2 and each in told for each in own)
        return 2 - 2 * is_told - bool(_SUMMED.search(scores.column))

    if only_main:
        columns = [scores for scores in columns if aside(scores) < 2]
    for scores in sorted(columns, key=aside):
        if sentence := _compared(table, scores, names, words):
            yield sentence


def _columns(table: Table, lines: Sequence[Line], names: Names) -> Iterator[_Scores]:
    """What is measured, with each method's value: by columns, or by rows where the methods are the
    columns."""
    of_rows = any(names.are_in(name) for name, _ in lines)
    groups = _groups(name for name, _ in lines)
    under = _under_spans(head for _, pairs in lines for head, _ in pairs)
    by_header: dict[str, list[_Row]] = {}
    for name, pairs in lines:
        for head, cell in pairs:
            value = _value(cell)
            if value is None or not head or not name:
                continue
            if of_rows:
                group, whose = groups[name]
                measured = _OF_ROW.search(whose)
                if measured:
                    what = measured["what"].rstrip(".")
                    head, whose = f"{head} {what}", whose[: measured.start()]
                by_header.setdefault(head, []).append(_Row(whose, group, value))
            else:
                span, whose = under.get(head, ("", head))
                what = f"{name}{_JOINT}{span}" if span else name
                by_header.setdefault(what, []).append(_Row(whose, "", value))
    for what, rows in by_header.items():
        if not (_ASIDE.search(what) or _GAIN.search(what)) or _MORE.search(what):
            yield _Scores(what, rows)


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
    beginnings = Counter(name.partition(_JOINT)[0] for name in dict.fromkeys(known))
    parted: dict[str, tuple[str, str]] = {}
    for name in known:
        group, joint, rest = name.partition(_JOINT)
        if joint and beginnings[group] > 1 and re.search(r"[^\W\d_]{2}", rest):
            parted[name] = group, rest
        else:
            parted[name] = "", name
    return parted


def _compared(table: Table, scores: _Scores, names: Names, words: ReadingWords) -> str:
    """The sentence of one column; "" where there are no others, or they cannot be told apart."""
    less = _direction(scores) == -1
    of_more = _direction(scores) is not None or _GOOD.search(scores.column)
    if _LESS.search(table.caption) and not of_more:
        return ""  # Which of the columns the caption speaks of cannot be told.
    sign = -1 if less else 1

    def success(row: _Row) -> Decimal:
        return sign * row.value.number

    own = max((row for row in scores.rows if names.are_in(row.name)), key=success, default=None)
    if own is None:
        return ""
    others: list[_Row] = []
    against = _AGAINST.search(scores.column)
    for row in scores.rows:
        is_other = not names.are_in(row.name) and not _NO_METHOD.search(row.name)
        if against is not None and re.search(rf"\b{re.escape(row.name)}(?!\w)", against[0]):
            continue  # it is held against itself
        # Alone in its part of the table it is held against all.
        beside = not own.group or row.group == own.group
        if is_other and beside and row.value.percent == own.value.percent:
            others.append(row)
    other = max(others, key=success, default=None)
    if other is None:
        return ""
    column = _shown(scores.column)
    if group := _shown(own.group):
        column += words.group.format(group=group)
    called = _called([row.name for row in scores.rows], own.name, names)
    facts = {
        "column": column,
        "own": called[own.name],
        "value": own.value.written,
        "other": called[other.name],
        "best": other.value.written,
    }
    if not all(facts.values()) or facts["own"] == facts["other"]:
        return ""
    gain = sign * (own.value.number - other.value.number)
    if gain > 0:
        template = words.below if less else words.ahead
        told = template.format(gain=f"{gain:f}", **facts)
    elif less or not gain:
        return ""
    else:
        told = words.beside.format(**facts)
    return _WIDE.sub("", told) + _source(table, words)


def _called(rows: Sequence[str], own: str, names: Names) -> dict[str, str]:
    """What each row is called: by the part of its name that in the `own` one is the method's, where
    that tells them apart."""
    parts = own.split(_JOINT)[::-1]
    place = next((at for at, part in enumerate(parts) if names.are_in(part)), 0)
    short = {name: _shown((name.split(_JOINT)[::-1][place:] or [name])[0]) for name in rows}
    if len(parts) > 1 and all(short.values()) and len(set(short.values())) == len(short):
        return short
    return {name: _shown(name) for name in rows}


def _direction(scores: _Scores) -> int | None:
    """1 where the column says that more is better, -1 where less is, None where it does not say."""
    if _MORE.search(scores.column):
        return 1
    return -1 if _LESS.search(scores.column) else None


def _rising(columns: Sequence[_Scores], names: Names) -> bool:
    """Whether the own method has the highest value in most columns rather than the lowest: where
    nothing says that more is better, this does."""
    votes = 0
    for scores in columns:
        own = [row.value.number for row in scores.rows if names.are_in(row.name)]
        others = [row.value.number for row in scores.rows if not names.are_in(row.name)]
        if own and others and not _LESS.search(scores.column):
            votes += max(own) > max(others)
            votes -= min(own) < min(others)
    return votes >= 0


def _averages(table: Table, lines: Sequence[Line], words: ReadingWords) -> Iterator[str]:
    """What the row of all averages says, where no method is the paper's own."""
    for name, pairs in lines:
        cells: list[str] = []
        for head, cell in pairs:
            value = _value(cell)
            plain = _WORD.search(head) and not (_ASIDE.search(head) or _VALUE.fullmatch(head))
            if value and plain:
                cells.append(f"{_shown(head)} {value.written}")
        if _AVERAGE.search(name) and cells and len(cells) <= 4:
            row = _shown(name)
            said = _GOOD.search(" ".join((name, *(head for head, _ in pairs))))
            measures = {each[0] for each in _GOOD.finditer(table.caption)}
            if not said and len(measures) == 1:
                row += words.group.format(group=measures.pop())
            told = words.row.format(row=row, cells=words.comma.join(cells))
            yield told + _source(table, words)
            return


def _value(cell: str) -> _Value | None:
    """The one number of a cell; None where it holds none, several, or words."""
    bare = _BESIDE.sub(" ", cell).strip()
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return None
    return _Value(bare, Decimal(match[1].replace("−", "-")), bool(match[2]))


def _source(table: Table, words: ReadingWords) -> str:
    number = _TABLE_NUMBER.match(table.caption)
    if number is None:
        return ""
    return words.source.format(table=words.table.format(number=number[1]))


def _shown(name: str) -> str:
    """A name as people read it, without citations and notes; "" where it is none."""
    bare = _NOTE_MARKS.sub("", _EMPTY.sub(" ", _CITATION.sub(" ", name)))
    parts = _BEFORE_COMMA.sub(",", bare).split()
    while len(parts) > 1 and _is_again(parts[-1], parts[:-1]):
        parts.pop()
    # A sentence ends at "Lake. (ZH)" and at "Ret." before Chinese, wherever it is cut.
    shown = _DOT.sub("", " ".join(parts).strip(" ,;:-–↑↓"))
    if shown.count("(") != shown.count(")"):
        shown = shown.replace("(", "").replace(")", "")
    if len(shown) > _LONGEST_NAME or not re.search(r"[^\W\d_]", shown):
        return ""
    return shown


def _is_again(last: str, before: Sequence[str]) -> bool:
    """Whether a name's last word is a mark, or a citation's key, which is often the name once more;
    not what is measured: P, EM, Acc."""
    key = _squeezed(last)
    if not key:
        return True
    is_key = len(key) >= _KEY and not key.isdigit()
    return is_key and key in _squeezed("".join(before))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
