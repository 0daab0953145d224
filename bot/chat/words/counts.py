"""How many, as people write it. Pure."""

# Chinese is read here: numerals and what is counted.

from __future__ import annotations

import re
import unicodedata

from core.errors import SettingInvalid

_COUNTED = re.compile(r"(?:top |前|最多|至少)?([0-9]{1,6}|[零〇一二两三四五六七八九十百]{1,7})"
                      r" ?(?:papers?|points?|篇论文|篇|分|个)?")  # fmt: skip
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}


def parse_count(text: str) -> int:
    """The number meant by `10`, `１０`, `十篇`, `二十五`, `top 5`; raises SettingInvalid."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    found = _COUNTED.fullmatch(plain)
    if found is None:
        raise SettingInvalid(text.strip()[:40])
    if found[1].isascii():
        return int(found[1])
    return _chinese(found[1])


def _chinese(numeral: str) -> int:
    """The value of a numeral below a thousand."""
    total, digit = 0, 0
    for sign in numeral:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[sign]
    return total + digit
