"""What every way out shares: the proxies, and whom we believe to be who they say."""

from __future__ import annotations

import functools
import os
import ssl
from dataclasses import dataclass

import httpx

from core.network.proxies import Proxies, Proxy


@dataclass(frozen=True, slots=True)
class Outside:
    """How the outside is reached. One TLS context serves all: each would take a megabyte."""

    proxies: Proxies
    tls: ssl.SSLContext

    def proxy_for(self, address: str) -> Proxy | None:
        """The proxy that leads to the address; None when it is reached directly."""
        return self.proxies.for_address(address)


def outside(
    proxies: Proxies | None = None, *, cert_file: str | None = None, cert_dir: str | None = None
) -> Outside:
    """The outside behind those proxies, or without any.

    Trusted are the certificates of that file and of that folder (as OpenSSL wants it), and where
    neither is named, the system's and certifi's. Raises OSError (ssl.SSLError is one) when they
    cannot be read.
    """
    if cert_file or cert_dir:
        if cert_dir and not cert_file and not any(map(os.path.isdir, cert_dir.split(os.pathsep))):
            raise NotADirectoryError(cert_dir)  # OpenSSL would trust nobody, without a word
        tls = ssl.create_default_context(cafile=cert_file, capath=cert_dir)  # noqa: TID251 (the one place)
    else:
        tls = _trusting_by_default()
    return Outside(proxies or Proxies(), tls)


@functools.cache
def _trusting_by_default() -> ssl.SSLContext:
    """What trusts the system's and certifi's certificates; to read them takes longest of all that
    happens at the start."""
    tls = httpx.create_ssl_context(trust_env=False)
    tls.load_default_certs()
    return tls
