"""Marked text and Telegram's HTML: escaping, cleaning, and what Telegram takes for a web address. Pure.

A run's marks are tags as they open: "b", 'a href="…"', "blockquote expandable".
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.views import runs
from bot.views.runs import Run, shared

# Telegram drops these three combining lines and the combining ring, unless they are part of a composed letter.
_DROPPED = re.compile("[\u030a\u0333\u033f\u034f]")
# A keyboard of many such links still fits in what Telegram takes.
_LONGEST_ADDRESS = 1000


def clean(text: str) -> str:
    """The text as Telegram shows it: cleaned, and without what Telegram drops."""
    return unicodedata.normalize("NFC", _DROPPED.sub("", runs.clean(text)))


def escape(text: str) -> str:
    """The text as it stands in Telegram's HTML, which knows &lt; &gt; &amp; and &quot; alone."""
    return html.escape(text, quote=False)


def link(address: str) -> str:
    """The mark that leads to a checked address."""
    return f'a href="{html.escape(address)}"'


def web_address(text: str) -> str | None:
    """The address with other than ASCII percent-encoded, or None where Telegram would refuse it."""
    return runs.web_address(text, _LONGEST_ADDRESS)


def opened(before: Sequence[str], after: Sequence[str]) -> Sequence[str]:
    """The marks that begin between two runs; those they share from the outside in stay open."""
    return after[shared(before, after) :]


def tags(mark: str) -> tuple[str, str]:
    """The mark's opening and closing tag."""
    return f"<{mark}>", f"</{mark.partition(' ')[0]}>"


def to_html(runs: Iterable[Run]) -> str:
    """The runs as HTML, every tag closed."""
    pieces: list[str] = []
    marks: tuple[str, ...] = ()
    for run in (*runs, Run("")):
        same = shared(marks, run.marks)
        pieces += [tags(mark)[1] for mark in reversed(marks[same:])]
        pieces += [tags(mark)[0] for mark in run.marks[same:]]
        pieces.append(escape(run.text))
        marks = run.marks
    return "".join(pieces)


def plain(text: str) -> str:
    """The words of HTML that `to_html` wrote: tags gone, entities decoded."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))
