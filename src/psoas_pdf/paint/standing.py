"""Blocks made ready to stand anywhere: operators and elements with gaps for what only the place decides.

What a block paints and says is worked out once.  Where it stands only numbers are put in: of its page, of its
marks, of its elements and of those above them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from struct import Struct
from typing import Any, NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.pages import Block, Link, Node
from psoas_pdf.paint.content import Names, Painted, Resource, paint_anywhere
from psoas_pdf.paint.deflate import Deflater, Piece, join
from psoas_pdf.paint.structure import BadTree, Tree, body
from psoas_pdf.paint.syntax import END_OF_STREAM, numbers
from psoas_pdf.record import thing

MOST_BOXES = 1000
"""Places of a block's pictures that are kept as text, a few hundred bytes each."""
STEP = 16
"""Numbers that a block's elements take are made up to a multiple of this, so that a block with one element more
leaves those behind it the numbers that they had, and what was written of them can be used again.
"""
ROW = Struct(">BIH").pack
FREE = ROW(0, 0, 65535)
IN_STREAM = 2
Get = Callable[[Sequence[Any]], Any]
_ROOT = "Document"
_NAMED = "Note"
"""The role whose elements need a name that no other has in the file."""


@thing
class Need:
    """What a block is painted with; the same object for all blocks that need the same."""

    fonts: Mapping[str, frozenset[int]]
    resources: Mapping[str, Resource]
    alphas: frozenset[float]


class Prepared(NamedTuple):
    """What a block came to; it does not hold the block, which may go when nobody needs it any more.

    nodes, own_links: the block's.  painted: its data with gaps for MCIDs.  alone: whether all its words are those of
    its own nodes.

    elements: how many there are.  form: a format for all, with zeros between them; get: which of the values go into it:
    0 the page, then what stands over each of
    the block's nodes, then elements, MCIDs, annotations and boxes.  tops: elements of the block's nodes, -1 for one
    that is left out.  marks: elements by MCID.  links: elements of the block's links.
    need: what it is painted with, as its keeper knows it.
    """

    nodes: tuple[Node, ...]
    own_links: tuple[Link, ...]
    painted: Painted
    alone: bool
    elements: int
    form: bytes
    get: Get
    tops: tuple[int, ...]
    marks: tuple[int, ...]
    links: tuple[int, ...]
    boxes: tuple[Box, ...]
    need: Need | None = None

    @property
    def room(self) -> int:
        """How many numbers its elements take."""
        return -(-self.elements // STEP) * STEP


def prepare(block: Block, names: Names) -> Prepared:
    """Raises what painting raises."""
    painted, nodes = paint_anywhere(block, names), block.nodes or ()
    try:
        tree = Tree(Node(_ROOT, nodes), [painted.marks], [block.links])
    except BadTree:
        return Prepared(nodes, block.links, painted, False, 0, b"", tuple, (), (), (), ())
    if any(element.node.role == _NAMED for element in tree.elements):
        return Prepared(nodes, block.links, painted, False, 0, b"", tuple, (), (), (), ())
    first = 1 + len(nodes)
    mark = first + len(tree.elements) - 1
    link = mark + len(painted.marks)
    box = link + len(block.links)
    refs = ["", *[f"\0{first + i}\0 0 R" for i in range(len(tree.elements) - 1)]]
    forms: list[bytes] = []
    wanted: list[int] = []
    boxes: list[Box] = []
    order = {node: i for i, node in enumerate(nodes)}
    for element in tree.elements[1:]:
        parent = refs[element.parent] if element.parent else f"\0{1 + order[element.node]}\0 0 R"
        text = body(
            element,
            parent,
            refs,
            [f"\0{0}\0 0 R"],
            lambda _, number: f"\0{link + number}\0 0 R",
            mark=lambda mcid: f"\0{mark + mcid}\0",
            box=f"[\0{box + len(boxes)}\0]",
        )
        if element.box is not None:
            boxes.append(element.box)
        pieces = text.replace(b"%", b"%%").split(b"\0")
        gaps = [int(gap) for gap in pieces[1::2]]
        form = b"".join(
            [p if not i % 2 else b"%b" if gaps[i // 2] >= box else b"%d" for i, p in enumerate(pieces)]
        )
        forms.append(form)
        wanted += gaps
    return Prepared(
        nodes,
        block.links,
        painted,
        True,
        len(forms),
        b"\0".join(forms),
        itemgetter(*wanted) if wanted else tuple,
        tuple([tree.index[node] - 1 if node in tree.index else -1 for node in nodes]),
        tuple([tree.index[node] - 1 for node, _ in painted.marks]),
        tuple([tree.index[each.node] - 1 for each in block.links]),
        tuple(boxes),
    )


class Spot(NamedTuple):
    """Where a block stands in its file, in numbers of objects: the stream for its elements, the first of them, the
    page, and what is over each of its nodes; then its first MCID, the first of the annotations of its links, and how
    far it is moved, for its boxes.
    """

    stream: int
    first: int
    page: int
    parents: tuple[int, ...]
    mcid: int
    link: int = 0
    x: float = 0.0
    y: float = 0.0


class Standing(NamedTuple):
    """The object stream of elements of blocks; their rows of the cross-reference table; and, for the parent tree,
    references to the element of each mark.
    """

    elements: bytes
    rows: Piece
    marks: Piece


def bodies_at(prepared: Prepared, spot: Spot) -> list[bytes]:
    """The elements' objects there, in the order of their numbers."""
    if not prepared.elements:
        return []
    values = [
        spot.page,
        *spot.parents,
        *range(spot.first, spot.first + prepared.elements),
        *range(spot.mcid, spot.mcid + len(prepared.marks)),
        *range(spot.link, spot.link + len(prepared.links)),
        *(_boxes_at(prepared.boxes, spot.x, spot.y) if prepared.boxes else ()),
    ]
    together: bytes = prepared.form % prepared.get(values)
    return together.split(b"\0")


@lru_cache(MOST_BOXES)
def _boxes_at(boxes: tuple[Box, ...], x: float, y: float) -> list[bytes]:
    return [numbers((b.x0 + x, b.y0 + y, b.x1 + x, b.y1 + y)).encode("ascii") for b in boxes]


def marks_at(prepared: Prepared, spot: Spot) -> bytes:
    """References to the element of each mark, each with a space behind it."""
    first = spot.first
    return b"%d 0 R " * len(prepared.marks) % tuple([first + element for element in prepared.marks])


def stand(run: Sequence[tuple[Prepared, Spot]], deflater: Deflater) -> Standing:
    """Blocks that stand one after the other; their elements are in one stream."""
    heads: list[bytes] = []
    bodies: list[bytes] = []
    rows: list[bytes] = []
    marks: list[bytes] = []
    at = 0
    for prepared, spot in run:
        made = bodies_at(prepared, spot)
        for index, each in enumerate(made):
            heads.append(b"%d %d" % (spot.first + index, at))
            rows.append(ROW(IN_STREAM, spot.stream, len(bodies) + index))
            at += len(each) + 1
        rows.append(FREE * (prepared.room - len(made)))
        bodies += made
        marks.append(marks_at(prepared, spot))
    head = b" ".join(heads) + b"\n"
    return Standing(
        object_stream(run[0][1].stream, len(bodies), head, b"\n".join(bodies), deflater),
        deflater.piece(b"".join(rows)),
        deflater.piece(b"".join(marks)),
    )


def object_stream(number: int, count: int, head: bytes, data: bytes, deflater: Deflater) -> bytes:
    """An object stream as an object.  head: numbers and offsets of its objects."""
    return wrapped(number, count, len(head), join((deflater.piece(head + data),)))


def wrapped(number: int, count: int, first: int, deflated: bytes) -> bytes:
    return (
        b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%b%b\nendobj\n"
        % (
            number,
            count,
            first,
            len(deflated),
            deflated,
            END_OF_STREAM,
        )
    )
