"""What a table is, and how rows of cells become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from psoas_pdf.problems import Place, Problem, Problems
from psoas_pdf.source import Scalar

MOST_BYTES = 50_000_000
"""A hundred thousand people with forty columns are less."""
MOST_ROWS = 100_000
MOST_COLUMNS = 400
"""Forty exercises with ten columns each: more is another kind of table."""
LONGEST_CELL = 5_000
"""As of any text (see `values`)."""
COMMENT = "#"
"""A column whose head begins so is the author's own and is not read."""
FAILED = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"))
"""What a spreadsheet shows where a formula has no result."""


class Row(NamedTuple):
    """The cells of one row, as many as there are heads.

    faults: what is wrong with the row itself, so that its cells can't be trusted.
    places: of its cells, where they are not one behind the other.
    """

    cells: tuple[str, ...]
    place: Place
    faults: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()

    def at(self, index: int) -> Place:
        """The place of a cell: file, row and column."""
        return self.places[index] if self.places else Place(self.place.file, self.place.line, index + 1)


class Table(NamedTuple):
    """Heads of the columns in order, each with its place, and the rows under them.  Empty rows are left out."""

    heads: tuple[Scalar, ...]
    rows: tuple[Row, ...]
    file: str


def in_rows(file: str, records: Iterable[Sequence[str]], problems: Problems) -> Table | None:
    """The table whose first row that isn't empty has the heads.  None after an error in them, or when there is none."""
    heads: tuple[Scalar, ...] | None = None
    rows: list[Row] = []
    for number, cells in enumerate(records, 1):
        if not any(map(str.strip, cells)):
            continue
        if heads is None:
            heads = _heads(file, number, cells, problems)
            if heads is None:
                return None
        elif len(rows) >= MOST_ROWS:
            problems.error(Place(file, number), f"there are more than {MOST_ROWS} rows", "split the file")
            return None
        else:
            rows.append(_row(file, number, cells, heads))
    if heads is None:
        problems.error(Place(file), "the file is empty", "write the names of the columns in the first row")
        return None
    return Table(heads, tuple(rows), file)


def _heads(file: str, number: int, cells: Sequence[str], problems: Problems) -> tuple[Scalar, ...] | None:
    # Spreadsheets like to make the first letter a capital; no column has one.
    names = [cell.lower() if not cell.startswith(COMMENT) else cell for cell in map(tidy, cells)]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        problems.error(Place(file, number), f"there are more than {MOST_COLUMNS} columns", "take some out")
        return None
    seen: dict[str, int] = {}
    for i, name in enumerate(names, 1):
        if name in seen and not name.startswith(COMMENT):
            problems.error(
                Place(file, number, i), f"column {seen[name]} has the same name", "keep one of them"
            )
        elif name:
            seen[name] = i
    return tuple([Scalar(name, Place(file, number, i)) for i, name in enumerate(names, 1)])


def _row(file: str, number: int, cells: Sequence[str], heads: tuple[Scalar, ...]) -> Row:
    """The row, as wide as the head; cells beyond it must be empty."""
    own = Problems()
    width = len(heads)
    beyond = next((i for i, cell in enumerate(cells[width:], width + 1) if cell.strip()), 0)
    if beyond:
        hint = "name the column in the first row, or put a text that holds the separator in quotes"
        own.error(Place(file, number, beyond), "there is no column over this cell", hint)
    texts = [tidy(cell) for cell in cells[:width]]
    for i, (head, text) in enumerate(zip(heads, texts, strict=False), 1):
        if head.text.startswith(COMMENT):
            continue
        if len(text) > LONGEST_CELL:
            too_long(Place(file, number, i), own)
        elif text in FAILED:
            hint = "mend its formula, or write the value itself"
            own.error(Place(file, number, i), "the spreadsheet couldn't work this cell out", hint)
    return Row((*texts, *[""] * (width - len(texts))), Place(file, number), tuple(own))


def too_long(place: Place, problems: Problems) -> None:
    problems.error(place, f"the cell holds more than {LONGEST_CELL} characters", "is a quote missing?")


def tidy(text: str) -> str:
    """Without the spaces round it, and with each accent in one character with its letter, as fonts have them."""
    text = text.strip()
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFC", text)
