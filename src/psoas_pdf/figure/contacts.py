"""Words about what rests where: `toes on mat`, `clasp left-shin at 0.2`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from psoas_pdf.figure.posture import SIDES, Side
from psoas_pdf.problems import NOWHERE, Place, Problems
from psoas_pdf.words import place_of

BODY_PARTS = ("back", "front", "side", "seat", "head")
SIDE_PARTS = ("foot", "knee", "leg", "arm", "forearm", "hand")
LIMB_TARGETS = ("thigh", "knee", "shin", "ankle", "foot", "hip", "shoulder", "arm", "hand")
"""Limbs that a hand can touch, with their side before them."""
_PAIRS = {
    "feet": "foot",
    "knees": "knee",
    "legs": "leg",
    "arms": "arm",
    "forearms": "forearm",
    "hands": "hand",
}
PARTS = (*BODY_PARTS, *(f"{side}-{part}" for side in SIDES for part in SIDE_PARTS), *_PAIRS)
CARRY = ("back", "front", "side", "seat", "knee", "foot")
"""Parts that can carry the body.  The first contact of one of these says where it is, and goes on saying so in
the pose that follows until it is free."""
_OF_OTHERS = {
    "foot": ("thigh", "knee", "shin", "foot"),
    "leg": ("leg",),
    "head": ("arm", "hand"),
}
"""What limbs other parts than hands can rest on."""
_MANNERS = {"toes": ("foot",), "top": ("foot",), "heel": ("foot",), "sliding": ("foot", "hand")}
_FORM = re.compile(
    r"(?:(toes|top|heel|sliding) )?(on|behind|under|clasp|hold|free|together)"
    r"(?: ([a-z0-9-]+))?(?: at ([0-9.]{1,6}))?"
)

Relation = Literal["on", "behind", "under", "clasp", "hold", "free", "together"]


@dataclass(frozen=True)
class Contact:
    """part: back, foot, hand, ...  manner: which part of the foot ('toes', 'top', 'heel'), 'sliding', or ''.
    target: a prop, a limb such as left-shin, head or hands.  along: how far along the limb, 0 to 1.
    """

    part: str
    side: Side | None
    manner: str
    relation: Relation
    target: str
    along: float | None
    place: Place

    @property
    def name(self) -> str:
        return f"{self.side}-{self.part}" if self.side else self.part

    @property
    def limb(self) -> tuple[Side, str] | None:
        """Side and name of the limb that is touched."""
        return limb_of(self.target)


def limb_of(target: str) -> tuple[Side, str] | None:
    side, _, limb = target.partition("-")
    return (side, limb) if side in SIDES and limb in (*LIMB_TARGETS, "leg") else None


def contacts_of(
    written: Mapping[str, str], props: Mapping[str, object], problems: Problems
) -> dict[str, Contact]:
    """Contacts by part, pairs such as `hands` as two.  Problems name what can't be understood."""
    out: dict[str, Contact] = {}
    for part, words in written.items():
        place = place_of(words)
        if part not in PARTS:
            problems.error(
                place, f"{part!r} is no part that can touch something", f"parts: {', '.join(PARTS)}"
            )
            continue
        match = _FORM.fullmatch(" ".join(words.split()))
        if not match or (match[2] not in ("free", "together") and not match[3]):
            problems.error(
                place,
                f"{str(words)!r} says no contact",
                "write: on mat, toes on floor, top on mat, on left-thigh at 0.6, clasp left-shin, "
                "behind head, hold ball, together, free",
            )
            continue
        target = match[3] or ""
        bare = _PAIRS.get(part) or (part.split("-", 1)[1] if part.startswith(("right-", "left-")) else part)
        fault = None if match[2] == "free" else _fault(part, bare, match[1] or "", match[2], target, props)
        if fault:
            problems.error(place, *fault)
            continue
        for name in [f"{side}-{bare}" for side in SIDES] if part in _PAIRS else [part]:
            side: Side | None = (
                "right" if name.startswith("right-") else "left" if name.startswith("left-") else None
            )
            along = (
                min(1.0, float(match[4]))
                if match[4] and match[4].count(".") < 2 and match[4] != "."
                else None
            )
            relation: Relation = match[2]  # type: ignore[assignment]
            out[name] = Contact(bare, side, match[1] or "", relation, target, along, place or NOWHERE)
    return out


def _fault(
    part: str, bare: str, manner: str, relation: str, target: str, props: Mapping[str, object]
) -> tuple[str, str] | None:
    """What is wrong with a contact, and what to do."""
    known = f"props of this exercise: {', '.join(props) or 'none'}"
    limb = limb_of(target)
    if manner and bare not in _MANNERS[manner]:
        if manner == "sliding":
            return f"{part} can't be sliding", "a foot or a hand can"
        return f"only a foot can stand on its {manner}", f"write: {part}: on {target}"
    if relation == "together":
        if part not in ("hands", "feet"):
            return f"{part} can't be together", "hands can be, and feet (their soles)"
        return None
    if not (limb or target in props or target in ("floor", "head", "hands")):
        return f"there is no {target!r} to touch", known
    if bare == "hand":
        return _hand_fault(part, relation, target, props)
    if relation != "on" or target == "head":
        return f"only a hand can be {relation} {target}", known
    if (limb and limb[1] not in _OF_OTHERS.get(bare, ())) or (target == "hands" and bare != "head"):
        return f"{part} can't be on {target}", "a foot can be on the other thigh, a leg on the other leg"
    if limb and part.startswith(limb[0]):
        return f"{part} can't be on {target}", "it is the same leg"
    return None


def _hand_fault(part: str, relation: str, target: str, props: Mapping[str, object]) -> tuple[str, str] | None:
    limb = limb_of(target)
    if target == "hands" or (limb and limb[1] == "leg"):
        return f"{part} can't be {relation} {target}", "touch right-thigh, left-shin, right-hand and so on"
    if relation == "hold" and target not in props and not limb:
        return f"{target!r} is no thing to hold", "hold a prop or a limb"
    if relation == "under" and target != "head":
        return f"a hand can't be under {target}", "under head, for lying on the front"
    if relation in ("clasp", "behind") and not limb and target != "head":
        return f"a hand can't be {relation} {target}", "clasp a limb such as left-shin, or write: on, hold"
    return None
