"""Whether a page holds the whole paper, or the converter broke off. Pure.

The converter links only what it has seen: on a whole page every link to a section, a figure or a
reference leads to one. Where it was stopped, the links of what it had written lead nowhere, or
headings stand without their texts.
"""

# Chinese is read here: ends of sentences.

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from core.document import Document, Section

# Links to what the converter names itself: "S2", "A1.SS3", "S4.F2", "alg1", "bib.bib12". Of others
# the part is looked for that they are in: "S3" for "S3.E2" and "S3.Thmtheorem1".
_LINK = re.compile(
    rb"href=(?<=\shref=)[\"']([^\"'#<>]{0,300})#((?:S|A|Sx|Ax|Ch|Pt)\d{1,3}(?:\.(?:SS|F|T)\w{1,6}){0,2}"
    rb"|(?:alg|LST|F|T)\d{1,3}|bib\.bib\w{1,10})(?:[\"']|\.\w{1,20}(?:\.\w{1,20}){0,4}[\"'])"
)
# What can be such a part or reference: formulas, of which there are most, have longer names.
_NAMED = (
    re.compile(rb"id=[\"'](\w{1,20}+(?:\.\w{1,20}+){0,2}+)[\"']"),
    re.compile(rb"name=\"(\w{1,20}+(?:\.\w{1,20}+){0,2}+)\""),
)
_TOP = re.compile(r"[A-Za-z]+\d+")
_FATAL = (b"had a fatal error and exited", b"ltx_error fatal")
_FRAME = 50_000  # bytes at a page's beginning and end, where the converter says how it went
_LOST_LINKS, _LOST_SHARE = 3, 0.2
_MOST_LOOKED_FOR = 60
_ASKED = 6  # references; that the bibliography is there is told by a few of them
_LOST_LABELS = 5
_HEADINGS = 4  # from so many on, a page with text under one of them is not whole
_SOME_TEXT = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff]")
_ENDS = re.compile(r"[.!?:;。！？…)\]}>”’\"'*†‡$\d|]$")
_PROSE = re.compile(r"(?:[^\W\d_]{1,30}[,;]?\s){8}")


def breaks_off(html: bytes, article: LexborNode, document: Document) -> bool:
    """Whether the page lacks parts of the paper that it speaks of."""
    frame = (html[:_FRAME] + html[-_FRAME:]).lower()
    if any(sign in frame for sign in _FATAL):
        return True
    linked = _linked(html, document.paper_id)
    references = sorted(name for name in linked if name.startswith("bib."))
    if _lacks_references(html, references):
        return True
    parts = linked.difference(references)
    anchors = {section.anchor for section in document.sections}
    anchors |= {figure.anchor for figure in document.figures}
    anchors |= {table.anchor for table in document.tables}
    unknown = sorted(parts - anchors)
    # A figure of a section that is not there is lost with it.
    tops = sorted({name.partition(".")[0] for name in unknown} - anchors)
    if any(_missing(html, tops)):
        return True
    within = [name for name in unknown if not _TOP.fullmatch(name)]
    missing = list(_missing(html, within[:: max(1, len(within) // _ASKED)]))
    # Those that were asked for stand for the others.
    if missing and len(within) * len(missing) >= _LOST_LINKS * min(len(within), _ASKED):
        return len(within) > _LOST_SHARE * len(parts)
    if _lacks_texts(document.sections):
        return True
    if b"ltx_missing_" not in html:
        return False
    lost = len(article.css(".ltx_missing_label, .ltx_missing_citation"))
    return lost > 0 and _lost_its_end(lost, len(parts), bool(references), document.sections)


def _linked(html: bytes, paper_id: str) -> set[str]:
    """The parts of the paper and the references that links within the page lead to."""
    own = paper_id.encode()
    found: set[str] = set()
    for address, name in _LINK.findall(html):
        if not address or own in address:
            found.add(name.decode())
    return found


def _lacks_references(html: bytes, references: Sequence[str]) -> bool:
    """Whether most of the references that the text names are not there: those asked for stand at
    even distances."""
    asked = references[:: max(1, len(references) // _ASKED)]
    # They stand at the end, and looking for them from the beginning costs as much as all the rest.
    missing = list(_missing(html[max(0, html.rfind(b"ltx_bibliography")) :], asked))
    return len(missing) >= min(2, len(asked)) > 0 and len(missing) * 2 > len(asked)


def _missing(html: bytes, names: Sequence[str]) -> Iterable[str]:
    """Those of the names that no element of the page has, of the first ones."""
    if names:
        held = {name for pattern in _NAMED for name in pattern.findall(html)}
        for name in names[:_MOST_LOOKED_FOR]:
            if name.encode() not in held:
                yield name


def _lacks_texts(sections: Sequence[Section]) -> bool:
    """Whether there are many headings, and text under a quarter of them at most.

    Headings count from one that is as high as the highest to the next.
    """
    titled = [section for section in sections if section.title]
    if len(titled) < _HEADINGS:
        return False
    highest = min(section.level for section in titled)
    for level in (highest, highest + 1):
        filled: list[bool] = []
        for section in titled:
            if section.level <= level or not filled:
                filled.append(False)
            filled[-1] = filled[-1] or bool(_SOME_TEXT.search(section.text))
        if len(filled) >= _HEADINGS and sum(filled) <= max(1, len(filled) // 4):
            return True
    return False


def _lost_its_end(lost: int, found: int, has_references: bool, sections: Sequence[Section]) -> bool:
    """Whether what the text names and the page lacks is the rest of it: most of the parts that are
    named, or the text stops within a sentence."""
    if lost >= _LOST_LABELS and not has_references and lost > found:
        return True
    texts = [section.text for section in sections if section.text]
    if has_references or not texts:
        return False
    last = texts[-1].split("\n\n")[-1]
    return bool(_PROSE.search(last)) and not _ENDS.search(last[-1:])
