"""The nouns of Paperboy, as frozen data. Nothing here opens, reads or decides anything.

Times are aware UTC. Languages are the codes of PAPERBOY_LANGUAGES ("zh", "en").
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.editions.keys import ListKey


class Tier(StrEnum):
    """How a paper's lab counts in the score."""

    SUPER = "super"
    FRONTIER = "frontier"
    NONE = "none"


class EditionState(StrEnum):
    """Where a list stands: `OPEN` lists still grow; the other three are final unless asked
    again."""

    OPEN = "open"
    CLOSED = "closed"
    EMPTY = "empty"
    FAILED = "failed"


class Source(StrEnum):
    """The text a summary or report was made from."""

    HTML = "html"
    PDF = "pdf"
    ABSTRACT = "abstract"
    AI_SUMMARY = "ai_summary"


class Writer(StrEnum):
    """Who wrote a summary or report."""

    MODEL = "model"
    EXTRACTIVE = "extractive"
    ARCHIVE = "archive"
    HUB = "hub"


class Shortfall(StrEnum):
    """Why a text was made from less than the paper's HTML, or without a model.

    `NO_HTML` may still leave the PDF; `NO_TEXT` says that neither could be read. `MODEL_AWAY` says
    that the model gave nothing of use and will be asked again, `MODEL_LIMIT` that the text is
    longer than the model takes.
    """

    NO_HTML = "no_html"
    NO_TEXT = "no_text"
    WITHDRAWN = "withdrawn"
    WRONG_DOCUMENT = "wrong_document"
    SOURCE_DOWN = "source_down"
    OVER_BUDGET = "over_budget"
    NO_MODEL = "no_model"
    MODEL_AWAY = "model_away"
    MODEL_LIMIT = "model_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One work, known once by its arXiv id (without version), however many days list it."""

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    organization: str | None = None
    published_at: dt.datetime | None = None
    repository: str | None = None
    project_page: str | None = None
    thumbnail: str | None = None
    ai_summary: str | None = None
    ai_keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """The noise a paper makes on one day; what the source leaves out counts as 0."""

    upvotes: int = 0
    stars: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A paper as one fetch of a day's list shows it."""

    paper: Paper
    counts: Counts


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a score: `kind` is upvotes, stars, comments, super or frontier; `amount` the
    count behind it."""

    kind: str
    points: float
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What scoring says of one listing."""

    score: float
    tier: Tier
    tags: tuple[str, ...]
    golden: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in an edition. `rank` is the number people type; it never changes once the edition is
    frozen."""

    rank: int
    paper: Paper
    counts: Counts
    verdict: Verdict
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The ranked list under a key. `listed` is how many papers the source listed (None: an archive
    does not say).

    `ready_at` is when a closed edition had been read, so that it may be pushed. `imported` says
    that a digest of it was imported, whether or not it has been fetched as well.
    """

    key: ListKey
    state: EditionState
    entries: tuple[Entry, ...] = ()
    listed: int | None = None
    fetched_at: dt.datetime | None = None
    frozen_at: dt.datetime | None = None
    ready_at: dt.datetime | None = None
    imported: bool = False

    @property
    def selected(self) -> tuple[Entry, ...]:
        """The entries worth a look, by rank."""
        return tuple(entry for entry in self.entries if entry.selected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a text was read from, by whom, when, and why not better. `version` is arXiv's ("v2").

    `hidden` says that the source hid text from its readers, which was left out. `translated_from`
    is the language of the report this one was translated from: who wrote and when is then the
    translation's, all else is that report's. `other_language` says that the model did not write in
    the language it was asked to.
    """

    source: Source
    writer: Writer
    created_at: dt.datetime
    model: str | None = None
    version: str | None = None
    prompt_version: str | None = None
    shortfall: Shortfall | None = None
    hidden: bool = False
    translated_from: str | None = None
    other_language: bool = False


class Finding(StrEnum):
    """What became of looking a claim up in the text that was read.

    `DERIVED` follows from two figures found there. `MISSING` is not there or contradicts it. `OPEN`
    is there, but whether it is meant there cannot be told.
    """

    FOUND = "found"
    DERIVED = "derived"
    MISSING = "missing"
    OPEN = "open"


class ClaimKind(StrEnum):
    """What a claim is: a figure, or the name of a data set, model or benchmark."""

    FIGURE = "figure"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure or name as a text states it, and where the paper says so.

    `section` is the section's title, `anchor` its address within the page ("" if unknown),
    `sentence` the one that holds the claim. A derived figure follows from the figures in `basis`,
    as the paper writes them. Of a missing or open claim, `sentence` is the one of the summary,
    report or answer that states it. `second_look` says that the rules doubted it or left it open,
    and a sentence that a model quoted settled it.
    """

    text: str
    kind: ClaimKind
    finding: Finding
    section: str = ""
    anchor: str = ""
    sentence: str = ""
    basis: tuple[str, ...] = ()
    second_look: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """The claims of a summary or report, in its order, each once."""

    claims: tuple[Claim, ...]

    @property
    def figures(self) -> tuple[Claim, ...]:
        """The claims that are figures."""
        return tuple(claim for claim in self.claims if claim.kind is ClaimKind.FIGURE)

    @property
    def missing(self) -> tuple[Claim, ...]:
        """The claims that the text does not hold, or contradicts."""
        return tuple(claim for claim in self.claims if claim.finding is Finding.MISSING)

    @property
    def open(self) -> tuple[Claim, ...]:
        """The claims of which cannot be told whether the text holds them."""
        return tuple(claim for claim in self.claims if claim.finding is Finding.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A title, a short text and highlights (three, where a model wrote them) in one language.

    `check` is None where the text it was made from is not known, as in archives.
    """

    paper_id: str
    language: str
    title: str | None
    text: str
    highlights: tuple[str, ...]
    provenance: Provenance
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A named piece of text; the name may be empty. The text may hold several lines of Markdown."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The usage guide; `notes` holds what an archive says beyond the four."""

    input: str = ""
    output: str = ""
    steps: tuple[str, ...] = ()
    requirements: str = ""
    notes: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The experimental results: data sets, comparisons, figures; `notes` holds what fits none of
    them."""

    datasets: tuple[str, ...] = ()
    comparisons: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    notes: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the paper that chats can show: its address, and the caption the paper gives
    it."""

    address: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The five points of a paper read in full, in one language. `check` is None where there was no
    text to check by.

    `table` says that the paper's main results can be shown as a table.
    """

    paper_id: str
    language: str
    field: str
    contribution: str
    usage: Usage
    innovations: tuple[Labelled, ...]
    results: Results
    provenance: Provenance
    check: Check | None = None
    picture: Picture | None = None
    table: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence as the paper has it, and where: the section's title, and its address within the
    page or ""."""

    text: str
    section: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a paper says to a question, in the asker's language, and the sentences it rests on.

    `answered` False: no sentence says it; then there are neither text nor quotes, `nearest` are the
    sentences that come nearest, which may not answer, or, where the question could not be read,
    `places` the main sections, each with its first sentence, and `absent` are the question's words
    that the paper never mentions.
    """

    paper_id: str
    language: str
    question: str
    answered: bool
    text: str
    quotes: tuple[Quote, ...]
    provenance: Provenance
    check: Check | None = None
    nearest: tuple[Quote, ...] = ()
    places: tuple[Quote, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What arXiv said of a paper at a time: its newest version ("v3"), and whether it has been
    withdrawn."""

    paper_id: str
    version: str | None
    withdrawn: bool
    checked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found paper, and the edition and the number that lead to it (None when no edition lists
    it)."""

    paper: Paper
    key: ListKey | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A response kept for conditional requests: its validators and its body."""

    url: str
    etag: str | None
    last_modified: str | None
    body: bytes
