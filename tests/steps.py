"""A pattern matched by hand, counting steps: how much work the standard library's engine has with a
text.

The engine tries one way after the other, and so does this; what it skips by a table (a literal at
the beginning) counts here as a step for each place. So steps grow as its time does, and they are
the same on every machine.
"""

from __future__ import annotations

import re
import re._constants as op
import re._parser as parser
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.characters import Known, is_word

Then = Callable[[int], int]
Matcher = Callable[[int, Then], int]
# After how many steps it fails between two characters, the first of them "" at the beginning, and
# whether it does: False where it holds there and takes nothing, None where more has to be known.
AtOnce = Callable[[str, str], tuple[int, bool | None]]
FAILED = -1
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
SINGLE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
# Each repetition of a group takes some calls, one within the other.
DEEP = 100_000


@contextmanager
def deep_calls() -> Iterator[None]:
    """Inside, patterns may be matched. Outside, Python's own limit keeps what is nested from
    breaking the process."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEP)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class TooMany(Exception):
    """More steps than allowed."""


class Steps:
    """A pattern, and how many steps it took for a text."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.flags = flags
        self.tree = parser.parse(pattern, flags)
        self._matcher = self._sequence(list(self.tree))
        self._fails = self._at_once(list(self.tree))
        self._failing: dict[str, int] = {}
        self._text = ""
        self._taken = self._most = 0
        self._groups: dict[int, tuple[int, int]] = {}

    def match(self, text: str, most: int) -> int:
        """Steps of one try at the beginning of the text, successful or not; TooMany beyond
        `most`."""
        self._begin(text, most)
        self._matcher(0, lambda end: end)
        return self._taken

    def fullmatch(self, text: str, most: int) -> int:
        """Steps of one try that has to take the whole text."""
        self._begin(text, most)
        self._matcher(0, lambda end: end if end == len(text) else FAILED)
        return self._taken

    def search(self, text: str, most: int) -> int:
        """Steps of looking for every match in the text."""
        self._look_for_all(text, most)
        return self._taken

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the matches are, as `finditer` has them."""
        return self._look_for_all(text, 10**9)

    def _look_for_all(self, text: str, most: int) -> list[tuple[int, int]]:
        self._begin(text, most)
        found: list[tuple[int, int]] = []
        # After a match without characters another one cannot stand at the same place.
        start, advance, least = 0, False, 0

        def ended(end: int) -> int:
            return end if end >= least else FAILED

        failing = self._failing
        while start <= len(text):
            # At most places two characters are enough to fail: no calls for them.
            around = text[start - 1 : start + 1] if start else text[:1]
            steps = failing[around] if around in failing else self._steps_to_fail(around)
            if steps and start < len(text):
                self._taken += steps
                if self._taken > self._most:
                    raise TooMany
                advance = False
                start += 1
                continue
            self._step()
            least = start + advance
            end = self._matcher(start, ended)
            if end != FAILED:
                found.append((start, end))
            advance = end == start
            start = start if advance else max(end, start + 1)
        return found

    def _steps_to_fail(self, around: str) -> int:
        """How many steps a look at a place takes that fails for these characters, the one before it
        and its own; 0 where more has to be known."""
        steps, fails = self._fails(around[:-1], around[-1:])
        self._failing[around] = 1 + steps if fails else 0
        return self._failing[around]

    def _begin(self, text: str, most: int) -> None:
        self._text, self._taken, self._most = text, 0, most
        self._groups = {}

    def _step(self, count: int = 1) -> None:
        self._taken += count
        if self._taken > self._most:
            raise TooMany

    # What fails at once: as the matchers below, and after the same steps.

    def _at_once(self, nodes: Sequence[Any]) -> AtOnce:
        """Of nodes that follow each other."""
        parts = [self._node_at_once(node) for node in nodes]

        def run(before: str, char: str) -> tuple[int, bool | None]:
            taken = 0
            for part in parts:
                steps, fails = part(before, char)
                taken += steps
                if fails is not False:
                    return taken, fails
            return taken, False

        return run

    def _node_at_once(self, node: Any) -> AtOnce:
        code, value = node
        if code in SINGLE:
            takes = self._takes(node)
            return lambda before, char: (1, None if takes(char) else True)
        if code in REPEATS and value[0]:
            inner = self._at_once(list(value[2]))
            more = len(value[2]) != 1 or value[2][0][0] not in SINGLE

            def run(before: str, char: str) -> tuple[int, bool | None]:
                steps, fails = inner(before, char)
                return more + steps, fails or None

            return run
        if code is op.SUBPATTERN:
            _, added, removed, body = value
            around, self.flags = self.flags, (self.flags | added) & ~removed
            inner = self._at_once(list(body))
            self.flags = around
            return inner
        if code is op.BRANCH:
            return self._branch_at_once([list(each) for each in value[1]])
        if code is op.AT:
            return self._place_at_once(value)
        if code in (op.ASSERT, op.ASSERT_NOT) and value[0] < 0:
            return self._look_back_at_once(code is op.ASSERT, list(value[1]))
        return lambda before, char: (0, None)

    def _branch_at_once(self, bodies: Sequence[Sequence[Any]]) -> AtOnce:
        inner = [self._at_once(body) for body in bodies]

        def run(before: str, char: str) -> tuple[int, bool | None]:
            tries = [each(before, char) for each in inner]
            fails = all(failed for _, failed in tries)
            return len(tries) + sum(steps for steps, _ in tries), True if fails else None

        return run

    def _look_back_at_once(self, wanted: bool, body: Sequence[Any]) -> AtOnce:
        if len(body) != 1 or body[0][0] not in SINGLE:
            return lambda before, char: (0, None)
        takes = self._takes(body[0])
        return lambda before, char: (
            1 + len(before),
            (before != "" and takes(before)) is not wanted,
        )

    def _place_at_once(self, kind: Any) -> AtOnce:
        holds = self._holds(kind)

        def run(before: str, char: str) -> tuple[int, bool | None]:
            if char == "\n" or not before:  # where the text ends or begins, more counts than these
                return 0, None
            return 1, not holds(before + char, 1)

        return run

    # Matchers: each takes a place and what comes then, and gives the end of it all, or FAILED.

    def _sequence(self, nodes: Sequence[Any]) -> Matcher:
        matchers = [self._node(node) for node in nodes]
        if len(matchers) == 1:
            return matchers[0]
        # Single characters are most of a pattern: no calls for them.
        singles = [self._takes(node) if node[0] in SINGLE else None for node in nodes]
        last = len(matchers) - 1

        def run(at: int, then: Then, number: int = 0) -> int:
            text = self._text
            for place in range(number, last + 1):
                takes = singles[place]
                if takes is None:
                    follow = then if place == last else onwards(then, place + 1)
                    return matchers[place](at, follow)
                self._taken += 1
                if self._taken > self._most:
                    raise TooMany
                if at == len(text) or not takes(text[at]):
                    return FAILED
                at += 1
            return then(at)

        def onwards(then: Then, number: int) -> Then:
            return lambda end: run(end, then, number)

        return run

    def _node(self, node: Any) -> Matcher:
        code, value = node
        if code in SINGLE:
            return self._single(node)
        if code in REPEATS:
            return self._repeat(code, *value)
        if code is op.SUBPATTERN:
            number, added, removed, body = value
            around, self.flags = self.flags, (self.flags | added) & ~removed
            inner = self._sequence(list(body))
            self.flags = around
            return self._group(number, inner)
        if code is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(list(value)))
        if code is op.BRANCH:
            return self._branch([list(each) for each in value[1]])
        if code in (op.ASSERT, op.ASSERT_NOT):
            return self._look(code is op.ASSERT, value[0], value[1])
        if code is op.AT:
            return self._at(value)
        if code is op.GROUPREF:
            return self._again(value)
        raise NotImplementedError(code)

    def _single(self, node: Any) -> Matcher:
        takes = self._takes(node)

        def run(at: int, then: Then) -> int:
            self._taken += 1
            if self._taken > self._most:
                raise TooMany
            text = self._text
            return then(at + 1) if at < len(text) and takes(text[at]) else FAILED

        return run

    def _takes(self, node: Any) -> Callable[[str], bool]:
        return Known(node, self.flags).__getitem__

    def _repeat(self, code: Any, least: int, most: Any, body: Any) -> Matcher:
        nodes = list(body)
        if len(nodes) == 1 and nodes[0][0] in SINGLE:
            return self._run(code, least, most, self._takes(nodes[0]))
        inner = self._sequence(nodes)
        if code is op.POSSESSIVE_REPEAT:
            return self._atomic(self._several(inner, least, most, greedy=True))
        return self._several(inner, least, most, greedy=code is op.MAX_REPEAT)

    def _run(self, code: Any, least: int, most: Any, takes: Callable[[str], bool]) -> Matcher:
        """A repeated single character."""

        def run(at: int, then: Then) -> int:
            text, end = self._text, at
            last = len(text) if most is op.MAXREPEAT else min(len(text), at + most)
            if code is op.MIN_REPEAT:
                while True:
                    self._step()
                    if end - at >= least and (found := then(end)) != FAILED:
                        return found
                    if end >= last or not takes(text[end]):
                        return FAILED
                    end += 1
            while end < last and takes(text[end]):
                end += 1
            self._step(end - at + 1)
            if code is op.POSSESSIVE_REPEAT:
                return then(end) if end - at >= least else FAILED
            while end - at >= least:
                self._taken += 1
                if self._taken > self._most:
                    raise TooMany
                if (found := then(end)) != FAILED:
                    return found
                end -= 1
            return FAILED

        return run

    def _several(self, inner: Matcher, least: int, most: Any, *, greedy: bool) -> Matcher:
        def run(at: int, then: Then, count: int = 0) -> int:
            self._step()

            def more() -> int:
                if most is not op.MAXREPEAT and count >= most:
                    return FAILED
                return inner(
                    at,
                    lambda end: run(end, then, count + 1) if end > at or count < least else FAILED,
                )

            if count < least:
                return more()
            if greedy:
                found = more()
                return found if found != FAILED else then(at)
            found = then(at)
            return found if found != FAILED else more()

        return run

    def _atomic(self, inner: Matcher) -> Matcher:
        def run(at: int, then: Then) -> int:
            end = inner(at, lambda end: end)
            return then(end) if end != FAILED else FAILED

        return run

    def _group(self, number: int | None, inner: Matcher) -> Matcher:
        def run(at: int, then: Then) -> int:
            def closed(end: int) -> int:
                if number is not None:
                    self._groups[number] = at, end
                return then(end)

            return inner(at, closed)

        return run

    def _branch(self, bodies: Sequence[Sequence[Any]]) -> Matcher:
        inner = [self._sequence(body) for body in bodies]
        firsts = [
            self._takes(body[0]) if body and body[0][0] in SINGLE else None for body in bodies
        ]
        known: dict[str, tuple[list[tuple[int, Matcher]], int]] = {}

        def ways(char: str) -> tuple[list[tuple[int, Matcher]], int]:
            """Those that can begin with it, each behind the steps for those before that cannot: one
            for the way and one for its first character."""
            able: list[tuple[int, Matcher]] = []
            skipped = 0
            for takes, matcher in zip(firsts, inner, strict=True):
                if takes is None or (char and takes(char)):
                    able.append((skipped + 1, matcher))
                    skipped = 0
                else:
                    skipped += 2
            return able, skipped

        def run(at: int, then: Then) -> int:
            char = self._text[at : at + 1]
            if char not in known:
                known[char] = ways(char)
            able, skipped = known[char]
            for steps, matcher in able:
                self._step(steps)
                if (found := matcher(at, then)) != FAILED:
                    return found
            self._step(skipped)
            return FAILED

        return run

    def _look(self, wanted: bool, direction: int, body: Any) -> Matcher:
        inner, width = self._sequence(list(body)), body.getwidth()[0]

        def run(at: int, then: Then) -> int:
            self._step()
            start = at if direction > 0 else at - width
            found = start >= 0 and inner(start, lambda end: end) != FAILED
            return then(at) if found is wanted else FAILED

        return run

    def _again(self, number: int) -> Matcher:
        def run(at: int, then: Then) -> int:
            start, end = self._groups.get(number, (0, 0))
            words = self._text[start:end]
            alike = next(
                (n for n, char in enumerate(words) if self._text[at + n : at + n + 1] != char),
                len(words),
            )
            self._step(alike + 1)
            return then(at + len(words)) if alike == len(words) else FAILED

        return run

    def _at(self, kind: Any) -> Matcher:
        holds = self._holds(kind)

        def run(at: int, then: Then) -> int:
            self._step()
            return then(at) if holds(self._text, at) else FAILED

        return run

    def _holds(self, kind: Any) -> Callable[[str, int], bool]:
        multiline, ascii_only = self.flags & re.MULTILINE, bool(self.flags & re.ASCII)
        words: dict[str, bool] = {}

        def is_a_word(char: str) -> bool:
            if char not in words:
                words[char] = is_word(char, ascii_only)
            return words[char]

        def holds(text: str, at: int) -> bool:
            if kind in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY):
                apart = is_a_word(text[at - 1 : at] if at else "") != is_a_word(text[at : at + 1])
                return apart is (kind is op.AT_BOUNDARY)
            if kind is op.AT_BEGINNING_STRING or (kind is op.AT_BEGINNING and not multiline):
                return at == 0
            if kind is op.AT_BEGINNING:
                return at == 0 or text[at - 1] == "\n"
            if kind is op.AT_END_STRING:
                return at == len(text)
            if at == len(text):
                return True
            return text[at] == "\n" and (bool(multiline) or at == len(text) - 1)

        return holds
