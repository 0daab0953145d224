"""BibTeX and BibLaTeX, as managers, Google Scholar, DBLP and arXiv write them. Pure.

A reader of our own: the few fields that name a paper are wanted, out of files that are often
damaged. Each entry is read by itself, from its @ to the next one, so that a brace too many or too
few costs that entry alone, and no step looks at more than its entry.
"""

# Tested in tests/core/interests/library/test_reading.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.interests.library.entry import Reference, wanted

_ENTRY = re.compile(r"(?:^|(?<=[})]))[ \t]*@[ \t]*(?P<kind>[A-Za-z]{2,30})[ \t]*[{(]", re.MULTILINE)
_NO_REFERENCES = frozenset(("comment", "string", "preamble"))
_FIELD = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w.:+-]{0,60})\s{0,20}=\s{0,20}")
_BARE = re.compile(r"[^\s,#{}\"]{1,200}")
_BETWEEN = re.compile(r"\s{0,20}#\s{0,20}")
_SWALLOWED = re.compile(r",\s{0,20}[A-Za-z]{2,20}\s{0,5}=")
# Where what is enclosed may end, go deeper or leave its line; what is escaped does nothing.
_TURNS = re.compile(r"\\.?|[{}\"\n]", re.DOTALL)
# Values of an entry that may be looked through to its end for a brace that never comes; after so
# many, each further one is looked for in its own line.
_UNCLOSED = 20
_LONGEST_KEY, _LONGEST_MACRO, _MOST_FIELDS, _MOST_MACROS = 200, 2_000, 200, 20
# Where an id may stand, the most certain place first.
_NAMES = (
    "arxivid", "arxiv", "arxiv_id", "archiveid",
    "doi", "url", "howpublished", "note", "journal", "journaltitle", "volume", "number",
    "archiveprefix", "annote", "addendum", "pubstate", "eprinttype", "booktitle", "ee", "biburl",
    "publisher", "eid",
)  # fmt: skip
# A key that was made of the id: arxiv.2401.00001, DBLP:journals/corr/abs-2401-00001.
_OF_KEY = re.compile(r"(?:\barxiv[:._/-]?|\bcorr/abs-)(\d{4})[.-](\d{4,5})\b", re.IGNORECASE)
_BEFORE_2007 = re.compile(r"\d{7}(?:v\d+)?")
_MACRO = re.compile(r"\s{0,20}(?P<name>[A-Za-z][\w.:+-]{0,60})\s{0,20}=\s{0,20}")
_OF_ARXIV = frozenset(("", "arxiv"))


def is_bibtex(text: str) -> bool:
    """Whether the text holds an entry."""
    return any(found["kind"].lower() not in _NO_REFERENCES for found in _ENTRY.finditer(text))


def entries(text: str) -> Iterator[Reference | None]:
    """The references in their order; None for one that cannot be read."""
    begun = list(_ENTRY.finditer(text))
    ends = [found.start() for found in begun[1:]]
    macros: dict[str, str] = {}
    for found, end in zip(begun, [*ends, len(text)], strict=True):
        kind, body = found["kind"].lower(), text[found.end() : end]
        if kind == "string" and (macro := _MACRO.match(body)):
            said = _value(body, macro.end(), macros, by_line=True).text
            macros[macro["name"].lower()] = said[:_LONGEST_MACRO]
        if kind not in _NO_REFERENCES:
            yield _entry(body, macros)


def _entry(body: str, macros: Mapping[str, str]) -> Reference | None:
    fields = _fields(body, macros)
    if not fields:
        return None
    title = fields.get("title", "")
    eprint = fields.get("eprint", "")
    kind = (fields.get("archiveprefix") or fields.get("eprinttype") or "").strip().lower()
    if kind not in _OF_ARXIV:
        eprint = ""
    archive = fields.get("primaryclass") or fields.get("eprintclass") or ""
    if _BEFORE_2007.fullmatch(eprint) and archive:
        eprint = f"{archive.partition('.')[0]}/{eprint}"
    key = body.partition(",")[0][:_LONGEST_KEY]
    made_of = _OF_KEY.search(key)
    of_key = f"arXiv:{made_of[1]}.{made_of[2]}" if made_of else ""
    names = wanted((eprint, *(fields.get(name) for name in _NAMES), of_key))
    swallowed = _SWALLOWED.search(title)
    if swallowed is None:
        return Reference(title, names)
    # A brace was never closed, and the title has taken in the fields behind it.
    return Reference(title[: swallowed.start()], (*names, title[swallowed.start() :]))


def _fields(body: str, macros: Mapping[str, str]) -> dict[str, str]:
    """What stands behind an entry's opening brace, by name in small letters."""
    fields: dict[str, str] = {}
    _, _, body = body.partition(",")  # its key
    at = unclosed = 0
    while len(fields) < _MOST_FIELDS and (found := _FIELD.match(body, at)):
        value, at, closed = _value(body, found.end(), macros, by_line=unclosed >= _UNCLOSED)
        unclosed += not closed
        fields.setdefault(found["name"].lower(), value)
    return fields


class _Value(NamedTuple):
    """What a field says, where that ends, and whether it was closed there."""

    text: str
    end: int
    closed: bool = True


def _value(body: str, at: int, macros: Mapping[str, str], *, by_line: bool) -> _Value:
    """The value that begins there, macros as what they stand for; what is enclosed is looked for in
    its line alone, `by_line`."""
    pieces: list[str] = []
    closed = True
    while at < len(body):
        if body[at] in '{"':
            piece, at, closed = _enclosed(body, at, by_line=by_line)
            pieces.append(piece)
            if not closed:
                break
        elif bare := _BARE.match(body, at):
            known = macros if len(pieces) < _MOST_MACROS else {}
            pieces.append(known.get(bare[0].lower(), bare[0]))
            at = bare.end()
        more = _BETWEEN.match(body, at)
        if more is None:
            break
        at = more.end()
    return _Value(" ".join("".join(pieces).split()), at, closed)


def _enclosed(body: str, start: int, *, by_line: bool) -> _Value:
    """What stands in braces or quotes from there on, without braces, and where they end. What is
    never closed ends with its line."""
    closing = "}" if body[start] == "{" else '"'
    depth = 0
    for found in _TURNS.finditer(body, start + 1):
        turn = found[0]
        if turn == closing and depth == 0:
            return _Value(_unbraced(body[start + 1 : found.start()]), found.end())
        if turn == "{":
            depth += 1
        elif turn == "}":
            depth -= 1
        elif turn == "\n" and by_line:
            break
    line = body.find("\n", start)
    if line < 0:
        line = len(body)
    return _Value(_unbraced(body[start + 1 : line].rstrip(" ,}\r")), line, closed=False)


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "")
