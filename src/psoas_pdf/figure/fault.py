"""The sign on a picture that shows how not to do it."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.drawing import Clip, Drawing, Mark, Shape
from psoas_pdf.geometry import Box, Point, bounds, circle, line, points_of

RADIUS = 9.0
"""Of the ring, in cm of body: as wide as a head is high, so that it is seen at leaflet size."""
WIDTH = 2.2
GAP = 3.0
"""Between the ring and what is drawn, in cm."""
NEAR = (15.0, 19.0, 23.0, 28.0, 34.0)
"""How far (cm) from the middle of the head the ring may stand."""
WAYS = ((0.0, 1.0), (0.7, 0.7), (1.0, 0.0), (-0.7, 0.7), (-1.0, 0.0))
"""Where from the head, best first: the picture beside it is as a rule on the left."""
HIGHER = 4.0
"""A centimetre more of the picture's height or width is worth going this many farther from the head."""
LATER = 3.0
"""And so much farther rather than take the next way."""
FACE = "skin-jaw"
"""The tone that a head has and no other part."""
_BACKGROUND = ("ground", "mat", "wall", "shadow")


def crossed(drawing: Drawing) -> Drawing:
    """The drawing with a ring and a cross in it beside the head, in the role `stop`; its floor stays."""
    x, y = _place(drawing)
    reach, arm = RADIUS + WIDTH / 2, RADIUS * 0.5
    cross = (*line((x - arm, y - arm), (x + arm, y + arm)), *line((x - arm, y + arm), (x + arm, y - arm)))
    marks: tuple[Mark, ...] = (
        Shape(circle(x, y, RADIUS), fill="keyline", stroke="stop", width=WIDTH),
        Shape(cross, stroke="stop", width=WIDTH * 1.25),
    )
    box = drawing.box
    wider = Box(
        min(box.x0, x - reach), min(box.y0, y - reach), max(box.x1, x + reach), max(box.y1, y + reach)
    )
    return Drawing(wider, (*drawing.marks, *marks), drawing.digits)


def _place(drawing: Drawing) -> Point:
    """Near the head and clear of the figure; what makes the picture larger counts against a place."""
    box, reach = drawing.box, RADIUS + WIDTH / 2
    head = _head(drawing)
    if head is None:
        return box.x0 + reach, box.y1 + GAP + reach
    hx, hy = (head.x0 + head.x1) / 2, (head.y0 + head.y1) / 2
    drawn = [p for m in drawing.marks if not _fill(m).startswith(_BACKGROUND) for p in points_of(m.path)]
    found: list[tuple[float, Point]] = []
    for rank, (dx, dy) in enumerate(WAYS):
        for far in NEAR:
            p = (hx + dx * far, hy + dy * far)
            if _clear(p, drawn, reach + GAP):
                grows = max(0.0, p[1] + reach - box.y1) + max(
                    0.0, box.x0 - p[0] + reach, p[0] + reach - box.x1
                )
                found.append((far + HIGHER * grows + LATER * rank, p))
    return min(found)[1] if found else (hx, box.y1 + GAP + reach)


def _head(drawing: Drawing) -> Box | None:
    """Where the face is, or else the hair: hair differs too much from person to person to measure from."""
    marks = [m for m in drawing.marks if m.path]
    face = [m.path for m in marks if isinstance(m, Clip) and any(s.fill == FACE for s in m.shapes)]
    found = face or [m.path for m in marks if _fill(m).startswith("hair")]
    return bounds(found) if found else None


def _clear(p: Point, drawn: Sequence[Point], reach: float) -> bool:
    return all((q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2 > reach * reach for q in drawn)


def _fill(mark: Mark) -> str:
    return (mark.fill if isinstance(mark, Clip) else mark.fill or mark.stroke) or ""
