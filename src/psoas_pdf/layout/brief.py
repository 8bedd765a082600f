"""When to stop, and where facts come from, in a few lines: for sheets that have no room for lists."""

from __future__ import annotations

from psoas_pdf.document import HelpShort, Listed, SourceNotes
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.words import Words


def help_short(block: HelpShort, width: float, type_: Type) -> Piece:
    """The icon, two paragraphs beside each other, a third below them; in a theme of one column one below another."""
    board, nodes = Board(type_), []
    side, gap, icon = type_.length("help-side"), type_.length("help-gap"), type_.length("short-help-icon")
    x, top = side + icon + side, type_.length("help-top")
    room, y = width - x - side, top
    half = (room - gap) / 2
    lists = list(block.lists)
    if len(lists) > 1 and not type_.one_column(width):
        ends = []
        for i, listed in enumerate(lists[:2]):
            under, node = _paragraph(board, block, listed, x + i * (half + gap), y, half)
            ends.append(under)
            nodes.append(node)
        y, lists = max(ends) + type_.length("list-gap"), lists[2:]
    for listed in lists:
        y, node = _paragraph(board, block, listed, x, y, room)
        y += type_.length("list-gap")
        nodes.append(node)
    height = max(y - type_.length("list-gap"), top + icon) + type_.length("help-bottom")
    board.icon("stop", side, (height - icon) / 2, icon)
    board.box(0, 0, width, height, radius="stop-radius", stroke="stop", rule="stop-rule")
    board.nodes.append(Node("Sect", tuple(nodes), title=block.heading))
    return board.piece(height)


def _paragraph(
    board: Board, block: HelpShort, listed: Listed, x: float, y: float, width: float
) -> tuple[float, Node]:
    node = leaf("P")
    words = board.type.joined(block.between, listed.entries, "body")
    ended = Words(words.rstrip(".") + ".", words.place)
    return board.text(ended, "body", x, y, width, node, lead=listed.heading), node


def sources_short(block: SourceNotes, width: float, type_: Type, page_of: str = "") -> Piece:
    """Who made and checked the sheet, and sources below.  page_of: what stands at the right of the first line."""
    board, y = Board(type_), 0.0
    number = page_of.replace("{page}", "1").replace("{pages}", "1")
    room = width - (type_.width(number, "soft-strong") + type_.length("gutter") if number else 0.0)
    for words, space in [*((w, room) for w in block.sheet), *((w, width) for w in block.sources)]:
        node = leaf("P")
        y = board.text(words, "soft", 0, y, space, node)
        board.nodes.append(node)
    return board.piece(y)
