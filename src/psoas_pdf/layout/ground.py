"""What a drawing covers, on a fine grid: one whole number a row, one bit a cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor

from psoas_pdf.drawing import Clip, Drawing
from psoas_pdf.geometry import Box, Path, Point, bounds

CURVE_STEPS = 4
"""Pieces of a curve.  The cubics of a plate are a few millimetres long; four stay well within a cell."""

_SLACK = 1e-9  # so that 1.5 / 0.5 is three cells, whatever the floating point says


def flattened(path: Path) -> Iterator[list[Point]]:
    """The outlines of a path as lists of points; a closed one ends where it starts."""
    line: list[Point] = []
    for op, *numbers in path:
        v = [float(number) for number in numbers]
        if op == "M":
            if len(line) > 1:
                yield line
            line = [(v[0], v[1])]
        elif op == "L":
            line.append((v[0], v[1]))
        elif op == "C":
            x0, y0 = line[-1]
            for i in range(1, CURVE_STEPS + 1):
                t = i / CURVE_STEPS
                u = 1 - t
                a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
                line.append(
                    (a * x0 + b * v[0] + c * v[2] + d * v[4], a * y0 + b * v[1] + c * v[3] + d * v[5])
                )
        elif line[-1] != line[0]:
            line.append(line[0])
    if len(line) > 1:
        yield line


class Ground:
    """A grid over `area`, y up; a cell is taken when something covers a part of it.

    Lengths are in the caller's unit.  What lies outside the area is neither seen nor free.
    """

    def __init__(self, area: Box, cell: float) -> None:
        self.area = area
        self.cell = cell
        self.columns = max(1, floor(area.width / cell + _SLACK))
        self._rows = [0] * max(1, floor(area.height / cell + _SLACK))

    def take_box(self, box: Box) -> None:
        """Marks a box as taken."""
        low, high = self._span(box.y0 - self.area.y0, box.y1 - self.area.y0, len(self._rows))
        bits = self._bits(box.x0, box.x1)
        for row in range(low, high):
            self._rows[row] |= bits

    def take_drawing(self, drawing: Drawing, x: float, y: float, scale: float, clear: float) -> None:
        """Marks what a drawing covers and `clear` round it; the hole in a shape counts as covered.

        x, y: where the lower left corner of the drawing's box stands.  Strokes count as lines without width,
        so `clear` is more than half the widest.
        """
        own = Ground(self.area, self.cell)
        dx, dy = x - drawing.box.x0 * scale, y - drawing.box.y0 * scale
        for path, filled in _inked(drawing):
            x0, y0, x1, y1 = bounds([path])
            if own._covered(Box(x0 * scale + dx, y0 * scale + dy, x1 * scale + dx, y1 * scale + dy)):
                continue
            for line in flattened(path):
                own._take_line([(px * scale + dx, py * scale + dy) for px, py in line], filled)
        self._rows = [mine | new for mine, new in zip(self._rows, own._grown(clear), strict=True)]

    def free(self, width: float, height: float) -> list[int]:
        """For each row that can be the lowest of a free box of this size: its left columns, one bit each."""
        wide, high = self._cells(width), self._cells(height)
        if wide > self.columns or high > len(self._rows):
            return []
        mask = (1 << (self.columns - wide + 1)) - 1
        out = []
        for taken in _ored(self._rows, high):
            span = 1
            while span < wide:
                step = min(span, wide - span)
                taken |= taken >> step
                span += step
            out.append(~taken & mask)
        return out

    def is_free(self, box: Box) -> bool:
        """True when no cell that the box touches is taken."""
        low, high = self._span(box.y0 - self.area.y0, box.y1 - self.area.y0, len(self._rows))
        bits = self._bits(box.x0, box.x1)
        return not any(row & bits for row in self._rows[low:high])

    def _covered(self, box: Box) -> bool:
        """True when every cell in and round the box is taken: most of a drawing's lines lie on its fills."""
        box = box.grown(self.cell / 2)
        low, high = self._span(box.y0 - self.area.y0, box.y1 - self.area.y0, len(self._rows))
        bits = self._bits(box.x0, box.x1)
        return all(row & bits == bits for row in self._rows[low:high])

    def _cells(self, length: float) -> int:
        return max(1, ceil(length / self.cell - _SLACK))

    def _span(self, start: float, end: float, count: int) -> tuple[int, int]:
        return max(0, floor(start / self.cell + _SLACK)), min(count, ceil(end / self.cell - _SLACK))

    def _bits(self, x0: float, x1: float) -> int:
        first, last = self._span(x0 - self.area.x0, x1 - self.area.x0, self.columns)
        return ((1 << max(0, last - first)) - 1) << first

    def _take_line(self, line: list[Point], filled: bool) -> None:
        points = [((x - self.area.x0) / self.cell, (y - self.area.y0) / self.cell) for x, y in line]
        crossings: dict[int, list[float]] = {}
        for (ax, ay), (bx, by) in pairwise(points):
            self._take_edge(ax, ay, bx, by)
            if filled and ay != by:
                slope = (bx - ax) / (by - ay)
                for row in range(
                    max(0, ceil(min(ay, by) - 0.5)), min(len(self._rows), ceil(max(ay, by) - 0.5))
                ):
                    crossings.setdefault(row, []).append(ax + (row + 0.5 - ay) * slope)
        for row, xs in crossings.items():
            xs.sort()
            for start, end in zip(xs[::2], xs[1::2], strict=False):
                first, last = max(0, floor(start)), min(self.columns, ceil(end))
                self._rows[row] |= ((1 << max(0, last - first)) - 1) << first

    def _take_edge(self, ax: float, ay: float, bx: float, by: float) -> None:
        steps = ceil(max(abs(bx - ax), abs(by - ay))) or 1
        for i in range(steps + 1):
            column, row = floor(ax + (bx - ax) * i / steps), floor(ay + (by - ay) * i / steps)
            if 0 <= row < len(self._rows) and 0 <= column < self.columns:
                self._rows[row] |= 1 << column

    def _grown(self, by: float) -> list[int]:
        cells = ceil(by / self.cell - _SLACK)
        mask = (1 << self.columns) - 1
        wide = []
        for row in self._rows:
            bits = row
            for step in range(1, cells + 1):
                bits |= row << step | row >> step
            wide.append(bits & mask)
        edge = [0] * cells
        return _ored([*edge, *wide, *edge], 2 * cells + 1)


def _inked(drawing: Drawing) -> Iterator[tuple[Path, bool]]:
    """What can show outside other marks, each path once: a filled clip's shapes lie within its own path."""
    found: dict[Path, bool] = {}
    for mark in drawing.marks:
        for one in mark.shapes if isinstance(mark, Clip) and not mark.fill else (mark,):
            found[one.path] = found.get(one.path, False) or one.fill is not None
    yield from found.items()


def _ored(rows: list[int], count: int) -> list[int]:
    """Entry i holds all bits of rows i to i + count - 1."""
    out, span = rows, 1
    while span < count:
        step = min(span, count - span)
        out = [a | b for a, b in zip(out, out[step:], strict=False)]
        span += step
    return out
