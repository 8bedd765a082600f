"""Large print and narrow pages: one column, nothing under the floor, no word lost, nothing cut or covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import inspector
from psoas_pdf.art import Art
from psoas_pdf.build import DEFAULT_LOOK, Order, Workshop
from psoas_pdf.compose import compose
from psoas_pdf.document import ExerciseBlock
from psoas_pdf.layout import lay_out
from psoas_pdf.library import Library
from psoas_pdf.markup import plain
from psoas_pdf.model.plate import Plate
from psoas_pdf.pages import Stroke, TextRun, Use
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.resolve import resolve
from psoas_pdf.units import MM
from psoas_pdf.words import Words
from ready_plan import PAPER, built, library, spec
from test_odd_plans import Printed, plan

STOCKS = ("a4", "letter")
THEMES = {"large-print-16": 16.0, "large-print": 18.0, "large-print-24": 24.0}
NARROW = {"a5": (148 * MM, 210 * MM), "half-letter": (139.7 * MM, 215.9 * MM)}
MARGINS = {"a5": (12 * MM, 10 * MM), "half-letter": (12 * MM, 10 * MM)}
USUAL_MARGINS = (20 * MM, 14 * MM)

large = pytest.mark.parametrize("theme", THEMES)
on_both_papers = pytest.mark.parametrize("stock", STOCKS)


def printed(folder: Path, text: str, theme: str, stock: str = "a4", layout: str = "handout") -> Printed:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    read = library().read("plan", str(path), problems)
    assert read is not None, list(problems)
    made = Workshop(library(), default_store()).draft(Order(read, layout, theme, stock), problems)
    return Printed(made.sheets if made else None, tuple(problems), MARGINS.get(stock, USUAL_MARGINS), 10 * MM)


@cache
def pages(stock: str, theme: str, layout: str = "handout") -> int:
    return len(inspector.boxes(built(stock, layout, theme)))


def sections(data: bytes) -> Iterator[tuple[str, str]]:
    """Heading and words of every part with a heading of its own."""
    for element in inspector.tag_tree(data).walk():
        if element.role == "Sect" and element.kids and element.kids[0].role == "H2":
            yield element.kids[0].all_text(), " ".join(part.text for part in element.walk())


def exercise_words(data: bytes, item_number: int, name: str) -> Counter[str]:
    """The words of one exercise's parts, without marks and capitals."""
    heads = (f"{item_number} {name}", f"{item_number} {name} (continued)")
    told = [words for head, words in sections(data) if head in heads]
    assert told
    return Counter(
        word for word in (w.strip(".,:;·?()").lower() for words in told for w in words.split()) if word
    )


@large
@on_both_papers
@pytest.mark.parametrize("layout", ["handout", "anatomy", "diary"])
def test_nothing_in_the_file_is_smaller_than_the_themes_size(layout: str, stock: str, theme: str) -> None:
    sizes = {run.size for run in inspector.text_runs(built(stock, layout, theme))}
    assert min(sizes) == pytest.approx(THEMES[theme], abs=0.006)


@large
@on_both_papers
def test_no_exercise_loses_a_word(stock: str, theme: str) -> None:
    for item in spec().items:
        name = plain(item.exercise.name)
        usual = exercise_words(built(stock), item.number, name)
        here = exercise_words(built(stock, theme=theme), item.number, name)
        assert not usual - here
        e = item.exercise
        said = " ".join(words for _, words in sections(built(stock, theme=theme)))
        for words in (e.feel, e.start, *e.steps, e.care):
            assert said.count(plain(words)) == 1


@on_both_papers
@pytest.mark.parametrize("layout", ["handout", "anatomy"])
def test_larger_print_takes_more_pages(layout: str, stock: str) -> None:
    counts = [pages(stock, theme, layout) for theme in ("standard", *THEMES)]
    assert counts[0] < counts[1] <= counts[2] <= counts[3]
    assert counts[1] < counts[3]


@large
@on_both_papers
def test_the_file_is_sound_and_read_in_its_order(stock: str, theme: str) -> None:
    assert inspector.assert_sound(built(stock, theme=theme)).out_of_order == ()
    assert inspector.assert_sound(built(stock, "anatomy", theme)).out_of_order == ()


def covered(data: bytes) -> list[tuple[int, str, str]]:
    """Pairs of texts on one page that touch each other: page, the upper one, the lower one."""
    out = []
    by_page: dict[int, list[inspector.TextRun]] = {}
    for run in inspector.text_runs(data):
        if run.text.strip():
            by_page.setdefault(run.page, []).append(run)
    for page, runs in by_page.items():
        for i, a in enumerate(runs):
            for b in runs[i + 1 :]:
                high, low = (a, b) if a.y >= b.y else (b, a)
                ends = [run.x + run.width - 0.265 * run.size * run.text.endswith(" ") for run in (high, low)]
                apart = ends[0] <= low.x + 1 or ends[1] <= high.x + 1
                if not apart and high.y - low.y < 0.7 * low.size:
                    out.append((page, high.text, low.text))
    return out


@pytest.mark.parametrize(
    ("stock", "theme"),
    [*((s, t) for s in STOCKS for t in THEMES), *((s, None) for s in (*STOCKS, *NARROW)), ("letter", "grey")],
)
def test_no_text_stands_on_another_and_none_leaves_its_page(stock: str, theme: str | None) -> None:
    data = built(stock, theme=theme)
    assert covered(data) == []
    width, height = {**PAPER, **NARROW}[stock]
    left, right = MARGINS.get(stock, USUAL_MARGINS)
    for run in inspector.text_runs(data):
        trailing = 0.265 * run.size if run.text.endswith(" ") else 0.0
        assert run.x >= left - 0.01
        assert run.x + run.width - trailing <= width - right + 0.01
        assert 10 * MM <= run.y <= height - 10 * MM


def drawn(stock: str, theme: str) -> Iterator[tuple[int, TextRun | Use | Stroke]]:
    problems = Problems()
    made = Workshop(library(), default_store()).draft(Order(spec().plan, "handout", theme, stock), problems)
    assert made, list(problems)
    for number, page in enumerate(made.sheets.pages):
        yield from ((number, item) for block in page.blocks for item in block.items)


def test_eighteen_points_look_as_the_page_design_says() -> None:
    """Section 6: running head 12 to 21, body from 23 to 271, footer rule at 274; start left of end; a badge of 12."""
    height = PAPER["a4"][1]
    items = list(drawn("a4", "large-print"))
    feet = [i for _, i in items if isinstance(i, TextRun) and i.text.startswith("Page ")]
    assert {(run.size, run.font, run.colour) for run in feet} == {(18, "semibold", "#17212B")}
    rules = [
        (height - float(i.path[0][2])) / MM
        for _, i in items
        if isinstance(i, Stroke) and len(i.path) == 2 and i.stroke
    ]
    assert round(max(rules), 1) == pytest.approx(274.1, abs=0.1)
    heads = [i for _, i in items if isinstance(i, TextRun) and i.size == 26 and i.text == "Sit-up"]
    assert len(heads) == 1
    steps = [i for _, i in items if isinstance(i, TextRun) and i.size == 20 and i.text.strip() == "1"]
    bodies = {
        round((i.x - 20 * MM) / MM, 1)
        for _, i in items
        if isinstance(i, TextRun) and i.text.startswith("Lie on")
    }
    assert steps
    assert bodies == {11.0}


@large
def test_start_and_end_stand_beside_each_other_at_one_scale(theme: str) -> None:
    by_page: dict[int, list[Use]] = {}
    for page, item in drawn("a4", theme):
        if isinstance(item, Use) and item.height > 8 * MM:
            by_page.setdefault(page, []).append(item)
    pairs = [uses for uses in by_page.values() if len(uses) == 2]
    assert len(pairs) == len(spec().items)
    for a, b in pairs:
        assert a.y == pytest.approx(b.y)
        assert a.x + a.width <= b.x
        scales = [use.width / use.what.box.width for use in (a, b)]  # type: ignore[union-attr]
        assert scales[0] == pytest.approx(scales[1])


@large
@on_both_papers
def test_the_most_urgent_list_is_whole_on_its_page_and_the_rest_has_a_box_of_its_own(
    stock: str, theme: str
) -> None:
    data = built(stock, theme=theme)
    rules = spec().help
    pages_of = []
    for entries in (rules.call, rules.same_day, rules.ring):
        on = {
            n
            for n in range(pages(stock, theme))
            for words in entries
            if plain(words) in " ".join(inspector.page_text(data, n).split())
        }
        assert len(on) == 1
        pages_of.append(on.pop())
    assert pages_of == sorted(pages_of)
    heads = [head for head, _ in sections(data) if head.startswith("Stop and get help")]
    assert heads == ["Stop and get help"] + ["Stop and get help (continued)"] * (len(set(pages_of)) - 1)
    if theme != "large-print-24":
        assert pages_of[0] == 0


def long_exercise(steps: int, theme: str, stock: str = "a4") -> tuple[list[str], tuple[Problem, ...]]:
    """Headings of the exercise's parts, and what was told of it; its steps are so many."""
    problems = Problems()
    item = spec().items[1]
    told = tuple(Words(f"Step number {n} is to curl up slowly.") for n in range(2, steps + 1))
    long = replace(spec(), items=(replace(item, exercise=replace(item.exercise, steps=told)),))
    layout, look = library().layout("handout", problems), library().theme(theme, problems)
    assert layout
    assert look
    workshop = Workshop(library(), default_store())
    document = compose(long, layout, Art(default_store(), DEFAULT_LOOK), problems, None)
    ink = workshop.ink(DEFAULT_LOOK, look)
    paper = library().get("stock", stock, problems)
    sheets = lay_out(document, layout, look, paper, workshop.faces(look, problems), ink, problems)
    runs = [i for page in sheets.pages for b in page.blocks for i in b.items if isinstance(i, TextRun)]
    text = " ".join(" ".join(run.text for run in runs).split())
    if not problems.failed:
        for words in told:
            assert text.count(words) == 1
        assert text.count("Take care:") == 1
    size = look.styles["heading"].size if look.styles else 0
    name = str(item.exercise.name)
    return [r.text for r in runs if r.size == size and r.text.startswith(name)], tuple(problems)


@pytest.mark.parametrize(
    ("steps", "parts", "told"),
    [
        (4, 1, None),
        (12, 2, None),
        (34, 3, "the exercise 'Sit-up' takes 3 pages"),
        (70, None, "the exercise 'Sit-up' does not fit on 3 pages"),
    ],
)
def test_what_is_longer_than_a_page_goes_on_between_two_steps(
    steps: int, parts: int | None, told: str | None
) -> None:
    heads, problems = long_exercise(steps, "large-print")
    assert [p.message for p in problems] == ([told] if told else [])
    assert all(p.place.line == spec().items[1].place.line for p in problems)
    if parts:
        assert heads == ["Sit-up"] + ["Sit-up (continued)"] * (parts - 1)


@pytest.mark.parametrize(
    ("theme", "stock"), [("large-print", "a4"), ("large-print-24", "letter"), ("standard", "half-letter")]
)
@pytest.mark.parametrize("count", [1, 7, 12])
def test_any_number_of_exercises_is_printed_in_one_column(
    tmp_path: Path, count: int, theme: str, stock: str
) -> None:
    made = printed(tmp_path, plan(count, "weeks: 1\n"), theme, stock)
    assert made.problems == ()
    assert made.outside() == []


@pytest.mark.parametrize(("theme", "stock"), [("large-print-24", "a4"), ("standard", "a5")])
def test_long_words_find_room_in_one_column(tmp_path: Path, theme: str, stock: str) -> None:
    goal = " ".join(["to walk up the long hill behind the house every morning"] * 2)
    person = "person: {name: Maximiliana Theodora Sample-Patient of Sampletown-upon-Sample}\n"
    clinic = (
        "clinic: {name: Sample Clinic for Physiotherapy and Sport, address: '12 Sample Street, Sampletown, "
    )
    clinic += "Sample County, AB1 2CD', phone: 01234 567890}\nclinician: Dr Sample Physiotherapist\n"
    text = plan(6, f"muscle: iliopsoas\ngoal: {goal}\n{person}{clinic}", ", dose: {times-a-day: 2}")
    title = "Your exercises after the operation on your hip"
    made = printed(tmp_path, text.replace("Your hip exercises", title), theme, stock)
    assert made.errors == []
    assert all(message.endswith("takes 3 pages") for message in made.warnings), made.warnings
    assert made.outside() == []
    for words in (title, goal, "12 Sample Street, Sampletown, Sample County, AB1 2CD", "01234 567890"):
        assert words in made.text
    assert covered_pages(made) == []


def covered_pages(made: Printed) -> list[tuple[str, str]]:
    """The same as `covered`, of pages that were not painted."""
    faces = Workshop(library(), default_store()).faces(library().theme("standard", Problems()), Problems())  # type: ignore[arg-type]
    out = []
    runs = [(n, r) for n, r in made.runs() if r.text.strip()]
    for i, (n, a) in enumerate(runs):
        for m, b in runs[i + 1 :]:
            if n != m:
                break
            high, low = (a, b) if a.y >= b.y else (b, a)
            ends = [
                r.x + faces[r.font].width(r.text.rstrip(), r.size, tabular=r.tabular) for r in (high, low)
            ]
            apart = ends[0] <= low.x + 0.5 or ends[1] <= high.x + 0.5
            if not apart and high.y - low.y < 0.7 * low.size:
                out.append((high.text, low.text))
    return out


@pytest.mark.parametrize("times", [2, 12])
@pytest.mark.parametrize(("theme", "stock"), [("large-print", "letter"), ("standard", "a5")])
def test_tick_boxes_of_one_column_stay_apart(tmp_path: Path, times: int, theme: str, stock: str) -> None:
    made = printed(
        tmp_path, plan(6, "weeks: 1\n", f", dose: {{times-a-day: {times}, days: [mon]}}"), theme, stock
    )
    assert made.errors == []
    assert made.outside() == []
    look = library().theme(theme, Problems())
    assert look
    assert look.lengths
    assert made.sheets
    size = float(look.lengths["tick"])
    rule = float(look.lengths["tick-rule"])
    for page in made.sheets.pages:
        boxes = []
        for item in (item for block in page.blocks for item in block.items):
            if isinstance(item, Stroke) and item.width == rule:
                points = [(float(s[-2]), float(s[-1])) for s in item.path if len(s) > 1]
                boxes.append((min(x for x, _ in points), max(y for _, y in points)))
                assert max(x for x, _ in points) - boxes[-1][0] == pytest.approx(size - rule)
        for (x, y), (u, v) in pairwise(boxes):
            assert abs(x - u) > size or abs(y - v) > size


@pytest.mark.parametrize("stock", NARROW)
def test_a_narrow_page_has_one_column_of_usual_type(stock: str) -> None:
    data = built(stock)
    with inspector.opened(data) as pdf:
        for page in pdf.pages:
            assert [float(v) for v in page.mediabox[2:]] == pytest.approx(NARROW[stock], abs=0.1)
    assert {run.size for run in inspector.text_runs(data)} >= {12.0, 28.0}
    assert min(run.size for run in inspector.text_runs(data)) == 12
    assert inspector.assert_sound(data).out_of_order == ()
    left = MARGINS[stock][0]
    for item in spec().items:
        words = plain(item.exercise.start)
        first = next(
            r for r in inspector.text_runs(data) if words.startswith(r.text.strip()) and len(r.text) > 12
        )
        assert first.x == pytest.approx(left + 7.5 * MM, abs=0.1)


def test_the_width_under_which_a_page_has_one_column_is_the_themes(tmp_path: Path) -> None:
    def steps_at(right: int, theme: str) -> float:
        folder = tmp_path / f"{right}{Path(theme).stem}"
        folder.mkdir()
        sheet = folder / "sheet.yaml"
        margins = f"{{left: 20 mm, right: {right} mm, top: 12 mm, bottom: 12 mm}}"
        sheet.write_text(f"extends: handout\nstocks: [a4]\nmargins: {margins}\n")
        made = printed(folder, plan(1), theme, "a4", str(sheet))
        assert made.errors == []
        return min(r.x for _, r in made.runs() if r.text.startswith("Lie on your back"))

    ours = tmp_path / "ours.yaml"
    ours.write_text("extends: standard\nlengths: {least-two-columns: 180 mm}\n")
    assert steps_at(50, "standard") > 80 * MM  # 140 mm wide
    assert steps_at(60, "standard") < 30 * MM  # 130 mm wide
    assert steps_at(50, str(ours)) < 30 * MM


def test_the_dose_stands_at_its_own_width_or_in_even_columns(tmp_path: Path) -> None:
    text = plan(1, entry=", dose: {sets: 3, repetitions: 10, rest: 1 min, days-a-week: 3}")
    one = printed(tmp_path, text, "large-print")
    figures = [r for _, r in one.runs() if r.size == 44]
    assert len(figures) == 4
    assert len({round(r.y, 2) for r in figures}) == 1
    two = printed(tmp_path, text, "large-print-24")
    rows: dict[float, list[float]] = {}
    for _, run in two.runs():
        if run.size == pytest.approx(58.67, abs=0.01):
            rows.setdefault(round(run.y, 1), []).append(round(run.x, 1))
    assert len(rows) == 2
    assert len({tuple(xs) for xs in rows.values()}) == 1


def test_a_block_is_measured_in_one_column_before_it_is_drawn() -> None:
    from psoas_pdf.layout.column import measured
    from psoas_pdf.layout.type import Type

    problems = Problems()
    workshop = Workshop(library(), default_store())
    layout, theme = library().layout("handout", problems), library().theme("large-print", problems)
    assert layout
    assert theme
    document = compose(spec(), layout, Art(default_store(), DEFAULT_LOOK), problems)
    type_ = Type(theme, workshop.faces(theme, problems), workshop.ink(DEFAULT_LOOK, theme), problems)
    for _, block in document.blocks:
        if isinstance(block, ExerciseBlock):
            one = measured(block, 176 * MM, type_)
            heights = [one.height(mm * MM, 62 * MM) for mm in (62, 50, 44, 20)]
            assert heights == sorted(heights, reverse=True)
            assert [one.piece(mm * MM, 62 * MM).height for mm in (62, 50, 44, 20)] == pytest.approx(heights)
    assert not len(problems)  # pictures stop shrinking where they would be hard to read


def test_a_plate_in_large_print_has_labels_or_numbers_with_a_key() -> None:
    """Labels where they fit at 18 pt; on a lower page with 24 pt numbers, and each of the words once under it."""
    labels = [plain(label.words) for plate in spec_plates() for label in plate.labels]
    for stock, theme in (("a4", "large-print"), ("letter", "large-print-24")):
        said = " ".join(inspector.tag_tree(built(stock, "anatomy", theme)).all_text().split())
        for words in labels:
            assert words in said
    numbered = [r.text.strip() for r in inspector.text_runs(built("letter", "anatomy", "large-print-24"))]
    assert [text for text in numbered if text.isdecimal()].count("1") >= 2
    assert pages("a4", "large-print", "anatomy") >= 3


def spec_plates() -> tuple[Plate, ...]:
    problems = Problems()
    found = resolve(spec().plan, Library(), None, problems, plates=True)
    assert found, list(problems)
    return found.plates
