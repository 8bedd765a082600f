"""Mats, benches, balls and other things in a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure import cords
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import apart, lerp, smooth_path, taper
from psoas_pdf.figure.ink import shadow_side
from psoas_pdf.figure.outline import Outline
from psoas_pdf.figure.tables import table
from psoas_pdf.figure.tube import circle_points
from psoas_pdf.figure.vectors import Vec, dot
from psoas_pdf.geometry import Path, Point, polygon
from psoas_pdf.model.pose import PROPS, Scene
from psoas_pdf.problems import Problems

PROP_LINE = 0.6
BACK_THICK, POST, BOARD = 3.0, 3.0, 0.62
"""Of a chair's back: thickness and width of a post in cm, and the share of its height that is board."""
_BOXES = {"mat": "mat", "step": "step", "cushion": "cushion", "wall": "wall"}


@dataclass(frozen=True)
class Thing:
    """A prop with its sizes in cm.  at: its middle, forwards.  top: its upper face over the floor."""

    name: str
    kind: str
    at: float
    length: float
    width: float
    height: float
    across: float = 0.0
    back: float = 0.0
    through: tuple[str, ...] = ()
    loop: bool = False

    @property
    def top(self) -> float:
        return 0.0 if self.kind in ("mat", "floor") else self.height

    @property
    def x0(self) -> float:
        return self.at - self.length / 2

    @property
    def x1(self) -> float:
        return self.at + self.length / 2

    def covers(self, p: Vec) -> bool:
        """Whether a point is over it."""
        return self.x0 <= p[0] <= self.x1 and abs(p[2] - self.across) <= self.width / 2


def things(scene: Scene, problems: Problems) -> dict[str, Thing]:
    """The scene's props, with usual sizes where none is given."""
    out: dict[str, Thing] = {}
    for name, prop in (scene.props or {}).items():
        kind = prop.kind or name
        if kind not in PROPS:
            problems.error(prop.place, f"{name!r} is no kind of prop", f"give it a kind: {', '.join(PROPS)}")
            continue
        usual = table("props")[kind]
        sizes = {
            key: float(usual[key] if value is None else value)
            for key, value in (
                ("at", prop.at),
                ("length", prop.length),
                ("width", prop.width),
                ("height", prop.height),
            )
        }
        back = float(usual.get("back", 0.0)) if prop.back is None else prop.back
        if (kind in ("strap", "band")) != bool(prop.through):
            what = "needs" if kind in ("strap", "band") else "can't have"
            problems.error(
                prop.place,
                f"{name!r} {what} parts that it runs through",
                "a strap or band: through: [right-hand, right-foot, left-hand]",
            )
        cords.check(prop.through, out, problems)
        out[name] = Thing(
            name, kind, **sizes, across=prop.across, back=back, through=prop.through, loop=prop.loop
        )
    return out


def _box(
    camera: Camera, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float], role: str
) -> list[Mark]:
    """The faces of a box that the viewer sees, in three tones."""
    (x0, x1), (y0, y1), (z0, z1) = x, y, z
    faces: Sequence[tuple[str, tuple[Vec, ...], Vec]] = (
        (f"{role}-side", ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), (0, 0, 1)),
        (f"{role}-side", ((x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)), (0, 0, -1)),
        (f"{role}-end", ((x1, y0, z0), (x1, y0, z1), (x1, y1, z1), (x1, y1, z0)), (1, 0, 0)),
        (f"{role}-end", ((x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)), (-1, 0, 0)),
        (role, ((x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1)), (0, 1, 0)),
    )
    return [
        Shape(polygon(*map(camera, corners)), fill=fill, stroke=f"{role}-edge", width=PROP_LINE / 2)
        for fill, corners, normal in faces
        if dot(normal, camera.towards) > 0
    ]


def behind_figure(things: Mapping[str, Thing], camera: Camera) -> list[Mark]:
    """What the figure stands, lies or sits on, back to front."""
    out: list[Mark] = []
    ground = ("floor", "mat", "wall")

    def place(thing: Thing) -> tuple[int, float, str]:
        under = ground.index(thing.kind) if thing.kind in ground else len(ground)
        return (under, camera.depth((thing.at, 0.0, thing.across)), thing.name)

    for thing in sorted(things.values(), key=place):
        x, half = (thing.x0, thing.x1), thing.width / 2
        z = (thing.across - half, thing.across + half)
        if thing.kind == "floor":
            out += _floor(camera, x, z)
        elif thing.kind == "mat":
            out += _box(camera, x, (-thing.height, 0.0), z, "mat")
        elif thing.kind in _BOXES:
            out += _box(camera, x, (0.0, thing.height), z, _BOXES[thing.kind])
        elif thing.kind in ("bench", "chair"):
            out += _table(camera, thing)
    return out


def _floor(camera: Camera, x: tuple[float, float], z: tuple[float, float]) -> list[Mark]:
    (x0, x1), (z0, z1) = x, z
    corners = ((x0, 0.0, z0), (x1, 0.0, z0), (x1, 0.0, z1), (x0, 0.0, z1))
    return [Shape(polygon(*map(camera, corners)), fill="ground")]


def _table(camera: Camera, thing: Thing) -> list[Mark]:
    usual = table("props")[thing.kind]
    slab, leg = float(usual["slab"]), float(usual["leg"]) / 2
    half, under = thing.width / 2, thing.height - slab
    near = 1 if camera.towards[2] > 0 else -1
    out: list[Mark] = []
    for z in (-near * (half - 3), near * (half - 3)):
        for x in (thing.x0 + 4, thing.x1 - 4):
            across = (thing.across + z - leg, thing.across + z + leg)
            out += _box(camera, (x - leg, x + leg), (0.0, under), across, "frame")
    across = (thing.across - half, thing.across + half)
    seat = _box(camera, (thing.x0, thing.x1), (under, thing.height), across, thing.kind)
    if thing.back and not back_is_near(thing, camera):
        out += chair_back(thing, camera)
    return out + seat


def back_is_near(thing: Thing, camera: Camera) -> bool:
    """Whether a chair's back stands between the viewer and who sits on it."""
    return camera.towards[0] < -0.3


def chair_back(thing: Thing, camera: Camera) -> list[Mark]:
    """Two posts and a board behind the seat."""
    half, top = thing.width / 2, thing.height + thing.back
    x = (thing.x0, thing.x0 + BACK_THICK)
    out: list[Mark] = []
    for z in (-half, half - POST):
        across = (thing.across + z, thing.across + z + POST)
        out += _box(camera, (x[0] + 0.6, x[1] - 0.6), (thing.height, top - 2), across, "frame")
    board = (thing.across - half, thing.across + half)
    return out + _box(camera, x, (top - thing.back * BOARD, top), board, "chair")


def before_figure(things: Mapping[str, Thing], camera: Camera) -> list[Mark]:
    """What stands between the viewer and the figure."""
    out: list[Mark] = []
    for thing in things.values():
        if thing.kind == "chair" and thing.back and back_is_near(thing, camera):
            out += chair_back(thing, camera)
    return out


def hides(thing: Thing, p: Vec, camera: Camera) -> bool:
    """Whether a thing that stands on the floor is between the viewer and a point beside it."""
    half = thing.width / 2
    sides = (
        (camera.towards[0], p[0] - thing.x0, p[0] - thing.x1),
        (camera.towards[2], p[2] - thing.across + half, p[2] - thing.across - half),
    )
    beyond = [
        (low < 0, high > 0) if way > 0 else (high > 0, low < 0)
        for way, low, high in sides
        if abs(way) > ASIDE
    ]
    return any(behind for behind, _ in beyond) and not any(before for _, before in beyond)


def ball_outline(centre: Point, radius: float) -> list[Outline]:
    return [(centre[0] + c * radius, centre[1] + s * radius, 0, 0.0) for c, s in circle_points(10)]


def ball(centre: Point, radius: float, ghost: bool = False) -> list[Mark]:
    outline = ball_outline(centre, radius)
    path = smooth_path([(v[0], v[1]) for v in outline])
    if ghost:
        return [Shape(path, fill="ghost-ball", stroke="ghost-ball-edge", width=PROP_LINE / 2)]
    inner = [Shape(p, fill="ball-shade") for p in shadow_side(outline, (1.8, 2.4))]
    seams = (
        ((-0.98, 0.1), (-0.5, -0.22), (0, -0.3), (0.5, -0.22), (0.98, 0.1)),
        ((-0.1, 0.99), (0.2, 0.5), (0.28, 0), (0.2, -0.5), (-0.1, -0.99)),
    )
    for seam in seams:
        line = [(centre[0] + x * radius, centre[1] + y * radius) for x, y in seam]
        inner.append(Shape(taper(line, 0.5, 1, 1, 9), fill="ball-edge"))
    return [Shape(path, stroke="ball-edge", width=0.9), Clip(path, tuple(inner), fill="ball")]


def shadows(
    points: Sequence[Sequence[Vec]], camera: Camera, floor: float, ground: Thing | None = None
) -> list[Mark]:
    """Soft patches where parts, each given by its points, touch the floor or their ground; never beyond it."""
    from psoas_pdf.figure.outline import hull

    out: list[Shape] = []
    for part in points:
        low = [
            _kept_on((p[0], floor, p[2]), ground)
            for p in part
            if p[1] < floor + TOUCHING and (ground is None or ground.x0 <= p[0] <= ground.x1)
        ]
        ring = hull(camera(p) for p in low)
        if len(ring) < 3 or _breadth(hull((p[0], p[2]) for p in low)) < THIN:
            continue
        cx, cy = sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
        for grow, alpha in ((2.4, 0.16), (1.2, 0.2)):
            out.append(Shape(_grown(ring, (cx, cy), grow), fill="shadow", alpha=alpha))
    if ground is None or not out:
        return list(out)
    half = ground.width / 2
    x, z = (ground.x0, ground.x1), (ground.across - half, ground.across + half)
    corners = ((x[0], z[0]), (x[1], z[0]), (x[1], z[1]), (x[0], z[1]))
    return [Clip(polygon(*(camera((a, floor, b)) for a, b in corners)), tuple(out))]


def beside(parts: Sequence[Sequence[Vec]], low: Sequence[Thing]) -> list[list[Vec]]:
    """Parts as they lie on the floor before and behind low things, so that no shadow runs over those."""
    out = [list(points) for points in parts]
    for thing in low:
        a, b = thing.x0 - CLEAR, thing.x1 + CLEAR
        pieces: list[list[Vec]] = []
        for points in out:
            if any(thing.covers(p) for p in points):
                pieces += [[p for p in points if p[0] < a], [p for p in points if p[0] > b]]
            else:
                pieces.append(points)
        out = pieces
    return out


def _breadth(ring: Sequence[Point]) -> float:
    """Area of a ring over its longest side's way: how broad it is on the whole."""
    if len(ring) < 3:
        return 0.0
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(twice) / 2 / (max(apart(a, b) for a in ring for b in ring) or 1.0)


def _kept_on(p: Vec, ground: Thing | None) -> Vec:
    """The point, away from the ground's edge, so that its shadow does not hang over."""
    if ground is None:
        return p
    half, middle = max(0.0, ground.width / 2 - EDGE), ground.across
    z = max(middle - half, min(middle + half, p[2]))
    return (max(ground.x0 + EDGE, min(ground.x1 - EDGE, p[0])), p[1], z)


ASIDE = 0.3
"""From a face that turns to the viewer less than this (cosine) nothing is behind a thing."""
EDGE = 4.5
CLEAR = 3.0
"""From a cushion or step a shadow keeps this far (cm)."""
SHORT, LONG = 1.5, 12.0
"""Points of a shadow's edge are about this far apart (cm): a spline through uneven ones would bulge."""
THIN = 2.0
"""A contact that is narrower (cm) throws no shadow: it would be a streak."""
TOUCHING = 3.2
"""Points lower than this (cm) over the floor throw a contact shadow."""


def _grown(ring: Sequence[Point], centre: Point, by: float) -> Path:
    """A flat ring, wider by `by`, with few points."""
    wide: list[Point] = []
    for x, y in ring:
        size = ((x - centre[0]) ** 2 + (y - centre[1]) ** 2) ** 0.5 or 1.0
        wide.append((x + (x - centre[0]) / size * by, y + 0.45 * (y - centre[1]) / size * by))
    even: list[Point] = []
    for a, b in zip(wide, [*wide[1:], wide[0]], strict=True):
        pieces = max(1, round(apart(a, b) / LONG))
        if apart(a, b) > SHORT or not even:
            even += [lerp(a, b, i / pieces) for i in range(pieces)]
    return smooth_path(even)
