"""Which kind an address is of."""

from __future__ import annotations

import pytest

from bot.channels.webhook.kinds import Kind, kind_of


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://HOOKS.slack.com/x", Kind.SLACK),
        ("http://127.0.0.1:8000/x", Kind.GENERIC),
        ("https://x.example/a\nb", None),
        ("javascript:alert(1)", None),
        ("https://[::1", None),
        ("file:///etc/passwd", None),
    ],
)
def test_the_host_tells_the_kind(url, kind):
    assert kind_of(url) is kind
