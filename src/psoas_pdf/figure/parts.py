"""The parts of a figure as they appear in one picture: outlines, and what is needed to put them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from psoas_pdf.figure import head, limbs, trunk
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.outline import Outline, to_path, together
from psoas_pdf.figure.posture import SIDES, Side, Skeleton
from psoas_pdf.figure.tables import Look, number, table
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, dot
from psoas_pdf.geometry import Box, Path, Point

FORESHORTENED = 0.33
"""A segment that leans this much towards or away from the viewer is a part of its own at a bent joint."""
BENT = 25.0
OPEN = 0.12
"""A tube that points at the viewer by more than this shows its inside."""
OVER_WAIST = 105.0
"""A thigh that is bent more (degrees) may lie before the waist."""
SEATED = 60.0
"""Of two hips that are bent more (degrees) one sees between the thighs to the seat."""
SHOE_OPEN = 0.5
"""A shin and a foot that come towards the viewer this much show how the leg goes into sock and shoe."""
SOCK = 78.6
"""Where the sock begins below the hip joint, in cm."""
FAR_SIDE = 0.75
"""From this much side view on, the side that looks away is painted in the darker colours."""


@dataclass(frozen=True)
class Part:
    """kind: torso, leg, shoe, ...  towards: how much its axis points at the viewer, -1 to 1.
    rim: points of its open end in the picture.  discs: centre in the picture, depth, radius.
    """

    kind: str
    side: Side | None
    material: str
    outlines: Sequence[Sequence[Outline]]
    discs: Sequence[tuple[Point, float, float]]
    far: bool = False
    towards: float = 0.0
    rim: Sequence[Point] = field(default=())

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.side}" if self.side else self.kind

    @cached_property
    def path(self) -> Path:
        return together([to_path(outline) for outline in self.outlines])

    @cached_property
    def box(self) -> Box:
        xs = [v[0] for outline in self.outlines for v in outline]
        ys = [v[1] for outline in self.outlines for v in outline]
        return Box(min(xs), min(ys), max(xs), max(ys)) if xs else Box(0, 0, 0, 0)

    @cached_property
    def depth(self) -> float:
        return sum(z for _, z, _ in self.discs) / max(1, len(self.discs))

    @property
    def colour(self) -> str:
        return f"{self.material}-far" if self.far else self.material

    @property
    def shade(self) -> str:
        return f"{self.colour}-shade"

    @property
    def edge(self) -> str:
        return "shoe-edge" if self.material == "sole" else f"{self.material}-edge"


def far_side(body: Skeleton, camera: Camera) -> Side | None:
    """The side that looks away from the viewer, in views from the side."""
    facing = dot(body.pelvis.right, camera.towards)
    if abs(facing) < FAR_SIDE:
        return None
    return "left" if facing > 0 else "right"


def into_shoe_seen(body: Skeleton, camera: Camera, side: Side) -> bool:
    """Whether the viewer looks into the shoe's opening: the shoe is painted first then, the leg last."""
    return min(dot(frame.up, camera.towards) for frame in (body.foot(side), body.shank(side))) > SHOE_OPEN


def lap_seen(body: Skeleton, camera: Camera, bent: float = OVER_WAIST) -> bool:
    """Whether one looks at the lap of a body that faces the viewer, both hips bent by more than `bent`."""
    drawn_up = min(body.posture.of(side, "hip") for side in SIDES) > bent
    return drawn_up and dot(body.pelvis.front, camera.towards) > FAR_SIDE


class Builder:
    """Makes the parts of one posture for one camera."""

    def __init__(self, body: Skeleton, look: Look, camera: Camera, coarse: float = 1.0) -> None:
        self.body, self.look, self.camera, self.coarse = body, look, camera, coarse
        self.parts: dict[str, Part] = {}
        self.far = far_side(body, camera)
        self.edge_on = abs(dot(body.pelvis.right, camera.towards)) > 0.93

    def build(self, grips: frozenset[Side] = frozenset()) -> dict[str, Part]:
        """grips: sides whose hand is a part of its own, as it holds something."""
        self._add("torso", trunk.shirt(self.body, self.look, self.camera), "shirt", step=2.8)
        far = self.far if self.edge_on else None
        seated = lap_seen(self.body, self.camera, SEATED)
        hips = trunk.pelvis(self.body, self.look, self.camera, far, seated)
        self._add("pelvis", hips, "shorts", step=2.8)
        for side in SIDES:
            self._leg(side)
            self._arm(side, side in grips)
        self._add("head", head.skull(self.body, self.look), "skin", step=1.1)
        skull = self.parts["head"]
        self.parts["hair"] = Part("hair", None, "hair", skull.outlines, skull.discs)
        # Under a scarf no skin shows at the nape, however the head is bent.
        cover = "hair" if "drape" in table("head")["hair"][self.look.hair] else "skin"
        self._add("neck", head.neck(self.body, self.look, self.camera), cover, step=2.6)
        return self.parts

    def _add(
        self,
        kind: str,
        tube: Tube,
        material: str,
        side: Side | None = None,
        step: float = 2.2,
        towards: float = 0.0,
        rim: Sequence[Vec] = (),
    ) -> None:
        camera = self.camera
        far = side is not None and side == self.far and (kind != "sleeve" or self.edge_on)
        part = Part(
            kind,
            side,
            material,
            tube.outlines(camera, step * self.coarse),
            [(camera(c), camera.depth(c), r) for c, r in tube.discs],
            far,
            towards,
            [camera(p) for p in rim],
        )
        self.parts[part.name] = part

    def _towards(self, up: Vec) -> float:
        return -dot(up, self.camera.towards)

    def _leg(self, side: Side) -> None:
        body, look, camera = self.body, self.look, self.camera
        knee = number("thigh")
        thigh, shank = self._towards(body.thigh(side).up), self._towards(body.shank(side).up)
        tube, hem = trunk.shorts_leg(body, look, side, camera)
        self._add("shorts", tube, "shorts", side, 2.4, thigh, hem)
        start = trunk.HEM + 0.2 if thigh > OPEN else 17.0
        end = SOCK + 0.4 if into_shoe_seen(body, camera, side) else 83.5
        bent = body.posture.of(side, "knee") > BENT
        if bent and max(abs(thigh), abs(shank)) > FORESHORTENED:
            self._add("thigh", limbs.leg(body, look, side, start, knee + 3.4, camera), look.legs, side)
            self._add("shank", limbs.leg(body, look, side, knee - 3.4, end, camera), look.legs, side)
        else:
            self._add("leg", limbs.leg(body, look, side, start, end, camera), look.legs, side)
        self._add("sock", limbs.leg(body, look, side, SOCK, 85.5, camera, 0.3), "sock", side, 2.4)
        upper, sole = limbs.shoe(body, side)
        self._add("shoe", upper, "shoe", side, 1.9)
        self._add("sole", sole, "sole", side, 2.6)

    def _arm(self, side: Side, grip: bool) -> None:
        body, look, camera = self.body, self.look, self.camera
        elbow = number("upper-arm")
        upper, lower = self._towards(body.upper_arm(side).up), self._towards(body.forearm(side).up)
        tube, edge = limbs.sleeve(body, look, side, camera)
        self._add("sleeve", tube, "shirt", side, 2.2, upper, edge)
        start = limbs.CUFF + 0.2 if upper > OPEN else 9.0
        bent = body.posture.of(side, "elbow") > BENT
        if bent and max(abs(upper), abs(lower)) > FORESHORTENED:
            self._add("uarm", limbs.arm(body, look, side, start, elbow + 2.2, camera), look.arms, side)
            tube, kind = limbs.arm(body, look, side, elbow - 2.2, 99, camera), "farm"
        else:
            tube, kind = limbs.arm(body, look, side, start, 99, camera), "arm"
        if grip or look.arms != "skin":
            self._add(kind, tube, look.arms, side, 1.9)
            tube, kind = Tube(body.posture.support), "hand"
        limbs.hand(tube, body, side, camera)
        self._add(kind, tube, "skin", side, 1.3)
