"""Where the body is: what carries it is brought onto its ground."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians

from psoas_pdf.figure import limbs, trunk
from psoas_pdf.figure.contacts import CARRY, Contact
from psoas_pdf.figure.feet import raise_heel
from psoas_pdf.figure.grasp import PALM
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.tables import number, table
from psoas_pdf.figure.vectors import Vec, minus
from psoas_pdf.figure.work import SIDEWAYS, Work, knee_zone, lowest

SOFT = ("back", "front", "side", "seat")
KNEE_SINKS = 0.4
"""So far (cm) a knee goes into what it kneels on."""
THORAX_PINNED = 40.0
"""Up the trunk; this point stays where it was when the same side of the body still carries it."""
LEANING = -0.45
"""From this much facing the ground on, arms that stand on it carry the shoulders."""
PITCH = 28.0
ALL_FOURS = 25.0
"""Thighs within this many degrees of a right angle to the pelvis are those of all fours."""
RAISED = 18.0
BENT_ARM = 15.0
"""An elbow that is written as more bent than this (degrees) is meant to be."""
ELBOW_RADIUS = 4.1
NEARLY_STRAIGHT = 0.985


def carry(work: Work) -> None:
    """Bring the first part that can carry the body onto its ground."""
    contacts = work.goal.contacts.values()
    able = [c for c in contacts if c.part in CARRY and not _upright(work, c)]
    carrier = next((c for c in able if c.manner != "sliding"), able[0] if able else None)
    if carrier is None:
        return
    work.carrier = carrier
    work.support = work.top(carrier)
    if carrier.part in SOFT:
        _lie(work, carrier)
    else:
        _stand(work, carrier)


def _upright(work: Work, contact: Contact) -> bool:
    thing = work.props.get(contact.target)
    return thing is not None and thing.kind == "wall"


def _lie(work: Work, carrier: Contact) -> None:
    body, look, give = work.body, work.look, table("skeleton")["sink"]
    tubes = [trunk.shorts_leg(body, look, s, None)[0] for s in SIDES]
    tubes.append(trunk.pelvis(body, look, SIDEWAYS))
    low = lowest(*tubes) + give[carrier.part]
    if carrier.part != "seat":
        soft = give.get(f"{carrier.part}-thorax", give[carrier.part])
        low = min(low, lowest(trunk.shirt(body, look, SIDEWAYS)) + soft)
    by = (0.0, work.support - low, 0.0)
    if carrier.part != "seat":
        here = body.on_trunk(THORAX_PINNED)
        stays = work.pin(carrier)
        if stays:
            by = (stays[0] - here[0], by[1], stays[2] - here[2])
    work.posture = work.posture.moved(by)
    work.pins[carrier.name] = work.body.on_trunk(THORAX_PINNED)


def _stand(work: Work, carrier: Contact) -> None:
    side, body, top = carrier.side, work.body, work.support
    assert side
    if carrier.part == "knee":
        tube = limbs.leg(body, work.look, side, *knee_zone(), None)
        pin = body.knee(side)
        rise = top - lowest(tube) - KNEE_SINKS
    elif carrier.manner == "toes":
        raise_heel(work, side)
        pin, rise = work.ball(side), top - work.ball(side)[1]
    else:
        work.posture = replace(work.posture, level=work.posture.level | {side})
        pin = body.ankle(side)
        rise = top + number("ankle-height") - pin[1]
    stays = work.pin(carrier)
    by: Vec = (stays[0] - pin[0], rise, stays[2] - pin[2]) if stays else (0.0, rise, 0.0)
    work.posture = work.posture.moved(by)
    body = work.body
    work.pins[carrier.name] = (
        work.ball(side)
        if carrier.manner == "toes"
        else (body.knee(side) if carrier.part == "knee" else body.ankle(side))
    )


def prop_up(work: Work) -> None:
    """Lean a body that stands on its toes, or kneels, so far that its shoulders are as high as its arms are long.

    Only for arms that stand on the ground, and only where trunk and arms are as in a plank: the pelvis turns
    about what carries the body.
    """
    arms = [
        c
        for c in work.goal.contacts.values()
        if c.part in ("forearm", "hand") and c.relation == "on" and not c.limb and c.target != "head"
    ]
    carrier = work.carrier
    if not arms or carrier is None or work.body.trunk(number("shoulder-at"))[1].front[1] > LEANING:
        return
    if carrier.part == "knee":
        _straighten_arms(work, arms[0])
        return
    if carrier.part != "foot" or carrier.manner != "toes":
        return
    first = arms[0]
    assert first.side
    side = first.side
    standing = number("upper-arm") + ELBOW_RADIUS
    if first.part == "hand":
        standing = (number("upper-arm") + number("forearm")) * NEARLY_STRAIGHT + PALM
    else:
        slant = work.posture.of(side, "shoulder") - 90 if f"{side}-shoulder" in work.goal.angles else 0.0
        standing = number("upper-arm") * cos(radians(slant)) + ELBOW_RADIUS
    start, ball = work.posture.angle("pelvis"), work.ball(carrier.side or "right")

    def height() -> float:
        return work.body.shoulder(side)[1] - work.top(first) - standing

    def change(d: float) -> Posture:
        work.posture = work.posture.with_angles(pelvis=start + d)
        raise_heel(work, carrier.side or "right")
        here = work.ball(carrier.side or "right")
        return work.posture.moved((ball[0] - here[0], ball[1] - here[1], ball[2] - here[2]))

    work.bisect(change, height, -PITCH, PITCH)


def _straighten_arms(work: Work, arm: Contact) -> None:
    """On all fours: raise the shoulders until the arms are nearly straight; kneeling thighs stay as they are."""
    angles = work.goal.angles
    side = arm.side
    assert side
    if arm.part != "hand" or angles.get(f"{side}-elbow", 0.0) > BENT_ARM:
        return
    kneeling = [s for s in SIDES if f"{s}-knee" in work.goal.contacts]
    if any(abs(work.posture.of(s, "hip") - 90) > ALL_FOURS for s in kneeling):
        return
    standing = (number("upper-arm") + number("forearm")) * NEARLY_STRAIGHT + PALM
    start = work.posture
    hips = {s: start.of(s, "hip") for s in kneeling}

    def change(d: float) -> Posture:
        out = start.with_angles(pelvis=start.angle("pelvis") + d)
        for s in kneeling:
            out = out.with_side(s, hip=hips[s] - d)
        knee = Skeleton(start).knee(kneeling[0])
        return out.moved(minus(knee, Skeleton(out).knee(kneeling[0])))

    work.bisect(change, lambda: work.body.shoulder(side)[1] - work.top(arm) - standing, -RAISED, RAISED)


def lean_on_wall(work: Work) -> None:
    """Move the body backwards or forwards until it touches the wall."""
    for contact in work.goal.contacts.values():
        thing = work.props.get(contact.target)
        if contact.part not in ("back", "front") or thing is None or thing.kind != "wall":
            continue
        points = [
            p
            for tube in (
                trunk.shirt(work.body, work.look, SIDEWAYS),
                trunk.pelvis(work.body, work.look, SIDEWAYS),
            )
            for p in tube.all_points()
        ]
        behind = thing.at < work.posture.root[0]
        by = thing.x1 - min(p[0] for p in points) if behind else thing.x0 - max(p[0] for p in points)
        work.posture = work.posture.moved((by, 0.0, 0.0))


__all__ = ["KNEE_SINKS", "SOFT", "carry", "lean_on_wall", "prop_up"]
