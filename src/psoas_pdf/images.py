"""Pictures that users give: what they are, how large, and whether they are whole, without decoding them."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

MOST_BYTES = 2_000_000
"""Of a logo: more is a photograph, and would be in every file."""
MOST_PIXELS = 25_000_000
"""A small file can hold a picture that takes gigabytes to decode; 25 megapixels fill A4 at 450 dots an inch."""


class BadImage(ValueError):
    """What is wrong with a picture, with a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


_MOST_BYTES_A_PIXEL = 9
"""Four channels of 16 bits, and what each row adds."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By the colour type of a PNG."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PIECE = 1 << 20
_HUFFMAN = (0xC0, 0xC1, 0xC2)
"""Frames of a JPEG that every viewer decodes: baseline, extended, progressive."""


class Size(NamedTuple):
    kind: str
    width: int
    height: int


def measure(data: bytes) -> Size:
    """Kind ('png' or 'jpeg') and pixels.

    Raises BadImage for anything else, too large, damaged, and kinds that viewers of a PDF don't show alike: CMYK,
    animated, arithmetic or more than 8 bits in a JPEG.  Pixels are counted first, from the header alone.
    """
    size = None
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) > 33:
        size = Size("png", *struct.unpack(">II", data[16:24]))
    elif data[:2] == b"\xff\xd8":
        size = _jpeg(data)
    if size and size.width * size.height > MOST_PIXELS:
        megapixels = size.width * size.height / 1e6
        raise BadImage(
            f"the picture has {megapixels:.0f} megapixels",
            f"at most {MOST_PIXELS // 1_000_000}: save it smaller",
        )
    if len(data) > MOST_BYTES:
        raise BadImage(
            f"the picture has {len(data) / 1e6:.1f} MB or more",
            f"at most {MOST_BYTES / 1e6:.0f} MB: save it smaller",
        )
    if size is None:
        raise BadImage("the picture is neither SVG, PNG nor JPEG", "save it as SVG or PNG")
    if not size.width or not size.height:
        raise BadImage("the picture has no size", "save it again")
    if size.kind == "png":
        _check_png(data)
    return size


def _check_png(data: bytes) -> None:
    """Chunks and their CRC-32 after the PNG specification, section 5, and that all pixels are there.

    In pieces, and no further than the largest picture: what a few bytes unpack to has no bound.
    """
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if (channels := _CHANNELS.get(colour)) is None or depth not in _DEPTHS[colour]:
        raise _damaged()
    if (colour, depth) == (0, 16):
        # What decodes pictures for a PDF clips such greys to white.
        raise BadImage("the PNG has greys of 16 bits", "save it with 8 bits, or as RGB")
    rows = 0 if interlaced else height * (1 + (width * channels * depth + 7) // 8)
    pixels = zlib.decompressobj()
    most = left = MOST_PIXELS * _MOST_BYTES_A_PIXEL
    at, kind = 8, b""
    try:
        while kind != b"IEND":
            length = int.from_bytes(data[at : at + 4], "big")
            kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
            if kind == b"acTL":
                raise BadImage("the PNG is animated", "save one picture of it")
            if data[at + 8 + length : at + 12 + length] != zlib.crc32(kind + body).to_bytes(4, "big"):
                raise _damaged()
            while kind == b"IDAT" and body and not pixels.eof and left > 0:
                left -= len(pixels.decompress(body, _PIECE))
                body = pixels.unconsumed_tail
            at += 12 + length
    except zlib.error:
        raise _damaged() from None
    if not pixels.eof or most - left < rows:
        raise _damaged()


def _damaged() -> BadImage:
    return BadImage("the PNG is damaged or cut short", "save it again")


def _jpeg(data: bytes) -> Size:
    """By the frame's header (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1  # padding before a marker
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            bits, height, width, channels = struct.unpack(">BHHB", data[at + 4 : at + 10])
            if channels == 4:
                raise BadImage("the picture is in CMYK, for printing presses", "save it as RGB, or as PNG")
            if marker not in _HUFFMAN or bits != 8:
                raise BadImage("this kind of JPEG is not shown everywhere", "save it as PNG")
            if b"\xff\xd9" not in data[at:] and len(data) <= MOST_BYTES:
                break
            return Size("jpeg", width, height)
        at += 2 + length
    raise BadImage("the JPEG is cut short", "save it again")
