"""Addresses, keys and names as people paste them, and what was meant. Pure.

What may be a password is left as it is.
"""

# Chinese is read here: signs as Chinese keyboards type them.

from __future__ import annotations

import re

from core.network.proxies import is_inside
from core.unseen import seen

# ASCII's signs in full width, and stops and blanks of Chinese texts.
_WIDE = {0xFF01 + code: 0x21 + code for code in range(0x5E)} | {
    ord("。"): ord("."), ord("｡"): ord("."), 0x3000: ord(" "), ord("、"): ord(","),
    ord("《"): ord("<"), ord("》"): ord(">"), ord("「"): ord('"'), ord("」"): ord('"'),
}  # fmt: skip
_BEFORE, _BEHIND = " <(\"'`", " \"'`,;.*&?:…"
_AFTER = " >\"'`,;"  # a key or a name may end with other signs
# A name or a command before the address, or its beginning twice.
_LEADING = re.compile(r"(?:[^/?]{0,80}[\s=:(\"']|(?:https?://)+)(?=https?:/)", re.IGNORECASE)
_SCHEME = re.compile(
    r"(?:h{1,2}t{1,3}|t{2})p(s?)(?:\s?[:;]\s?/{0,3}|\s?/{1,3}):?\s?(?=[\w\[])", re.IGNORECASE
)
_NO_SCHEME = re.compile(
    r"(?P<host>[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?P<port>:\d{1,5})?(?=[/?]|\Z)", re.IGNORECASE
)
_NEAR = (".local", ".lan", ".internal", ".home.arpa")  # what houses call their own machines
_NAME_OF_KEY = re.compile(
    r"(?:export\s+)?[\w-]{0,40}(?:key|token|authorization)\s*(?:=\s*|:\s+)(?=\w)", re.IGNORECASE
)
_NAME_OF_MODEL = re.compile(r"(?:--?)?model(?:[_-]?(?:name|id))?(?:\s*=\s*|:?\s+)(?=\S)")
_BEARER = re.compile(r"bearer\s+", re.IGNORECASE)


def address_in(text: str) -> str:
    """The address that was meant; what holds none stays as it is."""
    text = text.strip()
    if "@" in text:
        return text
    text = seen(text).translate(_WIDE).replace("\\", "/").strip()
    text = text.partition("#")[0].lstrip(_BEFORE)
    leading = _LEADING.match(text)
    if leading:
        text = text[leading.end() :]
    text = text.rstrip(_BEHIND)
    for opening, closing in ("<>", "()"):
        if text.count(opening) < text.count(closing):
            text = text.rstrip(closing + _BEHIND)
    scheme = _SCHEME.match(text)
    if scheme:
        text = f"http{scheme[1].lower()}://{text[scheme.end() :]}"
    text = "/".join(part.strip() for part in text.split("/"))
    bare = _NO_SCHEME.match(text)
    if bare is None or not ("." in text or bare["port"] or text.startswith("localhost")):
        return text
    return f"{_scheme_of(bare['host'].casefold())}://{text}"


def _scheme_of(host: str) -> str:
    """What is spoken at a host for which nobody said it: no TLS at one's own machines."""
    own = is_inside(host) or host.endswith(_NEAR) or "." not in host.strip("[]")
    return "http" if own else "https"


def key_in(text: str) -> str:
    """The key, without its name and the word that stands before it in a header."""
    text = _bare(text)
    named = _NAME_OF_KEY.match(text)
    if named:
        text = text[named.end() :]
    return _BEARER.sub("", text, count=1) if _BEARER.match(text) else text


def model_in(text: str) -> str:
    """The model's name, without marks around it and what a command calls it."""
    text = _bare(text)
    named = _NAME_OF_MODEL.match(text)
    return text[named.end() :] if named else text


def _bare(text: str) -> str:
    """The text without marks around it; what closes a bracket of its own stays."""
    text = seen(text).translate(_WIDE).strip().lstrip(_BEFORE).rstrip(_AFTER)
    return text if "(" in text else text.rstrip(")" + _AFTER)
