"""What a source may ask of our patience, and how starts are spaced."""

from __future__ import annotations

import asyncio
from email.utils import formatdate
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SourceLimited
from core.sources.http.client import Limits, PoliteClient
from core.sources.http.pace import Pace, seconds_asked
from tests.core.sources.conftest import AGENT, QUICK, Site

NOON = 1_770_292_800
FAR_OFF = "Mon, 01 Jan 99999999999999 00:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": " 0 "}, 0),
        (
            {
                "retry-after": formatdate(NOON + 90, usegmt=True),
                "date": formatdate(NOON, usegmt=True),
            },
            90,
        ),
        (
            {
                "retry-after": formatdate(NOON - 90, usegmt=True),
                "date": formatdate(NOON, usegmt=True),
            },
            0,
        ),
        ({"ratelimit": '"api";r=0;t=55'}, 55),
        (
            {
                "ratelimit": '"pages"; r=0; t=5',
                "ratelimit-policy": '"fixed window";"pages";q=100;w=300',
            },
            5,
        ),
        ({"retry-after": "7", "ratelimit": '"api";r=0;t=55'}, 7),
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "١٢"}, None),
        ({"retry-after": formatdate(NOON, usegmt=True)}, None),
        (
            {"retry-after": "Thu, 99 Feb 2026 00:00:00 GMT", "date": formatdate(NOON, usegmt=True)},
            None,
        ),
        ({"retry-after": formatdate(NOON), "date": "yesterday"}, None),
        (
            {"retry-after": FAR_OFF, "date": formatdate(NOON, usegmt=True)},
            None,
        ),
        ({"retry-after": formatdate(NOON), "date": FAR_OFF}, None),
    ],
)
def test_seconds_asked(headers: dict[str, str], expected: int | None) -> None:
    assert seconds_asked(headers) == expected


@given(st.text(), st.text(), st.text())
def test_any_header_is_harmless(after: str, date: str, limit: str) -> None:
    assert (seconds_asked({"retry-after": after, "date": date, "ratelimit": limit}) or 0) >= 0


async def test_waiting_for_a_turn_does_not_count_against_the_cap() -> None:
    pace = Pace(0.1)
    async with asyncio.timeout(0.05) as cap:
        for _ in range(4):
            await pace.turn("host", 30, cap)

    assert cap.when() is not None
    assert not cap.expired()


async def test_a_hold_delays_everybody_and_a_long_one_refuses_them() -> None:
    pace, loop = Pace(0), asyncio.get_running_loop()
    await pace.hold(0.1)
    began = loop.time()
    async with asyncio.timeout(1) as cap:
        await pace.turn("host", 30, cap)
        assert loop.time() - began >= 0.09

    await pace.hold(10**9)
    with pytest.raises(SourceLimited) as caught:
        async with asyncio.timeout(1) as cap:
            await pace.turn("host", 30, cap)
    assert caught.value.for_operator() == {"host": "host", "seconds": 3600}


# Through the client


@pytest.mark.parametrize("status", ["429", "503"])
async def test_a_short_wait_is_kept(site: Site, client: PoliteClient, status: str) -> None:
    site.fail("/a", status, headers={"Retry-After": "1"})

    assert (await client.get(f"{site.url}/a")).status == 200
    assert 0.95 <= site.log[1].at - site.log[0].at < 1.5


@pytest.mark.parametrize("headers", [{"Retry-After": "120"}, {"RateLimit": '"api";r=0;t=120'}])
async def test_a_long_wait_is_reported_and_the_host_left_alone(
    site: Site, client: PoliteClient, headers: dict[str, str]
) -> None:
    site.fail("/a", "429", headers=headers)

    with pytest.raises(SourceLimited) as caught:
        await client.get(f"{site.url}/a")
    assert caught.value.for_operator() == {"host": site.host, "seconds": 120}
    with pytest.raises(SourceLimited):
        await client.get(f"{site.url}/other")
    assert len(site.log) == 1


async def test_a_wait_nobody_can_read_is_an_ordinary_retry(
    site: Site, client: PoliteClient
) -> None:
    site.fail("/a", "503", headers={"Retry-After": "soon"})

    assert (await client.get(f"{site.url}/a")).status == 200


def gaps(site: Site) -> list[float]:
    times = [seen.at for seen in site.log]
    return [later - earlier for earlier, later in pairwise(times)]


async def test_starts_are_spaced_in_order_and_waiting_is_free(site: Site) -> None:
    limits = Limits(total=0.3, backoff=0.01)
    async with PoliteClient(AGENT, paces={site.host: Pace(0.1)}, limits=limits) as client:
        await asyncio.gather(*(client.get(f"{site.url}/{number}") for number in range(6)))

    assert [seen.path for seen in site.log] == [f"/{number}" for number in range(6)]
    assert sum(gaps(site)) >= 0.48  # The very first may arrive late: it had to connect.
    assert min(gaps(site)) >= 0.05


async def test_retries_and_redirects_are_paced_too(site: Site) -> None:
    site.fail("/a", "500")
    site.answer("/a", status=301, headers={"Location": "/b"})
    async with PoliteClient(AGENT, paces={site.host: Pace(0.1)}, limits=QUICK) as client:
        await client.get(f"{site.url}/a")

    assert [seen.path for seen in site.log] == ["/a", "/a", "/b"]
    assert sum(gaps(site)) >= 0.12  # of 0.2; the first request may arrive late


async def test_hosts_of_one_source_share_its_pace(site: Site) -> None:
    pace = Pace(0.3)
    async with Site() as other:
        shared = {site.host: pace, other.host: pace}
        async with PoliteClient(AGENT, paces=shared, limits=QUICK) as client:
            began = asyncio.get_running_loop().time()
            await client.get(f"{site.url}/a")
            await client.get(f"{other.url}/a")

            assert asyncio.get_running_loop().time() - began >= 0.3


async def test_hosts_do_not_wait_for_each_other(site: Site) -> None:
    async with (
        Site() as other,
        PoliteClient(AGENT, paces={site.host: Pace(30)}, limits=QUICK) as client,
    ):
        await client.get(f"{site.url}/a")
        async with asyncio.timeout(1), asyncio.TaskGroup() as group:
            waiting = group.create_task(client.get(f"{site.url}/b"))
            await client.get(f"{other.url}/a")
            waiting.cancel()


async def test_a_cancelled_waiter_holds_nobody_up(site: Site) -> None:
    client = PoliteClient(AGENT, paces={site.host: Pace(0.1)}, limits=QUICK)
    async with client, asyncio.TaskGroup() as group:
        tasks = [group.create_task(client.get(f"{site.url}/{number}")) for number in range(5)]
        await asyncio.sleep(0.05)
        tasks[1].cancel()  # It is the one asleep until its turn.
        tasks[3].cancel()  # It queues behind the others.

    assert [seen.path for seen in site.log] == ["/0", "/2", "/4"]
    assert max(gaps(site)) < 0.2
