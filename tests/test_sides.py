"""Words follow the side that a plan names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inspector
from psoas_pdf.build import Order, Workshop
from psoas_pdf.problems import Place, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.sides import chosen, said_for
from psoas_pdf.words import Words
from ready_plan import library, spec

PLACE = Place("a.yaml", 3, 5)
KNEEL = Words("Kneel on [one|your {side}] knee. [Other|{other}] foot in front[, then change|].", PLACE)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (None, "Kneel on one knee. Other foot in front, then change."),
        (("left", "right"), "Kneel on your left knee. right foot in front."),
        (("right", "left"), "Kneel on your right knee. left foot in front."),
    ],
)
def test_brackets_hold_the_words_for_both_sides_and_for_one(named: tuple[str, str] | None, said: str) -> None:
    words = chosen(KNEEL, named)
    assert words == said
    assert words.place == PLACE


def test_brackets_without_a_bar_hide_none_that_have_one() -> None:
    words = Words("[Optional] Kneel on [one|your {side}] knee [ or | sit].", PLACE)
    assert chosen(words, ("left", "right")) == "[Optional] Kneel on your left knee sit."


@given(st.text(st.characters(codec="utf-8", exclude_characters="[]|{}"), max_size=60))
def test_a_text_without_brackets_loses_nothing_but_double_spaces(text: str) -> None:
    assert chosen(Words(text), ("left", "right")) == " ".join(text.split())


@pytest.mark.parametrize("text", ["a [b] c", "[", "a ] b | c [", "see [1]"])
def test_brackets_without_a_bar_stay(text: str) -> None:
    assert chosen(Words(text), None) == text


def one_sided(side: str, tmp_path: Path) -> str:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "title: One side\nexercises:\n"
        + "".join(
            f"  - {{exercise: {item.exercise.id}, side: {side}}}\n"
            for item in spec().items
            if item.side == "each"
        )
    )
    problems = Problems()
    read = library().read("plan", str(plan), problems)
    made = Workshop(library(), default_store()).make(Order(read, "handout"), problems)
    assert made is not None, list(problems)
    return inspector.tag_tree(made.data).all_text()


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_handout_for_one_side_says_which_and_never_to_change(side: str, other: str, tmp_path: Path) -> None:
    said = one_sided(side, tmp_path)
    assert f"Kneel on your {side} knee" in said
    assert f"Hold your {other} knee" in said
    assert f"Let your {side} leg hang down" in said
    assert f"Bend your {other} knee" in said
    assert f"Stretch your {side} leg for 30 seconds" in said
    assert f"Do 2–3 sets of 8–12 with your {side} leg" in said
    assert "hange legs" not in said
    assert "each leg" not in said
    assert "[" not in said


@pytest.mark.parametrize("id", library().ids("exercise"))
def test_every_exercise_of_one_side_says_which_in_full_and_in_short(id: str) -> None:
    exercise = library().get("exercise", id, Problems())
    if exercise.sides != "each":
        return
    for side in ("left", "right"):
        said = said_for(exercise, side, "right", "left")
        for steps in ((said.start, *said.steps), said.short_steps):
            told = " ".join(steps)
            assert "[" not in told
            assert "hange legs" not in told
            assert "left" in told or "right" in told
