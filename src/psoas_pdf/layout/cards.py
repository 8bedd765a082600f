"""Card sheets: fronts and backs in register, with marks to cut by that stay outside the cards."""

from __future__ import annotations

from itertools import pairwise

from psoas_pdf.document import CardFace, Deck, Document
from psoas_pdf.geometry import line
from psoas_pdf.layout.board import Board
from psoas_pdf.layout.faces import face
from psoas_pdf.layout.sheets import meta
from psoas_pdf.layout.type import Type
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import Cells, Layout, Stock
from psoas_pdf.pages import HEADER, Block, Bookmark, Node, Page, Sheets
from psoas_pdf.units import MM

LEAST_TICK = 2.0 * MM
EDGE = 6.5 * MM
"""No mark is nearer to the paper's edge: office printers don't reach it."""
SHARED = 0.05
"""Points by which the cuts of neighbours may differ and still be one cut."""


def lay_out_cards(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    """Sheets of fronts, each followed by its sheet of backs, mirrored for a flip on the long edge."""
    deck = next(block for _, block in document.blocks if isinstance(block, Deck))
    cells = stock.cells
    if cells is None:
        type_.problems.error(
            stock.place, f"the stock {stock.id!r} has no cards on it", "name a stock with cells"
        )
        return Sheets((), Node("Document"), meta(document))
    inside = float(layout.inside or 0.0)
    width, height = cells.width - 2 * inside, cells.height - 2 * inside
    each = cells.columns * cells.rows
    sides = 2 if any(card.back for card in deck.cards) else 1
    sheets = -(-len(deck.cards) // each)
    pages: list[Page] = []
    nodes: list[Node] = []
    marks: list[Bookmark] = []
    for sheet in range(sheets):
        dealt = deck.cards[sheet * each : (sheet + 1) * each]
        for side in range(sides):
            blocks = []
            for i, card in enumerate(dealt):
                shown: CardFace | None = card.back if side else card.front
                if shown is None:
                    continue
                piece = face(shown, sheet * each + i + 1, "back" if side else "front", width, height, type_)
                x, y = corner(cells, i, float(stock.width) if side else None)
                blocks.append(Block(piece.at(x + inside, stock.height - y - inside)))
                nodes += piece.nodes
                marks += [
                    Bookmark(plain(t), 0, len(pages), stock.height - y - inside - top)
                    for t, _, top in piece.marks
                ]
            page_of = document.running.page_of.replace("{page}", str(len(pages) + 1))
            page_of = page_of.replace("{pages}", str(sheets * sides))
            blocks.append(_marks(cells, stock, (deck, page_of), type_, mirrored=bool(side)))
            pages.append(Page(float(stock.width), float(stock.height), tuple(blocks)))
    return Sheets(tuple(pages), Node("Document", tuple(nodes)), meta(document), tuple(marks))


def corner(cells: Cells, index: int, mirrored_on: float | None = None) -> tuple[float, float]:
    """Top left corner of a cell from the top left of the sheet; mirrored_on: width of the sheet, for its back."""
    column, row = index % cells.columns, index // cells.columns
    x, y = cells.x + column * cells.dx, cells.y + row * cells.dy
    return (mirrored_on - x - cells.width if mirrored_on is not None else x), y


def _cuts(first: float, step: float, size: float, count: int) -> list[float]:
    """Positions of all cuts along one direction; where neighbours share a cut it counts once."""
    out: list[float] = []
    for i in range(count):
        for cut in (first + i * step, first + i * step + size):
            if not out or cut - out[-1] > SHARED:
                out.append(cut)
    return out


def _sheet_words(deck: Deck, page: str, cells: Cells, type_: Type, mirrored: bool) -> tuple[str, ...]:
    """What stands over a sheet, in as few parts as fit, each over one column."""
    side = deck.back if mirrored else deck.front
    dot, room = deck.between, float(cells.width) - 2 * type_.length("label-gap")
    title = plain(deck.title)
    for words in ((dot.join((title, side)), page), (title, side, page), (dot.join((title, side, page)),)):
        if len(words) <= cells.columns and all(type_.width(w, "sheet-line") <= room for w in words):
            return words
    type_.problems.error(
        deck.title.place,
        f"the title {title!r} does not fit over the cards ({room / MM:.0f} mm)",
        "write a short-title in the plan",
    )
    return ()


def _marks(cells: Cells, stock: Stock, told: tuple[Deck, str], type_: Type, mirrored: bool) -> Block:
    """Ticks in the margins, crosses at inner corners, and the sheet's words, all outside the cards' content.

    The words stand between the ticks over the last columns, one over each, where the margin has room for them.
    """
    board = Board(type_)
    w, h = float(stock.width), float(stock.height)
    across = _cuts(float(cells.x), float(cells.dx), float(cells.width), cells.columns)
    down = _cuts(float(cells.y), float(cells.dy), float(cells.height), cells.rows)
    if mirrored:
        across = [w - x for x in reversed(across)]
    thin = type_.length("cut-rule")

    def mark(x0: float, y0: float, x1: float, y1: float) -> None:
        board.shape(line((x0, y0), (x1, y1)), stroke="cut", width=thin)

    top, bottom, left, right = down[0], h - down[-1], across[0], w - across[-1]
    for room, near, far, along in ((top, down[0], -1, across), (bottom, down[-1], 1, across)):
        length = min(board.type.length("cut-tick"), room - board.type.length("before-cut") - EDGE)
        if length >= LEAST_TICK:
            for x in along:
                mark(
                    x,
                    near + far * board.type.length("before-cut"),
                    x,
                    near + far * (board.type.length("before-cut") + length),
                )
    for room, near, far in ((left, across[0], -1), (right, across[-1], 1)):
        length = min(board.type.length("cut-tick-side"), room - board.type.length("before-cut") - EDGE)
        if length >= LEAST_TICK - 0.01:
            for y in down:
                mark(
                    near + far * board.type.length("before-cut"),
                    y,
                    near + far * (board.type.length("before-cut") + length),
                    y,
                )
    for x in across[1:-1]:
        for y in down[1:-1]:
            mark(x - board.type.length("cut-cross") / 2, y, x + board.type.length("cut-cross") / 2, y)
            mark(x, y - board.type.length("cut-cross") / 2, x, y + board.type.length("cut-cross") / 2)
    style = type_.style("sheet-line")
    if top - board.type.length("before-cut") - style.leading >= EDGE:
        words = _sheet_words(*told, cells, type_, mirrored)
        columns = [(a + b) / 2 for a, b in pairwise(across) if b - a > cells.width - SHARED]
        for middle, text in zip(columns[-len(words) :], words, strict=False):
            board.word(text, "sheet-line", middle, EDGE, HEADER, align="centre", more=True)
    return Block(board.piece(h).at(0, h))
