"""Time zones as people name them. Pure."""

# Chinese is read here: cities as people call them.

from __future__ import annotations

from zoneinfo import available_timezones

from core.errors import ZoneInvalid

# What people call a zone in a chat; every IANA name works too.
_PLACES = {
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai",
    "beijing": "Asia/Shanghai", "china": "Asia/Shanghai", "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei", "新加坡": "Asia/Singapore", "东京": "Asia/Tokyo",
    "首尔": "Asia/Seoul", "伦敦": "Europe/London", "巴黎": "Europe/Paris", "柏林": "Europe/Berlin",
    "纽约": "America/New_York", "波士顿": "America/New_York", "芝加哥": "America/Chicago",
    "旧金山": "America/Los_Angeles", "洛杉矶": "America/Los_Angeles", "utc": "UTC", "gmt": "UTC",
}  # fmt: skip


def parse_zone(text: str, language: str = "") -> str:
    """The IANA name of `Asia/Shanghai` (in any case), `北京` or `New York`; raises ZoneInvalid.

    `language` is the chat's: it tells which zone an abbreviation means.
    """
    word = text.strip().casefold()
    if word in _PLACES:
        return _PLACES[word]
    wanted = word.replace(" ", "_")
    names = available_timezones()
    found = [name for name in names if name.casefold() == wanted]
    if not found:
        cities = [name for name in names if name.count("/") == 1]
        found = [name for name in cities if name.casefold().endswith(f"/{wanted}")]
    if not wanted or not found:
        raise ZoneInvalid(text[:40])
    return min(found)
