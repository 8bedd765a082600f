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
SIDE_PARTS = ("foot", "knee", "leg", "arm", "hand")
LIMB_TARGETS = ("thigh", "shin", "hip")
PARTS = (
    *BODY_PARTS,
    *(f"{side}-{part}" for side in SIDES for part in SIDE_PARTS),
    "feet",
    "knees",
    "legs",
    "arms",
    "hands",
)
_PAIRS = {"feet": "foot", "knees": "knee", "legs": "leg", "arms": "arm", "hands": "hand"}
_FORM = re.compile(r"(?:(toes|top) )?(on|behind|clasp|hold|free)(?: ([a-z0-9-]+))?(?: at ([0-9.]{1,6}))?")

Relation = Literal["on", "behind", "clasp", "hold", "free"]


@dataclass(frozen=True)
class Contact:
    """part: back, foot, hand, ...  manner: which part of the foot ('toes', 'top', else '').
    target: a prop, a limb such as left-shin, or head.  along: how far along the limb, 0 to 1.
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
        if not match or (match[2] != "free" and not match[3]):
            problems.error(
                place,
                f"{str(words)!r} says no contact",
                "write: on mat, toes on floor, top on mat, on left-thigh at 0.6, clasp left-shin, "
                "behind head, hold ball",
            )
            continue
        target = match[3] or ""
        fault = None if match[2] == "free" else _fault(part, match[1] or "", match[2], target, props)
        if fault:
            problems.error(place, *fault)
            continue
        for name in [f"{side}-{_PAIRS[part]}" for side in SIDES] if part in _PAIRS else [part]:
            side: Side | None = (
                "right" if name.startswith("right-") else "left" if name.startswith("left-") else None
            )
            bare = name.split("-", 1)[1] if side else name
            along = (
                min(1.0, float(match[4]))
                if match[4] and match[4].count(".") < 2 and match[4] != "."
                else None
            )
            relation: Relation = match[2]  # type: ignore[assignment]
            out[name] = Contact(bare, side, match[1] or "", relation, target, along, place or NOWHERE)
    return out


def _fault(
    part: str, manner: str, relation: str, target: str, props: Mapping[str, object]
) -> tuple[str, str] | None:
    """What is wrong with a contact, and what to do."""
    known = f"props of this exercise: {', '.join(props) or 'none'}"
    limb = _is_limb(target)
    if not (limb or target in props or target in ("floor", "head")):
        return f"there is no {target!r} to touch", known
    if manner and part not in ("feet", "right-foot", "left-foot"):
        return f"only a foot can stand on its {manner}", f"write: {part}: on {target}"
    hand = part.endswith("hand") or part == "hands"
    if not hand and (relation != "on" or limb or target == "head"):
        return f"only a hand can be {relation} {target}", known
    if relation == "hold" and target not in props:
        return f"{target!r} is no thing to hold", known
    if relation in ("clasp", "behind") and not limb and target != "head":
        return f"a hand can't be {relation} {target}", "clasp a limb such as left-shin, or write: on, hold"
    return None


def _is_limb(target: str) -> bool:
    side, _, limb = target.partition("-")
    return side in SIDES and limb in LIMB_TARGETS
