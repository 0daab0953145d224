"""The daily digest: Markdown that is read strictly, line by line, and written in one style.

The format: docs/archive-format.md, 1.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from core.archive.files import DigestArchive
from core.archive.labels import NO_ORGANIZATION, TIER_TAGS, TROPHY, digest_labels, digest_language
from core.archive.lines import LONGEST_TEXT, Lines, decode
from core.archive.worth import explain
from core.editions.keys import DAILY
from core.identify import page_of, paper_id
from core.language import DigestLabels, Language, Languages
from core.models import (
    Edition,
    EditionState,
    Entry,
    Paper,
    Provenance,
    Source,
    Summary,
    Tier,
    Verdict,
    Writer,
)

_RULE = "---"
_BULLET = "  - "
_HEADING = re.compile(rf"### ({TROPHY}|) ([1-9][0-9]{{0,4}})\. (.+)")
_LINK = r"\[(?P<url>https://arxiv\.org/abs/(?P<id>[^\]]++))\]\((?P=url)\)"
_SCORE = r"(?P<score>[0-9]{1,6}(?:\.[0-9]{1,2})?)"
_COUNTS = re.compile(r"\*\*Upvotes\*\*: ([0-9]{1,12}) \| \*\*Stars\*\*: ([0-9]{1,12})")


def parse_digest(data: bytes, file: str, at: dt.datetime, languages: Languages) -> DigestArchive:
    """The edition and summaries of a digest file; `at` becomes the time of the summaries'
    provenance.

    `file` only names the file in errors. Raises ArchiveInvalid: encoding, too_long, unknown_kind,
    date, count, entry_heading, order, duplicate, link, score, counts, unexpected.
    """
    # A line end within a line would break whatever shows that line.
    text = decode(data, file).replace("\r", " ")
    return replace(_Reader(Lines(text, file), at, languages).archive(), file=data)


def render_digest(archive: DigestArchive, languages: Languages) -> bytes:
    """The digest file of an edition's selected entries; `archive.language` is one with digest
    labels."""
    labels = digest_labels(languages)[archive.language]
    own = _own_letters(languages[archive.language])
    entries = archive.edition.selected
    lines = [
        f"# {labels.heading}{archive.edition.key.day}",
        "",
        f"**{labels.papers}**: {len(entries)}",
        "",
        _RULE,
        "",
    ]
    for entry in entries:
        lines += _entry_lines(entry, archive.summaries.get(entry.paper.id), labels, own)
    return "\n".join(lines).encode("utf-8", "replace")


class _Reader:
    """One reading of a digest, from the first line to the last."""

    def __init__(self, lines: Lines, at: dt.datetime, languages: Languages) -> None:
        self._lines = lines
        self._provenance = Provenance(source=Source.ABSTRACT, writer=Writer.ARCHIVE, created_at=at)
        language = digest_language(lines.here or "", languages) or lines.wrong("unknown_kind", 1)
        self._language = language.code
        self._own = _own_letters(language)
        self._labels = digest_labels(languages)[language.code]
        self._entries: list[Entry] = []
        self._known: set[str] = set()
        self._summaries: dict[str, Summary] = {}

    def archive(self) -> DigestArchive:
        """The whole file as data."""
        lines = self._lines
        labels = self._labels
        date = lines.take_date(f"# {labels.heading}", "header")
        lines.expect("", "unexpected")
        papers = re.compile(rf"\*\*{re.escape(labels.papers)}\*\*: ([0-9]{{1,5}})")
        count = int(lines.take(papers, "count")[1])
        count_line = lines.number
        for expected in ("", _RULE, ""):
            lines.expect(expected, "unexpected")
        while lines.here is not None:
            self._entry()
        if len(self._entries) != count:
            lines.wrong("count", count_line)
        state = EditionState.CLOSED if count else EditionState.EMPTY
        edition = Edition(
            key=DAILY.on(date),
            state=state,
            entries=tuple(self._entries),
            imported=True,
        )
        return DigestArchive(edition=edition, language=self._language, summaries=self._summaries)

    def _entry(self) -> None:
        """One paper: its heading, its fields and its summary."""
        lines = self._lines
        trophy, rank, heading = lines.take(_HEADING, "entry_heading").groups()
        if int(rank) != len(self._entries) + 1:
            lines.wrong("order")
        lines.expect("", "unexpected")
        id_ = self._id()
        organization = self._field(self._labels.organization)
        score = self._score()
        tags = tuple(filter(None, self._field(self._labels.tags).split(", ")))
        upvotes, stars = map(int, lines.take(_COUNTS, "counts").groups())
        lines.expect("", "unexpected")
        tier = next((tier for tag, tier in TIER_TAGS.items() if tag in tags), Tier.NONE)
        counts, reasons = explain(score, tier, upvotes, stars)
        title, english = _titles(heading, self._own)
        paper = Paper(id=id_, title=english)
        if organization != NO_ORGANIZATION:
            paper = replace(paper, organization=organization)
        verdict = Verdict(score=score, tier=tier, tags=tags, golden=bool(trophy), reasons=reasons)
        self._entries.append(Entry(int(rank), paper, counts, verdict, selected=True))
        self._summary(id_, title)
        lines.expect(_RULE, "unexpected")
        lines.expect("", "unexpected")

    def _id(self) -> str:
        """The arXiv id in the link line, which no entry before may have."""
        prefix = re.escape(f"**{self._labels.link}**: ")
        found = self._lines.take(re.compile(prefix + _LINK), "link")["id"]
        if paper_id(found) != found:
            self._lines.wrong("link")
        if found in self._known:
            self._lines.wrong("duplicate")
        self._known.add(found)
        return found

    def _score(self) -> float:
        prefix = re.escape(f"**{self._labels.score}**: ")
        return float(self._lines.take(re.compile(prefix + _SCORE), "score")["score"])

    def _field(self, label: str) -> str:
        return self._lines.take_after(f"**{label}**: ", "unexpected")

    def _summary(self, id_: str, title: str | None) -> None:
        """The two blocks, each of which may be absent; a title alone makes a summary too."""
        before_text = f"**{self._labels.summary}**: "
        above_highlights = f"**{self._labels.highlights}**:"
        text = ""
        highlights: tuple[str, ...] = ()
        if (self._lines.here or "").startswith(before_text):
            text = self._block(above_highlights).removeprefix(before_text)
        if self._lines.here == above_highlights:
            self._lines.expect(above_highlights, "unexpected")
            first_line = self._lines.number + 1
            before, *bulleted = f"\n{self._block()}".split(f"\n{_BULLET}")
            if before.strip():
                self._lines.wrong("unexpected", first_line)
            highlights = tuple(bulleted)
        if title is not None or text or highlights:
            self._summaries[id_] = Summary(
                paper_id=id_,
                language=self._language,
                title=title,
                text=text,
                highlights=highlights,
                provenance=self._provenance,
            )

    def _block(self, *stops: str) -> str:
        """The lines up to the blank line before a stop or the entry's rule."""
        block = self._lines.until({_RULE, *stops}.__contains__)
        if not block or block[-1]:
            self._lines.wrong("unexpected")
        if sum(map(len, block)) + len(block) > LONGEST_TEXT:
            self._lines.wrong("too_long")
        return "\n".join(block[:-1])


def _own_letters(language: Language) -> re.Pattern[str] | None:
    """Matches a letter that English titles do not have; None where headings have one title."""
    if not language.digest or not language.digest.two_titles:
        return None
    if not language.script or not language.script.letters:
        return None
    return re.compile(f"[{language.script.letters}]")


def _titles(heading: str, own: re.Pattern[str] | None) -> tuple[str | None, str]:
    """The language's title, if any, and the English one, from a heading like `中文 (English)`.

    It is cut at the parenthesis that the last one closes.
    """
    if own is None or not heading.endswith(")"):
        return None, heading
    opening = _opening(heading)
    if opening is None:
        return None, heading
    before = heading[:opening]
    inside = heading[opening + 1 : -1]
    if before.endswith(" ") and inside and own.search(before):
        return before[:-1], inside
    return None, heading


def _opening(heading: str) -> int | None:
    """Where the parenthesis opens that the last character closes; None where none does."""
    depth = 0
    for place in range(len(heading) - 1, -1, -1):
        if heading[place] == ")":
            depth += 1
        elif heading[place] == "(":
            depth -= 1
        if depth == 0:
            return place
    return None


def _entry_lines(
    entry: Entry,
    summary: Summary | None,
    labels: DigestLabels,
    own: re.Pattern[str] | None,
) -> list[str]:
    """The lines of one paper, as `_Reader` reads them."""
    paper = entry.paper
    verdict = entry.verdict
    counts = entry.counts
    link = page_of(paper.id)
    trophy = TROPHY if verdict.golden else ""
    heading = paper.title
    if own and summary and summary.title and own.search(summary.title):
        heading = f"{summary.title} ({paper.title})"
    organization = paper.organization
    if organization is None:
        organization = NO_ORGANIZATION
    blocks: list[str] = []
    if summary:
        blocks = _summary_lines(summary, labels)
    return [
        f"### {trophy} {entry.rank}. {_flat(heading)}",
        "",
        f"**{labels.link}**: [{link}]({link})",
        f"**{labels.organization}**: {_flat(organization)}",
        f"**{labels.score}**: {round(float(verdict.score), 2)}",
        f"**{labels.tags}**: {_flat(', '.join(verdict.tags))}",
        f"**Upvotes**: {counts.upvotes} | **Stars**: {counts.stars}",
        "",
        *blocks,
        _RULE,
        "",
    ]


def _summary_lines(summary: Summary, labels: DigestLabels) -> list[str]:
    """The blocks that are not empty. A text that looks like the format is put on one line."""
    lines = []
    if summary.text:
        text = _plain_ends(summary.text)
        if {_RULE, f"**{labels.highlights}**:"} & set(text.split("\n")):
            text = _flat(text)
        lines += [f"**{labels.summary}**: {text}", ""]
    if summary.highlights:
        lines += [
            f"**{labels.highlights}**:",
            *(_BULLET + _highlight(text) for text in summary.highlights),
            "",
        ]
    return lines


def _highlight(text: str) -> str:
    """The text as it stands behind a bullet; put on one line if it looks like the format itself."""
    text = _plain_ends(text)
    _, *following = text.split("\n")
    if any(line == _RULE or line.startswith(_BULLET) for line in following):
        return _flat(text)
    return text


def _plain_ends(text: str) -> str:
    """The text with one kind of line end."""
    return re.sub(r"\r\n?", "\n", text)


def _flat(text: str) -> str:
    """The text on one line."""
    return re.sub(r"[\r\n]+", " ", text)
