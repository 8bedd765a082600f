"""Where a hand goes: the point of a surface that its palm lies on, and how it lies there."""

from __future__ import annotations

from math import cos, radians, sin
from typing import NamedTuple

from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.posture import SIGN, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.tables import Look, number
from psoas_pdf.figure.vectors import Vec, at, between, dot, flexed, minus, plus, scaled, unit
from psoas_pdf.figure.work import Work

PALM = 1.7
"""Half the thickness of the palm, in cm."""
LEANING = -0.3
"""From this much leaning forwards on, a hand on the ground stands below its shoulder."""
ROUND_LIMB = {"on": 12.0, "clasp": 48.0, "hold": 48.0, "behind": 114.0}
"""How far round a limb from its front, towards the hand's own side, the palm lies; degrees."""
CLOTH = 1.0
"""Of shorts over a thigh, cm."""
CLOTHED = 25.0
EDGE = 4.0
"""A palm lies at least this far (cm) inside the edge of a bench."""
FLAT_ON = 3.0
"""Hands that stand on the ground or a wall point the way they should."""
HEEL = 6.0
"""A palm on the ground lies this far (cm) before its shoulder, so that the wrist is below it."""
REACH = 0.97
"""A hand on the ground is put no farther than this share of the arm's length."""
RIM = 2.0
"""Half the thickness of a chair's back."""


class Grasp(NamedTuple):
    """A point of a surface, the way out of it, and where fingers and elbow should point; the grip.

    firm: how much a degree away from where the fingers should point counts.
    """

    point: Vec
    normal: Vec
    fingers: Vec
    grip: str
    elbow: Vec
    firm: float = 0.5


def grasp(work: Work, contact: Contact) -> Grasp | None:
    """None when the contact only says that the hand holds something that goes where the hand goes."""
    body, side = work.body, contact.side
    assert side
    thing = work.props.get(contact.target)
    if contact.relation == "together":
        return _together(body, side)
    if contact.target == "head":
        return _head(work, contact, side)
    if contact.limb:
        return _limb(body, work.look, contact, side)
    if thing and thing.kind in ("strap", "band"):
        return None
    centre = work.held.get(contact.target)
    if contact.relation == "hold" and thing and centre:
        return _ball(body, side, centre, thing)
    if thing and thing.kind == "wall":
        return _wall(body, side, thing)
    if contact.relation == "hold" and thing and thing.kind == "chair":
        return _rim(body, side, thing)
    return _ground(work, contact, side, thing)


def default_elbow(body: Skeleton, side: Side) -> Vec:
    f, u, r = body.trunk(number("shoulder-at"))[1]
    return unit(plus(plus(scaled(f, -0.3), u, -1.0), r, 0.45 * SIGN[side]))


def _out(body: Skeleton, side: Side) -> Vec:
    return scaled(body.trunk(number("shoulder-at"))[1].right, SIGN[side])


def _together(body: Skeleton, side: Side) -> Grasp:
    """Palm to palm in the middle, where the written angles have the hands."""
    thorax, frame = body.trunk(number("shoulder-at"))
    middle = between(body.palm("right"), body.palm("left"), 0.5)
    point = plus(middle, frame.right, -dot(minus(middle, thorax), frame.right))
    fingers = unit(plus(scaled(body.forearm("right").up, -1), body.forearm("left").up, -1))
    flat = unit(plus(fingers, frame.right, -dot(fingers, frame.right)))
    return Grasp(point, _out(body, side), flat, "flat", default_elbow(body, side))


def _head(work: Work, contact: Contact, side: Side) -> Grasp:
    body = work.body
    frame, g = body.neck()[3], SIGN[side]
    if contact.relation == "under":
        # Under the forehead of a body that lies on its front: one hand on the other.
        brow = body.on_head(7.5, 3.0)
        over = 2 * PALM if side == "right" else 0.4
        point = (brow[0], work.support + over, brow[2])
        thorax = body.trunk(number("shoulder-at"))[1]
        across = scaled(thorax.right, -g)
        fingers = unit(plus(across, thorax.up, 0.35))
        return Grasp(point, (0.0, 1.0, 0.0), fingers, "flat", _out(body, side))
    if contact.relation == "on":
        point = body.on_head(2.0, 4.0, 8.2 * g)
        return Grasp(point, scaled(frame.right, g), frame.up, "relaxed", _out(body, side))
    point = body.on_head(-9.0, 3.0, 3.5 * g)
    outwards = scaled(frame.right, g)
    return Grasp(point, scaled(frame.front, -1), scaled(frame.right, -g), "relaxed", outwards)


def _limb(body: Skeleton, look: Look, contact: Contact, side: Side) -> Grasp:
    assert contact.limb
    limb_side, kind = contact.limb
    g = SIGN[side]
    elbow = default_elbow(body, side)
    if kind == "hip":
        frame = body.pelvis
        point = at(body.root, frame, 2.5, 9.5, SIGN[limb_side] * (look.trunk_side(9.5) + 0.2))
        fingers = unit(plus(frame.front, frame.up, -0.35))
        out = scaled(frame.right, g)
        return Grasp(point, scaled(frame.right, SIGN[limb_side]), fingers, "hip", out)
    if kind == "shoulder":
        frame = body.trunk(number("shoulder-at"))[1]
        point = at(body.shoulder(limb_side), frame, 5.6, -3.0, -4.0 * SIGN[limb_side])
        fingers = unit(plus(scaled(frame.right, SIGN[limb_side]), frame.up, 0.8))
        return Grasp(point, frame.front, fingers, "flat", plus(scaled(frame.up, -1), frame.front, 0.6))
    if kind == "hand":
        return _on_hand(body, side, limb_side)
    if kind == "foot":
        frame = body.foot(limb_side)
        normal = unit(plus(scaled(frame.up, 0.9), frame.front, 0.42))
        point = at(body.ankle(limb_side), frame, 6.4, 2.6)
        fingers = unit(plus(scaled(frame.right, -g), frame.front, 0.2))
        return Grasp(point, normal, fingers, "clasp", elbow)
    if kind == "knee":
        frame = flexed(body.thigh(limb_side), -body.posture.of(limb_side, "knee") * 0.35)
        point = at(body.knee(limb_side), frame, look.leg_front(number("thigh")) + 0.4, 1.5)
        return Grasp(point, frame.front, scaled(frame.up, -1), "relaxed", elbow)
    if kind == "arm":
        along = (0.7 if contact.along is None else contact.along) * number("upper-arm")
        frame, q = body.upper_arm(limb_side), along
        where, front, across = (
            at(body.shoulder(limb_side), frame, 0, -along),
            look.arm_front(q),
            look.arm_side(q),
        )
        return _round(frame.front, scaled(frame.right, SIGN[limb_side]), where, front, across, contact, elbow)
    along = {"thigh": 0.6, "shin": 0.6, "ankle": 0.93}[kind] if contact.along is None else contact.along
    if kind == "thigh":
        frame, q = body.thigh(limb_side), along * number("thigh")
        where = at(body.hip(limb_side), frame, 0, -q)
    else:
        frame, s = body.shank(limb_side), along * number("shank")
        where, q = at(body.knee(limb_side), frame, 0, -s), s + number("thigh")
    cloth = CLOTH if q < CLOTHED else 0.0
    a = radians(ROUND_LIMB.get(contact.relation, 12.0))
    ahead = (look.leg_front(q) if cos(a) > 0 else look.leg_back(q)) + cloth
    beside = (look.leg_outer(q) if SIGN[limb_side] == g else look.leg_inner(q)) + cloth
    sideways = scaled(frame.right, g)
    if contact.relation == "on":
        c, n = cos(a), sin(a)
        point = plus(plus(where, frame.front, c * ahead), sideways, n * beside)
        normal = unit(plus(scaled(frame.front, c), sideways, n))
        return Grasp(point, normal, scaled(frame.up, -1), "relaxed", elbow)
    return _round(frame.front, sideways, where, ahead, beside, contact, elbow)


def _round(
    front: Vec, sideways: Vec, where: Vec, ahead: float, beside: float, contact: Contact, elbow: Vec
) -> Grasp:
    """The palm on the side of a limb, the fingers round it."""
    a = radians(ROUND_LIMB.get(contact.relation, 12.0))
    c, n = cos(a), sin(a)
    point = plus(plus(where, front, c * ahead), sideways, n * beside)
    normal = unit(plus(scaled(front, c), sideways, n))
    round_front = unit(plus(scaled(front, n), sideways, -c))
    fingers = scaled(round_front, -1) if contact.relation == "behind" else round_front
    return Grasp(point, normal, fingers, "clasp", elbow)


def _on_hand(body: Skeleton, side: Side, under: Side) -> Grasp:
    """On the back of the other hand, or with the palm in its palm when both would be the same hand."""
    frame = body.hand(under)
    back = scaled(frame.right, SIGN[under])
    point = plus(body.palm(under), back, PALM)
    fingers = unit(plus(scaled(frame.up, -0.6), frame.front, 0.8))
    return Grasp(point, back, fingers, "clasp", default_elbow(body, side))


def _ball(body: Skeleton, side: Side, centre: Vec, thing: Thing) -> Grasp:
    """Hands on both sides of a ball, a little behind its middle as seen from the shoulders."""
    out = _out(body, side)
    fingers = scaled(body.forearm(side).up, -1)
    normal = unit(plus(out, fingers, -0.25))
    point = plus(centre, normal, thing.height / 2)
    return Grasp(point, normal, fingers, "cup", minus(body.elbow(side), body.shoulder(side)))


def _wall(body: Skeleton, side: Side, thing: Thing) -> Grasp:
    palm = body.palm(side)
    ahead = thing.at > body.root[0]
    point = (thing.x0 if ahead else thing.x1, palm[1], palm[2])
    normal = (-1.0 if ahead else 1.0, 0.0, 0.0)
    return Grasp(point, normal, (0.0, 1.0, 0.0), "flat", default_elbow(body, side), FLAT_ON)


def _rim(body: Skeleton, side: Side, thing: Thing) -> Grasp:
    """On the upper edge of a chair's back."""
    palm, half = body.palm(side), thing.width / 2 - EDGE
    z = max(thing.across - half, min(thing.across + half, palm[2]))
    point = (thing.x0 + RIM, thing.height + thing.back, z)
    away = (1.0, 0.0, 0.0) if body.root[0] < thing.x0 else (-1.0, 0.0, 0.0)
    if abs(body.root[0] - thing.at) < thing.length / 2:
        away = (0.0, 0.0, -SIGN[side])
    return Grasp(point, (0.0, 1.0, 0.0), away, "cup", default_elbow(body, side))


def _ground(work: Work, contact: Contact, side: Side, thing: Thing | None) -> Grasp:
    """On the floor, a mat, a bench, a step or the seat of a chair."""
    body = work.body
    thorax = body.trunk(number("shoulder-at"))[1]
    prone = thorax.front[1] < LEANING
    asked = any(n in work.goal.angles for n in (f"{side}-shoulder", f"{side}-shoulder-abduction"))
    palm = plus(body.shoulder(side), _level(thorax.up), HEEL) if prone and not asked else body.palm(side)
    top = work.top(contact)
    point = (palm[0], top, palm[2])
    if thing and thing.kind not in ("mat", "floor"):
        half = thing.width / 2 - EDGE
        point = (
            max(thing.x0 + EDGE, min(thing.x1 - EDGE, palm[0])),
            top,
            max(thing.across - half, min(thing.across + half, palm[2])),
        )
    fingers = _level(thorax.up if abs(thorax.up[1]) < 0.95 else body.pelvis.front)
    stays = work.pin(contact)
    point = _within_reach(point, body.shoulder(side))
    if stays:
        point = (stays[0], stays[1] - PALM, stays[2])
    return Grasp(point, (0.0, 1.0, 0.0), fingers, "flat", default_elbow(body, side), FLAT_ON)


def _level(v: Vec) -> Vec:
    return unit((v[0], 0.0, v[2]))


def _within_reach(point: Vec, shoulder: Vec) -> Vec:
    """The point on the ground, nearer below the shoulder when an arm would be too short."""
    dx, dz = point[0] - shoulder[0], point[2] - shoulder[2]
    drop = shoulder[1] - point[1] - PALM
    most = max(1.0, (number("upper-arm") + number("forearm")) ** 2 * REACH**2 - drop * drop) ** 0.5
    k = min(1.0, most / ((dx * dx + dz * dz) ** 0.5 or 1.0))
    return (shoulder[0] + dx * k, point[1], shoulder[2] + dz * k)


__all__ = ["PALM", "Grasp", "default_elbow", "grasp"]
