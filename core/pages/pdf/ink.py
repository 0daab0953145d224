"""Whether a reader of a PDF would see a piece of its text: follows what a viewer draws.

Papers have been found to carry sentences for machines in white, tiny, transparent or undrawn type.
Rules: ISO 32000-1, 8.4 (graphics state), 8.5 (paths), 9.3 (text state). What cannot be judged
counts as seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_NOWHERE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# Lighter than this in every channel cannot be told from paper; the same bound as for pages.
_NEAR = 1 - 31 / 255
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
    """What of the graphics state decides whether text is seen; `light` None: unknown colour."""

    light: bool | None = False
    # Whether a single component is a gray, 1 being white; else it is how much of an ink is used.
    gray: bool = True
    mode: int = 0
    opacity: float = 1.0
    size: float = 12.0
    # Whether the font's size is in points; a Type 3 font's may be in anything.
    measured: bool = True


class _Outer(NamedTuple):
    """What holds outside the form or picture being drawn."""

    state: _State
    saved: list[_State]
    resources: Mapping[str, Any]
    around: Matrix


@dataclass(slots=True)
class Ink:
    """Follows one page's operators; `resources` are the page's, `page` is its box in points."""

    resources: Mapping[str, Any]
    page: Box | None = None
    _state: _State = _State()
    _saved: list[_State] = field(default_factory=list)
    _outer: list[_Outer] = field(default_factory=list)
    _around: Matrix = _NOWHERE  # from the space of the form being drawn to the page's
    _path: list[tuple[float, float]] = field(default_factory=list)
    _painted: list[tuple[Box, bool]] = field(default_factory=list)

    def hides(
        self, operator: bytes, operands: Sequence[Any], cm: Sequence[float], tm: Sequence[float]
    ) -> bool:
        """Follow one operator, and return whether it shows text that nobody sees.

        `cm` and `tm` are the matrices before it.
        """
        to_page = _times(_six(cm), self._around)
        if operator in _SHOWING:
            return self._unseen(_times(_six(tm), to_page))
        self._follow(operator, operands, to_page)
        return False

    def leave(self) -> None:
        """The form that `Do` began, if it was one, ends."""
        outer = self._outer.pop()
        self._state = outer.state
        self._saved = outer.saved
        self.resources = outer.resources
        self._around = outer.around

    def _unseen(self, place: Matrix) -> bool:
        """Whether text at that place is not seen."""
        state = self._state
        across_x, across_y, up_x, up_y, x, y = place
        if state.mode in _UNDRAWN or state.opacity < _FAINT:
            return True
        scale = max(_length(across_x, across_y), _length(up_x, up_y))
        if state.measured and state.size * scale < _TINY:
            return True
        if self.page and not _inside(self.page, x, y):
            return True
        return state.light is True and self._on_paper(x, y)

    def _on_paper(self, x: float, y: float) -> bool:
        """Whether what was painted last at that place is white, or nothing was."""
        for box, light in reversed(self._painted):
            if _inside(box, x, y):
                return light
        return True

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
            light = None
            if len(numbers) == len(operands):
                light = _is_light(numbers, gray=self._state.gray)
            self._state = replace(self._state, light=light)
        elif operator == b"Tr" and numbers:
            self._state = replace(self._state, mode=int(numbers[0]))
        elif operator == b"Tf" and numbers:
            font = _looked_up(self.resources, "/Font", operands[0])
            points = _get(font, "/Subtype") != "/Type3"
            self._state = replace(self._state, size=abs(numbers[0]), measured=points)
        elif operator == b"gs" and operands:
            given = _looked_up(self.resources, "/ExtGState", operands[0])
            opacity = _numbers([_get(given, "/ca")])
            if opacity:
                self._state = replace(self._state, opacity=opacity[0])

    def _is_gray(self, name: str) -> bool:
        """Whether one component of a colour space is a gray."""
        if name in _GRAY:
            return True
        family = _looked_up(self.resources, "/ColorSpace", name)
        if isinstance(family, Sequence) and family:
            family = family[0]
        return str(family) in (*_GRAY, "/ICCBased")

    def _enter(self, operands: Sequence[Any], cm: Matrix) -> None:
        """Begin a picture, which paints its square, or a form, which has a space of its own.

        Both end with `leave`.
        """
        self._outer.append(_Outer(self._state, self._saved, self.resources, self._around))
        name = operands[0] if operands else ""
        drawn = _looked_up(self.resources, "/XObject", name)
        if _get(drawn, "/Subtype") == "/Form":
            inner = _numbers(_get(drawn, "/Matrix") or [])
            self._around = _times(_six(inner), cm)
            self._saved = []
            self.resources = _get(drawn, "/Resources") or self.resources
        elif drawn is not None:
            corners = [_moved(cm, 0, 0), _moved(cm, 0, 1), _moved(cm, 1, 0), _moved(cm, 1, 1)]
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
    """Whether the colour can hardly be told from white paper; None where that cannot be known."""
    match colour:
        case [level] if gray:
            return level >= _NEAR
        case [ink]:
            return ink <= 1 - _NEAR
        case [_, _, _]:
            return min(colour) >= _NEAR
        case [_, _, _, _]:
            return max(colour[:3]) + colour[3] <= 1 - _NEAR
    return None


def _looked_up(resources: Mapping[str, Any], kind: str, name: Any) -> Any:
    return _get(_get(resources, kind), name)


def _get(holder: Any, name: Any) -> Any:
    """The entry, followed to the object it refers to; None where there is none."""
    holder = _followed(holder)
    if not hasattr(holder, "get"):
        return None
    return _followed(holder.get(name))


def _followed(reference: Any) -> Any:
    """The object that a reference refers to; anything else is returned as it is."""
    if hasattr(reference, "get_object"):
        return reference.get_object()
    return reference


def _numbers(values: Any) -> list[float]:
    """The numbers among some values; none where they are no sequence."""
    if not isinstance(values, Sequence):
        return []
    return [float(value) for value in values if isinstance(value, int | float)]


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
