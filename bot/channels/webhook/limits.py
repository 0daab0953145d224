"""What each kind of webhook takes: its Markdown, the most of it at once, and how often. Pure.

By the platforms' own pages on incoming webhooks and custom robots, as of 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.webhook.kinds import Kind
from bot.chat.views import View
from bot.chat.views.markdown import COMMONMARK, Dialect, escaped, linked, markdown_parts
from bot.chat.views.model import Heading
from bot.delivery.pace import Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One kind's. `room` are the most bytes of a message's text as JSON."""

    room: int
    rates: Rates
    dialect: Dialect = COMMONMARK


def _rates(per_minute: int | None, chat_gap: float = 0.0) -> Rates:
    """What we allow ourselves: so many messages a minute for each webhook."""
    return Rates(
        per_second=20, chat_gap=chat_gap, group_per_minute=per_minute, is_group=lambda key: True
    )


def _joined(text: str, active: str) -> str:
    """Where nothing can be escaped, a character that is not seen keeps marks from being read as
    such."""
    return re.sub(active, "\u2060\\g<0>\u2060", text)


def _slack(text: str) -> str:
    """Three characters as in HTML; the others cannot be escaped."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _joined(plain, r"[`*_~]")


def _slack_linked(text: str, address: str) -> str:
    return f"<{address.replace('&', '&amp;')}|{text}>"


def _feishu(text: str) -> str:
    """Each active character by its number."""
    return escaped(text, lambda active: f"&#{ord(active)};")


def _wecom(text: str) -> str:
    return _joined(text, r"[`*_\[\]<>#]")


LIMITS = {
    Kind.GENERIC: Limits(room=200_000, rates=_rates(None)),
    # It cuts at 4,000 characters what is meant to be read at once, and takes a message a second.
    Kind.SLACK: Limits(
        room=4_000,
        rates=_rates(55, chat_gap=1.05),
        dialect=Dialect(_slack, _slack_linked, strong="*"),
    ),
    # 20 KB in all, 100 a minute.
    Kind.FEISHU: Limits(room=18_000, rates=_rates(90), dialect=Dialect(_feishu, linked)),
    # 20,000 bytes, 20 a minute.
    Kind.DINGTALK: Limits(room=18_000, rates=_rates(19)),
    # 4,096 bytes, 20 a minute.
    Kind.WECOM: Limits(room=4_096, rates=_rates(19), dialect=Dialect(_wecom, linked)),
}


def bodies(kind: Kind, view: View, language: str) -> Sequence[str]:
    """The view's parts as the ledger keeps them."""
    limits = LIMITS[kind]
    texts = markdown_parts(view, limits.dialect, limits.room, _size)
    headings = [block.lines[0].text for block in view.blocks if isinstance(block, Heading)]
    title = headings[0] if headings else "Paperboy"
    known = {"title": title, "language": language, "parts": len(texts)}
    return [json.dumps({"text": text, **known}, ensure_ascii=False) for text in texts]


def _size(text: str) -> int:
    """The bytes that the text takes in a request."""
    return len(json.dumps(text, ensure_ascii=False).encode())
