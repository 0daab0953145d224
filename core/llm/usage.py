"""The tokens a response says it took, in any of the forms in which endpoints count them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_PLACES = ("usage", "usageMetadata", "usage_metadata", "x_groq")
_PROMPT = ("prompt_tokens", "input_tokens", "promptTokenCount", "prompt_eval_count", "inputTokens")
_COMPLETION = (
    "completion_tokens",
    "output_tokens",
    "candidatesTokenCount",
    "eval_count",
    "outputTokens",
)
_TOTAL = ("total_tokens", "totalTokenCount", "totalTokens")
_CACHED = (
    "cached_tokens",
    "prompt_cache_hit_tokens",
    "cache_read_input_tokens",
    "cachedContentTokenCount",
)
_THOUGHTS = ("reasoning_tokens", "thoughtsTokenCount")
# A count beyond this is no count.
MOST = 10**9


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Tokens as the endpoint counts them; None where it does not say.

    `cached` are a part of `prompt`, `thoughts` a part of `completion`.
    """

    prompt: int | None = None
    completion: int | None = None
    total: int | None = None
    cached: int = 0
    thoughts: int = 0


UNSAID = TokenCounts()


def usage_of(content: Mapping[str, Any]) -> TokenCounts:
    """What the response, or an event of a stream, says it used."""
    found = content
    for place in _PLACES:
        if isinstance(content.get(place), dict):
            found = content[place]
            break
    if isinstance(found.get("usage"), dict):
        found = found["usage"]
    if found is content and not any(name in content for name in (*_PROMPT, *_COMPLETION)):
        return UNSAID
    details = [inner for inner in found.values() if isinstance(inner, dict)]
    return TokenCounts(
        prompt=_count(found, _PROMPT),
        completion=_count(found, _COMPLETION),
        total=_count(found, _TOTAL),
        cached=_among([found, *details], _CACHED),
        thoughts=_among([found, *details], _THOUGHTS),
    )


def _among(places: Iterable[Mapping[str, Any]], names: Iterable[str]) -> int:
    """The first count under one of these names in any of the places; 0 where there is none."""
    for place in places:
        count = _count(place, names)
        if count:
            return count
    return 0


def _count(found: Mapping[str, Any], names: Iterable[str]) -> int | None:
    """The first possible number of tokens under one of these names, or None. Zero says nothing."""
    for name in names:
        value = found.get(name)
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                continue
        if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value < MOST:
            return int(value)
    return None
