"""Which papers a message links to, wherever in it they stand. Pure.

A message as an interaction holds it: the raw JSON, which needs no intent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.identify import papers_in

# Where the words and addresses of each part of a message stand.
_TEXTS = ("content", "url", "title", "description", "name", "value", "text", "label", "filename")
_PARTS = (
    "embeds", "author", "fields", "footer", "components", "component", "accessory", "items",
    "media", "attachments",
)  # fmt: skip
# Whoever wrote a message is none of what it says; whoever wrote what an embed shows may be.
_MESSAGE_PARTS = ("embeds", "components", "attachments")
_DEEPEST = 12  # parts within parts


def papers_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the papers that the message of such an interaction's data links to, each once, in
    order; those of what it forwards follow."""
    resolved = data.get("resolved") or {}
    messages = resolved.get("messages") or {}
    message = messages.get(str(data.get("target_id"))) or {}
    texts = [*_of_message(message)]
    for snapshot in message.get("message_snapshots") or ():
        texts += _of_message(snapshot.get("message") or {})
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(papers_in(text))
    return tuple(found)


def _of_message(message: Mapping[str, Any]) -> Iterator[str]:
    """All texts of the message."""
    yield str(message.get("content") or "")
    for name in _MESSAGE_PARTS:
        yield from _of_parts(message.get(name), _DEEPEST)


def _of_parts(parts: Any, depth: int) -> Iterator[str]:
    """All texts of a part of a message, or of several, and of the parts within."""
    if isinstance(parts, Mapping):
        parts = [parts]
    if not isinstance(parts, list) or not depth:
        return
    for part in parts:
        if not isinstance(part, Mapping):
            continue
        for name in _TEXTS:
            if isinstance(part.get(name), str):
                yield part[name]
        for name in _PARTS:
            yield from _of_parts(part.get(name), depth - 1)
