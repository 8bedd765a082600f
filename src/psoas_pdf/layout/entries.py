"""Cells of a squad's table: the load, boxes to fill in, and what is different for this athlete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.teams import Cell
from psoas_pdf.text.lines import Line

SLACK = 0.01


class Entry(NamedTuple):
    """A cell, measured.  inline: its words stand beside its boxes; under: lines below them; box: width of each."""

    cell: Cell
    inline: bool
    under: tuple[Line, ...]
    box: float = 0.0

    def height(self, type_: Type) -> float:
        """Of a row that holds it, at least."""
        pad, under = type_.length("team-row-pad"), len(self.under) * type_.style("body").leading
        return under + (type_.length("team-row") - pad if self.cell.boxes and under else 2 * pad)


def loaded(cell: Cell) -> bool:
    """Whether its boxes hold the loads of their sets."""
    return bool(cell.boxes and cell.boxes[0]) and not cell.boxes[0].isalpha()


def field_of(cell: Cell, type_: Type) -> float:
    """Width of what stands left of the boxes, where no words do."""
    if not cell.unit:
        return 0.0
    if loaded(cell):
        return type_.width(cell.unit, "body") + type_.length("team-box-gap")
    return type_.length("team-load-field")


def least_boxes(cell: Cell, type_: Type) -> float:
    """Least width of the boxes of a cell together."""
    gap = type_.length("team-box-gap")
    return len(cell.boxes) * (_least(cell, type_) + gap) - gap if cell.boxes else 0.0


def _least(cell: Cell, type_: Type) -> float:
    """Least width of each box of a cell: to write in, to tick, or to write in behind a load."""
    pad = type_.length("tick-radius")
    if not any(cell.boxes):
        return type_.length("team-box")
    words = max(type_.width(mark, "body") for mark in cell.boxes)
    if loaded(cell):
        return words + type_.length("team-mark") + pad
    return max(type_.length("team-mark"), words + 2 * pad)


def each_box(cell: Cell, width: float, taken: float, type_: Type) -> float:
    """Width of a box in a cell so wide, where so much is taken of it."""
    gaps = (len(cell.boxes) - 1) * type_.length("team-box-gap")
    return (width - taken - gaps) / len(cell.boxes)


def measured(cell: Cell, width: float, usual: float, type_: Type) -> Entry:
    """The cell with its words beside its boxes, behind its number if it has one, or else under them.

    usual: width of the column's boxes.
    """
    if not cell.boxes:
        return Entry(cell, False, type_.lines(cell.words, "body", width))
    least = _least(cell, type_)
    box = max(usual, least)
    if not cell.words:
        return Entry(cell, False, (), box)
    taken = _before(cell, type_) + type_.width(cell.words, "body") + type_.length("team-box-gap")
    room = each_box(cell, width, taken, type_)
    if room >= least - SLACK and (cell.number or not cell.unit):
        return Entry(cell, True, (), min(box, room))
    return Entry(cell, False, type_.lines(cell.words, "body", width), box)


def _before(cell: Cell, type_: Type) -> float:
    """Width of the number that stands before words beside the boxes."""
    if not cell.unit or cell.spare:
        return 0.0
    number = type_.width(cell.number, "team-load") if cell.number else 0.0
    return number + type_.width(f" {cell.unit}", "body") + type_.length("team-pad")


def draw(board: Board, entry: Entry, x: float, y: float, width: float, height: float) -> Iterator[Node]:
    """Draws a cell of a row that begins at y; its nodes are made in reading order."""
    type_, cell = board.type, entry.cell
    leading, words = type_.style("body").leading, leaf("P")
    under = len(entry.under) * leading
    middle = y + (height - under) / 2
    if not cell.boxes:
        board.set(entry.under, "body", x, middle, width, words)
        yield words
        return
    if cell.unit and not (entry.inline and cell.spare):
        yield _number(board, cell, x, middle)
    if entry.inline:
        board.word(cell.words, "body", x + _before(cell, type_), middle - leading / 2, words)
        yield words
    yield _boxes(board, entry, x + width, middle)
    if entry.under:
        board.set(entry.under, "body", x, y + height - under - type_.length("team-row-pad"), width, words)
        yield words


def _number(board: Board, cell: Cell, x: float, middle: float) -> Node:
    """The load with its unit on one base line; without a number a line to write it on."""
    type_, node = board.type, leaf("P")
    load, body, space = type_.style("team-load"), type_.style("body"), type_.width(" ", "body")
    top = middle - load.leading / 2
    after = x
    if cell.number:
        after += board.word(cell.number, "team-load", x, top, node, more=True) + space
    elif not loaded(cell):
        room = type_.length("team-load-field") - type_.length("team-box-gap")
        after += room - type_.width(cell.unit, "body")
        board.rule(x, after - space, top + load.baseline + 1.2, "write-rule", "rule")
    board.word(cell.unit, "body", after, top + load.baseline - body.baseline, node)
    return node


def _boxes(board: Board, entry: Entry, right: float, middle: float) -> Node:
    type_, cell, node = board.type, entry.cell, Node("Figure", alt=entry.cell.heard)
    gap, high = type_.length("team-box-gap"), type_.length("team-box-height")
    top = middle - type_.style("body").leading / 2
    left = right - len(cell.boxes) * (entry.box + gap) + gap
    for mark in cell.boxes:
        at = left, middle - high / 2, entry.box, high
        board.box(*at, radius="tick-radius", stroke="ink", rule="write-rule", mark=node)
        if mark and loaded(cell):
            board.word(mark, "body", left + 1.5 * type_.length("tick-radius"), top, node)
        elif mark:
            board.word(mark, "body", left + entry.box / 2, top, node, align="centre")
        left += entry.box + gap
    return node
