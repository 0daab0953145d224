"""Forgetting what is old, once a day or after a day was read by hand."""

from __future__ import annotations

import datetime as dt

import structlog

from bot.delivery.due import newest_close
from bot.delivery.schedule import sure_moment
from core.editions.policies import Policies
from core.keeping import CHANGES, MESSAGES, POOL, REASONS, REPLIES, SEEN, SLOTS, VECTORS
from storage import Storage

log = structlog.get_logger()


async def forget_old(
    storage: Storage, policies: Policies, now: dt.datetime, keep: dt.timedelta | None
) -> None:
    """Forget what is older than `keep`, which None keeps, and what old messages are about.

    Counted from the newest list, so that a clock that is ahead throws nothing away; but what
    somebody saw alone goes by the clock, unless that is far ahead.
    """
    await storage.retention.forget_days(now.date() + dt.timedelta(days=1))
    closes_at = await newest_close(storage, policies)
    if closes_at is None:
        return
    today = min(now, closes_at)
    await storage.bans.forget(today)
    await storage.retention.forget_messages(today - MESSAGES)
    await storage.picks.forget_reasons(today - REASONS)
    await storage.retention.forget_vectors(today - VECTORS)
    await storage.seen.forget(sure_moment(now, closes_at) - SEEN)
    await storage.changelog.forget(today - CHANGES)
    await storage.spending.forget_slots(today - SLOTS)
    await storage.replies.forget_old(today - REPLIES)
    await storage.retention.prune(today.date() - POOL)
    if keep is None:
        return
    forgotten = await storage.retention.forget(today - keep)
    if forgotten.any:
        log.info(
            "forgot what is old",
            texts=forgotten.texts,
            papers=forgotten.papers,
            failures=forgotten.failures,
        )
