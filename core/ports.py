"""The seams: one small Protocol per outside thing. `bot.app.root` puts the real ones in; `core`
sees only these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel

from core.asking.concepts import Concept
from core.asking.passages import Found
from core.delivery import Delivery
from core.document import Document
from core.editions.keys import ListKey, Shelf
from core.llm.capabilities import Capabilities
from core.llm.kept import Answered, KeptQuestion, Lost
from core.models import Edition, Listing, Paper, Report, Revision, StoredResponse, Summary
from core.reading.prompts import Prompt, Written
from core.records import Failure, Spending, Step, TextKey
from core.shown import ShownHits, ShownList, ShownPaper

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T", bound=BaseModel)


class Clock(Protocol):
    """The time, as an argument."""

    def now(self) -> dt.datetime:
        """The present moment, aware, in UTC."""


class Hub(Protocol):
    """Where the lists of a source come from."""

    async def listings(self, key: ListKey) -> list[Listing]:
        """The whole list of that key, each paper once, in the source's order; [] when it lists
        none.

        Raises SourceError; DateNotListedYet when the date is past what the source lists.
        """


class Library(Protocol):
    """Where full texts come from."""

    async def document(self, paper: Paper) -> Document:
        """The full text of the newest version: its HTML, else its PDF.

        Raises PaperWithdrawn, NoFullText or WrongDocument when there is none to trust, another
        SourceError when it cannot be reached.
        """

    async def paper(self, paper_id: str) -> Paper:
        """The facts of a paper no list has shown us; raises PaperUnknown, or SourceError."""

    async def revisions(self, paper_ids: Sequence[str]) -> list[Revision]:
        """What the source says of these papers, a hundred at most; it leaves out what it lacks.
        Raises SourceError."""

    async def papers(self, paper_ids: Sequence[str]) -> list[Paper]:
        """The facts of these papers, a hundred at most, without those that the source lacks; raises
        SourceError."""


class Model(Protocol):
    """A language model that answers in a given structure."""

    @property
    def name(self) -> str:
        """The name of the model that is asked first."""

    @property
    def context(self) -> int | None:
        """Tokens that it is known to take, request and answer together; None while no limit is
        known."""

    async def ask(
        self, prompt: Prompt[T], review: Callable[[T], str | None] | None = None
    ) -> Written[T]:
        """The validated answer, within three calls; raises ModelError. Calls and tokens are
        recorded by the model.

        `review`, called in a thread, may answer the first valid one with advice for one more try.
        That one is answered then, and where it fails, the first.
        """

    async def has_answer(self, prompt: Prompt[T]) -> bool:
        """Whether the answer is at hand already, and paid for."""


class Replies(Protocol):
    """What was asked and answered for texts that are not written yet."""

    async def asked(self, asked: KeptQuestion, at: dt.datetime) -> None:
        """Note that it is about to be sent."""

    async def refused(self, mark: str, at: dt.datetime) -> None:
        """Nothing was answered to that, which was noted then."""

    async def answer(self, mark: str) -> bytes | None:
        """The reply to the question of that mark, or None."""

    async def lost(self, step: Step, paper_id: str, language: str | None = None) -> list[Lost]:
        """Book what was asked for that text, or for it in all languages, and will not be answered
        any more, and return it."""

    async def forget(self, text: TextKey) -> None:
        """The answers for that text are of no use."""


class Endpoints(Protocol):
    """What was found out about the endpoints of models."""

    async def get(self, address: str, model: str) -> Capabilities | None:
        """What is known of that model there, or None."""

    async def save(self, address: str, model: str, known: Capabilities) -> None:
        """Remember it, over what was known before."""


class Papers(Protocol):
    """The stored papers."""

    async def get(self, paper_id: str) -> Paper | None:
        """The paper, or None."""

    async def save(self, papers: Iterable[Paper]) -> None:
        """Store them; a known value is never erased by an absent one."""


class Editions(Protocol):
    """The stored lists."""

    async def get(self, key: ListKey) -> Edition | None:
        """The edition with its entries by rank, or None."""

    async def save(self, edition: Edition) -> None:
        """Write the edition, its entries and their papers over what is stored, in one
        transaction."""

    async def freeze(self, key: ListKey, at: dt.datetime) -> None:
        """Fix the numbers of that list from `at` on, unless they are fixed already."""

    async def freeze_all(self, keys: Collection[ListKey], at: dt.datetime) -> None:
        """Fix the numbers of several lists as `freeze` does."""

    async def newest(self, shelf: Shelf, until: dt.date | None = None) -> ListKey | None:
        """The shelf's newest list that has entries, of no later day than `until`; or None."""

    async def nearest(self, key: ListKey) -> dt.date | None:
        """The shelf's day with selected entries that is closest to the key's; or None."""


class Answers(Protocol):
    """What answers show. Everything that one of these methods returns was stored at one moment."""

    async def of_list(self, key: ListKey, language: str, until: dt.date) -> ShownList | None:
        """The list; the newest there is counts up to the day `until`. None when it is not
        stored."""

    async def of_number(self, key: ListKey, number: int, language: str) -> ShownPaper | None:
        """The paper with that number in that list, or None."""

    async def of_paper(self, paper_id: str, language: str) -> ShownPaper | None:
        """The paper, in the list that leads to it, if one does; None when it is not stored."""

    async def of_search(
        self, words: str, language: str, limit: int, offset: int = 0, also: Sequence[str] = ()
    ) -> ShownHits:
        """The papers that hold all the words, best first, and then those that hold all of any of
        those in `also`, without the first `offset`."""

    async def of_papers(self, paper_ids: Sequence[str], language: str) -> ShownHits:
        """Those of the papers that are stored, in that order."""


class Readings(Protocol):
    """The stored summaries and reports."""

    async def summaries(
        self, paper_ids: Iterable[str], language: str, key: ListKey | None = None
    ) -> Mapping[str, Summary]:
        """By paper id; where a paper has several, the one written for that edition is preferred."""

    async def report(self, paper_id: str, language: str) -> Report | None:
        """The newest report of the paper in that language, or None."""

    async def report_by_language(self, paper_id: str) -> Mapping[str, Report]:
        """The newest report of the paper in each language that has one."""

    async def reports(self, paper_ids: Iterable[str], language: str) -> Mapping[str, Report]:
        """The newest reports of those papers, by paper id."""

    async def save_summary(self, summary: Summary) -> None:
        """Store it, over an earlier generated one of the same paper and language."""

    async def save_report(self, report: Report) -> None:
        """Store it, over an earlier one of the same paper and language."""


class Documents(Protocol):
    """The stored full texts."""

    async def get(self, paper_id: str) -> Document | None:
        """The stored document, or None."""

    async def save(self, document: Document, at: dt.datetime) -> None:
        """Store it over an earlier one."""


class Revisions(Protocol):
    """What the library said last of the papers."""

    async def get(self, paper_id: str) -> Revision | None:
        """What it said last of that paper, or None."""

    async def save(self, revisions: Iterable[Revision]) -> None:
        """Store them over what was said before."""

    async def stale(self, since: dt.datetime, before: dt.datetime, now: dt.datetime) -> list[str]:
        """The papers with a report written since then of which nothing was asked, or last before
        that moment.

        What was asked later than `now` was asked by a clock that was wrong, and does not count.
        """


class Responses(Protocol):
    """Responses kept for conditional requests."""

    async def get(self, url: str) -> StoredResponse | None:
        """The kept response, or None."""

    async def save(self, response: StoredResponse, at: dt.datetime) -> None:
        """Keep it; responses older than a week are dropped on the way."""


class Failures(Protocol):
    """Which step failed for which paper in which language, until it succeeds."""

    async def save(self, failure: Failure) -> None:
        """Remember it, over an earlier one of the same date, paper, step and language."""

    async def get(self, date: dt.date, paper_id: str, step: Step, language: str) -> Failure | None:
        """The failure that is remembered, or None."""

    async def clear(self, date: dt.date, paper_id: str, step: Step, language: str) -> None:
        """Forget it: the step succeeded."""

    async def of(self, date: dt.date) -> tuple[Failure, ...]:
        """The failures of that date, by paper id, step and language."""

    async def due(self, now: dt.datetime, limit: int) -> tuple[Failure, ...]:
        """The failures that are to be tried again by now, the longest due first."""


class Ledger(Protocol):
    """What model calls cost, by UTC day."""

    async def record(
        self,
        day: dt.date,
        model: str,
        spending: Spending,
        *,
        on_demand: bool,
        at: dt.datetime | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Add to the day's account, and to that of the hour `at` which it was spent; `on_demand`
        when somebody had asked for it. `reply` is what it was spent on; where that was given up for
        lost and booked meanwhile, nothing is added."""

    async def spent(self, day: dt.date) -> Spending:
        """All models' spending on that day."""


class Store(Protocol):
    """What is remembered, one noun each."""

    @property
    def papers(self) -> Papers: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def readings(self) -> Readings: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def failures(self) -> Failures: ...
    @property
    def revisions(self) -> Revisions: ...
    @property
    def replies(self) -> Replies: ...


class Progress(Protocol):
    """Hears how far a day has come; used for progress bars and logs."""

    def planned(self, step: Step, count: int) -> None:
        """That many papers are about to go through the step."""

    def done(self, step: Step, paper_id: str) -> None:
        """One paper is through, or failed for good."""


class Passages(Protocol):
    """Finds passages of a text by their words, whatever their endings."""

    async def find(self, document: Document, concepts: Sequence[Concept], limit: int) -> Found:
        """The document's passages, and the best of them for those concepts."""

    async def spoken(
        self, concepts: Sequence[Concept], texts: Sequence[str]
    ) -> tuple[frozenset[int], ...]:
        """For each text, the numbers of the concepts it speaks of."""


class Encoder(Protocol):
    """Sentences as vectors, what means alike points alike; and what a question is answered by."""

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector of length one for each text: (texts, width)."""

    async def relevance(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How likely each text answers the question: log odds, (texts,)."""


class Sender(Protocol):
    """A platform's way out: one message part to one chat."""

    @property
    def idempotent_for(self) -> dt.timedelta:
        """For how long a delivery whose outcome is uncertain may be sent again and arrives once;
        zero when never."""

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """Send the delivery's body (with `plain`, without its markup); the new message's id.

        Raises DeliveryError: Limited, Unsent, Uncertain, Gone, Moved or Rejected.
        """
