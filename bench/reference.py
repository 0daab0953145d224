"""An independent reading of a LaTeXML page, to hold `core.pages.html.extract` against.

Another parser (the standard library's, which reports tags as they come and builds no tree) and
another logic: whatever stands in the article is text unless a rule says otherwise, and a text
belongs to the innermost `section` that is open.

What it leaves out, so that nothing is claimed of it: what stands above the title (residue of
commands, the site's warnings), the author block, the word "Abstract", the bibliography, what the
converter marks as its own (`ltx_ERROR`, listings' data, marks of notes, page furniture), buttons
and scripts. Formulas are their TeX (`alttext`). It judges no styles, so it would take hidden text
for text. A text after a section's end belongs to the section around it, if any.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
)
_SILENT_TAGS = frozenset(
    ("script", "style", "template", "noscript", "button", "nav", "dialog", "form", "footer", "math")
)
_SILENT = frozenset(
    ("ltx_authors", "ltx_ERROR", "ltx_bibliography", "ltx_index", "ltx_TOC", "ltx_listing_data")
)
_SILENT |= frozenset(
    ("ltx_note_mark", "ltx_tag_note", "ltx_note_type", "ltx_pagination", "ltx_page_footer")
)
_SILENT |= frozenset(
    (
        "ltx_title_abstract",
        "ltx_author_notes",
        "ltx_phantom",
        "ltx_nodisplay",
        "ltx_role_footnotemark",
        "sr-only",
    )
)
# What begins and ends a word; other elements stand within one.
_APART = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "td",
        "th",
        "tr",
        "table",
        "tbody",
        "thead",
        "li",
        "ul",
        "ol",
    )
)
_APART |= frozenset(
    ("dl", "dt", "dd", "figure", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "br")
)
_APART |= frozenset(("blockquote", "pre", "foreignobject", "svg", "g"))
_APART_CLASSES = frozenset(
    ("ltx_tr", "ltx_td", "ltx_note", "ltx_p", "ltx_tag_item", "ltx_listingline", "ltx_caption")
)
_UNSAID = frozenset(
    ("script", "style", "head", "nav")
)  # outside the article; a table of contents repeats titles
_WORD = re.compile(r"[^\W_]+")

ABSTRACT, TITLE, FRONT = "abstract", "title", ""


@dataclass(slots=True)
class Reference:
    """What the page says: the words of each section in order of appearance, by the section's id.

    The abstract and the title stand under names of their own, what precedes the first section under
    "". `tables` holds each table's rows as cells; `entries` the bibliography's; `outside` what the
    site says around the article.
    """

    sections: dict[str, list[str]] = field(default_factory=dict)
    tables: list[list[list[str]]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def words(text: str) -> list[str]:
    """Runs of letters and digits, TeX's commands among them, as both readings are compared."""
    return _WORD.findall(text.replace("\\displaystyle", " ").replace("\\textstyle", " "))


def read(html: str) -> Reference:
    """The page, read the other way."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.found


@dataclass(slots=True)
class _Element:
    tag: str
    classes: frozenset[str]
    section: str | None = None
    silent: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Reference()
        self._texts: dict[str, list[str]] = {}
        self._open: list[_Element] = []
        self._silent = 0
        self._inside = 0
        self._tables: list[list[list[str]]] = []
        self._entry: list[str] | None = None

    def finish(self) -> None:
        """Cut the gathered texts into words."""
        self.found.sections = {name: words("".join(texts)) for name, texts in self._texts.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        element = _Element(tag, frozenset((attributes.get("class") or "").split()))
        element.section = self._section(element, attributes)
        element.silent = tag in _SILENT_TAGS or bool(element.classes & _SILENT)
        if tag == "math":
            self._say(f" {attributes.get('alttext') or ''} ")
        if self._is_apart(element):
            self._say(" ")
        if tag in _VOID:
            return
        self._open.append(element)
        self._silent += element.silent
        self._inside += "ltx_document" in element.classes
        if element.section == TITLE:
            self._texts.pop(FRONT, None)
        self._begin(element)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while True:
            element = self._open.pop()
            self._end(element)
            self._silent -= element.silent
            self._inside -= "ltx_document" in element.classes
            if self._is_apart(element):
                self._say(" ")
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._entry is not None:
            self._entry.append(data)
        self._say(data)

    def _say(self, text: str) -> None:
        if not self._inside:
            if text.strip() and not any(element.tag in _UNSAID for element in self._open):
                self.found.outside.append(text)
        elif not self._silent:
            section = next(
                (each.section for each in reversed(self._open) if each.section is not None), FRONT
            )
            self._texts.setdefault(section, []).append(text)
            if self._tables and self._tables[-1] and self._tables[-1][-1]:
                self._tables[-1][-1][-1] += text

    def _section(self, element: _Element, attributes: dict[str, str | None]) -> str | None:
        if element.tag == "section":
            return attributes.get("id") or f"section {len(self._texts)}"
        if "ltx_abstract" in element.classes:
            return ABSTRACT
        return TITLE if "ltx_title_document" in element.classes else None

    def _is_apart(self, element: _Element) -> bool:
        return element.tag in _APART or bool(element.classes & _APART_CLASSES)

    def _begin(self, element: _Element) -> None:
        if "ltx_bibitem" in element.classes:
            self._entry = []
        if element.tag == "table" and "ltx_tabular" in element.classes and not self._silent:
            self._tables.append([])
        elif self._tables and element.tag == "tr":
            self._tables[-1].append([])
        elif self._tables and self._tables[-1] and element.tag in ("td", "th"):
            self._tables[-1][-1].append("")

    def _end(self, element: _Element) -> None:
        if "ltx_bibitem" in element.classes and self._entry is not None:
            self.found.entries.append(_squeezed("".join(self._entry)))
            self._entry = None
        if element.tag == "table" and "ltx_tabular" in element.classes and self._tables:
            table = self._tables.pop()
            if not self._tables:
                self.found.tables.append([list(map(_squeezed, row)) for row in table])
            elif self._tables[-1] and self._tables[-1][-1]:
                self._tables[-1][-1][-1] += " ".join(cell for row in table for cell in row)


def _squeezed(text: str) -> str:
    """The text with one blank for any white space."""
    return " ".join(text.split())
