"""In which language somebody is answered: their own where they alone see it, the server's where all
do, and whatever a chat chose."""

from __future__ import annotations

import pytest

from bot.channels.discord.locale import Speech, speech
from locales import translators

SPOKEN = tuple(t.about for t in translators(("en", "zh")).values())
ZH, EN = "论文晨报", "Morning papers"


@pytest.mark.parametrize(
    ("chosen", "person", "server", "alone", "settles", "said"),
    [
        (None, "zh-CN", "en-US", True, False, Speech("en", "zh")),
        (None, "zh-CN", "en-US", False, False, Speech("en", "en")),
        (None, "en-US", "zh-TW", False, False, Speech("zh", "zh")),
        (None, "de", "zh-CN", True, False, Speech("zh", "zh")),
        (None, "de", "fr", True, False, Speech(None, None)),
        (None, "zh-CN", "fr", False, False, Speech(None, None)),
        ("zh", "en-US", "en-US", False, False, Speech("zh", "zh")),
        ("zh", "en-US", "en-US", True, False, Speech("zh", "en")),
        ("zh", "en-US", "en-US", True, True, Speech("zh", "zh")),
        (None, "zh-CN", "en-US", True, True, Speech("en", "zh")),
        ("zh", "de", "en-US", True, False, Speech("zh", "zh")),
        (None, "zh-CN", None, False, False, Speech("zh", "zh")),
        ("en", "zh-CN", None, False, False, Speech("en", "en")),
        (None, "de", None, False, False, Speech(None, None)),
        (None, "", "", True, False, Speech(None, None)),
    ],
)
def test_which_language_is_spoken(chosen, person, server, alone, settles, said):
    found = speech(chosen, person, server, SPOKEN, alone=alone, settles=settles)

    assert found == said


async def test_each_is_answered_in_their_own_language_and_all_in_the_servers(stage):
    ann = stage.discord.user("Ann", locale="zh-CN")
    guild = stage.discord.guild(ann, locale="en-GB")
    mine = await stage.uses(ann, guild.system_channel, "date", day="2026-02-05")
    assert mine.text.startswith(ZH)
    shown = await stage.presses(mine.original, ann, "给大家看")
    assert shown.text.startswith(EN)

    max_ = stage.discord.join(guild, stage.discord.user("Max", locale="de"))
    theirs = await stage.chooses(shown.original, max_, "1 · ")
    assert "Core contribution" in theirs.text
    own = await stage.chooses(shown.original, ann, "1 · ")
    assert "核心贡献" in own.text


async def test_what_is_the_operators_is_refused_in_the_persons_language(stage):
    ann = stage.discord.user("Ann", locale="zh-CN")
    channel = stage.discord.guild(ann, locale="en-GB").system_channel
    await stage.uses(ann, channel, "subscribe", time="08:30")  # from here on the channel has chosen
    for name in ("status", "cost"):
        assert "只有运行报童的人可以用" in (await stage.uses(ann, channel, name)).text


async def test_what_a_chat_chose_wins_in_what_all_see(stage):
    ann = stage.discord.user("Ann")
    guild = stage.discord.guild(ann)
    channel = guild.system_channel
    await stage.uses(ann, channel, "lang", language="zh")

    mine = await stage.uses(ann, channel, "date", day="2026-02-05")
    assert mine.text.startswith(EN)
    shown = await stage.presses(mine.original, ann, "Show everyone")
    assert shown.text.startswith(ZH)
    panel = await stage.uses(ann, channel, "settings")
    assert "设置" in panel.text


async def test_direct_messages_are_in_the_persons_language_until_they_choose(stage):
    ann = stage.discord.user("Ann", locale="zh-TW")
    stage.discord.guild(ann)
    private = stage.discord.private(ann)
    assert (await stage.uses(ann, private, "date", day="2026-02-05")).text.startswith(ZH)

    await stage.uses(ann, private, "lang", language="en")
    assert (await stage.uses(ann, private, "date", day="2026-02-05")).text.startswith(EN)


@pytest.mark.parametrize(("locale", "begins"), [("zh-CN", ZH), ("en-US", EN), ("de", EN)])
async def test_the_morning_list_speaks_as_its_server(stage, locale, begins):
    ann = stage.discord.user("Ann", locale="en-US")
    channel = stage.discord.guild(ann, locale=locale).system_channel
    await stage.uses(ann, channel, "subscribe", time="08:30", zone="Asia/Shanghai")
    before = len(stage.discord.messages(channel))
    await stage.reach(2026, 2, 6, 0, 30)

    (list_,) = await stage.next(channel, before)
    assert list_.text.startswith(begins)


async def test_the_morning_list_in_direct_messages_speaks_as_the_person(stage):
    ann = stage.discord.user("Ann", locale="zh-CN")
    stage.discord.guild(ann)
    private = stage.discord.private(ann)
    done = await stage.uses(ann, private, "subscribe", time="08:30", zone="Asia/Shanghai")
    assert "晨报" in done.text
    before = len(stage.discord.messages(private))
    await stage.reach(2026, 2, 6, 0, 30)

    (list_,) = await stage.next(private, before)
    assert list_.text.startswith(ZH)


async def test_titles_and_forms_are_offered_in_the_persons_language(stage):
    ann = stage.discord.user("Ann", locale="zh-CN")
    channel = stage.discord.guild(ann).system_channel
    await stage.uses(ann, channel, "date", day="2026-02-05")
    asked = await stage.uses(ann, channel, "paper", number="3")

    assert (await stage.typing(ann, channel, "date", "day", "02-05"))[0].endswith("2月5日 星期四")
    opened = await stage.presses(asked.original, ann, "提问")
    assert opened.modal["title"] != "Ask this paper"


async def test_the_panel_shows_the_language_that_the_chat_speaks(stage):
    ann = stage.discord.user("Ann", locale="en-US")
    channel = stage.discord.guild(ann, locale="zh-CN").system_channel
    panel = (await stage.uses(ann, channel, "settings")).original
    assert spoken_in(panel) == ["zh"]
    await stage.discord.select(panel, ann, "settings:lang", ["en"]).wait_answer()
    assert spoken_in(panel) == ["en"]
    assert (await stage.known(channel)).settings.language == "en"


def spoken_in(panel):
    """The languages that the panel shows as chosen."""
    (menu,) = [each for each in panel.selects if each["custom_id"] == "settings:lang"]
    return [option["value"] for option in menu["options"] if option.get("default")]
