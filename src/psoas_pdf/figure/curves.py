"""Smooth lines in the plane: interpolation of tables, splines through points, tapered strokes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot, pi, sin

from psoas_pdf.geometry import Path, Point, Segment

Knot = tuple[float, float, bool]
"""A point that a spline goes through, and whether it is a corner there."""

Curve = Callable[[float], float]


def smooth(t: float) -> float:
    """0 below 0, 1 above 1, with level ends between (3 t^2 - 2 t^3)."""
    t = max(0.0, min(1.0, t))
    return t * t * (3 - 2 * t)


def monotone(table: Sequence[Sequence[float]]) -> Curve:
    """The monotone cubic through (x, y) pairs (slopes by harmonic means, after Fritsch and Butland 1984).

    Outside the table the end values hold.
    """
    xs, ys = [float(p[0]) for p in table], [float(p[1]) for p in table]
    n = len(xs)
    steps = [(ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i]) for i in range(n - 1)]
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(steps)]
    slopes = [steps[0], *inner, steps[-1]]

    def value(x: float) -> float:
        if x <= xs[0]:
            return ys[0]
        if x >= xs[-1]:
            return ys[-1]
        i = 0
        while x > xs[i + 1]:
            i += 1
        h = xs[i + 1] - xs[i]
        t = (x - xs[i]) / h
        u = 1 - t
        return (
            (1 + 2 * t) * u * u * ys[i]
            + t * u * u * h * slopes[i]
            + t * t * (3 - 2 * t) * ys[i + 1]
            - t * t * u * h * slopes[i + 1]
        )

    return value


def lerp(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def add(a: Point, b: Point, k: float = 1.0) -> Point:
    return (a[0] + b[0] * k, a[1] + b[1] * k)


def apart(a: Sequence[float], b: Sequence[float]) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def spline(knots: Sequence[Knot]) -> Path:
    """A closed path of cubics through all points.

    Tangents come from the neighbours, the nearer one counting more.
    """
    points: list[Knot] = []
    for p in knots:
        if not points or apart(p, points[-1]) > 0.05:
            points.append(p)
    if len(points) > 1 and apart(points[0], points[-1]) < 0.05:
        points.pop()
    n = len(points)
    tangents: list[Point] = []
    for i, p in enumerate(points):
        a, b = points[i - 1], points[(i + 1) % n]
        la, lb = apart(a, p) or 1e-6, apart(p, b) or 1e-6
        tx = (p[0] - a[0]) / la * lb + (b[0] - p[0]) / lb * la
        ty = (p[1] - a[1]) / la * lb + (b[1] - p[1]) / lb * la
        size = hypot(tx, ty) or 1.0
        tangents.append((tx / size, ty / size))
    path: list[Segment] = [("M", points[0][0], points[0][1])]
    for i in range(n):
        p, q = points[i], points[(i + 1) % n]
        if p[2] and q[2]:
            path.append(("L", q[0], q[1]))
            continue
        handle = apart(p, q) / 3
        c1 = lerp(p[:2], q[:2], 1 / 3) if p[2] else add(p[:2], tangents[i], handle)
        c2 = lerp(q[:2], p[:2], 1 / 3) if q[2] else add(q[:2], tangents[(i + 1) % n], -handle)
        path.append(("C", c1[0], c1[1], c2[0], c2[1], q[0], q[1]))
    path.append(("Z",))
    return tuple(path)


def smooth_path(points: Sequence[Point]) -> Path:
    """A closed spline without corners."""
    return spline([(x, y, False) for x, y in points])


def resampled(points: Sequence[Point], n: int) -> list[Point]:
    """n points along an open Catmull-Rom line through the given ones."""
    m = len(points) - 1
    if m < 2:
        return [lerp(points[0], points[-1], i / (n - 1)) for i in range(n)]
    out: list[Point] = []
    for k in range(n):
        u = k / (n - 1) * m
        i = min(m - 1, int(u))
        t = u - i
        a, b, c, d = points[max(0, i - 1)], points[i], points[i + 1], points[min(m, i + 2)]
        out.append((_catmull(a[0], b[0], c[0], d[0], t), _catmull(a[1], b[1], c[1], d[1], t)))
    return out


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def catmull(
    a: Sequence[float], b: Sequence[float], c: Sequence[float], d: Sequence[float], t: float
) -> list[float]:
    """The point at t between b and c, coordinate by coordinate."""
    return [_catmull(p, q, r, s, t) for p, q, r, s in zip(a, b, c, d, strict=True)]


def sides(line: Sequence[Point], half: Sequence[float]) -> tuple[list[Point], list[Point]]:
    """The two edges of a band of the given half widths along a line."""
    left: list[Point] = []
    right: list[Point] = []
    for i, p in enumerate(line):
        a, b = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        dx, dy = b[0] - a[0], b[1] - a[1]
        size = hypot(dx, dy) or 1.0
        k = half[i] / size
        left.append((p[0] - dy * k, p[1] + dx * k))
        right.append((p[0] + dy * k, p[1] - dx * k))
    return left, right


def band(line: Sequence[Point], half: Sequence[float]) -> Path:
    """A closed band along a line, with square ends."""
    left, right = sides(line, half)
    right.reverse()
    last = len(left) - 1
    knots = [(x, y, i in (0, last)) for i, (x, y) in enumerate(left)]
    return spline(knots + [(x, y, i in (0, last)) for i, (x, y) in enumerate(right)])


def taper(points: Sequence[Point], width: float, start: float = 0.0, end: float = 0.0, n: int = 7) -> Path:
    """A filled pen stroke, thin at its ends.  start, end: the share of the width that is kept there."""
    line = resampled(points, n)
    half = []
    for i in range(n):
        u = i / (n - 1)
        keep = max(sin(pi * u) ** 0.7, start * smooth(1 - 2 * u), end * smooth(2 * u - 1), 0.02)
        half.append(width / 2 * keep)
    return band(line, half)
