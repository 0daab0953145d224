"""Whether a reader of a PDF would see a piece of its text: a page's operators, followed as a viewer
draws them.

Papers have been found to carry sentences for machines in white, tiny, transparent or undrawn type.
Rules: ISO 32000-1, 8.4 (graphics state), 8.5 (paths), 9.3 (text state). What cannot be judged
counts as seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_NOWHERE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_NEAR = (
    1 - 31 / 255
)  # Lighter than this in every channel cannot be told from paper; the same bound as for pages.
_TINY = 1.0  # points; labels in scaled figures go down to some two
_FAINT = 0.05
_UNDRAWN = (3, 7)  # text rendering modes that leave no ink
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
_FILLS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_PATHS = _FILLS | frozenset((b"S", b"s", b"n"))
_POINTS = frozenset((b"m", b"l", b"c", b"v", b"y"))
_GRAY = ("/DeviceGray", "/CalGray", "/G")


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that decides whether text is seen. `light` None: the colour is
    not known."""

    light: bool | None = False
    gray: bool = (
        True  # one component is a gray, 1 being white; in a colour of one ink it would be that ink
    )
    mode: int = 0
    opacity: float = 1.0
    size: float = 12.0
    measured: bool = (
        True  # whether the font's size is in points; a Type 3 font's may be in anything
    )


@dataclass(slots=True)
class Ink:
    """Follows one page's operators. `resources` are the page's; `page` is its box in points, where
    that is known."""

    resources: Mapping[str, Any]
    page: Box | None = None
    _state: _State = _State()
    _saved: list[_State] = field(default_factory=list)
    _outer: list[tuple[_State, list[_State], Mapping[str, Any], Matrix]] = field(
        default_factory=list
    )
    _around: Matrix = _NOWHERE  # from the space of the form being drawn to the page's
    _path: list[tuple[float, float]] = field(default_factory=list)
    _painted: list[tuple[Box, bool]] = field(default_factory=list)

    def hides(
        self, operator: bytes, operands: Sequence[Any], cm: Sequence[float], tm: Sequence[float]
    ) -> bool:
        """Follow one operator; whether it shows text that nobody sees. `cm` and `tm` are the
        matrices before it."""
        if operator in _SHOWING:
            return self._unseen(_times(_six(tm), _times(_six(cm), self._around)))
        self._follow(operator, operands, _times(_six(cm), self._around))
        return False

    def leave(self) -> None:
        """The form that `Do` began, if it was one, ends."""
        self._state, self._saved, self.resources, self._around = self._outer.pop()

    def _unseen(self, place: Matrix) -> bool:
        state, x, y = self._state, place[4], place[5]
        if state.mode in _UNDRAWN or state.opacity < _FAINT:
            return True
        if (
            state.measured
            and state.size * max(_length(place[0], place[1]), _length(place[2], place[3])) < _TINY
        ):
            return True
        if self.page and not _inside(self.page, x, y):
            return True
        return state.light is True and self._on_paper(x, y)

    def _on_paper(self, x: float, y: float) -> bool:
        """Whether what was painted last at that place is white, or nothing was."""
        return next((light for box, light in reversed(self._painted) if _inside(box, x, y)), True)

    def _follow(self, operator: bytes, operands: Sequence[Any], cm: Matrix) -> None:
        if operator == b"q":
            self._saved.append(self._state)
        elif operator == b"Q" and self._saved:
            self._state = self._saved.pop()
        elif operator == b"Do":
            self._enter(operands, cm)
        elif operator == b"re" or operator in _POINTS or operator in _PATHS:
            self._draw(operator, _numbers(operands), cm)
        elif operator == b"sh":
            self._painted.append(((-1e9, -1e9, 1e9, 1e9), False))
        else:
            self._set(operator, operands)

    def _set(self, operator: bytes, operands: Sequence[Any]) -> None:
        numbers = _numbers(operands)
        if operator in (b"g", b"rg", b"k"):
            self._state = replace(self._state, light=_is_light(numbers, gray=True))
        elif operator == b"cs" and operands:
            self._state = replace(self._state, light=False, gray=self._is_gray(str(operands[0])))
        elif operator in (b"sc", b"scn"):
            light = (
                _is_light(numbers, gray=self._state.gray) if len(numbers) == len(operands) else None
            )
            self._state = replace(self._state, light=light)
        elif operator == b"Tr" and numbers:
            self._state = replace(self._state, mode=int(numbers[0]))
        elif operator == b"Tf" and numbers:
            font = _looked_up(self.resources, "/Font", operands[0])
            points = _get(font, "/Subtype") != "/Type3"
            self._state = replace(self._state, size=abs(numbers[0]), measured=points)
        elif operator == b"gs" and operands:
            opacity = _numbers([_get(_looked_up(self.resources, "/ExtGState", operands[0]), "/ca")])
            self._state = replace(self._state, opacity=opacity[0]) if opacity else self._state

    def _is_gray(self, name: str) -> bool:
        if name in _GRAY:
            return True
        space = _looked_up(self.resources, "/ColorSpace", name)
        family = space[0] if isinstance(space, Sequence) and space else space
        return str(family) in (*_GRAY, "/ICCBased")

    def _enter(self, operands: Sequence[Any], cm: Matrix) -> None:
        """A picture paints its square; a form is drawn in a space of its own. Either ends with
        `leave`."""
        self._outer.append((self._state, self._saved, self.resources, self._around))
        drawn = _looked_up(self.resources, "/XObject", operands[0] if operands else "")
        if _get(drawn, "/Subtype") == "/Form":
            inner = _numbers(_get(drawn, "/Matrix") or [])
            self._around = _times(_six(inner), cm)
            self._saved = []
            self.resources = _get(drawn, "/Resources") or self.resources
        elif drawn is not None:
            corners = [_moved(cm, x, y) for x in (0, 1) for y in (0, 1)]
            self._painted.append((_box(corners), False))

    def _draw(self, operator: bytes, numbers: Sequence[float], cm: Matrix) -> None:
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            self._path += [
                _moved(cm, x, y),
                _moved(cm, x + width, y),
                _moved(cm, x + width, y + height),
            ]
            self._path.append(_moved(cm, x, y + height))
        elif operator in _POINTS:
            pairs = zip(numbers[::2], numbers[1::2], strict=False)
            self._path += [_moved(cm, x, y) for x, y in pairs]
        elif operator in _PATHS:
            if operator in _FILLS and self._path:
                self._painted.append((_box(self._path), self._state.light is True))
            self._path = []


def _is_light(colour: Sequence[float], *, gray: bool) -> bool | None:
    """Whether the colour can hardly be told from white paper; None where its components do not
    say."""
    match colour:
        case [level]:
            return level >= _NEAR if gray else level <= 1 - _NEAR
        case [_, _, _]:
            return min(colour) >= _NEAR
        case [_, _, _, _]:
            return max(colour[:3]) + colour[3] <= 1 - _NEAR
    return None


def _looked_up(resources: Mapping[str, Any], kind: str, name: Any) -> Any:
    return _get(_get(resources, kind), name)


def _get(holder: Any, name: Any) -> Any:
    """The entry, followed to the object it refers to; None where there is none."""
    holder = holder.get_object() if hasattr(holder, "get_object") else holder
    found: Any = holder.get(name) if hasattr(holder, "get") else None
    return found.get_object() if hasattr(found, "get_object") else found


def _numbers(values: Any) -> list[float]:
    return (
        [float(value) for value in values if isinstance(value, int | float)]
        if isinstance(values, Sequence)
        else []
    )


def _six(matrix: Sequence[float]) -> Matrix:
    if len(matrix) != 6:
        return _NOWHERE
    a, b, c, d, e, f = (float(value) for value in matrix)
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    x, y = _moved(n, m[4], m[5])
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        x,
        y,
    )


def _moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _length(x: float, y: float) -> float:
    return float((x * x + y * y) ** 0.5)


def _box(points: Sequence[tuple[float, float]]) -> Box:
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )


def _inside(box: Box, x: float, y: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
