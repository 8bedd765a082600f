"""Two-bone inverse kinematics with a search over where elbow or knee point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import acos, asin, atan2, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

from psoas_pdf.figure.vectors import Frame, Vec, cross, dot, flexed, length, minus, plus, scaled, tipped, unit

STRAIGHT = 0.9995
"""A limb is straightened to this share of its length at most, so that it has a side to bend to."""
LOCKED = 0.97
"""A hand bent so far that its palm is this nearly across the forearm."""
SWIVELS = tuple(sorted(range(-90, 91, 6), key=lambda a: (abs(a), a)))


class Bend(NamedTuple):
    """Joint angles in degrees: flexion, abduction, rotation at the root, and flexion of the middle joint.

    swivel: how far elbow or knee point from where they were wanted.  missing: cm that the limb is too short.
    """

    flexion: float
    abduction: float
    rotation: float
    middle: float
    swivel: float
    missing: float


def _wrapped(angle: float) -> float:
    return (angle + 180) % 360 - 180


def root_angles(base: Frame, along: Vec, front: Vec, sign: float) -> tuple[float, float, float]:
    """Flexion, abduction and rotation of a limb that points `along`, its front near to `front`."""
    abduction = degrees(asin(max(-1.0, min(1.0, dot(along, base.right) * sign))))
    flexion = degrees(atan2(dot(along, base.front), -dot(along, base.up)))
    frame = tipped(flexed(base, flexion), -sign * abduction)
    rotation = degrees(atan2(dot(front, frame.right) * sign, dot(front, frame.front)))
    return _wrapped(flexion), abduction, _wrapped(rotation)


def bends(
    base: Frame,
    root: Vec,
    target: Vec,
    upper: float,
    lower: float,
    hint: Vec,
    sign: float,
    knee: bool,
    swivels: Iterable[int] = SWIVELS,
) -> Iterator[Bend]:
    """Every way to bring the end of a two-bone limb to a target, by swivel.

    base: frame that the root's angles are measured in.  hint: where the middle joint should point.
    knee: the limb bends backwards (elbows bend forwards).
    """
    way = minus(target, root)
    reach = length(way)
    distance = max(abs(upper - lower) + 0.5, min(reach, (upper + lower) * STRAIGHT))
    way = unit(way)
    out = unit(plus(hint, way, -dot(hint, way)))
    k = (upper * upper + distance * distance - lower * lower) / (2 * upper * distance)
    q = sqrt(max(0.0, 1 - k * k))
    cosine = (upper * upper + lower * lower - distance * distance) / (2 * upper * lower)
    middle = 180 - degrees(acos(max(-1.0, min(1.0, cosine))))
    across = cross(way, out)
    missing = max(0.0, reach - (upper + lower))
    for swivel in swivels:
        a = radians(swivel)
        point = plus(scaled(out, cos(a)), across, sin(a))
        along = unit(plus(scaled(way, k), point, q))
        front = point if knee else scaled(point, -1)
        flexion, abduction, rotation = root_angles(base, along, front, sign)
        if not knee and flexion < -100:
            flexion += 360
        yield Bend(flexion, abduction, rotation, middle, float(swivel), missing)


def other_way(bend: Bend) -> Bend:
    """The same limb in the other set of three angles: an arm raised sideways instead of forwards, say."""
    flexion = _wrapped(bend.flexion + 180)
    return bend._replace(
        flexion=flexion, abduction=180 - bend.abduction, rotation=_wrapped(bend.rotation + 180)
    )


def hand_angles(forearm: Frame, hand: Frame, sign: float) -> tuple[float, float, float]:
    """Forearm rotation, wrist flexion and wrist deviation that bring a hand from its forearm to a frame."""
    along = max(-1.0, min(1.0, dot(hand.right, forearm.up)))
    q = -asin(along)
    if abs(along) > LOCKED:
        # The palm faces along the forearm: rotation and deviation do the same, and the forearm does it all.
        p = atan2(-dot(hand.front, forearm.right), dot(hand.front, forearm.front))
        return degrees(p) * sign, degrees(q) * sign, 0.0
    p = atan2(dot(hand.right, forearm.front), dot(hand.right, forearm.right))
    right = plus(scaled(forearm.right, cos(p)), forearm.front, sin(p))
    front = plus(scaled(forearm.front, cos(p)), forearm.right, -sin(p))
    up = plus(scaled(forearm.up, cos(q)), right, sin(q))
    r = atan2(dot(hand.front, up), dot(hand.front, front))
    return degrees(p) * sign, degrees(q) * sign, degrees(r)
