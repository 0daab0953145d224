"""What becomes of files on their way: one of a dozen accidents, drawn by chance."""

from __future__ import annotations

import random
from collections.abc import Callable

# Pieces of the formats, of Markdown, of HTML and of terminals, and characters that break lines or
# turn their direction.
MARKUP = (
    "### 🏆 1. 又一篇 (Another)",
    "## 📄 Another",
    "---",
    "=" * 60,
    "**亮点**:",
    "  - ",
    "**Summary**: ",
    "1. **应用领域**",
    "- **阅读来源**: PDF",
    "<b onclick='x'>&amp;",
    "[here](https://example.org)",
    "```",
    "@everyone <@1> /paper 3",
    "\x1b[31m",
    "\x00",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\r",
)
# What stands for the formats' words in other languages, whole or by halves.
TRANSLATED = (
    ("每日论文汇总 - ", "Daily Papers - "),
    ("Daily Papers - ", "每日论文汇总 - "),
    ("论文数量", "Papers"),
    ("组织", "Organization"),
    ("Organization", "组织"),
    ("阅读来源", "Read from"),
    ("链接", "Link"),
    ("应用领域", "Field"),
    ("实验效果", "Results"),
    ("摘要", "Résumé"),
    ("Summary", "Zusammenfassung"),
    ("标签", "الوسوم"),
)
TAGS = ("Super Lab", "Frontier Lab", "Viral", "Neu", "雨, 雪", "", ", ,", "a" * 300)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file after one to three accidents."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(ACCIDENTS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    flipped = bytes(byte ^ (1 << chance.randrange(8)) for byte in data[at : at + 1])
    return data[:at] + flipped + data[at + 1 :]


def _other_character(data: bytes, chance: random.Random) -> bytes:
    """A byte of ASCII that is another one now: the file stays text."""
    plain = [at for at, byte in enumerate(data) if byte < 128]
    if not plain:
        return data
    at = chance.choice(plain)
    return data[:at] + bytes([chance.randrange(32, 127)]) + data[at + 1 :]


def _delete(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def _double(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"\n".join(lines)


def _swap(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _insert(data: bytes, chance: random.Random) -> bytes:
    """A piece of markup, within a line or as a line of its own."""
    piece = chance.choice(MARKUP).encode()
    if chance.random() < 0.3:
        piece = b"\n" + piece + b"\n"
    text = data.decode("utf-8", "surrogateescape")
    at = len(text[: chance.randrange(len(text) + 1)].encode("utf-8", "surrogateescape"))
    return data[:at] + piece + data[at:]


def _mix_line_ends(data: bytes, chance: random.Random) -> bytes:
    share = chance.choice((0.1, 0.5, 1.0))
    pieces = data.split(b"\n")
    ends = [b"\r\n" if chance.random() < share else b"\n" for _ in pieces[1:]]
    return b"".join(piece + end for piece, end in zip(pieces, [*ends, b""], strict=True))


def _mark(data: bytes, chance: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + data


def _spoil(data: bytes, chance: random.Random) -> bytes:
    """Bytes that no text in UTF-8 has."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice((b"\xff", b"\xc3\x28", b"\xed\xa0\x80")) + data[at:]


def _translate(data: bytes, chance: random.Random) -> bytes:
    one, other = (word.encode() for word in chance.choice(TRANSLATED))
    return data.replace(one, other, chance.choice((1, -1)))


def _lengthen(data: bytes, chance: random.Random) -> bytes:
    """A line that is long, or longer than any is read."""
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    lines[at] += "长 ".encode() * chance.choice((500, 2_000, 20_000))
    return b"\n".join(lines)


def _tag(data: bytes, chance: random.Random) -> bytes:
    tags = ", ".join(chance.sample(TAGS, 2)).encode()
    for label in ("**标签**: ", "**Tags**: "):
        data = data.replace(label.encode(), label.encode() + tags, 1)
    return data


def _print_otherwise(data: bytes, chance: random.Random) -> bytes:
    """The same number in another spelling, as other writers print it."""
    one, other = chance.choice(((b": 4.16", b": 4.1"), (b"20.0", b"20"), (b": 3", b": 03")))
    return data.replace(one, other, 1)


ACCIDENTS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _other_character,
    _delete,
    _double,
    _swap,
    _truncate,
    _insert,
    _mix_line_ends,
    _mark,
    _spoil,
    _translate,
    _lengthen,
    _tag,
    _print_otherwise,
)
