"""TrueType faces: which characters they have, how wide text is, and the codes that show it.

A code in the page is the font's own glyph id (Identity-H), so a line's bytes never depend on the document it
stands in.

reportlab reads a font file the first time that it is seen: it checks the checksums, the licence bits and that
the outlines are TrueType's.  What it read is kept in the ready store under the file's own table of checksums,
so that the next run measures text without loading reportlab, which would be half of a short run's time.
"""

from __future__ import annotations

import io
import marshal
import os
from collections.abc import Mapping
from hashlib import sha256
from importlib.machinery import PathFinder
from typing import Any, NamedTuple

from psoas_pdf.ready import ReadyStore
from psoas_pdf.text.gsub import tabular

TABLES_VERSION = 1
"""Goes up when FontTables or what stands in it changes."""

_FIRA = "fontpkg_fira_sans"
_DIGITS = range(ord("0"), ord("9") + 1)

FilePath = str | os.PathLike[str]


class UnusableFont(ValueError):
    """A font file that can't be embedded: not TrueType, variable, broken, or not licensed for it."""


class MissingGlyph(ValueError):
    """Text has a character that the face lacks.

    Not a LookupError: str.translate would swallow that and leave the character as it is.
    """


class FontTables(NamedTuple):
    """What a font file says, as far as text and embedding need it.  Lengths in thousandths of the size."""

    name: str
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    bbox: tuple[float, ...]
    italic_angle: float
    stem: float
    flags: int
    gids: dict[int, int]
    advances: list[int]
    tabular: dict[int, int]
    places: dict[str, tuple[int, int]]  # table -> offset, length in the file


class _Widths(dict[str, int]):
    """Advances by character, filled as characters are met."""

    def __init__(self, face: Face, alternates: Mapping[int, int]) -> None:
        super().__init__()
        self._face, self._alternates = face, alternates

    def __missing__(self, char: str) -> int:
        width = self[char] = self._face.advances[self._face.glyph(ord(char), self._alternates)]
        return width


class _Codes(dict[int, str]):
    """Escaped two-byte codes by character, filled as characters are met; a table for str.translate."""

    def __init__(self, face: Face, alternates: Mapping[int, int]) -> None:
        super().__init__()
        self._face, self._alternates = face, alternates

    def __missing__(self, code: int) -> str:
        gid = self._face.glyph(code, self._alternates)
        pair = chr(gid >> 8) + chr(gid & 255)
        for raw in "\\()":
            pair = pair.replace(raw, "\\" + raw)
        shown = self[code] = pair.replace("\r", "\\r")
        return shown


class Face:
    """One static TrueType file.  Its lengths are in thousandths of the size.

    gids: character code to glyph id.  tabular: a digit's code to its glyph of equal width, if it has one.
    Raises MissingGlyph where text has a character that `missing` would have named.
    """

    def __init__(self, path: FilePath, ready: ReadyStore | None = None) -> None:
        """Raises UnusableFont."""
        self.path = os.fspath(path)
        self.digest = _digest(self.path)
        name = f"font-{self.digest}-{TABLES_VERSION}"
        kept = ready.get(name) if ready else None
        tables = FontTables(*marshal.loads(kept)) if kept else _parse(self.path)
        if ready and not kept:
            ready.put(name, marshal.dumps(tuple(tables), 4))
        self.tables = tables
        self.name, self.gids, self.advances, self.tabular = (
            tables.name,
            tables.gids,
            tables.advances,
            tables.tabular,
        )
        self.ascent, self.descent = tables.ascent, tables.descent
        self.cap_height, self.x_height = tables.cap_height, tables.x_height
        self._widths, self._codes = _Widths(self, {}), _Codes(self, {})
        self._tabular_widths, self._tabular_codes = _Widths(self, self.tabular), _Codes(self, self.tabular)
        self._pads = self._digit_pads()

    def data(self) -> bytes:
        """The font file."""
        with open(self.path, "rb") as file:
            return file.read()

    def missing(self, text: str) -> list[str]:
        """The characters that this face can't print, each once, sorted.

        Among them are all that would print nothing: controls, zero-width characters, soft hyphens; and
        private-use characters, which no reader could read aloud.
        """
        return sorted({c for c in text if ord(c) not in self.gids})

    def glyph(self, code: int, alternates: Mapping[int, int] | None = None) -> int:
        """The glyph id of a character's code."""
        gid = (alternates or {}).get(code) or self.gids.get(code)
        if gid is None:
            raise MissingGlyph(f"{self.name} has no character U+{code:04X}")
        return gid

    def width(self, text: str, size: float, tabular: bool = False, tracking: float = 0.0) -> float:
        """Points.  tracking: points added after each character, the last one too."""
        widths = self._tabular_widths if tabular else self._widths
        total: float = sum(map(widths.__getitem__, text))
        if tabular and self._pads:
            total += sum([self._pads.get(c, 0) for c in text])
        return total * size / 1000 + tracking * len(text)

    def show(self, text: str, tabular: bool = False, tracking: float = 0.0) -> str:
        """The operator that shows the text, as latin-1 text; character spacing is 0 before and after it."""
        codes = self._tabular_codes if tabular else self._codes
        if tabular and self._pads:
            shown = f"[{' '.join([self._padded(c) for c in text])}]TJ"
        else:
            shown = f"({text.translate(codes)})Tj"
        return f"{tracking:g} Tc {shown} 0 Tc" if tracking else shown

    def _digit_pads(self) -> dict[str, int]:
        """What each digit lacks to the widest one, when the font has no digits of equal width itself."""
        digits = [chr(code) for code in _DIGITS if code in self.gids]
        widths = [self._tabular_widths[d] for d in digits]
        widest = max(widths, default=0)
        return {d: widest - w for d, w in zip(digits, widths, strict=True) if w != widest}

    def _padded(self, char: str) -> str:
        code, pad = self._codes[ord(char)], self._pads.get(char, 0)
        return f"{-pad / 2:g}({code}){-pad / 2:g}" if pad else f"({code})"


def fira_sans() -> dict[str, str]:
    """The files of the family that comes along, as `load_faces` takes them.  Raises UnusableFont."""
    spec = PathFinder.find_spec(_FIRA)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        files = os.path.join(folder, "files")
        if os.path.isdir(files):
            return {
                "regular": os.path.join(files, "FiraSans-Regular.ttf"),
                "semibold": os.path.join(files, "FiraSans-SemiBold.ttf"),
                "bold": os.path.join(files, "FiraSans-Bold.ttf"),
            }
    raise UnusableFont("the package fontpkg-fira-sans is not installed")


def load_faces(
    regular: FilePath, semibold: FilePath, bold: FilePath, ready: ReadyStore | None = None
) -> dict[str, Face]:
    """The three faces of a document, by the names that text runs use.  Raises UnusableFont."""
    files = {"regular": regular, "semibold": semibold, "bold": bold}
    return {weight: Face(path, ready) for weight, path in files.items()}


def _digest(path: str) -> str:
    """A TrueType file begins with the checksums of its tables: these bytes and its length tell it apart."""
    try:
        with open(path, "rb") as file:
            head = file.read(12)
            head += file.read(16 * int.from_bytes(head[4:6], "big"))
            length = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise UnusableFont(f"{path}: {error.strerror or error}") from error
    return sha256(head + length.to_bytes(8, "big")).hexdigest()[:24]


def _parse(path: str) -> FontTables:
    from reportlab.pdfbase.ttfonts import TTFontFile

    with open(path, "rb") as file:
        data = file.read()
    try:
        font = TTFontFile(io.BytesIO(data))
        font.checksumTables()
    except Exception as error:  # reportlab meets broken fonts with whatever its arithmetic comes to
        raise UnusableFont(f"{path}: {_reason(data, error)}") from error
    if "fvar" in font.table:
        raise UnusableFont(f"{path}: a variable font; use its static files, one for each weight")
    if "glyf" not in font.table:
        raise UnusableFont(f"{path}: has no TrueType outlines")
    if "OS/2" in font.table and not _may_embed(font.get_table("OS/2")):
        raise UnusableFont(f"{path}: its licence bits (fsType) forbid to embed a part of it")
    return _tables(font, {tag: (t["offset"], t["length"]) for tag, t in font.table.items()})


def _may_embed(os2: bytes) -> bool:
    """fsType: 2 in the lowest four bits is a restricted licence, 0x100 no subsets, 0x200 bitmaps only."""
    kind = int.from_bytes(os2[8:10], "big")
    return kind & 0x000F != 2 and not kind & 0x0300


def _reason(data: bytes, error: Exception) -> str:
    if data[:4] == b"OTTO":
        return "has PostScript outlines (CFF); a TrueType font is needed"
    if data[:4] == b"ttcf":
        return "is a collection; a file with one font is needed"
    return f"not a TrueType font that can be read ({error})"


def _tables(font: Any, places: dict[str, tuple[int, int]]) -> FontTables:
    scale = 1000 / font.unitsPerEm
    # reportlab has given the no-break space the space's glyph
    gids = {
        code: gid
        for code, gid in sorted(font.charToGlyph.items())
        if 0 < gid < font.numGlyphs and code < 0x110000 and _prints(code)
    }
    # Whole numbers: what the file says of widths is what layout adds up.
    advances = [round(advance * scale) for advance, _ in font.hmetrics]
    digits = {gids[code]: code for code in _DIGITS if code in gids}
    alternates = tabular(font.get_table("GSUB"), digits) if "GSUB" in font.table else {}
    return FontTables(
        font.name.decode("ascii"),
        round(font.ascent),
        round(font.descent),
        round(font.capHeight),
        round(_x_height(font, gids) * scale),
        tuple(round(v) for v in font.bbox),
        font.italicAngle,
        font.stemV,
        font.flags,
        gids,
        advances,
        {digits[a]: b for a, b in alternates.items() if 0 < b < font.numGlyphs},
        places,
    )


def _x_height(font: Any, gids: Mapping[int, int]) -> int:
    """In font units: what the OS/2 table says from its version 2 on, else the top of the letter x."""
    os2 = font.get_table("OS/2") if "OS/2" in font.table else b""
    if len(os2) >= 88 and os2[0:2] >= b"\0\2":
        return int.from_bytes(os2[86:88], "big", signed=True)
    gid = gids.get(ord("x"), 0)
    start = font.get_table_pos("glyf")[0] + font.glyphPos[gid]
    return int.from_bytes(font.get_chunk(start + 8, 2), "big", signed=True)


def _prints(code: int) -> bool:
    from unicodedata import category

    return category(chr(code)) not in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
