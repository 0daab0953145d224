"""What a chat can ask for: days fetched when asked, numbers that stay, texts written when somebody
wants them."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from contextlib import asynccontextmanager

import pytest

from bot.app.archives import ensure_demo
from bot.channels.console.adapter import KEY
from bot.chat.commands import answer
from core.editions.keys import DAILY
from core.models import Paper, Writer
from core.records import Step
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk, without_order
from tests.fakes.arxiv import page
from tests.world import DATE, abstract, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
READING = "正在读这篇论文……"
UNLISTED = Paper(
    id="2601.00007", title="A Paper Nobody Listed", abstract=abstract(7), authors=("Ada Example",)
)


@asynccontextmanager
async def talking(folder, day=None, clock=None, *, pages=None, **more):
    """A chat in a world with one day, at noon of the day after it unless the clock says
    otherwise."""
    day = busy_day(6) if day is None else day
    clock = clock or StandingClock(2026, 2, 4, 12)
    pages = full_texts(day) if pages is None else pages
    async with world(folder, {DATE: day}, pages) as place, place.app(clock=clock, **more) as app:
        yield place, Talk(app), clock


def numbers(rows):
    """Number → title of the entries; whether one is golden may change with its counts."""
    found = (re.fullmatch(r"(?:🏆 )?(\d+)\. (.+)", row) for row in rows)
    return {int(match[1]): match[2] for match in found if match}


async def test_a_day_nobody_asked_for_is_fetched_summarized_and_fixed(tmp_path):
    async with talking(tmp_path) as (place, talk, clock):
        rows = await talk.rows(f"/date {DATE}")
        edition = await talk.app.storage.editions.get(DAILY.on(DAY))

        assert rows[0] == "论文晨报 · 2月3日 星期二"
        assert sorted(numbers(rows)) == [entry.rank for entry in edition.selected]
        assert talk.notices == []
        assert len(place.model.prompts) == len(edition.selected)
        assert edition.frozen_at == clock.now()

        assert await talk.rows(f"/date {DATE}") == without_order(rows)
        assert (place.hub.asked(DATE), len(talk.lists)) == (1, len(edition.selected))


async def test_an_open_day_is_asked_for_again_after_an_hour_and_keeps_its_numbers(tmp_path):
    day = busy_day(6)
    async with talking(tmp_path, day[:5], StandingClock(2026, 2, 3, 9)) as (place, talk, clock):
        rows = await talk.rows("/today")
        first = numbers(rows)
        assert rows[1].endswith("还在增加")
        clock.pass_(minutes=59)
        await talk.rows("/today")
        assert place.hub.asked(DATE) == 1

        day[4]["paper"]["upvotes"] = 900
        place.hub.days[DATE] = [day[4], day[5], *day[:4]]
        clock.pass_(minutes=2)

        assert numbers(await talk.rows("/today")) == first
        assert place.hub.asked(DATE) == 2
        entries = (await talk.app.storage.editions.get(DAILY.on(DAY))).entries
        assert entries[-1].paper.id == "2602.00006"
        assert max(entry.counts.upvotes for entry in entries) == 900


async def test_a_list_fetched_by_a_clock_that_was_ahead_is_fetched_again(tmp_path):
    day = busy_day(6)
    async with talking(tmp_path, day[:3], StandingClock(2027, 2, 3, 9)) as (place, talk, clock):
        first = numbers(await talk.rows(f"/date {DATE}"))
        clock.time = dt.datetime(2026, 2, 3, 9, tzinfo=dt.UTC)
        place.hub.days[DATE] = day
        rows = await talk.rows("/today")

        assert rows[1].endswith("还在增加")
        assert first.items() <= numbers(rows).items()
        assert place.hub.asked(DATE) == 2


async def test_numbers_are_fixed_before_the_summaries_are_written(tmp_path):
    day = busy_day(4)
    async with talking(tmp_path, day, StandingClock(2026, 2, 3, 9)) as (place, talk, _):
        place.model.latency = 0.3
        writing = asyncio.Event()
        place.model.always(lambda prompt: bool(writing.set()), "500")  # only listens

        async def meanwhile():
            await writing.wait()
            day[3]["paper"]["upvotes"] = 900
            place.hub.days[DATE] = day[::-1]
            await talk.app.pipeline.fetch(DAILY.on(DAY))

        rows, _ = await asyncio.gather(talk.rows("/today"), meanwhile())
        listed = numbers(rows)
        opened = [(await talk.rows(f"/paper {number}"))[0] for number in listed]

        for number, title in numbers(opened).items():
            assert title.startswith(listed[number].rstrip("…"))


@pytest.mark.parametrize("line", ["/paper 3", "/paper 2602.00004", "/score 3", "/search agents"])
async def test_a_number_met_in_a_report_or_a_search_stays_too(tmp_path, line):
    async with talking(tmp_path, clock=StandingClock(2026, 2, 3, 9)) as (_, talk, clock):
        await talk.app.pipeline.fetch(DAILY.on(DAY))
        assert (await talk.app.storage.editions.get(DAILY.on(DAY))).frozen_at is None
        await talk.say(line)
        assert (await talk.app.storage.editions.get(DAILY.on(DAY))).frozen_at == clock.now()


async def test_a_list_is_shown_at_once_and_again_as_its_summaries_come(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        place.model.always(lambda prompt: "Study 4" in prompt, "malformed")
        rows = await talk.rows(f"/date {DATE}")
        shown = [said(view) for view in talk.lists]
        wanted = len(numbers(rows))

        assert [rows[-1] for rows in shown] == [
            f"正在写摘要，还差 {n} 篇…" for n in range(wanted, 0, -1)
        ]
        assert all(numbers(earlier).keys() == numbers(rows).keys() for earlier in shown)
        # Each shows what is there by then; what failed holds up no other.
        written = [len(set(rows) & set(earlier)) for earlier in shown]
        assert written == sorted(written)
        assert written[0] < written[-1] < len(set(rows))
        assert not any(row.startswith("正在写摘要") for row in rows)


async def test_numbers_of_a_list_mean_it_while_its_summaries_are_written(tmp_path):
    async with talking(tmp_path) as (_, talk, _):
        await ensure_demo(talk.app)
        await talk.say("/date 2026-02-05")
        seen = []

        async def hear(view):
            chat = await talk.app.office.desk.chat(KEY)
            seen.append(chat.seen)

        request = await talk.app.office.desk.request(KEY, hear)
        await answer(talk.app.office, request, f"/date {DATE}")
        assert set(seen) == {DAILY.on(DAY)}


async def test_a_list_is_shown_even_if_its_summaries_fail(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        place.model.always("Task: a summary", "malformed")
        rows = await talk.rows(f"/date {DATE}")

        shown = numbers(rows)
        assert shown[1] == "Study 4: Efficient Agents that Read"
        assert "摘要都是 Hugging Face 的 AI 摘要。" in rows


async def test_each_chat_reads_in_its_own_language(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        await talk.say(f"/date {DATE}")
        await talk.say("/lang en")
        asked = len(place.model.prompts)
        rows = await talk.rows(f"/date {DATE}")

        assert rows[0] == "Morning papers · Tue, 3 Feb"
        assert len(place.model.prompts) == 2 * asked
        assert "English: plain" in place.model.prompts[-1]


async def test_two_who_want_the_same_report_cost_one_reading(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        await talk.app.pipeline.fetch(DAILY.on(DAY))
        place.model.latency = 0.2
        other = Talk(talk.app)
        one, two = await asyncio.gather(talk.rows("/paper 1"), other.rows("/paper 1"))

        assert one == two
        assert (len(place.model.prompts), place.model.calls("Task: a report")) == (1, 1)
        assert (talk.notices, other.notices) == ([READING], [READING])

        third = Talk(talk.app)
        assert (await third.rows("/paper 1"), third.notices) == (one, [])


async def test_without_the_source_what_is_stored_is_answered(tmp_path):
    async with talking(tmp_path) as (place, talk, clock):
        shown = without_order(await talk.rows(f"/date {DATE}"))
        place.hub.fail_always("*", "html")
        place.hub.newest = "2026-02-09"

        offline = await talk.rows("/today")
        assert offline.pop(2) == "现在连不上 Hugging Face，先看最近存下的一期。"
        assert offline == shown
        assert await talk.rows(f"/date {DATE}") == shown
        clock.pass_(days=400)
        assert (await talk.rows("/today"))[0].startswith("论文晨报 · 2月3日")


async def test_an_open_day_is_answered_without_the_source_too(tmp_path):
    async with talking(tmp_path, clock=StandingClock(2026, 2, 3, 9)) as (place, talk, clock):
        shown = without_order(await talk.rows("/today"))
        place.hub.fail_always("*", "html")
        clock.pass_(hours=3)

        assert await talk.rows(f"/date {DATE}") == shown


async def test_before_anything_is_listed_the_newest_edition_serves_in_silence(tmp_path):
    async with talking(tmp_path) as (_, talk, _):
        assert (
            await talk.say("/today")
            == "我这里还没有任何一期。连上网络后我会去取最新的一期，请过一会儿再发 /today。"
        )
        await talk.say(f"/date {DATE}")
        talk.notices.clear()
        assert (await talk.rows("/today"))[0] == "论文晨报 · 2月3日 星期二"
        assert talk.notices == []


async def test_a_chat_ahead_of_the_source_is_asked_to_wait(tmp_path):
    clock = StandingClock(2026, 2, 3, 20)  # in Shanghai it is the 4th already
    async with talking(tmp_path, clock=clock) as (_, talk, _):
        assert (
            await talk.say("/date today") == "Hugging Face 还没有公布2月4日的论文列表，请晚些再看。"
        )


async def test_a_stopgap_gives_way_to_the_model_and_serves_when_that_fails(tmp_path):
    day = busy_day(2)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        clock = StandingClock(2026, 2, 4, 12)
        async with place.app(clock=clock, use_model=False) as app:
            await app.pipeline.fetch(DAILY.on(DAY))
            stopgap = await Talk(app).rows("/paper 1")
        async with place.app(clock=clock) as app:
            talk = Talk(app)
            place.model.always("Task: a report", "malformed")
            assert await talk.rows("/paper 1") == stopgap
            place.model.heal()
            assert await talk.rows("/paper 1") != stopgap
            assert talk.notices == [READING, READING]
            report = await app.storage.readings.report("2602.00001", "zh")
            assert report.provenance.writer is Writer.MODEL


async def test_where_the_model_fails_the_paper_is_read_without_it_and_that_is_said(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        await talk.app.pipeline.fetch(DAILY.on(DAY))
        place.model.always("Task: a report", "refusal")
        rows = await talk.rows("/paper 1")
        (failure,) = await talk.app.storage.failures.recent(9)

        assert "内置阅读，未用模型：模型暂时没有答复" in "\n".join(rows)
        assert "test-model" not in "\n".join(rows)
        assert (failure.step, failure.language, failure.data["model"]) == (
            Step.DEEP_READ,
            "zh",
            "test-model",
        )

        place.model.heal()
        await talk.app.pipeline.mend(failure)
        assert "test-model" in "\n".join(await talk.rows("/paper 1"))
        assert await talk.app.storage.failures.recent(9) == ()


async def test_a_paper_no_list_knows_is_fetched_by_its_id(tmp_path):
    pages = {
        UNLISTED.id: page(
            UNLISTED.title, UNLISTED.authors, UNLISTED.abstract, version=f"{UNLISTED.id}v2"
        )
    }
    async with talking(tmp_path, pages=pages) as (place, talk, _):
        place.arxiv.papers[UNLISTED.id] = UNLISTED
        rows = await talk.rows(f"/paper https://arxiv.org/pdf/{UNLISTED.id}v2")

        assert rows[0] == UNLISTED.title
        assert [request.path for request in place.arxiv.log] == [
            f"/abs/{UNLISTED.id}",
            f"/html/{UNLISTED.id}",
        ]
        assert any(row.startswith("读自 arXiv HTML v2 · ") and "test-model" in row for row in rows)
        assert await talk.rows(f"/paper {UNLISTED.id}") == rows
        assert len(place.arxiv.log) == 2


async def test_a_paper_that_does_not_exist(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        assert (await talk.say("/paper 2601.99999")).startswith("没有找到论文 2601.99999。")
        assert await talk.app.storage.papers.get("2601.99999") is None
        place.arxiv.log.clear()
        assert (await talk.say("/score 2601.99999")).startswith("2601.99999 没有得分")
        assert place.arxiv.log == []


async def test_a_number_of_a_day_never_fetched(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        rows = await talk.rows(f"/paper 2 {DATE}")

        assert rows[0].endswith("2. Study 1: Efficient Agents that Read")
        assert place.hub.asked(DATE) == 1
        assert (await talk.say("/paper 2 2026-01-31")).startswith("没有1月31日的论文：周末")
        assert (await talk.say(f"/paper 40 {DATE}")).startswith(
            "2月3日这一期的编号是 1 到 6，没有第 40 篇。"
        )


async def test_what_a_chat_chose_is_known_to_the_next_start(tmp_path):
    day = busy_day(6)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        clock = StandingClock(2026, 2, 4, 12)
        async with place.app(clock=clock) as app:
            await ensure_demo(app)
            assert (await Talk(app).rows("/lang en")) == ["Fine, English from now on."]
            await Talk(app).say(f"/date {DATE}")
        async with place.app(clock=clock) as app:
            assert (await Talk(app).say("/paper 40")).startswith(
                "The list of 3 Feb runs from 1 to 6;"
            )
        async with place.app(clock=clock, paperboy_languages="zh") as app:
            assert (await Talk(app).say("/paper 40")).startswith("2月3日这一期")
            assert (await Talk(app).say("/lang en")).startswith("我不会说“en”。可以选：中文")


async def test_chinese_words_of_two_characters_are_found(tmp_path):
    async with talking(tmp_path) as (_, talk, _):
        await ensure_demo(talk.app)
        rows = await talk.rows("/search 智能")

        assert rows[0].startswith("“智能”：")
        assert any("WideSeek-R1" in row for row in rows)
        assert re.fullmatch(r"/paper N 日期 看完整报告，例如 /paper \d+ 2026-02-05", rows[-1])
