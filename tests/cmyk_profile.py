"""A small CMYK output profile, made from a model of four inks on white paper, so that tests need no file of a system.

Each ink lets a share of red, green and blue light through; a tint of it is paper and ink side by side, and inks
multiply.  The tables are `lut8` (ICC.1:2004-10, 10.9), for inks to Lab and back.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable
from functools import cache

NAME = "Test inks on white paper"
INKS = {"c": (0.04, 0.40, 0.80), "m": (0.62, 0.05, 0.22), "y": (0.90, 0.78, 0.05), "k": (0.015, 0.015, 0.015)}
TO_XYZ = ((0.43607, 0.38515, 0.14307), (0.22249, 0.71687, 0.06061), (0.01392, 0.09708, 0.71410))
D50 = (0.9642, 1.0, 0.8249)
INKS_GRID, LAB_GRID = 5, 17
Triple = tuple[float, float, float]


@cache
def cmyk(version: int = 2) -> bytes:
    """The profile, in version 2 or 4 of the format."""
    return profile(version=version)


def profile(
    kind: bytes = b"prtr",
    space: bytes = b"CMYK",
    version: int = 2,
    without: str = "",
    connects: bytes = b"Lab ",
) -> bytes:
    """The same with another class, colour space or version in its header, or without a table."""
    text = NAME.encode("utf-16-be")
    if version == 4:
        name = b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enGB", len(text), 28) + text
        right = name
    else:
        name = b"desc\0\0\0\0" + struct.pack(">I", len(NAME) + 1) + NAME.encode("ascii") + bytes(1 + 78)
        right = b"text\0\0\0\0" + b"CC0 1.0, no rights reserved\0"
    tags = {
        "desc": name,
        "cprt": right,
        "wtpt": b"XYZ \0\0\0\0" + _fixed(*D50),
        "A2B0": inks_to_lab(),
        "B2A0": lab_to_inks(),
    }
    tags.pop(without, None)
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, data in tags.items():
        table += struct.pack(">4sII", tag.encode("ascii"), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4xB3x4s4s4s6H4s", start + len(body), version, kind, space, connects, 2000, 1, 1, 0, 0, 0, b"acsp"
    )
    head += bytes(28) + _fixed(*D50)
    return head + bytes(128 - len(head)) + table + body


def lab(inks: Iterable[float]) -> Triple:
    """What four shares of ink look like."""
    light = [1.0, 1.0, 1.0]
    for share, passed in zip(inks, INKS.values(), strict=True):
        light = [v * (1 - share * (1 - p)) for v, p in zip(light, passed, strict=True)]
    xyz = [sum(m * v for m, v in zip(row, light, strict=True)) for row in TO_XYZ]
    fx, fy, fz = (_root(v / w) for v, w in zip(xyz, D50, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def inks(lightness: float, a: float, b: float) -> list[float]:
    """Shares of ink that come near a colour, with black for a part of what the others have in common."""
    fy = (lightness + 16) / 116
    xyz = [_cube(f) * w for f, w in zip((fy + a / 500, fy, fy - b / 200), D50, strict=True)]
    light = [min(1.0, max(0.0, sum(m * v for m, v in zip(row, xyz, strict=True)))) for row in _INVERSE]
    black = min(1.0, 1.12 * max(0.0, 0.8 - max(light) ** 0.4))
    shares = [0.0, 0.0, 0.0, black]
    passed = list(INKS.values())
    for _ in range(25):
        for i in range(3):
            others = 1.0
            for j in (*range(3), 3):
                if j != i:
                    others *= 1 - shares[j] * (1 - passed[j][i])
            shares[i] = min(1.0, max(0.0, (1 - light[i] / others) / (1 - passed[i][i])))
    return shares


@cache
def inks_to_lab() -> bytes:
    steps = [i / (INKS_GRID - 1) for i in range(INKS_GRID)]
    rows = [
        (round(light * 2.55), round(a) + 128, round(b) + 128)
        for light, a, b in map(lab, itertools.product(steps, repeat=4))
    ]
    return _lut8(4, 3, INKS_GRID, rows)


@cache
def lab_to_inks() -> bytes:
    steps = [255 * i / (LAB_GRID - 1) for i in range(LAB_GRID)]
    rows = [
        tuple(round(255 * v) for v in inks(light / 2.55, a - 128, b - 128))
        for light, a, b in itertools.product(steps, repeat=3)
    ]
    return _lut8(3, 4, LAB_GRID, rows)


def _lut8(ins: int, outs: int, grid: int, rows: Iterable[tuple[int, ...]]) -> bytes:
    head = struct.pack(">4s4xBBBx", b"mft1", ins, outs, grid) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    even = bytes(range(256))
    table = bytes(min(255, max(0, v)) for row in rows for v in row)
    return head + even * ins + table + even * outs


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *[round(v * 65536) for v in values])


def _root(t: float) -> float:
    return float(t ** (1 / 3)) if t > 216 / 24389 else (t * 24389 / 27 + 16) / 116


def _cube(f: float) -> float:
    return float(f**3) if f > 6 / 29 else (116 * f - 16) * 27 / 24389


def _inverse(m: tuple[Triple, Triple, Triple]) -> list[list[float]]:
    (a, b, c), (d, e, f), (g, h, i) = m
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    rows = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
    return [[v / det for v in row] for row in rows]


_INVERSE = _inverse(TO_XYZ)
