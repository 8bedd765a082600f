"""Feet on their ground: flat, on the toes, on the instep, on the other leg, sole to sole."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, degrees

from psoas_pdf.figure import limbs
from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.ik import Bend, bends
from psoas_pdf.figure.limits import beyond, clamped, limits
from psoas_pdf.figure.posture import SIGN, Posture, Side
from psoas_pdf.figure.tables import number
from psoas_pdf.figure.vectors import Vec, at, minus, plus
from psoas_pdf.figure.work import Work, lowest

KNEE_GIVES = 1.9
"""A knee may be this many degrees from what was written when a foot can't rest otherwise."""
KNEE_BENDS = 9.0
"""A kneeling knee may bend by this many degrees more, so that the toes of a foot as pointed as can be are free."""
INSTEP = 5.2
"""The ankle joint of a foot that lies on its instep, over its ground; cm."""
POINTED, TOES_BACK = 20.0, 20.0
"""From this much pointing of the ankle on the toes bend with it, by so much at most; degrees."""
CROSSED = 3.6
"""Half the thickness of an ankle that lies on the other leg."""
BESIDE = 6.6
"""The ankle joints of feet that touch with their soles, over the outer edges of the shoes."""


def foot(work: Work, contact: Contact) -> None:
    side = contact.side
    assert side
    if contact.limb:
        _crossed(work, contact)
    elif contact.relation == "together":
        _sole_to_sole(work, contact)
    elif contact.manner == "top":
        if _kneels(work, side):
            return
        _raised_instep(work, contact)
    elif contact.manner == "toes":
        _on_toes(work, contact)
    elif contact.manner == "heel":
        _on_heel(work, contact)
    else:
        here, stays = work.body.ankle(side), work.pin(contact)
        target = stays or (here[0], work.top(contact) + number("ankle-height"), here[2])
        plant(work, contact, target)
        work.posture = replace(work.posture, level=work.posture.level | {side})
        work.pins[contact.name] = target


def _kneels(work: Work, side: Side) -> bool:
    return f"{side}-knee" in work.goal.contacts


def raise_heel(work: Work, side: Side) -> None:
    """Bend the toes so that they lie flat while the heel is up."""
    if f"{side}-toes" in work.goal.angles:
        return
    most = limits("toes")[0][1]
    over = _rise(work, side) - most
    if over > 0:
        # Toes bend so far and no farther; the ankle gives the rest.
        ankle = work.posture.of(side, "ankle")
        work.posture = work.posture.with_side(side, ankle=max(ankle, clamped("ankle", ankle + over)))
    work.posture = work.posture.with_side(side, toes=max(0.0, min(_rise(work, side), most)))


def _rise(work: Work, side: Side) -> float:
    """How many degrees the heel is up."""
    front = work.body.foot(side).front
    return -degrees(atan2(front[1], (front[0] ** 2 + front[2] ** 2) ** 0.5))


def _on_toes(work: Work, contact: Contact) -> None:
    side = contact.side
    assert side
    raise_heel(work, side)
    ball, top = work.ball(side), work.top(contact)
    target = work.pin(contact) or (ball[0], top, ball[2])
    for _ in range(5):
        here, ankle = work.ball(side), work.body.ankle(side)
        plant(work, contact, plus(ankle, minus(target, here)))
        raise_heel(work, side)
    work.pins[contact.name] = work.ball(side)


def _on_heel(work: Work, contact: Contact) -> None:
    side = contact.side
    assert side
    target = work.pin(contact)
    for _ in range(2):
        body = work.body
        ankle = body.ankle(side)
        heel = min(at(ankle, body.foot(side), -5.0, -7.9)[1], at(ankle, body.foot(side), -5.8, -6.0)[1])
        plant(work, contact, target or (ankle[0], ankle[1] + work.top(contact) - heel, ankle[2]))
    work.pins[contact.name] = work.body.ankle(side)


def _raised_instep(work: Work, contact: Contact) -> None:
    """The top of the foot on a bench behind the body."""
    side, thing = contact.side, work.props.get(contact.target)
    assert side
    ankle = work.body.ankle(side)
    x = ankle[0]
    if thing and thing.kind not in ("mat", "floor"):
        x = min(max(x, thing.x0 + 4), thing.x1 + 2)
    target = work.pin(contact) or (x, work.top(contact) + INSTEP, ankle[2])
    plant(work, contact, target)
    work.pins[contact.name] = target
    instep(work, contact)


def _crossed(work: Work, contact: Contact) -> None:
    """The ankle on the front of the other thigh, near the knee if nothing else is said."""
    assert contact.limb
    assert contact.side
    other, limb = contact.limb
    body, look = work.body, work.look
    if limb == "foot":
        # Foot on foot, lying on the side: it stays where it came to lie when the knee opens.
        target = work.pin(contact) or body.ankle(contact.side)
        plant(work, contact, target)
        work.pins[contact.name] = target
        return
    if limb == "shin":
        s = (0.5 if contact.along is None else contact.along) * number("shank")
        frame, origin, radius = body.shank(other), body.knee(other), look.leg_front(number("thigh") + s)
    else:
        s = (0.86 if contact.along is None else contact.along) * number("thigh")
        frame, origin, radius = body.thigh(other), body.hip(other), look.leg_front(s)
    beyond_middle = 2.5 * SIGN[other]
    target = at(origin, frame, radius + CROSSED, -s, beyond_middle)
    plant(work, contact, target)


def _sole_to_sole(work: Work, contact: Contact) -> None:
    """Ankles beside the middle, the outer edges of the shoes on the ground."""
    side = contact.side
    assert side
    work.posture = replace(work.posture, inward=work.posture.inward | {side})
    body = work.body
    middle = (body.ankle("right")[0] + body.ankle("left")[0]) / 2
    ground = work.support if work.carrier else 0.0
    edge = work.pin(contact) or (middle, ground, SIGN[side] * number("ankle-height"))
    plant(work, contact, plus(edge, (0.0, BESIDE, 0.0)))
    # The shoes roll on their edges: the steeper the shin, the higher the ankle joint stands over them.
    sunk = edge[1] - lowest(*limbs.shoe(work.body, side))
    plant(work, contact, plus(edge, (0.0, BESIDE + sunk, 0.0)))
    work.pins[contact.name] = edge


def plant(work: Work, contact: Contact, target: Vec) -> None:
    """Bring the ankle to a point, with the knee where the written angles have it."""
    side = contact.side
    assert side
    body, of = work.body, work.posture.of
    bent = of(side, "knee") > 3
    middle = tuple((a + b) / 2 for a, b in zip(body.hip(side), body.ankle(side), strict=True))
    hint = minus(body.knee(side), middle) if bent else body.thigh(side).front  # type: ignore[arg-type]
    names = ("hip", "hip-abduction", "hip-rotation")

    def cost(b: Bend) -> tuple[float, float]:
        angles = (b.flexion, b.abduction, b.rotation)
        outside = sum(beyond(a, limits(n)[1]) for a, n in zip(angles, names, strict=True))
        return (outside * 4 + abs(b.swivel), b.swivel)

    best = min(
        bends(body.pelvis, body.hip(side), target, number("thigh"), number("shank"), hint, SIGN[side], True),
        key=cost,
    )
    work.missing(contact, best.missing, best.middle)
    work.posture = work.posture.with_side(
        side, hip=best.flexion, hip_abduction=best.abduction, hip_rotation=best.rotation, knee=best.middle
    )


def instep(work: Work, contact: Contact) -> None:
    """Let the toes down behind a kneeling body, or onto a bench."""
    side, top = contact.side, work.top(contact)
    assert side
    ankle = work.posture.of(side, "ankle")

    def change(d: float) -> Posture:
        return work.posture.with_side(side, ankle=clamped("ankle", ankle + d))

    def height() -> float:
        return lowest(*limbs.shoe(work.body, side)) - top

    work.bisect(change, height, -30, 30)
    if f"{side}-toes" not in work.goal.angles:
        # Toes that point back lie along the ground: a stiff shoe would stand on its tip like a cone.
        pointed = -work.posture.of(side, "ankle") - POINTED
        work.posture = work.posture.with_side(side, toes=-max(0.0, min(TOES_BACK, pointed)))
        work.bisect(change, height, -30, 30)
    knee = work.posture.of(side, "knee")
    if height() > 0.2 and _kneels(work, side):
        work.bisect(lambda d: work.posture.with_side(side, knee=knee + d), height, -KNEE_GIVES, 0)
    elif height() < -0.2 and _kneels(work, side):
        work.bisect(
            lambda d: work.posture.with_side(side, knee=clamped("knee", knee + d)), height, 0, KNEE_BENDS
        )
