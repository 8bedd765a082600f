"""Where labels stand beside a drawing, and where their straight leaders run.

Labels stand in columns, from the topmost point down.  A label touches neither the drawing nor another label;
a leader touches no label and no other leader, and passes no other label's point.  Of the places left,
short and level leaders win.  Lengths are in the caller's unit, y goes up, and the same input gives the same
places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot, radians, tan

from psoas_pdf.geometry import Box, Point
from psoas_pdf.layout.ground import Ground

SLOPE_COST = 0.5
"""What a unit of height of a leader costs besides its length: level leaders read best."""
PULL_COST = 1.0
"""What a unit away from the left edge of a flush column costs: as much as a leader could win by it."""
STRAY_COST = 4.0
"""What it costs to leave that edge for a leader's sake and not for the drawing's: it looks like a slip."""
LAST_LINE_COST = 30.0
"""What it costs to start at the last line of a label and not at the first, where the eye begins."""
NEARLY_LEVEL, SLIP_COST = tan(radians(6)), 10.0
"""A leader that is less off level than that looks like a slip, so it costs as much as moving the label."""
LEAST_LEADER = 3.5
"""Times the radius of the dot: a shorter leader hides under it, and the label seems to have none."""
STEP = 2
"""Every second cell of the ground is tried: a millimetre on a grid of half a millimetre."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where labels may stand.  flush: they keep to its left edge as far as the drawing lets them."""

    box: Box
    flush: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A label as the caller set it: width of each line, height of a line, the point it names, its column.

    hang: from the top of a line to where a leader meets it; None for the middle.
    """

    lines: tuple[float, ...]
    leading: float
    anchor: Point
    column: str
    hang: float | None = None

    @property
    def width(self) -> float:
        return max(self.lines)

    @property
    def meets(self) -> float:
        """From the top of a line to where a leader meets it."""
        return self.leading / 2 if self.hang is None else self.hang

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


@dataclass(frozen=True, slots=True)
class Spacing:
    """gap: least space between labels.  off: from a label to any leader.  dot: radius round a point that no
    label enters, and no other leader unless its own point is nearer than twice that."""

    gap: float
    off: float
    dot: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands, and its leader from the label to the point."""

    box: Box
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Full:
    """The labels of this column found no places beside each other; numbers and a key are the way out."""

    column: str


@dataclass(frozen=True, slots=True)
class _Chain:
    """A label's place on top of which the labels before it stand as cheaply as they can."""

    cost: float
    place: Placed
    above: _Chain | None

    def __iter__(self) -> Iterator[Placed]:
        link: _Chain | None = self
        while link:
            yield link.place
            link = link.above


def place_labels(
    texts: Sequence[Text], columns: Mapping[str, Column], ground: Ground, spacing: Spacing
) -> tuple[Placed, ...] | Full:
    """A place for each text, in the order of `texts`; or Full, with the first column that had no room.

    ground: what is taken, with the clearance of labels already in it.  Columns are filled in the order in
    which the texts name them.  Raises KeyError for an unknown column.
    """
    done: dict[int, Placed] = {}
    for name in dict.fromkeys(text.column for text in texts):
        own = [i for i, text in enumerate(texts) if text.column == name]
        places = {
            i: [
                (cost, place)
                for cost, place in _places(texts[i], columns[name], ground, spacing, texts)
                if not any(_meet(place, other, spacing) for other in done.values())
            ]
            for i in own
        }
        for order in _orders(own, texts):
            chain = _stacked([places[i] for i in order], spacing)
            if chain:
                done.update(zip(reversed(order), chain, strict=True))
                break
        else:
            return Full(name)
    return tuple(done[i] for i in range(len(texts)))


def _orders(own: list[int], texts: Sequence[Text]) -> Iterator[list[int]]:
    """By height of the points; then, for leaders that would cross, with two neighbours exchanged."""
    order = sorted(own, key=lambda i: (-texts[i].anchor[1], texts[i].anchor[0], i))
    yield order
    for k in range(len(order) - 1):
        yield [*order[:k], order[k + 1], order[k], *order[k + 2 :]]


def _stacked(labels: Iterable[list[tuple[float, Placed]]], spacing: Spacing) -> _Chain | None:
    """The cheapest chain of places from top to bottom: shortest path, each step looking at the whole way."""
    chains: list[_Chain] = []
    for number, places in enumerate(labels):
        longer = []
        for cost, place in places:
            above = next((c for c in chains if _under(place, c, spacing)), None)
            if above or not number:
                longer.append(_Chain(cost + (above.cost if above else 0.0), place, above))
        chains = sorted(longer, key=lambda c: (c.cost, -c.place.box.y1, c.place.box.x0))
    return chains[0] if chains else None


def _under(place: Placed, chain: _Chain, spacing: Spacing) -> bool:
    if place.box.y1 + spacing.gap > chain.place.box.y0 + 1e-6:
        return False
    return not any(_meet(place, other, spacing) for other in chain)


def _places(
    text: Text, column: Column, ground: Ground, spacing: Spacing, texts: Sequence[Text]
) -> list[tuple[float, Placed]]:
    """The cheapest place of each row of the ground, with its cost."""
    x0, y0, x1, y1 = column.box
    cell = ground.cell
    left = max(0, ceil((x0 - ground.area.x0) / cell - 1e-9))
    others = {other.anchor for other in texts} - {text.anchor}
    out = []
    rows = [
        (ground.area.y0 + row * cell, bits)
        for row, bits in enumerate(ground.free(text.width, text.height))
        if not row % STEP
    ]
    # Between the rows of the ground lies the one place where the leader is level.
    level = text.anchor[1] + text.meets - text.height
    on_grid = floor((level - ground.area.y0) / cell)
    taller = ground.free(text.width, text.height + cell)
    if 0 <= on_grid < len(taller):
        rows.append((level, taller[on_grid]))
    for y, bits in sorted(rows):
        if y < y0 - 1e-6 or y + text.height > y1 + 1e-6:
            continue
        bits >>= left
        found: list[tuple[float, Placed]] = []
        at, first = 0, None
        while bits:
            skip = (bits & -bits).bit_length() - 1
            at, bits = at + skip, bits >> skip
            x = ground.area.x0 + (left + at) * cell
            if x + text.width > x1 + 1e-6:
                break
            box = Box(x, y, x + text.width, y + text.height)
            first = x if first is None else first
            pull = (x - x0) * PULL_COST + (x - first) * STRAY_COST if column.flush else 0.0
            found += [
                (cost + pull, Placed(box, start, text.anchor))
                for cost, start in _starts(text, box, spacing, others)
            ]
            if found and column.flush:
                break
            at, bits = at + STEP, bits >> STEP
        if found:
            out.append(min(found, key=lambda f: f[0]))
    return out


def _starts(text: Text, box: Box, spacing: Spacing, others: set[Point]) -> Iterator[tuple[float, Point]]:
    """Where the leader of a label in `box` can start, with what it costs."""
    around = box.grown(spacing.dot)
    if any(_inside(point, around) for point in (*others, text.anchor)):
        return
    lines = [
        Box(box.x0, box.y1 - (k + 1) * text.leading, box.x0 + width, box.y1 - k * text.leading)
        for k, width in enumerate(text.lines)
    ]
    for k in sorted({0, len(lines) - 1}):
        line = lines[k]
        y = line.y1 - text.meets
        for start in ((line.x0 - spacing.off, y), (line.x1 + spacing.off, y)):
            dx, dy = text.anchor[0] - start[0], text.anchor[1] - start[1]
            if hypot(dx, dy) < LEAST_LEADER * spacing.dot:
                continue
            if any(_crosses(start, text.anchor, own) for own in lines):
                continue
            if any(
                _distance(point, start, text.anchor) < _keep_off(point, text.anchor, spacing)
                for point in others
            ):
                continue
            cost = hypot(dx, dy) + SLOPE_COST * abs(dy) + (LAST_LINE_COST if k else 0.0)
            slip = 1e-6 < abs(dy) < NEARLY_LEVEL * abs(dx)
            yield cost + (SLIP_COST if slip else 0.0), start


def _keep_off(point: Point, own: Point, spacing: Spacing) -> float:
    """How far a leader to `own` stays from another point: less where the two lie close together."""
    return min(spacing.dot, hypot(point[0] - own[0], point[1] - own[1]) / 2)


def _meet(a: Placed, b: Placed, spacing: Spacing) -> bool:
    """True when two labels or their leaders are too close to each other."""
    return (
        a.box.grown(spacing.gap - 1e-6).meets(b.box)
        or _crosses(a.start, a.end, b.box.grown(spacing.off))
        or _crosses(b.start, b.end, a.box.grown(spacing.off))
        or segments_meet(a.start, a.end, b.start, b.end)
    )


def _inside(point: Point, box: Box) -> bool:
    return box.x0 < point[0] < box.x1 and box.y0 < point[1] < box.y1


def segments_meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """True when the straight lines from a to b and from c to d have a point in common."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    if (
        not Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        .grown(1e-9)
        .meets(Box(min(c[0], d[0]), min(c[1], d[1]), max(c[0], d[0]), max(c[1], d[1])).grown(1e-9))
    ):
        return False
    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def _crosses(a: Point, b: Point, box: Box) -> bool:
    """True when the straight line from a to b enters the box (the method of Liang and Barsky)."""
    low, high = 0.0, 1.0
    for start, end, least, most in ((a[0], b[0], box.x0, box.x1), (a[1], b[1], box.y0, box.y1)):
        step = end - start
        if step == 0:
            if not least < start < most:
                return False
            continue
        near, far = sorted(((least - start) / step, (most - start) / step))
        low, high = max(low, near), min(high, far)
        if low >= high:
            return False
    return True


def _distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the straight line from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length)) if length else 0.0
    return hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy)
