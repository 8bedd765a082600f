"""The dose strip: figures with their labels, and the dose in plain words below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from psoas_pdf.document import LONGEST_LABEL, DoseCell
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.record import value
from psoas_pdf.text.lines import Line

MOST_LABEL_LINES = 2


class StripStyle(NamedTuple):
    """Names of styles, and of the paddings and the least gap between cells: lengths of the theme."""

    figure: str
    label: str
    line: str
    top: str
    side: str
    bottom: str
    gap: str


PAGE = StripStyle("figure", "figure-label", "body", "strip-top", "strip-side", "strip-bottom", "strip-gap")
CARD = StripStyle(
    "card-figure",
    "card-label",
    "card-line",
    "card-strip-top",
    "card-strip-side",
    "card-strip-bottom",
    "card-strip-gap",
)


def _label_width(cell: DoseCell, style: StripStyle, type_: Type) -> float:
    return max((type_.width(line, style.label) for line in cell.label), default=0.0)


def cell_width(cell: DoseCell, style: StripStyle, type_: Type) -> float:
    figure = type_.width(cell.figure, style.figure) + type_.length("strip-label-gap") if cell.figure else 0.0
    return figure + _label_width(cell, style, type_)


def check_labels(cells: Sequence[DoseCell], type_: Type) -> None:
    for cell in cells:
        # The other line may be a load that was worked out for somebody: nobody else's business.
        long = [line for line in cell.label if len(type_.plain(line)) > LONGEST_LABEL]
        if long or len(cell.label) > MOST_LABEL_LINES:
            type_.problems.error(
                cell.place,
                f"the label {' | '.join(long or cell.label)!r} does not fit beside its figure in the dose strip",
                f"at most {MOST_LABEL_LINES} lines of {LONGEST_LABEL} characters: use a shorter word",
            )


@value
class Strip:
    """A dose strip, broken into rows and measured.  Heights in points; rows hold cells and their left edges."""

    rows: tuple[tuple[tuple[DoseCell, float], ...], ...]
    row_heights: tuple[float, ...]
    lines: tuple[Line, ...]
    height: float
    width: float
    style: StripStyle


def measure(
    cells: Sequence[DoseCell],
    line: str,
    width: float,
    style: StripStyle,
    type_: Type,
    least_height: float = 0.0,
    spread: bool = False,
) -> Strip:
    """The strip in a width: cells in one row if they fit, else in as many as it takes; the sentence below.

    spread: first cell flush left, last flush right, and in several rows under each other; else in equal columns,
    or at own widths where one is wider.
    """
    check_labels(cells, type_)
    inner = width - 2 * type_.length(style.side)
    lines = type_.lines(line, style.line, inner) if line else ()
    rows, heights = [], []
    broken = _rows(cells, inner, style, type_)
    columns = len(broken[0]) if spread and len(broken) > 1 else 0
    for row in broken:
        lefts = _places(row, type_.length(style.side), inner, style, type_, spread, columns)
        rows.append(tuple(zip(row, lefts, strict=True)))
        label_height = max(len(cell.label) for cell in row) * type_.style(style.label).leading
        heights.append(max(type_.style(style.figure).leading, label_height))
    height = (
        type_.length(style.top)
        + sum(heights)
        + len(lines) * type_.style(style.line).leading
        + type_.length(style.bottom)
    )
    if height < least_height:
        heights[-1] += least_height - height
        height = least_height
    return Strip(tuple(rows), tuple(heights), lines, height, width, style)


def draw(board: Board, strip: Strip, x: float, y: float) -> list[Node]:
    """Draws the strip with its top left corner at x, y; returns its nodes, one a cell and one for the sentence."""
    type_, style = board.type, strip.style
    figures, labels = type_.style(style.figure), type_.style(style.label)
    board.box(x, y, strip.width, strip.height, radius="strip-radius", fill="tint")
    if type_.length("strip-rule"):
        board.box(x, y, strip.width, strip.height, radius="strip-radius", stroke="ink", rule="strip-rule")
    nodes: list[Node] = []
    top = y + type_.length(style.top)
    for row, height in zip(strip.rows, strip.row_heights, strict=True):
        middle = top + height / 2
        for cell, left in row:
            node = leaf("P")
            at = x + left
            if cell.figure:
                at += board.word(
                    cell.figure, style.figure, at, middle - figures.leading / 2, node, more=bool(cell.label)
                )
                at += type_.length("strip-label-gap")
            first = middle - len(cell.label) * labels.leading / 2
            for i, words in enumerate(cell.label):
                more = i + 1 < len(cell.label)
                board.word(words, style.label, at, first + i * labels.leading, node, more=more)
            nodes.append(node)
        top += height
    if strip.lines:
        node = leaf("P")
        board.set(
            strip.lines,
            style.line,
            x + type_.length(style.side),
            top,
            strip.width - 2 * type_.length(style.side),
            node,
        )
        nodes.append(node)
    return nodes


def _rows(
    cells: Sequence[DoseCell], inner: float, style: StripStyle, type_: Type
) -> list[Sequence[DoseCell]]:
    """One row if all cells fit beside each other; else rows of as equal a number of cells as fit."""
    for count in range(1, len(cells) + 1):
        each = -(-len(cells) // count)
        rows = [cells[i : i + each] for i in range(0, len(cells), each)]
        if all(_needed(row, style, type_) <= inner for row in rows):
            return rows
    type_.problems.error(
        cells[0].place,
        "a figure of the dose does not fit in its strip",
        "use a shorter word for what is counted or loaded",
    )
    return [[cell] for cell in cells]


def _needed(row: Sequence[DoseCell], style: StripStyle, type_: Type) -> float:
    return sum(cell_width(cell, style, type_) for cell in row) + type_.length(style.gap) * (len(row) - 1)


def _places(
    cells: Sequence[DoseCell],
    x: float,
    inner: float,
    style: StripStyle,
    type_: Type,
    spread: bool,
    columns: int,
) -> list[float]:
    """Left edges of the cells of a row.  columns: of rows under each other, 0 where there is one row."""
    widths = [cell_width(cell, style, type_) for cell in cells]
    if columns and all(w <= inner / columns - type_.length("strip-label-gap") for w in widths):
        return [x + i * inner / columns for i in range(len(cells))]
    column = inner / 4
    if not spread and len(cells) <= 4 and all(w <= column - type_.length("strip-label-gap") for w in widths):
        return [x + i * column for i in range(len(cells))]
    gap = (inner - sum(widths)) / max(1, len(cells) - 1)
    if not spread:
        gap = min(gap, column)
    out, at = [], x
    for w in widths:
        out.append(at)
        at += w + gap
    return out
