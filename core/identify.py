"""Which paper, which repository: pure readings of the addresses people and sources write."""

# Chinese is read here: punctuation around a link.

from __future__ import annotations

import re
from urllib.parse import urlsplit

# arXiv's own rules (info.arxiv.org/help/arxiv_identifier.html): YYMM.number since April 2007, of
# four and later five digits; before that an archive, an optional subject class and seven digits.
_MODERN = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{2}(?:0[1-9]|1[0-2])\d{3}"
_ID = re.compile(rf"(?P<id>{_MODERN}|{_OLD})(?:v\d+)?(?:\.pdf|\.md)?", re.ASCII)
_SUBJECT = re.compile(r"\.[A-Z]{2}(?=/)")
# arXiv's DOIs hold the id.
_BEFORE_ID = re.compile(r"(?:doi:\s*)?10\.48550/arxiv\.|arxiv:\s*", re.IGNORECASE)
_ARXIV_PATH = re.compile(r"/?(?:abs|pdf|html|format|overview|resume|e-print|src|ps)/(?P<rest>.+)")
_HUB_PATH = re.compile(r"/?papers/(?P<rest>.+)")
_PATHS = {
    "arxiv.org": _ARXIV_PATH,
    "browse.arxiv.org": _ARXIV_PATH,
    "export.arxiv.org": _ARXIV_PATH,
    "alphaxiv.org": _ARXIV_PATH,
    "ar5iv.labs.arxiv.org": _ARXIV_PATH,
    "ar5iv.org": _ARXIV_PATH,
    "huggingface.co": _HUB_PATH,
    "hf.co": _HUB_PATH,
    "hf-mirror.com": _HUB_PATH,
    "papers.cool": re.compile(r"/arxiv/(?P<rest>.+)"),
    "doi.org": re.compile(r"/10\.48550/arXiv\.(?P<rest>.+)", re.IGNORECASE),
}
_LONGEST = 2_000  # characters of an address
_NAME = re.compile(r"[\w.-]+", re.ASCII)
_AROUND = " \t\r\n<>()[]{}\"'`,;:!?。，；：！？（）《》「」…"


def paper_id(text: str) -> str | None:
    """The arXiv id that a bare id, an `arXiv:` id, a DOI or a link names; None for anything else.

    It is written as arXiv does: without the version, and `math/0309136` for `math.GT/0309136`.
    """
    text = text[:_LONGEST].strip(_AROUND).rstrip("./" + _AROUND)
    if "://" in text or text.lower().startswith(("www.", *_PATHS)):
        return _id_in_link(text)
    before = _BEFORE_ID.match(text)
    if before:
        text = text[before.end() :]
    return _id(text)


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


def _id_in_link(text: str) -> str | None:
    """The id in a link to one paper, if it is one."""
    host, path = _split(text)
    pattern = _PATHS.get(host)
    if pattern is None:
        return None
    found = pattern.fullmatch(path)
    if found is None:
        return None
    return _id(found["rest"].rstrip("./"))


def _id(text: str) -> str | None:
    """The id that the text is, if it is one, without version and subject class."""
    found = _ID.fullmatch(text)
    if found is None:
        return None
    return _SUBJECT.sub("", found["id"])


def _split(url: str) -> tuple[str, str]:
    """Host and path of an address, which may lack its scheme; ("", "") for what is no address.

    The host is in lower case and without `www.`.
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
    return (parts.hostname or "").removeprefix("www."), parts.path
