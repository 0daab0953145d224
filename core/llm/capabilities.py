"""What an endpoint takes and gives, as it has shown itself; and what each refusal teaches. Pure.

Nothing is assumed from its name but a first guess. What is known is a value that is stored, and
forgotten after a while: endpoints change. A refusal either leads to another value, with which the
same request is made once more, or says that nothing about the request can help.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from core.llm.refusals import Kind, Refusal

# How long what was found out is believed.
KEPT = dt.timedelta(days=14)
PACE_KEPT = dt.timedelta(days=1)
# Tokens: fewer are no answer, more no model needs for its thoughts; and what a limit that is not
# named is taken for.
LEAST, MOST = 300, 64_000
# By how much our estimate of a text's tokens may be too low: where a byte is a token.
HEAVIEST = 4.8
EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh")
LIMIT_NAMES = ("max_tokens", "max_completion_tokens")


# What makes a request what it is.
_ASKED = (
    "limit_name", "format", "told", "stream", "system", "effort", "path", "output_limit", "context_limit", "thoughts",
    "weight", "refused",
)  # fmt: skip


class Format(StrEnum):
    """How the answer's structure is asked for, the strictest way first."""

    SCHEMA = "json_schema"
    LOOSE_SCHEMA = "json_schema_loose"  # without `strict`
    OBJECT_SCHEMA = (
        "json_object_schema"  # as llama.cpp and others take it: the schema inside `json_object`
    )
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
        """The limit to ask for, when an answer takes `wanted` tokens and the request about
        `prompt`."""
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
        """Whether a request like this one was accepted before: nothing needs to be found out by
        it."""
        return (
            self.format is self.proven_format
            and answer <= self.proven_output
            and prompt <= 2 * self.proven_prompt
        )

    def takes(self, sent: Sent) -> bool:
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
class Sent:
    """A request as it was made: tokens asked for, tokens of its texts by our estimate, seconds
    until it was refused."""

    answer: int
    prompt: int
    seconds: float = 0.0


# A gateway that gives up after so long would have seen the first words of a stream before.
SLOW = 20.0


def first_guess(host: str, effort: str | None) -> Capabilities:
    """What to try first at that host."""
    newer = host.endswith(
        "openai.com"
    )  # its newer models refuse `max_tokens`; most others know only that
    return Capabilities(limit_name=LIMIT_NAMES[1] if newer else LIMIT_NAMES[0], effort=effort)


def adapted(known: Capabilities, refusal: Refusal, sent: Sent) -> Capabilities | None:
    """What to try next after that refusal; None when nothing about the request can help."""
    match refusal.kind:
        case Kind.PARAMETER:
            return _without(known, refusal)
        case Kind.FORMAT:
            return lower_format(
                known, strict=re.search(r"\bstrict\b", refusal.said.casefold()) is not None
            )
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


def lower_format(known: Capabilities, *, strict: bool = False) -> Capabilities | None:
    """With the next looser way to ask for structure; `strict` when it is only that word which is
    refused."""
    ladder = list(Format)
    step = ladder.index(known.format) + 1
    if known.format is Format.SCHEMA and not strict:
        step += 1
    return replace(known, format=ladder[step]) if step < len(ladder) else None


def plainer_request(known: Capabilities) -> Capabilities | None:
    """With one thing less that an endpoint may not know; None when nothing is left to leave out."""
    if lower := lower_format(known):
        return lower
    if known.effort:
        return replace(known, effort=None, refused=_with(known.refused, "reasoning_effort"))
    if known.limit_name:
        return replace(known, limit_name=None, refused=_with(known.refused, known.limit_name))
    return replace(known, system=False) if known.system else None


def more_thoughts(known: Capabilities, wanted: int, asked: int) -> Capabilities | None:
    """With more tokens for a model whose thoughts took all of the `asked` ones; None when there are
    no more."""
    thoughts = max(2 * wanted, 2 * known.thoughts)
    allowed = min(known.output_limit or MOST, MOST)
    if asked >= allowed:
        return None
    return replace(known, thoughts=min(thoughts, allowed - wanted) if allowed > wanted else 0)


def after_ignoring(known: Capabilities) -> Capabilities:
    """After an answer far longer than was asked for: the other name for the limit may be heeded."""
    if known.limit_name is None or known.limit_name in known.ignored:
        return known
    ignored = _with(known.ignored, known.limit_name)
    others = [name for name in LIMIT_NAMES if name not in ignored and name not in known.refused]
    return replace(known, ignored=ignored, limit_name=others[0] if others else known.limit_name)


def still_believed(known: Capabilities, now: dt.datetime) -> Capabilities | None:
    """What is left of it now: nothing after two weeks, no pace after a day, nothing from a wrong
    clock's future."""
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
            others = [each for each in LIMIT_NAMES if each not in refused]
            return replace(known, refused=refused, limit_name=others[0] if others else None)
        if name == "stream_options" and known.stream and name not in known.refused:
            return replace(known, refused=_with(known.refused, name))
        if name == "stream" and name not in known.refused:
            if known.stream:
                return replace(known, stream=False, refused=_with(known.refused, name))
            return replace(known, stream=True)  # what was not sent can only be missed
        if name == "reasoning_effort" and known.effort:
            # Of what it offers, the nearest is tried once.
            nearest = None if name in known.refused else _nearest_effort(known.effort, refusal.said)
            return replace(known, effort=nearest, refused=_with(known.refused, name))
        if name in ("response_format", "strict"):
            return lower_format(known, strict=name == "strict")
    return None


def _nearest_effort(wanted: str, said: str) -> str | None:
    """The effort that the words offer nearest to the wanted one; None when they offer none."""
    offered = [
        each for each in EFFORTS if each != wanted and re.search(rf"['\"`]{each}['\"`]", said)
    ]
    at = EFFORTS.index(wanted) if wanted in EFFORTS else len(EFFORTS) // 2
    return min(offered, key=lambda each: abs(EFFORTS.index(each) - at), default=None)


def _with_output_limit(known: Capabilities, refusal: Refusal, sent: Sent) -> Capabilities | None:
    limit = refusal.limit if refusal.limit and refusal.limit < sent.answer else sent.answer // 2
    return replace(known, output_limit=limit) if limit >= LEAST else None


def _with_context_limit(known: Capabilities, refusal: Refusal, sent: Sent) -> Capabilities | None:
    """With the limit that is told, and the weight of our texts as they were counted.

    A limit that was known before means that our estimate of the text was too low.
    """
    if not refusal.limit and known.takes(sent):
        return None  # others as long were taken: it is about this text
    weight = max(known.weight, min((refusal.counted or 0) / max(sent.prompt, 1), HEAVIEST))
    if refusal.limit and refusal.limit == known.context_limit:
        if weight == known.weight:
            weight *= 1.25
        return replace(known, weight=weight) if weight <= HEAVIEST else None
    limit = refusal.limit or int(0.7 * (known.heavy(sent.prompt) + sent.answer))
    return replace(known, context_limit=limit, weight=weight) if limit >= 2 * LEAST else None


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if name in names else (*names, name)
