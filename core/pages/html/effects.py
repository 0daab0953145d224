"""What filters and blending make of a text's colours, once it is painted. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from core.pages.html.colours import Colour
from core.pages.html.lengths import lengths, share

_FUNCTION = re.compile(r"([a-z-]{1,12})\(([^()]{0,100})\)")
_FILTERS = frozenset(("invert", "brightness", "contrast", "grayscale", "saturate"))
_BLURRED = 0.4  # of the size of type: its letters run into each other
_BLENDED: dict[str, Callable[[float, float], float]] = {
    "multiply": lambda ink, ground: ink * ground / 255,
    "screen": lambda ink, ground: 255 - (255 - ink) * (255 - ground) / 255,
    "darken": min,
    "lighten": max,
    "difference": lambda ink, ground: abs(ink - ground),
    "exclusion": lambda ink, ground: ink + ground - 2 * ink * ground / 255,
    "plus-lighter": lambda ink, ground: min(255.0, ink + ground),
    "color-dodge": lambda ink, ground: (
        255.0 if ink >= 255 and ground > 0 else min(255.0, ground * 255 / (255 - ink or 1))
    ),
    "color-burn": lambda ink, ground: (
        255.0 if ground >= 255 else max(0.0, 255 - (255 - ground) * 255 / (ink or 1))
    ),
}


class Effect(NamedTuple):
    """A filter, or a way of blending, of an element that stands on the ground `around`.

    `is_backed` says that something within the element is painted behind its text.
    """

    filters: tuple[tuple[str, float], ...]
    blending: str
    around: Colour | None
    is_backed: bool = False

    def applied(
        self, ink: Colour | None, ground: Colour | None
    ) -> tuple[Colour | None, Colour | None]:
        """Ink and ground of a text within the element as they are seen. What the element does not
        paint stays as it is around it."""
        if not self.is_backed and ground == self.around:
            return self._seen(ink), ground
        return self._seen(ink), self._seen(ground)

    def _seen(self, colour: Colour | None) -> Colour | None:
        if colour is None:
            return None
        for name, amount in self.filters:
            colour = _filtered(colour, name, amount)
        blend = _BLENDED.get(self.blending)
        if blend is None:
            return colour
        if self.around is None:
            return None
        red, green, blue = map(blend, colour, self.around)
        return (red, green, blue)


def effect_of(style: Mapping[str, str], around: Colour | None) -> Effect | None:
    """What an element's style makes of the colours within it; None for nothing."""
    found = _filters_in(style.get("filter", ""))
    blending = style.get("mix-blend-mode", "normal")
    if not found and blending not in _BLENDED:
        return None
    return Effect(tuple(found), blending, around)


def behind(style: Mapping[str, str], ground: Colour | None) -> Colour | None:
    """What an element of that style makes of the ground that it stands on."""
    for name, amount in _filters_in(style.get("backdrop-filter", "")):
        ground = ground and _filtered(ground, name, amount)
    return ground


def _filters_in(value: str) -> list[tuple[str, float]]:
    """The filters that change colours, and how much."""
    found: list[tuple[str, float]] = []
    for name, amount in _FUNCTION.findall(value):
        number = share(amount)
        if name in _FILTERS:
            found.append((name, 1.0 if number is None else number))
    return found


def is_blurred(style: Mapping[str, str], size: float) -> bool:
    """Whether a filter leaves no letter of type of that size to be made out."""
    radii: list[float] = []
    for name, amount in _FUNCTION.findall(style.get("filter", "")):
        if name == "blur":
            radii += lengths(amount)[:1]
    return sum(radii) > _BLURRED * size


def _filtered(colour: Colour, name: str, amount: float) -> Colour:
    red, green, blue = colour
    if name in ("grayscale", "saturate"):
        grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        part = min(amount, 1.0) if name == "grayscale" else 1 - amount
        mixed = [channel + part * (grey - channel) for channel in colour]
    elif name == "invert":
        part = min(amount, 1.0)
        mixed = [channel + part * (255 - 2 * channel) for channel in colour]
    elif name == "contrast":
        mixed = [127.5 + amount * (channel - 127.5) for channel in colour]
    else:
        mixed = [amount * channel for channel in colour]
    red, green, blue = (min(255.0, max(0.0, channel)) for channel in mixed)
    return (red, green, blue)
