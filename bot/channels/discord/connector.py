"""How discord.py connects: on the way that each address goes, be it REST, the gateway or a picture.

The library knows one proxy for everything, no NO_PROXY and no SOCKS. So it is told of none, and
given a connector that chooses.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from core.network.outside import Outside
from core.network.proxies import Proxy
from core.network.trouble import (
    ProxyFault,
    ProxyTrouble,
    Troubled,
    fault_of_socks,
    fault_of_status,
    is_of_certificate,
)

if TYPE_CHECKING:
    from aiohttp import ClientRequest, ClientTimeout
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace


# Seconds in which a connection through a proxy must come about. The library would wait for five
# minutes.
PATIENCE = 20.0


class Connector(aiohttp.TCPConnector):
    """Chooses a way for each request. Made within a running loop, and open until it is closed."""

    def __init__(self, outside: Outside) -> None:
        super().__init__(limit=0, ssl=outside.tls)
        self._outside = outside
        self._socks: dict[Proxy, aiohttp.TCPConnector] = {}
        self._troubled = Troubled()

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 (its argument: a set of limits)
    ) -> Connection:
        """A connection for the request; raises ClientError, from ProxyTrouble if a proxy fails."""
        proxy = self._outside.proxy_for(str(req.url))
        if proxy is None:
            return await super().connect(req, traces, timeout)
        try:
            async with asyncio.timeout(PATIENCE):
                if proxy.is_socks:
                    connection = await self._socks_connector(proxy).connect(req, traces, timeout)
                else:
                    _lead_through(proxy, req)
                    connection = await super().connect(req, traces, timeout)
        except Exception as error:
            fault = _fault(error)
            if fault is None:
                raise
            trouble = ProxyTrouble(proxy, fault)
            raise self._failed(trouble, req) from trouble
        self._troubled.is_over(proxy)
        return connection

    async def close(self, *, abort_ssl: bool = False) -> None:
        """Close all connections."""
        for connector in self._socks.values():
            await connector.close(abort_ssl=abort_ssl)
        await super().close(abort_ssl=abort_ssl)

    def _socks_connector(self, proxy: Proxy) -> aiohttp.TCPConnector:
        """The one connector through that SOCKS proxy."""
        if proxy not in self._socks:
            # Imported where it is needed: most have no SOCKS.
            from aiohttp_socks import ProxyConnector

            from core.network.tunnel import socks_type

            self._socks[proxy] = ProxyConnector(
                proxy.host,
                proxy.port,
                socks_type(proxy.kind),
                proxy.user,
                proxy.password,
                rdns=True,
                limit=0,
                ssl=self._outside.tls,
            )
        return self._socks[proxy]

    def _failed(self, trouble: ProxyTrouble, req: ClientRequest) -> aiohttp.ClientError:
        """The library's error for the trouble, which is told when it is new."""
        self._troubled.met(trouble, str(req.url))
        # Without the proxy's password, which the library would show.
        key = req.connection_key._replace(proxy=None, proxy_auth=None, proxy_headers_hash=None)
        return aiohttp.ClientProxyConnectionError(key, OSError(0, str(trouble)))


def _lead_through(proxy: Proxy, req: ClientRequest) -> None:
    """Have the request go through that HTTP proxy."""
    headers = {}
    if proxy.user:
        headers["Proxy-Authorization"] = aiohttp.encode_basic_auth(proxy.user, proxy.password)
    req.update_proxy(URL(proxy.address), None, headers)
    if not req.is_ssl():
        req.headers.update(headers)  # there is no tunnel, whose headers these would be


def _fault(error: Exception) -> ProxyFault | None:
    """What the proxy did, if it is the proxy's; None for the trouble of the place behind it."""
    if is_of_certificate(error):
        return None
    match error:
        case aiohttp.ClientHttpProxyError(status=status):
            return fault_of_status(status)
        case aiohttp.ClientProxyConnectionError():
            return ProxyFault.DOWN
        case aiohttp.ClientConnectorError():
            # TLS with the place behind the proxy did not come about.
            return ProxyFault.BROKEN
        case TimeoutError():
            return ProxyFault.SILENT
        case aiohttp.ClientError() | EOFError():
            return ProxyFault.STRANGE
        case OSError():
            return ProxyFault.BROKEN  # so aiohttp-socks tells the same
        case _:
            return _fault_of_socks(error)


def _fault_of_socks(error: Exception) -> ProxyFault | None:
    """What a SOCKS proxy did; aiohttp-socks has errors of its own that derive from nothing."""
    name = type(error).__name__
    if name == "ProxyConnectionError":
        return ProxyFault.DOWN
    if name == "ProxyTimeoutError":
        return ProxyFault.SILENT
    if name == "ProxyError":
        return fault_of_socks(str(error), getattr(error, "error_code", None))
    return None
