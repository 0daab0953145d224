"""`ingest --source arxiv`: what is read, told, and read again; through kills to its end."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app.announced import Telling, ingest_announcements
from bot.app.root import open_app
from bot.app.settings import Settings
from core.announcements import calendar
from core.announcements.pool_reader import DayRead
from core.categories import CATEGORIES
from core.chats import ChatKey, ChatSettings
from core.pool import Knowledge, Learned, MovedPaper
from locales import Translator
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.arxiv_announcements import FakeAnnouncements, Listed, Submitted
from tests.fakes.server import PATIENCE
from tests.processes import forks
from tests.recorded_days import FIELDS, recorded_days
from tests.storage.build import NOON, hours, settled

KILLS = 10

MONDAY, TUESDAY = dt.date(2025, 4, 21), dt.date(2025, 4, 22)


def paper(number: int, day: dt.date, *categories: str) -> Submitted:
    moment = calendar.window(day).since + dt.timedelta(minutes=number)
    return Submitted(
        id=f"2504.{number:05}",
        title=f"Paper {number}",
        categories=categories or ("cs.CV",),
        submitted=moment,
    )


@pytest.fixture
def arxiv() -> Iterator[FakeAnnouncements]:
    days = {
        MONDAY: Listed(new=[paper(1, MONDAY), paper(2, MONDAY, "cs.CL")]),
        TUESDAY: Listed(new=[paper(3, TUESDAY), paper(4, MONDAY)]),
    }
    with FakeAnnouncements(days, CATEGORIES).in_thread() as server:
        yield server


@pytest.fixture
def ingest(paperboy: Any, arxiv: FakeAnnouncements) -> Any:
    def run(*arguments: str, **environment: str) -> Any:
        return paperboy(
            *("ingest", "--source", "arxiv", *arguments),
            PAPERBOY_ARXIV_URL=arxiv.url,
            PAPERBOY_ARXIV_INTERVAL="0",
            **environment,
        )

    return run


def test_days_are_read_once_and_told(ingest: Any, arxiv: FakeAnnouncements) -> None:
    span = ("--date", "2025-04-22", "--since", "2025-04-19", "--categories", "cs.CV,cs.cl")
    ran = ingest(*span)

    assert ran.code == 0, ran.err
    assert ran.out.splitlines() == [
        "1/2  2025-04-21  3 papers expected by their submission, 3 new",
        "2/2  2025-04-22  1 paper expected by its submission, 1 new",
    ]
    again = ingest(*span)
    assert again.out.splitlines() == [
        "1/2  2025-04-21  known already",
        "2/2  2025-04-22  known already",
    ]
    assert len(arxiv.log) == 2
    found = json.loads(ingest("--date", "2025-04-22", "--categories", "cs.RO", "--json").out)
    assert found == {
        "source": "arxiv",
        "categories": ["cs.RO"],
        "days": [
            {
                "date": "2025-04-22",
                "by": "backfill",
                "papers": 0,
                "added": 0,
                "moved": [],
                "unannounced": [],
                "refused": [],
                "complete": True,
            }
        ],
        "failed": [],
    }


def test_what_cannot_be_done_is_told(ingest: Any, arxiv: FakeAnnouncements, paperboy: Any) -> None:
    unknown = ingest("--date", "2025-04-22", "--categories", "cs.CV,cs.QQQ")
    assert (unknown.code, "cs.QQQ" in unknown.err) == (1, True)
    none = ingest("--date", "2025-04-22")
    assert (none.code, "--categories" in none.err) == (2, True)
    weekend = ingest("--date", "2025-04-20", "--categories", "cs.CV")
    assert (weekend.code, weekend.out) == (0, "")
    assert "announces nothing" in weekend.err
    other = paperboy("ingest", "--date", "2025-04-22", "--categories", "cs.CV")
    assert (other.code, "--source arxiv" in other.err) == (2, True)
    assert arxiv.log == []

    arxiv.fail_always("api", "html")
    down = ingest("--date", "2025-04-25", "--since", "2025-04-21", "--categories", "cs.CV")
    assert down.code == 4
    assert len(down.out.splitlines()) == 2
    assert "run the same command again" in down.err


async def test_the_union_of_what_chats_choose_is_read(
    arxiv: FakeAnnouncements, tmp_path: Path
) -> None:
    clock = StandingClock(2025, 4, 22, 16)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        paperboy_arxiv_url=arxiv.url,
        paperboy_arxiv_interval=0,
        database_url=f"sqlite:///{tmp_path / 'chosen.db'}",
    )
    async with open_app(settings, use_model=False, clock=clock) as app:
        assert await app.announced.days.read()
        assert arxiv.log == []
        for number, chosen in enumerate((("cs.CV", "cs.RO"), ("cs.CL", "cs.CV"), ())):
            settings_of_chat = ChatSettings(categories=chosen)
            key = ChatKey("telegram", str(number))
            await put_subscribed(app.storage, key, settings_of_chat, NOON, settled(0), hours(9))
        await app.announced.days.read()
        assert arxiv.asked() == ["cs.CL+cs.CV+cs.RO"]
        assert len(await app.storage.pool.of(TUESDAY, ["cs.CV"])) == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_turn_of_a_day_is_told(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    moved = MovedPaper("2504.00004", MONDAY, TUESDAY)
    learned = Learned(added=("2504.00004",), moved=(moved,), unannounced=("2504.00009",) * 2)
    telling = Telling(Translator(language), 2, quiet=False)
    telling.day(
        DayRead(
            day=TUESDAY,
            knowledge=Knowledge.FEED,
            papers=3,
            learned=learned,
            complete=False,
            refused=frozenset({"no.NO"}),
        )
    )
    telling.day(DayRead(day=MONDAY, knowledge=None))

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert [line.startswith("    ") for line in lines] == [False, True, True, True, True, False]
    for line, said in zip(lines, ("1/2", "1", "2", "no.NO", "", "2/2"), strict=True):
        assert said in line
    found = telling.as_object(["cs.CV"], [TUESDAY])
    assert found["days"][0]["moved"] == [
        {"id": "2504.00004", "from": "2025-04-21", "to": "2025-04-22"}
    ]
    assert (found["days"][1]["by"], found["failed"]) == (None, ["2025-04-22"])


def read_recorded(url: str, database: str) -> None:
    """In a process of its own: read the recorded days."""
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        paperboy_arxiv_url=url,
        paperboy_arxiv_interval=0,
        database_url=database,
    )
    first, last = dt.date(2025, 4, 21), dt.date(2025, 6, 15)
    work = ingest_announcements(settings, Translator("en"), first, last, FIELDS, as_json=False)
    raise SystemExit(asyncio.run(work))


def pooled(path: Path) -> list[tuple[str, str, str]]:
    """What the pool of that store holds."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as database:
        try:
            return database.execute(
                "SELECT paper_id, day, kind FROM announcements ORDER BY 1, 2"
            ).fetchall()
        except sqlite3.OperationalError:  # killed before the tables were there
            return []


@pytest.mark.recorded
def test_killed_ten_times_it_goes_on_where_it_was(recorded: Path, tmp_path: Path) -> None:
    processes = forks()
    days, _held = recorded_days(recorded)
    dice = random.Random(20260203)
    killed, undisturbed = tmp_path / "killed.db", tmp_path / "undisturbed.db"
    with FakeAnnouncements(days, CATEGORIES).in_thread() as arxiv:
        amid = 0
        for _kill in range(KILLS):
            goal = len(arxiv.log) + dice.randint(1, 3)
            process = processes.Process(
                target=read_recorded, args=(arxiv.url, f"sqlite:///{killed}")
            )
            process.start()
            deadline = time.monotonic() + PATIENCE
            while len(arxiv.log) < goal and process.is_alive() and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(dice.uniform(0, 0.1))
            process.kill()
            process.join()
            rows = pooled(killed)
            assert len(rows) == len({row[0] for row in rows})
            amid += 0 < len({row[1] for row in rows}) < 40
        asked = len(arxiv.log)
        for path in (killed, undisturbed):
            process = processes.Process(target=read_recorded, args=(arxiv.url, f"sqlite:///{path}"))
            process.start()
            process.join(4 * PATIENCE)
            assert process.exitcode == 0

    assert amid >= KILLS * 3 / 4, "the kills fell beside the reading"
    assert pooled(killed) == pooled(undisturbed)
    assert len({row[1] for row in pooled(killed)}) == 40
    # What was read before a kill was not asked for again.
    assert asked <= 40 + KILLS
