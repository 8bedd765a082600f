"""The sheet by which a printer is measured: where it should print, in millimetres from the paper's own edges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

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
LINE_GAP, WRITE_GAP, WRITE = 1.5 * MM, 2.0 * MM, 34.0 * MM
"""Under a paragraph; over a line to write on, and its right end."""
LEAST_WIDTH, LEAST_HEIGHT = 34.0 * MM, 9.0 * MM
STYLES = (("heading", "label", "body"), ("card-line-strong", "card-line-strong", "card-line"))
"""Title, heading and words: of a page, and where that has no room, of a card."""

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
    for styles in STYLES:
        sides = [_side(wanted, pieces, back, styles, type_) for back, pieces in enumerate((fronts, backs))]
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
    wanted: Wanted, pieces: Pieces, back: int, styles: tuple[str, str, str], type_: Type
) -> tuple[Block, list[Node]] | None:
    """One side, or None where the words don't fit on it."""
    say, stock = wanted.say, wanted.stock
    w, h = float(stock.width), float(stock.height)
    board, figure, nodes = Board(type_), Node("Figure", alt=say("calibrate.alt")), []
    _crosses(board, pieces, w, h)
    boxes = _boxes(pieces, w, h)
    y = boxes[0].y0 if boxes else 0.0
    for role, words in _told(wanted, back):
        style = styles[("H1", "H2", "P").index(role)]
        while boxes and not _fits(words, style, boxes[0], y, type_):
            del boxes[0]
            y = boxes[0].y0 if boxes else 0.0
        if not boxes:
            return None
        node = leaf(role)
        nodes.append(node)
        y = board.text(words, style, boxes[0].x0, y, boxes[0].width, node) + LINE_GAP
    style, room = styles[2], type_.style(styles[2]).leading + WRITE_GAP
    while boxes and y + 2 * room > boxes[0].y1:
        del boxes[0]
        y = boxes[0].y0 if boxes else 0.0
    if not boxes:
        return None
    for name in "xy":
        nodes.append(leaf("P"))
        across = board.word(f"{name} =", style, boxes[0].x0, y + WRITE_GAP, nodes[-1])
        board.rule(boxes[0].x0 + across + 1 * MM, boxes[0].x0 + WRITE, y + room, "write-rule", "rule")
        y += room
    moved = wanted.printer.back if back else wanted.printer.front
    _rulers(board, (w, h), EDGE + max(abs(moved.x), abs(moved.y)), figure, say("calibrate.top"))
    return Block(board.piece(h).at(0, h)), [*nodes, figure]


def _fits(words: str, style: str, box: Box, y: float, type_: Type) -> bool:
    trial = Board(type_.trial())
    under = trial.text(words, style, 0, y, box.width, LAYOUT)
    return under <= box.y1 and not trial.type.problems.failed


def _told(wanted: Wanted, back: int) -> list[tuple[str, str]]:
    """The words of one side in order, each with its role."""
    say = wanted.say
    side: Offset = wanted.printer.back if back else wanted.printer.front
    in_use = say("calibrate.in-use", x=_mm(side.x), y=_mm(side.y))
    write = say("calibrate.write", side="back" if back else "front")
    if back:
        return [
            ("H2", say("calibrate.back")),
            ("P", say("calibrate.x")),
            ("P", say("calibrate.y")),
            ("P", in_use),
            ("P", say("calibrate.light")),
            ("P", write),
        ]
    flip = say("cards.flip.short" if wanted.layout.flip == "short-edge" else "cards.flip")
    return [
        ("H1", say("calibrate.title", stock=wanted.stock.id)),
        ("H2", say("calibrate.front")),
        ("P", say("calibrate.print", flip=flip)),
        ("P", say("calibrate.size")),
        ("P", say("calibrate.x")),
        ("P", say("calibrate.y")),
        ("P", in_use),
        ("P", write),
    ]


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
    """At the corners of the cards, but where the rulers are; of what a printer doesn't reach, what it does reach."""
    across, down = cuts(pieces)
    thin, taken = board.type.length("cut-rule"), _ruled(width, height)
    for x in across:
        for y in down:
            (left, right), (top, bottom) = _arm(x, width), _arm(y, height)
            if any(Box(left, top, right, bottom).meets(box) for box in taken):
                continue
            if EDGE <= y <= height - EDGE:
                board.shape(line((left, y), (right, y)), stroke="cut", width=thin)
            if EDGE <= x <= width - EDGE:
                board.shape(line((x, top), (x, bottom)), stroke="cut", width=thin)


def _ruled(width: float, height: float) -> list[Box]:
    """Where rulers and arrows stand."""
    x, y, side, reach = width / 2, height / 2, 5.5 * MM, ARROW[1] + 5 * MM
    end, half = RULER_END * MM, HALF * MM
    return [
        Box(0, y - side, end, y + 1 * MM),
        Box(x - side, 0, x + 1 * MM, end),
        Box(x - half, y - side, x + reach, y + 1.5 * MM),
        Box(x - side, y - reach, x + 1.5 * MM, y + reach),
    ]


def _arm(at: float, size: float) -> tuple[float, float]:
    middle = min(max(at, EDGE), size - EDGE)
    return max(EDGE, middle - ARM), min(size - EDGE, middle + ARM)


def _rulers(board: Board, size: tuple[float, float], edge: float, mark: Mark, top: str) -> None:
    """From the left and the top edge, and across the middle; arrows for the way that x, y and the top lie."""
    thin, x, y = board.type.length("cut-rule"), size[0] / 2, size[1] / 2

    def stroke(*points: tuple[float, float]) -> None:
        board.shape(line(*points), stroke="cut", width=thin, mark=mark)

    first = ceil(edge / MM)
    for upright in (False, True):
        start, centre = (y, x) if upright else (x, y)

        def put(
            along: float, aside: float, upright: bool = upright, centre: float = centre
        ) -> tuple[float, float]:
            return (centre + aside, along) if upright else (along, centre + aside)

        for low, high, zero in ((first, RULER_END, 0.0), (-HALF, HALF, start)):
            stroke(put(zero + low * MM, 0), put(zero + high * MM, 0))
            for mm in range(low, high + 1):
                tick = (3.0 if mm % 10 == 0 else 2.2 if mm % 5 == 0 else 1.3) * MM
                stroke(put(zero + mm * MM, 0), put(zero + mm * MM, -tick))
                if mm and mm % 10 == 0:
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
