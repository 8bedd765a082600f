"""What an author wrote for one picture, with nothing left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from psoas_pdf.figure.contacts import CARRY, Contact, contacts_of
from psoas_pdf.figure.posture import SIDES
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.tables import table
from psoas_pdf.model.pose import Limbs, Pose
from psoas_pdf.problems import NOWHERE, Place, Problems

TRUNK_ANGLES = ("pelvis", "roll", "tilt", "trunk", "lean", "twist", "neck", "turn", "nod")


@dataclass(frozen=True)
class Wanted:
    """A pose with nothing left out: angles by name, where each was written, grips, contacts, free props."""

    angles: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    grips: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    props: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    place: Place = NOWHERE


def wanted(pose: Pose, before: Wanted, props: Mapping[str, Thing], problems: Problems) -> Wanted:
    """A pose over the one that it changes."""
    angles, places, grips = dict(before.angles), dict(before.places), dict(before.grips)
    for name in TRUNK_ANGLES:
        value = getattr(pose, name)
        if value is not None:
            angles[name] = value
            places[name] = pose.places.get(name, pose.place)
    for group, sides in ((pose.both, SIDES), (pose.right, ("right",)), (pose.left, ("left",))):
        for side in sides:
            _one_side(group, side, angles, places, grips)
    written: dict[str, str] = dict(pose.contacts or {})
    own = contacts_of(written, props, problems)
    kept = {name: own.get(name, c) for name, c in before.contacts.items()}
    carrier = next((c for c in before.contacts.values() if c.part in CARRY), None)
    stays = carrier is not None and kept[carrier.name].relation != "free"
    contacts = {**kept, **own} if stays else {**own, **kept}
    contacts = {name: c for name, c in contacts.items() if c.relation != "free"}
    for name in pose.props or {}:
        if name not in props or props[name].kind != "ball":
            balls = ", ".join(t.name for t in props.values() if t.kind == "ball") or "none"
            problems.error(pose.place, f"{name!r} can't be put somewhere", f"things that move: {balls}")
    return Wanted(angles, places, grips, contacts, {**before.props, **(pose.props or {})}, pose.place)


def _one_side(
    group: Limbs, side: str, angles: dict[str, float], places: dict[str, Place], grips: dict[str, str]
) -> None:
    if group.hand is not None:
        grips[side] = group.hand
    for name in limb_angles():
        value = getattr(group, name.replace("-", "_"))
        if value is not None:
            angles[f"{side}-{name}"] = value
            places[f"{side}-{name}"] = group.places.get(name, group.place)


def limb_angles() -> tuple[str, ...]:
    """Names of the angles of one side, as they are written."""
    others = ("hand", "place", "places")
    return tuple(f.replace("_", "-") for f in Limbs.__dataclass_fields__ if f not in others)


def shared(angles: Mapping[str, float]) -> dict[str, float]:
    """Trunk and neck angles shared out between their parts."""
    out = {k: v for k, v in angles.items() if k not in ("trunk", "neck")}
    share = table("skeleton")["share"]
    bend = angles.get("trunk", 0.0)
    for part, k in share["trunk-flexion" if bend >= 0 else "trunk-extension"].items():
        out[part] = bend * k
    for part, k in share["neck"].items():
        out[part] = angles.get("neck", 0.0) * k
    return out
