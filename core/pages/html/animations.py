"""What the animations of a page's sheets leave of a style, as a reader comes to see it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.pages.html.rules import AMID, FROM, TO, Rule
from core.pages.html.values import Style

_PATIENCE = 60.0  # seconds
_TIME = re.compile(r"(?<![\w.-])(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(ms|s)\b")
_STAYING = frozenset(("forwards", "both"))
_BEGUN = frozenset(("backwards", "both"))
_TO_AND_FRO = frozenset(("alternate", "alternate-reverse"))
_FILLING = "animation-fill-mode"
_MOST = 50  # animations of one element; more are meant to be misread
_NAMES = (
    "animation-name",
    "animation-direction",
    "animation-iteration-count",
    "animation-play-state",
    "animation-timeline",
)
_TELLING = ("animation", _FILLING, "animation-duration", "animation-delay", *_NAMES)


class _Course(NamedTuple):
    """The animations that change a style, and the frame that they are seen in; "" for them all."""

    names: tuple[str, ...] = ()
    frame: str = ""


class Animated:
    """How the animations begin and end, by their names; of several of one name the last counts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._frames: dict[str, dict[str, Rule]] = {FROM: {}, AMID: {}, TO: {}}
        self._known: dict[tuple[str | None, ...], _Course] = {}
        for rule in rules:
            self._frames[rule.selector][rule.animation] = rule

    def seen(self, style: Style) -> Style:
        """The style as it is once the element's animations have come to their end, or have stood
        at their beginning for longer than anybody looks."""
        told = tuple(style.get(name) for name in _TELLING)
        if not any(told):
            return style
        course = self._known.get(told)
        if course is None:
            course = self._course(style)
            self._known[told] = course
        if len(course.names) > _MOST:
            return {**style, "display": "none"}
        for name in course.names:
            if course.frame:
                style = self._at(course.frame, name, style)
            else:
                style = self._in_all(name, style)
        return style

    def _course(self, style: Style) -> _Course:
        """Which animations change an element of that style, and how it is seen with them."""
        words = _words(style, "animation", *_NAMES)
        known = [each for each in words if any(each in self._frames[end] for end in (FROM, TO))]
        # Of one that is named twice the last place counts.
        names = tuple(reversed(dict.fromkeys(reversed(known))))
        fills = {*_words(style, _FILLING if _FILLING in style else "animation")}
        first, last = FROM, TO
        if "reverse" in words or "alternate-reverse" in words:
            first, last = last, first
        duration, delay = _times(style)
        if delay >= _PATIENCE and fills.isdisjoint(_BEGUN):
            return _Course()
        if "paused" in words or max(duration, delay) >= _PATIENCE:
            return _Course(names, first)
        if "infinite" in words:
            return _Course(names)
        if fills & _STAYING:
            turns = [word for word in words if word.isdecimal() and int(word[:3]) % 2 == 0]
            is_back = turns and not _TO_AND_FRO.isdisjoint(words)
            return _Course(names, first if is_back else last)
        return _Course(names) if "animation-timeline" in style else _Course()

    def _at(self, frame: str, name: str, style: Style) -> Style:
        """The style at an animation's beginning or end; what is not said there is as it was."""
        rule = self._frames[frame].get(name)
        if rule is None:
            return style
        return without_hiding(style) if rule.shows else {**style, **rule.plain}

    def _in_all(self, name: str, style: Style) -> Style:
        """The style of what goes to and fro: it is seen if it is at either end."""
        ends = [self._frames[frame].get(name) for frame in (FROM, TO)]
        if any(rule is not None and rule.shows for rule in (*ends, self._frames[AMID].get(name))):
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


def _words(style: Style, *names: str) -> list[str]:
    """The words of those declarations, in their order."""
    return " ".join(style.get(name, "") for name in names).replace(",", " ").split()


def _times(style: Style) -> tuple[float, float]:
    """How long an element's animation takes, and how long it waits before, in seconds."""
    duration, delay = ([*_seconds(style.get("animation", "")), 0.0, 0.0])[:2]
    return (
        max(_seconds(style.get("animation-duration", "")), default=duration),
        max(_seconds(style.get("animation-delay", "")), default=delay),
    )


def _seconds(value: str) -> list[float]:
    return [float(number) / (1000 if unit == "ms" else 1) for number, unit in _TIME.findall(value)]
