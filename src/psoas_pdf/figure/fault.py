"""The sign on a picture that shows how not to do it."""

from __future__ import annotations

from psoas_pdf.drawing import Drawing, Mark, Shape
from psoas_pdf.geometry import Box, circle, line

RADIUS = 9.0
"""Of the ring, in cm of body: as wide as a head is high, so that it is seen at leaflet size."""
WIDTH = 2.2
GAP = 3.0
"""Between the ring and the figure's box, in cm."""


def crossed(drawing: Drawing) -> Drawing:
    """The drawing with a ring and a cross in it above its left end, in the role `stop`; its floor stays."""
    reach = RADIUS + WIDTH / 2
    x, y = drawing.box.x0 + reach, drawing.box.y1 + GAP + reach
    arm = RADIUS * 0.5
    cross = (*line((x - arm, y - arm), (x + arm, y + arm)), *line((x - arm, y + arm), (x + arm, y - arm)))
    marks: tuple[Mark, ...] = (
        Shape(circle(x, y, RADIUS), fill="keyline", stroke="stop", width=WIDTH),
        Shape(cross, stroke="stop", width=WIDTH * 1.25),
    )
    box = drawing.box
    return Drawing(Box(box.x0, box.y0, box.x1, y + reach), (*drawing.marks, *marks), drawing.digits)
