"""A model's words → the answer in the shape that was asked for. Pure.

The object may stand anywhere: after thoughts, in a fence, between remarks, twice, in quotation marks, in a wrapper.
Each object found is fitted to the shape (`fitting`), and the last one that pydantic takes is the answer; what comes
after the thoughts goes before what stands in them, for there are only drafts.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from core.llm.fitting import fitted
from core.llm.loose_json import LONGEST, NotJson, objects, read_value

T = TypeVar("T", bound=BaseModel)

# Where thoughts end, as open models mark them (also without an opening mark).
_THOUGHTS_END = re.compile(
    r"</(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)\s*>"
    r"|◁/think▷|<\|(?:end_of_thought|end_of_thinking|/think)\|>|<\|channel\|>\s*final\s*(?:<\|[^|>]{0,40}\|>)?"
    r"|\[/(?:THINK|REASONING)\]|<seed:cot_budget_reflect>|</seed:think>",
    re.IGNORECASE,
)
# What to tell a model of problems, at most.
PROBLEMS = 5
# Objects of a text that are tried, from its end. Before them stand drafts.
TRIED = 50
# How often an answer may stand in quotation marks.
QUOTED = 3


@dataclass(eq=False)
class Unfit(Exception):
    """No answer in these words. `reason` is empty, truncated or malformed; `problems` say what was wrong."""

    reason: str
    problems: str = ""


def read_answer(texts: Sequence[str], shape: type[T], *, cut: bool = False) -> T:
    """The answer in the first of the texts that holds one; `cut` says that the model was stopped before its end.

    An object that is whole is taken even then. One that lacks its last brackets is whole if others stand at its end, as
    where a model forgot the last; but not if it was cut off. Raises Unfit.
    """
    problems = ""
    for text in texts:
        answer, found = _read(text[:LONGEST], shape, cut)
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
    for part in _parts(text):
        for read in reversed(deque(objects(part), TRIED)):
            forgotten = read.unclosed and not cut and part[: read.end].rstrip().endswith(("}", "]"))
            if read.broken or (read.unclosed and not forgotten):
                problems = problems or "it breaks off"
                continue
            try:
                return shape.model_validate(fitted(read.value, shape)), ""
            except ValidationError as invalid:
                problems = problems or _told(invalid)
    return None, problems


def _parts(text: str) -> Iterator[str]:
    """What comes after the thoughts; the whole text; what it says if it is one text in quotation marks."""
    *_, last = [0, *(found.end() for found in _THOUGHTS_END.finditer(text))]
    if last:
        yield text[last:]
    yield text
    if (said := _quoted(text)) is not None:
        yield said


def _quoted(text: str) -> str | None:
    """What a text says that is all one JSON string, or whose quotation marks are all escaped; None for any other."""
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
