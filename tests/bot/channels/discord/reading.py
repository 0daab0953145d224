"""What Discord takes of a message, by hand from its documentation, and what people read in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import unicodedata
from itertools import chain
from typing import Any

from bot.channels.discord.components import page_of
from bot.channels.discord.render import body, calling, pages, render, without_embeds
from bot.chat.actions import Action, Verb, read_action
from bot.chat.targets import Listed
from bot.chat.views import Footer, Paragraph, Section, Span, View
from core.editions.keys import DAILY
from locales import Translator
from tests.bot.chat.views.samples import said
from tests.fakes.discord_markdown import ACTIVE, flat, inline, parse

FIRST = Action(Verb.REPORT, Listed(DAILY.on(dt.date(2026, 2, 5)), 1))


def check(view: View, t: Translator) -> None:
    """Discord takes every message, nothing in it is more than words, and joined they hold all the
    words in order.

    So it is with its pages, each of which leads to those beside it.
    """
    payloads = render(view, t)
    pages_ = pages(view, t, FIRST)
    view = in_each_zone(view)
    for payload in payloads:
        taken(payload, view)
    assert all(not payload["components"] for payload in payloads[:-1])
    holds(payloads, view)
    sheets = [message for page in pages_ for message in page]
    for number, sheet in enumerate(sheets, start=1):
        taken(sheet, view)
        wanted = {number - 1, number + 1} & set(range(1, len(sheets) + 1))
        assert {
            page_of(read_action(action))[0]
            for action in actions(sheet)
            if action.startswith("page:")
        } == wanted
    holds(sheets, view)
    assert (len(sheets) > 1) == (len(payloads) > 1)


def check_picture(view: View, t: Translator) -> None:
    """With a picture, Discord takes every page, and nothing is said less."""
    plainly = dataclasses.replace(view, picture=None)
    for [sheet] in pages(view, t, FIRST):
        taken(sheet, view)
    seen = [embed for payload in render(view, t) for embed in payload["embeds"]]
    assert sum("image" in embed for embed in seen) == 1
    assert set(words(shown(render(plainly, t)))) <= set(words(shown(render(view, t))))


def in_each_zone(view: View) -> View:
    """The view with its moments as Discord is told them."""
    blocks = []
    for block in view.blocks:
        if isinstance(block, Paragraph):
            lines = [
                dataclasses.replace(line, spans=tuple(chain.from_iterable(map(_told, line.spans))))
                for line in block.lines
            ]
            block = Paragraph(tuple(lines))
        blocks.append(block)
    return dataclasses.replace(view, blocks=tuple(blocks))


def _told(span: Span) -> list[Span]:
    if span.moment is None:
        return [span]
    told = dataclasses.replace(span, text=f"<t:{int(span.moment.timestamp())}:F>")
    return [told, Span(span.own_clock)]


def moments(view: View) -> set[str]:
    """The moments that the view, as `in_each_zone` made it, has readers told."""
    paragraphs = [block for block in view.blocks if isinstance(block, Paragraph)]
    spans = [span for block in paragraphs for line in block.lines for span in line.spans]
    return {span.text for span in spans if span.moment}


def taken(payload: dict[str, Any], view: View) -> None:
    within_limits(payload)
    harmless(payload, view)
    within_limits(
        json.loads(calling(body(payload, silent=True, previews=False), "1" * 20).encode("utf-8"))
    )
    bare = without_embeds(payload)
    for each in bare:
        within_limits(each)
        harmless(each, view)
    assert words("".join(map(text_of, bare))) == words(text_of(payload))


def holds(payloads: list[dict[str, Any]], view: View) -> None:
    ending = (
        words("".join(said(View(view.blocks[-1:])))) if isinstance(view.blocks[-1], Footer) else ""
    )
    told = words(shown([*payloads[:1], *map(without_title, payloads[1:])]))
    assert told.startswith(words("".join(said(view, slim=True))).removesuffix(ending))
    assert told.endswith(ending)


def without_title(payload: dict[str, Any]) -> dict[str, Any]:
    """A message after the first without its title, which says which page it is."""
    embeds = [dict(embed) for embed in payload.get("embeds", ())]
    if embeds and "title" in embeds[0]:
        assert re.search(r"[（(]\d/\d[）)]$", embeds[0].pop("title"))
    return payload | {"embeds": embeds}


def within_limits(payload: dict[str, Any]) -> None:
    """By hand, from Discord's documentation."""
    embeds = payload.get("embeds", [])
    texts = [
        each
        for embed in embeds
        for each in (*map(embed.get, ("title", "description")), small(embed))
    ]
    assert payload.get("content") or embeds
    assert len(payload.get("content", "")) <= 2000
    assert len(embeds) <= 10
    assert sum(length(text) for text in texts if text) <= 6000
    for embed in embeds:
        assert 0 < length(embed.get("title", "-")) <= 256
        assert 0 < length(embed.get("description", "-")) <= 4096
        assert length(small(embed)) <= 2048
        assert embed.keys() & {"title", "description", "image"}
    parts = [part for row in payload.get("components", []) for part in row["components"]]
    names = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(payload.get("components", [])) <= 5
    assert len(set(names)) == len(names)
    assert all(0 < length(name) <= 100 for name in names)
    for row in payload.get("components", []):
        assert 0 < len(row["components"]) <= (1 if row["components"][0]["type"] == 3 else 5)
    for part in parts:
        menu(part) if part["type"] == 3 else button(part)


def menu(part: dict[str, Any]) -> None:
    values = [option["value"] for option in part["options"]]
    assert 0 < len(values) <= 25
    assert len(set(values)) == len(values)
    assert all(
        0 < length(text.strip()) <= 100
        for o in part["options"]
        for text in (o["label"], o["value"])
    )
    assert length(part["placeholder"]) <= 150


def button(part: dict[str, Any]) -> None:
    assert 0 < length(part["label"].strip()) <= 80
    assert ("url" in part) == (part["style"] == 5) != ("custom_id" in part)
    assert re.fullmatch(r"https?://[\x21-\x7e]{1,500}", part.get("url", "https://x"))


def harmless(payload: dict[str, Any], view: View) -> None:
    """Nothing in the texts notifies, is a picture or looks like more than the view says."""
    titles = {block.title.text for block in view.blocks if isinstance(block, Section)}
    rows = [row for text in markdown(payload) for row in parse(text)]
    assert {row.kind for row in rows} <= {"text", "heading", "subtext", "entry"}
    assert {row.shown for row in rows if row.kind == "heading"} <= titles
    nodes = [node for row in rows for node in flat(row.nodes) if node.text not in moments(view)]
    assert {node.kind for node in nodes} <= {"text", "bold", "code", "link"} - ACTIVE
    assert all(
        node.href.startswith(("http://", "https://")) for node in nodes if node.kind == "link"
    )
    for char in text_of(payload):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
        assert (
            char not in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )


def markdown(payload: dict[str, Any]) -> list[str]:
    embeds = payload.get("embeds", [])
    texts = [payload.get("content"), *(embed.get("description") for embed in embeds)]
    return [text for text in texts if text]


def text_of(payload: dict[str, Any]) -> str:
    """What people read, in the order in which it stands."""
    texts = (
        ["\n".join(row.shown for row in parse(payload["content"]))]
        if payload.get("content")
        else []
    )
    for embed in payload.get("embeds", []):
        texts += [node.shown for node in inline(embed.get("title", ""))]
        texts += [
            "\n",
            *(row.shown + "\n" for row in parse(embed.get("description", ""))),
            small(embed),
        ]
    return "".join(texts)


def shown(payloads: list[dict[str, Any]]) -> str:
    return "".join(map(text_of, payloads))


def small(embed: dict[str, Any]) -> str:
    """The footer, which Discord shows as it stands."""
    return str(embed.get("footer", {}).get("text", ""))


def actions(payload: dict[str, Any]) -> list[str]:
    """What can come back from under the message."""
    parts = [part for row in payload["components"] for part in row["components"]]
    options = [option["value"] for part in parts for option in part.get("options", ())]
    return options + [
        part["custom_id"] for part in parts if part["type"] == 2 and "custom_id" in part
    ]


def length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def words(text: str) -> str:
    """The text without white space, hidden characters, and the dash between a term and its
    meaning."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", text)
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
        and char not in "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0—"
    )
