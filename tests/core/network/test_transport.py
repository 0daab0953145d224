"""Requests of httpx and of httpx2 through a real proxy, well-behaved and not."""

from __future__ import annotations

import asyncio
import datetime as dt
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import httpx2
import pytest
import structlog

from core.network.model_client import Httpx2Transport, model_client
from core.network.outside import outside
from core.network.proxies import Proxies, parse_exemptions, parse_proxy
from core.network.transport import HttpxTransport
from core.network.trouble import why_unreachable
from tests.core.sources.conftest import AGENT, Site
from tests.fakes.authority import Authority
from tests.fakes.proxy import FakeProxy, TlsFront, named

LIBRARIES = [(httpx, HttpxTransport), (httpx2, Httpx2Transport)]
SCHEMES = ["http", "https", "socks4", "socks4a", "socks5", "socks5h", "socks"]
QUICK = 0.3


@pytest.fixture(params=LIBRARIES, ids=["httpx", "httpx2"])
def library(request):
    """The library, and its transport."""
    return request.param


@pytest.fixture
async def plain() -> AsyncIterator[str]:
    """The address of a page under a name that only the proxy knows."""
    async with Site() as server:
        yield named(server.url, "site.test")


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
async def secure(authority: Authority) -> AsyncIterator[str]:
    """The same behind TLS."""
    async with Site() as server, TlsFront(authority.server("site.test"), server.url) as front:
        yield named(server.url, "site.test", scheme="https", port=front.port)


@asynccontextmanager
async def client(
    library,
    address: str,
    *,
    authority: Authority | None = None,
    exempt: str = "",
    patience=5.0,
    places=10,
):
    """A client behind the proxy at that address."""
    module, transport = library
    proxy = parse_proxy(address, "ALL_PROXY")
    exemptions, _ = parse_exemptions(exempt)
    ways = outside(
        Proxies(proxy, proxy, exemptions), cert_file=str(authority.file) if authority else None
    )
    limits = module.Limits(max_connections=places, max_keepalive_connections=5)
    async with module.AsyncClient(
        transport=transport(ways, limits),
        trust_env=False,
        timeout=patience,
        headers={"User-Agent": AGENT},
    ) as made:
        yield made


async def failure(client, library, address) -> dict[str, str]:
    """Why the address is out of reach."""
    with pytest.raises(library[0].ConnectError) as caught:
        await client.get(address)
    return why_unreachable(caught.value, "connection")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("user", ["", "ada"])
async def test_every_kind_of_proxy_leads_to_the_place(
    library, plain, secure, authority, scheme, user
):
    password = "p@ss/wörd" if scheme.startswith("http") else "p@ss/word:"
    tls = authority.server("127.0.0.1") if scheme == "https" else None
    async with (
        FakeProxy(user=user, password=password, tls=tls) as proxy,
        client(library, proxy.address(scheme), authority=authority) as each,
    ):
        for address in (plain, secure, plain, secure):
            assert (await each.get(address)).text == "hello"

    ports = {int(address.rpartition(":")[2]) for address in (plain, secure)}
    assert {led.port for led in proxy.seen} == ports
    assert proxy.hosts == {"site.test"}
    spoken = {"http": {"forward", "connect"}, "https": {"forward", "connect"}}
    assert {led.protocol for led in proxy.seen} == spoken.get(
        scheme, {"socks4" if "4" in scheme else "socks5"}
    )


@pytest.mark.parametrize("scheme", ["http", "socks4", "socks5"])
async def test_a_proxy_that_speaks_in_pieces_is_understood(library, secure, authority, scheme):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address(scheme), authority=authority) as each,
    ):
        proxy.fault = "piecemeal"

        assert (await each.get(secure)).text == "hello"


STRANGE = {"page": "strange", "login": "broken", "dropped": "strange"}
NAMED = {"refused": "refused", "password": "password", "beyond": "beyond"}
FAULTS = {
    "http": STRANGE | NAMED,
    "socks5": STRANGE | NAMED,
    "socks4": STRANGE | {"refused": "refused"},
}


@pytest.mark.parametrize(
    ("scheme", "fault", "reason"),
    [
        (scheme, fault, reason)
        for scheme, faults in FAULTS.items()
        for fault, reason in faults.items()
    ],
)
async def test_what_a_proxy_does_instead_is_told_as_its_own(
    library, secure, authority, scheme, fault, reason
):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address(scheme), authority=authority) as each,
    ):
        proxy.fault = fault
        named_so = f"{proxy.place} (ALL_PROXY)"

        assert await failure(each, library, secure) == {
            "reason": f"proxy_{reason}",
            "proxy": named_so,
        }


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("fault", ["login", "page", "dropped", "refused", "silent"])
async def test_a_pool_of_one_place_outlives_a_proxys_trouble(
    library, secure, authority, scheme, fault
):
    """The one that hears Telegram has no other; a tunnel of httpcore's own would keep it for
    good."""
    async with (
        FakeProxy() as proxy,
        client(
            library, proxy.address(scheme), authority=authority, patience=QUICK, places=1
        ) as each,
    ):
        for _ in range(3):
            proxy.fault = fault
            await failure(each, library, secure)
            proxy.fault = ""
            # Closed after it, so that the next one has to ask the proxy again.
            assert (
                await each.get(secure, timeout=5, headers={"Connection": "close"})
            ).text == "hello"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_request_given_up_midway_leaves_its_place(library, secure, authority, scheme):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address(scheme), authority=authority, places=1) as each,
    ):
        proxy.fault = "silent"
        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await each.get(secure)
        proxy.fault = ""

        assert (await each.get(secure)).text == "hello"


@pytest.mark.parametrize("scheme", ["http", "socks4", "socks5"])
async def test_a_proxy_that_says_nothing_is_told_in_time(library, secure, authority, scheme):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address(scheme), authority=authority, patience=QUICK) as each,
    ):
        proxy.fault = "silent"

        assert (await failure(each, library, secure))["reason"] == "proxy_silent"


@pytest.mark.parametrize("scheme", ["http", "https", "socks4", "socks5"])
async def test_a_proxy_that_is_not_there_is_told(library, plain, scheme):
    async with FakeProxy() as proxy:
        address = proxy.address(scheme, user="ada", password="s3cret")
    async with client(library, address) as each:
        reason = await failure(each, library, plain)

    assert reason == {"reason": "proxy_down", "proxy": f"{proxy.place} (ALL_PROXY)"}


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("given", [("", ""), ("ada", "hunter22"), ("bob", "s3cret")])
async def test_a_wrong_password_is_told_and_not_shown(
    library, plain, secure, authority, scheme, given
):
    async with FakeProxy(user="ada", password="s3cret") as proxy:
        address = proxy.address(scheme, user=given[0], password=given[1])
        async with client(library, address, authority=authority) as each:
            for place in (plain, secure):
                with pytest.raises(library[0].ConnectError) as caught:
                    await each.get(place)
                assert why_unreachable(caught.value, "")["reason"] == "proxy_password"
                printed = "".join(traceback.format_exception(caught.value))
                assert not given[1] or given[1] not in printed


async def test_a_proxy_of_another_kind_than_its_address_says_is_told(library, secure, authority):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address("https"), authority=authority) as each,
    ):
        assert (await failure(each, library, secure))["reason"] == "proxy_strange"


async def test_a_proxy_whose_certificate_nobody_trusts_is_told_as_that(
    library, plain, secure, authority, tmp_path
):
    tls = authority.server("127.0.0.1")
    other = tmp_path / "other"
    other.mkdir()
    async with (
        FakeProxy(tls=tls) as proxy,
        client(library, proxy.address("https"), authority=Authority(other)) as each,
    ):
        for place in (plain, secure):
            assert (await failure(each, library, place))["reason"] == "proxy_untrusted"


async def test_a_place_whose_certificate_nobody_trusts_is_told_as_that(
    library, secure, authority, tmp_path_factory
):
    other = Authority(tmp_path_factory.mktemp("other"))
    for scheme in ("http", "socks5"):
        async with (
            FakeProxy() as proxy,
            client(library, proxy.address(scheme), authority=other) as each,
        ):
            assert await failure(each, library, secure) == {"reason": "certificate"}


LONG_AGO, FAR_AHEAD = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2090, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "valid", "fault"),
    [
        (
            "127.0.0.1",
            {"since": LONG_AGO, "until": LONG_AGO + dt.timedelta(days=9)},
            "certificate_expired",
        ),
        (
            "127.0.0.1",
            {"since": FAR_AHEAD, "until": FAR_AHEAD + dt.timedelta(days=9)},
            "certificate_early",
        ),
        ("elsewhere.test", {}, "certificate_name"),
    ],
)
async def test_what_is_wrong_with_a_certificate_is_told(library, authority, name, valid, fault):
    async with (
        Site() as server,
        TlsFront(authority.server(name, **valid), server.url) as front,
        client(
            library, "http://127.0.0.1:9", authority=authority
        ) as each,  # a proxy that this machine never meets
    ):
        assert await failure(each, library, f"https://127.0.0.1:{front.port}") == {"reason": fault}


async def test_a_place_that_speaks_no_tls_is_told_as_that(library, authority):
    async with Site() as server, client(library, "http://127.0.0.1:9", authority=authority) as each:
        assert await failure(each, library, server.url.replace("http", "https")) == {
            "reason": "tls"
        }


async def test_what_is_exempt_never_meets_the_proxy(library, plain):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address("http"), exempt="site.test") as each,
    ):
        with pytest.raises(library[0].ConnectError) as caught:  # nobody else knows the name
            await each.get(plain)

        assert why_unreachable(caught.value, "connection") == {"reason": "name"}
        assert proxy.seen == []


async def test_this_machine_never_meets_the_proxy(library):
    async with (
        Site() as server,
        FakeProxy() as proxy,
        client(library, proxy.address("socks5")) as each,
    ):
        assert (await each.get(server.url)).text == "hello"
        assert (await each.get(server.url.replace("127.0.0.1", "localhost"))).text == "hello"
        assert proxy.seen == []


async def test_the_environment_is_not_asked(library, plain, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "socks9://nowhere.invalid:1")
    monkeypatch.setenv("NO_PROXY", "fe80::/10,[::1],site.test")
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/at/all.pem")
    async with FakeProxy() as proxy, client(library, proxy.address("http")) as each:
        assert (await each.get(plain)).text == "hello"
        assert proxy.hosts == {"site.test"}


async def test_a_proxys_trouble_is_logged_once_and_so_is_its_end(library, secure, authority):
    async with (
        FakeProxy(user="ada", password="s3cret") as proxy,
        client(library, proxy.address("socks5"), authority=authority) as each,
    ):
        with structlog.testing.capture_logs() as logs:
            proxy.fault = "refused"
            for _ in range(3):
                await failure(each, library, secure)
            proxy.fault = ""
            for _ in range(2):
                await each.get(secure)

    events = [(log["log_level"], log["event"]) for log in logs]
    assert events == [("warning", "trouble with a proxy"), ("info", "a proxy works again")]
    assert logs[0]["proxy"] == proxy.place
    assert "s3cret" not in str(logs)


async def test_a_transport_that_was_closed_can_be_used_again(plain):
    """python-telegram-bot makes a new client around the same transport."""
    async with FakeProxy() as proxy:
        way = parse_proxy(proxy.address("socks5"))
        transport = HttpxTransport(outside(Proxies(way, way)), httpx.Limits(max_connections=1))
        for _ in range(2):
            async with httpx.AsyncClient(  # noqa: TID251 (as the library makes it)
                transport=transport, headers={"User-Agent": AGENT}
            ) as each:
                assert (await each.get(plain)).text == "hello"


async def test_many_requests_at_once_go_the_same_way(library, secure, authority):
    async with (
        FakeProxy() as proxy,
        client(library, proxy.address("socks5"), authority=authority) as each,
    ):
        answers = await asyncio.gather(*(each.get(secure) for _ in range(40)))

    assert [answer.text for answer in answers] == ["hello"] * 40
    assert proxy.hosts == {"site.test"}


async def test_the_models_client_goes_the_same_way(plain):
    async with FakeProxy() as proxy:
        way = parse_proxy(proxy.address("socks5h"))
        async with model_client(outside(Proxies(way, way)), lambda transport: transport) as each:
            assert (await each.get(plain, headers={"User-Agent": AGENT})).text == "hello"

    assert proxy.hosts == {"site.test"}
