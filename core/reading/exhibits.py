"""What a report shows of the paper itself: its teaser figure, and its main results as a table.
Pure.

Both are chosen by what captions say and are left out where that does not tell.
"""

# Chinese is read here: what captions say.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from core.document import Document, Figure, Table
from core.pages.html.grids import cells_of, is_figure

# What Telegram takes as a photo and Discord shows in an embed; neither shows SVG or PDF.
_SHOWN = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_FIRST = 4  # figures; a later one explains a detail
_NUMBERED = re.compile(
    r"(?:fig(?:ure|\.)?|图)\s*(\d{1,2})\b[\s.:：|]*(?=[^\s.:：|])", re.IGNORECASE
)
_EMBLEM = re.compile(r"logo|icon|emoji|badge|banner|orcid", re.IGNORECASE)

_MAIN = re.compile(
    r"\b(?:main|overall)\s+(?:\w+\s+)?(?:results?|performance|comparisons?)|state[- ]of[- ]the[- ]art",
    re.I,
)
_RESULTS = re.compile(
    r"\b(results?|performances?|compar(?:isons?|ed|ing)|accurac(?:y|ies)|scores?|evaluations?|outperforms?|zero-shot|"
    r"benchmarks?|percentage|pass@\d|bleu|f1)\b|(结果|对比|性能)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"ablat|hyper-?\s?param|statistic|configurat|examples?\b|prompts?\b|templates?\b|\bnumber of\b|definition|notation|"
    r"complexity|variations? (?:on|of)|overview|taxonom|descriptions?\b|training (?:details|data|settings)|"
    r"summary of existing|data composition|licen[cs]e|消融|超参|统计",
    re.IGNORECASE,
)
# "Table 2: " and the caption's first sentence: what follows explains the columns.
_TITLE = re.compile(r"(?:[^.:|]{,12}\d[.:|]?\s*)?.*?(?:[.?!。](?=\s|$)|$)", re.DOTALL)
_LEAST = 6  # figures of a results table
_SHARE = 0.4  # of the cells beside the rows' names
_NOTHING = frozenset(("", "-", "–", "—", "−", "n/a", "N/A"))
_TEX = (
    (
        re.compile(r"\\(?:text\w*|math\w*|bm|boldsymbol|underline|operatorname)\s*\{([^{}]*)\}"),
        r"\1",
    ),
    (re.compile(r"\{\}\s*(?=[_^])"), ""),
    (re.compile(r"_\{([^{}]*)\}"), r" \1"),
    (re.compile(r"\^\{([^{}]*)\}"), r"^\1"),
    (re.compile(r"\\([%&_#$])"), r"\1"),
)
_SIGNS = {
    r"\pm": "±",
    r"\times": "×",
    r"\uparrow": "↑",
    r"\downarrow": "↓",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\sim": "~",
    r"\cdot": "·",
}

Line = tuple[str, list[tuple[str, str]]]
"""A row's name, and its cells, each with its column's header."""


def teaser(document: Document) -> Figure | None:
    """The first of the paper's early figures that can be shown: one picture of a kind chats show,
    under one caption."""
    for figure in document.figures:
        numbered = _NUMBERED.match(figure.caption)
        if numbered and int(numbered[1]) <= _FIRST and _can_be_shown(figure):
            return figure
    return None


def results_table(document: Document) -> Table | None:
    """The table of the main results, by what captions say; None where none is plausible."""
    rated = [(rating, table) for table in document.tables if (rating := _rating(table)) > 0]
    return max(rated, key=lambda each: each[0])[1] if rated else None


def table_lines(table: Table, limit: int) -> list[Line]:
    """At most `limit` rows as they can be read aloud: a name, then header and cell in pairs; empty
    cells are left out.

    A line of its own names the group the rows below belong to. Formulas are shown as plain text as
    far as that goes.
    """
    rows = [[_plain(cell) for cell in cells_of(line)] for line in table.rows.split("\n")]
    above = rows[: table.head_rows]
    body = [row for row in rows[table.head_rows :] if row not in above]
    found: list[Line] = []
    for name, heads, cells in _named(body, [_plain(head) for head in table.heads]):
        pairs = [
            (head, cell) for head, cell in zip(heads, cells, strict=False) if cell not in _NOTHING
        ]
        if pairs and len(found) < limit:
            found.append((name, pairs))
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
    """How likely it holds the main results; 0 or less: not."""
    body = [cells_of(line) for line in table.rows.split("\n")[table.head_rows :]]
    cells = [cell for row in body for cell in row[1:] if cell not in _NOTHING]
    figures = sum(map(is_figure, cells))
    said = _TITLE.match(table.caption)[0]  # type: ignore[index]
    if not said or figures < _LEAST or figures < _SHARE * len(cells) or _ASIDE.search(said):
        return 0
    named = {match[0].lower() for match in _RESULTS.finditer(said)}
    back = 1.5 if re.match(r"A\d|Ax\d", table.anchor) else 0
    # A table in the paper's body that holds little but figures is one of results, whatever its
    # caption says.
    return 0.5 + 3 * bool(_MAIN.search(said)) + min(len(named), 3) - back


def _name_columns(body: Sequence[Sequence[str]]) -> int:
    """How many leading columns name the rows: they hold words where the others hold figures."""
    full = [row for row in body if sum(cell not in _NOTHING for cell in row) > 1]
    for column in range(min((len(row) for row in full), default=0)):
        filled = [row[column] for row in full if row[column] not in _NOTHING]
        if column and 2 * sum(map(is_figure, filled)) >= len(filled):
            return column
        if column == 3:
            break
    return 1


def _named(
    body: Sequence[list[str]], heads: list[str]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each row's name, headers and cells. The name begins with the group's; a blank one goes on
    with the row's above.

    Where the headers are not known, as in a table of several panels, a row of words alone gives
    those below it.
    """
    names, told, group = _name_columns(body), bool(heads), ""
    last = [""] * names
    for row in body:
        filled = [cell for cell in row if cell not in _NOTHING]
        if len(filled) == 1:
            group, last = filled[0], [""] * names
        elif not told and not any(map(is_figure, row[1:])):
            heads, group, last = row, "", [""] * names
        elif filled:
            own = row[:names]
            last = [
                own[at] or (above if not all(own[: at + 1]) else "")
                for at, above in enumerate(last[: len(own)])
            ]
            name = ", ".join(dict.fromkeys(part for part in (group, *last) if part))
            yield name, [*heads, *[""] * len(row)][names : len(row)], row[names:]


def _plain(cell: str) -> str:
    """The cell without TeX's marks, as far as a line of text can say it."""
    if "$" not in cell and "\\" not in cell:
        return cell
    for pattern, replacement in _TEX * 2:
        cell = pattern.sub(replacement, cell)
    for command, sign in _SIGNS.items():
        cell = cell.replace(command, sign)
    return " ".join(cell.replace("$", "").replace("{", "").replace("}", "").split())
