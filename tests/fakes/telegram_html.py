"""The HTML parse mode, by the rules of TDLib's parse_html: what it refuses, it refuses in the same
words.

Left out: tg-emoji's ids are not looked up. The sentence about nested quotes is ours; that they are
refused is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.fakes.telegram_state import Json, bad

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "blockquote": "blockquote",
    "pre": "pre",
    "code": "code",
    "a": "text_link",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\v\0"
_END = "\0"
_PLAIN = re.compile("[^<&]*")
_TAG_NAME = re.compile(f"[^{_SPACE}>]*")
_ATTRIBUTE = re.compile(f"[^{_SPACE}=>/\"']*")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[a-zA-Z]*));?")
_LINK = re.compile(
    r"(?:https?://)?(?:[^\s/?#@]+@)?[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_APP_LINK = re.compile(r"(?:tg|ton|tonsite):(?://)?\S+", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MENTION = re.compile(r"tg:(?://)?user\?id=(\d+)", re.IGNORECASE)


def utf16(text: str) -> int:
    """The length of a text in UTF-16 code units, as entities count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def valid_link(url: str) -> bool:
    """Whether Telegram takes it for the address of a link or of a button."""
    return bool(_LINK.fullmatch(url) or _APP_LINK.fullmatch(url))


def parse_html(html: str) -> tuple[str, list[Json]]:
    """The text people see, and its entities (offsets in UTF-16 units); raises a 400 Refusal."""
    return _Parser(html).run()


@dataclass
class _Tag:
    name: str
    argument: str
    offset: int
    start: int  # Where its text begins, in pieces.


class _Parser:
    def __init__(self, html: str) -> None:
        self.html, self.at = html, 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Tag] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.html):
            match self.html[self.at]:
                case "<" if self._char(1) == "/":
                    self._end_tag()
                case "<":
                    self._start_tag()
                case "&":
                    self._put(self._reference() or "&")
                case _:
                    self._put(self._take(_PLAIN))
        if self.open:
            raise _unparsable(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"'
            )
        text = "".join(self.pieces)
        if _SURROGATE.search(text):
            raise _unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            )
        for entity in self.entities:
            entity.pop("_language", None)
        return text, self.entities

    def _char(self, ahead: int = 0) -> str:
        return self.html[self.at + ahead] if self.at + ahead < len(self.html) else _END

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16(text)

    def _take(self, pattern: re.Pattern[str]) -> str:
        """The text that matches from here on."""
        match = pattern.match(self.html, self.at)
        assert match
        self.at = match.end()
        return match[0]

    def _skip_space(self) -> None:
        while self.at < len(self.html) and self.html[self.at] in _SPACE:
            self.at += 1

    def _where(self, position: int) -> str:
        return f"at byte offset {len(self.html[:position].encode('utf-8', 'surrogatepass'))}"

    def _reference(self) -> str | None:
        """The character that a reference stands for, or None (and one step on) where none is
        meant."""
        match = _REFERENCE.match(self.html, self.at)
        assert match
        self.at += 1
        char = _NAMED.get(match["name"]) if match["name"] is not None else _numbered(match)
        if char is not None:
            self.at = match.end()
        return char

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(_TAG_NAME).lower()
        if self._char() == _END:
            raise _unparsable(f"Unclosed start tag {self._where(begin)}")
        if name not in _STYLES:
            raise _unparsable(f'Unsupported start tag "{name}" {self._where(begin)}')
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        if name == "blockquote" and any(tag.name == name for tag in self.open):
            raise _unparsable(f"Blockquotes can't be nested {self._where(begin)}")
        self.open.append(_Tag(name, argument, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        """What the tag's attributes say that matters: a link, a language, a class, whether it
        expands."""
        argument = ""
        while True:
            self._skip_space()
            if self._char() == ">":
                self.at += 1
                return argument
            name = self._take(_ATTRIBUTE)
            if not name:
                if self._char() == _END:
                    raise _unparsable(f"Unclosed start tag {self._where(begin)}")
                raise _unparsable(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
            self._skip_space()
            value = self._value(tag, begin) if self._char() == "=" else ""
            if self._char() == _END:
                raise _unparsable(f'Unclosed start tag "{tag}" {self._where(begin)}')
            argument = _argument(tag, name, value) or argument

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._skip_space()
        quote, start = self._char(), self.at
        if quote == _END:
            raise _unparsable(f'Unclosed start tag "{tag}" {self._where(begin)}')
        if quote not in "\"'":
            while self._char().isascii() and (self._char().isalnum() or self._char() in ".-"):
                self.at += 1
            if self._char() not in _SPACE + ">":
                raise _unparsable(f"Unexpected end of name token {self._where(start)}")
            return self.html[start : self.at].lower()
        self.at += 1
        value: list[str] = []
        while self.at < len(self.html) and self._char() != quote:
            if self._char() == "&":
                value.append(self._reference() or "&")
            else:
                value.append(self._char())
                self.at += 1
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _unparsable(f"Unexpected end tag {self._where(begin)}")
        self.at += 2
        name = self._take(_TAG_NAME).lower()
        self._skip_space()
        if self._char() != ">":
            raise _unparsable(f"Unclosed end tag {self._where(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _unparsable(
                f'Unmatched end tag {self._where(begin)}, expected "</{tag.name}>", found "</{name}>"',
            )
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Tag) -> None:
        """Write down the entity of a closed tag; links to nowhere are dropped without a word."""
        entity: Json = {
            "type": _STYLES[tag.name],
            "offset": tag.offset,
            "length": self.offset - tag.offset,
        }
        match tag.name:
            case "a":
                url = tag.argument or "".join(self.pieces[tag.start :])
                if mentioned := _MENTION.fullmatch(url):
                    entity |= {"type": "text_mention", "user": {"id": int(mentioned[1])}}
                elif valid_link(url):
                    entity["url"] = url
                else:
                    return
            case "blockquote" if tag.argument:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                if not tag.argument.isdigit():
                    raise _unparsable("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = tag.argument
            case "pre" | "code":
                return self._close_code(tag, entity)
        self.entities.append(entity)

    def _close_code(self, tag: _Tag, entity: Json) -> None:
        """A `code` with a language and a `pre` around the same text are one entity."""
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == entity["offset"] and last.get("length") == entity["length"]
        if tag.name == "pre" and same and last.get("_language"):
            last |= {"type": "pre", "language": last.pop("_language")}
        elif tag.name == "code" and same and last["type"] == "pre" and tag.argument:
            last["language"] = tag.argument
        else:
            self.entities.append(entity | ({"_language": tag.argument} if tag.argument else {}))


def _numbered(reference: re.Match[str]) -> str | None:
    if len(reference[0].rstrip(";")) >= 10:
        return None
    code = (
        int(reference["hex"] or "0", 16)
        if reference["hex"] is not None
        else int(reference["decimal"] or "0")
    )
    return chr(code) if 0 < code < 0x10FFFF else None


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "span", "class" if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case "blockquote", "expandable":
            return "1"
        case _:
            return ""


def _unparsable(reason: str) -> Exception:
    return bad(f"can't parse entities: {reason}")
