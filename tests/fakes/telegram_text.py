"""What happens to a text on its way into a chat: parsing, cleaning, trimming, limits; and what
people's texts hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tests.fakes.telegram_html import parse_html, utf16
from tests.fakes.telegram_state import Json, bad

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_RAW_BYTES = 32768
MAX_ENTITIES = 100

_NAMES = (
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    ),
    ("mention", re.compile(r"(?<![\w/])@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("url", re.compile(r"https?://[^\s<>]+")),
)
# What the server also makes of the texts of bots, more readily than it does: any ending of letters
# counts as a host's, where it has a list. Characters of no width end an address, but for the two
# that join letters.
_INSIDE = r"[^\s\u2000-\u200b\u200e-\u200f\u2016-\u206f<>\"]"
_HOSTED = r"(?:[\w~\u200c\u200d-]+\.)+(?:[^\W\d_]{2,}|[xX][nN]--\w+)"
_NUMBERED = r"\d{1,3}(?:\.\d{1,3}){3}"
_LINKED = (
    (
        "text_link",
        re.compile(
            rf"(?:https?://)?(?:{_INSIDE}*@)?(?:{_HOSTED}|{_NUMBERED})(?::\d+)?(?:[/?#]{_INSIDE}*)?",
            re.I,
        ),
    ),
    ("text_link", re.compile(rf"(?:tg|ton|tonsite)://{_INSIDE}+", re.I)),
    ("bot_command", _NAMES[0][1]),
    ("mention", re.compile(r"(?<!\w)@\w{2,32}", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w\u200c])#[\w\u200c]*[^\W\d_][\w\u200c]*")),
    ("cashtag", re.compile(r"(?<![\w$\u200c])\$(?:1INCH|[A-Z]{1,8})(?![\w$\u200c])")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d{7,15}(?!\w)")),
)
_ORDER = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "code": 2}
# TDLib's clean_input_string: these leave the text, the other control characters become blanks.
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u202a-\u202e\u205f-\u206f\u2800\u3164\ufeff"
    "\uffa0\U000e0000-\U000e007f]*"
)


class Formatted(NamedTuple):
    """A text as people see it, its entities, and how it came."""

    text: str
    entities: list[Json]
    raw: str


def clean(text: str) -> str:
    """The text as Telegram stores it, before trimming: some characters go, control characters
    become blanks."""
    kept = _BLANKED.sub(" ", _DROPPED.sub("", text))
    return _MARKS.sub(lambda run: "\u200c" * len(run[0]), kept)


def formatted(
    raw: str,
    parse_mode: str,
    entities: list[Json] | None,
    *,
    limit: int = MAX_TEXT,
    utf16_too: bool = True,
) -> Formatted:
    """The text and entities of a message or caption; raises a 400 Refusal. An empty caption is for
    the caller."""
    if len(raw.encode("utf-8", "surrogatepass")) > MAX_RAW_BYTES:
        raise bad("text is too long")
    if parse_mode and parse_mode.lower() != "html":
        raise bad("unsupported parse_mode")
    text, found = parse_html(raw) if parse_mode else (raw, entities or [])
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise bad("strings must be encoded in UTF-8")
    text, found = _settled(text, found)
    if len(text) > limit or (utf16_too and utf16(text) > limit):
        raise bad("message is too long" if limit == MAX_TEXT else "message caption is too long")
    return Formatted("" if _INVISIBLE.fullmatch(text) else text, found, raw)


def noticed(text: str) -> list[Json]:
    """The entities Telegram finds by itself in what people write."""
    found = [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match[0])}
        for kind, pattern in _NAMES
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: int(str(entity["offset"])))


def pressable(raw: str) -> list[tuple[str, str]]:
    """What somebody can press in a bot's HTML, and where it leads: an address, or the kind of thing
    and its words."""
    text, marked = parse_html(raw)
    text, marked = _settled(text, marked)
    found: list[tuple[str, str]] = []
    covered: list[range] = []
    for entity in marked:
        place = range(entity["offset"], entity["offset"] + entity["length"])
        if entity["type"] in ("text_link", "code", "pre"):
            covered.append(place)
        if entity["type"] == "text_link":
            units = text.encode("utf-16-le")[2 * place.start : 2 * place.stop]
            found.append((units.decode("utf-16-le"), entity["url"]))
    for kind, pattern in _LINKED:
        for match in pattern.finditer(text):
            start = utf16(text[: match.start()])
            within = any(
                start < place.stop and place.start < start + utf16(match[0]) for place in covered
            )
            if not within and match[0]:
                found.append((match[0], match[0] if kind == "text_link" else f"{kind}:{match[0]}"))
    return found


def _settled(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text cleaned and trimmed, its entities moved along, at most a hundred of them kept."""
    cleaned = clean(text)
    stripped = cleaned.strip(" \n")
    if stripped != text and entities:
        move = _movement(text, cleaned, stripped)
        entities = [_moved(entity, move) for entity in entities]
    code = [entity for entity in entities if entity["type"] in ("pre", "code")]
    kept = [
        entity
        for entity in entities
        if entity["length"] > 0 and not any(_within(entity, each) for each in code)
    ]
    kept.sort(
        key=lambda entity: (entity["offset"], -entity["length"], _ORDER.get(entity["type"], 9))
    )
    return stripped, kept[:MAX_ENTITIES]


def _movement(text: str, cleaned: str, stripped: str) -> Callable[[int], int]:
    """From offsets in the text to offsets in what is left of it, both in UTF-16 units."""
    lead, end = len(cleaned) - len(cleaned.lstrip(" \n")), utf16(stripped)
    if len(cleaned) == len(text):
        return lambda offset: max(0, min(offset - lead, end))
    places, kept = [0], 0
    for char in text:
        for _ in range(utf16(char)):
            kept += not _DROPPED.match(char)
            places.append(kept)
    return lambda offset: max(0, min(places[min(offset, len(places) - 1)] - lead, end))


def _moved(entity: Json, move: Callable[[int], int]) -> Json:
    start, end = move(entity["offset"]), move(entity["offset"] + entity["length"])
    return entity | {"offset": start, "length": end - start}


def _within(entity: Json, code: Json) -> bool:
    """Whether code or preformatted text swallows that entity."""
    return (
        entity is not code
        and code["offset"] <= entity["offset"]
        and entity["offset"] + entity["length"] <= code["offset"] + code["length"]
        and _ORDER.get(entity["type"], 9) > _ORDER[code["type"]]
    )
