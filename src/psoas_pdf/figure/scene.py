"""From a scene to solved figures and finished pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from psoas_pdf.drawing import Clip, Drawing, Mark, Shape
from psoas_pdf.figure import arrow, cords, head, limbs, overlay, props, trunk
from psoas_pdf.figure.camera import Camera, camera
from psoas_pdf.figure.ink import Silhouette, runs
from psoas_pdf.figure.outline import Outline
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.parts import Part
from psoas_pdf.figure.posture import SIDES, Posture, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.solver import solve_pose
from psoas_pdf.figure.tables import Look
from psoas_pdf.figure.tables import look as look_of
from psoas_pdf.figure.tube import Tube
from psoas_pdf.figure.vectors import Vec, distance
from psoas_pdf.figure.wanted import Wanted, wanted
from psoas_pdf.geometry import Box, Path, Point, bounds, line
from psoas_pdf.model.pose import Scene
from psoas_pdf.problems import InputError, Problems

MARGIN = 1.5
"""Round the ink, in cm."""
GHOST_HALO = 2.2
"""White round the figure where the pale start lies behind it, in cm."""
MOVED = {"wrist": 5.0, "head": 3.5}
GHOST_SEEN, ARM_GHOST_SEEN = 0.15, 0.3
"""A limb has a ghost when more than this share of its outline is clear of the figure: else slivers show."""
STILL = 3.0
"""Parts that move less than this (cm) have no ghost: it would be a sliver beside them."""


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
    painter.paint()
    if muscle:
        before, after = painter.around_overlay(overlay.muscle_points(painter, ("right",)))
        marks += [*before, *overlay.paint(painter, ("right",), "same"), *after]
    else:
        marks += painter.marks
    return finished(marks)


class _Stage:
    """What the pictures of one scene share."""

    def __init__(self, scene: Scene, look: Look, problems: Problems) -> None:
        self.scene, self.look = scene, look
        self.camera: Camera = camera(scene.camera)
        self.things = props.things(scene, problems)
        self.background = props.behind_figure(self.things, self.camera)
        self.foreground = props.before_figure(self.things, self.camera)

    def plain(self, figure: Figure) -> Drawing:
        marks = [*self.background, *self._shadows(figure), *self._figure(figure)[1], *self.foreground]
        return finished(marks)

    def end(self, solved: Solved, muscle: bool) -> Drawing:
        start, end = solved.start, solved.end
        painter, marks = self._figure(end)
        ghost, outline = self._ghost(start, end, painter)
        shown = self.scene.muscle if muscle else None
        over: list[Mark] = []
        sides: tuple[Side, ...] = ()
        if shown:
            sides = SIDES if shown.side == "both" else (shown.side,)  # type: ignore[assignment]
            over = overlay.paint(painter, sides, shown.state)
        halo: list[Mark] = []
        if ghost:
            halo = _halo(painter, outline)
        height = max(p.box.y1 for p in painter.parts.values()) - min(p.box.y0 for p in painter.parts.values())
        arrows = arrow.paint(
            self.scene.arrows,
            start,
            end,
            self.camera,
            height,
            Silhouette(o for p in painter.parts.values() for o in p.outlines[:1]),
            Silhouette(outline),
            Silhouette(_ground_outlines(self.background)),
        )
        before, after = (
            (marks, []) if not over else painter.around_overlay(overlay.muscle_points(painter, sides))
        )
        return finished(
            [
                *self.background,
                *ghost,
                *self._shadows(end),
                *halo,
                *before,
                *over,
                *after,
                *self.foreground,
                *arrows,
            ]
        )

    def _figure(self, figure: Figure) -> tuple[Painter, list[Mark]]:
        painter = Painter(figure.skeleton, self.look, self.camera, _grips(figure))
        self._add_balls(painter, figure)
        self._add_cords(painter, figure)
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

    def _ghost(self, start: Figure, end: Figure, over: Painter) -> tuple[list[Mark], list[Sequence[Outline]]]:
        """The pale start, without what the figure hides anyway; and its outlines."""
        moved = _moved(start.skeleton, end.skeleton)
        balls = [n for n in start.props if distance(start.props[n], end.props[n]) > STILL]
        if not moved and not balls:
            return [], []
        painter = Painter(start.skeleton, self.look, self.camera, _grips(start), ghost=True)
        for name in balls:
            if self.things[name].kind == "ball":
                painter.add_ball(name, start.props[name], self.things[name].height / 2, ())

        figure = Silhouette(o for p in over.parts.values() for o in p.outlines[:1])
        limbs_moved = {_limb(name) for name in moved}
        visible = {
            limb
            for limb in limbs_moved
            if _share_clear(
                [painter.parts[n] for n in moved if _limb(n) == limb and n in painter.parts], figure
            )
            > (ARM_GHOST_SEEN if limb.startswith("arm") else GHOST_SEEN)
        }

        def shows(part: Part) -> bool:
            if part.kind == "ball":
                return True
            if part.kind == "hand" and _share_clear([part], figure) < GHOST_SEEN:
                return False
            return part.name in moved and _limb(part.name) in visible

        marks = painter.paint(shows)
        return marks, [o for p in painter.parts.values() if shows(p) for o in p.outlines[:1]]

    def _shadows(self, figure: Figure) -> list[Mark]:
        body = figure.skeleton
        tubes: list[list[Vec]] = []

        def put(*items: Tube) -> None:
            tubes.append([p for tube in items for p in tube.all_points()])

        for side in SIDES:
            put(limbs.shoe(body, side)[1])
            put(limbs.leg(body, self.look, side, 30, 84, None))
            put(limbs.arm(body, self.look, side, 20, 99, None))
        shorts = [trunk.shorts_leg(body, self.look, side, None)[0] for side in SIDES]
        put(trunk.shirt(body, self.look, self.camera), *shorts)
        put(head.skull(body, self.look, 0.6))
        mat = next((t for t in self.things.values() if t.kind == "mat"), None)
        marks = props.shadows(tubes, self.camera, 0.0, mat)
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


def _limb(name: str) -> str:
    """Parts that have a ghost together or not at all."""
    kind, _, side = name.partition(".")
    if kind in ("uarm", "farm", "arm", "hand", "sleeve"):
        return f"arm {side}"
    return f"leg {side}" if side else "trunk"


def _share_clear(parts: Sequence[Part], figure: Silhouette) -> float:
    """How much of some parts' outlines is well clear of the figure: not within STILL of it."""
    points = [v[:2] for part in parts for outline in part.outlines[:1] for v in outline]
    around = ((0.0, 0.0), (STILL, 0.0), (-STILL, 0.0), (0.0, STILL), (0.0, -STILL))
    clear = sum(not any(figure.covers((x + dx, y + dy)) for dx, dy in around) for x, y in points)
    return clear / max(1, len(points))


def _before_ghost(p: Point, ghost: Silhouette, figure: Silhouette) -> bool:
    """Whether the figure's edge has the ghost behind it, and not only beside it."""
    x, y = p
    around = ((GHOST_HALO, 0.0), (-GHOST_HALO, 0.0), (0.0, GHOST_HALO), (0.0, -GHOST_HALO))
    return ghost.covers(p) and all(
        ghost.covers((x + dx, y + dy)) or figure.covers((x + dx, y + dy)) for dx, dy in around
    )


def _halo(painter: Painter, ghost: Sequence[Sequence[Outline]]) -> list[Mark]:
    """White along the figure where the ghost lies behind it."""
    out: list[Mark] = []
    behind = Silhouette(ghost)
    figure = Silhouette(o for p in painter.parts.values() for o in p.outlines[:1])
    for part in painter.parts.values():
        for outline in part.outlines[:1]:
            for run in runs(outline, lambda v: _before_ghost(v[:2], behind, figure)):
                path = line(*(v[:2] for v in run))
                out.append(Shape(path, stroke="keyline", width=GHOST_HALO))
    return out


def _moved(a: Skeleton, b: Skeleton) -> frozenset[str]:
    """Names of the parts that are elsewhere in the end."""
    names: set[str] = set()

    def far(p: Vec, q: Vec, by: float = STILL) -> bool:
        return distance(p, q) > by

    pelvis = far(a.root, b.root)
    for side in SIDES:
        if far(a.wrist(side), b.wrist(side), MOVED["wrist"]) or far(a.elbow(side), b.elbow(side)):
            names |= {f"{kind}.{side}" for kind in ("sleeve", "uarm", "farm", "arm", "hand")}
        if pelvis or far(a.ankle(side), b.ankle(side)) or far(a.knee(side), b.knee(side)):
            names |= {f"{kind}.{side}" for kind in ("shorts", "thigh", "shank", "leg")}
        if far(a.ankle(side), b.ankle(side)) or far(a.toes(side), b.toes(side)):
            names |= {f"{kind}.{side}" for kind in ("sock", "shoe", "sole")}
    if pelvis or far(a.on_trunk(46), b.on_trunk(46)):
        names |= {"torso", "pelvis"}
    if far(a.neck()[2], b.neck()[2], MOVED["head"]):
        names |= {"neck", "head", "hair"}
    return frozenset(names)


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
