"""`psoas-pdf new roster`: a table that works as it stands, for any plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.cli import run
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.sample_roster import sample_roster
from rosters import PLAN, members, told
from tiny import write

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_works_as_it_stands(capsys: Output) -> None:
    assert run(["new", "roster", "squad"]) == 0
    assert capsys.readouterr().out == (
        "wrote squad.csv\nnext: write your people in it, then psoas-pdf build iliopsoas --roster squad.csv\n"
    )
    data = Path("squad.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfname,reference,side,note,lying-leg-raise.sets,")
    assert data.count(b"\r\n") == 3
    assert run(["check", "squad.csv", "--plan", "iliopsoas", "--strict"]) == 0
    assert run(["build", "--roster", "squad.csv", "--layout", "fridge", "--strict"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "iliopsoas-fridge-sample-patient-a.pdf",
        "iliopsoas-fridge-sample-patient-b.pdf",
    ]


def test_for_a_plan_of_one_s_own(capsys: Output) -> None:
    write(Path(), {"plan.yaml": PLAN, "other/knee.yaml": "title: T\nexercises: [bridge, sit-up, bridge]\n"})
    assert run(["new", "roster", "lists/squad.csv", "--plan", "other/knee.yaml"]) == 0
    assert capsys.readouterr().out.endswith("build other/knee.yaml --roster lists/squad.csv\n")
    head = Path("lists/squad.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head == "name,reference,note,bridge.sets,bridge.repetitions,sit-up.sets,sit-up.repetitions"
    assert run(["new", "roster", "squad"]) == 0
    assert "half-kneeling-hip-flexor-stretch.hold" in Path("squad.csv").read_text(encoding="utf-8-sig")
    assert run(["new", "roster", "squad"]) == 1
    assert "the file is there already" in capsys.readouterr().err


def test_what_the_plan_says_of_a_dose_has_a_column() -> None:
    plan = "title: T\nexercises: [{exercise: bridge, dose: {hold: 20 s, rest: 2 min}}, sit-up]\n"
    write(Path(), {"held.yaml": plan})
    assert run(["new", "roster", "squad", "--plan", "held.yaml"]) == 0
    head, first, _ = Path("squad.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), first.split(","), strict=True))
    assert (cells["bridge.hold"], cells["bridge.rest"]) == ("20 s", "2 min")
    assert "sit-up.hold" not in cells
    assert run(["check", "squad.csv", "--plan", "held.yaml", "--strict"]) == 0


def test_nobody_in_it_has_a_maximum_under_the_least_load() -> None:
    plan = """\
title: T
equipment: {sled: {step: 10 lb, least: 150 lb}}
exercises: [{exercise: sit-up, loading: {percent: 80}}]
"""
    write(Path(), {"sled.yaml": plan})
    assert run(["new", "roster", "squad", "--plan", "sled.yaml"]) == 0
    assert "sit-up.max" in Path("squad.csv").read_text(encoding="utf-8-sig")
    assert run(["check", "sled.yaml", "squad.csv", "--strict"]) == 0


def test_each_value_is_one_that_the_plan_has(tmp_path: Path) -> None:
    library = Library()
    for id in library.ids("plan"):
        problems = Problems()
        plan = library.get("plan", id, problems)
        data = sample_roster(plan, library, problems)
        assert told(problems) == []
        assert data is not None
        a, b = members(data.decode("utf-8-sig"), plan, library)
        assert all(
            entry.dose is own.dose for entry, own in zip(a.plan.exercises, plan.exercises, strict=True)
        )
        assert all(
            entry.dose is own.dose for entry, own in zip(b.plan.exercises, plan.exercises, strict=True)
        )
        assert (a.plan.person.name, b.plan.person.name) == ("Sample Patient A", "Sample Patient B")


def test_loads_have_what_they_are_worked_out_from(capsys: Output) -> None:
    write(
        Path(),
        {
            "bar.yaml": "title: T\nequipment: {bar: {step: 2.5 kg, least: 20 kg}}\nexercises:\n"
            "  - {exercise: sit-up, loading: {percent: 80}}\n"
            "  - {exercise: bridge, loading: {percent: 50, of: body}}\n"
        },
    )
    assert run(["new", "roster", "squad", "--plan", "bar.yaml"]) == 0
    head = Path("squad.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert {"mass", "sit-up.max"} <= {*head}
    assert "bridge.max" not in head
    capsys.readouterr()
    assert run(["check", "bar.yaml", "squad.csv", "--strict"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "code", "expected"),
    [
        (["squad", "--plan", "none"], 1, "there is no plan 'none'"),
        (["squad", "--plan", "one.yaml"], 1, "one.yaml:2:32: error: max: is one person's"),
        (["Über uns"], 2, "try uber-uns"),
        (["squad", "--library", "none"], 1, "there is no such folder"),
    ],
)
def test_what_cannot_be(args: list[str], code: int, expected: str, capsys: Output) -> None:
    write(Path(), {"one.yaml": "title: T\nexercises: [{exercise: sit-up, max: 60}]\n"})
    assert run(["new", "roster", *args]) == code
    assert expected in capsys.readouterr().err
    assert not Path("squad.csv").exists()


def test_other_kinds_take_no_plan(capsys: Output) -> None:
    assert run(["new", "plan", "knee", "--plan", "iliopsoas"]) == 2
    assert "--plan and --library are for a roster" in capsys.readouterr().err
