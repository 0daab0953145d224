"""What is searched for, and which ten of the hits are shown. Pure."""

# Tested in tests/bot/chat/test_paging.py.
# Chinese is read here: a page as people name it.

from __future__ import annotations

import re
import unicodedata

SEARCH_LIMIT = 10
_PAGE = re.compile(r"(?P<words>.*\S)\s+(?:p\.?|page ?|第 ?)(?P<page>\d{1,4}) ?页?", re.IGNORECASE)
# Signs that are names with a letter, as in C++ and F#; and pictures, which are searched for alone.
_NAMED = re.compile(r"\w[+#]")
_PICTURES = frozenset(("So", "Sm"))


def paged(text: str) -> tuple[str, int]:
    """The words to search for, and the page of hits named after them; the first where none is."""
    found = _PAGE.fullmatch(text.strip()[:400])
    if found is None or not int(found["page"]):
        return text.strip(), 1
    return found["words"], int(found["page"])


def page_line(command: str, words: str, start: int) -> str:
    """The line that shows what the command finds from `start` on."""
    page = start // SEARCH_LIMIT + 1
    if page == 1:
        return f"/{command} {words}"
    return f"/{command} {words} p{page}"


def unquoted(words: str) -> str:
    """The words as they are named in quotes."""
    return words.strip("\"“”„「」『』«»'‘’") or words


def searchable(words: str) -> bool:
    """Whether there is anything to look for: two letters or digits, one of another script than the
    Latin one, a name that ends in a sign, or a picture."""
    letters = [each for each in words if each.isalnum()]
    if len(letters) > 1 or (letters and not letters[0].isascii()) or _NAMED.search(words):
        return True
    return any(unicodedata.category(each) in _PICTURES and ord(each) > 255 for each in words)
