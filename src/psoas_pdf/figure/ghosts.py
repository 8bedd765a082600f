"""The pale picture of where the movement began, behind the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from psoas_pdf.drawing import Mark, Shape
from psoas_pdf.figure.curves import apart
from psoas_pdf.figure.ink import Silhouette, runs
from psoas_pdf.figure.limbs import HAND_TAG
from psoas_pdf.figure.outline import Outline
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.parts import Part
from psoas_pdf.figure.posture import SIDES, Side, Skeleton
from psoas_pdf.figure.props import Thing
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.vectors import Vec, distance
from psoas_pdf.geometry import Point, line

GHOST_HALO = 2.2
"""White round the figure where the pale start lies behind it, in cm."""
MOVED = {"wrist": 5.0, "head": 3.5}
ARM = frozenset(("arm", "farm", "hand"))
HALO_LEAST = 11.0
"""A shorter piece (cm) would be a white spot where a pale arm comes out from behind a knee."""
SEEN = {"trunk": 0.2, "head": 0.35, "foot": 0.3, "leg": 0.3, "arm": 0.4}
"""A limb has a ghost when more than this share of its outline is clear of the figure: else slivers show."""
SEEN_WITH_TRUNK = {"leg": 0.2, "arm": 0.3}
"""The same where the trunk has a ghost that the limb belongs to."""
TRUNK_ALONE, HEAD_ON_TRUNK = 0.5, 0.1
"""A trunk whose head is hardly clear needs more; then it has its head nevertheless, unless that is hidden."""
DETACHED = 0.9
"""A head without its trunk that is clear by this share would float in the air."""
CLEARLY = 0.7
"""A foot that is clear by this share has its leg's ghost with it."""
HAND_SEEN = 0.2
STILL = 3.0
"""Parts that move less than this (cm) have no ghost: it would be a sliver beside them."""


def paint(
    start: Figure, end: Figure, over: Painter, things: Mapping[str, Thing], grips: frozenset[Side]
) -> tuple[list[Mark], list[Sequence[Outline]]]:
    """The pale start, without what the figure hides anyway; and its outlines."""
    moved = _moved(start.skeleton, end.skeleton)
    balls = [n for n in start.props if distance(start.props[n], end.props[n]) > STILL]
    if not moved and not balls:
        return [], []
    painter = Painter(start.skeleton, over.look, over.camera, grips, ghost=True)
    for name in balls:
        if things[name].kind == "ball":
            painter.add_ball(name, start.props[name], things[name].height / 2, ())
    painter.add_steps(things.values())

    figure = Silhouette(o for p in over.parts.values() for o in p.outlines[:1])
    limbs: dict[str, list[Part]] = {}
    for name in moved & painter.parts.keys():
        limbs.setdefault(_limb(name), []).append(painter.parts[name])
    visible = _visible({limb: _share_clear(parts, figure) for limb, parts in limbs.items()})

    def shows(part: Part) -> bool:
        if part.kind == "ball" or part.material == "step":
            return True
        if part.kind == "hand" and _share_clear([part], figure) < HAND_SEEN:
            return False
        return part.name in moved and _limb(part.name) in visible

    marks = painter.paint(shows)
    return marks, [o for p in painter.parts.values() if shows(p) for o in p.outlines[:1]]


def _limb(name: str) -> str:
    """Parts that have a ghost together or not at all."""
    kind, _, side = name.partition(".")
    if kind in ("uarm", "farm", "arm", "hand", "sleeve"):
        return f"arm {side}"
    if kind in ("sock", "shoe", "sole"):
        return f"foot {side}"
    if kind in ("neck", "head", "hair"):
        return "head"
    return f"leg {side}" if side else "trunk"


def _visible(clear: Mapping[str, float]) -> set[str]:
    """Limbs that have a ghost, by how much of each is clear of the figure."""
    head, trunk = (clear.get(name, 0.0) for name in ("head", "trunk"))
    out = set()
    if trunk > (SEEN["trunk"] if head > SEEN["head"] else TRUNK_ALONE):
        out.add("trunk")
    if head > (HEAD_ON_TRUNK if trunk > TRUNK_ALONE else SEEN["head"]) and (out or head < DETACHED):
        out.add("head")
    least = SEEN | SEEN_WITH_TRUNK if "trunk" in out else SEEN
    for limb, share in clear.items():
        kind, _, side = limb.partition(" ")
        foot = clear.get(f"foot {side}", 0.0) if kind == "leg" else 0.0
        if side and (share > least[kind] or foot > CLEARLY):
            out.add(limb)
    return out - {f"foot {side}" for side in SIDES if f"leg {side}" not in out}


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


def halo(painter: Painter, ghost: Sequence[Sequence[Outline]]) -> list[Mark]:
    """White along the figure where the ghost lies behind it."""
    out: list[Mark] = []
    behind = Silhouette(ghost)
    figure = Silhouette(o for p in painter.parts.values() for o in p.outlines[:1])
    for part in painter.parts.values():
        for outline in part.outlines[:1]:
            # Round a hand it would be a ring.
            before = [
                v
                for v in outline
                if not (part.kind in ARM and v[3] > HAND_TAG) and _before_ghost(v[:2], behind, figure)
            ]
            for run in runs(outline, set(before).__contains__):
                if sum(apart(a, b) for a, b in pairwise(run)) < HALO_LEAST:
                    continue
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
    if pelvis or any(far(a.on_trunk(s), b.on_trunk(s)) for s in (24, 46)):
        names |= {"torso", "pelvis"}
    if far(a.neck()[2], b.neck()[2], MOVED["head"]):
        names |= {"neck", "head", "hair"}
    return frozenset(names)
