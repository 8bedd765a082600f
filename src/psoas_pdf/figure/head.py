"""Sections of the head, the neck and the hair."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, radians, sin, sqrt
from typing import Any

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import smooth
from psoas_pdf.figure.posture import SIDES, SIGN, Side, Skeleton
from psoas_pdf.figure.tables import Look, curve, number, rows, table
from psoas_pdf.figure.trunk import collar
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at, dot

TAIL_HIDDEN = 0.85
"""A head that faces the viewer this much hides the hair that hangs behind it."""

ON_NAPE = 2.0
"""How much more hair follows the neck than it falls, when the face looks straight down."""
RAISED = -0.2
"""Cosine between upper arm and trunk below which an arm pushes a scarf up to the neck."""
SEAM = 0.05
"""The hair of both sides overlaps by this angle (radians) at the back, so that no slit is left there."""
BEHIND_NECK = -4.6
"""Under this height hair that falls back on the far side is hidden by the neck."""
UNDER_CHIN, SIDEWAYS = -12.0, 0.35
"""Rings of a scarf above the chin round the nape off; they are left out where they would lie before the face."""
UPRIGHT = 0.5
LYING_RINGS = 1
"""So many rings of a scarf lie on the trunk of somebody who lies: more would hang in the air over the arms."""
FALLS = 0.45
"""How far (cm) hair goes back for each cm that it hangs down, when the face looks straight up."""
BOWED = 7.0
"""A head that is so much (cm) nearer to the viewer than the collar hides what is round the neck."""


class Facing:
    """How much of the head's front, right and top face the viewer, from -1 to 1."""

    def __init__(self, body: Skeleton, camera: Camera) -> None:
        frame = body.neck()[3]
        self.front = dot(frame.front, camera.towards)
        self.right = dot(frame.right, camera.towards)
        self.top = dot(frame.up, camera.towards)

    def side(self, side: Side) -> float:
        return self.right * SIGN[side]

    def visible(self, z: float) -> float:
        """How much the face looks at the viewer z cm to the right of its middle."""
        u = max(-1.0, min(1.0, z / 7.8))
        return self.front * sqrt(1 - u * u) + self.right * u


def half_width(look: Look, y: float) -> float:
    return curve("head", "half-width")(y) * (1 - (1 - look.jaw) * smooth((-y - 1) / 7))


def ring(body: Skeleton, look: Look, y: float, grow: float = 0.0, n: int = 18) -> list[Vec]:
    """A level section of the skull."""
    front, back = curve("head", "front")(y) + grow, curve("head", "back")(y) - grow
    side = half_width(look, y) + grow
    centre = back + (front - back) * (0.5 if y > -5 else 0.38)
    out = []
    for i in range(n):
        c, s = cos(2 * pi * i / n), sin(2 * pi * i / n)
        x = centre + c * ((front - centre) if c > 0 else (centre - back))
        out.append(body.on_head(x, y, s * side * (1 - 0.10 * max(0.0, c) ** 2)))
    return out


def skull(body: Skeleton, look: Look, grow: float = 0.0) -> Tube:
    """Head with nose, lips and chin; without them when it is grown (to find its lowest point)."""
    tube = Tube()
    for y in table("head")["levels"]:
        tube.points(ring(body, look, y, grow), y)
    tube.chain()
    if not grow:
        width, front = curve("head", "profile-half-width"), curve("head", "front")
        for y, x in profile(look):
            h, b = width(y), front(y) - 0.8
            tube.points(
                [
                    body.on_head(x, y),
                    body.on_head(x - 0.35, y, h * 0.42),
                    body.on_head(x - 0.35, y, -h * 0.42),
                    body.on_head(b, y, h),
                    body.on_head(b, y, -h),
                ],
                y,
            )
    tube.discs = [(body.on_head(0, 1), 8.0), (body.on_head(3, -6), 6.0)]
    return tube


def profile(look: Look) -> list[tuple[float, float]]:
    """(y, x) of nose, lips, chin and brow.  The nose stands out from the face by the look's factor."""
    front = curve("head", "front")
    nose_low, nose_high = table("head")["nose"]
    out = []
    for y, x in rows("head", "profile"):
        base = front(y) + 0.45
        keep = look.face.nose if nose_low <= y <= nose_high and x > base else 1.0
        out.append((y, base + (x - base) * keep))
    return out


def neck(body: Skeleton, look: Look, camera: Camera) -> Tube:
    tube = Tube(body.posture.support)
    tube.points(collar(body, look, 0.93), 0)
    root, frame, _, _ = body.neck()
    width = 5.35 * look.neck
    for k, radius, x in (
        (0.34, 5.2, 1.5),
        (0.5, 4.95, 0.9),
        (0.7, 4.9, 0.5),
        (0.9, 5.1, 0.35),
        (1.12, 5.3, 0.3),
    ):
        centre = at(root, frame, x, number("neck") * k)
        tube.section(centre, frame, radius - 0.1, radius + 0.1, width, width, k, 14, camera)
    return tube


def on_face(y: float, z: float, look: Look, out: float = 0.0) -> tuple[float, float, float]:
    """The point of the face's surface at height y, z to the right of the middle; head coordinates."""
    front, back, w = curve("head", "front")(y), curve("head", "back")(y), half_width(look, y)
    centre = back + (front - back) * (0.5 if y > -5 else 0.38)
    u = max(-1.0, min(1.0, z / w))
    return (centre + (front - centre) * sqrt(1 - u * u * 0.92) + out, y, z)


class Hair:
    """Hair of one of the styles in `data/body/head.yaml`; a scarf is one of them."""

    def __init__(self, body: Skeleton, look: Look, camera: Camera, facing: Facing) -> None:
        self.body, self.look, self.camera, self.facing = body, look, camera, facing
        self.style: dict[str, Any] = table("head")["hair"][look.hair]
        self.hairline = curve("head", f"hair/{look.hair}/hairline")
        self.straight = float(self.style.get("straight-below", -99))
        posture = body.posture
        self.ground = posture.support[0] if posture.support else 0.0
        trunk = body.trunk(46)[1]
        self.lying = trunk.up[1] < UPRIGHT and (posture.support is not None or trunk.front[1] > UPRIGHT)
        # Loose hair falls back when the face looks up.
        loose = self.straight > -99 and "drape" not in self.style
        self.falls = FALLS * max(0.0, body.neck()[3].front[1]) if loose else 0.0
        # And on the upper side of a head that lies on its ear it lies against the cheek.
        self.leans = body.neck()[3].right[1] if loose else 0.0
        ahead = camera.depth(body.on_head(0, 0)) - camera.depth(body.on_trunk(52, -1.4))
        self.bowed = facing.front > 0 and ahead > BOWED

    def _arc(self, y: float, side: Side, grow: float, visible: bool) -> list[Vec] | None:
        start, end = radians(self.hairline(y)), pi + SEAM
        if visible:
            angles = [start + (end - start) * i / 40 for i in range(41)]
            g, f = SIGN[side], self.facing
            angles = [a for a in angles if cos(a) * f.front + g * sin(a) * f.right > -0.04]
            if not angles:
                return None
            start, end = angles[0], angles[-1]
        like = max(y, self.straight)
        front, back = curve("head", "front")(like) + grow * 0.5, curve("head", "back")(like) - grow
        close = max(0.0, SIGN[side] * self.leans)
        w = half_width(self.look, like) * (1 - close) + half_width(self.look, y) * close + grow * 0.8
        centre = back + (front - back) * 0.5
        out = []
        for i in range(8):
            a = start + (end - start) * i / 7
            x = centre + cos(a) * ((front - centre) if cos(a) > 0 else (centre - back))
            x -= self.falls * max(0.0, self.straight - y)
            out.append(self._above_ground(self.body.on_head(x, y, SIGN[side] * sin(a) * w)))
        return out

    def _above_ground(self, p: Vec, radius: float = 0.0) -> Vec:
        """Hair lies on what the body lies on."""
        return (p[0], max(p[1], self.ground + radius), p[2])

    def sides(self, visible: bool) -> Tube:
        """The hair beside and behind the face; what faces the viewer, or all (to paint behind the head)."""
        tube = Tube()
        for side in SIDES:
            tube.chain()
            for y in self.style["levels"]:
                if self.falls > 0 and not visible and y < BEHIND_NECK:
                    continue
                thin = 1.0 if self.straight > -99 else 0.35 + 0.65 * smooth((y + 6) / 4)
                points = self._arc(y, side, self.style["thickness"] * thin, visible)
                if points:
                    tube.points(points, y)
                elif tube.chains[-1]:
                    tube.chain()
        self._curls(tube, visible)
        tube.chains = [chain for chain in tube.chains if len(chain) > 1]
        return tube

    def _curls(self, tube: Tube, visible: bool) -> None:
        """Balls on the surface of curly hair, but for those that the head lies on."""
        f, k = self.facing, number("head-scale")
        for y, out, start, count, radius in self.style.get("curls", ()):
            for side in SIDES:
                for i in range(count):
                    a = radians(start + (180 - start) * (i + 0.5) / count)
                    x, z = cos(a), SIGN[side] * sin(a)
                    if visible and x * f.front + z * f.right < -0.1:
                        continue
                    centre = self.body.on_head(x * out - 0.8, y, z * out * 0.86)
                    if centre[1] < self.ground + radius * k:
                        continue
                    tube.balls([(centre, radius * k), (centre, radius * k * 0.98)], self.camera, y, 10)

    def cap(self, visible: bool) -> Tube:
        """The hair on top."""
        tube = Tube()
        f = self.facing
        for y, front, back, width in self.style["cap"]:
            centre = back + (front - back) * 0.5
            slope = radians(75) * smooth((y - 8.2) / 6)
            points = []
            for i in range(18):
                c, s = cos(2 * pi * i / 18), sin(2 * pi * i / 18)
                seen = (c * f.front + s * f.right) * cos(slope) + sin(slope) * f.top > -0.05
                if seen or not visible or f.top >= -0.08:
                    p = self.body.on_head(centre + (front - centre) * c, y, width * s)
                    points.append(self._above_ground(p))
            if points:
                tube.points(points, y)
            elif tube.chains[-1]:
                tube.chain()
        tube.chains = [chain for chain in tube.chains if len(chain) > 1]
        if visible:
            self._sideburns(tube)
            self._fringe(tube)
            if not self.bowed:
                self._drape(tube)
        return tube

    def drape(self) -> Tube | None:
        """A scarf round the neck that the face hides, as the head is bowed towards the viewer."""
        return self._behind_chin() if self.bowed and "drape" in self.style else None

    def throat(self) -> Tube | None:
        """A scarf behind the chin of a head that is not bowed: the face lies before it."""
        shown = self.facing.front > SIDEWAYS and not self.bowed and "drape" in self.style
        return self._behind_chin() if shown else None

    def _behind_chin(self) -> Tube:
        tube = Tube()
        self._drape(tube, behind=True)
        return tube

    def _sideburns(self, tube: Tube) -> None:
        for side in SIDES:
            if self.facing.side(side) <= 0.16:
                continue
            tube.chain()
            for y, back, front in self.style["sideburn"]:
                w = half_width(self.look, y)
                tube.points(
                    [
                        self.body.on_head(
                            x,
                            y,
                            SIGN[side]
                            * (w * sqrt(max(0.0, 1 - ((x + 0.4) / (9.6 if x > 0 else 12)) ** 2)) + e),
                        )
                        for x in (back, front)
                        for e in (-0.1, 0.2)
                    ],
                    y,
                )

    def _fringe(self, tube: Tube) -> None:
        if self.facing.front <= -0.1:
            return
        edge = self.style["fringe"]
        # From under the chin the far temple would stand before the forehead as a thorn.
        least = -0.08 if self.facing.top > -0.2 else 0.05
        for (z0, y0), (z1, y1) in pairwise(edge):
            if min(self.facing.visible(z0 * 0.975), self.facing.visible(z1 * 0.975)) <= least:
                continue
            points = []
            for y, z in ((y0, z0), (y1, z1), (9.2, z1 * 0.86), (9.2, z0 * 0.86)):
                x, y, z = on_face(y, z, self.look)
                points.append(self.body.on_head(x + 0.35, y, z))
            tube.chain()
            tube.points(points, 0)

    def _drape(self, tube: Tube, behind: bool = False) -> None:
        """A scarf round chin, neck and shoulders: rings of the head, then of the trunk.

        behind: with the rings that would lie before the chin.
        """
        rings = self.style.get("drape")
        if not rings:
            return
        tube.chain()
        dip = float(rings["dip"])
        for y, front, back, width in rings["head"]:
            if not behind and y > UNDER_CHIN and self.facing.front > SIDEWAYS:
                continue
            ring = [self.body.on_head(x, y, z) for x, z in _round(front, back, width)]
            tube.points([self._above_ground(p) for p in ring], y)
        up = self.body.trunk(46)[1].up
        shown = [side for side in SIDES if self.facing.side(side) > -UPRIGHT]
        raised = any(dot(self.body.upper_arm(side).up, up) < RAISED for side in shown)
        kept = 0 if raised else LYING_RINGS if self.lying else None
        for s, front, back, width in rings["trunk"][:kept]:
            points = [self.body.on_trunk(s - dip * max(0.0, x), x, z) for x, z in _round(front, back, width)]
            tube.points([self._above_ground(p) for p in points], -s)

    def knot(self) -> Tube | None:
        """The bun, or the tail that hangs down, for styles that have one."""
        if "knot" not in self.style:
            return None
        tube = Tube()
        k = number("head-scale")
        balls = [(self.body.on_head(x, y), radius * k) for x, y, radius in self.style["knot"]]
        tail, head = self.style.get("tail"), self.body.neck()[3]
        if tail and self.facing.front >= TAIL_HIDDEN and head.up[1] > UPRIGHT:
            balls = [(self.body.on_head(x, y, z), radius * k) for x, y, z, radius in tail["shoulder"]]
        elif tail and self.facing.front < TAIL_HIDDEN:
            here, front, nape = balls[-1][0], head.front, max(0.0, -head.front[1])
            for step, radius in tail["balls"]:
                lean = tail["away"]
                # Where it would hang through a head that looks down it lies along the neck.
                fall = tuple(u * -ON_NAPE * nape - f * lean for u, f in zip(head.up, front, strict=True))
                down = (fall[0], fall[1] - 1.0 + nape, fall[2])
                size = sqrt(dot(down, down)) or 1.0
                here = (
                    here[0] + down[0] / size * step,
                    here[1] + down[1] / size * step,
                    here[2] + down[2] / size * step,
                )
                balls.append((here, radius * k))
        for centre, radius in balls:
            tube.disc(self._above_ground(centre, radius), radius, self.camera, 0, 16)
        return tube


def _round(front: float, back: float, width: float, n: int = 18) -> list[tuple[float, float]]:
    """Points of an oval: x forwards, z to the side.  `back` is negative where the oval reaches behind 0."""
    out = []
    for i in range(n):
        c, s = cos(2 * pi * i / n), sin(2 * pi * i / n)
        out.append((c * (front if c > 0 else -back), s * width))
    return out
