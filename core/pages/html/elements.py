"""Which elements of a LaTeXML page are dropped, are blocks, or head a section: tags and classes."""

# Tested in tests/core/pages/html/test_sight.py.

from __future__ import annotations

from selectolax.lexbor import LexborNode


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


DROPPED_TAGS = _names(
    "script style template noscript noframes noembed button nav form footer input select textarea "
    "datalist progress meter rp iframe object embed audio video canvas annotation annotation-xml "
    "head link meta title"
)
# Those of them whose text no browser shows, and which no page needs for anything else.
UNSEEN_TAGS = _names("noembed datalist progress meter rp iframe object audio video canvas")
UNSEEN_CLASSES = _names("ltx_phantom ltx_nodisplay sr-only visually-hidden")
DROPPED_CLASSES = _names(
    "ltx_ERROR ltx_bibliography ltx_biblist ltx_bibitem ltx_TOC ltx_toclist "
    "ltx_listing_data ltx_note_mark ltx_tag_note ltx_note_type ltx_role_footnotemark "
    "ltx_pagination ltx_rule ltx_phantom ltx_nodisplay ltx_page_footer "
    "ltx_page_header ltx_page_navbar ltx_page_logo sr-only visually-hidden"
)
REFERENCES = _names("ltx_bibliography ltx_biblist")
BLOCK_TAGS = _names(
    "address article aside blockquote center dd details dialog div dl dt figcaption header hr li "
    "main ol p pre section summary ul foreignObject foreignobject h1 h2 h3 h4 h5 h6"
)
BLOCK_CLASSES = _names(
    "ltx_p ltx_para ltx_item ltx_listingline ltx_block ltx_caption ltx_title ltx_creator"
)
HEADING_TAGS = _names("h1 h2 h3 h4 h5 h6")
EQUATION_CLASSES = _names("ltx_equation ltx_equationgroup ltx_eqn_table")
PICTURE_TAGS = _names("svg object embed iframe video canvas")
_SHOWN_TYPES = ("image/", "text/", "video/", "audio/", "application/pdf", "application/xhtml")


def falls_back(node: LexborNode) -> bool:
    """Whether a page shows what stands in an `object`: nothing is said that could be shown in its
    place, or nothing that a browser can show."""
    if node.tag != "object":
        return False
    attributes = node.attributes
    kind = attributes.get("type") or _SHOWN_TYPES[0]
    return not (attributes.get("data") or "").strip() or not kind.startswith(_SHOWN_TYPES)
