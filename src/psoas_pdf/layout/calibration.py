"""The sheet by which a printer is measured: where it should print, in millimetres from the paper's own edges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from psoas_pdf.geometry import Box, line, polygon
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.cuts import EDGE, cuts
from psoas_pdf.layout.offsets import offset
from psoas_pdf.layout.register import turns_like_a_page
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Cells, Layout, Stock
from psoas_pdf.model.plan import Offset, Printer
from psoas_pdf.pages import LAYOUT, Block, Bookmark, Mark, Meta, Node, Page, Sheets
from psoas_pdf.units import MM

ARM = 5.0 * MM
"""Of a cross, from its middle."""
READ_AT, RULER_END = 20, 30
"""Millimetres from the paper's edge: the line that is measured, and the end of the rulers."""
HALF = 10
"""Millimetres of the ruler in the middle on either side."""
ARROW = (14.0 * MM, 23.0 * MM)
"""From the middle of the sheet."""
BAND = 7.5 * MM
"""Kept clear of words on both sides of the rulers."""
CLEAR = 6.5 * MM
"""Between words and the corner of a card."""
PAPER_MARGIN = 20.0 * MM
LEAST_WIDTH, LEAST_HEIGHT = 34.0 * MM, 9.0 * MM
STYLES = (("label", "body"), ("card-line-strong", "card-line"))
"""Heading and words: of a page, and where that has no room, of a card."""

Say = Callable[..., str]
Pieces = Sequence[tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is printed on the sheet, and what the printer is off already made up for."""

    stock: Stock
    layout: Layout
    printer: Printer
    say: Say
    meta: Meta


def calibration_sheets(wanted: Wanted, type_: Type) -> Sheets | None:
    """A front and a back; None after an error, when the sheet is too small for the words."""
    stock = wanted.stock
    fronts, backs = _pieces(wanted)
    for heading, body in STYLES:
        sides = [
            _side(wanted, pieces, back, (heading, body), type_) for back, pieces in enumerate((fronts, backs))
        ]
        found = [side for side in sides if side]
        if len(found) == len(sides):
            pages = tuple([Page(float(stock.width), float(stock.height), (block,)) for block, _ in found])
            nodes = tuple([node for _, more in found for node in more])
            names = (wanted.say("calibrate.front"), wanted.say("calibrate.back"))
            marks = tuple([Bookmark(name, 0, page, float(stock.height)) for page, name in enumerate(names)])
            sheets = Sheets(pages, Node("Document", nodes), wanted.meta, marks)
            return offset(sheets, wanted.printer, two_sided=True)
    type_.problems.error(
        stock.place,
        f"a sheet of the stock {stock.id!r} is too small for the words of a calibration sheet",
        "calibrate with paper that fills the printer, as a4 or letter",
    )
    return None


def _pieces(wanted: Wanted) -> tuple[Pieces, Pieces]:
    stock, cells = wanted.stock, wanted.stock.cells
    w, h = float(stock.width), float(stock.height)
    if cells is None:
        whole = (PAPER_MARGIN, PAPER_MARGIN, w - 2 * PAPER_MARGIN, h - 2 * PAPER_MARGIN)
        return [whole], [whole]
    fronts = list(_grid(cells))
    if turns_like_a_page(wanted.layout.flip, w, h):
        return fronts, [(w - x - cw, y, cw, ch) for x, y, cw, ch in fronts]
    return fronts, [(x, h - y - ch, cw, ch) for x, y, cw, ch in fronts]


def _grid(cells: Cells) -> Iterator[tuple[float, float, float, float]]:
    for row in range(cells.rows):
        for column in range(cells.columns):
            x, y = cells.x + column * cells.dx, cells.y + row * cells.dy
            yield float(x), float(y), float(cells.width), float(cells.height)


def _side(
    wanted: Wanted, pieces: Pieces, back: int, styles: tuple[str, str], type_: Type
) -> tuple[Block, list[Node]] | None:
    say, stock = wanted.say, wanted.stock
    w, h = float(stock.width), float(stock.height)
    board = Board(type_)
    figure = Node("Figure", alt=say("calibrate.alt"))
    _crosses(board, pieces, w, h)
    _rulers(board, w, h, figure, say("calibrate.top"))
    title = say("calibrate.title", stock=stock.id)
    told = _told(wanted, back)
    nodes: list[Node] = []
    boxes = iter(_boxes(pieces, w, h))
    box = next(boxes, None)
    y = box.y0 if box else 0.0
    heads = [title, say("calibrate.back" if back else "calibrate.front")] if not back else [told.pop(0)]
    for words, role in [(t, f"H{i + 1}") for i, t in enumerate(heads)] + [(t, "P") for t in told]:
        if back and role == "H1":
            role = "H2"
        style = styles[0] if role != "P" else styles[1]
        while box is not None:
            trial = Board(type_.trial())
            needed = trial.text(words, style, 0, 0, box.width, LAYOUT)
            if y + needed <= box.y1 and not trial.type.problems.failed:
                break
            box = next(boxes, None)
            y = box.y0 if box else 0.0
        if box is None:
            return None
        node = leaf(role)
        nodes.append(node)
        y = board.text(words, style, box.x0, y, box.width, node) + 1.5 * MM
    return Block(board.piece(h).at(0, h)), [*nodes[:2], figure, *nodes[2:]]


def _told(wanted: Wanted, back: int) -> list[str]:
    """The words of one side in order."""
    say = wanted.say
    side: Offset = wanted.printer.back if back else wanted.printer.front
    flip = say("cards.flip.short" if wanted.layout.flip == "short-edge" else "cards.flip")
    use = say("calibrate.in-use", x=_mm(side.x), y=_mm(side.y))
    measure = [say("calibrate.x"), say("calibrate.y"), use]
    name = "back" if back else "front"
    write = say("calibrate.write", side=name)
    if back:
        return [say("calibrate.back"), *measure, write, say("calibrate.light")]
    return [say("calibrate.print", flip=flip), say("calibrate.size"), *measure, write]


def _mm(length: float) -> str:
    return f"{length / MM:.4g}".replace("-", "−")


def _boxes(pieces: Pieces, width: float, height: float) -> list[Box]:
    """Where words may stand: inside the cards, clear of their corners and of the rulers in the middle."""
    out = []
    for x, y, w, h in pieces:
        left, right = max(x + CLEAR, 2 * EDGE), min(x + w - CLEAR, width - 2 * EDGE)
        top, bottom = max(y + CLEAR, 2 * EDGE), min(y + h - CLEAR, height - 2 * EDGE)
        for x0, x1 in _without(left, right, width / 2):
            for y0, y1 in _without(top, bottom, height / 2):
                if x1 - x0 >= LEAST_WIDTH and y1 - y0 >= LEAST_HEIGHT:
                    out.append(Box(x0, y0, x1, y1))
    return sorted(out, key=lambda box: (box.x0 > width / 2, box.y0, box.x0))


def _without(low: float, high: float, middle: float) -> list[tuple[float, float]]:
    if high <= middle - BAND or low >= middle + BAND:
        return [(low, high)]
    return [(low, min(high, middle - BAND)), (max(low, middle + BAND), high)]


def _crosses(board: Board, pieces: Pieces, width: float, height: float) -> None:
    """At the corners of the cards; of what lies outside the printable area, the part that lies inside."""
    across, down = cuts(pieces)
    thin = board.type.length("cut-rule")
    for x in across:
        for y in down:
            for ends in (_arm(x, width), _arm(y, height)):
                flat = ends == _arm(x, width)
                other, size = (y, height) if flat else (x, width)
                if EDGE <= other <= size - EDGE:
                    path = [(end, y) if flat else (x, end) for end in ends]
                    board.shape(line(*path), stroke="cut", width=thin)


def _arm(at: float, size: float) -> tuple[float, float]:
    middle = min(max(at, EDGE), size - EDGE)
    return max(EDGE, middle - ARM), min(size - EDGE, middle + ARM)


def _rulers(board: Board, width: float, height: float, mark: Mark, top: str) -> None:
    """From the left and the top edge, and across the middle; arrows for the way that x, y and the top lie."""
    thin, x, y = board.type.length("cut-rule"), width / 2, height / 2

    def stroke(*points: tuple[float, float]) -> None:
        board.shape(line(*points), stroke="cut", width=thin, mark=mark)

    first = -(-int(EDGE / MM * 100) // 100)
    for upright in (False, True):
        start, centre = (y, x) if upright else (x, y)

        def put(
            along: float, aside: float, upright: bool = upright, centre: float = centre
        ) -> tuple[float, float]:
            return (centre + aside, along) if upright else (along, centre + aside)

        for low, high, zero in ((first, RULER_END, 0.0), (-HALF, HALF, start)):
            stroke(put(zero + low * MM, 0), put(zero + high * MM, 0))
            for mm in range(low, high + 1):
                size = (3.0 if mm % 10 == 0 else 2.2 if mm % 5 == 0 else 1.3) * MM
                stroke(put(zero + mm * MM, 0), put(zero + mm * MM, -size))
                if mm % 10 == 0 and (mm or zero):
                    at_x, at_y = put(zero + mm * MM, -3.2 * MM)
                    leading = board.type.style("sheet-line").leading
                    place = (at_x - 0.5 * MM, at_y - leading / 2) if upright else (at_x, at_y - leading)
                    align = "right" if upright else "centre"
                    board.word(str(abs(mm)), "sheet-line", *place, mark, align=align, colour="ink", more=True)
    _arrow(board, (x + ARROW[0], y), (x + ARROW[1], y), mark)
    _arrow(board, (x, y + ARROW[0]), (x, y + ARROW[1]), mark)
    _arrow(board, (x, y - ARROW[0]), (x, y - ARROW[1]), mark)
    leading = board.type.style("sheet-line").leading
    for text, at_x, at_y, align in (
        ("+x", x + ARROW[1] + 1.2 * MM, y - leading / 2, "left"),
        ("+y", x, y + ARROW[1] + 1.0 * MM, "centre"),
        (top, x, y - ARROW[1] - 1.0 * MM - leading, "centre"),
    ):
        board.word(text, "sheet-line", at_x, at_y, mark, align=align, colour="ink", more=True)


def _arrow(board: Board, start: tuple[float, float], end: tuple[float, float], mark: Mark) -> None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = abs(dx) + abs(dy)
    ux, uy, head = dx / length, dy / length, 2.4 * MM
    neck = (end[0] - ux * head, end[1] - uy * head)
    board.shape(line(start, neck), stroke="cut", width=1.0, mark=mark)
    wings = [(neck[0] + s * uy * head / 2, neck[1] - s * ux * head / 2) for s in (1, -1)]
    board.shape(polygon(end, *wings), fill="cut", mark=mark)
