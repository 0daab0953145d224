"""An endpoint's Batch API: files that go up and come down, and batches made of them.

Answers are taken as bytes, as everywhere: what endpoints send is often not what the SDK's types
promise.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, Protocol, cast

import httpx2
import openai

from core.llm.batches import (
    GONE,
    BatchAway,
    BatchRefused,
    BatchState,
    all_seen_in,
    file_of,
    seen_in,
)
from core.llm.error_bodies import words_of
from core.llm.transport import TooLarge, breaks_off, keys_of
from core.masking import without_keys

# Seconds that a request may take; a file is some megabytes.
PATIENCE: Final = 300.0
# Statuses of refusals that may pass.
_AWAY = frozenset((408, 409, 425, 429))
# This many of an endpoint's batches are asked for at once, and this often, when one of ours is
# sought.
_LISTED: Final = 100
_PAGES: Final = 20
_VERSION = re.compile(r"/(v\d{1,2})(?:/|$)", re.ASCII)


class _Raw(Protocol):
    """A response as the SDK hands it over unread."""

    @property
    def http_response(self) -> httpx2.Response:
        """The response."""


class BatchApi:
    """The batches of one endpoint. All methods raise BatchAway, and BatchRefused where the endpoint
    has none or takes none of these."""

    def __init__(self, client: openai.AsyncOpenAI, host: str, path: str) -> None:
        """`path` is what has to follow the client's address."""
        address = str(client.base_url).rstrip("/") + path
        self._client = client.with_options(max_retries=0, base_url=address, timeout=PATIENCE)
        self.host = host
        versions = _VERSION.findall(address)
        self._url = f"/{versions[-1] if versions else 'v1'}/chat/completions"

    async def check(self) -> None:
        """Ask whether it has batches."""
        await self._listed(1)

    async def upload(self, name: str, requests: Mapping[str, Mapping[str, Any]]) -> str:
        """The endpoint's name of the file with these bodies, by mark."""
        content = await asyncio.to_thread(file_of, requests, self._url)
        file = (f"paperboy-{name}.jsonl", content, "application/jsonl")
        files = self._client.files.with_raw_response
        found = await self._asked(files.create(file=file, purpose="batch"))
        return _id_in(found)

    async def create(self, name: str, file: str) -> str:
        """The endpoint's name of a batch made of that file. After BatchAway nobody knows whether
        there is one; `find` tells."""
        made = self._client.batches.with_raw_response.create(
            input_file_id=file,
            # The SDK knows OpenAI's paths alone.
            endpoint=cast(Any, self._url),
            completion_window="24h",
            metadata={"paperboy": name},
        )
        return _id_in(await self._asked(made))

    async def find(self, name: str, file: str | None) -> str | None:
        """The endpoint's name of the batch that bears that name of ours, or was made of that file;
        None where there is none among the last 2,000."""
        after: str | None = None
        for _ in range(_PAGES):
            listed = await self._listed(_LISTED, after)
            for seen in listed:
                if seen.name == name or (file and seen.file == file):
                    return seen.remote
            # An endpoint that knows no pages would give the same one for ever.
            if len(listed) < _LISTED or listed[-1].remote == after:
                break
            after = listed[-1].remote
        return None

    async def look(self, remote: str) -> BatchState:
        """How that batch stands; raises BatchAway, BatchRefused."""
        batches = self._client.batches.with_raw_response
        seen = seen_in(await self._asked(batches.retrieve(remote)))
        if seen is None:
            raise BatchAway
        return replace(seen, said=self._masked(seen.said))

    async def cancel(self, remote: str) -> None:
        """Call it off; what was answered until then is still to be had."""
        await self._asked(self._client.batches.with_raw_response.cancel(remote))

    async def content(self, file: str) -> bytes | None:
        """What that file holds; None when it is gone."""
        try:
            raw = await self._response(self._client.files.with_raw_response.content(file))
        except BatchRefused as refused:
            if refused.status in GONE:
                return None
            raise
        return raw.content

    async def delete(self, file: str) -> None:
        """Delete that file, where the endpoint lets us: nothing depends on it."""
        with suppress(BatchAway, BatchRefused):
            await self._response(self._client.files.with_raw_response.delete(file))

    async def _listed(self, limit: int, after: str | None = None) -> list[BatchState]:
        """The endpoint's batches, the newest first, or those that it lists behind that one."""
        # As bytes: some endpoints answer with a plain list, of which the SDK makes nothing.
        asked = self._client.get(
            "/batches",
            cast_to=httpx2.Response,
            options={"params": {"limit": limit, **({"after": after} if after else {})}},
        )
        response = await self._bounded(asked)
        listed = all_seen_in(self._json_of(response))
        if listed is None:
            raise self._refused(response)
        return listed

    async def _asked(self, asking: Awaitable[_Raw]) -> Any:
        """The JSON that is answered."""
        return self._json_of(await self._response(asking))

    async def _response(self, asking: Awaitable[_Raw]) -> httpx2.Response:
        async def work() -> httpx2.Response:
            return (await asking).http_response

        return await self._bounded(work())

    async def _bounded(self, asking: Awaitable[httpx2.Response]) -> httpx2.Response:
        """The response, in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                response = await asking
        except openai.APIStatusError as error:
            status = error.response.status_code
            if status in _AWAY or (status >= 500 and status != 501):
                raise BatchAway from None
            raise self._refused(error.response) from None
        except (TimeoutError, TooLarge, openai.OpenAIError):
            raise BatchAway from None
        if breaks_off(response):
            raise BatchAway  # half a file would pass for all that was answered
        return response

    def _json_of(self, response: httpx2.Response) -> Any:
        """The response's JSON; what is none, such as a page with status 200, or an error with that
        status, is no Batch API."""
        content: Any = None
        with suppress(ValueError, RecursionError):
            content = json.loads(response.content)
        wrong = isinstance(content, dict) and content.get("error") and "id" not in content
        if content is None or wrong:
            raise self._refused(response)
        return content

    def _refused(self, response: httpx2.Response) -> BatchRefused:
        # The key goes before the words are shortened, which may leave a part of it.
        words = words_of(self._masked(response.text))
        return BatchRefused(response.status_code, words)

    def _masked(self, said: str) -> str:
        """What it said, without any key."""
        return without_keys(said, keys_of(self._client))


def _id_in(content: Any) -> str:
    """The name of what was made; some endpoints put that into an envelope."""
    if isinstance(content, dict) and isinstance(content.get("data"), dict):
        content = content["data"]
    found = content.get("id") if isinstance(content, dict) else None
    if not isinstance(found, str) or not found:
        raise BatchAway
    return found
