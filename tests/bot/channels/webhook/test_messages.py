"""That signatures are what the receivers compute, and ids are each message's own."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import replace

from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.messages import delivery_id, payload, signed
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY, Shelf

DELIVERY = Delivery(
    key=ChatKey("webhook", "ab12"),
    list_key=DAILY.on(dt.date(2026, 2, 5)),
    kind=DeliveryKind.LIST,
    part=0,
    body='{"text": "kites", "title": "Morning", "language": "en", "parts": 1}',
)


def test_a_generic_message_is_signed_over_its_time_and_body():
    message = payload(Kind.GENERIC, DELIVERY)
    post = signed(Kind.GENERIC, "https://x.example/h", "secret", message, 1770000000)

    assert post.url == "https://x.example/h"
    assert post.headers["Idempotency-Key"] == message["id"] == delivery_id(DELIVERY)
    # openssl dgst -sha256 -hmac secret, of "1770000000." and the body.
    told = b"1770000000." + post.body
    digest = hmac.new(b"secret", told, hashlib.sha256).hexdigest()
    assert post.headers["X-Paperboy-Signature"] == f"t=1770000000,v1={digest}"


def test_the_id_is_each_messages_own():
    others = [
        replace(DELIVERY, part=1),
        replace(DELIVERY, kind=DeliveryKind.LATE),
        replace(DELIVERY, key=ChatKey("webhook", "ab13")),
        replace(DELIVERY, list_key=DAILY.on(dt.date(2026, 2, 6))),
    ]

    assert len({delivery_id(each) for each in [DELIVERY, *others]}) == 5
    assert delivery_id(replace(DELIVERY, body="{}")) == delivery_id(DELIVERY)


def test_a_list_that_comes_once_more_is_a_list_with_an_id_of_its_own():
    first = replace(DELIVERY, part=1)
    again = replace(first, kind=DeliveryKind.AGAIN, part=101)

    told, once_more = payload(Kind.GENERIC, first), payload(Kind.GENERIC, again)

    assert told.pop("id") != once_more.pop("id")
    assert once_more == told


def test_what_is_told_to_all_is_no_list():
    told = Shelf("operator", "down1").on(dt.date(2026, 2, 5))
    message = payload(Kind.GENERIC, replace(DELIVERY, list_key=told, kind=DeliveryKind.CIRCULAR))
    assert message["kind"] == "announcement"
    assert message["list"] == {"source": "operator", "shelf": "down1", "date": "2026-02-05"}
