"""Messages from before lists had keys, and the store of that time: the service of today opens it,
every button in them is pressed, and they are replied to.

What the buttons say is written out here as it was then.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.discord_world import DiscordScene, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_interaction import Interaction
from tests.fakes.discord_state import Channel
from tests.fakes.discord_state import Message as DiscordMessage
from tests.fakes.discord_state import User as DiscordUser
from tests.fakes.hub import item
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat, Message, User
from tests.storage.old import store_before_keys
from tests.telegram_world import Scene, scene
from tests.world import DATABASE, full_texts

FRIDAY = (2026, 2, 6, 20)
PAGES = full_texts([item("2602.00001", "A", summary="We propose an agent that reads.")])
# The id of the message as which Wednesday's list was pushed.
PUSHED = 40
# What a press leads to, by what the button says.
THURSDAY_LIST, WEDNESDAY_LIST = "Morning papers · Thu, 5 Feb", "Morning papers · Wed, 4 Feb"
CARD, THIRD, REPORT = "1. A", "3. A", "Core contribution"
TOTAL, FIGURES, NO_TABLE = "Total 5.5", "Where the report's numbers", "no results table"
OF_LISTS = {"date:2026-02-05": THURSDAY_LIST, "date:2026-02-04": WEDNESDAY_LIST}
OF_PAPERS = {
    "report:2026-02-05:1": REPORT,
    "report:2602.00001": REPORT,
    "card:2026-02-05:1": CARD,
    "card:2602.00001": CARD,
    "again:2026-02-05:1": REPORT,
    "again:2602.00001": REPORT,
    "about:2026-02-05:1": CARD,
    "about:2602.00001": CARD,
    "score:2026-02-05:1": TOTAL,
    "why:2026-02-05:1": FIGURES,
    "why:2602.00001": FIGURES,
    "table:2026-02-05:1": NO_TABLE,
    "table:2602.00001": NO_TABLE,
}
# Under a list, and under what was found.
OPENING = {
    "paper:2026-02-05:1": CARD,
    "paper:2026-02-04:3": THIRD,
    "paper:2602.00001": CARD,
    "open:2026-02-05:1": CARD,
    "open:2026-02-04:3": THIRD,
    "open:2602.00001": CARD,
}
OF_SETTINGS = {
    "settings": "Language — English",
    "set:lang:zh": "语言 — 中文",
    "set:lang:en": "Language — English",
    "set:time:09:30": "Time — 09:30",
    "set:zone:Europe/London": "Time zone — London time",
    "set:day:0": "Days — Tue Wed Thu Fri Sat Sun",
    "set:most:5": "Papers — 5",
    "set:most:0": "Papers — all",
    "set:least:40": "Lowest score — 40",
    "set:least:0": "Lowest score — any",
    "set:silent:": "Silent push — on",
    "set:empty:": "Empty days — no",
}
ON_TELEGRAM = {
    "set:previews:": "Link previews — on",
    "ask:2026-02-05:1": "/ask 1",
    "ask:2602.00001": "/ask 2602.00001",
}
ON_DISCORD = {
    "show:report:2026-02-05:1": REPORT,
    "show:card:2602.00001": CARD,
    "show:why:2026-02-05:1": FIGURES,
    "show": "What it said then",
    "set:thread:": "Thread per day — on",
    "page:2:/today": THURSDAY_LIST,
    "page:1:/date 2026-02-04": WEDNESDAY_LIST,
    "page:1:/paper 1 2026-02-05": REPORT,
    "page:2:/ask 1 2026-02-05 What accuracy does the example reach?": "What accuracy",
    "page:2:report:2026-02-05:1": REPORT,
    "page:1:date:2026-02-05": THURSDAY_LIST,
    "page:1:why:2602.00001": FIGURES,
}
FORMS = {
    "ask:2026-02-05:1": "Ask this paper",
    "ask:2602.00001": "Ask this paper",
    "form:include": "Always list",
    "form:mute": "Never list",
    "form:mention": "Mention role",
}


def leave_store(folder: Path, platform: str, chat_id: int) -> None:
    """The store as it was then: one chat, and the list that was pushed to it."""
    path = store_before_keys(folder)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM deliveries WHERE state != 'sent'")
        connection.execute("DELETE FROM chats WHERE chat_id != 'had'")
        connection.execute(
            "UPDATE chats SET platform = ?, chat_id = ?, settings = '{}'", (platform, str(chat_id))
        )
        connection.execute(
            "UPDATE deliveries SET platform = ?, chat_id = ?, message_id = ?",
            (platform, str(chat_id), str(PUSHED)),
        )
    path.rename(folder / DATABASE)


def on_telegram(telegram: FakeTelegram, chat: Chat, *buttons: str) -> Message:
    """An old message of the bot with those buttons."""
    row = [{"text": "3", "callback_data": data} for data in buttons]
    return telegram.store(
        chat,
        text="What it said then",
        by_bot=True,
        sender=telegram.bot,
        markup={"inline_keyboard": [row]} if row else None,
    )


def on_discord(discord: FakeDiscord, channel: Channel, button: str) -> DiscordMessage:
    """The same there, with one button."""
    shown = {"type": 2, "id": 2, "style": 2, "label": "3", "custom_id": button}
    rows = [{"type": 1, "id": 1, "components": [shown]}]
    return discord.store(channel, discord.bot, content="What it said then", components=rows)


async def press_on_telegram(stage: Scene, chat: Chat, ann: User, data: str) -> str:
    """What is shown after that is pressed: in a word, in the message's place, or below it."""
    message = on_telegram(stage.telegram, chat, data)
    before = len(stage.telegram.messages(chat))
    stage.clock.pass_(minutes=1)  # nobody may press too much at once
    told = await stage.presses(message, ann, "3")
    later = [each.text for each in stage.telegram.messages(chat)[before:]]
    return "\n".join([told, message.text, *later])


async def press_on_discord(
    stage: DiscordScene, channel: Channel, ann: DiscordUser, data: str
) -> str:
    """What is shown after that is pressed, be it a form's title."""
    stage.clock.pass_(minutes=1)
    asked = await stage.presses(on_discord(stage.discord, channel, data), ann, "3")
    if asked.modal:
        return str(asked.modal["title"])
    await stage.until(lambda: asked.original is not None and not asked.original.loading)
    return str(asked.original.text).replace("**", "").replace("\\", "")


async def test_every_old_button_on_telegram(tmp_path: Path) -> None:
    telegram = FakeTelegram(limits=None)
    ann = telegram.user()
    chat = telegram.private(ann)
    leave_store(tmp_path, "telegram", chat.id)
    expected = OF_LISTS | OPENING | OF_PAPERS | OF_SETTINGS | ON_TELEGRAM
    async with scene(tmp_path, pages=PAGES, telegram=telegram, demo=False, at=FRIDAY) as stage:
        shown = {data: await press_on_telegram(stage, chat, ann, data) for data in expected}

    assert {data: said for data, said in shown.items() if expected[data] not in said} == {}


async def test_replies_to_old_lists_on_telegram(tmp_path: Path) -> None:
    telegram = FakeTelegram(limits=None)
    ann = telegram.user()
    group = telegram.group(ann)
    leave_store(tmp_path, "telegram", group.id)
    async with scene(tmp_path, pages=PAGES, telegram=telegram, demo=False, at=FRIDAY) as stage:
        asked = on_telegram(telegram, group, "paper:2026-02-04:3", "date:2026-02-03")
        of_paper = on_telegram(telegram, group, "report:2026-02-05:1", "date:2026-02-05")
        group.last_id = PUSHED - 1
        pushed = on_telegram(telegram, group)
        assert pushed.id == PUSHED

        for old in (asked, pushed):
            said = await stage.says(group, ann, "99", reply_to=old)
            assert said.text.startswith("The list of 4 Feb")
        said = await stage.says(group, ann, "99", reply_to=of_paper)
        assert said.text.startswith("The list of 5 Feb")
        question = "What accuracy does the example reach?"
        answer = await stage.says(group, ann, question, reply_to=of_paper)
        assert answer.text.startswith(f"{question}\n1. A")


async def test_every_old_button_on_discord(tmp_path: Path) -> None:
    async with FakeDiscord(limits=None) as discord:
        ann = discord.user("Ann")
        channel = discord.guild(ann).system_channel
        leave_store(tmp_path, "discord", channel.id)
        expected = OF_LISTS | OF_PAPERS | OF_SETTINGS | ON_DISCORD | FORMS
        async with discord_scene(tmp_path, pages=PAGES, discord=discord, at=FRIDAY) as stage:
            shown = {data: await press_on_discord(stage, channel, ann, data) for data in expected}
            for data, title in OPENING.items():
                stage.clock.pass_(minutes=1)
                menu = on_discord(discord, channel, data)
                chosen = await discord.select(menu, ann, "open", [data], forged=True).wait_answer()
                await stage.until(lambda chosen=chosen: title_of(chosen))
                assert title_of(chosen) == title

    assert {data: said for data, said in shown.items() if expected[data] not in said} == {}


def title_of(chosen: Interaction) -> str:
    """The first line of what was chosen; "" while it is being read."""
    if chosen.original is None or chosen.original.loading:
        return ""
    return str(chosen.original.text.split("\n")[0])
