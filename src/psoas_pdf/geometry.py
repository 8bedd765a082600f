"""Points, boxes and paths in the plane.  No unit of its own: whoever makes a path says what its numbers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

Point = tuple[float, float]
Segment = tuple[str | float, ...]
Path = tuple[Segment, ...]
"""('M', x, y) ('L', x, y) ('C', x1, y1, x2, y2, x, y) ('Z',); filled by the non-zero rule."""

KAPPA = 0.5522847498
"""Handle length of the cubic that comes closest to a quarter of a unit circle."""


class Box(NamedTuple):
    """Left, bottom, right, top where y goes up; left, top, right, bottom where y goes down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def grown(self, by: float) -> Box:
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def meets(self, other: Box) -> bool:
        """True when the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


def points_of(path: Path) -> Iterator[Point]:
    """End points and handles, in order."""
    for segment in path:
        numbers = segment[1:]
        for i in range(0, len(numbers), 2):
            yield float(numbers[i]), float(numbers[i + 1])


def bounds(paths: Iterable[Path]) -> Box:
    """The box round all end points and handles; it holds the curves, and may be a little larger."""
    points = [p for path in paths for p in points_of(path)]
    if not points:
        raise ValueError("no points, no box")
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def transformed(path: Path, a: float, b: float, c: float, d: float, e: float, f: float) -> Path:
    """Each point (x, y) to (a x + c y + e, b x + d y + f), as a PDF matrix does."""
    out: list[Segment] = []
    segment: Any
    for segment in path:  # each kind on its own: a page has some thousand of them
        if len(segment) == 3:
            op, x, y = segment
            out.append((op, a * x + c * y + e, b * x + d * y + f))
        elif len(segment) == 7:
            op, x1, y1, x2, y2, x, y = segment
            first = a * x1 + c * y1 + e, b * x1 + d * y1 + f
            second = a * x2 + c * y2 + e, b * x2 + d * y2 + f
            out.append((op, *first, *second, a * x + c * y + e, b * x + d * y + f))
        else:
            out.append(segment)
    return tuple(out)


def rectangle(x0: float, y0: float, x1: float, y1: float, radius: float = 0.0) -> Path:
    """A closed rectangle, with round corners if asked."""
    r = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    if not r:
        return (("M", x0, y0), ("L", x1, y0), ("L", x1, y1), ("L", x0, y1), ("Z",))
    k = r * (1 - KAPPA)
    return (
        ("M", x0 + r, y0),
        ("L", x1 - r, y0),
        ("C", x1 - k, y0, x1, y0 + k, x1, y0 + r),
        ("L", x1, y1 - r),
        ("C", x1, y1 - k, x1 - k, y1, x1 - r, y1),
        ("L", x0 + r, y1),
        ("C", x0 + k, y1, x0, y1 - k, x0, y1 - r),
        ("L", x0, y0 + r),
        ("C", x0, y0 + k, x0 + k, y0, x0 + r, y0),
        ("Z",),
    )


def circle(x: float, y: float, radius: float) -> Path:
    return rectangle(x - radius, y - radius, x + radius, y + radius, radius)


def line(*points: Point) -> Path:
    return (("M", *points[0]), *(("L", *p) for p in points[1:]))


def polygon(*points: Point) -> Path:
    return (*line(*points), ("Z",))
