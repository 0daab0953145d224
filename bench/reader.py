"""A model that reads as well as one can: what a good one gets out of what it is given.

It quotes the key's sentence where that is among the passages, in words of its own or in just these,
and says no where it is not. So what is lost with it, the passages lack or our code refuses.
"""

# Tested in tests/bench/test_reader.py.

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.core.model_questions import Question
from tests.fakes.model import repeat_the_nearest, sentences_given

OWN_WORDS = "This is what the paper has to say on the matter."


class Reader:
    """Answers as `FakeModel` wants it, about the question it is told of."""

    def __init__(self, holds: Callable[[Question, str], bool], *, copies: bool) -> None:
        self._holds = holds
        self._copies = copies
        self.question: Question | None = None

    def answer(self, body: dict[str, Any]) -> str:
        """The body of an answer, whichever of the three things it was asked for."""
        assert self.question is not None
        messages = body["messages"]
        instructions = "\n".join(each["content"] for each in messages if each["role"] == "system")
        told = [str(each["content"]) for each in messages if each["role"] == "user"]
        given = next(each for each in reversed(told) if "<<<QUESTION" in each)
        if "<<<PAPER" not in given:
            return repeat_the_nearest(body)
        if "- stated:" in instructions:
            return self._stated(given)
        for number, text in sentences_given(given):
            if self._holds(self.question, text):
                quotes = [{"passage": number, "text": text}]
                said = text if self._copies else OWN_WORDS
                answer = {"answered": True, "text": said, "quotes": quotes}
                return json.dumps(answer, ensure_ascii=False)
        return json.dumps({"answered": False, "text": "", "quotes": []})

    def _stated(self, given: str) -> str:
        assert self.question is not None
        quoted = re.split(r"<<<PAPER|PAPER>>>", given)[1].partition("\n\n")[2].strip()
        if self._holds(self.question, quoted):
            return json.dumps({"stated": True, "words": quoted[:60]}, ensure_ascii=False)
        return json.dumps({"stated": False, "words": ""})
