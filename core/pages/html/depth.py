"""How much work a page can make for the HTML parser, told by counting its tags. Linear in time.

A parser walks up the open elements for most tags, and opens formatting again in every paragraph:
two hundred thousand nested elements take it minutes in which nothing can stop it. Pure.
"""

from __future__ import annotations

import re

_TAG = re.compile(rb"<(/?[A-Za-z][A-Za-z0-9-]*+)[^<>]*+(?:(?<=(/))|)>")
_FORMATTING = re.compile(
    rb"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE
)
# Elements without an end, and those whose end may be left out: they do not lie within each other.
_ENDLESS_TAGS = (
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    b"thead tbody tfoot colgroup caption option optgroup rb rt rtc rp html head body"
)
_ENDLESS = frozenset(_ENDLESS_TAGS.split())
# A slash at the end of their tags ends nothing; it does in drawings and formulas.
_CONTAINER_TAGS = (
    b"a article aside b big blockquote button center code details dialog div dl em fieldset "
    b"figcaption figure font footer form h1 h2 h3 h4 h5 h6 header i li main nav nobr ol pre s "
    b"section small span strike strong summary table tt u ul"
)
_CONTAINERS = frozenset(_CONTAINER_TAGS.split())
DEEPEST = 10_000  # levels; the deepest of the recorded pages has some 30
# What is read at once, in a thread: so little that no order of it takes the parser long.
_LIGHT_BYTES, _LIGHT_TAGS, _LIGHT_FORMATTING = 65_536, 1_000, 100_000


def is_deep(html: bytes) -> bool:
    """Whether more elements lie within each other than in any page that people write."""
    open_of: dict[bytes, int] = {}
    depth = 0
    steps: dict[tuple[bytes, bytes], tuple[bytes, int]] = {}
    for each in _TAG.findall(html):
        known = steps.get(each)
        if known is None:
            known = _step(*each)
            steps[each] = known
        tag, step = known
        if step > 0:
            open_of[tag] = open_of.get(tag, 0) + 1
            depth += 1
            if depth > DEEPEST:
                return True
        elif step and open_of.get(tag, 0):
            open_of[tag] -= 1
            depth -= 1
    return False


def _step(written: bytes, slash: bytes) -> tuple[bytes, int]:
    """The element of a tag, and how many levels deeper it leads: 1, 0 or -1."""
    closes = written.startswith(b"/")
    tag = written.lstrip(b"/").lower()
    if tag in _ENDLESS or (slash and not closes and tag not in _CONTAINERS):
        return tag, 0
    return tag, -1 if closes else 1


def is_light(html: bytes) -> bool:
    """Whether no order of the page's tags and styles can take the parser long."""
    tags = html.count(b"<")
    if len(html) > _LIGHT_BYTES or tags > _LIGHT_TAGS or b"<style" in html.lower():
        return False
    return tags * len(_FORMATTING.findall(html)) <= _LIGHT_FORMATTING
