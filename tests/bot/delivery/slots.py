"""Chats and days as the schedule is tried on them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from core.chats import Chat, ChatKey, ChatSettings
from core.editions.days import KnownDay
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.models import EditionState

UTC = dt.UTC
ZONE = ZoneInfo("UTC")
POLICY = POLICIES[DAILY]
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
CLOSED, EMPTY, FAILED, OPEN = (
    EditionState.CLOSED,
    EditionState.EMPTY,
    EditionState.FAILED,
    EditionState.OPEN,
)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text):
    return dt.date.fromisoformat(f"2026-{text}")


def wants(time="08:30", zone="UTC", **more):
    return ChatSettings(time=dt.time.fromisoformat(time), zone=zone, **more)


def chat(through, subscribed="2025-01-01", **settings):
    date = day(through) if through else None
    key = ChatKey("telegram", "1")
    return Chat(
        key=key,
        settings=wants(**settings),
        subscribed_at=at(subscribed),
        through={DAILY: date} if date else {},
    )


def known(**states):
    """Days by date ("m02_05"): what is ready is said by "ready", the others by their state."""
    days = {}
    for name, state in states.items():
        date = day(name[1:].replace("_", "-"))
        ready = dt.datetime.combine(date + DAY, dt.time(0, 20), UTC) if state == "ready" else None
        days[date] = KnownDay(date, CLOSED if state == "ready" else state, ready)
    return days


WEEK = known(m02_01=EMPTY, m02_02="ready", m02_03="ready", m02_04="ready")
