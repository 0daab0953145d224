"""Results out of tables: what the paper's own method reaches, against the best of the others. Pure.

Only what a table shows plainly is told: an own row (or column) that is known by its name, others
beside it, one number a cell, and columns that measure how good something is. Whether less is better
is told by the column's or the table's own words; what is neither is no gain.
"""

# Chinese is read here: what tables call themselves.

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from core.document import Document, Table
from core.language import ReadingWords
from core.pages.html.grids import cells_of
from core.reading.exhibits import Line, likely_results, table_lines
from core.reading.own import Names
from core.reading.scores import (
    ASIDE,
    GOOD,
    JOINT,
    LESS,
    SUMMED,
    Row,
    Scores,
    direction,
    is_success,
    measured_columns,
    number_in,
)
from core.reading.wording import any_of, anycase

_TABLES, _MOST, _OF_ONE = 3, 3, 2
_FEW_ROWS, _CELLS = 3, 4  # rows of a small table, and cells of one that are told
_ROWS = 60
_AVERAGE = any_of("avg|average|mean|overall")
# What a whole column is held against: "r² vs ADMIXTURE".
_AGAINST = anycase(r"\b(?:vs\.?|versus|over|relative to)\s.+")
_METHODS = anycase(
    r"^(?:models?|methods?|approach(?:es)?|systems?|detectors?|predictors?|tools?|algorithms?|"
    r"classifiers?|conditions?|variants?|baselines?|encoders?|agents?|llms?|networks?|"
    r"architectures?|方法|模型)\b"
)
_OF_RESULTS = any_of("results?|performance|accuracy|scores?", "结果")
# A figure that is told, and not by chance.
_TOLD = re.compile(r"(?<![\d.,])(?:\d{1,6}\.\d{1,6}|\d{3,9})(?![\d.,]\d)")
_VALUE = anycase(r"values?|results?|值|结果")
_BASELINE = any_of("baselines?|persistence|na[iï]ve", "基线")
_ABLATED = anycase(r"ablat|消融")
_NO_METHOD = anycase(
    r"oracle|\bhuman\b|upper ?bound|ground ?truth|ablat|w/o|without|\bw/|^\s*[-+]\s|average|"
    r"random(?! ?(?:survival )?forest)|#|\bnumber of|statistic|improvement|\bgain|delta|Δ"
)
# What is left where a key was cited in brackets.
_EMPTY, _BEFORE_COMMA = re.compile(r"\[\s*\]|\(\s*\)"), re.compile(r"\s+,")
_CITATION = re.compile(
    r"\(\s*(?:[\w:/.+-]{2,60}\s?[,;]\s?)+\)|\[[\d,;\s–-]{1,30}\]|\[[A-Z][\w+]{1,12}\]|"
    r"\(?[A-Z][\w'’-]{1,30}(?: et al\.?| and [A-Z][\w'’-]{1,30})?,? \(?(?:19|20)\d\d[a-z]?\)?\)?|"
    r"\b[a-z][a-z:/_-]{0,40}\d{4}\w{0,30}\b|\bet al\.?",
)
_TABLE_NUMBER = anycase(r"^\s*(?:table|tab\.|表)\s*([A-Z]?\.?[\dIVX]{1,5}(?:\.\d{1,2})?)\b")
_LONGEST_NAME = 48  # characters
_WORD = re.compile(r"[^\W\d_]{2}")  # "P" tells nobody what is measured
_KEY = 4  # letters
# No blank stands beside a full-width bracket.
_WIDE = re.compile(r"(?<=[（）]) | (?=[（）])")
_DOT = re.compile(r"(?<=[^\W\d_]{2})\.(?=\s|$)")
# What ends with a unit is a quantity and no method: "BoatNet (Mbps)" beside "Lead (s)".
_UNIT = re.compile(
    r"\((%|[kMGT]?(?:bps|bit/s|B|W|Hz|J|FLOPs|V)|[mµun]?s|secs?|seconds|min|hours?|h|days|dB|fps|FPS|"
    r"px|[kcm]?m|kg|pts?|points|°C?|K|USD|\$)\)$"
)
# What several methods are marked by that the authors ran: "Forest (ours)" beside "Boosting (ours)".
_RUN_BY_US = anycase(r"\s?[(\[]ours?[)\]]$")
_NOTE_MARKS = re.compile(r"[*†‡§¶⁎∗⋆]|[⁰-⁹⁺⁻]{1,9}$")


def table_results(
    document: Document, names: Names, told: str, words: ReadingWords
) -> tuple[str, ...]:
    """At most three sentences of the main results' tables in the language's words, each with its
    table; none where its words are not known."""
    if not words.ahead:
        return ()
    found: list[str] = []
    likely = likely_results(document, told)[:_TABLES]
    for table in likely:
        lines = table_lines(table, _ROWS)
        sentences = list(_gains(table, lines, names, words, told, only_main=bool(found)))
        if not sentences and not found:
            sentences = list(_averages(table, lines, words))
        for sentence in sentences[:_OF_ONE]:
            if len(found) < _MOST and sentence not in found:
                found.append(sentence)
    if not found:
        for table in likely[:_OF_ONE]:
            ahead = () if found else tuple(itertools.islice(_against(table, words), _OF_ONE))
            ahead = ahead or tuple(itertools.islice(_leaders(table, words), _OF_ONE * (not found)))
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
        good = len(cells) > 1 and any(map(GOOD.search, cells))
        if shared or (small and good):
            shown = words.comma.join(f"{head} {value}" for head, value in cells.items())
            kept.append((shared, words.row.format(row=row, cells=shown) + _source(table, words)))
    kept.sort(key=lambda each: -each[0])
    yield from (sentence for _, sentence in kept[:_OF_ONE])


def _measured(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The row's first measures, each with what it is there."""
    cells: dict[str, str] = {}
    for head, cell in pairs:
        value, measure = number_in(cell), _shown(head)
        if value and measure and _is_measure(head) and len(cells) < _CELLS:
            cells[measure] = value.written
    return cells


def _is_measure(head: str) -> bool:
    """Whether a column's header plainly says what is measured."""
    named = _WORD.search(head) and not _VALUE.fullmatch(head)
    return bool(named) and not ASIDE.search(head)


def _against(table: Table, words: ReadingWords) -> Iterator[str]:
    """The rows of the best and of the baseline, where one is called so and a column tells plainly
    what is best."""
    lines = table_lines(table, _ROWS)
    base = next((line for line in lines if _BASELINE.search(line[0])), None)
    rows = dict(lines)
    columns = measured_columns(table, lines, Names(tuple(rows)))
    plain = (each for each in columns if is_success(each) or direction(each) == -1)
    scores = next(plain, None)
    if base is None or scores is None or _ABLATED.search(table.caption):
        return
    pick = min if direction(scores) == -1 else max
    of_rows = [row for row in scores.rows if row.name in rows and not _NO_METHOD.search(row.name)]
    best = pick(of_rows, key=lambda row: row.value.number, default=None)
    for name in dict.fromkeys((best.name, base[0])) if best else ():
        cells = _measured(rows[name])
        if cells and _shown(name):
            shown = words.comma.join(f"{head} {value}" for head, value in cells.items())
            yield words.row.format(row=_shown(name), cells=shown) + _source(table, words)


def _leaders(table: Table, words: ReadingWords) -> Iterator[str]:
    """Who is ahead in a table of methods none of which is the paper's own, by what plainly
    measures success."""
    if not table.heads or not _METHODS.search(table.heads[0]):
        return
    lines = table_lines(table, _ROWS)
    if not _has_spans(table):
        # What several rows begin with is a method's name, not what they stand under.
        lines = [(name.replace(JOINT, " "), pairs) for name, pairs in lines]
    of_rows = Names(tuple(name for name, _ in lines))
    columns = [each for each in measured_columns(table, lines, of_rows) if is_success(each)]
    columns.sort(key=lambda scores: not SUMMED.search(scores.column))
    for scores in columns:
        rows = [row for row in scores.rows if not _NO_METHOD.search(row.name)]
        leader = max(rows, key=lambda row: row.value.number, default=None)
        plain = leader and len(rows) > 2 and not any(row.group for row in rows)
        if not leader or not plain or direction(scores) == -1:
            continue
        if sentence := _compared(table, scores, Names((leader.name,)), words):
            yield sentence


def _has_spans(table: Table) -> bool:
    """Whether rows hold nothing but what those below them have in common."""
    rows = (cells_of(line) for line in table.rows.split("\n")[table.head_rows :])
    return any(sum(map(bool, cells)) == 1 for cells in rows)


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
    columns = list(measured_columns(table, lines, names))
    if not _rising(columns, names):
        columns = [scores for scores in columns if direction(scores) is not None]

    def aside(scores: Scores) -> int:
        own = [row.value.written for row in scores.rows if names.are_in(row.name)]
        is_told = any(len(each) > 2 and each in told for each in own)
        return 2 - 2 * is_told - bool(SUMMED.search(scores.column))

    if only_main:
        columns = [scores for scores in columns if aside(scores) < 2]
    for scores in sorted(columns, key=aside):
        if sentence := _compared(table, scores, names, words):
            yield sentence


def _compared(table: Table, scores: Scores, names: Names, words: ReadingWords) -> str:
    """The sentence of one column; "" where there are no others, or they cannot be told apart."""
    less = direction(scores) == -1
    of_more = direction(scores) is not None or GOOD.search(scores.column)
    if LESS.search(table.caption) and not of_more:
        return ""  # Which of the columns the caption speaks of cannot be told.
    sign = -1 if less else 1

    def success(row: Row) -> Decimal:
        return sign * row.value.number

    own = max((row for row in scores.rows if names.are_in(row.name)), key=success, default=None)
    if own is None or _UNIT.search(own.name):
        return ""
    others: list[Row] = []
    against = _AGAINST.search(scores.column)
    for row in scores.rows:
        is_other = not _is_own(row.name, own.name, names) and not _NO_METHOD.search(row.name)
        is_other = is_other and not _UNIT.search(row.name)
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


def _is_own(name: str, own: str, names: Names) -> bool:
    """Whether a row is the own method's, or that of a variant of the `own` one, and not of another
    that bears the same mark."""
    if not names.are_in(name):
        return False
    bare, own_bare = _RUN_BY_US.sub("", name), _RUN_BY_US.sub("", own)
    marked = bare != name and own_bare != own
    return not marked or names.are_in(bare) or bare[:_KEY].lower() == own_bare[:_KEY].lower()


def _called(rows: Sequence[str], own: str, names: Names) -> dict[str, str]:
    """What each row is called: by the part of its name that in the `own` one is the method's, where
    that tells them apart."""
    parts = own.split(JOINT)[::-1]
    place = next((at for at, part in enumerate(parts) if names.are_in(part)), 0)
    short = {name: _shown((name.split(JOINT)[::-1][place:] or [name])[0]) for name in rows}
    if len(parts) > 1 and all(short.values()) and len(set(short.values())) == len(short):
        return short
    return {name: _shown(name) for name in rows}


def _rising(columns: Sequence[Scores], names: Names) -> bool:
    """Whether the own method has the highest value in most columns rather than the lowest: where
    nothing says that more is better, this does."""
    votes = 0
    for scores in columns:
        own = [row.value.number for row in scores.rows if names.are_in(row.name)]
        others = [row.value.number for row in scores.rows if not names.are_in(row.name)]
        if own and others and not LESS.search(scores.column):
            votes += max(own) > max(others)
            votes -= min(own) < min(others)
    return votes >= 0


def _averages(table: Table, lines: Sequence[Line], words: ReadingWords) -> Iterator[str]:
    """What the row of all averages says, where no method is the paper's own."""
    for name, pairs in lines:
        cells: list[str] = []
        for head, cell in pairs:
            value = number_in(cell)
            if value and _is_measure(head):
                cells.append(f"{_shown(head)} {value.written}")
        if _AVERAGE.search(name) and cells and len(cells) <= 4:
            row = _shown(name)
            said = GOOD.search(" ".join((name, *(head for head, _ in pairs))))
            measures = {each[0] for each in GOOD.finditer(table.caption)}
            if not said and len(measures) == 1:
                row += words.group.format(group=measures.pop())
            told = words.row.format(row=row, cells=words.comma.join(cells))
            yield told + _source(table, words)
            return


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
