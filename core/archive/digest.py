"""The daily digest: Markdown that is read and written back byte for byte. The format:
docs/archive-format.md, 1.

Reading ends with the proof: what was read is written again and must equal the file, else the file
is refused. So nothing of a digest is ever lost in silence, and the parser needs no second opinion
on spaces.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import zip_longest

from core.archive.files import DigestArchive
from core.archive.labels import NO_ORGANIZATION, TIER_TAGS, TROPHY, digest_labels, digest_language
from core.archive.lines import LONGEST_TEXT, Lines, decode
from core.archive.worth import explain
from core.editions.keys import DAILY
from core.identify import paper_id
from core.language import DigestLabels, Language, Languages
from core.models import (
    ArchiveForm,
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
    date, count, entry_heading, order, duplicate, link, score, counts, not_reproducible.
    """
    text, form = decode(data, file)
    reader = _Reader(Lines(text, file), at, languages)
    archive = reader.archive(form)
    _prove(archive, data, reader.lines, languages)
    return archive


def render_digest(archive: DigestArchive, languages: Languages) -> bytes:
    """The digest file of an edition's selected entries; `archive.language` is one with digest
    labels."""
    labels = digest_labels(languages)[archive.language]
    own = _own_letters(languages[archive.language])
    entries = archive.edition.selected
    form = archive.edition.form or ArchiveForm()
    lines = [
        f"# {labels.heading}{archive.edition.key.day}",
        "",
        f"**{labels.papers}**: {len(entries)}",
        "",
        _RULE,
        "",
    ]
    for entry in entries:
        lines += _entry_lines(entry, archive.summaries.get(entry.paper.id), labels, own, form)
    text = "\n".join(lines)
    if form.crlf:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if form.bom else "utf-8", "replace")


class _Reader:
    """One reading of a digest, from the first line to the last."""

    def __init__(self, lines: Lines, at: dt.datetime, languages: Languages) -> None:
        self.lines = lines
        self._provenance = Provenance(source=Source.ABSTRACT, writer=Writer.ARCHIVE, created_at=at)
        language = digest_language(lines.here or "", languages) or lines.wrong("unknown_kind", 1)
        self._language, self._own = language.code, _own_letters(language)
        self._labels = digest_labels(languages)[language.code]
        self._entries: list[Entry] = []
        self._known: set[str] = set()
        self._summaries: dict[str, Summary] = {}
        self._whole_scores = False

    def archive(self, form: ArchiveForm) -> DigestArchive:
        """The whole file as data; `form` says what was taken off its text."""
        lines, labels = self.lines, self._labels
        date = lines.take_date(f"# {labels.heading}", "header")
        lines.expect("", "not_reproducible")
        count = int(
            lines.take(re.compile(rf"\*\*{re.escape(labels.papers)}\*\*: ([0-9]{{1,5}})"), "count")[
                1
            ]
        )
        count_line = lines.number
        for expected in ("", _RULE, ""):
            lines.expect(expected, "not_reproducible")
        while lines.here is not None:
            self._entry()
        if len(self._entries) != count:
            lines.wrong("count", count_line)
        edition = Edition(
            key=DAILY.on(date),
            state=EditionState.CLOSED if count else EditionState.EMPTY,
            entries=tuple(self._entries),
            form=replace(form, whole_scores=self._whole_scores),
        )
        return DigestArchive(edition=edition, language=self._language, summaries=self._summaries)

    def _entry(self) -> None:
        lines = self.lines
        trophy, rank, heading = lines.take(_HEADING, "entry_heading").groups()
        if int(rank) != len(self._entries) + 1:
            lines.wrong("order")
        lines.expect("", "not_reproducible")
        id_ = self._id()
        organization = self._field(self._labels.organization)
        score = self._score()
        tags = tuple(filter(None, self._field(self._labels.tags).split(", ")))
        upvotes, stars = map(int, lines.take(_COUNTS, "counts").groups())
        lines.expect("", "not_reproducible")
        tier = next((tier for tag, tier in TIER_TAGS.items() if tag in tags), Tier.NONE)
        counts, reasons = explain(score, tier, upvotes, stars)
        title, english = _titles(heading, self._own)
        paper = Paper(
            id=id_,
            title=english,
            organization=None if organization == NO_ORGANIZATION else organization,
        )
        verdict = Verdict(score=score, tier=tier, tags=tags, golden=bool(trophy), reasons=reasons)
        self._entries.append(Entry(int(rank), paper, counts, verdict, selected=True))
        self._summary(id_, title)
        lines.expect(_RULE, "not_reproducible")
        lines.expect("", "not_reproducible")

    def _id(self) -> str:
        prefix = re.escape(f"**{self._labels.link}**: ")
        found = self.lines.take(re.compile(prefix + _LINK), "link")["id"]
        if paper_id(found) != found:
            self.lines.wrong("link")
        if found in self._known:
            self.lines.wrong("duplicate")
        self._known.add(found)
        return found

    def _score(self) -> float:
        found = self.lines.take(
            re.compile(re.escape(f"**{self._labels.score}**: ") + _SCORE), "score"
        )["score"]
        self._whole_scores |= "." not in found
        return float(found)

    def _field(self, label: str) -> str:
        return self.lines.take_after(f"**{label}**: ", "not_reproducible")

    def _summary(self, id_: str, title: str | None) -> None:
        """The two blocks, each of which may be absent; a title of its own alone makes a summary
        too."""
        text = ""
        highlights: tuple[str, ...] = ()
        if (self.lines.here or "").startswith(f"**{self._labels.summary}**: "):
            text = self._block(f"**{self._labels.highlights}**:").removeprefix(
                f"**{self._labels.summary}**: "
            )
        if self.lines.here == f"**{self._labels.highlights}**:":
            self.lines.expect(self.lines.here, "not_reproducible")
            highlights = tuple(f"\n{self._block()}".split(f"\n{_BULLET}")[1:])
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
        block = self.lines.until({_RULE, *stops}.__contains__)
        if not block or block[-1]:
            self.lines.wrong("not_reproducible")
        if sum(map(len, block)) + len(block) > LONGEST_TEXT:
            self.lines.wrong("too_long")
        return "\n".join(block[:-1])


def _own_letters(language: Language) -> re.Pattern[str] | None:
    """What tells a title in that language from the English one; None where headings have one
    title."""
    letters = language.script.letters if language.script else ""
    return (
        re.compile(f"[{letters}]")
        if letters and language.digest and language.digest.two_titles
        else None
    )


def _titles(heading: str, own: re.Pattern[str] | None) -> tuple[str | None, str]:
    """The language's title, if any, and the English one: `中文 (English)` is cut where the last
    parenthesis opens."""
    if own is None:
        return None, heading
    depth = 0
    for place in range(len(heading) - 1, -1, -1):
        depth += (heading[place] == ")") - (heading[place] == "(")
        if depth <= 0:
            break
    before, inside = heading[:place], heading[place + 1 : -1]
    if (
        depth == 0
        and heading.endswith(")")
        and before.endswith(" ")
        and inside
        and own.search(before)
    ):
        return before[:-1], inside
    return None, heading


def _entry_lines(
    entry: Entry,
    summary: Summary | None,
    labels: DigestLabels,
    own: re.Pattern[str] | None,
    form: ArchiveForm,
) -> list[str]:
    paper, verdict, counts = entry.paper, entry.verdict, entry.counts
    link = f"https://arxiv.org/abs/{paper.id}"
    organization = NO_ORGANIZATION if paper.organization is None else paper.organization
    return [
        f"### {TROPHY if verdict.golden else ''} {entry.rank}. {_flat(_heading(paper, summary, own))}",
        "",
        f"**{labels.link}**: [{link}]({link})",
        f"**{labels.organization}**: {_flat(organization)}",
        f"**{labels.score}**: {_number(verdict.score, form)}",
        f"**{labels.tags}**: {_flat(', '.join(verdict.tags))}",
        f"**Upvotes**: {counts.upvotes} | **Stars**: {counts.stars}",
        "",
        *(_summary_lines(summary, labels) if summary else []),
        _RULE,
        "",
    ]


def _heading(paper: Paper, summary: Summary | None, own: re.Pattern[str] | None) -> str:
    if own and summary and summary.title and own.search(summary.title):
        return f"{summary.title} ({paper.title})"
    return paper.title


def _summary_lines(summary: Summary, labels: DigestLabels) -> list[str]:
    """The blocks that have something in them. A text that looks like the format itself is put on
    one line."""
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
    text = _plain_ends(text)
    following = text.split("\n")[1:]
    return (
        _flat(text)
        if any(line == _RULE or line.startswith(_BULLET) for line in following)
        else text
    )


def _plain_ends(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def _flat(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)


def _number(score: float, form: ArchiveForm) -> str:
    """As Python prints a rounded number: `54.8`, `59.65`, and `50.0` unless the file it came from
    had `50`."""
    rounded = round(float(score), 2)
    return str(int(rounded)) if form.whole_scores and rounded.is_integer() else str(rounded)


def _prove(archive: DigestArchive, data: bytes, lines: Lines, languages: Languages) -> None:
    """Raise ArchiveInvalid (`not_reproducible`) at the first line that would not be written as it
    was read."""
    written = render_digest(archive, languages)
    if written == data:
        return
    pairs = zip_longest(written.split(b"\n"), data.split(b"\n"))
    lines.wrong(
        "not_reproducible",
        next(number for number, (ours, theirs) in enumerate(pairs, 1) if ours != theirs),
    )
