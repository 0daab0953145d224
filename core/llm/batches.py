"""A batch of questions, answered within a day at a lower price: what is sent and what comes back.

Pure. The form is OpenAI's Batch API, which other endpoints have too: a file with a request on each
line goes up, a batch is made of it, and when that has ended a file with answers is there, in any
order, some of them errors, some missing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.llm.books import spending_of
from core.llm.envelope import opened
from core.llm.kept import packed
from core.llm.reply import Reply
from core.records import Spending

# This many questions make a batch: that many answers, thoughts included, are read at once.
AT_ONCE: Final = 50
# What an endpoint says of what it does not know, or know any more.
GONE: Final = frozenset((404, 405, 410))
# How a batch ends, in the words of all endpoints.
_ENDED = frozenset(
    ("completed", "complete", "succeeded", "expired", "cancelled", "canceled", "failed", "ended")
)


class BatchAway(Exception):
    """The endpoint cannot be asked about batches now; it may be later."""


class BatchRefused(Exception):
    """The endpoint has no batches, or none of these; `said` is why, in its words."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"{status} {said}".strip())
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBatch:
    """A batch that was sent, or is being sent.

    `name` is ours and `remote` the endpoint's, None until that has answered; `file` is its name of
    what was uploaded. `tokens` are set aside for it; `cancelled` when it was called off.
    """

    name: str
    address: str
    model: str
    at: dt.datetime
    tokens: int
    file: str | None = None
    remote: str | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class BatchState:
    """A batch as the endpoint tells it; `completed` and `total` count requests, where it says;
    `output` and `wrong` are files of answers and of errors."""

    remote: str
    ended: bool
    status: str = ""
    output: str | None = None
    wrong: str | None = None
    name: str | None = None
    file: str | None = None
    completed: int = 0
    total: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """What a file of answers holds: by mark, each reply as it is kept; and what all of them
    used."""

    answers: Mapping[str, bytes]
    used: Spending


def file_of(requests: Mapping[str, Mapping[str, Any]], url: str) -> bytes:
    """The file of these bodies by mark, a request on each line, for that path."""
    lines = [
        json.dumps({"custom_id": mark, "method": "POST", "url": url, "body": body})
        for mark, body in requests.items()
    ]
    return ("\n".join(lines) + "\n").encode()


def seen_in(content: Any) -> BatchState | None:
    """The batch in what the endpoint answered; None where there is none."""
    if not isinstance(content, dict) or not _text(content.get("id")):
        return None
    status = (_text(content.get("status")) or "").casefold()
    counts = content.get("request_counts")
    counts = counts if isinstance(counts, dict) else {}
    metadata = content.get("metadata")
    name = metadata.get("paperboy") if isinstance(metadata, dict) else None
    return BatchState(
        remote=content["id"],
        ended=status in _ENDED,
        status=status,
        output=_text(content.get("output_file_id")),
        wrong=_text(content.get("error_file_id")),
        name=_text(name),
        file=_text(content.get("input_file_id")),
        completed=_count(counts.get("completed")),
        total=_count(counts.get("total")),
        said=_said(content.get("errors")),
    )


def all_seen_in(content: Any) -> list[BatchState] | None:
    """The batches in a list of them, be it wrapped; None where there is no list, which does not
    mean that there are no batches."""
    if isinstance(content, dict) and "data" in content:
        content = content["data"] if content["data"] is not None else []
    if not isinstance(content, list):
        return None
    return [seen for seen in map(seen_in, content) if seen]


def output_in(content: bytes, asked: Mapping[str, int]) -> Output:
    """The answers in that file to the questions in `asked`, which tells about how many tokens each
    has. Lines that are broken, errors, or answer a second time are none; what is not ours was used
    all the same."""
    answers: dict[str, bytes] = {}
    used = Spending()
    seen: set[str] = set()
    # Not `splitlines`: texts may hold other ends of lines as they are.
    for line in content.decode("utf-8-sig", "replace").split("\n"):
        mark, body = _line(line)
        if mark in seen or body is None:
            continue
        reply = opened(json.dumps(body).encode())
        if not isinstance(reply, Reply):
            continue
        seen.add(mark)
        used += spending_of(asked.get(mark, 0), reply)
        if mark in asked:
            answers[mark] = packed(reply)
    return Output(answers, used)


def share_of(seen: BatchState, tokens: int) -> Spending:
    """What a batch used whose answers cannot be had: that part of what was set aside for it, which
    is never too little."""
    if not seen.completed:
        return Spending()
    part = min(seen.completed / max(seen.total, seen.completed), 1.0)
    return Spending(calls=seen.completed, prompt=int(tokens * part))


def _line(line: str) -> tuple[str, Any]:
    """The mark on a line, and the body of the response there; None where it is an error."""
    try:
        content = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return "", None
    if not isinstance(content, dict):
        return "", None
    mark = _text(content.get("custom_id")) or ""
    response = content.get("response")
    if content.get("error") or not isinstance(response, dict):
        return mark, None
    status = response.get("status_code", 200)
    if not isinstance(status, int) or not 200 <= status < 300:
        return mark, None
    return mark, response.get("body")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    return 0


def _said(errors: Any) -> str:
    """The first of the words in which a batch was refused."""
    if isinstance(errors, dict):
        errors = errors.get("data")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        return (_text(errors[0].get("message")) or "")[:300]
    return ""
