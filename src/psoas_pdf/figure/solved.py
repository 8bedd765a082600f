"""A pose that has been solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, degrees

from psoas_pdf.figure.posture import SIDES, Posture, Side, Skeleton
from psoas_pdf.figure.tables import table
from psoas_pdf.figure.vectors import Vec, dot
from psoas_pdf.figure.wanted import TRUNK_ANGLES, Wanted


@dataclass(frozen=True)
class Figure:
    """A solved pose.

    props: where held or thrown things are, as points in space.  pins: points that stay in a pose that follows, by
    contact.  support: height of what carries the body.
    """

    posture: Posture
    wanted: Wanted
    props: Mapping[str, Vec]
    pins: Mapping[str, Vec]
    support: float

    @property
    def skeleton(self) -> Skeleton:
        return Skeleton(self.posture)

    def joint(self, side: Side, joint: str) -> float:
        """Degrees as they come out in the drawing.  The hip is measured femur against pelvis."""
        body = self.skeleton
        if joint == "hip":
            thigh = body.thigh(side)
            return degrees(atan2(-dot(thigh.up, body.pelvis.front), dot(thigh.up, body.pelvis.up)))
        if joint == "knee":
            thigh, shank = body.thigh(side), body.shank(side)
            return degrees(atan2(dot(shank.up, thigh.front), dot(shank.up, thigh.up)))
        if joint == "ankle":
            return body.ankle_angle(side)
        return self.posture.of(side, joint)

    @property
    def joints(self) -> dict[str, float]:
        """Every joint of both sides, in degrees."""
        names = [n for n in table("joints") if n not in TRUNK_ANGLES]
        return {f"{side}-{name}": self.joint(side, name) for side in SIDES for name in names}
