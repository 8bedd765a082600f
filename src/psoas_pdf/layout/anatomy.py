"""The anatomy sheet: title, plates with labels, a table of facts, sources; one page if the words allow it."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.document import Block, Document, Facts, Figure, Heading, Plates, PlateView, SourceNotes
from psoas_pdf.extending import margins_on
from psoas_pdf.geometry import Box
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.facts import fact_rows
from psoas_pdf.layout.plate import SIZES, plate
from psoas_pdf.layout.sheets import Placed, finish, frame, options_of
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Layout, Stock
from psoas_pdf.pages import Node, Sheets
from psoas_pdf.words import place_of

MOST_PLATES = 2
MOST_TITLE_LINES = 2
WHOLE_SHARE = 0.37
"""Of the height of the second plate's room, at most, for the whole figure."""
SLACK = 0.01


def lay_out_anatomy(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    """Plates give way to words, down to a floor; then the table goes on to a second page, between rows."""
    placed = Placed(frame(stock, margins_on(layout, stock), document.running, type_, layout.swaps))
    f = placed.frame
    options = options_of(layout, stock)
    y = f.body_top(0)
    for at, (section, block) in enumerate(document.blocks):
        if isinstance(block, Heading):
            piece = heading(block, f.measure, type_)
        elif isinstance(block, Plates) and type_.one_column(f.measure):
            y = _flow_plates(placed, block, y, options[section].small_figure is not False, type_)
            continue
        elif isinstance(block, Plates):
            asked = options[section]
            most = float(asked.plate_height or type_.length("plate-height"))
            least = min(most, float(asked.least_picture_height or type_.length("least-plate-height")))
            after = _height(document.blocks[at + 1 :], f.measure, type_)
            room = f.body_bottom - y - after
            height = min(most, room) if room >= least else most
            piece = plates(block, f.measure, height, asked.small_figure is not False, type_)
        elif isinstance(block, Facts):
            y = _flow_facts(placed, block, y, type_)
            continue
        elif isinstance(block, SourceNotes):
            piece = sources(block, f.measure, type_)
            y += type_.length("before-sources")
            if y + piece.height > f.body_bottom + SLACK:
                y = _turn(placed)
        else:
            raise TypeError(f"an anatomy sheet has no block {type(block).__name__}")
        placed.put(piece, y)
        y += piece.height
    return finish(document, placed, type_)


def _turn(placed: Placed) -> float:
    placed.turn()
    return placed.frame.body_top(len(placed.pages) - 1)


def _height(blocks: Sequence[tuple[str, Block]], width: float, type_: Type) -> float:
    """Of what stands under the plates."""
    height = 0.0
    for _, block in blocks:
        if isinstance(block, Facts):
            height += type_.length("block-rule") + sum(
                row.height for row, _ in fact_rows(block.rows, width, "label", type_)
            )
        elif isinstance(block, SourceNotes):
            height += type_.length("before-sources") + sources(block, width, type_).height
    return height


def heading(block: Heading, width: float, type_: Type) -> Piece:
    """Title, clinical name with the clinic on its line (under it where both are long), and the thick rule."""
    board, title, subtitle, clinic = Board(type_), leaf("H1"), leaf("P"), leaf("P")
    lines = type_.lines(block.title, "title", width)
    if len(lines) > MOST_TITLE_LINES:
        type_.problems.error(
            place_of(block.title),
            f"the title takes more than {MOST_TITLE_LINES} lines",
            "use a shorter plain name",
        )
    y = board.set(lines, "title", 0, 0, width, title)
    board.marks.append((str(block.title), 0, 0.0))
    board.nodes += [title, subtitle]
    names = type_.lines(block.subtitle, "subtitle", width)
    by = type_.lines(block.clinic, "soft", width)
    together = sum(line.width for line in (*names, *by)) + type_.length("gutter")
    under = board.set(names, "subtitle", 0, y, width, subtitle)
    if len(names) == len(by) == 1 and together <= width:
        y += type_.style("subtitle").baseline - type_.style("soft").baseline
        board.set(by, "soft", 0, y, width, clinic, align="right")
    else:
        under = board.set(by, "soft", 0, under, width, clinic, align="right")
    if by:
        board.nodes.append(clinic)
    y = under + type_.length("part-gap")
    board.rule(0, width, y, "block-rule", "ink")
    return board.piece(y + type_.length("block-rule"))


def _flow_plates(placed: Placed, block: Plates, y: float, small_figure: bool, type_: Type) -> float:
    """One plate a page, over the whole width; returns the y under the last."""
    f = placed.frame
    _check_count(block, type_)
    for i, view in enumerate(block.views[:MOST_PLATES]):
        if i or f.body_bottom - y < type_.length("least-plate-height"):
            y = _turn(placed)
        board, last = Board(type_), i + 1 == min(len(block.views), MOST_PLATES)
        room = Box(0, type_.length("rule-gap"), f.measure, f.body_bottom - y - type_.length("part-gap"))
        whole = _whole(block.whole, view, room, type_) if last and block.whole and small_figure else None
        board.nodes.append(plate(board, view, room, foot=whole, sizes=SIZES))
        if whole and block.whole:
            board.nodes.append(_draw_whole(board, block.whole, whole))
        placed.put(board.piece(f.body_bottom - y), y)
        y = f.body_bottom
    return y


def _draw_whole(board: Board, figure: Figure, place: Box) -> Node:
    picture = Node("Figure", alt=figure.alt)
    at = (place.x0, place.y0, place.width, place.height)
    board.drawing(figure.drawing, *at, picture, figure.mirrored)
    return picture


def _check_count(block: Plates, type_: Type) -> None:
    if len(block.views) > MOST_PLATES:
        type_.problems.error(
            block.views[MOST_PLATES].place,
            f"an anatomy sheet shows {MOST_PLATES} plates, and this is one more",
            "name fewer plates in the muscle's record",
        )


def plates(block: Plates, width: float, height: float, small_figure: bool, type_: Type) -> Piece:
    """The first plate in the larger room at the left; the second at the right, over the whole figure."""
    board = Board(type_)
    _check_count(block, type_)
    top, bottom = type_.length("rule-gap"), height - type_.length("part-gap")
    side = type_.length("plate-side") if len(block.views) > 1 or block.whole else 0.0
    left = Box(0, top, width - side - (type_.length("plate-gutter") if side else 0.0), bottom)
    right = Box(width - side, top, width, bottom)
    nodes = [plate(board, view, left) for view in block.views[:1]]
    side_view = block.views[1] if len(block.views) > 1 else None
    whole = _whole(block.whole, side_view, right, type_) if block.whole and small_figure else None
    for view in block.views[1:MOST_PLATES]:
        nodes.append(plate(board, view, right, foot=whole))
    if whole and block.whole:
        nodes.append(_draw_whole(board, block.whole, whole))
    board.nodes += nodes
    return board.piece(height)


def _whole(figure: Figure, above: PlateView | None, room: Box, type_: Type) -> Box:
    """Where the whole figure stands: at the foot of its room, about under the middle of the drawing above."""
    box = figure.drawing.box
    height = min(type_.length("whole-figure"), room.height * WHOLE_SHARE)
    k = min(height / box.height, room.width / box.width)
    across = room.width
    if above:
        across = min(across, above.size_mm[0] / above.size_mm[1] * (room.height - height))
    left = room.x0 + max(0.0, (across - box.width * k) / 2)
    return Box(left, room.y1 - box.height * k, left + box.width * k, room.y1)


def _flow_facts(placed: Placed, block: Facts, y: float, type_: Type) -> float:
    """Sets the table from y on, on as many pages as it takes; returns the y under it."""
    f = placed.frame
    rows = fact_rows(block.rows, f.measure, "label", type_)
    table = Node("Table", (Node("TBody", tuple(node for _, node in rows)),))
    start = Board(type_)
    start.rule(0, f.measure, 0, "block-rule", "ink")
    start.nodes.append(table)
    if rows and y + type_.length("block-rule") + rows[0][0].height > f.body_bottom + SLACK:
        y = _turn(placed)  # its thick line stays with the first row
    placed.put(start.piece(type_.length("block-rule")), y)
    y += type_.length("block-rule")
    for (row, _), (_, words) in zip(rows, block.rows, strict=True):
        if y + row.height > f.body_bottom + SLACK:
            y = _turn(placed)
            if y + row.height > f.body_bottom:
                type_.problems.error(place_of(words), "this fact is taller than a page", "shorten it")
        placed.put(row, y)
        y += row.height
    return y


def sources(block: SourceNotes, width: float, type_: Type) -> Piece:
    """Where the facts come from, and who checked them: no headings, for plates have more use for the room."""
    board, y = Board(type_), 0.0
    for words in (*block.sources, *block.sheet):
        node = leaf("P")
        y = board.text(words, "soft", 0, y, width, node)
        board.nodes.append(node)
    return board.piece(y)
