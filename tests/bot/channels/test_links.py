"""Nothing in a paper's, a model's or a reader's words becomes a link, but an address that leads
where it reads."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from telegram import Message

from bot.channels.console.render import render as on_terminal
from bot.channels.discord.render import pages, without_embeds
from bot.channels.discord.render import render as on_discord
from bot.channels.telegram.access import shown_in
from bot.channels.telegram.render import body
from bot.channels.telegram.render import render as on_telegram
from bot.channels.telegram.sender import plain_text
from bot.chat.views import (
    View,
    answer_view,
    card_view,
    list_view,
    report_view,
    score_view,
    search_view,
    sentences,
    title_line,
)
from core.asking.prompts import Turn
from core.models import Answer, Entry, SearchHit
from locales import Translator
from tests.bot.channels.discord.reading import FIRST
from tests.bot.chat.views.anything import evidence_views, rich_report
from tests.bot.chat.views.samples import (
    LIST,
    PROVENANCE,
    edition,
    entry,
    paper,
    report,
    summary,
)
from tests.fakes.discord_markdown import flat, inline, parse
from tests.fakes.telegram_text import pressable

ZH, EN = Translator("zh"), Translator("en")
EVIL = "evil.example"
# Each may stand in a title, an abstract, a highlight, a report's point, a table's cell, a caption,
# a quote, a question.
HOSTILE = (
    f"[https://arxiv.org/abs/2602.00001](https://{EVIL}/login)",
    f"**[arXiv](https://{EVIL}/login)** and ![https://arxiv.org](https://{EVIL}/a.png)",
    f"[arxiv.org](<https://{EVIL}>) [a][ref] [ref]: https://{EVIL} <https://{EVIL}|https://arxiv.org>",
    f'[x](https://{EVIL} "https://arxiv.org") [[https://arxiv.org]](https://{EVIL})',
    f'<a href="https://{EVIL}">https://arxiv.org</a>',
    f"https://arxiv.org@{EVIL}/abs/1 https://arxiv.org:443@{EVIL} https://arxiv.org$x@{EVIL}/ https://a@b@{EVIL}",
    f"https://arxiv.org\\@{EVIL}/ https://arxiv.org%2f@{EVIL} https://arxiv.org\u2044@{EVIL}",
    f"{EVIL}/login www.{EVIL} **evil**.example/login `{EVIL}` ev\u200bil.example e*v*il.example/x",
    "https://\u0430rxiv.org/abs/1 https://xn--rxiv-53d.org/a https://arxiv\u200c.org/a https://arxiv.org\u0338/",
    "https://arx\u200biv.org/\u202egro.live https://arxiv.org/\u05d0\u05d1/moc.live \u2066https://arxiv.org\u2069.evil.io",
    "https://127.0.0.1/a http://0x7f.1/ http://2130706433/ 10.0.0.1/admin https://[::1]/ http://localhost:8080/x",
    "t.me/evil https://t.me/+AbCd tg://resolve?domain=evil TG://proxy?server=x ton://transfer/x https://evil.t.me/",
    "discord.gg/evil https://discord.gg/evil https://discord.com/invite/evil discordapp.com/invite/evil",
    "https://discord.com:8080/invite/evil https://ptb.discord.com:8080//invite/evil https://discordapp.com//invite/x",
    "@everyone @here @evil_bot <@1> <@!1> <@&2> <#3> <t:1:R> <:e:4> <a:e:4> :smile: </ban:5> <id:guide>",
    "/unsubscribe /settings@EvilBot (/date_2026) a /lang ./run.sh",
    "#buynow $EVIL +12025550123 tel:+12025550123 mailto:someone@evil.example someone@evil.example javascript:alert(1)",
    "# Heading\n-# quiet\n> quote\n>>> all\n||spoiler|| ~~gone~~ __under__\n```\n[x](https://evil.example)\n```",
    "\x1b]8;;https://evil.example\x1b\\https://arxiv.org\x1b]8;;\x1b\\ \x1b[2J \x9b31m \x07",
    "steam://run/1 file:///etc/passwd data:text/html,x ftp://evil.example/x //evil.example/x https:evil.example",
)
HONEST = "code at https://github.com/x/y, data (https://zenodo.org/record/1?a=b#c) 见https://huggingface.co/a_b/c。更多"
OURS = ("https://arxiv.org/", "https://huggingface.co/papers/")


def views(words: str) -> list[View]:
    """Those words wherever a view shows any that are not ours."""
    shown = paper(
        1, title=words, abstract=words, organization=words, ai_summary=words, ai_keywords=(words,)
    )
    told = summary(1, title=words, text=words, highlights=(words, words, words))
    tags = (words, words)
    place = entry(1, paper=shown)
    placed = dataclasses.replace(place, verdict=dataclasses.replace(place.verdict, tags=tags))
    return [*_of_lists(words, placed, told), *_of_papers(words, placed, told)]


def _of_lists(words: str, placed: Entry, told: Any) -> list[View]:
    many = edition(*(dataclasses.replace(placed, rank=rank) for rank in range(1, 15)))
    hits = [SearchHit(placed.paper, LIST, 1), SearchHit(placed.paper, None, None)]
    return [
        list_view(EN, many, {placed.paper.id: told}),
        list_view(EN, many, {}),
        search_view(EN, words, hits, {}),
    ]


def _of_papers(words: str, placed: Entry, told: Any) -> list[View]:
    shown = placed.paper
    points = report(field=words, contribution=words)
    return [
        card_view(EN, shown, entry=placed, key=LIST, summary=told),
        card_view(EN, shown),
        score_view(EN, placed, LIST, told),
        report_view(EN, shown, points, entry=placed, key=LIST, summary=told),
        *evidence_views(EN, [words], words, words, old=False),
        rich_report(EN, [words], words, words, old=False),
    ]


def leads_where_it_reads(label: str, target: str) -> bool:
    """Whether what is pressed leads where it reads: an address that is its own label, on a host of
    plain letters."""
    if label.rstrip(".,;:!?") != target.rstrip(".,;:!?"):
        return False
    parts = urlsplit(target)
    host = parts.netloc.removesuffix(":8080")
    plain = re.fullmatch(r"(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", host) is not None
    invites = host.endswith(("t.me", "discord.gg")) or "/invite" in target
    return parts.scheme in ("http", "https") and plain and target.isascii() and not invites


@pytest.mark.parametrize("words", HOSTILE)
def test_on_telegram_nothing_leads_elsewhere(words: str) -> None:
    for view in views(words):
        for part in on_telegram(view):
            for label, target in pressable(part.text):
                ours = target.startswith(OURS) and not re.search(r"://|\w\.\w", label)
                assert ours or leads_where_it_reads(label, target), (label, target)


@pytest.mark.parametrize("words", HOSTILE)
def test_on_discord_nothing_leads_elsewhere(words: str) -> None:
    for view in views(words):
        sheets = [message for page in pages(view, EN, FIRST) for message in page]
        for payload in [*on_discord(view, EN), *sheets, *without_embeds(on_discord(view, EN)[0])]:
            for text in _markdown(payload):
                for node in flat([node for row in parse(text) for node in row.nodes]):
                    assert node.kind in ("text", "bold", "code", "link")
                    ours = node.href.startswith(OURS) and not re.search(r"://|\w\.\w", node.shown)
                    assert (
                        node.kind != "link" or ours or leads_where_it_reads(node.shown, node.href)
                    ), node
                assert not re.search(
                    r"(?<!\\)discord(app)?\.(gg|com)/", text.replace("<https://discord", "")
                )


def _markdown(payload: dict[str, Any]) -> list[str]:
    embeds = payload.get("embeds", [])
    texts = [
        payload.get("content"),
        *(embed.get(name) for embed in embeds for name in ("title", "description")),
    ]
    return [text for text in texts if text]


@pytest.mark.parametrize("words", HOSTILE)
def test_on_a_terminal_nothing_is_a_command(words: str) -> None:
    for view in views(words):
        shown = on_terminal(view, 80, color=False)
        assert all(char == "\n" or char.isprintable() or char == "\u00a0" for char in shown)


def test_addresses_in_a_papers_words_stay_readable_and_lead_where_they_read() -> None:
    wanted = [
        "https://github.com/x/y",
        "https://zenodo.org/record/1?a=b#c",
        "https://huggingface.co/a_b/c",
    ]
    view = card_view(EN, paper(1, abstract=HONEST))

    [part] = on_telegram(view)
    [payload] = on_discord(view, EN)
    nodes = flat([node for row in parse(payload["embeds"][0]["description"]) for node in row.nodes])

    assert [label.rstrip(",)") for label, _ in pressable(part.text)] == wanted
    assert [node.href for node in nodes if node.kind == "link"] == wanted
    assert HONEST in part.text.replace("\u2060", "")
    assert "".join(HONEST.split()) in "".join(on_terminal(view, 80, color=False).split())


def test_words_that_were_to_be_a_link_stand_before_their_address() -> None:
    words = f"见[代码](https://{EVIL}/login)"

    [part] = on_telegram(card_view(ZH, paper(1, abstract=words)))

    assert f"见代码 (https://{EVIL}/login)" in part.text.replace("\u2060", "")


def test_our_own_commands_and_addresses_can_be_pressed() -> None:
    [part] = on_telegram(sentences(["Send /today, or read https://arxiv.org/abs/2602.00001."]))

    assert [label for label, _ in pressable(part.text)] == [
        "https://arxiv.org/abs/2602.00001",
        "/today",
    ]


@pytest.mark.parametrize("t", [EN, ZH])
@pytest.mark.parametrize("words", ["/unsubscribe", "x” /unsubscribe", "/settings@EvilBot “/lang"])
def test_commands_in_a_readers_words_cannot_be_pressed(t: Translator, words: str) -> None:
    [part] = on_telegram(sentences([t.t("error.date_invalid", text=words)]))

    assert [label for label, _ in pressable(part.text)] == ["/date"]


def test_a_reply_goes_on_from_the_words_without_their_marks() -> None:
    told = Answer(
        paper_id="2602.00001",
        language="en",
        question="Is train.sh enough?",
        answered=True,
        text="Yes, run ./train.sh or ask @kites.",
        quotes=(),
        provenance=PROVENANCE,
    )
    view = answer_view(EN, title_line(paper(1), None, None), paper(1), told)
    [part] = on_telegram(view)
    keyboard = json.loads(body(part, silent=False))["keyboard"]
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 1, "type": "private"},
        "text": plain_text(part.text),
        "reply_markup": {"inline_keyboard": keyboard},
    }

    found = shown_in(Message.de_json(message, None))
    assert found is not None
    assert found.turns == (Turn(told.question, told.text),)
    assert view.about is not None
    assert view.about.turns == found.turns


def test_buttons_name_the_host_that_we_did_not_choose() -> None:
    shown = paper(1, repository=f"https://{EVIL}/x/y", project_page="https://kites.github.io/a")
    usual = paper(
        1, repository="https://github.com/kites/fly", project_page=f"https://arxiv.org@{EVIL}/"
    )

    for each, labels in (
        (shown, ["arXiv", "PDF", "Hugging Face", f"Code · {EVIL}", "Project · kites.github.io"]),
        (usual, ["arXiv", "PDF", "Hugging Face", "Code"]),
    ):
        view = card_view(EN, each)
        assert [button.label for row in view.buttons for button in row if button.url] == labels


def test_a_title_of_a_section_that_reads_as_an_address_is_no_link() -> None:
    for view in evidence_views(EN, ["It flies."], "text", f"https://{EVIL} or {EVIL}", old=False):
        for part in on_telegram(view):
            assert all(
                EVIL not in label or target == label for label, target in pressable(part.text)
            )
        for payload in on_discord(view, EN):
            for text in _markdown(payload):
                links = [node for node in flat(list(inline(text))) if node.kind == "link"]
                assert all(EVIL not in node.shown or node.shown == node.href for node in links)
