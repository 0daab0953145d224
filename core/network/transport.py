"""Transports that choose a way for each request, for httpx and for httpx2.

The libraries' own choosing is not used: httpx reads NO_PROXY less than its users write into it,
dies of what it cannot read there, and knows neither socks:// nor SOCKS4. Nothing here reads the
environment.
"""

from __future__ import annotations

from typing import Any

import httpcore
import httpx

from core.network.outside import Outside
from core.network.proxies import Proxy, ProxyKind
from core.network.trouble import (
    ProxyFault,
    ProxyTrouble,
    Troubled,
    fault_of_connecting,
    is_of_certificate,
)
from core.network.tunnel import TunnelBackend

_REFUSED = 407  # The one status that only a proxy gives (RFC 9110, 15.5.8).


class Choosing:
    """What the two transports share.

    `library` is httpx or httpx2, and `core` is its httpcore; both have the same names.
    """

    def __init__(self, library: Any, core: Any, outside: Outside, limits: Any) -> None:
        self._library = library
        self._core = core
        self._outside = outside
        self._limits = limits
        self._direct = library.AsyncHTTPTransport(
            verify=outside.tls, trust_env=False, limits=limits
        )
        self._through: dict[tuple[Proxy, bool], Any] = {}
        self._troubled = Troubled()

    async def handle_async_request(self, request: Any) -> Any:
        """The answer, through the address's proxy if it has one.

        Raises the library's errors; for a proxy's trouble ConnectError, caused by ProxyTrouble.
        """
        proxy = self._outside.proxy_for(str(request.url))
        if proxy is None:
            return await self._direct.handle_async_request(request)
        # Plain requests are handed to an HTTP proxy as they are; it may allow no tunnel for them.
        forwarded = request.url.scheme == "http" and not proxy.is_socks
        stage = _Stage()
        request.extensions = {**request.extensions, "trace": stage}
        try:
            transport = self._transport(proxy, forwarded=forwarded)
            response = await transport.handle_async_request(request)
        except ProxyTrouble as trouble:
            raise self._failed(trouble, request) from trouble
        except self._library.TransportError as error:
            fault = stage.fault(error, forwarded=forwarded)
            if fault is None:
                raise
            found = ProxyTrouble(proxy, fault)
            raise self._failed(found, request) from found
        if response.status_code == _REFUSED and forwarded:
            await response.aclose()
            found = ProxyTrouble(proxy, ProxyFault.PASSWORD)
            raise self._failed(found, request) from found
        self._troubled.is_over(proxy)
        return response

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in (self._direct, *self._through.values()):
            await transport.aclose()

    def _transport(self, proxy: Proxy, *, forwarded: bool) -> Any:
        """The transport that leads through the proxy, which is made at its first request."""
        if (proxy, forwarded) not in self._through:
            make = self._forwarding if forwarded else self._tunnelling
            self._through[proxy, forwarded] = make(proxy)
        return self._through[proxy, forwarded]

    def _forwarding(self, proxy: Proxy) -> Any:
        """A transport that hands requests to the proxy as they are."""
        tls = self._outside.tls
        options: dict[str, Any] = {}
        if proxy.user:
            options["auth"] = (proxy.user, proxy.password)
        if proxy.kind is ProxyKind.HTTPS:
            options["ssl_context"] = tls
        through = self._library.Proxy(proxy.address, **options)
        return self._library.AsyncHTTPTransport(
            verify=tls, trust_env=False, limits=self._limits, proxy=through
        )

    def _tunnelling(self, proxy: Proxy) -> Any:
        """A transport that sends requests through tunnels of the proxy's."""
        tls = self._outside.tls
        limits = self._limits
        transport = self._library.AsyncHTTPTransport(verify=tls, trust_env=False, limits=limits)
        transport._pool = self._core.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=TunnelBackend(self._core, proxy, tls),
        )
        return transport

    def _failed(self, trouble: ProxyTrouble, request: Any) -> Exception:
        """The library's error for the trouble, which is logged when it is new."""
        self._troubled.met(trouble, str(request.url))
        error: Exception = self._library.ConnectError(str(trouble), request=request)
        return error


class HttpxTransport(Choosing, httpx.AsyncBaseTransport):
    """For httpx: what fetches from the sources, and python-telegram-bot."""

    def __init__(self, outside: Outside, limits: httpx.Limits) -> None:
        super().__init__(httpx, httpcore, outside, limits)


class _Stage:
    """How far a request came, by the steps that httpcore reports to its `trace`."""

    def __init__(self) -> None:
        self._last = ""

    async def __call__(self, event: str, details: dict[str, Any]) -> None:
        """Called by httpcore with each step."""
        step, _, state = event.rpartition(".")
        if state == "started":
            self._last = step.rpartition(".")[2]

    def fault(self, error: Exception, *, forwarded: bool) -> ProxyFault | None:
        """What the proxy did; None when the error is not the proxy's."""
        if forwarded:  # once the proxy has the request, it is not
            if self._last not in ("connect_tcp", "start_tls"):
                return None
            return fault_of_connecting(error)
        # The proxy had opened the way. If TLS then fails, and not because of the place's
        # certificate, the proxy has broken it.
        if self._last != "start_tls" or is_of_certificate(error):
            return None
        return ProxyFault.BROKEN
