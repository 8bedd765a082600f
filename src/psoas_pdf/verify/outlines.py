"""Paths of ink as polygons: what is inside of them, what they cross, how far they reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from psoas_pdf.geometry import Box
from psoas_pdf.verify.objects import Budget
from psoas_pdf.verify.painted import Ink, common

CHORDS = 6
"""Of a curve; a quarter of a circle is then within a hundredth of its radius."""
BANDS = 64
LOOK = 10
"""What it takes to look at a path, against a comparison of boxes."""

Polygon = list[tuple[float, float]]


class Outlines:
    """The ink of one page, found by place, each path made into polygons when it is first asked for."""

    def __init__(self, inks: Sequence[Ink], budget: Budget) -> None:
        self._polygons: dict[int, list[Polygon]] = {}
        self._low = min([ink.box[1] for ink in inks], default=0.0)
        high = max([ink.box[3] for ink in inks], default=1.0)
        self._step = max((high - self._low) / BANDS, 1e-6)
        self._bands: list[list[Ink]] = [[] for _ in range(BANDS)]
        self._budget = budget
        for ink in inks:
            for band in self._range(ink.box):
                self._bands[band].append(ink)

    def near(self, box: Box) -> list[Ink]:
        """All ink whose box meets this one, in the order of painting.  Raises TooMuch."""
        x0, y0, x1, y1 = box
        bands = self._range(box)
        found: dict[int, Ink] = {}
        for band in bands:
            self._budget.compared(len(self._bands[band]))
            for ink in self._bands[band]:
                a, b, c, d = ink.box
                if a < x1 and x0 < c and b < y1 and y0 < d:
                    found[ink.order] = ink
        self._budget.compared(LOOK * len(found))
        return [found[order] for order in sorted(found)]

    def contains(self, ink: Ink, x: float, y: float) -> bool:
        """Whether the point is in the fill (or on the picture or shade)."""
        a, b, c, d = ink.box
        if not (a <= x <= c and b <= y <= d):
            return False
        if ink.kind != "fill":
            return ink.kind != "stroke"
        x, y = x - ink.shift[0], y - ink.shift[1]
        winding = 0
        for polygon in self._of(ink):
            px, py = polygon[-1]
            for qx, qy in polygon:
                if (py <= y) != (qy <= y):
                    side = (qx - px) * (y - py) - (x - px) * (qy - py)
                    if (side > 0) == (qy > py):
                        winding += 1 if qy > py else -1
                px, py = qx, qy
        return bool(winding % 2 if ink.even_odd else winding)

    def crosses(self, ink: Ink, box: Box) -> bool:
        """Whether the line of a stroke goes through the box."""
        dx, dy = ink.shift
        inner = common(box, ink.box)
        if inner[0] >= inner[2] or inner[1] >= inner[3]:
            return False
        local = Box(inner[0] - dx, inner[1] - dy, inner[2] - dx, inner[3] - dy)
        for polygon in self._of(ink):
            for p, q in pairwise(polygon):
                if _meets(p, q, local):
                    return True
        return False

    def _of(self, ink: Ink) -> list[Polygon]:
        known = self._polygons.get(id(ink.path))
        if known is None:
            known = self._polygons[id(ink.path)] = list(_polygons(ink.path))
        return known

    def _range(self, box: Box) -> range:
        first = int((box[1] - self._low) / self._step)
        last = int((box[3] - self._low) / self._step)
        return range(min(max(first, 0), BANDS - 1), min(max(last, 0), BANDS - 1) + 1)


def reach(ink: Ink) -> Box:
    """The box of what is seen of it, without the handles of its curves."""
    if all(segment[0] != "C" for segment in ink.path):
        return ink.box
    points = [p for polygon in _polygons(ink.path) for p in polygon]
    dx, dy = ink.shift
    half = ink.width / 2
    xs, ys = [p[0] + dx for p in points], [p[1] + dy for p in points]
    return common(ink.box, Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half))


def _polygons(path: Sequence[tuple[Any, ...]]) -> Iterator[Polygon]:
    points: Polygon = []
    for segment in path:
        kind = segment[0]
        if kind == "M":
            if points:
                yield points
            points = [(segment[1], segment[2])]
        elif kind == "L":
            points.append((segment[1], segment[2]))
        elif kind == "C" and points:
            (ax, ay), (_, bx, by, cx, cy, dx, dy) = points[-1], segment
            for i in range(1, CHORDS + 1):
                t = i / CHORDS
                s = 1 - t
                a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
                points.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
        elif kind == "Z" and points:
            points.append(points[0])
    if points:
        yield points


def _meets(p: tuple[float, float], q: tuple[float, float], box: Box) -> bool:
    """Whether a part of the line from p to q is in the box (Liang and Barsky)."""
    dx, dy = q[0] - p[0], q[1] - p[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, p[0] - box[0]), (dx, box[2] - p[0]), (-dy, p[1] - box[1]), (dy, box[3] - p[1])):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    return first <= last
