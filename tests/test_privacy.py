"""What is told of a roster's rows: nothing of what their personal cells say, and all that the program says itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.cli import run
from psoas_pdf.cli.privacy import without_personal
from psoas_pdf.problems import Place, Problem, Problems
from psoas_pdf.table import load_table

Output = pytest.CaptureFixture[str]


def told(tmp_path: Path, roster: str, message: str) -> str:
    """The message of a problem of the first row, as it is told."""
    (tmp_path / "p.csv").write_text(roster, "utf-8")
    table = load_table(str(tmp_path / "p.csv"), Problems())
    assert table
    problem = Problem("error", table.rows[0].place, message)
    (hidden,) = without_personal([problem], table, table.rows)
    return hidden.message


@pytest.mark.parametrize(
    ("roster", "message", "shown"),
    [
        ("name\nOrange Range\n", "this range runs backwards, Range", "this range runs backwards, …"),
        ("name\norange range\n", "this range runs backwards", "this range runs backwards"),
        ("name\nMax Muster\n", "in a column 'max.max'", "in a column 'max.max'"),
        ("name\nMuster\n", "it can't be, 'Muster' doesn't fit", "it can't be, '…' doesn't fit"),
        ("name\nMax Muster\n", "the word 'Muste…' and Muster", "the word '…' and …"),
        ("name,note\nAnna,her handout\n", "did you mean 'handout'?", "did you mean 'handout'?"),
        ("name,note\nAnna,her handout\n", "the layout 'handout' is", "the layout 'handout' is"),
        ("name,note\nAnna,her handout\n", "the line 'her hand…' is", "the line '…' is"),
        ("name,born\nAnna,2026-02-31\n", "2026-02-31 is no day", "… is no day"),
        ("name\nAnna O'Neil-Muster\n", 'the word "O\'Neil-Muster" is', "the word '…' is"),
        ("name\nAnna\n", "no character 'ſ' (U+017F) (hint)", "no character '…' (hint)"),
        ("name\nAnna (the) [great\n", "Anna (the) [great is long", "… is long"),
        ("name,side\n,left\n", "'anna' fits", "'anna' fits"),
    ],
)
def test_only_what_a_cell_says_is_hidden(tmp_path: Path, roster: str, message: str, shown: str) -> None:
    assert told(tmp_path, roster, message) == shown


def test_a_character_of_the_plan_is_told(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("name\nAnna\n", "utf-8")
    table = load_table(str(tmp_path / "p.csv"), Problems())
    assert table
    problem = Problem("error", Place("plan.yaml", 3, 1), "the font has no character '☃' (U+2603)")
    assert list(without_personal([problem], table, table.rows)) == [problem]


def test_a_lost_character_of_a_name_is_told_once_and_not_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("week.yaml").write_text("title: Week\nexercises: [{exercise: bridge}]\n", "utf-8")
    Path("p.csv").write_text("name,born\nAnna \u4e00 \u4e01,2026-02-31\n", "utf-8")
    assert run(["build", "week.yaml", "--roster", "p.csv"]) == 1
    err = capsys.readouterr().err
    assert err.count("has no character '…' (") == err.count("has no character") == 1
    assert "U+" not in err
    assert "2026-02" not in err
    assert "… is no day of the calendar" in err
    assert run(["build", "week.yaml", "--roster", "p.csv", "--names"]) == 1
    err = capsys.readouterr().err
    assert err.count("(U+4E00)") == err.count("(U+4E01)") == 1
    assert "2026-02-31 is no day" in err
