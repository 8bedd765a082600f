"""Plans that extend plans, and what of them is taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_pdf.library import Asked, Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Problems
from psoas_pdf.resolve import resolve
from psoas_pdf.units import Range

BASE = """\
title: Base
goal: to walk
date: 2026-01-05
review: in two weeks
note: Well done.
weeks: 2
person: {name: Somebody Else, reference: "7", born: 1980-03-02, mass: 70 kg}
clinic: {name: Sample Clinic, phone: 01 234}
exercises:
  - sit-up
  - exercise: knee-to-chest
    dose: {repetitions: 3, hold: 20 s}
    note: With a cushion.
  - exercise: bridge
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def plan(text: str, name: str = "child.yaml", **others: str) -> tuple[Plan | None, list[str]]:
    for other, words in ({"base": BASE} | others).items():
        Path(f"{other}.yaml").write_text(words, encoding="utf-8")
    Path(name).write_text(text, encoding="utf-8")
    problems = Problems()
    found = Library().plan(f"./{name}", problems)
    return found, [str(problem) for problem in problems]


def right(text: str, **others: str) -> Plan:
    found, told = plan(text, **others)
    assert told == []
    assert found is not None
    return found


def test_what_a_plan_does_not_say_is_the_other_plans() -> None:
    made = right("extends: base.yaml\ngoal: to dance\n")
    assert (made.id, made.title, made.goal, made.weeks) == ("child", "Base", "to dance", 2)
    assert made.clinic.name == "Sample Clinic"
    assert [str(e.exercise) for e in made.exercises] == ["sit-up", "knee-to-chest", "bridge"]
    assert made.title.place.file.endswith("base.yaml")
    assert made.goal.place.file.endswith("child.yaml")


def test_nothing_of_a_person_is_taken_over() -> None:
    made = right("extends: base.yaml\n")
    person = made.person
    assert (person.name, person.reference, person.born, person.mass) == ("", "", "", None)
    assert (made.date, made.review, made.note) == ("", "", "")


@pytest.mark.parametrize("entry", ["skip: has a hernia", "max: 80 kg"])
def test_what_is_one_persons_of_an_exercise_is_refused_rather_than_lost(entry: str) -> None:
    base = f"title: B\nexercises: [{{exercise: sit-up, {entry}}}]\n"
    found, told = plan("extends: base.yaml\n", base=base)
    assert found is None
    key = entry.partition(":")[0]
    assert told == [
        f"base.yaml:2:32: error: {key}: is one person's, and this plan is extended by child.yaml "
        "(write it in that plan, under changes:)"
    ]
    assert right("extends: base.yaml\nexercises: [sit-up]\n", base=base)


def test_changes_of_single_parts() -> None:
    made = right(
        "extends: base.yaml\nchanges:\n  knee-to-chest: {dose: {hold: 40 s}, side: left, group: End}\n"
        "  bridge: {note: Slowly.}\nleave-out: [sit-up]\n"
    )
    first, second = made.exercises
    assert first.dose is not None
    assert (first.dose.hold, first.dose.repetitions) == (40, Range((3, 3)))
    assert (first.side, first.group, first.note) == ("left", "End", "With a cushion.")
    assert (second.note, second.dose) == ("Slowly.", None)
    assert made.changes is None
    assert made.leave_out == ()


def test_an_exercise_that_stands_twice_is_changed_twice() -> None:
    base = "title: B\nexercises: [sit-up, {exercise: sit-up, group: Day 2}]\n"
    made = right("extends: base.yaml\nchanges: {sit-up: {dose: {sets: 4}}}\n", base=base)
    assert [e.dose and e.dose.sets for e in made.exercises] == [Range((4, 4))] * 2


def test_exercises_replace_all_others() -> None:
    made = right("extends: base.yaml\nexercises: [clamshell]\n")
    assert [str(e.exercise) for e in made.exercises] == ["clamshell"]


def test_a_chain_of_three_and_a_ready_plan() -> None:
    middle = "extends: iliopsoas\ntitle: Middle\nchanges: {sit-up: {dose: {sets: 5}}}\n"
    made = right("extends: middle.yaml\nchanges: {sit-up: {dose: {repetitions: 4}}}\n", middle=middle)
    dose = next(e.dose for e in made.exercises if e.exercise == "sit-up")
    assert made.title == "Middle"
    assert dose is not None
    assert (dose.sets, dose.repetitions) == (Range((5, 5)), Range((4, 4)))


def test_a_circle_through_another_plan() -> None:
    found, told = plan("extends: base.yaml\n", base="extends: child.yaml\n")
    assert found is None
    assert told == [
        "base.yaml:1:10: error: this goes round in a circle: child → base → child (break it somewhere)"
    ]


def test_a_file_out_of_the_folder(tmp_path: Path) -> None:
    found, told = plan("extends: ../other.yaml\n")
    assert found is None
    assert "leads out of its folder" in told[0]


@pytest.mark.parametrize("extends", ["[a]", "{a: b}"])
def test_extends_is_one_word(extends: str) -> None:
    found, told = plan(f"extends: {extends}\n")
    assert found is None
    assert "the id or the file of a plan is needed here" in told[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("changes: [sit-up]", "ids and their changes are needed here"),
        ("changes: {sit-up: 3}", "sit-up: needs keys and values"),
        ("changes: {sit-up: {exercise: bridge}}", "a change keeps its exercise"),
        ("leave-out: sit-up", "a list of ids is needed here"),
        ("leave-out: [bridge, {sit-up: }]", "an id is needed here"),
        ("leave-out: [sit-up, knee-to-chest, bridge]", "no exercise is left"),
    ],
)
def test_changes_that_mean_nothing(text: str, told: str) -> None:
    found, problems = plan(f"extends: base.yaml\n{text}\n")
    assert found is None
    assert any(told in problem for problem in problems), problems


def test_translations_follow_what_was_changed() -> None:
    base = BASE + (
        "translations:\n  de:\n    title: Grund\n    goal: zum Gehen\n    exercises:\n"
        "      - {}\n      - {note: Mit Kissen.}\n      - {}\n"
    )
    library, problems = Library(), Problems()
    Path("base.yaml").write_text(base, encoding="utf-8")
    Path("child.yaml").write_text(
        "extends: base.yaml\ngoal: to dance\nleave-out: [sit-up]\nchanges: {bridge: {note: Slowly.}}\n"
        "translations: {de: {goal: zum Tanzen}}\n",
        encoding="utf-8",
    )
    made = library.plan("./child.yaml", problems)
    assert made is not None, list(problems)
    german = library.translated(made, "de")
    assert (german.title, german.goal) == ("Grund", "zum Tanzen")
    assert [str(e.note or "") for e in german.exercises] == ["Mit Kissen.", "Slowly."]
    set_goal = library.plan(
        "./child.yaml", problems, asked=Asked(("goal=to run", "exercises.knee-to-chest.note=X"))
    )
    assert set_goal is not None
    german = library.translated(set_goal, "de")
    assert (german.goal, german.exercises[0].note) == ("to run", "X")


@pytest.mark.parametrize(("side", "came_to"), [("both", "each"), ("each", "each"), ("left", "left")])
def test_both_sides_of_a_sided_exercise_are_each_in_turn(side: str, came_to: str) -> None:
    made = right(
        f"title: A\nexercises: [{{exercise: knee-to-chest, side: {side}}}, {{exercise: sit-up, side: both}}]\n"
    )
    problems = Problems()
    spec = resolve(made, Library(), None, problems)
    assert spec is not None, list(problems)
    assert [item.side for item in spec.items] == [came_to, "both"]
