"""What a public style sheet that arXiv's pages link says of classes that an author can set.

LaTeX's `latexml` package lets authors give their words any class. Bootstrap's, which every page of
arXiv's links, has some that hide what they are set on.
"""

# Tested in tests/core/pages/html/test_sheets.py.

from __future__ import annotations

import re
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborHTMLParser

from core.pages.html.media import holds

_MOST, _LARGEST = 20, 500_000  # sheets within addresses, and characters of one
_LINKED = 'link[rel~="stylesheet" i][href^="data:text/css" i]:not([disabled])'
_IMPORT = re.compile(
    r"@import\s*+(?:url\(\s*+)?(?:\"(data:text/css[^\"\n]*+)|'(data:text/css[^'\n]*+)|"
    r"(data:text/css[^)\"'\n]*+))[\"')]*+([^;\n]{0,500})",
    re.IGNORECASE,
)
_COLOURS = {
    "primary": "#0d6efd",
    "secondary": "#6c757d",
    "success": "#198754",
    "info": "#0dcaf0",
    "warning": "#ffc107",
    "danger": "#dc3545",
    "light": "#f8f9fa",
    "dark": "#212529",
    "white": "#fff",
    "black": "#000",
    "body": "#fff",
    "transparent": "transparent",
}
_LETTERS = _COLOURS | {"body": "#212529", "white-50": "rgba(255,255,255,.5)"}
# From these widths on, in pixels; the window is taken to be 1,280 wide.
_WIDTHS = ("", "sm-", "md-", "lg-", "xl-")
_DISPLAYS = ("inline", "inline-block", "block", "grid", "flex", "inline-flex", "table", "none")
_WITH_NAMES = """
.collapse:not(.show),.tab-content>.tab-pane:not(.active),.carousel-item:not(.active),.modal,
.dropdown-menu:not(.show),.toast:not(.show){display:none}
.fade:not(.show),.tooltip:not(.show){opacity:0}
.offcanvas:not(.show),.invisible{visibility:hidden!important}
.visually-hidden,.visually-hidden-focusable{position:absolute!important;width:1px!important;
height:1px!important;overflow:hidden!important;clip:rect(0,0,0,0)!important}
.placeholder{background-color:currentcolor}
.visible{visibility:visible!important}
.opacity-0{opacity:0!important}
"""


def embedded(tree: LexborHTMLParser, sheets: str) -> str:
    """The sheets that a page links, or that those of its own import, from within itself."""
    addresses: list[str] = []
    for *address, media in _IMPORT.findall(sheets):
        if holds(media.strip() or "all"):
            addresses.append("".join(address))
    for node in tree.css(_LINKED)[:_MOST]:
        if holds(node.attributes.get("media") or "all"):
            addresses.append(node.attributes.get("href") or "")
    found: list[str] = []
    for address in addresses[:_MOST]:
        head, _, body = address.partition(",")
        text = unquote_to_bytes(body[:_LARGEST])
        if head.rstrip().endswith(";base64"):
            try:
                text = b64decode(text)
            except ValueError:
                continue
        found.append(text.decode("utf-8", "replace"))
    return "\n".join(found)


def linked(tree: LexborHTMLParser) -> str:
    """The rules of the linked sheet that can hide something on this page; "" for none."""
    head = tree.head
    if head is None or head.css_first("link[href*=bootstrap]") is None:
        return ""
    page = tree.raw_html or b""
    start, end = page.find(b"<article"), page.rfind(b"</article>")
    if not _may_hide(page[max(0, start) : end if end > start else None]):
        return ""
    # Hardly any page has such a class on the paper's own words.
    if tree.css_first(f"article *:is({','.join(_HIDING)})") is None:
        return ""
    return _RULES


def _may_hide(html: bytes) -> bool:
    """Whether a page's article has one of those classes, or writes classes in entities. A look at
    its bytes costs a tenth of what asking its elements does."""
    classes = {b"".join(each) for each in set(_CLASSES.findall(html.lower()))}
    return any(b"&" in each or not _NAMES.isdisjoint(each.split()) for each in classes)


def _rules() -> str:
    rules = [_WITH_NAMES]
    for width in _WIDTHS:
        for display in _DISPLAYS:
            rules.append(f".d-{width}{display}{{display:{display}!important}}")
    for name, colour in _COLOURS.items():
        rules.append(f".bg-{name}{{background-color:{colour}!important}}")
    for name, colour in _LETTERS.items():
        rules.append(f".text-{name}{{color:{colour}!important}}")
    return "\n".join(rules)


_RULES = _rules()
_HIDING = (
    [
        ".collapse",
        ".tab-pane",
        ".carousel-item",
        ".modal",
        ".dropdown-menu",
        ".toast",
        ".fade",
        ".tooltip",
    ]
    + [".offcanvas", ".invisible", ".visually-hidden", ".visually-hidden-focusable"]
    + [".placeholder", ".opacity-0"]
    + [f".d-{width}none" for width in _WIDTHS]
    + [f".bg-{name}" for name in _COLOURS]
    + [f".text-{name}" for name in _LETTERS]
)
_NAMES = {selector[1:].encode() for selector in _HIDING}
# Of a page in small letters: a pattern that takes both looks four times as long.
_CLASSES = re.compile(rb"class\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s>\"']*))")
