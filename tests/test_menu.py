"""The menu to tick by hand, and the diary on its own sheet, read back."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import inspector
from psoas_pdf.build import Draft, Order, Workshop
from psoas_pdf.model.exercise import POSITIONS
from psoas_pdf.pages import Stroke, TextRun
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.spec import Spec
from psoas_pdf.units import MM
from ready_plan import built, library, spec

STOCKS = ("a4", "letter")


@cache
def menu(stock: str, theme: str | None = None) -> tuple[bytes, Draft]:
    """All ready exercises."""
    problems = Problems()
    plan = library().get("plan", "hip-menu", problems)
    workshop, order = Workshop(library(), default_store()), Order(plan, "menu", theme, stock)
    made, draft = workshop.make(order, problems), workshop.draft(order, problems)
    assert not len(problems), list(problems)
    assert made
    assert draft
    return made.data, draft


def all_of(stock: str) -> Spec:
    return menu(stock)[1].spec


def boxes(draft: Draft) -> list[tuple[int, float, float, float]]:
    """Page, left, middle from below and size of every box to tick."""
    size = float((draft.theme.lengths or {})["tick-rule"])
    out = []
    for number, page in enumerate(draft.sheets.pages):
        for item in (item for block in page.blocks for item in block.items):
            if isinstance(item, Stroke) and item.width == size:
                xs = [float(segment[-2]) for segment in item.path if len(segment) > 1]
                ys = [float(segment[-1]) for segment in item.path if len(segment) > 1]
                out.append((number, min(xs), (min(ys) + max(ys)) / 2, max(xs) - min(xs)))
    return out


def runs(draft: Draft) -> list[tuple[int, TextRun]]:
    return [
        (number, item)
        for number, page in enumerate(draft.sheets.pages)
        for block in page.blocks
        for item in block.items
        if isinstance(item, TextRun)
    ]


@pytest.mark.parametrize("stock", STOCKS)
def test_every_exercise_has_a_row_with_its_dose_gaps_and_a_line_for_notes(stock: str) -> None:
    rows = [e for e in inspector.tag_tree(menu(stock)[0]).walk() if e.role == "LI"]
    items = [i for p in POSITIONS for i in all_of(stock).items if i.exercise.position == p]
    assert len(rows) == len(items) == len(library().ids("exercise"))
    for row, item in zip(rows, items, strict=True):
        text = " ".join(row.all_text().split())
        assert text.startswith(f"{item.number} {item.exercise.short}")
        for gap in ("sets of", "hold", "seconds", "times a day", "days a week", "Notes"):
            assert gap in text
        if item.dose.tempo:
            assert str(item.dose.tempo) in text
        figures = [e.alt for e in row.walk() if e.role == "Figure"]
        assert sum(alt == "box to tick" for alt in figures) == (3 if item.side == "each" else 1)
        assert any(alt and alt.startswith(f"{item.exercise.name}. End:") for alt in figures)


@pytest.mark.parametrize("stock", STOCKS)
def test_positions_head_their_exercises_and_stand_again_where_they_go_on(stock: str) -> None:
    data, draft = menu(stock)
    heads = [e.all_text() for e in inspector.tag_tree(data).walk() if e.role == "H3"]
    assert heads == ["Lying", "Sitting", "Kneeling", "Standing"]
    again = [run.text for _, run in runs(draft) if run.text.endswith("(continued)")]
    assert "Lying (continued)" in again
    for number in range(1, len(draft.sheets.pages)):
        body = [run for page, run in runs(draft) if page == number and run.size == 18]
        first_box = max(y for page, x, y, _ in boxes(draft) if page == number)
        assert max(run.y for run in body) > first_box, "the page begins with a heading"


@pytest.mark.parametrize(("stock", "theme"), [("a4", None), ("letter", None), ("a4", "large-print")])
def test_a_row_is_whole_and_its_box_stands_beside_its_name(stock: str, theme: str | None) -> None:
    _, draft = menu(stock, theme)
    ticks = [box for box in boxes(draft) if box[1] < 24 * MM]
    names = [
        (page, run) for page, run in runs(draft) if run.font == "semibold" and run.text.strip().isdecimal()
    ]
    assert len(ticks) == len(names) == 33
    for (page, _, middle, size), (on, run) in zip(ticks, names, strict=True):
        assert page == on
        assert abs(run.y - middle) < size
    notes = [(page, run.y) for page, run in runs(draft) if run.text == "Notes"]
    assert [page for page, _ in notes] == [page for page, _ in names]
    assert min(y for _, y in notes) > 20 * MM


@pytest.mark.parametrize(("stock", "theme"), [("a4", None), ("letter", "ink-saver"), ("a4", "large-print")])
def test_the_menu_is_sound_and_read_as_it_is_painted(stock: str, theme: str | None) -> None:
    data, draft = menu(stock, theme)
    assert inspector.assert_sound(data).out_of_order == ()
    pages = len(draft.sheets.pages)
    assert [run.text for _, run in runs(draft) if run.text.startswith("Page ")] == [
        f"Page {n} of {pages}" for n in range(1, pages + 1)
    ]
    floor = float(draft.theme.floor or 0)
    assert min(run.size for _, run in runs(draft)) >= floor


@pytest.mark.parametrize("stock", STOCKS)
def test_nothing_on_the_menu_leaves_the_margins(stock: str) -> None:
    data, draft = menu(stock)
    for number in range(len(draft.sheets.pages)):
        image = inspector.render(data, number, 72).convert("L")
        left, top, right, bottom = image.point(lambda v: 255 if v < 245 else 0).getbbox()
        assert left >= 20 * MM - 1
        assert min(top, image.width - right, image.height - bottom) >= 12 * MM - 1


def test_a_side_that_the_plan_names_is_told_and_not_asked(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(
        "title: Week\nexercises: [{exercise: clamshell, side: left, dose: {load: red band}}]\n"
    )
    problems = Problems()
    plan = library().read("plan", str(tmp_path / "plan.yaml"), problems)
    draft = Workshop(library(), default_store()).draft(Order(plan, "menu"), problems)
    assert not len(problems)
    assert draft
    assert "2–3 sets of 8–12, left leg, red band, 2–3 days a week" in [run.text for _, run in runs(draft)]
    assert len(boxes(draft)) == 1


def test_the_tags_of_the_menu(golden) -> None:  # type: ignore[no-untyped-def]
    golden("menu-tags", inspector.outline(inspector.tag_tree(built("a4", "menu"))))


# the diary
def diary(folder: Path, head: str, stock: str = "a4", theme: str | None = None) -> Draft:
    (folder / "plan.yaml").write_text(
        f"title: Week\n{head}exercises:\n"
        "  - {exercise: sit-up, dose: {days: [mon, fri]}}\n"
        "  - {exercise: knee-to-chest, dose: {days-a-week: 7, times-a-day: 2}}\n"
    )
    problems = Problems()
    plan = library().read("plan", str(folder / "plan.yaml"), problems)
    draft = Workshop(library(), default_store()).draft(Order(plan, "diary", theme, stock), problems)
    assert not len(problems), list(problems)
    assert draft
    return draft


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize(("weeks", "pages"), [(1, 1), (4, 1), (5, 2), (12, 3)])
def test_the_diary_has_the_plans_weeks_and_boxes_on_the_days_that_are_due(
    tmp_path: Path, stock: str, weeks: int, pages: int
) -> None:
    draft = diary(tmp_path, f"weeks: {weeks}\n", stock)
    assert len(draft.sheets.pages) == pages
    text = [run.text.strip() for _, run in runs(draft)]
    assert [t for t in text if t.startswith("Week ")] == [f"Week {n}" for n in range(1, weeks + 1)]
    assert len(boxes(draft)) == weeks * (2 + 7 * 2)
    assert text.count("Pain") == weeks
    assert text.count("Worst pain") == pages


@pytest.mark.parametrize("stock", STOCKS)
def test_the_diary_of_the_ready_plan_is_one_sound_page(stock: str) -> None:
    data = built(stock, "diary")
    assert inspector.assert_sound(data).out_of_order == ()
    assert len(inspector.boxes(data)) == 1
    text = " ".join(inspector.tag_tree(data).all_text().split())
    for words in ("Your hip exercises", "Name", "Date", "Tick each exercise you do", "Call 999 now for"):
        assert words in text
    for item in spec().items:
        assert f"{item.number} {item.exercise.short}" in text
    assert "Not yet checked by a clinician" in text
    assert "Sources: " in text


def test_the_diary_in_large_print_has_the_same_boxes(tmp_path: Path) -> None:
    usual, large = diary(tmp_path, "weeks: 3\n"), diary(tmp_path, "weeks: 3\n", theme="large-print")
    assert len(boxes(usual)) == len(boxes(large))
    assert min(run.size for _, run in runs(large)) >= 18
