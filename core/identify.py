"""Which paper, which repository: pure readings of the addresses people and sources write."""

# Chinese is read here: punctuation around a link.

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from core.bounds import normalized

# arXiv's own rules (info.arxiv.org/help/arxiv_identifier.html): YYMM.number since April 2007, of
# four and later five digits; before that an archive, an optional subject class and seven digits.
_MODERN = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}"
# Phones write a first letter large.
_ID = re.compile(rf"(?P<id>{_MODERN}|{_OLD})(?:v\d+)?(?:\.pdf|\.md)?", re.ASCII | re.IGNORECASE)
# A submission that has no arXiv id is known by its note's (docs.openreview.net: a random string of
# 7 to 14 characters), behind the name of the place that gave it.
_SUBMITTED: Final = "openreview/"
_NOTE = re.compile(r"[A-Za-z0-9_-]{7,14}", re.ASCII)
_FORUM_HOST: Final = "openreview.net"
_FORUM_PATHS: Final = frozenset(("/forum", "/pdf", "/references/pdf"))
_SUBJECT = re.compile(r"\.[a-z]{2}(?=/)")
# arXiv's DOIs hold the id.
_BEFORE_ID = re.compile(r"(?:doi:\s*)?10\.48550/arxiv\.|arxiv:\s*", re.IGNORECASE)
# alphaXiv puts a language before: /zh/overview/2602.04634.
_ARXIV_PATH = re.compile(
    r"/?(?:[a-z]{2}(?:-[A-Za-z]{2,4})?/)?"
    r"(?:abs|pdf|html|format|overview|resume|e-print|src|ps|bibtex|tb|refs|cits)/(?:arXiv:)?(?P<rest>.+)",
    re.IGNORECASE,
)
_HUB_PATH = re.compile(r"/?(?:api/)?papers/(?P<rest>.+)")
_OF_ARXIV = re.compile(r"/arxiv/(?P<rest>.+)", re.IGNORECASE)
_DOI_PATH = re.compile(r"/10\.48550/arXiv\.(?P<rest>.+)", re.IGNORECASE)
_PATHS = {
    "arxiv.org": _ARXIV_PATH,
    "xxx.lanl.gov": _ARXIV_PATH,
    "alphaxiv.org": _ARXIV_PATH,
    "ar5iv.org": _ARXIV_PATH,
    "huggingface.co": _HUB_PATH,
    "hf.co": _HUB_PATH,
    "hf-mirror.com": _HUB_PATH,
    "papers.cool": _OF_ARXIV,
    "scirate.com": _OF_ARXIV,
    "inspirehep.net": _OF_ARXIV,
    "semanticscholar.org": _OF_ARXIV,
    "api.semanticscholar.org": re.compile(
        r"/(?:graph/v1/paper/)?arXiv:(?P<rest>.+)", re.IGNORECASE
    ),
    "ui.adsabs.harvard.edu": re.compile(r"/abs/arXiv:(?P<rest>[^/]+)(?:/abstract)?", re.IGNORECASE),
    "catalyzex.com": re.compile(r"/paper/arxiv:(?P<rest>.+)", re.IGNORECASE),
    "emergentmind.com": _HUB_PATH,
    "tldr.takara.ai": re.compile(r"/p/(?P<rest>.+)"),
    "doi.org": _DOI_PATH,
    "dx.doi.org": _DOI_PATH,
}
# export., browse., ar5iv.labs. and what else arXiv has.
_MIRRORS: Final = ".arxiv.org"
_HOSTS = ("www.", _FORUM_HOST, *_PATHS)
_LONGEST = 2_000  # characters of an address
_NAME = re.compile(r"[\w.-]+", re.ASCII)
# The archives of ids of before April 2007 (arxiv.org/archive).
_ARCHIVES = frozenset((
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn",
    "chem-ph", "cmp-lg", "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex",
    "hep-lat", "hep-ph", "hep-th", "math", "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th",
    "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio", "quant-ph", "solv-int", "supr-con",
))  # fmt: skip
# What can stand in an address, without what people put around one; a scheme, which begins another.
_TOKEN = re.compile(r"[!#-&+\-.-:=?-Z_a-z~]+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://|www\.|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}/", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s&]+", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
# What a query names by its arXiv id.
_QUERIED = re.compile(
    rf"(?:arxiv_?id|id_list|eprint)=(?:arxiv:)?({_MODERN})(?!\d)", re.ASCII | re.IGNORECASE
)
_HUB_DAY = re.compile(r"/papers(?:/date/(?P<day>\d{4}-\d{2}-\d{2}))?/?", re.ASCII)
# An id that stands by itself, no sum of money and no part of a longer number.
_BARE = re.compile(
    rf"(?:(?<=arxiv)|(?<![a-z0-9.$])){_MODERN}(?:v\d{{1,3}})?(?!\d)", re.ASCII | re.IGNORECASE
)
_LONGEST_TEXT = 20_000  # characters of a text
_AROUND = " \t\r\n<>()[]{}\"'`,;:!?。，；：！？（）《》「」…"


def paper_id(text: str) -> str | None:
    """The id of the paper that a bare id, an `arXiv:` id, a DOI or a link names; None for anything
    else.

    An arXiv id is written as arXiv does: without the version, and `math/0309136` for
    `math.GT/0309136`; a submission's as `of_note` does.
    """
    text = text[:_LONGEST].strip(_AROUND).rstrip("./" + _AROUND)
    if "://" in text or text.lower().startswith(_HOSTS) or _MIRRORS in text.lower():
        return _id_in_link(text)
    before = _BEFORE_ID.match(text)
    if before:
        text = text[before.end() :]
    return _id(text)


def of_note(note: str) -> str | None:
    """The id of the paper whose submission is that note; None where no note is called so."""
    if _NOTE.fullmatch(note) is None:
        return None
    return _SUBMITTED + note


def note_of(paper_id: str) -> str | None:
    """The note of a paper that is known as a submission; None for an arXiv id."""
    if not paper_id.startswith(_SUBMITTED):
        return None
    return paper_id.removeprefix(_SUBMITTED)


def place_of(paper_id: str) -> str:
    """The name of the place where the paper stands."""
    return "OpenReview" if note_of(paper_id) else "arXiv"


def place_at(host: str) -> str:
    """The name of the place whose papers that host has: arXiv's where it is none that is known."""
    if host.endswith(_FORUM_HOST):
        return "OpenReview"
    hub = host.endswith(("huggingface.co", "hf-mirror.com"))
    return "Hugging Face" if hub else "arXiv"


def page_of(paper_id: str) -> str:
    """The address of the paper's page."""
    note = note_of(paper_id)
    if note:
        return f"https://{_FORUM_HOST}/forum?id={note}"
    return f"https://arxiv.org/abs/{paper_id}"


def pdf_of(paper_id: str) -> str:
    """The address of the paper's PDF."""
    note = note_of(paper_id)
    if note:
        return f"https://{_FORUM_HOST}/pdf?id={note}"
    return f"https://arxiv.org/pdf/{paper_id}"


def repository(url: str) -> str | None:
    """`https://github.com/owner/name` for an address in that repository; None for any other."""
    host, path = _split(url.strip())
    if host != "github.com":
        return None
    parts = [part for part in path.split("/") if part]
    if len(parts) < 2:
        return None
    owner, name = parts[0], parts[1].removesuffix(".git")
    if not (_NAME.fullmatch(owner) and _NAME.fullmatch(name)) or name.strip(".") == "":
        return None
    return f"https://github.com/{owner}/{name}"


def day_of_hub(text: str) -> str | None:
    """The day, as Hugging Face writes it, of the daily list to which the link leads; "" for the
    newest list, None for any other text."""
    host, path = _split(text.strip())
    found = _HUB_DAY.fullmatch(path)
    if _PATHS.get(host) is not _HUB_PATH or host == "emergentmind.com" or found is None:
        return None
    queried = parse_qs(text.partition("?")[2].partition("#")[0]).get("date", [""])
    return found["day"] or queried[0]


def _id_in_link(text: str) -> str | None:
    """The id in a link to one paper, if it is one."""
    host, path = _split(text)
    if host == _FORUM_HOST:
        return _id_of_forum(text, path)
    if host.endswith(_MIRRORS):
        host = "arxiv.org"
    pattern = _PATHS.get(host)
    if pattern is None:
        return None
    found = pattern.fullmatch(path)
    if found is None:
        return None
    # What an address within another goes on with: "/url?q=https://arxiv.org/abs/2602.04634&sa=D".
    return _id(found["rest"].partition("&")[0].rstrip("./" + _AROUND))


def _id_of_forum(text: str, path: str) -> str | None:
    """The id of the submission whose forum or PDF the link leads to, if it leads to one."""
    if path.rstrip("/") not in _FORUM_PATHS:
        return None
    query = text.partition("?")[2].partition("#")[0]
    notes = parse_qs(query).get("id", [])
    return of_note(notes[0]) if len(notes) == 1 else None


def _id(text: str) -> str | None:
    """The id that the text is, if it is one, without version and subject class."""
    if text.startswith(_SUBMITTED):
        return of_note(text.removeprefix(_SUBMITTED))
    found = _ID.fullmatch(text)
    if found is None:
        return None
    return _SUBJECT.sub("", found["id"].lower())


def _split(url: str) -> tuple[str, str]:
    """Host and path of an address, which may lack its scheme; ("", "") for what is no address.

    The host is in lower case and without `www.`, the path without escapes and with single slashes.
    """
    if len(url) > _LONGEST:
        return "", ""
    if "://" not in url:
        url = f"https://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    if parts.scheme not in ("http", "https"):
        return "", ""
    path = _SLASHES.sub("/", unquote(parts.path))
    return (parts.hostname or "").removeprefix("www."), path


def papers_in(text: str) -> tuple[str, ...]:
    """The ids of all papers that the text links to or names by their ids, each once, in order.
    Numbers that only look like ids within other addresses are none."""
    text = normalized("NFKC", text[:_LONGEST_TEXT])
    found: list[str] = []
    for token in _TOKEN.findall(_SCHEME.sub(r" \g<0>", text)):
        if token.startswith("_") or _FORUM_HOST not in token:
            # Emphasis; a note's id may itself end so.
            token = token.strip("_")
        if "/" in token:
            found += _in_address(token)
        else:
            found += _BARE.findall(token)
    named = (paper_id(each) for each in found)
    return tuple(dict.fromkeys(each for each in named if each))


def _in_address(token: str) -> list[str]:
    """What may name a paper in a token with a slash: itself, or what it leads on to."""
    if _ID.fullmatch(token.strip(_AROUND + ".")):
        # A path of somebody's may look like an id of before 2007.
        archive = token.strip(_AROUND + ".").partition("/")[0].partition(".")[0].lower()
        return [token] if archive in _ARCHIVES else []
    if paper_id(token):
        return [token]
    if _ADDRESS.match(token):
        _, _, query = unquote(token).partition("?")
        return [*_LINK.findall(query), *_QUERIED.findall(query)]
    return _BARE.findall(token)
