"""Any OpenAI-compatible chat model, asked for structured answers.

One `ask` costs at most three calls, whatever goes wrong. Within them it climbs down the ladder of structured output
(json_schema, json_object, plain text) when an endpoint refuses a rung, waits out rate limits, and re-asks with the
reason when an answer is malformed, empty, cut off or refused. The SDK's own retries are off, because they would
multiply with ours. An endpoint that rejects the key or the model is not asked again for a minute.

A valid answer may be reviewed. Where the review has advice, the calls that are left go into one more try, and where
that fails the answer stands.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

import openai
import structlog
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from core import prompts
from core.budget import Budget
from core.errors import (
    ModelAnswerInvalid,
    ModelError,
    ModelKeyRejected,
    ModelLimited,
    ModelRequestRejected,
    ModelUnknown,
    ModelUnreachable,
)
from core.models import Spending
from core.network.addresses import place
from core.network.trouble import told
from core.ports import Clock, Ledger

log = structlog.get_logger()
T = TypeVar("T", bound=BaseModel)

CALLS = 3
TIMEOUT = 60.0  # seconds a call may take; the SDK's default would be ten minutes
LONGEST_WAIT = 30.0  # seconds; a longer Retry-After is not worth a reader's wait
FATAL_PAUSE = dt.timedelta(minutes=1)
LADDER = ("json_schema", "json_object", "text")


@dataclass(eq=False)
class _Refused(Exception):
    """An answer that cannot be used, and what to tell the model about it."""

    reason: str
    advice: str


@dataclass(eq=False)
class _Task(Generic[T]):
    """One artefact that is asked for: `left` counts the calls it may still cost, `answered` is what was said since."""

    instructions: str
    material: str
    answer: type[T]
    max_tokens: int
    left: int = CALLS
    answered: list[dict[str, str]] = field(default_factory=list)


class ChatModel:
    """A model behind an OpenAI-compatible endpoint. Implements core.ports.Model."""

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        name: str,
        *,
        ledger: Ledger,
        budget: Budget,
        clock: Clock,
        concurrency: int,
        pause: float = 0.5,
    ) -> None:
        """`pause` is the first wait before a repeated call, in seconds; it doubles."""
        self._client, self._name = client.with_options(max_retries=0, timeout=TIMEOUT), name
        self._ledger, self._budget, self._clock = ledger, budget, clock
        self._slots = asyncio.Semaphore(concurrency)
        self._pause = pause
        self._rung = 0
        self._fatal: tuple[ModelError, dt.datetime] | None = None
        self.calls = 0

    @property
    def name(self) -> str:
        """The model's name, as provenance shows it."""
        return self._name

    @property
    def host(self) -> str:
        """The endpoint's host, as errors name it."""
        return place(str(self._client.base_url))

    async def ask(
        self,
        instructions: str,
        material: str,
        answer: type[T],
        *,
        max_tokens: int,
        review: Callable[[T], str | None] | None = None,
    ) -> T:
        """The validated answer; raises ModelError after at most three calls.

        `review` is called in a thread, with the first valid answer. For its advice the answer is written once more
        within the same calls and the day's tokens.
        """
        task = _Task(instructions, material, answer, max_tokens)
        value = await self._answer(task)
        advice = await asyncio.to_thread(review, value) if review else None
        # The reader still holds the tokens it reserved for the first try: the second one fits where they do.
        if advice and task.left and self._budget.fits(0, self._clock.now().date()):
            task.answered += [_said("assistant", value.model_dump_json()), _said("user", advice)]
            with suppress(ModelError):
                return await self._answer(task)
        return value

    async def _answer(self, task: _Task[T]) -> T:
        """A validated answer with the calls that are left; raises ModelError."""
        self._raise_if_broken()
        rung, advice = self._rung, ""
        error: ModelError = ModelUnreachable(self.host, "")
        while task.left:
            task.left -= 1
            try:
                reply = await self._call(task, advice, rung)
                value = self._value(reply, task)
            except _Refused as refused:
                error, advice = ModelAnswerInvalid(self._name, refused.reason), f"\n\n{refused.advice}"
            except openai.BadRequestError as rejected:
                error = ModelRequestRejected(self.host, self._told(rejected))
                if rung + 1 == len(LADDER):
                    raise error from rejected
                rung += 1
            except openai.OpenAIError as failed:
                error = self._translated(failed)
                if isinstance(error, ModelKeyRejected | ModelUnknown | ModelRequestRejected):
                    raise error from failed
                wait = self._wait(failed, CALLS - task.left - 1)
                if wait is None:
                    raise error from failed
                if task.left:
                    await asyncio.sleep(wait)
            else:
                self._rung = max(self._rung, rung)
                return value
        raise error

    async def check(self) -> None:
        """One call for the list of models; raises ModelError when key, endpoint or model name are wrong."""
        try:
            known = [model.id async for model in self._client.models.list()]
        except openai.OpenAIError as failed:
            raise self._translated(failed) from failed
        if known and self._name not in known:
            raise ModelUnknown(self.host, self._name)

    async def _call(self, task: _Task[T], advice: str, rung: int) -> object:
        instructions, schema = task.instructions, task.answer.model_json_schema()
        if rung > 0:
            instructions += f"\nAnswer with one JSON object that fits this JSON schema:\n{json.dumps(schema)}"
        *said, last = [_said("user", task.material), *task.answered]
        async with self._slots:
            self._raise_if_broken()  # it may have broken while this call stood in line
            self.calls += 1
            create = cast(Callable[..., Any], self._client.chat.completions.create)
            reply = await create(
                model=self._name,
                messages=[_said("system", instructions), *said, last | {"content": last["content"] + advice}],
                **_format(LADDER[rung], task.answer.__name__, schema),
                **{self._limit_name: task.max_tokens},
            )
        await self._record(reply)
        return reply

    @property
    def _limit_name(self) -> str:
        """OpenAI's newer models refuse `max_tokens`; most compatible servers know only that."""
        return "max_completion_tokens" if self.host.endswith("openai.com") else "max_tokens"

    def _value(self, reply: object, task: _Task[T]) -> T:
        """The answer in that reply; raises _Refused with what to tell the model."""
        if not isinstance(reply, ChatCompletion) or not reply.choices:
            raise _Refused("not_json", "")  # a captive proxy answers 200 with a page
        choice = reply.choices[0]
        content = (choice.message.content or "").strip()
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise _Refused("refused", "This is a request to report on published research. Answer in the structure.")
        if choice.finish_reason == "length":
            raise _Refused("truncated", "Your last answer was cut off at the length limit: write much shorter texts.")
        if not content:
            raise _Refused("empty", "Your last answer was empty: give the JSON object.")
        try:
            value = task.answer.model_validate_json(_json_object(content))
        except ValidationError as invalid:
            problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in invalid.errors()[:5])
            raise _Refused(
                "malformed", f"Your last answer did not fit the structure ({problems}). Repair it."
            ) from None
        if prompts.leaks(task.instructions, content):
            raise _Refused("malformed", "Your last answer repeated instructions: report on the paper alone.")
        return value

    async def _record(self, reply: object) -> None:
        usage = reply.usage if isinstance(reply, ChatCompletion) else None
        cached = usage.prompt_tokens_details.cached_tokens if usage and usage.prompt_tokens_details else 0
        spending = Spending(
            calls=1,
            prompt=usage.prompt_tokens if usage else 0,
            cached=cached or 0,
            completion=usage.completion_tokens if usage else 0,
        )
        day = self._clock.now().date()
        self._budget.spend(spending.tokens, day)
        await self._ledger.record(day, self._name, spending)

    def _translated(self, error: openai.OpenAIError) -> ModelError:
        match error:
            case openai.AuthenticationError() | openai.PermissionDeniedError():
                return self._broken(ModelKeyRejected(self.host))
            case openai.NotFoundError():
                return self._broken(ModelUnknown(self.host, self._name))
            case openai.RateLimitError():
                return ModelLimited(self.host)
            case openai.APIStatusError() if error.status_code < 500 and error.status_code not in (408, 409):
                return ModelRequestRejected(self.host, self._told(error))
            case openai.APITimeoutError():
                return ModelUnreachable(self.host, **told(error, "timeout"))
            case openai.APIStatusError():
                return ModelUnreachable(self.host, str(error.status_code))
            case _:
                return ModelUnreachable(self.host, **told(error, "connection"))

    def _told(self, error: openai.APIError) -> str:
        """The endpoint's own words, short. Some endpoints repeat the key they were given: it is masked."""
        words = error.message.replace(self._client.api_key, "***")
        return re.sub(r"\b(sk|key)-\S+", "***", words)[:200]

    def _wait(self, error: openai.OpenAIError, attempt: int) -> float | None:
        """Seconds until the next call, or None when another call is pointless."""
        if isinstance(error, openai.APIError) and error.code == "insufficient_quota":
            self._broken(ModelLimited(self.host))
            return None
        response = error.response if isinstance(error, openai.APIStatusError) else None
        asked = str(response.headers.get("retry-after", "")) if response is not None else ""
        if asked and re.fullmatch(r"\d+(\.\d+)?", asked):
            return float(asked) if float(asked) <= LONGEST_WAIT else None
        return self._pause * 2.0**attempt * random.uniform(0.75, 1.25)

    def _broken(self, error: ModelError) -> ModelError:
        self._fatal = (error, self._clock.now() + FATAL_PAUSE)
        return error

    def _raise_if_broken(self) -> None:
        if self._fatal and self._clock.now() < self._fatal[1]:
            raise self._fatal[0]


def _said(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def _format(rung: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    if rung == "json_schema":
        wrapped = {"name": name, "strict": True, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": wrapped}}
    return {"response_format": {"type": "json_object"}} if rung == "json_object" else {}


def _json_object(content: str) -> str:
    """The outermost object in the text: plain-text models wrap it in words or in a code fence."""
    start, end = content.find("{"), content.rfind("}")
    return content[start : end + 1] if 0 <= start < end else content
