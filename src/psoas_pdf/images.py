"""Pictures that users give: what they are and how large, read from their first bytes and never by decoding them."""

from __future__ import annotations

import struct
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


class Size(NamedTuple):
    kind: str
    width: int
    height: int


def measure(data: bytes) -> Size:
    """Kind ('png' or 'jpeg') and pixels.  Raises BadImage for anything else, too large, or cut short."""
    if len(data) > MOST_BYTES:
        raise BadImage(
            f"the picture has {len(data) / 1e6:.1f} MB", f"at most {MOST_BYTES / 1e6:.0f} MB: save it smaller"
        )
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) > 33:
        size = Size("png", *struct.unpack(">II", data[16:24]))
    elif data[:2] == b"\xff\xd8":
        size = _jpeg(data)
    else:
        raise BadImage("the picture is neither PNG nor JPEG", "save it as PNG")
    if not size.width or not size.height:
        raise BadImage("the picture has no size", "save it again")
    if size.width * size.height > MOST_PIXELS:
        megapixels = size.width * size.height / 1e6
        raise BadImage(
            f"the picture has {megapixels:.0f} megapixels",
            f"at most {MOST_PIXELS // 1_000_000}: save it smaller",
        )
    return size


def _jpeg(data: bytes) -> Size:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Size("jpeg", width, height)
        at += 2 + length
    raise BadImage("the JPEG is cut short", "save it again")
