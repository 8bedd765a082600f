"""Two pictures, start and end, in one frame and at one scale."""

from __future__ import annotations

from typing import NamedTuple

from psoas_pdf.document import ExerciseBlock, Figure
from psoas_pdf.geometry import Box, rectangle
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.units import MM

SMALLEST = 0.17
"""Millimetres for a centimetre of body under which a picture is hard to read."""
EASE = 0.001
"""What rounding may take from a scale."""


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
    key = a, b, width, most, names
    found: Arrangement | None = type_.kept.arranged.get(key)
    return found or type_.kept.arranged.put(key, _arrange(a, b, width, most, type_, names))


def _arrange(a: Box, b: Box, width: float, most: float, type_: Type, names: tuple[str, ...]) -> Arrangement:
    w, h1, h2 = max(a.width, b.width), a.height, b.height
    rail = type_.length("rail")
    stacked = sum((type_.length("pair-above-top"), type_.length("pair-floor-top"))) * 2
    across = {
        "top": width - 2 * type_.length("pair-pad"),
        "rail": width - rail - type_.length("pair-pad") - MM,
        "side": width / 2 - 2 * type_.length("pair-pad"),
    }
    tall = {"top": h1 + h2, "rail": h1 + h2, "side": max(h1, h2)}
    taken = {
        "top": 2 * type_.length("pair-label") + stacked,
        "rail": stacked,
        "side": _taken_beside(type_),
    }
    scales = {name: min(across[name] / w, (most - taken[name]) / tall[name]) for name in names}
    best = max(names, key=lambda name: (round(scales[name], 6), -names.index(name)))
    return Arrangement(best, scales[best], taken[best] + tall[best] * scales[best])


def readable(start: Figure, end: Figure, type_: Type) -> float:
    """Height (points) of a frame that holds two pictures side by side as small as they can be read."""
    tall = max(start.drawing.box.height, end.drawing.box.height)
    return _taken_beside(type_) + tall * (SMALLEST + EASE) * MM


def _taken_beside(type_: Type) -> float:
    """By the labels over two pictures side by side, and by the room over and under them."""
    names = ("pair-label", "pair-above-side", "pair-floor-side")
    return sum(type_.length(name) for name in names)


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


def pair_once(block: ExerciseBlock, width: float, most: float, type_: Type, names: tuple[str, ...]) -> Piece:
    """The same, made once for all documents: to be held, not to be added, since its nodes are the same ones."""
    key = ("pair", width, most, names, block.start.key, block.end.key, block.start_label, block.end_label)
    return type_.once(key, lambda t: pair(block, width, most, t, names))


class _Cell(NamedTuple):
    """Where a picture stands: left edge, width and floor; and its label's top left corner."""

    left: float
    width: float
    floor: float
    label: tuple[float, float]


def _fill(board: Board, cell: _Cell, label: str, figure: Figure, scale: float) -> None:
    words = leaf("P")
    board.word(label, "label", *cell.label, words)
    board.nodes += [words, board.stand(figure, cell.left, cell.width, cell.floor, scale)]


def _stacked(board: Board, block: ExerciseBlock, how: Arrangement, width: float) -> None:
    top = how.name == "top"
    head = (board.type.length("pair-label") if top else 0.0) + board.type.length(f"pair-above-{how.name}")
    left = 0.0 if top else board.type.length("rail")
    floor = board.type.length(f"pair-floor-{how.name}")
    divide = head + block.start.drawing.box.height * how.scale + floor
    size = board.type.length("pair-arrow" if top else "rail-arrow")
    under_arrow = divide + (board.type.length("pair-label-top") if top else size / 2)
    first = _Cell(
        left,
        width - left,
        divide - floor,
        (board.type.length("pair-pad"), board.type.length("pair-label-top")),
    )
    _fill(board, first, block.start_label, block.start, how.scale)
    second = _Cell(left, width - left, how.height - floor, (board.type.length("pair-pad"), under_arrow))
    _fill(board, second, block.end_label, block.end, how.scale)
    rule = board.type.length("frame-rule")
    middle = width / 2 if top else left / 2
    board.rule(0, width, divide - rule / 2, "frame-rule", "rule")
    gap = size * 0.7
    board.shape(rectangle(middle - gap, divide - rule, middle + gap, divide + rule), fill="paper")
    board.icon("change", middle - size / 2, divide - size / 2, size)


def _side_by_side(board: Board, block: ExerciseBlock, how: Arrangement, width: float) -> None:
    floor, half = how.height - board.type.length("pair-floor-side"), width / 2
    first = _Cell(0, half, floor, (board.type.length("pair-pad"), board.type.length("pair-label-top")))
    _fill(board, first, block.start_label, block.start, how.scale)
    second = _Cell(
        half, half, floor, (half + board.type.length("pair-pad"), board.type.length("pair-label-top"))
    )
    _fill(board, second, block.end_label, block.end, how.scale)
    size = board.type.length("pair-arrow")
    middle, gap = how.height / 2, size * 0.7
    board.upright(half, 0, how.height, "frame-rule", "rule")
    board.shape(rectangle(half - 0.5, middle - gap, half + 0.5, middle + gap), fill="paper")
    board.icon("change", half - size / 2, middle - size / 2, size, turned=True)
