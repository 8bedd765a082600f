"""From a scene to solved figures and finished pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from psoas_pdf.drawing import Clip, Drawing, Mark, Shape
from psoas_pdf.figure import arrow, cords, ghosts, head, limbs, overlay, props, trunk
from psoas_pdf.figure.camera import Camera, camera
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.outline import Outline
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Posture, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.solver import solve_pose
from psoas_pdf.figure.tables import Look
from psoas_pdf.figure.tables import look as look_of
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec
from psoas_pdf.figure.wanted import Wanted, wanted
from psoas_pdf.geometry import Box, Path, bounds
from psoas_pdf.model.pose import Scene
from psoas_pdf.problems import InputError, Problems

MARGIN = 1.5
"""Round the ink, in cm."""
BEARS = 1.6
"""What of a shoe is at most this much (cm) over its lowest point bears weight."""


@dataclass(frozen=True)
class Solved:
    """The figures of a scene, with their joint angles."""

    start: Figure
    end: Figure
    fault: Figure | None


@dataclass(frozen=True)
class Pictures:
    """Drawings in one scale, in cm of body, with one floor at y = 0."""

    start: Drawing
    end: Drawing
    fault: Drawing | None


def solve(scene: Scene, problems: Problems, look: str = "") -> Solved | None:
    """Every pose of a scene.  None when there are errors; problems name file, line and degrees.

    look: whose body it is, as a stouter one lies higher and reaches round more.
    """
    mine = Problems()
    solved = _solve(scene, look_of(look), mine)
    problems.extend(mine)
    return None if mine.failed else solved


def _solve(scene: Scene, look: Look, problems: Problems) -> Solved:
    things = props.things(scene, problems)
    arrow.check(scene.arrows, [t.name for t in things.values() if t.kind == "ball"], problems)
    goals = wanted(scene.start, Wanted(), things, problems)
    start = solve_pose(goals, things, look, "start", None, problems)
    end_goals = wanted(scene.end, goals, things, problems)
    end = solve_pose(end_goals, things, look, "end", start, problems)
    fault = None
    if scene.fault is not None:
        fault_goals = wanted(scene.fault, end_goals, things, problems)
        fault = solve_pose(fault_goals, things, look, "fault", end, problems)
    return Solved(start, end, fault)


def draw(scene: Scene, *, look: str, muscle: bool = True) -> Pictures:
    """The pictures of a scene.  Raises InputError where `solve` refuses it, KeyError for an unknown look."""
    problems = Problems()
    solved = solve(scene, problems, look)
    if solved is None:
        raise InputError(problems)
    stage = _Stage(scene, look_of(look), problems)
    return Pictures(
        stage.plain(solved.start),
        stage.end(solved, muscle),
        stage.plain(solved.fault) if solved.fault else None,
    )


def standing(look: str, *, muscle: bool) -> Drawing:
    """The whole standing figure from the side; with the psoas of its near side shown if asked."""
    person, view = look_of(look), camera("side")
    angles = {"right-shoulder": -24.0, "right-elbow": 12.0, "left-shoulder": 20.0, "left-elbow": 14.0}
    body = Skeleton(Posture(angles, root=(0.0, 92.6, 0.0)))
    low = min(p[1] for side in SIDES for p in limbs.shoe(body, side)[1].all_points())
    body = Skeleton(body.posture.moved((0.0, -low, 0.0)))
    marks: list[Mark] = props.behind_figure({"floor": Thing("floor", "floor", 0, 76, 80, 0)}, view)
    marks += props.shadows([limbs.shoe(body, side)[1].all_points() for side in SIDES], view, 0.0)
    painter = Painter(body, person, view)
    marks += painter.paint()
    if muscle:
        marks += overlay.paint(painter, ("right",), "same")
    return finished(marks)


class _Stage:
    """What the pictures of one scene share."""

    def __init__(self, scene: Scene, look: Look, problems: Problems) -> None:
        self.scene, self.look = scene, look
        self.camera: Camera = camera(scene.camera)
        self.things = props.things(scene, problems)
        self.background = props.behind_figure(self.things, self.camera)
        self.foreground = props.before_figure(self.things, self.camera)
        self._holders: frozenset[Side] = frozenset().union(
            *(cords.holders(cords.anchors(t.through)) for t in self.things.values())
        )

    def plain(self, figure: Figure) -> Drawing:
        marks = [*self.background, *self._shadows(figure), *self._figure(figure)[1], *self.foreground]
        return finished(marks)

    def end(self, solved: Solved, muscle: bool) -> Drawing:
        start, end = solved.start, solved.end
        shown = self.scene.muscle if muscle else None
        sides: tuple[Side, ...] = ()
        if shown:
            sides = SIDES if shown.side == "both" else (shown.side,)  # type: ignore[assignment]
        painter, marks = self._figure(end, sides)
        ghost, outline = ghosts.paint(start, end, painter, self.things, _grips(start) | self._holders)
        if shown:
            over = overlay.paint(painter, sides, shown.state)
            under = overlay.depth(painter, sides)
            marks = [*marks[:under], *over, *marks[under:]]
        halo: list[Mark] = []
        if ghost:
            halo = ghosts.halo(painter, outline)
        height = max(p.box.y1 for p in painter.parts.values()) - min(p.box.y0 for p in painter.parts.values())
        arrows = arrow.paint(
            self.scene.arrows,
            start,
            end,
            self.camera,
            height,
            tuple(painter.parts.values()),
            Silhouette(outline),
            Silhouette(_ground_outlines(self.background)),
        )
        return finished(
            [
                *self.background,
                *ghost,
                *self._shadows(end),
                *halo,
                *marks,
                *self.foreground,
                *arrows,
            ]
        )

    def _figure(self, figure: Figure, seen_through: Iterable[Side] = ()) -> tuple[Painter, list[Mark]]:
        painter = Painter(figure.skeleton, self.look, self.camera, _grips(figure) | self._holders)
        painter.seen_through = frozenset(seen_through)
        self._add_balls(painter, figure)
        self._add_cords(painter, figure)
        painter.add_steps(self.things.values())
        return painter, painter.paint()

    def _add_cords(self, painter: Painter, figure: Figure) -> None:
        fixed = {t.name: (t.at, t.height * 0.4, t.across) for t in self.things.values()}
        for name, thing in self.things.items():
            if not thing.through:
                continue
            found = cords.anchors(thing.through)
            body, width = figure.skeleton, thing.width
            if thing.loop:
                strips = cords.loop(body, self.look, self.camera, found, width)
            else:
                strips = cords.line(body, self.look, self.camera, found, width, fixed)
            painter.add_cord(name, strips, thing.kind, width / 2)

    def _add_balls(self, painter: Painter, figure: Figure) -> None:
        for name, where in figure.props.items():
            thing = self.things[name]
            if thing.kind == "ball":
                held = [
                    c.side
                    for c in figure.wanted.contacts.values()
                    if c.relation == "hold" and c.target == name
                ]
                painter.add_ball(name, where, thing.height / 2, [s for s in held if s])

    def _shadows(self, figure: Figure) -> list[Mark]:
        body = figure.skeleton
        tubes: list[list[Vec]] = []
        feet: list[list[Vec]] = []

        def put(*items: Tube) -> None:
            tubes.append([p for tube in items for p in tube.all_points()])

        for side in SIDES:
            # Only what bears weight: under a raised heel a shadow would be a patch of its own.
            foot = [p for tube in limbs.shoe(body, side) for p in tube.all_points()]
            bears = min(p[1] for p in foot) + BEARS
            feet.append([p for p in foot if p[1] < bears])
            tubes.append(feet[-1])
            put(limbs.leg(body, self.look, side, 30, 84, None))
            arm = limbs.arm(body, self.look, side, 20, 99, None)
            limbs.hand(arm, body, side, None)
            put(arm)
        shorts = [trunk.shorts_leg(body, self.look, side, None)[0] for side in SIDES]
        put(trunk.shirt(body, self.look, self.camera), *shorts)
        put(head.skull(body, self.look, 0.6))
        mat = next((t for kind in ("mat", "floor") for t in self.things.values() if t.kind == kind), None)
        low = [t for t in self.things.values() if t.kind in ("cushion", "step")]
        marks = props.shadows(props.beside(tubes, low), self.camera, 0.0, mat)
        for thing in self.things.values():
            touching = tubes if thing in low else feet if thing.kind in ("bench", "chair") else []
            over = [[p for p in points if thing.covers(p)] for points in touching]
            marks += props.shadows(over, self.camera, thing.top, thing)
        if figure.support:
            under = next((t for t in self.things.values() if t.top == figure.support), None)
            marks += props.shadows(tubes[-2:], self.camera, figure.support, under)
        return marks


def _ground_outlines(marks: Iterable[Mark]) -> list[list[Outline]]:
    """Mats and other things as outlines; the floor is no obstacle to an arrow."""
    return [
        [(float(s[-2]), float(s[-1]), 1, 0.0) for s in m.path if len(s) > 1]
        for m in marks
        if isinstance(m, Shape) and m.fill != "ground"
    ]


def _grips(figure: Figure) -> frozenset[Side]:
    """Sides whose hand holds something."""
    return frozenset(
        c.side
        for c in figure.wanted.contacts.values()
        if c.part == "hand" and c.side and c.relation in ("clasp", "hold", "behind", "on")
    )


def finished(marks: Iterable[Mark]) -> Drawing:
    """A drawing with all numbers on its grid, so that it equals its own text read back."""
    kept = tuple(marks)
    grid = 10.0

    def on_grid(path: Path) -> Path:
        return tuple((s[0], *(round(float(v) * grid) / grid for v in s[1:])) for s in path)

    def shape(s: Shape) -> Shape:
        return Shape(on_grid(s.path), s.fill, s.stroke, round(s.width, 3), round(s.alpha, 3), s.dash)

    out: list[Mark] = [
        Clip(on_grid(m.path), tuple(map(shape, m.shapes)), m.fill) if isinstance(m, Clip) else shape(m)
        for m in kept
    ]
    box = bounds([m.path for m in out]).grown(MARGIN)
    return Drawing(Box(*(round(v, 1) for v in box)), tuple(out), 1)
