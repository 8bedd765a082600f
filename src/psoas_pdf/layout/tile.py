"""An exercise on a tile: name, picture and dose; and where there is room, its short steps and where it is felt."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.document import DoseCell, ExerciseBlock, Tile
from psoas_pdf.layout import strip
from psoas_pdf.layout.board import Board, Piece
from psoas_pdf.layout.exercise import heading_line, note, steps
from psoas_pdf.layout.pair import pair
from psoas_pdf.layout.strip import Strip, StripStyle
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.record import value
from psoas_pdf.words import Words

TILE = StripStyle(
    "figure", "figure-label", "body", "tile-strip-top", "strip-side", "tile-strip-bottom", "tile-strip-gap"
)
ARRANGEMENTS = ("top", "rail", "side")
"""Of start and end on a full tile."""
ANY_LINES = 99
"""Of a short step, which has its limit in the record: on a narrow tile it takes what it takes."""
SHORT, WIDE, STEPS, FULL = "short", "wide", "steps", "full"
"""Picture over the dose; picture beside it; one picture, or start and end, beside the steps and below the dose."""
WITH_STEPS = (STEPS, FULL)


@value
class Cut:
    """A tile's words, cut to its width.

    column: width of the picture.  caption: what stands below it, and text: what stands beside it, on a tile with steps.
    """

    tile: Tile
    kind: str
    width: float
    column: float
    name: Piece
    dose: Strip
    caption: Piece
    text: Piece
    type: Type

    @property
    def exercise(self) -> ExerciseBlock:
        return self.tile.exercise

    @property
    def top(self) -> float:
        """The y under the name, and under the dose where that stands over the picture."""
        gap = self.type.length("tile-gap")
        return self.name.height + gap + (self.dose.height + 2 * gap if self.kind in WITH_STEPS else 0.0)

    @property
    def under(self) -> float:
        """Height of what stands below the picture."""
        if self.kind in WITH_STEPS:
            return self.type.length("note-gap") + self.caption.height
        return self.type.length("tile-gap") + (self.dose.height if self.kind == SHORT else 0.0)

    def with_dose(self, height: float) -> Cut:
        """The same with its dose so high, so that the pictures of neighbours stand on one floor."""
        dose = self.dose
        heights = (*dose.row_heights[:-1], dose.row_heights[-1] + height - dose.height)
        return replace(self, dose=replace(dose, row_heights=heights, height=height))

    def least(self, picture: float) -> float:
        """The least height of the tile with so high a picture."""
        beside = {SHORT: 0.0, WIDE: self.dose.height}.get(self.kind, self.text.height)
        return self.top + max(picture + self.under, beside)

    def room(self, height: float) -> tuple[float, float]:
        """Width and height for the figure of a tile that is so high."""
        return self.column - 2 * self.type.length("tile-inset"), height - self.top - self.under

    def piece(self, height: float, scale: float) -> Piece:
        """The finished tile.  scale: of its small figure, points for a centimetre of body."""
        board, type_, floor = Board(self.type), self.type, height - self.under
        board.add(self.name, 0, 0)
        beside, gap = self.column + type_.length("gutter"), type_.length("tile-gap")
        if self.kind in WITH_STEPS:
            board.nodes += strip.draw(board, self.dose, 0, self.name.height + gap)
        if self.kind == FULL:
            frame = pair(self.exercise, self.column, floor - self.top, type_, ARRANGEMENTS)
            floor = board.add(frame, 0, self.top)
        else:
            board.nodes.append(board.stand(self.exercise.end, 0, self.column, floor, scale))
        if self.kind in WITH_STEPS:
            board.add(self.caption, 0, floor + type_.length("note-gap"))
            board.add(self.text, beside, self.top)
        else:
            x, y = (beside, self.top) if self.kind == WIDE else (0.0, height - self.dose.height)
            board.nodes += strip.draw(board, self.dose, x, y)
        board.nodes = [Node("Sect", tuple(board.nodes))]
        return board.piece(height)


def cut(tile: Tile, width: float, kind: str, type_: Type, share: float = 1.0) -> Cut:
    """The tile's words in a width.  share: of the width for the picture, where something stands beside it."""
    board, caption, text, exercise = Board(type_), Board(type_), Board(type_), tile.exercise
    board.rule(0, width, 0, "block-rule", "ink")
    top = type_.length("block-rule") + type_.length("tile-top")
    y, head, _ = heading_line(board, exercise, top, width, exercise.name)
    board.nodes.append(head)
    column = width if kind == SHORT else (width - type_.length("gutter")) * share
    beside, below, right = width - type_.length("gutter") - column, 0.0, 0.0
    if kind in WITH_STEPS:
        below, feel = note(caption, exercise.feel, 0, 0, column)
        caption.nodes.append(feel)
        right, numbered = steps(text, exercise.steps, 1, 0, 0, beside, most=ANY_LINES)
        text.nodes.append(numbered)
    dose = _dose(tile, beside if kind == WIDE else width, type_)
    name, under, words = board.piece(y), caption.piece(below), text.piece(right)
    return Cut(tile, kind, width, column, name, dose, under, words, type_)


def narrowest_dose(tile: Tile, type_: Type) -> float:
    """Least width of a dose with its figures below each other."""
    cells = [strip.cell_width(cell, TILE, type_) for cell in (*tile.exercise.cells, *tile.few)]
    return max(cells, default=0.0) + 2 * type_.length(TILE.side)


def _dose(tile: Tile, width: float, type_: Type) -> Strip:
    """In three figures if they fit beside each other, else in two with more words, else in rows."""
    forms: tuple[tuple[tuple[DoseCell, ...], Words], ...] = (
        (tile.exercise.cells, tile.exercise.sentence),
        (tile.few, tile.rest),
    )
    for cells, line in forms:
        made = strip.measure(cells, line, width, TILE, type_, spread=True)
        if len(made.rows) == 1:
            break
    return made
