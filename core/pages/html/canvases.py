"""Where in a drawing a text is, and in what paint: whether its letters can be made out there."""

# Tested in tests/core/pages/html/test_drawings.py.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.pages.html.colours import Colour, alike, blended, painted
from core.pages.html.effects import Effect
from core.pages.html.grounds import FAINT, Painted, ground_of
from core.pages.html.planes import EVERYWHERE, HERE, Box, Plane

_UNPAINTED = ("none", "transparent")
COVERING = 0.15
"""Of the size of type: a stroke so wide covers the letters that it is drawn along."""
_BLOT = 0.6  # of the size of type: one so wide leaves no letter to be made out
# A text's own box is not known: about this much around where it begins.
_AROUND = Box(-10, -20, 200, 20)
_AWAY, _FARTHER = 900.0, 2700.0
_LETTERS = 8.0  # points; about as wide as two letters are
_NEAR = 5.0  # points
_LINE = 2.0  # points, through which no line of type can be seen


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where in a drawing an element is, and how it is painted.

    `area` is what can be seen of the drawing, `line` is the plane of the text that it is in and
    where that begins, `extent` is about where the text is drawn that it is in, `grounds` are the
    shapes that are painted under that, the last one on top, and `is_covered` says that another one
    is painted over it. `is_stroke_last` says that strokes are painted over what letters are filled
    with. `zoom` is how large the drawing's measure is drawn.
    """

    plane: Plane = HERE
    area: Box = EVERYWHERE
    line: tuple[Plane, tuple[float, float]] = (HERE, (0.0, 0.0))
    extent: Box | None = None
    grounds: tuple[Painted, ...] = ()
    is_covered: bool = False
    fill: str = "black"
    stroke: str = "none"
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    stroke_width: float = 1.0
    is_stroke_last: bool = True
    is_lettered: bool = False
    zoom: float = 1.0

    @property
    def scale(self) -> float:
        """How large it draws what is one long, its box's own measure among it."""
        return self.plane.scale * self.zoom

    @property
    def place(self) -> Box:
        """About where a text that begins here is drawn."""
        start = Box(self.plane.e, self.plane.f, self.plane.e, self.plane.f)
        return Box(*(side + more for side, more in zip(start, _AROUND, strict=True)))

    @property
    def shows(self) -> bool:
        """Whether a text that begins here is within what can be seen, and neither too small nor
        painted over."""
        x, y = self.plane.e, self.plane.f
        if self.is_covered:
            return False
        measure = min(1.0, self.zoom)
        if min(x, y) * measure <= -_AWAY or max(x, y) * measure >= _FARTHER:
            return False
        if self._is_shut or not self.area.meets(self.place):
            return False
        extent = self.extent
        if extent is None or not extent.widened(_NEAR / self.zoom).has(x, y):
            return True  # A piece of a text may stand elsewhere.
        return self._lets_letters_through(extent)

    @property
    def _is_shut(self) -> bool:
        """Whether a line of type cannot be seen through what can be seen of the drawing."""
        across, down = self.area.right - self.area.left, self.area.bottom - self.area.top
        return min(across, down) * max(self.zoom, 1.0) <= _LINE

    def _lets_letters_through(self, extent: Box) -> bool:
        """Whether what can be seen of the drawing is as wide and as high as some letters of a text
        that is drawn there."""
        seen = self.area.within(extent)
        across, down = seen.right - seen.left, seen.bottom - seen.top
        wide, high = extent.right - extent.left, extent.bottom - extent.top
        letters = _LETTERS / self.zoom
        return across >= min(wide / 2, letters) and down >= min(0.45 * high, letters / 2)

    def on_ground(self, ground: Colour | None) -> Colour | None:
        """The ground of a text that begins here; None where it is not known, or of many colours."""
        return ground_of(self.extent or self.place, self.grounds, ground)

    def letters_show(
        self,
        ground: Colour | None,
        ink: Colour | None,
        opacity: float,
        size: float,
        effects: Sequence[Effect] = (),
    ) -> bool:
        """Whether letters of this paint, and of type of that size, can be made out on their
        ground."""
        width = self.stroke_width if self.stroke not in _UNPAINTED else 0.0
        if width >= _BLOT * size and self.is_stroke_last:
            return False
        paints = [(self.stroke, self.stroke_opacity)] if width else []
        is_over = self.is_stroke_last and self.stroke_opacity > 1 - FAINT
        if not paints or width < COVERING * size or not is_over:
            paints.append((self.fill, self.fill_opacity))
        for paint, own in paints:
            if paint in _UNPAINTED or own * opacity <= FAINT:
                continue
            colour, below = painted(paint, over=ground, kept=ink), ground
            for effect in reversed(effects):
                colour, below = effect.applied(colour, below)
            if not alike(blended(colour, below, own * opacity), below):
                return True
        return False
