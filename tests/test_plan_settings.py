"""Values of a plan from the command line: read as if they stood in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.cli import run
from psoas_pdf.library import Asked, Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Problems
from psoas_pdf.units import Range

PLAN = """\
title: Week
exercises:
  - sit-up
  - {exercise: knee-to-chest, dose: {hold: 20 s}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, encoding="utf-8")


def asked(*sets: str) -> tuple[Plan | None, list[str]]:
    problems = Problems()
    found = Library().plan("./plan.yaml", problems, asked=Asked(sets))
    return found, [str(problem) for problem in problems]


def right(*sets: str) -> Plan:
    found, told = asked(*sets)
    assert told == []
    assert found is not None
    return found


def test_values_of_all_kinds() -> None:
    made = right(
        "weeks=6",
        "person.name=Sample Patient",
        "person.mass=70 kg",
        "clinic.phone=01 234: ask",
        "clinic.clinicians.sp=Sample Physiotherapist",
        "clinic.printer.front.x=1 mm",
        "outputs=handout, cards",
        "duplex=true",
        "anonymous=true",
        "before=Eat. Drink,Sleep",
    )
    assert (made.weeks, made.person.name, made.clinic.phone) == (6, "Sample Patient", "01 234: ask")
    assert made.clinic.clinicians == {"sp": "Sample Physiotherapist"}
    assert made.clinic.printer.front.x.mm == pytest.approx(1)
    assert made.outputs == ("handout", "cards")
    assert made.before == ("Eat. Drink", "Sleep")
    assert made.duplex
    assert made.anonymous


def test_exercises_are_named_by_their_ids() -> None:
    made = right(
        "exercises.sit-up.sets=3",
        "exercises.knee-to-chest.dose.repetitions=2-4",
        "exercises.knee-to-chest.side=left",
        "exercises.sit-up.days=mon, thu",
        "exercises.sit-up.note=Slowly = well.",
    )
    up, knee = made.exercises
    assert up.dose is not None
    assert knee.dose is not None
    assert (up.dose.sets, up.dose.days, up.note) == (Range((3, 3)), ("mon", "thu"), "Slowly = well.")
    assert (knee.dose.hold, knee.dose.repetitions, knee.side) == (20, Range((2, 4)), "left")


def test_the_last_of_two_counts_and_an_empty_one_takes_out() -> None:
    assert right("weeks=6", "weeks=8").weeks == 8
    assert right("person.name=A", "person.name=").person.name == ""


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("weeks=99", "99 is too large (the most is 52)"),
        ("outputs=handut", None),
        (
            "exercises.sit-up.side=middle",
            "'middle' is not one of the words allowed (write left, right, each or both)",
        ),
        ("exercises.sit-up.hold=30", "'30' is not a number with a unit"),
        ("clinic.phnoe=1", "there is no key 'clinic.phnoe' (did you mean 'phone'?)"),
        ("translations.de.title=x", "there is no key 'translations'"),
        ("extends=iliopsoas", "'extends' can't be set (write it in the plan's file)"),
        ("changes.sit-up.side=left", "'changes' can't be set"),
        ("exercises=sit-up", "an exercise and what of it to set are needed"),
        ("exercises..sets=2", "an exercise and what of it to set are needed"),
        ("exercises.sit-up.dose=2", "'exercises.sit-up.dose' holds more than one value"),
        ("exercises.sit-up.sets.a=2", "nothing stands inside 'sets'"),
        (".=3", "there is no key ''"),
    ],
)
def test_what_is_wrong_is_told_at_the_setting(setting: str, told: str | None) -> None:
    found, problems = asked(setting)
    if told is None:
        assert found is not None
        assert found.outputs[0].place.file == f"--set {setting}"
        return
    assert found is None
    assert len(problems) == 1
    assert problems[0].startswith(f"--set {setting}: error: {told}"), problems


def test_a_value_that_fails_later_is_told_at_the_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--set", "exercises.sit-up.sets=0", "--set", "clinic.logo=../logo.png"]) == 1
    err = capsys.readouterr().err
    assert "--set exercises.sit-up.sets=0: error: the dose of sit-up has 0 sets" in err
    assert "--set clinic.logo=../logo.png: error: '../logo.png' leads out of its folder" in err


@pytest.mark.parametrize("setting", ["weeks", "=3", " =3"])
def test_no_key_and_value(setting: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--set", setting]) == 2
    assert "is no KEY=VALUE" in capsys.readouterr().err


def test_a_long_value_is_cut_in_messages() -> None:
    _, told = asked("wekes=" + "x" * 5000)
    assert len(told[0]) < 200
