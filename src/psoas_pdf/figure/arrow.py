"""Arrows that follow a part's way from the start to the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from psoas_pdf.drawing import Mark, Shape
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import Knot, add, apart, lerp, resampled, smooth, spline
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.vectors import Vec, at, between
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
WAY_POINTS = 9

Follow = Callable[[Skeleton], Vec]


def _joint(name: str) -> Follow | None:
    simple: dict[str, Follow] = {
        "head": lambda b: b.on_head(2, 12),
        "face": lambda b: b.on_head(9, 0),
        "seat": lambda b: b.root,
        "chest": lambda b: b.on_trunk(40, 8),
        "hands": lambda b: between(b.palm("right"), b.palm("left"), 0.5),
        "feet": lambda b: between(b.ankle("right"), b.ankle("left"), 0.5),
    }
    if name in simple:
        return simple[name]
    for side in SIDES:
        joints: dict[str, Follow] = {
            f"{side}-hip": lambda b, s=side: b.hip(s),  # type: ignore[misc]
            f"{side}-knee": lambda b, s=side: b.knee(s),  # type: ignore[misc]
            f"{side}-ankle": lambda b, s=side: b.ankle(s),  # type: ignore[misc]
            f"{side}-toes": lambda b, s=side: at(b.ankle(s), b.foot(s), 18, -5),  # type: ignore[misc]
            f"{side}-shoulder": lambda b, s=side: b.shoulder(s),  # type: ignore[misc]
            f"{side}-elbow": lambda b, s=side: b.elbow(s),  # type: ignore[misc]
            f"{side}-hand": lambda b, s=side: b.palm(s),  # type: ignore[misc]
        }
        if name in joints:
            return joints[name]
    return None


def check(arrows: Sequence[Arrow], props: Sequence[str], problems: Problems) -> None:
    for arrow in arrows:
        for word in (arrow.follow, arrow.about):
            if word is not None and word not in props and _joint(word) is None:
                problems.error(
                    place_of(word),
                    f"no arrow can follow {str(word)!r}",
                    "follow right-ankle, left-knee, right-hand, hands, head, seat, chest or a prop",
                )


def halfway(start: Figure, end: Figure, t: float) -> Skeleton:
    """The body on its way, joint angles and place in proportion."""
    a, b = start.posture, end.posture
    names = set(a.angles) | set(b.angles)
    angles = {n: a.angle(n) + (b.angle(n) - a.angle(n)) * t for n in names}
    return Skeleton(replace(Posture(), angles=angles, root=between(a.root, b.root, t)))


def way(arrow: Arrow, start: Figure, end: Figure, camera: Camera) -> list[Point]:
    """The line that the arrow's middle follows in the picture."""
    steps = [arrow.start + (arrow.end - arrow.start) * i / (WAY_POINTS - 1) for i in range(WAY_POINTS)]
    follow = _joint(arrow.follow)
    if follow is None:
        a, b = _left_at(arrow.follow, start, end), end.props[arrow.follow]
        points = [camera(between(a, b, t)) for t in steps]
    else:
        points = [camera(follow(halfway(start, end, t))) for t in steps]
    if arrow.away:
        about = _joint(arrow.about) if arrow.about else None
        middle = camera((about or (lambda b: b.root))(end.skeleton))
        points = [
            add(p, (p[0] - middle[0], p[1] - middle[1]), arrow.away / (apart(p, middle) or 1)) for p in points
        ]
    if arrow.longer and apart(points[0], points[-1]) > 0.5:
        ahead = points[2]
        size = apart(points[0], ahead) or 1.0
        back = ((points[0][0] - ahead[0]) / size, (points[0][1] - ahead[1]) / size)
        points = [add(points[0], back, arrow.longer), *points]
    x, y = arrow.shift or (0.0, 0.0)
    return [(px + x, py + y) for px, py in points]


def _left_at(name: str, start: Figure, end: Figure) -> Vec:
    """Where a thing's own way begins: at the hands that let it go, else where it was."""
    held = any(c.relation == "hold" and c.target == name for c in start.wanted.contacts.values())
    body = end.skeleton
    return between(body.palm("right"), body.palm("left"), 0.5) if held else start.props[name]


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
        k = 1.0 if both_ends else TAIL + (1 - TAIL) * smooth(s / (total * 0.6))
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


def paint(arrows: Sequence[Arrow], start: Figure, end: Figure, camera: Camera, height: float) -> list[Mark]:
    """height: of the figure in the picture, in cm."""
    width = WIDTH + (WIDTH_TALL - WIDTH) * smooth((height - TALL[0]) / (TALL[1] - TALL[0]))
    out: list[Mark] = []
    for arrow in arrows:
        points = way(arrow, start, end, camera)
        if apart(points[0], points[-1]) < 1.0:
            continue
        path = ribbon(points, arrow.both_ends, width)
        out += [Shape(path, stroke="keyline", width=KEYLINE * 2), Shape(path, fill="arrow")]
    return out
