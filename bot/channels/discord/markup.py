"""Marked text and Discord's Markdown: escaping, links, web addresses that Discord takes. Pure.

A run's marks, outermost first: the beginning of a quiet line or a heading, then bold, then a link
or code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.chat.views.runs import ADDRESS, Run, reads_as_address, shared, web_address

BOLD, CODE = "**", "`"
# These begin a line; the first two are said again when the line is cut, for there they only change
# how it looks.
QUIET, HEADING = "-# ", "### "
# Markup already, such as a list's marker. NESTED begins with one that stands further in: where a
# text begins, blanks are dropped, so there its characters are only words, lest what follows further
# out be taken for the same list.
RAW, NESTED = "raw", "nested"
_LINK = "]("
_AS_IT_IS = frozenset((RAW, NESTED, CODE))
# As long as a button's may be.
LONGEST_ADDRESS = 512

# Discord reads no escapes in an address, so one stands in angle brackets, and what only looks like
# one is broken up. `:name:` is an emoji, `://` makes an address of anything. A backslash before a
# sign that means nothing is not shown. An invitation is shown as one even without a scheme.
_INLINE = re.compile(
    rf"""
      (?P<url>{ADDRESS})
    | (?P<sign>
          [\\*_~`|<>\[\]@]
        | :(?=\S)
        | (?<=[Dd][Ii][Ss][Cc][Oo][Rr][Dd])\.(?=[A-Za-z])
        | (?<=discordapp)\.(?=com)
      )
    """,
    re.VERBOSE | re.ASCII,
)
# What makes a list or a heading at the beginning of a line.
_LEADING = re.compile(r"^([^\S\n]*)([-+#]|\d+(?=\.))", re.MULTILINE)
_MARKER = re.compile(r"\A\s*+(?:-|(\d+)\.) ")
_SAID = re.compile(
    r"""
      ^(?:-\#\ |\#\#\#\ ) | \*\* | ^[^\S\n]*+(?P<bullet>-)(?=\ )
    | `(?P<code>[^`]++)`
    | \\(?P<sign>[^A-Za-z0-9\s])
    | <(?P<url>https?://[^<>\s]+)>
    | \[(?P<label>(?>(?:\\.|[^\[\]\\])*))\]\(https?://[^()\s]++\)
    """,
    re.VERBOSE | re.MULTILINE,
)


def escape(text: str, *, leads: bool = True) -> str:
    """The text such that Discord shows it as it stands: nothing formats, pings or becomes an emoji.

    `leads` says whether it begins a line, where some signs mean more.
    """
    inline = _INLINE.sub(_escaped, text)
    if leads:
        return _LEADING.sub(_broken, inline)
    return inline


def link(address: str) -> str | None:
    """The mark that leads to an address, or None where Discord would not follow it."""
    checked = web_address(address, LONGEST_ADDRESS)
    if checked is None:
        return None
    for sign in "()*|`\\":
        checked = checked.replace(sign, f"%{ord(sign):02X}")
    return _LINK + checked + ")"


def to_markdown(runs: Iterable[Run]) -> str:
    """The runs as Markdown, every mark closed."""
    text = ""
    marks: tuple[str, ...] = ()
    colon = None  # where a run ended with one: with more behind it, it might be an emoji's
    for run in (*_joined(runs), Run("")):
        same = shared(marks, run.marks)
        text += "".join(_tags(mark)[1] for mark in reversed(marks[same:]))
        end = len(text)
        text += "".join(_tags(mark)[0] for mark in run.marks[same:])
        # A needless escape does no harm.
        leads = not text or text[-1] in "\n "
        text += _written(run, leads=leads or "\n" in run.text, first=not text)
        if colon is not None and text[end : end + 1].strip():
            text = f"{text[:colon]}\\{text[colon:]}"
        colon = None
        if text.endswith(":") and _AS_IT_IS.isdisjoint(run.marks):
            colon = len(text) - 1
        marks = run.marks
    return text


def words(markdown: str) -> str:
    """The words of one line that `to_markdown` wrote; the marker of a list counts as words."""
    return _SAID.sub(_said, markdown)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbouring runs of the same marks as one, without marks that cannot enclose their text.

    What must be escaped may lie across two runs.
    """
    held: list[Run] = []
    for run in runs:
        if run.text:
            marks = tuple(mark for mark in run.marks if _holds(mark, run.text))
            held.append(Run(run.text, marks))
    for marks, group in groupby(held, key=lambda run: run.marks):
        yield Run("".join(run.text for run in group), marks)


def _holds(mark: str, text: str) -> bool:
    """Whether the mark can enclose the text; no link may read as another address."""
    if mark == CODE:
        return bool(text.strip()) and "`" not in text
    if mark.startswith(_LINK):
        return bool(text.strip()) and not re.search(r"[\[\]]", text) and not reads_as_address(text)
    return mark != BOLD or bool(text.strip())


def _written(run: Run, *, leads: bool, first: bool) -> str:
    if NESTED in run.marks and first:
        return _MARKER.sub(_flattened, run.text)
    if _AS_IT_IS.isdisjoint(run.marks):
        return escape(run.text, leads=leads)
    return run.text


def _flattened(marker: re.Match[str]) -> str:
    """The marker of a nested list as text, where no list stands above it."""
    if marker[1]:
        return f"{marker[1]}\\. "
    return "• "


def _tags(mark: str) -> tuple[str, str]:
    if mark.startswith(_LINK):
        return "[", mark
    return {BOLD: (BOLD, BOLD), CODE: (CODE, CODE), RAW: ("", ""), NESTED: ("", "")}.get(
        mark, (mark, "")
    )


def _escaped(match: re.Match[str]) -> str:
    if match["url"]:
        return f"<{match['url']}>"
    return "\\" + match["sign"]


def _broken(match: re.Match[str]) -> str:
    blank, sign = match.groups()
    if sign.isdigit():
        return f"{blank}{sign}\\"
    return f"{blank}\\{sign}"


def _said(match: re.Match[str]) -> str:
    if match["bullet"]:
        return "•"
    if match["label"] is not None:
        return words(match["label"])
    return match["code"] or match["sign"] or match["url"] or ""
