"""Who asks too much spends what is theirs, and nobody else's: the morning list is read, and others
are answered."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager

from core.editions.keys import DAILY
from core.sources.listing import parse_listing
from tests.telegram_world import scene
from tests.world import DATE, busy_day, full_texts

EVENING, MIDNIGHT, MORNING = (2026, 2, 3, 20), (2026, 2, 4, 0), (2026, 2, 4, 3)
ALL = busy_day(120)
DAY_OF_SIX, OTHERS = ALL[:6], ALL[6:]
LONG_AGO = "2026-01-20"
A_PERSON, A_CHAT, CAP = 10, 40, 260_000


@asynccontextmanager
async def town(folder, **settings):
    """An evening on which the day's six papers are listed; arXiv has some 110 others, thirty of
    them on the list of a day long ago."""
    days = {LONG_AGO: OTHERS[80:110], DATE: DAY_OF_SIX}
    pages = full_texts(ALL)
    async with scene(
        folder, days, pages=pages, at=EVENING, demo=False, use_model=True, **settings
    ) as stage:
        listings = [parse_listing(each) for each in OTHERS]
        stage.place.arxiv.papers = {listing.paper.id: listing.paper for listing in listings}
        yield stage


def read_by_the_model(stage):
    """How many papers the model was asked to report on."""
    prompts = [prompt for prompt in stage.place.model.prompts if "Task: a report" in prompt]
    return len({prompt[prompt.index("arXiv: ") :][:17] for prompt in prompts})


async def asks(stage, chat, person, texts):
    """Sends the texts, ten a minute; all answers."""
    before = len(stage.telegram.messages(chat))
    for start in range(0, len(texts), 10):
        for text in texts[start : start + 10]:
            stage.telegram.say(chat, person, text)
            await stage.idle()
        stage.clock.pass_(minutes=1)
    return stage.telegram.messages(chat)[before:]


def links(count, begin=0):
    return [
        f"/paper https://arxiv.org/abs/{each['paper']['id']}"
        for each in OTHERS[begin : begin + count]
    ]


async def test_a_stranger_with_thirty_links_is_read_ten_papers(tmp_path):
    async with town(tmp_path) as stage:
        eve, ann = stage.telegram.user("Eve"), stage.telegram.user("Ann")
        chat = stage.telegram.private(eve)
        answers = await asks(
            stage,
            chat,
            eve,
            links(15) + [f"/start report_{LONG_AGO}_{number}" for number in range(1, 16)],
        )

        assert read_by_the_model(stage) == A_PERSON
        assert "10 papers" in answers[-1].text or "tomorrow" in answers[-1].text, answers[-1].text
        report = await stage.says(stage.telegram.private(ann), ann, links(1, 70)[0])
        assert "\nCore contribution\n" in report.text


async def test_a_member_with_300_commands_is_answered_ten_times_a_minute(tmp_path):
    async with town(tmp_path) as stage:
        eve, ann = stage.telegram.user("Eve"), stage.telegram.user("Ann")
        group = stage.telegram.group(ann)
        stage.telegram.join(group, eve)
        for _ in range(300):
            stage.telegram.say(group, eve, "/help")
        await stage.until(lambda: len(stage.telegram.messages(group)) >= A_PERSON + 1)
        await stage.quiet()
        answers = stage.telegram.messages(group)
        assert len(answers) == A_PERSON + 1  # the last one says that it was a lot
        help_ = await stage.says(group, ann, "/help")
        assert help_.text.startswith("What I can do")


async def test_ten_persons_in_ten_chats_leave_the_morning_its_tokens(tmp_path):
    """Of a cap that ten papers use up, what is asked for before the morning's list has been read
    takes two fifths."""
    async with town(tmp_path, paperboy_daily_tokens=CAP) as stage:
        people = [stage.telegram.user(f"P{number}") for number in range(10)]
        chat = stage.telegram.private(people[0])
        await stage.says(chat, people[0], "/subscribe 08:30 Asia/Shanghai")
        stage.place.hub.fail_always(DATE, "500")  # the list is late
        await stage.reach(*MIDNIGHT)
        for number, person in enumerate(people):
            await asks(stage, stage.telegram.private(person), person, links(5, 5 * number))
        today = stage.clock.now().date()
        # A call may use a little more than was planned for it.
        assert 0.2 * CAP < await stage.app.storage.spending.on_demand(today) <= 0.42 * CAP

        stage.place.hub.heal()
        await stage.reach(*MORNING)
        await stage.read(DATE)
        edition = await stage.app.storage.editions.get(DAILY.on(dt.date.fromisoformat(DATE)))
        texts = await stage.app.storage.readings.reports(
            [each.paper.id for each in edition.entries], "en"
        )
        assert {report.provenance.writer for report in texts.values()} == {"model"}


async def test_a_chat_is_read_forty_papers_by_whomever(tmp_path):
    async with town(tmp_path) as stage:
        people = [stage.telegram.user(f"P{number}") for number in range(6)]
        group = stage.telegram.group(people[0])
        for person in people[1:]:
            stage.telegram.join(group, person)
        for number, person in enumerate(people):
            await asks(stage, group, person, links(9, 9 * number))

        assert read_by_the_model(stage) == A_CHAT


async def test_only_chats_that_are_allowed_are_served(tmp_path):
    async with town(tmp_path, paperboy_allowed_chats="1") as stage:
        eve = stage.telegram.user("Eve")
        chat = stage.telegram.private(eve)
        answer = await stage.says(chat, eve, links(1)[0])

        assert read_by_the_model(stage) == 0
        assert "\n" not in answer.text
