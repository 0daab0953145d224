"""Views as Telegram messages: what they look like, that Telegram takes them, and that nothing of
them is lost."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.render import Part, body, render
from bot.channels.telegram.sender import plain_text
from bot.chat.actions import Action, Verb
from bot.chat.targets import Change, Listed
from bot.chat.views import (
    Button,
    Line,
    Paragraph,
    Section,
    Span,
    Style,
    View,
    help_view,
    list_view,
    report_view,
    search_view,
    sentences,
)
from bot.chat.views.model import line
from core.editions.keys import DAILY
from core.models import Labelled, SearchHit
from locales import Translator
from tests.bot.chat.views.anything import (
    any_list,
    any_report,
    any_search,
    evidence_views,
    rich_report,
    texts_of,
    with_caption,
)
from tests.bot.chat.views.samples import (
    LIST,
    edition,
    entry,
    paper,
    report,
    said,
    sent,
    summary,
)
from tests.fakes.telegram_html import parse_html, utf16
from tests.fakes.telegram_markup import checked_markup
from tests.fakes.telegram_text import formatted

ZH, EN = Translator("zh"), Translator("en")
TAG = re.compile(r"<(/?)([a-z]+)( expandable| href=\"[^\"<>]+\")?>")
LONG = "很长的一句话，说的是风筝怎样飞。" * 50


def morning(count: int = 2, **changes: object) -> View:
    shown = edition(
        *(entry(rank, golden=rank == 1, **changes) for rank in range(1, count + 1)), listed=35
    )
    told = {f"2602.{rank:05}": summary(rank) for rank in range(1, count + 1)}
    return list_view(ZH, shown, told, previous=DAILY.on(dt.date(2026, 2, 4)))


def test_the_morning_list() -> None:
    [part] = render(morning())

    assert part.text.replace("\u00a0", " ").split("\n") == [
        "<b>论文晨报 · 2月5日 星期四</b>",
        "35 篇里选出 2 篇，1 篇 🏆",
        "",
        "<b>🏆 1. 风中的风筝 1</b>",
        "<i>Kite Lab · ▲84 ★2.4k · 69.3</i>",
        "风筝 1 比以前高 30%。",
        "",
        "<b>2. 风中的风筝 2</b>",
        "<i>Kite Lab · ▲84 ★2.4k · 68.3</i>",
        "风筝 2 比以前高 30%。",
        "",
        "点编号读论文",
    ]
    assert [[button.label for button in row] for row in part.keyboard] == [
        ["1", "2"],
        ["‹ 2月4日", "设置"],
    ]


def test_bare_numbers_have_one_caption_and_nothing_pressed_has_none() -> None:
    view = morning(29)

    [part] = render(view)
    assert part.text.endswith("\n\n点编号读论文")
    assert part.text.count("点编号读论文") == 1
    assert "点编号" not in render(replace(view, buttons=()))[0].text


def test_the_rest_of_a_long_list_is_folded() -> None:
    [part] = render(morning(29))

    assert (
        "<b>另外 19 篇</b>\n<blockquote expandable>11. 风中的风筝 11\n12. 风中的风筝 12\n"
        in part.text
    )


def test_a_short_report_is_not_folded() -> None:
    linked = paper(1, repository="https://github.com/kites/fly")

    [part] = render(report_view(ZH, linked, report(), entry=entry(3), key=LIST, summary=summary(1)))

    rows = part.text.replace("\u00a0", " ").split("\n")
    assert rows[:4] == [
        "<b>3. 风中的风筝 1</b>",
        "<i>Kites in Wind 1</i>",
        "<i>Kite Lab</i>",
        "<i>Frontier Lab · ▲84 ★2.4k · 67.3</i>",
    ]
    start = rows.index("<b>使用指南</b>")
    assert rows[start + 1 : start + 9] == [
        "<b>输入：</b>一只风筝和 <code>wind.csv</code>。",
        "<b>输出：</b>高度曲线。",
        "<b>步骤：</b>",
        "1. 放线。",
        "2. 等风。",
        "<b>资源：</b>一片空地。",
        "<b>注意：</b>不要靠近电线。",
        "• 雨天不放",
    ]
    assert rows[-1] == "读自 arXiv HTML v1 · reader-9 · 2月4日 19:12"
    assert [[button.label for button in row] for row in part.keyboard] == [
        ["👍", "👎", "得分", "提问"],
        ["概要", "‹ 列表", "相近论文"],
        ["arXiv", "PDF"],
        ["Hugging Face", "代码"],
    ]


def test_a_long_report_folds_guide_and_results() -> None:
    [part] = render(report_view(ZH, paper(1), report(contribution=LONG), entry=entry(3), key=LIST))

    assert re.findall(r"<b>(.*)</b>\n<blockquote expandable>", part.text) == [
        "使用指南",
        "实验效果",
    ]
    assert part.text.count("</blockquote>\n\n") == 2


def test_a_report_that_needs_two_messages_has_its_buttons_below_the_second() -> None:
    told = report(field=LONG * 2, contribution=LONG * 2, innovations=(Labelled("", LONG * 2),))

    first, second = render(report_view(ZH, paper(1), told, entry=entry(3), key=LIST))

    assert [[sent(button) for button in row] for row in first.keyboard] == [["ask:2026-02-05:3"]]
    first_row = [sent(button) for button in second.keyboard[0]]
    assert first_row[:3] == ["like:2026-02-05:3", "dislike:2026-02-05:3", "score:2026-02-05:3"]
    assert second.text.startswith("<b>主要创新点</b>\n1. 很长")


def test_a_title_of_four_thousand_characters_survives() -> None:
    long = paper(1, title="风" * 4000)

    parts = render(
        report_view(EN, long, report(field="-", contribution="-"), entry=entry(3, paper=long))
    )

    assert len(parts) == 2
    assert re.match("3\\. 风{3997}$", plain_text(parts[0].text))
    assert re.match("风{3}\n", plain_text(parts[1].text))


def test_fifty_papers_with_long_titles_are_two_messages_and_all_their_buttons() -> None:
    parts = render(morning(50, paper=paper(1, title="Kites & <strings> " * 10)))

    assert len(parts) <= 2
    assert sum(button.label.isdigit() for row in parts[-1].keyboard for button in row) == 50


def test_links_that_telegram_refuses_stand_in_the_text() -> None:
    view = View((Paragraph((line("hello"),)),), ((Button("Code", url="https://localhost/x"),),))

    assert render(view) == [Part("hello\n\nCode: https://localhost/x")]


def test_hints_are_told_when_buttons_found_no_room() -> None:
    view = View(
        (Paragraph((line("hello"),)),),
        ((Button("3", Action(Verb.SET, Change("include", "x" * 65))),),),
        ("/paper 3",),
    )

    assert render(view) == [Part("hello\n\n/paper 3")]


def test_links_and_quotes_never_nest_wrongly() -> None:
    link = Span("x", Style.CODE, "https://x.example/?a&b")
    refused = Span("y", Style.BOLD, "https://nowhere")
    inner = Section(
        line("in"), (Paragraph((Line((link, refused)), line(LONG * 3))),), collapsible=True
    )

    [part] = render(View((Section(line("out"), (inner,), collapsible=True),)))

    assert part.text.startswith("out\n<blockquote expandable>in\n")
    assert '<a href="https://x.example/?a&amp;b">x</a><b>y</b>' in part.text
    assert part.text.count("<blockquote") == 1


def test_commands_of_the_help_can_be_tapped() -> None:
    [part] = render(help_view(EN, [("/paper N", "report.field"), ("/lang zh|en", "report.input")]))

    assert part.text.split("\n")[2:] == ["/paper N — Field", "/lang zh|en — Input"]


def test_the_body_is_what_the_ledger_keeps() -> None:
    part = Part(
        "<b>论文</b>",
        (
            (
                Button("1", Action(Verb.PAPER, Listed(LIST, 1))),
                Button("PDF", url="https://x.example/1"),
            ),
        ),
    )

    assert json.loads(body(part, silent=True)) == {
        "text": "<b>论文</b>",
        "keyboard": [
            [
                {"text": "1", "callback_data": "paper:2026-02-05:1"},
                {"text": "PDF", "url": "https://x.example/1"},
            ]
        ],
        "silent": True,
        "previews": False,
    }
    assert "论文" in body(part, silent=False)


def test_nothing_to_say_is_no_message() -> None:
    assert render(sentences(["", "\u2800"])) == []


PIECES = st.sampled_from(
    (
        "p<0.05", "<", "</b>", "<b>", "&", "&amp;", "&lt", '"', "\u202e", "\u2066", "\u200f", "\x1b[2J", "\x00", "\n",
        "e\u0301", "A\u030a", "👨\u200d👩\u200d👧", "🇨🇳", "𝒜", "字", "。", "，", ". ", " ", "**bold**", "`a<b`",
        "$x<y$", "[link](https://x.example/?q=<&\")", "- item\n", "1. step\n", "/start", "@all", "\u2800", "\ud800",
    )
)  # fmt: skip
TEXT = texts_of(PIECES, 4000)
LANGUAGES = st.sampled_from((ZH, EN))
ANY = settings(max_examples=20)
FEW = settings(ANY, max_examples=10)


@ANY
@given(
    t=LANGUAGES,
    titles=st.lists(TEXT, min_size=1, max_size=12),
    more=st.integers(0, 110),
    words=TEXT,
)
def test_any_list_is_taken_and_loses_nothing(
    t: Translator, titles: list[str], more: int, words: str
) -> None:
    check(any_list(t, titles + ["kites"] * more, words))


@ANY
@given(t=LANGUAGES, title=TEXT, text=TEXT, other=TEXT)
def test_any_report_is_taken_and_loses_nothing(
    t: Translator, title: str, text: str, other: str
) -> None:
    for view in any_report(t, title, text, other):
        check(view)


@ANY
@given(t=LANGUAGES, words=TEXT, texts=st.lists(TEXT, min_size=1, max_size=10))
def test_any_search_and_any_sentences_are_taken(
    t: Translator, words: str, texts: list[str]
) -> None:
    for view in any_search(t, words, texts):
        check(view)


@FEW
@given(t=LANGUAGES, texts=st.lists(TEXT, max_size=6), text=TEXT, other=TEXT, old=st.booleans())
def test_any_evidence_is_taken_and_loses_nothing(
    t: Translator, texts: list[str], text: str, other: str, old: bool
) -> None:
    for view in evidence_views(t, texts, text, other, old=old):
        check(view)
        assert all(
            any(each == sent(button) for row in render(view)[-1].keyboard for button in row)
            for each in own(view)
        )


@FEW
@given(t=LANGUAGES, texts=st.lists(TEXT, max_size=3), text=TEXT, other=TEXT, old=st.booleans())
def test_any_report_with_all_around_it_is_taken_and_loses_nothing(
    t: Translator, texts: list[str], text: str, other: str, old: bool
) -> None:
    view = rich_report(t, texts, text, other, old=old)
    parts = render(view)

    check(view, with_caption(view))
    assert parts[0].picture == "https://arxiv.org/html/2602.00001v1/x1.png"
    assert [part.picture for part in parts[1:]] == [None] * (len(parts) - 1)
    assert {"again", "why", "table", "ask"} <= {each.partition(":")[0] for each in own(view)}
    assert {sent(each) for row in parts[-1].keyboard for each in row if each.action} == set(
        own(view)
    )


def own(view: View) -> list[str]:
    """What the view's buttons send back."""
    return [sent(button) for row in view.buttons for button in row if button.action]


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_every_action_fits_a_button(t: Translator) -> None:
    ids = ("cond-mat.stat-mech/9901001", "2602.00001")
    views = [
        list_view(t, edition(entry(120)), {}, previous=LIST),
        report_view(t, paper(1), report(), entry=entry(120), key=LIST),
        search_view(t, "x", [SearchHit(paper(1, id=each), None, None) for each in ids], {}),
    ]

    actions = [
        sent(button) for view in views for row in view.buttons for button in row if button.action
    ]
    assert len(actions) == 12
    assert max(len(action.encode()) for action in actions) <= 64


def check(view: View, wanted: View | None = None) -> None:
    """Telegram takes every part, shows what we think it shows, and the parts joined hold all the
    words in order.

    `wanted` has the words, where it is not the view itself.
    """
    parts = render(view)
    for part in parts:
        balanced(part.text)
        shown, entities = parse_html(part.text)
        assert shown == plain_text(part.text) == formatted(part.text, "HTML", None).text
        assert 0 < utf16(shown) <= 4096
        assert len(part.text.encode()) <= 32768
        assert len(entities) <= 100
        assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in shown if char != "\n")
        assert not set(shown) & set(
            "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )
    assert all(
        [each.action.verb for row in part.keyboard for each in row] in ([], [Verb.ASK])
        for part in parts[:-1]
    )
    for part in parts[-1:]:
        checked_markup({"inline_keyboard": json.loads(body(part, silent=False))["keyboard"]})
    assert words("".join(plain_text(part.text) for part in parts)).startswith(
        words("".join(said(wanted or view, narrow=True)))
    )


def balanced(html: str) -> None:
    """By hand, without the fake: only Telegram's tags, closed in order, and only its entities."""
    open_tags: list[str] = []
    for closing, name, _ in TAG.findall(html):
        assert name in ("b", "i", "a", "code", "blockquote")
        if closing:
            assert open_tags.pop() == name
        else:
            assert name not in open_tags
            open_tags.append(name)
    assert not open_tags
    assert not re.search("[<>]", TAG.sub("", html))
    assert not re.search(r"&(?!lt;|gt;|amp;|quot;)", html)


def words(text: str) -> str:
    """The text without white space, hidden characters, and the marks that Telegram drops."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text)
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
        and char not in "\u030a\u0333\u033f\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    )
