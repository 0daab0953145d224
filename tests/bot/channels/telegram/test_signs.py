"""Signs of life on Telegram: typing, one notice that becomes the answer, and one message in the
end."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt

import pytest

from bot.channels.telegram.sender import telegram_rates
from bot.chat.actions import Action, Verb, write_action
from bot.chat.targets import Field
from core.editions.keys import DAILY
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import scene, serving
from tests.world import DATE, busy_day, full_texts

QUESTION = "What accuracy does the example reach?"
LIST, FIRST = DAILY.on(dt.date.fromisoformat(DATE)), "2602.00001"
READING = "Reading this paper…"
THINKING = "Looking for the answer in the paper…"


@pytest.fixture
async def stage(tmp_path):
    """A day whose papers nobody has read, with a model that takes its time."""
    day = busy_day(4)
    world = {"pages": full_texts(day), "use_model": True, "model": {"latency": 1.5}}
    async with scene(
        tmp_path, {DATE: day}, demo=False, paperboy_deep_read="on_demand", **world
    ) as stage:
        yield stage


def texts(message):
    """What the message has said, one after the other."""
    return [*(version.text for version in message.edits), message.text]


async def quickly(stage, work):
    """Let the model answer at once meanwhile."""
    slow, stage.place.model.latency = stage.place.model.latency, 0.0
    found = await work
    stage.place.model.latency = slow
    return found


async def test_a_slow_question_shows_typing_and_one_message_in_the_end(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    answer = await stage.says(chat, ann, f"/ask 1 {DATE} {QUESTION}")

    assert stage.telegram.messages(chat) == [answer]
    assert texts(answer)[0] == THINKING
    assert "81.4 percent accuracy" in answer.text
    assert chat.actions[0].at < answer.edits[-1].replaced_at
    assert {acted.action for acted in chat.actions} == {"typing"}
    # A reply to what was the notice is a reply to the answer.
    further = await stage.says(chat, ann, "And the baseline?", reply_to=answer)
    assert texts(further)[0] == THINKING


async def test_what_is_quick_shows_no_typing(stage, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.typing.SLOW", 10.0)
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    await stage.says(chat, ann, "/help")
    await quickly(stage, stage.says(chat, ann, f"/paper 1 {DATE}"))
    await stage.quiet()
    assert chat.actions == []


async def test_typing_goes_on_in_its_topic_and_ends_with_the_work(stage, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.typing.SLOW", 0.1)
    monkeypatch.setattr("bot.channels.telegram.typing.AGAIN", 0.3)
    owner = stage.telegram.user()
    forum = stage.telegram.group(owner, forum=True)
    thread = stage.telegram.topic(forum)
    await stage.says(forum, owner, f"/paper 1 {DATE}", thread=thread)

    shown = len(forum.actions)
    assert shown >= 3
    assert {acted.thread for acted in forum.actions} == {thread}
    await asyncio.sleep(0.5)
    assert len(forum.actions) == shown


@pytest.mark.parametrize("refusal", ["403:bot is not allowed", "400:CHAT_WRITE_FORBIDDEN", "429:9"])
async def test_a_chat_that_refuses_signs_is_let_be_and_answered(stage, monkeypatch, refusal):
    monkeypatch.setattr("bot.channels.telegram.typing.SLOW", 0.05)
    monkeypatch.setattr("bot.channels.telegram.typing.AGAIN", 0.05)
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    stage.telegram.fail_always("sendChatAction", refusal)
    report = await stage.says(chat, ann, f"/paper 1 {DATE}")
    await stage.says(chat, ann, f"/paper 2 {DATE}")

    assert "\nCore contribution\n" in report.text
    assert len(stage.telegram.calls("sendChatAction")) == 1


async def test_nobody_types_in_a_channel(stage, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.typing.SLOW", 0.0)
    owner = stage.telegram.user()
    channel = stage.telegram.channel(owner)
    report = await stage.says(channel, owner, f"/paper 1 {DATE}")
    said = stage.telegram.calls("sendChatAction")
    await stage.presses(report, owner, "👍")

    assert "\nCore contribution\n" in report.text
    assert (said, stage.telegram.calls("sendChatAction")) == ([], [])


async def test_nobody_types_where_messages_have_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.typing.SLOW", 0.1)
    monkeypatch.setattr("bot.channels.telegram.typing.AGAIN", 0.1)
    day = busy_day(4)
    world = {"pages": full_texts(day), "use_model": True, "model": {"latency": 1.0}}
    telegram = FakeTelegram()
    async with scene(
        tmp_path,
        {DATE: day},
        demo=False,
        telegram=telegram,
        rates=telegram_rates(),
        paperboy_deep_read="on_demand",
        **world,
    ) as stage:
        ann = telegram.user("Ann")
        chat = telegram.private(ann)
        telegram.fail("sendMessage", "429:2")
        report = await stage.says(chat, ann, f"/paper 1 {DATE}")

        assert telegram.refused == 1
        assert "\nCore contribution\n" in report.text
        assert telegram.messages(chat) == [report]
        refused = telegram.calls("sendMessage")[0].at
        assert [acted for acted in chat.actions if 0.2 < acted.at - refused < 2] == []


async def test_in_a_group_the_notice_is_a_reply_and_becomes_the_answer(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    report = await stage.says(group, owner, f"/paper 1 {DATE}")

    assert stage.telegram.messages(group) == [report]
    assert texts(report)[0] == READING
    assert report.reply_to == stage.telegram.said(group).id


async def test_a_notice_that_is_gone_does_not_take_the_answer_with_it(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    (notice,) = await stage.asked(chat, ann, f"/paper 1 {DATE}")
    notice.deleted = True
    await stage.idle()

    _, report = stage.telegram.messages(chat)
    assert "\nCore contribution\n" in report.text


@pytest.mark.parametrize("look", ["bare", "strange", "true"])
async def test_a_notice_whose_echo_says_little_does_not_matter(stage, look):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    stage.telegram.fail("sendMessage", f"echo:{look}")
    await stage.asked(chat, ann, f"/paper 1 {DATE}")
    await stage.idle()

    *before, report = stage.telegram.messages(chat)
    assert "\nCore contribution\n" in report.text
    # Which message it was is told by the first two; the third does not say.
    assert [message.text for message in before] == ([READING] if look == "true" else [])


async def test_a_notice_that_fails_costs_nobody_the_answer(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    stage.telegram.fail("sendMessage", "timeout:1")
    (report,) = await stage.asked(chat, ann, f"/paper 1 {DATE}")
    await stage.idle()
    assert "\nCore contribution\n" in stage.telegram.messages(chat)[-1].text
    assert report.text


async def test_a_pressed_button_shows_typing_and_leaves_no_notice(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    list_ = await quickly(stage, stage.says(chat, ann, f"/date {DATE}"))
    await stage.presses(list_, ann, "1")
    assert await stage.presses(list_, ann, "Full report") == READING

    assert "\nCore contribution\n" in list_.text
    assert stage.telegram.messages(chat) == [list_]
    assert chat.actions


async def test_a_list_is_there_at_once_and_its_texts_come(stage, monkeypatch):
    monkeypatch.setattr("bot.chat.notices.BETWEEN", 0.3)
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    (list_,) = await stage.asked(chat, ann, f"/date {DATE}")
    assert list_.text.startswith("Morning papers")
    assert " to go…" in list_.text
    # Its numbers can be used at once.
    score = await stage.says(chat, ann, "/score 1")
    assert score.text.startswith("1") or "1." in score.text
    await stage.idle()

    assert "Writing summaries" not in list_.text
    assert stage.telegram.messages(chat) == [list_, score]
    assert len(list_.edits) >= 1


async def test_a_list_in_a_group_is_shown_once_however_often_it_changes(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    list_ = await stage.says(group, owner, f"/date {DATE}")
    assert stage.telegram.messages(group) == [list_]
    assert list_.buttons
    assert "Writing summaries" not in list_.text


async def long_report(stage):
    """Paper 1 has a report of two messages."""
    await stage.app.pipeline.fetch(LIST)
    report = await stage.app.reader.report(await stage.app.storage.papers.get(FIRST), "en")
    longer = dataclasses.replace(report, contribution="It flies well. " * 270)
    await stage.app.storage.readings.save_report(longer)


async def two_messages(stage, chat, user):
    """The chat's report of paper 1, once it is there."""
    before = len(stage.telegram.messages(chat))
    stage.telegram.say(chat, user, f"/paper 1 {DATE}")
    await stage.next(chat, before, 2)
    await stage.idle()
    return stage.telegram.messages(chat)[before:]


async def test_a_report_of_two_messages_turns_whole(stage):
    await quickly(stage, long_report(stage))
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    first, last = await two_messages(stage, chat, ann)
    await stage.presses(last, ann, "Summary")
    assert (first.deleted, last.deleted) == (True, False)
    assert "It flies well" not in last.text

    await stage.presses(last, ann, "Full report")
    *_, further = stage.telegram.messages(chat)
    assert "It flies well" in last.text
    assert (further.reply_to, further.deleted) == (last.id, False)
    await stage.presses(further, ann, "Summary")
    assert (last.deleted, further.deleted) == (True, False)


async def test_it_does_so_after_a_restart_and_when_it_is_too_old_to_be_deleted(stage):
    await quickly(stage, long_report(stage))
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    first, last = await two_messages(stage, chat, ann)
    await stage.stop()
    first.date -= 49 * 3600
    async with serving(stage.app, stage.telegram):
        await stage.presses(last, ann, "Summary")
        assert first.text == "Folded away: the answer is in another message now."
        assert first.buttons == []
        assert "It flies well" not in last.text


async def test_in_a_group_a_report_of_two_messages_stays_for_the_others(stage):
    await quickly(stage, long_report(stage))
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    first, last = await two_messages(stage, group, owner)
    before = (first.text, last.text)
    await stage.presses(last, owner, "Summary")
    *_, card = stage.telegram.messages(group)
    assert (card.reply_to, first.text, last.text) == (last.id, *before)
    assert "Answered" in await stage.presses(last, owner, "Summary")


async def test_of_many_quick_presses_the_last_one_wins(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    list_ = await quickly(stage, stage.says(chat, ann, f"/date {DATE}"))
    before = len(list_.edits)
    stage.telegram.latency = 0.1
    queries = [stage.telegram.press(list_, ann, list_.data(number)) for number in "121212123"]
    await stage.until(lambda: all(query.answered for query in queries))
    await stage.idle()

    assert list_.text.lstrip("🏆 ").startswith("3. ")
    assert len(list_.edits) - before <= 3
    assert stage.telegram.messages(chat) == [list_]


async def test_settings_change_with_each_press_and_show_the_last(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    panel = await stage.says(chat, ann, "/settings")
    before = len(panel.edits)
    stage.telegram.latency = 0.1
    queries = [
        stage.telegram.press(panel, ann, f"set:most:{most}", forged=True) for most in (3, 5, 8, 12)
    ]
    await stage.until(lambda: all(query.answered for query in queries))
    await stage.idle()
    assert (await stage.known(chat)).settings.most == 12
    assert 1 <= len(panel.edits) - before <= 2


async def test_of_many_pages_of_the_settings_the_last_one_is_shown(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    panel = await stage.says(chat, ann, "/settings")
    before = len(panel.edits)
    stage.telegram.latency = 0.1
    pages = [write_action(Action(Verb.SETTINGS, Field(name))) for name in ("most", "time", "day")]
    queries = [stage.telegram.press(panel, ann, page, forged=True) for page in pages]
    await stage.until(lambda: all(query.answered for query in queries))
    await stage.idle()

    assert len(panel.edits) - before == 1
    assert stage.telegram.messages(chat) == [panel]


async def test_who_turns_a_message_meanwhile_is_not_turned_back(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    list_ = await quickly(stage, stage.says(chat, ann, f"/date {DATE}"))
    await stage.presses(list_, ann, "1")
    query = stage.telegram.press(list_, ann, list_.data("Full report"))
    await stage.until(lambda: query.answered)
    await stage.presses(list_, ann, "‹ List")
    await stage.idle()
    assert list_.text.startswith("Morning papers")


async def test_what_would_have_been_a_word_is_a_message_when_it_comes_too_late(stage):
    await quickly(stage, long_report(stage))
    ann = stage.telegram.user("Ann")
    chat, group = stage.telegram.private(ann), stage.telegram.group(ann)
    for place in (chat, group):
        report = (await two_messages(stage, place, ann))[-1]
        for label in ("Ask", "Score"):
            before = len(stage.telegram.messages(place))
            query = stage.telegram.press(report, ann, report.data(label), ago=600)
            (told,) = await stage.next(place, before)
            await stage.idle()
            assert not query.answered
            assert told.text
            assert told.reply_to == (None if place is chat else report.id)


async def test_a_button_of_a_message_that_is_gone_is_told_as_a_message_when_late(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    list_ = await quickly(stage, stage.says(chat, ann, f"/date {DATE}"))
    list_.deleted = True
    stage.telegram.press(list_, ann, "score:2026-02-03:1", forged=True, ago=600)
    (told,) = await stage.next(chat, 1)
    assert told.text == "This button no longer works. Send /today for the newest list."


async def test_a_notice_that_cannot_be_changed_goes_when_the_answer_comes(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    stage.telegram.fail("editMessageText", "400:message can't be edited")
    (notice,) = await stage.asked(chat, ann, f"/paper 1 {DATE}")
    await stage.idle()
    _, report = stage.telegram.messages(chat)
    assert (notice.text, notice.deleted) == (READING, True)
    assert "\nCore contribution\n" in report.text


async def test_an_impatient_press_is_no_second_reading(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    list_ = await quickly(stage, stage.says(chat, ann, f"/date {DATE}"))
    await stage.presses(list_, ann, "1")
    data = list_.data("Full report")
    queries = [stage.telegram.press(list_, ann, data) for _ in range(4)]
    await stage.until(lambda: all(query.answered for query in queries))
    await stage.idle()

    assert [query.text for query in queries] == [READING, "", "", ""]
    assert "\nCore contribution\n" in list_.text
    assert stage.place.model.calls("Task: a report") == 1
