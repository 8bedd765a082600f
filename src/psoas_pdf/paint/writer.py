"""The file: object numbers, object streams, a cross-reference stream, and late objects.

Late objects (page contents, XMP, Info) differ between the documents of a batch; everything before them is one
blob that all documents of a shape share.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from struct import Struct
from typing import Any, NamedTuple

from psoas_pdf.paint.deflate import Deflater, Piece, join
from psoas_pdf.paint.syntax import END_OF_STREAM

MOST_IN_STREAM = 200
"""Objects in one object stream; readers unpack a stream as a whole."""

_HEAD = b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n"
_ROW = Struct(">BIH").pack
_FREE = _ROW(0, 0, 65535)
_AT_OFFSET, _IN_STREAM = 1, 2


class File:
    """Objects by name.  A name can be used before its object is there; numbers go by first use."""

    def __init__(self, late: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        self._bodies: dict[str, bytes] = {}
        self._late = {name: self.number(name) for name in late}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def ref(self, name: str) -> str:
        return f"{self.number(name)} 0 R"

    def put(self, name: str, body: bytes) -> str:
        """Gives the object; returns the reference to it."""
        if name in self._bodies:
            raise ValueError(f"written twice: {name}")
        self._bodies[name] = body
        return self.ref(name)

    def given(self) -> Iterator[tuple[int, bytes]]:
        """Numbers and bodies of all objects, but the late ones.  Raises KeyError for a name that was never given."""
        for name, number in self._numbers.items():
            if name not in self._late:
                yield number, self._bodies[name]

    def shared(self, root: str, info: str, deflater: Deflater, version: bytes = b"1.7") -> Shared:
        """All objects but the late ones, formatted, in a file of that version of PDF.  Raises KeyError for a name
        that was used and never given.
        """
        out, where, last = self._packed(version)
        rows = b"".join([_ROW(*where[n]) for n in range(len(self._late) + 1, last + 1)])
        return Shared(
            blob=bytes(out),
            digest=sha256(out),
            late=self._late,
            free=deflater.piece(_FREE),
            rows=deflater.piece(rows),
            xref=last + 1,
            root=self._numbers[root],
            info=self._numbers[info],
            deflater=deflater,
        )

    def base(self, deflater: Deflater, version: bytes) -> Base:
        """All objects, formatted, as the beginning of a file.  Raises KeyError for a name that was never given."""
        out, where, last = self._packed(version)
        rows = _FREE + b"".join([_ROW(*where[n]) for n in range(1, last + 1)])
        return Base(bytes(out), sha256(out), deflater.piece(rows), last, dict(self._numbers))

    def _packed(self, version: bytes) -> tuple[bytearray, dict[int, tuple[int, int, int]], int]:
        """The objects in a file, where each of them is, and the last of their numbers."""
        out = bytearray(_HEAD % version)
        where: dict[int, tuple[int, int, int]] = {}
        packed: list[tuple[int, bytes]] = []
        for name, number in self._numbers.items():
            if name in self._late:
                continue
            body = self._bodies[name]
            if body.endswith(END_OF_STREAM):
                where[number] = (_AT_OFFSET, len(out), 0)
                out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
            else:
                packed.append((number, body))
        last = len(self._numbers)
        for start in range(0, len(packed), MOST_IN_STREAM):
            part = packed[start : start + MOST_IN_STREAM]
            last += 1
            where.update({number: (_IN_STREAM, last, index) for index, (number, _) in enumerate(part)})
            where[last] = (_AT_OFFSET, len(out), 0)
            out += _object_stream(last, part)
        return out, where, last


def _object_stream(number: int, part: list[tuple[int, bytes]]) -> bytes:
    heads, data = [], bytearray()
    for inner, body in part:
        heads.append(b"%d %d" % (inner, len(data)))
        data += body + b"\n"
    head = b" ".join(heads) + b"\n"
    deflated = zlib.compress(head + data)
    return (
        b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b%b\nendobj\n"
        % (
            number,
            len(part),
            len(head),
            len(deflated),
            deflated,
            END_OF_STREAM,
        )
    )


class Base(NamedTuple):
    """The beginning of a file: what is painted with, but nothing of what it says.

    rows: of the cross-reference table, from that of 0 to that of `last`.  numbers: of its objects, by name.
    """

    blob: bytes
    digest: Any
    rows: Piece
    last: int
    numbers: Mapping[str, int]


class Shared(NamedTuple):
    """What the documents of one shape have in common.  xref: number of the cross-reference stream, the last
    object.
    """

    blob: bytes
    digest: Any
    late: Mapping[str, int]
    free: Piece
    rows: Piece
    xref: int
    root: int
    info: int
    deflater: Deflater

    def finish(self, bodies: Mapping[str, bytes]) -> tuple[bytes, bytes]:
        """The file in two parts, for os.writev: the blob is never copied.  The /ID is the digest of all
        objects.
        """
        digest, at, out, rows = self.digest.copy(), len(self.blob), [], []
        for name, number in self.late.items():
            body = b"%d 0 obj\n%b\nendobj\n" % (number, bodies[name])
            digest.update(body)
            rows.append(_ROW(_AT_OFFSET, at, 0))
            at += len(body)
            out.append(body)
        identity = digest.hexdigest()[:32].encode("ascii")
        own = self.deflater.piece(b"".join(rows))
        table = join((self.free, own, self.rows, self.deflater.piece(_ROW(_AT_OFFSET, at, 0))))
        out.append(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n%b%b\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (
                self.xref,
                self.xref + 1,
                self.root,
                self.info,
                identity,
                identity,
                len(table),
                table,
                END_OF_STREAM,
                at,
            )
        )
        return self.blob, b"".join(out)
