"""Where shirt and shorts meet: the waistband, or the shirt that hangs over a lap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas_pdf.drawing import Clip, Shape
from psoas_pdf.figure.curves import add, smooth_path, taper
from psoas_pdf.figure.ink import INK, LINE, Silhouette
from psoas_pdf.figure.outline import hull
from psoas_pdf.figure.parts import OVER_WAIST, lap_seen
from psoas_pdf.figure.posture import SIDES
from psoas_pdf.figure.trunk import WAIST, lap_line, waist_line, waist_ring
from psoas_pdf.figure.vectors import dot

if TYPE_CHECKING:
    from psoas_pdf.figure.painter import Painter

LEVEL, FROM_ABOVE = 0.02, 0.2
UNDER_WAIST = 45.0
"""A thigh that is bent less (degrees) is under the waist in every view."""
STRIPED = 0.7
"""In a view that is so much (cosine) from the side the waistband has no lower line."""
LAP = 9.0
"""Of the shirt over a lap so much (cm) above its edge is filled anew."""


def waist_after(painter: Painter, shown: set[str]) -> str:
    """The part after which the waist is drawn: seen from above the shirt comes out of the whole of the shorts."""
    names, above = ["pelvis"], dot(painter.body.trunk(WAIST)[1].up, painter.view)
    if above > LEVEL and painter.place["torso"] < painter.place["pelvis"]:
        least = OVER_WAIST if above > FROM_ABOVE else UNDER_WAIST
        names += [f"shorts.{s}" for s in SIDES if painter.body.posture.of(s, "hip") < least]
    return max((n for n in names if n in shown), key=painter.place.__getitem__, default="pelvis")


def lap_after(painter: Painter, shown: set[str]) -> str:
    """The part after which the shirt is laid over a lap; '' when there is none."""
    names = [f"shorts.{side}" for side in SIDES]
    if not lap_seen(painter.body, painter.camera) or not shown.issuperset(names):
        return ""
    last = max(names, key=painter.place.__getitem__)
    return last if painter.place["torso"] < painter.place[last] else ""


def lap(painter: Painter) -> None:
    """The shirt's lower edge, sagging between the thighs."""
    body, look, camera = painter.body, painter.look, painter.camera
    thighs = Silhouette(o for side in SIDES for o in painter.parts[f"shorts.{side}"].outlines[:1])
    rise = next((float(r) for r in range(12) if not thighs.covers(camera(lap_line(body, look, r)[0]))), 12.0)
    edge = [camera(p) for p in lap_line(body, look, rise)]
    up, half = camera.flat(body.trunk(WAIST)[1].up), (len(edge) - 1) / 2
    over = [add(p, up, LAP * (1 - 0.8 * abs(i / half - 1) ** 3)) for i, p in enumerate(edge)]
    painter.clipped(painter.parts["torso"], smooth_path(edge + over[::-1]), "shirt")
    painter.fill(taper(edge, INK, 0.5, 0.5, 13), "shirt-edge")


def waist(painter: Painter, shown: set[str]) -> None:
    """The waistband, and the shirt that comes out of it when it is seen from above."""
    pelvis, body, look, camera = painter.parts["pelvis"], painter.body, painter.look, painter.camera
    from_above = dot(body.trunk(11)[1].up, painter.view) > LEVEL
    if from_above and painter.place["torso"] < painter.place["pelvis"] and "torso" in shown:
        rise = camera.flat(body.trunk(WAIST)[1].up)
        ring = [camera(p) for p in waist_ring(body, look, WAIST)]
        rim = smooth_path(hull(ring + [add(p, rise, 0.9) for p in ring]))
        painter.clipped(painter.parts["torso"], rim, "shirt")
        for side in SIDES:
            guest = painter.parts[f"shorts.{side}"]
            # Seen from the front one thigh's edge would make half of the waist's line thicker.
            bent = body.posture.of(side, "hip") > 40 and abs(painter.across) > STRIPED
            if bent and painter.host.get(guest.name) == "pelvis":
                edge = Shape(rim, stroke="shorts-edge", width=LINE * 2)
                painter.marks.append(Clip(guest.path, (edge,)))
        upper = [camera(p) for p in waist_line(body, look, WAIST, camera, 9)]
        painter.fill(taper(upper, INK, 1, 1, 9), "shorts-edge")
    if abs(painter.across) > STRIPED:
        return  # the rest of the band that the leg leaves would be a stray tick
    lower = [camera(p) for p in waist_line(body, look, 9.0, camera, 9)]
    painter.clipped(pelvis, taper(lower, 0.34, 1, 1, 9), "shorts-edge")
