"""What the processes whose power is cut do, but for the push: `tests/push_process.py`."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from bot.app.root import App, open_app
from bot.app.settings import Settings
from core.chats import ChatKey, ChatSettings
from core.errors import StoreUnavailable
from core.records import Spending
from storage import open_storage
from storage.engine import files, migrate
from tests.bot.talk import StandingClock, Talk
from tests.chats import put_subscribed

KEY = ChatKey("telegram", "1")
DAY, NOON = dt.date(2026, 2, 3), dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)
NUMBERED = re.compile(r"(?:🏆 )?(\d+)\. (.+)")


def show(variables: dict[str, str], moment: str, dates: Sequence[str], shown: str) -> None:
    """Show the lists of those dates; what was shown is added to the file `shown`, a line each."""

    async def work() -> None:
        settings = Settings(**{name.lower(): value for name, value in variables.items()})
        clock = StandingClock(*dt.datetime.fromisoformat(moment).timetuple()[:6])
        async with open_app(settings, use_model=False, clock=clock) as app:
            for date in dates:
                numbers = await numbers_of(app, date)
                _note(shown, [date, numbers])

    asyncio.run(work())


def _note(path: str, what: object) -> None:
    with Path(path).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(what) + "\n")


def promise(database: str) -> None:
    """Do once what people are told is done. That a reader comes first is how a service starts."""

    async def work() -> None:
        async with open_storage(database) as storage:
            await storage.chats.get(KEY)
            await put_subscribed(storage, KEY, ChatSettings(most=7), NOON, {}, NOON)
            await storage.allowances.spend("question", NOON, [("person", 20)])
            await storage.spending.record(
                DAY, "model", Spending(calls=1, prompt=500), on_demand=False
            )
            os._exit(0)

    asyncio.run(work())


def upgrade(database: str, said: str) -> None:
    """Bring the store to today's schema; what is in the way is added to the file `said`."""
    try:
        migrate.prepare(Path(database), 5.0)
    except StoreUnavailable as error:
        _note(said, error.trouble)


def replace(finished: str, path: str) -> None:
    """Write a file and put it in the place of another."""
    Path(finished).write_text("new", encoding="utf-8")
    files.put_in_place(Path(finished), Path(path))


async def numbers_of(app: App, date: str) -> dict[str, str]:
    """Which title stands under which number of that date's list, as the chat is shown it."""
    rows = await Talk(app).rows(f"/date {date}")
    found = (NUMBERED.fullmatch(row) for row in rows)
    return {match[1]: match[2] for match in found if match}
