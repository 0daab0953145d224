"""Short messages."""

from __future__ import annotations

import re

import pytest

from bot.chat.views import Button, Style, Terms, help_view, text_view
from locales import Translator
from tests.bot.chat.views.samples import THURSDAY, said

SUBSCRIBE = [("/subscribe 08:30", "help.subscribe")]


def test_a_text_is_one_sentence() -> None:
    assert said(text_view(Translator("en"), "error.date_in_future", date=THURSDAY)) == [
        "Thu, 5 Feb is still to come."
    ]


def test_help_pairs_each_command_with_what_it_does() -> None:
    view = help_view(
        Translator("zh"), [("/paper 3", "report.field"), ("/lang zh|en", "report.input")]
    )

    assert said(view) == ["我能做这些", "/paper 3 应用领域", "/lang zh|en 输入"]
    assert isinstance(view.blocks[1], Terms)
    assert view.blocks[1].rows[0][0].spans[0].style is Style.CODE


def test_several_groups_of_commands_have_a_title_each_and_buttons_stand_below() -> None:
    rows = [("/today", "help.today"), ("/paper 3", "help.paper"), ("/privacy", "help.privacy")]
    view = help_view(Translator("en"), rows, [Button("/today", url="https://example.org")] * 5)

    assert said(view) == [
        "What I can do",
        "One day",
        "/today the newest list",
        "Papers",
        "/paper 3 the full report of paper 3; an arXiv id or a link works too",
        "More",
        "/privacy what I keep, and for how long",
    ]
    assert [len(row) for row in view.buttons] == [3, 2]


def test_what_goes_with_a_subscription_stands_apart_only_where_there_is_one() -> None:
    rows = [("/today", "help.today"), ("/interests kites", "help.interests")]
    alone, beside = (help_view(Translator("en"), [*rows, *more]) for more in ([], SUBSCRIBE))

    assert said(alone)[3] == "More"
    assert said(beside)[3] == "Every morning"


@pytest.mark.parametrize("code", ["zh", "en"])
def test_what_readers_are_told_has_no_time_zone_by_its_technical_name(code: str) -> None:
    t = Translator(code)
    for key in ("chat.start", "chat.not_subscribed", "error.time_invalid", "param.zone"):
        assert not re.search(r"[A-Z][a-z]+/[A-Z]", t.t(key, text="x"))
    assert not re.search(r"\d{4}-\d\d", t.t("error.date_invalid", text="x") + t.t("param.day"))
