"""What each kind of webhook takes, how it is signed, and what its answers mean. Pure.

By the platforms' own pages on incoming webhooks and custom robots, as of 2026.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import quote_plus

from bot.delivery.pace import Rates
from core.delivery import Delivery, DeliveryError, Gone, Limited, Rejected, Uncertain, Unsent


class Kind(StrEnum):
    """Whose webhook it is."""

    GENERIC = "generic"
    SLACK = "slack"
    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    WECOM = "wecom"

    @property
    def channel(self) -> str:
        """The name of its channel: each kind has limits and troubles of its own."""
        return "webhook" if self is Kind.GENERIC else f"webhook-{self}"


# The most bytes of a message's text as JSON: Slack cuts at 4,000 characters what is meant to be
# read at once, Feishu takes 20 KB in all, DingTalk 20,000 bytes, WeCom 4,096.
ROOM = {
    Kind.GENERIC: 200_000,
    Kind.SLACK: 4_000,
    Kind.FEISHU: 18_000,
    Kind.DINGTALK: 18_000,
    Kind.WECOM: 4_096,
}
# Slack allows one message a second, Feishu 100 a minute, DingTalk and WeCom 20 a minute.
_PER_MINUTE = {
    Kind.GENERIC: None,
    Kind.SLACK: 55,
    Kind.FEISHU: 90,
    Kind.DINGTALK: 19,
    Kind.WECOM: 19,
}
# The codes in an answer of status 200, and Slack's words, that say something else than "not this
# message": nothing can be sent there, not so often, and not now.
_GONE = {
    **dict.fromkeys(("19001", "400013", "400101", "400106", "300001", "93000"), "not_found"),
    **dict.fromkeys(("channel_not_found", "no_service", "no_team", "user_not_found"), "not_found"),
    **dict.fromkeys(("400102", "invalid_token", "action_prohibited"), "no_rights"),
    "channel_is_archived": "topic_closed",
}
# DingTalk refuses for ten minutes who sent too often.
_LIMITED = {"11232": 60.0, "130101": 600.0, "410100": 600.0, "45009": 60.0, "45033": 5.0}
_BUSY = ("-1",)
_WAIT, _LONGEST_REASON = 30.0, 200
# What a gateway says that may have passed the request on.
_PASSED_ON = (504, 520, 524)


def rates(kind: Kind) -> Rates:
    """What we allow ourselves of the kind's limits."""
    return Rates(
        per_second=20,
        chat_gap=1.05 if kind is Kind.SLACK else 0.0,
        group_per_minute=_PER_MINUTE[kind],
        is_group=lambda key: True,
    )


def delivery_id(delivery: Delivery) -> str:
    """The same for every try of that message, and no other's."""
    key, where = delivery.key, str(delivery.list_key)
    named = (key.platform, key.chat_id, where, delivery.kind.value, str(delivery.part))
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]


def payload(kind: Kind, delivery: Delivery) -> dict[str, Any]:
    """The message as the webhook wants it, unsigned. The ledger's body is JSON with the text, its
    title and its language."""
    body = json.loads(delivery.body)
    text, title = body["text"], body["title"]
    match kind:
        case Kind.SLACK:
            return {"text": text, "unfurl_links": False, "unfurl_media": False}
        case Kind.FEISHU:
            card = {"elements": [{"tag": "markdown", "content": text}]}
            return {"msg_type": "interactive", "card": card}
        case Kind.DINGTALK:
            return {"msgtype": "markdown", "markdown": {"title": title, "text": text}}
        case Kind.WECOM:
            return {"msgtype": "markdown", "markdown": {"content": text}}
        case Kind.GENERIC:
            shelf = delivery.list_key.shelf
            day = delivery.list_key.day.isoformat()
            return {
                "version": 1,
                "id": delivery_id(delivery),
                "kind": delivery.kind.value,
                "list": {"source": shelf.source, "shelf": shelf.name, "date": day},
                "part": delivery.part + 1,
                "parts": body["parts"],
                "language": body["language"],
                "markdown": text,
            }


def signed(
    kind: Kind, url: str, secret: str, message: dict[str, Any], seconds: int
) -> tuple[str, dict[str, str], bytes]:
    """Address, headers and body of the request at that Unix time."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if secret and kind is Kind.FEISHU:
        sign = _base64_hmac(f"{seconds}\n{secret}", "")
        message = {"timestamp": str(seconds), "sign": sign, **message}
    if secret and kind is Kind.DINGTALK:
        stamp = str(seconds * 1000)
        sign = quote_plus(_base64_hmac(secret, f"{stamp}\n{secret}"))
        url += f"{'&' if '?' in url else '?'}timestamp={stamp}&sign={sign}"
    body = json.dumps(message, ensure_ascii=False).encode()
    if kind is Kind.GENERIC:
        told = f"{seconds}.".encode() + body
        digest = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
        headers["X-Paperboy-Signature"] = f"t={seconds},v1={digest}"
        headers["Idempotency-Key"] = message["id"]
    return url, headers, body


def meaning(
    kind: Kind, status: int, headers: Mapping[str, str], said: bytes
) -> DeliveryError | None:
    """What an answer says of the message; None when it was taken."""
    words = said.decode(errors="replace")
    code, reason = _code(words)
    if kind not in (Kind.GENERIC, Kind.SLACK) and status == 200:
        return _of_code(code, reason)
    if status < 300:
        return None
    if status == 429:
        return Limited(_seconds(headers.get("retry-after", "")))
    if kind is Kind.SLACK and words.strip() in _GONE:
        return Gone(_GONE[words.strip()])
    if status in (404, 410):
        return Gone("not_found")
    if status in _PASSED_ON:
        return Uncertain(str(status))
    # A redirect is not followed: who stands there need not be who was given the address. What
    # forbids may stand on the way, and is tried again for as long as anything is.
    if status < 400 or status >= 500 or status in (401, 403, 407, 408):
        return Unsent(str(status))
    return Rejected(" ".join(filter(None, (str(status), reason))))


def _of_code(code: str | None, reason: str) -> DeliveryError | None:
    """What the code in an answer of status 200 says; without one, somebody else answered."""
    if code == "0":
        return None
    if code is None:
        return Uncertain("no code")
    if code in _GONE:
        return Gone(_GONE[code])
    if code in _LIMITED:
        return Limited(_LIMITED[code])
    told = f"{code} {reason}".strip()
    return Unsent(told) if code in _BUSY else Rejected(told)


def _code(words: str) -> tuple[str | None, str]:
    """The code of an answer in JSON, if it has one, and what it says of it."""
    try:
        answer = json.loads(words)
    except (ValueError, RecursionError):
        return None, ""
    if not isinstance(answer, dict):
        return None, ""
    codes = (answer.get(name) for name in ("code", "errcode", "StatusCode"))
    code = next((str(each) for each in codes if each is not None), None)
    reason = answer.get("msg") or answer.get("errmsg") or answer.get("StatusMessage") or ""
    return code, str(reason)[:_LONGEST_REASON]


def _seconds(retry_after: str) -> float:
    """Seconds to wait; a date, which no platform here sends, is not read."""
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else _WAIT


def _base64_hmac(key: str, message: str) -> str:
    digest = hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
