"""Two pictures, start and end, in one frame and at one scale."""

from __future__ import annotations

from typing import NamedTuple

from psoas_pdf.document import ExerciseBlock, Figure
from psoas_pdf.geometry import rectangle
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.units import MM

PAD = 3.0 * MM
"""From the frame to the label, and to the widest figure."""
LABEL_TOP = 1.2 * MM
LABEL = 5.7 * MM
"""Height of the line that a label stands in."""
FLOOR = {"top": 3.3 * MM, "side": 2.0 * MM, "rail": 1.4 * MM}
"""Under the floor of a scene: more where the arrow needs the room."""
ABOVE = {"top": 1.4 * MM, "side": 2.0 * MM, "rail": 3.3 * MM}
SMALLEST = 0.17
"""Millimetres for a centimetre of body under which a picture is hard to read."""


class Arrangement(NamedTuple):
    """scale: points for a centimetre of body."""

    name: str
    scale: float
    height: float


def arrange(
    start: Figure, end: Figure, width: float, most: float, type_: Type, names: tuple[str, ...]
) -> Arrangement:
    """The arrangement that draws the two largest in `width` × `most` points; the first of equals.

    top: stacked, each label on a line of its own.  rail: stacked, labels in a rail at the left.  side: side by side.
    """
    a, b = start.drawing.box, end.drawing.box
    w, h1, h2 = max(a.width, b.width), a.height, b.height
    rail = type_.length("rail")
    stacked = sum((ABOVE["top"], FLOOR["top"])) * 2
    across = {"top": width - 2 * PAD, "rail": width - rail - PAD - MM, "side": width / 2 - 2 * PAD}
    tall = {"top": h1 + h2, "rail": h1 + h2, "side": max(h1, h2)}
    taken = {"top": 2 * LABEL + stacked, "rail": stacked, "side": LABEL + ABOVE["side"] + FLOOR["side"]}
    scales = {name: min(across[name] / w, (most - taken[name]) / tall[name]) for name in names}
    best = max(names, key=lambda name: (round(scales[name], 6), -names.index(name)))
    return Arrangement(best, scales[best], taken[best] + tall[best] * scales[best])


def pair(block: ExerciseBlock, width: float, most: float, type_: Type, names: tuple[str, ...]) -> Piece:
    """The frame with both pictures; its nodes are label, picture, label, picture."""
    how = arrange(block.start, block.end, width, most, type_, names)
    if how.scale < SMALLEST * MM:
        type_.problems.warning(
            block.place,
            f"the pictures of {block.name!r} are drawn very small ({how.scale / MM:.2f} mm a centimetre)",
            "give them more height: picture-height in the layout",
        )
    board = Board(type_)
    board.box(0, 0, width, how.height, radius="frame-radius", fill="paper", stroke="rule")
    if how.name == "side":
        _side_by_side(board, block, how, width)
    else:
        _stacked(board, block, how, width)
    return board.piece(how.height)


class _Cell(NamedTuple):
    """Where a picture stands: left edge, width and floor; and its label's top left corner."""

    left: float
    width: float
    floor: float
    label: tuple[float, float]


def _fill(board: Board, cell: _Cell, label: str, figure: Figure, scale: float) -> None:
    words, picture = leaf("P"), Node("Figure", alt=figure.alt)
    board.word(label, "label", *cell.label, words)
    w, h = figure.drawing.box.width * scale, figure.drawing.box.height * scale
    board.drawing(
        figure.drawing,
        cell.left + (cell.width - w) / 2,
        cell.floor - h,
        w,
        h,
        picture,
        figure.mirrored,
        figure.look,
    )
    board.nodes += [words, picture]


def _stacked(board: Board, block: ExerciseBlock, how: Arrangement, width: float) -> None:
    top = how.name == "top"
    head = (LABEL if top else 0.0) + ABOVE[how.name]
    left = 0.0 if top else board.type.length("rail")
    floor = FLOOR[how.name]
    divide = head + block.start.drawing.box.height * how.scale + floor
    size = board.type.length("pair-arrow" if top else "rail-arrow")
    under_arrow = divide + (LABEL_TOP if top else size / 2)
    first = _Cell(left, width - left, divide - floor, (PAD, LABEL_TOP))
    _fill(board, first, block.start_label, block.start, how.scale)
    second = _Cell(left, width - left, how.height - floor, (PAD, under_arrow))
    _fill(board, second, block.end_label, block.end, how.scale)
    rule = board.type.length("frame-rule")
    middle = width / 2 if top else left / 2
    board.rule(0, width, divide - rule / 2, "frame-rule", "rule")
    gap = size * 0.7
    board.shape(rectangle(middle - gap, divide - rule, middle + gap, divide + rule), fill="paper")
    board.icon("change", middle - size / 2, divide - size / 2, size)


def _side_by_side(board: Board, block: ExerciseBlock, how: Arrangement, width: float) -> None:
    floor, half = how.height - FLOOR["side"], width / 2
    first = _Cell(0, half, floor, (PAD, LABEL_TOP))
    _fill(board, first, block.start_label, block.start, how.scale)
    second = _Cell(half, half, floor, (half + PAD, LABEL_TOP))
    _fill(board, second, block.end_label, block.end, how.scale)
    size = board.type.length("pair-arrow")
    middle, gap = how.height / 2, size * 0.7
    board.upright(half, 0, how.height, "frame-rule", "rule")
    board.shape(rectangle(half - 0.5, middle - gap, half + 0.5, middle + gap), fill="paper")
    board.icon("change", half - size / 2, middle - size / 2, size, turned=True)
