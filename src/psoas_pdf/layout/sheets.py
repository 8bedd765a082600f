"""From pieces at their places to finished pages: numbers, running heads, footers, the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from psoas_pdf.document import Document, Running
from psoas_pdf.extending import sections_on
from psoas_pdf.layout.board import Board, Piece
from psoas_pdf.layout.moved import remarked
from psoas_pdf.layout.type import Type
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import Layout, Margins, Section, Stock
from psoas_pdf.pages import FOOTER, HEADER, At, Block, Bookmark, Link, Mark, Meta, Node, Page, Sheets
from psoas_pdf.text.lines import Line
from psoas_pdf.units import MM

HEADINGS = ("H1", "H2", "H3")
CREATOR = "psoas-pdf"
MOST_DIGITS = "888"
"""As wide as the number of any page of a document."""
FIXED_DATE = "2026-01-01"
"""Of a file whose plan has no date: the clock would make each run another file."""


@dataclass(slots=True)
class Frame:
    """Where a flow of pages stands: the room for its body, measured from the top left of the page, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    head: float
    foot: float
    swaps: bool = False

    def left_of(self, page: int) -> float:
        """Where the body of a page begins; pages count from 0, so the second is the back of the first."""
        return self.right if self.swaps and page % 2 else self.left

    @property
    def measure(self) -> float:
        return self.width - self.left - self.right

    def body_top(self, page: int) -> float:
        return self.top + (self.head if page else 0.0)

    @property
    def body_bottom(self) -> float:
        return self.height - self.bottom - self.foot


def frame(stock: Stock, margins: Margins, running: Running, type_: Type, swaps: bool = False) -> Frame:
    """swaps: whether left and right margins change places on even pages."""
    measure = float(stock.width - margins.left - margins.right)
    more = _head(running, measure, type_).height - type_.style("label").leading
    lines = _foot(running, type_, _foot_room(running, measure, type_)) if type_.one_column(measure) else ()
    foot = max(0, len(lines) - 1) * type_.style("soft").leading
    return Frame(
        float(stock.width),
        float(stock.height),
        float(margins.left),
        float(margins.right),
        float(margins.top),
        float(margins.bottom),
        type_.length("head-height") + more,
        type_.length("foot-height") + foot,
        swaps,
    )


def options_of(layout: Layout, stock: Stock) -> dict[str, Section]:
    """The layout's sections by name, with what it changes on this stock put over them."""
    return {section.section: section for section in sections_on(layout, stock.id)}


@dataclass(slots=True)
class Placed:
    """Pieces on pages, each with the y of its top from the top of the page."""

    frame: Frame
    pages: list[list[tuple[Piece, float]]] = field(default_factory=lambda: [[]])

    def put(self, piece: Piece, y: float) -> None:
        self.pages[-1].append((piece, y))

    def turn(self) -> None:
        self.pages.append([])


def finish(document: Document, placed: Placed, type_: Type) -> Sheets:
    """Pages with their furniture, the structure tree in document order, bookmarks and metadata."""
    f = placed.frame
    raised = _raised([node for pieces in placed.pages for piece, _ in pieces for node in piece.nodes])
    known: dict[Block, Block] = {}
    pages: list[Page] = []
    nodes: list[Node] = []
    marks: list[Bookmark] = []
    for number, pieces in enumerate(placed.pages):
        blocks: list[Block | At] = []
        left = f.left_of(number)
        links: list[Link] = []
        for piece, y in pieces:
            blocks += piece.set_down(left, f.height - y)
            links += piece.links_at(left, f.height - y)
            nodes += [raised.get(node, node) for node in piece.nodes]
            marks += [Bookmark(title, level, number, f.height - y - top) for title, level, top in piece.marks]
        furniture = _furniture(document.running, f, number, len(placed.pages), type_)
        blocks += furniture.set_down(left, f.height)
        if raised:
            blocks = [remarked(block, raised, known) for block in blocks]
        pages.append(Page(f.width, f.height, tuple(blocks), tuple(links)))
    return Sheets(tuple(pages), Node("Document", tuple(nodes)), meta(document), _levels(marks))


def _raised(nodes: list[Node]) -> dict[Mark, Node]:
    """New nodes for old where headings would begin under level 1: before the title, or where there is none."""
    changed: dict[Mark, Node] = {}
    up = HEADINGS.index(next(_headings(nodes), "H1"))

    def walk(node: Node) -> Node:
        nonlocal up
        role = node.role
        if role in HEADINGS:
            level = HEADINGS.index(role)
            up = min(up, level)
            role = HEADINGS[level - up]
        kids = tuple([walk(kid) for kid in node.kids])
        if role != node.role or any(a is not b for a, b in zip(kids, node.kids, strict=True)):
            changed[node] = replace(node, role=role, kids=kids)
        return changed.get(node, node)

    if up:
        for node in nodes:
            walk(node)
    return changed


def _headings(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if node.role in HEADINGS:
            yield node.role
        yield from _headings(node.kids)


def _levels(marks: list[Bookmark]) -> tuple[Bookmark, ...]:
    """No level is skipped: a bookmark without a parent moves up."""
    out: list[Bookmark] = []
    for mark in marks:
        level = min(mark.level, out[-1].level + 1 if out else 0)
        out.append(Bookmark(plain(mark.title), level, mark.page, mark.y))
    return tuple(out)


def meta(document: Document) -> Meta:
    return Meta(
        title=plain(document.title),
        author=plain(document.author) or CREATOR,
        language=document.language,
        date=(document.date or FIXED_DATE) + "T00:00:00+00:00",
        subject=plain(document.subject),
        creator=CREATOR,
    )


def _head(running: Running, measure: float, type_: Type) -> Piece:
    """Title, and the person beside it at the right; under it where the two are too long for one line."""
    key = ("head", measure, running.title, running.person)
    return type_.once(key, lambda t: _head_piece(running, measure, t))


def _head_piece(running: Running, measure: float, type_: Type) -> Piece:
    board = Board(type_)
    title, person = type_.lines(running.title, "label", measure), type_.lines(running.person, "soft", measure)
    under = board.set(title, "label", 0, 0, measure, HEADER)
    together = sum(line.width for line in (*title, *person)) + type_.length("gutter")
    if len(title) == len(person) == 1 and together <= measure:
        board.set(person, "soft", 0, 0, measure, HEADER, align="right")
    else:
        under = board.set(person, "soft", 0, under, measure, HEADER)
    return board.piece(under)


def _furniture(running: Running, f: Frame, number: int, count: int, type_: Type) -> Piece:
    """Running head (from the second page) and footer, measured from the top of the page."""
    board = Board(type_)
    if number:
        board.hold(_head(running, f.measure, type_), 0, f.top)
    key = ("foot", f.measure, f.height, f.bottom, f.foot, running.foot, running.foot_short, running.page_of)
    made = type_.once((*key, number, count), lambda t: _foot_piece(running, f, number, count, t))
    board.hold(made, 0, 0)
    return board.piece(f.height)


def _foot_piece(running: Running, f: Frame, number: int, count: int, type_: Type) -> Piece:
    board = Board(type_)
    grown = f.foot - type_.length("foot-height")
    rule = f.height - f.bottom - type_.length("foot-rule") - grown
    board.rule(0, f.measure, rule, "frame-rule", "rule")
    page = running.page_of.replace("{page}", str(number + 1)).replace("{pages}", str(count))
    y = rule + type_.length("foot-text")
    taken = board.word(page, "soft-strong", f.measure, y, FOOTER, align="right")
    one = type_.one_column(f.measure)
    room = _foot_room(running, f.measure, type_) if one else f.measure - taken - 6 * MM
    lines = _foot(running, type_, room)
    if len(lines) > 1 and not one:
        type_.problems.error(
            running.title.place, "the line at the foot of the page does not fit", "shorten the title or phone"
        )
    board.set(lines if one else lines[:1], "soft", 0, y, room, FOOTER)
    return board.piece(f.height)


def _foot(running: Running, type_: Type, room: float) -> tuple[Line, ...]:
    foot = running.foot if type_.width(running.foot, "soft") <= room else running.foot_short
    return type_.lines(foot, "soft", room)


def _foot_room(running: Running, measure: float, type_: Type) -> float:
    """What a footer of several lines leaves for page x of y, before anybody knows how many pages there are."""
    widest = running.page_of.replace("{page}", MOST_DIGITS).replace("{pages}", MOST_DIGITS)
    return measure - type_.width(widest, "soft-strong") - 6 * MM
