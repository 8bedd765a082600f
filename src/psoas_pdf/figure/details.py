"""Folds, hems, stripes, kneecaps, shoes and fingers: the lines inside the parts of a figure."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from psoas_pdf.drawing import Shape
from psoas_pdf.figure.curves import add, apart, lerp, smooth, smooth_path, taper
from psoas_pdf.figure.ink import Silhouette, pen, runs
from psoas_pdf.figure.limbs import ELBOW_SHOWS, Foot, Hand
from psoas_pdf.figure.order import collar_opening
from psoas_pdf.figure.outline import hull, to_path
from psoas_pdf.figure.parts import OPEN, Part
from psoas_pdf.figure.posture import SIDES, SIGN, Side, lifted
from psoas_pdf.figure.tables import curve, number, rows, table
from psoas_pdf.figure.trunk import HEM, collar
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, at, dot, flexed
from psoas_pdf.geometry import Point

if TYPE_CHECKING:
    from psoas_pdf.figure.painter import Painter

END_ON = 0.75
"""A hand that points at the viewer this much shows its fingertips side by side."""
EDGE_ON = 0.4
"""A hand whose palm faces the viewer less shows one finger before the other."""
THUMB_NEAR = 0.3
"""A thumb that points at the viewer this much lies over the fingers."""
FINGER_INK = 0.36
FINGER = 2.2
"""A finger's own line begins this far (cm) from its knuckle."""
SOLE_SEEN = 0.3
"""A sole that faces the viewer this much shows its grooves."""
STRIPE_HOOKS = 105.0
"""At more hip flexion (degrees) than this the seam turns back on itself."""
STRIPE_SEEN = 0.6
"""A stripe of which less shows is left out: the rest of it would be a blade."""


class Details:
    """Draws on a painter's figure."""

    def __init__(self, painter: Painter) -> None:
        self.painter = painter
        self.body, self.look, self.camera = painter.body, painter.look, painter.camera
        self.view, self.parts, self.ghost = painter.view, painter.parts, painter.ghost
        self.fill, self.line = painter.fill, painter.line

    def inside(self, part: Part) -> list[Shape]:
        """Lines and tones that may not leave the part."""
        if self.ghost:
            return []
        if part.kind == "torso":
            return self._folds()
        if part.kind == "neck":
            return self._chin(part)
        if part.kind == "shorts" and part.side:
            return self._stripe(part.side)
        if part.kind == "pelvis":
            return [shape for side in SIDES for shape in self._stripe(side)]
        if part.kind in ("leg", "shank"):
            return self._knee(part)
        if part.kind in ("arm", "farm"):
            return self._elbow(part)
        if part.kind == "shoe":
            return self._shoe(part)
        if part.kind == "sole":
            return self._tread(part)
        return []

    def finish(self, part: Part) -> None:
        """Lines that may lie over the part's edge."""
        if part.kind == "neck" and collar_opening(self.body, self.camera) > -0.08:
            self._collar()
        elif part.kind == "shorts":
            if part.towards <= 0.3:
                self._hem(part)
            if part.towards > OPEN:
                self._opening(part)
        elif part.kind == "sleeve" and part.towards > OPEN:
            self._opening(part)
        if part.kind in ("leg", "arm"):
            self._creases(part)
        if part.kind == "hand" or (part.kind in ("arm", "farm") and f"hand.{part.side}" not in self.parts):
            self._fingers(part)

    def _opening(self, part: Part) -> None:
        self.fill(smooth_path(hull(part.rim)), f"{part.colour}-inside")

    def _folds(self) -> list[Shape]:
        """Folds of the shirt at the flanks."""
        body, camera = self.body, self.camera
        out = []
        direction = 1 if dot(body.trunk(48)[1].front, self.view) > -0.2 else -1
        for s in (14.0, 18.5):
            right = dot(body.trunk(s)[1].right, self.view)
            across = abs(right) < 0.5
            w = self.look.trunk_side(s)
            for g in (1, -1):
                if not across and right * g <= 0.55:
                    continue
                if across:
                    points = [
                        body.on_trunk(s, 0, g * (w - 0.6)),
                        body.on_trunk(s + 1.2, 3 * direction, g * w * 0.8),
                        body.on_trunk(s + 1.7, 6 * direction, g * w * 0.62),
                    ]
                else:
                    points = [
                        body.on_trunk(s, 0.9 - self.look.trunk_back(s), g * 7),
                        body.on_trunk(s + 1.2, -4.6, g * w * 0.8),
                        body.on_trunk(s + 1.7, -1.8, g * w),
                    ]
                out.append(Shape(taper([camera(p) for p in points], 0.6, 0.3), fill="shirt-shade"))
        return out

    def _chin(self, part: Part) -> list[Shape]:
        """The shadow of the chin on the neck."""
        if dot(self.body.neck()[3].front, self.view) <= -0.2:
            return []
        half = [
            (8, -11.5, 0),
            (6.4, -10.6, 5),
            (2, -8.5, 7),
            (-2, -6, 7.5),
            (-2.5, -9.8, 6),
            (0, -13, 5),
            (3.4, -14.6, 0),
        ]
        points = [self.camera(self.body.on_head(x, y, z * g)) for x, y, z in half for g in (1, -1)]
        return [Shape(smooth_path(hull(points)), fill=part.shade)]

    def _collar(self) -> None:
        """The near half of the neck opening."""
        points = collar(self.body, self.look, 0.98)
        nearest = max(range(len(points)), key=lambda i: self.camera.depth(points[i]))
        run = [self.camera(points[(nearest + j) % len(points)]) for j in range(-4, 5)]
        # Where it turns back behind the neck it ends.
        x, y = run[-2][0] - run[1][0], run[-2][1] - run[1][1]
        along = [p[0] * x + p[1] * y for p in run]
        run = run[along.index(min(along[:4])) : len(run) - along[::-1].index(max(along[-4:]))]
        self.fill(taper(run, 0.8, 0.3, 0.3, 9), "shirt-edge")

    def _stripe(self, side: Side) -> list[Shape]:
        """The stripe down the outer seam of the shorts, from waist to hem; to be clipped to pelvis and leg."""
        if side in self.painter.seen_through:
            return []  # beside the thigh bone what the window leaves of it would be a chip
        body, part, pelvis = self.body, self.parts[f"shorts.{side}"], self.parts["pelvis"]
        g, thigh = SIGN[side], body.thigh(side)
        outwards = dot(thigh.right, self.view) * g
        if outwards <= 0.25 or body.posture.of(side, "hip") > STRIPE_HOOKS:
            return []
        points: list[Vec] = []
        half = number("hip-half-width")
        for s in (*range(-12, 25, 4), HEM + 0.5):
            if s < 0:
                centre, frame = body.trunk(-s)
                centre = at(centre, frame, 0, 0, g * half)
                out = self.look.trunk_side(-s) - half
            else:
                centre, frame = at(body.hip(side), thigh, 0, -s), thigh
                out = self.look.leg_outer(s)
            if abs(s) < 8:
                frame = body.thigh(side, smooth((s + 8) / 16))
            points.append(at(centre, frame, -0.6, 0, g * (out + 0.9)))
        width = 1.5 * max(0.3, outwards)
        flat = [self.camera(p) for p in points]
        for _ in range(2):  # thread does not kink where trunk and thigh meet
            inner = [lerp(lerp(a, c, 0.5), b, 0.5) for a, b, c in zip(flat, flat[1:], flat[2:], strict=False)]
            flat = [flat[0], *inner, flat[-1]]
        line = [(*p, 0, 0.0) for p in flat]
        later = [n for n in self.painter.sequence[self.painter.place[part.name] + 1 :] if n != "pelvis"]
        over = Silhouette(o for name in later for o in self.parts[name].outlines[:1])
        own = Silhouette([*part.outlines[:1], *pelvis.outlines[:1]])
        seen = sum(own.covers(p) and not over.covers(p) for p in (v[:2] for v in line))
        if seen < STRIPE_SEEN * len(line):
            return []
        return [Shape(path, fill="stripe") for path in pen(line, width, 3.0, 1, 1)]

    def _hem(self, part: Part) -> None:
        """The stitched line above the hem."""
        body, camera, side = self.body, self.camera, part.side
        assert side
        thigh = body.thigh(side)
        rim = hull(part.rim)
        middle = (sum(p[0] for p in part.rim) / len(part.rim), sum(p[1] for p in part.rim) / len(part.rim))
        up = camera(at(body.hip(side), thigh, 0, 1.8 - HEM))
        rise = (up[0] - middle[0], up[1] - middle[1])
        axis = camera.flat(thigh.up)
        size = hypot(*axis) or 1.0
        along = (axis[0] / size, axis[1] / size)
        rim.sort(key=lambda p: p[0] * -along[1] + p[1] * along[0])
        a, b = add(rim[0], rise, 0.8), add(rim[-1], rise, 0.8)
        low = add(min(rim, key=lambda p: p[0] * along[0] + p[1] * along[1]), rise, 0.8)
        centre = lerp(a, b, 0.5)
        dip = (low[0] - centre[0]) * along[0] + (low[1] - centre[1]) * along[1]
        bow = add(centre, along, dip * 0.9 if abs(dip) > 0.6 else 0.0)
        role = "shorts-edge" if part.far else "shorts-shade"
        self.line([lerp(a, b, 0.03), bow, lerp(a, b, 0.97)], role, 0.45, 1, 1)

    def _knee(self, part: Part) -> list[Shape]:
        """The kneecap, or the hollow behind the knee."""
        body, camera, side = self.body, self.camera, part.side
        assert side
        bend = body.posture.of(side, "knee")
        frame, knee = flexed(body.thigh(side), -bend / 2), body.knee(side)
        front, right = dot(frame.front, self.view), dot(frame.right, self.view)
        role = f"{part.colour}-line"
        lines: list[list[tuple[float, float, float]]] = []
        if front > 0.45 and bend < 60:
            lines = [[(4.6, 2.8, 2.6 * g), (5.6, 0.2, 3.3 * g), (5.2, -2.4, 1.6 * g)] for g in (1, -1)]
        elif abs(right) > 0.5:
            z, k = (4.6 if right > 0 else -4.6), smooth(bend / 90)
            lines = [[(3.6 + k, 3.4, z), (2.5 + k * 1.2, 0.6, z), (3.3 + k * 0.9, -2.6, z)]]
        elif front < -0.45 and bend < 60:
            lines = [[(-4.8, 3.5, 3.0 * g), (-4.8, 0, 2.2 * g), (-4.8, -3.5, 2.8 * g)] for g in (1, -1)]
        return [Shape(taper([camera(at(knee, frame, *p)) for p in line], 0.42), fill=role) for line in lines]

    def _elbow(self, part: Part) -> list[Shape]:
        """A short line by the bone of a bent elbow."""
        side = part.side
        assert side
        bend = self.body.posture.of(side, "elbow")
        if bend < ELBOW_SHOWS * 1.5:
            return []
        middle, joint = flexed(self.body.upper_arm(side), bend / 2), self.body.elbow(side)
        back, right = -dot(middle.front, self.view), dot(middle.right, self.view)
        depth = self.look.arm_back(number("upper-arm"))
        if abs(right) > 0.5:
            z = self.look.arm_side(number("upper-arm")) * (0.8 if right > 0 else -0.8)
            line = [(0.5 - depth, 2.2, z), (1.4 - depth, 0.2, z), (0.8 - depth, -1.8, z)]
        elif back > 0.3:
            z = 1.7 if right > 0 else -1.7
            line = [(-depth, 1.8, z), (-depth, 0.0, z * 1.2), (-depth, -1.9, z * 0.7)]
        else:
            return []
        points = [self.camera(at(joint, middle, *p)) for p in line]
        return [Shape(taper(points, 0.42), fill=f"{part.colour}-line")]

    def _creases(self, part: Part) -> None:
        """Where a bent joint folds the skin."""
        side = part.side
        assert side
        if part.kind == "leg":
            joint, where = number("thigh"), self.camera(self.body.knee(side))
        else:
            joint, where = number("upper-arm"), self.camera(self.body.elbow(side))
        for outline in part.outlines[:1]:
            for v in outline:
                if v[2] < 0 and abs(v[3] - joint) < 14 and apart(v, where) < 14:
                    p = v[:2]
                    self.line([p, lerp(p, where, 0.2), lerp(p, where, 0.42)], part.edge, 0.42, 1)

    def _shoe(self, part: Part) -> list[Shape]:
        """Laces, the heel's counter and the toe's cap, so far as they face the viewer."""
        assert part.side
        foot = Foot(self.body, part.side)
        right = dot(foot.frame.right, self.view)
        lines: list[tuple[float, list[tuple[float, float, float]]]] = []
        if abs(right) > 0.5:
            g = 1 if right > 0 else -1
            lines += [
                (0.36, [(x, y, z * g) for x, y, z in line]) for line in table("extremities")["shoe"]["seams"]
            ]
        if dot(foot.frame.up, self.view) > -0.3 or abs(right) > 0.4:
            for x, y in rows("extremities", "shoe/laces"):
                if abs(right) > 0.5:
                    points = [(x, y + 1.0, 0.4 * g), (x - 0.7, y - 0.2, 2.2 * g), (x - 1.5, y - 1.5, 3.0 * g)]
                else:
                    points = [(x, y + 0.4, -2.3), (x + 0.2, y + 1.1, 0.0), (x, y + 0.4, 2.3)]
                lines.append((0.5, points))
        return [
            Shape(taper([self.camera(foot.at(*p)) for p in points], width, 0.6, 0.6), fill="shoe-edge")
            for width, points in lines
        ]

    def _tread(self, part: Part) -> list[Shape]:
        """The grooves of a sole that is seen from below."""
        assert part.side
        foot = Foot(self.body, part.side)
        if dot(foot.frame.up, self.view) > -SOLE_SEEN:
            return []
        wide, narrow = curve("extremities", "shoe/outer"), curve("extremities", "shoe/inner")
        out = []
        for x in table("extremities")["shoe"]["grooves"]:
            right, left = (wide(x), narrow(x)) if part.side == "right" else (narrow(x), wide(x))
            y = curve("extremities", "shoe/tread")(x)
            line = [(x, y, right * 0.7), (x + 0.8, y, (right - left) / 2), (x, y, -left * 0.7)]
            points = [self.camera(foot.at(*p)) for p in line]
            out.append(Shape(taper(points, 0.5, 0.6, 0.6), fill="shoe-edge"))
        return out

    def _fingers(self, part: Part) -> None:
        """The lines between the fingers."""
        side = part.side
        assert side
        shape = Hand(self.body, side)
        facing = shape.palm_side * dot(shape.frame.right, self.view)
        ahead = -dot(shape.frame.up, self.view)
        if ahead > END_ON or abs(facing) <= EDGE_ON:
            self._one_behind_the_other(part, shape)
        elif ahead > -END_ON:
            for i in range(3):
                points = [self.camera(p) for p in shape.gap(i, facing > 0, self.view)]
                if len(points) > 1:
                    self.line(points, "finger-line", 0.34, 0.2, 0.9)

    def _one_behind_the_other(self, part: Part, shape: Hand) -> None:
        """Fingers of a hand that is seen from its edge or from its tips, the nearest last; then a near thumb."""
        fingers = [shape.finger(i) for i in range(4)]
        fingers.sort(key=lambda balls: self.camera.depth(balls[len(balls) // 2][0]))
        if dot(shape.frame.front, self.view) > THUMB_NEAR:
            fingers.append([(shape.at(u, v, w), r) for u, v, w, r in shape.thumb])
        for balls in fingers:
            tube = Tube()
            tube.balls([(lifted(c, shape.support, r), r) for c, r in balls], self.camera, 0.0, 10)
            self._finger(tube, self.camera(balls[0][0]), part.colour)

    def _finger(self, tube: Tube, knuckle: Point, colour: str) -> None:
        for outline in tube.outlines(self.camera, 1.3)[:1]:
            self.fill(to_path(outline), colour)
            for run in runs(outline, lambda v: apart(v, knuckle) > FINGER):
                for path in pen(run, FINGER_INK, 2.0):
                    self.fill(path, "finger-line")
