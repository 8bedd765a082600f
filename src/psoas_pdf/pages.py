"""Finished pages as plain data: what layout hands to paint.

Points, origin at the bottom left, y up.  Colours are '#rrggbb'.  A Block, Drawing, Picture or Node is compared by
identity, so layout makes what is shared once and uses the same object again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from psoas_pdf.drawing import Drawing
from psoas_pdf.geometry import Path
from psoas_pdf.record import thing, value


@thing
class Node:
    """One element of the structure tree.  It knows no page: marks point to it, never it to them.

    It holds words (marks) or nodes, never both: a paragraph with a link in it is P(Span, Link, Span).
    attrs: owner, key, PDF value, as ('Table', 'Scope', '/Column').
    """

    role: str
    kids: tuple[Node, ...] = ()
    alt: str | None = None
    lang: str | None = None
    title: str | None = None
    attrs: tuple[tuple[str, str, object], ...] = ()


@value
class Artifact:
    kind: str = "Layout"
    subtype: str | None = None


LAYOUT = Artifact()
HEADER = Artifact("Pagination", "Header")
FOOTER = Artifact("Pagination", "Footer")
Mark = Node | Artifact


@value
class TextRun:
    """A line, or a part of one, in one font.  A line that its paragraph continues ends in a space.

    font: a key of the painter's faces ('regular', 'semibold', 'bold').  x, y: start of the base line.
    tabular: digits are set on the width of the widest digit.  tracking: points added after each character.
    turned: half round, so that the line goes to the left from there.
    """

    text: str
    font: str
    size: float
    x: float
    y: float
    mark: Mark  # no default: text that forgot its node must not become an artifact in silence
    colour: str = "#000000"
    tabular: bool = False
    tracking: float = 0.0
    turned: bool = False


@value
class Stroke:
    """A path on the page.  width in points; cap and join are round when `round` is set."""

    path: Path
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.5
    alpha: float = 1.0
    dash: tuple[float, ...] = ()
    round: bool = False
    mark: Mark = LAYOUT


@thing
class Picture:
    """A checked PNG or JPEG."""

    data: bytes


@thing
class Ink:
    """A palette: role to '#rrggbb'.  Compared by identity; `key` is the same for the same colours."""

    colours: Mapping[str, str]
    key: str


@value
class Use:
    """A drawing (in the colours of `ink`) or a picture on the page.

    x, y is where the lower left corner of its box goes; width and height in points.
    mirror: left and right exchanged within that box.  turned: half round within it.
    """

    what: Drawing | Picture
    x: float
    y: float
    width: float
    height: float
    mark: Mark = LAYOUT
    ink: Ink | None = None
    mirror: bool = False
    turned: bool = False


Item = TextRun | Stroke | Use


@thing
class Block:
    """Items that stay together.  The same Block object in many documents is formatted and deflated once."""

    items: tuple[Item, ...]


@value
class Link:
    """box: left, bottom, right, top.  target: 'https://…', 'mailto:…', 'tel:…' or '#place'."""

    box: tuple[float, float, float, float]
    target: str
    text: str  # what a screen reader says
    node: Node  # role Link; its words carry the same node


@value
class Page:
    """Sizes in points.  trim and bleed: left, bottom, right, top, only where they differ from the page."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    trim: tuple[float, float, float, float] | None = None
    bleed: tuple[float, float, float, float] | None = None


@value
class Bookmark:
    """level counts from 0 and never skips; page counts from 0; y in points from the bottom."""

    title: str
    level: int
    page: int
    y: float


IMPRINT = "PsoasPDF"
"""Key of the imprint in the Info dictionary, where an application may have keys of its own."""


@value
class Meta:
    """date: '2026-03-02T00:00:00+00:00', from SOURCE_DATE_EPOCH or the plan, never from the clock.

    imprint: what the file was made with, as 'layout=handout floor=12', for who reads it back.
    """

    title: str
    author: str
    language: str
    date: str
    subject: str = ""
    keywords: str = ""
    creator: str = "psoas-pdf"
    imprint: str = ""


@value
class Sheets:
    """A finished document: pages, the tree that says their reading order, and what the file says of itself."""

    pages: tuple[Page, ...]
    root: Node
    meta: Meta
    bookmarks: tuple[Bookmark, ...] = ()
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)  # '#place' -> page, y
