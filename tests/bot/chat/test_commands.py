"""The command table: what every line somebody may type is answered with, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.app.archives import ensure_demo
from bot.channels.console.adapter import KEY
from bot.channels.discord.slash import payloads
from bot.chat.actions import read_action
from bot.chat.command_table import COMMANDS, commands, find
from bot.chat.commands import press
from core.errors import StoreUnavailable
from locales import Translator, known_languages
from tests.bot.chat.views.samples import said, sent
from tests.bot.talk import ORDER, StandingClock, Talk, without_order
from tests.telegram_world import scene
from tests.world import DATE, busy_day, world

LONG = "世" * 10_000
# A line that cannot be answered as asked → words of its one sentence in Chinese and in English.
MISTAKES = [
    ("/paper", "想看第几篇？例如 /paper 3。", "Which paper? For example /paper 3."),
    ("/paper x", "“x”不是编号。", "“x” is not a number of the list."),
    (
        "/paper 99",
        "没有第 99 篇。例如 /paper 12。",
        "there is no number 99. For example /paper 12.",
    ),
    ("/paper 0", "没有第 0 篇。", "there is no number 0."),
    ("99", "没有第 99 篇。", "there is no number 99."),
    ("/paper 3 foo", "看不懂日期“foo”。", "I cannot read “foo” as a date."),
    ("/paper 3 2026-01-31", "周末 Hugging Face 不更新。", "Hugging Face rests at weekends."),
    (
        "/paper 3 2099-01-01",
        "2099年1月1日还没到。最新一期是2月5日",
        "The newest list is that of 5 Feb",
    ),
    ("/paper 2601.99999", "没有找到论文 2601.99999。", "I cannot find the paper 2601.99999."),
    ("/score", "例如 /score 3。", "For example /score 3."),
    ("/score 2601.99999", "2601.99999 没有得分", "2601.99999 has no score"),
    ("/date foo", "看不懂日期“foo”。", "I cannot read “foo” as a date."),
    ("/date 2099-01-01", "发 /date 2026-02-05 查看。", "send /date 2026-02-05."),
    (
        "/date 2026-01-31",
        "没有1月31日的论文：周末 Hugging Face 不更新。离它最近的一期是",
        "rests at weekends. The nearest",
    ),
    (
        "/date 2026-02-02",
        "没有2月2日的论文：Hugging Face 这天没有更新。",
        "Hugging Face listed none that day.",
    ),
    (
        "/date 2026-02-04",
        "现在取不到2月4日的论文",
        "I cannot get the papers of 4 Feb now",
    ),
    ("/date 2026-02-06", "还没有公布2月6日的论文列表", "has not listed 6 Feb yet"),
    ("/search", "例如 /search 强化学习。", "For example /search world model."),
    ("/search !!!", "“!!!”太短了", "“!!!” is too short"),
    (f"/search {LONG}", "没有找到“世世", "Nothing found for “世世"),
    ("/search zyzzyva", "zyzzyva", "Nothing found for “zyzzyva”."),
    ("/lang", "例如 /lang", "For example /lang zh."),
    (
        "/lang fr",
        "我不会说“fr”。可以选：中文、英文",
        "I do not speak “fr”. You can choose from Chinese, English",
    ),
    ("/dance", "没有“dance”这个命令。", "There is no command “dance”."),
    ("/subscribe", "这里没有 /subscribe：", "There is no /subscribe here:"),
    ("hello there", "发 /help", "Send /help"),
    ("/", "发 /help", "Send /help"),
]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_mistake_gets_one_sentence_in_the_chats_language(tmp_path, language):
    clock = StandingClock(2026, 2, 6, 12)
    async with (
        world(tmp_path, {DATE: busy_day(3), "2026-02-05": []}, {}) as place,
        place.app(use_model=False, clock=clock, paperboy_languages="zh,en", demo=True) as app,
    ):
        place.hub.fail_always("2026-02-04", "html")
        place.hub.fail_always("page 2026-02-04", "html")
        talk = Talk(app)
        await talk.say(f"/lang {language}")
        await talk.say("/date 2026-02-05")
        unexpected = Translator(language).t("error.unexpected")
        for line, *answers in MISTAKES:
            rows = await talk.rows(line)
            assert answers[language == "en"] in rows[0], (line[:40], rows)
            whose = Translator(language).t("numbers.whose", date=dt.date(2026, 2, 5))
            assert rows[1:] in ([], [whose]), line
            assert len(rows[0]) < 200
            assert unexpected not in rows[0]
        assert talk.notices == []


async def test_every_command_with_good_input(tmp_path):
    clock = StandingClock(2026, 2, 6, 2)
    async with (
        world(tmp_path, {DATE: busy_day(3)}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        talk = Talk(app)
        today = await talk.rows("/today")
        assert today[0] == "论文晨报 · 2月5日 星期四"
        assert ORDER in today
        today = without_order(today)
        for line in (
            "/date 2026-02-05",
            "/date 昨天",
            "/date yesterday",
            "/date -1",
            "/date 02-05",
            "／date ２月５日",
        ):
            assert await talk.rows(line) == today, line
        third = await talk.rows("/paper 3")
        assert third[0].startswith("3. HY3D-Bench")
        for line in (
            "3",
            "#3",
            "３",
            "/p 3",
            "/PAPER@PaperboyBot 3",
            "/paper 3 02-05",
            "/paper 2602.03907",
        ):
            assert await talk.rows(line) == third, line
        for address in ("arxiv.org/abs/2602.03907v1", "https://huggingface.co/papers/2602.03907"):
            assert await talk.rows(f"/paper {address}") == third, address
        score = await talk.rows("/score 3")
        assert score[0].startswith("3. HY3D-Bench")
        assert await talk.rows("/score 2602.03907") == score
        assert (await talk.rows("/search HY3D"))[0] == "“HY3D”：1 篇"
        assert (await talk.rows("/language English"))[0] == "Fine, English from now on."
        assert (await talk.rows("/lang 中文"))[0] == "好的，以后说中文。"


async def test_help_names_what_there_is_here_and_each_example_works(tmp_path):
    clock = StandingClock(2026, 2, 6, 2)
    async with (
        world(tmp_path, {DATE: []}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        talk = Talk(app)
        rows = await talk.rows("/help")
        known = [each for each in commands(delivers=False) if each.name != "help"]
        shown = [row for row in rows if row.startswith("/")]
        explained = [Translator("zh").t(command.help_key) for command in known]
        usages = [row.removesuffix(f" {told}") for row, told in zip(shown, explained, strict=True)]

        assert [usage.split()[0] for usage in usages] == [f"/{command.name}" for command in known]
        assert {"/search 强化学习", "/lang English", "/paper 3"} <= set(usages)
        for usage in usages:
            # What asks the paper itself needs its text, which the demo comes without; nor does it
            # hold two papers that are alike.
            short = ("/lang", "/ask", "/table", "/like", "/dislike", "/similar", "/interests")
            brief = usage.startswith(short)
            assert len(await talk.rows(usage.replace("English", "中文"))) > 1 or brief, usage


@pytest.mark.parametrize(
    ("language", "told"), [("zh", "在 Telegram、Discord 这样的聊天里"), ("en", "for chats such as")]
)
async def test_what_only_chats_have_is_told_in_the_terminal(tmp_path, language, told):
    async with (
        world(tmp_path, {DATE: []}, {}) as place,
        place.app(use_model=False, demo=True, paperboy_languages=language) as app,
    ):
        talk = Talk(app)
        for name in ("subscribe", "Unsubscribe", "status", "announce", "start"):
            (said,) = await talk.rows(f"/{name} 8:30")
            assert f"/{name}" in said
            assert told in said
            assert (f"paperboy {name}" in said) == (name in ("status", "announce"))
        (unknown,) = await talk.rows("/subscribed")
        assert told not in unknown
        help_rows = await talk.rows("/help")
        assert Translator(language).t("help.group.push") not in help_rows


def test_names_and_aliases_never_meet():
    names = [name for command in COMMANDS for name in (command.name, *command.aliases)]

    assert len(names) == len(set(names))
    assert all(find(name, delivers=True) for name in names)
    assert all(command.usage.startswith(f"/{command.name}") for command in COMMANDS)
    assert not find("subscribe", delivers=False)


@pytest.mark.parametrize("language", known_languages())
def test_every_command_is_explained_in_every_language(language):
    t = Translator(language)

    assert all(t.t(command.help_key) for command in COMMANDS)


async def test_a_bug_is_told_kindly_and_logged(tmp_path, capsys):
    async with world(tmp_path, {}, {}) as place, place.app(use_model=False) as app:

        async def broken(*_):
            raise RuntimeError("the details of a bug")

        app.office.desk.today = broken
        said_ = await Talk(app).say("/today")

        assert said_ == "出了点意外，请稍后再试。"
        assert "the details of a bug" in capsys.readouterr().out


async def test_a_store_that_went_away_is_told(tmp_path):
    async with world(tmp_path, {}, {}) as place, place.app(use_model=False) as app:
        talk = Talk(app)
        await ensure_demo(app)

        async def locked(*_):
            raise StoreUnavailable("paperboy.db", "database is locked")

        app.storage.answers.of_list = locked
        assert await talk.say("/date 2026-02-05") == "暂时查不到数据，请稍后再试。"


@pytest.mark.parametrize(
    "action", ["", "dance:3", "paper", "paper:x", "report:2026-02-05:99", "date:soon"]
)
async def test_a_forged_button_gets_one_sentence(tmp_path, action):
    async with world(tmp_path, {DATE: []}, {}) as place, place.app(use_model=False) as app:
        await ensure_demo(app)
        request = await app.office.desk.request(KEY, Talk(app)._hear)
        rows = said(await press(app.office, request, read_action(action)))

        assert len(rows) == 1
        assert rows[0] != request.t.t("error.unexpected")


@pytest.mark.parametrize("name", ["help", "subscribe", "search"])
async def test_a_command_of_the_table_appears_everywhere_without_another_line(
    monkeypatch, tmp_path, name
):
    t, known = Translator("en"), COMMANDS
    for added in (False, True):
        table = [command for command in known if added or command.name != name]
        monkeypatch.setattr("bot.chat.command_table.COMMANDS", tuple(table))
        async with scene(tmp_path) as stage:
            await stage.until(lambda: len(stage.telegram.commands) == 9)
            menus = {row["command"] for menu in stage.telegram.commands.values() for row in menu}
            typed = await Talk(stage.app).say(f"/{name}")
        on_discord = {payload["name"] for payload in payloads(commands(delivers=True), {"en": t})}

        unknown = typed.startswith(("There is no command", "There is no /"))
        assert (name in menus, name in on_discord) == (added, added)
        assert unknown is not (added and find(name, delivers=False) is not None)


def test_arguments_are_explained_in_every_language():
    found = [parameter.name for command in COMMANDS for parameter in command.parameters]
    for language in known_languages():
        t = Translator(language)
        assert all(0 < len(t.t(f"param.{name}")) <= 100 for name in found)
        assert all(0 < len(t.t(command.help_key)) <= 100 for command in COMMANDS)


async def test_what_is_missing_is_asked_with_a_button_for_each_answer(tmp_path):
    async with (
        world(tmp_path, {DATE: busy_day(3)}, {}) as place,
        place.app(use_model=False, clock=StandingClock(2026, 2, 6, 2), demo=True) as app,
    ):
        talk = Talk(app)
        await talk.say("/date 2026-02-05")
        for command in ("paper", "why", "table", "similar", "score"):
            view = await talk.view(f"/{command}")
            sends = [sent(button) for row in view.buttons for button in row]
            assert sends == [f"run:/{command} {n} 2026-02-05" for n in range(1, 13)]
        assert (await talk.press("run:/paper 3 2026-02-05"))[0].startswith("3. HY3D-Bench")
        view = await talk.view("/lang")
        assert [sent(button) for button in view.buttons[0]] == ["run:/lang zh", "run:/lang en"]
        view = await talk.view("/date")
        assert said(view) == ["想看哪一天？点一天，或者写出来，例如 /date 昨天。"]
        assert [button.label for button in view.buttons[0]] == ["2月5日 周四"]
        assert [sent(button) for button in view.buttons[0]] == ["date:2026-02-05"]
