"""Psoas and iliacus: where they run, and how they are drawn when they lengthen or shorten."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import hypot

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import add, catmull, lerp, sides, smooth, smooth_path, taper
from psoas_pdf.figure.outline import one_way, together
from psoas_pdf.figure.posture import SIGN, Side, Skeleton
from psoas_pdf.figure.tables import curve, table
from psoas_pdf.figure.vectors import Vec, at, between, distance, dot, length, minus, plus, scaled
from psoas_pdf.geometry import Path, Point, circle

KEYLINE = 1.7
EDGE = 0.7
POINTS = 22
BAR, STRIPE = 0.9, 0.62
"""Width of the bars across a muscle that shortens and of the stripes along one that lengthens, in cm: more and
finer ones run together at the size of a handout."""
SLIP = 0.9
"""Half the width of a strand from a vertebra, in cm: narrower it is all edge."""
DENSE = 8
"""Points of a muscle's line between two that it is steered by, before they are spaced evenly."""


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
    return _resampled([start[0], upper, middle, over, low, end], POINTS)


def _resampled(points: Sequence[Vec], n: int) -> list[Vec]:
    """n points along a smooth line through the given ones, equally far apart."""
    m = len(points) - 1
    fine: list[Vec] = []
    for i in range(m):
        a, b, c, d = points[max(0, i - 1)], points[i], points[i + 1], points[min(m, i + 2)]
        for k in range(DENSE):
            x, y, z = catmull(a, b, c, d, k / DENSE)
            fine.append((x, y, z))
    fine.append(points[-1])
    sums = [0.0, *accumulate(distance(a, b) for a, b in pairwise(fine))]
    out: list[Vec] = []
    i = 0
    for k in range(n - 1):
        at_ = sums[-1] * k / (n - 1)
        while sums[i + 1] < at_:
            i += 1
        out.append(between(fine[i], fine[i + 1], (at_ - sums[i]) / ((sums[i + 1] - sums[i]) or 1.0)))
    return [*out, points[-1]]


def paint_muscle(
    body: Skeleton, camera: Camera, side: Side, state: str, both: bool, behind: bool, iliacus: bool = True
) -> list[Mark]:
    """Iliacus and psoas.  Longer: stripes along it.  Shorter: thicker, with bars across."""
    line3 = psoas_line(body, side)
    fullness = float(table("muscles")["psoas"]["fullness"][state]) * (0.86 if both else 1.0)
    width = curve("muscles", "psoas/half-width")
    line = [camera(p) for p in line3]
    half = [width(i / (POINTS - 1)) * fullness for i in range(POINTS)]
    front, back = sides(line, half)
    belly = one_way(smooth_path([*front[::2], line[-1], *back[::-1][::2]]))
    whole = together([*_slips(body, camera, side, line), belly])
    role = "muscle-longer" if state == "longer" else "muscle"
    out: list[Mark] = [Shape(whole, stroke="keyline", width=KEYLINE if not behind else 0.9)]
    if iliacus:
        out += _iliacus(body, camera, side, line3)
    return [
        *out,
        Shape(whole, fill=role, stroke="muscle-edge", width=EDGE),
        Clip(belly, tuple(_pattern(line, front, back, half, state)), fill=role),
        Shape(disc(camera(line3[-1]), 0.95), fill="muscle-edge"),
    ]


def disc(centre: Point, radius: float) -> Path:
    return circle(*centre, radius)


def _pattern(
    line: Sequence[Point], front: Sequence[Point], back: Sequence[Point], half: Sequence[float], state: str
) -> list[Shape]:
    last = len(line) - 1
    out = []
    if state == "shorter":
        for i in range(4, last - 3, 4):
            bow = lerp(line[i], line[i + 1], 0.8)
            out.append(Shape(taper([front[i], bow, back[i]], BAR + 0.1 * half[i], 0.6, 0.6, 5), fill="fibre"))
        return out
    for edge in (front, back):
        points = [lerp(line[i], edge[i], 0.35) for i in range(2, last - 1, 3)]
        out.append(Shape(taper(points, STRIPE, 0.3, 0.3), fill="fibre"))
    return out


def iliacus_outline(body: Skeleton, side: Side) -> tuple[list[Vec], list[Vec]]:
    """The fan from the inner face of the ilium to the trochanter, and its upper edge."""
    entry, g = table("muscles")["iliacus"], SIGN[side]
    line = psoas_line(body, side)

    def pelvic(key: str) -> list[Vec]:
        return [on_pelvis(body, x, y, z * g) for x, y, z in entry[key]]

    low = line[round(POINTS * 0.87)]
    out = plus(low, body.pelvis.front, entry["beside"][0])
    outer = plus(out, body.pelvis.right, g * entry["beside"][1])
    rim = pelvic("rim")
    return [*rim, *pelvic("inner"), low, line[-1], outer, *pelvic("outer")], rim


def _iliacus(body: Skeleton, camera: Camera, side: Side, line: Sequence[Vec]) -> list[Mark]:
    """Between the psoas and its white line: the two are one muscle down to their tendon."""
    outline, rim = iliacus_outline(body, side)
    path = smooth_path([camera(p) for p in outline])
    end = camera(line[round(POINTS * 0.9)])
    fibres = []
    for a, b in pairwise(rim[1::2]):
        start = camera(between(a, b, 0.5))
        fibres.append(
            Shape(
                taper([lerp(start, end, 0.06), lerp(start, end, 0.8)], 0.42, 0.4, 0.2, 4), fill="iliacus-edge"
            )
        )
    return [
        Shape(path, stroke="iliacus-edge", width=EDGE),
        Clip(path, tuple(fibres), fill="iliacus"),
    ]


def _slips(body: Skeleton, camera: Camera, side: Side, line: Sequence[Point]) -> list[Path]:
    """The strands from the vertebrae into the belly."""
    out = []
    for origin, j in zip(origins(body, side)[1:5], (5, 9, 12, 14), strict=True):
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
                    add(start, normal, SLIP),
                    lerp(add(start, normal, SLIP), line[up], 0.5),
                    line[up],
                    line[j],
                    lerp(add(start, normal, -SLIP), line[j], 0.5),
                    add(start, normal, -SLIP),
                ]
            )
        )
    return out
