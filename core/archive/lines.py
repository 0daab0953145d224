"""From the bytes of an archive file to its lines, and the one way to say that a line is wrong."""

# Tested in tests/core/archive/test_digest.py.

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Callable
from typing import Literal, NoReturn, get_args

from core.archive.labels import REPORT_HEADING, digest_language
from core.errors import ArchiveInvalid
from core.language import Languages

Rule = Literal[
    "encoding",  # the bytes are not UTF-8
    "unexpected",  # the format has no such line here
    "unknown_kind",  # the first line opens neither a digest nor a report
    "header",  # a header line is missing or garbled
    "date",  # the header's date is missing or no day of the calendar
    "count",  # the number of papers is missing or differs from the entries
    "entry_heading",  # a paper's heading line is missing or garbled
    "order",  # an entry is not numbered one more than the entry before
    "duplicate",  # a paper comes a second time
    "link",  # a paper's link is missing, garbled or of no known paper
    "score",  # the score is missing or no number of at most two decimals
    "counts",  # the line of upvotes and stars is missing or garbled
    "source_kind",  # the line that says what a report was read from is missing or garbled
    "points_missing",  # a paper lacks one of its five points
    "too_long",  # the line, or all that belongs to that line's paper, is too long to be one
]
RULES: tuple[Rule, ...] = get_args(Rule)

# In characters: a paper's whole report has some 2,000, and its longest line some 220.
LONGEST_LINE = 5_000
LONGEST_TEXT = 20_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def detect(text: str, languages: Languages, file: str = "") -> Literal["digest", "report"]:
    """Which of the two formats the text opens as; raises ArchiveInvalid (`unknown_kind`) for
    neither."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0].rstrip("\r")
    if first == REPORT_HEADING:
        return "report"
    if digest_language(first, languages):
        return "digest"
    raise ArchiveInvalid(file, 1, "unknown_kind")


def decode(data: bytes, file: str) -> str:
    """The text with plain line ends and without a byte-order mark; raises ArchiveInvalid: encoding,
    too_long."""
    bare = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArchiveInvalid(file, bare[: error.start].count(b"\n") + 1, "encoding") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise ArchiveInvalid(file, number, "too_long")
    return text.replace("\r\n", "\n")


class Lines:
    """A file's lines, read forwards. `file` and the line at hand go into every complaint."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = text.split("\n")
        self._file = file
        self._next = 0

    @property
    def here(self) -> str | None:
        """The line to be read next, or None after the last."""
        if self._next >= len(self._lines):
            return None
        return self._lines[self._next]

    @property
    def number(self) -> int:
        """The 1-based number of the line read last."""
        return self._next

    def expect(self, text: str, rule: Rule) -> None:
        """Read the next line, which must be exactly that text."""
        right = self.here == text
        self._next += 1
        if not right:
            self.wrong(rule)

    def take(self, pattern: re.Pattern[str], rule: Rule) -> re.Match[str]:
        """Read the next line, which must match the whole pattern."""
        found = pattern.fullmatch(self.here or "")
        self._next += 1
        if not found:
            self.wrong(rule)
        return found

    def take_after(self, prefix: str, rule: Rule) -> str:
        """Read the next line, which must begin with the prefix; what follows it."""
        line = self.here or ""
        self._next += 1
        if not line.startswith(prefix):
            self.wrong(rule)
        return line.removeprefix(prefix)

    def take_date(self, prefix: str, rule: Rule) -> dt.date:
        """Read the next line: the prefix, then a date; `rule` is for the prefix."""
        found = self.take_after(prefix, rule)
        try:
            if _DATE.fullmatch(found):
                return dt.date.fromisoformat(found)
        except ValueError:
            pass  # such as 2026-02-30
        self.wrong("date")

    def until(self, stops: Callable[[str], bool]) -> list[str]:
        """Read the lines before the next one that stops, or all; the one that stops is unread."""
        start = self._next
        while self.here is not None and not stops(self.here):
            self._next += 1
        return self._lines[start : self._next]

    def wrong(self, rule: Rule, number: int | None = None) -> NoReturn:
        """Raise ArchiveInvalid for the line read last, or for that number."""
        if number is None:
            number = min(self._next, len(self._lines))
        raise ArchiveInvalid(self._file, number, rule)
