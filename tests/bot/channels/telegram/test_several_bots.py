"""Several bots of one Telegram in one deployment: a chat belongs to one of them, and each has its
limits and its troubles for itself."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from core.chats import ChatKey
from core.delivery import DeliveryState
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import scene, serving, settings_for, time_passes
from tests.world import DATE

FIRST = "Morning papers · Thu, 5 Feb"
MORNING = (2026, 2, 6, 0, 30)


@pytest.fixture
def telegram() -> FakeTelegram:
    """Two bots."""
    one = FakeTelegram(limits=None)
    one.another()
    return one


@pytest.fixture
async def stage(tmp_path, telegram):
    async with scene(tmp_path, {DATE: []}, telegram=telegram) as stage:
        yield stage


async def says(stage, bot, chat, user, text):
    """What the bot answers to that."""
    before = len(bot.messages(chat))
    assert bot.say(chat, user, text)
    await stage.until(lambda: len(bot.messages(chat)) > before)
    await stage.idle()
    return bot.messages(chat)[-1].text


async def hear(stage, bots, text, user, before):
    """How many answers there are from each once all that is to be answered has been."""
    for bot, chat in bots:
        assert bot.say(chat, user, text)
    await stage.until(lambda: any(len(bot.messages(chat)) > n for (bot, chat), n in before))
    await time_passes()
    return [len(bot.messages(chat)) - n for (bot, chat), n in before]


async def chat_of(stage, account, chat):
    return await stage.app.storage.chats.get(ChatKey(account, str(chat.id)))


@asynccontextmanager
async def started(stage, settings):
    """The service, started again with these settings."""
    async with (
        stage.place.app(use_model=False, clock=stage.clock, **settings) as app,
        serving(app, stage.telegram),
    ):
        yield app


def shared(telegram, kind="private"):
    """A person's chats with both bots, or a group with both: as each bot knows it."""
    other = telegram.others[0]
    ann = telegram.user("Ann")
    there = telegram.private(ann) if kind == "private" else telegram.group(ann)
    return ann, there, other.share(there)


async def test_each_answers_and_sends_for_itself(stage, telegram):
    other = telegram.others[0]
    ann, eve = telegram.private(), other.private()
    for bot, chat in ((telegram, ann), (other, eve)):
        done = await says(stage, bot, chat, chat.person, "/subscribe 08:30 Asia/Shanghai")
        assert done.startswith("Done: the morning list comes here at 08:30")
    assert (await chat_of(stage, telegram.account, ann)).gets_lists
    assert (await chat_of(stage, other.account, eve)).gets_lists
    await stage.reach(*MORNING)
    for bot, chat in ((telegram, ann), (other, eve)):
        await stage.until(lambda bot=bot, chat=chat: lists(bot, chat))
    ledger = stage.app.storage.deliveries
    while DeliveryState.SENDING in await ledger.counts():
        await time_passes()
    assert (await ledger.counts()).keys() == {DeliveryState.SENT}
    assert {each.key.platform for each in await ledger.listed(DeliveryState.SENT, 99)} == {
        telegram.account,
        other.account,
    }
    assert telegram.commands.keys() == other.commands.keys()


def lists(bot, chat):
    return [each for each in bot.messages(chat) if each.text.startswith(FIRST)]


async def test_a_chat_gets_one_list_and_from_whom_it_was_wanted_last(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, "/subscribe 08:30 Asia/Shanghai")
    await says(stage, telegram, with_one, ann, "/settings language zh")
    # Asked something, the other answers, in the language that the chat chose.
    assert "晨报" in await says(stage, other, with_other, ann, "/start")
    assert (await chat_of(stage, telegram.account, with_one)).gets_lists
    done = await says(stage, other, with_other, ann, "/subscribe")
    assert "从现在起由这个机器人推送" in done
    assert "08:30" in done
    assert not (await chat_of(stage, telegram.account, with_one)).gets_lists
    assert (await chat_of(stage, other.account, with_other)).settings.language == "zh"
    before = len(telegram.messages(with_one))
    await stage.reach(*MORNING)
    await stage.until(lambda: len(other.messages(with_other)) > 2)
    await time_passes()
    assert len(telegram.messages(with_one)) == before
    back = await says(stage, telegram, with_one, ann, "/subscribe")
    assert "从现在起" in back
    again = await says(stage, telegram, with_one, ann, "/subscribe")
    assert "已经订阅过了" in again


async def test_what_is_owed_comes_once_from_the_new_bot(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, "/subscribe 08:30 Asia/Shanghai")
    telegram.fail_always("sendMessage", "502")
    await stage.reach(*MORNING)
    ledger = stage.app.storage.deliveries
    await stage.until(lambda: telegram.calls("sendMessage")[-1].status == 502)
    telegram.fail_always(str(with_one.id), "502")
    await says(stage, other, with_other, ann, "/subscribe")
    await stage.until(lambda: lists(other, with_other))
    telegram.heal()
    await time_passes()
    assert len(lists(other, with_other)) == 1
    assert lists(telegram, with_one) == []
    assert DeliveryState.OWED not in await ledger.counts()


@pytest.mark.parametrize("command", ["/today", "/subscribe"])
async def test_a_command_in_a_group_with_both_is_answered_once(stage, telegram, command):
    ann, with_one, with_other = shared(telegram, "group")
    both = [(telegram, with_one), (telegram.others[0], with_other)]
    before = [(each, len(each[0].messages(each[1]))) for each in both]
    answers = await hear(stage, both, command, ann, before)
    assert sorted(answers) == [0, 1]
    # Whoever answered first goes on to.
    before = [(each, len(each[0].messages(each[1]))) for each in both]
    assert await hear(stage, both, "/help", ann, before) == answers


async def test_in_a_group_with_both_the_one_that_is_named_answers(stage, telegram):
    ann, with_one, with_other = shared(telegram, "group")
    other = telegram.others[0]
    both = [(telegram, with_one), (other, with_other)]
    before = [(each, 0) for each in both]
    named = f"/subscribe@{other.bot.username}"
    telegram.say(with_one, ann, named)  # privacy mode hides it
    assert other.say(with_other, ann, named)
    await stage.until(lambda: other.messages(with_other))
    await time_passes()
    assert not telegram.messages(with_one)
    assert (await chat_of(stage, other.account, with_other)).gets_lists
    before = [(each, len(each[0].messages(each[1]))) for each in both]
    assert await hear(stage, both, "/help", ann, before) == [0, 1]
    # Named, the other answers too; its chat it is not.
    assert "/help" in await says(stage, telegram, with_one, ann, f"/start@{telegram.bot.username}")
    assert (await chat_of(stage, other.account, with_other)).gets_lists


async def test_a_revoked_token_is_nobody_elses_trouble(stage, telegram):
    other = telegram.others[0]
    ann, eve = telegram.private(), other.private()
    for bot, chat in ((telegram, ann), (other, eve)):
        await says(stage, bot, chat, chat.person, "/subscribe 08:30 Asia/Shanghai")
    telegram.fail_always("*", "401:Unauthorized")
    telegram.say(ann, ann.person, "/help")
    await stage.reach(*MORNING)
    await stage.until(lambda: lists(other, eve))
    before = len(other.messages(eve))
    assert other.say(eve, eve.person, "/help")
    await stage.until(lambda: len(other.messages(eve)) > before)
    stands = {each.platform: each.stage for each in await stage.app.storage.platforms.all()}
    assert stands[other.account] == "on"
    assert lists(telegram, ann) == []


async def test_one_that_has_to_wait_holds_no_other_up(stage, telegram):
    other = telegram.others[0]
    ann, eve = telegram.private(), other.private()
    for bot, chat in ((telegram, ann), (other, eve)):
        await says(stage, bot, chat, chat.person, "/subscribe 08:30 Asia/Shanghai")
    telegram.fail_always("sendMessage", "429:600")
    await stage.reach(*MORNING)
    await stage.until(lambda: lists(other, eve))
    await time_passes()
    assert lists(telegram, ann) == []
    assert DeliveryState.OWED in await stage.app.storage.deliveries.counts()


async def test_forgetting_reaches_what_every_bot_knows(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, "/subscribe 08:30 Asia/Shanghai")
    await says(stage, telegram, with_one, ann, "/today")
    await says(stage, other, with_other, ann, "/forget yes")
    for account, chat in ((telegram.account, with_one), (other.account, with_other)):
        assert not (await chat_of(stage, account, chat)).gets_lists
    stored = await stage.app.storage.people.stored(
        ChatKey(telegram.account, str(with_one.id)), None
    )
    assert stored.parts == 0


async def test_a_reordered_list_of_tokens_changes_nothing(tmp_path, telegram):
    tokens = f"{telegram.others[0].token},{telegram.token}"
    async with scene(tmp_path, {DATE: []}, telegram=telegram) as stage:
        ann = telegram.private()
        await says(stage, telegram, ann, ann.person, "/subscribe 08:30 Asia/Shanghai")
        await stage.stop()
        settings = settings_for(telegram, telegram_token=tokens)
        async with started(stage, settings):
            await stage.reach(*MORNING)
            await stage.until(lambda: lists(telegram, ann))
            assert not telegram.others[0].calls("sendMessage")


async def test_a_chat_whose_bot_is_gone_waits_or_moves(tmp_path, telegram):
    ann, with_one, with_other = shared(telegram)
    other, third = telegram.others[0], telegram.another()
    waiting = telegram.private()
    async with scene(tmp_path, {DATE: []}, telegram=telegram) as stage:
        for chat in (with_one, waiting):
            await says(stage, telegram, chat, chat.person, "/subscribe 08:30 Asia/Shanghai")
        await stage.stop()
        tokens = f"{other.token} {third.token}"
        settings = settings_for(telegram, telegram_token=tokens)
        telegram.fail_always("*", "401")
        async with started(stage, settings) as app:
            # The chat is heard by another bot, which need not be asked to take it over.
            assert await says(stage, other, with_other, ann, "/help")
            await stage.reach(*MORNING)
            await stage.until(lambda: lists(other, with_other))
            await time_passes()
            known = await app.storage.chats.get(ChatKey(telegram.account, str(waiting.id)))
            assert known.gets_lists
            assert not lists(telegram, waiting)
            status = await app.office.status(app.translators["en"])
            assert any(
                each.startswith(f"telegram: its bot (@{telegram.bot.username}) has no token here")
                and "1 chat waits for its lists" in each
                for each in status
            )
            assert f"{other.account} is @{other.bot.username}." in status
            assert any(
                f"@{telegram.bot.username}" in each and "1 个聊天在等晨报" in each
                for each in await app.office.status(app.translators["zh"])
            )
        telegram.heal()
        settings = settings_for(telegram)
        async with started(stage, settings):
            await stage.until(lambda: lists(telegram, waiting))
            assert len(lists(other, with_other)) == 1


async def test_a_replaced_bot_takes_its_chats_over(tmp_path, telegram):
    other = telegram.others[0]
    ann, with_one, with_other = shared(telegram)
    async with scene(
        tmp_path, {DATE: []}, telegram=telegram, telegram_token=telegram.token
    ) as stage:
        await says(stage, telegram, with_one, ann, "/subscribe 08:30 Asia/Shanghai")
        await stage.stop()
        settings = settings_for(telegram, telegram_token=other.token)
        async with started(stage, settings) as app:
            await stage.reach(*MORNING)
            await stage.until(lambda: lists(other, with_other))
            assert set(await app.storage.accounts.all()) == {"telegram"}
