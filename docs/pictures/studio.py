"""What the drawing scripts share: the demo edition's list, the browser that draws a page, and small
files."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import struct
import subprocess
import zlib
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chat.views import View, list_view
from core import archive
from core.editions.keys import DAILY
from locales import Translator, languages

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "bot" / "app" / "demo"
LISTED = 35  # an archive does not say how many papers the day listed; this day's page does
# A trophy is small: its colours would be lost among the greys of the letters, were they not counted
# apart.
COLORS, VIVID = 128, 72
SCRIPT = (
    "<script>document.title = Math.ceil(document.body.getBoundingClientRect().height);</script>"
)

Color = tuple[int, ...]


def demo_list(language: str) -> View:
    """The demo edition's list."""
    now = dt.datetime(2026, 2, 5, tzinfo=dt.UTC)
    digest = archive.parse_digest(
        (DEMO / f"digest.{language}.md").read_bytes(), "digest", now, languages()
    )
    edition = dataclasses.replace(digest.edition, listed=LISTED)
    previous = DAILY.on(edition.key.day - dt.timedelta(days=1))
    return list_view(Translator(language), edition, digest.summaries, previous=previous)


def figure(speeds: dict[str, float]) -> str:
    """The sample paper's figure as SVG: bars, the last one in colour."""
    bars = "".join(
        f'<rect x="132" y="{20 + 34 * row}" width="{82 * speed}" height="22" fill="{color}"/>'
        f'<text x="124" y="{36 + 34 * row}" text-anchor="end">{html.escape(name)}</text>'
        f'<text x="{140 + 82 * speed}" y="{36 + 34 * row}">{speed:.2f}</text>'
        for row, (name, speed) in enumerate(speeds.items())
        for color in ["#2f7fd1" if row == len(speeds) - 1 else "#b4bcc8"]
    )
    style = "font: 14px Roboto, sans-serif; display: block"
    return f'<svg viewBox="0 0 420 {26 + 34 * len(speeds)}" style="{style}">{bars}</svg>'


def draw(chromium: str, name: str, page: str, width: int) -> None:
    """Write one picture, as high as its page."""
    target = HERE / f"{name}.png"
    with TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(f"<!doctype html><meta charset=utf-8>{page}{SCRIPT}", encoding="utf-8")
        dumped = _run(chromium, f"--window-size={width},800", "--dump-dom", file.as_uri())
        height = dumped.partition("<title>")[2].partition("<")[0]
        _run(chromium, f"--window-size={width},{height}", f"--screenshot={target}", file.as_uri())
    target.write_bytes(reduced(target.read_bytes()))


def _run(chromium: str, *arguments: str) -> str:
    flags = ("--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1.5")
    done = subprocess.run(
        [chromium, *flags, *arguments], check=True, capture_output=True, timeout=120
    )
    return done.stdout.decode()


def reduced(png: bytes) -> bytes:
    """The picture with the commonest of its greys and of its bright colours only: a third of the
    size."""
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    width, height, _, color = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    rows = pixels(zlib.decompress(chunks[b"IDAT"]), width, {2: 3, 6: 4}[color])
    counts = Counter(color for row in rows for color in row)
    vivid = Counter(
        {color: count for color, count in counts.items() if max(color) - min(color) > VIVID}
    )
    palette = [
        color for kind in (vivid, counts - vivid) for color, _ in kind.most_common(COLORS // 2)
    ]
    index = {color: number for number, color in enumerate(palette)}
    for color in counts.keys() - index.keys():
        index[color] = min(range(len(palette)), key=lambda number: distance(palette[number], color))
    body = b"".join(b"\0" + bytes(index[color] for color in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", bytes(sum(palette, ()))),
        (b"IDAT", zlib.compress(body, 9)),
        (b"IEND", b""),
    )
    return png[:8] + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
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
            left, up, corner = (
                (row[i - channels], above[i], above[i - channels])
                if i >= channels
                else (0, above[i], 0)
            )
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda value: abs(guess - value))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
        above = row
        rows.append([tuple(row[i : i + 3]) for i in range(0, len(row), channels)])
    return rows
