"""A menu of exercises: each with a box to tick, gaps to write its dose in, boxes for sides, a line for notes."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.document import Glance, Menu, MenuGroup
from psoas_pdf.geometry import rectangle
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.opening import small_scales
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import HEADER, Node
from psoas_pdf.record import value

LEAST_NOTES = 0.4
"""Of a row's words: where boxes for sides leave less to write notes on, they stand on a line of their own."""


@value
class Group:
    """Rows of one position.  head: what stands over the first; again: the same on a later page, not read again."""

    head: Piece
    again: Piece
    rows: tuple[Piece, ...]


def menu_groups(block: Menu, width: float, type_: Type) -> list[Group]:
    """The groups in order; the first begins with the heading of the menu.  A list's node goes with its heading."""
    figures = [glance.figure.drawing.box for group in block.groups for glance, _ in group.rows]
    room = type_.length("menu-picture"), type_.length("menu-picture-height")
    scales = iter(small_scales([(box.width, box.height) for box in figures], *room))
    out = []
    for i, group in enumerate(block.groups):
        rows = [_row(block, glance, sides, next(scales), width, type_) for glance, sides in group.rows]
        board = Board(type_)
        y = 0.0 if i else _opening(board, block, width)
        y = _heading(board, group, y, width)
        items = tuple(node for _, node in rows)
        board.nodes.append(Node("L", items, attrs=(("List", "ListNumbering", "/None"),)))
        out.append(Group(board.piece(y), _again(group, width, type_), tuple(piece for piece, _ in rows)))
    return out


def _opening(board: Board, block: Menu, width: float) -> float:
    head, how = leaf("H2"), leaf("P")
    y = board.text(block.heading, "page-title", 0, 0, width, head)
    board.marks.append((block.heading, 1, 0.0))
    y = board.text(block.how, "body", 0, y, width, how)
    board.nodes += [head, how]
    return y + board.type.length("part-gap")


def _heading(board: Board, group: MenuGroup, y: float, width: float) -> float:
    node = leaf("H3")
    board.rule(0, width, y, "block-rule", "ink")
    board.marks.append((group.heading, 2, y))
    top = y + board.type.length("block-rule") + board.type.length("tile-top")
    board.nodes.append(node)
    return board.text(group.heading, "heading", 0, top, width, node)


def _again(group: MenuGroup, width: float, type_: Type) -> Piece:
    board = Board(type_)
    y = _heading(board, replace(group, heading=group.continued), 0.0, width)
    items = tuple(replace(item, mark=HEADER) if item.mark in board.nodes else item for item in board.items)
    return Piece(y, items, ())


def _row(
    block: Menu, glance: Glance, sides: tuple[str, ...], scale: float, width: float, type_: Type
) -> tuple[Piece, Node]:
    """The row with the line under it, and its node."""
    board, gap, pad = Board(type_), type_.length("list-gap"), type_.length("fact-padding")
    leading, tick = type_.style("label").leading, type_.length("tick")
    number, box = leaf("Lbl"), Node("Figure", alt=block.tick_alt)
    name, dose, blanks, notes = leaf("P"), leaf("P"), leaf("P", alt=block.heard), leaf("P")
    left = tick + gap + type_.length("menu-picture") + type_.length("menu-gap")
    after = board.word(str(glance.number), "label", left, pad, number, more=True)
    _box(board, 0, pad + (leading - tick) / 2, box)
    indent = after + type_.width("  ", "label")
    lines = type_.lines(glance.name, "label", width - left - indent)
    y = board.set(lines, "label", left + indent, pad, width - left - indent, name)
    if (
        len(lines) == 1
        and indent + lines[0].width + 2 * type_.length("menu-gap") + type_.width(glance.dose, "body")
        <= width - left
    ):
        board.word(glance.dose, "body", width, pad, dose, align="right")
    else:
        y = board.text(glance.dose, "body", left, y, width - left, dose)
    drawn = Board(type_)
    y = _blanks(drawn, block, left, y, width, blanks)
    y, boxes = _notes(drawn, block, sides, left, y, width, notes)
    floor = pad + type_.length("menu-picture-height")
    y = max(y, floor) + pad
    picture = board.stand(glance.figure, tick + gap, type_.length("menu-picture"), floor, scale)
    board.items += drawn.items
    board.rule(0, width, y, "hair-rule", "hair")
    body = Node("LBody", (box, name, dose, picture, blanks, notes, *boxes))
    return board.piece(y + type_.length("hair-rule")), Node("LI", (number, body))


def _box(board: Board, x: float, y: float, node: Node) -> float:
    """A box to tick; returns the x right of it."""
    size, rule = board.type.length("tick"), board.type.length("tick-rule")
    edges = (x + rule / 2, y + rule / 2, x + size - rule / 2, y + size - rule / 2)
    path = rectangle(*edges, board.type.length("tick-radius"))
    board.shape(path, stroke="ink", width=rule, mark=node)
    return x + size


def _blanks(board: Board, block: Menu, left: float, y: float, width: float, node: Node) -> float:
    """The phrases with their gaps, as many on a line as fit, none broken; returns the y under them."""
    type_ = board.type
    blank, line, gap = type_.length("menu-blank"), type_.length("menu-line"), type_.length("menu-gap")
    x = left
    for phrase in block.blanks:
        needed = sum(type_.width(words, "body") for words in phrase) + blank * (len(phrase) - 1)
        if x > left and x + needed > width:
            x, y = left, y + line
        for i, words in enumerate(phrase):
            if i:
                _write(board, x, x + blank, y)
                x += blank
            if words:
                last = phrase is block.blanks[-1] and i + 1 == len(phrase)
                x += board.word(words, "body", x, y + _drop(type_), node, more=not last)
        x += gap
    return y + line


def _notes(
    board: Board, block: Menu, sides: tuple[str, ...], left: float, y: float, width: float, node: Node
) -> tuple[float, list[Node]]:
    """A line for notes with boxes for sides at its right end; returns the y under it, and the nodes of the boxes."""
    type_, nodes = board.type, []
    line, gap, tick = type_.length("menu-line"), type_.length("menu-gap"), type_.length("tick")
    widths = [tick + gap + type_.width(words, "body") for words in sides]
    taken = sum(widths) + 2 * gap * len(sides)
    after = left + board.word(block.notes, "body", left, y + _drop(type_), node) + gap
    alone = width - taken - after < LEAST_NOTES * (width - left)
    _write(board, after, width if alone else width - taken, y)
    x = left if alone else width - taken + 2 * gap
    y += line if alone and sides else 0.0
    middle = y + _drop(type_) + (type_.style("body").leading - tick) / 2
    for words, wide in zip(sides, widths, strict=True):
        box, said = Node("Figure", alt=block.tick_alt), leaf("P")
        right = _box(board, x, middle, box)
        board.word(words, "body", right + gap, y + _drop(type_), said)
        nodes += [box, said]
        x += wide + 2 * gap
    return y + line, nodes


def _drop(type_: Type) -> float:
    """From the top of a line to write on to the top of the words on it."""
    return type_.length("menu-line") - type_.style("body").leading


def _write(board: Board, x0: float, x1: float, y: float) -> None:
    """A line to write on, a little under the base line of the words beside it."""
    type_ = board.type
    at = y + _drop(type_) + type_.style("body").baseline + type_.length("write-rule")
    board.rule(x0, x1, at, "write-rule", "rule")
