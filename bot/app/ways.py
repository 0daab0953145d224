"""The app's ways out of its process: to the network, the day's tokens, and other workers."""

# Tested in tests/bot/app/test_root.py.

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata

from bot.app.settings import Settings
from bot.app.worker import StorePace, Worker
from core.errors import Problem, SettingsInvalid
from core.llm.budget import Budget
from core.network.outside import Outside, outside
from core.sources.announcements import feed_address
from core.sources.arxiv import api_address
from core.sources.http.client import PoliteClient, host_of
from core.sources.http.pace import Pace
from core.working import Alone, Claims, Tokens
from storage import Storage


def outside_of(settings: Settings) -> Outside:
    """The way out for all requests. Raises SettingsInvalid when certificates cannot be read."""
    file, folder = settings.certificates
    try:
        return outside(settings.proxies, cert_file=file, cert_dir=folder)
    except OSError:
        raise SettingsInvalid(
            (Problem(settings.certificates_by, "settings.certificates"),)
        ) from None


def client_of(settings: Settings, ways: Outside, storage: Storage) -> PoliteClient:
    """The one client of all sources, whose paces workers share."""
    arxiv = host_of(settings.paperboy_arxiv_url)
    api = host_of(api_address(settings.paperboy_arxiv_url))
    feeds = host_of(feed_address(settings.paperboy_arxiv_url))
    hub = host_of(settings.paperboy_hub_url)
    submissions = host_of(settings.paperboy_openreview_url)
    pace = Pace(settings.paperboy_arxiv_interval)
    submissions_pace = Pace(settings.paperboy_openreview_interval)
    if storage.identity is not None:
        pace.shared = StorePace(storage, "arxiv")
        submissions_pace.shared = StorePace(storage, "openreview")
    return PoliteClient(
        user_agent=f"Paperboy/{_version()} (+{settings.contact})",
        # arXiv asks for a pause between any two requests, whichever of its hosts they go to.
        paces={**dict.fromkeys((arxiv, api, feeds), pace), submissions: submissions_pace},
        allowed={hub, arxiv, api, feeds, "arxiv.org", "www.arxiv.org", "export.arxiv.org"},
        outside=ways,
    )


@functools.cache
def _version() -> str:
    """Paperboy's; a whole file is read to find it."""
    return metadata.version("paperboy")


async def budget_of(settings: Settings, storage: Storage, day: dt.date, *, working: bool) -> Budget:
    """The day's tokens, less what has been spent of them before a restart, and, for who is
    `working`, less what a process that was killed had under way."""
    if working and storage.identity is None:
        await storage.replies.lost_by_the_gone()

    async def used(day: dt.date) -> Tokens:
        spent = await storage.spending.spent(day)
        return Tokens(spent.tokens, await storage.spending.on_demand(day))

    before = await used(day)
    budget = Budget(settings.paperboy_daily_tokens, day, before.tokens, before.on_demand)
    budget.recall = used
    budget.aside = await storage.batches.set_aside(day)
    return budget


@asynccontextmanager
async def claims_of(storage: Storage, budget: Budget) -> AsyncIterator[Claims]:
    """What is done in turn with other workers, where the store may have several."""
    if storage.identity is None:
        yield Alone()
        return
    worker = Worker(storage, storage.identity, budget)
    async with worker.working():
        yield worker
