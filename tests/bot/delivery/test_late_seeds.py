"""Papers that could not be fetched when they were asked for are fetched later."""

from __future__ import annotations

import pytest

from bot.delivery.late_seeds import REQUESTS, LateSeeds
from core.chats import ChatKey
from core.interests.interest import Interest, Kind
from core.interests.seeds import A_REQUEST
from core.models import Paper
from tests.bot.talk import StandingClock
from tests.world import world

CHAT = ChatKey("telegram", "7")


@pytest.fixture
async def place(tmp_path):
    clock = StandingClock(2026, 2, 5, 12)
    async with world(tmp_path, {}, {}) as place, place.app(use_model=False, clock=clock) as app:
        yield place, app


def late(app):
    return LateSeeds(app.storage, app.announced.library)


def asked(place):
    return sum(each.path == "/api/query" for each in place.arxiv.log)


async def wants(app, papers):
    interests = [Interest(kind=Kind.PAPER, value=each) for each in papers]
    await app.storage.interests.put(CHAT, interests)


async def test_what_the_source_was_too_busy_for_comes_once_it_is_not(place):
    place, app = place
    paper = Paper(id="2401.00001", title="Late", abstract="It came late.")
    place.arxiv.papers[paper.id] = paper
    await wants(app, [paper.id])
    seeds = late(app)

    place.arxiv.fail_always("api", "404")
    assert await seeds.fetch() == 0
    place.arxiv.heal()
    assert await seeds.fetch() == 1
    assert (await app.storage.papers.get(paper.id)).title == "Late"
    before = asked(place)
    assert await seeds.fetch() == 0
    assert asked(place) == before


async def test_papers_that_do_not_exist_keep_no_other_from_coming(place):
    place, app = place
    await wants(app, [f"2401.{n:05}" for n in range(A_REQUEST + 50)])
    paper = Paper(id="2402.00001", title="Real", abstract="It exists.")
    place.arxiv.papers[paper.id] = paper
    await wants(app, [paper.id])
    seeds = late(app)

    assert [await seeds.fetch(), await seeds.fetch()] == [0, 1]
    assert asked(place) == 2


async def test_a_look_asks_seldom(place):
    place, app = place
    ids = [f"24{month:02}.{n:05}" for month in range(1, 9) for n in range(A_REQUEST)]
    for each in ids:
        place.arxiv.papers[each] = Paper(id=each, title=each, abstract="It exists.")
    await wants(app, ids)

    assert await late(app).fetch() == REQUESTS * A_REQUEST
    assert asked(place) == REQUESTS
