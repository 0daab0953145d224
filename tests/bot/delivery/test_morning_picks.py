"""A morning's lists with what was picked for each chat."""

from __future__ import annotations

import pytest

from bot.chat import mornings
from bot.chat.picking import Picker
from bot.delivery.ahead import foreseen
from bot.delivery.forecast import Forecast
from bot.delivery.press import Press
from core.chats import ChatKey
from core.editions.shelf import Shelves
from core.interests.interest import Interest, Kind, Picks, Vote
from tests.bot.chat.views.samples import said
from tests.bot.delivery.mornings import (
    BIRDS,
    FISH,
    KEY,
    OTHERS,
    closed,
    day,
    frozen,
    morning,
    sent,
    titled,
    wants,
)
from tests.bot.delivery.room import TUESDAY, room_in


async def test_each_chat_finds_its_own_beside_the_same_list(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1"), FISH)
        birds = await wants(room, await room.subscribe("2"), BIRDS)
        await room.subscribe("3")
        await room.subscribe("4")
        await closed(room)
        await sent(room)

        assert titled(await frozen(room, fish), "Fish")
        assert titled(await frozen(room, birds), "Bird")
        bodies = {chat: await room.bodies(chat) for chat in "1234"}
        assert "\nA. Fish" in bodies["1"][0]
        assert "\nA. Bird" in bodies["2"][0]
        assert bodies["3"] == bodies["4"]
        assert "A. " not in bodies["3"][0]
        assert await frozen(room, ChatKey("telegram", "3")) is None


@pytest.mark.parametrize("step", ["shown", "beside_all"])
async def test_a_bug_met_with_picks_costs_nobody_the_list(tmp_path, monkeypatch, step):
    async def broken(*_asked, **_how):
        raise KeyError("a bug")

    async with morning(tmp_path) as room:
        await wants(room, await room.subscribe("1"), FISH)
        await room.subscribe("2")
        await closed(room)
        monkeypatch.setattr(Picker, step, broken)
        await sent(room)

        bodies = [await room.bodies(chat) for chat in "12"]
        assert [len(each) for each in bodies] == [1, 1]
        assert "A. " not in bodies[0][0]


@pytest.mark.parametrize("step", ["shown", "beside_all"])
async def test_a_bug_met_with_one_chat_costs_the_others_no_picks(tmp_path, monkeypatch, step):
    async with morning(tmp_path) as room:
        for chat in "12345":
            await wants(room, await room.subscribe(chat), FISH if chat != "4" else BIRDS)
        await closed(room)
        whole = getattr(Picker, step)

        async def broken(self, asked, *rest, **how):
            bad = [each for each in asked if "4" in str(getattr(each, "key", ""))]
            if bad or any(titled(each, "Bird") for each in asked if isinstance(each, Picks)):
                raise KeyError("a bug")
            return await whole(self, asked, *rest, **how)

        monkeypatch.setattr(Picker, step, broken)
        await sent(room)

        bodies = {chat: (await room.bodies(chat))[0] for chat in "12345"}
        assert ["A. " in bodies[chat] for chat in "12345"] == [True, True, True, False, True]


async def test_picks_that_cannot_be_rendered_are_left_out(tmp_path):
    async with morning(tmp_path) as room:

        def broken(view, t, silent, previews):
            lines = "\n".join(said(view))
            if "A. " in lines:
                raise RuntimeError("a bug in the renderer")
            return [lines]

        room.again(picker=room.app.picker, renderers={"telegram": broken})
        await wants(room, await room.subscribe("1"), FISH)
        await room.subscribe("2")
        await closed(room)
        await sent(room)

        assert [len(await room.bodies(chat)) for chat in "12"] == [1, 1]


async def test_a_chat_without_interests_gets_what_it_gets_without_a_picker(tmp_path):
    async with morning(tmp_path / "with") as room:
        await wants(room, await room.subscribe("2"), FISH)
        await room.subscribe("1")
        await closed(room)
        await sent(room)
        with_picker = await room.bodies("1")
    bare = tmp_path / "without"
    bare.mkdir()
    async with room_in(bare, {TUESDAY: day()}) as room:
        await room.subscribe("1")
        await closed(room)
        await sent(room)

        assert await room.bodies("1") == with_picker


async def test_a_list_that_is_asked_for_later_has_the_same_letters(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1"), FISH)
        await closed(room)
        await sent(room)
        first = await frozen(room, fish)
        await wants(room, fish, BIRDS)
        shelves = Shelves(room.app.storage, room.app.pipeline, room.clock)
        shown = await shelves.shown(KEY, "en")
        chat = await room.app.storage.chats.get(fish)

        assert await Picker(room.app.storage, room.clock).beside(chat, shown) == first


async def test_looking_ahead_shows_the_picks_and_fixes_nothing(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1"), FISH)
        await closed(room)
        app = room.app
        press = Press(
            shown=Shelves(app.storage, app.pipeline, room.clock).peeked,
            renderers={"telegram": room._bodies},
            translators=app.translators,
            picker=app.picker,
            peek=True,
        )
        ahead = Forecast(
            storage=app.storage, policies=app.policies, press=press, zone=app.settings.zone
        )
        (expected,) = await ahead.all(room.clock.now())
        assert await frozen(room, fish) is None
        await sent(room)

        assert [each.body for each in expected.deliveries] == await room.bodies("1")
        assert "\nA. Fish" in expected.deliveries[0].body


async def test_what_will_be_picked_is_summarized_before_anybody_is_due(tmp_path):
    async with morning(tmp_path, use_model=True) as room:
        await wants(room, await room.subscribe("1"), FISH)
        await wants(room, await room.subscribe("2", language="zh"), BIRDS)
        await closed(room)
        ids = [f"2602.{number:05}" for number in OTHERS]
        english = await room.app.storage.readings.summaries(ids, "en")
        chinese = await room.app.storage.readings.summaries(ids, "zh")

        assert {"2602.00009", "2602.00011"} <= set(english)
        assert {"2602.00010", "2602.00012"} <= set(chinese)
        assert await frozen(room, ChatKey("telegram", "1")) is None


async def test_what_most_chats_will_find_is_foreseen_first(tmp_path):
    async with morning(tmp_path) as room:
        for chat in "123":
            await wants(room, await room.subscribe(chat, picks=2, explore=False), BIRDS)
        await wants(room, await room.subscribe("4", picks=2, explore=False), FISH)
        await closed(room)
        edition = await room.app.storage.editions.get(KEY)
        seen = await foreseen(room.app.storage, room.app.picker, edition, ("en", "zh"))
        papers = [OTHERS[int(entry.paper.id[-2:])] for entry in seen["en"].entries]

        assert papers == ["Bird", "Bird", "Fish", "Fish"]
        assert all(entry.selected for entry in seen["en"].entries)
        assert set(seen) == {"en"}


async def test_a_broken_picker_costs_nobody_the_list(tmp_path, monkeypatch):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1"), FISH)
        await closed(room)
        monkeypatch.setattr("bot.chat.mornings.choose", lambda *arguments: 1 / 0)
        await sent(room)

        assert len(await room.bodies("1")) == 1
        assert await frozen(room, fish) is None


async def test_a_vote_by_morning_counts(tmp_path):
    async with morning(tmp_path) as room:
        key = await room.subscribe("1")
        await closed(room)
        vote = Vote(paper_id="2602.00009", person="1", up=True, at=room.clock.now())
        await room.app.storage.interests.vote(key, vote)
        await sent(room)

        assert (await frozen(room, key)).picks[0].paper_id == "2602.00011"


async def test_only_what_fits_is_said_to_be_nothing_where_nothing_does(tmp_path):
    async with morning(tmp_path) as room:
        only = {"only_fitting": True, "explore": False}
        stones = Interest(kind=Kind.WORDS, value="medieval stone masonry")
        await wants(room, await room.subscribe("1", **only), stones)
        await room.subscribe("2", **only)
        await room.subscribe("3")
        await closed(room)
        await sent(room)

        rows = (await room.bodies("1"))[0].split("\n")
        assert "Nothing in this list fits your interests." in rows
        assert not any(row.startswith(("1. ", "2. ", "🏆")) for row in rows)
        # Who asked for nothing is shown all.
        assert await room.bodies("2") == await room.bodies("3")


async def test_who_has_interests_is_not_told_of_them_where_nothing_fits(tmp_path):
    async with morning(tmp_path) as room:
        room.again(picker=room.app.picker, hearing=frozenset({"telegram"}))
        stones = Interest(kind=Kind.WORDS, value="medieval stone masonry")
        await wants(room, await room.subscribe("1", explore=False), stones)
        await room.subscribe("2")
        await closed(room)
        await sent(room)

        [[mine], [other]] = [await room.bodies(chat) for chat in "12"]
        assert "/like 3" not in mine
        assert "/like 3" in other or "赞" in other
        assert other.startswith(mine)


async def test_only_what_fits_hides_nothing_when_picking_goes_wrong(tmp_path, monkeypatch):
    async with morning(tmp_path) as room:
        only = {"only_fitting": True, "explore": False}
        key = await wants(room, await room.subscribe("1", **only), FISH)
        await room.subscribe("2")
        await closed(room)
        monkeypatch.setattr(mornings, "choose", lambda *arguments: 1 / 0)
        await sent(room)

        assert await room.bodies("1") == await room.bodies("2")
        assert await frozen(room, key) is None


async def test_letters_come_though_nothing_of_the_list_fits_the_settings(tmp_path):
    async with morning(tmp_path) as room:
        await wants(room, await room.subscribe("1", least_score=999), FISH)
        await closed(room)
        await sent(room)

        [body] = await room.bodies("1")
        assert "\nA. Fish" in body
        assert "1. " not in body
