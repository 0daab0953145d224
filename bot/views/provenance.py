"""The line that says what a text is made of. Pure."""

from __future__ import annotations

import datetime as dt

from bot.views.parts import DOT
from bot.views.prose import tidy
from core.models import Provenance, Shortfall, Source, Writer
from locales import Translator


def provenance_line(t: Translator, provenance: Provenance, zone: dt.tzinfo) -> str:
    """What was read, why not more, who wrote, and when in that zone.

    An archive says neither why nor when, so its line leaves them out.
    """
    if provenance.writer is Writer.ARCHIVE:
        kind = t.t(f"provenance.archive.{provenance.source}")
        parts = [t.t("provenance.archive", source=kind), tidy(provenance.model or "")]
        return DOT.join(part for part in parts if part)
    read, wrote = _read(t, provenance), _wrote(t, provenance)
    if _explains_reading(provenance):
        read = _because(t, read, provenance)
    elif _explains_writing(provenance):
        wrote = _because(t, wrote, provenance)
    return DOT.join((read, wrote, t.time(provenance.created_at, zone)))


def _read(t: Translator, provenance: Provenance) -> str:
    if provenance.source is Source.HTML and provenance.version:
        return t.t("provenance.html_version", version=tidy(provenance.version))
    return t.t(f"provenance.{provenance.source}")


def _wrote(t: Translator, provenance: Provenance) -> str:
    if provenance.writer is Writer.MODEL:
        return tidy(provenance.model or "") or t.t("provenance.model")
    return t.t(f"provenance.{provenance.writer}")


def _explains_reading(provenance: Provenance) -> bool:
    """Whether the shortfall is why less than the full text was read; full text that was read needs no excuse."""
    if provenance.source is Source.HTML or provenance.shortfall is None:
        return False
    if provenance.shortfall is Shortfall.OVER_BUDGET:
        return provenance.writer is Writer.MODEL
    return provenance.shortfall is not Shortfall.NO_MODEL


def _explains_writing(provenance: Provenance) -> bool:
    """Whether the shortfall is why no model wrote, and the writer's phrase does not say so already."""
    if provenance.shortfall is Shortfall.OVER_BUDGET:
        return provenance.writer is not Writer.MODEL
    return provenance.shortfall is Shortfall.NO_MODEL and provenance.writer is Writer.HUB


def _because(t: Translator, phrase: str, provenance: Provenance) -> str:
    return t.t("provenance.because", source=phrase, reason=t.t(f"provenance.{provenance.shortfall}"))
