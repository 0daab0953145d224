"""On or off, as people say it. Pure."""

from __future__ import annotations

from core.errors import SettingInvalid

_ON = frozenset(("on", "yes", "true", "1", "开"))
_OFF = frozenset(("off", "no", "false", "0", "关"))


def parse_switch(text: str) -> bool:
    """True for `on`, `开`, `yes`, False for `off`, `关`, `no`; raises SettingInvalid."""
    word = text.strip().casefold()
    if word in _ON:
        return True
    if word in _OFF:
        return False
    raise SettingInvalid(text.strip()[:40])
