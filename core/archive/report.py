"""The deep-read report: read in whatever Markdown models wrote it, written in one style. docs/archive-format.md, 2."""

from __future__ import annotations

import datetime as dt
import re

from core.archive.files import ReportArchive
from core.archive.labels import REPORT, REPORT_HEADING, SOURCES
from core.archive.lines import LONGEST_TEXT, Lines, decode
from core.archive.markdown import one_line
from core.archive.points import read_parts, read_results, read_text, read_usage, split_points, write_points
from core.identify import paper_id
from core.models import Paper, Provenance, Report, Source, Writer

_RULE = "=" * 60
_ANY_RULE = re.compile(r"={30,}")
_MARK = "## 📄"
_HEADING = re.compile(rf"{_MARK} *+(.++)")
_LINK = re.compile(rf"- \*\*(?P<label>{'|'.join(labels.link for labels in REPORT.values())})\*\*: (?P<url>.+)")
_DATE = "**Date**: "
_SOURCE_URL = "**Source URL**: "
_HUB = "https://huggingface.co/papers"


def parse_report(data: bytes, file: str, at: dt.datetime) -> ReportArchive:
    """The papers and reports of a report file; `at` becomes the time of their provenance.

    `file` only names the file in errors. Raises ArchiveInvalid: encoding, too_long, unknown_kind, header, date,
    entry_heading, duplicate, link, source_kind, points_missing.
    """
    text, _ = decode(data, file)
    plain = text.replace("\r", "\n").expandtabs(4)
    reader = _Reader(Lines("\n".join(line.rstrip() for line in plain.split("\n")), file), at)
    return reader.archive()


def render_report(archive: ReportArchive) -> bytes:
    """The report file, in our one style; `archive.language` is one with report labels: zh or en.

    Reading it gives the same archive again, its texts tidied (docs/archive-format.md, 2) and its provenance reduced to
    what the file says: the source. Papers without a report are left out.
    """
    labels = REPORT[archive.language]
    lines = [REPORT_HEADING, f"{_DATE}{archive.date}", f"{_SOURCE_URL}{_HUB}/date/{archive.date}", "", _RULE, ""]
    reports = {report.paper_id: report for report in archive.reports}
    for paper in archive.papers:
        if report := reports.get(paper.id):
            lines += [
                f"{_MARK} {one_line(paper.title)}",
                "",
                f"- **{labels.link}**: {_HUB}/{paper.id}",
                f"- **{labels.source}**: {SOURCES[report.provenance.source]}",
                "",
                *write_points(report, labels),
                *("", "", _RULE, ""),
            ]
    return "\n".join(lines).encode("utf-8", "replace")


class _Reader:
    """One reading of a report file. The first paper's labels tell the language of the whole file."""

    def __init__(self, lines: Lines, at: dt.datetime) -> None:
        self._lines = lines
        self._at = at
        self._language: str | None = None
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
            language=self._language or "zh",
            papers=tuple(self._papers.values()),
            reports=tuple(self._reports),
        )

    def _section(self) -> None:
        """One paper: heading, link, source, and the body with its five points."""
        lines = self._lines
        title = one_line(lines.take(_HEADING, "entry_heading")[1])
        heading_line = lines.number
        paper = Paper(id=self._id(), title=title)
        language = self._language or "zh"
        lines.until(bool)
        found = lines.take(_source_line(REPORT[language].source), "source_kind")[1]
        source = next(source for source, text in SOURCES.items() if text == found)
        body = lines.until(_is_boundary)
        if sum(map(len, body)) + len(body) > LONGEST_TEXT:
            lines.wrong("too_long", heading_line)
        points = split_points(body)
        if points is None:
            lines.wrong("points_missing", heading_line)
        self._papers[paper.id] = paper
        self._reports.append(self._report(paper.id, language, source, points))

    def _id(self) -> str:
        """The id in the link line; the first one settles the language."""
        self._lines.until(bool)
        found = self._lines.take(_LINK, "link")
        language = next(language for language, labels in REPORT.items() if labels.link == found["label"])
        id_ = paper_id(found["url"])
        if id_ is None or self._language not in (None, language):
            self._lines.wrong("link")
        if id_ in self._papers:
            self._lines.wrong("duplicate")
        self._language = language
        return id_

    def _report(self, id_: str, language: str, source: Source, points: list[list[str]]) -> Report:
        field, contribution, usage, innovations, results = points
        return Report(
            paper_id=id_,
            language=language,
            field=read_text(field),
            contribution=read_text(contribution),
            usage=read_usage(usage),
            innovations=read_parts(innovations),
            results=read_results(results),
            provenance=Provenance(source=source, writer=Writer.ARCHIVE, created_at=self._at),
        )


def _source_line(label: str) -> re.Pattern[str]:
    kinds = "|".join(map(re.escape, SOURCES.values()))
    return re.compile(rf"- \*\*{label}\*\*: ({kinds})")


def _is_boundary(line: str) -> bool:
    return line.startswith(_MARK) or bool(_ANY_RULE.fullmatch(line))


def _is_content(line: str) -> bool:
    return bool(line) and not _ANY_RULE.fullmatch(line)
