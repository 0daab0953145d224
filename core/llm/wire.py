"""Requests to one model at one endpoint: how long each may take, and what came back."""

from __future__ import annotations

import asyncio
import difflib
import re
from dataclasses import dataclass, replace

import httpx2
import openai

from core.errors import ModelAnswerInvalid, ModelError, ModelUnreachable
from core.llm.capabilities import Capabilities, Sent
from core.llm.envelope import Reply, opened
from core.llm.refusals import Kind, Refusal, refusal_of
from core.llm.requests import Question, body_of
from core.llm.transport import TooLarge, breaks_off
from core.network.addresses import place
from core.network.trouble import told

# Seconds that any call may take, and the tokens that a slow machine reads and writes in a second.
BEGINNING, READ_A_SECOND, WRITTEN_A_SECOND = 60.0, 200.0, 15.0
# A stream shows that the model is alive: it may take so many times longer, but not fall silent for
# so many seconds.
STREAM_TIMES, SILENCE = 3.0, 120.0
CONNECT = 15.0


@dataclass(eq=False)
class Useless(Exception):
    """A call that gave nothing, where another one may.

    `error` is what is told when none does, `advice` goes to the model; `plainly` says that the next
    call should be a plain question.
    """

    error: ModelError
    advice: str = ""
    plainly: bool = False


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

    async def ask(self, question: Question, known: Capabilities, sent: Sent) -> Reply | Refusal:
        """What comes back for that question, asked that way; raises Useless if nothing does."""
        reading = sent.prompt / READ_A_SECOND
        total = self._seconds or BEGINNING + reading + sent.answer / WRITTEN_A_SECOND
        silence = total
        if known.stream:
            silence = min(total, SILENCE + reading)
            total *= STREAM_TIMES
        try:
            async with asyncio.timeout(total):
                response = await self._client.post(
                    f"{known.path}/chat/completions",
                    cast_to=httpx2.Response,
                    body=body_of(question, self._model, known, sent.answer),
                    options={"timeout": httpx2.Timeout(silence, connect=CONNECT, pool=None)},
                )
        except openai.APIStatusError as error:
            return self._refusal(error.response, error.response.text)
        except (TimeoutError, openai.APITimeoutError) as error:
            raise Useless(ModelUnreachable(self.host, **told(error, "timeout"))) from None
        except TooLarge:
            raise Useless(ModelAnswerInvalid(self._model, "too_large")) from None
        except openai.OpenAIError as error:
            raise Useless(ModelUnreachable(self.host, **told(error, "connection"))) from None
        found = opened(response.content, response.headers.get("content-type", ""))
        if isinstance(found, Reply):
            if breaks_off(response):
                return found.lost_at_its_end()
            return found
        if found.page:
            return Refusal(kind=Kind.ADDRESS, status=response.status_code, said=found.error)
        return self._refusal(response, found.error, found.status)

    async def names(self, path: str) -> list[str]:
        """The models listed below that path, in a list of any shape; those like ours come first."""
        try:
            async with asyncio.timeout(CONNECT):
                response = await self._client.get(f"{path}/models", cast_to=httpx2.Response)
        except (openai.OpenAIError, TooLarge, TimeoutError):
            return []
        found = dict.fromkeys(
            re.findall(r'"(?:id|name|model)"\s*:\s*"([^"]{1,200})"', response.text[:1_000_000])
        )
        alike = difflib.get_close_matches(self._model, found, n=5, cutoff=0.3)
        return list(dict.fromkeys([*alike, *found]))

    def _refusal(self, response: httpx2.Response, body: str, status: int | None = None) -> Refusal:
        """What the response means; `status` is the one that it names itself.

        Some endpoints repeat the key, which is masked.
        """
        headers = {name.lower(): value for name, value in response.headers.items()}
        refusal = refusal_of(status or response.status_code, headers, body)
        said = refusal.said
        if self._client.api_key:
            said = said.replace(self._client.api_key, "***")
        return replace(refusal, said=re.sub(r"\b(?:sk|ak|key)-\S+", "***", said))
