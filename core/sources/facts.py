"""What small pages state: arXiv's abstract pages and Hugging Face's page of a day's list. Pure.

Read them through `core.pages.heavy`: these parse whatever they are given, however long that takes.
"""

from __future__ import annotations

import datetime as dt
import re

from selectolax.lexbor import LexborHTMLParser

from core.bounds import bounded_paper
from core.identify import paper_id
from core.models import Paper
from core.sources.atom import says_withdrawn

_VERSION = re.compile(r"\[v\d++\]")


def parse_abstract_page(html: bytes) -> Paper | None:
    """The paper an abstract page is about, by its `citation_*` meta elements; None when it is no
    such page."""
    metas: dict[str, list[str]] = {}
    for element in LexborHTMLParser(html).css('meta[name^="citation_"]'):
        content = " ".join((element.attributes.get("content") or "").split())
        metas.setdefault(element.attributes.get("name") or "", []).append(content)
    identifier = paper_id(_first(metas, "citation_arxiv_id"))
    title = _first(metas, "citation_title")
    if not (identifier and title):
        return None
    paper = Paper(
        id=identifier,
        title=title,
        abstract=_first(metas, "citation_abstract"),
        authors=tuple(_in_reading_order(name) for name in metas.get("citation_author", []) if name),
        published_at=_day(_first(metas, "citation_date")),
    )
    return bounded_paper(paper)


def page_says_withdrawn(html: bytes) -> bool:
    """Whether an abstract page tells of a withdrawal: in its comments, its abstract, or at its
    newest version."""
    tree = LexborHTMLParser(html)
    comments = _text_of(tree, ".comments")
    abstract = _text_of(tree, "blockquote.abstract")
    newest = _VERSION.split(_text_of(tree, ".submission-history"))[-1]
    return "(withdrawn)" in newest or says_withdrawn(comments, abstract.removeprefix("Abstract:"))


def listing_data(html: bytes) -> str | None:
    """The JSON that a day's page carries for its script; None when it carries none."""
    holder = LexborHTMLParser(html).css_first('div[data-target="DailyPapers"]')
    return None if holder is None else holder.attributes.get("data-props") or ""


def _text_of(tree: LexborHTMLParser, selector: str) -> str:
    """The first such element's text on one line; "" where there is none."""
    node = tree.css_first(selector)
    return "" if node is None else " ".join(node.text(deep=True, separator=" ").split())


def _first(metas: dict[str, list[str]], name: str) -> str:
    return metas.get(name, [""])[0]


def _in_reading_order(name: str) -> str:
    """ "Family, Given" as "Given Family"."""
    family, _, given = name.partition(", ")
    return f"{given} {family}" if given else name


def _day(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, "%Y/%m/%d").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
