"""Forgetting what is old, once a day or after a day was read by hand."""

from __future__ import annotations

import datetime as dt

import structlog

from core.editions.days import close_of
from storage import Storage

log = structlog.get_logger()


async def forget_old(storage: Storage, now: dt.datetime, keep: dt.timedelta | None) -> None:
    """Forget what is older than `keep`; None keeps everything.

    Counted from the newest list, so that a clock that is ahead throws nothing away.
    """
    await storage.retention.forget_days(now.date() + dt.timedelta(days=1))
    listed = await storage.editions.listed()
    if keep is None or listed is None:
        return
    forgotten = await storage.retention.forget(min(now, close_of(listed)) - keep)
    if forgotten.any:
        log.info("forgot what is old", texts=forgotten.texts, papers=forgotten.papers, failures=forgotten.failures)
