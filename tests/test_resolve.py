"""A plan and a library, put together: doses, sides, languages, sources, and every name that means nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.resolve import merged, resolve
from psoas_pdf.spec import Spec
from psoas_pdf.units import Duration, Range
from tiny import EXERCISE, FILES, library

PLAN = "data/plans/week.yaml"
HEAD = "title: Week\nhelp: stop\noutputs: []\nexercises:\n"


def resolved(books: Library, problems: Problems, language: str | None = None) -> Spec | None:
    plan = books.get("plan", "week", problems)
    return resolve(plan, books, language, problems) if plan else None


def spec(folder: Path, entries: str, language: str | None = None, **files: str) -> Spec:
    problems = Problems()
    found = resolved(library(folder, {PLAN: HEAD + entries, **files}), problems, language)
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def told(
    folder: Path, plan: str, files: dict[str, str] | None = None, language: str | None = None
) -> list[str]:
    problems = Problems()
    found = resolved(library(folder, {PLAN: plan, **(files or {})}), problems, language)
    assert (found is None) == problems.failed
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def test_a_plan_changes_single_parts_of_a_dose(tmp_path: Path) -> None:
    found = spec(
        tmp_path,
        "  - exercise: lift\n    dose: {sets: 4, rest: 1 min, days: [mon, fri]}\n    note: Slowly.\n",
    )
    item = found.items[0]
    assert (item.dose.sets, item.dose.repetitions, item.dose.rest) == (
        Range((4, 4)),
        Range((8, 12)),
        Duration(60),
    )
    assert (item.dose.days, item.dose.days_a_week) == (("mon", "fri"), Range((2, 2)))
    assert (item.number, item.note, item.place.line, item.dose.place.line) == (1, "Slowly.", 5, 6)


def test_days_that_a_plan_counts_anew_are_no_longer_named(tmp_path: Path) -> None:
    usual = EXERCISE.replace("days-a-week: 3", "days: [mon, wed, fri], days-a-week: 3")
    files = {"data/exercises/lift.yaml": usual}
    item = spec(tmp_path, "  - {exercise: lift, dose: {days-a-week: 2}}\n", **files).items[0]
    assert (item.dose.days, item.dose.days_a_week) == (None, Range((2, 2)))
    assert merged(item.exercise.dose, None) == replace(item.exercise.dose, weeks=None)


@pytest.mark.parametrize(
    ("exercise", "side", "expected"),
    [
        ("lift", "", ("each", False)),
        ("lift", "each", ("each", False)),
        ("lift", "right", ("right", False)),
        ("lift", "left", ("left", True)),
        ("far", "right", ("right", True)),
        ("far", "left", ("left", False)),
        ("both", "", ("both", False)),
    ],
)
def test_sides(tmp_path: Path, exercise: str, side: str, expected: tuple[str, bool]) -> None:
    item = spec(tmp_path, f"  - exercise: {exercise}\n    side: {side}\n").items[0]
    assert (item.side, item.mirrored) == expected


def test_sources_stand_in_the_order_of_their_first_use(tmp_path: Path) -> None:
    problems = Problems()
    found = resolved(library(tmp_path), problems)
    assert found is not None
    assert list(found.sources) == ["b-2020", "a-2020", "c-2020", "e-2020", "d-2020"]
    assert found.muscle is not None
    assert (found.muscle.id, found.parts, found.plates) == ("hip", (), ())


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{exercise: lifft}", "5:16: error: there is no exercise 'lifft' (did you mean 'lift'?)"),
        (
            "{exercise: both, side: left}",
            "5:22: error: both is done with both sides at once (take the side out)",
        ),
        (
            "{exercise: lift, dose: {days: [mon, mon]}}",
            "5:28: error: the dose of lift names a day twice (name each day once)",
        ),
        (
            "{exercise: lift, dose: {days: [mon], days-a-week: 3}}",
            "5:28: error: the dose of lift names 1 days, but 3 days a week "
            "(write one of the two, or make them agree)",
        ),
        (
            "{exercise: lift, dose: {days-a-week: 8}}",
            "5:28: error: the dose of lift has 8 days a week (write 1 to 7)",
        ),
        ("{exercise: lift, dose: {sets: 0}}", "5:28: error: the dose of lift has 0 sets (write 1 or more)"),
    ],
)
def test_what_is_wrong_with_an_entry(tmp_path: Path, entry: str, expected: str) -> None:
    assert told(tmp_path, f"{HEAD}  - {entry}\n") == [f"{PLAN}:{expected}"]


def test_a_dose_that_says_too_little(tmp_path: Path) -> None:
    less = EXERCISE.replace("kind: strength", "kind: stretch").replace("sets: 2, repetitions: 8-12, ", "")
    plan = HEAD + "  - exercise: lift\n  - {exercise: lift, dose: {hold: 30 s}}\n"
    assert told(tmp_path, plan, {"data/exercises/lift.yaml": less}) == [
        f"{PLAN}:5:5: error: the dose of lift says no hold, which stretch needs "
        "(write hold: here or in the exercise)",
        f"{PLAN}:5:5: error: the dose of lift says no repetitions, which stretch needs "
        "(write repetitions: here or in the exercise)",
        f"{PLAN}:6:28: error: the dose of lift says no repetitions, which stretch needs "
        "(write repetitions: here or in the exercise)",
    ]


def test_every_name_is_looked_up_and_all_are_told(tmp_path: Path) -> None:
    plan = "title: W\nmuscle: hop\nhelp: stup\nlook: ghost\nlanguage: fr\noutputs: [handuot]\n"
    plan += "exercises: [{exercise: lift}]\n"
    wrong = EXERCISE.replace("c-2020", "c-2002").replace("[hip]", "[hap]")
    messages = told(tmp_path, plan, {"data/exercises/lift.yaml": wrong})
    assert [message.partition(" (")[0] for message in messages] == [
        "data/exercises/lift.yaml:10:20: error: there is no muscle 'hap'",
        "data/exercises/lift.yaml:22:11: error: there is no source 'c-2002'",
        f"{PLAN}:1:1: error: there is no language 'fr'",
        f"{PLAN}:2:9: error: there is no muscle 'hop'",
        f"{PLAN}:3:7: error: there is no help 'stup'",
        f"{PLAN}:4:7: error: there is no look 'ghost'",
        f"{PLAN}:6:11: error: there is no layout 'handuot'",
    ]


GERMAN = """\
translations:
  de:
    name: Beinheben
    short: Bein
    counted: {one: Mal, many: Male}
    equipment: [{item: Matte, need: eine Matte}]
    purpose: Macht dich stark.
    muscles: {helpers: [Oberschenkel]}
    start: Leg dich hin.
    steps: [Heben., Senken.]
    short-steps: [Hinlegen., Heben.]
    feel: an der Hüfte.
    mistakes: [Eile]
    care: Schmerzen? Hör auf.
    move-on: Wenn es leicht geht.
    cautions: [{who: Schmerz, words: Frag nach.}]
    guideline: {words: Etwas.}
    alt: Eine Person hebt ein Bein.
"""


def translated(block: str = GERMAN) -> dict[str, str]:
    return {
        "data/exercises/lift.yaml": EXERCISE + block,
        "data/help/stop.yaml": FILES["data/help/stop.yaml"]
        + "translations: {de: {help: {call: [starker Schmerz]}}}\n",
        "data/sources.yaml": FILES["data/sources.yaml"]
        + "translations: {de: {sources: {a-2020: {short: A 2020, about: alles}}}}\n",
        PLAN: HEAD + "  - exercise: lift\ntranslations: {de: {title: Woche}}\n",
    }


def test_a_second_language(tmp_path: Path) -> None:
    problems = Problems()
    books = library(tmp_path, translated())
    german = resolved(books, problems, "de")
    assert [str(problem) for problem in problems] == []
    assert german is not None
    exercise = german.items[0].exercise
    assert (german.language.tag, german.plan.title, exercise.name, exercise.steps) == (
        "de",
        "Woche",
        "Beinheben",
        ("Heben.", "Senken."),
    )
    assert (exercise.muscles.helpers, exercise.cautions[0].who, exercise.counted.many) == (
        ("Oberschenkel",),
        "Schmerz",
        "Male",
    )
    assert exercise.cautions[0].sources == ("b-2020",)
    assert exercise.steps[1].place.line > EXERCISE.count("\n")
    assert (german.help.call, german.sources["a-2020"].about) == (("starker Schmerz",), "alles")
    english = resolved(books, problems)
    assert english is not None
    assert (english.items[0].exercise.name, english.sources["a-2020"].about) == ("Lift", "all")


def test_what_is_not_translated_is_warned_of(tmp_path: Path) -> None:
    files = translated("translations: {de: {name: Beinheben}}\n")
    plan = files.pop(PLAN)
    messages = told(tmp_path, plan, files, "de")
    assert len(messages) == 1
    assert messages[0].startswith(
        "data/exercises/lift.yaml:1:1: warning: lift has no text in 'de' for short, counted.one"
    )


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("{de: {nmae: x}}", "there is no key 'nmae' here (did you mean 'name'?)"),
        ("{de: {kind: x}}", "'kind' is not printed, so it has no translation (take it out)"),
        ("{de: {steps: [a]}}", "1 entries are too few (at least 2)"),
        ("{de: {mistakes: [a, b]}}", "2 entries stand for the record's 1 (translate each)"),
        ("{de: {equipment: []}}", "a list of 1 is needed, as in the record"),
        (
            "{de: {harder: [{name: a}]}}",
            "the record has no 'harder' to translate (write it in the record first)",
        ),
        ("{en: {name: x}}", "'en' is the record's own language (write those texts in the record)"),
        ("{German: {name: x}}", "'German' is not a language tag (write it as de or pt-BR)"),
        ("[de]", "languages are needed here (write de: and the texts under it)"),
        ("{de: x}", "keys and texts are needed here (write them as the record does)"),
    ],
)
def test_what_is_wrong_with_a_translation(tmp_path: Path, block: str, expected: str) -> None:
    files = {"data/exercises/lift.yaml": f"{EXERCISE}translations: {block}\n"}
    assert [m.split(": error: ")[1] for m in told(tmp_path, HEAD + "  - exercise: lift\n", files)] == [
        expected
    ]


def test_a_record_in_another_first_language(tmp_path: Path) -> None:
    files = {"data/exercises/lift.yaml": f"language: de\n{EXERCISE}"}
    messages = told(tmp_path, HEAD + "  - exercise: lift\n", files)
    assert len(messages) == 1
    assert "warning: lift has no text in 'en' for name, short" in messages[0]
