"""Tables as spreadsheets write them (CSV, .xlsx) or as YAML, to cells with row and column.

Rows count as a spreadsheet counts them: the head is row 1, and a cell with line breaks in it is still one row.
Nothing that stands in a cell is ever quoted in a message: it may be about a person.
"""

from __future__ import annotations

import os

from psoas_pdf.problems import Place, Problems
from psoas_pdf.table.rows import COMMENT, MOST_BYTES, MOST_ROWS, Row, Table

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xls")
"""Of files that hold a table and nothing else; a .yaml may hold anything."""


def load_table(path: str | os.PathLike[str], problems: Problems) -> Table | None:
    """The table in a .csv, .tsv, .txt, .yaml or .xlsx file, or None after an error that leaves nothing to read."""
    file = os.fspath(path)
    ending = os.path.splitext(file)[1].lower()
    if ending in (".yaml", ".yml"):
        from psoas_pdf.table.listed import from_yaml

        return from_yaml(file, problems)
    data = _bytes(file, problems)
    if data is None:
        return None
    if ending == ".xls" or data.startswith(b"\xd0\xcf\x11\xe0"):
        told = "this is a workbook of the old kind, or has a password"
        problems.error(Place(file), told, "save it as .xlsx without a password, or as CSV (UTF-8)")
        return None
    if ending == ".xlsx" or data.startswith(b"PK\x03\x04"):
        from psoas_pdf.table.workbook import from_workbook

        return from_workbook(file, data, problems)
    from psoas_pdf.table.delimited import from_csv

    return from_csv(file, data, problems)


def _bytes(file: str, problems: Problems) -> bytes | None:
    import stat

    try:
        # A pipe or a device would block or never end, so look before opening.
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


__all__ = ["COMMENT", "ENDINGS", "MOST_ROWS", "Row", "Table", "load_table"]
