"""Commands in sentences that can be pressed."""

from __future__ import annotations

import pytest

from bot.channels.discord.mentions import mentions, pressable
from bot.channels.discord.render import render
from bot.channels.discord.slash import payloads
from bot.chat.command_table import commands
from bot.chat.views import Paragraph, View, help_view, sentences
from bot.chat.views.model import line
from locales import translators
from tests.discord_world import discord_scene
from tests.world import DATE

SPOKEN = translators(("en", "zh"))
EN = SPOKEN["en"]
TABLE = commands(delivers=True)
FOUND = [
    payload | {"id": str(100 + number)} for number, payload in enumerate(payloads(TABLE, SPOKEN))
]
NAMED = mentions(FOUND, TABLE)


def shown(view):
    (payload,) = render(pressable(view, NAMED), EN)
    return payload.get("content") or payload["embeds"][0]["description"]


def test_only_commands_that_need_nothing_typed_are_mentioned():
    assert NAMED["today"] == "</today:100>"
    assert set(NAMED) == {
        "today", "date", "subscribe", "unsubscribe", "settings", "interests", "status",
        "cost", "announce", "privacy", "forget", "help", "start",
    }  # fmt: skip
    assert mentions([{"name": "today"}, {"name": "help", "type": 3, "id": "7"}], TABLE) == {}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Send /today for it.", "Send </today:100> for it."),
        ("发 /today，或 /help。", f"发 </today:100>，或 {NAMED['help']}。"),
        ("Send /subscribe 08:30.", "Send /subscribe 08\\:30."),
        ("An admin can /subscribe in it.", f"An admin can {NAMED['subscribe']} in it."),
        ("See /paper 3 and x/today or /todays.", "See /paper 3 and x/today or /todays."),
        ("/today", "</today:100>"),
        ("/today: /help", f"</today:100>: {NAMED['help']}"),
    ],
)
def test_commands_in_our_sentences_can_be_pressed(said, wanted):
    assert shown(sentences([said])) == wanted


def test_words_of_others_are_no_commands_to_press():
    assert shown(View((Paragraph((line("Send /today"),)),))) == "Send /today"
    assert shown(sentences(["</today:100>"])).startswith("\\<")
    for words in ("/today", "/today” or “/today"):
        assert NAMED["today"] not in shown(sentences([f"Nothing found for “{words}”."]))
    assert NAMED["today"] in shown(sentences(["Nothing found for “x”. Send /today."]))


def test_the_help_shows_what_can_be_pressed_and_what_is_typed():
    text = shown(help_view(EN, [("/today", "help.today"), ("/paper 3", "help.paper")]))

    assert "\n</today:100> — " in text
    assert "`/paper 3`" in text


def test_what_is_typed_behind_a_command_that_can_be_pressed_is_code_without_a_blank():
    text = shown(help_view(EN, [("/date yesterday", "help.date")]))

    assert f"{NAMED['date']} `yesterday`" in text


def test_without_ids_nothing_changes():
    view = sentences(["Send /today"])
    assert pressable(view, {}) is view


async def test_people_press_them_from_the_first_answer_on(tmp_path):
    async with discord_scene(tmp_path, {DATE: []}) as stage:
        owner = stage.discord.user()
        channel = stage.discord.guild(owner).system_channel
        ids = {each["name"]: each["id"] for each in stage.discord.commands.tables[None]}
        asked = await stage.uses(owner, channel, "subscribe", time="08:30", zone="Asia/Shanghai")

        assert f"</settings:{ids['settings']}>" in asked.original.content
        panel = await stage.uses(owner, channel, "settings")
        assert "include agent" not in panel.text
        opened = await stage.discord.press(panel.original, owner, "form:include").wait_answer()
        sent = await stage.discord.submit_modal(opened, {"include": "，，"}).wait_answer()
        refused = "".join(each.text for each in sent.messages)
        assert "for example /settings include agent, RAG;" in refused
