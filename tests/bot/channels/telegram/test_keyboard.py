"""Buttons that Telegram takes, in rows that a phone shows whole."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.keyboard import keyboard, left_out
from bot.chat.actions import Action, Verb, write_action
from bot.chat.targets import Change, Listed, WholeList
from bot.chat.views.model import Button, rows
from core.editions.keys import DAILY
from tests.fakes.telegram_markup import checked_markup

PANEL = Action(Verb.SETTINGS)


def words(text: str) -> Action:
    return Action(Verb.SET, Change("mute", text))


def labels(*buttons: Button) -> list[list[str]]:
    return [[button.label for button in row] for row in keyboard([buttons])]


def links(*names: str) -> list[Button]:
    return [Button(name, url=f"https://x.example/{name[0]}") for name in names]


@pytest.mark.parametrize(
    ("names", "laid"),
    [
        (["arXiv", "PDF", "Hugging Face"], [3]),
        (["arXiv", "PDF", "Hugging Face", "代码"], [2, 2]),
        (["arXiv", "PDF", "Hugging Face", "代码", "项目主页"], [3, 2]),
        (["1", "2", "3", "4", "5", "6", "7", "8"], [8]),
        (["a" * 60, "b"], [1, 1]),
        (["arXiv", "PDF", "Hugging Face", "Project · kites.github.io"], [3, 1]),
    ],
)
def test_rows_break_evenly_before_labels_are_cut(names: list[str], laid: list[int]) -> None:
    assert [len(row) for row in labels(*links(*names))] == laid


def test_of_too_many_buttons_the_first_and_the_last_row_stay() -> None:
    papers = [
        Button(str(n), Action(Verb.PAPER, Listed(DAILY.on(dt.date(2026, 2, 5)), n)))
        for n in range(1, 121)
    ]
    ways = (
        Button("‹ 2月4日", Action(Verb.DATE, WholeList(DAILY.on(dt.date(2026, 2, 4))))),
        Button("设置", PANEL),
    )
    view = (*rows(papers, 6), ways)

    shown = keyboard(view)

    assert [button.label for row in shown[:-1] for button in row] == [str(n) for n in range(1, 99)]
    assert shown[-1] == ways
    assert [button.label for button in left_out(view, shown)] == [str(n) for n in range(99, 121)]


def test_what_telegram_would_refuse_is_left_out() -> None:
    refused = [
        Button("code", url="http://localhost/"),
        Button("\u202e ", PANEL),
        Button("long", words("论" * 22)),
        Button("empty"),
    ]
    row = [*refused, Button(" <b>ok\x1b ", words("kites"))]

    assert labels(*row) == [["<b>ok"]]
    assert left_out([row], keyboard([row])) == refused
    assert keyboard([]) == keyboard([[]]) == keyboard([refused]) == ()


BUTTONS = st.builds(Button, st.text(max_size=30), st.text(max_size=70).map(words)) | st.builds(
    lambda label, path: Button(label, url=f"https://x.example/{path}"),
    st.text(max_size=30),
    st.text(max_size=400),
)


@settings(max_examples=30)
@given(st.lists(st.lists(BUTTONS, max_size=12), max_size=20))
def test_any_buttons_are_taken(view: list[list[Button]]) -> None:
    keys = [
        [
            {"text": b.label}
            | ({"url": b.url} if b.url else {"callback_data": write_action(b.action)})
            for b in row
        ]
        for row in keyboard(view)
    ]

    assert all(keys)
    checked_markup({"inline_keyboard": keys})
