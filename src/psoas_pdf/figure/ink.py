"""Strokes of the pen: contour lines that thin out, and which part of an outline they follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import hypot

from psoas_pdf.figure.curves import Knot, apart, spline
from psoas_pdf.figure.outline import Outline
from psoas_pdf.geometry import Path, Point

LINE = 0.42
"""Half the outline's stroke, in cm: the fill covers the inner half."""
INK = 0.48
"""Width of contour lines inside the figure, in cm."""
THINNEST = 0.06


def runs(outline: Sequence[Outline], test: Callable[[Outline], bool]) -> list[list[Outline]]:
    """The stretches of a closed outline whose points pass the test."""
    n = len(outline)
    passed = [test(v) for v in outline]
    if all(passed):
        return [[*outline, outline[0]]]
    if not any(passed):
        return []
    start = passed.index(False)
    out: list[list[Outline]] = []
    current: list[Outline] = []
    for k in range(1, n + 1):
        i = (start + k) % n
        if passed[i]:
            current.append(outline[i])
        elif current:
            out.append(current)
            current = []
    if current:
        out.append(current)
    return [run for run in out if len(run) > 1]


def pen(
    run: Sequence[Outline], width: float, ramp: float = 7.0, start: float = 0.0, end: float = 0.0
) -> list[Path]:
    """A line along a run, broken at its corners, that thins out over `ramp` cm at both ends.

    start, end: the share of the width that is kept there.
    """
    sums = [0.0]
    for a, b in pairwise(run):
        sums.append(sums[-1] + apart(a, b))
    total = sums[-1] or 1.0
    ramp = min(ramp, total * 0.5) or 1.0
    pieces: list[list[int]] = []
    current = [0]
    for i in range(1, len(run)):
        current.append(i)
        if run[i][2] and i < len(run) - 1:
            pieces.append(current)
            current = [i]
    pieces.append(current)
    out: list[Path] = []
    for piece in pieces:
        if len(piece) < 2:
            continue
        left: list[Knot] = []
        right: list[Knot] = []
        for n, i in enumerate(piece):
            p = run[i]
            a, b = run[piece[max(0, n - 1)]], run[piece[min(len(piece) - 1, n + 1)]]
            dx, dy = b[0] - a[0], b[1] - a[1]
            size = hypot(dx, dy) or 1.0
            k = min(1.0, max(start, sums[i] / ramp), max(end, (total - sums[i]) / ramp))
            r = width / 2 * max(THINNEST, k**0.6) / size
            corner = n in (0, len(piece) - 1)
            left.append((p[0] - dy * r, p[1] + dx * r, corner))
            right.append((p[0] + dy * r, p[1] - dx * r, corner))
        out.append(spline(left + right[::-1]))
    return out


def inside(p: Point, outline: Sequence[Outline]) -> bool:
    """Whether a point is inside an outline (even-odd)."""
    x, y = p
    odd = False
    for i, a in enumerate(outline):
        b = outline[i - 1]
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            odd = not odd
    return odd


class Silhouette:
    """Several outlines as one shape, to ask which points it covers."""

    def __init__(self, outlines: Iterable[Sequence[Outline]]) -> None:
        self._outlines = [
            (o, min(v[0] for v in o), max(v[0] for v in o), min(v[1] for v in o), max(v[1] for v in o))
            for o in outlines
        ]

    def covers(self, p: Point) -> bool:
        x, y = p
        return any(x0 < x < x1 and y0 < y < y1 and inside(p, o) for o, x0, x1, y0, y1 in self._outlines)


def shadow_side(
    outline: Sequence[Outline], light: Point, depth: Callable[[float], float] | None = None
) -> list[Path]:
    """Bands along the parts of an outline that turn away from the light; to be clipped to the part.

    A band runs from the outline moved by `light` to well outside; where the outline follows the light it is
    thin.  depth: how wide the band is, 0 to 1, by where along the part a point is: 0 where parts join.
    """
    n = len(outline)
    away = []
    for i in range(n):
        a, b = outline[i - 1], outline[(i + 1) % n]
        away.append((b[1] - a[1]) * light[0] - (b[0] - a[0]) * light[1] < 0)
    tagged = [(v[0], v[1], v[2], float(away[i])) for i, v in enumerate(outline)]
    along = {(v[0], v[1]): v[3] for v in outline}
    out: list[Path] = []
    for run in runs(tagged, lambda v: v[3] > 0):
        last = len(run) - 1
        inner: list[Knot] = [
            (v[0] + light[0] * k, v[1] + light[1] * k, bool(v[2]) or i in (0, last))
            for i, v in enumerate(run)
            for k in (depth(along[v[0], v[1]]) * 1.15 - 0.15 if depth else 1.0,)
        ]
        outer: list[Knot] = [(v[0] - light[0], v[1] - light[1], True) for v in (*run[-1:0:-3], run[0])]
        out.append(spline(inner + outer))
    return out
