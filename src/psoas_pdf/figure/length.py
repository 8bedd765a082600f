"""How long psoas major is at a hip angle, against standing, in two published models."""

from __future__ import annotations

from dataclasses import dataclass

from psoas_pdf.figure.tables import curve, rows, table


@dataclass(frozen=True)
class Length:
    """Path length over that in standing.  gait2392 is None above 90 degrees, where its path folds."""

    gait2392: float | None
    rajagopal2016: float

    @property
    def least(self) -> float:
        return self.rajagopal2016 if self.gait2392 is None else min(self.gait2392, self.rajagopal2016)


def psoas_length(hip: float) -> Length:
    """hip: flexion in degrees, femur against pelvis.  Outside the tables (-30 to 120) the end values hold."""
    last = rows("muscle-length", "gait2392")[-1][0]
    first = curve("muscle-length", "gait2392")(hip) if hip <= last else None
    return Length(first, curve("muscle-length", "rajagopal2016")(hip))


def stretches(hip: float) -> bool:
    """Whether a hip angle lengthens the psoas enough, in both models, without going too far."""
    rule = table("muscle-length")["stretch"]
    return hip >= float(rule["extension"]) and psoas_length(hip).least > float(rule["at-least"])


def shortens(start: float, end: float) -> bool:
    """Whether the psoas is shorter at the end than at the start, in every model that knows both angles."""
    a, b = psoas_length(start), psoas_length(end)
    both = a.gait2392 is not None and b.gait2392 is not None
    return b.rajagopal2016 < a.rajagopal2016 and (not both or b.least < a.least)
