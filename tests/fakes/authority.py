"""A certificate authority of the tests' own, for servers that are reached by TLS."""

from __future__ import annotations

import datetime as dt
import ssl
from pathlib import Path

import trustme


class Authority:
    """Issues certificates; `file` holds its own, in the form that SSL_CERT_FILE names."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self.file = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(self.file))

    def server(
        self, *names: str, since: dt.datetime | None = None, until: dt.datetime | None = None
    ) -> ssl.SSLContext:
        """What a server with those names needs; its certificate is valid from and until then, or
        now and for long."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*names, not_before=since, not_after=until).configure_cert(
            context
        )
        return context
