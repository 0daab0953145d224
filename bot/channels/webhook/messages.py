"""Messages as each kind of webhook wants them, and how they are signed. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote_plus

from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.posting import Post
from core.delivery import Delivery, DeliveryKind

# What a message is to a receiver, where that has another name; a list that comes once more is a
# list.
_KINDS = {DeliveryKind.AGAIN: "list", DeliveryKind.CIRCULAR: "announcement"}


def payload(kind: Kind, delivery: Delivery) -> dict[str, Any]:
    """The message, unsigned. The ledger's body is JSON with the text, its title and its
    language."""
    body = json.loads(delivery.body)
    text = body["text"]
    match kind:
        case Kind.SLACK:
            return {"text": text, "unfurl_links": False, "unfurl_media": False}
        case Kind.FEISHU:
            card = {"elements": [{"tag": "markdown", "content": text}]}
            return {"msg_type": "interactive", "card": card}
        case Kind.DINGTALK:
            return {"msgtype": "markdown", "markdown": {"title": body["title"], "text": text}}
        case Kind.WECOM:
            return {"msgtype": "markdown", "markdown": {"content": text}}
        case Kind.GENERIC:
            shelf = delivery.list_key.shelf
            day = delivery.list_key.day.isoformat()
            return {
                "version": 1,
                "id": delivery_id(delivery),
                "kind": _KINDS.get(delivery.kind, delivery.kind.value),
                "list": {"source": shelf.source, "shelf": shelf.name, "date": day},
                "part": delivery.place + 1,
                "parts": body["parts"],
                "language": body["language"],
                "markdown": text,
            }


def delivery_id(delivery: Delivery) -> str:
    """The same for every try of that message, and no other's: by it the other side knows a message
    again."""
    key, where = delivery.key, str(delivery.list_key)
    named = (key.platform, key.chat_id, where, delivery.kind.value, str(delivery.part))
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]


def signed(kind: Kind, url: str, secret: str, message: dict[str, Any], seconds: int) -> Post:
    """The request at that Unix time."""
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
    return Post(url, headers, body)


def _base64_hmac(key: str, message: str) -> str:
    digest = hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
