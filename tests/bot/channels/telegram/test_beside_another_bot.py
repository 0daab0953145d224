"""What befalls a bot of several that share a deployment: put out, moved, reacted to, delivered to
at one port."""

from __future__ import annotations

import aiohttp
import pytest

from bot.chat.circulars import make_circular
from bot.chat.gate import What
from bot.chat.request import nobody
from core.chats import ChatKey
from core.errors import PersonQuestionsSpent
from tests.bot.channels.telegram.test_served_by_webhook import free_port
from tests.bot.channels.telegram.test_several_bots import (
    MORNING,
    chat_of,
    hear,
    lists,
    says,
    shared,
    started,
)
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import scene, settings_for, time_passes
from tests.world import DATE

AT = "/subscribe 08:30 Asia/Shanghai"


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


async def test_a_channel_with_both_has_one_list(stage, telegram):
    other = telegram.others[0]
    owner = telegram.user("Olga")
    news = telegram.channel(owner)
    twin = other.share(news, bot="administrator")
    before = [((telegram, news), 0), ((other, twin), 0)]
    both = [each for each, _ in before]
    assert sorted(await hear(stage, both, AT, None, before)) == [0, 1]
    await stage.reach(*MORNING)
    await stage.until(lambda: lists(telegram, news) or lists(other, twin))
    await time_passes()
    assert len(lists(telegram, news)) + len(lists(other, twin)) == 1


async def test_a_reply_in_a_channel_with_both_is_answered_once(stage, telegram):
    other = telegram.others[0]
    news = telegram.channel(telegram.user("Olga"))
    twin = other.share(news, bot="administrator")
    await says(stage, telegram, news, None, f"/today@{telegram.bot.username}")
    list_ = telegram.messages(news)[-1]
    # In a channel nobody sees which bot has written it.
    said = {"text": list_.text, "entities": list_.entities, "markup": list_.markup}
    there = other.store(twin, sender_chat=twin, **said)
    both, before = [(telegram, news), (other, twin)], len(telegram.messages(news))
    assert telegram.say(news, None, "3", reply_to=list_)
    assert other.say(twin, None, "3", reply_to=there)
    await stage.until(lambda: len(telegram.messages(news)) > before)
    await stage.quiet()
    assert [len(bot.messages(chat)) for bot, chat in both] == [before + 1, 0]


async def test_where_one_was_put_out_the_other_takes_over(stage, telegram):
    ann, with_one, with_other = shared(telegram, "group")
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, AT)
    telegram.kick_bot(with_one)
    await stage.idle()
    assert await says(stage, other, with_other, ann, "/help")
    done = await says(stage, other, with_other, ann, "/subscribe")
    assert "They come from this bot now" in done
    await stage.reach(*MORNING)
    await stage.until(lambda: lists(other, with_other))


async def test_one_that_was_put_out_of_a_group_without_lists_is_followed(stage, telegram):
    ann, with_one, with_other = shared(telegram, "group")
    other = telegram.others[0]
    assert await says(stage, telegram, with_one, ann, "/help")
    telegram.kick_bot(with_one)
    await stage.idle()
    assert await says(stage, other, with_other, ann, "/help")


async def test_one_that_may_not_write_is_followed(stage, telegram):
    ann, with_one, with_other = shared(telegram, "group")
    other = telegram.others[0]
    assert await says(stage, telegram, with_one, ann, "/help")
    telegram.restrict(with_one)
    telegram.say(with_one, ann, "/help")
    await stage.quiet()
    assert await says(stage, other, with_other, ann, "/help")


async def test_who_blocked_one_begins_with_the_other(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, AT)
    telegram.block(ann)
    await stage.idle()
    assert "They come from this bot now" in await says(stage, other, with_other, ann, "/start")
    assert (await chat_of(stage, other.account, with_other)).gets_lists


async def test_who_subscribes_with_both_at_once_gets_one_list(stage, telegram):
    other = telegram.others[0]
    for _ in range(5):
        ann, with_one, with_other = shared(telegram)
        telegram.say(with_one, ann, AT)
        other.say(with_other, ann, AT)
        await stage.until(
            lambda one=with_one, two=with_other: telegram.messages(one) and other.messages(two)
        )
        await stage.idle()
    known = await stage.app.storage.chats.all()
    assert len([each for each in known if each.gets_lists]) == len(known) == 5


async def test_a_command_in_reply_is_for_who_wrote_that(stage, telegram):
    ann, with_one, with_other = shared(telegram, "group")
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, AT)
    await says(stage, other, with_other, ann, f"/today@{other.bot.username}")
    list_ = other.messages(with_other)[-1]
    # As the first bot sees it: a message of another bot's.
    there = telegram.store(with_one, text=list_.text, sender=other.bot)
    before = len(telegram.messages(with_one)), len(other.messages(with_other))
    assert telegram.say(with_one, ann, "/paper 3", reply_to=there)
    assert other.say(with_other, ann, "/paper 3", reply_to=list_)
    await stage.until(lambda: len(other.messages(with_other)) > before[1])
    await time_passes()
    assert len(telegram.messages(with_one)) == before[0]


async def test_a_group_that_moves_keeps_its_bot(stage, telegram):
    owner = telegram.user("Olga")
    other = telegram.others[0]
    group = telegram.group(owner, kind="group")
    twin = other.share(group)
    await says(stage, telegram, group, owner, AT)
    new = telegram.migrate(group)
    other.chats[new.id] = twin
    await stage.idle()
    assert (await chat_of(stage, telegram.account, new)).gets_lists
    assert not (await chat_of(stage, other.account, new)).gets_lists
    await stage.reach(*MORNING)
    await stage.until(lambda: lists(telegram, new))


async def test_a_group_that_moves_while_its_bot_is_deaf_has_one_list(stage, telegram):
    owner = telegram.user("Olga")
    other = telegram.others[0]
    group = telegram.group(owner, kind="group")
    twin = other.share(group)
    await says(stage, telegram, group, owner, AT)
    new = telegram.migrate(group)
    telegram.updates.pending.clear()
    other.service(twin, owner, migrate_to_chat_id=new.id)
    await stage.until(lambda: not other.updates.pending)
    moved = other.share(new)
    assert other.say(moved, owner, f"/subscribe@{other.bot.username}")
    (done,) = await stage.until(lambda: other.messages(moved))
    assert "They come from this bot now" in done.text
    await stage.reach(*MORNING)
    await stage.until(lambda: lists(other, moved))
    await stage.quiet()
    assert not lists(telegram, new)


async def test_the_other_may_end_it(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, AT)
    await says(stage, other, with_other, ann, "/unsubscribe")
    assert not (await chat_of(stage, telegram.account, with_one)).gets_lists


async def test_a_vote_under_an_old_list_counts_where_the_chat_is(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    await says(stage, telegram, with_one, ann, AT)
    await says(stage, telegram, with_one, ann, "/paper 3 2026-02-05")
    card = telegram.messages(with_one)[-1]
    await says(stage, other, with_other, ann, "/subscribe")
    assert telegram.react(card, ann, "👍")
    await stage.idle()
    there = ChatKey(other.account, str(with_other.id))
    votes = await stage.app.storage.interests.votes(there)
    assert [each.up for each in votes] == [True]
    assert not await stage.app.storage.interests.votes(ChatKey(telegram.account, str(with_one.id)))


async def test_an_announcement_comes_once_to_each_chat(stage, telegram):
    ann, with_one, with_other = shared(telegram)
    other = telegram.others[0]
    eve = telegram.private()
    await says(stage, telegram, with_one, ann, AT)
    await says(stage, telegram, eve, eve.person, AT)
    await says(stage, other, with_other, ann, "/subscribe")
    await stage.reach(2026, 2, 5, 21)
    before = (len(telegram.messages(with_one)), len(other.messages(with_other)))
    circular = make_circular({"": "We are down on Friday."}, stage.clock.now(), "down")
    assert await stage.app.storage.circulars.begin(circular) is None

    def told(bot, chat):
        return [each for each in bot.messages(chat) if "down on Friday" in each.text]

    await stage.until(lambda: told(other, with_other) and told(telegram, eve))
    await time_passes()
    assert len(told(other, with_other)) == len(told(telegram, eve)) == 1
    assert len(telegram.messages(with_one)) == before[0]


async def test_one_person_has_one_allowance(tmp_path, telegram):
    async with scene(tmp_path, telegram=telegram, paperboy_questions_per_person=1) as stage:
        office = stage.app.office

        async def asks(account):
            request = await office.desk.request(ChatKey(account, "-7"), nobody, person="5")
            await office.gate.charge(request, What.QUESTION)

        await asks(telegram.account)
        with pytest.raises(PersonQuestionsSpent):
            await asks(telegram.others[0].account)


def hook():
    """Settings of a webhook on a free port."""
    port = free_port()
    return {
        "telegram_webhook_url": f"http://127.0.0.1:{port}/hook?a=1",
        "telegram_webhook_port": port,
    }


async def test_two_bots_are_delivered_to_at_one_port(tmp_path, telegram):
    other = telegram.others[0]
    ann, eve = telegram.private(), other.private()
    settings = hook()
    async with scene(tmp_path, telegram=telegram, **settings) as stage:
        for bot, chat in ((telegram, ann), (other, eve)):
            assert await says(stage, bot, chat, chat.person, "/help")
        one, two = telegram.updates.webhook, other.updates.webhook
        assert one.url == settings["telegram_webhook_url"]
        assert two.url == one.url.replace("/hook?", f"/hook/{other.bot.id}?")
        assert one.secret != two.secret
        async with aiohttp.ClientSession() as stranger:
            wrong = {"X-Telegram-Bot-Api-Secret-Token": one.secret}
            async with stranger.post(two.url, json={}, headers=wrong) as answer:
                assert answer.status == 403
        # One that cannot go on leaves the port to the other.
        telegram.fail_always("*", "401")
        telegram.updates.webhook = None
        before = len(other.messages(eve))
        assert other.say(eve, eve.person, "/help")
        await stage.until(lambda: len(other.messages(eve)) > before)
        telegram.heal()
        await stage.stop()
        # The port is free again.
        async with started(stage, settings_for(telegram, **settings)):
            assert await says(stage, other, eve, eve.person, "/help")
