"""Hours of the day as people name them. Pure."""

# Chinese is read here: hours as people type them.

from __future__ import annotations

import datetime as dt
import re

from bot.chat.words.tidying import HALF_WIDTH as _HALF_WIDTH
from core.errors import TimeInvalid

_TIME = re.compile(r"(\d{1,2})(?:[:：点时hH](\d{2})?)?分?")


def parse_time(text: str) -> dt.time:
    """`8:30`, `08:30`, `8点30`, `8`; raises TimeInvalid."""
    found = _TIME.fullmatch(text.strip().translate(_HALF_WIDTH))
    if found is None:
        raise TimeInvalid(text[:40])
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise TimeInvalid(text[:40])
    return dt.time(hour, minute)
