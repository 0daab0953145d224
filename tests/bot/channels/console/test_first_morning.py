"""The first letters in the terminal: three likes, the next list's picks and their reasons, and all
of it forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.channels.console.adapter import KEY
from bot.chat.actions import write_action
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from tests.bot.channels.telegram.test_first_morning import NEXT, SAID, next_day
from tests.bot.delivery.mornings import day
from tests.bot.talk import StandingClock, Talk
from tests.world import world

FIRST_LIST, SECOND_LIST = DAILY.on(dt.date(2026, 2, 3)), DAILY.on(dt.date(2026, 2, 4))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_three_likes_are_the_next_list_s_letters(tmp_path, language):
    heading, liked, back = SAID[language]
    days = {"2026-02-03": day(), NEXT: next_day()}
    clock = StandingClock(2026, 2, 5, 12)
    async with (
        world(tmp_path, days, {}) as place,
        place.app(clock=clock, use_model=False, paperboy_deep_read="on_demand") as app,
    ):
        for each in (FIRST_LIST, SECOND_LIST):
            await app.pipeline.ingest(each, NoProgress())
        talk = Talk(app)
        await talk.say(f"/lang {language}")
        assert heading not in await talk.rows("/date 2026-02-03")
        for paper in ("2602.00009", "2602.00011", "2602.00001"):
            await talk.say(f"/like {paper}")

        rows = await talk.rows(f"/date {NEXT}")
        assert heading in rows
        assert any(liked in row for row in rows[rows.index(heading) :])
        assert any("%" in row for row in await talk.rows("/why A"))
        assert any("3" in row for row in await talk.rows("/interests"))
        picks = await app.storage.picks.of(KEY, SECOND_LIST)

        assert any(back in row for row in await talk.rows("/like 2602.00009"))
        assert len(await app.storage.interests.votes(KEY)) == 2
        assert heading in await talk.rows(f"/date {NEXT}")
        assert await app.storage.picks.of(KEY, SECOND_LIST) == picks

        await app.storage.picks.forget_reasons(clock.now() + dt.timedelta(days=1))
        told = await talk.rows("/why A")
        assert not any("%" in row for row in told)
        assert heading in await talk.rows(f"/date {NEXT}")

        asks = await talk.view("/interests forget")
        await talk.press(write_action(asks.buttons[0][0].action))
        assert await app.storage.interests.votes(KEY) == []
        assert heading not in await talk.rows(f"/date {NEXT}")
