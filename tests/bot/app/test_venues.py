"""`ingest --source openreview`: what is read, told, and read again; and the service's reading."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.chats import ChatKey, ChatSettings
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.openreview import ICLR, FakeOpenReview, note
from tests.storage.build import NOON, hours, settled
from tests.world import world

AT = dt.datetime(2025, 10, 14, 9, tzinfo=dt.UTC)


@pytest.fixture
def openreview() -> Iterator[FakeOpenReview]:
    with FakeOpenReview().in_thread() as server:
        server.notes[ICLR] = [
            note(f"note{number:06}", f"Study {number}", at=AT) for number in range(3)
        ]
        yield server


@pytest.fixture
def ingest(paperboy: Any, openreview: FakeOpenReview) -> Any:
    def run(*arguments: str, **environment: str) -> Any:
        return paperboy(
            *("ingest", "--source", "openreview", *arguments),
            PAPERBOY_OPENREVIEW_URL=openreview.url,
            PAPERBOY_OPENREVIEW_INTERVAL="0",
            **environment,
        )

    return run


def test_a_venue_is_read_once_and_told(ingest: Any, openreview: FakeOpenReview) -> None:
    ran = ingest("--venue", ICLR)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0] == (
        "ICLR 2026  3 submissions read, 3 new, 0 of them on arXiv, 0 decisions"
    )
    again = json.loads(ingest("--venue", ICLR, "--json").out)
    assert again["groups"][0]["added"] == 0
    assert (again["source"], again["failed"]) == ("openreview", [])
    since = json.loads(ingest("--venue", ICLR, "--since", "2025-10-15", "--json").out)
    assert since["groups"][0]["group"] == ICLR


def test_what_cannot_be_done_is_told(ingest: Any, paperboy: Any, openreview: Any) -> None:
    unknown = ingest("--venue", "ICLR.cc/2031/Conference")
    assert (unknown.code, "does not know it" in unknown.out) == (0, True)
    openreview.private.add("ICLR.cc/2030/Conference")
    private = ingest("--venue", "ICLR.cc/2030/Conference")
    assert (private.code, "not public" in private.out) == (0, True)
    nonsense = ingest("--venue", "ICLRR")
    assert (nonsense.code, "ICLR" in nonsense.err) == (1, True)
    assert ingest().code == 2
    assert ingest("--venue", ICLR, "--date", "2025-10-14").code == 2
    assert paperboy("ingest", "--date", "2025-10-14", "--venue", ICLR).code == 2
    missing = paperboy("ingest")
    assert (missing.code, "--date" in missing.err) == (2, True)

    openreview.challenged = True
    refused = ingest("--venue", ICLR)
    assert (refused.code, "PAPERBOY_OPENREVIEW_USER" in refused.out) == (4, True)
    wrong = ingest(
        "--venue",
        ICLR,
        PAPERBOY_OPENREVIEW_USER="ada@example.org",
        PAPERBOY_OPENREVIEW_PASSWORD="no",
    )
    assert (wrong.code, "does not let ada@example.org in" in wrong.out) == (4, True)
    right = ingest(
        "--venue",
        ICLR,
        PAPERBOY_OPENREVIEW_USER="ada@example.org",
        PAPERBOY_OPENREVIEW_PASSWORD="s3cret",
    )
    assert right.code == 0, right.err
    assert "s3cret" not in right.out + right.err + wrong.out + wrong.err


async def test_each_source_reads_what_is_its_own(tmp_path: Path) -> None:
    async with FakeOpenReview() as source, world(tmp_path, {}, {}) as place:
        source.notes["ICLR.cc/2027/Conference"] = [note("kites00000", "Kites", at=AT)]
        clock = StandingClock(2026, 10, 14, 9)
        async with place.app(
            use_model=False, clock=clock, paperboy_openreview_url=source.url
        ) as app:
            assert await app.announced.venues.read()
            assert source.log == []
            settings = ChatSettings(categories=("ICLR", "cs.CL"))
            key = ChatKey("telegram", "1")
            await put_subscribed(app.storage, key, settings, NOON, settled(0), hours(1))
            assert await app.announced.days.wanted() == {"cs.CL"}
            assert await app.announced.venues.wanted() == {"ICLR"}
            assert await app.announced.venues.read()
            asked = [each["invitation"] for each in source.asked()]
            assert set(asked) == {"ICLR.cc/2027/Conference/-/Submission"}
            assert list(await app.storage.submissions.states()) == ["ICLR.cc/2027/Conference"]
