"""Messages as they were sent before what they are about was stored; recorded from version 0.1."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message

from bot.channels.discord.questions import shown_in as shown_on_discord
from bot.channels.old_messages import read_old
from bot.channels.telegram.access import shown_in as shown_on_telegram
from core.asking.prompts import Turn
from core.editions.keys import DAILY, Shelf
from core.sent import About

LIST = DAILY.on(dt.date(2026, 2, 5))
OTHER = Shelf("arxiv", "daily").on(dt.date(2026, 2, 5))


@pytest.mark.parametrize(
    ("buttons", "about"),
    [
        # Pushed and shown lists, with and without Settings below.
        (("paper:2026-02-05:1", "paper:2026-02-05:2", "settings"), About(list_key=LIST)),
        (("paper:2026-02-05-arxiv-daily:1", "date:2026-02-04"), About(list_key=OTHER)),
        # A card, and a report that is listed.
        (
            ("report:2026-02-05:3", "score:2026-02-05:3", "date:2026-02-05"),
            About(list_key=LIST, number=3),
        ),
        (
            ("card:2026-02-05:3", "why:2026-02-05:3", "ask:2026-02-05:3", "date:2026-02-05"),
            About(list_key=LIST, number=3),
        ),
        # A report of no list, and the figures of one.
        (("card:2602.00003", "ask:2602.00003"), About(paper_id="2602.00003")),
        # Found papers, the settings, a broken button.
        (("open:2026-02-05:3", "open:2602.00003"), None),
        (("set:time:08:30", "set:silent:"), None),
        (("paper:2026-02-30:1", "paper", ""), None),
    ],
)
def test_buttons_tell_the_list_and_the_paper(buttons, about):
    assert read_old(buttons, "Whatever\n\nit says") == about


def test_an_answer_on_telegram() -> None:
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 1, "type": "private"},
        "text": (
            "Is train\u2024sh enough?\n3. Kites fly\n\nYes, run it twice.\nThen rest.\n\n"
            "What it rests on\n“It rises.” · 4 Results\n\nFrom the full text (HTML v1)"
        ),
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "Ask more", "callback_data": "ask:2602.00001"},
                    {"text": "The paper", "callback_data": "about:2602.00001"},
                    {"text": "arXiv", "url": "https://arxiv.org/abs/2602.00001"},
                ]
            ]
        },
    }
    found = shown_on_telegram(Message.de_json(message, None))

    assert found is not None
    assert found.paper_id == "2602.00001"
    assert found.turns[0].answer == "Yes, run it twice.\nThen rest."
    assert found.turns[0].question.startswith("Is train")


@pytest.mark.parametrize("long", [False, True])
def test_an_answer_on_discord(long: bool) -> None:
    question = "How high?" if not long else f"How {'high ' * 80}?"
    heading = "" if not long else f"**{question}**\n"
    embed = {
        "title": None if long else question,
        "description": (
            f"{heading}-# 3\\. Kites fly\n\nSo \\*high\\*.\n### What it rests on\n> It rises.\n\n"
            "-# From the full text"
        ),
    }
    buttons = [SimpleNamespace(custom_id=each) for each in ("ask:2602.00001", "about:2602.00001")]
    message = SimpleNamespace(
        embeds=[discord.Embed.from_dict(embed)], components=[SimpleNamespace(children=buttons)]
    )

    about = About(paper_id="2602.00001", turns=(Turn(question, "So *high*."),))
    assert shown_on_discord(message) == about


@given(buttons=st.lists(st.text(max_size=40)), text=st.text())
def test_whatever_stands_there_nobody_falls_over_it(buttons, text):
    assert read_old(buttons, text) is None
    assert read_old([*buttons, "about:2602.00001"], text).paper_id == "2602.00001"
