"""The exercise block in one column: name, dose, both pictures beside each other, then steps and notes.

For large print and for narrow pages.  What is taller than a page goes on, on the next, between two steps.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from psoas_pdf.document import Code, ExerciseBlock, Note
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.exercise import (
    MOST_DOSE_LINES,
    MOST_STEP_LINES,
    QR,
    dose_once,
    group_line,
    heading_line,
    note_key,
    notes,
    steps,
)
from psoas_pdf.layout.pair import arrange, pair_once, readable
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.record import value
from psoas_pdf.words import Words

BESIDE = ("side",)
USUAL_PAGES, MOST_PAGES = 2, 3
"""Of an exercise.  Two say nothing about its author: large type, or a narrow page, holds half of the words."""
LEAST_STEPS = 2
"""Steps that stay together on either side of a split, where there are so many."""


@value
class Column:
    """An exercise with its words laid out, before anybody knows how high its pictures may be.

    above: name and dose.  below: steps and notes.
    """

    block: ExerciseBlock
    width: float
    type: Type
    above: Piece
    below: Piece

    @property
    def shape(self) -> Hashable:
        """What its height depends on, besides that of its pictures."""
        start, end = self.block.start.drawing.box, self.block.end.drawing.box
        return self.width, self.above.height, self.below.height, start, end

    def _room(self, picture_height: float, most: float) -> float:
        """Pictures don't shrink under the scale at which they are hard to read."""
        return max(picture_height, min(most, readable(self.block.start, self.block.end, self.type)))

    def height(self, picture_height: float, most: float) -> float:
        """Of the whole block with its pictures in that height."""
        room = self._room(picture_height, most)
        frame = arrange(self.block.start, self.block.end, self.width, room, self.type, BESIDE)
        return self.above.height + frame.height + self.type.length("part-gap") + self.below.height

    def piece(self, picture_height: float, most: float) -> Piece:
        board = Board(self.type)
        y = board.hold(self.above, 0, 0)
        room = self._room(picture_height, most)
        y = board.hold(pair_once(self.block, self.width, room, self.type, BESIDE), 0, y)
        y = board.hold(self.below, 0, y + self.type.length("part-gap"))
        board.nodes = [Node("Sect", tuple(board.nodes))]
        return board.piece(y)


class _Part(NamedTuple):
    """Which steps and notes stand together: the first of each, and how many."""

    step: int
    steps: int
    note: int
    notes: int


def measured(block: ExerciseBlock, width: float, type_: Type, qr: str = QR) -> Column:
    """The whole block's words in a width.  qr: size of its QR code, by name."""
    return _measured(block, width, type_, _Part(0, len(block.steps), 0, len(_notes(block))), qr)


def _measured(block: ExerciseBlock, width: float, type_: Type, part: _Part, qr: str = QR) -> Column:
    key = ("below", width, block.steps, note_key(_notes(block)), part, qr)
    below = type_.once(key, lambda t: _below(block, width, t, part, qr))
    return Column(block, width, type_, _above(block, width, type_), below)


def _below(block: ExerciseBlock, width: float, type_: Type, part: _Part, qr: str) -> Piece:
    board = Board(type_)
    return board.piece(_told(board, block, 0, width, part, qr))


def _above(block: ExerciseBlock, width: float, type_: Type) -> Piece:
    board = Board(type_)
    key = ("column-head", width, block.number, block.name, block.told, block.group, block.grouped)
    y = board.hold(type_.once(key, lambda t: _head(block, width, t)), 0, 0)
    most = type_.most_lines(MOST_DOSE_LINES, width)
    y = board.hold(dose_once(block, width, type_, most, spread=True), 0, y)
    return board.piece(y + type_.length("part-gap"))


def _head(block: ExerciseBlock, width: float, type_: Type) -> Piece:
    board = Board(type_)
    y = _opening(board, block, width, block.name)
    meta = leaf("P")
    y = board.text(block.told, "soft", 0, y, width, meta) + type_.length("head-gap")
    board.nodes.append(meta)
    return board.piece(y)


def _opening(board: Board, block: ExerciseBlock, width: float, name: Words) -> float:
    """The group's heading before its first part, the thick line, badge and name; returns the y under them."""
    top, group = group_line(board, block, width) if name is block.name else (0.0, [])
    board.rule(0, width, top, "block-rule", "ink")
    board.nodes += group
    y = top + board.type.length("block-rule") + board.type.length("rule-gap")
    y, head, _ = heading_line(board, block, y, width, name)
    board.nodes.append(head)
    return y


def _told(board: Board, block: ExerciseBlock, y: float, width: float, part: _Part, qr: str = QR) -> float:
    """Some of the steps, then some of the notes; returns the y under them."""
    here = block.steps[part.step : part.step + part.steps]
    if here:
        most = board.type.most_lines(MOST_STEP_LINES, width)
        y, numbered = steps(board, here, part.step + 1, 0, y, width, most)
        board.nodes.append(numbered)
    y, nodes = notes(board, _notes(block)[part.note : part.note + part.notes], 0, y, width, qr)
    board.nodes += nodes
    return y


def _notes(block: ExerciseBlock) -> tuple[Note | Code, ...]:
    return (block.feel, *block.notes)


def split(
    block: ExerciseBlock, width: float, room: float, full: float, least: float, most: float, type_: Type
) -> list[Piece]:
    """A block that is taller than a page, in parts between steps; notes stand under the last step.

    room: height for the first part; full: of each part after it; least, most: height of its pictures.
    """
    count = len(block.steps)
    first = max(1, count - LEAST_STEPS)
    while (head := _measured(block, width, type_, _Part(0, first, 0, 0))).height(least, most) > room:
        if first == 0:
            break  # not even name, dose and pictures have room
        first -= 1
    step = type_.length("picture-step")
    height = least
    while height + step <= most and head.height(height + step, most) <= room:
        height += step
    parts = [head.piece(height, most), *_rest(block, width, full, first, type_)]
    if (
        head.height(least, most) > room
        or len(parts) > MOST_PAGES
        or any(part.height > full for part in parts[1:])
    ):
        type_.problems.error(
            block.place,
            f"the exercise {str(block.name)!r} does not fit on {MOST_PAGES} pages",
            "shorten its steps and notes",
        )
    elif len(parts) > USUAL_PAGES:
        type_.problems.warning(
            block.place,
            f"the exercise {str(block.name)!r} takes {len(parts)} pages",
            "use fewer or shorter steps and notes",
        )
    return parts


def _rest(block: ExerciseBlock, width: float, full: float, first: int, type_: Type) -> Iterator[Piece]:
    """What follows the first part, a piece a page: as many steps, then notes, as fit under the name."""
    step, note = first, 0
    while step < len(block.steps) or note < len(_notes(block)):
        for part in _parts(block, step, note):
            piece = _continued(block, width, type_, part)
            if piece.height <= full:
                break
        yield piece
        step, note = step + part.steps, note + part.notes


def _parts(block: ExerciseBlock, step: int, note: int) -> Iterator[_Part]:
    """What a page may hold from here on, most first, one step or note at least."""
    steps_left, notes_left = len(block.steps) - step, len(_notes(block)) - note
    for some in range(notes_left, 0, -1):
        yield _Part(step, steps_left, note, some)
    for some in range(steps_left, 0, -1):
        yield _Part(step, some, note, 0)


def _continued(block: ExerciseBlock, width: float, type_: Type, part: _Part) -> Piece:
    board = Board(type_)
    y = _opening(board, block, width, Words(block.continued, block.name.place))
    y = _told(board, block, y + type_.length("head-gap"), width, part)
    board.marks, board.nodes = [], [Node("Sect", tuple(board.nodes))]
    return board.piece(y)
