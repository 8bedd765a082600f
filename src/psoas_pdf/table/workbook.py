"""The first sheet of an .xlsx workbook; needs the extra 'xlsx'."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from psoas_pdf.problems import Place, Problems
from psoas_pdf.table.rows import MOST_COLUMNS, Table, in_rows

MOST_UNPACKED = 200_000_000
"""Bytes: four times what a file may have.  A hostile workbook packs gigabytes into one megabyte."""
MOST_SHEET_ROWS = 1_048_576
"""As many as a sheet can have; a row may claim any number, and those before it would be made up."""
_AS_CSV = "save the sheet as CSV (UTF-8)"


def from_workbook(file: str, data: bytes, problems: Problems) -> Table | None:
    """The table on the first sheet, or None after an error that leaves nothing to read."""
    try:
        import openpyxl
    except ImportError:
        hint = "install psoas-pdf[xlsx], or " + _AS_CSV
        problems.error(Place(file), "reading .xlsx needs the extra 'xlsx'", hint)
        return None
    import warnings

    own = Problems()
    try:
        if not _is_harmless(data):
            problems.error(Place(file), "the workbook is too large when unpacked", _AS_CSV)
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out, such as colours and lists to choose from
            told = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            written = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            try:
                table = in_rows(file, _records(file, told.worksheets[0], written.worksheets[0], own), own)
            finally:
                told.close()
                written.close()
    except Exception:
        # The library raises errors of many kinds for a broken workbook, with its cells in their texts.
        problems.error(Place(file), "this workbook can't be read", _AS_CSV)
        return None
    problems.extend(own)
    return table


def _is_harmless(data: bytes) -> bool:
    """Whether it stays small when it is unpacked: no more is unpacked than its table of contents says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum([entry.file_size for entry in archive.infolist()]) <= MOST_UNPACKED


def _records(file: str, told: Any, written: Any, problems: Problems) -> Iterator[tuple[str, ...]]:
    """The cells of each row.  told: the sheet with values; written: the same with formulas.

    A formula whose value was never worked out is reported: it would pass for an empty cell.
    """
    # The sheet's own word for its size is often wrong, and a row of it would then be padded or cut.
    told.reset_dimensions()
    written.reset_dimensions()
    for number, (row, formulas) in enumerate(zip(told.iter_rows(), written.iter_rows(), strict=True), 1):
        if number > MOST_SHEET_ROWS:
            raise ValueError("a row beyond the end of a sheet")
        row = row[: MOST_COLUMNS + 1]
        for i, cell in enumerate(row):
            if cell.value is None and formulas[i].value is not None:
                hint = "open the workbook, save it and try again, or write the value itself"
                problems.error(Place(file, number, i + 1), "this formula has no value yet", hint)
        yield tuple([_text(cell) for cell in row])


def _text(cell: Any) -> str:
    """A cell as it would be typed: whole numbers without a point, dates as 2026-03-02, parts of a hundred as 80 %."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
        if cell.number_format.endswith("%"):
            return f"{value * 100:.15g} %"
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == datetime.min.time() else f"{value:%Y-%m-%d %H:%M}"
    return str(value) if not isinstance(value, date) else value.isoformat()
