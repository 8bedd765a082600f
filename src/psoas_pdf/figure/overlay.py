"""Bones, psoas major and iliacus, seen through the clothes."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure.curves import apart, smooth, smooth_path
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.muscle import on_pelvis, on_spine, origins, paint_muscle, psoas_line, trochanter
from psoas_pdf.figure.outline import to_path, together
from psoas_pdf.figure.painter import Painter, disc_path
from psoas_pdf.figure.parts import Part
from psoas_pdf.figure.posture import SIGN, Side
from psoas_pdf.figure.tables import curve, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at, dot
from psoas_pdf.geometry import Path, Point, bounds

BONE_LINE = 0.4
WINDOW = 0.5
"""How white the clothes become behind the bones."""
ARM_LEFT = 0.4
"""How much of an arm's colour is left where the window sees through it."""
SEEN, HIDDEN = 1.4, 0.06
"""An arm stays whole over the bones where it hides less than that share of the muscle, so far (cm) to each side."""
INSIDE = 1.6
"""Processes of the spine end at least this far (cm) under the body's outline."""
SHORTENED = (1.0, 0.75, 0.5, 0.25, 0.0)
UPRIGHT = 0.75
"""Where the pelvis's upper side faces the viewer by more than this, its plates would lie apart: left out."""
SHEET = 0.4
"""Cosine from which on the pelvis counts as seen from the front or from behind."""


class Bones:
    def __init__(self, painter: Painter) -> None:
        self.body, self.camera = painter.body, painter.camera
        trunk = (painter.parts[name] for name in ("torso", "pelvis"))
        self.trunk = Silhouette(o for part in trunk for o in part.outlines[:1])

    def _path(self, tube: Tube, step: float = 1.5) -> Path:
        tube.chains = [c for c in tube.chains if c]
        return together([to_path(o) for o in tube.outlines(self.camera, step, 60, 40)])

    def shape(self, path: Path) -> list[Mark]:
        return [Shape(path, fill="bone", stroke="bone-edge", width=BONE_LINE)] if path else []

    def sacrum(self) -> list[Mark]:
        tube, body = Tube(), self.body
        for front, back, y, z in table("muscles")["sacrum"]:
            centre = on_pelvis(body, (front + back) / 2, y, 0)
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
            k = self._process(s, w)
            behind.balls(
                [
                    (on_spine(on, s + 0.2, -w * 0.6), 0.8),
                    (on_spine(on, s - 0.4 * k, -w - 1.7 * k), 0.72),
                    (on_spine(on, s - 0.9 * k, -w - 2.6 * k), 0.6),
                ],
                self.camera,
            )
            for z in (2.2, -2.2):
                ends = [
                    (on_spine(on, s + 0.3, -1.6, z), 0.65),
                    (on_spine(on, s + 0.5, -2.2, z * 2.1), 0.55),
                ]
                beside.balls(ends, self.camera)
            processes += self.shape(self._path(beside, 1.0)) + self.shape(self._path(behind, 1.0))
            bodies += self.shape(self._path(block, 1.3))
        return processes + bodies

    def _process(self, s: float, w: float) -> float:
        """The share of its length at which a process of the spine keeps clear of the body's outline."""
        around = ((INSIDE, 0.0), (-INSIDE, 0.0), (0.0, INSIDE), (0.0, -INSIDE))

        def clear(k: float) -> bool:
            x, y = self.camera(on_spine(self.body, s - 0.9 * k, -w - 2.6 * k))
            return all(self.trunk.covers((x + dx, y + dy)) for dx, dy in around)

        return next((k for k in SHORTENED if clear(k)), 0.0)

    def _chains(self, key: str, origin: Vec, frame_of: str, side: Side) -> Tube:
        tube, g = Tube(), SIGN[side]
        frame = self.body.pelvis if frame_of == "pelvis" else self.body.thigh(side)
        for chain in table("muscles")[key]:
            tube.balls([(at(origin, frame, x, y, z * g), r) for x, y, z, r in chain], self.camera)
        return tube

    def pelvis(self, side: Side) -> list[Mark]:
        ring = self.shape(self._path(self._chains("pubis", self.body.root, "pelvis", side), 1.2))
        wing = [
            self.camera(on_pelvis(self.body, x, y, z * SIGN[side])) for x, y, z in table("muscles")["ilium"]
        ]
        if abs(dot(self.body.pelvis.front, self.camera.towards)) < SHEET:
            wing = self._not_past(wing, [self.camera(p) for p in psoas_line(self.body, side)])
        return ring + self.shape(smooth_path(wing))

    def _not_past(self, wing: Sequence[Point], muscle: Sequence[Point]) -> list[Point]:
        """From the side the spines of the ilium end behind the muscle: their tips before it would be thorns."""
        x, y = self.camera.flat(self.body.pelvis.front)
        out = []
        for p in wing:
            near = min(muscle, key=lambda m: apart(m, p))
            past = (p[0] - near[0]) * x + (p[1] - near[1]) * y
            out.append((p[0] - x * past, p[1] - y * past) if past > 0 else p)
        return out

    def femur(self, side: Side) -> list[Mark]:
        return self.shape(self._path(self._chains("femur", self.body.hip(side), "thigh", side), 1.7))

    def joint(self, side: Side) -> list[Mark]:
        return self.shape(disc_path(self.camera(self.body.hip(side)), 2.3))


_ARM = ("sleeve", "uarm", "farm", "arm", "hand")


def depth(painter: Painter, shown: Sequence[Side]) -> int:
    """Where among the figure's marks window, bones and muscle belong: under an arm that lies before them and
    leaves the muscle in sight, else over everything.
    """
    names, muscle = painter.sequence, _along(painter, shown)
    under = len(names)
    while under:
        part = painter.parts[names[under - 1]]
        if part.kind in _ARM and not _hides(part, muscle):
            under -= 1
        else:
            break
    return painter.begins[names[under]] if under < len(names) else len(painter.marks)


def _along(painter: Painter, shown: Sequence[Side]) -> list[Point]:
    """Points within the muscle, on both sides of its line."""
    line = [painter.camera(p) for side in shown for p in psoas_line(painter.body, side)]
    return [
        (x + dx, y + dy) for x, y in line for dx, dy in ((0, 0), (SEEN, 0), (-SEEN, 0), (0, SEEN), (0, -SEEN))
    ]


def _hides(part: Part, muscle: Sequence[Point]) -> bool:
    cover = Silhouette(part.outlines[:1])
    return sum(cover.covers(p) for p in muscle) > HIDDEN * len(muscle)


def paint(painter: Painter, shown: Sequence[Side], state: str) -> list[Mark]:
    """Window, bones and muscle of the sides asked for.  state: shorter, same or longer."""
    body, camera = painter.body, painter.camera
    ahead = dot(body.pelvis.front, camera.towards)
    bones = Bones(painter)
    from_above = dot(body.pelvis.up, camera.towards) > UPRIGHT
    out = _window(painter, shown, ahead)
    legs = [mark for side in shown for mark in bones.femur(side)]
    hips = [] if from_above else [mark for side in shown for mark in bones.pelvis(side)]
    sacrum = [] if from_above else bones.sacrum()
    behind = ahead < -0.45
    if ahead > 0.45:
        out += sacrum + bones.spine() + hips + legs
    elif not behind:
        out += sacrum + bones.spine() + legs + hips
        out += [mark for side in shown for mark in bones.joint(side)]
    nearest_last = sorted(shown, key=lambda s: SIGN[s] * dot(body.pelvis.right, camera.towards))
    for side in nearest_last:
        out += paint_muscle(body, camera, side, state, len(shown) > 1, behind, not from_above)
    if behind:
        out += bones.spine() + sacrum + hips + legs
    return out


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
                (on_pelvis(body, -1, 7, g * 9), wing),
                (on_pelvis(body, -5, 5, g * 2), 5.5),
                (on_pelvis(body, -3, -5, g * 6), 5.5),
                (on_spine(body, 14), 4.6),
                (on_spine(body, 26, 0.5), 4.2),
            ],
            camera,
        )
    tube.chains = [c for c in tube.chains if c]
    window = together([to_path(o) for o in tube.outlines(camera, 3.0, 70, 60)])
    parts = [painter.parts[name] for name in painter.sequence]
    cloth = [
        part
        for part in parts
        if part.path
        and (
            part.kind in ("torso", "pelvis")
            or (part.kind in ("shorts", "leg", "thigh") and part.side in shown)
        )
    ]
    outline = together([to_path(o) for part in cloth for o in part.outlines[:1]])
    return [
        *_through_arms(painter, window, cloth, depth(painter, shown)),
        Clip(outline, (Shape(window, fill="window", alpha=WINDOW),)),
    ]


def _through_arms(painter: Painter, window: Path, cloth: Sequence[Part], before: int) -> list[Mark]:
    """Inside the window an arm before the trunk is a pale tone without lines: the clothes are painted over it."""
    seen = bounds([window])
    arms = [
        part
        for part in (painter.parts[name] for name in painter.sequence)
        if part.kind in _ARM
        and painter.begins[part.name] < before
        and painter.place[f"sleeve.{part.side}"] > painter.place["torso"]
        and part.path
        and part.box.meets(seen)
    ]
    if not arms:
        return []
    cover = [Shape(part.path, fill=part.colour) for part in cloth]
    pale = [Shape(part.path, fill=part.colour, alpha=ARM_LEFT) for part in arms if part.kind != "sleeve"]
    return [Clip(window, (*cover, *pale))]


__all__ = ["origins", "paint", "psoas_line", "trochanter"]
