"""Draw the README's pictures: `.venv/bin/python docs/pictures/draw.py CHROMIUM`. Wants DejaVu and
Noto CJK fonts.

They show what the terminal chat answers about the demo edition, each character in its own cells as
in a terminal.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
from tempfile import TemporaryDirectory

from studio import draw

from bot.app.archives import ensure_demo
from bot.app.root import open_app
from bot.app.settings import Settings
from bot.channels.console.adapter import KEY
from bot.channels.console.render import render
from bot.channels.console.wrap import cells
from bot.chat.commands import answer
from bot.chat.views import View

# Name, language, what is typed, and how many rows are shown before the picture fades out (None:
# all).
PICTURES = (
    ("list.zh", "zh", "/date 2026-02-05", 25),
    ("list.en", "en", "/date 2026-02-05", 28),
    ("report.zh", "zh", "/paper 3", None),
    ("report.en", "en", "/paper 3", None),
)
COLUMNS, ROW, EDGE = 80, 25, 28
WIDTH = int(COLUMNS * 10.5) + 2 * EDGE
CLASSES = {"1": "bold", "2": "quiet", "36": "code"}
STYLE = f"""
body {{ margin: 0; background: #15181e; color: #c9d1d9; padding: {EDGE - 6}px {EDGE}px; }}
pre {{ margin: 0; font: 17px/{ROW}px 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Color Emoji'; }}
div {{ height: {ROW}px; }}
i {{ display: inline-block; width: 10.5px; font-style: normal; text-align: center; white-space: pre; }}
i.wide {{ width: 21px; font-size: 18.5px; }}
.bold {{ color: #f4f6f8; font-weight: 600; }} .quiet {{ color: #7d8794; }} .code, .prompt {{ color: #79b8d6; }}
.fading {{ mask-image: linear-gradient(black calc(100% - {3 * ROW}px), transparent); }}
"""


async def said(language: str, line: str) -> str:
    """The answer to the line, with its escape codes."""

    async def notify(view: View) -> None: ...

    with TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/paperboy.db",
            paperboy_languages=language,
        )
        async with open_app(settings, use_model=False) as app:
            await ensure_demo(app)
            request = await app.office.desk.request(KEY, notify)
            return render(await answer(app.office, request, line), COLUMNS, True)


def page(typed: str, rows: list[str], fading: bool) -> str:
    """The rows as HTML, under the line that was typed."""
    lines = [f'<span class="prompt">{grid("› " + typed)}</span>', "", *map(marked, rows)]
    body = "".join(f"<div>{line}</div>" for line in lines)
    kind = ' class="fading"' if fading else ""
    return f"<style>{STYLE}</style><pre{kind}>{body}</pre>"


def marked(row: str) -> str:
    """A row with its escape codes turned into spans."""
    parts = re.split(r"\x1b\[(\d+)m", row)
    spans = [grid(parts[0])]
    for code, text in zip(parts[1::2], parts[2::2], strict=True):
        spans.append(f'<span class="{CLASSES.get(code, "")}">{grid(text)}</span>')
    return "".join(spans)


def grid(text: str) -> str:
    """Each character in its cells."""
    return "".join(
        f"<i{' class=wide' if cells(char) == 2 else ''}>{html.escape(char)}</i>" for char in text
    )


if __name__ == "__main__":
    for name, language, line, limit in PICTURES:
        rows = asyncio.run(said(language, line)).split("\n")
        draw(
            sys.argv[1],
            name,
            page(line, rows[:limit], limit is not None and limit < len(rows)),
            WIDTH,
        )
