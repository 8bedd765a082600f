"""What stands on a page of a PDF, as plain data.  Points, origin at the bottom left, y up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from psoas_pdf.geometry import Box, Path
from psoas_pdf.record import value

ARTIFACT = "Artifact"
PAGINATION = "Pagination"
NO_SHIFT = (0.0, 0.0)

CAPITALS = 0.7
"""Height of capitals in parts of the size; Fira Sans has 0.689."""
DESCENDERS = 0.22
BELOW = frozenset("gjpqyQ,;()[]{}|/@µ")
"""Letters that reach below the base line."""

Key = tuple[int, int]
"""Of a mark: the number of the stream that it is in (0 for the page itself), and its MCID."""


class Colour(NamedTuple):
    """rgb: '#rrggbb', None where it can't be known (patterns, spot colours).  space: as 'DeviceCMYK'.

    parts: the numbers as they stand in the file.
    """

    rgb: str | None
    space: str
    parts: tuple[float, ...]


BLACK = Colour("#000000", "DeviceGray", (0.0,))


class Mark(NamedTuple):
    """A marked sequence.  key: None without an MCID.  kind, subtype: of an artifact.

    spoken: its ActualText, which stands for all words in it.  inner: a sequence within the one that has the MCID.
    """

    role: str
    key: Key | None
    kind: str = ""
    subtype: str = ""
    spoken: str | None = None
    inner: bool = False


class Run(NamedTuple):
    """One showing operator.  size: points on the page.  x, y: start of the base line.  box: from the foot of its
    letters to the height of capitals, before any clip.

    mark: number in the page's marks, -1 outside of all.  hidden: painted with neither fill nor stroke.
    shown: share of the box that no clip cuts off.  turn: degrees against the clock, a
    quarter turn or none, -1 for what stands aslant.  missing: codes
    without a glyph.
    """

    order: int
    text: str
    font: str
    size: float
    x: float
    y: float
    box: Box
    colour: Colour
    alpha: float
    mark: int
    hidden: bool
    shown: float
    turn: int
    missing: int


class Ink(NamedTuple):
    """A path, picture or shade, as far as its clip's box lets it be seen.

    kind: 'fill', 'stroke', 'picture' or 'shade'.  path: before it is shifted; () for what is a box.
    width: of a stroke.  pixels: of a picture, across and up.  extent: its full size on the page, across and up.
    drawing: number of the form that it is painted by, 0 for what the page paints itself.
    """

    order: int
    kind: str
    box: Box
    colour: Colour
    alpha: float
    width: float
    path: Path
    even_odd: bool
    shift: tuple[float, float]
    mark: int
    drawing: int
    pixels: tuple[int, int, int] = (0, 0, 0)
    extent: tuple[float, float] = (0.0, 0.0)


class Annotation(NamedTuple):
    """parent: its StructParent, -1 without.  says: its Contents.  id: number of its object."""

    kind: str
    box: Box
    says: str
    parent: int
    id: int
    hidden: bool


@value
class PagePainted:
    """A page and all that is on it.  number: from 1.  parents: its StructParents, -1 without.

    spaces: colour spaces used.  unread: what could not be read of it.
    """

    number: int
    media: Box
    crop: Box
    bleed: Box | None
    trim: Box | None
    turned: int
    parents: int
    tab_order: str
    runs: tuple[Run, ...]
    inks: tuple[Ink, ...]
    marks: tuple[Mark, ...]
    unmarked: tuple[str, ...]
    annotations: tuple[Annotation, ...]
    spaces: frozenset[str]
    fonts: frozenset[str]
    form_parents: Mapping[int, int]

    @property
    def drawn(self) -> dict[Key, Box]:
        """Where what is marked stands, but for words."""
        out: dict[Key, Box] = {}
        for ink in self.inks:
            key = self.marks[ink.mark].key if ink.mark >= 0 else None
            if key is not None:
                known = out.get(key)
                out[key] = ink.box if known is None else united(known, ink.box)
        return out

    @property
    def sheet(self) -> Box:
        """What is left after cutting: the trim box, else the whole page."""
        return self.trim or self.crop


def meets(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def overlap(a: Box, b: Box) -> tuple[float, float]:
    """Across and up; negative where they don't meet."""
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def common(a: Box, b: Box) -> Box:
    return Box(max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))


def united(a: Box, b: Box) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def upright(box: Box, turn: int) -> Box:
    """The box as it is for who turns the page so that the words stand upright."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return Box(y0, -x1, y1, -x0)
    if turn == 180:
        return Box(-x1, -y1, -x0, -y0)
    return Box(-y1, x0, -y0, x1) if turn == 270 else box
