"""Asking a paper on Telegram: by command, in reply to its report, and further, in reply to an
answer."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.models import Revision
from tests.fakes.arxiv import page
from tests.telegram_world import scene
from tests.world import DATE, busy_day, full_texts

QUESTION = "What accuracy does the example reach?"


@pytest.fixture
async def stage(tmp_path):
    """A day that was read in full, with a model that repeats what it is given."""
    day = busy_day(4)
    async with scene(
        tmp_path, {DATE: day}, pages=full_texts(day), demo=False, use_model=True
    ) as stage:
        yield stage


async def seen(stage, chat, user):
    """The chat has opened paper 1; its report."""
    stage.telegram.say(chat, user, f"/date {DATE}")
    await final(stage, chat, "Morning papers")
    stage.telegram.say(chat, user, "/paper 1")
    return await final(stage, chat, "1. ", with_="Key innovations")


async def final(stage, chat, begins, with_=""):
    """The message that begins so, and has that in it, once it is there."""

    def found():
        messages = stage.telegram.messages(chat)
        return next(
            (
                each
                for each in messages
                if each.text.lstrip("🏆 ").startswith(begins) and with_ in each.text
            ),
            None,
        )

    return await stage.until(found)


async def test_a_reply_to_a_report_asks_its_paper_and_goes_on(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    report = await seen(stage, chat, ann)

    stage.telegram.say(chat, ann, QUESTION, reply_to=report)
    first = await final(stage, chat, QUESTION)
    assert "81.4 percent accuracy" in first.text
    asked = len(stage.place.model.prompts)

    stage.telegram.say(chat, ann, "And what does the best baseline reach?", reply_to=first)
    second = await final(stage, chat, "And what does the best baseline reach?")
    assert "77.9 percent" in second.text
    assert any(QUESTION in prompt for prompt in stage.place.model.prompts[asked:])


async def test_in_company_remarks_about_a_report_stay_among_people(stage):
    owner = stage.telegram.user("Olga")
    group = stage.telegram.group(owner)
    report = await seen(stage, group, owner)
    before = len(stage.telegram.messages(group))

    stage.telegram.say(group, owner, "Nice paper, thanks!", reply_to=report)
    await stage.quiet()
    assert len(stage.telegram.messages(group)) == before

    stage.telegram.say(group, owner, QUESTION, reply_to=report)
    answer = await final(stage, group, QUESTION)
    assert answer.reply_to == stage.telegram.said(group).id


async def test_the_ask_button_tells_how(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    report = await seen(stage, chat, ann)
    text = report.text

    assert (
        await stage.presses(report, ann, "Ask")
        == "Reply to this message with your question, or send /ask 1 and the question."
    )
    assert report.text == text
    await stage.app.storage.chats.seen(
        ChatKey("telegram", str(chat.id)), DAILY.on(dt.date(2026, 2, 2)), None
    )
    assert f"/ask 1 {DATE} and" in await stage.presses(report, ann, "Ask")


async def test_figures_and_tables_can_be_asked_about_too(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    report = await seen(stage, chat, ann)
    await stage.presses(report, ann, "Numbers")
    why = stage.telegram.messages(chat)[-1]

    stage.telegram.say(chat, ann, QUESTION, reply_to=why)
    assert "81.4 percent accuracy" in (await final(stage, chat, QUESTION)).text


async def test_a_number_in_reply_to_a_report_is_of_its_list(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    report = await seen(stage, chat, ann)
    await stage.app.storage.chats.seen(
        ChatKey("telegram", str(chat.id)), DAILY.on(dt.date(2026, 2, 2)), None
    )

    stage.telegram.say(chat, ann, "2", reply_to=report)
    await final(stage, chat, "2. ", with_="Key innovations")
    second = stage.telegram.messages(chat)[-1]
    assert second.data("‹ List") == f"date:{DATE}"


async def test_any_part_of_a_long_report_can_be_asked(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    await seen(stage, chat, ann)
    readings = stage.app.storage.readings
    report = await readings.report("2602.00001", "en")
    await readings.save_report(dataclasses.replace(report, contribution="It flies well. " * 400))
    first, *_, last = await stage.asked(chat, ann, "/paper 1", count=2)
    assert "Key innovations" not in first.text

    stage.telegram.say(chat, ann, QUESTION, reply_to=first)
    assert "81.4 percent accuracy" in (await final(stage, chat, QUESTION)).text
    assert "/ask 1" in await stage.presses(first, ann, "Ask")
    assert last.data("Ask") == first.data("Ask")


async def test_two_who_read_again_at_once_read_once_and_the_report_turns_in_place(stage):
    owner, max_ = stage.telegram.user("Olga"), stage.telegram.user("Max")
    group = stage.telegram.group(owner)
    stage.telegram.join(group, max_)
    await seen(stage, group, owner)
    found = await stage.app.storage.papers.get("2602.00001")
    stage.place.arxiv.pages[found.id] = page(found.title, version=f"{found.id}v2")
    news = Revision(paper_id=found.id, version="v2", withdrawn=False, checked_at=stage.clock.now())
    await stage.app.storage.revisions.save([news])
    report = await stage.says(group, owner, "/paper 1")
    before = len(stage.telegram.messages(group))
    honest = stage.place.model.answer

    def slow(body):
        stage.clock.pass_(seconds=1)
        return honest(body)

    stage.place.model.answer = slow
    for user in (owner, max_):
        stage.telegram.press(report, user, report.data("Read again"))
    await stage.until(lambda: "HTML v2" in report.text)
    await stage.quiet()
    assert stage.place.calls("report", found.id) == 2
    assert len(stage.telegram.messages(group)) == before


async def test_one_person_may_ask_so_much_a_day_in_all_chats(tmp_path):
    day = busy_day(4)
    pages = full_texts(day)
    async with scene(
        tmp_path,
        {DATE: day},
        pages=pages,
        demo=False,
        use_model=True,
        paperboy_questions_per_person=1,
    ) as stage:
        ann, max_ = stage.telegram.user("Ann"), stage.telegram.user("Max")
        chat, group = stage.telegram.private(ann), stage.telegram.group(ann)
        stage.telegram.join(group, max_)
        await seen(stage, chat, ann)
        await seen(stage, group, ann)

        stage.telegram.say(chat, ann, f"/ask 1 {QUESTION}")
        await final(stage, chat, QUESTION)
        refused = await stage.says(group, ann, f"/ask 1 {QUESTION}")
        assert "1" in refused.text
        assert "81.4" not in refused.text
        stage.telegram.say(group, max_, f"/ask 1 {QUESTION}")
        assert "81.4" in (await final(stage, group, QUESTION)).text


async def test_a_talk_goes_on_whatever_has_become_of_the_words_and_over_several_turns(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    report = await seen(stage, chat, ann)
    stage.telegram.say(chat, ann, QUESTION, reply_to=report)
    first = await final(stage, chat, QUESTION)
    await stage.idle()
    first.text, first.markup = "Taken away", None

    more = "And what does the best baseline reach?"
    stage.telegram.say(chat, ann, more, reply_to=first)
    second = await final(stage, chat, more)
    await stage.idle()
    asked = len(stage.place.model.prompts)
    third = "What does the best baseline reach?"
    stage.telegram.say(chat, ann, third, reply_to=second)
    await final(stage, chat, third)
    prompts = stage.place.model.prompts[asked:]
    assert any(QUESTION in prompt and more in prompt for prompt in prompts)


async def test_each_part_of_a_long_report_is_known_by_itself(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    await seen(stage, chat, ann)
    readings = stage.app.storage.readings
    report = await readings.report("2602.00001", "en")
    await readings.save_report(dataclasses.replace(report, contribution="It flies well. " * 400))
    parts = await stage.asked(chat, ann, "/paper 1", count=2)
    await stage.idle()

    for part in parts:
        part.markup = None
        assert (await stage.says(chat, ann, "99", reply_to=part)).text.startswith(
            "The list of 3 Feb runs from 1 to"
        )
        stage.telegram.say(chat, ann, f"{QUESTION[:-1]} for {part.id}?", reply_to=part)
        await final(stage, chat, f"{QUESTION[:-1]} for {part.id}?")


async def test_what_was_said_of_another_paper_is_not_told(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann)
    report = await seen(stage, chat, ann)
    stage.telegram.say(chat, ann, QUESTION, reply_to=report)
    first = await final(stage, chat, QUESTION)

    asked = len(stage.place.model.prompts)
    stage.telegram.say(chat, ann, "/ask 2 Which baseline is best?", reply_to=first)
    await final(stage, chat, "Which baseline is best?")
    prompts = stage.place.model.prompts[asked:]
    assert prompts
    assert not any(QUESTION in prompt for prompt in prompts)


@pytest.mark.parametrize("kind", ["private", "group"])
async def test_thanks_in_reply_to_a_report_ask_nothing(stage, kind):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann) if kind == "private" else stage.telegram.group(ann)
    report = await seen(stage, chat, ann)
    await stage.idle()
    before = len(stage.telegram.messages(chat))
    for text in ("谢谢", "ok", "👍", "好的", "Thank you so much!"):
        stage.telegram.say(chat, ann, text, reply_to=report)
    await stage.quiet()
    assert len(stage.telegram.messages(chat)) == before
