"""The patient's handout, read back from the PDF as a reader would: by position, and by the tag tree."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import Name

import inspector
from psoas_pdf import doses
from psoas_pdf.lexicon import Lexicon
from psoas_pdf.markup import plain
from psoas_pdf.problems import Problems
from psoas_pdf.spec import Item
from psoas_pdf.units import MM
from ready_plan import PAPER, built, spec

STOCKS = ("a4", "letter")
Line = tuple[int, float, float, str]
"""Page, x, y from the bottom, text."""


@cache
def lines(stock: str) -> tuple[Line, ...]:
    """Lines of text, each put together from its runs."""
    out: list[Line] = []
    right = 0.0
    for run in inspector.text_runs(built(stock)):
        joined = out and out[-1][0] == run.page and abs(out[-1][2] - run.y) < 0.1 and 0 <= run.x - right < 4
        if joined:
            out[-1] = (*out[-1][:3], out[-1][3] + run.text)
        else:
            out.append((run.page, run.x, run.y, run.text))
        right = run.x + run.width
    return tuple(out)


def found(stock: str, words: str, page: int | None = None) -> tuple[int, float, float]:
    """Where a text begins: page, x and y of the line that its first words stand on."""
    wanted = plain(words)
    flat = [(p, x, y, t) for p, x, y, t in lines(stock) if page is None or p == page]
    for i, (p, x, y, text) in enumerate(flat):
        if not wanted.startswith(text.strip()) or not text.strip():
            continue
        joined = text
        for q, left, _, more in flat[i + 1 :]:
            if joined.strip() == wanted:
                break
            if q == p and abs(left - x) < 0.5:
                joined += more
            if not wanted.startswith(joined.strip()):
                break
        if joined.strip() == wanted:
            return p, x, y
    raise AssertionError(f"not on {'any page' if page is None else page}: {wanted!r}")


def halves(item: Item) -> tuple[str, str]:
    """The alternative texts of the start picture and of the end picture."""
    begin, _, end = plain(item.exercise.alt).partition(" End:")
    return f"{item.exercise.name}. {begin}", f"{item.exercise.name}. End:{end}"


def exercise_page(stock: str, item: Item) -> int:
    name = str(item.exercise.name)
    return next(
        run.page for run in inspector.text_runs(built(stock)) if run.text.strip() == name and run.size == 18
    )


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("index", range(6))
def test_each_exercise_stands_whole_on_one_page_with_its_steps_under_each_other(
    stock: str, index: int
) -> None:
    item = spec().items[index]
    page = exercise_page(stock, item)
    steps = [found(stock, words, page) for words in (item.exercise.start, *item.exercise.steps)]
    assert len({x for _, x, _ in steps}) == 1
    assert all(above > below for (_, _, above), (_, _, below) in pairwise(steps))
    middle = PAPER[stock][0] / 2
    assert all(x > middle for _, x, _ in steps)
    joined = " ".join(inspector.page_text(built(stock), page).split())
    for words in (item.exercise.feel, item.exercise.care, *item.exercise.mistakes):
        assert plain(words) in joined
    for cell in doses.cells(item, Lexicon(spec().language, Problems())):
        assert all(part in joined for part in (cell.figure, *cell.label))


def figures(data: bytes) -> list[tuple[int, str, list[float]]]:
    """Page, alternative text and box of every figure, in reading order."""
    out: list[tuple[int, str, list[float]]] = []
    with inspector.opened(data) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop(0)
            if not isinstance(node, pikepdf.Dictionary) or Name.S not in node:
                continue
            if Name.Figure == node.S:
                out.append((numbers[node.Pg.objgen], str(node.Alt), [float(v) for v in node.A.BBox]))
            kids = node.get("/K", pikepdf.Array([]))
            waiting[:0] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return out


@pytest.mark.parametrize("stock", STOCKS)
def test_the_steps_stand_beside_their_own_pictures(stock: str) -> None:
    boxes = figures(built(stock))
    for item in spec().items:
        page = exercise_page(stock, item)
        _, _, first = found(stock, item.exercise.start, page)
        _, _, last = found(stock, item.exercise.steps[-1], page)
        mine = [box for p, alt, box in boxes if p == page and alt == halves(item)[0]]
        ends = [box for p, alt, box in boxes if p == page and alt == halves(item)[1]]
        (start,), (end,) = mine, ends
        assert end[3] < start[3] or end[0] > start[2], "the end stands under the start, or right of it"
        top, bottom = max(start[3], end[3]), min(start[1], end[1])
        assert bottom - 20 * MM < last < first < top + 8 * MM


@pytest.mark.parametrize("stock", STOCKS)
def test_the_tag_tree_holds_the_words_of_plan_and_library_in_order_and_once(stock: str) -> None:
    tree = inspector.tag_tree(built(stock))
    sections = [e for e in tree.walk() if e.role == "Sect" and any(k.role == "H2" for k in e.kids)]
    named = {e.kids[0].all_text(): e for e in sections}
    for item in spec().items:
        e = item.exercise
        section = named[f"{item.number} {e.name}"]
        said = section.all_text()
        mistakes = Lexicon(spec().language, Problems()).listing(e.mistakes)
        at = 0
        for words in (e.name, e.feel, e.start, *e.steps, mistakes, e.care):
            where = said.find(plain(words), at)
            assert where >= 0, f"{words!r} is not in its place in {said!r}"
            at = where + len(plain(words))
        for step in e.steps:
            assert tree.all_text().count(plain(step)) == 1
        figures = [k for k in section.walk() if k.role == "Figure"]
        assert [f.alt for f in figures] == list(halves(item))


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("theme", ["standard", "grey"])
def test_the_file_is_sound_and_read_in_the_order_in_which_it_is_painted(stock: str, theme: str) -> None:
    sound = inspector.assert_sound(built(stock, theme=None if theme == "standard" else theme))
    assert sound.out_of_order == ()


@pytest.mark.parametrize("stock", STOCKS)
def test_nothing_is_smaller_than_the_floor_or_nearer_to_the_edge_than_the_margins(stock: str) -> None:
    width, height = PAPER[stock]
    for run in inspector.text_runs(built(stock)):
        assert run.size >= 12
        assert run.font in ("FiraSans-Regular", "FiraSans-SemiBold", "FiraSans-Bold")
        assert run.x >= 20 * MM - 0.01
        trailing = 0.265 * run.size if run.text.endswith(" ") else 0.0
        assert run.x + run.width - trailing <= width - 14 * MM + 0.01
        assert 12 * MM <= run.y <= height - 12 * MM
    for number in range(len(inspector.boxes(built(stock)))):
        image = inspector.render(built(stock), number, 36).convert("L")
        edge = round(12 * MM / 2) - 1
        ink = image.point(lambda v: 255 if v < 250 else 0).getbbox()
        assert ink[0] >= edge
        assert ink[1] >= edge
        assert image.width - ink[2] >= edge
        assert image.height - ink[3] >= edge


@pytest.mark.parametrize("stock", STOCKS)
def test_title_and_page_of_pages_stand_at_the_same_place_on_every_page(stock: str) -> None:
    pages = len(inspector.boxes(built(stock)))
    feet = [run for run in inspector.text_runs(built(stock)) if run.text.startswith("Page ")]
    assert [run.text for run in feet] == [f"Page {n + 1} of {pages}" for n in range(pages)]
    assert len({round(run.y, 2) for run in feet}) == 1
    assert len({round(run.x + run.width, 1) for run in feet}) == 1
    heads = [
        r
        for r in inspector.text_runs(built(stock))
        if r.text == "Your hip exercises" and r.size == 12 and r.y > 300
    ]
    assert [run.page for run in heads] == list(range(1, pages))


@pytest.mark.parametrize("stock", STOCKS)
def test_the_outline_of_the_tags(stock: str, golden) -> None:  # type: ignore[no-untyped-def]
    golden(f"handout-{stock}-tags", inspector.outline(inspector.tag_tree(built(stock))))


def test_bookmarks_name_the_parts() -> None:
    titles = [b.title for b in inspector.bookmarks(built("a4"))]
    assert titles[0] == "Your hip exercises"
    for item in spec().items:
        assert f"{item.number} {item.exercise.name}" in titles
    assert "Your diary" in titles


@pytest.mark.parametrize("stock", STOCKS)
def test_the_ready_plan_holds_two_exercises_a_page(stock: str) -> None:
    """On both papers: what an author adds to a step must not push every second exercise onto a page of its own."""
    pages = [exercise_page(stock, item) for item in spec().items]
    assert pages == [1, 1, 2, 2, 3, 3]
