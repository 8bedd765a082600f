"""A whole position of the body as numbers, and where its joints are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from math import acos, atan2, degrees
from typing import Literal

from psoas_pdf.figure.curves import smooth
from psoas_pdf.figure.tables import number, table
from psoas_pdf.figure.vectors import (
    WORLD,
    Frame,
    Vec,
    at,
    cross,
    dot,
    flexed,
    plus,
    scaled,
    tipped,
    turned,
    unit,
)

Side = Literal["right", "left"]
SIDES: tuple[Side, Side] = ("right", "left")
SIGN: dict[Side, float] = {"right": 1.0, "left": -1.0}


def other(side: Side) -> Side:
    return "left" if side == "right" else "right"


Support = tuple[float, float, float]
"""Height of a surface, and x of its two ends; cm."""


@dataclass(frozen=True)
class Posture:
    """Joint angles in degrees by name, grips by side, where the hips' middle is, and what the body rests on.

    Angle names: pelvis, roll, tilt, lumbar, thorax, lean, twist, neck, head, turn, nod, and for each side
    right-hip, right-hip-abduction, ... as in the pose format.
    level: sides whose sole is parallel to the floor.  support: what soft parts are flattened on, or None.
    inward: sides whose sole faces the other foot.
    """

    angles: Mapping[str, float] = field(default_factory=dict)
    grips: Mapping[str, str] = field(default_factory=dict)
    root: Vec = (0.0, 92.6, 0.0)
    level: frozenset[Side] = frozenset()
    support: Support | None = None
    inward: frozenset[Side] = frozenset()

    def angle(self, name: str) -> float:
        return self.angles.get(name, _REST.get(name, 0.0))

    def of(self, side: Side, name: str) -> float:
        return self.angle(f"{side}-{name}")

    def with_angles(self, **changes: float) -> Posture:
        """Names with '_' for '-'."""
        new = {**self.angles, **{k.replace("_", "-"): v for k, v in changes.items()}}
        return replace(self, angles=new)

    def with_side(self, side: Side, **changes: float) -> Posture:
        new = {**self.angles, **{f"{side}-{k.replace('_', '-')}": v for k, v in changes.items()}}
        return replace(self, angles=new)

    def moved(self, by: Vec) -> Posture:
        return replace(self, root=plus(self.root, by))


_REST = {
    f"{side}-{joint}": angle
    for side in SIDES
    for joint, angle in (("shoulder-abduction", 7.0), ("elbow", 8.0))
}
"""Arms hang a little away from the body, elbows not quite straight."""

BELOW, ABOVE = 12, 58
"""The trunk's middle line is known from 12 cm below the hips to 58 cm above."""


@cache
def _trunk(
    pelvis: float, roll: float, tilt: float, lumbar: float, thorax: float, lean: float, twist: float
) -> tuple[tuple[Vec, ...], tuple[Frame, ...]]:
    """Points at every centimetre of the middle line (hips at the origin), and the frames between."""
    base = turned(tipped(flexed(WORLD, pelvis), tilt), roll)
    here = at((0.0, 0.0, 0.0), base, 0, -BELOW)
    points, frames = [here], []
    for k in range(-BELOW, ABOVE):
        s = k + 0.5
        low, high = smooth((s - 3) / 17), smooth((s - 22) / 28)
        frame = flexed(base, -lumbar * low - thorax * high)
        frame = tipped(frame, lean * (low + high) / 2)
        frame = turned(frame, -twist * smooth((s - 6) / 34))
        here = at(here, frame, 0, 1)
        points.append(here)
        frames.append(frame)
    return tuple(points), tuple(frames)


YIELDS = 9.0
"""Flesh gives way by less than this, in cm."""


def lifted(p: Vec, support: Support | None, by: float = 0.0) -> Vec:
    """The point, at least `by` above the surface that it has sunk into; what is deep under it stays there."""
    if support is None or not support[0] - YIELDS < p[1] < support[0] + by:
        return p
    if not support[1] <= p[0] <= support[2]:
        return p
    return (p[0], support[0] + by, p[2])


class Skeleton:
    """Where the joints of a posture are.  What was asked for once is remembered."""

    def __init__(self, posture: Posture) -> None:
        self.posture = posture
        p = posture.angle
        self._points, self._frames = _trunk(
            p("pelvis"), p("roll"), p("tilt"), p("lumbar"), p("thorax"), p("lean"), p("twist")
        )
        self.root = posture.root
        self.pelvis = turned(tipped(flexed(WORLD, p("pelvis")), p("tilt")), p("roll"))
        self._known: dict[tuple[str, Side], Vec | Frame] = {}
        self._head: tuple[Vec, Frame, Vec, Frame] | None = None

    def trunk(self, s: float) -> tuple[Vec, Frame]:
        """The middle of the trunk s cm above the hips, and its frame there."""
        u = s + BELOW
        i = max(0, min(len(self._frames) - 1, int(u)))
        return at(plus(self.root, self._points[i]), self._frames[i], 0, u - i), self._frames[i]

    def on_trunk(self, s: float, x: float = 0.0, z: float = 0.0) -> Vec:
        centre, frame = self.trunk(s)
        return at(centre, frame, x, 0, z)

    # The leg.

    def hip(self, side: Side) -> Vec:
        return at(self.root, self.pelvis, 0, 0, SIGN[side] * number("hip-half-width"))

    def thigh(self, side: Side, share: float = 1.0) -> Frame:
        """share: how much of the hip's angles is taken, for sections that lie between pelvis and thigh."""
        if share != 1.0:
            return self._thigh(side, share)
        found = self._known.get(("thigh", side))
        if found is None:
            found = self._known["thigh", side] = self._thigh(side, 1.0)
        return found  # type: ignore[return-value]

    def _thigh(self, side: Side, share: float) -> Frame:
        of, g = self.posture.of, SIGN[side]
        frame = flexed(self.pelvis, of(side, "hip") * share)
        frame = tipped(frame, -g * of(side, "hip-abduction") * share)
        return turned(frame, -g * of(side, "hip-rotation") * share)

    def shank(self, side: Side) -> Frame:
        return flexed(self.thigh(side), -self.posture.of(side, "knee"))

    def foot(self, side: Side) -> Frame:
        shank = self.shank(side)
        if side in self.posture.level:
            ahead = shank.front if abs(shank.front[1]) < 0.9 else self.pelvis.front
            front = unit((ahead[0], 0.0, ahead[2]))
            up = (0.0, 1.0, 0.0)
            return Frame(front, up, cross(front, up))
        foot = flexed(shank, self.posture.of(side, "ankle"))
        if side in self.posture.inward:
            up = scaled(self.pelvis.right, SIGN[side])
            front = unit(plus(foot.front, up, -dot(foot.front, up)))
            return Frame(front, up, cross(front, up))
        return foot

    def ankle_angle(self, side: Side) -> float:
        """Ankle flexion as it is drawn, in degrees: the sole's way against the shank's."""
        if side not in self.posture.level:
            return self.posture.of(side, "ankle")
        shank, foot = self.shank(side), self.foot(side)
        return degrees(atan2(dot(foot.front, shank.up), dot(foot.front, shank.front)))

    def knee(self, side: Side) -> Vec:
        return at(self.hip(side), self.thigh(side), 0, -number("thigh"))

    def ankle(self, side: Side) -> Vec:
        return at(self.knee(side), self.shank(side), 0, -number("shank"))

    def toes(self, side: Side) -> Vec:
        """The tip of the shoe."""
        return at(self.ankle(side), self.foot(side), 20, -5)

    # The arm.

    def upper_arm(self, side: Side) -> Frame:
        found = self._known.get(("arm", side))
        if found is None:
            of, g = self.posture.of, SIGN[side]
            frame = flexed(self.trunk(number("shoulder-at"))[1], of(side, "shoulder"))
            frame = tipped(frame, -g * of(side, "shoulder-abduction"))
            found = self._known["arm", side] = turned(frame, -g * of(side, "shoulder-rotation"))
        return found  # type: ignore[return-value]

    def shoulder(self, side: Side) -> Vec:
        found = self._known.get(("shoulder", side))
        if found is None:
            found = self._known["shoulder", side] = self._shoulder(side)
        return found  # type: ignore[return-value]

    def _shoulder(self, side: Side) -> Vec:
        """The girdle rises, moves in and comes forward as the arm goes up."""
        girdle, where = table("skeleton")["girdle"], number("shoulder-at")
        thorax, arm = self.trunk(where)[1], self.upper_arm(side)
        along = dot(arm.up, thorax.up)
        raised = degrees(acos(max(-1.0, min(1.0, along))))
        e = smooth((raised - girdle["from"]) / girdle["over"])
        ahead = -dot(arm.up, thorax.front)
        back = smooth((-degrees(atan2(ahead, along)) - 10) / 50) if raised < 100 else 0.0
        # An arm that crosses the chest takes the shoulder blade round with it.
        across = smooth(dot(arm.up, thorax.right) * SIGN[side] / 0.7) * smooth(ahead / 0.5)
        x = -0.8 + girdle["forward"] * e * max(0.0, ahead + 0.3) - girdle["back"] * back
        x += girdle["across-forward"] * across
        inward = girdle["inward"] * e + girdle["across-inward"] * across
        z = SIGN[side] * (number("shoulder-half-width") - inward)
        return self.on_trunk(where + girdle["rise"] * e, x + self.posture.of(side, "protraction"), z)

    def forearm(self, side: Side) -> Frame:
        return flexed(self.upper_arm(side), self.posture.of(side, "elbow"))

    def elbow(self, side: Side) -> Vec:
        return at(self.shoulder(side), self.upper_arm(side), 0, -number("upper-arm"))

    def wrist(self, side: Side) -> Vec:
        return at(self.elbow(side), self.forearm(side), 0, -number("forearm"))

    def hand(self, side: Side) -> Frame:
        """Front is the thumb's side; the palm faces against `right` on the right, along it on the left."""
        of, g = self.posture.of, SIGN[side]
        frame = turned(self.forearm(side), g * of(side, "forearm"))
        frame = tipped(frame, g * of(side, "wrist-flexion"))
        return flexed(frame, of(side, "wrist"))

    def palm(self, side: Side) -> Vec:
        return at(self.wrist(side), self.hand(side), 0, -number("palm"))

    # The head.

    def neck(self) -> tuple[Vec, Frame, Vec, Frame]:
        """The neck's root and frame, the top of the neck, and the head's frame."""
        if self._head is None:
            p = self.posture.angle
            centre, frame = self.trunk(number("neck-at"))
            root = at(centre, frame, -3.4)
            neck = flexed(frame, -_LEAN - p("neck"))
            top = at(root, neck, 0, number("neck"))
            head = tipped(turned(flexed(neck, _LEAN - p("head")), -p("turn")), p("nod"))
            self._head = (root, neck, top, head)
        return self._head

    def on_head(self, x: float, y: float, z: float = 0.0) -> Vec:
        _, _, top, head = self.neck()
        k = number("head-scale")
        return at(top, head, (x + 0.6) * k, (y + 2.6) * k, z * k)


_LEAN = 24.0
"""In standing the neck leans forward by this much and the head is level on it."""
