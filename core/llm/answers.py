"""A model's words → the answer in the shape that was asked for. Pure.

The object may stand anywhere: after thoughts, in a fence, between remarks, twice, in quotation
marks, in a wrapper. Each object found is fitted to the shape (`fitting`), and the last one that
pydantic takes is the answer; what comes after the thoughts goes before what stands in them, for
there are only drafts.
"""

# Chinese is read here: brackets of full width, characters read in another encoding.

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from core.llm.fitting import fitted, names_of
from core.llm.loose_json import LONGEST, NotJson, objects, read_value
from core.llm.outline import read_outline

T = TypeVar("T", bound=BaseModel)

# Where thoughts end, as open models mark them (also without an opening mark).
_THOUGHTS_END = re.compile(
    r"</(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)\s*>"
    r"|◁/think▷|<\|(?:end_of_thought|end_of_thinking|/think)\|>|<\|channel\|>\s*final\s*(?:<\|[^|>]{0,40}\|>)?"
    r"|\[/(?:THINK|REASONING)\]|<seed:cot_budget_reflect>|</seed:think>",
    re.IGNORECASE,
)
# JSON's own marks, told by their number.
_CODE_POINT = re.compile(r"\\u00(0[9aAdD]|2[0278cCdDeE]|3[aA]|5[bBdD]|7[bBdD])")
_JSON_BEGINS = re.compile(r"""\{\s*["'“]""")
_WIDE = str.maketrans("｛｝［］", "{}[]")
_PRINTED = re.compile(r"\b[A-Z]\w{0,60}\((?=\w{1,40}=)")
# One that never ends goes to the end, so that nothing is gone through twice.
_STRING = re.compile(
    r"""('(?>(?:[^'\\]|\\.)*)(?:'|\\?\Z)|"(?>(?:[^"\\]|\\.)*)(?:"|\\?\Z))""", re.DOTALL
)
# UTF-8 that was read as Latin-1 or Windows-1252: a byte became a character. So many bytes are no
# accident.
_MISREAD = re.compile("[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}")
MISREAD = 6
# What to tell a model of problems, at most.
PROBLEMS = 5
# Objects of a text that are tried, from its end. Before them stand drafts.
TRIED = 50
# How often an answer may stand in quotation marks.
QUOTED = 3


@dataclass(eq=False)
class Unfit(Exception):
    """No answer in these words. `reason` is empty, truncated or malformed; `problems` say what was
    wrong."""

    reason: str
    problems: str = ""


def read_answer(texts: Sequence[str], shape: type[T], *, cut: bool = False) -> T:
    """The answer in the first of the texts that holds one; `cut` says that the model was stopped
    before its end.

    An object that is whole is taken even then. One that lacks its last brackets is whole if others
    stand at its end, as where a model forgot the last; but not if it was cut off. Raises Unfit.
    """
    problems = ""
    for text in texts:
        answer, found = _read(as_meant(text[:LONGEST]), shape, cut)
        if answer is not None:
            return answer
        problems = problems or found
    if cut:
        raise Unfit("truncated", problems)
    if not any(text.strip() for text in texts):
        raise Unfit("empty")
    raise Unfit("malformed", problems or "no JSON object")


def _read(text: str, shape: type[T], cut: bool) -> tuple[T | None, str]:
    """The answer in the text, or what is wrong with the best that is there."""
    problems = ""
    for value in _values(text, shape, cut):
        if value is None:
            problems = problems or "it breaks off"
            continue
        try:
            answer = shape.model_validate(fitted(value, shape))
        except ValidationError as invalid:
            problems = problems or _told(invalid)
            continue
        if set(_words(answer.model_dump())) == {"string"}:
            problems = problems or "it repeats the schema"
            continue
        return answer, ""
    return None, problems


def _words(value: Any) -> Iterator[str]:
    """Every text in the value, in small letters."""
    if isinstance(value, str) and value:
        yield value.casefold()
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)


def _values(text: str, shape: type[BaseModel], cut: bool) -> Iterator[Any]:
    """What may be the answer, the likeliest first; None for an object that breaks off."""
    for part in _parts(text):
        found = deque(objects(part), TRIED)
        for read in reversed(found):
            forgotten = read.unclosed and not cut and part[: read.end].rstrip().endswith(("}", "]"))
            yield None if read.broken or (read.unclosed and not forgotten) else read.value
        if len(found) > 1 and not cut:
            yield [read.value for read in found]  # an object for each of its keys
    if (
        not cut
        and not _JSON_BEGINS.search(text)
        and (outline := read_outline(_after_thoughts(text), names_of(shape)))
    ):
        yield outline


def _parts(text: str) -> Iterator[str]:
    """What comes after the thoughts; the whole text; what it says if it is one text in quotation
    marks, or if its marks are told in another way."""
    if (last := _after_thoughts(text)) != text:
        yield last
    yield text
    if (said := _quoted(text)) is not None:
        yield said
    yield from {said: None for each in _OTHERWISE if (said := each(text)) != text}


def _unquoted(text: str) -> str:
    """The text without the marks of a quotation before its lines."""
    return re.sub(r"^> ?", "", text, flags=re.MULTILINE)


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
        pieces[at] = re.sub(
            r"\b(\w{1,40})=", r'"\1": ', _PRINTED.sub("{", pieces[at]).replace(")", "}")
        )
    return "".join(pieces)


# Other ways to write the same, each undone.
_OTHERWISE = (_unquoted, _with_marks, _narrow, _as_json)


def _after_thoughts(text: str) -> str:
    *_, last = [0, *(found.end() for found in _THOUGHTS_END.finditer(text))]
    return text[last:]


def as_meant(text: str) -> str:
    """The text; where a gateway read its UTF-8 as another encoding, what it said before."""
    runs = _MISREAD.findall(text)
    if sum(map(len, runs)) < MISREAD:
        return text
    try:
        meant = {run: _bytes_of(run).decode() for run in runs}
    except ValueError:
        return text
    return _MISREAD.sub(lambda run: meant[run[0]], text)


def _bytes_of(run: str) -> bytes:
    return b"".join(char.encode("latin-1" if char < "\u0100" else "cp1252") for char in run)


def _quoted(text: str) -> str | None:
    """What a text says that is all one JSON string, or whose quotation marks are all escaped; None
    for any other."""
    said = text.strip().strip("`").removeprefix("json").strip()
    inner: str | None = None
    for _ in range(QUOTED):
        if "{\\" not in said:
            break
        try:
            said = inner = str(read_value(f'"{_without_marks(said)}"').value)
        except NotJson:
            break
    return inner


def _without_marks(text: str) -> str:
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1]
    return text


def _told(invalid: ValidationError) -> str:
    problems = invalid.errors(include_url=False, include_input=False)[:PROBLEMS]
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in problems)
