"""Logs: one line an event, to standard error, with secrets masked wherever they stand."""

from __future__ import annotations

import logging
import sys

import stamina.instrumentation
import structlog

from core.masking import Mask


class _StdlibMask(logging.Filter):
    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def filter(self, record: logging.LogRecord) -> bool:
        # One line an event: what a library quotes must not look like another.
        record.msg = self._mask.text(record.getMessage()).replace("\n", "\\n")
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
