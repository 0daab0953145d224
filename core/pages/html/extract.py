"""From a LaTeXML page to a document, and whether that document is the paper it should be.

Pure; run it in a thread.
"""

# Chinese is read here: what separates authors.

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from textwrap import wrap
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from core.bounds import normalized
from core.document import Document, Section
from core.errors import WrongDocument
from core.models import Paper
from core.pages.html.depth import is_deep
from core.pages.html.latexml import Walk
from core.pages.html.sight import Sight
from core.pages.html.whole import breaks_off
from core.unseen import seen_document

_EMPTY = 200  # characters of text in all
_SHORT = 2000  # characters of body; the shortest papers seen have some 6,000
_OPENING = 50_000  # characters among which an abstract is looked for
_NAMESAKES = 50  # people of one family name who are told apart
# The shared weight of title words from which titles are the same; two papers of one family
# ("Qwen2/3 Technical Report") share a third.
_SAME = 0.5

_COMMON = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "can", "do", "for", "from", "how", "in", "is", "it")
)
_COMMON |= frozenset(
    ("of", "on", "or", "the", "to", "via", "with", "what", "towards", "toward", "using", "your")
)
_USUAL = frozenset(
    ("model", "models", "language", "large", "llm", "llms", "learning", "deep", "neural", "network")
)
_USUAL |= frozenset(
    (
        "networks",
        "technical",
        "report",
        "survey",
        "system",
        "card",
        "efficient",
        "based",
        "approach",
    )
)

_PLACES = re.compile(
    r"@|\d|\b(?:univ\w*|institut\w*|school|college|departe?ment|faculty|academy|laborator\w+|"
    r"labs?|research|google|microsoft|meta|openai|nvidia|society|cent(?:er|re)|company|hospital|"
    r"foundation|ai|inc|ltd|corporation|group|team|member|senior|fellow|ieee|abstract)\b",
    re.IGNORECASE,
)
# What stands beside names: marks of notes, formulas and bracketed notes.
_HEAD_LINES, _HEAD_LINE = 100, 300  # and characters
_NOTES = re.compile(r"\$[^$]{,300}+\$|\[[^\[\]]{,300}+\]|[*†‡§¶∗]")
_BETWEEN = re.compile(r"[,;&，、]|\band\b|\\AND")
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "van",
        "von",
    )
)


def extract(html: bytes | str, paper_id: str, base_url: str) -> Document:
    """The page's article as a document; `base_url` is the page's own address.

    Takes about 0.1 s of CPU time for a page of 2 MB. Raises WrongDocument: "scaffold" when the page
    holds no article, "short" when it breaks off before the article's end, "size" when its elements
    are nested too deep to be read.
    """
    page = html
    if isinstance(page, str):
        page = page.encode("utf-8", "replace")
    if is_deep(page):
        raise WrongDocument(paper_id, "size")
    tree = LexborHTMLParser(html)
    article = tree.css_first("article.ltx_document")
    if article is None:
        raise WrongDocument(paper_id, "scaffold")
    if b"</article>" not in page:
        raise WrongDocument(paper_id, "short")
    base = _base(tree, paper_id, base_url)
    sight = Sight(tree)
    walk = Walk(article, lambda source: _picture(source, base, paper_id), sight)
    if page.count(b"<article") > 1:
        for another in tree.css("article.ltx_document")[1:]:
            if not another.css_matches("article article"):
                walk.go_on(another)
    abstract, sections = _abstract_apart(walk)
    document = Document(
        paper_id=paper_id,
        title=walk.title,
        authors=tuple(_people(walk.creators)),
        head=tuple(_lines((*walk.creators, *walk.notes))),
        abstract=abstract,
        sections=sections,
        figures=tuple(walk.floats.figures),
        tables=tuple(walk.floats.tables),
        version=_version(page, tree, paper_id, base_url),
        hidden=sight.hid,
    )
    if breaks_off(page, article, document):
        raise WrongDocument(paper_id, "short")
    return seen_document(document)


def mismatch(document: Document, paper: Paper) -> str | None:
    """Why the document is not that paper's full text; None when it is.

    That is "empty", "title" (it is another paper's) or "short".
    Titles change between versions: where they differ, a shared abstract or shared authors still
    tell the same paper.
    """
    body = sum(len(section.text) for section in document.sections)
    if body + len(document.abstract) < _EMPTY:
        return "empty"
    if not _same_work(document, paper):
        return "title"
    if body < _SHORT:
        return "short"
    return None


def _abstract_apart(walk: Walk) -> tuple[str, tuple[Section, ...]]:
    """Abstract and sections; some templates set the abstract as the first titled section."""
    sections = walk.sections
    if walk.abstract:
        return walk.abstract, sections
    for index, section in enumerate(sections[:3]):
        if section.title.strip(" .:").lower() == "abstract":
            return section.text, sections[:index] + sections[index + 1 :]
    return "", sections


def _base(tree: LexborHTMLParser, paper_id: str, base_url: str) -> str:
    declared = tree.css_first("base[href]")
    if declared is not None:
        return urljoin(base_url, declared.attributes.get("href") or "")
    return base_url


def _picture(source: str, base: str, paper_id: str) -> str | None:
    """The absolute address of a picture, or None for one the converter lost."""
    source = source.strip()
    if not source or source.endswith("/"):
        return None
    # arXiv's address of a page has no slash at its end, yet most pages name their pictures as lying
    # below it.
    if not base.endswith("/") and not source.startswith(paper_id):
        base += "/"
    try:
        address = urljoin(base, source)
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    if scheme not in ("http", "https"):
        return None
    return address


def _version(page: bytes, tree: LexborHTMLParser, paper_id: str, base_url: str) -> str | None:
    places: list[str] = []
    if b"watermark-tr" in page:
        places += [node.text() for node in tree.css("#watermark-tr")]
    # Looking through the whole of a long page would take a tenth of its reading.
    if tree.head is not None:
        for node in tree.head.css("base[href], link[rel=canonical]"):
            places.append(node.attributes.get("href") or "")
    for place in (*places, base_url):
        found = re.search(rf"(?<![\d.]){re.escape(paper_id)}(v\d+)(?!\d)", place)
        if found:
            return found[1]
    return None


def _people(creators: Iterable[str]) -> Iterable[str]:
    """The names among the lines of the author block, without places and addresses."""
    seen = set()
    for creator in creators:
        for part in _BETWEEN.split(_NOTES.sub("", creator)):
            name = " ".join(part.rstrip("0123456789 ").split())
            if name not in seen and _is_name(name):
                seen.add(name)
                yield name


def _lines(creators: Iterable[str]) -> Iterable[str]:
    """The lines of the author block, each once, without the marks of footnotes; long ones in
    pieces, and no more than a reader looks through."""
    lines: dict[str, None] = {}
    for creator in creators:
        line = _NOTES.sub(" ", creator[: _HEAD_LINES * _HEAD_LINE]).strip(" ,;&*")
        lines |= dict.fromkeys(wrap(line, _HEAD_LINE))
    return islice(lines, _HEAD_LINES)


def _is_name(text: str) -> bool:
    if re.fullmatch(r"[\u4e00-\u9fff·]{2,6}", text):
        return True
    words = [word for word in text.split() if word not in _PARTICLES]
    return (
        2 <= len(words) <= 5
        and all(word[0].isupper() for word in words)
        and not _PLACES.search(text)
    )


def _same_work(document: Document, paper: Paper) -> bool:
    alike = _likeness(document.title, paper.title)
    if alike >= 0.9:
        return True
    if _shares_abstract(document, paper):
        return True
    shared = _shared_authors(document.authors, paper.authors)
    if shared is None:
        return alike >= _SAME
    return shared >= 0.5 or (shared > 0 and alike >= _SAME)


def _words(text: str) -> list[str]:
    text = re.sub(r"\\[a-zA-Z]+|[{}$^_~\\]", " ", text)
    text = "".join(
        letter for letter in normalized("NFKD", text) if not unicodedata.combining(letter)
    )
    return re.findall(r"[a-z0-9]+|[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]", text.casefold())


def _likeness(one: str, other: str) -> float:
    """How much of two titles' words is shared, from 0 to 1."""
    mine = _telling_words(one)
    theirs = _telling_words(other)
    total = _weight(mine) + _weight(theirs)
    if not total:
        return 0.0
    return 2 * _weight(mine & theirs) / total


def _telling_words(title: str) -> set[str]:
    """The title's words without those that every text has, unless it has no others."""
    words = set(_words(title))
    return (words - _COMMON) or words


def _weight(words: set[str]) -> float:
    """How much words tell: those of half the field's titles a quarter of the others."""
    usual = len(words & _USUAL)
    return 0.25 * usual + (len(words) - usual)


def _shares_abstract(document: Document, paper: Paper) -> bool:
    """Whether a third of the abstract's runs of four words stand in the document's beginning."""
    words = _words(paper.abstract)
    if len(words) < 24:
        return False
    opening = document.abstract or " ".join(section.text for section in document.sections[:2])
    runs = _runs_of_four(words)
    shared = runs & _runs_of_four(_words(opening[:_OPENING]))
    return len(shared) >= len(runs) / 3


def _runs_of_four(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + 4]) for start in range(len(words) - 3)}


def _shared_authors(mine: Iterable[str], theirs: Iterable[str]) -> float | None:
    """The share of the paper's authors who stand on the page; None when either side is unknown."""
    page = [words for words in map(_words, mine) if words]
    paper = [words for words in map(_words, theirs) if words]
    if not page or not paper:
        return None
    by_family: dict[str, list[list[str]]] = defaultdict(list)
    for words in page:
        by_family[words[-1]].append(words)
    shared = 0
    for words in paper:
        namesakes = by_family[words[-1]][:_NAMESAKES]
        if any(_same_person(words, other) for other in namesakes):
            shared += 1
    return shared / len(paper)


def _same_person(one: list[str], other: list[str]) -> bool:
    """Whether two names can be one person's: the same family name, and given name or initial."""
    if one[-1] != other[-1]:
        return False
    short, long = sorted((one[0], other[0]), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))
