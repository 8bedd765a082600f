"""A font of a PDF as what a reader can do with it: codes to words and to widths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from psoas_pdf.verify.objects import as_dict, as_list, as_number, decoded, get

UNKNOWN = "\ufffd"
DEFAULT_WIDTH = 500.0
"""Of a font that states none, in thousandths of its size."""

MOST_CODES = 70_000
"""Entries of a table of codes: a font has 65,536 at most."""

_ROWS = re.compile(
    rb"begin(bfchar|bfrange|codespacerange)\s*(.*?)\s*end(?:bfchar|bfrange|codespacerange)", re.S
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


class Font(NamedTuple):
    """name: without the tag of a subset.  text: code to words, from ToUnicode where `spoken` is set.

    wide: codes have two bytes.  missing: codes that show the box of a character that the font lacks, as far as
    that can be known without reading the font.
    """

    name: str
    kind: str
    embedded: bool
    spoken: bool
    wide: bool
    text: Mapping[int, str]
    widths: Mapping[int, float]
    width: float
    missing: frozenset[int]

    def codes(self, shown: bytes) -> Iterator[int]:
        if not self.wide:
            return iter(shown)
        return ((shown[i] << 8) + shown[i + 1] for i in range(0, len(shown) - 1, 2))

    def read(self, code: int) -> str:
        found = self.text.get(code)
        return UNKNOWN if found is None else found

    def advance(self, code: int) -> float:
        """In thousandths of the size."""
        return self.widths.get(code, self.width)


def read_font(reference: Any) -> Font:
    font = as_dict(reference)
    kind = str(get(font, "/Subtype") or "")[1:]
    name = _SUBSET.sub("", str(get(font, "/BaseFont") or get(font, "/Name") or "/")[1:])
    table = get(font, "/ToUnicode")
    text = _unicode(decoded(table)) if hasattr(table, "get_data") else None
    if kind == "Type0":
        inner = as_dict((as_list(get(font, "/DescendantFonts")) or [None])[0])
        widths = _cid_widths(as_list(get(inner, "/W")))
        width = as_number(get(inner, "/DW"), 1000.0)
        return Font(
            name,
            kind,
            _embedded(inner),
            text is not None,
            True,
            text or {},
            widths,
            width,
            _unmapped(get(inner, "/CIDToGIDMap")),
        )
    first = int(as_number(get(font, "/FirstChar")))
    listed = [as_number(w) for w in as_list(get(font, "/Widths"))]
    scale = _thousandths(font) if kind == "Type3" else 1.0
    simple = {first + i: w * scale for i, w in enumerate(listed)}
    encoded = text if text is not None else _encoded(get(font, "/Encoding"))
    return Font(
        name, kind, kind == "Type3" or _embedded(font), text is not None, False, encoded, simple,
        0.0 if listed else DEFAULT_WIDTH, frozenset(),
    )  # fmt: skip


def _embedded(font: Any) -> bool:
    descriptor = as_dict(get(font, "/FontDescriptor"))
    return any(get(descriptor, key) is not None for key in _FILES)


def _thousandths(font: Any) -> float:
    matrix = as_list(get(font, "/FontMatrix"))
    return as_number(matrix[0], 0.001) * 1000 if matrix else 1.0


def _encoded(encoding: Any) -> Mapping[int, str]:
    """What the codes of a simple font without ToUnicode most likely are."""
    base = get(as_dict(encoding), "/BaseEncoding") if not isinstance(encoding, str) else encoding
    codec = _CODECS.get(str(base), "cp1252")
    return {code: bytes([code]).decode(codec, "replace") for code in range(32, 256)}


def _unmapped(table: Any) -> frozenset[int]:
    """Codes of glyph 0, by the table of a TrueType font; with Identity that is code 0 alone."""
    if not hasattr(table, "get_data"):
        return frozenset((0,))
    data = decoded(table)[: 2 * MOST_CODES]
    return frozenset(i // 2 for i in range(0, len(data) - 1, 2) if not data[i] and not data[i + 1])


def _cid_widths(rows: list[Any]) -> dict[int, float]:
    """The W array: first code and a list of widths, or first and last code and one width."""
    out: dict[int, float] = {}
    i = 0
    while i + 1 < len(rows) and len(out) < MOST_CODES:
        first = int(as_number(rows[i]))
        listed = as_list(rows[i + 1])
        if listed:
            out.update((first + n, as_number(w)) for n, w in enumerate(listed))
            i += 2
        elif i + 2 < len(rows):
            last = min(int(as_number(rows[i + 1])), first + MOST_CODES)
            out.update(dict.fromkeys(range(first, last + 1), as_number(rows[i + 2])))
            i += 3
        else:
            break
    return out


def _unicode(data: bytes) -> dict[int, str]:
    out: dict[int, str] = {}
    for kind, body in _ROWS.findall(data):
        if kind == b"codespacerange":
            continue
        cells = _cells(body)
        if kind == b"bfchar":
            out.update(
                (int(a, 16), _words(b)) for a, b in zip(cells[::2], cells[1::2], strict=False) if a and b
            )
        else:
            for low, high, to in zip(cells[::3], cells[1::3], cells[2::3], strict=False):
                out.update(_range(low, high, to))
        if len(out) > MOST_CODES:
            break
    return out


def _cells(body: bytes) -> list[Any]:
    """Hexadecimal strings, and lists of them."""
    out: list[Any] = []
    inner: list[Any] | None = None
    for digits, opens, closes in _HEX.findall(body):
        if opens:
            inner = []
        elif closes:
            out.append(inner or [])
            inner = None
        else:
            (out if inner is None else inner).append(b"".join(digits.split()))
    return out


def _range(low: Any, high: Any, to: Any) -> Iterator[tuple[int, str]]:
    if not isinstance(low, bytes) or not isinstance(high, bytes) or not low or not high:
        return
    first = int(low, 16)
    last = min(int(high, 16), first + MOST_CODES)
    if isinstance(to, list):
        yield from ((first + i, _words(one)) for i, one in enumerate(to[: last - first + 1]))
    elif to:
        start = _words(to)
        for code in range(first, last + 1):
            point = ord(start[-1]) + code - first if start else 0
            yield code, start[:-1] + (chr(point) if point < 0x110000 else UNKNOWN)


def _words(digits: bytes) -> str:
    if len(digits) % 4:
        digits = digits.rjust(len(digits) + 4 - len(digits) % 4, b"0")
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
