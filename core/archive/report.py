"""The deep-read report: read in whatever Markdown models wrote it, written in one style.

The format: docs/archive-format.md, 2.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from core.archive.files import ReportArchive
from core.archive.labels import REPORT_HEADING, SOURCES, ReportWords, report_labels, report_words
from core.archive.lines import LONGEST_TEXT, Lines, decode
from core.archive.markdown import one_line
from core.archive.points import (
    read_parts,
    read_results,
    read_text,
    read_usage,
    split_points,
    write_points,
)
from core.identify import paper_id
from core.language import Languages
from core.models import Paper, Provenance, Report, Source, Writer

_RULE = "=" * 60
_ANY_RULE = re.compile(r"={30,}")
_MARK = "## 📄"
_HEADING = re.compile(rf"{_MARK} *+(.++)")
_LINK = re.compile(r"- \*\*(?P<label>[^*\n]{1,60}+)\*\*: (?P<url>.+)")
_KINDS = "|".join(map(re.escape, SOURCES.values()))
_SOURCE = re.compile(rf"- \*\*(?P<label>[^*\n]{{1,60}}+)\*\*: (?P<kind>{_KINDS})")
_DATE = "**Date**: "
_SOURCE_URL = "**Source URL**: "
_HUB = "https://huggingface.co/papers"


def parse_report(data: bytes, file: str, at: dt.datetime, languages: Languages) -> ReportArchive:
    """The papers and reports of a report file; `at` becomes the time of their provenance.

    `file` only names the file in errors. Raises ArchiveInvalid: encoding, too_long, unknown_kind,
    header, date, entry_heading, duplicate, link, source_kind, points_missing.
    """
    plain = decode(data, file).replace("\r", "\n").expandtabs(4)
    text = "\n".join(line.rstrip() for line in plain.split("\n"))
    reader = _Reader(Lines(text, file), at, languages)
    return replace(reader.archive(), file=data)


def render_report(archive: ReportArchive, languages: Languages) -> bytes:
    """The report file, in our one style; `archive.language` is one with report labels.

    Reading it gives the same archive again, its texts tidied (docs/archive-format.md, 2) and its
    provenance reduced to what the file says: the source. Papers without a report are left out.
    """
    labels = report_labels(languages)[archive.language]
    words = report_words(languages, archive.language)
    lines = [
        REPORT_HEADING,
        f"{_DATE}{archive.date}",
        f"{_SOURCE_URL}{_HUB}/date/{archive.date}",
        "",
        _RULE,
        "",
    ]
    reports = {report.paper_id: report for report in archive.reports}
    for paper in archive.papers:
        report = reports.get(paper.id)
        if report:
            lines += [
                f"{_MARK} {one_line(paper.title)}",
                "",
                f"- **{labels.link}**: {_HUB}/{paper.id}",
                f"- **{labels.source}**: {SOURCES[report.provenance.source]}",
                "",
                *write_points(report, labels, words),
                "",
                "",
                _RULE,
                "",
            ]
    return "\n".join(lines).encode("utf-8", "replace")


class _Reader:
    """One reading of a report file. The first paper's labels tell the language of the file."""

    def __init__(self, lines: Lines, at: dt.datetime, languages: Languages) -> None:
        self._lines = lines
        self._at = at
        self._languages = languages
        self._labels = report_labels(languages)
        self._language: str | None = None
        self._words: dict[str, ReportWords] = {}
        self._papers: dict[str, Paper] = {}
        self._reports: list[Report] = []

    def archive(self) -> ReportArchive:
        """The whole file as data."""
        lines = self._lines
        lines.expect(REPORT_HEADING, "unknown_kind")
        lines.until(bool)
        date = lines.take_date(_DATE, "header")
        lines.until(bool)
        lines.take_after(_SOURCE_URL, "header")
        lines.until(_is_content)
        while lines.here is not None:
            self._section()
            lines.until(_is_content)
        return ReportArchive(
            date=date,
            language=self._language or next(iter(self._labels)),
            papers=tuple(self._papers.values()),
            reports=tuple(self._reports),
        )

    def _section(self) -> None:
        """One paper: heading, link, source, and the body with its five points."""
        lines = self._lines
        title = one_line(lines.take(_HEADING, "entry_heading")[1])
        heading_line = lines.number
        id_, spoken = self._id()
        language, source = self._source(spoken)
        self._language = language
        body = lines.until(_is_boundary)
        if sum(map(len, body)) + len(body) > LONGEST_TEXT:
            lines.wrong("too_long", heading_line)
        if language not in self._words:
            self._words[language] = report_words(self._languages, language)
        words = self._words[language]
        points = split_points(body, words)
        if points is None:
            lines.wrong("points_missing", heading_line)
        self._papers[id_] = Paper(id=id_, title=title)
        self._reports.append(self._report(id_, language, source, points, words))

    def _id(self) -> tuple[str, list[str]]:
        """The id in the link line, and the languages that have this label for it.

        Of the file's language alone, once the first paper has told which that is.
        """
        self._lines.until(bool)
        found = self._lines.take(_LINK, "link")
        spoken = [
            language for language, labels in self._labels.items() if labels.link == found["label"]
        ]
        if self._language:
            spoken = [language for language in spoken if language == self._language]
        id_ = paper_id(found["url"])
        if id_ is None or not spoken:
            self._lines.wrong("link")
        if id_ in self._papers:
            self._lines.wrong("duplicate")
        return id_, spoken

    def _source(self, spoken: list[str]) -> tuple[str, Source]:
        """The language that has this label too, and the source that was read.

        `spoken` are several where languages have the same word for a link.
        """
        self._lines.until(bool)
        found = self._lines.take(_SOURCE, "source_kind")
        source = next(source for source, text in SOURCES.items() if text == found["kind"])
        for language in spoken:
            if self._labels[language].source == found["label"]:
                return language, source
        self._lines.wrong("source_kind")

    def _report(
        self, id_: str, language: str, source: Source, points: list[list[str]], words: ReportWords
    ) -> Report:
        field, contribution, usage, innovations, results = points
        return Report(
            paper_id=id_,
            language=language,
            field=read_text(field),
            contribution=read_text(contribution),
            usage=read_usage(usage, words),
            innovations=read_parts(innovations, words),
            results=read_results(results, words),
            provenance=Provenance(source=source, writer=Writer.ARCHIVE, created_at=self._at),
        )


def _is_boundary(line: str) -> bool:
    """Whether a paper's section ends before that line."""
    return line.startswith(_MARK) or bool(_ANY_RULE.fullmatch(line))


def _is_content(line: str) -> bool:
    """Whether the line is neither blank nor a rule."""
    return bool(line) and not _ANY_RULE.fullmatch(line)
