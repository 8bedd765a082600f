"""What of a plan in full is printed: birth date, a line to the person, groups; and what never is, when anonymous."""

from __future__ import annotations

import io
from itertools import groupby
from pathlib import Path

import pypdf
import pytest

from inspector import assert_conforms, bookmarks, outline, page_text, tag_tree
from psoas_pdf.build import Built, make
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.resolve import resolve

PERSON = "person: {name: Sample Patient, reference: R-77, born: 1980-03-02}\n"
GROUPED = """\
exercises:
  - {exercise: bridge}
  - {exercise: knee-to-chest, group: Warm-up}
  - {exercise: sit-up, group: Day 1, label: A1, dose: {rir: 2}}
  - {exercise: lying-leg-raise, group: Day 1, label: A2}
"""
LIBRARY = Library()


def built(tmp_path: Path, text: str, layout: str = "handout", theme: str | None = None) -> Built:
    (tmp_path / "plan.yaml").write_text("title: Week\n" + text, encoding="utf-8")
    problems = Problems()
    plan = Library().plan(str(tmp_path / "plan.yaml"), problems)
    assert plan is not None, list(problems)
    found = make(plan, LIBRARY, layout=layout, theme=theme, problems=problems)
    assert found is not None, list(problems)
    assert [str(problem) for problem in problems] == []
    return found


def words(one: Built) -> str:
    pages = range(one.pages)
    return " ".join(" ".join(page_text(one.data, page) for page in pages).split())


def test_a_date_of_birth_stands_with_the_name(tmp_path: Path) -> None:
    text = words(built(tmp_path, PERSON + "exercises: [sit-up]\n"))
    assert "R-77 · born 2 March 1980" in text


@pytest.mark.parametrize("layout", ["handout", "cards"])
def test_a_line_to_the_person(tmp_path: Path, layout: str) -> None:
    one = built(tmp_path, "note: Well done. Go slowly.\nexercises: [sit-up]\n", layout)
    assert "Well done. Go slowly." in words(one)


@pytest.mark.parametrize("layout", ["handout", "cards", "fridge", "diary", "poster", "menu"])
def test_nobody_is_named_in_an_anonymous_file(tmp_path: Path, layout: str) -> None:
    one = built(tmp_path, PERSON + "anonymous: true\nexercises: [sit-up]\n", layout)
    assert one.person == ""
    reader = pypdf.PdfReader(io.BytesIO(one.data))
    told = words(one) + str(reader.metadata) + str(reader.trailer["/Root"]["/Metadata"].get_data())
    for secret in ("Sample Patient", "R-77", "1980"):
        assert secret not in told
    named = built(tmp_path, PERSON + "exercises: [sit-up]\n", layout)
    assert named.person == "Sample Patient"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("note: Well done, Dana!", "3:7: error: this holds the person's name"),
        ("goal: to walk as sample dana hill did", "3:7: error: this holds the person's name"),
        (
            "exercises: [{exercise: sit-up, note: Ask for r 77.}]",
            "3:38: error: this holds the person's reference",
        ),
        ("note: 'Up the hill again, sample by sample.'", None),
    ],
)
def test_an_anonymous_plan_names_nobody_in_its_texts(tmp_path: Path, more: str, told: str | None) -> None:
    text = f"title: Hips\nperson: {{name: Sample Dana Hill, reference: R-77}}\n{more}\nanonymous: true\n"
    path = tmp_path / "plan.yaml"
    path.write_text(text if "exercises" in more else text + "exercises: [sit-up]\n", encoding="utf-8")
    problems = Problems()
    plan = Library().plan(str(path), problems)
    assert plan is not None
    resolve(plan, Library(), None, problems)
    found = [str(problem).removeprefix(f"{path.parent}/plan.yaml:") for problem in problems]
    assert [line.partition(",")[0] for line in found] == ([told] if told else [])


@pytest.mark.parametrize("theme", [None, "large-print"])
def test_groups_are_headings_over_their_exercises(tmp_path: Path, theme: str | None) -> None:
    one = built(tmp_path, GROUPED, theme=theme)
    assert_conforms(one.data)
    heads = [
        line.strip() for line in outline(tag_tree(one.data)).splitlines() if line.strip()[:2] in ("H2", "H3")
    ]
    told = [head for head in heads if "Warm-up" in head or "Day 1" in head or head[:2] == "H3"]
    told = [head for head in told if "continued" not in head]
    # In large print an exercise goes on, on the next page, under its name again.
    assert [head for head, _ in groupby(head[:2] for head in told)] == ["H2", "H3", "H2", "H3"]
    assert "Warm-up" in told[0]
    assert sum("Day 1" in head for head in told) == 1
    levels = {mark.title: mark.level for mark in bookmarks(one.data)}
    assert levels["Day 1"] < levels["3 Sit-up"]
    assert levels["1 Bridge"] == levels["Day 1"]


def test_groups_at_a_glance_in_the_diary_and_labels(tmp_path: Path) -> None:
    one = built(tmp_path, GROUPED)
    text, tags = words(one), outline(tag_tree(one.data))
    glance = tags[tags.index("at a glance") :]
    order = [glance.index(name) for name in ("Bridge", "Warm-up", "Knee to chest", "Day 1", "Sit-up")]
    assert order == sorted(order)
    assert "Day 1: 3 Sit-up" in text
    assert "A1 · Strength" in text
    assert "Stop when you could still do 2 more." in text


def test_groups_of_the_plan_go_before_positions_in_a_menu(tmp_path: Path) -> None:
    text = words(built(tmp_path, GROUPED, "menu"))
    assert "Warm-up" in text
    assert "Day 1" in text
    assert "Lying" not in text
