"""The first morning with letters on Telegram: three likes, next morning's picks and their reasons,
and all of it forgotten."""

from __future__ import annotations

import datetime as dt

import pytest

from core.chats import ChatKey
from core.editions.keys import DAILY
from tests.bot.delivery.mornings import day
from tests.telegram_world import scene

NEXT = "2026-02-04"
SAID = {
    "en": ("For you", "You liked", "taken back"),
    "zh": ("给你的", "像你赞过的", "这一票已取消"),
}


def next_day():
    """The same kinds of papers a day later, under other ids."""
    rows = day()
    for row in rows:
        paper = row["paper"]
        paper["id"] = paper["id"].replace("2602.000", "2602.010")
    return rows


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_three_likes_are_next_mornings_letters(tmp_path, language):
    heading, liked, back = SAID[language]
    days = {"2026-02-03": day(), NEXT: next_day()}
    async with scene(
        tmp_path, days, at=(2026, 2, 3, 20), paperboy_deep_read="on_demand", demo=False
    ) as stage:
        ann = stage.telegram.user("Ann", language=language)
        chat = stage.telegram.private(ann)
        key = ChatKey("telegram", str(chat.id))
        await stage.says(chat, ann, f"/lang {language}")
        await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
        lists = []
        for number in (4, 5):
            before = len(stage.telegram.messages(chat))
            await stage.reach(2026, 2, number, 0, 0)
            await stage.read(f"2026-02-0{number - 1}")
            await stage.reach(2026, 2, number, 0, 30)
            lists += await stage.next(chat, before)
            if number == 4:
                for paper in ("2602.00009", "2602.00011", "2602.00001"):
                    await stage.says(chat, ann, f"/like {paper}")

        first, second = lists
        assert heading not in first.text.splitlines()
        rows = second.text.splitlines()
        begin = rows.index(heading)
        assert rows[begin + 1].startswith("A. ")
        assert any(liked in row for row in rows[begin:])
        picks = await stage.app.storage.picks.of(key, DAILY.on(dt.date(2026, 2, 4)))
        assert {"2602.01009", "2602.01011"} <= {each.paper_id for each in picks.picks[:3]}
        opened = await stage.says(chat, ann, "/paper A")
        assert opened.text.splitlines()[0]
        assert "%" in (await stage.says(chat, ann, "/why A")).text

        board = await stage.says(chat, ann, "/interests")
        assert "3" in board.text
        taken = await stage.says(chat, ann, "/like 2602.00009")
        assert back in taken.text
        assert len(await stage.app.storage.interests.votes(key)) == 2
        # Letters stay what they were, whatever is taken back.
        assert (await stage.says(chat, ann, f"/date {NEXT}")).text.count(f"\n{heading}\n") == 1
        assert await stage.app.storage.picks.of(key, DAILY.on(dt.date(2026, 2, 4))) == picks

        asks = await stage.says(chat, ann, "/interests forget")
        sure = asks.buttons[0][0]["text"]
        await stage.presses(asks, ann, sure)
        assert await stage.app.storage.interests.votes(key) == []
        assert await stage.app.storage.picks.of(key, DAILY.on(dt.date(2026, 2, 4))) is None
        assert heading not in (await stage.says(chat, ann, f"/date {NEXT}")).text
