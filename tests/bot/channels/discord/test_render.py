"""Views as Discord messages: what they look like, that Discord takes them, and that nothing of them
is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.discord.render import GOLD, body, calling, pages, render, without_embeds
from bot.chat.actions import Action, Verb
from bot.chat.targets import Change
from bot.chat.views import (
    Button,
    Footer,
    Paragraph,
    Picture,
    Section,
    View,
    help_view,
    list_view,
    report_view,
    sentences,
    text_view,
)
from bot.chat.views.model import line, quiet
from core.editions.keys import DAILY
from core.models import Labelled
from locales import Translator
from tests.bot.channels.discord.reading import actions, check, check_picture, shown
from tests.bot.chat.views.anything import (
    any_list,
    any_report,
    any_search,
    evidence_views,
    rich_report,
    texts_of,
)
from tests.bot.chat.views.samples import (
    LIST,
    THURSDAY,
    edition,
    entry,
    paper,
    report,
    sent,
    summary,
)

ZH, EN = Translator("zh"), Translator("en")
LONG = "很长的一句话，说的是风筝怎样飞。" * 50


def morning(count: int = 2, **changes: object) -> View:
    shown = edition(
        *(entry(rank, golden=rank == 1, **changes) for rank in range(1, count + 1)), listed=35
    )
    told = {f"2602.{rank:05}": summary(rank) for rank in range(1, count + 1)}
    return list_view(ZH, shown, told, previous=DAILY.on(dt.date(2026, 2, 4)))


def test_the_morning_list() -> None:
    [payload] = render(morning(), ZH)

    [embed] = payload["embeds"]
    assert (embed["title"], embed["color"]) == ("论文晨报 · 2月5日 星期四", GOLD)
    assert embed["description"].replace("\u00a0", " ").split("\n") == [
        "-# 35 篇里选出 2 篇，1 篇 🏆",
        "",
        "**🏆 1. 风中的风筝 1**",
        "-# Kite Lab · ▲84 ★2.4k · 69.3",
        "风筝 1 比以前高 30%。",
        "",
        "**2. 风中的风筝 2**",
        "-# Kite Lab · ▲84 ★2.4k · 68.3",
        "风筝 2 比以前高 30%。",
    ]
    menu, ways = payload["components"]
    assert menu["components"][0]["placeholder"] == "打开一篇论文…"
    assert [button["label"] for button in ways["components"]] == ["‹ 2月4日", "设置"]


def test_a_list_without_a_golden_paper_is_not_gold() -> None:
    [payload] = render(list_view(EN, edition(entry(1)), {}), EN)

    assert "color" not in payload["embeds"][0]


def test_what_the_list_is_made_of_stands_in_the_footer() -> None:
    [payload] = render(list_view(EN, edition(entry(1)), {}), EN)

    assert payload["embeds"][0]["footer"]["text"].startswith("These papers have no summaries yet")


def test_the_rest_of_a_long_list_is_one_line_each() -> None:
    [payload] = render(morning(12 + 2), ZH)

    assert payload["embeds"][0]["description"].endswith(
        "\n### 另外 4 篇\n11\\. 风中的风筝 11\n12\\. 风中的风筝 12\n13\\. 风中的风筝 13\n14\\. 风中的风筝 14"
    )


def test_a_report() -> None:
    linked = paper(1, repository="https://github.com/kites/fly")

    [payload] = render(
        report_view(ZH, linked, report(), entry=entry(3), key=LIST, summary=summary(1)), ZH
    )

    [embed] = payload["embeds"]
    rows = embed["description"].replace("\u00a0", " ").split("\n")
    assert embed["title"] == "3. 风中的风筝 1"
    assert rows[:3] == ["-# Kites in Wind 1", "-# Kite Lab", "-# Frontier Lab · ▲84 ★2.4k · 67.3"]
    start = rows.index("### 使用指南")
    assert rows[start + 1 : start + 10] == [
        "**输入：**一只风筝和 `wind.csv`。",
        "**输出：**高度曲线。",
        "**步骤：**",
        "1. 放线。",
        "2. 等风。",
        "**资源：**一片空地。",
        "**注意：**不要靠近电线。",
        "- 雨天不放",
        "- 夜里不放",
    ]
    footer = embed["footer"]["text"].replace("\u00a0", " ")
    assert footer == "读自 arXiv HTML v1 · reader-9 · 2月4日 19:12"
    links = payload["components"][-1]["components"]
    assert [button["label"] for button in links] == ["arXiv", "PDF", "Hugging Face", "代码"]


def test_a_long_report_is_two_embeds_of_one_message() -> None:
    told = report(field=LONG * 2, contribution=LONG * 2, innovations=(Labelled("", LONG),))

    view = report_view(ZH, paper(1), told, entry=entry(3), key=LIST)

    [payload] = render(dataclasses.replace(view, thumbnail="https://x.example/1"), ZH)

    first, second = payload["embeds"]
    assert first["thumbnail"] == {"url": "https://x.example/1"}
    assert {"title", "footer"} & first.keys() == {"title"}
    assert {"title", "footer", "thumbnail"} & second.keys() == {"footer"}
    assert second["description"].startswith("### 主要创新点\n1. 很长")


def test_a_longer_report_is_two_messages_with_buttons_below_the_second() -> None:
    told = report(field=LONG * 4, contribution=LONG * 4)

    first, second = render(report_view(ZH, paper(1), told, entry=entry(3), key=LIST), ZH)

    assert first["components"] == []
    ids = [each["custom_id"] for each in second["components"][0]["components"]]
    assert ids[:3] == ["like:2026-02-05:3", "dislike:2026-02-05:3", "score:2026-02-05:3"]
    assert "footer" in second["embeds"][-1]
    assert not any("footer" in embed for embed in first["embeds"])


def test_a_title_too_long_for_an_embed_survives() -> None:
    long = paper(1, title="风" * 4000)

    first = render(report_view(EN, long, report(), entry=entry(3, paper=long)), EN)[0]["embeds"][0]

    assert "title" not in first
    assert re.match(r"\*\*3\. 风+\*\*$", first["description"].split("\n")[0])


def test_sentences_are_the_message_itself() -> None:
    assert render(text_view(EN, "push.empty", date=THURSDAY), EN) == [
        {"content": "No papers on Thu, 5 Feb.", "components": []}
    ]


def test_commands_of_the_help() -> None:
    [payload] = render(
        help_view(EN, [("/paper N", "report.field"), ("/lang zh|en", "report.input")]), EN
    )

    assert payload["embeds"][0]["description"] == "`/paper N` — Field\n`/lang zh|en` — Input"


def test_links_that_discord_refuses_stand_in_the_text() -> None:
    view = View((Paragraph((line("hello"),)),), ((Button("Code", url="https://localhost/x_y"),),))

    assert render(view, EN) == [
        {"content": "hello\n\nCode: https\\://localhost/x\\_y", "components": []}
    ]


def test_hints_are_told_when_buttons_found_no_room() -> None:
    blocks = (Paragraph((line("hello"),)), Footer((line(quiet("small")),)))

    [payload] = render(
        View(
            blocks, ((Button("3", Action(Verb.SET, Change("include", "x" * 101))),),), ("/paper 3",)
        ),
        EN,
    )

    assert payload["content"] == "hello\n\n/paper 3\n\n-# small"


def test_the_body_is_what_the_api_takes() -> None:
    payload: dict[str, Any] = {"embeds": [{"title": "论文"}], "components": []}

    kept = body(payload, silent=True, previews=False)
    loud = calling(body({"content": "hello", "components": []}, silent=False, previews=False), "77")

    assert json.loads(kept) == payload | {"flags": 1 << 12, "allowed_mentions": {"parse": []}}
    assert "论文" in kept
    assert json.loads(loud) == {
        "content": "<@&77>\nhello",
        "components": [],
        "flags": 1 << 2,
        "allowed_mentions": {"parse": [], "roles": ["77"]},
    }
    assert json.loads(calling(kept, "77"))["content"] == "<@&77>"


def test_plain_is_the_same_in_words() -> None:
    [payload] = render(report_view(ZH, paper(1), report(), entry=entry(3), key=LIST), ZH)

    [only] = without_embeds(json.loads(calling(body(payload, silent=True, previews=True), "77")))

    assert only.keys() == {"content", "flags", "allowed_mentions"}
    assert only["flags"] == 1 << 12 | 1 << 2
    assert only["content"].startswith("<@&77>\n\n**3. Kites in Wind 1**\n\n-# Kite Lab")
    words = only["content"].replace("\u00a0", " ")
    assert words.endswith("\n\n-# 读自 arXiv HTML v1 · reader-9 · 2月4日 19\\:12")


def test_nothing_to_say_is_no_message() -> None:
    assert render(sentences(["", "\u2800"]), EN) == []
    nothing = View((Section(line(""), ()),))
    seen = dataclasses.replace(
        nothing, thumbnail="https://x.example/1", picture=Picture("https://x.example/2", "kite")
    )
    assert render(seen, EN) == []
    assert pages(nothing, EN, None) == [[]]


PIECES = st.sampled_from(
    (
        "*", "**", "***", "_", "__", "~~", "||", "`", "```", "\\", "\\alpha", "\\_", "\\\\", "> ", ">>> ", "# ", "### ",
        "-# ", "- ", "+ ", "1. ", "7. ", "2024. ", "[", "]", "(", ")", "[x](https://x.example/a_b(c))", "[x](<y>)",
        "[a\\]b](https://x.example)", "@everyone", "@here", "<@1>", "<@!1>", "<@&22>", "<#3>", "<:e:4>", "<a:e:4>",
        "<t:5:R>", "</paper:6>", "<id:home>", ":smile:", ":", "://", "https://x.example/a_b*c", "http://localhost/_a_",
        "https://x.example/a?b=*c*&d=<e>", "steam://run", "<https://x.example>", "<", ">", "@", "!", "#", "\n",
        "\u202e", "\u2066", "\u200b", "\x1b[2J", "\x00", "e\u0301", "👨\u200d👩\u200d👧", "🇨🇳", "𝒜", "字", "。", " ",
        "**bold**", "*it*", "_it_", "`a<b`", "`@here`", "$x<y_1$", "$`$", "word ", "a", "\u2800", "\ud800", "\u00a0",
        "- item\n", "  - inner\n", "1. step\n", "3. step\n", "# head\n",
    )
)  # fmt: skip
TEXT = texts_of(PIECES, 2000)
LANGUAGES = st.sampled_from((ZH, EN))
ANY = settings(max_examples=12)
FEW = settings(ANY, max_examples=5)


@ANY
@given(
    t=LANGUAGES,
    titles=st.lists(TEXT, min_size=1, max_size=12),
    more=st.integers(0, 140),
    words=TEXT,
)
def test_any_list_is_taken_and_loses_nothing(
    t: Translator, titles: list[str], more: int, words: str
) -> None:
    check(any_list(t, titles, words, more=more), t)


@ANY
@given(t=LANGUAGES, title=TEXT, text=TEXT, other=TEXT)
def test_any_report_is_taken_and_loses_nothing(
    t: Translator, title: str, text: str, other: str
) -> None:
    view, score = any_report(t, title, text, other)

    check(view, t)
    check_picture(
        dataclasses.replace(
            view, picture=Picture("https://x.example/1.png", other), thumbnail=text
        ),
        t,
    )
    check(score, t)


@ANY
@given(t=LANGUAGES, words=TEXT, texts=st.lists(TEXT, min_size=1, max_size=10))
def test_any_search_and_any_sentences_are_taken(
    t: Translator, words: str, texts: list[str]
) -> None:
    for view in any_search(t, words, texts):
        check(view, t)


@FEW
@given(t=LANGUAGES, texts=st.lists(TEXT, max_size=5), text=TEXT, other=TEXT, old=st.booleans())
def test_any_evidence_is_taken_and_loses_nothing(
    t: Translator, texts: list[str], text: str, other: str, old: bool
) -> None:
    for view in evidence_views(t, texts, text, other, old=old):
        check(view, t)


@FEW
@given(t=LANGUAGES, texts=st.lists(TEXT, max_size=3), text=TEXT, other=TEXT, old=st.booleans())
def test_any_report_with_all_around_it_is_taken_and_loses_nothing(
    t: Translator, texts: list[str], text: str, other: str, old: bool
) -> None:
    view = rich_report(t, texts, text, other, old=old)

    check(dataclasses.replace(view, picture=None), t)
    check_picture(view, t)
    found = set(actions(render(view, t)[-1]))
    assert found == {sent(button) for row in view.buttons for button in row if button.action}


@pytest.mark.parametrize("count", [1, 25, 26, 60, 100, 125, 200])
def test_every_paper_is_in_a_menu_as_far_as_discord_takes_them(count: int) -> None:
    payloads = render(morning(count), ZH)

    opened = [action for action in actions(payloads[-1]) if action.startswith("paper:")]
    assert opened == [f"paper:2026-02-05:{rank}" for rank in range(1, min(count, 100) + 1)]
    assert ("/paper N" in shown(payloads)) == (count > 100)
