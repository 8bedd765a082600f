"""Pictures of exercises without a handout round them: one exercise on a page of its own size, or all on sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas_pdf.drawing import Drawing
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Block, Ink, Item, Meta, Node, Page, Sheets, Use
from psoas_pdf.units import MM

SCALE = 0.8 * MM
"""Points for a centimetre of body on a page of one exercise."""
GAP = 12.0
"""Between two pictures of one exercise, in cm of body."""
MARGIN = 6.0 * MM

SHEET = (297.0 * MM, 210.0 * MM)
EDGE = 12.0 * MM
COLUMNS = 3
HIGHEST = 46.0 * MM
"""Of a picture on a sheet."""
HEAD = 11.0 * MM
PAIR = 2
"""Pictures of an exercise without one that is crossed out."""
NAME = "label"
SHEET_GAP = 4.0
"""The same on a sheet, where there is less room."""
LARGER = 1.5
NAME_GAP = 1.0 * MM
BETWEEN = 5.0 * MM


@dataclass(frozen=True, slots=True)
class View:
    """A drawing in its colours, and the words for somebody who can't see it."""

    drawing: Drawing
    ink: Ink
    alt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One exercise: what it is called, and its pictures from left to right."""

    name: str
    views: tuple[View, ...]

    def span(self, gap: float = GAP) -> tuple[float, float, float]:
        """Width with gaps, lowest and highest, in cm of body; all stand on one floor."""
        boxes = [view.drawing.box for view in self.views]
        width = sum(box.width for box in boxes) + gap * (len(boxes) - 1)
        return width, min(box.y0 for box in boxes), max(box.y1 for box in boxes)


def one_page(shown: Shown, language: str, date: str) -> Sheets:
    """A page that is as large as the pictures need, in `SCALE`."""
    width, low, high = shown.span()
    items, nodes = _placed(shown, MARGIN, MARGIN - low * SCALE, SCALE)
    page = Page(width * SCALE + 2 * MARGIN, (high - low) * SCALE + 2 * MARGIN, (Block(tuple(items)),))
    return Sheets((page,), Node("Document", tuple(nodes)), Meta(shown.name, "psoas-pdf", language, date))


def _placed(
    shown: Shown, x: float, floor: float, scale: float, gap: float = GAP
) -> tuple[list[Item], list[Node]]:
    """The pictures with their floor at `floor`, points from below."""
    items: list[Item] = []
    nodes: list[Node] = []
    for view in shown.views:
        box, node = view.drawing.box, Node("Figure", alt=view.alt)
        place = (x, floor + box.y0 * scale, box.width * scale, box.height * scale)
        items.append(Use(view.drawing, *place, node, view.ink))
        nodes.append(node)
        x += (box.width + gap) * scale
    return items, nodes


def contact_sheet(
    exercises: Sequence[Shown], title: str, language: str, date: str, type_: Type, key: str = ""
) -> Sheets:
    """All exercises on A4 landscape with their names, as many pages as it takes.

    key: what the ring with a cross says; at the head of each page that has one.
    People are of nearly one size: no picture's scale is more than `LARGER` times the smallest.
    """
    shelves = _Shelves(exercises, type_)
    pages: list[Page] = []
    nodes: list[Node] = []
    filled = shelves.filled()
    for number, rows in enumerate(filled, 1):
        heading = leaf("H1") if number == 1 else leaf("P")
        told = title if len(filled) == 1 else f"{title}, page {number} of {len(filled)}"
        signs = leaf("P") if key and any(len(s.views) > PAIR for row in rows for s in row) else None
        items, more = shelves.page(rows, told, heading, key, signs)
        pages.append(Page(*SHEET, (Block(tuple(items)),)))
        nodes += [heading, *([signs] if signs else []), *more]
    return Sheets(tuple(pages), Node("Document", tuple(nodes)), Meta(title, "psoas-pdf", language, date))


class _Shelves:
    """Rows of `COLUMNS` exercises, each as high as its highest picture, and the scale that all pages share."""

    def __init__(self, exercises: Sequence[Shown], type_: Type) -> None:
        self.type = type_
        self.column = (SHEET[0] - 2 * EDGE - (COLUMNS - 1) * BETWEEN) / COLUMNS
        self.name = type_.style(NAME).leading
        self.largest = min(map(self._fitting, exercises)) * LARGER
        self.rows = [exercises[i : i + COLUMNS] for i in range(0, len(exercises), COLUMNS)]

    def _fitting(self, shown: Shown) -> float:
        wide, low, high = shown.span(SHEET_GAP)
        return min(self.column / wide, HIGHEST / (high - low))

    def _scale(self, shown: Shown) -> float:
        return min(self._fitting(shown), self.largest)

    def _pictures(self, row: Sequence[Shown]) -> float:
        """Height of the pictures of a row, in points."""
        spans = [(shown.span(SHEET_GAP), self._scale(shown)) for shown in row]
        return max((high - low) * scale for (_, low, high), scale in spans)

    def _names(self, row: Sequence[Shown]) -> float:
        lines = max(len(self.type.lines(shown.name, NAME, self.column)) for shown in row)
        return 2 * NAME_GAP + lines * self.name

    def filled(self) -> list[list[Sequence[Shown]]]:
        """The rows of each page."""
        out: list[list[Sequence[Shown]]] = [[]]
        room = left = SHEET[1] - 2 * EDGE - HEAD
        for row in self.rows:
            height = self._pictures(row) + self._names(row)
            if out[-1] and height > left:
                out.append([])
                left = room
            out[-1].append(row)
            left -= height + BETWEEN
        return out

    def page(
        self, rows: Sequence[Sequence[Shown]], title: str, heading: Node, key: str, signs: Node | None
    ) -> tuple[list[Item], list[Node]]:
        board = Board(self.type)
        board.word(title, "heading", 0, 0, heading)
        if signs:
            wide = SHEET[0] - 2 * EDGE
            down = self.type.style("heading").leading - self.name
            board.text(key, NAME, wide - self.column, down, self.column, signs)
        y = SHEET[1] - EDGE - HEAD
        items: list[Item] = list(board.piece(HEAD).at(EDGE, SHEET[1] - EDGE))
        nodes = []
        for row in rows:
            floor = y - self._pictures(row)
            for i, shown in enumerate(row):
                x, scale = EDGE + i * (self.column + BETWEEN), self._scale(shown)
                placed, figures = _placed(shown, x, floor - shown.span()[1] * scale, scale, SHEET_GAP)
                label, words = Board(self.type), leaf("P")
                label.rule(0, self.column, 0, "hair-rule", "hair")
                label.text(shown.name, NAME, 0, NAME_GAP, self.column, words)
                items += [*placed, *label.piece(self.name).at(x, floor - NAME_GAP)]
                nodes.append(Node("Sect", (words, *figures)))
            y = floor - self._names(row) - BETWEEN
        return items, nodes
