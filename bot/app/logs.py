"""Logs: one line an event, to standard error, with secrets masked wherever they stand."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable

import stamina.instrumentation
import structlog
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


class _StdlibMask(logging.Filter):
    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self._mask.text(record.getMessage())
        record.args = ()
        if record.exc_info:  # the formatter takes a text that is already there
            record.exc_text = self._mask.text(logging.Formatter().formatException(record.exc_info))
        return True


def configure_logs(level: int, mask: Mask) -> None:
    """Send our own and the libraries' logs from that level on to standard error, masked."""
    # Retries are ordinary; whoever gives up says so.
    stamina.instrumentation.set_on_retry_hooks([])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            mask,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_StdlibMask(mask))
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
