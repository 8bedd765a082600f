"""Psoas and iliacus: where they run, and how they are drawn when they lengthen or shorten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import add, catmull, lerp, sides, smooth, smooth_path, taper
from psoas_pdf.figure.outline import one_way, together
from psoas_pdf.figure.posture import SIGN, Side, Skeleton
from psoas_pdf.figure.tables import curve, table
from psoas_pdf.figure.vectors import Vec, at, between, distance, dot, length, minus, plus, scaled
from psoas_pdf.geometry import Path, Point, circle, polygon

KEYLINE = 1.7
EDGE = 0.8
POINTS = 22
BAR = 0.5
"""Width of the bars across a muscle that shortens, in cm."""
HEAD_LONG, HEAD_HALF = 4.4, 2.0
"""Of the arrow heads at a muscle's two ends, in cm."""
BESIDE = 1.4
"""Between the muscle and its arrow heads, in cm."""


def on_spine(body: Skeleton, s: float, x: float = 0.0, z: float = 0.0) -> Vec:
    return body.on_trunk(s, curve("muscles", "spine")(s) + x, z)


def on_pelvis(body: Skeleton, x: float, y: float, z: float) -> Vec:
    return at(body.root, body.pelvis, x, y, z)


def trochanter(body: Skeleton, side: Side) -> Vec:
    """Where the psoas ends: the lesser trochanter of the thigh bone."""
    x, y, z = table("muscles")["psoas"]["trochanter"]
    return at(body.hip(side), body.thigh(side), x, y, z * SIGN[side])


def origins(body: Skeleton, side: Side) -> list[Vec]:
    """Where the psoas begins, on the bodies of T12 to L5, top first."""
    entry = table("muscles")["psoas"]
    forward = float(entry["origin-forward"])
    return [on_spine(body, s, forward, z * SIGN[side]) for s, z in entry["origins"]]


def psoas_line(body: Skeleton, side: Side) -> list[Vec]:
    """The middle line of the psoas: spine, brim of the pelvis, front of the hip joint, trochanter."""
    entry, g = table("muscles")["psoas"], SIGN[side]
    x, y, z = entry["brim"]
    brim = on_pelvis(body, x, y, z * g)
    end, start = trochanter(body, side), origins(body, side)
    top = between(start[0], start[1], 0.4)
    chord = between(start[3], end, 0.6)
    ahead = dot(minus(chord, brim), body.pelvis.front)
    over = between(brim, (chord[0], chord[1], brim[2]), smooth(ahead / 3)) if ahead > 0 else brim
    low = between(over, end, 0.5)
    out = minus(low, body.hip(side))
    if length(out) < entry["over-head"]:
        low = plus(body.hip(side), scaled(out, 1 / (length(out) or 1.0)), entry["over-head"])
    frame = body.trunk(19)[1]
    upper = plus(plus(between(start[1], start[3], 0.45), frame.front, 1.5), frame.right, g * 0.7)
    middle = plus(between(start[4], over, 0.5), body.pelvis.front, 0.4)
    middle = plus(middle, body.pelvis.right, g * 0.5)
    return _resampled([top, upper, middle, over, low, end], POINTS)


def _resampled(points: Sequence[Vec], n: int) -> list[Vec]:
    m = len(points) - 1
    out: list[Vec] = []
    for k in range(n):
        u = k / (n - 1) * m
        i = min(m - 1, int(u))
        a, b, c, d = points[max(0, i - 1)], points[i], points[i + 1], points[min(m, i + 2)]
        x, y, z = catmull(a, b, c, d, u - i)
        out.append((x, y, z))
    return out


def paint_muscle(
    body: Skeleton, camera: Camera, side: Side, state: str, both: bool, behind: bool
) -> list[Mark]:
    """Iliacus and psoas.  Longer: pale, with long lines and arrow heads that point apart.  Shorter: dark, with
    bars across and arrow heads that point at each other."""
    line3 = psoas_line(body, side)
    sums = [0.0]
    for a, b in pairwise(line3):
        sums.append(sums[-1] + distance(a, b))
    fullness = float(table("muscles")["psoas"]["fullness"][state]) * (0.86 if both else 1.0)
    width = curve("muscles", "psoas/half-width")
    line = [camera(p) for p in line3]
    half = [width(s / sums[-1]) * fullness for s in sums]
    front, back = sides(line, half)
    belly = one_way(smooth_path([*front[::2], line[-1], *back[::-1][::2]]))
    slips = [one_way(path) for path in _slips(body, camera, side, line)]
    whole = together([*slips, belly])
    role = "muscle-longer" if state == "longer" else "muscle"
    out = _iliacus(body, camera, side, line3, behind)
    out += [
        Shape(whole, stroke="keyline", width=KEYLINE if not behind else 0.9),
        Shape(whole, fill=role, stroke="muscle-edge", width=EDGE),
    ]
    out.append(Clip(belly, tuple(_pattern(line, front, back, half, state)), fill=role))
    out.append(Shape(disc(camera(line3[-1]), 0.95), fill="muscle-edge"))
    if state != "same" and not behind:
        out += _heads(body, camera, line, half, state == "longer")
    return out


def disc(centre: Point, radius: float) -> Path:
    return circle(*centre, radius)


def _pattern(
    line: Sequence[Point], front: Sequence[Point], back: Sequence[Point], half: Sequence[float], state: str
) -> list[Shape]:
    last = len(line) - 1
    out = []
    if state == "shorter":
        for i in range(4, last - 3, 2):
            bow = lerp(line[i], line[i + 1], 0.8)
            out.append(Shape(taper([front[i], bow, back[i]], BAR + 0.1 * half[i], 0.6, 0.6, 5), fill="fibre"))
        return out
    shares = (-0.6, -0.2, 0.2, 0.6) if state == "longer" else (-0.55, -0.1, 0.35, 0.7)
    for k in shares:
        edge = back if k < 0 else front
        points = [lerp(line[i], edge[i], abs(k)) for i in range(2 if state == "longer" else 4, last - 2, 3)]
        out.append(Shape(taper(points, 0.36), fill="muscle-edge" if state == "longer" else "fibre"))
    return out


def _heads(
    body: Skeleton, camera: Camera, line: Sequence[Point], half: Sequence[float], apart_: bool
) -> list[Mark]:
    """An arrow head at each end, beside the muscle, on the side of the belly's front."""
    out: list[Mark] = []
    ahead = camera.flat(body.pelvis.front)
    last = len(line) - 1
    for i, step in ((3, -1), (last - 4, 1)):
        a, b = line[i], line[i + step]
        size = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        d = ((b[0] - a[0]) / size, (b[1] - a[1]) / size)
        n = (-d[1], d[0])
        if n[0] * ahead[0] + n[1] * ahead[1] < 0:
            n = (-n[0], -n[1])
        base = add(a, n, half[i] + BESIDE + HEAD_HALF)
        way = 1.0 if apart_ else -1.0
        tip, foot = add(base, d, way * HEAD_LONG / 2), add(base, d, -way * HEAD_LONG / 2)
        head = polygon(
            tip, add(foot, n, HEAD_HALF), add(add(foot, d, way * 0.8), n, 0.0), add(foot, n, -HEAD_HALF)
        )
        out += [Shape(head, stroke="keyline", width=KEYLINE), Shape(head, fill="muscle-edge")]
    return out


def iliacus_outline(body: Skeleton, side: Side) -> tuple[list[Vec], list[Vec]]:
    """The fan from the inner face of the ilium to the trochanter, and its upper edge."""
    entry, g = table("muscles")["iliacus"], SIGN[side]
    line = psoas_line(body, side)

    def pelvic(key: str) -> list[Vec]:
        return [on_pelvis(body, x, y, z * g) for x, y, z in entry[key]]

    low = line[round(POINTS * 0.84)]
    out = plus(low, body.pelvis.front, entry["beside"][0])
    outer = plus(out, body.pelvis.right, g * entry["beside"][1])
    rim = pelvic("rim")
    return [*rim, *pelvic("inner"), low, line[-1], outer, *pelvic("outer")], rim


def _iliacus(body: Skeleton, camera: Camera, side: Side, line: Sequence[Vec], behind: bool) -> list[Mark]:
    outline, rim = iliacus_outline(body, side)
    path = smooth_path([camera(p) for p in outline])
    end = camera(line[round(POINTS * 0.9)])
    fibres = []
    for a, b in pairwise(rim):
        start = camera(between(a, b, 0.5))
        fibres.append(
            Shape(
                taper([lerp(start, end, 0.06), lerp(start, end, 0.8)], 0.42, 0.4, 0.2, 4), fill="iliacus-edge"
            )
        )
    return [
        Shape(path, stroke="keyline", width=0.9 if behind else 1.4),
        Shape(path, stroke="iliacus-edge", width=EDGE * 0.9),
        Clip(path, tuple(fibres), fill="iliacus"),
    ]


def _slips(body: Skeleton, camera: Camera, side: Side, line: Sequence[Point]) -> list[Path]:
    """The strands from the vertebrae into the belly."""
    out = []
    for origin, j in zip(origins(body, side)[:5], (2, 5, 7, 10, 12), strict=True):
        start = camera(origin)
        up = max(0, j - 3)
        way = lerp(line[j], line[up], 0.5)
        dx, dy = way[0] - start[0], way[1] - start[1]
        size = hypot(dx, dy)
        if size < 0.9:
            continue
        normal = (-dy / size, dx / size)
        out.append(
            smooth_path(
                [
                    add(start, normal, 0.55),
                    lerp(add(start, normal, 0.6), line[up], 0.5),
                    line[up],
                    line[j],
                    lerp(add(start, normal, -0.6), line[j], 0.5),
                    add(start, normal, -0.55),
                ]
            )
        )
    return out
