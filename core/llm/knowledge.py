"""What is known of one model at one endpoint: recalled, learned, doubted, and stored."""

# Tested in tests/core/llm/test_endpoint.py.

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog

from core.llm.capabilities import (
    Capabilities,
    SentRequest,
    after_ignoring,
    first_guess,
    still_believed,
)
from core.llm.pace import KnownLimits, Pace
from core.ports import Clock, Endpoints

log = structlog.get_logger()

# An answer this many times longer than it was allowed to be did not heed the limit.
HEEDED = 1.2


class EndpointKnowledge:
    """What is known of that model. `effort` is what the operator wants it to think."""

    def __init__(
        self,
        memory: Endpoints,
        clock: Clock,
        pace: Pace,
        *,
        host: str,
        address: str,
        model: str,
        effort: str | None,
    ) -> None:
        """`host` is for logs and guesses; under `address` the store knows the endpoint."""
        self._memory = memory
        self._clock = clock
        self._pace = pace
        self._host = host
        self._address = address
        self._model = model
        self._effort = effort
        self._known: Capabilities | None = None
        self._recalling = asyncio.Lock()
        # Subjects that were refused in unknown words since the last accepted request.
        self._unclear: set[str] = set()
        self._guessed = False  # whether its context is only guessed
        self._too_long: set[str] = set()  # subjects that were too long for any guess

    @property
    def known(self) -> Capabilities:
        """What is known so far."""
        return self._known or first_guess(self._host, self._effort)

    async def recall(self) -> Capabilities:
        """What is known, with what the store remembers."""
        async with self._recalling:
            if self._known is None:
                known = self.known
                stored = await self._memory.get(self._address, self._model)
                if stored:
                    known = still_believed(stored, self._clock.now()) or known
                if "reasoning_effort" not in known.refused:
                    known = replace(known, effort=self._effort)
                self._known = known
                self._pace.recall(KnownLimits(known.interval, known.per_token, known.at_once))
            return self._known

    async def learn(self, known: Capabilities, *, because: str) -> None:
        """From now on the endpoint is asked in that way."""
        log.info(
            "the model's endpoint is asked in another way",
            host=self._host,
            model=self._model,
            because=because,
        )
        await self._save(known)

    def try_path(self, path: str) -> Capabilities:
        """Ask below that path, without storing it: what is known then."""
        self._known = replace(self.known, path=path)
        return self._known

    def start_over(self) -> None:
        """Ask again for all that was left out; only the path stays."""
        path = self.known.path
        self._known = replace(first_guess(self._host, self._effort), path=path)

    def accepted(self, *, plain: bool) -> None:
        """Forget doubts after an answer; one to a plain question says nothing about the others."""
        self._guessed = False
        self._too_long.clear()
        if not plain:
            self._unclear.clear()

    def note_guess(self) -> None:
        """Note that the limit of the context is only guessed, for a refusal named none."""
        self._guessed = True

    def doubt(self, subject: str) -> None:
        """Note a subject that was refused in unknown words; after two, no proof holds any more."""
        self._unclear.add(subject)
        if len(self._unclear) > 1:
            self._unclear.clear()
            self._known = replace(self.known, proven_format=None, proven_output=0, proven_prompt=0)

    def doubt_context(self, subject: str) -> None:
        """Note that no whole answer about that subject fits into the context.

        The first such subject forgets a limit that was only guessed, from refusals that named none
        and with nothing accepted since. It holds once another subject shows the same.
        """
        self._too_long.add(subject)
        if self._guessed and len(self._too_long) == 1:
            self._guessed = False
            self._known = replace(self.known, context_limit=None)

    async def note_proof(self, asked: Capabilities, sent: SentRequest) -> None:
        """Remember that a request like that is accepted."""
        if not asked.proves(sent.answer, sent.prompt) and asked.format is self.known.format:
            await self._save(self.known.proven(sent.answer, sent.prompt))

    async def note_length(self, tokens: int, allowed: int) -> None:
        """Learn from an answer far longer than was allowed that the limit is not heeded."""
        if tokens <= HEEDED * allowed + 100:
            return
        other = after_ignoring(self.known)
        if other != self.known:
            await self.learn(other, because="the limit of tokens was not kept to")

    async def note_pace(self) -> None:
        """Keep the pace that was learned, for the next start."""
        known = self.known
        allowed = self._pace.allowed
        if allowed == KnownLimits(known.interval, known.per_token, known.at_once):
            return
        paced = replace(
            known,
            interval=allowed.interval,
            per_token=allowed.per_token,
            at_once=allowed.at_once,
            paced_at=self._clock.now(),
        )
        await self._save(paced)

    async def _save(self, known: Capabilities) -> None:
        """Take that for known, and store it."""
        self._known = replace(known, learned_at=known.learned_at or self._clock.now())
        await self._memory.save(self._address, self._model, self._known)
