"""Sections of legs, shoes, arms and hands."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin
from typing import Any

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import smooth
from psoas_pdf.figure.posture import SIGN, Side, Skeleton, lifted
from psoas_pdf.figure.tables import Look, curve, number, rows, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Frame, Vec, at, dot, flexed, minus

KNEE_TURN = 5.5
"""The frame turns gradually this far above and below a joint's corner, so the outside is round; cm."""
ELBOW_TURN = 3.6
ELBOW_SHOWS = 40.0
"""An elbow that is bent more (degrees) shows its bone."""
TENDON, ULNA = 7.0, 8.0
"""How far above and below the elbow its lines run straight to the bone; cm."""
OLECRANON = 0.9
"""Radius of the elbow's point on an arm of common size, in cm."""
HAND_TAG = 60.0
"""Where the hand begins along an arm's outline; the thumb has its own."""
THUMB_TAG = 90.0
TURNED_AWAY = 0.1
"""A side of a finger that faces the viewer less is its edge."""
FOLDED_IN = 150.0
"""Fingers bent more in all (degrees) lie with their ends in the palm."""
GROOVE = 1.6
"""Between the knuckles of a closed hand a groove begins this far (cm) behind them."""
CUFF = 17.0
"""The sleeve's edge below the shoulder joint, in cm."""


def leg_section(
    tube: Tube, body: Skeleton, look: Look, side: Side, s: float, camera: Camera | None, grow: float = 0.0
) -> None:
    length, g = number("thigh"), SIGN[side]
    bend = body.posture.of(side, "knee")
    thigh, joint = body.thigh(side), body.hip(side)
    frame = flexed(thigh, -bend * smooth((s - length + KNEE_TURN) / (2 * KNEE_TURN)))
    above = s < length
    centre = at(joint, thigh, 0, -s) if above else at(body.knee(side), body.shank(side), 0, length - s)
    front = look.leg_front(s) + 0.55 * smooth(bend / 110) * max(0.0, 1 - abs(s - length) / 7)
    outer, inner = look.leg_outer(s) + grow, look.leg_inner(s) + grow
    left, right = (inner, outer) if g > 0 else (outer, inner)
    tube.section(centre, frame, front + grow, look.leg_back(s) + grow, left, right, s, 12, camera)


def leg(
    body: Skeleton, look: Look, side: Side, start: float, end: float, camera: Camera | None, grow: float = 0.0
) -> Tube:
    """The leg from `start` to `end` cm below the hip joint."""
    tube = Tube(body.posture.support)
    bent = body.posture.of(side, "knee") > 15
    s = start
    while s < end - 0.3:
        leg_section(tube, body, look, side, s, camera, grow)
        s += 1.2 if bent and abs(s - number("thigh")) < 6 else 2.6
    leg_section(tube, body, look, side, end, camera, grow)
    return tube


class Foot:
    """The shoe of one side: rigid, but for the toes and for the collar, which follows the shin."""

    def __init__(self, body: Skeleton, side: Side) -> None:
        shoe = table("extremities")["shoe"]
        self.ankle, self.frame = body.ankle(side), body.foot(side)
        self.bend, self.toes = body.ankle_angle(side), body.posture.of(side, "toes")
        self.joint: Sequence[float] = shoe["toe-joint"]
        self.support = body.posture.support

    def at(self, x: float, y: float, z: float) -> Vec:
        """A point of the shoe: forwards, up and to the right of the ankle joint."""
        w = smooth((x - 10.5) / 4.5)
        if self.toes and w > 0:
            a = radians(self.toes * w)
            dx, dy = x - self.joint[0], y - self.joint[1]
            x = self.joint[0] + dx * cos(a) - dy * sin(a)
            y = self.joint[1] + dx * sin(a) + dy * cos(a)
        w = smooth((y + 3.2) / 6.5) * 0.85
        if w > 0:
            a = -radians(self.bend * w)
            x, y = x * cos(a) - y * sin(a), x * sin(a) + y * cos(a)
        return lifted(at(self.ankle, self.frame, x, y, z), self.support)


def shoe(body: Skeleton, side: Side) -> tuple[Tube, Tube]:
    """The shoe and its sole."""
    foot, entry, g = Foot(body, side), table("extremities")["shoe"], SIGN[side]
    top = curve("extremities", "shoe/top")
    wide, narrow = curve("extremities", "shoe/outer"), curve("extremities", "shoe/inner")
    tread, edge = curve("extremities", "shoe/tread"), curve("extremities", "shoe/welt")
    upper, sole = Tube(), Tube()
    for x in entry["sections"]:
        low, high, rim = tread(x) + 0.2, top(x), edge(x)
        right, left = (wide(x), narrow(x)) if g > 0 else (narrow(x), wide(x))
        middle, welt = low + (high - low) * 0.62, min(rim, high)
        k = 0.82 if x < 6 else 0.74
        shoulder = high - 0.35 * min(1.5, high - low)
        upper.points(
            [
                foot.at(x, low, right * 0.9),
                foot.at(x, low, -left * 0.9),
                foot.at(x, welt, right),
                foot.at(x, welt, -left),
                foot.at(x, middle, right * k),
                foot.at(x, middle, -left * k),
                foot.at(x, shoulder, right * 0.56),
                foot.at(x, shoulder, -left * 0.56),
                foot.at(x, high, 0.6),
                foot.at(x, high, -0.6),
            ],
            x,
        )
        out = x + (0.2 if x > 19 else -0.2 if x < -5 else 0.0)
        sole.points([foot.at(out, y, z) for y in (tread(x), rim) for z in (right + 0.2, -left - 0.2)], x)
        upper.discs.append((foot.at(x, (low + high) / 2, 0), (high - low) / 2))
    return upper, sole


def arm_section(
    tube: Tube,
    body: Skeleton,
    look: Look,
    side: Side,
    s: float,
    camera: Camera | None,
    grow: float = 0.0,
    n: int = 12,
) -> None:
    length, bend = number("upper-arm"), body.posture.of(side, "elbow")
    upper, joint = body.upper_arm(side), body.shoulder(side)
    frame = flexed(upper, bend * smooth((s - length + ELBOW_TURN) / (2 * ELBOW_TURN)))
    centre = (
        at(joint, upper, 0, -s) if s < length else at(body.elbow(side), body.forearm(side), 0, length - s)
    )
    across = look.arm_side(s) + grow
    point = 0.5 * smooth(bend / 110) * max(0.0, 1 - abs(s - length) / 5)
    front, back = look.arm_front(s) + grow, look.arm_back(s) + grow + point
    tube.section(centre, frame, front, back, across, across, s, n, camera)


def arm(body: Skeleton, look: Look, side: Side, start: float, end: float, camera: Camera | None) -> Tube:
    """The bare arm from `start` to `end` cm below the shoulder joint, at most to the wrist."""
    tube = Tube(body.posture.support)
    elbow = number("upper-arm")
    end = min(end, elbow + number("forearm") - 0.3)
    bent = body.posture.of(side, "elbow") > 15
    s = start
    while s < end - 0.3:
        arm_section(tube, body, look, side, s, camera)
        s += 1.1 if bent and abs(s - elbow) < 4 else 2.5
    arm_section(tube, body, look, side, end, camera)
    if camera and start < elbow < end - ULNA:
        _elbow_bone(tube, body, look, side, camera, start)
    return tube


def _elbow_bone(tube: Tube, body: Skeleton, look: Look, side: Side, camera: Camera, start: float) -> None:
    """The point of a bent elbow, the ulna below it, and the tendon above where the part begins over that."""
    k = smooth((body.posture.of(side, "elbow") - ELBOW_SHOWS) / 60)
    if k <= 0:
        return
    elbow, joint, upper, lower = (
        number("upper-arm"),
        body.elbow(side),
        body.upper_arm(side),
        body.forearm(side),
    )
    middle = flexed(upper, body.posture.of(side, "elbow") / 2)
    size = OLECRANON * look.arm_back(elbow) / 3.7
    point = at(joint, middle, -(look.arm_back(elbow) + 0.9 * k - size), 0)
    below = at(joint, lower, -(look.arm_back(elbow + ULNA) - 1.5 * size), -ULNA)
    chain = [(point, size), (below, 1.5 * size)]
    if start < elbow - TENDON:
        above = at(joint, upper, -(look.arm_back(elbow - TENDON) - 2 * size), TENDON)
        chain.insert(0, (above, 2 * size))
    tube.balls(chain, camera, elbow, 10)


def sleeve(body: Skeleton, look: Look, side: Side, camera: Camera) -> tuple[Tube, list[Vec]]:
    """The sleeve and the points of its edge."""
    tube = Tube(body.posture.support)
    s = -4.9
    while s < CUFF:
        arm_section(tube, body, look, side, s, camera, 0.5 + 0.3 * smooth((s - 6) / 11), 14)
        s += 1.0 if s < 0 else 2.4
    arm_section(tube, body, look, side, CUFF, camera, 0.8, 14)
    return tube, tube.chains[-1][-1][0]


class Hand:
    """One hand: palm, four fingers that bend at three joints, thumb."""

    def __init__(self, body: Skeleton, side: Side) -> None:
        entry = table("extremities")["hand"]
        grip = entry["grips"][body.posture.grips.get(side, "relaxed")]
        self.bend: list[float] = [float(b) for b in grip["bend"]]
        self.index: list[float] = [float(b) for b in grip.get("index", grip["bend"])]
        self.thumb: Sequence[Sequence[float]] = entry["thumb"][grip["thumb"]]
        self.fingers: Sequence[dict[str, Any]] = entry["fingers"]
        self.knuckle = float(entry["knuckle"])
        self.wrist, self.frame = body.wrist(side), body.hand(side)
        self.palm_side = -SIGN[side]
        self.support = body.posture.support

    def at(self, u: float, v: float, w: float) -> Vec:
        """u along the hand, v towards the thumb, w towards the palm's side; the hand flat."""
        return at(self.wrist, self.frame, v, -u, self.palm_side * w)

    def axis(self, index: int) -> list[tuple[float, float, float, float, float]]:
        """u, v, w, bend so far (degrees) and radius along a finger, from knuckle to tip."""
        f = self.fingers[index]
        lengths, (thick, thin) = f["lengths"], f["radius"]
        total, run, a = sum(lengths), 0.0, 0.0
        u, w = self.knuckle, 0.1
        out = [(u - 0.9, float(f["root"]), w, a, float(thick))]
        for part, bend in zip(lengths, self.bend if index else self.index, strict=True):
            for piece in (0.5, 0.5):
                a += bend * piece
                u += part * piece * cos(radians(a))
                w += part * piece * sin(radians(a))
                run += part * piece
                k = run / total
                out.append((u, f["root"] + (f["tip"] - f["root"]) * k, w, a, thick + (thin - thick) * k))
        return out

    def finger(self, index: int) -> list[tuple[Vec, float]]:
        """Centres and radii along a finger, from knuckle to tip."""
        return [(self.at(u, v, w), r) for u, v, w, _, r in self.axis(index)]

    def gap(self, index: int, palm: bool, towards: Vec) -> list[Vec]:
        """The line between a finger and the next, on the palm's side or on the back of the hand.

        It has only what a viewer in the direction `towards` sees: up to the bend of a closed finger and a groove
        behind the knuckles, or the ends of fingers that lie in the palm.
        """
        pairs = list(zip(self.axis(index), self.axis(index + 1), strict=True))
        folded = palm and sum(self.bend) > FOLDED_IN
        k = 1.0 if palm and not folded else -1.0
        out = []
        for a, b in pairs[1:]:
            lift = 0.8 * (a[4] + b[4]) / 2
            angle = radians((a[3] + b[3]) / 2)
            u, w = -sin(angle) * k, cos(angle) * k
            if dot(minus(self.at(u, 0.0, w), self.wrist), towards) > TURNED_AWAY:
                along, up = (a[0] + b[0]) / 2 + u * lift, (a[2] + b[2]) / 2 + w * lift
                out.append(lifted(self.at(along, (a[1] + b[1]) / 2, up), self.support))
            elif not folded:
                break
        if not palm and len(out) < len(pairs) - 1:
            v = (pairs[0][0][1] + pairs[0][1][1]) / 2
            out = [self.at(self.knuckle - GROOVE, v, -1.4), *out]
        return out


def hand(tube: Tube, body: Skeleton, side: Side, camera: Camera | None, keep: str = "all") -> None:
    """Put the hand on a tube.  keep: 'all', 'palm' (with the thumb) or 'fingers'."""
    shape = Hand(body, side)
    support = tube.support
    camera = camera or _ANY
    if keep != "fingers":
        tube.chain()
        for u, thumb_side, other_side, h in rows("extremities", "hand/palm"):
            tube.points(
                [
                    shape.at(u, v, w)
                    for v, w in (
                        (thumb_side, h * 0.45),
                        (thumb_side, -h * 0.45),
                        (thumb_side * 0.7, h),
                        (thumb_side * 0.7, -h),
                        (-other_side * 0.7, h),
                        (-other_side * 0.7, -h),
                        (-other_side, h * 0.45),
                        (-other_side, -h * 0.45),
                    )
                ],
                HAND_TAG + u,
            )
            tube.discs.append((shape.at(u, 0, 0), 2.6))
        thumb = [(shape.at(u, v, w), r) for u, v, w, r in shape.thumb]
        tube.balls([(lifted(c, support, r), r) for c, r in thumb], camera, THUMB_TAG, 10)
    if keep != "palm":
        for i in range(len(shape.fingers)):
            balls = [(lifted(c, support, r), r) for c, r in shape.finger(i)]
            tube.balls(balls, camera, HAND_TAG + 10 + i, 10)
            tube.discs.append((balls[len(balls) // 2][0], 1.6))


_ANY = Camera(90, 0)
"""Any camera does where only the lowest point is asked for."""

__all__ = ["CUFF", "HAND_TAG", "THUMB_TAG", "Foot", "Frame", "Hand", "arm", "hand", "leg", "shoe", "sleeve"]
