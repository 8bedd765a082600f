"""`psoas-pdf check` of rosters: every problem of every row, and nothing of a person in any of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from psoas_pdf.cli import run
from rosters import PLAN
from tiny import write

GOOD = "name;side;sit-up.sets\nSample A;left;3\nSample B;right;\n"
STRETCH = "half-kneeling-hip-flexor-stretch"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[str], str]:
    code = run(["check", *args])
    out, err = capsys.readouterr()
    return code, [line.replace(": error: ", ": ") for line in err.splitlines()], out.strip()


def test_a_good_roster(capsys: pytest.CaptureFixture[str]) -> None:
    write(Path(), {"week.yaml": PLAN, "squad.csv": GOOD, "x/plan.yaml": PLAN, "x/squad.csv": GOOD})
    good = (0, [], "2 records with 2 people checked, nothing wrong")
    assert checked(capsys, "week.yaml", "squad.csv", "--strict") == good
    assert checked(capsys, "squad.csv", "week.yaml") == good
    one = (0, [], "1 record with 2 people checked, nothing wrong")
    assert checked(capsys, "squad.csv", "--plan", "week.yaml") == one
    assert checked(capsys, "squad.csv", "--plan", "iliopsoas") == one
    assert checked(capsys, "x/squad.csv") == one
    assert checked(capsys, "squad.csv") == one


def test_the_plan_decides_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    csv = f"name,{STRETCH}.hold,sit-up.sets\nSample A,20 s,0\n"
    write(
        Path(),
        {
            "one.yaml": "title: T\nexercises: [sit-up]\n",
            "squad.csv": csv,
            "x/plan.yaml": PLAN,
            "x/a.csv": csv,
        },
    )
    gone = f"squad.csv:1:2: the exercise '{STRETCH}' is not in the plan 'one' (there is sit-up)"
    assert checked(capsys, "squad.csv", "one.yaml")[1] == [gone]
    assert checked(capsys, "x/a.csv")[1] == ["x/a.csv:2:3: the dose of sit-up has 0 sets (write 1 or more)"]
    # Columns and cells alone.
    assert checked(capsys, "squad.csv") == (0, [], "1 record with 1 person checked, nothing wrong")
    write(Path(), {"squad.csv": csv.replace("sit-up", "sitt-up").replace("20 s", "20")})
    assert checked(capsys, "squad.csv")[1] == [
        "squad.csv:1:3: there is no exercise 'sitt-up' (did you mean 'sit-up'?)",
        "squad.csv:2:2: this is not a number with a unit (write it as 30 s; units: s, sec, min, h)",
    ]
    assert checked(capsys, "squad.csv", "--plan", "none") == (
        1,
        ["there is no plan 'none' (there is hip-menu, iliopsoas)".join(("error: ", ""))],
        "1 record with 1 person checked: 1 error, 0 warnings",
    )


def test_every_problem_of_every_row_even_when_a_column_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    csv = "name,sides,side,sit-up.sets\n,x,lft,3\nSample B,,left,three\nSample C,,,,more\n"
    write(Path(), {"plan.yaml": PLAN, "squad.csv": csv})
    code, lines, out = checked(capsys, "squad.csv")
    assert [line.partition(" (")[0] for line in lines] == [
        "squad.csv:1:2: there is no column 'sides'",
        "squad.csv:2:1: the person has no name",
        "squad.csv:2:3: there is no such side",
        "squad.csv:3:4: this is not a whole number or a range",
        "squad.csv:4:5: there is no column over this cell",
    ]
    assert (code, out) == (1, "1 record with 3 people checked: 5 errors, 0 warnings")


def test_what_does_not_fit_is_told_at_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    long = "Marker" * 13
    write(
        Path(),
        {"plan.yaml": PLAN, "squad.csv": f"name,layout\nSample A,\n{long},handout fridge\nSample 😀,\n"},
    )
    code, lines, _ = checked(capsys, "squad.csv")
    assert code == 1
    assert {line[:14] for line in lines} == {"squad.csv:3:1:", "squad.csv:4:1:"}
    assert not any("Marker" in line for line in lines)


def test_people_in_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    text = "people:\n- {name: Sample A, side: left}\n- {name: *Marker, sit-up: {sets: x}}\n"
    write(Path(), {"plan.yaml": PLAN, "squad.yaml": text, "list.yaml": text.partition("\n")[2]})
    code, lines, _ = checked(capsys, "squad.yaml")
    assert code == 1
    assert [line.partition(" (")[0] for line in lines] == [
        "squad.yaml:3:3: the person has no name",
        "squad.yaml:3:10: the alias here is not allowed",
        "squad.yaml:3:10: this cell can't be read",
        "squad.yaml:3:34: this is not a whole number or a range",
    ]
    assert checked(capsys, "list.yaml")[0] == 1
    # In a folder too, where only what has keys is taken for a roster.
    write(
        Path("all"), {"plan.yaml": PLAN, "squad.yaml": "- {name: Sample A, side: left}\n", "squad.csv": "x"}
    )
    assert checked(capsys, "all") == (0, [], "2 records with 1 person checked, nothing wrong")


MARKERS = {
    "name": "Qx7marker {}",
    "reference": "Qx7marker-{}",
    "born": "Qx7marker{}",
    "note": "Qx7marker " * 40,
    "goal": "'Qx7marker'",
    "clinician": "Qx7marker" * 12,
    "date": "Qx7marker\x07",
    "review": "Qx7marker" * 6,
    "mass": "Qx7marker",
    "side": "Qx7marker",
    "layout": "Qx7marker",
    "language": "Qx7marker",
    "sit-up.sets": "Qx7marker",
    "sit-up.load": "Qx7marker" * 30,
    "sit-up.note": "Qx7marker😀" * 30,
    "sit-up.days": "Qx7marker",
    "sit-up.skip": "Qx7marker" * 9,
    "#mine": "Qx7marker",
}


@pytest.mark.parametrize(
    "command", [["check"], ["build", "--roster"], ["build", "--format", "json", "--roster"]]
)
@pytest.mark.parametrize("column", [*MARKERS, ""])
def test_no_message_holds_anything_of_a_cell(
    column: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = MARKERS.get(column, "").replace("{}", "x" * 70)
    head, cell = (
        ("name", "Qx7marker 样本病人") if column in ("name", "") else (f"name;{column}", f"Sample;{text}")
    )
    if column == "name":
        cell = text
    if column == "":
        head, cell = "Qx7marker A;Qx7marker A", "Qx7marker B;Qx7marker"  # no heads at all
    write(Path(), {"plan.yaml": PLAN, "squad.csv": f"{head}\n{cell}\n"})
    run([*command, "squad.csv"])
    out, err = capsys.readouterr()
    told = out + err
    if command[-2:] == ["json", "--roster"] or "json" in command:
        told = json.dumps(json.loads(out)["problems"]) + err
    assert "qx7marker" not in told.casefold()
    if column not in ("goal", "born", "#mine", "sit-up.load"):
        assert "squad.csv" in told
