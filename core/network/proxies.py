"""Which proxy leads to an address, and which addresses are reached directly.

The rules are those that curl and Go share, as people expect them (docs/decisions/http.md says where
the two differ and what is done there). An address on this machine is never reached through a proxy,
for a proxy would look for it on its own machine.
"""

# Chinese is read here: commas and quotation marks that people paste.

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from core.network.addresses import shown

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_PATTERN = re.compile(r"[a-z0-9_*-]*(\.[a-z0-9_*-]+)*\.?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,;，；、\s]+")
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_SECURE = ("https", "wss")
# Quotation marks that people paste around a value.
_QUOTES = "\"'“”‘’＂＇「」`"


class ProxyKind(StrEnum):
    """How a proxy is spoken to."""

    HTTP = "http"
    HTTPS = "https"
    SOCKS4 = "socks4"
    SOCKS5 = "socks5"


# SOCKS always has the proxy look up the name, also where curl would do it here: where proxies are
# needed, the answers that one gets here may be false.
_SCHEMES = {
    "http": ProxyKind.HTTP,
    "https": ProxyKind.HTTPS,
    "socks": ProxyKind.SOCKS5,
    "socks4": ProxyKind.SOCKS4,
    "socks4a": ProxyKind.SOCKS4,
    "socks5": ProxyKind.SOCKS5,
    "socks5h": ProxyKind.SOCKS5,
}
_PROXY_PORTS = {
    ProxyKind.HTTP: 80,
    ProxyKind.HTTPS: 443,
    ProxyKind.SOCKS4: 1080,
    ProxyKind.SOCKS5: 1080,
}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and the variable that names it. User and password are decoded, and empty where there
    are none."""

    kind: ProxyKind
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    variable: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """Host and port, as they may be shown."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The proxy's address without user and password."""
        return f"{self.kind}://{self.place}"

    @property
    def is_socks(self) -> bool:
        """Whether it speaks SOCKS."""
        return self.kind in (ProxyKind.SOCKS4, ProxyKind.SOCKS5)


@dataclass(frozen=True, slots=True)
class Exemption:
    """One entry of NO_PROXY: a host with all below it, a pattern, or a network; at one port, or at
    any."""

    text: str
    pattern: str = ""
    network: IPNetwork | None = None
    port: int | None = None

    def covers(self, host: str, port: int) -> bool:
        """Whether the entry speaks of that host, which is in lower case."""
        if self.port is not None and self.port != port:
            return False
        if self.network is not None:
            address = _ip(host)
            return (
                address is not None
                and address.version == self.network.version
                and address in self.network
            )
        if self.pattern == "<local>":
            return "." not in host and ":" not in host
        if "*" in self.pattern:
            return fnmatchcase(host, self.pattern)
        return host == self.pattern or host.endswith(f".{self.pattern}")


@dataclass(frozen=True, slots=True)
class Way:
    """How an address is reached: through a proxy, or directly.

    Where there is a proxy that is not used, `exempt` is the entry that says so, or the address is
    `here`.
    """

    proxy: Proxy | None = None
    exempt: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies for addresses of either scheme, and what is exempt from them."""

    http: Proxy | None = None
    https: Proxy | None = None
    exemptions: tuple[Exemption, ...] = ()

    def __bool__(self) -> bool:
        return self.http is not None or self.https is not None

    def for_address(self, address: str) -> Proxy | None:
        """The proxy that leads to the address; None when it is reached directly."""
        return self.way(address).proxy

    def way(self, address: str) -> Way:
        """How the address is reached, and why directly if it is."""
        try:
            parts = urlsplit(address)
            host, port = _host(parts.hostname or ""), parts.port
        except ValueError:  # no address: whoever fetches it will say so
            return Way()
        proxy = self.https if parts.scheme.lower() in _SECURE else self.http
        if proxy is None:
            return Way()
        if is_here(host):
            return Way(here=True)
        asked = port or _PORTS.get(parts.scheme.lower(), 0)
        for exemption in self.exemptions:
            if exemption.covers(host, asked):
                return Way(exempt=exemption.text)
        return Way(proxy)


def parse_proxy(text: str, variable: str = "") -> Proxy:
    """The proxy that a variable names; raises ValueError.

    Without a scheme it speaks HTTP. User and password may be percent-encoded; where a character in
    them should have been, it is understood as far as can be. Full-width signs are understood where
    there is no password.
    """
    text = text.strip().strip(_QUOTES).strip()
    if "@" not in text:
        text = unicodedata.normalize("NFKC", text)
    scheme, mark, rest = text.partition("://")
    if not mark:
        scheme, rest = "http", text
    kind = _SCHEMES.get(scheme.lower())
    if kind is None:
        raise ValueError("scheme")
    credentials, _, after = rest.rpartition("@")
    host_and_port = re.split(r"[/?#]", after, maxsplit=1)[0]
    if after.lower().endswith(".pac"):
        raise ValueError("a script that chooses a proxy, and no proxy")
    user, _, password = credentials.partition(":")
    user, password = unquote(user), unquote(password)
    socks = kind in (ProxyKind.SOCKS4, ProxyKind.SOCKS5)
    if ":" in user or (
        socks and not _fits_socks(user, password)
    ):  # HTTP separates the two by the first colon
        raise ValueError("user or password")
    host, port = _split_port(host_and_port)
    return Proxy(kind, _checked_host(host), port or _PROXY_PORTS[kind], user, password, variable)


def parse_exemptions(text: str) -> tuple[tuple[Exemption, ...], tuple[str, ...]]:
    """The entries of a NO_PROXY, and those that cannot be read, as they may be shown."""
    read: list[Exemption] = []
    unreadable: list[str] = []
    for entry in _SEPARATORS.split(text):
        entry = entry.strip(_QUOTES)
        if not entry:
            continue
        try:
            read.append(_exemption(entry))
        except ValueError:
            unreadable.append(shown(entry))
    return tuple(read), tuple(unreadable)


def is_here(host: str) -> bool:
    """Whether the host is this machine: a loopback address, or a name of one."""
    host = _host(host)
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _ip(host)
    return address is not None and (address.is_loopback or address.is_unspecified)


def _exemption(entry: str) -> Exemption:
    """The entry; raises ValueError when it cannot be read."""
    bare = re.sub(r"^[a-z]+://", "", entry.lower()).rstrip("/")
    if bare in ("*", "<local>"):
        return Exemption(entry, bare)
    if "/" in bare:
        return Exemption(
            entry,
            network=ipaddress.ip_network(bare.replace("[", "").replace("]", ""), strict=False),
        )
    address = _ip(bare)
    if address is not None:
        return Exemption(entry, network=ipaddress.ip_network(address))
    host, port = _split_port(bare)
    address = _ip(host)
    if address is not None:
        return Exemption(entry, network=ipaddress.ip_network(address), port=port)
    # ".example.org" and "*.example.org" mean what "example.org" means.
    host = _host(host.removeprefix("*.").removeprefix("."))
    if not host or not _PATTERN.fullmatch(host):
        raise ValueError("host")
    return Exemption(entry, host, port=port)


def _split_port(text: str) -> tuple[str, int | None]:
    """Host and port of "host:port", "[::1]:port" or a host alone; raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        host, port = text, ""
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise ValueError("an IPv6 address without brackets")
    if (
        colon
        and not text.endswith("]")
        and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536)
    ):
        raise ValueError("port")
    return host, int(port) if port else None


def _checked_host(host: str) -> str:
    """The host of a proxy; raises ValueError when it cannot be one."""
    known = _host(host)
    if ":" in known:
        return str(ipaddress.IPv6Address(known))
    if not _NAME.fullmatch(known) or known.isdigit():  # a port alone is no proxy
        raise ValueError("host")
    return known


def _host(host: str) -> str:
    """The host in lower case, without a last dot, and as names in other scripts travel."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _ip(host: str) -> IPAddress | None:
    """The IP address the host is, if it is one; an IPv4 address in IPv6's clothes as what it is."""
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _fits_socks(user: str, password: str) -> bool:
    """SOCKS sends each with its length in one byte (RFC 1929), and python-socks as ASCII."""
    return all(len(each) < 256 and each.isascii() for each in (user, password))
