"""Draw the README's pictures of Telegram: `.venv/bin/python docs/pictures/draw_telegram.py CHROMIUM`.

The demo edition's list and a report in a phone's chat; the HTML in the bubbles is what is sent. Wants the fonts that
draw.py wants, and Roboto.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from draw import reduced

from bot.telegram.render import Part, render
from bot.views import Button, View, list_view, report_view
from core import archive
from locales import Translator

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "bot" / "demo"
NUMBER = 3
LISTED = 35  # an archive does not say how many papers the day listed; this day's page does
WIDTH = 390
STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; width: {WIDTH}px; font: 16px/21px 'Roboto', 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif;
  background: #c5d8ae; color: #000; }}
header {{ display: flex; gap: 10px; align-items: center; height: 54px; padding: 0 12px; background: #f6f6f6f2;
  border-bottom: 1px solid #c8c8cc; line-height: 18px; }}
header i {{ width: 38px; height: 38px; border-radius: 50%; background: #2a9ef1; color: #fff;
  font: 600 17px/38px 'Noto Sans CJK SC'; text-align: center; }}
header small {{ display: block; font-size: 13px; color: #8e8e93; }}
main {{ padding: 8px 46px 10px 8px; }}
.bubble {{ background: #fff; border-radius: 16px 16px 16px 5px; padding: 7px 11px 5px; white-space: pre-wrap;
  overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }}
.bubble time {{ float: right; margin: 3px 0 0 10px; font-size: 11px; line-height: 16px; color: #8e8e93; }}
.bubble::after {{ content: ""; display: block; clear: both; }}
b {{ font-weight: 600; }} a {{ color: #0a7cff; }}
code {{ font: 15px 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC'; color: #0a60c2; }}
blockquote {{ position: relative; margin: 2px 0; padding: 3px 22px 3px 10px; border-left: 3px solid #2a9ef1;
  background: #2a9ef119;
  border-radius: 4px; font-size: 15px; line-height: 20px; }}
blockquote div {{ display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }}
blockquote.long::after {{ content: "⌄"; position: absolute; right: 7px; bottom: 5px; color: #2a9ef1; }}
nav {{ display: grid; grid-auto-columns: 1fr; grid-auto-flow: column; gap: 4px; margin-top: 4px; }}
nav span {{ position: relative; background: #4f6b4a73; color: #fff; border-radius: 9px; text-align: center;
  font-weight: 500; font-size: 15px; line-height: 38px; white-space: nowrap; overflow: hidden; }}
nav span.url::after {{ content: "↗"; position: absolute; right: 5px; top: -10px; font-size: 10px; }}
"""
SCRIPT = """
for (const quote of document.querySelectorAll('blockquote')) {
  const inner = quote.firstElementChild;
  if (inner.scrollHeight > inner.clientHeight) quote.classList.add('long');
}
document.title = Math.ceil(document.body.getBoundingClientRect().height);
"""


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


def page(parts: list[Part]) -> str:
    """The messages in a phone's chat."""
    messages = "".join(map(bubble, parts))
    head = "<header><i>报</i><div><b>论文报童</b><small>机器人</small></div></header>"
    start = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
    return f"{start}{head}<main>{messages}</main><script>{SCRIPT}</script>"


def bubble(part: Part) -> str:
    """One message and its buttons."""
    text = part.text.replace("\n<blockquote expandable>", "<blockquote><div>")
    text = text.replace("</blockquote>\n", "</div></blockquote>")
    rows = "".join(f"<nav>{''.join(map(key, row))}</nav>" for row in part.keyboard)
    return f'<div class="bubble">{text}<time>08:30</time></div>{rows}'


def key(button: Button) -> str:
    """One button, with an arrow if it leaves the chat."""
    return f'<span class="{"url" if button.url else ""}">{html.escape(button.label)}</span>'


def draw(chromium: str, name: str, text: str) -> None:
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
        target = HERE / f"telegram-{name}.png"
        subprocess.run(
            [*flags, narrow + height, f"--screenshot={target}", file.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
    target.write_bytes(reduced(target.read_bytes()))


if __name__ == "__main__":
    for name, view in views("zh").items():
        draw(sys.argv[1], name, page(render(view)))
