"""The words the archive formats are made of: those of all languages, and each language's own.

They are keywords of a file format, as fixed as its punctuation, not text shown to people.
"""

# Chinese is read here: numbering before a heading.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.language import DigestLabels, Language, Languages, ReportLabels
from core.models import Source, Tier

TROPHY = "🏆"
NO_ORGANIZATION = "Unknown"
TIER_TAGS = {"Super Lab": Tier.SUPER, "Frontier Lab": Tier.FRONTIER}

REPORT_HEADING = "# Hugging Face Daily Papers Report"
SOURCES = {
    Source.HTML: "HTML",
    Source.PDF: "PDF",
    Source.ABSTRACT: "ArXiv Abs",
    Source.AI_SUMMARY: "AI Summary",
}

POINTS = ("field", "contribution", "usage", "innovations", "results")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of reports: the five headings in any style and language, and the parts by name.

    A report of one language may have parts named in another, as models name them; its own names
    come first.
    """

    headings: tuple[re.Pattern[str], ...]
    usage: Mapping[str, str]
    results: Mapping[str, str]

    def names_a_part(self, name: str) -> bool:
        """Whether some part goes by that name."""
        key = slot_key(name)
        return key in self.usage or key in self.results


def digest_labels(languages: Languages) -> dict[str, DigestLabels]:
    """The digest's words by language, of those that have any."""
    return {code: language.digest for code, language in languages.items() if language.digest}


def report_labels(languages: Languages) -> dict[str, ReportLabels]:
    """The report's words by language, of those that have any."""
    return {code: language.report for code, language in languages.items() if language.report}


def report_words(languages: Languages, code: str) -> ReportWords:
    """The words of reports in that language."""
    known = report_labels(languages)
    own_first = sorted(known, key=lambda other: other != code)
    headings: list[re.Pattern[str]] = []
    for number, point in enumerate(POINTS, 1):
        names: list[str] = []
        for labels in known.values():
            names += labels.points[point]
        headings.append(_heading(number, names))
    return ReportWords(
        tuple(headings),
        _by_name(known[code].usage for code in own_first),
        _by_name(known[code].results for code in own_first),
    )


def digest_language(line: str, languages: Languages) -> Language | None:
    """The language of the digest that begins with that line; None where no digest does."""
    headings = {code: f"# {labels.heading}" for code, labels in digest_labels(languages).items()}
    opening = [code for code, heading in headings.items() if line.startswith(heading)]
    if not opening:
        return None
    # One language's heading may begin with another's.
    return languages[max(opening, key=lambda code: len(headings[code]))]


def slot_key(name: str) -> str:
    """The name as the tables of slots spell it."""
    return " ".join(name.split()).casefold()


def _by_name(tables: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    """The part that each name means; where two languages use one name, the first one's part."""
    found: dict[str, str] = {}
    for table in tables:
        for part, names in table.items():
            for name in names:
                found.setdefault(slot_key(name), part)
    return found


def _heading(number: int, names: Iterable[str]) -> re.Pattern[str]:
    """A point's heading line in any of the styles seen: `### 3. X`, `**3. X**`, `3. **X**：rest`,
    `**X**`, `三、X`."""
    count = rf"(?:(?:{number}|{'一二三四五'[number - 1]})[.、．)）:：]? *)?"
    name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    marks = r"(?=[#*0-9一二三四五])(?:#{1,6} *)?(?:\*\*)?"
    return re.compile(
        rf"{marks}{count}(?:\*\*)?(?:{name})(?: *[(（][^()（）]*[)）])?"
        r"(?=\*\*|[:：]| |$)(?:\*\*)?(?:[:：](?:\*\*)?)?(?P<rest>.*)",
        re.IGNORECASE,
    )
