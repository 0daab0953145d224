"""What goes wrong on the way out, and whose trouble it is.

A library's error holds in its causes what happened underneath. A proxy's trouble is put there by
our transports, so that whoever catches the library's error can tell it from the trouble of the
place that was asked.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from enum import StrEnum

import structlog

from core.exhaustion import HereFault, fault_here
from core.network.addresses import place
from core.network.proxies import Proxy

log = structlog.get_logger()

# OpenSSL's verify codes (x509_vfy.h). Any other code means that nobody we trust vouches for the
# certificate.
_EXPIRED = 10
_NOT_YET_VALID = 9
_OTHER_NAME = (62, 63, 64)
# What OpenSSL says when the other side speaks no TLS, or only versions that are not used any more.
_NO_TLS = {
    "HTTP_REQUEST",
    "PACKET_LENGTH_TOO_LONG",
    "RECORD_LAYER_FAILURE",
    "TLSV1_ALERT_PROTOCOL_VERSION",
    "UNKNOWN_PROTOCOL",
    "UNSUPPORTED_PROTOCOL",
    "WRONG_VERSION_NUMBER",
}

# Numbers of HTTP (RFC 9110) and of SOCKS5 (RFC 1928): a password is wanted; the place behind the
# proxy cannot be reached; the proxy's rules forbid it.
_PASSWORD = 407
_BEYOND_HTTP = (502, 503, 504)
_BEYOND_SOCKS5 = (1, 3, 4, 5, 6)
_RULES_SOCKS5 = 2
_REJECTED_SOCKS4 = 91


class ProxyFault(StrEnum):
    """What a proxy did instead of leading to the place."""

    DOWN = "down"  # there is nothing that answers at its address
    SILENT = "silent"  # it takes the connection and says nothing in time
    PASSWORD = "password"  # it wants a user and a password, or others than it was given
    REFUSED = "refused"  # it does not let us there
    BEYOND = "beyond"  # it cannot reach the place itself
    BROKEN = (
        "broken"  # it says that the way is open, but it is not: a login page, a lost connection
    )
    UNTRUSTED = "untrusted"  # it is reached by TLS, and does not prove who it is
    STRANGE = "strange"  # what it says is no answer of such a proxy


class TlsFault(StrEnum):
    """Why a place is not trusted; also keys below `reason.` in the catalogs."""

    UNTRUSTED = "certificate"  # nobody we trust vouches for it
    EXPIRED = "certificate_expired"
    EARLY = "certificate_early"  # it is not valid yet: mostly our own clock is behind
    NAME = "certificate_name"  # it is another host's
    NONE = "tls"  # it does not speak TLS


class ProxyTrouble(Exception):
    """A proxy's trouble: the cause of the library's error that our transports raise."""

    def __init__(self, proxy: Proxy, fault: ProxyFault) -> None:
        super().__init__(f"the proxy {proxy.place}: {fault}")
        self.proxy = proxy
        self.fault = fault


class Troubled:
    """The proxies whose trouble has been logged: that is done once, and not with every try."""

    def __init__(self) -> None:
        self._proxies: set[Proxy] = set()

    def met(self, trouble: ProxyTrouble, url: str) -> None:
        """A request for that address met with the trouble: logged when it is new."""
        proxy = trouble.proxy
        if proxy in self._proxies:
            return
        self._proxies.add(proxy)
        log.warning(
            "trouble with a proxy",
            proxy=proxy.place,
            variable=proxy.variable,
            fault=str(trouble.fault),
            towards=place(url),
        )

    def is_over(self, proxy: Proxy) -> None:
        """The proxy works: whatever is met next is new."""
        if proxy in self._proxies:
            self._proxies.discard(proxy)
            log.info("a proxy works again", proxy=proxy.place)


def proxy_trouble(error: BaseException | None) -> ProxyTrouble | None:
    """The proxy's trouble among the causes of the error, if there is one."""
    for cause in _causes(error):
        if isinstance(cause, ProxyTrouble):
            return cause
    return None


def why_unreachable(error: BaseException, otherwise: str) -> dict[str, str]:
    """`reason`, and perhaps `proxy`, for an error that says why a place is out of reach.

    The reason is `proxy_…`, with the proxy's place and variable; or a TlsFault when the place did
    not prove who it is; or a HereFault; or else `otherwise`.
    """
    if (here := fault_here(_causes(error))) is HereFault.FILES:
        return {"reason": here}
    trouble = proxy_trouble(error)
    if trouble is None:
        return {"reason": tls_fault(error) or here or otherwise}
    named = trouble.proxy.place
    if trouble.proxy.variable:
        named = f"{named} ({trouble.proxy.variable})"
    return {"reason": f"proxy_{trouble.fault}", "proxy": named}


def tls_fault(error: BaseException) -> TlsFault | None:
    """What is wrong with the place's certificate or its TLS; None for any other error."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _of_certificate(getattr(cause, "verify_code", 0))
        if isinstance(cause, ssl.SSLError) and getattr(cause, "reason", None) in _NO_TLS:
            return TlsFault.NONE
    return None


def _of_certificate(code: int) -> TlsFault:
    """What OpenSSL's verify code means."""
    if code == _EXPIRED:
        return TlsFault.EXPIRED
    if code == _NOT_YET_VALID:
        return TlsFault.EARLY
    if code in _OTHER_NAME:
        return TlsFault.NAME
    return TlsFault.UNTRUSTED


def is_of_tls(error: BaseException) -> bool:
    """Whether TLS failed underneath."""
    return any(isinstance(cause, ssl.SSLError) for cause in _causes(error))


def is_of_certificate(error: BaseException) -> bool:
    """Whether it failed because a certificate is not trusted."""
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def fault_of_connecting(error: BaseException) -> ProxyFault:
    """What it means that no connection to the proxy itself could be made."""
    if is_of_certificate(error):
        return ProxyFault.UNTRUSTED
    if is_of_tls(error):
        return ProxyFault.STRANGE
    return ProxyFault.DOWN


def fault_of_status(status: int) -> ProxyFault:
    """What an HTTP status means that is a proxy's own."""
    if status == _PASSWORD:
        return ProxyFault.PASSWORD
    if status in _BEYOND_HTTP:
        return ProxyFault.BEYOND
    return ProxyFault.REFUSED


def fault_of_socks(message: str, code: int | None) -> ProxyFault:
    """What a refusal means that python-socks reports; `code` is the proxy's number, if any."""
    if code in (_RULES_SOCKS5, _REJECTED_SOCKS4):
        return ProxyFault.REFUSED
    if code in _BEYOND_SOCKS5:
        return ProxyFault.BEYOND
    if "authentication" in message.casefold():
        return ProxyFault.PASSWORD
    return ProxyFault.STRANGE


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, its cause, the cause's cause, and so on; of several at once, each."""
    seen: set[int] = set()
    left = [error]
    while left:
        cause = left.pop()
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        left.append(cause.__cause__ or cause.__context__)
        if isinstance(cause, BaseExceptionGroup):
            left += cause.exceptions
