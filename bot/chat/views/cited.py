"""What is left out of what is shown of a page's text: keys of works that it cites and did not
resolve, "li2023starcoder", and a note to the sentence before. Pure."""

from __future__ import annotations

import re

# An author's name, a year, and mostly words of the title.
_NAMED = r"[a-z]{2,20}(?:19|20)\d\d"
_KEY = rf"{_NAMED}[a-z][a-z\d]{{3,24}}"
_APART = r"\s?[;,]\s?"
_BRACKETED = re.compile(
    rf"\s?[\[(]\s?(?:{_NAMED}[A-Za-z\d]{{0,25}}(?:{_APART}|\s?(?=[\])]))){{1,30}}[\])]"
    r"(?:\s(?=[.,;:]))?"
)
# Beside the name of what it is the source of; elsewhere it is a word of the sentence.
_BESIDE = re.compile(
    rf"(?<![^\s(])(?P<name>[^\s(]{{0,40}}[\w)”’\"])\s{_KEY}(?:{_APART}{_KEY}){{0,30}}(?![\w/@-]|\.\w)"
)
_LEADS = frozenset(("By", "Following", "From", "In", "See", "Unlike", "Like", "As", "Both", "We"))
# An address that the sentence before has in a footnote: sentences are parted before it.
_NOTE_BEFORE = re.compile(r"\s?\[https?://[^\s\]]{1,300}\]\s(?=\S)")
_WHOLE = re.compile(rf"{_NAMED}[a-z][a-z\d]{{2,24}}")


def without_keys(text: str) -> str:
    """The text without keys in brackets and beside a name, and without a note before it."""
    noted = _NOTE_BEFORE.match(text)
    if noted:
        text = text[noted.end() :]
    return _BESIDE.sub(_left, _BRACKETED.sub("", text))


def is_key(name: str) -> bool:
    """Whether what looks like a name is such a key."""
    return _WHOLE.fullmatch(name) is not None


def _left(match: re.Match[str]) -> str:
    name = match["name"]
    return match[0] if name == name.lower() or name in _LEADS else name
