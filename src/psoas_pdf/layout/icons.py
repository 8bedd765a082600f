"""Icons on a field of 20 × 20, y downwards.  They differ in outline, so that they differ on a bad photocopy."""

from __future__ import annotations

from typing import NamedTuple

from psoas_pdf.geometry import Path, circle, line, polygon, rectangle


class Mark(NamedTuple):
    """fill and stroke are colours of the theme, or ''."""

    path: Path
    fill: str = ""
    stroke: str = ""
    width: float = 1.8


_OCTAGON = polygon((6, 0.8), (14, 0.8), (19.2, 6), (19.2, 14), (14, 19.2), (6, 19.2), (0.8, 14), (0.8, 6))

ICONS: dict[str, tuple[Mark, ...]] = {
    "feel": (Mark(circle(10, 10, 8.6), stroke="accent"), Mark(circle(10, 10, 4), fill="accent")),
    "avoid": (
        Mark(circle(10, 10, 8.6), stroke="stop"),
        Mark((*line((6.4, 6.4), (13.6, 13.6)), *line((13.6, 6.4), (6.4, 13.6))), stroke="stop", width=2.2),
    ),
    "care": (
        Mark(polygon((10, 1.8), (19, 17.8), (1, 17.8)), stroke="care"),
        Mark(line((10, 7.4), (10, 12.4)), stroke="care", width=2.2),
        Mark(circle(10, 15.2, 1.25), fill="care"),
    ),
    "own": (Mark(polygon((3, 17), (4.2, 12.2), (14.2, 2.2), (17.8, 5.8), (7.8, 15.8)), stroke="accent"),),
    "stop": (Mark(_OCTAGON, fill="stop"), Mark(rectangle(4.6, 8.4, 15.4, 11.6, 0.6), fill="paper")),
    "change": (
        Mark(circle(10, 10, 9.6), fill="paper"),
        Mark(line((10, 3), (10, 11)), stroke="arrow", width=3),
        Mark(polygon((4.2, 10.6), (10, 17.6), (15.8, 10.6)), fill="arrow"),
    ),
}
