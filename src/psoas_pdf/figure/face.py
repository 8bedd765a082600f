"""Paints head and hair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING

from psoas_pdf.drawing import Clip, Shape
from psoas_pdf.figure.curves import smooth, smooth_path, taper
from psoas_pdf.figure.head import Facing, Hair, half_width, on_face
from psoas_pdf.figure.ink import inside
from psoas_pdf.figure.outline import Outline, to_path, together
from psoas_pdf.figure.posture import SIDES, SIGN, Side
from psoas_pdf.figure.tables import table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.geometry import Path, Point

if TYPE_CHECKING:
    from psoas_pdf.figure.painter import Painter

HAIR_LIGHT = (0.9, 1.0)
OPENING = 30.0
"""Square centimetres from which on a hole in a scarf is where the face looks out."""
LENS_SHOWN = 0.2
"""A lens that faces the viewer less would be a wedge beyond the nose."""
BROW_SHOWN = 0.3
"""A face that looks at the viewer this much shows the hair's edge along the brow."""
EAR_SHOWN = 0.16
"""An ear is drawn over the hair from this much side view on."""


class _Head:
    def __init__(self, painter: Painter) -> None:
        self.painter, self.body, self.look = painter, painter.body, painter.look
        self.camera, self.ghost = painter.camera, painter.ghost
        self.facing = Facing(self.body, self.camera)
        self.hair = Hair(self.body, self.look, self.camera, self.facing)
        self.skull = painter.parts["head"]
        self.ears = self.hair.style.get("ears", True)

    def on(self, x: float, y: float, z: float = 0.0) -> Point:
        return self.camera(self.body.on_head(x, y, z))

    def surface(self, y: float, z: float, out: float = 0.0) -> Point:
        return self.on(*on_face(y, z, self.look, out))

    def paths(self, *tubes: Tube | None) -> list[list[tuple[float, float, int, float]]]:
        united = Tube()
        united.chains = [chain for tube in tubes if tube for chain in tube.chains if chain]
        return united.outlines(self.camera, 1.7, 50)

    def piece(
        self, outlines: Sequence[Sequence[tuple[float, float, int, float]]], inner: Sequence[Shape]
    ) -> None:
        """Hair: outline, two tones, and strands."""
        from psoas_pdf.figure.ink import LINE, shadow_side
        from psoas_pdf.figure.painter import GHOST_LINE

        if not outlines:
            return
        path = (*together(to_path(o) for o in outlines if not _opening(o)), *_openings(outlines))
        role = self.painter.role
        width = GHOST_LINE * 1.2 if self.ghost else LINE * 1.8
        self.painter.marks.append(Shape(path, stroke=role("hair-edge"), width=width))
        if self.ghost:
            self.painter.fill(path, "hair")
            return
        bands = shadow_side(self._lit(outlines[0]), HAIR_LIGHT, lambda lit: lit)
        shade = [Shape(p, fill="hair-shade") for p in bands]
        self.painter.marks.append(Clip(path, (*shade, *inner), fill="hair"))

    def _lit(self, outline: Sequence[Outline]) -> list[Outline]:
        """Tagged with 0 where hair has no shade: a band along the brow would make a cap of it."""
        brow = self.skull.outlines[:1] if self.facing.front > BROW_SHOWN else []
        return [(x, y, c, float(not any(inside((x, y), o) for o in brow))) for x, y, c, _ in outline]

    def behind(self) -> None:
        """Hair behind the face, ears that the face hides in part, and the face."""
        knot = self.hair.knot()
        if knot and self.facing.front > -0.3:
            self.piece(self.paths(knot), ())
        full_cap = self.hair.cap(visible=False) if self.facing.top < -0.08 else None
        around = (self.hair.drape(), self.hair.throat())
        self.piece(self.paths(self.hair.sides(visible=False), full_cap, *around), ())
        if self.facing.front > -0.5 and self.ears:
            for side in SIDES:
                if self.facing.side(side) <= EAR_SHOWN:
                    self.ear(side)
        if self.ghost:
            self.painter.stroked_fill(self.skull)
        else:
            self.painter.stroke(self.skull)
            self.painter.marks.append(Clip(self.skull.path, tuple(self.features()), fill="skin"))

    def ear(self, side: Side) -> None:
        g, z = SIGN[side], half_width(self.look, 0)
        rim = [
            (-1.4, 2.0, 1.3),
            (-0.2, 2.9, 1.1),
            (1.0, 2.0, 0.3),
            (1.0, 0.2, 0.1),
            (0.5, -1.9, 0.0),
            (-0.5, -2.3, 0.3),
            (-1.2, -0.4, 0.9),
        ]
        path = smooth_path([self.on(x - 1.2, y, g * (z + 0.15 + e)) for x, y, e in rim])
        role = self.painter.role
        self.painter.marks.append(Shape(path, stroke=role("skin-edge"), width=0.56))
        self.painter.fill(path, "skin")
        if not self.ghost and self.facing.side(side) > 0.3:
            fold = [(-0.9, 1.3), (-0.1, 1.2), (-0.1, -0.3), (-0.8, -0.9)]
            self.painter.line([self.on(x - 1.2, y, g * (z + 0.6)) for x, y in fold], "skin-edge", 0.3)

    def features(self) -> list[Shape]:
        f = self.facing
        out = [Shape(self.jaw(), fill="skin-jaw")]
        if f.front <= -0.35:
            return out
        face = self.look.face
        if face.lines:
            out += self.age()
        if face.beard:
            out += self.beard()
        for g in (1, -1):
            if f.visible(3.3 * g) > 0.12:
                out += self.eye(g)
        if abs(f.right) < 0.85:
            out.append(Shape(taper(self.nose(), 0.4, 0.1, 0.6), fill="skin-edge"))
        lips = [
            self.on(9.35 - 0.16 * z * z, 0.03 * z * z - 6.35, z)
            for z in (-2.6, -1.2, 0, 1.2, 2.6)
            if f.visible(z) > 0.05
        ]
        if face.lips or face.beard:
            out += self.lips()
        if len(lips) > 2 and abs(f.right) < 0.9:
            out.append(Shape(taper(lips, 0.5, 0.3, 0.3), fill="skin-edge"))
        if abs(f.right) < 0.7:
            chin = [self.on(9.3 - 0.1 * z * z, -8.0, z) for z in (-1.2, 0, 1.2)]
            out.append(Shape(taper(chin, 0.3), fill="mouth"))
        elif abs(f.right) >= 0.9:
            g = 1 if f.right > 0 else -1
            lip = [self.on(9.35, -6.4, 0.4 * g), self.on(8.4, -6.35, 1.8 * g), self.on(7.6, -6.0, 2.6 * g)]
            wing = [self.on(9.7, -4.0, 0.8 * g), self.on(9.1, -3.7, 1.5 * g), self.on(9.0, -2.9, 1.7 * g)]
            out.append(Shape(taper(lip, 0.42, 0.9), fill="skin-edge"))
            out.append(Shape(taper(wing, 0.32, 0.6), fill="skin-edge"))
        return out

    def jaw(self) -> Path:
        """The soft tone under the jaw."""
        if abs(self.facing.right) > 0.45:
            g = 1 if self.facing.right > 0 else -1
            line = [
                (9.5, -11.2),
                (6.5, -10.4),
                (3.4, -9.2),
                (0.8, -6.8),
                (-0.6, -3),
                (-4, -3),
                (-4, -12),
                (6, -13),
            ]
            return smooth_path([self.on(x, y, g * half_width(self.look, max(-11, y)) * 0.9) for x, y in line])
        line3 = [
            (8, -8.6, -8),
            (8.4, -9.8, -4),
            (8.6, -10.4, 0),
            (8.4, -9.8, 4),
            (8, -8.6, 8),
            (6, -13, 6),
            (6, -13, -6),
        ]
        return smooth_path([self.on(*p) for p in line3])

    def lips(self) -> list[Shape]:
        """Fuller lips, as one shape under the line of the mouth."""
        f, edge = self.facing, table("head")["lips"]
        if abs(f.right) >= 0.9:
            g = 1 if f.right > 0 else -1
            points = [self.on(x, y, z * g) for x, y, z in edge["side"]]
        else:
            half = [(y, z) for y, z in edge["front"] if f.visible(z) > 0.02]
            points = [self.surface(y, z, 0.9) for y, z in half]
        return [Shape(smooth_path(points), fill="lips")] if len(points) > 3 else []

    def eye(self, g: int) -> list[Shape]:
        face = self.look.face
        k = face.eye
        brow = [self.surface(y, z * g, 0.1) for y, z in ((3.6, 1.6), (4.25, 3.2), (3.6, 5.0))]
        # From the side the round of the face would leave a bar of the iris.
        wide = 0.55 + 0.4 * smooth((abs(self.facing.right) - 0.6) / 0.4)
        eye = [
            self.surface(1.5 + 0.72 * k * sin(a * pi / 4), g * (3.2 + wide * k * cos(a * pi / 4)))
            for a in range(8)
        ]
        out = [Shape(taper(brow, face.brow, 0.6, 0.2), fill="brow"), Shape(smooth_path(eye), fill="eye")]
        if face.lashes:
            line, width, role = table("head")["lashes"], 0.62, "eye"
        else:
            line, width, role = table("head")["lid"], 0.36, "skin-edge"
        return [*out, Shape(taper([self.surface(y, z * g, 0.05) for y, z in line], width, 0, 0.4), fill=role)]

    def nose(self) -> list[Point]:
        if abs(self.facing.right) < 0.2:
            return [self.on(9.6, -3.7, -1.5), self.on(10.4, -4.1, 0), self.on(9.6, -3.7, 1.5)]
        g = 1 if self.facing.right >= 0 else -1
        points = [
            (8.8, 1.4, -0.7),
            (10.3, -1.8, -0.5),
            (10.7, -3.0, -0.4),
            (9.9, -4.1, 0.3),
            (9.2, -3.7, 1.5),
        ]
        k = 0.6 + 0.4 * self.look.face.nose
        return [self.on(8.8 + (x - 8.8) * k, y, z * g) for x, y, z in points]

    def top(self) -> None:
        """Hair over the face, and the ears that stand before it."""
        f = self.facing
        self.piece(self.paths(self.hair.sides(visible=True), self.hair.cap(visible=True)), self.strands())
        for side in SIDES:
            if f.side(side) > EAR_SHOWN and self.ears:
                self.ear(side)
        if self.look.face.glasses and not self.ghost:
            self.glasses()
        knot = self.hair.knot()
        if knot and f.front <= -0.3:
            self.piece(self.paths(knot), ())

    def strands(self) -> list[Shape]:
        f, out = self.facing, []
        lines = self.hair.style.get("strands") or table("head")["strands"]
        for side in SIDES:
            if f.side(side) > 0.35 or f.front < -0.25:
                for line in lines["side"]:
                    points = [self.on(x, y, SIGN[side] * z) for x, y, z in line]
                    out.append(Shape(taper(points, 0.5), fill="hair-shade"))
        if abs(f.right) < 0.5 and f.front > 0.3:
            for line in lines["front"]:
                out.append(Shape(taper([self.on(*p) for p in line], 0.5), fill="hair-shade"))
        return out

    def beard(self) -> list[Shape]:
        """A short beard, inside the outline of the head."""
        edge, jaw = table("head")["beard"], table("head")["beard-jaw"]
        halves = [
            [self.surface(y, z * g, out) for y, z, out in edge]
            for g in (1, -1)
            if self.facing.visible(4.0 * g) > -0.1
        ]
        halves += [
            [self.on(x, y, SIGN[side] * half_width(self.look, max(y, -11.0)) * 0.95) for x, y in jaw]
            for side in SIDES
            if self.facing.side(side) > EAR_SHOWN
        ]
        return [Shape(smooth_path(half), fill="beard") for half in halves]

    def age(self) -> list[Shape]:
        """Lines beside the mouth and the eyes."""
        out = []
        for g in (1, -1):
            if self.facing.visible(4.4 * g) > 0.25:
                for line in table("head")["age-lines"]:
                    points = [self.surface(y, z * g, 0.05) for y, z in line]
                    out.append(Shape(taper(points, 0.34), fill="skin-line"))
        return out

    def glasses(self) -> None:
        """Round lenses, a bridge, and the arm that runs to the near ear."""
        f = self.facing
        if f.front < -0.15 and abs(f.right) < 0.9:
            return
        rim = table("head")["glasses"]
        y0, z0, high, wide, ahead = (float(rim[k]) for k in ("y", "z", "height", "width", "ahead"))
        add = self.painter.marks.append
        seen = [g for g in (1, -1) if f.visible(z0 * g) > LENS_SHOWN]
        for g in seen:
            lens = [
                self.surface(y0 + high * sin(a * pi / 6), g * (z0 + wide * cos(a * pi / 6)), ahead)
                for a in range(12)
            ]
            add(Shape(smooth_path(lens), stroke="glasses", width=0.42))
        if len(seen) == 2:
            bridge = [self.surface(y0 + 0.5, z, ahead + 0.5) for z in (-(z0 - wide), 0.0, z0 - wide)]
            self.painter.line(bridge, "glasses", 0.42, 1, 1)
        for side in SIDES:
            if f.side(side) > EAR_SHOWN:
                k = SIGN[side]
                arm = [
                    self.surface(y0 + 0.6, k * (z0 + wide), ahead),
                    self.on(4.0, y0 + 0.7, k * (half_width(self.look, 1) + 0.3)),
                    self.on(0.6, y0 + 0.8, k * (half_width(self.look, 1) + 0.5)),
                ]
                self.painter.line(arm, "glasses", 0.42, 1, 1)


def _opening(outline: Sequence[tuple[float, float, int, float]]) -> bool:
    """Whether a loop is the opening for a face; smaller gaps between locks are filled."""
    area = (
        sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, [*outline[1:], outline[0]], strict=True)) / 2
    )
    return area < -OPENING


def _openings(outlines: Iterable[Sequence[tuple[float, float, int, float]]]) -> Path:
    return tuple(segment for o in outlines if _opening(o) for segment in to_path(o))


def paint(painter: Painter, kind: str) -> None:
    """kind: 'head' for the face and what is behind it, 'hair' for what is before it."""
    head = _Head(painter)
    if kind == "head":
        head.behind()
    else:
        head.top()
