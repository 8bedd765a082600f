"""The stop box in one column: its lists under each other, and what a page can't hold in a box on the next."""

from __future__ import annotations

from psoas_pdf.document import HelpBox, Listed
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.opening import bullets
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.units import MM


def help_boxes(block: HelpBox, width: float, room: float, full: float, type_: Type) -> list[Piece]:
    """One box if it fits; else one for the lists that fit in `room` points, and others of at most `full`.

    A list is never split, so the most urgent one stays whole where the patient looks first.  Nothing fits in
    `room`: the first piece is taller than it, and begins the next page.
    """
    lists = [*block.first, *((block.last,) if block.last else ())]
    out: list[Piece] = []
    while lists:
        heading = block.continued if out else block.heading
        space = full if out else room
        count = len(lists)
        while count > 1 and _box(heading, lists[:count], width, type_).height > space:
            count -= 1
        piece = _box(heading, lists[:count], width, type_)
        if not out and piece.height > room and room < full:
            return help_boxes(block, width, full, full, type_)
        out.append(piece)
        lists = lists[count:]
    return out


def _box(heading: str, lists: list[Listed], width: float, type_: Type) -> Piece:
    board, head = Board(type_), leaf("H2")
    side, icon, gap = type_.length("help-side"), type_.length("stop-icon"), type_.length("list-gap")
    top = type_.length("help-top")
    board.icon("stop", side, top, icon)
    left = side + icon + 2.4 * MM
    style = type_.style("heading")
    y = board.text(
        heading,
        "heading",
        left,
        top + max(0.0, (icon - style.leading) / 2),
        width - left - side,
        head,
        colour="stop",
    )
    board.marks.append((heading, 1, 0.0))
    y, nodes = max(y, top + icon) + gap, [head]
    for i, listed in enumerate(lists):
        if i:
            y += gap
            board.rule(side, width - side, y, "frame-rule", "stop")
            y += gap
        hang = type_.length("bullet-hang")
        y, more = bullets(board, listed, side, y, width - 2 * side, ("label", "body"), hang)
        nodes += more
    height = y + type_.length("help-bottom")
    board.box(0, 0, width, height, radius="stop-radius", stroke="stop", rule="stop-rule")
    board.nodes.append(Node("Sect", tuple(nodes)))
    return board.piece(height)
