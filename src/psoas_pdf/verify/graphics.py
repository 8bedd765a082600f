"""The graphics state and the paths of a content stream."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from psoas_pdf.geometry import Box
from psoas_pdf.verify.fonts import Font
from psoas_pdf.verify.objects import Budget, TooMuch, as_dict, as_list, as_number, get
from psoas_pdf.verify.painted import BLACK, NO_SHIFT, Colour, Ink, Mark, Run, common
from psoas_pdf.verify.shades import CMYK, GREY, RGB, colour_of, space_of

Matrix = tuple[float, float, float, float, float, float]
ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
MOST_SAVED = 500
"""States saved in each other."""


def times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


def matrix_of(parts: Iterable[Any]) -> Matrix:
    numbers = [as_number(p) for p in parts]
    return tuple(numbers[:6]) if len(numbers) >= 6 else ONE  # type: ignore[return-value]


class State:
    """The graphics state, as far as it is looked at."""

    __slots__ = (
        "alpha", "alpha_line", "cap", "clip", "cm", "fill", "font", "leading", "mode", "rise", "scale",
        "size", "spacing", "stroke", "width", "word_spacing",
    )  # fmt: skip

    def __init__(self) -> None:
        self.cm: Matrix = ONE
        self.clip: Box = EVERYWHERE
        self.fill: Colour = BLACK
        self.stroke: Colour = BLACK
        self.alpha = self.alpha_line = self.width = self.scale = 1.0
        self.font: Font | None = None
        self.size = self.spacing = self.word_spacing = self.leading = self.rise = 0.0
        self.mode = self.cap = 0

    def copy(self) -> State:
        new = State.__new__(State)
        for name in State.__slots__:
            setattr(new, name, getattr(self, name))
        return new


class Fonts(Protocol):
    """Where fonts come from, and what may still be read."""

    budget: Budget

    def font(self, reference: Any) -> Font: ...


class Graphics:
    """State, colours and paths of one stream, and the ink that it leaves.  stream: 0 for a page's own."""

    def __init__(self, reader: Fonts, resources: Any, state: State, stream: int) -> None:
        self._reader, self._resources, self._state = reader, resources, state
        self._stream = stream
        self._saved: list[State] = []
        self._open: list[int] = []
        self._path: list[tuple[Any, ...]] = []
        self._start = self._at = (0.0, 0.0)
        self._box: list[float] | None = None
        self._clipping = False
        self.runs: list[Run] = []
        self.inks: list[Ink] = []
        self.marks: list[Mark] = []
        self.unmarked: dict[str, None] = {}
        self.spaces: set[str] = set()
        self.used: set[str] = set()
        self.order = 0

    def _save(self, _: list[Any]) -> None:
        if len(self._saved) >= MOST_SAVED:
            raise TooMuch("states are saved without end")
        self._saved.append(self._state)
        self._state = self._state.copy()

    def _restore(self, _: list[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _concat(self, operands: list[Any]) -> None:
        self._state.cm = times(matrix_of(operands), self._state.cm)

    def _set_width(self, operands: list[Any]) -> None:
        self._state.width = float(operands[0])

    def _set_cap(self, operands: list[Any]) -> None:
        self._state.cap = int(operands[0])

    def _external(self, operands: list[Any]) -> None:
        table = as_dict(get(as_dict(get(self._resources, "/ExtGState")), f"/{operands[0]}"))
        state = self._state
        state.alpha = as_number(get(table, "/ca"), state.alpha)
        state.alpha_line = as_number(get(table, "/CA"), state.alpha_line)
        state.width = as_number(get(table, "/LW"), state.width)
        font = as_list(get(table, "/Font"))
        if len(font) == 2:
            state.font, state.size = self._reader.font(font[0]), as_number(font[1])

    def _fill_grey(self, operands: list[Any]) -> None:
        self._state.fill = colour_of(GREY, operands)

    def _fill_rgb(self, operands: list[Any]) -> None:
        self._state.fill = colour_of(RGB, operands)

    def _fill_cmyk(self, operands: list[Any]) -> None:
        self._state.fill = colour_of(CMYK, operands)

    def _fill_space(self, operands: list[Any]) -> None:
        self._state.fill = colour_of(space_of(operands[0], self._resources), ())

    def _fill_parts(self, operands: list[Any]) -> None:
        self._state.fill = colour_of(self._state.fill.space, operands)

    def _line_grey(self, operands: list[Any]) -> None:
        self._state.stroke = colour_of(GREY, operands)

    def _line_rgb(self, operands: list[Any]) -> None:
        self._state.stroke = colour_of(RGB, operands)

    def _line_cmyk(self, operands: list[Any]) -> None:
        self._state.stroke = colour_of(CMYK, operands)

    def _line_space(self, operands: list[Any]) -> None:
        self._state.stroke = colour_of(space_of(operands[0], self._resources), ())

    def _line_parts(self, operands: list[Any]) -> None:
        self._state.stroke = colour_of(self._state.stroke.space, operands)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._state.cm
        px, py = a * x + c * y + e, b * x + d * y + f
        box = self._box
        if box is None:
            self._box = [px, py, px, py]
        else:
            if px < box[0]:
                box[0] = px
            elif px > box[2]:
                box[2] = px
            if py < box[1]:
                box[1] = py
            elif py > box[3]:
                box[3] = py
        return px, py

    def _move(self, operands: list[Any]) -> None:
        self._at = self._start = (operands[0], operands[1])
        self._path.append(("M", *self._point(*self._at)))

    def _draw(self, operands: list[Any]) -> None:
        self._at = (operands[0], operands[1])
        self._path.append(("L", *self._point(*self._at)))

    def _curve(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = operands
        self._at = (e, f)
        self._path.append(("C", *self._point(a, b), *self._point(c, d), *self._point(e, f)))

    def _curve_from_here(self, operands: list[Any]) -> None:
        self._curve([*self._at, *operands])

    def _curve_to_end(self, operands: list[Any]) -> None:
        self._curve([*operands, *operands[2:]])

    def _close(self, _: list[Any]) -> None:
        self._path.append(("Z",))
        self._at = self._start

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, w, h = operands
        self._move([x, y])
        for px, py in ((x + w, y), (x + w, y + h), (x, y + h)):
            self._draw([px, py])
        self._close([])

    def _clip(self, _: list[Any]) -> None:
        self._clipping = True

    def _end_path(self, _: list[Any]) -> None:
        if self._clipping:
            box = Box(*self._box) if self._box else Box(0, 0, 0, 0)
            self._state.clip = common(self._state.clip, box)
        self._path, self._box, self._clipping = [], None, False

    def _fill(self, _: list[Any], even_odd: bool = False) -> None:
        self._paint(True, False, even_odd)

    def _fill_even_odd(self, _: list[Any]) -> None:
        self._paint(True, False, True)

    def _stroke(self, _: list[Any]) -> None:
        self._paint(False, True)

    def _close_stroke(self, _: list[Any]) -> None:
        self._close([])
        self._paint(False, True)

    def _both(self, _: list[Any]) -> None:
        self._paint(True, True)

    def _both_even_odd(self, _: list[Any]) -> None:
        self._paint(True, True, True)

    def _close_both(self, _: list[Any]) -> None:
        self._close([])
        self._paint(True, True)

    def _close_both_even_odd(self, _: list[Any]) -> None:
        self._close([])
        self._paint(True, True, True)

    def _paint(self, fills: bool, strokes: bool, even_odd: bool = False) -> None:
        state = self._state
        if self._box is not None:
            box, path = Box(*self._box), tuple(self._path)
            if fills:
                self._ink("fill", box, state.fill, state.alpha, 0.0, path, even_odd)
            if strokes:
                a, b, c, d, _, _ = state.cm
                width = state.width * abs(a * d - b * c) ** 0.5
                across, up = _grown(path, width / 2, state.cap)
                self._ink(
                    "stroke",
                    Box(box[0] - across, box[1] - up, box[2] + across, box[3] + up),
                    state.stroke,
                    state.alpha_line,
                    width,
                    path,
                )
        self._end_path([])

    def _ink(
        self,
        kind: str,
        box: Box,
        colour: Colour,
        alpha: float,
        width: float,
        path: tuple[tuple[Any, ...], ...] = (),
        even_odd: bool = False,
        pixels: tuple[int, int, int] = (0, 0, 0),
        extent: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        if kind in ("fill", "stroke"):
            self.spaces.add(colour.space)
        self._note(kind)
        seen = common(box, self._state.clip)
        if seen[0] > seen[2] or seen[1] > seen[3]:
            return
        self.order += 1
        mark = self._open[-1] if self._open else -1
        self.inks.append(
            Ink(
                self.order,
                kind,
                seen,
                colour,
                alpha,
                width,
                path,
                even_odd,
                NO_SHIFT,
                mark,
                0,
                pixels,
                extent,
            )
        )

    def _note(self, what: str) -> None:
        if not self._open and not self._stream:
            self.unmarked[what] = None


def _grown(path: tuple[tuple[Any, ...], ...], half: float, cap: int) -> tuple[float, float]:
    """How far a line of that half width reaches beyond its points: a straight one that ends in nothing only
    sideways.
    """
    if cap == 0 and len(path) == 2 and path[1][0] == "L":
        dx, dy = path[1][1] - path[0][1], path[1][2] - path[0][2]
        long = (dx * dx + dy * dy) ** 0.5
        if long:
            return half * abs(dy) / long, half * abs(dx) / long
    return half, half
