"""Buttons become menus and rows that Discord takes; test_render.py holds any view against that."""

from __future__ import annotations

from typing import Any

from bot.channels.discord.components import clip, components, left_out, rows_of
from bot.chat.actions import Action, Verb, read_action
from bot.chat.recommended import numbered
from bot.chat.targets import Change, Known
from bot.chat.views import Button, Item, View, list_view, search_view
from bot.chat.views.model import line
from core.models import SearchHit
from locales import Translator
from tests.bot.chat.views.samples import LIST, edition, entry, paper, summary

ZH, EN = Translator("zh"), Translator("en")
PANEL, LONG = Action(Verb.SETTINGS), Action(Verb.SET, Change("mute", "a" * 100))
CARD, ABOUT = (Action(verb, Known("2602.00001")) for verb in (Verb.CARD, Verb.ABOUT))


def laid(view: View, t: Translator = EN) -> list[list[dict[str, Any]]]:
    return [row["components"] for row in components(rows_of(view.buttons), view, t)]


def test_papers_are_a_menu_with_their_titles() -> None:
    view = list_view(
        ZH, edition(entry(1, golden=True), entry(2)), {"2602.00001": summary(1)}, previous=LIST
    )

    [[menu], ways] = laid(view, ZH)

    assert menu == {
        "type": 3,
        "custom_id": "open",
        "placeholder": "打开一篇论文…",
        "options": [
            {"label": "1 · 风中的风筝 1", "value": "paper:2026-02-05:1", "emoji": {"name": "🏆"}},
            {"label": "2 · Kites in Wind 2", "value": "paper:2026-02-05:2"},
        ],
    }
    assert ways == [
        {"type": 2, "style": 2, "label": "‹ 2月5日", "custom_id": "date:2026-02-05"},
        {"type": 2, "style": 2, "label": "设置", "custom_id": "settings"},
    ]


def test_more_papers_than_a_menu_holds_are_several() -> None:
    view = list_view(EN, edition(*map(entry, range(1, 31))), {})

    [[first], [second], _] = laid(view)

    assert (first["custom_id"], second["custom_id"]) == ("open", "open:2")
    assert [first["placeholder"], second["placeholder"]] == [
        "Open a paper… 1–25",
        "Open a paper… 26–30",
    ]
    assert second["options"][0]["label"] == "26 · Kites in Wind 26"


def test_numbers_that_run_a_command_are_one_menu_up_to_25() -> None:
    buttons = numbered("why", LIST, range(1, 26))

    [[menu]] = laid(View((), buttons))

    assert menu["placeholder"] == "Open a paper…"
    assert [option["label"] for option in menu["options"]] == [str(n) for n in range(1, 26)]


def test_found_papers_are_a_menu_too() -> None:
    hits = [SearchHit(paper(1), LIST, 3), SearchHit(paper(2), None, None)]

    [[menu]] = laid(search_view(EN, "kites", hits, {}))

    assert [(option["label"], option["value"]) for option in menu["options"]] == [
        ("5 Feb · 3 · Kites in Wind 1", "open:2026-02-05:3"),
        ("2602.00002 · Kites in Wind 2", "open:2602.00002"),
    ]


def test_titles_that_do_not_belong_are_not_guessed() -> None:
    view = View(
        (Item(1, "", line("One")), Item(2, "", line("Two"))),
        ((Button("1", read_action("paper:2026-02-05:1")),),),
    )

    [[menu]] = laid(view)

    assert menu["options"] == [{"label": "1", "value": "paper:2026-02-05:1"}]


def test_short_rows_of_a_kind_share_one() -> None:
    actions = (Button("full", ABOUT), Button("why", CARD)), (Button("list", PANEL),)
    links = tuple(Button(f"l{n}", url=f"https://x.example/{n}") for n in range(3))

    assert [len(row) for row in rows_of((*actions, links))] == [3, 3]


def test_what_discord_would_refuse_is_left_out() -> None:
    buttons = [
        [Button("", CARD), Button("x", LONG), Button("x"), Button("x", url="https://localhost/")],
        [Button("one", PANEL), Button("two", PANEL), Button("y" * 90, url="https://x.example/论")],
    ]

    rows = rows_of(buttons)

    assert rows == [
        [Button("one", PANEL)],
        [Button("y" * 79 + "…", url="https://x.example/%E8%AE%BA")],
    ]
    assert left_out(buttons, rows) == buttons[0]


def test_of_too_many_rows_the_first_and_the_last_stay() -> None:
    links = [
        [Button(f"l{row}{n}", url=f"https://x.example/{row}/{n}") for n in range(5)]
        for row in range(7)
    ]

    assert [row[0].label for row in rows_of(links)] == ["l00", "l10", "l20", "l30", "l60"]


def test_clipping_counts_as_discord_may() -> None:
    assert clip("a" * 100, 100) == "a" * 100
    assert clip("a" * 101, 100) == "a" * 99 + "…"
    assert clip("🏆" * 51, 100) == "🏆" * 49 + "…"
    assert clip("a " * 49 + "kites", 100) == ("a " * 49).rstrip() + "…"
    assert clip("a " * 48 + "12.5 kites", 100) == ("a " * 48).rstrip() + "…"
