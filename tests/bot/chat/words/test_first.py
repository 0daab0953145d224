"""What the readings of people's words take at the least."""

from __future__ import annotations

import datetime as dt

from bot.chat.words.keywords import parse_keywords
from bot.chat.words.slots import Slot, parse_slot
from bot.chat.words.switches import parse_switch
from bot.chat.words.times import parse_time
from bot.chat.words.weekdays import parse_weekdays
from bot.chat.words.zones import parse_zone


def test_the_plain_forms() -> None:
    assert parse_time("8:30") == dt.time(8, 30)
    assert parse_zone("asia/shanghai") == "Asia/Shanghai"
    assert parse_slot("8:30 Tokyo") == Slot(dt.time(8, 30), "Asia/Tokyo")
    assert parse_switch("开") is True
    assert parse_keywords("agent, RAG") == ("agent", "RAG")
    assert parse_weekdays("1,3,5") == (0, 2, 4)
