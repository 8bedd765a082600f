"""Tables of people as spreadsheets write them: cells with the row and column that the spreadsheet shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.problems import Problems
from psoas_pdf.table import Table, load_table
from psoas_pdf.table import rows as rows_module
from psoas_pdf.table.delimited import from_csv

HEAD = "name,note\n"


def told(problems: Problems) -> list[str]:
    return [str(problem).replace(": error: ", ": ") for problem in problems]


def faults(table: Table) -> list[str]:
    return told(Problems(problem for row in table.rows for problem in row.faults))


def read(data: bytes | str) -> Table:
    problems = Problems()
    table = from_csv("squad.csv", data.encode() if isinstance(data, str) else data, problems)
    assert not len(problems), told(problems)
    assert table is not None
    return table


def cells(data: bytes | str) -> list[tuple[str, ...]]:
    table = read(data)
    return [tuple(head.text for head in table.heads), *(row.cells for row in table.rows)]


def refused(data: bytes | str) -> list[str]:
    problems = Problems()
    assert from_csv("squad.csv", data.encode() if isinstance(data, str) else data, problems) is None
    return told(problems)


PLAIN = [("name", "note"), ("Jürgen Sample", "a, b"), ("Sample B", "c")]


@pytest.mark.parametrize(
    "data",
    [
        'name,note\nJürgen Sample,"a, b"\nSample B,c\n'.encode(),
        "name;note\r\nJürgen Sample;a, b\r\nSample B;c\r\n".encode("utf-8-sig"),
        "name\tnote\rJürgen Sample\ta, b\rSample B\tc".encode(),
        "name\tnote\r\nJürgen Sample\ta, b\r\nSample B\tc\r\n".encode("utf-16"),
        "name;note\nJürgen Sample;a, b\nSample B;c\n".encode("utf-16-be").join((b"\xfe\xff", b"")),
        "sep=|\r\nname|note\r\nJürgen Sample|a, b\r\nSample B|c\r\n".encode("utf-8-sig"),
        "sep=\t\nname\tnote\nJürgen Sample\ta, b\nSample B\tc\n".encode(),
        "SEP=;\rname;note\rJürgen Sample;a, b\rSample B;c\r".encode(),
        'Name , NOTE,,\n "Jürgen Sample","a, b",,\nSample B,c\n'.replace(' "J', '"J').encode(),
        'name,note\nJu\u0308rgen Sample,"a, b"\nSample B,c\n'.encode(),
    ],
    ids=[
        "comma",
        "bom-semicolon-crlf",
        "tab-cr",
        "utf-16",
        "utf-16-be",
        "sep",
        "sep-tab",
        "sep-cr",
        "spaces",
        "nfd",
    ],
)
def test_what_spreadsheets_write(data: bytes) -> None:
    assert cells(data) == PLAIN


def test_a_row_is_the_spreadsheet_s_row() -> None:
    table = read('name;note\n\n;\nSample A;"two\r\nlines; and ""more"""\n\nSample B;\n')
    assert [(row.place.line, row.cells) for row in table.rows] == [
        (4, ("Sample A", 'two\r\nlines; and "more"')),
        (6, ("Sample B", "")),
    ]
    assert str(table.rows[1].at(1)) == "squad.csv:6:2"
    assert str(table.rows[1].place) == "squad.csv:6"
    assert [str(head.place) for head in table.heads] == ["squad.csv:1:1", "squad.csv:1:2"]


def test_the_line_that_names_the_separator_is_no_row() -> None:
    assert read("sep=;\nname;note\nSample A;x\n").rows[0].place.line == 2
    assert refused("sep=x\nnamexnote\n") == [
        "squad.csv:1: the first line names a separator that isn't known (write sep=; or leave the line out)"
    ]


def test_one_column_and_no_line_break_at_the_end() -> None:
    assert cells("name\nSample A") == [("name",), ("Sample A",)]


def test_short_rows_are_filled_and_comments_stay() -> None:
    assert cells("name,#colour,#,note\nSample A\nSample B,red\n") == [
        ("name", "#colour", "#", "note"),
        ("Sample A", "", "", ""),
        ("Sample B", "red", "", ""),
    ]


def test_a_cell_without_a_column_spoils_its_row_alone() -> None:
    table = read("name,note\nSample A,one,two,three\nSample B,one,,\n")
    assert [row.cells[0] for row in table.rows if not row.faults] == ["Sample B"]
    assert faults(table) == [
        "squad.csv:2:3: there is no column over this cell "
        "(name the column in the first row, or put a text that holds the separator in quotes)"
    ]


def test_cells_that_are_no_cells() -> None:
    table = read(f"name,note,#mine\n{'x' * 5001},#N/A,#N/A\nSample B,,{'x' * 5001}\n")
    assert faults(table) == [
        "squad.csv:2:1: the cell holds more than 5000 characters (is a quote missing?)",
        "squad.csv:2:2: the spreadsheet couldn't work this cell out "
        "(mend its formula, or write the value itself)",
    ]
    assert not table.rows[1].faults


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850"])
@pytest.mark.parametrize("quoted", ["", '"'])
def test_another_encoding_is_told_at_its_cell(encoding: str, quoted: str) -> None:
    text = f'name;note\r\nSample A;"two\nlines"\r\nSample B;{quoted}Gr\u00fc\u00df{quoted}\r\n'
    assert refused(text.encode(encoding)) == [
        "squad.csv:3:2: the file is not UTF-8: a character in this cell is written in another way "
        "(save it from the spreadsheet as 'CSV UTF-8')"
    ]


def test_another_encoding_behind_a_mark_or_in_half_characters() -> None:
    assert refused(b"\xef\xbb\xbfname\nM\xfcller\n")[0].startswith("squad.csv:2:1: the file is not UTF-8")
    assert refused("name\nSample".encode("utf-16")[:-1])[0].startswith("squad.csv:2:1: the file is not UTF-8")
    assert refused("name\n".encode("utf-16-le"))[0].startswith(
        "squad.csv:1:1: the file holds bytes that are 0"
    )
    assert refused("name\n".encode("utf-32"))[0].startswith("squad.csv:1:1: the file holds bytes that are 0")


def test_quotes_that_are_not_closed() -> None:
    hint = '(a text in quotes ends with its cell; a quote inside it is written twice (""))'
    assert refused('name,note\nSample A,x\nSample B,"y\nSample C,z\n') == [
        f"squad.csv:3:2: a quote is opened in this cell and never closed {hint}"
    ]
    assert refused('name,note\nSample A,x\n"Sample" B,y\n') == [
        f"squad.csv:3: a quote is closed in this row before its cell ends {hint}"
    ]
    long = "Sample C,z\n" * 20_000
    assert refused(f'name,note\nSample A,x\nSample B,"y\n{long}') == [
        "squad.csv:3: the cell holds more than 5000 characters (is a quote missing?)"
    ]


def test_the_csv_module_is_left_as_it_was() -> None:
    import csv

    before = csv.field_size_limit()
    read("name\nSample A\n")
    assert csv.field_size_limit() == before


def test_heads() -> None:
    problems = Problems()
    table = from_csv("squad.csv", b"name,note,NAME,#,#,,\nSample A,,,,\n", problems)
    assert table is not None
    assert len(table.heads) == 5
    assert told(problems) == ["squad.csv:1:3: column 1 has the same name (keep one of them)"]
    many = ",".join(f"c{i}" for i in range(401))
    assert refused(many) == ["squad.csv:1: there are more than 400 columns (take some out)"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b";;\n", b"\xff\xfe", b" \n"])
def test_nothing_in_it(data: bytes) -> None:
    assert refused(data) == ["squad.csv: the file is empty (write the names of the columns in the first row)"]


def test_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(rows_module, "MOST_ROWS", 2)
    assert len(read("name\na\n\nb\n").rows) == 2
    assert refused("name\na\n\nb\nc\n") == ["squad.csv:5: there are more than 2 rows (split the file)"]
    monkeypatch.setattr("psoas_pdf.table.MOST_BYTES", 1_000_000)
    file = tmp_path / "squad.csv"
    file.write_bytes(b"name\n" * 200_001)
    problems = Problems()
    assert load_table(file, problems) is None
    assert told(problems) == [f"{file}: the file is larger than 1 MB (split it into smaller files)"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    problems = Problems()
    assert load_table(tmp_path, problems) is None
    assert load_table(tmp_path / "no.csv", problems) is None
    assert load_table(tmp_path / "no.yaml", problems) is None
    assert load_table("nul\0.csv", problems) is None
    (tmp_path / "old.csv").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    assert load_table(tmp_path / "old.csv", problems) is None
    assert sorted(line.removeprefix(f"{tmp_path}") for line in told(problems)) == [
        "/no.csv: the file isn't there (check the name and the folder)",
        "/no.yaml: the file isn't there (check the name and the folder)",
        "/old.csv: this is a workbook of the old kind, or has a password "
        "(save it as .xlsx without a password, or as CSV (UTF-8))",
        ": the file is a folder (name a CSV, YAML or .xlsx file)",
        "nul\0.csv: the file can't be read: the name can't be a file's",
    ]


@given(
    st.one_of(
        st.binary(max_size=200), st.text(alphabet='ab,;\t"\n\r=#.\u0308ü\0', max_size=80).map(str.encode)
    )
)
def test_reading_never_raises_and_tells_what_it_refuses(data: bytes) -> None:
    problems = Problems()
    table = from_csv("squad.csv", data, problems)
    assert (table is None) <= problems.failed
    if table is not None:
        assert all(len(row.cells) == len(table.heads) for row in table.rows)
    assert all(problem.place.file == "squad.csv" for problem in problems)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
            min_size=3,
            max_size=3,
        ),
        max_size=5,
    ),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(people: list[list[str]], delimiter: str, encoding: str) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["a", "b", "c"], *people])
    table = read(out.getvalue().encode(encoding))
    expected = [tuple(map(rows_module.tidy, row)) for row in people]
    kept = [row for row in expected if any(row)]
    assert [row.cells for row in table.rows] == kept
    assert [row.place.line for row in table.rows] == [i for i, row in enumerate(expected, 2) if any(row)]
