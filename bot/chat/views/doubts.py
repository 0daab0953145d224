"""⚠ in a text behind each figure and name that was not found where it should stand. Pure."""

# Chinese is read here: numerals and signs of full width.

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from bot.chat.views.model import Line, Span, Style
from bot.chat.views.prose import tidy, title_of
from core.models import Check, Claim, ClaimKind, Finding
from core.plain import plain

DOUBT = "⚠"
# Doubts that are marked, and their characters; reports have a handful, of some twenty characters.
_MOST, _LONGEST = 30, 80
# What holds figures that are no claims: addresses and references.
_ASIDE = r"https?://\S+|\bwww\.\S+|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]"
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
# What TeX writes and the figure check does not read, and what it reads as another sign.
_TEX_MARKS = r"[{}\\]*"
# What a claim is no part of; Chinese goes on without a blank. What a mark is not put before.
_BEFORE = {
    ClaimKind.FIGURE: r"(?<![A-Za-z0-9_])(?<!\d[.,])(?<![A-Za-z][-–‑])",
    ClaimKind.NAME: r"(?<![A-Za-z0-9_@./\\-])",
}
_GOES_ON = r"(?:\s?\\?[%％])?(?:[-‑][A-Za-z][A-Za-z0-9]*)*"
_SIGNS = {
    " ": r"(?:\s|\\[,;:!> ]|\\[A-Za-z]+\*?)+",
    "%": "[%％]",
    ".": "[.．]",
    "-": "[-−]",
    "×": r"(?:×|times\s?|cdot\s?)",
    "±": r"(?:±|pm\s?)",
    "→": r"(?:→|to\s?|rightarrow\s?)",
}


def doubted(lines: Sequence[Line], check: Check | None) -> tuple[Line, ...]:
    """The lines with ⚠ behind each figure and name that the check did not find; their own words
    stay as they are.

    A mark stands outside of formulas, code and links, and never in a longer figure or word.
    """
    if check is None or not check.missing:
        return tuple(lines)
    pattern, missing = _looked_for(check)
    return tuple(_marked(each, pattern, missing) for each in lines)


@lru_cache(maxsize=16)
def _looked_for(check: Check) -> tuple[re.Pattern[str], frozenset[int]]:
    """A pattern of the claims, and the numbers of the groups that are missing; made once for all
    points of a report."""
    read = {claim: as_read(claim.text) for claim in check.claims if len(claim.text) <= _LONGEST}
    missed = [claim for claim, text in read.items() if text and claim.finding is Finding.MISSING]
    doubts = missed[:_MOST]
    doubted_texts = [read[claim] for claim in doubts]

    def hides_a_doubt(claim: Claim) -> bool:
        """A longer figure that was found hides a shorter one that was not."""
        if claim.finding is Finding.MISSING:
            return False
        return any(text in read[claim] for text in doubted_texts)

    hiding = [claim for claim in read if hides_a_doubt(claim)]
    claims = doubts + hiding[:_MOST]
    claims.sort(key=lambda claim: -len(claim.text))  # "30%" is tried before 30
    missing = (
        number for number, claim in enumerate(claims, start=1) if claim.finding is Finding.MISSING
    )
    return re.compile("|".join((_ASIDE, *map(_stated, claims)))), frozenset(missing)


def as_read(text: str) -> str:
    """A claim as it is read: without TeX's marks."""
    return tidy(plain(text))


def _stated(claim: Claim) -> str:
    """A pattern of the claim as it may stand in a line: TeX's marks between its characters, digits
    of full width."""
    text = as_read(claim.text)
    signs = _TEX_MARKS.join(_SIGNS.get(char) or _either(char) for char in text)
    written = re.escape(tidy(claim.text).replace("$", ""))
    shown = re.escape(title_of(claim.text))
    first, last = text[0], text[-1]
    before = _BEFORE[claim.kind]
    if first in _NUMERALS:
        before += f"(?<![{_NUMERALS}])"
    after = ""
    if last.isascii() and last.isalnum():
        after += r"(?![A-Za-z0-9_]|[.,]\d)"
    if last in _NUMERALS:
        after += f"(?![{_NUMERALS}])"
    return rf"{before}({written}|{shown}|{signs}){after}{_GOES_ON}"


def _either(char: str) -> str:
    """The character, or as wide as Chinese keyboards type it."""
    if char.isdigit() and char.isascii():
        return rf"[{char}{chr(ord(char) + 0xFEE0)}]"
    return re.escape(char)


def _marked(each: Line, pattern: re.Pattern[str], missing: Collection[int]) -> Line:
    """The line with a mark behind each match of a missing claim."""
    ends = {found.end() for found in pattern.finditer(each.text) if found.lastindex in missing}
    spans: list[Span] = []
    start = 0
    for index, span in enumerate(each.spans):
        end = start + len(span.text)
        inside = sorted(place - start for place in ends if start < place <= end)
        following = _beginning(each.spans, index + 1)
        if inside and (span.style is Style.CODE or span.href):
            spans += [span, Span(_mark(following))]
        else:
            marked, done = "", 0
            for place in inside:
                marked += span.text[done:place] + _mark(span.text[place:] + following)
                done = place
            spans.append(replace(span, text=marked + span.text[done:]))
        start = end
    return replace(each, spans=tuple(spans))


def _beginning(spans: Sequence[Span], index: int) -> str:
    """The first two characters from that span on."""
    found = ""
    for span in islice(spans, index, None):
        found += span.text[:2]
        if len(found) > 1:
            break
    return found[:2]


def _mark(following: str) -> str:
    """The sign, apart from the word that follows; nothing where it stands already."""
    if following.lstrip().startswith(DOUBT):
        return ""
    if following[:1].isalnum():
        return f" {DOUBT} "
    return f" {DOUBT}"
