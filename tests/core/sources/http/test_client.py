"""The polite client against a server that misbehaves in every way a source can."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import nullcontext

import httpx
import pytest
from aiohttp import web

from core.errors import (
    SourceError,
    SourceLimited,
    SourceMalformed,
    SourceRedirected,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
)
from core.models import StoredResponse
from core.sources.http.client import Limits, PoliteClient
from tests.core.sources.conftest import AGENT, QUICK, Site


async def test_an_answer_is_read_whole(site: Site, client: PoliteClient) -> None:
    site.answer(
        "/a", text="你好", headers={"ETag": '"1"', "Last-Modified": "Thu, 05 Feb 2026 00:00:00 GMT"}
    )

    fetched = await client.get(f"{site.url}/a")

    assert (fetched.status, fetched.body.decode()) == (200, "你好")
    assert (fetched.etag, fetched.last_modified) == ('"1"', "Thu, 05 Feb 2026 00:00:00 GMT")
    assert fetched.url == f"{site.url}/a"
    assert site.log[0].headers["User-Agent"] == AGENT


async def test_what_became_of_requests_is_counted(site: Site, client: PoliteClient) -> None:
    site.answer("/a", text="a")
    site.answer("/forbidden", status=403)
    for path in ("/a", "/a", "/missing"):
        await client.get(f"{site.url}/{path}")
    (outcomes,) = client.outcomes.values()
    assert (outcomes.last, dict(outcomes.counts)) == ("answered", {"answered": 3})

    with pytest.raises(SourceRefused):
        await client.get(f"{site.url}/forbidden")
    assert (outcomes.last, outcomes.counts["error.source_refused"]) == ("error.source_refused", 1)


async def test_conditional_requests(site: Site, client: PoliteClient) -> None:
    site.answer("/a", status=304, headers={"ETag": '"1"'})
    stored = StoredResponse(f"{site.url}/a", '"1"', "Thu, 05 Feb 2026 00:00:00 GMT", b"kept")

    fetched = await client.get(f"{site.url}/a", stored=stored)

    assert (fetched.not_modified, fetched.body) == (True, b"kept")
    assert site.log[0].headers["If-None-Match"] == '"1"'
    assert site.log[0].headers["If-Modified-Since"] == "Thu, 05 Feb 2026 00:00:00 GMT"
    with pytest.raises(SourceMalformed):
        await client.get(f"{site.url}/a")


async def test_validators_that_no_header_can_carry_are_left_out(
    site: Site, client: PoliteClient
) -> None:
    await client.get(f"{site.url}/a", stored=StoredResponse("", "“1”", None, b""))

    assert "If-None-Match" not in site.log[0].headers


@pytest.mark.parametrize("kind", ["500", "502", "503", "429", "truncated", "drop"])
async def test_a_passing_failure_is_retried(site: Site, client: PoliteClient, kind: str) -> None:
    site.fail("/a", kind, kind)

    assert (await client.get(f"{site.url}/a")).body == b"hello"
    assert len(site.log) == 3


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("500", SourceUnreachable, "500"),
        ("truncated", SourceUnreachable, "interrupted"),
        ("drop", SourceUnreachable, "interrupted"),
        ("429", SourceLimited, "60"),
    ],
)
async def test_a_lasting_failure_ends_after_three_tries(
    site: Site, client: PoliteClient, kind: str, error: type[Exception], said: str
) -> None:
    site.fail_always("/a", kind)

    with pytest.raises(error, match=said):
        await client.get(f"{site.url}/a?token=secret")
    assert len(site.log) == 3


async def test_a_missing_page_is_an_answer_with_its_body(site: Site, client: PoliteClient) -> None:
    site.answer("/a", status=404, text="No such page")

    fetched = await client.get(f"{site.url}/a")

    assert (fetched.status, fetched.body) == (404, b"No such page")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
async def test_other_refusals_are_errors_at_once(
    site: Site, client: PoliteClient, status: int
) -> None:
    site.answer("/a", status=status)

    with pytest.raises(SourceRefused) as caught:
        await client.get(f"{site.url}/a", returned=())
    assert caught.value.for_operator() == {"host": site.host, "status": status}
    assert len(site.log) == 1


@pytest.mark.parametrize("status", [202, 204, 205, 206, 207])
async def test_a_success_without_the_whole_answer_is_none(
    site: Site, client: PoliteClient, status: int
) -> None:
    site.answer("/a", status=status)

    with pytest.raises(SourceUnreachable) as caught:
        await client.get(f"{site.url}/a")
    assert caught.value.reason == str(status)
    assert len(site.log) == 3


async def test_nobody_there(client: PoliteClient) -> None:
    async with Site() as site:
        url = site.url

    with pytest.raises(SourceUnreachable, match="connection"):
        await client.get(f"{url}/a")


@pytest.mark.parametrize(
    "url", ["", "no address", "ftp://127.0.0.1/a", "http://127.0.0.1:port/", "http://[::1/"]
)
async def test_no_address(client: PoliteClient, url: str) -> None:
    with pytest.raises(SourceMalformed):
        await client.get(url)


async def test_errors_hold_no_secrets(site: Site, client: PoliteClient) -> None:
    site.answer("/secret", status=403)

    with pytest.raises(SourceRefused) as caught:
        await client.get(f"{site.url.replace('://', '://user:secret@')}/secret?token=secret")
    assert "secret" not in str(caught.value) + repr(caught.value)


# Redirects


async def test_redirects_on_the_same_host_are_followed(site: Site, client: PoliteClient) -> None:
    for hop in range(5):
        site.answer(f"/{hop}", status=301, headers={"Location": f"/{hop + 1}"})

    assert (await client.get(f"{site.url}/0")).url == f"{site.url}/5"


async def test_a_redirect_loop_ends(site: Site, client: PoliteClient) -> None:
    site.answer("/a", status=302, headers={"Location": "/a"})

    with pytest.raises(SourceRedirected):
        await client.get(f"{site.url}/a")
    assert len(site.log) == 6


async def test_only_allowed_hosts_are_followed_to(site: Site) -> None:
    async with Site() as other, PoliteClient(AGENT, limits=QUICK, allowed={other.host}) as client:
        site.answer("/a", status=302, headers={"Location": f"{other.url}/b"})
        other.answer("/back", status=302, headers={"Location": f"{site.url}/c"})

        assert (await client.get(f"{site.url}/a")).url == f"{other.url}/b"
        with pytest.raises(SourceRedirected) as caught:
            await client.get(f"{other.url}/back")
        assert caught.value.for_operator() == {"host": other.host, "target": site.url}
        assert len(site.log) == 1


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/a",
        "//evil.example/a",
        "file:///etc/passwd",
        "ftp://127.0.0.1/a",
        "https://127.0.0.1:1/",
    ],
)
async def test_foreign_redirects_are_refused(
    site: Site, client: PoliteClient, location: str
) -> None:
    site.answer("/a", status=302, headers={"Location": location})

    with pytest.raises(SourceRedirected):
        await client.get(f"{site.url}/a")


async def test_a_redirect_to_nowhere(site: Site, client: PoliteClient) -> None:
    site.answer("/a", status=302, headers={"Location": "http://[::1/"})

    with pytest.raises(SourceError):
        await client.get(f"{site.url}/a")


@pytest.mark.parametrize(
    ("there", "fine"),
    [("http://arxiv.org/b", False), ("https://arxiv.org/b", True), ("http://127.0.0.1/b", True)],
)
def test_encryption_is_not_given_up(there: str, fine: bool) -> None:
    client = PoliteClient(AGENT, allowed={"127.0.0.1"})
    # No server here speaks TLS, so the rule is asked directly.
    with nullcontext() if fine else pytest.raises(SourceRedirected):
        assert (
            client._checked(httpx.URL("https://arxiv.org/a"), httpx.URL(there), "arxiv.org")
            == there
        )


# Sizes


@pytest.mark.parametrize("compressed", [False, True])
async def test_the_size_cap(site: Site, client: PoliteClient, compressed: bool) -> None:
    def body(size: int) -> dict[str, object]:
        if compressed:
            return {"body": gzip.compress(b"x" * size), "headers": {"Content-Encoding": "gzip"}}
        return {"body": b"x" * size}

    site.answer("/fits", **body(QUICK.size))
    site.answer("/bursts", **body(QUICK.size + 1))

    assert len((await client.get(f"{site.url}/fits")).body) == QUICK.size
    with pytest.raises(SourceTooLarge):
        await client.get(f"{site.url}/bursts")
    assert len(site.log) == 2


async def test_a_compressed_body_cut_short_is_retried(site: Site, client: PoliteClient) -> None:
    whole = gzip.compress(b"hello" * 1000)
    bodies = iter([whole[:-12], whole])

    async def respond(request: web.Request) -> web.Response:
        return web.Response(body=next(bodies), headers={"Content-Encoding": "gzip"})

    site.answers["/a"] = respond

    assert (await client.get(f"{site.url}/a")).body == b"hello" * 1000


# Time


async def test_a_dripping_body_ends_at_the_total_cap(site: Site) -> None:
    site.fail_always("/a", "slow")
    async with PoliteClient(AGENT, limits=Limits(total=0.5, read=1)) as client:
        with pytest.raises(SourceUnreachable, match="timeout"):
            await client.get(f"{site.url}/a")


async def test_retries_share_the_total_cap(site: Site) -> None:
    site.fail_always("/a", "503", headers={"Retry-After": "1"})
    async with PoliteClient(AGENT, limits=Limits(total=0.5)) as client:
        with pytest.raises(SourceUnreachable, match="timeout"):
            await client.get(f"{site.url}/a")
    assert len(site.log) == 1


async def test_silence_ends_at_the_read_timeout(site: Site) -> None:
    async def never(request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    site.answers["/a"] = never
    async with PoliteClient(AGENT, limits=Limits(read=0.1, backoff=0.01)) as client:
        with pytest.raises(SourceUnreachable, match="timeout"):
            await client.get(f"{site.url}/a")
    assert len(site.log) == 3
