"""The dose strip: figures with their labels, and the dose in plain words below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from psoas_pdf.document import DoseCell
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.units import MM

MOST_LABEL_LINES = 2
MOST_LABEL_CHARACTERS = 12
"""What keeps four cells on one line at any of the sizes that a theme may give."""
LABEL_GAP = 2.0 * MM
LEAST_GAP = 6.0 * MM


class StripStyle(NamedTuple):
    """Names of styles, and paddings in points."""

    figure: str
    label: str
    line: str
    top: float
    side: float
    bottom: float


PAGE = StripStyle("figure", "figure-label", "body", 1.6 * MM, 4 * MM, 2 * MM)
CARD = StripStyle("card-figure", "card-label", "card-line", 1.6 * MM, 3 * MM, 1.8 * MM)


def _label_width(cell: DoseCell, style: StripStyle, type_: Type) -> float:
    return max((type_.width(line, style.label) for line in cell.label), default=0.0)


def cell_width(cell: DoseCell, style: StripStyle, type_: Type) -> float:
    figure = type_.width(cell.figure, style.figure) + LABEL_GAP if cell.figure else 0.0
    return figure + _label_width(cell, style, type_)


def check_labels(cells: Sequence[DoseCell], type_: Type) -> None:
    for cell in cells:
        if len(cell.label) > MOST_LABEL_LINES or any(
            len(line) > MOST_LABEL_CHARACTERS for line in cell.label
        ):
            type_.problems.error(
                cell.place,
                f"the label {' | '.join(cell.label)!r} does not fit beside its figure in the dose strip",
                f"at most {MOST_LABEL_LINES} lines of {MOST_LABEL_CHARACTERS} characters: use a shorter word",
            )


def strip(
    board: Board,
    cells: Sequence[DoseCell],
    line: str,
    x: float,
    y: float,
    width: float,
    style: StripStyle,
    least_height: float = 0.0,
    spread: bool = False,
) -> tuple[float, list[Node]]:
    """Draws the strip with its top at y; returns the y under it and its nodes, one a cell and one for the line.

    spread: first cell flush left, last flush right; else equal columns, or own widths where a cell is wider.
    """
    type_ = board.type
    check_labels(cells, type_)
    inner = width - 2 * style.side
    lines = type_.lines(line, style.line, inner) if line else ()
    figures, label_style, line_style = (type_.style(n) for n in (style.figure, style.label, style.line))
    label_height = max((len(c.label) for c in cells), default=1) * label_style.leading
    head = max(figures.leading, label_height)
    height = style.top + head + len(lines) * line_style.leading + style.bottom
    if height < least_height:
        head += least_height - height
        height = least_height
    board.box(x, y, width, height, radius="strip-radius", fill="tint")
    if type_.theme.figure_tone == "ink-saver":
        board.box(x, y, width, height, radius="strip-radius", stroke="ink", rule="strip-rule")
    nodes: list[Node] = []
    for cell, left in zip(cells, _places(cells, x + style.side, inner, style, type_, spread), strict=True):
        node = leaf("P")
        at = left
        middle = y + style.top + head / 2
        if cell.figure:
            at += (
                board.word(cell.figure, style.figure, left, middle - figures.leading / 2, node, more=True)
                + LABEL_GAP
            )
        top = middle - len(cell.label) * label_style.leading / 2
        for i, words in enumerate(cell.label):
            board.word(
                words, style.label, at, top + i * label_style.leading, node, more=i + 1 < len(cell.label)
            )
        nodes.append(node)
    if lines:
        node = leaf("P")
        board.set(lines, style.line, x + style.side, y + style.top + head, inner, node)
        nodes.append(node)
    return y + height, nodes


def _places(
    cells: Sequence[DoseCell], x: float, inner: float, style: StripStyle, type_: Type, spread: bool
) -> list[float]:
    widths = [cell_width(cell, style, type_) for cell in cells]
    column = inner / 4
    if not spread and len(cells) <= 4 and all(w <= column - LABEL_GAP for w in widths):
        return [x + i * column for i in range(len(cells))]
    left = inner - sum(widths)
    gaps = max(1, len(cells) - 1)
    if left / gaps < (LEAST_GAP if not spread else LABEL_GAP) and len(cells) > 1:
        type_.problems.error(
            cells[0].place,
            "the dose does not fit in its strip",
            "use shorter words for what is counted or loaded",
        )
    gap = max(0.0, left / gaps)
    if not spread:
        gap = min(gap, column)
    out, at = [], x
    for w in widths:
        out.append(at)
        at += w + gap
    return out
