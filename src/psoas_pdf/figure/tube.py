"""A body part as chains of cross-sections in space."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt

from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.outline import Hull, Outline, hull, tidy, union
from psoas_pdf.figure.posture import Support, lifted
from psoas_pdf.figure.vectors import Frame, Vec, at, dot

Section = tuple[list[Vec], float]
"""Points of a convex cross-section, and where along the part it is."""
Disc = tuple[Vec, float]
"""A ball that stands for a bit of the part when parts are put in order: centre and radius."""
END_ON = 0.12
"""An axis this short in the picture points at the viewer; it has no side there."""
WIDE = 1.25


@cache
def circle_points(n: int) -> tuple[tuple[float, float], ...]:
    return tuple((cos(2 * pi * i / n), sin(2 * pi * i / n)) for i in range(n))


def side_of(axis: Vec, camera: Camera) -> Vec | None:
    """The direction in the picture's plane across an axis, or None when the axis points at the viewer."""
    x, y = camera.flat(axis)
    size = hypot(x, y)
    if size < END_ON:
        return None
    a, b, k = camera.across, camera.upwards, 1 / size
    return (
        (x * b[0] - y * a[0]) * k,
        (x * b[1] - y * a[1]) * k,
        (x * b[2] - y * a[2]) * k,
    )


class Tube:
    """Sections are put on one by one; `chain` begins a new chain that is united with the others."""

    def __init__(self, support: Support | None = None) -> None:
        self.chains: list[list[Section]] = [[]]
        self.discs: list[Disc] = []
        self.support = support

    def chain(self) -> None:
        self.chains.append([])

    def points(self, points: Sequence[Vec], tag: float) -> None:
        """A section of any convex shape."""
        self.chains[-1].append((self._flattened(points), tag))

    def _flattened(self, points: Sequence[Vec]) -> list[Vec]:
        if self.support is None:
            return list(points)
        return [lifted(p, self.support) for p in points]

    def section(
        self,
        centre: Vec,
        frame: Frame,
        front: float,
        back: float,
        left: float,
        right: float,
        tag: float,
        n: int,
        camera: Camera | None = None,
    ) -> None:
        """Four quarter ellipses; with a camera the two points that make the outline are among the points."""
        f, _, r = frame
        cx, cy, cz = centre
        points: list[Vec] = []
        for c, s in circle_points(n):
            x = c * (front if c > 0 else back)
            z = s * (right if s > 0 else left)
            points.append((cx + f[0] * x + r[0] * z, cy + f[1] * x + r[1] * z, cz + f[2] * x + r[2] * z))
        side = side_of(frame.up, camera) if camera else None
        if side:
            nf, nr = dot(side, f), dot(side, r)
            for g in (1.0, -1.0):
                a = front if g * nf > 0 else back
                b = right if g * nr > 0 else left
                h = sqrt((a * nf) ** 2 + (b * nr) ** 2) or 1.0
                points.append(at(centre, frame, g * a * a * nf / h, 0, g * b * b * nr / h))
        self.points(points, tag)
        radius = min((front + back) / 2, (left + right) / 2)
        across = (left + right) / 2
        middle = at(centre, frame, (front - back) / 2, 0, (right - left) / 2)
        self.discs.append((middle, radius))
        if across > radius * WIDE:
            self.discs += [(at(middle, frame, 0, 0, (across - radius) * k), radius) for k in (0.9, -0.9)]

    def disc(self, centre: Vec, radius: float, camera: Camera, tag: float = 0.0, n: int = 12) -> None:
        """A disc that faces the viewer, the section of a ball."""
        a, b = camera.across, camera.upwards
        self.points(
            [
                (
                    centre[0] + (a[0] * c + b[0] * s) * radius,
                    centre[1] + (a[1] * c + b[1] * s) * radius,
                    centre[2] + (a[2] * c + b[2] * s) * radius,
                )
                for c, s in circle_points(n)
            ],
            tag,
        )

    def balls(
        self, balls: Sequence[tuple[Vec, float]], camera: Camera, tag: float = 0.0, n: int = 12
    ) -> None:
        """A new chain of balls."""
        self.chain()
        for centre, radius in balls:
            self.disc(centre, radius, camera, tag, n)

    def all_points(self) -> list[Vec]:
        return [p for chain in self.chains for points, _ in chain for p in points]

    def outlines(
        self, camera: Camera, step: float = 1.9, convex: float = 46, concave: float = 34
    ) -> list[list[Outline]]:
        """The smoothed closed outlines in the picture, largest first; outlines with holes have them too."""
        hulls: list[Hull] = []
        for chain in self.chains:
            flat = [([camera(p) for p in points], tag) for points, tag in chain]
            if len(flat) == 1:
                hulls.append((hull(flat[0][0]), flat[0][1]))
            for (a, s), (b, t) in pairwise(flat):
                hulls.append((hull(a + b), (s + t) / 2))
        found = [tidy(loop, step, convex, concave) for loop in union(hulls)[0]]
        return [outline for outline in found if len(outline) > 3]
