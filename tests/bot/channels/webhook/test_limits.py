"""Any view, in each kind's Markdown: within its limits, and with all the words."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.limits import LIMITS, bodies
from bot.chat.views import Item, Span, View, list_view, report_view, search_view, sentences
from bot.chat.views.model import line
from core.models import Labelled, SearchHit
from tests.bot.channels.telegram.test_render import EN, LANGUAGES, TEXT, ZH, words
from tests.bot.chat.views.samples import LIST, edition, entry, paper, report, said, summary

ESCAPES = {
    Kind.GENERIC: lambda text: re.sub(r"\\([\\`*_\[\]<>~|#&.)=+-])", r"\1", text),
    Kind.DINGTALK: lambda text: re.sub(r"\\([\\`*_\[\]<>~|#&.)=+-])", r"\1", text),
    Kind.FEISHU: lambda text: re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text),
    Kind.WECOM: lambda text: text,
    Kind.SLACK: lambda text: text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"),
}
MANY = settings(max_examples=20)


def shown(kind: Kind, view: View) -> list[str]:
    return [json.loads(body)["text"] for body in bodies(kind, view, "en")]


def check(view: View) -> None:
    """Each part is within the limits, and the parts hold all words in their order."""
    for kind in Kind:
        parts = shown(kind, view)
        for part in parts:
            assert len(part.encode()) <= LIMITS[kind].room
            assert part.strip()
            assert "\x00" not in part
        text = ESCAPES[kind]("".join(parts))
        wanted = words("".join(said(view)))
        assert _inside(_letters(wanted), _letters(words(text))), kind


def _letters(text: str) -> list[str]:
    """Letters and digits alone: marks are the kind's own."""
    return [char for char in text if char.isalnum()]


def _inside(wanted: list[str], found: list[str]) -> bool:
    """Whether all that is wanted was found, in that order."""
    rest = iter(found)
    return all(char in rest for char in wanted)


@MANY
@given(
    t=LANGUAGES,
    titles=st.lists(TEXT, min_size=1, max_size=6),
    more=st.integers(0, 40),
    told=TEXT,
)
def test_any_list_is_taken_and_loses_nothing(t, titles, more, told) -> None:
    papers = [
        entry(rank, golden=rank % 3 == 0, paper=paper(rank, title=title, organization=told))
        for rank, title in enumerate(titles + ["kites"] * more, start=1)
    ]

    check(list_view(t, edition(*papers), {}, previous=LIST))


@MANY
@given(t=LANGUAGES, title=TEXT, text=TEXT, other=TEXT)
def test_any_report_is_taken_and_loses_nothing(t, title, text, other) -> None:
    paper_ = paper(1, title=title, organization=other)
    told = report(field=text, contribution=other, innovations=(Labelled(other, text),))
    names = summary(1, title=other, text=text, highlights=(text,))

    check(report_view(t, paper_, told, entry=entry(1, paper=paper_), key=LIST, summary=names))


@MANY
@given(t=LANGUAGES, texts=st.lists(TEXT, min_size=1, max_size=5))
def test_any_search_is_taken_and_loses_nothing(t, texts) -> None:
    hits = [SearchHit(paper(rank, title=text), LIST, rank) for rank, text in enumerate(texts, 1)]

    check(search_view(t, "kites", hits, {}))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.GENERIC, "🏆 1. [a\\*b \\<c\\> x\\_y](https://arxiv.org/abs/1)  \nwhy"),
        (
            Kind.SLACK,
            "🏆 1. <https://arxiv.org/abs/1|a\u2060*\u2060b &lt;c&gt; x\u2060_\u2060y>\nwhy",
        ),
        (Kind.FEISHU, "🏆 1. [a&#42;b &#60;c&#62; x&#95;y](https://arxiv.org/abs/1)\nwhy"),
        (Kind.DINGTALK, "🏆 1. [a\\*b \\<c\\> x\\_y](https://arxiv.org/abs/1)  \nwhy"),
    ],
)
def test_a_title_leads_to_its_paper_and_stands_for_itself(kind, expected) -> None:
    title = line("a*b <c> x_y")
    item = Item(1, "🏆", title, (line("why"),), "https://arxiv.org/abs/1")

    assert shown(kind, View((item,))) == [expected]


def test_numbers_stay_numbers() -> None:
    items = tuple(Item(number, "", line("kites")) for number in (13, 15))

    assert shown(Kind.GENERIC, View(items)) == ["13\\. kites  \n15\\. kites"]


@pytest.mark.parametrize("t", [EN, ZH])
def test_what_nobody_can_type_is_not_told(t) -> None:
    day = LIST.day
    none = sentences([t.t("push.none", date=day, n=7)])
    missed = sentences([t.t("push.missed", dates="/date 2026-02-03 · /date 2026-02-04")])

    for kind in Kind:
        assert "/" not in shown(kind, none)[0]
        assert "7" in shown(kind, none)[0]
        assert "2026-02-03 · 2026-02-04" in shown(kind, missed)[0].replace("\\", "")


def test_a_link_that_reads_as_another_address_is_none() -> None:
    view = View((Item(1, "", line(Span("evil.example", href="https://arxiv.org/"))),))

    assert "arxiv" not in shown(Kind.GENERIC, view)[0]
