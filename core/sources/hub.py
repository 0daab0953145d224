"""A day's list from Hugging Face: its API page by page, else the page people read."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from dataclasses import replace

import structlog

from core.bounds import LISTED, shortened
from core.editions.keys import ListKey
from core.errors import (
    DateNotListedYet,
    SourceError,
    SourceMalformed,
    SourceRefused,
    SourceUnreachable,
)
from core.models import Counts, Listing, StoredResponse
from core.network.addresses import without_user
from core.pages.heavy import PageTooHeavy, read_listing_data
from core.ports import Clock, Responses
from core.sources.http.client import Fetched, PoliteClient, host_of
from core.sources.listing import parse_listing

_LOG = structlog.get_logger()
_LIMIT = 100  # The most the API allows.
_DEFAULT_LIMIT = 50  # What it gives when it ignores ours.
_MOST_PAGES = 2 * LISTED // _LIMIT  # Papers may come again; a source that never ends is broken.
_PASSES = 2


class HubClient:
    """The hub at `base_url`. With `responses`, pages that did not change are not sent again."""

    def __init__(
        self, client: PoliteClient, base_url: str, responses: Responses | None, clock: Clock
    ) -> None:
        self._client = client
        self._base = base_url.rstrip("/")
        self._host = host_of(base_url)
        self._responses = responses
        self._clock = clock

    async def listings(self, key: ListKey) -> list[Listing]:
        """The whole list of that key's day, each paper once, in the source's order.

        It holds at most `core.bounds.LISTED` papers, and none when the source lists none. Raises
        SourceError; DateNotListedYet when the source does not list that date yet.
        """
        date = key.day
        try:
            return await self._from_api(date)
        except SourceError as error:
            if not _page_may_help(error):
                raise
            _LOG.info("list_page_instead_of_api", date=date.isoformat(), error=str(error))
            try:
                return await self._from_page(date)
            except SourceError as second:
                raise error from second  # The API's failure says more than the page's.

    async def _from_api(self, date: dt.date) -> list[Listing]:
        """Every page of the list.

        It is read a second time if it moved meanwhile, for a paper may have moved from a page that
        was still to come to one that was already read.
        """
        found: dict[str, Listing] = {}
        for _ in range(_PASSES):
            if not await self._pass(date, found):
                break
        if len(found) >= LISTED:
            _LOG.warning("list_without_end_cut", date=date.isoformat(), papers=LISTED)
        return list(found.values())[:LISTED]

    async def _pass(self, date: dt.date, found: dict[str, Listing]) -> bool:
        """Read all pages once into `found`; True when a paper stood on two of them."""
        seen: set[str] = set()
        moved = False
        for number in range(_MOST_PAGES):
            if len(found) >= LISTED:
                break
            items, listings = await self._page(date, number)
            _merge(found, listings)
            ids = {listing.paper.id for listing in listings}
            if ids == seen:  # The end; or a source that ignores the page's number.
                break
            moved = moved or not ids.isdisjoint(seen)
            if items not in (_LIMIT, _DEFAULT_LIMIT) or ids <= seen:
                break
            seen |= ids
        return moved

    async def _page(self, date: dt.date, number: int) -> tuple[int, list[Listing]]:
        """How many items that page has, and those that are listings."""
        url = f"{self._base}/api/daily_papers?date={date.isoformat()}&limit={_LIMIT}&p={number}"
        stored = None
        if self._responses:
            stored = await self._responses.get(without_user(url))
        answer = await self._client.get(url, stored=stored, returned=(400,))
        if answer.status == 400:
            raise _refusal_of(answer.body, self._host, date)
        # A page of long abstracts takes longer than the event loop may be held.
        items, listings = await asyncio.to_thread(_listed, answer.body, self._host)
        await self._keep(url, answer)
        return items, listings

    async def _keep(self, url: str, answer: Fetched) -> None:
        """Store a new answer, so that it is not sent again while it does not change."""
        if self._responses and not answer.not_modified and (answer.etag or answer.last_modified):
            kept = StoredResponse(without_user(url), answer.etag, answer.last_modified, answer.body)
            await self._responses.save(kept, self._clock.now())

    async def _from_page(self, date: dt.date) -> list[Listing]:
        """The list as the page people read carries it."""
        answer = await self._client.get(f"{self._base}/papers/date/{date.isoformat()}", returned=())
        try:
            data = await read_listing_data(answer.body)
        except PageTooHeavy:
            data = None
        if data is None:
            raise SourceMalformed(self._host, "page")
        return await asyncio.to_thread(_listings_in, data, self._host, date)


def _page_may_help(error: SourceError) -> bool:
    """Whether only the API is broken: its host is reached, but answers nonsense, 404 or 5xx."""
    match error:
        case SourceMalformed() | SourceRefused(status=404):
            return True
        case SourceUnreachable(reason=reason):
            return reason.isdigit()  # A status; a connection that failed is a word.
        case _:
            return False


def _usable(items: list[object], host: str) -> list[Listing]:
    """The items that are listings; SourceMalformed when there are items but none of them is."""
    parsed = [parse_listing(item) for item in items]
    listings = [listing for listing in parsed if listing]
    if items and not listings:
        raise SourceMalformed(host, "items")
    for each in listings:
        cut = shortened(each.paper)
        if cut:
            _LOG.warning("too_long_and_cut", paper=each.paper.id, fields=", ".join(cut))
    if len(listings) < len(items):
        _LOG.warning("odd_items_skipped", count=len(items) - len(listings))
    return listings


def _merge(found: dict[str, Listing], listings: list[Listing]) -> None:
    """Add what is new; of a paper listed again, keep the first place and the higher counts."""
    for listing in listings:
        known = found.setdefault(listing.paper.id, listing)
        found[listing.paper.id] = replace(known, counts=_higher(known.counts, listing.counts))


def _higher(one: Counts, other: Counts) -> Counts:
    """The higher of each of the counts."""
    return Counts(
        max(one.upvotes, other.upvotes),
        max(one.stars, other.stars),
        max(one.comments, other.comments),
    )


def _refusal_of(body: bytes, host: str, date: dt.date) -> SourceError:
    """What a 400 means: a date the hub does not list yet says so in its JSON."""
    try:
        content = _json(body, host)
    except SourceMalformed:
        content = None
    message = ""
    if isinstance(content, dict):
        message = str(content.get("error"))
    if '"date" must be less than or equal' in message:
        return DateNotListedYet(date)
    return SourceRefused(host, 400)


def _json(body: bytes, host: str) -> object:
    try:
        content: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceMalformed(host, "json") from error
    return content


def _listed(body: bytes, host: str) -> tuple[int, list[Listing]]:
    content = _json(body, host)
    if not isinstance(content, list):
        raise SourceMalformed(host, type(content).__name__)
    return len(content), _usable(content, host)


def _listings_in(data: str, host: str, date: dt.date) -> list[Listing]:
    """The list in the data that the page carries for its script."""
    content = _json(data.encode(), host)
    if not isinstance(content, dict):
        raise SourceMalformed(host, "page")
    items = content.get("dailyPapers")
    # A site that is asked for a day without a list may show another day's.
    if not isinstance(items, list) or not str(content.get("date")).startswith(str(date)):
        raise SourceMalformed(host, "page")
    found: dict[str, Listing] = {}
    _merge(found, _usable(items, host))
    return list(found.values())
