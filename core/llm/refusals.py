"""What an endpoint's refusal means, told from its status and its own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.llm.error_bodies import TOLD, words_of
from core.llm.kinds import Kind
from core.llm.limits import counted_in, limit_in, pace_in
from core.llm.refusal_words import ROWS
from core.llm.request_words import PARAMETERS, named
from core.llm.simplified import simplified
from core.llm.waits import seconds_asked
from core.masking import without_keys

__all__ = ["TOLD", "Kind", "Refusal", "refusal_of"]

_PAUSING = frozenset({Kind.RATE, Kind.TOKEN_RATE, Kind.CONCURRENCY, Kind.QUOTA, Kind.OVERLOADED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal. `said` is the endpoint's own words, short.

    `names` are the parameters it speaks of; `limit` the tokens it allows, for an answer or in all;
    `counted` those it counts in what was to be read; `per_minute` the requests or tokens a minute,
    or the calls at once; `after` the seconds it asks to be left alone. Each is None or empty where
    it does not say.
    """

    kind: Kind
    status: int
    said: str = ""
    names: tuple[str, ...] = ()
    limit: int | None = None
    counted: int | None = None
    per_minute: int | None = None
    after: float | None = None


def refusal_of(
    status: int, headers: Mapping[str, str], body: str, keys: Iterable[str] = ()
) -> Refusal:
    """What that response means. `headers` are by lower-case name; `keys` are ours, which its words
    may repeat.

    What is told is told from all the words: what looks like a key may hide some that matter.
    """
    said = words_of(body)
    text = simplified(said.casefold())
    told = simplified(words_of(body, codes=False).casefold())
    kind = _kind_of(status, text)
    refusal = Refusal(
        kind=kind,
        status=status,
        # Keys go before the words are cut, which may leave a part of one.
        said=without_keys(said, keys)[:TOLD],
        limit=limit_in(kind, told),
        per_minute=pace_in(kind, told),
    )
    if kind is Kind.PARAMETER:
        return replace(refusal, names=_names(text))
    if kind is Kind.CONTEXT:
        return replace(refusal, counted=counted_in(told))
    if kind in _PAUSING:
        return replace(refusal, after=seconds_asked(headers, body))
    return refusal


def _kind_of(status: int, text: str) -> Kind:
    """What the refusal is about, by its words or else by its status."""
    for row in ROWS:
        if row.fits(status, text):
            return row.kind
    if status in (408, 504, 522, 524):
        return Kind.TIMEOUT
    if status in (404, 405, 410) or 300 <= status < 400:
        return Kind.ADDRESS
    if status in (403, 451):
        return Kind.FORBIDDEN
    if status == 420:
        return Kind.RATE
    # An error that calls itself a success, in unknown words, may pass as well.
    if status >= 500 or status in (409, 424, 425, 498, 499) or status < 300:
        return Kind.OVERLOADED
    return Kind.OTHER


def _names(text: str) -> tuple[str, ...]:
    """The parameters that the words name, in their order; what to use instead is named last."""
    places: list[tuple[int, str]] = []
    for name in PARAMETERS:
        found = re.search(rf"\b{named(name)}\b", text)
        if found:
            places.append((found.start(), name))
    return tuple(name for _, name in sorted(places))
