"""Where a hand goes, and how it lies on what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin
from typing import NamedTuple

from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.ik import bends, hand_angles
from psoas_pdf.figure.limits import beyond, clamped, limits
from psoas_pdf.figure.posture import SIGN, Posture, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.tables import Look, number
from psoas_pdf.figure.vectors import Frame, Vec, at, cross, dot, minus, plus, scaled, unit

PALM = 1.7
"""Half the thickness of the palm, in cm."""
KEEP = 0.8
"""How much a degree away from a written arm angle counts, when the hand has somewhere to be."""
TURNS = (0, 15, -15, 30, -30, 45, -45, 60, -60)
"""The hand may lie turned by this much (degrees) from where the fingers should point."""
SWIVELS = tuple(sorted(range(-90, 91, 10), key=lambda a: (abs(a), a)))


class Grasp(NamedTuple):
    """A point of a surface, the way out of it, and where fingers and elbow should point; the grip."""

    point: Vec
    normal: Vec
    fingers: Vec
    grip: str
    elbow: Vec


NEARLY = 1.0
"""A shoulder may be brought back by this many degrees: the hand moves by less than a centimetre."""
LEANING = -0.3
"""From this much leaning forwards on, a hand on the ground stands below its shoulder."""
ROUND_LIMB = {"on": 12.0, "clasp": 48.0, "behind": 128.0}
"""How far round a limb from its front, towards the hand's own side, the palm lies; degrees."""


def _limb(body: Skeleton, look: Look, contact: Contact, side: Side) -> Grasp:
    limb_side: Side = "right" if contact.target.startswith("right") else "left"
    kind = contact.target.split("-")[1]
    g = SIGN[side]
    if kind == "hip":
        frame = body.pelvis
        point = at(body.root, frame, 2.0, 8.5, SIGN[limb_side] * (look.trunk_side(8.5) + 0.6))
        return Grasp(
            point, scaled(frame.right, SIGN[limb_side]), frame.front, "relaxed", scaled(frame.right, g)
        )
    along = 0.6 if contact.along is None else contact.along
    if kind == "thigh":
        frame, origin, s = body.thigh(limb_side), body.hip(limb_side), along * number("thigh")
        where, q = at(origin, frame, 0, -s), s
    else:
        frame, origin, s = body.shank(limb_side), body.knee(limb_side), along * number("shank")
        where, q = at(origin, frame, 0, -s), s + number("thigh")
    a = radians(ROUND_LIMB.get(contact.relation, 12.0))
    c, n = cos(a), sin(a)
    cloth = 1.0 if q < 25 else 0.0
    ahead = (look.leg_front(q) if c > 0 else look.leg_back(q)) + cloth
    beside = (look.leg_outer(q) if SIGN[limb_side] == g else look.leg_inner(q)) + cloth
    sideways = scaled(frame.right, g)
    point = plus(plus(where, frame.front, c * ahead), sideways, n * beside)
    normal = unit(plus(scaled(frame.front, c), sideways, n))
    if contact.relation == "on":
        return Grasp(point, normal, scaled(frame.up, -1), "flat", _default_elbow(body, side))
    round_front = unit(plus(scaled(frame.front, n), sideways, -c))
    fingers = round_front if contact.relation == "clasp" else scaled(round_front, -1)
    return Grasp(point, normal, fingers, "clasp", _default_elbow(body, side))


def _default_elbow(body: Skeleton, side: Side) -> Vec:
    f, u, r = body.trunk(number("shoulder-at"))[1]
    return unit(plus(plus(scaled(f, -0.3), u, -1.0), r, 0.45 * SIGN[side]))


def _ball(body: Skeleton, side: Side, centre: Vec, thing: Thing) -> Grasp:
    """Hands on both sides of a ball, a little behind its middle as seen from the shoulders."""
    g = SIGN[side]
    out = scaled(body.trunk(number("shoulder-at"))[1].right, g)
    fingers = scaled(body.forearm(side).up, -1)
    normal = unit(plus(out, fingers, -0.25))
    point = plus(centre, normal, thing.height / 2)
    return Grasp(point, normal, fingers, "cup", minus(body.elbow(side), body.shoulder(side)))


def _grasp(
    body: Skeleton,
    look: Look,
    contact: Contact,
    centre: Vec | None,
    thing: Thing | None,
    top: float,
    side: Side,
) -> Grasp:
    if contact.relation == "hold" and centre is not None and thing is not None:
        return _ball(body, side, centre, thing)
    if contact.target == "head":
        frame = body.neck()[3]
        point = body.on_head(-9.0, 3.0, 3.5 * SIGN[side])
        return Grasp(
            point,
            scaled(frame.front, -1),
            scaled(frame.right, -SIGN[side]),
            "relaxed",
            scaled(frame.right, SIGN[side]),
        )
    if contact.target.startswith(("right-", "left-")):
        return _limb(body, look, contact, side)
    prone = body.trunk(number("shoulder-at"))[1].front[1] < LEANING
    palm = body.shoulder(side) if prone else body.palm(side)
    ahead = body.trunk(number("shoulder-at"))[1].up
    fingers = unit((ahead[0], 0.0, ahead[2])) if abs(ahead[1]) < 0.95 else body.pelvis.front
    return Grasp((palm[0], top, palm[2]), (0.0, 1.0, 0.0), fingers, "flat", _default_elbow(body, side))


def place_hand(
    posture: Posture,
    look: Look,
    contact: Contact,
    centre: Vec | None,
    thing: Thing | None,
    top: float,
    written: Mapping[str, float],
) -> tuple[Posture, float, float]:
    """The posture with one hand where its contact says; the cm that it fails by; the elbow's angle.

    written: angles that the author gave, by name; of all ways to get there the one nearest to them is taken.
    """
    side = contact.side
    assert side
    g = SIGN[side]
    goal = _grasp(Skeleton(posture), look, contact, centre, thing, top, side)
    arm = ("shoulder", "shoulder-abduction", "shoulder-rotation")
    wrist = ("forearm", "wrist-flexion", "wrist")
    asked = {
        name: written[f"{side}-{name}"] for name in (*arm, "elbow", *wrist) if f"{side}-{name}" in written
    }
    missing = middle = 0.0
    for step in range(3):
        body = Skeleton(posture)
        base, root = body.trunk(number("shoulder-at"))[1], body.shoulder(side)
        best: tuple[float, dict[str, float], float] | None = None
        for turn in TURNS:
            fingers = _turned(goal.fingers, goal.normal, turn)
            target = plus(plus(goal.point, goal.normal, PALM), fingers, -number("palm"))
            up, right = scaled(fingers, -1), scaled(goal.normal, g)
            hand = Frame(cross(up, right), up, right)
            swivels = SWIVELS if step == 0 else SWIVELS[:13]
            for bend in bends(
                base, root, target, number("upper-arm"), number("forearm"), goal.elbow, g, False, swivels
            ):
                angles = dict(zip(arm, (bend.flexion, bend.abduction, bend.rotation), strict=True))
                angles["elbow"] = bend.middle
                forearm = _forearm(base, angles, g)
                angles |= dict(zip(wrist, hand_angles(forearm, hand, g), strict=True))
                outside = sum(beyond(angle, limits(name)[0]) for name, angle in angles.items())
                apart = sum(abs(angles[name] - angle) for name, angle in asked.items())
                bent = abs(angles["wrist-flexion"]) + abs(angles["wrist"])
                cost = (
                    outside * 4
                    + abs(bend.swivel) * 0.6
                    + abs(turn) * 0.5
                    + bent * 0.4
                    + apart * KEEP
                    + bend.missing * 30
                )
                if best is None or cost < best[0] - 1e-9:
                    best = cost, angles, bend.missing
        assert best
        _, angles, missing = best
        middle = angles["elbow"]
        posture = posture.with_side(side, **{k.replace("-", "_"): v for k, v in angles.items()})
        posture = _bring_back(posture, side)
    grips = dict(posture.grips)
    if side not in grips:
        grips[side] = goal.grip
    return Posture(posture.angles, grips, posture.root, posture.level, posture.support), missing, middle


def _bring_back(posture: Posture, side: Side) -> Posture:
    """Angles just beyond their range go to its end: a wrist then lies a little less flat."""
    changes = {}
    for name in ("shoulder", "shoulder-abduction", "shoulder-rotation", "forearm", "wrist-flexion", "wrist"):
        angle, limit = posture.of(side, name), limits(name)[1]
        if name in ("forearm", "wrist-flexion", "wrist") or beyond(angle, limit) < NEARLY:
            changes[name.replace("-", "_")] = clamped(name, angle)
    return posture.with_side(side, **changes)


def _turned(v: Vec, axis: Vec, degrees: float) -> Vec:
    """v in the plane across an axis, turned about it."""
    flat = unit(plus(v, axis, -dot(v, axis)))
    a = radians(degrees)
    return plus(scaled(flat, cos(a)), cross(axis, flat), sin(a))


def _forearm(base: Frame, angles: dict[str, float], g: float) -> Frame:
    from psoas_pdf.figure.vectors import flexed, tipped, turned

    frame = tipped(flexed(base, angles["shoulder"]), -g * angles["shoulder-abduction"])
    return flexed(turned(frame, -g * angles["shoulder-rotation"]), angles["elbow"])
