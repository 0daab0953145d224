"""Where papers and announcements come from: the sources, on one polite client."""

# Tested in tests/bot/app/test_venues.py.

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

from bot.app.settings import Settings
from core.announcements.reading import PoolReader
from core.announcements.venuing import VenueReader
from core.network.outside import Outside
from core.pool import Reading
from core.ports import Clock, Library
from core.sources.announcements import ArxivAnnouncements, feed_address
from core.sources.arxiv import ArxivLibrary, api_address
from core.sources.http.client import PoliteClient, host_of
from core.sources.http.pace import Pace
from core.sources.libraries import Libraries
from core.sources.openreview import OpenReview
from storage import Storage


@dataclass(frozen=True, slots=True)
class Announced:
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
) -> Announced:
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
    return Announced(
        PoolReader(storage.pool, arxiv, clock, wanted),
        VenueReader(storage.submissions, storage.papers, submissions, clock, wanted),
        submissions,
        Libraries(ArxivLibrary(client, settings.paperboy_arxiv_url, clock), submissions),
    )


def client_of(settings: Settings, ways: Outside) -> PoliteClient:
    """The one client of all sources."""
    arxiv = host_of(settings.paperboy_arxiv_url)
    api = host_of(api_address(settings.paperboy_arxiv_url))
    feeds = host_of(feed_address(settings.paperboy_arxiv_url))
    hub = host_of(settings.paperboy_hub_url)
    submissions = host_of(settings.paperboy_openreview_url)
    return PoliteClient(
        user_agent=f"Paperboy/{metadata.version('paperboy')} (+{settings.contact})",
        # arXiv asks for a pause between any two requests, whichever of its hosts they go to.
        paces={
            **dict.fromkeys((arxiv, api, feeds), Pace(settings.paperboy_arxiv_interval)),
            submissions: Pace(settings.paperboy_openreview_interval),
        },
        allowed={hub, arxiv, api, feeds, "arxiv.org", "www.arxiv.org", "export.arxiv.org"},
        outside=ways,
    )
