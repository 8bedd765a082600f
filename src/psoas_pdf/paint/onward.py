"""A file that is written as it goes: what is in it is forgotten, but for where each object stands."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from struct import Struct
from typing import IO

from psoas_pdf.paint.deflate import Deflater, Piece, join
from psoas_pdf.paint.syntax import END_OF_STREAM, stream
from psoas_pdf.paint.writer import MOST_IN_STREAM

_ROW = Struct(">BIH")
_FREE = _ROW.pack(0, 0, 65535)
_AT_OFFSET, _IN_STREAM = 1, 2
_MOST_BYTES = 1 << 16
"""Of objects that wait for their stream."""
_ROWS = 4096
"""Rows of the cross-reference table in one piece."""
LEVEL = 6
"""Of compression: more takes longer and saves little."""
_MOST_INDEX = 4096
"""Objects in one stream of those that are put together; a deck or a diary has more, which go into several."""
_PARTS = [bytes([_IN_STREAM]), *[b"%b%c" % (i.to_bytes(2, "big"), _IN_STREAM) for i in range(_MOST_INDEX)]]
"""Of the rows of objects in one stream: what comes between the numbers of the stream."""


class Onward:
    """Objects at their offsets in `out`, and rows of the cross-reference table."""

    def __init__(self, version: bytes, out: IO[bytes], level: int = LEVEL) -> None:
        """level: of compression, of what is not a stream."""
        self._level = level
        self._out, self._at, self._digest = out, 0, sha256()
        self._deflater = Deflater()
        self._rows: list[bytearray | Piece] = []
        self._left = array("H")
        self._waiting: list[tuple[int, bytes]] = []
        self._bytes = 0
        self._last = -1
        self._write(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version)
        self._set(self.reserve(1), _FREE)

    def reserve(self, count: int) -> int:
        """The first of so many new numbers."""
        first, self._last = self._last + 1, self._last + count
        while len(self._rows) * _ROWS <= self._last:
            self._rows.append(bytearray(_ROWS * _ROW.size))
            self._left.append(_ROWS)
        return first

    def put(self, number: int, data: bytes) -> None:
        """A stream goes into the file at once, another object with its neighbours."""
        if data.endswith(END_OF_STREAM):
            self._set(number, _ROW.pack(_AT_OFFSET, self._at, 0))
            self._write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
            return
        self._waiting.append((number, data))
        self._bytes += len(data)
        if len(self._waiting) >= MOST_IN_STREAM or self._bytes >= _MOST_BYTES:
            self.flush()

    def put_all(self, first: int, bodies: Sequence[bytes]) -> None:
        """Objects that are no streams, with numbers one after the other."""
        for start in range(0, len(bodies), _MOST_INDEX):
            part = bodies[start : start + _MOST_INDEX]
            numbers = range(first + start, first + start + len(part))
            own = self._object_stream(numbers, part)
            self._set(
                numbers.start, own.to_bytes(4, "big").join([*_PARTS[: len(part)], _PARTS[len(part)][:2]])
            )

    def flush(self) -> None:
        if not self._waiting:
            return
        numbers, bodies = zip(*self._waiting, strict=True)
        self._waiting, self._bytes = [], 0
        own = self._object_stream(numbers, bodies)
        for index, number in enumerate(numbers):
            self._set(number, _ROW.pack(_IN_STREAM, own, index))

    def digest(self) -> str:
        """Of all that is written, in hex."""
        return self._digest.hexdigest()

    def finish(self, root: int, info: int, about: bytes) -> None:
        """Its /ID is the digest of all objects.

        about: the Info dictionary, number `info`; it is written last and plain, where `inputs.stamp_of` finds it.
        """
        self.flush()
        self._set(info, _ROW.pack(_AT_OFFSET, self._at, 0))
        self._write(b"%d 0 obj\n%b\nendobj\n" % (info, about))
        identity = self.digest()[:32].encode("ascii")
        at, own = self._at, self.reserve(1)
        self._set(own, _ROW.pack(_AT_OFFSET, at, 0))
        last = self._rows[-1]
        if isinstance(last, bytearray):
            del last[(own % _ROWS + 1) * _ROW.size :]
        table = join(
            [self._deflater.piece(_foretold(r)) if isinstance(r, bytearray) else r for r in self._rows]
        )
        self._write(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length %d>>\nstream\n%b%b\nendobj\n"
            b"startxref\n%d\n%%%%EOF\n"
            % (own, own + 1, root, info, identity, identity, len(table), table, END_OF_STREAM, at)
        )

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)
        self._digest.update(data)

    def _object_stream(self, numbers: Sequence[int], bodies: Sequence[bytes]) -> int:
        """Writes one; returns its number."""
        own = self.reserve(1)
        heads = [0] * (2 * len(bodies))
        heads[::2] = numbers
        heads[1::2] = accumulate([len(each) + 1 for each in bodies[:-1]], initial=0)
        head = b"%d %d " * len(bodies) % tuple(heads)
        deflated = zlib.compress(head + b"\n".join(bodies), self._level)
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(bodies), len(head))
        self.put(own, stream(deflated, entries))
        return own

    def _set(self, number: int, rows: bytes) -> None:
        """Rows from that of `number`.  Those of a piece that is complete are deflated."""
        size = _ROW.size
        while rows:
            index, at = divmod(number, _ROWS)
            here, piece = rows[: (_ROWS - at) * size], self._rows[index]
            if isinstance(piece, Piece):
                raise ValueError(f"written twice: {number}")
            piece[at * size : at * size + len(here)] = here
            count = len(here) // size
            self._left[index] -= count
            if not self._left[index]:
                self._rows[index] = self._deflater.piece(_foretold(piece))
            number, rows = number + count, rows[len(here) :]


def _foretold(rows: bytes | bytearray) -> bytes:
    """Rows of the table with the PNG predictor 'up' (ISO 32000-1, 7.4.4.4): each byte less the one above it, so that
    rows come to nearly the same and deflate to a hundredth.  The first row, which has none above it, stays.
    """
    size, count = _ROW.size, len(rows) // _ROW.size
    high = int.from_bytes(b"\x80" * len(rows), "big")
    below = int.from_bytes(rows, "big")
    above = int.from_bytes(bytes(size) + rows[:-size], "big")
    # All bytes are subtracted at once; the highest bit of each is kept from borrowing.
    less = ((below | high) - (above & ~high)) ^ ((below ^ ~above) & high)
    columns = less.to_bytes(len(rows), "big")
    out = bytearray(count * (size + 1))
    out[:: size + 1] = b"\0" + b"\2" * (count - 1)
    for column in range(size):
        out[column + 1 :: size + 1] = columns[column::size]
    return bytes(out)
