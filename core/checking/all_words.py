"""All words of a paper run together, so that a name is found however it is written. Pure."""

# Tested in tests/core/checking/test_evidence.py.

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.checking.names import parts, squeezed

_RUN = re.compile(r"\d+[x×](?=[A-Z])|[A-Za-z0-9+]+|[\u4e00-\u9fff]")
# How much of a word another form of it shares.
_BEGINNING = 6
_TRIES = 1_000  # places


@dataclass(frozen=True, slots=True)
class AllWords:
    """The words of texts run together, where each begins, and the text each stands in."""

    _squeezed: str
    _starts: tuple[int, ...]
    _of_text: tuple[int, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> AllWords:
        """The words of plain texts."""
        runs: list[str] = []
        of_text: list[int] = []
        for index, text in enumerate(texts):
            found = _RUN.findall(text)
            runs += found
            of_text += [index] * len(found)
        starts: list[int] = []
        if runs:
            starts += accumulate(map(len, runs[:-1]), initial=0)
        return cls("".join(runs).lower(), tuple(starts), tuple(of_text))

    def first(self, name: str) -> int | None:
        """The number of the text where a name first stands, or None.

        Case, hyphens, spaces, the plural and a number behind it, as in AIME24, make no difference;
        a compound stands where its parts do.
        """
        text = self._word(name)
        compound = parts(name)
        if text is not None or not compound:
            return text
        texts: list[int] = []
        for part in compound:
            found = self._word(part)
            if found is None and part[1:].islower():
                # What joins words, and another form of one: "ViT-based", "ARC (challenging)".
                found = self._begun(squeezed(part)[:_BEGINNING])
                if found is None and part.islower():
                    continue
            if found is None:
                return None
            texts.append(found)
        return texts[0] if texts else None

    def _word(self, name: str) -> int | None:
        """The text where a name first stands as a word, or before a number."""
        sought = squeezed(name)
        other_number = sought + "s"
        if sought.endswith("s"):
            other_number = sought[:-1]
        for form in (sought, other_number):
            for at in self._beginnings(form):
                end = at + len(form)
                rest = self._squeezed[end : end + 1]
                if not rest or self._begins_a_word(end) or (form.isalpha() and rest.isdigit()):
                    return self._text_of(at)
        return None

    def _begun(self, form: str) -> int | None:
        """The text of the first word that begins so."""
        for at in self._beginnings(form):
            return self._text_of(at)
        return None

    def _beginnings(self, form: str) -> Iterator[int]:
        """Where words begin that begin so; a thousand places are tried."""
        at = self._squeezed.find(form) if form else -1
        for _ in range(_TRIES):
            if at < 0:
                return
            if self._begins_a_word(at):
                yield at
            at = self._squeezed.find(form, at + 1)

    def _text_of(self, at: int) -> int:
        return self._of_text[bisect_left(self._starts, at)]

    def _begins_a_word(self, at: int) -> bool:
        index = bisect_left(self._starts, at)
        return index < len(self._starts) and self._starts[index] == at
