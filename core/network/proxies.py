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
_SEPARATORS = re.compile(r"[,;|，；、\s]+")
# The beginning of an address, as in "192.168."; and what is digits, and an address or nothing.
_BEGINNING = re.compile(r"(?:\d{1,3}\.){1,3}")
_DIGITS = re.compile(r"[\d.-]+")
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_SECURE = ("https", "wss")
# What people write in a proxy's place for none, and what is neither one nor none.
_NONE = frozenset((
    "none", "direct", "direct:", "no", "off", "false", "disable", "disabled", "null", "nil", "-",
    "0", "noproxy", "no proxy", "no_proxy", "无", "没有", "不用", "关", "关闭", "直连", "禁用",
))  # fmt: skip
_NEITHER = frozenset(("auto", "automatic", "system", "default", "on", "yes", "true", "pac", "wpad"))
# Quotation marks that people paste around a value.
_QUOTES = "\"'“”‘’＂＇「」`"


class ProxyKind(StrEnum):
    """How a proxy is spoken to."""

    HTTP = "http"
    HTTPS = "https"
    SOCKS4 = "socks4"
    SOCKS5 = "socks5"


_SOCKS = (ProxyKind.SOCKS4, ProxyKind.SOCKS5)
# With SOCKS the proxy always looks up the name, even where curl would do it here: where proxies are
# needed, the answers of a local lookup may be false.
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
    """A proxy, and the variable that names it.

    User and password are decoded, and empty where there are none.
    """

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
        return self.kind in _SOCKS


@dataclass(frozen=True, slots=True)
class Exemption:
    """One entry of NO_PROXY: a host and all below it, a pattern, or a network; perhaps a port."""

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
            if address is None or address.version != self.network.version:
                return False
            return address in self.network
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
            host = _host(parts.hostname or "")
            port = parts.port
        except ValueError:  # no address: whoever fetches it will say so
            return Way()
        scheme = parts.scheme.lower()
        proxy = self.https if scheme in _SECURE else self.http
        if proxy is None:
            return Way()
        if is_here(host):
            return Way(here=True)
        port = port or _PORTS.get(scheme, 0)
        for exemption in self.exemptions:
            if exemption.covers(host, port):
                return Way(exempt=exemption.text)
        return Way(proxy)


def parse_proxy(text: str, variable: str = "") -> Proxy:
    """The proxy that a variable names; raises ValueError.

    Without a scheme it speaks HTTP. User and password may be percent-encoded; a character that
    should have been encoded is understood where possible. Full-width signs are understood where
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
    if text.casefold() in _NEITHER:
        raise ValueError("host")
    credentials, _, after = rest.rpartition("@")
    host_and_port = re.split(r"[/?#]", after, maxsplit=1)[0]
    path = after[len(host_and_port) :].lower()
    if re.search(r"\.pac\b|/wpad\.dat\b", path) or host_and_port.lower().endswith(".pac"):
        raise ValueError("a script that chooses a proxy, and no proxy")
    user, _, password = credentials.partition(":")
    user = unquote(user)
    password = unquote(password)
    if ":" in user:  # HTTP separates user and password by the first colon
        raise ValueError("user or password")
    if kind in _SOCKS and not (_fits_socks(user) and _fits_socks(password)):
        raise ValueError("user or password")
    if host_and_port.rstrip(":").lower() in _SCHEMES:  # as in "http//h:1"
        raise ValueError("scheme")
    host, port = _split_port(host_and_port)
    return Proxy(
        kind=kind,
        host=_checked_host(host),
        port=port or _PROXY_PORTS[kind],
        user=user,
        password=password,
        variable=variable,
    )


def names_no_proxy(text: str) -> bool:
    """Whether the words in a proxy's place say that there is none: "none", "DIRECT", "off"."""
    text = unicodedata.normalize("NFKC", text).strip().strip(_QUOTES).strip()
    return not text or text.casefold().rstrip("/;. ") in _NONE


def parse_exemptions(text: str) -> tuple[tuple[Exemption, ...], tuple[str, ...]]:
    """The entries of a NO_PROXY, and those that cannot be read, as they may be shown."""
    read: list[Exemption] = []
    unreadable: list[str] = []
    for entry in _SEPARATORS.split(text):
        entry = entry.strip(_QUOTES)
        if not entry:
            continue
        if entry.startswith("#"):
            break  # a comment behind them
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


def is_inside(host: str) -> bool:
    """Whether nobody outside can reach the host: this machine, or an address of a private net."""
    address = _ip(host)
    return is_here(host) or (address is not None and not address.is_global)


def _exemption(entry: str) -> Exemption:
    """The entry; raises ValueError when it cannot be read."""
    plain = unicodedata.normalize("NFKC", entry).lower()
    bare = re.sub(r"^[a-z]+://", "", plain).rstrip("/").removesuffix(":*")
    if bare in ("*", "<local>"):
        return Exemption(entry, bare)
    if "/" in bare:
        network = bare.replace("[", "").replace("]", "")
        return Exemption(entry, network=ipaddress.ip_network(network, strict=False))
    address = _ip(bare)
    if address is not None:
        return Exemption(entry, network=ipaddress.ip_network(address))
    if _BEGINNING.fullmatch(bare):
        return Exemption(entry, f"{bare}*")
    host, port = _split_port(bare)
    address = _ip(host)
    if address is not None:
        return Exemption(entry, network=ipaddress.ip_network(address), port=port)
    # ".example.org" and "*.example.org" mean what "example.org" means.
    host = _host(host.removeprefix("*.").removeprefix("."))
    if not host or not _PATTERN.fullmatch(host) or _DIGITS.fullmatch(host):
        raise ValueError("host")
    return Exemption(entry, host, port=port)


def _split_port(text: str) -> tuple[str, int | None]:
    """Host and port of "host:port", "[::1]:port" or a host alone; raises ValueError."""
    host, colon, digits = text.rpartition(":")
    if not colon or text.endswith("]"):
        return _without_brackets(text), None
    host = _without_brackets(host)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("port")
    port = int(digits)
    if not 0 < port < 65536:
        raise ValueError("port")
    return host, port


def _without_brackets(host: str) -> str:
    """The host, an IPv6 address without its brackets; raises ValueError when it lacks them."""
    if host.startswith("[") and host.endswith("]"):
        return host[1:-1]
    if ":" in host:
        raise ValueError("an IPv6 address without brackets")
    return host


def _checked_host(host: str) -> str:
    """The host of a proxy; raises ValueError when it cannot be one."""
    known = _host(host)
    if ":" in known:
        return str(ipaddress.IPv6Address(known))
    if not _NAME.fullmatch(known) or known.isdigit():  # a port alone is no proxy
        raise ValueError("host")
    return known


def _host(host: str) -> str:
    """The host in lower case, without a last dot; names in other scripts as IDNA encodes them."""
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _ip(host: str) -> IPAddress | None:
    """The IP address, if the host is one; an IPv4 address that is written as IPv6 is IPv4."""
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _fits_socks(credential: str) -> bool:
    """Whether SOCKS can send it: a byte holds its length (RFC 1929), python-socks wants ASCII."""
    return len(credential) < 256 and credential.isascii()
