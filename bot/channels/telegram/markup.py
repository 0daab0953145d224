"""Marked text and Telegram's HTML: escaping, cleaning, web addresses that Telegram takes. Pure.

A run's marks are tags as they open: "b", 'a href="…"', "blockquote expandable".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from bot.chat.views import runs
from bot.chat.views.runs import ADDRESS, Run, shared
from core.bounds import normalized

# Telegram drops these three combining lines and the combining ring, unless they are part of a
# composed letter.
_DROPPED = re.compile("[\u030a\u0333\u033f\u034f]")
# What Telegram would make a link, a mention, a search or a command of, other than an address that
# leads where it reads: it does not any more with the mark at that place. `tg://` and the like; a
# name that may be a host's, for many words end like one (`train.sh`); numbers of a host; @name,
# #topic, $SHARE, telephone numbers, and /command.
_PRESSED = re.compile(
    rf"""
      {ADDRESS}(?:(?=(?P<address>\S))|)
    | (?P<other>
          (?<!http)(?<!https):(?=//)
        | (?<=[\w~\u200c\u200d-])\.(?=[\u200c\u200d]?[^\W\d_][\u200c\u200d]?[^\W\d_])
        | (?<![\d.])\d{{1,3}}\.(?=\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}(?![\d.]))
        | (?<!\w)@(?=\w) | (?<!\w)\#(?=\w) | \$(?=[A-Z1]) | \+(?=\d{{7}})
      )
    | (?P<command>(?<![\w/])/(?=[A-Za-z0-9_]))
    """,
    re.VERBOSE,
)
# Invisible, has no width, and no line is broken there.
_MARK = "\u2060"
# A keyboard of many such links still fits in what Telegram takes.
_LONGEST_ADDRESS = 1000


def clean(text: str) -> str:
    """The text as Telegram shows it: cleaned, and without what Telegram drops."""
    return normalized("NFC", _DROPPED.sub("", runs.clean(text)))


def escape(text: str) -> str:
    """The text as it stands in Telegram's HTML, which knows &lt; &gt; &amp; and &quot; alone."""
    return html.escape(text, quote=False)


def inert(texts: Sequence[tuple[str, bool]]) -> list[str]:
    """A line's texts, marked so that Telegram links only addresses that lead where they read.

    Beside each text stands whether its commands can be pressed. What Telegram would notice may lie
    across two texts.
    """
    whole = "".join(text for text, _ in texts)
    found = [
        (match.end(), match.lastgroup) for match in _PRESSED.finditer(whole) if match.lastgroup
    ]
    marked: list[str] = []
    start = 0
    places = iter(found)
    place, kind = next(places, (len(whole), None))
    for text, live in texts:
        pieces: list[str] = []
        begun, end = start, start + len(text)
        while kind and place <= end:
            if not (live and kind == "command"):
                pieces += [whole[begun:place], _MARK]
                begun = place
            place, kind = next(places, (len(whole), None))
        marked.append("".join((*pieces, whole[begun:end])))
        start = end
    return marked


def unmarked(text: str) -> str:
    """The text of a message of ours without the marks that `inert` put into it."""
    return text.replace(_MARK, "")


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
