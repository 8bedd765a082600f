"""Items to content-stream operators, with marked content.  No page, no file: a block's bytes depend on the
block and its first mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from psoas_pdf.drawing import Drawing
from psoas_pdf.geometry import Box, Path, bounds
from psoas_pdf.pages import Artifact, At, Block, Ink, Item, Mark, Node, Picture, Stroke, TextRun, Use
from psoas_pdf.paint.embed import groups
from psoas_pdf.paint.forms import alpha_name, form_key
from psoas_pdf.paint.metadata import SCREEN, Separation
from psoas_pdf.paint.syntax import number
from psoas_pdf.text.fonts import Face

_NAME_LENGTH = 10
"""Hex digits of a resource's name: one document has a hundred resources at most, a clash is not to be
expected.
"""

_SEGMENTS = {"M": "%.2f %.2f m", "L": "%.2f %.2f l", "C": "%.2f %.2f %.2f %.2f %.2f %.2f c", "Z": "h"}

BOXED = frozenset({"Figure", "Formula"})
"""Roles whose elements must say where they stand on the page (PDF/UA-1, 7.3)."""


class FormOf(NamedTuple):
    """A drawing in the colours of an ink."""

    drawing: Drawing
    ink: Ink


Resource = FormOf | Picture


class Painted(NamedTuple):
    """A block's operators and what they need.

    marks: nodes in the order of their MCIDs, each with its box where the role asks for one.
    fonts: face to groups of characters.  resources: XObjects by name.  alphas: opacities other than 1.
    """

    data: bytes
    marks: tuple[tuple[Node, Box | None], ...]
    fonts: Mapping[str, frozenset[int]]
    resources: Mapping[str, Resource]
    alphas: frozenset[float]


class Names:
    """Names of fonts and XObjects, and of colours.  An XObject is named by its content, so that a document's
    bytes never depend on what else a run has painted.
    """

    def __init__(self, faces: Mapping[str, Face], separation: Separation = SCREEN) -> None:
        self.faces, self.separation = faces, separation
        operands, fill, stroke = separation.on_page, separation.fill, separation.stroke
        # The operators that set the colour of fills and text, and of strokes.
        self.fill: Callable[[str], str] = lru_cache(500)(lambda colour: f"{operands(colour)} {fill}")
        self.stroke: Callable[[str], str] = lru_cache(500)(lambda colour: f"{operands(colour)} {stroke}")
        self.fonts = {name: f"F{index}" for index, name in enumerate(faces)}

    def resource(self, use: Use) -> tuple[str, Resource]:
        """Raises TypeError for a drawing without an ink."""
        if isinstance(use.what, Picture):
            return "P" + sha256(use.what.data).hexdigest()[:_NAME_LENGTH], use.what
        if use.ink is None:
            raise TypeError("a drawing on the page needs an ink")
        return "X" + form_key(use.what, use.ink, self.separation)[:_NAME_LENGTH], FormOf(use.what, use.ink)


def paint_block(block: Block | At, first: int, names: Names) -> Painted:
    """Operators of a block whose first mark has the MCID `first`.

    Raises TypeError for an item without a mark, MissingGlyph for a character that its face lacks.
    """
    stream = _Stream(first, names)
    for item in block.items:
        if not (isinstance(item, TextRun) and not item.text):
            stream.add(item)
    return stream.finish()


def paint_anywhere(block: Block, names: Names) -> Painted:
    """The same with `%d` for each MCID, and `%%` for each `%`: for a block that is set down in many places."""
    stream = _Stream(0, names, gaps=True)
    for item in block.items:
        if not (isinstance(item, TextRun) and not item.text):
            stream.add(item)
    return stream.finish()


def bounds_of(item: Item, faces: Mapping[str, Face]) -> Box:
    """Where the item stands on the page; of text, from its descender to its ascender."""
    if isinstance(item, Use):
        return Box(item.x, item.y, item.x + item.width, item.y + item.height)
    if isinstance(item, Stroke):
        return bounds([item.path]).grown(item.width / 2 if item.stroke else 0)
    face = faces[item.font]
    width = face.width(item.text, item.size, item.tabular, item.tracking)
    low, high = face.descent * item.size / 1000, face.ascent * item.size / 1000
    if item.turned:
        return Box(item.x - width, item.y - high, item.x, item.y - low)
    return Box(item.x, item.y + low, item.x + width, item.y + high)


def united(a: Box | None, b: Box | None) -> Box | None:
    if a is None or b is None:
        return a or b
    return Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))


class _Unmarked:
    """What comes before the first mark.  Not None: an item whose mark is None must be refused, not taken for
    'same as before'.
    """


_UNMARKED = _Unmarked()


class _Stream:
    """Writes operators and remembers what is set: mark, text object, font and colour."""

    def __init__(self, first: int, names: Names, gaps: bool = False) -> None:
        self._first, self._names, self._gaps = first, names, gaps
        self._numbered: list[int] = []
        self._out: list[str] = []
        self._marks: list[tuple[Node, Box | None]] = []
        self._fonts: dict[str, set[int]] = {}
        self._resources: dict[str, Resource] = {}
        self._alphas: set[float] = set()
        self._mark: Mark | _Unmarked = _UNMARKED
        self._in_text = False
        self._font: tuple[str, float] | None = None
        self._colour: str | None = None

    def add(self, item: Item) -> None:
        text = isinstance(item, TextRun)
        if self._in_text and (not text or item.mark is not self._mark):
            self._end_text()
        if item.mark is not self._mark:
            self._begin_mark(item.mark, item)
        if isinstance(item.mark, Node) and item.mark.role in BOXED:
            box = united(self._marks[-1][1], bounds_of(item, self._names.faces))
            self._marks[-1] = (item.mark, box)
        if isinstance(item, TextRun):
            self._text(item)
        elif isinstance(item, Stroke):
            self._stroke(item)
        else:
            self._use(item)

    def finish(self) -> Painted:
        if self._in_text:
            self._end_text()
        if self._mark is not _UNMARKED:
            self._out.append("EMC")
        self._out.append("")
        return Painted(
            self._with_gaps() if self._gaps else "\n".join(self._out).encode("latin-1"),
            tuple(self._marks),
            {font: frozenset(found) for font, found in self._fonts.items()},
            self._resources,
            frozenset(self._alphas),
        )

    def _with_gaps(self) -> bytes:
        """Glyph ids are written as two bytes, and either may be that of '%'."""
        out, at = [], 0
        for (node, _), place in zip(self._marks, self._numbered, strict=True):
            out += [line.replace("%", "%%") for line in self._out[at:place]]
            out.append(f"/{node.role} <</MCID %d>> BDC")
            at = place + 1
        out += [line.replace("%", "%%") for line in self._out[at:]]
        return "\n".join(out).encode("latin-1")

    def _begin_mark(self, mark: Mark, item: Item) -> None:
        if self._mark is not _UNMARKED:
            self._out.append("EMC")
        self._mark = mark
        if isinstance(mark, Node):
            self._numbered.append(len(self._out))
            self._out.append(f"/{mark.role} <</MCID {self._first + len(self._marks)}>> BDC")
            self._marks.append((mark, None))
        elif isinstance(mark, Artifact):
            subtype = f"/Subtype/{mark.subtype}" if mark.subtype else ""
            self._out.append(f"/Artifact <</Type/{mark.kind}{subtype}>> BDC")
        else:
            raise TypeError(f"no mark: {item!r:.120}")

    def _end_text(self) -> None:
        self._out.append("ET")
        self._in_text = False

    def _text(self, run: TextRun) -> None:
        if not self._in_text:
            self._out.append("BT")
            self._in_text = True
        if self._font != (run.font, run.size):
            self._font = run.font, run.size
            self._out.append(f"/{self._names.fonts[run.font]} {number(run.size)} Tf")
        self._fill(run.colour)
        self._fonts.setdefault(run.font, set()).update(groups(run.text))
        shown = self._names.faces[run.font].show(run.text, run.tabular, run.tracking)
        axes = "-1 0 0 -1" if run.turned else "1 0 0 1"
        self._out.append(f"{axes} {number(run.x)} {number(run.y)} Tm {shown}")

    def _stroke(self, stroke: Stroke) -> None:
        if not stroke.fill and not stroke.stroke:
            raise ValueError("a path on the page needs a fill or a stroke")
        colour = self._colour
        alone = stroke.alpha != 1 or bool(stroke.dash) or stroke.round
        if alone:
            self._out.append("q")
        if stroke.alpha != 1:
            self._alphas.add(stroke.alpha)
            self._out.append(f"/{alpha_name(stroke.alpha)} gs")
        if stroke.round:
            self._out.append("1 J 1 j")
        if stroke.dash:
            self._out.append(f"[{' '.join([number(d) for d in stroke.dash])}] 0 d")
        if stroke.fill:
            self._fill(stroke.fill)
        if stroke.stroke:
            self._out.append(f"{self._names.stroke(stroke.stroke)} {number(stroke.width)} w")
        self._out.append(_path(stroke.path))
        self._out.append("B" if stroke.fill and stroke.stroke else "f" if stroke.fill else "S")
        if alone:
            self._out.append("Q")
            self._colour = colour

    def _fill(self, colour: str) -> None:
        if colour != self._colour:
            self._colour = colour
            self._out.append(self._names.fill(colour))

    def _use(self, use: Use) -> None:
        name, resource = self._names.resource(use)
        self._resources[name] = resource
        left, low, right, top = use.what.box if isinstance(use.what, Drawing) else (0, 0, 1, 1)
        across, up = use.width / (right - left), use.height / (top - low)
        if use.mirror != use.turned:  # half round is mirrored both ways
            across, x = -across, use.x + right * across
        else:
            x = use.x - left * across
        up, y = (-up, use.y + top * up) if use.turned else (up, use.y - low * up)
        matrix = f"{number(across, 5)} 0 0 {number(up, 5)} {number(x)} {number(y)}"
        self._out.append(f"q {matrix} cm /{name} Do Q")


def _path(path: Path) -> str:
    template = "\n".join([_SEGMENTS[str(segment[0])] for segment in path])
    return template % tuple([v for segment in path for v in segment[1:]])
