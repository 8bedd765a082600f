"""Bones and psoas major, seen through the clothes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import add, catmull, lerp, sides, smooth, smooth_path, taper
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.outline import one_way, to_path, together
from psoas_pdf.figure.painter import Painter, disc_path
from psoas_pdf.figure.posture import SIGN, Side, Skeleton
from psoas_pdf.figure.tables import curve, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at, between, distance, dot, length, minus, plus, scaled
from psoas_pdf.geometry import Path, Point

BONE_LINE = 0.4
WINDOW = 0.5
"""How white the clothes become behind the bones."""
KEYLINE = 1.7
EDGE = 0.8
POINTS = 22


def _on_spine(body: Skeleton, s: float, x: float = 0.0, z: float = 0.0) -> Vec:
    return body.on_trunk(s, curve("muscles", "spine")(s) + x, z)


def _on_pelvis(body: Skeleton, x: float, y: float, z: float) -> Vec:
    return at(body.root, body.pelvis, x, y, z)


def trochanter(body: Skeleton, side: Side) -> Vec:
    """Where the psoas ends: the lesser trochanter of the thigh bone."""
    x, y, z = table("muscles")["psoas"]["trochanter"]
    return at(body.hip(side), body.thigh(side), x, y, z * SIGN[side])


def origins(body: Skeleton, side: Side) -> list[Vec]:
    """Where the psoas begins, on the bodies of T12 to L5, top first."""
    entry = table("muscles")["psoas"]
    forward = float(entry["origin-forward"])
    return [_on_spine(body, s, forward, z * SIGN[side]) for s, z in entry["origins"]]


def psoas_line(body: Skeleton, side: Side) -> list[Vec]:
    """The middle line of the psoas: spine, brim of the pelvis, front of the hip joint, trochanter."""
    entry, g = table("muscles")["psoas"], SIGN[side]
    x, y, z = entry["brim"]
    brim = _on_pelvis(body, x, y, z * g)
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


class _Bones:
    def __init__(self, body: Skeleton, camera: Camera) -> None:
        self.body, self.camera = body, camera

    def _path(self, tube: Tube, step: float = 1.5) -> Path:
        tube.chains = [c for c in tube.chains if c]
        return together([to_path(o) for o in tube.outlines(self.camera, step, 60, 40)])

    def shape(self, path: Path) -> list[Mark]:
        return [Shape(path, fill="bone", stroke="bone-edge", width=BONE_LINE)] if path else []

    def sacrum(self) -> list[Mark]:
        tube, body = Tube(), self.body
        for front, back, y, z in table("muscles")["sacrum"]:
            centre = _on_pelvis(body, (front + back) / 2, y, 0)
            half = (front - back) / 2
            tube.section(centre, body.pelvis, half, half, z, z, 0, 10)
        return self.shape(self._path(tube))

    def spine(self) -> list[Mark]:
        processes: list[Mark] = []
        bodies: list[Mark] = []
        for i, s in enumerate(table("muscles")["vertebrae"]):
            centre, frame = self.body.trunk(s)
            w = 2.3 - 0.06 * i
            block = Tube()
            for y, k in ((-1.38, 1.0), (-0.76, 0.9), (0.76, 0.9), (1.38, 1.0)):
                middle = at(centre, frame, curve("muscles", "spine")(s + y), y)
                block.section(middle, frame, w * k, w * k, (w + 0.35) * k, (w + 0.35) * k, 0, 10)
            behind, beside = Tube(), Tube()
            on = self.body
            behind.balls(
                [
                    (_on_spine(on, s + 0.2, -w * 0.6), 0.8),
                    (_on_spine(on, s - 0.4, -w - 1.7), 0.72),
                    (_on_spine(on, s - 0.9, -w - 2.6), 0.6),
                ],
                self.camera,
            )
            for z in (2.2, -2.2):
                ends = [
                    (_on_spine(on, s + 0.3, -1.6, z), 0.65),
                    (_on_spine(on, s + 0.5, -2.2, z * 2.1), 0.55),
                ]
                beside.balls(ends, self.camera)
            processes += self.shape(self._path(beside, 1.0)) + self.shape(self._path(behind, 1.0))
            bodies += self.shape(self._path(block, 1.3))
        return processes + bodies

    def _chains(self, key: str, origin: Vec, frame_of: str, side: Side) -> Tube:
        tube, g = Tube(), SIGN[side]
        frame = self.body.pelvis if frame_of == "pelvis" else self.body.thigh(side)
        for chain in table("muscles")[key]:
            tube.balls([(at(origin, frame, x, y, z * g), r) for x, y, z, r in chain], self.camera)
        return tube

    def pelvis(self, side: Side) -> list[Mark]:
        ring = self.shape(self._path(self._chains("pubis", self.body.root, "pelvis", side), 1.2))
        wing = smooth_path(
            [
                self.camera(_on_pelvis(self.body, x, y, z * SIGN[side]))
                for x, y, z in table("muscles")["ilium"]
            ]
        )
        return ring + self.shape(wing)

    def femur(self, side: Side) -> list[Mark]:
        return self.shape(self._path(self._chains("femur", self.body.hip(side), "thigh", side), 1.7))

    def joint(self, side: Side) -> list[Mark]:
        return self.shape(disc_path(self.camera(self.body.hip(side)), 2.3))


def paint(painter: Painter, shown: Sequence[Side], state: str) -> list[Mark]:
    """Window, bones and muscle of the sides asked for.  state: shorter, same or longer."""
    body, camera = painter.body, painter.camera
    ahead = dot(body.pelvis.front, camera.towards)
    bones = _Bones(body, camera)
    out = _window(painter, shown, ahead)
    legs = [mark for side in shown for mark in bones.femur(side)]
    hips = [mark for side in shown for mark in bones.pelvis(side)]
    behind = ahead < -0.45
    if ahead > 0.45:
        out += bones.sacrum() + bones.spine() + hips + legs
    elif not behind:
        out += bones.sacrum() + bones.spine() + legs + hips
        out += [mark for side in shown for mark in bones.joint(side)]
    nearest_last = sorted(shown, key=lambda s: SIGN[s] * dot(body.pelvis.right, camera.towards))
    for side in nearest_last:
        out += _muscle(body, camera, side, state, len(shown) > 1, behind)
    if behind:
        out += bones.spine() + bones.sacrum() + hips + legs
    return out


def covered(painter: Painter, shown: Sequence[Side]) -> float:
    """The share of the muscles that lies behind the near arm in the picture."""
    arm = Silhouette(o for part in painter.near_arm() for o in part.outlines[:1])
    points = [painter.camera(p) for side in shown for p in psoas_line(painter.body, side)]
    return sum(arm.covers(p) for p in points) / len(points)


def _window(painter: Painter, shown: Sequence[Side], ahead: float) -> list[Mark]:
    body, camera = painter.body, painter.camera
    tube = Tube()
    for side in shown:
        g, thigh, hip = SIGN[side], body.thigh(side), body.hip(side)
        line = psoas_line(body, side)[::3]
        balls = [(c, 4.6 + 3.4 * smooth(i / 12)) for i, c in enumerate(line)]
        balls += [(at(hip, thigh, 0, -10, g * 2), 6.4), (at(hip, thigh, 0, -17, g * 2), 4.6)]
        tube.balls(balls, camera)
        wing = 6.5 if len(shown) > 1 or abs(ahead) > 0.4 else 5.0
        tube.balls(
            [
                (_on_pelvis(body, -1, 7, g * 9), wing),
                (_on_pelvis(body, -5, 5, g * 2), 5.5),
                (_on_spine(body, 14), 4.6),
                (_on_spine(body, 26, 0.5), 4.2),
            ],
            camera,
        )
    tube.chains = [c for c in tube.chains if c]
    window = together([to_path(o) for o in tube.outlines(camera, 3.0, 70, 60)])
    cloth = together(
        [
            to_path(o)
            for part in painter.parts.values()
            if part.kind in ("torso", "pelvis")
            or (part.kind in ("shorts", "leg", "thigh") and part.side in shown)
            for o in part.outlines[:1]
        ]
    )
    return [Clip(cloth, (Shape(window, fill="window", alpha=WINDOW),))]


def _muscle(body: Skeleton, camera: Camera, side: Side, state: str, both: bool, behind: bool) -> list[Mark]:
    line3 = psoas_line(body, side)
    sums = [0.0]
    for a, b in pairwise(line3):
        sums.append(sums[-1] + distance(a, b))
    fullness = float(table("muscles")["psoas"]["fullness"][state]) * (0.86 if both else 1.0)
    width = curve("muscles", "psoas/half-width")
    line = [camera(p) for p in line3]
    front, back = sides(line, [width(s / sums[-1]) * fullness for s in sums])
    belly = one_way(smooth_path([*front[::2], line[-1], *back[::-1][::2]]))
    slips = [one_way(path) for path in _slips(body, camera, side, line)]
    whole = together([*slips, belly])
    out: list[Mark] = [
        Shape(whole, stroke="keyline", width=KEYLINE if not behind else 0.9),
        Shape(whole, fill="muscle", stroke="muscle-edge", width=EDGE),
    ]
    fibres = []
    for k in (-0.55, -0.1, 0.35, 0.7):
        edge = back if k < 0 else front
        points = [lerp(line[i], edge[i], abs(k)) for i in range(4, len(line) - 3, 4)]
        fibres.append(Shape(taper(points, 0.36), fill="fibre"))
    out.append(Clip(belly, tuple(fibres), fill="muscle"))
    out.append(Shape(disc_path(camera(line3[-1]), 0.95), fill="muscle-edge"))
    return out


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


__all__ = ["covered", "origins", "paint", "psoas_line", "trochanter"]
