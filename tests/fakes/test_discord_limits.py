"""The rate limits, by a clock that a test moves, and as the real library meets them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

import pytest
from discord import HTTPException
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, connected_to, running
from tests.fakes.discord_limits import CALLBACK, NONE, SEND, Limits, RateLimits


class Stopped(RateLimits):
    """Limits whose seconds pass when told."""

    at = 100.0

    def now(self) -> float:
        return self.at


def waits(
    rates: RateLimits, channels: Iterable[int], route: str = SEND, *, exempt: bool = False
) -> list[float | None]:
    """How long each request has to wait; None when it passes."""
    verdicts = [
        rates.admit(route, {"channel_id": str(channel)}, exempt=exempt) for channel in channels
    ]
    return [verdict.refusal["retry_after"] if verdict.refusal else None for verdict in verdicts]


def test_a_channel_takes_five_in_five_seconds_and_others_go_on() -> None:
    rates = Stopped(Limits())

    assert waits(rates, [1] * 5) == [None] * 5
    rates.at += 2
    (wait,) = waits(rates, [1])
    assert wait == pytest.approx(3, abs=0.002)
    assert waits(rates, [2]) == [None]
    rates.at += 3
    assert waits(rates, [1]) == [None]


def test_headers_tell_the_bucket() -> None:
    rates = Stopped(Limits(), speed=10)
    seen = [rates.admit(SEND, {"channel_id": "1"}, exempt=False).headers for _ in range(6)]

    assert [headers["X-RateLimit-Remaining"] for headers in seen] == ["4", "3", "2", "1", "0", "0"]
    assert {headers["X-RateLimit-Limit"] for headers in seen} == {"5"}
    assert len({headers["X-RateLimit-Bucket"] for headers in seen}) == 1
    assert float(seen[0]["X-RateLimit-Reset-After"]) == pytest.approx(0.5, abs=0.002)
    assert (seen[5]["X-RateLimit-Scope"], seen[5]["Retry-After"]) == ("user", "1")
    assert "Via" in seen[5]


def test_the_fifty_first_in_a_second_waits_and_interactions_do_not() -> None:
    rates = Stopped(Limits())
    assert waits(rates, range(50)) == [None] * 50
    rates.at += 0.25

    refusal = rates.admit(SEND, {"channel_id": "99"}, exempt=False)
    assert refusal.refusal
    assert refusal.refusal["global"] is True
    assert refusal.refusal["retry_after"] == pytest.approx(0.75, abs=0.002)
    assert refusal.headers["X-RateLimit-Scope"] == "global"
    assert waits(rates, [99], CALLBACK, exempt=True) == [None]
    rates.at += 0.75
    assert waits(rates, [99]) == [None]
    assert rates.peak() == 50


@given(st.lists(st.floats(0, 0.3), max_size=200), st.integers(1, 8))
def test_no_second_ever_takes_more_than_the_limit(gaps: list[float], overall: int) -> None:
    rates = Stopped(Limits(overall=overall, routes={SEND: (10**6, 1.0)}))
    for gap in gaps:
        rates.at += gap
        waits(rates, [1])
    assert rates.peak() <= overall
    slowest = min(overall, len(gaps))
    assert len(rates.accepted) >= slowest


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60))
def test_who_waits_as_told_is_let_in(channels: list[int]) -> None:
    rates = Stopped(Limits(overall=7))
    for channel in channels:
        for _ in range(3):
            (wait,) = waits(rates, [channel])
            if wait is None:
                break
            rates.at += wait
        assert wait is None


def test_ten_thousand_invalid_requests_are_banned() -> None:
    rates = Stopped(Limits(invalid=3))
    for status in (200, 404, 401, 403, 429):
        assert not rates.banned()
        rates.note(status)
    assert rates.admit(SEND, {}, exempt=False).banned
    rates.at += 600
    assert not rates.admit(SEND, {}, exempt=False).banned


def test_without_limits_everything_passes_and_is_counted() -> None:
    rates = Stopped(NONE)
    assert waits(rates, [1] * 1000) == [None] * 1000
    assert rates.peak() == 1000


async def test_the_library_waits_for_buckets_and_runs_into_the_global_limit() -> None:
    async with (
        FakeDiscord(limits=Limits(overall=10), speed=10, latency=0.01) as discord,
        running(discord) as client,
    ):
        one = discord.guild(discord.user()).system_channel
        assert one
        began = time.monotonic()
        for _ in range(12):
            await client.get_partial_messageable(one.id).send("a")
        assert time.monotonic() - began >= 1.0
        assert discord.refused == 0

        many = [discord.channel(one.guild) for _ in range(14)] if one.guild else []
        await asyncio.gather(
            *(client.get_partial_messageable(channel.id).send("a") for channel in many)
        )
    assert len(discord.sent) == 26
    assert discord.refused > 0
    assert discord.peak() == 10


async def test_the_banned_get_no_json() -> None:
    async with FakeDiscord(limits=Limits(invalid=1)) as discord, Client() as client:
        discord.rates.note(401)
        with connected_to(discord), pytest.raises(HTTPException) as banned:
            await client.login(discord.token)
    assert (banned.value.status, banned.value.code, banned.value.text[:6]) == (429, 0, "<html>")
