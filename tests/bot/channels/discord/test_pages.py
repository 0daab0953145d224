"""Long answers as pages, and pictures: what is on which page, and that its buttons lead to the
others."""

from __future__ import annotations

import dataclasses

import pytest

from bot.channels.discord.components import page_of
from bot.channels.discord.render import pages, render
from bot.chat.actions import Action, Typed, Verb, read_action
from bot.chat.targets import Listed
from bot.chat.views import Picture, report_view, sentences
from core.models import Labelled
from locales import Translator
from tests.bot.chat.views.samples import LIST, entry, paper, report

ZH, EN = Translator("zh"), Translator("en")
THIRD = Action(Verb.REPORT, Listed(LIST, 3))
LONG = "很长的一句话，说的是风筝怎样飞。" * 50


def test_pages_lead_to_those_beside_them() -> None:
    told = report(field=LONG * 5, contribution=LONG * 5, innovations=(Labelled("", LONG * 7),))
    view = report_view(ZH, paper(1), told, entry=entry(3), key=LIST)

    [first], [second], [third] = pages(view, ZH, THIRD)

    ways = [
        [(b["label"], b["custom_id"]) for b in page["components"][0]["components"]]
        for page in (first, second)
    ]
    assert ways == [
        [("2/3 ›", "page:2:report:2026-02-05:3")],
        [("‹ 1/3", "page:1:report:2026-02-05:3"), ("3/3 ›", "page:3:report:2026-02-05:3")],
    ]
    assert [button["label"] for button in third["components"][0]["components"]] == ["‹ 2/3"]
    assert first["components"][1:] == second["components"][1:] == third["components"][1:]
    assert first["components"][1]["components"][0]["custom_id"] == "like:2026-02-05:3"


def test_each_page_has_the_title_and_says_which_it_is() -> None:
    told = report(field=LONG * 5, contribution=LONG * 5, innovations=(Labelled("", LONG * 7),))
    view = report_view(ZH, paper(1), told, entry=entry(3), key=LIST)

    [first], [second], [third] = pages(view, ZH, THIRD)

    title = first["embeds"][0]["title"]
    assert title.startswith("3")
    assert second["embeds"][0]["title"] == f"{title}（2/3）"
    assert third["embeds"][0]["title"] == f"{title}（3/3）"


def test_a_title_as_long_as_may_be_still_says_which_page_it_is() -> None:
    long = paper(1, title="*" * 125)
    told = report(field=LONG * 5, contribution=LONG * 5)
    view = report_view(EN, long, told, entry=entry(3, paper=long), key=LIST)

    [first], [second] = pages(view, EN, THIRD)

    assert len(first["embeds"][0]["title"]) > 250
    assert len(second["embeds"][0]["title"]) <= 256
    assert second["embeds"][0]["title"].endswith("… (2/2)")


def test_an_action_too_long_for_a_button_gives_one_page_of_several_messages() -> None:
    told = report(field=LONG * 5, contribution=LONG * 5)
    view = report_view(ZH, paper(1), told, entry=entry(3), key=LIST)

    [messages] = pages(view, ZH, Typed("/search " + "风" * 90))

    assert messages == render(view, ZH)
    assert len(messages) == 2
    assert len(pages(view, ZH, Typed("/search " + "风" * 85))) == 2


def test_what_a_page_button_says() -> None:
    assert page_of(read_action("page:2:report:2026-02-05:3")) == (2, THIRD)
    assert page_of(read_action("page:12:/search a:b")) == (12, Typed("/search a:b"))
    assert page_of(read_action("report:2026-02-05:3")) == (1, THIRD)
    assert page_of(read_action("page:x:report:2026-02-05:3")) == (1, None)


PICTURE = Picture("https://x.example/1.png", "A *kite*\nin wind")


def test_a_picture_hangs_below_the_report() -> None:
    view = report_view(EN, paper(1), report(), entry=entry(3), key=LIST)

    [payload] = render(
        dataclasses.replace(view, picture=PICTURE, thumbnail="https://x.example/2.png"), EN
    )

    [embed] = payload["embeds"]
    assert embed["image"] == {"url": "https://x.example/1.png"}
    assert embed["thumbnail"] == {"url": "https://x.example/2.png"}
    assert embed["description"].endswith("\n\n-# A \\*kite\\* in wind")
    assert "footer" in embed


def test_a_picture_without_words_is_only_a_picture() -> None:
    view = report_view(EN, paper(1), report(), entry=entry(3), key=LIST)

    [bare], [seen] = (
        render(dataclasses.replace(view, picture=each), EN)
        for each in (None, Picture(PICTURE.address, ""))
    )

    assert seen["embeds"] == [bare["embeds"][0] | {"image": {"url": "https://x.example/1.png"}}]


def test_a_picture_whose_words_find_no_room_stands_by_itself() -> None:
    view = report_view(EN, paper(1), report(field="kite " * 680), entry=entry(3), key=LIST)
    captioned = dataclasses.replace(view, picture=Picture("https://x.example/1.png", "wind " * 200))

    [payload] = render(captioned, EN)

    last = payload["embeds"][-1]
    assert last["description"] == "-# " + ("wind " * 60)[:299] + "…"
    assert "image" not in payload["embeds"][0]


def test_the_picture_of_a_long_report_is_on_its_first_page() -> None:
    told = report(field=LONG * 5, contribution=LONG * 5)
    view = report_view(ZH, paper(1), told, entry=entry(3), key=LIST)

    [[first], [second]] = pages(dataclasses.replace(view, picture=PICTURE), ZH, THIRD)

    assert "image" in first["embeds"][-1]
    assert not any("image" in embed for embed in second["embeds"])


@pytest.mark.parametrize(
    "address", ["ftp://x.example/1.png", "javascript:1", "https://localhost/1.png", "", "x"]
)
def test_only_pictures_of_the_web_are_shown(address: str) -> None:
    view = report_view(EN, paper(1), report(), entry=entry(3), key=LIST)

    seen = dataclasses.replace(view, picture=Picture(address, "kite"), thumbnail=address)

    assert render(seen, EN) == render(view, EN)


def test_a_picture_below_bare_words() -> None:
    [payload] = render(dataclasses.replace(sentences(["hello"]), picture=PICTURE), EN)

    assert payload["embeds"][0]["description"] == "hello\n\n-# A \\*kite\\* in wind"
