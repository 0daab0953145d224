"""What is stored is told in true sentences, and whoever says so is forgotten, asked once."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from bot.chat.audience import Audience
from bot.chat.commands import answer, press
from bot.chat.gate import What
from core.chats import Ban, BanKind, ChatKey, Person
from core.editions.keys import DAILY
from core.errors import PersonQuestionsSpent
from core.sent import About, Turn
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.discord_world import discord_scene
from tests.telegram_world import scene
from tests.world import DATE, busy_day, world

PRIVATE, GROUP = ChatKey("telegram", "7"), ChatKey("telegram", "-100")
TOPIC = ChatKey("telegram", "-100", "5")
ANN = Person("telegram", "7")
SETTINGS = {"paperboy_languages": "en,zh"}


class Talks:
    """People talk with the app in chats of a platform."""

    def __init__(self, app, clock):
        self.app, self.clock = app, clock

    async def request(self, key=PRIVATE, person="7", *, admin=True, own=PRIVATE):
        async def may(audience):
            return audience is Audience.EVERYONE or (audience is Audience.ADMINS and admin)

        async def notify(view):
            return None

        desk = self.app.office.desk
        return await desk.request(key, notify, may, delivers=True, person=person, own=own)

    async def view(self, line, *where, **who):
        return await answer(self.app.office, await self.request(*where, **who), line)

    async def lines(self, line, *where, **who):
        return said(await self.view(line, *where, **who))

    async def press(self, button, *where, **who):
        request = await self.request(*where, **who)
        return said(await press(self.app.office, request, button.action))

    async def use(self, key):
        """The chat is subscribed, and something was said there."""
        await self.lines("/subscribe 08:30 UTC", key)
        messages, now = self.app.storage.messages, self.clock.now()
        await messages.save(key, "1", About(list_key=DAILY.on(now.date())), now)
        await messages.save(key, "2", About(paper_id="1", turns=(Turn("Q", "A"),)), now)


@asynccontextmanager
async def talks(folder, **settings):
    clock = StandingClock(2026, 2, 5, 12)
    async with (
        world(folder, {DATE: busy_day(2)}, {}) as place,
        place.app(use_model=False, clock=clock, **SETTINGS | settings) as app,
    ):
        yield Talks(app, clock)


@pytest.fixture
async def talk(tmp_path):
    async with talks(tmp_path) as talk:
        yield talk


async def test_privacy_tells_what_there_is_with_its_numbers(talk):
    await talk.use(PRIVATE)

    view = await talk.view("/privacy")

    lines = said(view)
    assert lines[0] == "What I keep"
    assert lines[1].startswith("Of this chat: its settings, its subscription")
    assert "a topic's name" in lines[1]
    assert "2 messages of mine here" in lines[2]
    assert "90 days" in lines[2]
    assert lines[3].startswith("1 of them is an answer")
    assert "60 days" in lines[4]
    assert "changes of this chat's settings, for 90 days" in lines[5]
    # Both answers were given in one minute.
    assert lines[6].startswith("Of you: how often you asked (1 count)")
    assert view.private
    ((button,),) = view.buttons
    assert button.label == "Forget me"
    assert (await talk.press(button))[0].startswith("Shall I forget you?")


async def test_privacy_of_a_chat_that_chose_nothing(talk):
    lines = await talk.lines("/privacy", GROUP)

    assert lines[1] == "Of this chat: no settings and no subscription."
    assert lines[2].startswith("Of my messages here: nothing yet.")
    assert lines[-1].startswith("/forget forgets you and leaves this chat as it is")


async def test_what_is_told_is_how_long_it_is_kept(talk):
    """The days in the sentences are those after which the store really forgets."""
    storage, clock = talk.app.storage, talk.clock
    await talk.lines("/privacy")
    assert (await storage.people.stored(PRIVATE, ANN)).counts == 1

    clock.pass_(days=3)
    await talk.app.office.gate.forget(clock.now())

    assert (await storage.people.stored(PRIVATE, ANN)).counts == 0
    assert "within 3 days" in "\n".join(await talk.lines("/privacy"))


@pytest.mark.parametrize("typed", [False, True])
async def test_it_asks_once_and_then_says_what_was_erased(talk, typed):
    await talk.use(PRIVATE)
    await talk.use(GROUP)
    others = await talk.app.storage.people.stored(GROUP, None)
    talk.clock.pass_(minutes=5)

    asked = await talk.view("/forget")
    assert (await talk.app.storage.people.stored(PRIVATE, ANN)).messages == 2
    if typed:
        done = await talk.lines("/FORGET Yes")
    else:
        done = await talk.press(asked.buttons[0][0])

    # Counts of minutes that are over, of both chats' answers: the person's alone.
    assert done[0].startswith("Done. Erased: settings and subscription, what 2 messages were about")
    assert not (await talk.app.storage.chats.get(PRIVATE)).subscribed_at
    assert (await talk.app.storage.people.stored(PRIVATE, None)).messages == 0
    assert await talk.app.storage.people.stored(GROUP, None) == others
    assert (await talk.lines("/forget yes"))[0] == "Done. There was nothing to erase."


async def test_in_a_group_the_person_is_forgotten_and_the_group_is_not(talk):
    await talk.use(PRIVATE)
    await talk.use(GROUP)

    asked = await talk.view("/forget", GROUP, admin=False)
    assert [button.label for (button,) in asked.buttons] == ["Yes, forget me", "Keep everything"]
    assert asked.private
    kept = await talk.press(asked.buttons[1][0], GROUP, admin=False)
    assert kept == ["Fine, nothing was erased."]
    assert (await talk.app.storage.chats.get(PRIVATE)).subscribed_at
    await talk.press(asked.buttons[0][0], GROUP, admin=False)

    assert not (await talk.app.storage.chats.get(PRIVATE)).subscribed_at
    assert (await talk.app.storage.chats.get(GROUP)).gets_lists


async def test_where_the_private_chat_is_not_known_that_is_said(talk):
    done = await talk.lines("/forget yes", GROUP, own=None)

    assert done[-1].startswith("I do not know from here which private chat")


async def test_a_group_goes_when_an_admin_says_so_and_nobody_else(talk):
    await talk.use(GROUP)
    await talk.use(TOPIC)

    refused = await talk.lines("/forget chat yes", GROUP, admin=False)
    assert refused[0].startswith("Only this chat's admins")
    assert (await talk.app.storage.chats.get(GROUP)).gets_lists

    asked = await talk.view("/forget", TOPIC)
    whole = await talk.view(asked.buttons[1][0].action.target.line, TOPIC)
    done = await talk.press(whole.buttons[0][0], TOPIC)

    assert done[0].startswith("Done. Erased: settings and subscription")
    assert not (await talk.app.storage.chats.get(TOPIC)).subscribed_at
    assert (await talk.app.storage.chats.get(GROUP)).gets_lists


async def test_nobody_has_more_today_for_having_been_forgotten(tmp_path):
    async with talks(tmp_path, paperboy_questions_per_person=1) as talk:
        gate = talk.app.office.gate
        await gate.charge(await talk.request(), What.QUESTION)

        done = await talk.lines("/forget yes")

        assert any("How often you asked today" in each for each in done)
        with pytest.raises(PersonQuestionsSpent):
            await gate.charge(await talk.request(), What.QUESTION)


async def test_who_is_banned_stays_so(talk):
    ban = Ban(key=PRIVATE, kind=BanKind.SILENCED, since=talk.clock.now())
    await talk.app.storage.bans.put(ban)

    assert any("sends no lists here for now" in each for each in await talk.lines("/privacy"))
    await talk.lines("/forget yes")

    assert await talk.app.storage.bans.all() == [ban]


async def test_the_terminal_can_be_forgotten_too(talk):
    terminal = Talk(talk.app)

    assert "What I keep" in await terminal.say("/privacy")
    assert "/forget yes" in await terminal.say("/forget")
    assert (await terminal.say("/forget yes")).startswith("Done.")


async def test_on_telegram_a_member_is_forgotten_in_private_and_in_company(tmp_path):
    async with scene(tmp_path, **SETTINGS) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        group = stage.telegram.group(ann)
        await stage.says(chat, ann, "/subscribe 08:30 UTC")
        told = await stage.says(group, ann, "/privacy")

        assert (await stage.app.storage.people.stored(key(chat), None)).chat
        await stage.presses(told, ann, "Forget me")
        asked = await stage.until(lambda: stage.telegram.messages(group)[1:])
        await stage.presses(asked[0], ann, "Yes, forget me")

        assert not (await stage.app.storage.people.stored(key(chat), None)).chat


async def test_on_discord_it_is_private_and_the_direct_conversation_is_known(tmp_path):
    async with discord_scene(tmp_path) as stage:
        max_ = stage.discord.user()
        channel = stage.discord.guild(max_).system_channel
        private = stage.discord.private(max_)
        await stage.uses(max_, private, "today")
        asked = await stage.uses(max_, channel, "today")
        await stage.presses(asked.original, max_, "Show everyone")

        told = await stage.uses(max_, channel, "privacy")
        assert told.ephemeral
        assert "which list you looked at alone" in told.text
        assert "looked at alone" in (await stage.uses(max_, private, "privacy")).text
        asked = await stage.presses(told.original, max_, "Forget me")
        assert asked.ephemeral
        whole = await stage.uses(max_, channel, "forget", what="chat")
        assert "Shall I forget this chat?" in whole.text
        done = await stage.presses(whole.original, max_, "Yes, forget this chat")
        assert done.text.startswith("Done. Erased: settings and subscription")
        known = stage.app.storage.chats
        assert [chat.key.chat_id for chat in await known.all()] == [str(private.id)]

        done = await stage.uses(max_, channel, "forget")
        done = await stage.presses(done.original, max_, "Yes, forget me")
        assert "I do not know from here which private chat" in done.text
        asked = await stage.uses(max_, private, "forget")
        await stage.presses(asked.original, max_, "Yes, forget me")
        assert await known.all() == []


def key(chat):
    return ChatKey("telegram", str(chat.id))
