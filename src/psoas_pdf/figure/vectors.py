"""Vectors and frames in space: x forwards, y up, z to the subject's right; centimetres and degrees."""

from __future__ import annotations

from math import cos, radians, sin, sqrt
from typing import NamedTuple

Vec = tuple[float, float, float]


class Frame(NamedTuple):
    """Three unit vectors at right angles: the front of a part, its way up (towards the trunk), its right."""

    front: Vec
    up: Vec
    right: Vec


WORLD = Frame((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def plus(a: Vec, b: Vec, k: float = 1.0) -> Vec:
    """a + k b."""
    return (a[0] + b[0] * k, a[1] + b[1] * k, a[2] + b[2] * k)


def minus(a: Vec, b: Vec) -> Vec:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scaled(a: Vec, k: float) -> Vec:
    return (a[0] * k, a[1] * k, a[2] * k)


def dot(a: Vec, b: Vec) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vec) -> float:
    return sqrt(dot(a, a))


def unit(a: Vec) -> Vec:
    size = length(a) or 1.0
    return (a[0] / size, a[1] / size, a[2] / size)


def between(a: Vec, b: Vec, t: float) -> Vec:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def distance(a: Vec, b: Vec) -> float:
    return length(minus(a, b))


def _rotated(a: Vec, b: Vec, degrees: float) -> tuple[Vec, Vec]:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return plus(scaled(a, c), b, s), plus(scaled(b, c), a, -s)


def flexed(frame: Frame, degrees: float) -> Frame:
    """Turned about the part's right: positive swings a hanging limb to the front."""
    front, up = _rotated(frame.front, frame.up, degrees)
    return Frame(front, up, frame.right)


def tipped(frame: Frame, degrees: float) -> Frame:
    """Turned about the part's front: positive tips its top to the right."""
    up, right = _rotated(frame.up, frame.right, degrees)
    return Frame(frame.front, up, right)


def turned(frame: Frame, degrees: float) -> Frame:
    """Turned about the part's own length: positive turns its right to the front."""
    right, front = _rotated(frame.right, frame.front, degrees)
    return Frame(front, frame.up, right)


def at(origin: Vec, frame: Frame, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> Vec:
    """The point x in front of, y above and z to the right of an origin."""
    f, u, r = frame
    return (
        origin[0] + f[0] * x + u[0] * y + r[0] * z,
        origin[1] + f[1] * x + u[1] * y + r[1] * z,
        origin[2] + f[2] * x + u[2] * y + r[2] * z,
    )
