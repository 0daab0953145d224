"""The transport for httpx2, on which the model's SDK is built; imported only with a model."""

from __future__ import annotations

from collections.abc import Callable

import httpcore2
import httpx2

from core.network.outside import Outside
from core.network.transport import Choosing

# As many as the SDK allows its own client.
LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)

MOST_REDIRECTS = 5  # a slash, a scheme, a host, and two more


class Httpx2Transport(Choosing, httpx2.AsyncBaseTransport):
    """For httpx2."""

    def __init__(self, outside: Outside, limits: httpx2.Limits = LIMITS) -> None:
        super().__init__(httpx2, httpcore2, outside, limits)


def model_client(
    outside: Outside, around: Callable[[httpx2.AsyncBaseTransport], httpx2.AsyncBaseTransport]
) -> httpx2.AsyncClient:  # noqa: TID251 (made here)
    """A client for `openai.AsyncOpenAI(http_client=…)`, which the caller or the SDK closes.

    `around` makes the transport that it uses out of the one that knows the way.
    """
    transport = around(Httpx2Transport(outside))
    return httpx2.AsyncClient(  # noqa: TID251 (as above)
        transport=transport,
        trust_env=False,
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
    )
