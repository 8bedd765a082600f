"""Paths with fewer curves: a run of cubics that one cubic follows within a tolerance becomes that one.

Least-squares fit with fixed ends and end tangents: P. J. Schneider, "An Algorithm for Automatically Fitting
Digitized Curves", in Graphics Gems (1990).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.geometry import Path, Point, Segment

CORNER = math.cos(math.radians(20))
"""Where two curves meet at a sharper turn than this, the corner stays."""

_TINY = 1e-9
_ROUNDS = 4
_HOPELESS = 8.0
_Cubic = tuple[Point, Point, Point, Point]


def simplified_drawing(drawing: Drawing) -> Drawing:
    """The drawing within one step of its own grid: what its digits say that print can't show."""
    tolerance = 10.0**-drawing.digits

    def shape(s: Shape) -> Shape:
        return Shape(simplified(s.path, tolerance), s.fill, s.stroke, s.width, s.alpha, s.dash)

    marks = [
        Clip(simplified(m.path, tolerance), tuple(map(shape, m.shapes)), m.fill)
        if isinstance(m, Clip)
        else shape(m)
        for m in drawing.marks
    ]
    return Drawing(drawing.box, tuple(marks), drawing.digits)


def simplified(path: Path, tolerance: float) -> Path:
    """The path with as few curves as stay within `tolerance` of it; ends, corners and straight lines stay."""
    out: list[Segment] = []
    run: list[_Cubic] = []
    here = start = (0.0, 0.0)
    for segment in path:
        op, *numbers = segment
        values = [float(v) for v in numbers]
        if op == "C":
            cubic = (here, (values[0], values[1]), (values[2], values[3]), (values[4], values[5]))
            if run and not _smooth(run[-1], cubic):
                out += _fewer(run, tolerance)
                run = []
            run.append(cubic)
            here = cubic[3]
            continue
        out += _fewer(run, tolerance)
        run = []
        out.append(segment)
        here = start if op == "Z" else (values[0], values[1])
        start = here if op == "M" else start
    return (*out, *_fewer(run, tolerance))


def _fewer(run: Sequence[_Cubic], tolerance: float) -> Iterator[Segment]:
    """From each place the longest stretch that one curve follows: doubled until it fails, then halved."""
    at = 0
    while at < len(run):
        count, cubic = 1, run[at]
        too_many = len(run) - at + 1
        step = 2
        while step < too_many:
            longer = _fitted(run[at : at + step], tolerance)
            if longer is None:
                too_many = step
            else:
                count, cubic = step, longer
            step = min(2 * step, too_many - 1) if longer else (count + too_many) // 2
            if step <= count:
                break
        yield ("L", *cubic[3]) if _straight(cubic, tolerance / 2) else ("C", *cubic[1], *cubic[2], *cubic[3])
        at += count


def _smooth(before: _Cubic, after: _Cubic) -> bool:
    (ux, uy), (vx, vy) = _back(before), _ahead(after)
    return -(ux * vx + uy * vy) > CORNER


def _ahead(cubic: _Cubic) -> Point:
    return _direction(cubic[0], cubic[1:])


def _back(cubic: _Cubic) -> Point:
    return _direction(cubic[3], cubic[2::-1])


def _direction(origin: Point, points: Sequence[Point]) -> Point:
    """Towards the first of the points that is somewhere else."""
    for x, y in points:
        length = math.hypot(x - origin[0], y - origin[1])
        if length > _TINY:
            return (x - origin[0]) / length, (y - origin[1]) / length
    return 1.0, 0.0


def _straight(cubic: _Cubic, tolerance: float) -> bool:
    (x, y), first, second, (u, v) = cubic
    dx, dy = u - x, v - y
    length = math.hypot(dx, dy)
    for px, py in (first, second):
        if length < _TINY:
            return False
        along = ((px - x) * dx + (py - y) * dy) / length
        if (
            abs((py - y) * dx - (px - x) * dy) / length > tolerance
            or not -tolerance <= along <= length + tolerance
        ):
            return False
    return True


def _point(cubic: _Cubic, t: float) -> Point:
    s = 1 - t
    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = cubic
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _fitted(run: Sequence[_Cubic], tolerance: float) -> _Cubic | None:
    """One cubic for the run, or None when none was found within the tolerance."""
    samples = 4 if len(run) <= 4 else 2
    points = [run[0][0]]
    for cubic in run:
        points += [_point(cubic, k / samples) for k in range(1, samples + 1)]
    lengths = [0.0]
    for (x0, y0), (x1, y1) in pairwise(points):
        lengths.append(lengths[-1] + math.hypot(x1 - x0, y1 - y0))
    total = lengths[-1]
    if math.hypot(points[-1][0] - points[0][0], points[-1][1] - points[0][1]) < _TINY:
        return None
    places = [length / total for length in lengths]
    ahead, back = _ahead(run[0]), _back(run[-1])
    for _ in range(_ROUNDS):
        cubic = _least_squares(points, places, ahead, back, total)
        worst = _farthest(cubic, points, places)
        if worst <= tolerance:
            return cubic
        if worst > _HOPELESS * tolerance:
            return None
        places = [_nearer(cubic, p, t) for p, t in zip(points, places, strict=True)]
    return None


def _farthest(cubic: _Cubic, points: Sequence[Point], places: Sequence[float]) -> float:
    """The largest distance of a point from its place on the curve.  Written out: this is most of the time."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = cubic
    worst = 0.0
    for (x, y), t in zip(points, places, strict=True):
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        dx = a * x0 + b * x1 + c * x2 + d * x3 - x
        dy = a * y0 + b * y1 + c * y2 + d * y3 - y
        far = dx * dx + dy * dy
        if far > worst:
            worst = far
    return math.sqrt(worst)


def _least_squares(
    points: Sequence[Point], places: Sequence[float], ahead: Point, back: Point, length: float
) -> _Cubic:
    (x0, y0), (x3, y3) = points[0], points[-1]
    c00 = c01 = c11 = r0 = r1 = 0.0
    for (px, py), t in zip(points, places, strict=True):
        s = 1 - t
        b0, b1, b2, b3 = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        ax, ay, bx, by = ahead[0] * b1, ahead[1] * b1, back[0] * b2, back[1] * b2
        rx, ry = px - x0 * (b0 + b1) - x3 * (b2 + b3), py - y0 * (b0 + b1) - y3 * (b2 + b3)
        c00 += ax * ax + ay * ay
        c01 += ax * bx + ay * by
        c11 += bx * bx + by * by
        r0 += ax * rx + ay * ry
        r1 += bx * rx + by * ry
    a = b = length / 3
    determinant = c00 * c11 - c01 * c01
    if abs(determinant) > _TINY:
        first, second = (r0 * c11 - r1 * c01) / determinant, (c00 * r1 - c01 * r0) / determinant
        if 0 < first < 3 * length and 0 < second < 3 * length:
            a, b = first, second
    return (
        (x0, y0),
        (x0 + ahead[0] * a, y0 + ahead[1] * a),
        (x3 + back[0] * b, y3 + back[1] * b),
        (x3, y3),
    )


def _nearer(cubic: _Cubic, point: Point, t: float) -> float:
    """One step of Newton's method towards the place on the curve that is nearest to the point."""
    s = 1 - t
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = cubic
    a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    ex = a * x0 + b * x1 + c * x2 + d * x3 - point[0]
    ey = a * y0 + b * y1 + c * y2 + d * y3 - point[1]
    u, v, w = s * s, 2 * s * t, t * t
    fx = 3 * (u * (x1 - x0) + v * (x2 - x1) + w * (x3 - x2))
    fy = 3 * (u * (y1 - y0) + v * (y2 - y1) + w * (y3 - y2))
    slope = (
        fx * fx
        + fy * fy
        + ex * 6 * (s * (x2 - 2 * x1 + x0) + t * (x3 - 2 * x2 + x1))
        + ey * 6 * (s * (y2 - 2 * y1 + y0) + t * (y3 - 2 * y2 + y1))
    )
    if abs(slope) < _TINY:
        return t
    nearer = t - (ex * fx + ey * fy) / slope
    return 0.0 if nearer < 0 else 1.0 if nearer > 1 else nearer
