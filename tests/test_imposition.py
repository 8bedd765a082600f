"""Booklets printed on both sides, folded and stapled, and sheets cut apart: what is then read, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest

import inspector
from card_geometry import drawn
from paint_samples import META
from psoas_pdf.layout.imposition import MOST_SHEETS, impose
from psoas_pdf.library import Library
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.pages import FOOTER, Block, Bookmark, Link, Node, Page, Sheets, TextRun
from psoas_pdf.paint import Painter
from psoas_pdf.problems import NOWHERE, Problems
from psoas_pdf.text.fonts import Face
from psoas_pdf.units import MM
from psoas_pdf.verify import verify
from psoas_pdf.words import Words
from ready_plan import built, library

SHEETS = {"a4": (297 * MM, 210 * MM), "letter": (279.4 * MM, 215.9 * MM)}
PAGES = {"a4": 148 * MM, "letter": 139.7 * MM}
INNER, OUTER = 12 * MM, 10 * MM


class Half(NamedTuple):
    """One page of a folded sheet: on which side of the file, left or right on it."""

    side: int
    right: bool


def folded(sides: int) -> list[Half]:
    """The pages of a booklet as a reader turns them.

    Turned over its short edge, the left half of a landscape sheet's back lies behind the right half of its front.
    Sheets are folded with their backs inside, the first one outermost, so a reader meets the right halves of all
    sheets, front then back, going in, and the left halves of backs, then fronts, coming out.
    """
    assert sides % 2 == 0, "a sheet has two sides"
    sheets = range(0, sides, 2)
    way_in = [half for s in sheets for half in (Half(s, True), Half(s + 1, False))]
    way_out = [half for s in reversed(sheets) for half in (Half(s + 1, True), Half(s, False))]
    return way_in + way_out


def stock(name: str) -> Stock:
    found = library().get("stock", name, Problems())
    assert isinstance(found, Stock)
    return found


def theme() -> Theme:
    found = library().theme("standard", Problems())
    assert found is not None
    return found


def layout(impose: str, **more: object) -> Layout:
    return Layout(id="own", kind="pages", impose=impose, sheet=Words("a4"), **more)  # type: ignore[arg-type]


@cache
def slips(count: int) -> Sheets:
    """Pages that say their number at the same place, one in a frame of its own for each."""
    pages, kids, marks = [], [], []
    for number in range(1, count + 1):
        node, link = Node("P"), Node("Link")
        items = (
            TextRun(f"{number} ", "regular", 12, INNER, 500, node),
            TextRun("more", "regular", 12, INNER, 400, link),
            TextRun(f"page {number}", "regular", 12, INNER, 40, FOOTER),
        )
        kids += [node, Node("P", (link,))]
        place = Link((INNER, 398, INNER + 30, 410), "#start", "more", link)
        pages.append(Page(148 * MM, 210 * MM, (Block(items),), (place,)))
        marks.append(Bookmark(f"Page {number}", 0, number - 1, 500))
    return Sheets(tuple(pages), Node("Document", tuple(kids)), META, tuple(marks), {"start": (0, 500)})


def on_sheets(count: int, which: Layout, page: str = "a5", sheet: str = "a4") -> Sheets:
    problems = Problems()
    made = impose(slips(count), which, stock(page), stock(sheet), theme(), NOWHERE, problems)
    assert bool(len(problems)) == (count > 4 * MOST_SHEETS)
    return made


def numbers(page: Page) -> dict[bool, tuple[int, float]]:
    """The number in each half of a sheet that has one, and how far from the fold it begins."""
    out = {}
    for block in page.blocks:
        for item in block.items:
            if isinstance(item, TextRun) and item.text.strip().isdigit():
                assert not item.turned
                right = item.x > page.width / 2
                out[right] = int(item.text), item.x - page.width / 2
    return out


@pytest.mark.parametrize("count", range(1, 42))
def test_a_folded_booklet_is_read_from_1_on_with_its_blanks_last(count: int) -> None:
    made = on_sheets(count, layout("booklet"))
    assert len(made.pages) == 2 * -(-count // 4)
    sides = [numbers(page) for page in made.pages]
    read = [sides[half.side].get(half.right, (0, 0))[0] for half in folded(len(sides))]
    blanks = -count % 4
    assert read == [*range(1, count + 1), *[0] * blanks]


@pytest.mark.parametrize("creep", [0.0, 0.1 * MM, 0.25 * MM])
def test_pages_of_inner_sheets_stand_nearer_to_the_fold(creep: float) -> None:
    made = on_sheets(40, layout("booklet", creep=creep))
    found = {}
    for side, page in enumerate(made.pages):
        for number, x in numbers(page).values():
            # Text begins INNER from the left edge of its page: from the fold of a right page, the outside of a left.
            found.setdefault(side // 2, []).append(INNER - x if x > 0 else x + 148 * MM - INNER)
            assert (number % 2 == 1) == (x > 0)
    for sheet, moved in found.items():
        assert moved == pytest.approx([sheet * creep] * 4, abs=1e-6)


def test_the_thickness_of_office_paper_is_the_usual_creep() -> None:
    made = on_sheets(8, layout("booklet"))
    assert [round((INNER - numbers(p)[True][1]) / MM, 3) for p in made.pages[::2]] == [0, 0.1]


def test_a_booklet_too_thick_to_staple_is_warned_of() -> None:
    problems = Problems()
    impose(slips(81), layout("booklet"), stock("a5"), stock("a4"), theme(), NOWHERE, problems)
    (told,) = map(str, problems)
    assert told.startswith("warning: the booklet has 21 sheets, and no more than 20 can be folded")


@pytest.mark.parametrize("impose", ["booklet", "n-up"])
def test_links_bookmarks_and_tags_follow_the_pages(impose: str, faces: Mapping[str, Face]) -> None:
    data = Painter(faces).paint(on_sheets(6, layout(impose)))
    inspector.assert_sound(data)
    words = [e.text.strip() for e in inspector.tag_tree(data).walk() if e.text.strip().isdigit()]
    assert words == ["1", "2", "3", "4", "5", "6"]
    runs = inspector.text_runs(data)
    assert sum(run.role == inspector.ARTIFACT for run in runs) == 6
    start = next(run for run in runs if run.text == "1 ")
    for mark in inspector.bookmarks(data):
        number = mark.title.removeprefix("Page ")
        at = next(run for run in runs if run.text.strip() == number)
        assert (mark.page, mark.y) == (at.page, pytest.approx(at.y, abs=0.01))
    found = inspector.links(data)
    assert len(found) == 6
    for link in found:
        over = [r for r in runs if r.text == "more" and r.page == link.page and abs(r.x - link.box[0]) < 0.1]
        assert len(over) == 1
        assert over[0].y == pytest.approx(link.box[1] + 2, abs=0.01)
        assert link.target == f"#{start.page} {start.y:g}"


def test_pages_side_by_side_are_dealt_in_reading_order() -> None:
    made = on_sheets(5, layout("n-up"), "a6", "a4")
    assert [(p.width, p.height) for p in made.pages] == [pytest.approx((210 * MM, 297 * MM))] * 2
    found = [
        [(int(i.text), i.x, i.y) for b in page.blocks for i in b.items if isinstance(i, TextRun) and i.y > 0]
        for page in [
            replace(p, blocks=tuple(b for b in p.blocks if isinstance(b.items[0], TextRun)))
            for p in made.pages
        ]
        for page in [replace(page, blocks=tuple(Block(b.items[:1]) for b in page.blocks))]
    ]
    first, second = found
    assert [n for n, _, _ in first] == [1, 2, 3, 4]
    assert [n for n, _, _ in second] == [5]
    (_, x1, y1), (_, x2, y2), (_, x3, y3), (_, x4, y4) = first
    assert (x2 - x1, x4 - x3) == pytest.approx((105 * MM, 105 * MM))
    assert (y1 - y3, y2 - y4) == pytest.approx((148 * MM, 148 * MM))
    assert y1 == y2


def test_a_pad_has_the_same_page_everywhere_each_with_its_own_tags(faces: Mapping[str, Face]) -> None:
    made = on_sheets(2, layout("n-up", repeat=True), "a6", "a4")
    assert len(made.pages) == 2
    data = Painter(faces).paint(made)
    inspector.assert_sound(data)
    for page in (0, 1):
        runs = [r for r in inspector.text_runs(data) if r.page == page and r.text.strip().isdigit()]
        assert {r.text.strip() for r in runs} == {str(page + 1)}
        assert len({(r.x, r.y) for r in runs}) == 4
    words = [e.text.strip() for e in inspector.tag_tree(data).walk() if e.text.strip().isdigit()]
    assert words == ["1", "2"] * 4
    assert len(inspector.bookmarks(data)) == 2


def marks(page: Page) -> list[tuple[float, float, float, float]]:
    from psoas_pdf.geometry import bounds
    from psoas_pdf.pages import Stroke

    found = [
        bounds([i.path])
        for b in page.blocks
        for i in b.items
        if isinstance(i, Stroke) and i.stroke == "#000000"
    ]
    return [(box.x0, box.y0, box.x1, box.y1) for box in found]


def test_ticks_and_crosses_stand_on_the_cuts_and_off_the_edge() -> None:
    (page,) = on_sheets(1, layout("n-up", repeat=True), "a6", "a4").pages
    found = marks(page)
    assert len(found) == 4 + 2  # an end of each cut, and a cross
    for x0, y0, x1, y1 in found:
        assert x0 == x1 == pytest.approx(105 * MM) or y0 == y1 == pytest.approx(148.5 * MM)
        assert min(x0, y0, page.width - x1, page.height - y1) >= 6.35 * MM
    assert marks(on_sheets(1, layout("n-up", repeat=True, marks="none"), "a6", "a4").pages[0]) == []


def test_a_booklet_smaller_than_its_sheet_is_marked_round_and_at_its_fold() -> None:
    front, back = on_sheets(1, layout("booklet"), "a6", "a4").pages
    assert {round((y0 - 148.5 * MM) / MM) for _, y0, _, y1 in marks(front) if y0 == y1} == {-74, 74}
    ticks = [m for m in marks(back) if m not in marks(front)]
    assert len(ticks) == 2
    for x0, y0, x1, y1 in ticks:
        assert x0 == x1 == pytest.approx(105 * MM)
        assert y1 <= 74.5 * MM or y0 >= 222.5 * MM


# the ready plan
def pages_of(data: bytes) -> list[dict[bool, int]]:
    """What the feet on each side of each sheet say, by its halves."""
    sides: list[dict[bool, int]] = [{} for _ in inspector.boxes(data)]
    for run in inspector.text_runs(data):
        if run.text.startswith("Page "):
            middle = inspector.boxes(data)[run.page]["MediaBox"][2] / 2
            sides[run.page][run.x > middle] = int(run.text.split()[1])
            assert not run.turned
    return sides


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_ready_booklet_folds(sheet: str) -> None:
    data = built(sheet, "booklet")
    inspector.assert_sound(data)
    boxes = [box["MediaBox"] for box in inspector.boxes(data)]
    assert [box[2:] for box in boxes] == [pytest.approx(SHEETS[sheet], abs=0.1)] * len(boxes)
    sides = pages_of(data)
    read = [sides[half.side].get(half.right) for half in folded(len(sides))]
    count = len([n for n in read if n])
    assert read == [*range(1, count + 1), *[None] * (-count % 4)]
    assert f"of {count}" in inspector.page_text(data, 0)


@pytest.mark.parametrize("sheet", SHEETS)
def test_margins_of_the_ready_booklet(sheet: str) -> None:
    """Words begin as far from the fold on every right page, and as far from the outer edge on every left one, but
    for the creep.
    """
    data = built(sheet, "booklet")
    fold = SHEETS[sheet][0] / 2
    lefts: dict[Half, float] = {}
    for run in inspector.text_runs(data):
        half = Half(run.page, run.x > fold)
        lefts[half] = min(lefts.get(half, 1e9), run.x)
    for half, x in lefts.items():
        creep = half.side // 2 * 0.1 * MM
        wanted = fold + INNER - creep if half.right else fold - PAGES[sheet] + OUTER + creep
        assert x == pytest.approx(wanted, abs=0.6)  # letters begin a little beside their place
    sides = sorted({half.side for half in lefts})
    for right in (True, False):
        rows = [lefts[Half(side, right)] for side in sides if Half(side, right) in lefts]
        assert all((a >= b) if right else (a <= b) for a, b in pairwise(rows))


@pytest.mark.parametrize("sheet", SHEETS)
def test_bookmarks_of_the_ready_booklet_lead_to_their_headings(sheet: str) -> None:
    data = built(sheet, "booklet")
    runs = inspector.text_runs(data)
    marks = [m for m in inspector.bookmarks(data) if m.title[0].isdigit()]
    assert len(marks) == 6
    for mark in marks:
        name = mark.title.split(" ", 1)[1]
        near = [r for r in runs if r.page == mark.page and -30 < mark.y - r.y < 30]
        assert name in " ".join(r.text.strip() for r in near)


@pytest.mark.parametrize("layout", ["booklet", "two-up"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_verify_finds_nothing_in_the_ready_sheets(sheet: str, layout: str) -> None:
    problems = Problems()
    assert verify(built(sheet, layout), "x.pdf", problems, library=Library(), standards=False)
    # Exercises that are too long for so small a page in 12 pt go on, on the next: the build says no more.
    told = [p for p in problems if " is split over pages " not in p.message]
    assert not told


@pytest.mark.parametrize("sheet", SHEETS)
def test_two_up_is_the_handout_twice_on_each_sheet(sheet: str) -> None:
    data = built(sheet, "two-up")
    inspector.assert_sound(data)
    for number, side in enumerate(pages_of(data), 1):
        assert side == {False: number, True: number}
    middle = SHEETS[sheet][0] / 2
    ticks = [
        d
        for d in drawn(data, 0)
        if d.width == 0.25 and d.box[0] == d.box[2] == pytest.approx(middle, abs=0.1)
    ]
    assert len(ticks) == 2


def upright(runs: Sequence[inspector.TextRun]) -> bool:
    return not any(run.turned for run in runs)


def test_every_word_of_the_booklet_is_upright() -> None:
    assert upright(inspector.text_runs(built("a4", "booklet")))
