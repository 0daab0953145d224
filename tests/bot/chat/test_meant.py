"""Which paper a line means: by a link, a title, or what it replies to."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app.root import App
from bot.channels.console.adapter import KEY
from bot.chat.actions import Action, Typed, Verb
from bot.chat.commands import answer
from bot.chat.targets import Known
from bot.chat.views import View
from core.editions.keys import DAILY
from core.sent import About
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.fakes.hub import item
from tests.world import DATE, busy_day, world

KEY_OF_DAY = DAILY.on(dt.date(2026, 2, 5))


@asynccontextmanager
async def app_of(tmp_path: Path) -> AsyncIterator[App]:
    """An app with the demonstration's day, on the day after."""
    clock = StandingClock(2026, 2, 6, 2)
    async with (
        world(tmp_path, {DATE: busy_day(3)}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        yield app


async def replying(app: App, line: str, about: About | None) -> View:
    """The answer to that line in reply to a message about that."""
    request = await app.office.desk.request(KEY, _ignore, about=about)
    return await answer(app.office, request, line)


async def _ignore(view: View) -> None:
    """Nobody looks at notices here."""


async def test_links_ids_and_titles_open_their_paper(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        third = await talk.rows("/paper 3")
        for line in (
            "https://arxiv.org/abs/2602.03907",
            "帮我看看https://huggingface.co/papers/2602.03907这篇",
            "2602.03907v2",
            "HY3D",
            "hy3d-bench",
            "/paper HY3D",
            "第三篇",
            "2月5日第三篇",
            "/paper3",
            "/paper_3",
            "／paper　３",
            "三",
            "No.3",
            "3.",
            "/3",
        ):
            assert await talk.rows(line) == third, line
        listed = await talk.rows("/date 2026-02-05")
        for line in (
            "2月5日",
            "２０２６－０２－０５",
            "昨天",
            "yesterday",
            "last Thursday",
            "周四",
            "Feb 5",
            "https://huggingface.co/papers/date/2026-02-05",
        ):
            assert await talk.rows(line) == listed, line
        for line in ("HY3", "hello there", "3D is what I like", "好"):
            assert "/help" in (await talk.rows(line))[0], line


async def test_a_day_and_a_number_are_read_in_whatever_signs(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")  # which tells, once, how a list is ordered
        listed = await talk.rows("/date 2026-02-05")
        third = await talk.rows("/paper 3")
        for line in ("\\paper 3", "＼３", "2/5 #3", "2/5 第3篇", "晨报第3篇"):
            assert await talk.rows(line) == third, line
        for line in ("/昨天", "/yesterday", "/2月5日", "/2026-02-05"):
            assert await talk.rows(line) == listed, line
        assert "soon" in await talk.say("/soon")


async def test_the_last_paper_of_a_list_opens(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        last, before = await talk.rows("/paper 12"), await talk.rows("/paper 11")
        for line in (
            "最后一篇",
            "/paper 最后那篇",
            "the last one",
            "last paper",
            "看看最后一篇论文",
        ):
            assert await talk.rows(line) == last, line
        for line in ("倒数第二篇", "/paper second to last"):
            assert await talk.rows(line) == before, line
        await talk.rows(f"/date {DATE}")
        assert await talk.rows("/paper 2月5日的最后一篇") == last
        assert "99" in " ".join(await talk.rows("/paper 倒数第99篇"))


async def test_a_title_that_fits_several_is_told_with_a_way_to_each(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        view = await talk.view("study")
        pressed = [button.action for row in view.buttons for button in row]
        assert pressed == [Action(Verb.RUN, Typed(f"/paper {n}")) for n in (1, 2, 3)]
        assert said(view)[0].startswith("“study”对得上 3 篇的标题：1 · Study 1")
        assert said(await talk.view("/score STUDY 2")) == said(await talk.view("/score 2"))


async def test_what_is_copied_with_marks_that_nobody_sees_is_understood(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        for line in (
            "/settings sources +q-bio.NC",
            "/paper 2602.03907",
            "2602.03907",
            "/search muset.ai",
            "/lang zh",
            "/today",
        ):
            told = said(await talk.view(line))
            for mark in ("\u2060", "\u200b", "\ufeff"):
                copied = line.replace(".", f".{mark}") + mark
                assert said(await talk.view(copied)) == told, copied


async def test_a_title_with_formulas_is_typed_as_it_is_shown(tmp_path: Path) -> None:
    written = r"$\mathcal{O}(n\log n)$ Attention via $\ell_2$ Norms"
    days = {DATE: [item("2602.00001", written), item("2602.00002", written + " Again")]}
    async with (
        world(tmp_path, days, {}) as place,
        place.app(use_model=False, clock=StandingClock(2026, 2, 6, 2)) as app,
    ):
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        for line in ("O(n log n) Attention via ℓ₂ Norms", written):
            told = said(await talk.view(line))
            assert "1 · O(n log n) Attention via ℓ₂ Norms / 2 · O(n log n) Attention" in told[0], (
                line
            )


async def test_a_reply_says_which_paper_is_meant(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        third = About(list_key=KEY_OF_DAY, number=3)
        await talk.rows("/date 2026-02-05")
        for line in ("/why", "/table", "/score", "/paper"):
            typed = said(await talk.view(f"{line} 3"))
            assert said(await replying(app, line, third)) == typed, line
            named = await replying(app, line, About(paper_id="2602.03907"))
            assert said(named)[0] == typed[0], line
        asked = await replying(app, "/ask 用了什么数据集？", third)
        assert said(asked) == said(await talk.view("/ask 3 用了什么数据集？"))


async def test_a_question_may_begin_with_the_name_in_a_title(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        typed = said(await talk.view("/ask 3 用了什么数据集？"))
        for line in (
            "/ask HY3D-Bench 用了什么数据集？",
            "/ask HY3D-Bench用了什么数据集？",
            "/ask hy3d bench：用了什么数据集？",
            "/ask HY3DBench, 用了什么数据集？",
        ):
            assert said(await talk.view(line)) == typed, line
        assert (await talk.rows("/ask HY3D-Bench"))[0].startswith("关于论文 3，想问什么？")
        for line in ("/ask HY3D-Benchmark what is it?", "/ask HY3D what is it?"):
            assert "不是编号。" in (await talk.rows(line))[0], line


async def test_a_command_that_is_not_there_is_not_recommended(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        for line in ("/subscrib", "／subscrib now"):
            assert (await talk.rows(line))[0].endswith("发 /help 看看我能做什么。"), line
        assert "是不是想说 /paper 3？" in (await talk.rows("／papr 3"))[0]


async def test_commands_are_called_as_people_call_them(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        for line, as_ in (
            ("帮助", "/help"),
            ("?", "/help"),
            ("what can you do?", "/help"),
            ("/帮助", "/help"),
            ("搜索 智能体", "/search 智能体"),
            ("搜尋智能体", "/search 智能体"),
            ("search for agents", "/search agents"),
            ("/搜索 智能体", "/search 智能体"),
            ("score 3", "/score 3"),
            ("评分 第三篇", "/score 3"),
            ("/评分3", "/score 3"),
            ("总结第三篇", "/paper 3"),
            ("settings", "/settings"),
            ("/设置", "/settings"),
        ):
            assert await talk.rows(line) == await talk.rows(as_), line


async def test_what_changes_something_is_offered_with_all_that_was_said(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        request = await app.office.desk.request(KEY, _ignore, delivers=True)
        for line, offered in (
            ("退订", "/unsubscribe"),
            ("stop sending me this", "/unsubscribe"),
            ("订阅 早上8点", "/subscribe 早上8点"),
            ("每天早上8点推给我", "/subscribe 每天早上8点推给我"),
            ("静音 开", "/settings 静音 开"),
            ("时区 东京", "/settings 时区 东京"),
            ("english", "/settings english"),
            ("what's new in robotics", "/search what's new in robotics"),
            ("papers about agents", "/search papers about agents"),
            ("papers please", "/today"),
        ):
            view = await answer(app.office, request, line)
            assert view.buttons[0][0].action == Action(Verb.RUN, Typed(offered)), line
            assert offered in "".join(said(view)), line
        for line in ("hello there", "表示赞同", "findings", "why is the sky blue"):
            view = await answer(app.office, request, line)
            assert "是不是想说" not in "".join(said(view)), line


async def test_a_number_in_reply_to_a_list_is_that_lists(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        about = About(list_key=DAILY.on(dt.date.fromisoformat(DATE)))
        await talk.rows("/date 2026-02-05")
        older = said(await talk.view(f"/paper 2 {DATE}"))
        assert said(await replying(app, "/paper 2", about)) == older
        without = await replying(app, "/why", about)
        assert "/why 3" in "".join(said(without))


async def test_of_several_numbers_one_is_chosen(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        for line in ("/paper 2 and 3", "第二和第三篇", "2、3", "/paper 2-3", "昨天的第 2、3 篇"):
            shown = await talk.view(line)
            assert [row[0].label[:4] for row in shown.buttons] == ["CL-b", "HY3D"], line
        three = await talk.view("/paper 1 2 3")
        assert [row[0].label[:4] for row in three.buttons][1:] == ["CL-b", "HY3D"]
        assert "没有第 13 篇" in await talk.say("/paper 11-14")
        for line, *offered in (
            ("/why 2 and 3", "/why 2", "/why 3"),
            ("/why 1 2 3", "/why 1", "/why 2", "/why 3"),
            ("/paper 1 3", "/paper 1", "/paper 3", "/paper 1 2026-02-03"),
            ("/ask 第二篇和第三篇有什么不同？", "/ask 2有什么不同？", "/ask 3有什么不同？"),
            ("/like 昨天的前三篇", *(f"/like {number} 2026-02-05" for number in (1, 2, 3))),
        ):
            refused = await talk.view(line)
            assert "请一次写一篇" in "".join(said(refused)), line
            assert [row[0].label for row in refused.buttons] == offered, line
            assert "？？" not in "".join(said(refused)), line


async def test_a_number_on_either_side_of_a_month_is_asked_back(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        for line in ("5 Feb 3", "/paper 5 Feb 3"):
            asked = await Talk(app).view(line)
            offered = ["/paper 5 2026-02-03", "/paper 3 2026-02-05"]
            assert [row[0].label for row in asked.buttons] == offered, line


async def test_words_within_a_title_are_enough_behind_a_command(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        assert await talk.rows("/paper Generation of 3D Assets") == await talk.rows("/paper 3")
        assert await talk.rows("/score kv-cache") == await talk.rows("/score 12")
        assert "“agent”对得上 3 篇" in await talk.say("/paper agent")
        assert (await talk.rows("KV cache"))[0].startswith("我只听得懂")


async def test_today_and_a_day_is_that_day(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        first, newest = await talk.rows(f"/date {DATE}"), await talk.rows("/today")
        assert (await talk.rows(f"/today {DATE}"))[0] == first[0]
        assert (await talk.rows("/today please"))[0] == newest[0] != first[0]
        assert "2月4日" in await talk.say("/today 2026-02-04")


async def test_where_there_are_no_letters_that_is_said(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        for line in (
            "/paper B",
            "/why b",
            "/like B",
            "/ask B 用了什么数据？",
            "B",
            "/paper B 2026-02-05",
        ):
            view = await talk.view(line)
            assert "没有用字母编号的论文" in "".join(said(view)), line
            assert any(row[0].action == Action(Verb.INTERESTS) for row in view.buttons), line
        assert "我只听得懂" in await talk.say("I am")


async def test_of_several_papers_in_a_message_one_is_chosen(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        first, second = "https://arxiv.org/abs/2602.03907", "hf.co/papers/2602.04634v2"
        for line in (f"{first} {second}", f"/paper {first} {second}", f"看看 {first}、{second}"):
            shown = await talk.view(line)
            assert [row[0].action for row in shown.buttons] == [
                Action(Verb.OPEN, Known("2602.03907")),
                Action(Verb.OPEN, Known("2602.04634")),
            ], line
        assert "HY3D" in (await talk.rows(f"{first} https://arxiv.org/pdf/2602.03907v1"))[0]
        assert "WideSeek" in (await talk.rows(f"/paper {first}, no, sorry, {second}"))[0]


async def test_an_address_that_is_no_papers_is_told_what_links_are_read(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        for line in ("https://example.org/story", "https://arxiv.org/list/cs.CL/recent"):
            assert "arXiv" in (await talk.rows(line))[0]
            assert "alphaXiv" in (await talk.rows(line))[0]


async def test_a_question_that_begins_with_a_number_is_put_to_that_paper(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        for line in ("第三篇有代码吗？", "3 is the code public?"):
            assert (await talk.rows(line))[:2] == (await talk.rows(f"/ask {line}"))[:2], line
        assert "/help" in (await talk.rows("is there any code?"))[0]


async def test_the_newest_list_needs_no_day(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        newest = await talk.rows("/today")
        for line in ("/date latest", "/date 最新一期", "/date the newest", "最新的", "latest list"):
            assert (await talk.rows(line))[0] == newest[0], line


async def test_a_day_alone_that_has_no_list_is_told(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        for line, told in (
            ("明天", "2月7日还没到"), ("2026-02-09", "2月9日还没到"), ("2月30日", "日历上没有"),
        ):  # fmt: skip
            assert told in await Talk(app).say(line), line


async def test_a_link_to_a_day_is_that_day_behind_its_command_too(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        linked = f"https://huggingface.co/papers/date/{DATE}"
        assert (await talk.rows(f"/date {linked}"))[0] == (await talk.rows(linked))[0]
        newest = (await talk.rows("/today"))[0]
        for line in ("/date https://huggingface.co/papers", "/paper https://huggingface.co/papers"):
            assert (await talk.rows(line))[0] == newest
        for line in (f"/paper {linked}", f"/paper {DATE}", "/paper 周二"):
            assert (await talk.rows(line))[0] == (await talk.rows(linked))[0]
        for line in (f"/paper 2 {linked}", f"/paper {linked} 2"):
            assert await talk.rows(line) == await talk.rows(f"/paper 2 {DATE}")


async def test_a_question_behind_a_number_is_answered_behind_each_command(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        asked = await talk.rows("/ask 2 用了什么数据")
        assert asked[0] == "用了什么数据"
        for line in (
            "/why 2 用了什么数据",
            "/similar 2 用了什么数据",
            "/paper 第二篇用了什么数据",
            "/table 2 用了什么数据",
        ):
            assert await talk.rows(line) == asked, line
        score = await talk.rows("/score 3")
        assert await talk.rows("/score 3 为什么这么高") == score
        assert "看不懂日期" in (await talk.rows("/why 3 code"))[0]


async def test_the_list_before_or_after_is_that_of_the_list_last_seen(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        await talk.rows("/date 2026-02-05")
        for line, day in (
            ("上一期", "2月3日"), ("/date next list", "2月5日"), ("previous day", "2月3日"), ("下一期", "2月5日"),
            ("下一期", "2月5日"), ("/date 前一期", "2月3日"), ("the list before", "没有2月2日"), ("the day after", "2月5日"),
        ):  # fmt: skip
            assert day in (await talk.rows(line))[0], line
        about = About(list_key=KEY_OF_DAY)
        assert "2月3日" in "".join(said(await replying(app, "上一期", about)))


async def test_words_around_a_title_or_a_number_say_nothing(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        third = await talk.rows("/paper 3 2026-02-05")
        for line in ("HY3D 那篇", "打开 HY3D-Bench 这篇论文", "the HY3D paper", "打开第三篇"):
            assert await talk.rows(line) == third, line
        assert "/help" in (await talk.rows("the paper"))[0]
