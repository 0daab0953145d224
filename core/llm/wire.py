"""Requests to one model at one endpoint over the wire: how long each may take, and what came
back."""

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

# Seconds a call may take: some to begin with, and what a slow machine needs to read and to write so
# many tokens.
BEGINNING, READ_A_SECOND, WRITTEN_A_SECOND = 60.0, 200.0, 15.0
# A stream shows that the model is alive: it may take longer in all, but not fall silent for so
# long.
STREAM_TIMES, SILENCE = 3.0, 120.0
CONNECT = 15.0


@dataclass(eq=False)
class Useless(Exception):
    """A call that gave nothing; another may. `error` is what is told when none does, `advice` goes
    to the model; `plainly` says that the next one should ask for as little as can be."""

    error: ModelError
    advice: str = ""
    plainly: bool = False


class Wire:
    """The way to that model. `seconds` is what the operator sets as the time a call may take."""

    def __init__(
        self, client: openai.AsyncOpenAI, model: str, *, seconds: float | None = None
    ) -> None:
        self._client = client.with_options(max_retries=0)
        self._model, self._seconds = model, seconds

    @property
    def base_url(self) -> str:
        """The endpoint's address as it was given; it may hold a password."""
        return str(self._client.base_url)

    @property
    def host(self) -> str:
        """The endpoint's host, as the operator is told it; never a user or a password."""
        return place(self.base_url)

    async def ask(self, question: Question, known: Capabilities, sent: Sent) -> Reply | Refusal:
        """What comes back for that question, asked in that way; raises Useless when nothing
        does."""
        total = self._seconds or _patience(sent)
        silence = total
        if known.stream:
            total, silence = total * STREAM_TIMES, min(total, SILENCE + sent.prompt / READ_A_SECOND)
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
            return found.lost_at_its_end() if breaks_off(response) else found
        if found.page:
            return Refusal(kind=Kind.ADDRESS, status=response.status_code, said=found.error)
        return self._refusal(response, found.error, found.status)

    async def names(self, path: str) -> list[str]:
        """The models listed below that path, whatever shape the list has, those like ours first; []
        where none are."""
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
        """What the response means, with the status it names within. Endpoints that repeat the key:
        it is masked."""
        headers = {name.lower(): value for name, value in response.headers.items()}
        refusal = refusal_of(status or response.status_code, headers, body)
        said = (
            refusal.said.replace(self._client.api_key, "***")
            if self._client.api_key
            else refusal.said
        )
        return replace(refusal, said=re.sub(r"\b(?:sk|ak|key)-\S+", "***", said))


def _patience(sent: Sent) -> float:
    """Seconds that a call of that size may take."""
    return BEGINNING + sent.prompt / READ_A_SECOND + sent.answer / WRITTEN_A_SECOND
