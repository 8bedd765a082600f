"""Straps and bands: lines in space from part to part, through hands that hold them, and loops round limbs."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise
from math import cos, pi, sin
from typing import NamedTuple

from psoas_pdf.drawing import Mark, Shape
from psoas_pdf.figure.camera import Camera
from psoas_pdf.figure.curves import add, apart, lerp, resampled, sides
from psoas_pdf.figure.outline import hull
from psoas_pdf.figure.posture import SIDES, SIGN, Side, Skeleton
from psoas_pdf.figure.tables import Look, number
from psoas_pdf.figure.vectors import Frame, Vec, at, between, dot, minus, plus, scaled, unit
from psoas_pdf.geometry import Path, Point, polygon
from psoas_pdf.problems import Problems
from psoas_pdf.words import place_of

_FORM = re.compile(
    r"(?:(right|left)-(hand|foot|ankle|shin|knee|thigh)|([a-z0-9-]+))(?: at (0?\.[0-9]+|[01]))?"
)
OUTLINE = 0.34
SOLE = (11.0, -8.5)
"""Where a strap lies under the sole, from the ankle joint; cm."""
HALF_SOLE = 4.7
RING = 14
GRIP = (8.2, 2.5)
"""Where a closed hand holds a strap: along the hand from the wrist, and from its middle towards the palm; cm."""
HALF_GRIP = 2.6
"""A strap goes in and comes out this far (cm) to both sides of the hand's middle."""
TAIL = ((1.7, -0.4), (2.8, -2.2), (3.5, -4.8), (3.7, -7.8), (3.6, -10.8))
"""How the free end hangs where it comes out of the hand: onwards and upwards, in cm."""
CLEAR = 1.0
"""A free end stops this far (cm) over the ground."""


class Anchor(NamedTuple):
    side: Side | None
    limb: str
    along: float | None


class Strip(NamedTuple):
    """A piece of a cord in the picture: its path, and points in space that say how near it is.

    over, under: parts that are painted before it and after it.
    """

    path: Path
    line: Sequence[Point]
    points: Sequence[Vec]
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


def check(through: Sequence[str], props: Container[str], problems: Problems) -> None:
    """Problems for anchors that can't be understood."""
    for words in through:
        match = _FORM.fullmatch(" ".join(words.split()))
        if not match or (match[3] and match[3] not in props):
            problems.error(
                place_of(words),
                f"a strap or band can't run through {str(words)!r}",
                "write right-hand, left-foot, right-ankle, right-thigh at 0.85, or a prop that stands before it",
            )


def anchors(through: Sequence[str]) -> list[Anchor]:
    out = []
    for words in through:
        match = _FORM.fullmatch(" ".join(words.split()))
        if match:
            side: Side | None = match[1]  # type: ignore[assignment]
            out.append(Anchor(side, match[2] or match[3], float(match[4]) if match[4] else None))
    return out


def _limb(body: Skeleton, look: Look, anchor: Anchor) -> tuple[Vec, Frame, tuple[float, float, float, float]]:
    """Centre and frame of a limb's section at an anchor, and its radii to the front, back, left and right."""
    side = anchor.side
    assert side
    g = SIGN[side]
    if anchor.limb == "foot":
        frame = body.foot(side)
        ring = Frame(frame.up, scaled(frame.front, -1), frame.right)
        return at(body.ankle(side), frame, 7.5, -4.0), ring, (4.3, 4.6, 4.4, 4.4)
    default = {"thigh": 0.82, "knee": 1.0, "shin": 0.6, "ankle": 0.93}[anchor.limb]
    along = default if anchor.along is None else anchor.along
    thigh = anchor.limb in ("thigh", "knee")
    s = along * number("thigh" if thigh else "shank")
    frame, origin = (body.thigh(side), body.hip(side)) if thigh else (body.shank(side), body.knee(side))
    q = s if thigh else s + number("thigh")
    cloth = 1.2 if q < 26 else 0.4
    outer, inner = look.leg_outer(q) + cloth, look.leg_inner(q) + cloth
    left, right = (inner, outer) if g > 0 else (outer, inner)
    return at(origin, frame, 0, -s), frame, (look.leg_front(q) + cloth, look.leg_back(q) + cloth, left, right)


def loop(body: Skeleton, look: Look, camera: Camera, found: Sequence[Anchor], width: float) -> list[Strip]:
    """The side of a loop round one or two limbs that faces the viewer."""
    limbs = [a for a in found if a.side and a.limb != "hand"]
    rings: list[tuple[Vec, Vec]] = []
    for anchor in limbs:
        centre, frame, (front, back, left, right) = _limb(body, look, anchor)
        for i in range(RING):
            c, s = cos(2 * pi * i / RING), sin(2 * pi * i / RING)
            point = at(centre, frame, c * (front if c > 0 else back), 0, s * (right if s > 0 else left))
            rings.append((point, frame.up))
    total = (0.0, 0.0, 0.0)
    for _, up in rings:
        total = plus(total, up)
    axis = unit(total)
    spread = (0.0, 0.0, 1.0) if abs(axis[2]) < 0.9 else (1.0, 0.0, 0.0)
    across = unit(plus(spread, axis, -dot(spread, axis)))
    ahead = (
        axis[1] * across[2] - axis[2] * across[1],
        axis[2] * across[0] - axis[0] * across[2],
        axis[0] * across[1] - axis[1] * across[0],
    )
    flat = {(dot(p, across), dot(p, ahead)): (p, up) for p, up in rings}
    ring = [flat[q] for q in hull(flat)]
    seen: list[tuple[Vec, Vec]] = []
    n = len(ring)
    visible = []
    for i in range(n):
        (p, _), (q, _) = ring[i], ring[(i + 1) % n]
        dx, dy = dot(q, across) - dot(p, across), dot(q, ahead) - dot(p, ahead)
        normal = plus(scaled(across, dy), ahead, -dx)
        visible.append(dot(normal, camera.towards) > 0)
    if not any(visible) or all(visible):
        return []
    start = next(i for i in range(n) if visible[i] and not visible[i - 1])
    for k in range(n):
        i = (start + k) % n
        if not visible[i]:
            break
        seen.append(ring[i])
    seen.append(ring[(start + len(seen)) % n])
    edge = [camera(at(p, Frame(up, up, up), width / 2)) for p, up in seen]
    under = [camera(at(p, Frame(up, up, up), -width / 2)) for p, up in seen]
    middle = [camera(p) for p, _ in seen]
    over = tuple(name for a in limbs for name in _limb_parts(a))
    hands = tuple(f"hand.{side}" for side in SIDES)
    return [Strip(polygon(*edge, *under[::-1]), middle, [p for p, _ in seen], over, hands)]


def _limb_parts(anchor: Anchor) -> list[str]:
    kinds = ("shoe", "sole", "sock") if anchor.limb == "foot" else ("leg", "thigh", "shank", "shorts")
    return [f"{kind}.{anchor.side}" for kind in kinds]


def holders(found: Sequence[Anchor]) -> frozenset[Side]:
    """Sides whose hand a cord runs through."""
    return frozenset(a.side for a in found if a.side and a.limb == "hand")


def _through_hand(body: Skeleton, side: Side, came_from: Vec) -> tuple[Vec, Vec]:
    """Where a cord goes into a closed hand, on the side that it comes from, and where it comes out."""
    along, inwards = GRIP
    grip = at(body.wrist(side), body.hand(side), 0, -along, -SIGN[side] * inwards)
    front = body.hand(side).front
    k = HALF_GRIP if dot(minus(came_from, grip), front) > 0 else -HALF_GRIP
    return plus(grip, front, k), plus(grip, front, -k)


def _tail(body: Skeleton, camera: Camera, side: Side, came_from: Vec, width: float) -> Strip:
    """The free end: through the hand and down on its other side."""
    into, out_of = _through_hand(body, side, came_from)
    onwards = unit(minus(out_of, into))
    ground = body.posture.support[0] if body.posture.support else 0.0
    points = [into, out_of]
    for along, up in TAIL:
        p = plus(plus(out_of, onwards, along), (0.0, 1.0, 0.0), up)
        points.append((p[0], max(p[1], ground + CLEAR), p[2]))
    line = resampled([camera(p) for p in points], 14)
    arm = (f"arm.{side}", f"farm.{side}")
    palm_seen = -SIGN[side] * dot(body.hand(side).right, camera.towards) > 0
    under = (f"hand.{side}", *(() if palm_seen else arm))
    left, right = sides(line, [width / 2] * len(line))
    return Strip(
        polygon(*left, *right[::-1]),
        [camera(p) for p in points],
        points,
        arm if palm_seen else (),
        under,
    )


def line(
    body: Skeleton,
    look: Look,
    camera: Camera,
    found: Sequence[Anchor],
    width: float,
    props: dict[str, Vec],
) -> list[Strip]:
    """A strap from anchor to anchor, in pieces; round a foot it runs under the sole.

    It goes through the hands that hold it; where it ends in one, its free end hangs down.
    """
    points: list[Vec] = []
    under: set[int] = set()
    cuts: dict[int, Point] = {}
    held: dict[int, Side] = {}
    for n, anchor in enumerate(found):
        side = anchor.side
        if side is None:
            points.append(props[anchor.limb])
        elif anchor.limb == "hand":
            points.append(at(body.wrist(side), body.hand(side), 0, -GRIP[0], -SIGN[side] * GRIP[1]))
            held[len(points) - 1] = side
        elif anchor.limb == "foot":
            before = found[n - 1] if n else (found[1] if len(found) > 1 else anchor)
            g = SIGN[before.side] if before.side else SIGN[side]
            x, y = SOLE
            ends = [at(body.ankle(side), body.foot(side), x, y, z * g) for z in (HALF_SOLE, -HALF_SOLE)]
            if n == 0:
                ends.reverse()
            under.add(len(points))
            along = camera.flat(body.foot(side).front)
            cuts[len(points)] = cuts[len(points) + 1] = along
            points += ends
        else:
            points.append(_limb(body, look, anchor)[0])
    out = []
    last = len(points) - 1
    for i, (a, b) in enumerate(pairwise(points)):
        if i in held:
            a = _through_hand(body, held[i], b)[0]
            if i == 0:
                out.append(_tail(body, camera, held[i], b, width))
        if i + 1 in held:
            b = _through_hand(body, held[i + 1], a)[0]
            if i + 1 == last:
                out.append(_tail(body, camera, held[last], a, width))
        p, q = camera(a), camera(b)
        if apart(p, q) < 0.4:
            continue
        steps = [lerp(p, q, k / 6) for k in range(7)]
        left, right = sides([p, q], [width / 2, width / 2])
        for end in (0, 1):
            cut = cuts.get(i + end)
            if cut:
                k = (
                    width / 2
                    if (left[end][0] - right[end][0]) * cut[0] + (left[end][1] - right[end][1]) * cut[1] > 0
                    else -width / 2
                )
                at_end = (p, q)[end]
                left[end], right[end] = add(at_end, cut, k), add(at_end, cut, -k)
        feet = [name for x in found if x.limb == "foot" for name in _limb_parts(x)] if i in under else []
        hands = tuple(f"hand.{held[end]}" for end in (i, i + 1) if end in held)
        out.append(
            Strip(
                polygon(left[0], left[1], right[1], right[0]),
                steps,
                [between(a, b, k / 6) for k in range(7)],
                tuple(feet),
                hands,
            )
        )
    return out


def marks(strip: Strip, role: str) -> list[Mark]:
    return [Shape(strip.path, fill=role, stroke=f"{role}-edge", width=OUTLINE)]


__all__ = ["Strip", "anchors", "check", "holders", "line", "loop", "marks"]
