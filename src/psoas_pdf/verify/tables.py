"""Tables: the text of a cell stands in the row and the column that its tags say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.verify.findings import Findings, listed
from psoas_pdf.verify.painted import overlap
from psoas_pdf.verify.spoken import Spoken, Word, box_of, turn_of
from psoas_pdf.verify.tags import Element

MOST_SPAN = 100
"""Columns or rows that one cell may take."""
INTO = 1.5
"""Points by which text may reach into the next column."""
OVER = 0.3
"""Of the lower of two rows: they then don't stand below each other."""
HINT = "the tags of the table are wrong: make the file again"


class Cell(NamedTuple):
    """column: counts from 0."""

    element: Element
    column: int
    across: int
    down: int
    words: tuple[Word, ...]
    text: str

    def boxes(self) -> dict[int, Box]:
        """By page, of the pages on which its words stand one way."""
        pages: dict[int, list[Word]] = {}
        for word in self.words:
            pages.setdefault(word.page, []).append(word)
        return {page: box_of(words) for page, words in pages.items() if turn_of(words) is not None}


Row = list[tuple[Cell, Box]]
"""Of one page: cells with words there, and where these stand, held upright."""


def check_tables(root: Element, spoken: Spoken, findings: Findings) -> None:
    for element in root.walk():
        if element.role == "Table":
            _check_table(element, spoken, findings)


def _check_table(table: Element, spoken: Spoken, findings: Findings) -> None:
    rows, widths = _grid(table, spoken)
    cells = [cell for row in rows for cell in row]
    page = min([word.page for cell in cells for word in cell.words], default=0)
    if len(set(widths)) > 1:
        findings.error(page, f"a table whose rows have {min(widths)} to {max(widths)} columns", HINT)
    heads = [cell for cell in cells if cell.element.role == "TH"]
    if cells and not heads:
        findings.warning(page, "a table without heads: cells are read without their meaning")
    bare = [
        c.text for c in heads if "Scope" not in c.element.attributes and "Headers" not in c.element.attributes
    ]
    if bare:
        findings.error(page, f"heads of a table that don't say of which cells (Scope): {listed(bare)}", HINT)
    parted = [cell.text for cell in cells if len({word.page for word in cell.words}) > 1]
    if parted:
        findings.error(page, f"a cell of a table with words on several pages: {listed(parted)}", HINT)
    placed: dict[int, list[Row]] = {}
    for row in rows:
        own: dict[int, Row] = {}
        for cell in row:
            for number, box in cell.boxes().items():
                own.setdefault(number, []).append((cell, box))
        for number, there in own.items():
            placed.setdefault(number, []).append(there)
    for number, those in sorted(placed.items()):
        wrong = _misplaced(those)
        if wrong:
            findings.error(number, f"text stands in another cell than its tags say: {listed(wrong)}", HINT)


def _grid(table: Element, spoken: Spoken) -> tuple[list[list[Cell]], list[int]]:
    """Cells with their columns, and how many columns each row has."""
    rows: list[list[Cell]] = []
    widths = []
    taken: dict[int, int] = {}
    for row in _below(table, "TR"):
        out, column = [], 0
        for element in row.kids:
            if element.role not in ("TH", "TD"):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            across, down = _span(element, "ColSpan"), _span(element, "RowSpan")
            places = list(element.places())
            words = tuple([word for place in places for word in spoken.words(place)])
            out.append(Cell(element, column, across, down, words, spoken.text(places)))
            for one in range(column, column + across):
                taken[one] = down
            column += across
        widths.append(sum(left > 0 for left in taken.values()))
        taken = {one: left - 1 for one, left in taken.items() if left > 1}
        rows.append(out)
    return rows, widths


def _misplaced(rows: Sequence[Row]) -> list[str]:
    """Texts of cells that don't share their row's height, reach into another column, or stand above their row."""
    wrong = []
    columns: dict[int, tuple[float, float, str]] = {}
    before: Box | None = None
    for row in rows:
        tallest = max((box for _, box in row), key=lambda box: box.height)
        for cell, box in row:
            if cell.down == 1 and overlap(tallest, box)[1] <= 0:
                wrong.append(cell.text)
            if cell.across == 1:
                low, high, text = columns.get(cell.column, (box[0], box[2], cell.text))
                columns[cell.column] = (
                    min(low, box[0]),
                    max(high, box[2]),
                    text if low <= box[0] else cell.text,
                )
        if before is not None and all(cell.down == 1 for cell, _ in row):
            over = overlap(before, tallest)[1]
            if over > OVER * min(before.height, tallest.height) or tallest[3] > before[3]:
                wrong.append(row[0][0].text)
        before = tallest
    order = sorted(columns)
    for left, right in pairwise(order):
        if columns[left][1] > columns[right][0] + INTO:
            wrong.append(columns[right][2])
    return wrong


def _below(element: Element, role: str) -> list[Element]:
    """Of that role, but not those of a table within."""
    out: list[Element] = []
    stack = list(reversed(element.kids))
    while stack:
        one = stack.pop()
        if one.role == role:
            out.append(one)
        elif one.role != "Table":
            stack += reversed(one.kids)
    return out


def _span(element: Element, key: str) -> int:
    value = element.attributes.get(key, 1)
    return min(max(int(value), 1), MOST_SPAN) if isinstance(value, int | float) else 1
