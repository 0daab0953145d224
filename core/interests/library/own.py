"""What a chat is interested in, as a file that is read back as the same. Pure.

JSON, for each interest is read back with its kind, weight and English, whatever signs are in it.
Of votes it holds what they say of a paper together, not
whose they are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.identify import paper_id
from core.interests.interest import Interest, Kind, Vote

_MARK, _VERSION = "paperboy_interests", 1
# What one file may hold: a chat has no more. Weights beyond these are nobody's.
_MOST, _LONGEST, _ENGLISH = 1_000, 100, 6
HEAVIEST: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What a file holds: interests, words that are muted, and the ids of the papers that votes
    were for and against, the newest vote first."""

    interests: tuple[Interest, ...]
    muted: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()


def write_export(exported: Exported) -> str:
    """The file's text."""
    rows: list[dict[str, Any]] = []
    for interest in exported.interests:
        row: dict[str, Any] = {
            "kind": str(interest.kind),
            "value": interest.value,
            "weight": interest.weight,
        }
        if interest.english:
            row["english"] = list(interest.english)
        rows.append(row)
    whole = {
        _MARK: _VERSION,
        "interests": rows,
        "muted": list(exported.muted),
        "liked": list(exported.liked),
        "disliked": list(exported.disliked),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read_export(text: str) -> Exported | None:
    """What that text holds; None where it is no such file. What is broken in it is left out."""
    if f'"{_MARK}"' not in text[:1_000]:
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or _MARK not in whole:
        return None
    interests: list[Interest] = []
    for row in _list(whole.get("interests"))[:_MOST]:
        interest = _interest(row)
        if interest is not None:
            interests.append(interest)
    return Exported(
        interests=tuple(interests),
        muted=_texts(whole.get("muted"), _MOST),
        liked=_papers(whole.get("liked")),
        disliked=_papers(whole.get("disliked")),
    )


def voted(votes: Sequence[Vote]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the papers that more votes were for than against, and of those that more were
    against; the newest vote first. The votes are the oldest first."""
    balance: dict[str, int] = {}
    for vote in reversed(votes):
        balance[vote.paper_id] = balance.get(vote.paper_id, 0) + (1 if vote.up else -1)
    liked = tuple(paper for paper, sum_ in balance.items() if sum_ > 0)
    return liked, tuple(paper for paper, sum_ in balance.items() if sum_ < 0)


def _papers(value: Any) -> tuple[str, ...]:
    """The ids among the values, each once."""
    return tuple(dict.fromkeys(each for each in _texts(value, _MOST) if paper_id(each) == each))


def _interest(row: Any) -> Interest | None:
    if not isinstance(row, dict) or row.get("kind") not in list(Kind):
        return None
    kind, weight = Kind(row["kind"]), row.get("weight", 1.0)
    values = _texts([row.get("value")], 1)
    if not values or isinstance(weight, bool) or not isinstance(weight, int | float):
        return None
    if not math.isfinite(weight) or abs(weight) > HEAVIEST or not weight:
        return None
    if kind is Kind.PAPER and paper_id(values[0]) != values[0]:
        return None
    english = _texts(row.get("english"), _ENGLISH)
    return Interest(kind=kind, value=values[0], weight=float(weight), english=english)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _texts(value: Any, most: int) -> tuple[str, ...]:
    """The words among the values, none too long and none empty."""
    texts: list[str] = []
    for each in _list(value):
        if isinstance(each, str) and len(each.strip()) > 0 and len(each) <= _LONGEST:
            texts.append(each)
    return tuple(texts[:most])
