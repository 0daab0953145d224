"""All words of a paper run together, so that a name is found however it is written. Pure."""

# Tested in tests/core/checking/paper/test_evidence.py.

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise

from core.checking.words.names import Variant, in_latin, parts, squeezed, variants

_RUN = re.compile(r"\d+[x×](?=[A-Z])|[A-Za-z0-9+]+|[\u4e00-\u9fff]")
# How much of a word another form of it shares.
_BEGINNING = 6
_TRIES, _FEWER = 1_000, 200  # places
# Among how many words behind a model's name its size or version may stand: "Llama 2 (7B, 13B)".
_BESIDE = 8
_PARTS = 10  # of a compound
_WORD = re.compile(r"[A-Za-z]+")
_SMALL_WORDS = frozenset(
    ("a", "an", "the", "of", "and", "for", "in", "with", "on", "to", "by", "or", "from", "as", "at")
)
_SHORTEST = 4
# What names end in that are more than their parts: SWE-bench is not SWE and a benchmark.
_CALLED = frozenset(("bench", "eval", "gym", "net"))


@dataclass(frozen=True)
class AllWords:
    """The words of texts run together, where each begins, and the text each stands in."""

    _texts: Sequence[str]
    _squeezed: str
    _starts: tuple[int, ...]
    _of_text: tuple[int, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> AllWords:
        """The words of plain texts."""
        runs: list[str] = []
        of_text: list[int] = []
        for index, text in enumerate(texts):
            found = _RUN.findall(in_latin(text))
            runs += found
            of_text += [index] * len(found)
        starts: list[int] = []
        if runs:
            starts += accumulate(map(len, runs[:-1]), initial=0)
        return cls(texts, "".join(runs).lower(), tuple(starts), tuple(of_text))

    @cached_property
    def _initials(self) -> str:
        """What each text's words begin with, where it is a capital, parted by bars; found only when
        capitals are looked for, for it takes as long as all the rest."""
        return "|".join(map(_initials, self._texts))

    def first(self, name: str) -> int | None:
        """The number of the text where a name first stands, or None.

        Case, hyphens, spaces, the plural and a number behind it, as in AIME24, make no difference;
        a compound stands where its parts do, a variant where its size or version stands a little
        behind the name, and capitals where words begin with them. What was looked up once is known.
        """
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, int | None]:
        return {}

    def _found(self, name: str) -> int | None:
        text = self._word(name)
        if text is None and name.isupper() and len(name) >= _SHORTEST:
            text = self._begun_by(name)
        several = re.split(r"[+/]", name.strip("+/"))
        if text is None and 1 < len(several) <= _PARTS and all(map(_WORD.search, several)):
            found_of = [self.first(each) for each in several]
            return None if None in found_of else found_of[0]
        if text is None and (of_name := list(variants(name))):
            found_so = (self._variant(each) for each in of_name)
            return next((each for each in found_so if each is not None), None)
        compound = parts(name)
        if text is not None or not compound or len(compound) > _PARTS:
            return text
        if compound[-1].lower() in _CALLED:
            return self._begun(squeezed(name))
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

    def _variant(self, sought: Variant) -> int | None:
        """The text where a name first stands with all that tells its variant a little behind it."""
        for at in islice(self._beginnings(sought.name), _FEWER):
            end = at + len(sought.name)
            # "CIFAR10/100" begins with "CIFAR", and then a number.
            if not self._begins_a_word(end) and not self._squeezed[end : end + 1].isdigit():
                continue
            first = bisect_right(self._starts, end)
            bounds = pairwise((end, *self._starts[first : first + _BESIDE], len(self._squeezed)))
            behind = [self._squeezed[start:stop] for start, stop in bounds][:_BESIDE]
            if all(each.stands_in(behind) for each in sought.told):
                return self._text_of(at)
        return None

    def _begun_by(self, capitals: str) -> int | None:
        """The text of the first words that begin with these capitals."""
        at = self._initials.find(capitals)
        return None if at < 0 else self._initials.count("|", 0, at)

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


def _initials(text: str) -> str:
    """What the words of a text begin with, a dot for those in small letters."""
    found = _WORD.findall(text)
    kept = (word for word in found if word not in _SMALL_WORDS)
    return "".join(word[0] if word[0].isupper() else "." for word in kept)
