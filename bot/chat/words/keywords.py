"""Lists of keywords as people write them, and as they are written back. Pure."""

# Chinese is read here: marks between words, and quotes.

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.chat.words.phrasing import without_and
from bot.chat.words.tidying import shortened
from core.errors import KeywordsTooMany, KeywordTooLong, SettingInvalid

MOST_WORDS, LONGEST_WORD = 20, 40
# No list within the limits is longer.
LONGEST_LIST = 4_000
BETWEEN = ", "
# What a quote may end with: German and Swedish ones end with what begins the English.
_QUOTES = {
    '"': '"', "“": "”", "”": "”“", "„": "”“", "「": "」", "『": "』", "'": "'", "‘": "’",
    "«": "»", "»": "«", "《": "》", "〈": "〉", "＂": "＂",
}  # fmt: skip
MARKS = ",，、;；|｜/／\n\r\t\u3000﹐﹑､"
_CHINESE = re.compile(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]")
_BESIDE_CHINESE = re.compile(r"[\u3400-\u9fff]\s|\S\s+[\u3400-\u9fff]")
# What lines of a list begin with; the first kind of sign with a blank after it alone.
_DASHES, _DOTS = "-*+–—", "•·‣▪●◦○"
# A dot between blanks parts what stands in one line as well: "• 视频 • 3D".
_DOT_BETWEEN = re.compile(rf"\s[{_DOTS}]\s")
# What makes a word a tag: "#agents #rag".
_TAG = re.compile(r"(?:^|(?<=\s)|(?<=[,，、;；]))[#＃](?=\w{0,40}[^\W\d_])")
_BOXES = ("[ ]", "[x]", "[X]", "☐", "☑")
_NUMBER = re.compile(r"(?:^|(?<=\s))([0-9]{1,2})(?:[.)]\s|[、．])")
_ENDS = "。！？!?.… \u3000"


def parse_keywords(text: str) -> tuple[str, ...]:
    """The words, each once, in their order: `视频；3D`, `"agent, RAG" diffusion`.

    Raises SettingInvalid when there is none, KeywordsTooMany and KeywordTooLong.
    """
    if len(text) > LONGEST_LIST:
        raise KeywordTooLong(shortened(text), LONGEST_WORD)
    found: dict[str, str] = {}
    for word in parts(text):
        if any(map(str.isalnum, word)):
            found.setdefault(word.casefold(), word)
    if not found:
        raise SettingInvalid(shortened(text))
    if len(found) > MOST_WORDS:
        raise KeywordsTooMany(len(found), MOST_WORDS)
    for word in found.values():
        if len(word) > LONGEST_WORD:
            raise KeywordTooLong(word, LONGEST_WORD)
    return tuple(found.values())


def changed_keywords(present: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """The words in place of those that are present; with a sign at one of them, these with what is
    added and taken away: `+agent, -video`. Raises KeywordsTooMany."""
    words = tuple(words)
    if not any(_has_sign(word) for word in words):
        return words
    found = {word.casefold(): word for word in present}
    for word in words:
        bare = word[1:].strip() if _has_sign(word) else word
        if word.startswith("-"):
            found.pop(bare.casefold(), None)
        else:
            found.setdefault(bare.casefold(), bare)
    if len(found) > MOST_WORDS:
        raise KeywordsTooMany(len(found), MOST_WORDS)
    return tuple(found.values())


def _has_sign(word: str) -> bool:
    return len(word) > 1 and word[0] in "+-" and word[1:].strip() != ""


def shown_keywords(words: Iterable[str], between: str = BETWEEN) -> str:
    """The words as a list that is read as the same words, with one of our marks `between` them;
    those with marks in them in quotes."""
    return between.join(map(_quoted, words))


def parts(text: str, marks: str = MARKS) -> list[str]:
    """What stands between those marks, or in quotes, in its order."""
    text = _unlisted(_TAG.sub("\n", _DOT_BETWEEN.sub("\n", text)))
    parts: list[str] = []
    quoted: set[int] = set()  # their places
    current: list[str] = []
    quote = ""
    # With such blanks and no marks, a blank beside a Chinese word parts as well.
    unmarked = not any(mark in text for mark in marks)
    blanks = _CHINESE
    if unmarked and _CHINESE.search(text):
        blanks = _BESIDE_CHINESE
    closings = {each: text.rfind(each) for each in set("".join(_QUOTES.values()))}
    begun = False  # whether a word's first letter has been read
    for at, letter in enumerate(text):
        closes = _QUOTES.get(letter, "")
        if closes and not quote and not begun and any(closings[each] > at for each in closes):
            current, quote = [], closes
        elif quote and letter in quote:
            quoted.add(len(parts))
            parts.append(_plain("".join(current)))
            current, quote, begun = [], "", False
        elif not quote and (letter in marks or _is_between(text, at, blanks)):
            parts.append(_unended("".join(current)))
            current, begun = [], False
        else:
            current.append(letter)
            begun = begun or not letter.isspace()
    parts.append(_unended("".join(current)))
    shown = [at for at, part in enumerate(parts) if part]
    for at in shown:
        if at not in quoted:
            parts[at] = without_and(parts[at], first=at == shown[0], last=at == shown[-1])
    return [part for part in parts if part]


def _unlisted(text: str) -> str:
    """The text without what its lines begin with as a list's: a dash, a dot, a box; numbers where
    they count the lines."""
    within = [int(each[1]) for each in _NUMBER.finditer(text.strip())]
    if len(within) > 1 and within == list(range(1, len(within) + 1)):
        return _NUMBER.sub("\n", text.strip())
    return "\n".join(_unmarked(line) for line in text.split("\n"))


def _unmarked(line: str) -> str:
    """The line without the signs and the box that it begins with."""
    plain = line.strip()
    for box in _BOXES:
        plain = plain.removeprefix(box).lstrip()
    while plain[:1] in tuple(_DOTS) or (plain[:1] in tuple(_DASHES) and plain[1:2].isspace()):
        plain = plain[1:].lstrip()
        for box in _BOXES:
            plain = plain.removeprefix(box).lstrip()
    return plain


def _is_between(text: str, at: int, blanks: re.Pattern[str]) -> bool:
    """Whether a blank there parts two words, where one is Chinese and none belongs otherwise."""
    return bool(at and text[at].isspace() and blanks.match(text, at - 1))


def _plain(word: str) -> str:
    return " ".join(word.split())


def _unended(word: str) -> str:
    """The word without what a line of a list begins with, and the stop that ends a sentence."""
    return _unmarked(_plain(word)).rstrip(_ENDS)


def _quoted(word: str) -> str:
    """The word, in quotes where it would not be read as itself."""
    # Beside other words it is read as itself as well.
    if parts(f"a, {word}, a")[1:-1] == [word]:
        return word
    for opening, closing in (('"', '"'), ("“", "”"), ("「", "」"), ("'", "'")):
        if closing not in word:
            return f"{opening}{word}{closing}"
    return word
