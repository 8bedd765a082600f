"""Fridge sheet and poster, read back: each tile whole and at its place, all of the plan on it, nothing over an edge."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inspector
from psoas_pdf import doses
from psoas_pdf.build import Draft, Order, Workshop
from psoas_pdf.layout.tiling import MOST_SCALE_RATIO, shared
from psoas_pdf.lexicon import Lexicon
from psoas_pdf.library import Library
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import Stock
from psoas_pdf.pages import Stroke, TextRun, Use
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from ready_plan import built, library, spec

FRIDGE = [("fridge", "a4"), ("fridge", "letter")]
POSTER = [("poster", "a3"), ("poster", "a2"), ("poster", "tabloid")]
SHEETS = FRIDGE + POSTER
IDS = ("lying-leg-raise", "sit-up", "knee-to-chest", "thomas-stretch", "overhead-ball-throw")
SHORT_HELP = "id: short\nhelp: {call: [chest pain, a fall], same-day: [a fever], ring: [a pinch]}\n"
"""As few words as the page design's picture has, nearly."""


def stock_of(id: str) -> Stock:
    found = library().get("stock", id, Problems())
    assert isinstance(found, Stock)
    return found


def tiles(data: bytes) -> dict[str, inspector.Element]:
    """The part of each exercise by its heading."""
    parts = [e for e in inspector.tag_tree(data).walk() if e.role == "Sect" and e.kids]
    return {e.kids[0].all_text(): e for e in parts if e.kids[0].role == "H2"}


def plan(count: int, head: str = "", entry: str = "") -> str:
    lines = [f"  - {{exercise: {id}{entry}}}\n" for _, id in zip(range(count), cycle(IDS), strict=False)]
    return f"title: Your hip exercises\n{head}exercises:\n{''.join(lines)}"


def draft(
    folder: Path,
    text: str,
    layout: str = "fridge",
    stock: str | None = None,
    theme: str | None = None,
    files: dict[str, str] | None = None,
) -> tuple[Draft | None, list[str]]:
    """The finished pages, and what was wrong, as 'line: message'."""
    for name, words in {"plan.yaml": text, **(files or {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    own, problems = Library([folder]), Problems()
    read = own.read("plan", str(folder / "plan.yaml"), problems)
    made = Workshop(own, default_store()).draft(Order(read, layout, theme, stock), problems)
    return made, [f"{p.place.line}: {p.message}" for p in problems]


def items(made: Draft | None, page: int = 0) -> list[TextRun | Stroke | Use]:
    assert made
    return [item for block in made.sheets.pages[page].blocks for item in block.items]


def words(made: Draft | None) -> str:
    assert made
    runs = [i for p in range(len(made.sheets.pages)) for i in items(made, p) if isinstance(i, TextRun)]
    return " ".join("".join(run.text if run.text.endswith(" ") else f"{run.text} " for run in runs).split())


def thick(made: Draft | None, width: float = 1.5, page: int = 0) -> list[tuple[float, float, float]]:
    """Left, right and y from the top, in millimetres, of the thick lines of a page: one starts each tile."""
    assert made
    height = made.sheets.pages[page].height
    found = [i.path for i in items(made, page) if isinstance(i, Stroke) and i.width == width]
    lines = [path for path in found if len(path) == 2 and path[0][-1] == path[1][-1]]
    return [
        (p[0][1] / MM, p[1][1] / MM, (height - p[0][2]) / MM - width / 2 / MM)  # type: ignore[misc]
        for p in lines
    ]


# what is on the sheet
@pytest.mark.parametrize(("layout", "stock"), SHEETS)
def test_every_tile_has_the_number_the_short_name_and_the_whole_dose_of_its_exercise(
    layout: str, stock: str
) -> None:
    found = tiles(built(stock, layout))
    assert list(found) == [f"{i.number} {i.exercise.short}" for i in spec().items]
    say = Lexicon(spec().language, Problems())
    for item in spec().items:
        tile = found[f"{item.number} {item.exercise.short}"]
        dose, text = doses.tile(item, say), tile.all_text()
        for cell in dose.cells:
            assert " ".join(filter(None, (cell.figure, *cell.label))) in text
        (figure,) = [e for e in tile.walk() if e.role == "Figure"]
        assert figure.alt
        assert figure.alt.startswith(f"{item.exercise.name}. End:")


@pytest.mark.parametrize(("layout", "stock"), POSTER)
def test_a_poster_tells_steps_and_where_it_is_felt_and_nobodys_name(layout: str, stock: str) -> None:
    found = tiles(built(stock, layout))
    for item in spec().items:
        tile = found[f"{item.number} {item.exercise.short}"]
        steps = [e.text.strip() for e in tile.walk() if e.role == "LBody"]
        assert steps == [plain(step) for step in item.exercise.short_steps]
        assert f"Feel it here: {plain(item.exercise.short_feel or item.exercise.feel)}" in tile.all_text()
    assert "Name" not in inspector.page_text(built(stock, layout), 0)


@pytest.mark.parametrize(("layout", "stock"), SHEETS)
def test_when_to_stop_who_checked_it_and_the_sources_are_on_the_one_page(layout: str, stock: str) -> None:
    data = built(stock, layout)
    assert len(inspector.boxes(data)) == 1
    text = " ".join(inspector.tag_tree(data).all_text().split())
    for listed in (spec().help.short_call, spec().help.short_same_day, spec().help.short_ring):
        assert "; ".join(map(plain, listed)) in text
    assert "Call 999 now for" in text
    assert text.count("Not yet checked by a clinician") == 1
    for id in {id for item in spec().items for id in item.exercise.guideline.sources}:
        assert spec().sources[id].short in text
    assert "Page 1 of 1" in inspector.page_text(data, 0)


@pytest.mark.parametrize(("layout", "stock"), [FRIDGE[0], POSTER[0]])
def test_the_tags(layout: str, stock: str, golden) -> None:  # type: ignore[no-untyped-def]
    golden(f"{layout}-tags", inspector.outline(inspector.tag_tree(built(stock, layout))))


@pytest.mark.parametrize(("layout", "stock"), SHEETS)
@pytest.mark.parametrize("theme", [None, "ink-saver"])
def test_the_file_is_sound_and_read_in_the_order_in_which_it_is_painted(
    layout: str, stock: str, theme: str | None
) -> None:
    assert inspector.assert_sound(built(stock, layout, theme)).out_of_order == ()


@pytest.mark.parametrize(("layout", "stock"), SHEETS)
def test_no_ink_is_nearer_to_the_edge_than_twelve_millimetres(layout: str, stock: str) -> None:
    image = inspector.render(built(stock, layout), 0, 72).convert("L")
    left, top, right, bottom = image.point(lambda v: 255 if v < 245 else 0).getbbox()
    edge = 12 * MM - 1
    assert min(left, top, image.width - right, image.height - bottom) >= edge


# where it stands
@cache
def six(stock: str) -> Draft:
    problems = Problems()
    ready = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), default_store()).draft(Order(ready, "fridge", None, stock), problems)
    assert made
    assert not len(problems)
    return made


@pytest.mark.parametrize("stock", ["a4", "letter"])
def test_six_tiles_stand_in_two_columns_of_three(stock: str) -> None:
    lines = thick(six(stock))
    width = 176.0 if stock == "a4" else 181.9
    each = (width - 6) / 2
    assert [round(x, 1) for x, _, _ in lines] == [20.0, round(26 + each, 1)] * 3
    assert {round(right - left, 1) for left, right, _ in lines} == {round(each, 1)}
    tops = [y for _, _, y in lines]
    assert tops[0::2] == pytest.approx(tops[1::2])
    assert tops[0] == pytest.approx(26.3, abs=0.05)
    pitch = tops[2] - tops[0]
    assert tops[4] - tops[2] == pytest.approx(pitch)
    assert pitch <= (68 if stock == "a4" else 62) + 5


@pytest.mark.parametrize(
    ("count", "stock", "height"), [(6, "a4", 68), (6, "letter", 62), (4, "a4", 104), (2, "a4", 104)]
)
def test_with_few_words_a_tile_is_as_high_as_the_page_design_says(
    tmp_path: Path, count: int, stock: str, height: float
) -> None:
    text = plan(count, "help: short\n", ", dose: {repetitions: 3, days-a-week: 7}")
    made, told = draft(tmp_path, text, stock=stock, files={"help/short.yaml": SHORT_HELP})
    assert told == []
    tops = sorted({round(y, 2) for _, _, y in thick(made)})
    assert tops[1] - tops[0] == pytest.approx(height + 5, abs=0.02)
    columns = len({round(x, 1) for x, _, _ in thick(made)})
    assert columns == (1 if count < 3 else 2)


@pytest.mark.parametrize(("layout", "stock"), SHEETS)
def test_people_look_the_same_size_and_stand_on_the_floor_of_their_row(layout: str, stock: str) -> None:
    problems = Problems()
    ready = library().get("plan", "iliopsoas", problems)
    made = Workshop(library(), default_store()).draft(Order(ready, layout, None, stock), problems)
    figures = [item for item in items(made) if isinstance(item, Use)]
    assert len(figures) == 6
    scales = [figure.height / figure.what.box.height for figure in figures]  # type: ignore[union-attr]
    assert max(scales) <= min(scales) * MOST_SCALE_RATIO + 1e-6
    if layout == "fridge":
        floors = [figure.y for figure in figures]
        assert floors[0::2] == pytest.approx(floors[1::2])


@pytest.mark.parametrize(("stock", "least"), [("a3", 13.8), ("tabloid", 13.2), ("a2", 19.8)])
def test_the_type_of_a_poster_grows_with_its_paper(stock: str, least: float) -> None:
    sizes = {round(run.size, 2) for run in inspector.text_runs(built(stock, "poster"))}
    assert min(sizes) == pytest.approx(least, abs=0.01)
    assert max(sizes) >= 2 * least


@pytest.mark.parametrize(("count", "least"), [(1, 24), (2, 19.2), (4, 16.2), (6, 13.8), (8, 13.2)])
def test_the_fewer_exercises_the_larger_the_type_of_a_poster(
    tmp_path: Path, count: int, least: float
) -> None:
    made, told = draft(tmp_path, plan(count), "poster")
    assert told == []
    sizes = [item.size for item in items(made) if isinstance(item, TextRun)]
    assert min(sizes) == pytest.approx(least)


def test_one_exercise_on_a_poster_has_start_and_end(tmp_path: Path) -> None:
    made, _ = draft(tmp_path, plan(1), "poster")
    figures = [item for item in items(made) if isinstance(item, Use)]
    assert len(figures) == 2
    assert "Start End" in words(made)


# odd plans
@pytest.mark.parametrize("stock", ["a4", "letter"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_up_to_six_exercises_with_their_usual_doses_are_one_page(
    tmp_path: Path, count: int, stock: str
) -> None:
    made, told = draft(tmp_path, plan(count), stock=stock)
    assert told == []
    assert made
    assert len(made.sheets.pages) == 1
    assert len(thick(made)) == count


def test_a_poster_holds_eight_and_the_ninth_is_named(tmp_path: Path) -> None:
    _, told = draft(tmp_path, plan(9), "poster")
    assert told == ["11: the layout 'poster' holds 8 exercises, and this plan has 9"]


def test_a_poster_is_not_printed_on_office_paper(tmp_path: Path) -> None:
    _, told = draft(tmp_path, plan(1), "poster", "a4")
    assert [t.partition(": ")[2] for t in told] == ["the layout 'poster' can't use the stock 'a4'"]


def test_whose_sheet_it_is_stands_beside_the_title(tmp_path: Path) -> None:
    head = "person: {name: Sample Patient, reference: '010'}\ndate: 2026-11-22\n"
    made, told = draft(tmp_path, plan(1, head))
    assert told == []
    assert "Your hip exercises Sample Patient · 010 · from 22 November 2026" in words(made)
    runs = {item.text.strip(): item for item in items(made) if isinstance(item, TextRun)}
    owner, title = runs["Sample Patient · 010 · from 22 November 2026"], runs["Your hip exercises"]
    assert owner.y == pytest.approx(title.y, abs=1)


@pytest.mark.parametrize(
    ("head", "words_"), [("", "Name"), ("date: 2026-11-22\n", "Name from 22 November 2026")]
)
def test_without_a_name_there_is_a_line_to_write_it_on(tmp_path: Path, head: str, words_: str) -> None:
    made, told = draft(tmp_path, plan(1, head))
    assert told == []
    assert f"Your hip exercises {words_} 1 Leg raise" in words(made)
    (line,) = [x for x in thick(made, 0.75) if x[2] < 32]
    assert 50 < line[1] - line[0] <= 62.1


def test_a_long_title_has_the_name_below_it(tmp_path: Path) -> None:
    long = "Your exercises for the hip, the back and both legs after the operation"
    text = plan(6, "person: {name: Maximiliana Theodora Sample-Patient}\n")
    made, told = draft(tmp_path, text.replace("Your hip exercises", long))
    assert told == []
    runs = [item for item in items(made) if isinstance(item, TextRun)]
    (owner,) = [run for run in runs if run.text.startswith("Maximiliana")]
    assert owner.x == pytest.approx(20 * MM)
    assert owner.y < min(run.y for run in runs if run.size == 28)


def test_a_note_of_tempo_load_and_times_a_day_is_on_the_tile(tmp_path: Path) -> None:
    dose = ", dose: {sets: 3, repetitions: 10, days-a-week: 3, times-a-day: 2, load: red band, tempo: lift slowly}"
    made, told = draft(tmp_path, plan(1, entry=dose))
    assert told == []
    assert "3 sets 10 lifts, red band 3 days a week Each leg, 2 times a day · Lift slowly" in words(made)


def test_what_is_too_much_for_one_page_is_told_once_and_names_the_tile(tmp_path: Path) -> None:
    lists = "\n".join(f"    - the number {n} of a long list of reasons to ring somebody" for n in range(24))
    files = {"help/long.yaml": f"id: long\nhelp:\n  call:\n{lists}\n"}
    _, told = draft(tmp_path, plan(6, "help: long\n"), files=files)
    (error,) = told
    assert error.startswith("4: the rows of tiles need ")
    assert error.endswith("the tile of exercise 1 (Leg raise) is the highest")


def test_a_clinics_phone_stands_in_the_box(tmp_path: Path) -> None:
    made, _ = draft(tmp_path, plan(1, "clinic: {name: Sample Clinic, phone: 01632 960 123}\n"))
    assert "Stop and ring 01632 960 123 for a sharp pinch" in words(made)
    assert "Sample Clinic · Not yet checked by a clinician" in words(made)


def test_a_layout_of_ones_own_has_other_tiles(tmp_path: Path) -> None:
    own = (
        "extends: fridge\nsections: [title, help-short, exercises]\n"
        "changes: {exercises: {tile: steps, grids: [{most: 2, columns: 1}]}}\n"
    )
    made, told = draft(tmp_path, plan(2), "ours", files={"layouts/ours.yaml": own})
    assert told == []
    text = words(made)
    assert text.index("Call 999 now for") < text.index("1 Leg raise") < text.index("Lie down.")
    assert "Sources:" not in text
    assert "Page 1 of 1" in text


# large print
@pytest.mark.parametrize(
    ("theme", "floor"), [("large-print-16", 16), ("large-print", 18), ("large-print-24", 24)]
)
@pytest.mark.parametrize("stock", ["a4", "letter"])
def test_large_print_is_one_column_on_as_many_pages_as_it_takes(
    tmp_path: Path, theme: str, floor: float, stock: str
) -> None:
    made, told = draft(tmp_path, plan(9), stock=stock, theme=theme)
    assert told == []
    assert made
    pages = len(made.sheets.pages)
    assert pages > 2
    lines = [line for page in range(pages) for line in thick(made, page=page)]
    assert len(lines) == 9
    assert {round(left, 1) for left, _, _ in lines} == {20.0}
    for page in range(pages):
        runs = [item for item in items(made, page) if isinstance(item, TextRun)]
        assert min(run.size for run in runs) >= floor
        assert min(run.y for run in runs) >= 12 * MM
        assert f"Page {page + 1} of {pages}" in [run.text for run in runs]


def test_a_tile_of_large_print_is_as_high_as_the_page_design_says(tmp_path: Path) -> None:
    made, _ = draft(tmp_path, plan(3, entry=", dose: {repetitions: 3}"), theme="large-print")
    tops = [y for _, _, y in thick(made)]
    assert tops[1] - tops[0] == pytest.approx(62 + 5)


@pytest.mark.parametrize("stock", ["a4", "letter"])
def test_large_print_is_sound_and_says_the_same(stock: str) -> None:
    large = built(stock, "fridge", "large-print")
    assert inspector.assert_sound(large).out_of_order == ()
    assert list(tiles(large)) == list(tiles(built(stock, "fridge")))


# heights of rows
@given(st.lists(st.floats(1, 300), min_size=1, max_size=8), st.floats(50, 1000), st.floats(0, 400))
def test_rows_share_a_page_fairly(needs: list[float], room: float, most: float) -> None:
    heights = shared(needs, room, most)
    assert all(height >= need for height, need in zip(heights, needs, strict=True))
    assert all(height <= max(need, most) for height, need in zip(heights, needs, strict=True))
    if sum(needs) <= room:
        assert sum(heights) <= room + 1e-6


def test_rows_without_a_limit_are_as_high_as_asked() -> None:
    assert shared([10, 80], inf, 60) == [60, 80]
    assert shared([10, 10, 40], 90, 90) == [25, 25, 40]


def test_a_poster_has_no_large_print_and_offers_the_fridge_sheet(tmp_path: Path) -> None:
    made, told = draft(tmp_path, plan(1), "poster", theme="large-print")
    assert made is None
    assert len(told) == 1
    assert "'poster'" in told[0]
    assert "'large-print'" in told[0]
