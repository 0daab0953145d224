"""A model's words → the answer in the shape that was asked for. Pure.

The object may stand anywhere: after thoughts, in a fence, between remarks, twice, in quotation
marks, in a wrapper. Each object found is fitted to the shape (`fitting`), and the last one that
pydantic takes is the answer; what comes after the thoughts goes before what stands in them, for
there are only drafts.
"""

# Chinese is read here: brackets of full width, characters read in another encoding.

from __future__ import annotations

import html
import itertools
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from core.llm.fitting import fitted, names_of
from core.llm.loose_json import LONGEST, NotJson, Read, objects, read_value
from core.llm.outline import has_arguments, plain_key, read_outline

T = TypeVar("T", bound=BaseModel)

# Where thoughts end, as open models mark them (also without an opening mark).
_THOUGHTS_END = re.compile(
    r"</(?:\w{1,20}:)?(?:(?:\w{1,20}_)?think|thinking|thought|thoughts|reasoning|reflection|analysis"
    r"|scratchpad|思考|思考过程)\s*>|【(?:/思考|思考结束)】"
    r"|◁/think▷|<\|(?:end_of_thought|end_of_thinking|end_thinking|/think|/thinking)\|>"
    r"|<\|channel\|>\s*final\s*(?:<\|[^|>]{0,40}\|>)?"
    r"|\[/(?:THINK|REASONING)\]|<seed:cot_budget_reflect>|</seed:think>",
    re.IGNORECASE,
)
_THOUGHTS_BEGIN = re.compile(r"<(think|thinking|thought|thoughts|reasoning)>", re.IGNORECASE)
_BRACELESS = re.compile(r"""\s{0,20}("?)\w{1,40}"\s?:\s?["\[{]""")
# Where a turn ends: some models go on with what the reader might say next.
_TURN_ENDS = re.compile(
    r"<\|(?:endoftext|im_end|eot_id|return|end_of_text)\|>|<end_of_turn>|<｜end▁of▁sentence｜>"
)
# JSON's own marks, written as the numbers of their characters.
_CODE_POINT = re.compile(r"\\u00(0[9aAdD]|2[0278cCdDeE]|3[aA]|5[bBdD]|7[bBdD])")
_JSON_BEGINS = re.compile(r"""\{\s*["'“]""")
# A list of lists, or of what Python prints in round brackets, that begin with a text.
_PAIRS = re.compile(r"""[\[(]\s{0,20}[\[(]\s{0,20}["'“]\w""")
_WIDE = str.maketrans("｛｝［］", "{}[]")
_SQUARE = str.maketrans("()", "[]")
_PRINTED = re.compile(r"\b[A-Za-z]\w{0,60}\((?=\w{1,40}\s?=)")
_LINE_NUMBER = re.compile(r"\s{0,6}\d{1,4}\s?[:|│.]\s?")
# A string that never ends reaches to the end of the text, so that nothing is searched twice.
_STRING = re.compile(
    r"""('(?>(?:[^'\\]|\\.)*)(?:'|\\?\Z)|"(?>(?:[^"\\]|\\.)*)(?:"|\\?\Z))""", re.DOTALL
)
# UTF-8 that was read as Latin-1 or Windows-1252: each byte became a character.
_MISREAD = re.compile("[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")
# From this many such bytes on, it cannot be by chance.
MISREAD = 6
# What stands for a character that cannot be read, and how many of them an answer may have: a stream
# may have cut a character or two in pieces.
_UNREADABLE, STRAY = "\ufffd", 2
# At most this many problems are told to a model.
PROBLEMS = 5
# This many objects of a text are tried, from its end. Those before them are drafts.
TRIED = 50
# This many lists of pairs are looked at, those within another one among them.
LISTED = 8
# An answer may be quoted this many times over.
QUOTED = 3


@dataclass(eq=False)
class Unfit(Exception):
    """There is no answer in these words.

    `reason` is empty, truncated or malformed; `problems` say what was wrong.
    """

    reason: str
    problems: str = ""


def read_answer(texts: Sequence[str], shape: type[T], *, cut: bool = False) -> T:
    """The answer in the first of the texts that holds one; raises Unfit.

    `cut` says that the model was stopped before it had finished. A whole object is taken even then.
    An object that ends with a bracket, but lacks the last ones, is taken as whole unless the text
    was cut: some models forget the last bracket.
    """
    problems = ""
    for text in texts:
        answer, found = _read(as_meant(text[:LONGEST]), shape, cut=cut)
        if answer is not None:
            return answer
        problems = problems or found
    if cut:
        raise Unfit("truncated", problems)
    if not any(text.strip() for text in texts):
        raise Unfit("empty")
    raise Unfit("malformed", problems or "no JSON object")


def _read(text: str, shape: type[T], *, cut: bool) -> tuple[T | None, str]:
    """The answer in the text, or what is wrong with the best that is there."""
    problems = ""
    for value in _values(text, shape, cut=cut):
        if value is None:
            problems = problems or "it breaks off"
            continue
        try:
            answer = shape.model_validate(fitted(value, shape))
        except ValidationError as invalid:
            problems = problems or _told(invalid)
            continue
        said = set(_words(answer.model_dump()))
        if _repeats_schema(said, shape):
            problems = problems or "it repeats the schema"
            continue
        if sum(text.count(_UNREADABLE) for text in said) > STRAY:
            problems = problems or "it holds characters that cannot be read"
            continue
        return answer, ""
    return None, problems


def _repeats_schema(said: Collection[str], shape: type[BaseModel]) -> bool:
    """Whether those texts of an answer are what a schema of the shape has in their place.

    An answer may have none, and one that is the name of a field: `English` for 英语.
    """
    words = {plain_key(text) for text in said}
    if len(words) < 2:
        return words == {"string"}
    return words <= {"string", *filter(str.isascii, names_of(shape))}


def _words(value: Any) -> Iterator[str]:
    """Every text in the value, in small letters."""
    if isinstance(value, str) and value:
        yield value.casefold()
    elif isinstance(value, list | dict):
        inside = value.values() if isinstance(value, dict) else value
        for each in inside:
            yield from _words(each)


def _values(text: str, shape: type[BaseModel], *, cut: bool) -> Iterator[Any]:
    """What may be the answer, the likeliest first; None for an object that breaks off."""
    for part in _parts(text):
        found = deque(objects(part), TRIED)
        for read in reversed(found):
            if _is_whole(read, part, cut=cut):
                yield read.value
            else:
                yield None
        if len(found) > 1 and not cut:
            yield [read.value for read in found]  # an object for each of its keys
    for part in _parts(text):
        yield from _pairs(part, cut=cut)
    if cut or (_JSON_BEGINS.search(text) and not has_arguments(text)):
        return
    outline = read_outline(_after_thoughts(text), names_of(shape))
    if outline:
        yield outline


def _pairs(text: str, *, cut: bool) -> Iterator[Any]:
    """The lists of pairs of a key and a value in the text, the last one first."""
    found: list[Any] = []
    past = 0
    for begin in itertools.islice(_PAIRS.finditer(text), LISTED):
        if begin.start() < past:
            continue  # within the one before
        pieces = _STRING.split(text[begin.start() :])
        pieces[::2] = [piece.translate(_SQUARE) for piece in pieces[::2]]
        listed = "".join(pieces)
        with suppress(NotJson):
            read = read_value(listed)
            past = begin.start() + read.end
            if isinstance(read.value, list) and _is_whole(read, listed, cut=cut):
                found.append(read.value)
    yield from reversed(found)


def _is_whole(read: Read, text: str, *, cut: bool) -> bool:
    """Whether nothing of the object is missing but last brackets that the model forgot."""
    if read.broken:
        return False
    if not read.unclosed:
        return True
    return not cut and text[: read.end].rstrip().endswith(("}", "]"))


def _parts(text: str) -> Iterator[str]:
    """The text and other readings of it, the likeliest first.

    These are: what comes after the thoughts; the whole text; what it says if all of it is one
    quoted string; what it says if its marks are written in another way.
    """
    said = _TURN_ENDS.split(text.lstrip(), maxsplit=1)[0] or text
    last = _after_thoughts(said)
    if last.strip():
        yield last
    else:
        yield _without_thoughts(said)
    yield text
    quoted = _quoted(text)
    if quoted is not None:
        yield quoted
    given = {text}
    for undo in _OTHERWISE:
        undone = undo(text)
        if undone not in given:
            given.add(undone)
            yield undone


def _unquoted(text: str) -> str:
    """The text without the marks of a quotation, or of what was added, before its lines."""
    return re.sub(r"^[>+] ?", "", text, flags=re.MULTILINE)


def _unnumbered(text: str) -> str:
    """The text without the numbers before its lines."""
    lines = text.strip().split("\n")
    if len(lines) < 2 or not all(_LINE_NUMBER.match(line) for line in lines):
        return text
    return "\n".join(_LINE_NUMBER.sub("", line, count=1) for line in lines)


def _with_single_marks(text: str) -> str:
    """The text with quotation marks where two single ones stand for each."""
    return re.sub("''|``", '"', text)


def _with_marks(text: str) -> str:
    """The text with JSON's marks in place of their numbers, and of their names in HTML."""
    return _CODE_POINT.sub(lambda found: chr(int(found[1], 16)), html.unescape(text))


def _narrow(text: str) -> str:
    """The text with JSON's brackets in place of wide ones."""
    return text.translate(_WIDE)


def _as_json(text: str) -> str:
    """The text with objects in place of what Python prints for them: `Answer(title='…')`."""
    if not _PRINTED.search(text):
        return text
    pieces = _STRING.split(text)
    for at in range(0, len(pieces), 2):  # between the strings
        braced = _PRINTED.sub("{", pieces[at]).replace(")", "}")
        pieces[at] = re.sub(r"\b(\w{1,40})\s?=", r'"\1": ', braced)
    return "".join(pieces)


def _with_brace(text: str) -> str:
    """The text with the brace that a gateway put before it, and did not give back."""
    begins = _BRACELESS.match(text)
    if begins is None:
        return text
    quote = "" if begins[1] else '"'
    return "{" + quote + text.lstrip()


# Other ways to write the same, each undone.
_OTHERWISE = (
    _unquoted, _unnumbered, _with_marks, _with_single_marks, _narrow, _as_json, _with_brace,
)  # fmt: skip


def _after_thoughts(text: str) -> str:
    """The text behind the last mark that ends thoughts; all of it where there is none."""
    begin = 0
    for mark in _THOUGHTS_END.finditer(text):
        begin = mark.end()
    return text[begin:]


def _without_thoughts(text: str) -> str:
    """The text without thoughts that begin and end with a mark."""
    kept: list[str] = []
    past = 0
    for begin in _THOUGHTS_BEGIN.finditer(text):
        if begin.start() < past:
            continue  # within the thoughts before
        end = text.find(f"</{begin[1]}>", begin.end())
        if end < 0:
            break
        kept.append(text[past : begin.start()])
        past = end + len(begin[1]) + len("</>")
    return "".join((*kept, text[past:]))


def as_meant(text: str) -> str:
    """The text, repaired where a gateway read its UTF-8 as another encoding."""
    runs = _MISREAD.findall(text)
    if sum(map(len, runs)) < MISREAD:
        return text
    try:
        meant = {run: _bytes_of(run).decode() for run in runs}
    except ValueError:
        return text
    return _MISREAD.sub(lambda run: meant[run[0]], text)


def _bytes_of(run: str) -> bytes:
    """The bytes that were read as these characters."""
    found = bytearray()
    for character in run:
        encoding = "latin-1" if character < "\u0100" else "cp1252"
        found += character.encode(encoding)
    return bytes(found)


def _quoted(text: str) -> str | None:
    """What the text says if it is one JSON string, or all its quotation marks are escaped.

    None for any other text.
    """
    said = text.strip().strip("`").removeprefix("json").strip()
    inner: str | None = None
    for _ in range(QUOTED):
        if "{\\" not in said:
            break
        if len(said) > 1 and said.startswith('"') and said.endswith('"'):
            said = said[1:-1]
        try:
            inner = str(read_value(f'"{said}"').value)
        except NotJson:
            break
        said = inner
    return inner


def _told(invalid: ValidationError) -> str:
    """The problems as a model is told them: where each is, and what is wrong there."""
    told: list[str] = []
    for problem in invalid.errors(include_url=False, include_input=False)[:PROBLEMS]:
        place = ".".join(map(str, problem["loc"]))
        told.append(f"{place}: {problem['msg']}")
    return "; ".join(told)
