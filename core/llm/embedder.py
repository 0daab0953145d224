"""Vectors of texts, from an endpoint's embeddings: so many texts a call as it takes, at its pace.

What it takes is found out as it refuses. A call that is refused for what cannot be told is parted
in two, so that one text it does not want costs the others nothing, and what it takes at once is
learned.
"""

# Chinese is read here: what endpoints say.

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import openai

from core.errors import (
    ModelAnswerInvalid,
    ModelError,
    ModelLimited,
    OverBudget,
)
from core.llm.books import Books
from core.llm.budget import Budget, estimate_tokens
from core.llm.refusals import Kind, Refusal
from core.llm.throttle import Throttle
from core.llm.vectors import Vector, Vectors, numbers_in
from core.llm.verdict import error_of, is_about_pace, passes
from core.llm.wire import Unlike, Useless, Wire
from core.ports import Clock
from core.records import Spending

# This many texts a call, and this many characters of each: titles and abstracts are seldom longer.
MOST_TEXTS: Final = 64
MOST_CHARACTERS: Final = 4_000
# A text is not cut below this: it would be of another thing.
_FEWEST_CHARACTERS: Final = 500
# How often one list of texts may be refused, be told to come back later, and get nothing.
FINDINGS, COMEBACKS, USELESS = 24, 20, 3
# Seconds of a pause that is waited for.
LONGEST_PAUSE: Final = 300.0
# Seconds before a call is repeated that got nothing; they double.
_PAUSE = 0.5
_SIZE_NAMED = re.compile(
    r"(?:batch|input|array|list|texts?|items?|documents?|sequences?|数组|输入|文本|批)\D{0,60}?"
    r"(?<!\d)([1-9]\d?)(?!\d)"
)
_ABOUT_SIZE = re.compile(r"batch|array|too many (?:inputs|texts|items|documents)|数组|条|批")
# What may be about a text, or about how many there are.
_ABOUT_TEXTS = (Kind.CONTEXT, Kind.OUTPUT, Kind.OTHER, Kind.DECLINED, Kind.PARAMETER, Kind.FORMAT)


@dataclass(eq=False)
class _Task:
    """Texts that vectors are wanted of: those found so far, and the pieces that are still to be
    asked for, the next one last. `refused` and `accepted` are how many texts a call had."""

    texts: list[str]
    found: list[Vector | None]
    pieces: list[range]
    refused: list[int] = field(default_factory=list)
    accepted: int = 0
    comebacks: int = 0
    useless: int = 0
    error: ModelError | None = None


class Embedder:
    """One model that makes vectors, at one endpoint. `calls` counts its requests."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        model: str,
        *,
        books: Books,
        budget: Budget,
        clock: Clock,
        concurrency: int,
        seconds: float | None = None,
    ) -> None:
        self._wire = Wire(client, model, seconds=seconds)
        self.model = model
        self._books = books
        self._budget = budget
        self._clock = clock
        self._throttle = Throttle(concurrency)
        self._path = ""
        self._encoded = True
        self._proven = False
        self._most = MOST_TEXTS
        self._room = MOST_CHARACTERS
        self.calls = 0

    @property
    def base_url(self) -> str:
        """Its address as it was given; it may hold a password."""
        return self._wire.base_url

    @property
    def host(self) -> str:
        """The endpoint's host, as the operator is told it; never a user or a password."""
        return self._wire.host

    @property
    def space(self) -> str:
        """What its vectors are kept under: only those of one model at one address compare."""
        return f"{self.host}{urlsplit(self.base_url).path.rstrip('/')} {self.model}"

    async def check(self) -> int:
        """How many numbers a vector of it has, by asking for one; raises ModelError."""
        (vector,) = await self.vectors(["Papers of the day"])
        if vector is None:
            raise ModelAnswerInvalid(self.model, "malformed")
        return numbers_in(vector)

    async def vectors(self, texts: Sequence[str]) -> list[Vector | None]:
        """A vector of each text, None where there is none to be had; raises ModelError where
        something is wrong with the endpoint, or nothing came."""
        cut = [text[: self._room].strip() or "-" for text in texts]
        task = _Task(cut, [None] * len(cut), [range(len(cut))] if cut else [])
        while task.pieces:
            piece = task.pieces.pop()
            if len(piece) > self._most:
                task.pieces.append(piece[self._most :])
                piece = piece[: self._most]
            await self._piece(task, piece)
        self._learn_size(task)
        # One text that it does not want is no trouble where it has taken others.
        alone = self._proven and len(cut) == 1
        if cut and not any(task.found) and not alone:
            raise task.error or ModelAnswerInvalid(self.model, "malformed")
        return task.found

    async def _piece(self, task: _Task, piece: range) -> None:
        """Ask for one piece; what is to be asked for again is put back."""
        try:
            outcome = await self._call([task.texts[place] for place in piece])
        except Useless as useless:
            await self._again(task, piece, useless.error)
            return
        if isinstance(outcome, Vectors):
            self._proven = True
            task.accepted = max(task.accepted, len(piece))
            task.useless = 0
            for place, vector in zip(piece, outcome.each, strict=True):
                task.found[place] = vector
        elif isinstance(outcome, Unlike):
            self._after_other_count(task, piece)
        elif is_about_pace(outcome):
            self._check_patience(task, outcome)
            task.pieces.append(piece)
        else:
            await self._after(task, piece, outcome)

    async def _call(self, texts: Sequence[str]) -> Vectors | Unlike | Refusal:
        """One request, and what came of it; raises Useless, or OverBudget."""
        tokens = sum(map(estimate_tokens, texts))
        number = self._throttle.number()
        with ExitStack() as held:
            day = self._clock.now().date()
            if not await self._budget.hold(held, tokens, day, patient=False):
                raise OverBudget(self._budget.cap or 0)
            async with self._throttle.turn(tokens, urgent=False, number=number) as turn:
                self.calls += 1
                outcome = await self._wire.vectors(texts, self._path, encoded=self._encoded)
                if not isinstance(outcome, Refusal) or not is_about_pace(outcome):
                    turn.accepted()
                elif outcome.kind is not Kind.QUOTA:
                    turn.refused(outcome)
            if isinstance(outcome, Vectors):
                counted = outcome.usage.prompt or outcome.usage.total or tokens
                await self._books.book(self.model, Spending(calls=1, prompt=counted))
        return outcome

    async def _again(self, task: _Task, piece: range, error: ModelError) -> None:
        """Put the piece back after a call that got nothing; raises the error after some of them."""
        if isinstance(error, ModelAnswerInvalid) and error.reason == "too_large" and len(piece) > 1:
            self._most = len(piece) // 2
            task.pieces.append(piece)
            return
        task.useless += 1
        if task.useless >= USELESS:
            raise error
        await asyncio.sleep(_PAUSE * 2.0**task.useless)
        task.pieces.append(piece)

    def _check_patience(self, task: _Task, refusal: Refusal) -> None:
        """Raise ModelLimited if the endpoint wants a longer pause than is waited for."""
        task.comebacks += 1
        pause = max(self._throttle.pause, refusal.after or 0.0)
        if refusal.kind is Kind.QUOTA or pause > LONGEST_PAUSE or task.comebacks > COMEBACKS:
            raise ModelLimited(self.host, int(pause), refusal.said)

    def _after_other_count(self, task: _Task, piece: range) -> None:
        """Not as many vectors as texts: fewer at once may do."""
        task.error = ModelAnswerInvalid(self.model, "malformed")
        if len(piece) > 1:
            self._most = max(1, len(piece) // 4)
            task.pieces.append(piece)

    async def _after(self, task: _Task, piece: range, refusal: Refusal) -> None:
        """Put back what may be taken when it is asked for otherwise; raises where nothing may."""
        if await self._is_asked_otherwise(refusal):
            task.pieces.append(piece)
            return
        error = error_of(refusal, self.host, self.model, (), proven=self._proven)
        if refusal.kind is Kind.MODEL:
            names = await self._wire.names(self._path)
            raise error_of(refusal, self.host, self.model, names, proven=self._proven)
        broke = refusal.status in (500, 501)
        if passes(refusal) and not broke:
            await self._again(task, piece, error)
            return
        if not broke and refusal.kind not in _ABOUT_TEXTS:
            raise error
        task.error = error
        task.refused.append(len(piece))
        if len(task.refused) > FINDINGS:
            raise error
        if len(piece) > 1:
            self._part(task, piece, refusal)
        elif not broke:
            self._shorten(task, piece, refusal)
        elif not task.accepted:
            await self._again(task, piece, error)

    async def _is_asked_otherwise(self, refusal: Refusal) -> bool:
        """Whether something else than the texts was changed about the request."""
        unversioned = not re.search(r"/v\d", urlsplit(self.base_url).path)
        if refusal.kind is Kind.ADDRESS and not self._proven:
            self._path = "" if self._path or not unversioned else "/v1"
            return bool(self._path)
        if self._encoded and not self._proven and refusal.kind is Kind.PARAMETER:
            named = not refusal.names or "encoding_format" in refusal.said
            self._encoded = not named
            return named
        if self._encoded and "encoding_format" in refusal.said:
            self._encoded = False
            return True
        return False

    def _part(self, task: _Task, piece: range, refusal: Refusal) -> None:
        """Put the piece back as two, or as smaller ones where the endpoint says how many it
        takes."""
        said = refusal.said.casefold()
        if _ABOUT_SIZE.search(said):
            named = [int(each) for each in _SIZE_NAMED.findall(said)]
            smaller = [size for size in named if size < len(piece)]
            self._most = max(smaller, default=max(1, len(piece) // 2))
            task.pieces.append(piece)
            return
        half = len(piece) // 2
        task.pieces += [piece[half:], piece[:half]]

    def _shorten(self, task: _Task, piece: range, refusal: Refusal) -> None:
        """Put the piece's one text back, cut; it is given up where it is short already, or is not
        wanted."""
        (place,) = piece
        room = len(task.texts[place]) // 2
        if room < _FEWEST_CHARACTERS or refusal.kind is Kind.DECLINED:
            return
        task.texts[place] = task.texts[place][:room]
        task.pieces.append(piece)
        if refusal.kind is Kind.CONTEXT:
            self._room = min(self._room, room)
            task.texts = [text[: self._room] for text in task.texts]

    def _learn_size(self, task: _Task) -> None:
        """Where all that was refused was larger than all that was taken, it was for that."""
        if task.refused and task.accepted and min(task.refused) > task.accepted:
            self._most = min(self._most, task.accepted)
