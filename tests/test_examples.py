"""examples/: a clinic, its plans, a roster of patients and a coach's squad, all built without a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspector import assert_sound
from psoas_pdf.cli import run
from psoas_pdf.problems import Problems
from psoas_pdf.table import load_table

EXAMPLES = Path(__file__).parent.parent / "examples"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def example(name: str) -> str:
    return str(EXAMPLES / name)


def words(path: Path) -> str:
    """What is on its pages, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def made() -> list[str]:
    return sorted(path.name for path in Path("out").iterdir())


def test_there_is_nothing_else() -> None:
    """What is added is to be built here too."""
    assert sorted(path.name for path in EXAMPLES.iterdir()) == [
        "clinic.yaml",
        "hip-gentle.yaml",
        "hip.yaml",
        "logo.svg",
        "patients.csv",
        "squad.csv",
        "team.yaml",
    ]


def test_nothing_is_wrong_with_them(capsys: Output) -> None:
    assert run(["check", str(EXAMPLES), "--strict"]) == 0
    assert run(["check", example("hip.yaml"), example("patients.csv"), "--strict"]) == 0
    assert run(["check", example("team.yaml"), example("squad.csv"), "--strict"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[0] == "4 records checked, nothing wrong"


def test_the_plans(capsys: Output) -> None:
    names = ("hip.yaml", "hip-gentle.yaml", "team.yaml")
    assert run(["build", *map(example, names), "--strict"]) == 0
    assert capsys.readouterr().err == ""
    assert made() == [
        "hip-gentle-fridge.pdf",
        "hip-gentle-handout.pdf",
        "hip-handout.pdf",
        "team-team-sheet.pdf",
    ]
    gentle = words(Path("out/hip-gentle-handout.pdf"))
    assert "Your first hip exercises" in gentle
    assert "Sample Clinic" in gentle
    assert "Sample Physiotherapist" in gentle
    assert "Warm-up" in gentle
    assert "kneeling" not in gentle
    for path in Path("out").iterdir():
        assert_sound(path.read_bytes())


def test_each_patient_has_what_the_row_says(capsys: Output) -> None:
    assert run(["build", example("hip.yaml"), "--roster", example("patients.csv"), "--strict"]) == 0
    assert capsys.readouterr().err == ""
    table = load_table(example("patients.csv"), Problems())
    assert table is not None
    names = [row.cells[0] for row in table.rows]
    assert len(names) == 10
    assert len(made()) == 11
    for name in names:
        text = words(Path(f"out/hip-handout-{name.lower().replace(' ', '-')}.pdf"))
        assert set(re.findall(r"Sample Patient \w", text)) == {name}
    c = words(Path("out/hip-handout-sample-patient-c.pdf"))
    assert "Slowly in the first week; a little more in the second." in c
    assert "Do 6 lifts with your left leg." in c
    d = words(Path("out/hip-handout-sample-patient-d.pdf"))
    assert "kneeling" not in d
    assert "Ask for another stretch at your next visit." in d
    f = words(Path("out/hip-handout-sample-patient-f.pdf"))
    # Without the first exercise the others are numbered from 1.
    assert "1 Knee to chest" in f
    assert "Heel slide" not in f
    assert "Does it in class" not in f
    assert "Friday 30 October, 9.30" in words(Path("out/hip-handout-sample-patient-g.pdf"))
    assert "01632 960 10" not in c, "a column of the clinic's own is not read"


def test_the_squad(capsys: Output) -> None:
    command = ["build", example("team.yaml"), "--roster", example("squad.csv"), "--strict"]
    assert run(command) == 0
    assert run([*command, "--layout", "team-sheet-athlete", "--only", "Sample Athlete 01"]) == 0
    assert capsys.readouterr().err == ""
    assert made() == ["team-team-sheet-athlete-sample-athlete-01.pdf", "team-team-sheet.pdf"]
    sheet = words(Path("out/team-team-sheet.pdf"))
    assert [f"Sample Athlete {number:02d}" in sheet for number in range(1, 25)] == [True] * 24
