"""The deck, measured in the PDF: cards where the stock says, backs behind their fronts, marks outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import inspector
from psoas_pdf.compose.deck import Cards
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import Cells
from psoas_pdf.problems import Problems
from psoas_pdf.resolve import resolve
from psoas_pdf.units import MM
from ready_plan import PAPER, built, library, spec

DECKS = {"poker-9up": "a4", "poker-9up-letter": "letter"}
INSIDE = 5 * MM


def cells(stock: str) -> Cells:
    found = library().get("stock", stock, Problems())
    assert found is not None
    assert found.cells is not None
    return found.cells


def corner(grid: Cells, index: int, mirrored_on: float | None = None) -> tuple[float, float]:
    """Top left corner of a cell from the top left of the sheet; mirrored_on: width of the sheet, for its back."""
    column, row = index % grid.columns, index // grid.columns
    x, y = grid.x + column * grid.dx, grid.y + row * grid.dy
    return (mirrored_on - x - grid.width if mirrored_on is not None else x), y


def card_of(stock: str, run: inspector.TextRun) -> tuple[int, int]:
    """Side (0 front, 1 back) and number from 0 of the card that holds the start of a run."""
    width, height = PAPER[DECKS[stock]]
    side = run.page % 2
    for i in range(9):
        x, y = corner(cells(stock), i, width if side else None)
        if x <= run.x <= x + cells(stock).width and y <= height - run.y <= y + cells(stock).height:
            return side, i
    raise AssertionError(f"on no card: {run.text!r}")


def on_cards(stock: str) -> list[inspector.TextRun]:
    return [run for run in inspector.text_runs(built(stock, "cards")) if run.role != inspector.ARTIFACT]


@pytest.mark.parametrize("stock", DECKS)
def test_each_back_tells_of_its_own_front(stock: str) -> None:
    texts: dict[tuple[int, int], str] = {}
    for run in on_cards(stock):
        key = card_of(stock, run)
        texts[key] = texts.get(key, "") + run.text
    for i, item in enumerate(spec().items):
        assert texts[0, i].startswith(f"{item.number} {item.exercise.short}")
        assert texts[1, i].startswith(f"{item.number} {item.exercise.short}")
        for step in item.exercise.short_steps:
            assert plain(step) in texts[1, i]


@pytest.mark.parametrize("stock", DECKS)
def test_words_stay_inside_the_cut_and_above_the_floor(stock: str) -> None:
    width, height = PAPER[DECKS[stock]]
    for run in on_cards(stock):
        side, i = card_of(stock, run)
        x, y = corner(cells(stock), i, width if side else None)
        trailing = 0.265 * run.size if run.text.endswith(" ") else 0.0
        assert run.x >= x + INSIDE - 0.01
        assert run.x + run.width - trailing <= x + cells(stock).width - INSIDE + 0.01
        assert y + INSIDE <= height - run.y <= y + cells(stock).height - INSIDE + 0.01
        assert run.size >= 9


@pytest.mark.parametrize("stock", DECKS)
@pytest.mark.parametrize("page", [0, 1])
def test_no_ink_but_the_crosses_stands_nearer_to_a_cut_than_five_millimetres(stock: str, page: int) -> None:
    """Rendered, with the crosses at inner corners left out: ticks end before the cut, content keeps inside."""
    image = inspector.render(built(stock, "cards"), page, 72).convert("L")
    width, _ = PAPER[DECKS[stock]]
    cross, w, h = round(2 * MM + 2), float(cells(stock).width), float(cells(stock).height)
    for i in range(9):
        x, y = corner(cells(stock), i, width if page else None)
        card = image.crop((round(x) + 1, round(y) + 1, round(x + w) - 1, round(y + h) - 1))
        inside = round(INSIDE) - 3
        card.paste(255, (inside, inside, card.width - inside, card.height - inside))
        for left in (0, card.width - cross):
            for top in (0, card.height - cross):
                card.paste(255, (left, top, left + cross, top + cross))
        assert card.getextrema()[0] > 245, f"ink at the edge of card {i + 1} on page {page}"


@pytest.mark.parametrize("stock", DECKS)
def test_no_mark_is_nearer_to_the_paper_than_a_printer_reaches(stock: str) -> None:
    for page in (0, 1):
        image = inspector.render(built(stock, "cards"), page, 144).convert("L")
        ink = image.point(lambda v: 255 if v < 250 else 0).getbbox()
        edge = 6.35 * MM * 2 - 1
        assert min(ink[0], ink[1], image.width - ink[2], image.height - ink[3]) >= edge


@pytest.mark.parametrize("stock", DECKS)
def test_the_deck_is_sound_and_read_as_it_is_painted(stock: str) -> None:
    assert inspector.assert_sound(built(stock, "cards")).out_of_order == ()


@pytest.mark.parametrize("stock", DECKS)
def test_the_sheets_words_stand_clear_of_the_marks(stock: str) -> None:
    words = [r for r in inspector.text_runs(built(stock, "cards")) if r.role == inspector.ARTIFACT]
    if stock == "poker-9up-letter":
        assert not words, "Letter has no room over the cards"
        return
    assert [r.text.strip() for r in words if r.page == 1] == [
        "Hip cards · backs · flip on long edge",
        "Page 2 of 2",
    ]
    cuts = [9.75 * MM + i * 63.5 * MM for i in range(4)]
    for run in words:
        assert not any(run.x - 2 < cut < run.x + run.width + 2 for cut in cuts)


def test_the_tags_of_the_deck(golden) -> None:  # type: ignore[no-untyped-def]
    golden("cards-tags", inspector.outline(inspector.tag_tree(built("poker-9up", "cards"))))


def test_what_is_needed_is_told_once(tmp_path: Path) -> None:
    path, problems = tmp_path / "plan.yaml", Problems()
    path.write_text("title: Hips\nexercises: [heel-slide, bridge, standing-march, plank]\n", encoding="utf-8")
    plan = library().plan(str(path), problems)
    found = resolve(plan, library(), None, problems) if plan else None
    assert found is not None, list(problems)
    nothing_drawn: Any = None
    assert Cards(found, nothing_drawn, problems, None).needs() == ("a mat", "a worktop or a table to hold")
