"""Lists of weekdays as people write them. Pure."""

from __future__ import annotations

import re

from core.errors import SettingInvalid


def parse_weekdays(text: str) -> tuple[int, ...]:
    """The weekdays, 0 for Monday, sorted; people's own number for Monday is 1. Raises
    SettingInvalid."""
    days = {int(day) - 1 for day in re.findall(r"[1-7]", text)}
    if not days:
        raise SettingInvalid(text.strip()[:40])
    return tuple(sorted(days))
