"""Paperboy's two archive files as data, and back: the daily digest and the deep-read report. Pure;
no I/O.

docs/archive-format.md describes both formats. Every way a file can be malformed raises
`ArchiveInvalid` with one of `RULES`, and nothing else.
"""

from __future__ import annotations

from core.archive.digest import parse_digest, render_digest
from core.archive.lines import RULES, detect
from core.archive.report import parse_report, render_report

__all__ = ["RULES", "detect", "parse_digest", "parse_report", "render_digest", "render_report"]
