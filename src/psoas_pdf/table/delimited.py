"""CSV as spreadsheets write it: any of three delimiters, quoted line breaks, UTF-8 or what they call Unicode text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from psoas_pdf.problems import Place, Problems
from psoas_pdf.table.rows import Table, in_rows, too_long

DELIMITERS = ";,\t"
NAMED = "sep="
"""How a spreadsheet's own line begins that names the delimiter; for it that line is no row."""
MAY_BE_NAMED = DELIMITERS + "|:^~"


def from_csv(file: str, data: bytes, problems: Problems) -> Table | None:
    """The table in the bytes of a file, or None after an error that leaves nothing to read."""
    text = _decoded(file, data, problems)
    if text is None:
        return None
    body, delimiter = _delimited(text)
    if delimiter not in MAY_BE_NAMED:
        hint = "write sep=; or leave the line out"
        problems.error(Place(file, 1), "the first line names a separator that isn't known", hint)
        return None
    if "\0" in body:
        row, column = _last_cell(body.partition("\0")[0] + "-", delimiter)
        told = "the file holds bytes that are 0, so it is no CSV in UTF-8"
        problems.error(Place(file, row, column), told, "save it from the spreadsheet as 'CSV UTF-8'")
        return None
    try:
        return in_rows(file, _records(file, body, delimiter, problems), problems)
    except _Broken:
        return None


class _Broken(Exception):
    """The rest of the file can't be told apart into cells; reported already."""


def _decoded(file: str, data: bytes, problems: Problems) -> str | None:
    # UTF-16 is what spreadsheets call Unicode text; it always begins with its mark.
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding  # whose error counts behind the mark
        text, delimiter = _delimited(error.object[: error.start].decode(encoding, "replace") + "-")
        row, column = _last_cell(text, delimiter)
        problems.error(
            Place(file, row, column),
            "the file is not UTF-8: a character in this cell is written in another way",
            "save it from the spreadsheet as 'CSV UTF-8'",
        )
        return None


def _delimited(text: str) -> tuple[str, str]:
    """The text from its head on, and the delimiter: the named one, else the one that the head has most often.

    It is a comma where there is only one column.
    """
    first = io.StringIO(text, newline="").readline()
    if first[: len(NAMED)].lower() == NAMED:
        return text[len(first) :], first[len(NAMED) :].strip("\r\n ")
    counts = dict.fromkeys(DELIMITERS, 0)
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
    return text, best if counts[best] else ","


def _records(file: str, text: str, delimiter: str, problems: Problems) -> Iterator[list[str]]:
    """The cells of each row.  Raises _Broken after an error, which it reports."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            yield cells
    except csv.Error as error:
        place = Place(file, row + 1)
        if "field limit" in str(error):
            too_long(place, problems)
        elif "unexpected end" in str(error):
            place = Place(file, *_last_cell(text, delimiter))
            problems.error(place, "a quote is opened in this cell and never closed", _QUOTES)
        else:
            problems.error(place, "a quote is closed in this row before its cell ends", _QUOTES)
        raise _Broken from error


_QUOTES = 'a text in quotes ends with its cell; a quote inside it is written twice ("")'


def _last_cell(text: str, delimiter: str) -> tuple[int, int]:
    """Row and column of the cell that a text ends in, however it ends."""
    row, cells = 0, 0
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            row, cells = row + 1, len(record)
    except csv.Error:
        return row + 1, 0
    return row, cells
