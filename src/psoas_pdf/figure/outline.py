"""Exact outline of a body part: the union of the convex hulls of its projected sections, smoothed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atan2, degrees, hypot

from psoas_pdf.figure.curves import spline
from psoas_pdf.geometry import Path, Point

Hull = tuple[list[Point], float]
"""A convex polygon, counter-clockwise, and where along its part it stands."""
Vertex = tuple[float, float, float]
"""x, y and where along the part."""
Outline = tuple[float, float, int, float]
"""A point of a smoothed outline: x, y, corner (1 convex, -1 concave, 0 none), where along the part."""

RETRIES = 5
"""Edges that lie on each other can leave a loop open; a little grown they close (4 were enough in sweeps)."""
GROWTH = 0.001
TIE = 1e-5
"""Of two edges on one line the earlier hull's is kept."""
JOIN = 0.12
"""Ends nearer than this (cm) are one point."""
SMALLEST_AREA = 1.0
SMALLEST_HOLE = 1.5
CORNER_REACH = 0.75
CORNER_APART = 1.5


def hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(line: Sequence[Point]) -> list[Point]:
        out: list[Point] = []
        for p in line:
            while len(out) > 1:
                a, b = out[-2], out[-1]
                if (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 1e-9:
                    break
                out.pop()
            out.append(p)
        return out

    return half(ordered)[:-1] + half(ordered[::-1])[:-1]


def union(hulls: Sequence[Hull]) -> tuple[list[list[Vertex]], float]:
    """The loops round a union of convex polygons, largest first, and the cm by which they fail to close (0)."""
    best, least = _union(hulls)
    for attempt in range(1, RETRIES):
        if not least:
            break
        loops, gap = _union([_grown(h, i, attempt) for i, h in enumerate(hulls)])
        if gap < least:
            best, least = loops, gap
    return best, least


def _grown(item: Hull, index: int, attempt: int) -> Hull:
    points, tag = item
    if not points:
        return item
    cx, cy = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    k = 1 + GROWTH * attempt * (1 + ((index * 7919 + attempt * 104729) % 97) / 97)
    return [(cx + (x - cx) * k, cy + (y - cy) * k) for x, y in points], tag


class _Polygon:
    __slots__ = ("edges", "points", "tag", "x0", "x1", "y0", "y1")

    def __init__(self, points: list[Point], tag: float) -> None:
        self.points, self.tag = points, tag
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self.x0, self.x1, self.y0, self.y1 = min(xs), max(xs), min(ys), max(ys)
        self.edges = []
        for i, a in enumerate(points):
            b = points[i + 1 - len(points)]
            dx, dy = b[0] - a[0], b[1] - a[1]
            size = hypot(dx, dy)
            if size > 1e-7:
                self.edges.append((-dy / size, dx / size, (dy * a[0] - dx * a[1]) / size))


Piece = tuple[Point, Point, float]


def _union(hulls: Sequence[Hull]) -> tuple[list[list[Vertex]], float]:
    """Loops, and by how much they fail to close."""
    polygons = [_Polygon(points, tag) for points, tag in hulls if len(points) > 2]
    pieces: list[Piece] = []
    for i, p in enumerate(polygons):
        near = [
            (q, TIE if j < i else -TIE)
            for j, q in enumerate(polygons)
            if j != i and q.x0 <= p.x1 and q.x1 >= p.x0 and q.y0 <= p.y1 and q.y1 >= p.y0
        ]
        for k, a in enumerate(p.points):
            _outside(a, p.points[k + 1 - len(p.points)], near, p.tag, pieces)
    return _chained(pieces)


def _outside(
    a: Point, b: Point, near: Sequence[tuple[_Polygon, float]], tag: float, pieces: list[Piece]
) -> None:
    """Add what of an edge lies in no other polygon."""
    ax, ay = a
    dx, dy = b[0] - ax, b[1] - ay
    x0, x1 = (ax, b[0]) if ax < b[0] else (b[0], ax)
    y0, y1 = (ay, b[1]) if ay < b[1] else (b[1], ay)
    cuts: list[tuple[float, float]] = []
    for q, tie in near:
        if q.x0 > x1 or q.x1 < x0 or q.y0 > y1 or q.y1 < y0:
            continue
        t0, t1 = 0.0, 1.0
        for nx, ny, c in q.edges:
            here = nx * ax + ny * ay + c + tie
            step = nx * dx + ny * dy
            if here < 0:
                if here + step < 0:
                    t1 = -1.0
                    break
                t0 = max(t0, -here / step)
            elif here + step < 0:
                t1 = min(t1, -here / step)
            if t0 >= t1:
                break
        if t1 > t0:
            if t0 <= 0 and t1 >= 1:
                return
            cuts.append((t0, t1))
    t = 0.0
    for c0, c1 in [*sorted(cuts), (1.0, 1.0)]:
        if c0 > t + 1e-9:
            pieces.append(((ax + dx * t, ay + dy * t), (ax + dx * c0, ay + dy * c0), tag))
        t = max(t, c1)


def _chained(pieces: Sequence[Piece]) -> tuple[list[list[Vertex]], float]:
    grid: dict[tuple[int, int], list[int]] = {}
    for n, (a, _, _) in enumerate(pieces):
        grid.setdefault((round(a[0] * 4), round(a[1] * 4)), []).append(n)
    used = [False] * len(pieces)
    loops: list[tuple[float, list[Vertex]]] = []
    open_by = 0.0
    for first in range(len(pieces)):
        if used[first]:
            continue
        loop: list[Vertex] = []
        end = pieces[first][0]
        following: int | None = first
        while following is not None and not used[following]:
            used[following] = True
            a, end, tag = pieces[following]
            loop.append((a[0], a[1], tag))
            following = _nearest(end, pieces, grid, used, first)
        area = sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(loop, [*loop[1:], loop[0]], strict=True)) / 2
        gap = hypot(end[0] - loop[0][0], end[1] - loop[0][1])
        if abs(area) > SMALLEST_AREA and gap > JOIN + 0.01:
            open_by += gap
        if area > SMALLEST_AREA or area < -SMALLEST_HOLE:
            loops.append((abs(area), loop))
    loops.sort(key=lambda item: -item[0])
    return [loop for _, loop in loops], open_by


def _nearest(
    end: Point, pieces: Sequence[Piece], grid: dict[tuple[int, int], list[int]], used: list[bool], first: int
) -> int | None:
    best, least = None, JOIN
    gx, gy = round(end[0] * 4), round(end[1] * 4)
    for cell in ((gx + i, gy + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        for m in grid.get(cell, ()):
            if not used[m] or m == first:
                start = pieces[m][0]
                d = hypot(start[0] - end[0], start[1] - end[1])
                if d < least:
                    best, least = m, d
    return best


def tidy(loop: Sequence[Vertex], step: float = 1.9, convex: float = 46, concave: float = 34) -> list[Outline]:
    """A loop as few smooth points.

    Corners are where the line turns by more than `convex` or `concave` degrees over 1.5 cm; between them it
    is resampled about every `step` cm.
    """
    points = [loop[0]]
    for p in loop[1:]:
        if hypot(p[0] - points[-1][0], p[1] - points[-1][1]) > 0.05:
            points.append(p)
    n = len(points)
    if n < 4:
        return [(p[0], p[1], 0, p[2]) for p in points]
    line = _Line(points)
    corners = _corners(line, convex, concave) or [(0.0, 0.0)]
    out: list[Outline] = []
    for k, (s, turn) in enumerate(corners):
        e = corners[k + 1][0] if k + 1 < len(corners) else corners[0][0] + line.length
        m = max(1, round((e - s) / step)) if e - s > step * 0.6 else 1
        if m == 1 and e - s > step * 0.9:
            m = 2
        for i in range(m):
            here = s + (e - s) * i / m
            x, y, tag = line.at(here)
            if i == 0 and turn:
                out.append((x, y, 1 if turn > 0 else -1, tag))
                continue
            h = min(0.55, (e - s) / m * 0.45, (e - s) * i / m, (e - s) * (m - i) / m)
            a, b = line.at(here - h), line.at(here + h)
            out.append(((a[0] + b[0] + 2 * x) / 4, (a[1] + b[1] + 2 * y) / 4, 0, tag))
    return out


class _Line:
    """A closed line that is walked by arc length."""

    def __init__(self, points: Sequence[Vertex]) -> None:
        self.points = points
        self.sums = [0.0]
        for i, p in enumerate(points):
            q = points[(i + 1) % len(points)]
            self.sums.append(self.sums[-1] + hypot(q[0] - p[0], q[1] - p[1]))
        self.length = self.sums[-1]

    def at(self, s: float) -> Vertex:
        s %= self.length
        low, high = 0, len(self.points)
        while high - low > 1:
            middle = (low + high) // 2
            if self.sums[middle] <= s:
                low = middle
            else:
                high = middle
        a, b = self.points[low], self.points[(low + 1) % len(self.points)]
        t = (s - self.sums[low]) / ((self.sums[low + 1] - self.sums[low]) or 1.0)
        return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2])


def _corners(line: _Line, convex: float, concave: float) -> list[tuple[float, float]]:
    """Arc length and turn (degrees) of each corner, the sharpest of those close together."""
    found: list[tuple[float, float]] = []
    for i, p in enumerate(line.points):
        s = line.sums[i]
        a, b = line.at(s - CORNER_REACH), line.at(s + CORNER_REACH)
        ux, uy, vx, vy = p[0] - a[0], p[1] - a[1], b[0] - p[0], b[1] - p[1]
        turn = degrees(atan2(ux * vy - uy * vx, ux * vx + uy * vy))
        if not -concave <= turn <= convex:
            found.append((s, turn))
    kept: list[tuple[float, float]] = []
    for s, turn in found:
        if kept and s - kept[-1][0] < CORNER_APART:
            if abs(turn) > abs(kept[-1][1]):
                kept[-1] = (s, turn)
        else:
            kept.append((s, turn))
    if len(kept) > 1 and kept[0][0] + line.length - kept[-1][0] < CORNER_APART:
        kept.pop()
    return kept


def to_path(outline: Sequence[Outline]) -> Path:
    return spline([(p[0], p[1], bool(p[2])) for p in outline])


def one_way(path: Path) -> Path:
    """The path counter-clockwise, so that several together fill as one under the non-zero rule."""
    ends = [(float(s[-2]), float(s[-1])) for s in path if len(s) > 1]
    if sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ends, [*ends[1:], ends[0]], strict=True)) >= 0:
        return path
    segments = [s for s in path if s[0] != "Z"]
    out: list[tuple[str | float, ...]] = [("M", *segments[-1][-2:])]
    for i in range(len(segments) - 1, 0, -1):
        s, before = segments[i], segments[i - 1]
        end = before[-2:]
        out.append(("C", s[3], s[4], s[1], s[2], *end) if s[0] == "C" else ("L", *end))
    return (*out, ("Z",))


def together(paths: Iterable[Path]) -> Path:
    """Several closed paths as one."""
    return tuple(segment for path in paths for segment in one_way(path))
