"""Tables in workbooks and in YAML."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.problems import Place, Problems
from psoas_pdf.table import Table, load_table
from psoas_pdf.table import workbook as workbook_module
from psoas_pdf.table.listed import from_yaml
from psoas_pdf.table.workbook import from_workbook

AS_CSV = "(save the sheet as CSV (UTF-8))"


def told(problems: Problems) -> list[str]:
    return [str(problem).replace(": error: ", ": ") for problem in problems]


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("other").append(["name", "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def from_book(data: bytes) -> tuple[Table | None, list[str]]:
    problems = Problems()
    return from_workbook("squad.xlsx", data, problems), told(problems)


def changed(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The workbook with other bytes in one of its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            inner = old.read(entry)
            if entry.filename == part:
                assert before in inner
                inner = inner.replace(before, after)
            new.writestr(entry.filename, inner)
    return out.getvalue()


def test_cells_of_a_workbook_are_what_would_be_typed() -> None:
    row = [" Sample A ", 3, 3.0, 0.1 + 0.2, True, date(2026, 3, 2), datetime(2026, 3, 2, 9, 30), "8-12", None]
    table, problems = from_book(workbook(["Name", *"abcdefgh"], [], row, [None, None], ["Sample B"]))
    assert problems == []
    assert table is not None
    assert [(row.place.line, row.cells) for row in table.rows] == [
        (3, ("Sample A", "3", "3", "0.3", "true", "2026-03-02", "2026-03-02 09:30", "8-12", "")),
        (5, ("Sample B", *[""] * 8)),
    ]
    assert table.heads[0].text == "name"
    assert str(table.rows[0].at(2)) == "squad.xlsx:3:3"


def test_percents_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "sit-up.load", "x"])
    book.active.append(["Sample A", 0.07, 0.825])
    book.active["B2"].number_format = "0%"
    book.active["C2"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    table, problems = from_book(out.getvalue())
    assert problems == []
    assert table is not None
    assert table.rows[0].cells == ("Sample A", "7 %", "82.5 %")


def test_a_formula_s_value_is_the_one_that_was_saved_with_it() -> None:
    data = workbook(["name", "max"], ["Sample A", "=60+2.5"])
    table, problems = from_book(data)
    assert problems == [
        "squad.xlsx:2:2: this formula has no value yet "
        "(open the workbook, save it and try again, or write the value itself)"
    ]
    sheet = "xl/worksheets/sheet1.xml"
    table, problems = from_book(changed(data, sheet, b"<v></v>", b"<v>62.5</v>"))
    assert problems == []
    assert table is not None
    assert table.rows[0].cells == ("Sample A", "62.5")
    failed = changed(
        data, sheet, b'<c r="B2"><f>60+2.5</f><v></v>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v>'
    )
    table, problems = from_book(failed)
    assert table is not None
    assert [str(fault.place) for fault in table.rows[0].faults] == ["squad.xlsx:2:2"]


def test_what_a_workbook_has_besides_cells_is_no_warning() -> None:
    more = b'</sheetData><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
    data = changed(workbook(["name"], ["Sample A"]), "xl/worksheets/sheet1.xml", b"</sheetData>", more)
    with pytest.warns(UserWarning, match="Data Validation"):
        list(openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0].iter_rows())
    table, problems = from_book(data)
    assert problems == []
    assert table is not None


def test_hostile_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(["name"], ["Sample A"])
    sheet = "xl/worksheets/sheet1.xml"
    assert from_book(changed(data, sheet, b'r="2"', b'r="99999999999"')) == (
        None,
        [f"squad.xlsx: this workbook can't be read {AS_CSV}"],
    )
    number = workbook(["name"], [7])
    spoilt = changed(number, sheet, b"<v>7</v>", b"<v>Marker</v>")
    assert from_book(spoilt) == (None, [f"squad.xlsx: this workbook can't be read {AS_CSV}"])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
    )
    laughs = changed(data, sheet, b"<worksheet", bomb + b"]><worksheet")
    laughs = changed(laughs, sheet, b"<sheetData>", b"<sheetData><row><c><v>&j;</v></c></row>")
    assert from_book(laughs) == (None, [f"squad.xlsx: this workbook can't be read {AS_CSV}"])
    monkeypatch.setattr(workbook_module, "MOST_UNPACKED", 50_000)
    packed = changed(data, sheet, b"<worksheet", b" " * 60_000 + b"<worksheet")
    assert from_book(packed) == (None, [f"squad.xlsx: the workbook is too large when unpacked {AS_CSV}"])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"name\n", workbook(["name"])[:2000]])
def test_no_workbook_at_all(data: bytes) -> None:
    assert from_book(data) == (None, [f"squad.xlsx: this workbook can't be read {AS_CSV}"])


def test_an_empty_workbook() -> None:
    hint = "(write the names of the columns in the first row)"
    assert from_book(workbook([])) == (None, [f"squad.xlsx: the file is empty {hint}"])


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    # A workbook is known by its first bytes too.
    (tmp_path / "squad.csv").write_bytes(workbook(["name"]))
    problems = Problems()
    assert load_table(tmp_path / "squad.csv", problems) is None
    assert told(problems) == [
        f"{tmp_path}/squad.csv: reading .xlsx needs the extra 'xlsx' "
        "(install psoas-pdf[xlsx], or save the sheet as CSV (UTF-8))"
    ]


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_spoilt_workbook_never_raises(at: int, bytes_: bytes) -> None:
    data = bytearray(_BOOK)
    data[at : at + len(bytes_)] = bytes_
    table, problems = from_book(bytes(data))
    assert table is not None or problems


_BOOK = workbook(["name", "sit-up.sets"], ["Sample A", 3])


# YAML


def listed(text: str, folder: Path) -> tuple[Table | None, list[str]]:
    file = folder / "squad.yaml"
    file.write_text(text, encoding="utf-8")
    problems = Problems()
    table = from_yaml(str(file), problems)
    return table, [line.removeprefix(f"{folder}/") for line in told(problems)]


ROSTER = """\
people:
  - name: Sample A
    sit-up: {sets: 3, days: [mon, wed]}
    '#mine': {anything: [1]}
  - sit-up.sets: 2
    name: 'Sample B'
    note: >-
      two
      lines
"""


def test_people_in_yaml(tmp_path: Path) -> None:
    for text in (ROSTER, ROSTER.partition("\n")[2]):
        table, problems = listed(text, tmp_path)
        assert problems == []
        assert table is not None
        assert [head.text for head in table.heads] == ["name", "sit-up.sets", "sit-up.days", "note"]
        assert [row.cells for row in table.rows] == [
            ("Sample A", "3", "mon, wed", ""),
            ("Sample B", "2", "", "two lines"),
        ]
    first = Place(str(tmp_path / "squad.yaml"), 5 - 1, 5)
    assert table.rows[1].place == first
    assert [(place.line, place.column) for place in table.rows[1].places] == [
        (5, 11),
        (4, 18),
        (4, 5),
        (6, 11),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: Sample A\n", "squad.yaml:1:1: a roster is a list of people"),
        ("people: Marker\n", "squad.yaml:1:9: a roster is a list of people"),
        ("people:\n  Marker: {side: left}\n", "squad.yaml:2:3: a roster is a list of people"),
        ("[{name: a}, {name: *Marker}]", "squad.yaml:1:20: the alias here is not allowed"),
        ("[{name: &Marker a}]", "squad.yaml:1:9: the anchor here is not allowed"),
        ("[{name: !Marker a}]", "squad.yaml:1:9: the tag here is not allowed"),
        ("[{Marker: a, Marker: b}]", "squad.yaml:1:14: this key is written twice"),
        ("- {name: a, note: 'Marker}\n", "squad.yaml:1:19: this is not YAML"),
        (
            "- {" + ", ".join(f"c{i}: x" for i in range(401)) + "}",
            "squad.yaml: there are more than 400 columns",
        ),
        ("", "squad.yaml: the file is empty"),
    ],
)
def test_yaml_that_is_no_roster(text: str, expected: str, tmp_path: Path) -> None:
    _, problems = listed(text, tmp_path)
    assert len(problems) == 1
    assert problems[0].startswith(expected)
    assert "Marker" not in problems[0]


def test_a_person_that_is_wrong_spoils_no_other(tmp_path: Path) -> None:
    table, problems = listed(
        "- Marker\n"
        "- {name: [Marker, {a: 1}]}\n"
        "- {sit-up.sets: 3, sit-up: {sets: 2}}\n"
        "- {sit-up: {dose: {sets: 2}}}\n"
        f"- {{note: {'x' * 5001}}}\n"
        "- {name: Sample A}\n",
        tmp_path,
    )
    assert problems == []
    assert table is not None
    assert [[fault.message for fault in row.faults] for row in table.rows] == [
        ["a person is a block of columns"],
        ["this column holds more than one value"],
        ["this column is there twice"],
        ["this column holds more than one value"],
        ["the cell holds more than 5000 characters"],
        [],
    ]


@given(st.text(alphabet="-:[]{},'\"& *!#\nab\t|>", max_size=60))
def test_reading_yaml_never_raises(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        table, problems = listed(text, Path(folder))
    assert table is not None or problems
