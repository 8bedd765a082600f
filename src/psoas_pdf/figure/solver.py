"""From what an author wrote to a posture: contacts are met, and what can't be met is a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from psoas_pdf.figure import feet, head, limbs, resting, trunk
from psoas_pdf.figure.carrying import SOFT, carry, lean_on_wall, prop_up
from psoas_pdf.figure.contacts import Contact
from psoas_pdf.figure.hands import place_hand
from psoas_pdf.figure.limits import check
from psoas_pdf.figure.posture import SIDES, Posture
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tables import Look, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import at
from psoas_pdf.figure.wanted import Wanted, shared
from psoas_pdf.figure.work import SIDEWAYS, Work, lowest
from psoas_pdf.problems import Problems

ARM_CHECKED = 20.0
"""A lying body's shoulders sink as the thorax does; from here on (cm below the joint) its arms may not."""
SUNK = 1.0
"""A hard part may be this far (cm) under its ground before it is an error: shoes and knees give way."""


def solve_pose(
    goal: Wanted,
    props: Mapping[str, Thing],
    look: Look,
    picture: str,
    before: Figure | None,
    problems: Problems,
) -> Figure:
    """The figure that does what is wanted as well as it can; problems say what it can't."""
    root = before.posture.root if before else (0.0, 92.6, 0.0)
    posture = Posture(shared(goal.angles), dict(goal.grips), root)
    work = Work(goal, props, look, picture, before, problems, posture)
    contacts = list(goal.contacts.values())
    carry(work)
    prop_up(work)
    _legs(work, contacts)
    lean_on_wall(work)
    _head_and_arms(work, contacts)
    _props(work)
    hands = [c for c in contacts if c.part == "hand"]
    for contact in sorted(hands, key=lambda c: c.limb is not None and c.limb[1] == "hand"):
        _hand(work, contact)
    check(_checked(work), goal.places, goal.place, picture, problems)
    _clearance(work)
    if work.carrier and work.carrier.part in SOFT:
        thing = props.get(work.carrier.target)
        ends = (thing.x0, thing.x1) if thing else (-999.0, 999.0)
        work.posture = replace(work.posture, support=(work.support, *ends))
    return Figure(work.posture, goal, work.held, work.pins, work.support)


def _legs(work: Work, contacts: list[Contact]) -> None:
    for contact in contacts:
        if contact.part == "foot" and contact is not work.carrier and not contact.limb:
            feet.foot(work, contact)
    for contact in contacts:
        if contact.part == "leg" and not contact.limb:
            resting.leg(work, contact)
        elif contact.part == "knee" and contact is not work.carrier:
            resting.knee(work, contact)
        elif contact.part == "foot" and contact.manner == "top":
            feet.instep(work, contact)
    for contact in contacts:
        if contact.part == "leg" and contact.limb:
            resting.leg(work, contact)
    for contact in contacts:
        if contact.part == "foot" and contact.limb:
            feet.foot(work, contact)


def _head_and_arms(work: Work, contacts: list[Contact]) -> None:
    for contact in contacts:
        if contact.part == "arm":
            resting.arm(work, contact)
        elif contact.part == "forearm":
            resting.forearm(work, contact)
    for contact in contacts:
        if contact.part == "head":
            resting.rest_head(work, contact)


def _checked(work: Work) -> dict[str, float]:
    """Angles to hold against the table of ranges: as written where the author did, else as solved."""
    solved = {k: v for k, v in work.posture.angles.items() if k not in ("lumbar", "thorax", "head", "neck")}
    solved["trunk"] = work.goal.angles.get("trunk", 0.0)
    solved["neck"] = work.posture.angle("neck") + work.posture.angle("head")
    for side in work.posture.level:
        solved[f"{side}-ankle"] = work.body.ankle_angle(side)
    return solved


def _props(work: Work) -> None:
    """Where things are that are held or thrown."""
    body = work.body
    for name, thing in work.props.items():
        if thing.kind != "ball":
            continue
        holders = [c.side for c in work.goal.contacts.values() if c.relation == "hold" and c.target == name]
        if holders:
            palms = [body.palm(side) for side in holders if side]
            middle = tuple(sum(p[i] for p in palms) / len(palms) for i in range(3))
            ahead = at((middle[0], middle[1], 0.0), body.forearm("right"), 0, -2.0)
            work.held[name] = (ahead[0], ahead[1], 0.0 if len(palms) == 2 else middle[2])
        elif name in work.goal.props:
            x, y = work.goal.props[name]
            work.held[name] = (x, y, 0.0)
        else:
            work.held[name] = (thing.at, thing.height / 2, 0.0)


def _hand(work: Work, contact: Contact) -> None:
    work.posture, missing, middle = place_hand(work, contact)
    work.missing(contact, missing, middle)
    assert contact.side
    work.pins[contact.name] = work.body.palm(contact.side)


def _clearance(work: Work) -> None:
    """Nothing may be under the floor."""
    body, look = work.body, work.look
    soft = work.carrier is not None and work.carrier.part in SOFT
    parts: dict[str, Tube] = {"head": head.skull(body, look, 0.6)}
    for side in SIDES:
        parts[f"{side} leg"] = limbs.leg(body, look, side, 30, 84, None)
        parts[f"{side} foot"] = limbs.shoe(body, side)[1]
        parts[f"{side} arm"] = limbs.arm(body, look, side, ARM_CHECKED if soft else 9, 99, None)
    parts["trunk"] = trunk.shirt(body, look, SIDEWAYS)
    give = table("skeleton")["sink"]
    part = work.carrier.part if work.carrier else ""
    for name, tube in parts.items():
        deep = -lowest(tube)
        allowed = SUNK + (float(give["back-thorax"]) if soft and name == "trunk" else 0.0)
        if name.endswith("arm"):
            allowed += float(give["side-thorax"]) if part == "side" else 0.6 if part in SOFT else 0.0
        if deep > allowed:
            work.problems.error(
                work.goal.place,
                f"{work.picture}: the {name} is {deep:.0f} cm under the floor",
                "let it rest by a contact, or change its angles",
            )
