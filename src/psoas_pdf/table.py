"""Tables as spreadsheets write them (CSV, YAML, .xlsx) to cells with row and column.

A cell stays the text that its author wrote.  Rows count as a spreadsheet counts them: the head is row 1, and a cell
with line breaks in it is still one row.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from psoas_pdf.problems import Place, Problems
from psoas_pdf.source import Broken, Mapping, Scalar, load, short
from psoas_pdf.source import Sequence as ListNode

MOST_BYTES = 50_000_000
"""A hundred thousand people with forty columns are less."""
MOST_ROWS = 100_000
MOST_COLUMNS = 400
"""Forty exercises with ten columns each: more is another kind of table."""
LONGEST_CELL = 5_000
"""As of any text (see `values`)."""
COMMENT = "#"
"""A column whose head begins so is the author's own and is not read."""
_DELIMITERS = ";,\t"


class Row(NamedTuple):
    """The cells of one row; `place` is the row, and the place of a cell adds its column."""

    cells: tuple[str, ...]
    place: Place

    def at(self, index: int) -> Place:
        return Place(self.place.file, self.place.line, index + 1)


class Table(NamedTuple):
    """Heads of the columns in order, each with its place, and the rows under them.  Empty rows are left out."""

    heads: tuple[Scalar, ...]
    rows: tuple[Row, ...]
    file: str


def load_table(path: str | os.PathLike[str], problems: Problems) -> Table | None:
    """The table in a .csv, .tsv, .txt, .yaml or .xlsx file, or None after an error that leaves nothing to read."""
    file = os.fspath(path)
    ending = os.path.splitext(file)[1].lower()
    if ending in (".yaml", ".yml"):
        return _from_yaml(file, problems)
    data = _bytes(file, problems)
    if data is None:
        return None
    if ending == ".xlsx" or data.startswith(b"PK\x03\x04"):
        rows = _from_workbook(file, data, problems)
    elif ending == ".xls" or data.startswith(b"\xd0\xcf\x11\xe0"):
        problems.error(
            Place(file), "this is a workbook of the old kind", "save it as .xlsx or as CSV (UTF-8)"
        )
        return None
    else:
        rows = _from_csv(file, data, problems)
    return None if rows is None else _table(file, rows, problems)


def _bytes(file: str, problems: Problems) -> bytes | None:
    import stat

    try:
        about = os.stat(file)
        if not stat.S_ISREG(about.st_mode):
            kind = "a folder" if stat.S_ISDIR(about.st_mode) else "no ordinary file"
            problems.error(Place(file), f"the file is {kind}", "name a CSV, YAML or .xlsx file")
            return None
        with open(file, "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        problems.error(Place(file), "the file isn't there", "check the name and the folder")
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name can't be a file's"
        problems.error(Place(file), f"the file can't be read: {reason}")
        return None
    if len(data) > MOST_BYTES:
        hint = "split it into smaller files"
        problems.error(Place(file), f"the file is larger than {MOST_BYTES // 1_000_000} MB", hint)
        return None
    return data


# CSV


def _from_csv(file: str, data: bytes, problems: Problems) -> Iterable[tuple[str, ...]] | None:
    text = _decoded(file, data, problems)
    if text is None:
        return None
    return _records(file, text, _delimiter(text), problems)


def _decoded(file: str, data: bytes, problems: Problems) -> str | None:
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"  # what spreadsheets call Unicode text
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding, "replace")
        line = good.count("\n") + 1
        problems.error(
            Place(file, line, len(good) - good.rfind("\n")),
            "the file is not UTF-8",
            "save it from the spreadsheet as 'CSV UTF-8'",
        )
        return None


def _delimiter(text: str) -> str:
    """The sign that is written most often between the cells of the head; a comma when there is only one cell."""
    counts = dict.fromkeys(_DELIMITERS, 0)
    quoted = False
    for char in text.lstrip("\r\n"):
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in counts:
            counts[char] += 1
        elif char in "\r\n":
            break
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ","


def _records(file: str, text: str, delimiter: str, problems: Problems) -> Iterator[tuple[str, ...]]:
    import csv
    import io

    csv.field_size_limit(MOST_BYTES)
    # A spreadsheet's own hint of the delimiter is no row.
    first = text.partition("\n")[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        text, delimiter = text.partition("\n")[2], first[4]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            yield tuple(cells)
    except csv.Error as error:
        problems.error(
            Place(file, row + 1),
            f"this is not CSV: {error}",
            'a quote that is opened must be closed, and a quote in a text is written twice ("")',
        )


# workbooks


def _from_workbook(file: str, data: bytes, problems: Problems) -> Iterable[tuple[str, ...]] | None:
    try:
        import openpyxl  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        problems.error(
            Place(file),
            "reading .xlsx needs the extra 'xlsx'",
            "install psoas-pdf[xlsx], or save the sheet as CSV (UTF-8)",
        )
        return None
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > 10 * MOST_BYTES:
            problems.error(
                Place(file), "the workbook is too large when unpacked", "save the sheet as CSV (UTF-8)"
            )
            return None
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        out = []
        for values in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            out.append(tuple([_cell(value) for value in values]))
            if len(out) > MOST_ROWS + 1:
                break
        book.close()
    except Exception as error:  # the library raises many kinds for a broken workbook
        problems.error(
            Place(file), f"this workbook can't be read: {error}"[:200], "save the sheet as CSV (UTF-8)"
        )
        return None
    return out


def _cell(value: object) -> str:
    """A cell's value as it would be typed: whole numbers without a point, dates as 2026-03-02."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    if hasattr(value, "date") and hasattr(value, "strftime"):
        return str(value.date())
    return str(value)


# what both come to


def _table(file: str, records: Iterable[Sequence[str]], problems: Problems) -> Table | None:
    heads: tuple[Scalar, ...] | None = None
    rows: list[Row] = []
    told = len(problems)
    for number, cells in enumerate(records, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if heads is None:
            heads = _heads(file, number, cells, problems)
            if heads is None:
                return None
            continue
        if len(rows) >= MOST_ROWS:
            problems.error(Place(file, number), f"there are more than {MOST_ROWS} rows", "split the file")
            return None
        row = _row(file, number, cells, len(heads), problems)
        if row:
            rows.append(row)
    if heads is None:
        if len(problems) == told:
            problems.error(
                Place(file), "the file is empty", "write the names of the columns in the first row"
            )
        return None
    return Table(heads, tuple(rows), file)


def _heads(file: str, number: int, cells: Sequence[str], problems: Problems) -> tuple[Scalar, ...] | None:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        problems.error(Place(file, number), f"there are more than {MOST_COLUMNS} columns", "take some out")
        return None
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        if name and name in seen and not name.startswith(COMMENT):
            told = f"the column {short(name)} is there twice, first as column {seen[name]}"
            problems.error(Place(file, number, i + 1), told, "keep one of them")
        seen.setdefault(name, i + 1)
    return tuple([Scalar(name, Place(file, number, i + 1)) for i, name in enumerate(names)])


def _row(file: str, number: int, cells: Sequence[str], width: int, problems: Problems) -> Row | None:
    """The row, as wide as the head; cells beyond it must be empty."""
    good = True
    for i, cell in enumerate(cells[width:], width + 1):
        if cell.strip():
            hint = "name the column in the first row, or put a text that holds the separator in quotes"
            problems.error(Place(file, number, i), "there is no column over this cell", hint)
            good = False
            break
    for i, cell in enumerate(cells[:width], 1):
        if len(cell) > LONGEST_CELL:
            told = f"the cell holds more than {LONGEST_CELL} characters"
            problems.error(Place(file, number, i), told, "is a quote missing?")
            good = False
    if not good:
        return None
    texts = [cell.strip() for cell in cells[:width]]
    return Row((*texts, *[""] * (width - len(texts))), Place(file, number))


# YAML


class _Listed(NamedTuple):
    cells: dict[str, tuple[Place, str]]
    place: Place


def _from_yaml(file: str, problems: Problems) -> Table | None:
    """`people:` with a list of rows, each a block of columns; an exercise's columns may stand in a block of their own.

    The places of cells are those of the YAML file, so heads have none of their own.
    """
    node = load(file, problems)
    if node is None or isinstance(node, Broken):
        return None
    if isinstance(node, Mapping) and set(node.entries) == {"people"}:
        node = node.entries["people"][1]
    if not isinstance(node, ListNode):
        problems.error(
            node.place, "a roster is a list of people", "write people: and one block a person under it"
        )
        return None
    listed: list[_Listed] = []
    for item in node.items:
        cells: dict[str, tuple[Place, str]] = {}
        if _cells(item, "", cells, problems):
            listed.append(_Listed(cells, item.place))
    names = list(dict.fromkeys(name for one in listed for name in one.cells))
    first: dict[str, Place] = {}
    for one in listed:
        for name, (place, _) in one.cells.items():
            first.setdefault(name, place)
    rows = tuple(
        [
            PlacedRow(
                tuple([one.cells[n][1] if n in one.cells else "" for n in names]),
                one.place,
                tuple([one.cells[n][0] if n in one.cells else one.place for n in names]),
            )
            for one in listed
        ]
    )
    return Table(tuple([Scalar(name, first[name]) for name in names]), rows, file)


class PlacedRow(Row):
    """A row whose cells know their places, which are not one behind the other."""

    places: tuple[Place, ...]

    def __new__(cls, cells: tuple[str, ...], place: Place, places: tuple[Place, ...]) -> PlacedRow:
        self = super().__new__(cls, cells, place)
        self.places = places
        return self

    def at(self, index: int) -> Place:
        return self.places[index]


def _cells(node: object, before: str, out: dict[str, tuple[Place, str]], problems: Problems) -> bool:
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            place = getattr(node, "place", Place(""))
            problems.error(
                place, "a person is a block of columns", "write name: and the other columns under it"
            )
        return False
    good = True
    for key, (place, value) in node.entries.items():
        name = f"{before}.{key}" if before else key
        if isinstance(value, Scalar):
            if len(value.text) > LONGEST_CELL:
                problems.error(
                    value.place, f"the text is longer than {LONGEST_CELL} characters", "shorten it"
                )
                good = False
            out[name] = (value.place, value.text.strip())
        elif isinstance(value, Mapping) and not before:
            good = _cells(value, key, out, problems) and good
        elif not isinstance(value, Broken):
            problems.error(place, f"{short(key)} holds more than one value", "write one text or number")
            good = False
    return good


__all__ = ["COMMENT", "MOST_ROWS", "Row", "Table", "load_table"]
