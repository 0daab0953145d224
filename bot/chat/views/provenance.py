"""The line that says what a text is made of, and the one that says what became of it since.
Pure."""

from __future__ import annotations

import datetime as dt

from bot.chat.views.parts import DOT
from bot.chat.views.prose import clip, tidy
from core.models import Check, Finding, Provenance, Revision, Shortfall, Source, Writer
from locales import Translator

# A model's name in small print.
NAME_CELLS = 80
FULL_TEXTS = (Source.HTML, Source.PDF)


def provenance_line(
    t: Translator,
    provenance: Provenance,
    zone: dt.tzinfo,
    check: Check | None = None,
    place: str = "arXiv",
) -> str:
    """What was read and why not more, how many of the figures stand there, who wrote, and when in
    that zone.

    An archive says neither why nor when, so its line leaves them out. `check` is what became of the
    text's figures, `place` where the paper stands.
    """
    if provenance.writer is Writer.ARCHIVE:
        kind = t.t(f"provenance.archive.{provenance.source}")
        read = t.t("provenance.archive", source=kind)
        wrote, when = _name(provenance.model), ""
    else:
        read, wrote = _read(t, provenance, place), _wrote(t, provenance)
        when = t.time(provenance.created_at, zone)
        if _explains_reading(provenance):
            reason = t.t(_reason_for_less(provenance), place=place)
            read = t.t("provenance.because", source=read, reason=reason)
        elif _explains_writing(provenance):
            wrote = t.t(
                "provenance.because", source=wrote, reason=t.t(f"provenance.{provenance.shortfall}")
            )
    parts = [read]
    if provenance.hidden:
        parts.append(t.t("provenance.hidden"))
    parts.append(_figures(t, provenance, check))
    if original := provenance.translated_from:
        parts.append(t.t("provenance.translated", language=t.named(original)))
    parts.append(wrote)
    if provenance.other_language:
        parts.append(t.t("provenance.other_language"))
    parts.append(when)
    return DOT.join(filter(None, parts))


def revision_line(t: Translator, provenance: Provenance, revision: Revision | None) -> str | None:
    """What arXiv has said of the paper since: that it is withdrawn, or has a newer version than the
    one read.

    None where the text is of the newest version, or nobody knows better.
    """
    if revision is None:
        return None
    if revision.withdrawn:
        return t.t("provenance.revision.withdrawn")
    if is_newer(revision, provenance):
        newest, read = tidy(revision.version or ""), tidy(provenance.version or "")
        return t.t("provenance.revision", newest=newest, read=read)
    return None


def is_newer(revision: Revision, provenance: Provenance) -> bool:
    """Whether arXiv has a newer version than the one that was read."""
    return _count(revision.version or "") > _count(provenance.version or "") > 0


def may_be_bettered(provenance: Provenance, revision: Revision | None) -> bool:
    """Whether reading again can give more: a newer version, or the full text where it could not be
    had or afforded."""
    stinted = provenance.source not in FULL_TEXTS and provenance.shortfall in (
        Shortfall.SOURCE_DOWN,
        Shortfall.OVER_BUDGET,
    )
    return stinted or (revision is not None and is_newer(revision, provenance))


def _read(t: Translator, provenance: Provenance, place: str) -> str:
    if provenance.source in FULL_TEXTS and provenance.version:
        version = tidy(provenance.version)
        return t.t(f"provenance.{provenance.source}_version", version=version, place=place)
    return t.t(f"provenance.{provenance.source}", place=place)


def _wrote(t: Translator, provenance: Provenance) -> str:
    if provenance.writer is Writer.MODEL:
        return _name(provenance.model) or t.t("provenance.model")
    return t.t(f"provenance.{provenance.writer}")


def _name(model: str | None) -> str:
    return clip(tidy((model or "")[: 2 * NAME_CELLS]), NAME_CELLS)


def _figures(t: Translator, provenance: Provenance, check: Check | None) -> str:
    """How many of the figures stand in what was read, or follow from it, and of how many cannot be
    told; nothing where there are none."""
    if check is None or not check.figures:
        return ""
    figures = check.figures
    found = sum(claim.finding in (Finding.FOUND, Finding.DERIVED) for claim in figures)
    unclear = sum(claim.finding is Finding.OPEN for claim in figures)
    place = str(provenance.source)
    if provenance.source in FULL_TEXTS:
        place = "paper"
    told = t.plural(f"provenance.figures.{place}", len(figures), found=found)
    if unclear:
        told = t.plural("provenance.open", unclear, told=told)
    if found == len(figures):
        return f"✓ {told}"
    if found + unclear == len(figures):
        return told
    return f"⚠ {told}"


def _explains_reading(provenance: Provenance) -> bool:
    """Whether the shortfall is why less than the HTML was read; HTML that was read needs no
    excuse."""
    if provenance.source is Source.HTML or provenance.shortfall is None:
        return False
    if provenance.source is Source.PDF:
        return provenance.shortfall in (Shortfall.NO_HTML, Shortfall.WRONG_DOCUMENT)
    if provenance.shortfall in (Shortfall.OVER_BUDGET, Shortfall.MODEL_LIMIT):
        return provenance.writer is Writer.MODEL
    return provenance.shortfall not in (Shortfall.NO_MODEL, Shortfall.MODEL_AWAY)


def _explains_writing(provenance: Provenance) -> bool:
    """Whether the shortfall is why no model wrote, and the writer's phrase does not say so
    already."""
    if provenance.shortfall in (Shortfall.OVER_BUDGET, Shortfall.MODEL_AWAY, Shortfall.MODEL_LIMIT):
        return provenance.writer is not Writer.MODEL
    return provenance.shortfall is Shortfall.NO_MODEL and provenance.writer is Writer.HUB


def _reason_for_less(provenance: Provenance) -> str:
    """The key of the reason; of a PDF it is told what was wrong with the HTML alone."""
    if provenance.source is Source.PDF and provenance.shortfall is Shortfall.WRONG_DOCUMENT:
        return "provenance.pdf.wrong_document"
    return f"provenance.{provenance.shortfall}"


def _count(version: str) -> int:
    """The number of a version like "v3"; 0 for anything else."""
    digits = tidy(version).removeprefix("v")
    if digits.isascii() and digits.isdigit():
        return int(digits)
    return 0
