"""Legs, head and arms are let down until they rest."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, degrees, sqrt

from psoas_pdf.figure import head, limbs
from psoas_pdf.figure.carrying import ELBOW_RADIUS, KNEE_SINKS
from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.ik import root_angles
from psoas_pdf.figure.posture import SIGN, Posture, Side, other
from psoas_pdf.figure.tables import number, table
from psoas_pdf.figure.vectors import Vec, dot, plus, scaled, unit
from psoas_pdf.figure.work import Work, knee_zone, lowest

TOUCHES = 0.5
"""A part this near to a surface (cm) touches it."""
LETS_DOWN = 40.0
"""A limb is let down or raised by no more than this many degrees."""
ON_HANDS = 6.4
"""Thickness of two hands under a forehead; cm."""
ON_FINGERS = 3.4
"""Thickness of the hands behind a head that lies on them; cm."""
ON_ARM = 6.4
"""Thickness of an arm under the side of a head; cm."""


def _steepest(work: Work, side: Side, names: tuple[str, ...], height: Callable[[], float]) -> str:
    """The joint of these that moves a limb up and down most."""
    start, here = work.posture, height()
    moved = {}
    for name in names:
        angle = start.of(side, name)
        work.posture = start.with_side(side, **{name.replace("-", "_"): angle + 2})
        moved[name] = abs(height() - here)
        work.posture = start
    return max(names, key=lambda n: (moved[n], n))


def leg(work: Work, contact: Contact) -> None:
    """Let the leg down until it lies: the knee gives a little when the front is up."""
    side = contact.side
    assert side
    if contact.limb:
        _leg_on_leg(work, side)
        return
    top = work.top(contact) - float(table("skeleton")["sink"]["leg"])

    def height() -> float:
        tube = limbs.leg(work.body, work.look, side, 40, 84, None)
        return lowest(tube, limbs.shoe(work.body, side)[1], since=-9) - top

    front = work.body.thigh(side).front[1]
    if abs(front) < 0.5:
        name = _steepest(work, side, ("hip", "hip-abduction"), height)
        start = work.posture.of(side, name)
        key = name.replace("-", "_")
        work.bisect(lambda d: work.posture.with_side(side, **{key: start + d}), height, -20, 20)
        return
    hip, knee = work.posture.of(side, "hip"), work.posture.of(side, "knee")

    def change(d: float) -> Posture:
        if front < 0:
            return work.posture.with_side(side, hip=hip + d)
        return work.posture.with_side(side, hip=hip + d, knee=max(0.0, knee - d) if d < 0 else knee)

    work.bisect(change, height, -12, 12)


def _gap(work: Work, upper: Side) -> float:
    """How far (cm) one leg is over the other: negative when they run into each other."""
    body, under = work.body, other(upper)
    balls: dict[Side, list[tuple[Vec, float]]] = {}
    for side in (upper, under):
        tube = limbs.leg(body, work.look, side, 14, 82, None)
        balls[side] = [*tube.discs, *((c, r) for c, r in limbs.shoe(body, side)[0].discs)]
    least = 99.0
    for p, r in balls[upper]:
        for q, s in balls[under]:
            apart = (p[0] - q[0]) ** 2 + (p[2] - q[2]) ** 2
            if apart < (r + s) ** 2:
                least = min(least, p[1] - q[1] - sqrt((r + s) ** 2 - apart))
    return least


def _leg_on_leg(work: Work, side: Side) -> None:
    """Down to the lower leg, or to the ground where the lower leg is not below it."""
    start = work.posture.of(side, "hip-abduction")

    def height() -> float:
        tube = limbs.leg(work.body, work.look, side, 40, 84, None)
        return min(_gap(work, side) + TOUCHES, lowest(tube, limbs.shoe(work.body, side)[1]) - work.support)

    work.bisect(
        lambda d: work.posture.with_side(side, hip_abduction=start + d),
        height,
        -LETS_DOWN,
        LETS_DOWN,
    )


def knee(work: Work, contact: Contact) -> None:
    """Bring the knee down by the hip."""
    side, top = contact.side, work.top(contact)
    assert side
    hip = work.posture.of(side, "hip")

    def height() -> float:
        return lowest(limbs.leg(work.body, work.look, side, *knee_zone(), None)) + KNEE_SINKS - top

    if abs(height()) > TOUCHES:
        work.bisect(lambda d: work.posture.with_side(side, hip=hip + d), height, -25, 25)
    work.pins[contact.name] = work.body.knee(side)


def rest_head(work: Work, contact: Contact) -> None:
    """Bend the neck until the head lies on the ground, on the hands or on an arm."""
    top = work.support if contact.limb or contact.target == "hands" else work.top(contact)
    top += ON_HANDS if contact.target == "hands" or (contact.limb and contact.limb[1] == "hand") else 0.0
    top += ON_ARM if contact.limb and contact.limb[1] == "arm" else 0.0
    behind = [c for c in work.goal.contacts.values() if c.target == "head" and c.relation == "behind"]
    top += ON_FINGERS if behind else 0.0
    top -= float(table("skeleton")["sink"]["head"])

    def height() -> float:
        return lowest(head.skull(work.body, work.look, 0.6)) - top

    name = "neck" if abs(work.body.neck()[3].front[1]) > 0.5 else "nod"
    start = work.posture.angle(name)
    work.bisect(lambda d: work.posture.with_angles(**{name: start + d}), height, -35, 35)


def arm(work: Work, contact: Contact) -> None:
    """Let the arm down until elbow and hand lie."""
    side, top = contact.side, work.top(contact) - float(table("skeleton")["sink"]["arm"])
    assert side

    def low(start: float, hand: bool) -> Callable[[], float]:
        def height() -> float:
            tube = limbs.arm(work.body, work.look, side, start, 99, None)
            if hand:
                limbs.hand(tube, work.body, side, None)
            return lowest(tube) - top

        return height

    elbow = work.posture.of(side, "elbow")
    front = work.body.trunk(40)[1].front[1]
    name = (
        _steepest(work, side, ("shoulder", "shoulder-abduction"), low(28, True))
        if abs(front) < 0.5
        else "shoulder"
    )
    start, key = work.posture.of(side, name), name.replace("-", "_")
    work.bisect(
        lambda d: work.posture.with_side(side, **{key: start + d}), low(28, front < 0.5), -LETS_DOWN, 30
    )
    if front > 0.5:
        work.bisect(
            lambda d: work.posture.with_side(side, elbow=max(0.0, elbow + d)), low(45, True), -elbow, 20
        )


def forearm(work: Work, contact: Contact) -> None:
    """Elbow under the shoulder, forearm along the ground towards where the head is."""
    side = contact.side
    assert side
    body, g = work.body, SIGN[side]
    shoulder, upper = body.shoulder(side), number("upper-arm")
    drop = shoulder[1] - work.top(contact) - ELBOW_RADIUS
    work.missing(contact, drop - upper, 0.0)
    base = body.trunk(number("shoulder-at"))[1]
    flat = (base.up[0], 0.0, base.up[2])
    ahead = unit(flat) if dot(flat, flat) > 0.05 else unit((base.front[0], 0.0, base.front[2]))
    down = max(0.2, min(0.999, drop / upper))
    along = plus(scaled((0.0, -1.0, 0.0), down), ahead, sqrt(1 - down * down))
    front = unit(plus(ahead, along, -dot(ahead, along)))
    flexion, abduction, rotation = root_angles(base, along, front, g)
    if flexion < -100:
        flexion += 360
    work.posture = work.posture.with_side(
        side,
        shoulder=flexion,
        shoulder_abduction=abduction,
        shoulder_rotation=rotation,
        elbow=degrees(acos(max(-1.0, min(1.0, dot(along, ahead))))),
    )


__all__ = ["arm", "forearm", "knee", "leg", "rest_head"]
