"""Finished pages as plain data: what layout hands to paint.

Points, origin at the bottom left, y up.  Colours are '#rrggbb'.  A Block, Drawing, Picture or Node is compared by
identity, so layout makes what is shared once and uses the same object again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import NamedTuple

from psoas_pdf.drawing import Drawing
from psoas_pdf.geometry import Path, transformed
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


@value
class Link:
    """box: left, bottom, right, top.  target: 'https://…', 'mailto:…', 'tel:…' or '#place'."""

    box: tuple[float, float, float, float]
    target: str
    text: str  # what a screen reader says
    node: Node  # role Link; its words carry the same node


@thing
class Block:
    """Items that stay together.  The same Block object in many documents is formatted and deflated once.

    nodes: what its items add to the structure tree, topmost first, where no other block has words of those nodes;
    None when nobody says.  A document of nothing but blocks that say so may set one down several times, and each
    time stands for elements of its own.  links: those among its words, which its page has as well.
    """

    items: tuple[Item, ...]
    nodes: tuple[Node, ...] | None = None
    links: tuple[Link, ...] = ()


class At(NamedTuple):
    """A block set down on a page: x to the right of where its items say that they are, and y up."""

    block: Block
    x: float
    y: float

    @property
    def items(self) -> tuple[Item, ...]:
        """Where they stand on the page."""
        return tuple([moved(item, self.x, self.y) for item in self.block.items])


def moved(item: Item, x: float, y: float) -> Item:
    """The item, x to the right and y up."""
    if isinstance(item, Stroke):
        return replace(item, path=transformed(item.path, 1, 0, 0, 1, x, y))
    if isinstance(item, Use):
        return replace(item, x=item.x + x, y=item.y + y)
    i = item  # runs of text are most of a page, and `replace` takes three times as long
    return TextRun(
        i.text, i.font, i.size, i.x + x, i.y + y, i.mark, i.colour, i.tabular, i.tracking, i.turned
    )


def link_moved(link: Link, x: float, y: float) -> Link:
    """The link, x to the right and y up."""
    left, low, right, top = link.box
    return replace(link, box=(left + x, low + y, right + x, top + y))


@value
class Page:
    """Sizes in points.  trim and bleed: left, bottom, right, top, only where they differ from the page."""

    width: float
    height: float
    blocks: tuple[Block | At, ...]
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
