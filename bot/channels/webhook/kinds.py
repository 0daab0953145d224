"""The kinds of webhooks, and how an address tells them. Pure."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit


class Kind(StrEnum):
    """Whose webhook it is."""

    GENERIC = "generic"
    SLACK = "slack"
    FEISHU = "feishu"
    DINGTALK = "dingtalk"
    WECOM = "wecom"

    @property
    def channel(self) -> str:
        """The name of its channel: each kind has limits and troubles of its own."""
        return "webhook" if self is Kind.GENERIC else f"webhook-{self}"


_HOSTS = {
    "hooks.slack.com": Kind.SLACK,
    "hooks.slack-gov.com": Kind.SLACK,
    "open.feishu.cn": Kind.FEISHU,
    "open.larksuite.com": Kind.FEISHU,
    "oapi.dingtalk.com": Kind.DINGTALK,
    "qyapi.weixin.qq.com": Kind.WECOM,
}


def kind_of(url: str) -> Kind | None:
    """Whose webhook the address is by its host; None when it is no web address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or not url.isprintable():
        return None
    return _HOSTS.get(host, Kind.GENERIC)
