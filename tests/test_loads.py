"""Loads: the arithmetic by hand and by laws, and what is told where a maximum or a mass is missing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_pdf.build import Order, Workshop
from psoas_pdf.doses import card_line, cells, sentence, tile
from psoas_pdf.lexicon import Lexicon
from psoas_pdf.library import Library
from psoas_pdf.loads import in_unit, nearest, part, written
from psoas_pdf.model.load import Equipment
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.resolve import resolve
from psoas_pdf.spec import Item
from psoas_pdf.units import BadQuantity, Mass, Percents

TABLE = [
    # whole, per cent, step, least, what it comes to
    ("100 kg", 80, "2.5 kg", None, "80 kg"),
    ("72.5 kg", 80, "2.5 kg", None, "57.5 kg"),  # 58
    ("71.875 kg", 80, "5 kg", None, "60 kg"),  # 57.5 is half a step
    ("73.75 kg", 50, "2.5 kg", None, "37.5 kg"),  # 36.875
    ("72.5 kg", 50, "2.5 kg", None, "37.5 kg"),  # 36.25 is half a step
    ("70 kg", 2.5, "1 kg", None, "2 kg"),  # 1.75
    ("60 kg", 2.5, "1 kg", None, "2 kg"),  # 1.5 is half a step
    ("58 kg", 2.5, "1 kg", None, "1 kg"),  # 1.45
    ("62 kg", 6, "1.25 kg", None, "3.75 kg"),  # 3.72
    ("30 kg", 10, "10 kg", None, "10 kg"),  # never under one step
    ("30 kg", 50, "2.5 kg", "20 kg", "20 kg"),  # nor under the bar
    ("60 kg", 70, "2.5 kg", "7 kg", "42 kg"),  # a bar of 7 kg: 42 is 7 and 14 steps
    ("225 lb", 80, "5 lb", "45 lb", "180 lb"),
    ("203 lb", 75, "5 lb", "45 lb", "150 lb"),  # 152.25
    ("203.5 lb", 75, "5 lb", None, "155 lb"),  # 152.625
    ("225 lb", 80, "2.5 kg", None, "82.5 kg"),  # 81.6466266 kg
    ("100 kg", 80, "5 lb", None, "175 lb"),  # 176.3698…
    ("100", 80, "2.5", None, "80 lb"),
]


@pytest.mark.parametrize(("whole", "percent", "step", "least", "told"), TABLE)
def test_worked_out_by_hand(whole: str, percent: float, step: str, least: str | None, told: str) -> None:
    equipment = Equipment(step=Mass.parse(step), least=Mass.parse(least) if least else None)
    load = part(Mass.parse(whole), percent, equipment, "lb")
    assert f"{load.number} {load.unit}" == told


def test_a_pound_is_exact() -> None:
    assert in_unit(Mass.parse("100 lb"), "kg", "kg") == Fraction("45.359237")
    assert in_unit(Mass.parse("45.359 kg"), "lb", "kg") * Fraction("0.45359237") == Fraction("45.359")
    assert in_unit(Mass.parse("12.5"), "kg", "lb") == Fraction("12.5") * Fraction("0.45359237")


masses = st.integers(1, 9_999_999).map(lambda n: Mass((n / 1000, "")))
steps = st.integers(1, 50_000).map(lambda n: Fraction(n, 1000))
numbers = st.fractions(0, 2000)


@given(numbers, steps, st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_the_nearest_load_is_one_that_there_is(wanted: Fraction, step: Fraction, more: int) -> None:
    least = step + Fraction(more, 4)
    found = nearest(wanted, step, least)
    assert found >= least > 0
    assert (found - least) % step == 0
    if wanted >= least:
        assert -step / 2 < found - wanted <= step / 2
    else:
        assert found == least or found - wanted <= step / 2


@given(numbers, numbers, steps)
@settings(max_examples=60, deadline=None)
def test_who_lifts_more_is_never_given_less(one: Fraction, other: Fraction, step: Fraction) -> None:
    low, high = sorted((one, other))
    assert nearest(low, step, step) <= nearest(high, step, step)


@given(masses, st.integers(1, 2000).map(lambda n: n / 10), steps, st.sampled_from(["kg", "lb"]))
@settings(max_examples=60, deadline=None)
def test_what_is_told_is_exact(whole: Mass, percent: float, step: Fraction, unit: str) -> None:
    equipment = Equipment(step=Mass((float(step), unit)))
    load = part(whole, percent, equipment, "kg")
    told = Fraction(load.number)
    assert load.unit == unit
    assert told % step == 0
    assert told >= step
    wanted = in_unit(whole, unit, "kg") * Fraction(str(percent)) / 100
    assert told == step or abs(told - wanted) <= step / 2


@given(st.integers(0, 10**7))
def test_a_number_is_written_as_short_as_it_is(thousands: int) -> None:
    text = written(Fraction(thousands, 1000))
    assert Fraction(text) == Fraction(thousands, 1000)
    assert "." not in text or not text.endswith(("0", "."))


@pytest.mark.parametrize(("text", "found"), [("80", (80,)), ("2.5 %", (2.5,)), ("60,70, 80", (60, 70, 80))])
def test_percents(text: str, found: tuple[float, ...]) -> None:
    assert Percents.parse(text) == found


@pytest.mark.parametrize("text", ["0", "-5", "201", "eighty", "70,,80", "", "1e2", "80 kg"])
def test_no_percents(text: str) -> None:
    with pytest.raises(BadQuantity):
        Percents.parse(text)


PLAN = """\
title: Hip strength
person: {person}
equipment:
  dumbbells: {{step: 2.5 kg}}
exercises:
  - exercise: step-up
    dose: {{sets: 3, repetitions: 5}}
    loading: {loading}
{more}"""


def items(
    folder: Path, loading: str, *, person: str = "{name: Sample}", more: str = ""
) -> tuple[list[Item], list[str]]:
    path = folder / "plan.yaml"
    path.write_text(PLAN.format(person=person, loading=loading, more=more), encoding="utf-8")
    problems, library = Problems(), Library()
    plan = library.plan(str(path), problems)
    spec = resolve(plan, library, None, problems, plates=False) if plan else None
    return list(spec.items) if spec else [], [str(p).removeprefix(f"{folder}/") for p in problems]


def test_a_load_is_worked_out_for_the_dose(tmp_path: Path) -> None:
    (item,), told = items(tmp_path, "{percent: 80}", more="    max: 61 kg\n")
    assert (item.dose.load, told) == ("50 kg", [])
    assert [(load.number, load.unit) for load in item.loads] == [("50", "kg")]


def test_a_load_a_set(tmp_path: Path) -> None:
    (item,), _ = items(tmp_path, "{percent: [60, 70, 80]}", more="    max: 100 kg\n")
    assert item.dose.load == "60\N{EN DASH}80 kg"
    assert [load.number for load in item.loads] == ["60", "70", "80"]
    (item,), _ = items(tmp_path, "{percent: [60, 70]}", more="    max: 100 kg\n")
    assert [load.number for load in item.loads] == ["60", "70", "70"]


def test_loads_that_go_up_and_down_are_all_told(tmp_path: Path) -> None:
    (item,), _ = items(tmp_path, "{percent: [60, 80, 60]}", more="    max: 100 kg\n")
    assert item.dose.load == "60\N{EN DASH}80 kg"
    words = Library().get("language", "en", Problems())
    told = sentence(item, Lexicon(words, Problems()))
    assert "Set by set: 60, 80 and 60 kg." in told
    (item,), _ = items(tmp_path, "{percent: [80, 70, 60]}", more="    max: 100 kg\n")
    assert item.dose.load == "60\N{EN DASH}80 kg"


def test_a_part_of_the_body(tmp_path: Path) -> None:
    (item,), _ = items(tmp_path, "{percent: 10, of: body}", person="{name: Sample, mass: 154 lb}")
    assert item.dose.load == "7.5 kg"  # 6.985 kg


def test_a_sheet_for_nobody_has_no_load_yet(tmp_path: Path) -> None:
    (item,), told = items(tmp_path, "{percent: 80}", person="{}")
    assert (item.dose.load, item.loads, told) == (None, (), [])
    assert item.loading is not None


@pytest.mark.parametrize(
    ("loading", "person", "more", "told"),
    [
        (
            "{percent: 80}",
            "{name: S}",
            "",
            "8:14: error: the load of step-up is a part of a maximum, and there is",
        ),
        ("{percent: 80}", "{name: S}", "    max: 0 kg\n", "of a maximum, and it is 0"),
        (
            "{percent: 80}",
            "{name: S}",
            "    max: 2.4 kg\n",
            "dumbbells is more than the person's maximum of step-up",
        ),
        ("{percent: 8, of: body}", "{name: S}", "", "of the body's mass, and there is none"),
        ("{percent: 8, equipment: dumbell}", "{}", "", "8:38: error: the plan has no equipment 'dumbell'"),
        ("{percent: 0}", "{}", "", "'0' is no percentage"),
        ("{percent: 8, of: mass}", "{}", "", "'mass' is not one of the words allowed"),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, loading: str, person: str, more: str, told: str) -> None:
    found, problems = items(tmp_path, loading, person=person, more=more)
    assert not found
    assert any(told in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("equipment", "told"),
    [
        ("{}", "the plan doesn't say which loads there are"),
        ("{a: {step: 1 kg}, b: {step: 2 kg}}", "the loading doesn't say which equipment is used"),
        ("{a: {step: 0 kg}}", "step: of a is 0"),
        ("{a: {step: 1 kg, least: 0}}", "least: of a is 0"),
        ("{a: {step: 1 kg, least: 45 lb}}", "step and least of a are in two units"),
    ],
)
def test_equipment_that_makes_no_loads(tmp_path: Path, equipment: str, told: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        f"title: Hips\nequipment: {equipment}\nexercises:\n  - exercise: step-up\n    loading: {{percent: 80}}\n",
        encoding="utf-8",
    )
    problems, library = Problems(), Library()
    plan = library.plan(str(path), problems)
    assert plan
    assert resolve(plan, library, None, problems, plates=False) is None
    assert any(told in str(problem) for problem in problems), list(map(str, problems))


@pytest.mark.parametrize(
    ("person", "more", "told"),
    [
        ("{name: S, mass: 8 kg}", "", "error: this can't be the mass of a body (it is 20 to 400 kg"),
        ("{name: S, mass: 900 lb}", "", "error: this can't be the mass of a body (it is 45 to 881 lb"),
        ("{name: S}", "    max: 6100\n", "error: this can't be what somebody can lift (it is at most 600 kg"),
    ],
)
def test_masses_that_nobody_has_or_lifts(tmp_path: Path, person: str, more: str, told: str) -> None:
    found, problems = items(tmp_path, "{percent: 80}", person=person, more=more)
    assert not found
    assert any(told in problem for problem in problems), problems


def test_masses_at_the_limits(tmp_path: Path) -> None:
    for person in ("{name: S, mass: 20 kg}", "{name: S, mass: 881 lb}"):
        found, problems = items(tmp_path, "{percent: 80}", person=person, more="    max: 600 kg\n")
        assert (found[0].dose.load, problems) == ("480 kg", [])


HEAVY = """\
title: Heavy
person: {name: Sample}
equipment:
  bar: {step: 2.5 kg}
exercises:
  - exercise: step-up
    dose: {sets: 3, repetitions: 5}
    loading: {percent: [62, 76, 90]}
    max: 125 kg
"""


@pytest.mark.parametrize("layout", ["handout", "cards", "cards-small", "cards-large", "fridge", "poster"])
def test_loads_that_are_too_long_for_a_label_are_told_in_words(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(HEAVY, encoding="utf-8")
    problems, workshop = Problems(), Workshop(Library(), default_store())
    plan = workshop.library.plan(str(path), problems)
    assert plan is not None
    assert workshop.draft(Order(plan, layout), problems) is not None
    assert [str(problem) for problem in problems] == []
    spec = resolve(plan, workshop.library, None, problems, plates=False)
    assert spec is not None
    (item,), say = spec.items, Lexicon(spec.language, problems)
    assert item.dose.load == "77.5\N{EN DASH}112.5 kg"
    assert "Set by set: 77.5, 95 and 112.5 kg." in sentence(item, say)
    assert item.dose.load in card_line(item, say)
    assert item.dose.load in tile(item, say).line
    assert not any(item.dose.load in cell.label for cell in cells(item, say))
