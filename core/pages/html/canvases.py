"""Where in a drawing a text is, and in what paint: whether its letters can be made out there."""

# Tested in tests/core/pages/html/test_drawings.py.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.pages.html.colours import Colour, alike, blended, painted
from core.pages.html.effects import Effect
from core.pages.html.grounds import FAINT, Painted, ground_of
from core.pages.html.planes import EVERYWHERE, HERE, Box, Plane

# A text's own box is not known: about this much around where it begins.
_AROUND = Box(-10, -20, 200, 20)
_AWAY, _FARTHER = 900.0, 2700.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where in a drawing an element is, and how it is painted.

    `area` is what can be seen of the drawing, `line` is the plane of the text that it is in and
    where that begins, `extent` is about where the text is drawn that it is in, `grounds` are the
    shapes that are painted under that, the last one on top, and `is_covered` says that another one
    is painted over it. `zoom` is how large the drawing's measure is drawn.
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
        if x <= -_AWAY or y <= -_AWAY or x >= _FARTHER or y >= _FARTHER:
            return False
        return not self.area.is_nothing and self.area.meets(self.place)

    def on_ground(self, ground: Colour | None) -> Colour | None:
        """The ground of a text that begins here; None where it is not known, or of many colours."""
        return ground_of(self.extent or self.place, self.grounds, ground)

    def letters_show(
        self,
        ground: Colour | None,
        ink: Colour | None,
        opacity: float,
        effects: Sequence[Effect] = (),
    ) -> bool:
        """Whether letters of this paint can be made out on their ground."""
        paints = ((self.fill, self.fill_opacity), (self.stroke, self.stroke_opacity))
        for paint, own in paints:
            if paint in ("none", "transparent") or own * opacity <= FAINT:
                continue
            colour, below = painted(paint, over=ground, kept=ink), ground
            for effect in reversed(effects):
                colour, below = effect.applied(colour, below)
            if not alike(blended(colour, below, own * opacity), below):
                return True
        return False
