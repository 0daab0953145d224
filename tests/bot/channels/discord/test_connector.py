"""discord.py's way out: through a proxy, past it, and what is told when the proxy is in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import structlog

from bot.channels.discord.connector import Connector
from bot.channels.discord.sender import translated
from core.delivery import Unsent
from core.network.outside import outside
from core.network.proxies import Proxies, parse_exemptions, parse_proxy
from core.network.trouble import why_unreachable
from tests.core.sources.conftest import AGENT, Site
from tests.fakes.authority import Authority
from tests.fakes.proxy import FakeProxy, TlsFront, named


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
async def secure(authority) -> AsyncIterator[str]:
    """The address of a page with TLS, under a name that only the proxy knows."""
    async with Site() as server, TlsFront(authority.server("site.test"), server.url) as front:
        yield named(server.url, "site.test", scheme="https", port=front.port)


@asynccontextmanager
async def session(
    address: str, authority: Authority, exempt: str = ""
) -> AsyncIterator[aiohttp.ClientSession]:
    """A session as discord.py makes one."""
    proxy = parse_proxy(address, "ALL_PROXY")
    exemptions, _ = parse_exemptions(exempt)
    ways = outside(Proxies(proxy, proxy, exemptions), cert_file=str(authority.file))
    async with aiohttp.ClientSession(
        connector=Connector(ways), headers={"User-Agent": AGENT}
    ) as made:
        yield made


async def text_of(session: aiohttp.ClientSession, address: str) -> str:
    async with session.get(address) as response:
        return await response.text()


async def failure(session: aiohttp.ClientSession, address: str) -> dict[str, str]:
    """Why the address is out of reach; a push that meets this is not lost."""
    with pytest.raises(Unsent) as caught, translated():
        await text_of(session, address)
    return why_unreachable(caught.value, "connection")


@pytest.mark.parametrize("scheme", ["http", "https", "socks4", "socks5", "socks5h", "socks"])
@pytest.mark.parametrize("user", ["", "ada"])
async def test_every_kind_of_proxy_leads_to_the_place(secure, authority, scheme, user):
    password = "p@ss/wörd" if scheme.startswith("http") else "p@ss/word:"
    tls = authority.server("127.0.0.1") if scheme == "https" else None
    proxy = FakeProxy(user=user, password=password, tls=tls)
    async with proxy, session(proxy.address(scheme), authority) as each:
        for _ in range(3):
            assert await text_of(each, secure) == "hello"

    assert proxy.hosts == {"site.test"}
    assert len(proxy.seen) == 1  # the connection is kept


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_speaks_in_pieces_is_understood(secure, authority, scheme):
    async with FakeProxy() as proxy, session(proxy.address(scheme), authority) as each:
        proxy.fault = "piecemeal"

        assert await text_of(each, secure) == "hello"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("refused", "refused"),
        ("password", "password"),
        ("beyond", "beyond"),
        ("page", "strange"),
        ("login", "broken"),
        ("dropped", "strange"),
        ("silent", "silent"),
    ],
)
async def test_what_a_proxy_does_instead_is_told_as_its_own(
    secure, authority, scheme, fault, reason, monkeypatch
):
    monkeypatch.setattr("bot.channels.discord.connector.PATIENCE", 0.3)
    async with FakeProxy() as proxy, session(proxy.address(scheme), authority) as each:
        proxy.fault = fault

        assert await failure(each, secure) == {
            "reason": f"proxy_{reason}",
            "proxy": f"{proxy.place} (ALL_PROXY)",
        }


@pytest.mark.parametrize("scheme", ["http", "socks4", "socks5"])
async def test_a_proxy_that_is_not_there_is_told(secure, authority, scheme):
    async with FakeProxy() as proxy:
        address = proxy.address(scheme, user="ada", password="s3cret")
    async with session(address, authority) as each:
        assert (await failure(each, secure))["reason"] == "proxy_down"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_wrong_password_is_told_and_not_shown(secure, authority, scheme):
    proxy = FakeProxy(user="ada", password="s3cret")
    async with proxy, session(proxy.address(scheme, password="hunter22"), authority) as each:
        with structlog.testing.capture_logs() as logs, pytest.raises(aiohttp.ClientError) as caught:
            await text_of(each, secure)

    assert why_unreachable(caught.value, "")["reason"] == "proxy_password"
    assert "hunter22" not in f"{caught.value} {caught.value!r} {logs}"


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_place_whose_certificate_nobody_trusts_is_told_as_that(
    secure, authority, scheme, tmp_path_factory
):
    other = Authority(tmp_path_factory.mktemp("other"))
    async with FakeProxy() as proxy, session(proxy.address(scheme), other) as each:
        with pytest.raises((aiohttp.ClientError, OSError)) as caught:
            await text_of(each, secure)

    assert why_unreachable(caught.value, "") == {"reason": "certificate"}


async def test_each_address_goes_its_own_way(secure, authority):
    """The gateway, the pictures and REST are on different hosts, and NO_PROXY may name one of
    them."""
    async with (
        FakeProxy() as proxy,
        session(proxy.address("socks5"), authority, exempt="gateway.test") as each,
    ):
        assert await text_of(each, secure) == "hello"
        with pytest.raises(aiohttp.ClientConnectorDNSError):  # nobody else knows the name
            await each.ws_connect(
                secure.replace("https", "wss").replace("site.test", "gateway.test")
            )

        assert proxy.hosts == {"site.test"}


async def test_a_proxys_trouble_is_logged_once_and_so_is_its_end(secure, authority):
    async with FakeProxy() as proxy, session(proxy.address("socks5"), authority) as each:
        with structlog.testing.capture_logs() as logs:
            proxy.fault = "refused"
            for _ in range(3):
                await failure(each, secure)
            proxy.fault = ""
            for _ in range(2):
                await text_of(each, secure)

    assert [log["event"] for log in logs] == ["trouble with a proxy", "a proxy works again"]
