"""Which declarations of a style can hide a text, or matter to one that does. Pure."""

# Tested in tests/core/pages/html/test_sheets.py.

from __future__ import annotations

from core.pages.html.clips import HEIGHTS
from core.pages.html.lengths import lengths
from core.pages.html.placing import PLACES

_WIDE = 8.0  # points of a padding
_SAID = """
align-items all animation animation-delay animation-direction animation-duration animation-fill-mode
animation-iteration-count animation-name animation-play-state animation-timeline
backdrop-filter backface-visibility background background-clip background-color
background-image background-position background-repeat background-size block-size box-shadow
box-sizing clip clip-path color
color-scheme column-count column-width columns contain container container-type content
content-visibility direction display fill fill-opacity filter flex flex-basis flex-grow float
font font-size font-size-adjust grid-auto-rows grid-template grid-template-columns
grid-template-rows height
inline-size inset inset-inline letter-spacing line-height --ltx-bg-color --ltx-fg-color
--ltx-fill-color --ltx-stroke-color margin margin-inline margin-right mask mask-image mask-mode
mask-position mask-repeat mask-size max-block-size max-height max-inline-size max-width
min-inline-size min-width mix-blend-mode offset offset-distance offset-path offset-position
opacity outline outline-offset overflow overflow-clip-margin overflow-x overflow-y padding
padding-bottom padding-top paint-order perspective position rotate scale stroke stroke-opacity
stroke-width text-align text-decoration text-decoration-thickness text-indent text-shadow
text-wrap text-wrap-mode transform transform-origin translate unicode-bidi visibility
-webkit-line-clamp -webkit-mask -webkit-mask-box-image -webkit-mask-image
-webkit-text-fill-color -webkit-text-security -webkit-text-stroke -webkit-text-stroke-color
-webkit-text-stroke-width white-space width word-spacing z-index zoom
"""
_NAMES = HEIGHTS | PLACES | frozenset(_SAID.split())


def is_telling(name: str, value: str) -> bool:
    """Whether a declaration can hide a text, or sets a variable: nearly every cell has a small
    padding, and stands on the left."""
    if name.startswith("--"):
        return True
    if name not in _NAMES:
        return False
    if name == "text-align":
        return value in ("right", "end")
    if name.startswith("padding"):
        return "var(" in value or max(lengths(value), default=0.0) >= _WIDE
    return True
