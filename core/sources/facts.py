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
    """The paper that an abstract page is about; None when it is no such page.

    The page states it in its `citation_*` meta elements.
    """
    metas: dict[str, list[str]] = {}
    for element in LexborHTMLParser(html).css('meta[name^="citation_"]'):
        name = element.attributes.get("name") or ""
        content = element.attributes.get("content") or ""
        metas.setdefault(name, []).append(" ".join(content.split()))
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
    """Whether an abstract page's comments, abstract or newest version tell of a withdrawal."""
    tree = LexborHTMLParser(html)
    comments = _text_of(tree, ".comments")
    abstract = _text_of(tree, "blockquote.abstract")
    newest = _VERSION.split(_text_of(tree, ".submission-history"))[-1]
    return "(withdrawn)" in newest or says_withdrawn(comments, abstract.removeprefix("Abstract:"))


def listing_data(html: bytes) -> str | None:
    """The JSON that a day's page carries for its script; None when it carries none."""
    holder = LexborHTMLParser(html).css_first('div[data-target="DailyPapers"]')
    if holder is None:
        return None
    return holder.attributes.get("data-props") or ""


def _text_of(tree: LexborHTMLParser, selector: str) -> str:
    """The first such element's text on one line; "" where there is none."""
    node = tree.css_first(selector)
    if node is None:
        return ""
    return " ".join(node.text(deep=True, separator=" ").split())


def _first(metas: dict[str, list[str]], name: str) -> str:
    """What the first meta element of that name says; "" where there is none."""
    return metas.get(name, [""])[0]


def _in_reading_order(name: str) -> str:
    """The name with the given name first, which the page writes as "Family, Given"."""
    family, _, given = name.partition(", ")
    if not given:
        return name
    return f"{given} {family}"


def _day(text: str) -> dt.datetime | None:
    """The beginning of that day in UTC; None when the text is no day."""
    try:
        return dt.datetime.strptime(text, "%Y/%m/%d").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
