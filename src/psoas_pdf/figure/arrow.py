"""Arrows that show the movement, or what is held still."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import Knot, apart, lerp, resampled, smooth, spline
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.parts import Part
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tube import circle_points
from psoas_pdf.figure.ways import joint, way
from psoas_pdf.geometry import Path, Point
from psoas_pdf.model.pose import Arrow
from psoas_pdf.problems import Problems
from psoas_pdf.words import place_of

WIDTH = 3.6
"""At its head's root, in cm: 0.9 mm in print at a quarter of a millimetre a centimetre.
Tall pictures are printed smaller, so it is wider there."""
TALL = (90.0, 170.0)
WIDTH_TALL = 4.6
KEYLINE = 1.7
HEAD_LENGTH = 2.1
HEAD_HALF = 1.15
"""Of the head, as multiples of the arrow's width."""
TAIL = 0.42
SMALL = 30.0
"""An arrow that is shorter (cm; under 8 mm in print) has a straight shaft of even width: a tapered bow looks torn."""
SHAFT = 0.62
"""Width of that shaft, as a share of the arrow's width."""
LEVEL = 12.0
"""A straight arrow that is off level or upright by less (degrees) is set so."""
ASIDE = (2.0, 4.0, 6.0, 8.0, 10.0)
"""How far (cm) an arrow moves whose rim touches the figure."""
CLEAR = 1.5
"""An arrow keeps this many times its width away from the figure."""
COST_POINTS = 17
UNDER = -2.0
"""An arrow under the floor is far from what it says; cm."""


def check(arrows: Sequence[Arrow], props: Sequence[str], problems: Problems) -> None:
    for arrow in arrows:
        if arrow.kind == "hold" and arrow.to_part is None:
            problems.error(
                arrow.place,
                "an arrow that holds needs the part that it ends at",
                "write to-part: right-ankle",
            )
        for word in (arrow.follow, arrow.about, arrow.to_part):
            if word is not None and word not in props and joint(word) is None:
                problems.error(
                    place_of(word),
                    f"no arrow can follow {str(word)!r}",
                    "follow right-ankle, left-knee, right-hand, hands, head, seat, chest, pelvis or a ball",
                )


def ribbon(points: Sequence[Point], both_ends: bool, width: float) -> Path:
    """A band that grows from a thin tail to a barbed head."""
    n = 41
    line = resampled(points, n)
    sums = [0.0]
    for a, b in pairwise(line):
        sums.append(sums[-1] + apart(a, b))
    total = sums[-1] or 1.0
    head = min(HEAD_LENGTH * width, total * 0.5)
    first = head if both_ends else 0.0
    stations = [first + (total - head - first) * i / 7 for i in range(8)]
    left: list[Knot] = []
    right: list[Knot] = []
    for i, s in enumerate(stations):
        p, d = _along(line, sums, s)
        k = 1.0 if both_ends else SHAFT if total < SMALL else TAIL + (1 - TAIL) * smooth(s / (total * 0.6))
        r = width / 2 * k
        corner = i in (0, 7)
        left.append((p[0] - d[1] * r, p[1] + d[0] * r, corner))
        right.append((p[0] + d[1] * r, p[1] - d[0] * r, corner))
    knots = left + _barbs(line, sums, total, head, width, False) + right[::-1]
    if both_ends:
        knots += _barbs(line, sums, total, head, width, True)
    return spline(knots)


def _along(line: Sequence[Point], sums: Sequence[float], s: float) -> tuple[Point, Point]:
    """The point at arc length s, and the direction there."""
    i = 0
    while i < len(line) - 2 and sums[i + 1] < s:
        i += 1
    a, b = line[i], line[i + 1]
    size = apart(a, b) or 1.0
    return lerp(a, b, (s - sums[i]) / (sums[i + 1] - sums[i] or 1.0)), (
        (b[0] - a[0]) / size,
        (b[1] - a[1]) / size,
    )


def _barbs(
    line: Sequence[Point], sums: Sequence[float], total: float, head: float, width: float, at_start: bool
) -> list[Knot]:
    base, _ = _along(line, sums, head if at_start else total - head)
    tip = line[0] if at_start else line[-1]
    size = apart(base, tip) or 1.0
    d = ((tip[0] - base[0]) / size, (tip[1] - base[1]) / size)
    h, back = HEAD_HALF * width, 0.14 * head
    one = (base[0] - d[1] * h - d[0] * back, base[1] + d[0] * h - d[1] * back, True)
    two = (base[0] + d[1] * h - d[0] * back, base[1] - d[0] * h - d[1] * back, True)
    return [one, (tip[0], tip[1], True), two]


def straightened(points: Sequence[Point]) -> list[Point]:
    """From the first to the last in one line; level or upright when it nearly is, turned about its middle."""
    (ax, ay), (bx, by) = points[0], points[-1]
    dx, dy = bx - ax, by - ay
    middle, size = ((ax + bx) / 2, (ay + by) / 2), hypot(dx, dy) or 1.0
    for x, y in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        if (dx * x + dy * y) / size > cos(radians(LEVEL)):
            dx, dy = x * size, y * size
    return [(middle[0] + dx * t, middle[1] + dy * t) for t in (-0.5, -0.25, 0.0, 0.25, 0.5)]


def _aside(points: list[Point], width: float, figure: Silhouette) -> list[Point]:
    """Moved as little as needed for the arrow's rim to keep clear of the figure, if a little is enough."""

    def meets(line: Sequence[Point]) -> bool:
        total = _length(line)
        along = 0.0
        for a, b in pairwise(line):
            head = total - along < HEAD_LENGTH * width
            reach = width * (HEAD_HALF if head else 0.5) + KEYLINE
            if any(figure.covers((a[0] + x * reach, a[1] + y * reach)) for x, y in circle_points(8)):
                return True
            along += apart(a, b)
        return any(
            figure.covers((line[-1][0] + x * KEYLINE, line[-1][1] + y * KEYLINE)) for x, y in circle_points(8)
        )

    fine = resampled(points, COST_POINTS)
    if not meets(fine):
        return points
    for by in ASIDE:
        for x, y in circle_points(16):
            if not meets([(p[0] + x * by, p[1] + y * by) for p in fine]):
                return [(p[0] + x * by, p[1] + y * by) for p in points]
    return points


def _length(points: Sequence[Point]) -> float:
    return sum(apart(a, b) for a, b in pairwise(points))


def paint(
    arrows: Sequence[Arrow],
    start: Figure,
    end: Figure,
    camera: Camera,
    height: float,
    parts: Sequence[Part],
    ghost: Silhouette,
    ground: Silhouette,
) -> list[Mark]:
    """height: of the figure in the picture, in cm.  parts, ghost: what arrows keep clear of, the ghost less so."""
    figure = Silhouette(o for part in parts for o in part.outlines[:1])
    width = WIDTH + (WIDTH_TALL - WIDTH) * smooth((height - TALL[0]) / (TALL[1] - TALL[0]))
    out: list[Mark] = []
    drawn: list[Point] = []

    def cost(points: Sequence[Point]) -> float:
        line = resampled(points, COST_POINTS)
        total = 0.0
        for p in line:
            near = (
                (p[0] + dx * width * CLEAR, p[1] + dy * width * CLEAR)
                for dx, dy in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
            )
            total += 1.0 if any(figure.covers(q) for q in near) else 0.35 if ghost.covers(p) else 0.0
            total += 0.22 if ground.covers(p) else 0.0
            total += 0.9 if p[1] < UNDER else 0.0
            total += 1.5 if any(apart(p, q) < width * 1.6 for q in drawn) else 0.0
        return total / COST_POINTS

    for arrow in arrows:
        points = way(arrow, start, end, camera, cost)
        if apart(points[0], points[-1]) < 1.0:
            continue
        if arrow.kind == "move" and _length(points) < SMALL:
            points = straightened(points)
        if arrow.kind != "hold":
            points = _aside(points, width, figure)
        drawn += resampled(points, COST_POINTS)
        path = ribbon(points, arrow.both_ends or arrow.kind == "hold", width)
        out += [*_halo(path, points, width, parts), Shape(path, fill="arrow")]
    return out


def _halo(path: Path, points: Sequence[Point], width: float, parts: Sequence[Part]) -> list[Mark]:
    """White round the arrow on the parts of the figure that it crosses; it bites nothing else."""
    rim = [
        (p[0] + x * width / 2, p[1] + y * width / 2)
        for p in resampled(points, COST_POINTS)
        for x, y in (*circle_points(8), (0.0, 0.0))
    ]
    halo = Shape(path, stroke="keyline", width=KEYLINE * 2)
    out: list[Mark] = []
    for part in parts:
        own = Silhouette(part.outlines[:1])
        if part.path and any(own.covers(p) for p in rim):
            out.append(Clip(part.path, (halo,)))
    return out
