"""Requests to one model at one endpoint: how long each may take, and what came back."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import httpx2
import openai

from core.errors import ModelAnswerInvalid, ModelError, ModelUnreachable
from core.llm.budget import estimate_tokens
from core.llm.capabilities import Capabilities, SentRequest
from core.llm.endings import Finish
from core.llm.envelope import opened
from core.llm.error_bodies import words_of
from core.llm.listings import names_in
from core.llm.refusals import Kind, Refusal, refusal_of
from core.llm.reply import Reply
from core.llm.requests import Question, body_of
from core.llm.transport import TooLarge, breaks_off, keys_of
from core.llm.vectors import Vectors, vectors_in
from core.masking import without_keys
from core.network.addresses import place
from core.network.trouble import why_unreachable

# Seconds that any call may take, and the tokens that a slow machine reads and writes in a second.
BEGINNING, READ_A_SECOND, WRITTEN_A_SECOND = 60.0, 200.0, 15.0
# A stream shows that the model is alive: it may take this many times longer, but not fall silent
# for this many seconds.
STREAM_TIMES, SILENCE = 3.0, 120.0
CONNECT = 15.0
# The status of redirects without an end, or to where no model can be.
LEADS_ASTRAY = 310


@dataclass(eq=False)
class Useless(Exception):
    """A call that gave nothing, where another one may.

    `error` is what is told when none does, `advice` goes to the model; `plainly` says that the next
    call should be a plain question.
    """

    error: ModelError
    advice: str = ""
    plainly: bool = False


class Unlike:
    """Vectors came back, but not one for each text."""


class Wire:
    """The way to that model. `seconds` is what the operator sets as the time a call may take."""

    def __init__(
        self, client: openai.AsyncOpenAI, model: str, *, seconds: float | None = None
    ) -> None:
        self._client = client.with_options(max_retries=0)
        self._model = model
        self._seconds = seconds

    @property
    def base_url(self) -> str:
        """The endpoint's address as it was given; it may hold a password."""
        return str(self._client.base_url)

    @property
    def host(self) -> str:
        """The endpoint's host, as the operator is told it; never a user or a password."""
        return place(self.base_url)

    async def ask(
        self, question: Question, known: Capabilities, sent: SentRequest
    ) -> Reply | Refusal:
        """What comes back for that question, asked that way; raises Useless if nothing does."""
        reading = sent.prompt / READ_A_SECOND
        total = self._seconds or BEGINNING + reading + sent.answer / WRITTEN_A_SECOND
        silence = total
        if known.stream:
            silence = min(total, SILENCE + reading)
            total *= STREAM_TIMES
        response = await self._post(
            f"{known.path}/chat/completions",
            body_of(question, self._model, known, sent.answer),
            total=total,
            silence=silence,
        )
        if isinstance(response, Refusal):
            if response.kind is Kind.SPENT:
                return Reply((), Finish.LENGTH)
            return response
        found = opened(response.content, response.headers.get("content-type", ""))
        if isinstance(found, Reply):
            if breaks_off(response):
                return found.lost_at_its_end()
            return replace(found, lost=without_keys(found.lost, keys_of(self._client)))
        if found.page:
            return Refusal(kind=Kind.ADDRESS, status=response.status_code, said=found.error)
        return self._refusal(response, found.error, found.status)

    async def vectors(
        self, texts: Sequence[str], path: str, *, encoded: bool
    ) -> Vectors | Unlike | Refusal:
        """A vector for each of those texts; `encoded` asks for base64. Raises Useless."""
        body: dict[str, object] = {"model": self._model, "input": list(texts)}
        if encoded:
            body["encoding_format"] = "base64"
        total = self._seconds or BEGINNING + sum(map(estimate_tokens, texts)) / READ_A_SECOND
        response = await self._post(f"{path}/embeddings", body, total=total, silence=total)
        if isinstance(response, Refusal):
            return response
        found = await asyncio.to_thread(vectors_in, response.content, len(texts))
        if isinstance(found, Vectors):
            return found
        if found.page:
            return Refusal(
                kind=Kind.ADDRESS, status=response.status_code, said=words_of(found.error)
            )
        if found.error:
            return self._refusal(response, found.error)
        if found.other:
            return Unlike()
        reason = "malformed" if response.content.strip() else "empty"
        raise Useless(ModelAnswerInvalid(self._model, reason))

    async def names(self, path: str) -> list[str]:
        """The models listed below that path, in a list of any shape; those like ours come first."""
        try:
            async with asyncio.timeout(CONNECT):
                response = await self._client.get(f"{path}/models", cast_to=httpx2.Response)
        except (openai.OpenAIError, TooLarge, TimeoutError):
            return []
        found = names_in(response.text[:1_000_000])
        alike = difflib.get_close_matches(self._model, found, n=5, cutoff=0.3)
        return list(dict.fromkeys([*alike, *found]))

    async def _post(
        self, path: str, body: Mapping[str, object], *, total: float, silence: float
    ) -> httpx2.Response | Refusal:
        """What comes back for that body within so many seconds; raises Useless if nothing does."""
        try:
            async with asyncio.timeout(total):
                return await self._client.post(
                    path,
                    cast_to=httpx2.Response,
                    body=body,
                    options={"timeout": httpx2.Timeout(silence, connect=CONNECT, pool=None)},
                )
        except openai.APIStatusError as error:
            return self._refusal(error.response, error.response.text)
        except (TimeoutError, openai.APITimeoutError) as error:
            raise Useless(
                ModelUnreachable(self.host, **why_unreachable(error, "timeout"))
            ) from None
        except TooLarge:
            raise Useless(ModelAnswerInvalid(self._model, "too_large")) from None
        except openai.OpenAIError as error:
            if isinstance(error.__cause__, httpx2.TooManyRedirects | httpx2.UnsupportedProtocol):
                return Refusal(kind=Kind.ADDRESS, status=LEADS_ASTRAY)
            raise Useless(
                ModelUnreachable(self.host, **why_unreachable(error, "connection"))
            ) from None

    def _refusal(self, response: httpx2.Response, body: str, status: int | None = None) -> Refusal:
        """What the response means; `status` is the one that it names itself."""
        headers = {name.lower(): value for name, value in response.headers.items()}
        return refusal_of(status or response.status_code, headers, body, keys_of(self._client))
