"""Every cell of every stock, measured in the PDF against the table; backs behind fronts, whatever the flip."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

import inspector
from card_geometry import (
    INSIDE,
    LARGE,
    MM,
    STOCKS,
    UNDER_RULE,
    Grid,
    drawn,
    layouts_in,
    made,
    rules,
    with_short_backs,
)
from psoas_pdf.cli import run
from psoas_pdf.model.layout import PRINTABLE
from psoas_pdf.problems import Problems
from psoas_pdf.verify import verify
from ready_plan import library

TINT = "#E3F0F2"
TWO_SIDED = [
    s
    for s in STOCKS
    if not s.startswith(("avery-l", "avery-c", "avery-5371", "avery-8371", "avery-8373", "bridge"))
]


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    layouts_in(tmp_path_factory.mktemp("layouts"))


def layout(stock: str, more: str) -> str:
    base = "cards-large" if stock in LARGE else "cards"
    return f"extends: {base}\nstock: {stock}\nstocks: [{stock}]\n{more}\n"


def deck(stock: str, more: str, edition: str = "screen") -> bytes:
    done = made(layout(stock, more), edition=edition)
    assert not done.problems, done.told
    return done.pdf


def full_sheets(stock: str) -> bytes:
    """Fronts of exercises, enough for every cell."""
    return deck(stock, "sides: fronts\ncopies: 3\nsections: [exercises]")


def test_every_stock_of_cards_is_in_the_table() -> None:
    problems = Problems()
    found = {id for id in library().ids("stock") if library().get("stock", id, problems).cells}
    assert found == set(STOCKS)


@pytest.mark.parametrize("stock", STOCKS)
def test_every_cell_stands_within_a_tenth_of_a_millimetre_of_the_table(stock: str) -> None:
    grid, inside = STOCKS[stock], INSIDE[stock]
    data = full_sheets(stock)
    box = inspector.boxes(data)[0]["MediaBox"]
    assert (box[2] / MM, box[3] / MM) == pytest.approx(grid.sheet, abs=0.1)
    heads = rules(data, 0)
    feet = [d.box for d in drawn(data, 0) if d.fill == TINT]
    assert len(heads) == len(feet) == grid.columns * grid.rows
    for (x, y), (left, right, top), foot in zip(grid.cells(), heads, feet, strict=True):
        assert left - inside == pytest.approx(x, abs=0.1)
        assert right + inside == pytest.approx(x + grid.cell[0], abs=0.1)
        assert top - UNDER_RULE - inside == pytest.approx(y, abs=0.1)
        assert foot[3] / MM + inside == pytest.approx(y + grid.cell[1], abs=0.1)


@pytest.mark.parametrize("stock", STOCKS)
def test_words_stay_inside_the_cut_and_off_the_edge_of_the_paper(stock: str) -> None:
    grid, inside = STOCKS[stock], INSIDE[stock]
    alone = grid.columns == grid.rows == 1 and stock != "a6"
    for words in inspector.text_runs(full_sheets(stock)):
        if words.role == inspector.ARTIFACT:
            continue
        trailing = 0.265 * words.size if words.text.endswith(" ") else 0.0
        left, right = words.x / MM, (words.x + words.width - trailing) / MM
        base = grid.sheet[1] - words.y / MM
        assert any(
            x + inside - 0.01 <= left
            and right <= x + grid.cell[0] - inside + 0.01
            and y + inside <= base <= y + grid.cell[1] - inside + 0.01
            for x, y in grid.cells()
        ), words
        assert words.size >= (12 if stock in LARGE else 9)
        if not alone:
            assert min(left, grid.sheet[0] - right, base, grid.sheet[1] - base) >= 6.35 - 0.01


# front and back


def cards_on(data: bytes, page: int, stock: str, grid: Grid) -> dict[str, tuple[float, float, bool]]:
    """Middle of each card on a page in mm from the top left, by the number and name on it, and whether it is turned.

    The middle is found from what stands on the card: its rule, and which way its words go.
    """
    inside = INSIDE[stock]
    words = [run for run in inspector.text_runs(data) if run.page == page and run.role != inspector.ARTIFACT]
    out: dict[str, tuple[float, float, bool]] = {}
    for left, right, y in rules(data, page):
        middle = (left + right) / 2
        for turned, way in ((False, 1), (True, -1)):
            down = way * (grid.cell[1] / 2 - inside - UNDER_RULE)
            near = [
                run
                for run in words
                if run.turned == turned
                and left - 0.1 <= run.x / MM <= right + 0.1
                and 0 < way * (grid.sheet[1] - run.y / MM - y) < grid.cell[1] - inside
            ]
            if near:
                out[name_of(near)] = (middle, y + down, turned)
    return out


def behind(point: tuple[float, float], flip: str, sheet: tuple[float, float]) -> tuple[float, float]:
    """Where a hole through a point of the front comes out on the back, as the back's page is read."""
    portrait = sheet[1] >= sheet[0]
    if (flip == "long-edge") == portrait:
        return sheet[0] - point[0], point[1]
    return point[0], sheet[1] - point[1]


@pytest.mark.parametrize(("stock", "flip"), list(product(STOCKS, ["long-edge", "short-edge"])))
def test_a_hole_through_the_middle_of_a_front_goes_through_the_middle_of_its_own_back(
    stock: str, flip: str
) -> None:
    grid = STOCKS[stock]
    told = f"flip: {flip}\nsections: [exercises]\ncopies: 1"
    data = deck(stock, told) if stock in TWO_SIDED else with_short_backs(layout(stock, told))
    pages = len(inspector.boxes(data))
    assert pages % 2 == 0
    seen = 0
    like_a_page = (flip == "long-edge") == (grid.sheet[1] >= grid.sheet[0])
    for page in range(0, pages, 2):
        fronts, backs = (cards_on(data, side, stock, grid) for side in (page, page + 1))
        assert fronts
        assert fronts.keys() == backs.keys()
        for name, (x, y, turned) in fronts.items():
            assert not turned
            assert behind((x, y), flip, grid.sheet) == pytest.approx(backs[name][:2], abs=0.1)
            # Turned like the page of a book, the card's back is upright on any printer.
            assert backs[name][2] is not like_a_page
        seen += len(fronts)
    assert seen == 6


def on_card(
    words: list[inspector.TextRun], middle: tuple[float, float], grid: Grid
) -> list[inspector.TextRun]:
    w, h = grid.cell
    return [
        run
        for run in words
        if abs(run.x / MM - middle[0]) < w / 2 and abs(grid.sheet[1] - run.y / MM - middle[1]) < h / 2
    ]


def name_of(runs: list[inspector.TextRun]) -> str:
    """Number and the name's first word, which stand first on both faces."""
    return " ".join("".join([run.text for run in runs[:2]]).split()[:2])


@pytest.mark.parametrize(
    "stock", ["poker-9up", "poker-8up", "tarot-4up", "avery-5388", "avery-5389", "avery-5164"]
)
def test_a_folded_card_has_its_back_behind_its_front_and_upright(stock: str) -> None:
    grid = STOCKS[stock]
    data = deck(stock, "sides: fold\nsections: [exercises]\nmarks: ticks")
    seen = 0
    for page in range(len(inspector.boxes(data))):
        folds, before = [d.box for d in drawn(data, page) if d.dashed], seen
        words = [r for r in inspector.text_runs(data) if r.page == page and r.role != inspector.ARTIFACT]
        heads = rules(data, page)
        for x0, y0, x1, y1 in ([v / MM for v in fold] for fold in folds):
            upright = x0 == pytest.approx(x1)
            middle = ((x0 + x1) / 2, (y0 + y1) / 2)
            w, h = grid.cell
            gap = grid.pitch[0] - w if upright else grid.pitch[1] - h
            aside = ((w + gap) / 2, 0.0) if upright else (0.0, (h + gap) / 2)
            front = (middle[0] - aside[0], middle[1] - aside[1])
            back = (middle[0] + aside[0], middle[1] + aside[1])

            first, second = (on_card(words, at, grid) for at in (front, back))
            if not first:
                assert not second
                continue
            assert name_of(first) == name_of(second)
            # Folded behind on an upright line it is turned like a page; on a level one it turns over its top.
            assert {r.turned for r in first} == {False}
            assert {r.turned for r in second} == {not upright}
            seen += 1
        assert len(heads) == 2 * (seen - before)
    assert seen == 6


def test_fronts_alone_leave_no_exercise_help_need_or_source_out() -> None:
    data = deck("avery-c32011", "sides: fronts")
    assert inspector.assert_sound(data).out_of_order == ()
    text = " ".join(" ".join([r.text for r in inspector.text_runs(data)]).split())
    for words in (
        "Stop and get help",
        "chest pain",
        "pain for more than a day",
        "Who to ring",
        "Next visit",
        "What you need",
        "a soft 1 kg ball",
        "Where the facts come from",
        "Garber 2011",
        "6 Ball throw",
    ):
        assert words in text, words
    assert "My steps" not in text


@pytest.mark.parametrize("stock", ["avery-5371", "avery-c32011", "avery-l7163"])
def test_steps_that_a_small_card_cannot_hold_are_told_by_card_side_and_record(stock: str) -> None:
    told = made(layout(stock, "sides: both")).told
    (first,) = [t for t in told if "card 3 (Knee to chest)" in t]
    assert "is too long for its back: it needs" in first
    assert "or write sides: fronts, as the layout cards-small has it" in first
    assert "or write sides: fronts" in first


@pytest.mark.parametrize("stock", ["poker-9up", "avery-8387", "index-4up", "a6-4up"])
@pytest.mark.parametrize("theme", ["grey", "ink-saver", "high-contrast"])
def test_other_themes_fit_on_the_same_cards(stock: str, theme: str) -> None:
    done = made(layout(stock, ""), None, "iliopsoas", theme)
    assert not done.problems, done.told
    assert inspector.assert_sound(done.pdf).out_of_order == ()


# marks


def test_guides_run_along_the_cuts_of_the_fronts_alone() -> None:
    data = deck("poker-9up", "marks: guides")
    grid = STOCKS["poker-9up"]
    lines = [d.box for d in drawn(data, 0) if d.width == 0.25]
    upright = sorted(box[0] / MM for box in lines if box[0] == box[2])
    level = sorted(box[1] / MM for box in lines if box[1] == box[3])
    assert upright == pytest.approx([grid.first[0] + i * 63.5 for i in range(4)], abs=0.1)
    assert level == pytest.approx([grid.first[1] + i * 88.9 for i in range(4)], abs=0.1)
    assert len(lines) == 8
    assert not [d for d in drawn(data, 1) if d.width == 0.25]


def test_guides_follow_round_corners_and_stay_clear_of_what_stands_on_the_card() -> None:
    data = deck("poker-8up", "marks: guides\ncorner: 4 mm")
    thin = [d for d in drawn(data, 0) if d.width == 0.25]
    arcs = [d.box for d in thin if d.curved]
    assert len(arcs) == 8 * 4
    for x0, y0, x1, y1 in arcs:
        assert (x1 - x0, y1 - y0) == pytest.approx((4 * MM, 4 * MM), abs=0.02)
    corners = {(round(x * 100), round(y * 100)) for x, y in STOCKS["poker-8up"].cells()}
    starts = {(round(b[0] / MM * 100), round(b[1] / MM * 100)) for b in arcs}
    assert all(any(abs(a - c) <= 10 and abs(b - d) <= 10 for c, d in starts) for a, b in corners)


@pytest.mark.parametrize("stock", ["a6-4up", "avery-8387", "avery-5164", "poker-9up-letter"])
@pytest.mark.parametrize("marks", ["marks: ticks", "marks: guides", "marks: guides\ncorner: 3 mm"])
def test_no_mark_is_nearer_to_the_edge_than_a_printer_reaches(stock: str, marks: str) -> None:
    data = deck(stock, marks)
    w, h = (v * MM for v in STOCKS[stock].sheet)
    for page in range(2):
        for mark in (d.box for d in drawn(data, page) if d.width == 0.25):
            assert min(mark[0], mark[1], w - mark[2], h - mark[3]) >= PRINTABLE - 0.02


@pytest.mark.parametrize("edition", ["screen", "print"])
@pytest.mark.parametrize("stock", ["a6-4up", "quarter-4up-letter", "avery-8387", "poker-9up-letter"])
def test_a_fold_ends_where_printers_do_and_is_no_area_that_ends_at_the_cut(stock: str, edition: str) -> None:
    data = deck(stock, "sides: fold\nmarks: guides", edition=edition)
    w, h = (v * MM for v in STOCKS[stock].sheet)
    with inspector.opened(data) as pdf:
        page = pdf.pages[0]
        left, low, right, top = (float(v) for v in page.trimbox)
        down = float(page.mediabox[3]) - top
    assert (right - left, top - low) == pytest.approx((w, h), abs=0.01)
    folds = [d.box for d in drawn(data, 0) if d.dashed]
    assert folds
    for x0, y0, x1, y1 in folds:
        ends = min(x0 - left, y0 - down, left + w - x1, down + h - y1)
        assert ends >= 6.5 * MM - 0.02
        assert max(x1 - x0, y1 - y0) > 75 * MM
    problems = Problems()
    verify(data, "a.pdf", problems, library=library(), standards=False)
    assert [str(p) for p in problems] == []


@pytest.mark.parametrize(
    ("stock", "more", "marks", "words"),
    [
        ("poker-9up", "", True, True),
        ("poker-9up", "marks: none", False, False),
        ("avery-5371", "sides: fronts", False, True),
        ("avery-5371", "sides: fronts\nmarks: ticks", True, True),
        ("poker", "", False, False),
    ],
)
def test_stock_that_comes_cut_has_no_marks_and_a_shop_may_have_none(
    stock: str, more: str, marks: bool, words: bool
) -> None:
    data = deck(stock, more)
    assert bool([d for d in drawn(data, 0) if d.width == 0.25]) is marks
    assert bool([r for r in inspector.text_runs(data) if r.role == inspector.ARTIFACT]) is words


@pytest.mark.parametrize(
    ("flip", "says"), [("long-edge", "flip on long edge"), ("short-edge", "flip on short edge")]
)
def test_the_sheet_says_how_it_is_turned(flip: str, says: str) -> None:
    assert says in inspector.page_text(deck("poker-9up", f"flip: {flip}"), 1)


def test_a_folded_sheet_says_where_it_is_folded() -> None:
    assert "fold on the dashed line" in inspector.page_text(deck("poker-9up", "sides: fold"), 0)


# bleed


def test_a_band_goes_beyond_the_cut_by_the_bleed_and_marks_stay_outside_of_it() -> None:
    data = deck("poker-8up", "bleed: 3 mm\nband: accent")
    for page in range(2):
        bands = [d.box for d in drawn(data, page) if d.fill == "#0B5A6B" and d.box[2] - d.box[0] > 60 * MM]
        assert len(bands) == 8
        tops = {round(y / MM, 2) for y in (13.1 * MM - 3 * MM, 13.1 * MM + 94.9 * MM - 3 * MM)}
        if not page:
            assert {round(b[1] / MM, 2) for b in bands} == tops
        for box in bands:
            assert (box[2] - box[0]) / MM == pytest.approx(63.5 + 6, abs=0.02)
            assert (box[3] - box[1]) / MM == pytest.approx(3 + 3, abs=0.02)
        whole = (min(b[0] for b in bands), min(b[1] for b in bands), max(b[2] for b in bands))
        for x0, y0, x1, y1 in (d.box for d in drawn(data, page) if d.width == 0.25):
            outside = (
                x1 <= whole[0] + 0.02 or x0 >= whole[2] - 0.02 or y1 <= whole[1] + 0.02 or y0 > 196.9 * MM + 8
            )
            assert outside or y0 >= (13.1 + 94.9 + 88.9 + 3) * MM - 0.02


def test_the_band_of_a_single_card_bleeds_beyond_its_sheet() -> None:
    data = deck("poker", "bleed: 3 mm\nband: accent")
    (band,) = [d.box for d in drawn(data, 0) if d.fill == "#0B5A6B" and d.box[2] - d.box[0] > 60 * MM]
    assert [v / MM for v in band] == pytest.approx([-3, -3, 66.5, 3], abs=0.02)


def test_stocks_are_listed_with_paper_and_cells(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "stocks", "--json"]) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    for stock, grid in STOCKS.items():
        row = rows[stock]
        cells = row["cells"]
        assert (row["width"], row["height"]) == pytest.approx(grid.sheet, abs=0.1)
        assert (cells["columns"], cells["rows"]) == (grid.columns, grid.rows)
        assert (cells["width"], cells["height"]) == pytest.approx(grid.cell, abs=0.1)
        assert (cells["x"], cells["y"]) == pytest.approx(grid.first, abs=0.1)
        assert (cells["dx"], cells["dy"]) == pytest.approx(grid.pitch, abs=0.1)
    assert rows["a2"]["cells"] is None
    assert run(["list", "stocks"]) == 0
    line = next(t for t in capsys.readouterr().out.splitlines() if t.startswith("avery-5371"))
    assert line.split()[1:6] == ["letter", "10", "×", "88.9", "×"]


def test_bleed_that_nothing_needs_is_told() -> None:
    done = made(layout("poker-8up", "bleed: 3 mm"))
    assert done.data is not None
    assert [t.split(" (")[0] for t in done.told] == [
        "4:1: warning: nothing on the cards reaches the cut, so there is nothing to bleed"
    ]
    assert not made(layout("poker", "bleed: 3 mm")).problems, "a single card is cut on all sides"


@pytest.mark.parametrize(
    ("stock", "more", "message"),
    [
        ("poker-9up", "bleed: 3 mm\nband: accent",
         "4:1: error: a bleed of 3 mm needs 6 mm between two cards, and the stock 'poker-9up' has no room "
         "(use a stock with room between its cards, as poker-8up or poker-6up-letter, or write bleed: 0 mm)"),
        ("poker-8up", "bleed: 4 mm\nband: accent",
         "4:1: error: a bleed of 4 mm needs 8 mm between two cards, and the stock 'poker-8up' has 6 mm "
         "(use a stock with room between its cards, as poker-8up or poker-6up-letter, or write bleed: 0 mm)"),
        ("poker-8up", "bleed: 6 mm", "4:8: error: 6 mm is too large (the most is 5 mm)"),
        ("avery-8387", "band: accent",
         "4:1: error: a band out to the cut comes nearer than 6.35 mm to the edge of the stock 'avery-8387' "
         "(take band: out, or use a stock with wider margins)"),
        ("poker", "band: accent",
         "4:1: error: a band out to the cut needs a bleed where the sheet is the card, as in the stock 'poker' "
         "(write bleed: 3 mm too)"),
        ("poker-9up", "band: mauve", "4:1: error: there is no colour 'mauve' in the theme"),
        ("poker-9up", "inside: 3 mm\ncorner: 10 mm",
         "5:1: error: a corner of 10 mm comes too near to what stands 3 mm inside the cut "
         "(write a smaller corner, or leave 2 mm between them)"),
        ("poker", "sides: fold",
         "4:1: error: a sheet of 'poker' has no two cards to fold (use a stock with two cards beside each other)"),
        ("poker-9up", "copies: 1001", "4:9: error: 1001 is too large (the most is 1000)"),
        ("poker-9up", "sides: back", "4:8: error: 'back' is not one of the words allowed"),
        ("poker-9up", "marks: tick", "4:8: error: 'tick' is not one of the words allowed"),
        ("poker-9up", "flip: long", "4:7: error: 'long' is not one of the words allowed"),
    ],
)  # fmt: skip
def test_what_a_stock_has_no_room_for_is_told_where_it_is_written(
    stock: str, more: str, message: str
) -> None:
    done = made(layout(stock, more))
    assert done.data is None
    errors = [t for t in done.told if " error: " in t]
    assert len(errors) == 1
    assert errors[0].startswith(message), errors


# the printer's offsets

PLAN = """\
title: Hip
exercises: [{exercise: sit-up}, {exercise: knee-to-chest}]
clinic:
  printer: {front: {x: 0.5 mm, y: 0 mm}, back: {x: -1 mm, y: 0.3 mm}}
"""


@pytest.mark.parametrize("sides", ["both", "fronts", "fold"])
def test_each_side_is_moved_by_what_the_printer_is_off(sides: str) -> None:
    more = f"sides: {sides}\nsections: [exercises]"
    still = made(layout("poker-9up", more), plan=PLAN.split("clinic:")[0]).pdf
    moved = made(layout("poker-9up", more), plan=PLAN).pdf
    assert inspector.bookmarks(still)
    for a, b in zip(inspector.text_runs(still), inspector.text_runs(moved), strict=True):
        if a.role == inspector.ARTIFACT:
            assert (a.x, a.y) == (b.x, b.y)
            continue
        dx, dy = (-1.0, -0.3) if sides == "both" and a.page else (0.5, 0.0)
        assert (b.x - a.x, b.y - a.y) == pytest.approx((dx * MM, dy * MM), abs=0.011), "x right, y down"
    for p, q in zip(drawn(still, 0), drawn(moved, 0), strict=True):
        reach = (210 - 6.35) * MM
        assert q.box[0] - p.box[0] == pytest.approx(0.5 * MM, abs=0.011)
        assert q.box[2] == pytest.approx(min(p.box[2] + 0.5 * MM, max(reach, q.box[0])), abs=0.011)


def test_what_is_moved_still_ends_where_printers_do(tmp_path: Path) -> None:
    far = PLAN.replace("-1 mm", "-3 mm").replace("0.3 mm", "-4 mm")
    data = made(layout("poker-9up", "sections: [exercises]"), plan=far).pdf
    for page in range(2):
        for mark in (d.box for d in drawn(data, page) if d.width == 0.25):
            assert min(mark[0], mark[1], 210 * MM - mark[2], 297 * MM - mark[3]) >= PRINTABLE - 0.02
    (line,) = {r.y for r in inspector.text_runs(data) if r.role == inspector.ARTIFACT}
    assert 297 - line / MM > 6.35


def test_an_offset_that_no_printer_has_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("title: Hip\nexercises: [{exercise: sit-up}]\nclinic: {printer: {back: {x: 6 mm}}}\n")
    problems = Problems()
    assert library().read("plan", str(file), problems) is None
    (problem,) = problems
    assert (problem.place.line, problem.place.column) == (3, 30)
    assert (problem.message, problem.hint) == ("6 mm is too large", "the most is 5 mm")
