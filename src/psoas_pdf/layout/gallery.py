"""Pictures of exercises without a handout round them: one exercise on a page of its own size, or all on sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas_pdf.drawing import Drawing
from psoas_pdf.geometry import line
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Block, Ink, Item, Meta, Node, Page, Sheets, Stroke, Use
from psoas_pdf.units import MM

SCALE = 0.8 * MM
"""Points for a centimetre of body on a page of one exercise."""
GAP = 12.0
"""Between two pictures of one exercise, in cm of body."""
MARGIN = 6.0 * MM

SHEET = (297.0 * MM, 210.0 * MM)
EDGE = 12.0 * MM
COLUMNS, ROWS = 4, 4
HEAD = 7.5 * MM
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

    def span(self) -> tuple[float, float, float]:
        """Width with gaps, lowest and highest, in cm of body; all stand on one floor."""
        boxes = [view.drawing.box for view in self.views]
        width = sum(box.width for box in boxes) + GAP * (len(boxes) - 1)
        return width, min(box.y0 for box in boxes), max(box.y1 for box in boxes)


def one_page(shown: Shown, language: str, date: str) -> Sheets:
    """A page that is as large as the pictures need, in `SCALE`."""
    width, low, high = shown.span()
    items, nodes = _placed(shown, MARGIN, MARGIN - low * SCALE, SCALE)
    page = Page(width * SCALE + 2 * MARGIN, (high - low) * SCALE + 2 * MARGIN, (Block(tuple(items)),))
    return Sheets((page,), Node("Document", tuple(nodes)), Meta(shown.name, "psoas-pdf", language, date))


def _placed(shown: Shown, x: float, floor: float, scale: float) -> tuple[list[Item], list[Node]]:
    """The pictures with their floor at `floor`, points from below."""
    items: list[Item] = []
    nodes: list[Node] = []
    for view in shown.views:
        box, node = view.drawing.box, Node("Figure", alt=view.alt)
        place = (x, floor + box.y0 * scale, box.width * scale, box.height * scale)
        items.append(Use(view.drawing, *place, node, view.ink))
        nodes.append(node)
        x += (box.width + GAP) * scale
    return items, nodes


def contact_sheet(exercises: Sequence[Shown], title: str, language: str, date: str, type_: Type) -> Sheets:
    """All exercises on A4 landscape, in rows, at one scale for all of them; as many pages as it takes."""
    width, height = SHEET
    cell = ((width - 2 * EDGE - (COLUMNS - 1) * BETWEEN) / COLUMNS, (height - 2 * EDGE - HEAD) / ROWS)
    name_height = type_.style("card-step-strong").leading * 2 + NAME_GAP
    room = cell[1] - name_height - BETWEEN
    spans = [shown.span() for shown in exercises]
    scale = min(min(cell[0] / wide, room / (high - low)) for wide, low, high in spans)
    each = COLUMNS * ROWS
    pages, nodes = [], []
    starts = range(0, len(exercises), each)
    for number, start in enumerate(starts, 1):
        board = Board(type_)
        heading = leaf("H1") if number == 1 else leaf("P")
        board.word(
            title if len(starts) == 1 else f"{title}, {number} of {len(starts)}", "heading", 0, 0, heading
        )
        body = board.piece(HEAD)
        items: list[Item] = list(body.at(EDGE, height - EDGE))
        page_nodes = [heading]
        for i, shown in enumerate(exercises[start : start + each]):
            column, row = i % COLUMNS, i // COLUMNS
            x = EDGE + column * (cell[0] + BETWEEN)
            top = height - EDGE - HEAD - row * cell[1]
            _, low, high = shown.span()
            label, words = Board(type_), leaf("P")
            label.text(shown.name, "card-step-strong", 0, 0, cell[0], words)
            floor = top - room - BETWEEN / 2 - low * scale
            placed, figures = _placed(shown, x, floor, scale)
            items += placed
            below = top - room - BETWEEN / 2 - NAME_GAP
            items.append(Stroke(line((x, below), (x + cell[0], below)), None, type_.colour("hair"), 0.5))
            items += label.piece(name_height).at(x, below - NAME_GAP)
            page_nodes.append(Node("Sect", (words, *figures)))
        pages.append(Page(width, height, (Block(tuple(items)),)))
        nodes += page_nodes
    return Sheets(tuple(pages), Node("Document", tuple(nodes)), Meta(title, "psoas-pdf", language, date))
