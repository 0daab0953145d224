"""The webhooks that were added, in a file that nobody but its owner may read.

An address holds a token and is as secret as a key: it stands in this file alone, neither in the
store, which is copied and backed up, nor in any text that is shown.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.webhook.kinds import Kind
from core.chats import ChatKey
from core.errors import FileUnreadable
from core.network.addresses import place

_HOSTS = {
    "hooks.slack.com": Kind.SLACK,
    "hooks.slack-gov.com": Kind.SLACK,
    "open.feishu.cn": Kind.FEISHU,
    "open.larksuite.com": Kind.FEISHU,
    "oapi.dingtalk.com": Kind.DINGTALK,
    "qyapi.weixin.qq.com": Kind.WECOM,
}


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook. Its address and its secret do not print."""

    id: str
    kind: Kind
    url: str = field(repr=False)
    secret: str = field(default="", repr=False)

    @property
    def key(self) -> ChatKey:
        """The chat that it is."""
        return ChatKey(self.kind.channel, self.id)

    @property
    def host(self) -> str:
        """What of its address may be shown."""
        return place(self.url)


class Book:
    """The file with the webhooks. Each method reads it anew: another process may have changed
    it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hooks(self) -> list[Hook]:
        """The webhooks, in the order they were added. Raises FileUnreadable."""
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return [Hook(**{**row, "kind": Kind(row["kind"])}) for row in rows]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FileUnreadable(str(self._path), error.strerror or "") from None
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            # The error's own words could repeat what stands in the file.
            raise FileUnreadable(str(self._path), type(error).__name__) from None

    def find(self, id_: str) -> Hook | None:
        """The webhook of that id, if there is one. Raises FileUnreadable."""
        return next((hook for hook in self.hooks() if hook.id == id_), None)

    def add(self, kind: Kind, url: str, secret: str) -> Hook:
        """The webhook, which is written down. Raises FileUnreadable."""
        hook = Hook(secrets.token_hex(4), kind, url, secret)
        self._write([*self.hooks(), hook])
        return hook

    def remove(self, hook: Hook) -> None:
        """Forget that webhook. Raises FileUnreadable."""
        self._write([other for other in self.hooks() if other.id != hook.id])

    def _write(self, hooks: Sequence[Hook]) -> None:
        """Replace the file at once, so that whoever reads it finds the old one or the new one."""
        beside = self._path.with_name(f"{self._path.name}.new")
        try:
            beside.unlink(missing_ok=True)
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump([asdict(hook) for hook in hooks], file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as error:
            raise FileUnreadable(str(self._path), error.strerror or "") from None


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
