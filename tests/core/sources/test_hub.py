"""A day's list from a hub that grows, moves, breaks and speaks every era's schema."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from core.bounds import LISTED, TITLE
from core.editions.keys import DAILY
from core.errors import (
    DateNotListedYet,
    SourceLimited,
    SourceMalformed,
    SourceRefused,
    SourceUnreachable,
)
from core.models import Counts, Listing, StoredResponse
from core.sources.facts import listing_data
from core.sources.http.client import Limits, PoliteClient
from core.sources.hub import HubClient, _listings_in, _refusal_of
from core.sources.listing import parse_listing
from tests.fakes.hub import FakeHub, item

DAY = dt.date(2026, 2, 5)
LIST = DAILY.on(DAY)
DATE = "2026-02-05"
NOW = dt.datetime(2026, 2, 5, 8, tzinfo=dt.UTC)
QUICK = Limits(total=5, read=1, backoff=0.01)


class Fixed:
    def now(self) -> dt.datetime:
        return NOW


@dataclass
class Kept:
    """Responses in memory: what the hub client needs of a store, and when it was kept."""

    responses: dict[str, StoredResponse] = field(default_factory=dict)
    times: list[dt.datetime] = field(default_factory=list)

    async def get(self, url: str) -> StoredResponse | None:
        return self.responses.get(url)

    async def save(self, response: StoredResponse, at: dt.datetime) -> None:
        self.responses[response.url] = response
        self.times.append(at)


def items(count: int, first: int = 0) -> list[dict[str, object]]:
    return [
        item(f"2602.{number:05}", upvotes=1000 - number) for number in range(first, first + count)
    ]


def ids(listings: list[Listing]) -> list[str]:
    return [listing.paper.id for listing in listings]


@pytest.fixture
async def hub() -> AsyncIterator[FakeHub]:
    async with FakeHub({DATE: items(3)}) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[PoliteClient]:
    async with PoliteClient("Paperboy/0 (+https://example.org)", limits=QUICK) as polite:
        yield polite


@pytest.fixture
def source(hub: FakeHub, client: PoliteClient) -> HubClient:
    return HubClient(client, hub.url + "/", None, Fixed())


@pytest.mark.parametrize(
    ("count", "requests"),
    [(0, 1), (1, 1), (49, 1), (50, 2), (51, 1), (99, 1), (100, 2), (101, 2), (250, 4)],
)
async def test_the_whole_list_whatever_its_length(
    hub: FakeHub, source: HubClient, count: int, requests: int
) -> None:
    hub.days[DATE] = items(count)

    assert ids(await source.listings(LIST)) == [f"2602.{number:05}" for number in range(count)]
    assert hub.asked(DATE) == requests


async def test_a_hub_that_ignores_the_limit(hub: FakeHub, source: HubClient) -> None:
    hub.days[DATE] = items(120)
    hub.ignores_limit = True

    assert len(await source.listings(LIST)) == 120


async def test_a_hub_that_ignores_the_page(hub: FakeHub, source: HubClient) -> None:
    first = items(50)
    hub.days[DATE] = first
    hub.after_page = lambda date, number: hub.days.update({DATE: first * (number + 2)})

    assert len(await source.listings(LIST)) == 50
    assert hub.asked(DATE) == 2


async def test_a_paper_pushed_to_the_next_page_is_listed_once(
    hub: FakeHub, source: HubClient
) -> None:
    hub.days[DATE] = items(120)

    def grow(date: str, number: int) -> None:
        if len(hub.days[DATE]) == 120:
            hub.days[DATE] = [item("2602.09999", upvotes=2000), *hub.days[DATE]]

    hub.after_page = grow

    found = ids(await source.listings(LIST))
    assert len(found) == len(set(found)) == 121
    assert (
        "2602.09999" in found
    )  # It came in on the first page after we had read it: only a second look finds it.


async def test_the_higher_counts_win(hub: FakeHub, source: HubClient) -> None:
    hub.days[DATE] = [
        item("2602.00001", upvotes=3, githubStars=9),
        item("2602.00001", "Again", upvotes=5),
    ]

    (listing,) = await source.listings(LIST)
    assert listing.counts == Counts(upvotes=5, stars=9)
    assert listing.paper.title == "A paper called 2602.00001"


async def test_a_list_without_end_is_left(hub: FakeHub, source: HubClient) -> None:
    hub.days[DATE] = items(3000)

    with capture_logs() as logs:
        assert len(await source.listings(LIST)) == LISTED
    warned = [log for log in logs if log["log_level"] == "warning"]
    assert [(log["event"], log["papers"]) for log in warned] == [("list_without_end_cut", LISTED)]


async def test_a_list_without_end_that_repeats_itself_is_left_too(
    hub: FakeHub, source: HubClient
) -> None:
    hub.days[DATE] = [
        entry for pair in zip(items(3000), items(3000), strict=True) for entry in pair
    ]

    assert len(await source.listings(LIST)) == LISTED


async def test_what_is_too_long_is_cut_and_said(hub: FakeHub, source: HubClient) -> None:
    hub.days[DATE] = [item("2602.00001", "a" * 5_000_000), item("2602.00002")]

    with capture_logs() as logs:
        first, second = await source.listings(LIST)
    assert (len(first.paper.title), second.paper.title) == (TITLE, "A paper called 2602.00002")
    warned = [
        (log["event"], log["paper"], log["fields"]) for log in logs if log["log_level"] == "warning"
    ]
    assert warned == [("too_long_and_cut", "2602.00001", "title")]


async def test_a_date_past_the_cap(hub: FakeHub, source: HubClient) -> None:
    with pytest.raises(DateNotListedYet) as caught:
        await source.listings(DAILY.on(DAY + dt.timedelta(1)))
    assert caught.value.date == DAY + dt.timedelta(1)
    assert len(hub.log) == 1


async def test_odd_items_are_skipped(hub: FakeHub, source: HubClient) -> None:
    hub.days[DATE] = [*items(2), {"paper": None}, {}, {"paper": {"id": "2602.00009"}}]

    assert ids(await source.listings(LIST)) == ["2602.00000", "2602.00001"]


async def test_nothing_but_odd_items(hub: FakeHub, source: HubClient) -> None:
    hub.days[DATE] = [{}, {"paper": {}}]

    with pytest.raises(SourceMalformed, match="items"):
        await source.listings(LIST)


# When the API is broken


@pytest.mark.parametrize("kind", ["html", "dict", "404", "500", "503"])
async def test_the_page_stands_in_for_the_api(hub: FakeHub, source: HubClient, kind: str) -> None:
    hub.fail_always(DATE, kind)

    assert ids(await source.listings(LIST)) == ["2602.00000", "2602.00001", "2602.00002"]
    assert [seen.path for seen in hub.log].count(f"/papers/date/{DATE}") == 1


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("html", SourceMalformed),
        ("dict", SourceMalformed),
        ("404", SourceRefused),
        ("500", SourceUnreachable),
    ],
)
@pytest.mark.parametrize("page", ["html", "404", "500"])
async def test_without_the_page_the_apis_failure_counts(
    hub: FakeHub, source: HubClient, kind: str, error: type[Exception], page: str
) -> None:
    hub.fail_always(DATE, kind)
    hub.fail_always(f"page {DATE}", page)

    with pytest.raises(error):
        await source.listings(LIST)


@pytest.mark.parametrize("kind", ["drop", "truncated"])
async def test_a_broken_connection_is_not_the_apis_fault(
    hub: FakeHub, source: HubClient, kind: str
) -> None:
    hub.fail_always(DATE, kind)

    with pytest.raises(SourceUnreachable):
        await source.listings(LIST)
    assert len(hub.log) == 3


async def test_told_to_come_back_later(hub: FakeHub, source: HubClient) -> None:
    hub.fail(DATE, "429", headers={"RateLimit": '"api";r=0;t=240'})

    with pytest.raises(SourceLimited) as caught:
        await source.listings(LIST)
    assert caught.value.seconds == 240


async def test_a_failure_that_passes(hub: FakeHub, source: HubClient) -> None:
    hub.fail(DATE, "500", "truncated")

    assert len(await source.listings(LIST)) == 3


def test_the_page_of_another_day_is_refused() -> None:
    data = '{"date":"2026-02-04T00:00:00Z","dailyPapers":[]}'

    assert _listings_in(data, "host", dt.date(2026, 2, 4)) == []
    with pytest.raises(SourceMalformed):
        _listings_in(data, "host", DAY)


@pytest.mark.parametrize("body", [b"", b"[" * 100_000, b"\xff\xfe", b'{"error": 7}', b"[]"])
def test_a_refusal_that_makes_no_sense(body: bytes) -> None:
    assert isinstance(_refusal_of(body, "host", DAY), SourceRefused)


# Asking only for what changed


async def test_an_unchanged_list_is_not_sent_again(hub: FakeHub, client: PoliteClient) -> None:
    kept = Kept()
    source = HubClient(client, hub.url, kept, Fixed())

    first, second = await source.listings(LIST), await source.listings(LIST)
    hub.days[DATE] = items(4)
    third = await source.listings(LIST)

    assert first == second
    assert [seen.headers.get("If-None-Match") is not None for seen in hub.log] == [
        False,
        True,
        True,
    ]
    assert len(third) == 4
    assert kept.times == [NOW, NOW]


async def test_nonsense_is_not_kept(hub: FakeHub, client: PoliteClient) -> None:
    kept = Kept()
    hub.fail(DATE, "dict")

    await HubClient(client, hub.url, kept, Fixed()).listings(LIST)
    assert kept.responses == {}


# The fake's own rules


async def test_the_fake_enforces_the_apis_limits(hub: FakeHub, client: PoliteClient) -> None:
    for query in ("limit=101", "limit=0", "limit=many", "p=-1", "date=today", "date=2026-02-06"):
        answer = await client.get(f"{hub.url}/api/daily_papers?{query}", returned=(400,))
        assert answer.status == 400, query
        assert "error" in json.loads(answer.body)


# Recorded days


def recorded_days(recorded: Path) -> list[Path]:
    return sorted((recorded / "hf_daily").glob("*.json")) + sorted(
        (recorded / "hf_daily_refetched").glob("*.json")
    )


@pytest.mark.recorded
async def test_every_recorded_day(recorded: Path, client: PoliteClient) -> None:
    for file in recorded_days(recorded):
        date, content = file.name[:10], json.loads(file.read_text())
        async with FakeHub({date: content}) as hub:
            listings = await HubClient(client, hub.url, None, Fixed()).listings(
                DAILY.on(dt.date.fromisoformat(date))
            )

        assert ids(listings) == [entry["paper"]["id"] for entry in content]
        for listing, entry in zip(listings, content, strict=True):
            assert listing.counts.upvotes == entry["paper"]["upvotes"]
            assert listing.counts.stars == entry["paper"].get("githubStars", 0)
            assert listing.counts.comments == entry["numComments"]
            assert "\n" not in listing.paper.title + listing.paper.abstract
            assert len(listing.paper.abstract) > 100
            assert listing.paper.authors
            assert listing.paper.published_at
            named = entry["paper"].get("organization") or entry.get("organization")
            assert listing.paper.organization == (
                " ".join(named["fullname"].split()) if named else None
            )


@pytest.mark.recorded
def test_a_paper_recorded_on_two_dates_is_one_paper(recorded: Path) -> None:
    papers = {}
    for date in ("2026-04-10", "2026-04-16"):
        content = json.loads((recorded / "hf_daily" / f"{date}.json").read_text())
        (entry,) = [entry for entry in content if entry["paper"]["id"] == "2604.07429"]
        papers[date] = parse_listing(entry)

    first, second = papers.values()
    assert first
    assert second
    assert (first.paper.id, first.paper.title) == (second.paper.id, second.paper.title)
    assert (first.paper.abstract, first.paper.authors) == (
        second.paper.abstract,
        second.paper.authors,
    )


@pytest.mark.recorded
def test_the_recorded_listing_page(recorded: Path) -> None:
    folder = recorded / "hf_page"
    carried = listing_data((folder / "papers_listing.2024-08.html").read_bytes())
    listings = _listings_in(carried or "", "host", dt.date(2024, 8, 1))
    data = json.loads((folder / "papers_listing.2024-08.data-props.json").read_text())

    assert ids(listings) == [entry["paper"]["id"] for entry in data["dailyPapers"]]
    assert len(listings) >= 5


@pytest.mark.recorded
def test_recorded_errors(recorded: Path) -> None:
    body = (recorded / "hf_errors" / "400_future_date.json").read_bytes()

    assert isinstance(_refusal_of(body, "host", DAY), DateNotListedYet)
