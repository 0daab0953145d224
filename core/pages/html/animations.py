"""What the animations of a page's sheets leave of a style, as a reader comes to see it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.pages.html.rules import FROM, TO, Rule
from core.pages.html.values import Style

_PATIENCE = 60.0  # seconds
_TIME = re.compile(r"(?<![\w.-])(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(ms|s)\b")
_STAYING = frozenset(("forwards", "both"))
_NAMES = (
    "animation",
    "animation-name",
    "animation-fill-mode",
    "animation-direction",
    "animation-iteration-count",
    "animation-play-state",
    "animation-timeline",
)


class Animated:
    """How the animations begin and end, by their names; of several of one name the last counts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._frames: dict[str, dict[str, Rule]] = {FROM: {}, TO: {}}
        for rule in rules:
            self._frames[rule.selector][rule.animation] = rule

    def seen(self, style: Style) -> Style:
        """The style as it is once the element's animations have come to their end, or have stood
        at their beginning for longer than anybody looks."""
        words = _words(style)
        for name in words & (self._frames[FROM].keys() | self._frames[TO].keys()):
            first, last = FROM, TO
            if "reverse" in words or "alternate-reverse" in words:
                first, last = last, first
            if _is_waiting(style, words):
                style = self._at(first, name, style)
            elif "infinite" in words:
                style = self._in_all(name, style)
            elif words & _STAYING:
                turns = {word for word in words if word.isdecimal() and int(word[:3]) % 2 == 0}
                is_back = turns and not words.isdisjoint(("alternate", "alternate-reverse"))
                style = self._at(first if is_back else last, name, style)
            elif _seconds(style) >= _PATIENCE or "animation-timeline" in style:
                style = self._in_all(name, style)
        return style

    def _at(self, frame: str, name: str, style: Style) -> Style:
        """The style at an animation's beginning or end; what is not said there is as it was."""
        rule = self._frames[frame].get(name)
        if rule is None:
            return style
        return without_hiding(style) if rule.shows else {**style, **rule.plain}

    def _in_all(self, name: str, style: Style) -> Style:
        """The style of what goes to and fro: it is seen if it is at either end."""
        ends = [self._frames[frame].get(name) for frame in (FROM, TO)]
        if any(rule is not None and rule.shows for rule in ends):
            return without_hiding(style)
        if ends[0] and ends[1] and ends[0].plain == ends[1].plain:
            return {**style, **ends[0].plain}
        return style


def without_hiding(style: Style) -> dict[str, str]:
    """The style without what a script or an animation undoes."""
    kept = dict(style)
    if style.get("display") == "none":
        del kept["display"]
    for name in ("visibility", "opacity"):
        kept.pop(name, None)
    return kept


def _words(style: Style) -> set[str]:
    """The words of an element's animations, their names and ways among them."""
    said = " ".join(style.get(name, "") for name in _NAMES)
    return set(said.replace(",", " ").split())


def _seconds(style: Style) -> float:
    """The longest time that is said of an element's animations."""
    names = ("animation", "animation-duration", "animation-delay")
    told = " ".join(style.get(name, "") for name in names)
    times = [float(number) / (1000 if unit == "ms" else 1) for number, unit in _TIME.findall(told)]
    return max(times, default=0.0)


def _is_waiting(style: Style, words: set[str]) -> bool:
    """Whether an animation stands at its beginning for longer than anybody looks at it."""
    return "paused" in words or _seconds(style) >= _PATIENCE
