"""Pages that are punched: no ink where the holes come, on fronts and on backs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import inspector
from psoas_pdf.build import Order, Workshop
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from ready_plan import library

LAYOUTS = ("handout", "fridge", "diary", "poster", "anatomy")
DPI = 72
TOLERANCE = 1.5
"""Millimetres: what a punch is off."""
HOLES = {
    "two-holes": (3.0, 12.0, (-40.0, 40.0)),
    "three-holes": (4.0, 9.5, (-108.0, 0.0, 108.0)),
}
"""Radius, distance from the edge, and distances from the middle of the edge, in millimetres."""


@cache
def pages(
    layout: str, binding: str, duplex: bool, stock: str | None = None, theme: str | None = None
) -> bytes:
    problems = Problems()
    plan = replace(library().get("plan", "iliopsoas", problems), binding=binding, duplex=duplex)
    made = Workshop(library(), default_store()).make(Order(plan, layout, theme, stock), problems)
    assert made is not None, list(map(str, problems))
    assert not len(problems), list(map(str, problems))
    return made.data


def ink_at_holes(data: bytes, page: int, binding: str, right: bool) -> int:
    """The darkest spot in the holes' circles: 0 white, 255 black."""
    radius, edge, along = HOLES[binding]
    image = inspector.render(data, page, DPI).convert("L")
    darkest = 0
    for offset in along:
        x = image.width - edge * MM if right else edge * MM
        y = image.height / 2 + offset * MM
        reach = (radius + TOLERANCE) * MM
        box = image.crop((int(x - reach), int(y - reach), int(x + reach) + 1, int(y + reach) + 1))
        darkest = max(darkest, 255 - box.getextrema()[0])
    return darkest


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize(("binding", "stock"), [("two-holes", "a4"), ("three-holes", "letter")])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_holes_of_every_page_are_free_of_ink(layout: str, binding: str, stock: str, duplex: bool) -> None:
    data = pages(layout, binding, duplex, None if layout == "poster" else stock)
    for page in range(len(inspector.boxes(data))):
        assert ink_at_holes(data, page, binding, duplex and page % 2 == 1) == 0


def edges(data: bytes) -> list[tuple[float, float]]:
    """White at the left and at the right of each page, in mm, by the words and the rules' ends."""
    out = []
    for page in range(len(inspector.boxes(data))):
        image = inspector.render(data, page, 144).convert("L").point(lambda v: 255 if v < 250 else 0)
        box = image.getbbox()
        out.append((box[0] / 144 * 25.4, (image.width - box[2]) / 144 * 25.4))
    return out


def test_margins_change_sides_on_even_pages_only_where_the_plan_asks() -> None:
    once = edges(pages("handout", "none", False))
    assert {(round(a), round(b)) for a, b in once} == {(20, 14)}
    twice = edges(pages("handout", "none", True))
    assert [(round(a), round(b)) for a, b in twice] == [
        (14, 20) if page % 2 else (20, 14) for page in range(len(twice))
    ]


def test_a_narrower_margin_grows_to_clear_the_holes() -> None:
    assert {round(a) for a, _ in edges(pages("poster", "none", False))} == {14}
    assert {round(a) for a, _ in edges(pages("poster", "two-holes", False))} == {20}
    assert {round(a) for a, _ in edges(pages("poster", "three-holes", False))} == {17}
    small = edges(pages("handout", "two-holes", True, "a5"))
    assert [(round(a), round(b)) for a, b in small] == [
        (10, 20) if page % 2 else (20, 10) for page in range(len(small))
    ]


def test_the_heads_of_a_punched_booklet_keep_off_its_fold() -> None:
    for a, b in edges(pages("booklet", "two-holes", False)):
        assert min(a, b) >= 9.9


def test_cards_are_cut_and_have_no_holes() -> None:
    assert pages("cards", "two-holes", True) == pages("cards", "none", False)
