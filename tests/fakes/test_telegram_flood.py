"""The flood limits, by a clock that a test moves."""

from __future__ import annotations

import time

from tests.fakes.telegram_flood import Flood, Limits


def waits(flood: Flood, chats: list[int], *, edit: bool = False) -> list[int | None]:
    return [flood.admit(chat, edit=edit) for chat in chats]


class Stopped(Flood):
    """A limiter whose seconds pass when told."""

    at = 100.0

    def now(self) -> float:
        return self.at


def test_the_thirty_first_in_a_second_is_refused_and_all_are_locked_out() -> None:
    flood = Stopped(Limits())

    assert waits(flood, list(range(1, 32))) == [None] * 30 + [1]
    flood.at += 0.999
    assert flood.admit(99) == 1
    flood.at += 0.001
    assert flood.admit(99) is None
    assert (flood.refused, flood.peak()) == (2, 30)


def test_the_window_slides() -> None:
    flood = Stopped(Limits(lockout=False))
    for chat in range(1, 60):
        flood.at += 1 / 16
        assert flood.admit(chat) is None
    assert flood.peak() == 16

    flood.at += 0.5
    assert waits(flood, list(range(100, 130))).count(None) == 30 - 8


def test_a_chat_takes_one_a_second_and_others_go_on() -> None:
    flood = Stopped(Limits())

    assert waits(flood, [1, 1, 2]) == [None, 1, None]
    flood.at += 0.5
    assert flood.admit(1) == 1
    flood.at += 0.5
    assert flood.admit(1) is None
    assert flood.admit(1, edit=True) is None


def test_a_burst_needs_a_pause_before_the_next() -> None:
    flood = Stopped(Limits(burst=3, lockout=False))

    assert waits(flood, [1, 1, 1, 1]) == [None, None, None, 1]
    flood.at += 1
    assert waits(flood, [1, 1]) == [None, 1]


def test_a_group_takes_twenty_a_minute_edits_included() -> None:
    flood = Stopped(Limits())
    for _ in range(20):
        assert flood.admit(-5, edit=True) is None
        flood.at += 2

    assert flood.admit(-5) == 20
    assert flood.admit(5) is None
    flood.at += 20
    assert flood.admit(-5) is None


def test_without_limits_everything_passes_and_is_counted() -> None:
    flood = Stopped(None)

    assert waits(flood, [1] * 100) == [None] * 100
    assert flood.peak() == 100


def test_speed_makes_the_seconds_pass_faster() -> None:
    flood = Flood(Limits(), speed=1000)
    assert waits(flood, [1, 1]) == [None, 1]
    time.sleep(0.002)

    assert flood.admit(1) is None
