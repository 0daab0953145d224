"""What a report shows of the paper itself: its teaser figure, and its main results as a table.

Both are chosen by what captions say and are left out where that does not tell. Pure.
"""

# Chinese is read here: what captions say.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from core.document import Document, Figure, Table
from core.pages.html.grids import cells_of, is_figure
from core.reading.wording import anycase
from core.tex import readable

# What Telegram takes as a photo and Discord shows in an embed; neither shows SVG or PDF.
_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_FIRST = 4  # figures; a later one explains a detail
_NUMBERED = anycase(r"(?:fig(?:ure|\.)?|图)\s*(\d{1,2})\b[\s.:：|]*(?=[^\s.:：|])")
_EMBLEM = anycase(r"logo|icon|emoji|badge|banner|orcid")

_MAIN = anycase(
    r"\b(?:main|overall)\s+(?:\w+\s+)?(?:results?|performance|comparisons?)|state[- ]of[- ]the[- "
    r"]art"
)
_RESULTS = anycase(
    r"\b(results?|performances?|compar(?:isons?|ed|ing)|accurac(?:y|ies)|scores?|evaluations?|"
    r"outperforms?|zero-shot|benchmarks?|percentage|pass@\d|bleu|f1)\b|(结果|对比|性能)"
)
_ASIDE = anycase(
    r"ablat|hyper-?\s?param|statistic|configurat|examples?\b|prompts?\b|templates?\b|\bnumber "
    r"of\b|definition|notation|complexity|variations? (?:on|of)|overview|taxonom|descriptions?\b|"
    r"training (?:details|data|settings)|"
    r"summary of existing|data composition|licen[cs]e|消融|超参|统计"
)
# "Table 2: " and the caption's first sentence: what follows explains the columns.
_TITLE = re.compile(r"(?:[^.:|]{,12}\d[.:|]?\s*)?.*?(?:[.?!。](?=\s|$)|$)", re.DOTALL)
# Figures that tell tables apart: with decimals, or of several digits.
_FIGURE = re.compile(r"\d+\.\d+|\d{2,}")
_SHARED, _MOST_SHARED = 2, 3  # what a figure that is told counts, and how many of them
_TELLING = 2  # figures that are told, by which a table without a caption is one of results
_OURS = anycase(r"\bours?\b|\(our|我们")
_NAME_WORDS = 3  # of a method's name in a title
_LEAST = 6  # figures of a results table
_SHARE = 0.4  # of the cells beside the rows' names
_NOTHING = frozenset(("", "-", "–", "—", "−", "n/a", "N/A"))
Line = tuple[str, list[tuple[str, str]]]
"""A row's name, and its cells, each with its column's header."""


class _Row(NamedTuple):
    """A row of a table: its name, and the headers of its cells beside them."""

    name: str
    heads: list[str]
    cells: list[str]


def teaser(document: Document) -> Figure | None:
    """The first of the paper's early figures that is one picture of a kind chats show, or None."""
    for figure in document.figures:
        numbered = _NUMBERED.match(figure.caption)
        if numbered and int(numbered[1]) <= _FIRST and _can_be_shown(figure):
            return figure
    return None


def results_table(document: Document, told: str = "") -> Table | None:
    """The table of the main results: by what captions say, and by the figures it shares with what
    is `told` of the paper's results, such as its abstract; None where none is plausible."""
    return next(iter(likely_results(document, told, bare=True)), None)


def likely_results(document: Document, told: str, *, bare: bool = False) -> list[Table]:
    """The plausible tables of results, the main one first, as `results_table` tells it; those
    without a caption where `bare` ones are wanted, for nothing can be quoted as theirs."""
    figures = frozenset(map(float, _FIGURE.findall(told)))
    ratings: dict[int, float] = {}
    for number, table in enumerate(document.tables):
        plausible = _rating(table)
        body = "\n".join(table.rows.split("\n")[table.head_rows :])
        shared = figures.intersection(map(float, _FIGURE.findall(body)))
        # One without a caption may be anything, unless what is told stands there.
        if plausible > 0 and (table.caption or (bare and len(shared) >= _TELLING)):
            ratings[number] = plausible + _SHARED * min(len(shared), _MOST_SHARED)
    best_first = sorted(ratings, key=lambda number: -ratings[number])
    return [document.tables[number] for number in best_first]


def own_first(rows: Sequence[Line], title: str) -> list[Line]:
    """The rows, those of the paper's own method first: called "ours", or as the title begins."""
    name = title.partition(":")[0].strip()
    if not 1 <= len(name.split()) <= _NAME_WORDS:
        name = ""

    def is_own(row: Line) -> bool:
        called = row[0]
        return bool(_OURS.search(called)) or bool(name and name.lower() in called.lower())

    own = [row for row in rows if is_own(row)]
    others = [row for row in rows if not is_own(row)]
    return [*own, *others]


def table_lines(table: Table, limit: int) -> list[Line]:
    """At most `limit` rows as they can be read aloud: a name, then each header with its cell.

    Empty cells are left out, and the name begins with that of the row's group. Formulas are plain
    text as far as that goes.
    """
    rows: list[list[str]] = []
    for line in table.rows.split("\n"):
        rows.append([readable(cell) for cell in cells_of(line)])
    above = rows[: table.head_rows]
    body = [row for row in rows[table.head_rows :] if row not in above]
    found: list[Line] = []
    for row in _named(body, [readable(head) for head in table.heads]):
        together = zip(row.heads, row.cells, strict=False)
        pairs = [(head, cell) for head, cell in together if cell not in _NOTHING]
        if pairs and len(found) < limit:
            found.append((row.name, pairs))
    return found


def _can_be_shown(figure: Figure) -> bool:
    if figure.address is None or figure.pictures != 1:
        return False
    parts = urlsplit(figure.address)
    name = parts.path.rsplit("/", 1)[-1]
    return (
        parts.scheme in ("http", "https")
        and name.lower().endswith(_SHOWN)
        and not _EMBLEM.search(name)
    )


def _rating(table: Table) -> float:
    """How likely the table holds the main results; not at all where it is 0 or less."""
    cells: list[str] = []
    for line in table.rows.split("\n")[table.head_rows :]:
        cells += [cell for cell in cells_of(line)[1:] if cell not in _NOTHING]
    figures = sum(map(is_figure, cells))
    said = _TITLE.match(table.caption)[0]  # type: ignore[index]
    if (
        bool(said) != bool(table.caption)
        or figures < _LEAST
        or figures < _SHARE * len(cells)
        or _ASIDE.search(said)
    ):
        return 0
    # A table in the paper's body that holds little but figures is one of results, whatever its
    # caption says.
    rating = 0.5
    if _MAIN.search(said):
        rating += 3
    named = {match[0].lower() for match in _RESULTS.finditer(said)}
    rating += min(len(named), 3)
    in_appendix = re.match(r"A\d|Ax\d", table.anchor)
    if in_appendix:
        rating -= 1.5
    return rating


def _name_columns(body: Sequence[Sequence[str]]) -> int:
    """How many leading columns name the rows: they hold words where the others hold figures."""
    full = [row for row in body if sum(cell not in _NOTHING for cell in row) > 1]
    for column in range(min((len(row) for row in full), default=0)):
        filled = [row[column] for row in full if row[column] not in _NOTHING]
        figures = 2 * sum(map(is_figure, filled)) >= len(filled)
        if column and figures and not _tells_apart(full, column):
            return column
        if column == 3:
            break
    return 1


def _tells_apart(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the figures of a column tell rows of the same name apart, as the sizes of a model
    on each data set do."""
    names = [tuple(row[:column]) for row in rows]
    for number in range(1, len(names)):
        own_or_above = zip(names[number], names[number - 1], strict=True)
        names[number] = tuple(own or above for own, above in own_or_above)
    figures = [row[column] for row in rows]
    several = 2 * len(set(figures)) <= len(figures) and not _NOTHING.intersection(figures)
    apart = len(set(zip(names, figures, strict=True))) == len(names) > len(set(names))
    return several and apart


def _named(body: Sequence[list[str]], heads: list[str]) -> Iterator[_Row]:
    """The rows. A name begins with the group's; where it is blank, the row's above is repeated.

    Where the headers are not known, as in a table of several panels, a row of words alone gives
    those below it.
    """
    names = _name_columns(body)
    # Who comes third is no part of a name.
    ranks = [row[0] for row in body if row and row[0].isdecimal()]
    first = int(names > 1 and ranks == [str(1 + number) for number in range(len(body))])
    heads_known = bool(heads)
    group = ""
    last = [""] * names
    for row in body:
        filled = [cell for cell in row if cell not in _NOTHING]
        if len(filled) == 1:
            group = filled[0]
            last = [""] * names
        elif not heads_known and not any(map(is_figure, row[1:])):
            heads = row
            group = ""
            last = [""] * names
        elif filled:
            last = [own or above for own, above in zip(row[:names], last, strict=False)]
            padded = [*heads, *[""] * len(row)]
            named = [
                f"{head} {part}" if number and head and is_figure(part) else part
                for number, (head, part) in enumerate(zip(padded, last, strict=False))
            ]
            parts = dict.fromkeys(part for part in (group, *named[first:]) if part)
            yield _Row(", ".join(parts), padded[names : len(row)], row[names:])
