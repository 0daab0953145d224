"""Where papers and announcements come from: the sources, on one polite client."""

# Tested in tests/bot/app/test_venues.py.

from __future__ import annotations

from dataclasses import dataclass

from bot.app.settings import Settings
from core.announcements.pool_reader import PoolReader
from core.announcements.venue_reader import VenueReader
from core.pool import Reading
from core.ports import Clock, Library
from core.sources.announcements import ArxivAnnouncements
from core.sources.arxiv import ArxivLibrary
from core.sources.http.client import PoliteClient
from core.sources.libraries import Libraries
from core.sources.openreview import OpenReview
from storage import Storage


@dataclass(frozen=True, slots=True)
class AnnouncedSources:
    """What reads announcements into the pool, arXiv's days and venues, and the library of all
    that they announce."""

    days: PoolReader
    venues: VenueReader
    submissions: OpenReview
    library: Library

    @property
    def readings(self) -> dict[str, Reading]:
        """All of them, by what the service calls what they do."""
        return {"read announcements": self.days, "read venues": self.venues}

    def wake(self) -> None:
        """Somebody chose other topics: look at once."""
        for reading in self.readings.values():
            reading.wake()


def announced_of(
    settings: Settings, storage: Storage, client: PoliteClient, clock: Clock
) -> AnnouncedSources:
    """What reads announcements, and the library."""
    wanted = storage.chats.categories
    arxiv = ArxivAnnouncements(client, settings.paperboy_arxiv_url, clock)
    password = settings.paperboy_openreview_password
    submissions = OpenReview(
        client,
        settings.paperboy_openreview_url,
        clock,
        settings.paperboy_openreview_user,
        password.get_secret_value() if password else None,
    )
    return AnnouncedSources(
        PoolReader(storage.pool, arxiv, clock, wanted),
        VenueReader(storage.submissions, storage.papers, submissions, clock, wanted),
        submissions,
        Libraries(ArxivLibrary(client, settings.paperboy_arxiv_url, clock), submissions),
    )
