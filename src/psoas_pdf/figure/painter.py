"""Paints the parts of a figure: outlines, two tones, joints that fuse, folds and lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure import cords, face, props, waist
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.cords import Strip
from psoas_pdf.figure.curves import smooth, smooth_path, taper
from psoas_pdf.figure.details import Details
from psoas_pdf.figure.ink import INK, LINE, Silhouette, inside, pen, runs, shadow_side
from psoas_pdf.figure.limbs import HAND_TAG, Foot
from psoas_pdf.figure.order import BEYOND, FACES, in_order
from psoas_pdf.figure.outline import Outline
from psoas_pdf.figure.parts import Builder, Part
from psoas_pdf.figure.posture import SIDES, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.tables import Look, number, table
from psoas_pdf.figure.tube import circle_points
from psoas_pdf.figure.vectors import Vec, distance, dot
from psoas_pdf.geometry import Path, Point

GHOST_LINE = 0.3
GHOST_STEP = 1.3
"""The ghost's outlines have points this many times farther apart."""
WRIST = 3.2
"""Round a wrist this much (cm) is filled anew, so that no shade crosses it."""
NECK_HIDDEN = 0.5
"""A neck of which raised sleeves hide more is painted as part of the shirt."""
SAMPLES = 9
HANGS, ON_ALL_FOURS = 0.3, -0.15
"""Cosine between upper arm and trunk from which on an arm hangs; under a trunk that faces down it hangs from less."""
ON_CHEST = 17.0
"""A palm that is so near (cm) to the breastbone lies on what hangs round the neck."""
LIGHT = (1.1, 1.5)
"""The tone line lies this far (cm, towards the light) inside the outline."""


def disc_path(centre: Point, radius: float, n: int = 8) -> Path:
    return smooth_path([(centre[0] + c * radius, centre[1] + s * radius) for c, s in circle_points(n)])


class Painter:
    """One figure in one picture.  Marks are collected in `marks`."""

    def __init__(
        self,
        body: Skeleton,
        look: Look,
        camera: Camera,
        grips: frozenset[Side] = frozenset(),
        order: Iterable[tuple[str, str]] = (),
        ghost: bool = False,
    ) -> None:
        self.body, self.look, self.camera, self.ghost = body, look, camera, ghost
        order = (*order, *self._scarf_first())
        self.parts = Builder(body, look, camera, GHOST_STEP if ghost else 1.0).build(grips)
        self.sequence, self.cycles = in_order(self.parts, body, camera, order)
        self.place = {name: i for i, name in enumerate(self.sequence)}
        self.marks: list[Mark] = []
        self.balls: dict[str, tuple[Point, float]] = {}
        self.cords: dict[str, list[Mark]] = {}
        self.begins: dict[str, int] = {}
        self.seen_through: frozenset[Side] = frozenset()
        self._order = order
        self.view = camera.towards
        self.across = dot(body.pelvis.right, self.view)
        self.host = self._hosts()
        self.details = Details(self)
        self.hidden_sleeves = [
            side
            for side in SIDES
            if self.place[f"sleeve.{side}"] < self.place["torso"] and abs(self.across) < 0.88
        ]

    def _scarf_first(self) -> list[tuple[str, str]]:
        """A scarf lies over the shoulders, unless the arm is up beside it, and under a hand on the chest."""
        if "drape" not in table("head")["hair"][self.look.hair]:
            return []
        trunk = self.body.trunk(46)[1]
        least = ON_ALL_FOURS if trunk.front[1] < -0.5 else HANGS
        hanging = [side for side in SIDES if dot(self.body.upper_arm(side).up, trunk.up) > least]
        chest, depth = self.body.on_trunk(48, 8.0), self.camera.depth
        faces = dot(self.body.trunk(48)[1].front, self.camera.towards) > FACES
        on_it = [
            side
            for side in SIDES
            if distance(self.body.palm(side), chest) < ON_CHEST
            and (faces or depth(self.body.palm(side)) > depth(self.body.on_trunk(48)) - BEYOND)
        ]
        return [
            *((name, "hair") for side in hanging for name in (f"sleeve.{side}", "torso")),
            *(("hair", f"hand.{side}") for side in on_it),
        ]

    def _hosts(self) -> dict[str, str]:
        """Parts that fuse with one painted before them: their strokes go under both fills."""
        pairs: list[tuple[str, str]] = []
        for side in SIDES:
            if self.place[f"sleeve.{side}"] > self.place["torso"]:
                pairs.append((f"sleeve.{side}", "torso"))
            if self.place[f"shorts.{side}"] > self.place["pelvis"]:
                pairs.append((f"shorts.{side}", "pelvis"))
            for a, b in (("thigh", "shank"), ("uarm", "farm"), ("farm", "hand"), ("arm", "hand")):
                first, second = f"{a}.{side}", f"{b}.{side}"
                if first in self.parts and second in self.parts:
                    if self.parts[first].material != self.parts[second].material:
                        continue
                    if self.place[first] > self.place[second]:
                        first, second = second, first
                    pairs.append((second, first))
        return dict(pairs)

    # Small strokes.

    def fill(self, path: Path, role: str) -> None:
        if path:
            self.marks.append(Shape(path, fill=self.role(role)))

    def clipped(self, part: Part, path: Path, role: str) -> None:
        if path and part.path:
            self.marks.append(Clip(part.path, (Shape(path, fill=self.role(role)),)))

    def line(
        self, points: Sequence[Point], role: str, width: float = 0.42, start: float = 0.0, end: float = 0.0
    ) -> None:
        self.fill(taper(points, width, start, end), role)

    def role(self, name: str) -> str:
        return f"ghost-{name}" if self.ghost else name

    def stroke(self, part: Part, k: float = 1.0) -> None:
        if part.path:
            width = (GHOST_LINE if self.ghost else LINE) * 2 * k
            self.marks.append(Shape(part.path, stroke=self.role(part.edge), width=width))

    def _fill(self, part: Part, inner: Iterable[Shape] = ()) -> None:
        """The part in its two tones, and lines that may not leave it, all from one path."""
        if not part.path:
            return
        if self.ghost:
            self.fill(part.path, part.colour)
            return
        shapes = []
        if part.material not in ("sole", "sock"):
            for outline in part.outlines[:1]:
                bands = shadow_side(outline, LIGHT, self._joins(part))
                shapes += [Shape(p, fill=part.shade) for p in bands]
        shapes += inner
        if shapes:
            self.marks.append(Clip(part.path, tuple(shapes), fill=part.colour))
        else:
            self.fill(part.path, part.colour)

    def _joins(self, part: Part) -> Callable[[float], float] | None:
        """How deep the shade is along a part that fuses with another: none where they join."""
        if part.name not in self.host and part.name not in self.host.values():
            return None
        knee, elbow = number("thigh"), number("upper-arm")
        if part.kind == "sleeve":
            return lambda s: smooth((s - 3.5) / 7)
        if part.kind == "shorts" and part.name in self.host:
            return lambda s: smooth((s - 1) / 8)
        if part.kind in ("thigh", "uarm"):
            end = knee if part.kind == "thigh" else elbow
            return lambda s: smooth((end - 1 - s) / 5)
        if part.kind in ("shank", "farm"):
            start = knee if part.kind == "shank" else elbow
            return lambda s: smooth((s - start - 1) / 5)
        return None

    def _contour(self, part: Part, test: Callable[[Outline], bool], ramp: float = 7.0) -> None:
        for outline in part.outlines:
            for run in runs(outline, test):
                for path in pen(run, INK, ramp):
                    self.fill(path, part.edge)

    # The figure.

    def add_ball(self, name: str, where: Vec, radius: float, holders: Iterable[Side]) -> None:
        """A ball among the parts: before the near hand and behind the far one when both hold it."""
        centre = self.camera(where)
        ball = Part(
            "ball",
            None,
            "ball",
            [props.ball_outline(centre, radius)],
            [(centre, self.camera.depth(where), radius)],
        )
        self.parts[ball.name] = ball
        self.balls[ball.name] = (centre, radius)
        nearest = "right" if self.across > 0 else "left"
        pairs = list(self._order)
        for side in holders:
            for kind in ("hand", "farm", "arm"):
                part = f"{kind}.{side}"
                pairs.append((ball.name, part) if side == nearest else (part, ball.name))
        self._reorder(pairs)

    def _reorder(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._order = tuple(pairs)
        self.sequence, self.cycles = in_order(self.parts, self.body, self.camera, self._order)
        self.place = {n: i for i, n in enumerate(self.sequence)}
        self.host = self._hosts()

    def add_cord(self, name: str, strips: Sequence[Strip], role: str, half: float) -> None:
        """A strap or band among the parts: under the hands that hold it, over the limbs it goes round."""
        pairs = list(self._order)
        for i, strip in enumerate(strips):
            discs = [
                (p, self.camera.depth(q) + half, half) for p, q in zip(strip.line, strip.points, strict=True)
            ]
            outline = [(float(s[1]), float(s[2]), 1, 0.0) for s in strip.path if len(s) > 2]
            part = Part(f"cord-{name}-{i}", None, "band", [outline], discs)
            self.parts[part.name] = part
            self.cords[part.name] = cords.marks(strip, role)
            pairs += [(name, part.name) for name in strip.over]
            pairs += [(part.name, name) for name in strip.under]
        self._reorder(pairs)

    def add_steps(self, things: Iterable[Thing]) -> None:
        """Steps once more among the parts where a foot is behind one: after that leg and before the other."""
        pairs = list(self._order)
        for thing in things:
            behind = [s for s in SIDES if props.hides(thing, self.body.ankle(s), self.camera)]
            if thing.kind != "step" or not behind:
                continue
            part = Part(f"thing-{thing.name}", None, "step", [], [])
            self.parts[part.name] = part
            self.cords[part.name] = props.behind_figure({thing.name: thing}, self.camera)
            for side in SIDES:
                names = [f"{kind}.{side}" for kind in ("leg", "shank", "sock", "shoe", "sole")]
                pairs += [(name, part.name) if side in behind else (part.name, name) for name in names]
        self._reorder(pairs)

    def paint(self, only: Callable[[Part], bool] | None = None) -> list[Mark]:
        """All parts, or those that pass the test."""
        shown = {name for name in self.sequence if only is None or only(self.parts[name])}
        waist_after, lap_after = waist.waist_after(self, shown), waist.lap_after(self, shown)
        for name in self.sequence:
            if name not in shown:
                continue
            part = self.parts[name]
            self.begins[name] = len(self.marks)
            if part.kind in ("head", "hair"):
                face.paint(self, part.kind)
                continue
            if name in self.cords:
                self.marks += self.cords[name]
                continue
            if part.kind == "ball":
                self.marks += props.ball(*self.balls[name], self.ghost)
                continue
            if self.ghost and (self._alone(part) or self.host.get(name, name) not in shown):
                self.stroked_fill(part)
                continue
            if part.kind == "neck" and self._behind_sleeves(part) > NECK_HIDDEN:
                # A slit of skin beside a raised arm looks like a tear in the shirt.
                self.marks.append(Shape(part.path, "shirt", "shirt", LINE * 2))
                continue
            self._strokes(part, shown)
            self._fill(part, self.details.inside(part))
            if self.ghost:
                continue
            if name == "torso":
                self._sleeve_lines()
            if name in self.host:
                self._seam(part)
            self.details.finish(part)
            if name == waist_after and not lap_after:
                waist.waist(self, shown)
            if name == lap_after:
                waist.lap(self)
        return self.marks

    def _behind_sleeves(self, part: Part) -> float:
        """The share of a part that sleeves painted later hide."""
        later = [n for n in self.sequence[self.place[part.name] + 1 :] if n.startswith("sleeve")]
        if not later:
            return 0.0
        over = Silhouette(o for name in later for o in self.parts[name].outlines[:1])
        own, box, n = Silhouette(part.outlines[:1]), part.box, SAMPLES
        grid = [
            (box.x0 + box.width * (i + 0.5) / n, box.y0 + box.height * (j + 0.5) / n)
            for i in range(n)
            for j in range(n)
        ]
        inside_it = [p for p in grid if own.covers(p)]
        return sum(over.covers(p) for p in inside_it) / max(1, len(inside_it))

    def _alone(self, part: Part) -> bool:
        """Whether it fuses with nothing."""
        return part.name not in self.host and part.name not in self.host.values()

    def stroked_fill(self, part: Part) -> None:
        """Fill and outline from one path."""
        if part.path:
            role = self.role
            edge = Shape(part.path, role(part.colour), role(part.edge), GHOST_LINE)
            self.marks.append(edge)

    def _strokes(self, part: Part, shown: set[str]) -> None:
        own = part.name not in self.host and not (part.name == "torso" and self.hidden_sleeves)
        if own:
            level = part.kind == "sole" and dot(self._foot(part).frame.up, self.view) > -0.12
            self.stroke(part, 0.8 if level or part.kind == "sock" else 1.0)
        for guest, host in self.host.items():
            if host == part.name and guest in shown and part.name != "torso":
                self.stroke(self.parts[guest])
        if part.kind == "sleeve" and part.side in self.hidden_sleeves and "torso" in shown:
            self.stroke(self.parts["torso"])
        if part.name == "torso":
            for guest, host in self.host.items():
                if host == "torso" and guest in shown:
                    self.stroke(self.parts[guest])

    def _foot(self, part: Part) -> Foot:
        assert part.side
        return Foot(self.body, part.side)

    def _sleeve_lines(self) -> None:
        torso = self.parts["torso"]
        for side in self.hidden_sleeves:
            sleeve = self.parts[f"sleeve.{side}"].outlines[:1]
            if sleeve:
                self._contour(torso, lambda v, s=sleeve[0]: v[3] < 39 and inside(v[:2], s), 6)  # type: ignore[misc]

    def _seam(self, part: Part) -> None:
        """Where a part fuses with its host: no shade and no line across the joint."""
        side = part.side
        assert side
        if part.kind == "sleeve":
            self._contour(part, lambda v: v[3] > 3.5)
        elif part.kind == "shorts":
            start = -2.5 if dot(self.body.pelvis.front, self.view) < -0.3 else 2.0
            self._contour(part, lambda v: v[3] > start)
        elif part.kind == "hand":
            self.clipped(part, disc_path(self.camera(self.body.wrist(side)), WRIST), part.colour)
            self._contour(part, lambda v: v[3] > HAND_TAG + 1.5, 2)
        else:
            knee = part.kind in ("thigh", "shank")
            joint_at = number("thigh") if knee else number("upper-arm")
            reach = 3.1 if knee else 1.7
            if (
                part.kind == "uarm"
                and self.place[f"farm.{side}"] < self.place["torso"] < self.place[part.name]
            ):
                # The forearm goes under the back: the elbow has an edge but where that comes out of it.
                bare = [o for name in (f"farm.{side}", "torso") for o in self.parts[name].outlines[:1]]
                self._contour(part, lambda v: [inside(v[:2], o) for o in bare] != [True, False], 3)
            elif part.kind in ("thigh", "uarm"):
                self._contour(part, lambda v: v[3] < joint_at - reach, 5)
            else:
                self._contour(part, lambda v: v[3] > joint_at + reach, 5)
