"""Short messages."""

from __future__ import annotations

from bot.chat.views import Style, Terms, help_view, text_view
from locales import Translator
from tests.bot.chat.views.samples import THURSDAY, said


def test_a_text_is_one_sentence() -> None:
    assert said(text_view(Translator("en"), "error.date_in_future", date=THURSDAY)) == [
        "Thu, 5 Feb is still to come."
    ]


def test_help_pairs_each_command_with_what_it_does() -> None:
    view = help_view(
        Translator("zh"), [("/paper 3", "report.field"), ("/lang zh|en", "report.input")]
    )

    assert said(view) == ["我会做这些", "/paper 3 应用领域", "/lang zh|en 输入"]
    assert isinstance(view.blocks[1], Terms)
    assert view.blocks[1].rows[0][0].spans[0].style is Style.CODE
