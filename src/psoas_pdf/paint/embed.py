"""Fonts in the file: the program cut down to what is printed, widths, and the way back from glyphs to
characters.

A subset is made of whole groups of characters, not of the very characters of a document: ASCII in one, the
rest in groups of 32.  So all documents of a batch, whatever the names in them, come to a few subsets; they
can be kept; and a document is the same whether it is made alone or among a thousand.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from psoas_pdf.paint.syntax import stream
from psoas_pdf.paint.writer import File
from psoas_pdf.ready import ReadyStore
from psoas_pdf.text.fonts import Face

PROGRAM_VERSION = 1
"""Goes up when a program of the same face and groups comes to other bytes."""

MOST_IN_BFCHAR = 100
"""Rows of one bfchar block (Adobe Technical Note 5014, 1.4.1)."""

MOST_SUBSETS = 40
"""Subsets that are kept, some twenty kilobytes each: names in a batch bring a few."""

_ASCII, _GROUP_BITS = 0x80, 5
_CHECKSUM_OF_FILE = 0xB1B0AFBA
_SYMBOLIC, _NONSYMBOLIC = 4, 32
_HAS_INSTRUCTIONS, _MORE_PARTS, _LONG_ARGUMENTS = 0x0100, 0x0020, 0x0001
_SCALE, _TWO_SCALES, _MATRIX = 0x0008, 0x0040, 0x0080


def groups(text: str) -> set[int]:
    """The groups of characters that a text needs; 0, which is ASCII, always: it has the space."""
    if text.isascii():
        return {0}
    return {0} | {ord(c) >> _GROUP_BITS for c in text if ord(c) >= _ASCII}


def characters(face: Face, wanted: Iterable[int]) -> dict[int, int]:
    """Glyph id to the character's code that it stands for, of whole groups and with tabular digits.

    Where two characters share a glyph the lower code wins, so that it is the same one in every document.
    """
    out: dict[int, int] = {}
    for group in sorted(wanted):
        for code in range(_ASCII) if group == 0 else range(group << _GROUP_BITS, group + 1 << _GROUP_BITS):
            if code in face.gids:
                out.setdefault(face.gids[code], code)
            if code in face.tabular:
                out.setdefault(face.tabular[code], code)
    return out


def embed(file: File, name: str, face: Face, wanted: frozenset[int], ready: ReadyStore | None) -> str:
    """Writes the five objects of a composite font; returns a reference to the one that pages use."""
    key, body, widths, back = _parts(face, wanted, ready)
    tag = "".join([chr(ord("A") + int(digit, 16)) for digit in key[:6]])
    base = f"/{tag}+{face.name}"
    tables = face.tables
    program = file.put(f"{name}.program", body)
    flags = tables.flags & ~_NONSYMBOLIC | _SYMBOLIC
    bbox = " ".join([f"{v:g}" for v in tables.bbox])
    descriptor = (
        f"<</Type/FontDescriptor/FontName{base}/Flags {flags}/FontBBox[{bbox}]"
        f"/ItalicAngle {tables.italic_angle:g}/Ascent {tables.ascent:g}/Descent {tables.descent:g}"
        f"/CapHeight {tables.cap_height:g}/XHeight {tables.x_height:g}/StemV {tables.stem:g}"
        f"/FontFile2 {program}>>"
    )
    cid = (
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base}/CIDToGIDMap/Identity/DW {face.advances[0]}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W{widths}"
        f"/FontDescriptor {file.put(f'{name}.descriptor', descriptor.encode('ascii'))}>>"
    )
    to_unicode = file.put(f"{name}.unicode", back)
    return file.put(
        name,
        f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H"
        f"/DescendantFonts[{file.put(f'{name}.cid', cid.encode('ascii'))}]/ToUnicode {to_unicode}>>".encode(
            "ascii"
        ),
    )


@lru_cache(MOST_SUBSETS)
def _parts(face: Face, wanted: frozenset[int], ready: ReadyStore | None) -> tuple[str, bytes, str, bytes]:
    """A key for the subset; the program, the W array and the way back to characters."""
    glyphs = characters(face, wanted)
    gids = sorted({0, *glyphs})
    key = sha256(f"{face.digest} {sorted(wanted)}".encode()).hexdigest()[:24]
    program = _program(face, gids, key, ready)
    return key, program, _widths(face, gids), stream(zlib.compress(_to_unicode(glyphs)))


def _program(face: Face, gids: Iterable[int], key: str, ready: ReadyStore | None) -> bytes:
    name = f"program-{key}-{PROGRAM_VERSION}"
    body = ready.get(name) if ready else None
    if body is None:
        program = subset(face, gids)
        body = stream(zlib.compress(program, 9), b"/Filter/FlateDecode/Length1 %d" % len(program))
        if ready:
            ready.put(name, body)
    return body


def subset(face: Face, gids: Iterable[int]) -> bytes:
    """The font program with all glyph ids kept: glyphs that are not asked for are empty, those behind the
    last are cut.

    Instructions are left out; they are half of the size and do nothing in print or on today's screens.
    """
    data = face.data()
    tables = {tag: data[at : at + length] for tag, (at, length) in face.tables.places.items()}
    offsets = _glyph_offsets(tables)
    kept: dict[int, bytes] = {}
    todo = sorted({0, *gids})
    while todo:
        gid = todo.pop()
        if gid not in kept:
            parts, kept[gid] = _outline(tables["glyf"][offsets[gid] : offsets[gid + 1]])
            todo += parts
    count = max(kept) + 1
    glyf, loca = bytearray(), []
    for gid in range(count):
        loca.append(len(glyf))
        glyf += kept.get(gid, b"")
        glyf += bytes(-len(glyf) % 4)
    loca.append(len(glyf))
    return _assembled(
        {
            b"glyf": bytes(glyf),
            b"head": _with_word(_with_long(tables["head"], 8, 0), 50, 1),
            b"hhea": _with_word(tables["hhea"], 34, count),
            b"hmtx": _metrics(tables, kept, count),
            b"loca": struct.pack(f">{count + 1}L", *loca),
            b"maxp": _with_word(tables["maxp"], 4, count),
        }
    )


def _glyph_offsets(tables: dict[str, bytes]) -> tuple[int, ...]:
    count = int.from_bytes(tables["maxp"][4:6], "big") + 1
    if tables["head"][50:52] == b"\0\1":
        return struct.unpack_from(f">{count}L", tables["loca"])
    return tuple([2 * half for half in struct.unpack_from(f">{count}H", tables["loca"])])


def _metrics(tables: dict[str, bytes], kept: Iterable[int], count: int) -> bytes:
    """Advance and left side bearing of each kept glyph; behind the last full entry all have its advance."""
    hmtx = tables["hmtx"]
    full = int.from_bytes(tables["hhea"][34:36], "big")
    out = bytearray(4 * count)
    for gid in kept:
        if gid < full:
            out[4 * gid : 4 * gid + 4] = hmtx[4 * gid : 4 * gid + 4]
        else:
            bearing = 4 * full + 2 * (gid - full)
            out[4 * gid : 4 * gid + 4] = hmtx[4 * full - 4 : 4 * full - 2] + hmtx[bearing : bearing + 2]
    return bytes(out)


def _outline(data: bytes) -> tuple[list[int], bytes]:
    """The glyph ids that a glyph is made of, and the glyph without its instructions (OpenType, `glyf`)."""
    if len(data) < 10:
        return [], b""
    (contours,) = struct.unpack_from(">h", data)
    if contours >= 0:
        at = 10 + 2 * contours
        (length,) = struct.unpack_from(">H", data, at)
        return [], data[:at] + b"\0\0" + data[at + 2 + length :]
    out, parts, at, more = bytearray(data), [], 10, True
    while more:
        flags, part = struct.unpack_from(">HH", data, at)
        struct.pack_into(">H", out, at, flags & ~_HAS_INSTRUCTIONS)
        parts.append(part)
        at += 8 if flags & _LONG_ARGUMENTS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        more = bool(flags & _MORE_PARTS)
    return parts, bytes(out[:at])


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    """A TrueType file of these tables, which must come sorted by tag."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">L4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    body, at, head = b"", 12 + 16 * count, 0
    for tag, data in tables.items():
        directory += struct.pack(">4sLLL", tag, _checksum(data), at, len(data))
        head = at if tag == b"head" else head
        body += data + bytes(-len(data) % 4)
        at = 12 + 16 * count + len(body)
    whole = directory + body
    return _with_long(whole, head + 8, _CHECKSUM_OF_FILE - _checksum(whole) & 0xFFFFFFFF)


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _with_word(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _with_long(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">L", value) + table[at + 4 :]


def _widths(face: Face, gids: Iterable[int]) -> str:
    """The W array: a first glyph id, then the widths of those that follow each other."""
    out, last = "", -2
    for gid in gids:
        out += (
            f" {face.advances[gid]}" if gid == last + 1 else f"{']' if out else ''}{gid}[{face.advances[gid]}"
        )
        last = gid
    return f"[{out}]]"


def _to_unicode(glyphs: dict[int, int]) -> bytes:
    rows = [
        f"<{gid:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for gid, code in sorted(glyphs.items())
    ]
    blocks = [rows[i : i + MOST_IN_BFCHAR] for i in range(0, len(rows), MOST_IN_BFCHAR)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *[line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")],
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")
