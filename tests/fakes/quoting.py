"""Models that are asked about doubts: one that quotes as well as it can, and one that lies.

Both read what they are asked from the prompt, as a real one does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.checking.words.names import words
from core.plain import plain

TASK = "Task: quotes for doubted statements"
_PASSAGE = re.compile(r"\n\n(?=\[\d+\] )")
_STATEMENT = re.compile(r"^\((\d+)\) (.*)\n(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement's number, its doubted figure or name, and its sentence."""

    number: int
    claim: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage of the paper, and what stands over it."""

    head: str
    text: str


def read(message: str) -> tuple[list[Shown], list[Asked]]:
    """The passages and the statements of a prompt."""
    given, _, stated = message.partition("\nStatements:\n")
    shown: list[Shown] = []
    for block in _PASSAGE.split(given)[1:]:
        *head, text = block.strip().split("\n")
        shown.append(Shown("\n".join(head), text))
    asked = [Asked(int(each[1]), each[2], each[3]) for each in _STATEMENT.finditer(stated)]
    return shown, asked


def best_quote(shown: list[Shown], asked: Asked) -> str:
    """The passage with the figure that shares most words with the statement; "" without any."""
    wanted = _numbers(asked.claim)[:1]
    holding = [each for each in shown if _holds(each.text, wanted)]
    if not wanted:
        holding = [each for each in shown if asked.claim.lower() in each.text.lower()]
    said = {word.stem for word in words(plain(asked.sentence))[0]}

    def shared(each: Shown) -> int:
        return len(said & {word.stem for word in words(plain(f"{each.head}\n{each.text}"))[0]})

    return max(holding, key=shared).text if holding else ""


def _holds(text: str, wanted: list[str]) -> bool:
    """Whether a text has those numbers, or a hundredth of them: 0.347 for 34.7%."""
    there = _numbers(text)
    scaled = [round(100 * float(each), 6) for each in there]
    return all(each in there or float(each) in scaled for each in wanted)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", plain(text).replace(",", ""))


def answering(quote: Callable[[list[Shown], Asked], str]) -> Callable[[dict[str, Any]], str]:
    """A model that gives each statement that quote."""

    def answer(body: dict[str, Any]) -> str:
        message = next(str(each["content"]) for each in body["messages"] if each["role"] == "user")
        shown, asked = read(message)
        said = [
            {"number": each.number, "quote": quote(shown, each), "about": each.claim}
            for each in asked
        ]
        return json.dumps({"answers": said}, ensure_ascii=False)

    return answer


quote_best = answering(best_quote)
