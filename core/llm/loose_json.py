"""JSON as models write it, read for what it means. Pure; no text is read more than a few times.

Beyond the standard it takes what language models are known to write: TeX commands with a single
backslash, line breaks and quotation marks inside strings, trailing and missing commas, single
quotes and bare keys, Python's constants, comments, and objects that lack their last brackets. It
never guesses words. Numbers stay as they are written.
"""

# Chinese is read here: quotation marks.

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

# Levels. Nothing that is asked for has more than four; what has more than this is no answer.
DEEPEST = 32
# Characters of a text that are looked at; the longest answer that is asked for has some 30,000.
LONGEST = 400_000
# This many times the text's length may be read in search of objects, and in vain this many
# characters in all: a text of brackets alone is no answer, and nothing else runs while it is read.
# Each try in vain counts for this many characters at least.
PATIENCE = 4
IN_VAIN, TRY = 200_000, 10

# TeX commands that begin with a letter which is also one of JSON's escapes, so that `\nabla` would
# read as a line break and "abla". For `\b`, `\f` and `\r` any word in small letters counts: a
# backspace, a form feed or a lone carriage return never stands in a text. So does a longer word
# before a brace, as in `\num{5}`.
_TEX = frozenset([
    "nabla", "natural", "ncong", "ne", "nearrow", "neg", "neq", "newcommand", "newline", "nexists",
    "ngeq", "ngtr", "ni", "nicefrac", "nleftarrow", "nleq", "nless", "nmid", "nobreak",
    "nolimits", "nolinebreak", "nonumber", "normalsize", "not", "notag", "notin", "nparallel",
    "nprec", "nrightarrow", "nsim", "nsubset", "nsubseteq", "nsucc", "nsupseteq", "nu", "nvdash",
    "nwarrow", "nLeftarrow", "nRightarrow", "rVert", "tabular", "tabularnewline", "tag", "tan",
    "tanh", "tau", "tbinom", "text", "textasciitilde", "textbackslash", "textbf", "textcolor",
    "textdegree", "textemdash", "textendash", "textgreater", "textit", "textless", "textmd",
    "textmu", "textnormal", "textpm", "textregistered", "textrightarrow", "textrm", "textsc",
    "textsf", "textsubscript", "textsuperscript", "texttimes", "texttrademark", "texttt",
    "textup", "textwidth", "tfrac", "therefore", "theta", "thicksim", "thinspace", "tilde",
    "times", "tiny", "to", "top", "toprule", "tr", "triangle", "triangledown", "triangleleft",
    "trianglelefteq", "triangleq", "triangleright", "trianglerighteq", "tt",
    "twoheadrightarrow", "rm",
])  # fmt: skip
# Those of them that leave a word when the first letter is taken for the line break or the tab
# ("e.g.", "i.e.", "less", "an"): they are TeX only between dollar signs.
_ALSO_WORDS = frozenset(("ne", "nexists", "ni", "nless", "nmid", "nparallel", "tan"))
# Characters of a word that is a command though it is not in the list.
SHORTEST_COMMAND = 3

_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "'": "'", "n": "\n", "r": "\r", "t": "\t"}
_LETTERS = re.compile(r"[A-Za-z]+")
_HEX = re.compile(r"[0-9a-fA-F]{4}")
# Blanks, and a few comments of a few lines; between members also commas, and dots for what is left
# out.
_BLANK = (
    r"[\s\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]++|(?://|#)[^\n]{0,300}|/\*[^*]{0,300}\*/"
)
_SPACE = re.compile(rf"(?:{_BLANK}){{0,8}}")
_COMMAS = re.compile(rf"(?:{_BLANK}|[,，、;；]|\.{{3}}|…){{0,12}}")
# A number and what is glued to it: `35.7%`, `3.5x`, `2026-02-05`. In a list a comma always ends it.
_NUMBER = re.compile(r"[-+]?\.?\d[^\s,，;:{}\[\]\"'`“”]*+(?:\s?%)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?>(?:[,_]\d{3})+)[^\s,，;:{}\[\]\"'`“”]*+(?:\s?%)?")
_CONSTANTS = {"true": True, "false": False} | dict.fromkeys(
    ("null", "none", "nil", "nan", "infinity", "undefined")
)
_WORD = re.compile(r"-?([A-Za-z]+)")
_BEGUN = re.compile(r"[-+]?\.?[A-Za-z]{0,8}\Z")  # a number or a constant that breaks off
_SCALAR_AHEAD = re.compile(r"(?:[-+.]{0,2}\d[^\s,\]]{0,20}|true|false|null)\s{0,20}[,\]]")
# What may end a text, by the mark that began it; and what has to be looked at inside it.
_CLOSING = {
    '"': '"', "'": "'", "“": '”"', "”": "”", "‘": "’'", "`": "`", "„": '“”"',
    "「": "」", "『": "』", "«": "»", "＂": "＂", "″": "″",
}  # fmt: skip
# What may stand between a key and its value.
_COLON = re.compile(r"[:：]|=>?")
_SPECIAL = {mark: re.compile(rf"[\\${closing}]") for mark, closing in _CLOSING.items()}
# Characters of a key; what is longer is no key.
LONGEST_KEY = 80
_BARE = r"[^\W\d]\w{0,40}(?:[ -]\w{1,40}){0,4}"
_QUOTED = "|".join(
    rf"{mark}[^{closing}\\\n]{{0,{LONGEST_KEY}}}[{closing}]" for mark, closing in _CLOSING.items()
)
_BARE_KEY = re.compile(rf"{_BARE}(?=\s{{0,20}}[:：])")
_KEY_AHEAD = re.compile(rf"(?:{_QUOTED})\s{{0,20}}(?:[:：]|=>?)|{_BARE}\s{{0,20}}[:：]")
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NUMBERED = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_OPENING = re.compile(r"[{\[]")
_FENCE = "```"


class NotJson(ValueError):
    """What stands here cannot be read as JSON; `at` is how far it was read."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True, slots=True)
class Read:
    """A value, and where it ended.

    The source may have ended before it: within a text (`broken`), or before its last brackets
    (`unclosed`). `inner` is where another object seems to begin in one of its texts, or None.
    """

    value: Any
    end: int
    broken: bool = False
    unclosed: bool = False
    inner: int | None = None


class _Kind(Enum):
    """What a string is: that decides which quotation mark ends it."""

    KEY = "key"
    MEMBER = "member"
    ITEM = "item"


def read_value(text: str, start: int = 0) -> Read:
    """The value that begins there, with numbers as texts; raises NotJson.

    First every quotation mark is taken for what it is in JSON. If that fails, it is guessed which
    of them end a text.
    """
    looked_at = start
    for exact in (True, False):
        reader = _Reader(text[:LONGEST], exact=exact)
        try:
            value, end = reader.value(reader.past_space(start), 0)
        except NotJson as nothing:
            looked_at = max(looked_at, nothing.at)
        else:
            return Read(value, end, reader.broken, reader.unclosed, reader.inner)
    raise NotJson(looked_at)


def objects(text: str) -> Iterator[Read]:
    """The outermost objects and lists of objects in order, without what only looks like one.

    An object that broke off swallows the next one, as if that stood in its last text; so the next
    one is given too.
    """
    text = text[:LONGEST]
    at, spent, in_vain = 0, 0, 0
    while found := _OPENING.search(text, at):
        if spent > PATIENCE * len(text) or in_vain > IN_VAIN:
            return
        at = found.start()
        try:
            read = read_value(text, at)
        except NotJson as nothing:
            spent += nothing.at - at
            in_vain += nothing.at - at + TRY
            at += 1
            continue
        spent += read.end - at
        if _holds_objects(read.value):
            yield read
        if read.inner is not None:
            at = read.inner
        elif isinstance(read.value, list) and not _holds_objects(read.value):
            at += 1  # there may be an object in it
        else:
            at = read.end


def clean(text: str) -> str:
    """The text without control characters and half surrogates, which no text needs.

    Characters that were escaped twice, and so are still written as numbers, are put in.
    """
    if "\\u" in text:
        text = _NUMBERED.sub(_characters, text)
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _characters(numbered: re.Match[str]) -> str:
    """The characters of which the numbers stand there."""
    numbers = bytes.fromhex(numbered[0].replace("\\u", ""))
    return numbers.decode("utf-16-be", "replace")


def _holds_objects(value: object) -> bool:
    """Whether it is an object or a list of objects, and not empty."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) for each in value)
    return isinstance(value, dict) and bool(value)


class _Reader:
    """Reads values from a text.

    `exact` says that every quotation mark that is not escaped ends a text. `broken`, `unclosed` and
    `inner` are as in Read.
    """

    def __init__(self, text: str, *, exact: bool) -> None:
        self._text = text
        self._exact = exact
        self.broken = False
        self.unclosed = False
        self.inner: int | None = None

    def past_space(self, at: int) -> int:
        """The first place behind blanks and comments."""
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def value(self, at: int, depth: int, kind: _Kind = _Kind.ITEM) -> tuple[Any, int]:
        """The value that begins there, and where it ends."""
        if depth > DEEPEST:
            raise NotJson(at)
        char = self._char(at)
        if char == "{":
            return self._object(at + 1, depth)
        if char == "[":
            return self._list(at + 1, depth)
        if char in _CLOSING:
            return self._string(at, kind)
        return self._scalar(at, kind, depth)

    def _char(self, at: int) -> str:
        return self._text[at] if at < len(self._text) else ""

    def _is_over(self, at: int) -> bool:
        """Whether the text, or the fence around the answer, ends there."""
        return at >= len(self._text) or self._text.startswith(_FENCE, at)

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            at = self._past_commas(at)
            char = self._char(at)
            if char == "}":
                return found, at + 1
            if char == "]" and found:  # the brace was forgotten
                return found, at
            if self._is_over(at):
                self.unclosed = True
                return found, at
            key, at = self._key(at)
            at = self.past_space(at)
            if self._is_over(at):
                self.broken = True
                return found, at
            colon = _COLON.match(self._text, at)
            if colon is None:
                raise NotJson(at)
            at = self.past_space(colon.end())
            if self._is_over(at):
                self.broken = True
                return found, at
            value, at = self.value(at, depth + 1, _Kind.MEMBER)
            if value not in (None, "", [], {}) or key not in found:  # nothing, said again
                found[key] = value

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            at = self._past_commas(at)
            char = self._char(at)
            if char == "]":
                return found, at + 1
            if self._is_over(at):
                self.unclosed = True
                return found, at
            may_be_over = found and not self._exact
            if may_be_over and (char == "}" or self._is_key(at)):  # the bracket was forgotten
                return found, at
            value, at = self.value(at, depth + 1)
            found.append(value)

    def _past_commas(self, at: int) -> int:
        found = _COMMAS.match(self._text, at)
        return found.end() if found else at

    def _key(self, at: int) -> tuple[str, int]:
        if self._char(at) in _CLOSING:
            return self._string(at, _Kind.KEY)
        found = _BARE_KEY.match(self._text, at)
        if found is None:
            raise NotJson(at)
        return found[0], found.end()

    def _is_key(self, at: int) -> bool:
        """Whether a key begins there: it is short, on one line, and has a colon behind it."""
        return _KEY_AHEAD.match(self._text, at) is not None

    def _scalar(self, at: int, kind: _Kind, depth: int) -> tuple[Any, int]:
        number = _NUMBER.match(self._text, at)
        if kind is _Kind.MEMBER:
            number = _THOUSANDS.match(self._text, at) or number
        if number:
            return number[0], number.end()
        word = _WORD.match(self._text, at)
        if word and word[1].casefold() in _CONSTANTS:
            return _CONSTANTS[word[1].casefold()], word.end()
        if depth and _BEGUN.match(self._text, at):
            self.broken = True
            return None, len(self._text)
        raise NotJson(at)

    def _string(self, at: int, kind: _Kind) -> tuple[str, int]:
        """The string whose quotation mark stands there. A mark inside it need not be escaped."""
        special = _SPECIAL[self._char(at)]
        parts: list[str] = []
        start = at = at + 1
        in_maths = False
        while found := special.search(self._text, at):
            at = found.start()
            char = found[0]
            if char == "\\":
                parts.append(self._text[start:at])
                piece, at = self._escaped(at + 1, in_maths=in_maths)
                parts.append(piece)
                start = at
            elif char == "$":
                in_maths = not in_maths
                at += 1
            elif self._ends(at + 1, kind):
                parts.append(self._text[start:at])
                return clean("".join(parts)), at + 1
            else:
                self._note_inner(start, at)
                at += 1
        self.broken = True
        parts.append(self._text[start:])
        return clean("".join(parts)), len(self._text)

    def _ends(self, at: int, kind: _Kind) -> bool:
        """Whether a mark just before that place ends its string, judged by what follows."""
        if kind is _Kind.KEY:
            return True  # whatever follows: no key holds a mark
        at = self.past_space(at)
        char = self._char(at)
        if char in "}]" or self._is_over(at):
            return True
        if self._exact:
            if char not in ",，、;；":
                raise NotJson(at)
            return True
        if char in ",，;":
            after = self._past_commas(at)
            return self._char(after) in "}]" or self._is_over(after) or self._begins(after, kind)
        return char in _CLOSING and self._begins(at, kind)  # the comma was forgotten

    def _begins(self, at: int, kind: _Kind) -> bool:
        """Whether the object's next key, or the list's next item, begins there."""
        if kind is _Kind.MEMBER:
            return self._is_key(at)
        char = self._char(at)
        return char in _CLOSING or char in "{[" or _SCALAR_AHEAD.match(self._text, at) is not None

    def _note_inner(self, start: int, at: int) -> None:
        """Note an object that seems to begin before that mark, in a string from `start` on."""
        before = self._text[max(start, at - 20) : at].rstrip()
        if self.inner is None and before.endswith("{") and self._is_key(at):
            self.inner = self._text.rindex("{", start, at)

    def _escaped(self, at: int, *, in_maths: bool) -> tuple[str, int]:
        """What the backslash before that place and what follows stand for, and where that ends."""
        letter = self._char(at)
        if letter == "u" and _HEX.match(self._text, at + 1):
            return self._unicode(at + 1)
        word = _LETTERS.match(self._text, at)
        if word and _is_tex(word[0], self._char(word.end()), in_maths=in_maths):
            return "\\" + word[0], word.end()
        if letter in _ESCAPES:
            return _ESCAPES[letter], at + 1
        if letter == "\n":  # JSON5's text that goes on in the next line
            return "", at + 1
        return "\\", at  # none of JSON's escapes: the backslash is meant

    def _unicode(self, at: int) -> tuple[str, int]:
        """The character whose number stands there; UTF-16 writes some characters as two numbers."""
        end = at + 4
        first = int(self._text[at:end], 16)
        if 0xD800 <= first < 0xDC00 and self._text.startswith("\\u", end):
            found = _HEX.match(self._text, end + 2)
            if found:
                second = int(found[0], 16)
                if 0xDC00 <= second < 0xE000:
                    number = 0x10000 + ((first - 0xD800) << 10) + second - 0xDC00
                    return chr(number), end + 6
        return chr(first), end


def _is_tex(word: str, behind: str, *, in_maths: bool) -> bool:
    """Whether a backslash before that word makes it a TeX command, and not an escape."""
    if word[0] in "bf":
        return len(word) > 1
    certain = word[0] == "r" or (behind == "{" and word[0] in "nt")
    if certain and len(word) >= SHORTEST_COMMAND and word[1].islower():
        return True
    return word in _TEX and (in_maths or word not in _ALSO_WORDS)
