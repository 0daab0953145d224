"""What an endpoint takes and gives, as it has shown itself; and what each refusal teaches. Pure.

Nothing is assumed from its name but a first guess. What is known is a value that is stored, and
forgotten after a while: endpoints change. A refusal either leads to another value, with which the
same request is made once more, or says that nothing about the request can help.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from core.llm.refusals import Kind, Refusal

# How long what was found out is believed.
KEPT = dt.timedelta(days=14)
PACE_KEPT = dt.timedelta(days=1)
# Tokens. An answer of fewer is none; no model needs more for its thoughts. The larger also stands
# for a limit that is not named.
LEAST, MOST = 300, 64_000
# How many times too low our estimate of a text's tokens may be: where each byte is a token.
HEAVIEST = 4.8
EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh")
LIMIT_NAMES = ("max_tokens", "max_completion_tokens")


# The fields on which it depends how a request looks.
_ASKED = (
    "limit_name", "format", "told", "stream", "system", "effort", "path",
    "output_limit", "context_limit", "thoughts", "weight", "refused",
)  # fmt: skip


class Format(StrEnum):
    """How the answer's structure is asked for, the strictest way first."""

    SCHEMA = "json_schema"
    LOOSE_SCHEMA = "json_schema_loose"  # without `strict`
    # As llama.cpp and others take it: the schema inside `json_object`.
    OBJECT_SCHEMA = "json_object_schema"
    OBJECT = "json_object"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What one model at one endpoint takes and gives.

    `limit_name` is the parameter that bounds an answer, None where it takes none; `refused` are
    parameters it does not take, `ignored` those it takes and does not keep to. `told` says that the
    schema has to be told in words as well. `path` stands between address and interface.
    `output_limit` and `context_limit` are in tokens, `thoughts` are the tokens it needs beside the
    answer; `weight` is by how much our estimate of a text's tokens is too low. `proven_*` are the
    largest request that was accepted, and how it was asked. `interval` is the seconds between two
    requests, `per_token` the seconds for each of their tokens, `at_once` how many may be under way.
    """

    limit_name: str | None = "max_tokens"
    format: Format = Format.SCHEMA
    told: bool = False
    stream: bool = False
    system: bool = True
    effort: str | None = None
    path: str = ""
    output_limit: int | None = None
    context_limit: int | None = None
    thoughts: int = 0
    weight: float = 1.0
    refused: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    proven_format: Format | None = None
    proven_output: int = 0
    proven_prompt: int = 0
    learned_at: dt.datetime | None = None
    interval: float | None = None
    per_token: float | None = None
    at_once: int | None = None
    paced_at: dt.datetime | None = None

    def answer_tokens(self, wanted: int, prompt: int) -> int:
        """The limit to ask for, if the answer takes `wanted` tokens and the request `prompt`."""
        most = wanted + self.thoughts
        if self.output_limit:
            most = min(most, self.output_limit)
        if self.context_limit:
            most = min(most, self.context_limit - self.heavy(prompt))
        return most

    def heavy(self, tokens: int) -> int:
        """Our estimate of a text's tokens as the endpoint counts them."""
        return int(tokens * self.weight)

    def asks_like(self, other: Capabilities) -> bool:
        """Whether both ask for the same in the same way, whatever else is known."""
        return all(getattr(self, name) == getattr(other, name) for name in _ASKED)

    def proves(self, answer: int, prompt: int) -> bool:
        """Whether a request like this one was accepted before: it has nothing to find out."""
        return (
            self.format is self.proven_format
            and answer <= self.proven_output
            and prompt <= 2 * self.proven_prompt
        )

    def takes(self, sent: SentRequest) -> bool:
        """Whether a request as long was accepted before."""
        return sent.answer <= self.proven_output and sent.prompt <= self.proven_prompt

    def proven(self, answer: int, prompt: int) -> Capabilities:
        """With this request accepted."""
        return replace(
            self,
            proven_format=self.format,
            proven_output=max(self.proven_output, answer),
            proven_prompt=max(self.proven_prompt, prompt),
        )


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request as it was made.

    `answer` is the tokens asked for, `prompt` our estimate of its texts' tokens, `seconds` the time
    until it was refused.
    """

    answer: int
    prompt: int
    seconds: float = 0.0


# Seconds. A gateway that gives up later than this would have seen the first words of a stream.
SLOW = 20.0


def first_guess(host: str, effort: str | None) -> Capabilities:
    """What to try first at that host."""
    limit_name = "max_tokens"
    if host.endswith("openai.com"):  # its newer models refuse `max_tokens`
        limit_name = "max_completion_tokens"
    return Capabilities(limit_name=limit_name, effort=effort)


def adapted(known: Capabilities, refusal: Refusal, sent: SentRequest) -> Capabilities | None:
    """What to try next after that refusal; None when nothing about the request can help."""
    match refusal.kind:
        case Kind.PARAMETER:
            return _without(known, refusal)
        case Kind.FORMAT:
            strict = re.search(r"\bstrict\b", refusal.said.casefold()) is not None
            return lower_format(known, only_strict_refused=strict)
        case Kind.STREAM if not known.stream and "stream" not in known.refused:
            return replace(known, stream=True)
        case Kind.NO_STREAM if known.stream:
            return replace(known, stream=False, refused=_with(known.refused, "stream"))
        case Kind.ROLE if known.system:
            return replace(known, system=False)
        case Kind.OUTPUT:
            return _with_output_limit(known, refusal, sent)
        case Kind.CONTEXT:
            return _with_context_limit(known, refusal, sent)
        case Kind.TIMEOUT if (
            sent.seconds >= SLOW and not known.stream and "stream" not in known.refused
        ):
            return replace(known, stream=True)
        case _:
            return None


def lower_format(known: Capabilities, *, only_strict_refused: bool = False) -> Capabilities | None:
    """With the next looser way to ask for structure; None when there is none."""
    ladder = list(Format)
    step = ladder.index(known.format) + 1
    if known.format is Format.SCHEMA and not only_strict_refused:
        # The same schema without the word `strict` would be refused like this one.
        step += 1
    if step >= len(ladder):
        return None
    return replace(known, format=ladder[step])


def plainer_request(known: Capabilities) -> Capabilities | None:
    """With one thing less that an endpoint may not know; None when nothing is left to leave out."""
    lower = lower_format(known)
    if lower:
        return lower
    if known.effort:
        return replace(known, effort=None, refused=_with(known.refused, "reasoning_effort"))
    if known.limit_name:
        return replace(known, limit_name=None, refused=_with(known.refused, known.limit_name))
    if known.system:
        return replace(known, system=False)
    return None


def more_thoughts(known: Capabilities, wanted: int, asked: int) -> Capabilities | None:
    """With more tokens for thoughts that took all `asked` ones; None when no more are left."""
    allowed = min(known.output_limit or MOST, MOST)
    if asked >= allowed:
        return None
    thoughts = max(2 * wanted, 2 * known.thoughts)
    left = max(allowed - wanted, 0)
    return replace(known, thoughts=min(thoughts, left))


def after_ignoring(known: Capabilities) -> Capabilities:
    """With another name for the limit, after an answer far longer than was asked for."""
    if known.limit_name is None or known.limit_name in known.ignored:
        return known
    ignored = _with(known.ignored, known.limit_name)
    other = _limit_name_beyond((*ignored, *known.refused))
    return replace(known, ignored=ignored, limit_name=other or known.limit_name)


def _limit_name_beyond(useless: Collection[str]) -> str | None:
    """The first name for the limit that is none of these; None when all of them are."""
    for name in LIMIT_NAMES:
        if name not in useless:
            return name
    return None


def still_believed(known: Capabilities, now: dt.datetime) -> Capabilities | None:
    """What of it still holds: nothing after two weeks, no pace after a day.

    Nothing either from the future, where a wrong clock has put it.
    """
    if known.learned_at is None or not dt.timedelta(0) <= now - known.learned_at < KEPT:
        return None
    if known.paced_at is None or not dt.timedelta(0) <= now - known.paced_at < PACE_KEPT:
        return replace(known, interval=None, per_token=None, at_once=None, paced_at=None)
    return known


def _without(known: Capabilities, refusal: Refusal) -> Capabilities | None:
    """Without the parameter that was refused, or with another for it."""
    for name in refusal.names:
        if name in LIMIT_NAMES and known.limit_name:
            refused = _with(known.refused, known.limit_name)
            return replace(known, refused=refused, limit_name=_limit_name_beyond(refused))
        if name == "stream_options" and known.stream and name not in known.refused:
            return replace(known, refused=_with(known.refused, name))
        if name == "stream" and name not in known.refused:
            if known.stream:
                return replace(known, stream=False, refused=_with(known.refused, name))
            return replace(known, stream=True)  # what was not sent can only be missed
        if name == "reasoning_effort" and known.effort:
            nearest = None
            if name not in known.refused:  # the nearest that it offers is tried once
                nearest = _nearest_effort(known.effort, refusal.said)
            return replace(known, effort=nearest, refused=_with(known.refused, name))
        if name in ("response_format", "strict"):
            return lower_format(known, only_strict_refused=name == "strict")
    return None


def _nearest_effort(wanted: str, said: str) -> str | None:
    """The effort that the words offer nearest to the wanted one; None when they offer none."""
    middle = len(EFFORTS) // 2
    wanted_at = EFFORTS.index(wanted) if wanted in EFFORTS else middle
    distances: dict[str, int] = {}
    for at, effort in enumerate(EFFORTS):
        if effort != wanted and re.search(rf"['\"`]{effort}['\"`]", said):
            distances[effort] = abs(at - wanted_at)
    return min(distances, key=distances.__getitem__, default=None)


def _with_output_limit(
    known: Capabilities, refusal: Refusal, sent: SentRequest
) -> Capabilities | None:
    """With the limit that is told if it is lower, else half of what was asked for."""
    limit = sent.answer // 2
    if refusal.limit and refusal.limit < sent.answer:
        limit = refusal.limit
    if limit < LEAST:
        return None
    return replace(known, output_limit=limit)


def _with_context_limit(
    known: Capabilities, refusal: Refusal, sent: SentRequest
) -> Capabilities | None:
    """With the limit that is told, and the weight of our texts as they were counted.

    A limit that was known before means that our estimate of the text was too low.
    """
    if not refusal.limit and known.takes(sent):
        return None  # others as long were taken, so it is about this text
    weight = max(known.weight, min((refusal.counted or 0) / max(sent.prompt, 1), HEAVIEST))
    if refusal.limit and refusal.limit == known.context_limit:
        if weight == known.weight:
            weight *= 1.25
        if weight > HEAVIEST:
            return None
        return replace(known, weight=weight)
    limit = refusal.limit or int(0.7 * (known.heavy(sent.prompt) + sent.answer))
    if limit < 2 * LEAST:
        return None
    return replace(known, context_limit=limit, weight=weight)


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The names with that one among them."""
    if name in names:
        return names
    return (*names, name)
