"""Named cameras and parallel projection."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin

from psoas_pdf.figure.tables import table
from psoas_pdf.figure.vectors import Vec, cross, dot, unit
from psoas_pdf.geometry import Point


@dataclass(frozen=True)
class Camera:
    """Azimuth 0 looks at the front, 90 at the right side (the figure then faces right), 180 at the back."""

    azimuth: float
    elevation: float

    @cached_property
    def towards(self) -> Vec:
        """From the scene to the eye."""
        a, e = radians(self.azimuth), radians(self.elevation)
        return (cos(a) * cos(e), sin(e), sin(a) * cos(e))

    @cached_property
    def across(self) -> Vec:
        return unit(cross((0.0, 1.0, 0.0), self.towards))

    @cached_property
    def upwards(self) -> Vec:
        return cross(self.towards, self.across)

    def __call__(self, p: Vec) -> Point:
        """Where a point is in the picture; y goes up."""
        return (dot(p, self.across), dot(p, self.upwards))

    def depth(self, p: Vec) -> float:
        """Larger is nearer to the eye."""
        return dot(p, self.towards)

    def flat(self, v: Vec) -> Point:
        """A direction as it appears in the picture."""
        return (dot(v, self.across), dot(v, self.upwards))


def camera(name: str) -> Camera:
    entry = table("cameras")[name]
    return Camera(float(entry["azimuth"]), float(entry["elevation"]))
