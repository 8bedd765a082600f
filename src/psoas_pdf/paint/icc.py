"""Two small profiles (ICC version 2), the same bytes each time, made from the numbers of IEC 61966-2-1: sRGB for
a display, and a grey of the same tones for a press.
"""

from __future__ import annotations

import struct
from functools import cache

CURVE_POINTS = 256
GREY = "Grey, one black ink"
_D50 = (0.9642, 1.0, 0.8249)
_D65 = (0.9505, 1.0, 1.0891)
_PRIMARIES = {  # adapted to D50 (Bradford)
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_MADE = (2000, 1, 1, 0, 0, 0)  # a date of its own, so that the bytes do not depend on the day

_FREE = b"text\0\0\0\0CC0 1.0, no rights reserved\0"


@cache
def srgb() -> bytes:
    """The profile; below one kilobyte."""
    tags = [
        (b"desc", _description("sRGB IEC61966-2.1")),
        (b"cprt", _FREE),
        (b"wtpt", _xyz(_D65)),
        *[(tag, _xyz(xyz)) for tag, xyz in _PRIMARIES.items()],
        *[(tag, _curve()) for tag in (b"rTRC", b"gTRC", b"bTRC")],
    ]
    return _profile(b"mntr", b"RGB ", tags)


@cache
def grey() -> bytes:
    """An output profile (PDF/X asks for that class) of one ink, white paper and the tone curve of sRGB.

    So a grey has in print the number that it has on screen.
    """
    tags = [(b"desc", _description(GREY)), (b"cprt", _FREE), (b"wtpt", _xyz(_D50)), (b"kTRC", _curve())]
    return _profile(b"prtr", b"GRAY", tags)


def _profile(kind: bytes, space: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    start = 128 + 4 + 12 * len(tags)
    table, body, placed = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for tag, data in tags:
        if data not in placed:
            placed[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", tag, placed[data], len(data))
    return _header(start + len(body), kind, space) + table + body


def _header(size: int, kind: bytes, space: bytes) -> bytes:
    head = struct.pack(">I4xI4s4s4s6H4s", size, 0x02100000, kind, space, b"XYZ ", *_MADE, b"acsp")
    head += bytes(28) + _fixed(*_D50)
    return head + bytes(128 - len(head))


def _curve() -> bytes:
    return struct.pack(f">4sII{CURVE_POINTS}H", b"curv", 0, CURVE_POINTS, *map(_linear, range(CURVE_POINTS)))


def _linear(step: int) -> int:
    v = step / (CURVE_POINTS - 1)
    return round(65535 * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4))


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *[round(v * 65536) for v in values])


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _description(text: str) -> bytes:
    ascii_text = text.encode("ascii") + b"\0"
    return struct.pack(">4sII", b"desc", 0, len(ascii_text)) + ascii_text + bytes(4 + 4 + 2 + 1 + 67)
