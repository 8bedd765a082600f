"""Deflated pieces that can be joined as bytes: a piece is compressed once, whatever page it lands on.

Each piece ends in a full flush, after which the compressor remembers nothing (zlib manual, Z_FULL_FLUSH), so
a piece's bytes depend on its data alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import NamedTuple

_ADLER_BASE = 65521
_LEVEL = 6
_HEADER = b"\x78\x9c"
_LAST_BLOCK = b"\x03\x00"


class Piece(NamedTuple):
    deflated: bytes
    adler: int
    length: int


class Deflater:
    """One compressor for all pieces: setting one up costs fifteen times the work of a small piece."""

    def __init__(self, level: int = _LEVEL) -> None:
        self._compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)

    def piece(self, data: bytes) -> Piece:
        deflated = self._compressor.compress(data) + self._compressor.flush(zlib.Z_FULL_FLUSH)
        return Piece(deflated, zlib.adler32(data), len(data))


def join(pieces: Iterable[Piece]) -> bytes:
    """An ordinary zlib stream; its checksum is put together from those of the pieces, as zlib's
    adler32_combine does.
    """
    a, b, out = 1, 0, [_HEADER]
    for deflated, adler, length in pieces:
        low, high = adler & 0xFFFF, adler >> 16
        b = (b + high + length * (a - 1)) % _ADLER_BASE
        a = (a + low - 1) % _ADLER_BASE
        out.append(deflated)
    out.append(_LAST_BLOCK + (b << 16 | a).to_bytes(4, "big"))
    return b"".join(out)
