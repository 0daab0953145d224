"""What is secret, taken out of what is written down."""

from __future__ import annotations

import re
from collections.abc import Iterable

from structlog.typing import EventDict, WrappedLogger

from core.errors.base import OperatorText, open_text

# Keys of models look like this, and tokens of channels as each channel says.
_KEY_SHAPE = r"\bsk-[A-Za-z0-9_-]{16,}"
# User and password in an address, and a key in its query, whosever they are.
_USERS = re.compile(r"(?<=://)[^\s/@\"'<>]{1,500}@")
_KEYS = re.compile(
    r"(?i)([?&][\w.-]{0,40}(?:key|token|secret|password|signature|sig|auth)[\w.-]{0,40}=)[^&\s\"'<>#]+"
)


class Mask:
    """A log processor that replaces known secrets, and anything shaped like one, by ***."""

    def __init__(self, secrets: Iterable[str] = (), shapes: Iterable[str] = ()) -> None:
        """`shapes` are patterns of what is secret beyond the secrets that are known."""
        # The longest first: one may hold another.
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._shapes = re.compile("|".join((*shapes, _KEY_SHAPE)))

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        """The event with every value as a text without secrets."""
        return {name: self.text(_readable(value)) for name, value in event.items()}

    def text(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        text = _KEYS.sub(r"\1***", _USERS.sub("***@", text))
        return self._shapes.sub("***", text)


def _readable(value: object) -> str:
    """The value as a text; logs are the operator's, who may read what readers never see."""
    if isinstance(value, OperatorText):
        return str(open_text(value))
    return str(value)
