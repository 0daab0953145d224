"""Draw the README's pictures of Discord: `PYTHONPATH=. .venv/bin/python
docs/pictures/draw_discord.py CHROMIUM [NAME]`.

The demo edition's list, and what there is to a paper read in full, in a dark channel, read from the
very JSON that is sent. Wants the fonts that draw.py wants, and Roboto.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sample
from studio import demo_list, draw, figure

from bot.channels.discord.render import render
from bot.chat.views import Button, View
from locales import Translator
from tests.fakes.discord_markdown import Node, Row, inline, parse

WIDTH = 620
# What somebody chose from the list's menu, or pressed below it: they alone see it and may show it
# to everyone.
ALONE = ("report", "why")
NAMES = ("list", *ALONE, "ask")
STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; width: {WIDTH}px; background: #313338; color: #dbdee1;
  font: 16px/22px 'Roboto', 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif; }}
main {{ padding: 14px 40px 16px 72px; position: relative; }}
.face {{ position: absolute; left: 16px; top: 16px; width: 40px; height: 40px; border-radius: 50%;
  background: #2a9ef1; color: #fff; font: 600 18px/40px 'Noto Sans CJK SC'; text-align: center; }}
.who b {{ color: #f2f3f5; font-weight: 500; }} .who time {{ color: #949ba4; font-size: 12px; margin-left: 6px; }}
.who i {{ background: #5865f2; color: #fff; font: 500 10px/15px 'Roboto'; border-radius: 3px; padding: 1px 4px;
  margin-left: 5px; vertical-align: 2px; }}
.embed {{ max-width: 516px; margin-top: 4px; padding: 8px 16px 16px 12px; background: #2b2d31;
  border-left: 4px solid #1e1f22; border-radius: 4px; font-size: 14px; line-height: 18px; }}
.embed h1 {{ font-size: 16px; line-height: 22px; font-weight: 600; margin: 8px 0 0; color: #f2f3f5; }}
.text {{ margin-top: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }}
.text h3 {{ font-size: 14px; line-height: 19px; font-weight: 700; margin: 14px 0 6px; color: #f2f3f5; }}
.text h3:first-child {{ margin-top: 0; }}
.text small {{ display: block; font-size: 12px; line-height: 17px; color: #949ba4; }}
.text .entry {{ display: flex; gap: 6px; margin: 3px 0 0; }} .entry span:first-child {{ min-width: 16px;
  text-align: right; flex: none; }}
.text .entry + .entry {{ margin-top: 3px; }}
b {{ font-weight: 700; color: #f2f3f5; }} a {{ color: #00a8fc; }}
code {{ font: 12.5px 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC'; background: #1e1f22; border-radius: 4px;
  padding: 1px 3px; }}
.thumbnail {{ float: right; width: 80px; height: 42px; margin: 8px 0 8px 16px; padding-top: 9px; background: #17456b;
  color: #fff; border-radius: 4px; font: 500 6.5px/9px Roboto; text-align: center; }}
.thumbnail::first-line {{ font-size: 11px; line-height: 14px; }}
svg {{ margin-top: 16px; background: #fff; border-radius: 4px; clear: both; }}
.alone {{ background: #3c3f6a55; border-left: 2px solid #5865f2; }}
.only {{ margin-top: 8px; color: #949ba4; font-size: 12px; }}
footer {{ margin-top: 8px; font-size: 12px; line-height: 16px; color: #b5bac1; white-space: pre-wrap; }}
nav {{ display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; max-width: 516px; }}
nav span {{ background: #4e5058; color: #fff; border-radius: 4px; font-size: 14px; font-weight: 500; line-height: 32px;
  padding: 0 16px; white-space: nowrap; }}
nav .url::after {{ content: " ↗"; color: #dbdee1; }}
nav .menu {{ flex: 1 0 400px; max-width: 400px; background: #1e1f22; border: 1px solid #111214; color: #87898c;
  line-height: 40px; padding: 0 40px 0 12px; font-size: 16px; font-weight: 400; position: relative; overflow: hidden;
  text-overflow: ellipsis; }}
nav .menu::after {{ content: "⌄"; position: absolute; right: 12px; color: #b5bac1; }}
"""
TAGS = {
    "bold": "b",
    "code": "code",
    "link": "a",
    "underline": "u",
    "soft": "i",
    "low": "i",
    "strike": "s",
}


def views(language: str) -> dict[str, View]:
    """The demo edition's list, and the sample's messages."""
    t = Translator(language)
    share = (Button(t.t("paper.share"), action="show"),)
    found = {"list": demo_list(language), **sample.views(language)}
    return found | {
        name: replace(found[name], buttons=(*found[name].buttons, share)) for name in ALONE
    }


def page(name: str, payloads: Iterable[dict[str, Any]]) -> str:
    """The messages in a channel."""
    who = "<div class=who><b>Paperboy</b><i>APP</i><time>08:30</time></div>"
    messages = "".join(map(message, payloads))
    only = (
        "<div class=only>Only you can see this · <a>Dismiss message</a></div>"
        if name in ALONE
        else ""
    )
    kind = " class=alone" if name in ALONE else ""
    return f"<style>{STYLE}</style><main{kind}><div class=face>P</div>{who}{messages}{only}</main>"


def message(payload: dict[str, Any]) -> str:
    """One message: its words, embeds and components."""
    words = f"<div>{markdown(payload['content'])}</div>" if payload.get("content") else ""
    rows = "".join(
        f"<nav>{''.join(map(component, row['components']))}</nav>" for row in payload["components"]
    )
    return words + "".join(map(embed, payload.get("embeds", ()))) + rows


def embed(data: dict[str, Any]) -> str:
    """One embed."""
    bar = f' style="border-color: #{data["color"]:06x}"' if "color" in data else ""
    title = f"<h1>{''.join(map(piece, inline(data['title'])))}</h1>" if "title" in data else ""
    text = f"<div class=text>{markdown(data['description'])}</div>" if "description" in data else ""
    footer = f"<footer>{html.escape(data['footer']['text'])}</footer>" if "footer" in data else ""
    thumbnail = (
        "<div class=thumbnail>Tidepool<br>Pooling Rejected Drafts</div>"
        if "thumbnail" in data
        else ""
    )
    image = figure(sample.SPEEDS) if "image" in data else ""
    return f"<div class=embed{bar}>{thumbnail}{title}{text}{image}{footer}</div>"


def component(data: dict[str, Any]) -> str:
    """One button or closed menu."""
    if data["type"] == 3:
        return f"<span class=menu>{html.escape(data['placeholder'])}</span>"
    return f'<span class="{"url" if "url" in data else ""}">{html.escape(data["label"])}</span>'


def markdown(text: str) -> str:
    """The Markdown as a client shows it: rows that are blocks of their own swallow the line break
    after them."""
    pieces: list[str] = []
    for row in parse(text):
        if pieces and pieces[-1][-1:] != "\v":
            pieces.append("\n")
        pieces.append(shown(row))
    return "".join(pieces).replace("\v", "")


def shown(row: Row) -> str:
    """One row; a \\v ends those that are blocks."""
    inside = "".join(map(piece, row.nodes))
    match row.kind:
        case "heading":
            return f"<h3>{inside}</h3>\v"
        case "subtext":
            return f"<small>{inside}</small>\v"
        case "entry" | "text" if row.depth:
            indent = f' style="margin-left: {22 * (row.depth - 1)}px"'
            return (
                f"<div class=entry{indent}><span>{row.marker}</span><span>{inside}</span></div>\v"
            )
        case _:
            return inside


def piece(node: Node) -> str:
    """One piece of a row."""
    inside = html.escape(node.text) + "".join(map(piece, node.inside))
    tag = TAGS.get(node.kind)
    return f"<{tag}>{inside}</{tag}>" if tag else inside


if __name__ == "__main__":
    for name, view in views("en").items():
        if name in NAMES and name in (sys.argv[2:] or NAMES):
            draw(sys.argv[1], f"discord-{name}", page(name, render(view, Translator("en"))), WIDTH)
