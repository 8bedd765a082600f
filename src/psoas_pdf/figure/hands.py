"""The arm brings its hand where it is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import cos, radians, sin

from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.grasp import PALM, grasp
from psoas_pdf.figure.ik import Bend, bends, hand_angles, other_way
from psoas_pdf.figure.limits import beyond, limits
from psoas_pdf.figure.posture import SIGN, Posture, Side, Skeleton
from psoas_pdf.figure.tables import number
from psoas_pdf.figure.vectors import Frame, Vec, cross, dot, flexed, plus, scaled, tipped, turned, unit
from psoas_pdf.figure.work import Work

KEEP = 0.8
"""How much a degree away from a written arm angle counts, when the hand has somewhere to be."""
TURNS = (0, 15, -15, 30, -30, 45, -45, 60, -60)
"""The hand may lie turned by this much (degrees) from where the fingers should point."""
SWIVELS = tuple(sorted(range(-90, 91, 10), key=lambda a: (abs(a), a)))
NEARLY = 1.0
"""A shoulder may be brought back by this many degrees: the hand moves by less than a centimetre."""
SINKS = 30.0
"""How much a centimetre of the elbow under the ground counts."""
ELBOW = 3.6
"""An elbow's thickness over its ground, cm."""
EMPTY_GRIP = "fist"
"""Of a hand that holds what has no place of its own, such as a strap."""


def place_hand(work: Work, contact: Contact) -> tuple[Posture, float, float]:
    """The posture with one hand where its contact says; the cm that it fails by; the elbow's angle.

    Of all ways to get there the one nearest to the arm angles that the author gave is taken.
    """
    side = contact.side
    assert side
    g, posture, written = SIGN[side], work.posture, work.goal.angles
    goal = grasp(work, contact)
    floor = work.support if work.carrier and work.carrier.part in ("back", "front", "side") else 0.0
    if goal is None:
        return _gripping(posture, side, EMPTY_GRIP), 0.0, posture.of(side, "elbow")
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
            ways = bends(
                base, root, target, number("upper-arm"), number("forearm"), goal.elbow, g, False, swivels
            )
            for bend in (way for each in ways for way in _both_ways(each)):
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
                    + abs(turn) * goal.firm
                    + bent * 0.4
                    + apart * KEEP
                    + bend.missing * 30
                    + _sunk(base, root, angles, g, floor) * SINKS
                )
                if best is None or cost < best[0] - 1e-9:
                    best = cost, angles, bend.missing
        assert best
        _, angles, missing = best
        middle = angles["elbow"]
        posture = posture.with_side(side, **{k.replace("-", "_"): v for k, v in angles.items()})
        posture = _bring_back(posture, side)
    return _gripping(posture, side, goal.grip), missing, middle


def _gripping(posture: Posture, side: Side, grip: str) -> Posture:
    """The author's grip stays."""
    return posture if side in posture.grips else replace(posture, grips={**posture.grips, side: grip})


def _bring_back(posture: Posture, side: Side) -> Posture:
    """Angles just beyond their range go to its end: a wrist then lies a little less flat."""
    changes = {}
    for name in ("shoulder", "shoulder-abduction", "shoulder-rotation", "forearm", "wrist-flexion", "wrist"):
        hand = name in ("forearm", "wrist-flexion", "wrist")
        angle, limit = posture.of(side, name), limits(name)[0 if hand else 1]
        if hand or beyond(angle, limit) < NEARLY:
            changes[name.replace("-", "_")] = max(limit[0], min(limit[1], angle))
    return posture.with_side(side, **changes)


def _turned(v: Vec, axis: Vec, degrees: float) -> Vec:
    """v in the plane across an axis, turned about it."""
    flat = unit(plus(v, axis, -dot(v, axis)))
    a = radians(degrees)
    return plus(scaled(flat, cos(a)), cross(axis, flat), sin(a))


def _both_ways(bend: Bend) -> tuple[Bend, ...]:
    """With the other set of angles, where the usual one leaves the shoulder's range."""
    return (bend, other_way(bend)) if beyond(bend.flexion, limits("shoulder")[0]) else (bend,)


def _sunk(base: Frame, root: Vec, angles: Mapping[str, float], g: float, floor: float) -> float:
    """How far (cm) the elbow would be under the ground."""
    frame = tipped(flexed(base, angles["shoulder"]), -g * angles["shoulder-abduction"])
    return max(0.0, floor + ELBOW - (root[1] - frame.up[1] * number("upper-arm")))


def _forearm(base: Frame, angles: Mapping[str, float], g: float) -> Frame:
    frame = tipped(flexed(base, angles["shoulder"]), -g * angles["shoulder-abduction"])
    return flexed(turned(frame, -g * angles["shoulder-rotation"]), angles["elbow"])
