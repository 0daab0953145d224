"""Draw the README's pictures of Discord: `PYTHONPATH=. .venv/bin/python docs/pictures/draw_discord.py CHROMIUM`.

The demo edition's list and a report in a dark channel, read from the very JSON that is sent. Wants the fonts that
draw.py wants, and Roboto.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from draw import reduced

from bot.discord.render import render
from bot.views import View, list_view, report_view
from core import archive
from locales import Translator
from tests.fakes.discord_markdown import Node, Row, inline, parse

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "bot" / "demo"
NUMBER = 3
LISTED = 35  # an archive does not say how many papers the day listed; this day's page does
WIDTH = 620
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
SCRIPT = "document.title = Math.ceil(document.body.getBoundingClientRect().height);"
TAGS = {"bold": "b", "code": "code", "link": "a", "underline": "u", "soft": "i", "low": "i", "strike": "s"}


def views(language: str) -> dict[str, View]:
    """The demo edition's list and one report."""
    t = Translator(language)
    now = dt.datetime(2026, 2, 5, tzinfo=dt.UTC)
    digest = archive.parse_digest((DEMO / f"digest.{language}.md").read_bytes(), "digest", now)
    reports = archive.parse_report((DEMO / f"report.{language}.md").read_bytes(), "report", now).reports
    edition = dataclasses.replace(digest.edition, listed=LISTED)
    entry = edition.entries[NUMBER - 1]
    report = next(report for report in reports if report.paper_id == entry.paper.id)
    return {
        "list": list_view(t, edition, digest.summaries, previous=edition.date - dt.timedelta(days=1)),
        "report": report_view(
            t, entry.paper, report, entry=entry, date=edition.date, summary=digest.summaries[entry.paper.id]
        ),
    }


def page(payloads: Iterable[dict[str, Any]]) -> str:
    """The messages in a channel."""
    who = "<div class=who><b>论文报童</b><i>APP</i><time>08:30</time></div>"
    messages = "".join(map(message, payloads))
    start = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main><div class=face>报</div>{who}"
    return f"{start}{messages}</main><script>{SCRIPT}</script>"


def message(payload: dict[str, Any]) -> str:
    """One message: its words, embeds and components."""
    words = f"<div>{markdown(payload['content'])}</div>" if payload.get("content") else ""
    rows = "".join(f"<nav>{''.join(map(component, row['components']))}</nav>" for row in payload["components"])
    return words + "".join(map(embed, payload.get("embeds", ()))) + rows


def embed(data: dict[str, Any]) -> str:
    """One embed."""
    bar = f' style="border-color: #{data["color"]:06x}"' if "color" in data else ""
    title = f"<h1>{''.join(map(piece, inline(data['title'])))}</h1>" if "title" in data else ""
    text = f"<div class=text>{markdown(data['description'])}</div>" if "description" in data else ""
    footer = f"<footer>{html.escape(data['footer']['text'])}</footer>" if "footer" in data else ""
    return f"<div class=embed{bar}>{title}{text}{footer}</div>"


def component(data: dict[str, Any]) -> str:
    """One button or closed menu."""
    if data["type"] == 3:
        return f"<span class=menu>{html.escape(data['placeholder'])}</span>"
    return f'<span class="{"url" if "url" in data else ""}">{html.escape(data["label"])}</span>'


def markdown(text: str) -> str:
    """The Markdown as a client shows it: rows that are blocks of their own swallow the line break after them."""
    pieces: list[str] = []
    for row in parse(text):
        if pieces and pieces[-1][-1:] != "\v":
            pieces.append("\n" if row.kind == "text" else "")
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
            return f"<div class=entry{indent}><span>{row.marker}</span><span>{inside}</span></div>\v"
        case _:
            return inside


def piece(node: Node) -> str:
    """One piece of a row."""
    inside = html.escape(node.text) + "".join(map(piece, node.inside))
    tag = TAGS.get(node.kind)
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def draw(chromium: str, target: Path, text: str) -> None:
    """Write one picture, as high as its page."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(text, encoding="utf-8")
        flags = [chromium, "--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1.5"]
        narrow = f"--window-size={WIDTH},"
        dumped = subprocess.run(
            [*flags, f"{narrow}800", "--dump-dom", file.as_uri()], check=True, capture_output=True, timeout=120
        ).stdout.decode()
        height = dumped.partition("<title>")[2].partition("<")[0]
        subprocess.run(
            [*flags, narrow + height, f"--screenshot={target}", file.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
    target.write_bytes(reduced(target.read_bytes()))


if __name__ == "__main__":
    for name, view in views("zh").items():
        draw(sys.argv[1], HERE / f"discord-{name}.png", page(render(view, Translator("zh"))))
