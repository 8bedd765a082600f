"""The colour profile of a print shop: what it is, and whether it is whole, by its header and table alone
(ICC.1:2004-10, section 7).
"""

from __future__ import annotations

import struct
from typing import NamedTuple

MOST_BYTES = 10_000_000
"""A shop's has half to three megabytes, and stands in every file."""

_HEADER = 128
_MOST_TAGS = 100
_KINDS = {
    b"mntr": "a display",
    b"scnr": "a scanner",
    b"link": "a link between two devices",
    b"spac": "a conversion of colours",
    b"abst": "an effect",
    b"nmcl": "named colours",
}
_SPACES = {b"RGB ": "RGB", b"GRAY": "grey", b"Lab ": "Lab", b"CMY ": "CMY"}
_VERSIONS = (2, 4)
"""What PDF 1.6 and PDF/A-2 know."""
_NEEDED = (b"desc", b"A2B0", b"B2A0")
_HINT = "ask the print shop for its ICC profile (CMYK, such as FOGRA, GRACoL or SWOP)"


class BadProfile(ValueError):
    """What is wrong with a profile, with a hint."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.hint = hint


class Profile(NamedTuple):
    """A CMYK output profile of version 2 or 4 and the name that it gives itself."""

    data: bytes
    name: str


def read_profile(path: str) -> Profile:
    """Raises BadProfile for a file that is no such profile, OSError for one that can't be read."""
    with open(path, "rb") as file:
        return checked(file.read(MOST_BYTES + 1))


def checked(data: bytes) -> Profile:
    """Raises BadProfile."""
    if len(data) > MOST_BYTES:
        raise BadProfile(f"the profile has more than {MOST_BYTES / 1e6:.0f} MB")
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        raise BadProfile("not an ICC profile")
    size, version = struct.unpack(">I4xB", data[:9])
    kind, space = data[12:16], data[16:20]
    if size != len(data):
        raise BadProfile(
            f"the profile says that it has {size} bytes, and the file has {len(data)}", "copy it again, whole"
        )
    if version not in _VERSIONS:
        raise BadProfile(f"the profile has version {version} of ICC", "use one of version 2 or 4")
    if space != b"CMYK":
        raise BadProfile(f"the profile is for {_SPACES.get(space, 'other')} colours, and a press prints CMYK")
    if kind != b"prtr":
        raise BadProfile(f"the profile is for {_KINDS.get(kind, 'another thing')}, not for a press")
    if data[20:24] not in (b"Lab ", b"XYZ "):
        raise BadProfile("the profile is damaged: it connects to no known space", "copy it again, whole")
    tags = _tags(data)
    for name in _NEEDED:
        if name not in tags:
            raise BadProfile(f"the profile has no table {name.decode('ascii')}")
    return Profile(data, _name(tags[b"desc"]))


def _tags(data: bytes) -> dict[bytes, bytes]:
    count = int.from_bytes(data[_HEADER : _HEADER + 4], "big")
    table = data[_HEADER + 4 : _HEADER + 4 + 12 * count] if count <= _MOST_TAGS else b""
    out: dict[bytes, bytes] = {}
    for name, start, length in struct.iter_unpack(">4sII", table[: len(table) // 12 * 12]):
        if start + length <= len(data):
            out[name] = data[start : start + length]
    if len(out) < count or not count:
        raise BadProfile("the profile is damaged: its table leads outside of it", "copy it again, whole")
    return out


def _name(tag: bytes) -> str:
    """The description of version 2 (`desc`) or 4 (`mluc`, its first language)."""
    raw = ""
    if tag[:4] == b"desc" and len(tag) > 12:
        raw = tag[12 : 12 + int.from_bytes(tag[8:12], "big")].decode("ascii", "replace")
    elif tag[:4] == b"mluc" and len(tag) >= 28:
        length, start = struct.unpack(">II", tag[20:28])
        raw = tag[start : start + length].decode("utf-16-be", "replace")
    name = "".join([c for c in raw.partition("\0")[0] if c.isprintable()]).strip()
    return name[:120] or "CMYK"
