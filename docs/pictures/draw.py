"""Draw the README's pictures: `.venv/bin/python docs/pictures/draw.py CHROMIUM`. Wants DejaVu and Noto CJK fonts.

They show what the terminal chat answers about the demo edition, each character in its own cells as in a terminal.
"""

from __future__ import annotations

import asyncio
import html
import re
import struct
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import ensure_demo, open_app
from bot.commands import answer
from bot.console.adapter import KEY
from bot.console.render import render
from bot.console.wrap import cells
from bot.settings import Settings
from bot.views import View

HERE = Path(__file__).parent
Color = tuple[int, ...]
# Name, language, what is typed, and how many rows are shown before the picture fades out (None: all).
PICTURES = (
    ("list.zh", "zh", "/date 2026-02-05", 25),
    ("list.en", "en", "/date 2026-02-05", 28),
    ("report.zh", "zh", "/paper 3", None),
    ("report.en", "en", "/paper 3", None),
)
COLUMNS, ROW, EDGE = 80, 25, 28
# A trophy is small: its colours would be lost among the greys of the letters, were they not counted apart.
COLORS, VIVID = 128, 72
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
        settings = Settings(_env_file=None, database_url=f"sqlite:///{folder}/paperboy.db", paperboy_languages=language)
        async with open_app(settings, use_model=False) as app:
            await ensure_demo(app)
            request = await app.office.desk.request(KEY, notify)
            return render(await answer(app.office, request, line), COLUMNS, True)


def page(typed: str, rows: list[str], fading: bool) -> str:
    """The rows as HTML, under the line that was typed."""
    lines = [f'<span class="prompt">{grid("› " + typed)}</span>', "", *map(marked, rows)]
    body = "".join(f"<div>{line}</div>" for line in lines)
    kind = ' class="fading"' if fading else ""
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><pre{kind}>{body}</pre>"


def marked(row: str) -> str:
    """A row with its escape codes turned into spans."""
    parts = re.split(r"\x1b\[(\d+)m", row)
    spans = [grid(parts[0])]
    for code, text in zip(parts[1::2], parts[2::2], strict=True):
        spans.append(f'<span class="{CLASSES.get(code, "")}">{grid(text)}</span>')
    return "".join(spans)


def grid(text: str) -> str:
    """Each character in its cells."""
    return "".join(f"<i{' class=wide' if cells(char) == 2 else ''}>{html.escape(char)}</i>" for char in text)


def draw(chromium: str, name: str, language: str, line: str, limit: int | None) -> None:
    """Write one picture."""
    rows = asyncio.run(said(language, line)).split("\n")
    shown = rows[:limit]
    height = (len(shown) + 2) * ROW + 2 * (EDGE - 6)
    with TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page(line, shown, len(shown) < len(rows)), encoding="utf-8")
        size = f"--window-size={int(COLUMNS * 10.5) + 2 * EDGE},{height}"
        flags = ["--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1.5", size]
        target = HERE / f"{name}.png"
        command = [chromium, *flags, f"--screenshot={target}", file.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    target.write_bytes(reduced(target.read_bytes()))


def reduced(png: bytes) -> bytes:
    """The picture with the commonest of its greys and of its bright colours only: a third of the size."""
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    width, height, _, color = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    rows = pixels(zlib.decompress(chunks[b"IDAT"]), width, {2: 3, 6: 4}[color])
    counts = Counter(color for row in rows for color in row)
    vivid = Counter({color: count for color, count in counts.items() if max(color) - min(color) > VIVID})
    palette = [color for kind in (vivid, counts - vivid) for color, _ in kind.most_common(COLORS // 2)]
    index = {color: number for number, color in enumerate(palette)}
    for color in counts.keys() - index.keys():
        index[color] = min(range(len(palette)), key=lambda number: distance(palette[number], color))
    body = b"".join(b"\0" + bytes(index[color] for color in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b""))
    return png[:8] + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def distance(one: Color, other: Color) -> int:
    """How far apart two colours are, squared."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def pixels(data: bytes, width: int, channels: int) -> list[list[Color]]:
    """The colours, row by row, of a PNG's filtered bytes."""
    rows, above = [], bytearray(width * channels)
    for start in range(0, len(data), width * channels + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + width * channels])
        for i in range(len(row)):
            left, up, corner = (row[i - channels], above[i], above[i - channels]) if i >= channels else (0, above[i], 0)
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda value: abs(guess - value))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
        above = row
        rows.append([tuple(row[i : i + 3]) for i in range(0, len(row), channels)])
    return rows


if __name__ == "__main__":
    for picture in PICTURES:
        draw(sys.argv[1], *picture)
