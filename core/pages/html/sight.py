"""What a reader sees of a page's elements, and what was left out because no reader sees it."""

# Tested in tests/core/pages/html/test_latexml.py.

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.pages.html.canvases import Canvas
from core.pages.html.clips import width_of
from core.pages.html.colours import DARK_GROUND, WHITE, alike, of_attribute, painted
from core.pages.html.declared import declarations, handed_down
from core.pages.html.drawings import Drawings
from core.pages.html.grounds import styled
from core.pages.html.layers import Layers
from core.pages.html.placing import before_page
from core.pages.html.planes import NOWHERE, number_of
from core.pages.html.sheets import Sheets
from core.pages.html.telling import is_telling
from core.pages.html.values import Style, is_open, variables_of
from core.pages.html.visibility import Look, coloured, is_dark, restyled, shows

_WORDS = re.compile(r"[^\W\d_]{2,}|[\u3040-\u9fff]")
_READABLE = 4  # words; authors set single ones in white to align a column
_TELLING = frozenset(("style", "bgcolor", "color", "hidden", "popover"))
# What moves an element of a page, and is counted by the canvas for one of a drawing.
_PLACING = frozenset(("transform", "translate", "rotate", "scale", "width", "height", "overflow"))
# What names a part of a drawing is looked up there.
_NAMING = frozenset(("mask", "mask-image", "-webkit-mask", "-webkit-mask-image"))
_VEILS = ("mask", "filter")
_OF_ITS_OWN = frozenset(("a", "mark"))
_DARK = Look(ink=WHITE, ground=DARK_GROUND, is_dark=True)
_MOST_LOOKS = 5_000
_NOTES = frozenset(("title", "desc", "metadata", "style", "script"))
_WIDE_LETTER = 0.7  # of the size of type
_TINY = 1.0  # points of a piece of page that a drawing scales

Attributes = dict[str, str | None]


class Sight:
    """Looks at one element after another, from the page's root down."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._sheets = Sheets(tree)
        told = tree.head.css_first('meta[name="color-scheme" i]') if tree.head else None
        self._is_dark = told is not None and is_dark(
            {"color-scheme": (told.attributes.get("content") or "").lower()}
        )
        self._drawings = Drawings(tree, self._of_shape)
        self._layers = Layers(tree, self._sheets)
        self._inline: dict[str, dict[str, str]] = {}
        self._looks: dict[tuple[int, str], tuple[Look, Look | None]] = {}
        # Each text once, however often it aligns something; single letters are kept, since they may
        # make up words.
        self._unseen: list[str] = []
        self._known: set[str] = set()
        self._unfolded: set[str] = set()  # by the names of `details`

    @property
    def hid(self) -> bool:
        """Whether sentences were left out; a word or two, or a formula's signs, only align type."""
        return len(_WORDS.findall("".join(self._unseen))) >= _READABLE

    def leave_out(self, text: str) -> None:
        """Note a text that no reader sees."""
        if len(text) < 2 or text not in self._known:
            self._known.add(text)
            self._unseen.append(text)

    def around(self, article: LexborNode) -> Look:
        """The colours the article stands in.

        A page may hide the whole article until a script has run; then its colours are the usual.
        """
        above = [article]
        node = article.parent
        while node is not None and node.is_element_node:
            above.append(node)
            node = node.parent
        look = Look()
        for each in reversed(above):
            style = self._style(each, each.attributes, look) or {}
            if each.tag == "html" and (is_dark(style) or self._is_dark):
                look = _DARK
            if each.tag == "body":
                look = self._attributed(look, each.attributes)
            look = coloured(look, style)
            look = replace(look, drawn=True, variables={**look.variables, **variables_of(style)})
            if each.tag in ("html", "body"):
                # Their ground is the window's, which lies behind everything.
                look = replace(look, is_backed=False)
        if not shows(look):
            usual = _DARK if look.is_dark else Look()
            look = replace(usual, variables=look.variables)
        return self._layers.within(article, replace(look, visible=True))

    def reached(self, article: LexborNode) -> Look | None:
        """How text in an article looks; None when no reader sees it."""
        above = [article]
        while (node := above[-1].parent) is not None and node.is_element_node:
            above.append(node)
        look: Look | None = Look()
        for each in reversed(above):
            if look is not None:
                look = self.below(each, each.attributes, look)
        return look

    def below(
        self, node: LexborNode, attributes: Attributes, look: Look, tag: str = ""
    ) -> Look | None:
        """How text in an element looks, or None when a reader sees none of it. What a browser makes
        of its `tag` counts where that is given."""
        if look.canvas is not None:
            return self._on_canvas(node, attributes, look)
        if self._layers.are_there:
            look = self._layers.within(node, look)
        if tag in _OF_ITS_OWN:
            look = self._with_own_colours(node, attributes, look)
        is_plain = tag != "dialog" and attributes.keys().isdisjoint(_TELLING)
        if not self._sheets and is_plain:
            return look
        below = self._known_look(node, attributes, look)
        if below is None or self._is_put_away(node, attributes, look):
            self.leave_out(node.text(deep=True))
            return None
        return below

    def collapses(self, column: LexborNode, look: Look) -> bool:
        """Whether a column of a table takes no room."""
        style = self._style(column, column.attributes, look) or {}
        return style.get("visibility") == "collapse"

    def is_folded(self, attributes: Attributes) -> bool:
        """Whether a `details` element is closed: of several of one name the first alone is open."""
        name = attributes.get("name") or ""
        if "open" not in attributes or (name and name in self._unfolded):
            return True
        self._unfolded.add(name)
        return False

    def _is_put_away(self, node: LexborNode, attributes: Attributes, look: Look) -> bool:
        """Whether an attribute hides an element, or its kind, which a style may undo."""
        is_open = node.tag == "dialog" and "open" in attributes
        pops_up = "popover" in attributes and not is_open
        is_closed = node.tag == "dialog" and not is_open
        # What is hidden is so in a page alone, and not in a drawing.
        is_hidden = "hidden" in attributes and node.tag != "svg"
        if not is_hidden and not pops_up and not is_closed:
            return False
        style = self._style(node, attributes, look) or {}
        if (attributes.get("hidden") or "").lower() == "until-found":
            return style.get("content-visibility", "hidden") == "hidden"
        return style.get("display", "none") == "none"

    def _with_own_colours(self, node: LexborNode, attributes: Attributes, look: Look) -> Look:
        """The look within an element that a browser colours: what is marked stands on yellow, and a
        link is not as the text around it, but of a colour that a linked sheet may say."""
        if node.tag == "mark":
            return coloured(look, {"background-color": "yellow", "color": "black"}, look.opacity)
        if "href" not in attributes or not alike(look.ink, look.ground):
            return look
        if "color" in (self._style(node, attributes, look) or {}):
            return look
        linked = replace(look, ink=None)
        return replace(linked, visible=shows(linked))

    def _known_look(self, node: LexborNode, attributes: Attributes, look: Look) -> Look | None:
        """How text in an element of a page looks; the same style at the same place looks alike."""
        said = attributes.get("style")
        is_plain = "bgcolor" not in attributes and "color" not in attributes
        if self._sheets or not said or not is_plain or "attr(" in said:
            return self._restyled(node, attributes, look)
        key = (id(look), said)
        if key not in self._looks:
            if len(self._looks) >= _MOST_LOOKS:
                self._looks.clear()
            # The look itself is kept, so that its identity stays its own.
            self._looks[key] = (look, self._restyled(node, attributes, look))
        return self._looks[key][1]

    def drawing(self, svg: LexborNode, look: Look) -> Look:
        """The look within an outermost drawing."""
        if look.canvas is not None:
            return look
        attributes = svg.attributes
        style = self._style(svg, attributes, look) or {}
        attributes = {**attributes, **self._drawings.ends(svg)}
        # What its style says was looked at with the element itself.
        told = {
            name: value
            for name, value in styled(attributes, {}).items()
            if name not in style and name not in _NAMING
        }
        below = restyled(look, told)
        if below is None:
            return replace(look, canvas=Canvas(area=NOWHERE), visible=False)
        look = below
        canvas = self._drawings.opened(svg, attributes, styled(attributes, style))
        said = styled(attributes, style)
        moved = {"transform": attributes.get("transform")}
        inside = self._drawings.within(canvas, svg, moved, said)
        if inside is None and not said.keys().isdisjoint(_VEILS):
            inside = Canvas(area=NOWHERE)
        return replace(look, canvas=inside or canvas, visible=False)

    def _restyled(self, node: LexborNode, attributes: Attributes, look: Look) -> Look | None:
        style = self._style(node, attributes, look)
        look = self._attributed(look, attributes)
        if not style:
            return look
        style = handed_down(style)
        below = restyled(look, style)
        if below is None or self._drawings.clips_all(style.get("clip-path", "")):
            return None
        before = before_page(style, look.placed_in)
        if before >= _width_of(node, style, below) > 0 and not _has_styles_within(node):
            return None
        own = variables_of(style)
        if own:
            below = replace(below, variables={**look.variables, **own})
        return below

    def _attributed(self, look: Look, attributes: Attributes) -> Look:
        """The look with the colours that attributes give."""
        ground = of_attribute(attributes.get("bgcolor") or "")
        ink = of_attribute(attributes.get("color") or attributes.get("text") or "")
        if not ground and not ink:
            return look
        return coloured(look, {"background-color": ground, "color": ink}, look.opacity)

    def _on_canvas(self, node: LexborNode, attributes: Attributes, look: Look) -> Look | None:
        """How text in an element of a drawing looks."""
        tag = (node.tag or "").lower()
        canvas = look.canvas
        below: Look | None = None
        if canvas is not None:
            attributes = {**attributes, **self._drawings.ends(node)}
            style: Style = styled(attributes, self._style(node, attributes, look) or {})
            if any(map(is_open, style.values())):
                style = self._sheets.with_variables(style, look.variables, attributes)
            inside = self._drawings.within(canvas, node, attributes, style)
            # Where a drawing's element stands, its canvas knows.
            placed = {
                name: value
                for name, value in style.items()
                if name not in _PLACING and not (name in _NAMING and "url(#" in value)
            }
            if inside is not None and placed:
                below = restyled(replace(look, canvas=inside), placed)
            elif inside is not None:
                below = replace(look, canvas=inside, visible=False)
                below = replace(below, visible=shows(below))
            own = variables_of(style)
            if below is not None and own:
                below = replace(below, variables={**below.variables, **own})
            if below is not None and inside is not None and tag == "foreignobject":
                below = _outside(below, inside)
                if style.get("overflow") != "visible" and attributes.get("overflow") != "visible":
                    wide, high = (number_of(attributes, side) for side in ("width", "height"))
                    below = replace(below, x=0.0, y=0.0, wall=wide, floor=high)
        if below is None:
            if tag not in _NOTES:
                self.leave_out(node.text(deep=True))
            return None
        return below

    def _of_shape(self, node: LexborNode) -> Style:
        """What is said of a shape's own style."""
        inline = declarations(node.attributes.get("style") or "")
        return self._sheets.style(node, inline, {}) if self._sheets else inline

    def _style(self, node: LexborNode, attributes: Attributes, look: Look) -> Style | None:
        said = attributes.get("style")
        if said and said not in self._inline:
            declared = declarations(said)
            self._inline[said] = {
                name: value for name, value in declared.items() if is_telling(name, value)
            }
        inline = self._inline[said] if said else {}
        if self._sheets or (look.variables and inline):
            return self._sheets.style(node, inline, look.variables)
        if any(map(is_open, inline.values())):
            return self._sheets.style(node, inline, look.variables)
        return inline


def _has_styles_within(node: LexborNode) -> bool:
    """Whether something in an element may lead back from where that is put."""
    return any(part.mem_id != node.mem_id for part in node.css("[style]"))


def _width_of(node: LexborNode, style: Style, look: Look) -> float:
    """How many points wide an element's text is at most."""
    wide = _WIDE_LETTER * look.size * len(node.text(deep=True).strip())
    return wide if look.is_one_line else min(wide, width_of(style))


def _outside(look: Look, canvas: Canvas) -> Look:
    """The look of a piece of page within a drawing, which is painted as a page's text is."""
    ground = canvas.on_ground(look.ground)
    ink = look.ink
    if alike(ink, ground) and not ground == look.ground == WHITE:
        # The converter writes the ink of a box's label as what the label is filled with, too, and
        # pages of its older versions draw it in black.
        ink = painted(canvas.fill, over=ground, kept=ink)
    outside = replace(look, canvas=None, ground=ground, ink=ink)
    # What is not seen of the drawing is not seen of the piece either.
    if not canvas.shows or look.size * canvas.scale <= _TINY:
        return replace(outside, drawn=False, visible=False)
    return replace(outside, visible=shows(outside))
