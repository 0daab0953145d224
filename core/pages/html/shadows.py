"""What is shown of an element that has a shadow: what a slot of that takes, and no slot hides."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.pages.html.declared import declarations
from core.pages.html.rules import rules_of
from core.pages.html.sheets import Sheets
from core.pages.html.values import Style
from core.pages.html.visibility import Look, restyled

_MODES = ("open", "closed")
_HOSTS = frozenset((
    "article", "aside", "blockquote", "body", "div", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "main", "nav", "p", "section", "span",
))  # fmt: skip
_LONGEST = 100_000  # characters of a shadow
_DEEPEST = 50
_OF_SLOTS = frozenset(("display", "visibility", "color", "font", "font-size"))
# What a shadow says of its own element, and of what is put in its slots.
_OUTSIDE = (":host", "::slotted")


def slot_of(node: LexborNode) -> str:
    """The name of the slot that a part of an element asks for; "" for the one without a name."""
    return (node.attributes.get("slot") or "") if node.is_element_node else ""


def slots_of(template: LexborNode) -> frozenset[str] | None:
    """The names of the slots in which what is around a template is seen; None where the template
    makes no shadow."""
    parent = template.parent
    mode = (template.attributes.get("shadowrootmode") or "").lower()
    if parent is None or mode not in _MODES:
        return None
    if parent.tag not in _HOSTS and "-" not in (parent.tag or ""):
        return None
    tree = LexborHTMLParser((template.html or "")[:_LONGEST].partition(">")[2])
    for style in tree.css("style"):
        for rule in rules_of(style.text()):
            if rule.selector.startswith(_OUTSIDE) and not _is_seen(rule.plain):
                return frozenset()
    sheets = Sheets(tree)
    slots: dict[str, bool] = {}
    for slot in tree.css("slot"):
        # The first of one name takes all that asks for it.
        slots.setdefault(slot.attributes.get("name") or "", _is_shown(slot, sheets))
    return frozenset(name for name, is_shown in slots.items() if is_shown)


def _is_shown(slot: LexborNode, sheets: Sheets) -> bool:
    node: LexborNode | None = slot
    for _ in range(_DEEPEST):
        if node is None or not node.is_element_node:
            break
        style = sheets.style(node, declarations(node.attributes.get("style") or ""), {})
        if node.tag == "slot":  # It makes no box of its own.
            style = {name: value for name, value in style.items() if name in _OF_SLOTS}
        if not _is_seen(style) or "hidden" in node.attributes:
            return False
        node = node.parent
    return True


def _is_seen(style: Style) -> bool:
    look = restyled(Look(), style)
    return look is not None and look.visible
