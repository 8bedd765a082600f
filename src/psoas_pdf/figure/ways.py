"""The lines that arrows run along, and where they are clear of the body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, radians, sin

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import add, apart, lerp
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tables import number
from psoas_pdf.figure.vectors import Vec, at, between
from psoas_pdf.geometry import Point
from psoas_pdf.model.pose import Arrow

WAY_POINTS = 9
SHORT = 34.0
"""An arrow up to this long (cm) may stand before or behind what moves."""
SHORTEST = 15.0
"""A shorter way is drawn this long (cm), as an arrow must be seen."""
TUCK = 17.0
"""From the hips' middle, for the arrow round the pelvis; cm."""
OVER, BOW_RADIUS, BOW, SAG = 6.5, 17.0, 75.0, 5.0
"""The bow of a turn: its height over the head and radius in cm, half its angle in degrees, and how much lower
its middle is drawn."""
DISTANCES = tuple(range(6, 57, 3))
"""Tried out for arrows that no place is given for; cm."""
MEETS = 170.0
"""How many cm farther an arrow goes rather than lie wholly on the figure."""

Follow = Callable[[Skeleton], Vec]


def joint(name: str) -> Follow | None:
    """The point of the body that an arrow can follow, by name."""
    simple: dict[str, Follow] = {
        "head": lambda b: b.on_head(2, 12),
        "face": lambda b: b.on_head(9, 0),
        "seat": lambda b: b.root,
        "pelvis": lambda b: b.root,
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


def halfway(start: Figure, end: Figure, t: float) -> Skeleton:
    """The body on its way, joint angles and place in proportion."""
    a, b = start.posture, end.posture
    names = set(a.angles) | set(b.angles)
    angles = {n: a.angle(n) + (b.angle(n) - a.angle(n)) * t for n in names}
    return Skeleton(replace(Posture(), angles=angles, root=between(a.root, b.root, t)))


def _line(arrow: Arrow, start: Figure, end: Figure, camera: Camera) -> list[Point]:
    """What the arrow runs along, before it is moved out of the way."""
    if arrow.kind == "tuck":
        return _round_pelvis(start, end, camera, TUCK)
    if arrow.kind == "turn":
        return _over_head(start, end, camera)
    follow = joint(arrow.follow)
    if arrow.kind == "hold":
        last = joint(arrow.to_part or arrow.follow)
        assert follow
        assert last
        body = end.skeleton
        a, b = camera(follow(body)), camera(last(body))
        return [lerp(a, b, t) for t in _steps(arrow)]
    if follow is None:
        a3, b3 = _left_at(arrow.follow, start, end), end.props[arrow.follow]
        return [camera(between(a3, b3, t)) for t in _steps(arrow)]
    return [camera(follow(halfway(start, end, t))) for t in _steps(arrow)]


def _steps(arrow: Arrow) -> list[float]:
    return [arrow.start + (arrow.end - arrow.start) * i / (WAY_POINTS - 1) for i in range(WAY_POINTS)]


def _round_pelvis(start: Figure, end: Figure, camera: Camera, radius: float) -> list[Point]:
    """Down behind the buttocks and forwards under them, or back when the pelvis tips forwards."""
    body = end.skeleton
    angles = [150 + 88 * i / (WAY_POINTS - 1) for i in range(WAY_POINTS)]
    if end.posture.angle("pelvis") < start.posture.angle("pelvis"):
        angles.reverse()
    return [
        camera(at(body.root, body.pelvis, radius * cos(radians(a)), radius * sin(radians(a)))) for a in angles
    ]


def _over_head(start: Figure, end: Figure, camera: Camera) -> list[Point]:
    """A bow over the head, as the near half of a ring that turns with the trunk."""
    body = end.skeleton

    def leftwards(figure: Figure) -> float:
        angle = figure.posture.angle
        return angle("roll") - angle("twist") - angle("turn")

    # Seen from above a turn to the left is counter-clockwise: the near half of a ring then moves to the right.
    way = 1.0 if leftwards(end) >= leftwards(start) else -1.0
    up = camera.flat(body.trunk(number("shoulder-at"))[1].up)
    size = hypot(*up) or 1.0
    u = (up[0] / size, up[1] / size)
    across = (u[1], -u[0])
    crown = [camera(body.on_head(x, 13.0, z)) for x in (-8, 0, 8) for z in (-6, 6)]
    top = max(p[0] * u[0] + p[1] * u[1] for p in crown)
    middle = camera(body.on_head(0, 8))
    rise = top - middle[0] * u[0] - middle[1] * u[1] + OVER + SAG
    out = []
    for i in range(WAY_POINTS):
        a = radians(way * (BOW * 2 * i / (WAY_POINTS - 1) - BOW))
        out.append(add(add(middle, u, rise - cos(a) * SAG), across, sin(a) * BOW_RADIUS))
    return out


def _radial(points: Sequence[Point], middle: Point, away: float) -> list[Point]:
    return [add(p, (p[0] - middle[0], p[1] - middle[1]), away / (apart(p, middle) or 1.0)) for p in points]


def _sideways(points: Sequence[Point], by: float) -> list[Point]:
    (ax, ay), (bx, by_) = points[0], points[-1]
    size = apart(points[0], points[-1]) or 1.0
    n = (-(by_ - ay) / size, (bx - ax) / size)
    return [add(p, n, by) for p in points]


def way(
    arrow: Arrow, start: Figure, end: Figure, camera: Camera, cost: Callable[[Sequence[Point]], float]
) -> list[Point]:
    """The line of the arrow's middle in the picture.  cost: how badly a line meets what is drawn."""
    points = _line(arrow, start, end, camera)
    if arrow.kind == "turn":
        x, y = arrow.shift or (0.0, 0.0)
        return [(px + x, py + y) for px, py in points]
    about = joint(arrow.about) if arrow.about else None
    middle = camera((about or (lambda b: b.root))(end.skeleton))
    if arrow.away is not None:
        if arrow.away and arrow.kind == "hold":
            points = _sideways(points, arrow.away)
        elif arrow.away and arrow.kind == "tuck":
            points = _round_pelvis(start, end, camera, arrow.away)
        elif arrow.away:
            points = _radial(points, middle, arrow.away)
        points = _longer(points, arrow.longer)
    else:
        points = _longer(points, arrow.longer or max(0.0, SHORTEST - _length(points)))
        points = _placed(arrow, points, middle, start, end, camera, cost)
    x, y = arrow.shift or (0.0, 0.0)
    return [(px + x, py + y) for px, py in points]


def _placed(
    arrow: Arrow,
    points: list[Point],
    middle: Point,
    start: Figure,
    end: Figure,
    camera: Camera,
    cost: Callable[[Sequence[Point]], float],
) -> list[Point]:
    """The line, moved as little as possible, where it meets neither the body nor other arrows."""
    candidates: list[tuple[float, list[Point]]] = []
    for d in DISTANCES:
        if arrow.kind == "tuck":
            candidates.append((d, _round_pelvis(start, end, camera, TUCK + d - DISTANCES[0])))
            continue
        if arrow.kind == "move":
            candidates.append((d * 0.9, _radial(points, middle, d)))
        candidates += [(d, _sideways(points, d)), (d, _sideways(points, -d))]
        if arrow.kind == "move" and _length(points) < SHORT:
            candidates += [(d * 0.8, _onwards(points, d)), (d, _onwards(points, -d))]
    return min(candidates, key=lambda c: (round(cost(c[1]) * MEETS + c[0], 6), c[1][0]))[1]


def _onwards(points: Sequence[Point], by: float) -> list[Point]:
    """Moved the way that the arrow points, before or behind the body."""
    size = apart(points[0], points[-1]) or 1.0
    d = ((points[-1][0] - points[0][0]) / size, (points[-1][1] - points[0][1]) / size)
    return [add(p, d, by) for p in points]


def _length(points: Sequence[Point]) -> float:
    return sum(apart(a, b) for a, b in pairwise(points))


def _longer(points: list[Point], by: float) -> list[Point]:
    if by <= 0 or apart(points[0], points[-1]) <= 0.5:
        return points
    ahead = points[2]
    size = apart(points[0], ahead) or 1.0
    back = ((points[0][0] - ahead[0]) / size, (points[0][1] - ahead[1]) / size)
    return [add(points[0], back, by), *points]


def _left_at(name: str, start: Figure, end: Figure) -> Vec:
    """Where a thing's own way begins: at the hands that let it go, else where it was."""
    held = any(c.relation == "hold" and c.target == name for c in start.wanted.contacts.values())
    body = end.skeleton
    return between(body.palm("right"), body.palm("left"), 0.5) if held else start.props[name]
