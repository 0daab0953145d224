"""The found papers."""

from __future__ import annotations

from bot.chat.views import Item, search_view
from bot.chat.views.fitting import rows_of
from bot.chat.views.glance import PHONE, SLIM
from bot.chat.views.model import slimmed, titled
from core.models import SearchHit
from locales import Translator
from tests.bot.chat.views.samples import LIST, paper, said, sent

ZH, EN = Translator("zh"), Translator("en")


def test_found_papers_say_where_they_stand_and_how_to_open_them() -> None:
    hits = [SearchHit(paper(1), LIST, 3), SearchHit(paper(2, organization=None), None, None)]

    view = search_view(ZH, "风筝", hits, {"2602.00001": "风中的风筝", "2602.00002": None})

    assert said(view) == [
        "“风筝”：2 篇",
        "风中的风筝",
        "2月5日 第 3 篇 · Kite Lab",
        "Kites in Wind 2",
        "2602.00002",
    ]
    assert [sent(button) for row in view.buttons for button in row] == [
        "open:2026-02-05:3",
        "open:2602.00002",
    ]
    assert view.hints == ("/paper N 日期 看完整报告，例如 /paper 3 2026-02-05",)
    assert search_view(EN, "kite", hits[1:], {}).hints == (
        "/paper ID to read one, for example /paper 2602.00002",
    )


def test_names_of_organizations_end_with_a_word() -> None:
    california = paper(1, organization="Kite Lab of the University of California, San Diego")

    view = search_view(EN, "kite", [SearchHit(california, LIST, 3)], {})
    assert said(view)[-1] == "5 Feb, number 3 · Kite Lab…"
    assert view.caption == "Tap one to open it"


def test_nothing_found_is_one_sentence() -> None:
    assert said(search_view(EN, "kite", [], {})) == [
        "Nothing found for “kite”. Try another word, for example /search world model."
    ]


def test_a_found_papers_title_takes_two_rows() -> None:
    title = "A Title That Takes More Than Two Rows of Any Phone, However Wide, for It Is Long"
    view = search_view(EN, "title", [SearchHit(paper(1, title=title), None, None)], {})

    [item] = [block for block in view.blocks if isinstance(block, Item)]
    assert item.title.text == title
    for shown, room in ((item, PHONE), (slimmed(item), SLIM)):
        assert rows_of(titled(shown).text, room.title) == 2
