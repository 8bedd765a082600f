"""Every ready layout on each of its stocks, in all themes: built without a word, and nothing is found in it; or refused
in words that say what can be had.
"""

from __future__ import annotations

import re

import pytest

from psoas_pdf.build import Order, Workshop
from psoas_pdf.model.layout import Layout
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.theming import check_printable
from psoas_pdf.verify import verify
from ready_plan import library

THEMES = library().ids("theme")
STANDARD = "standard"
LARGE = ("large-print-16", "large-print", "large-print-24")
TOO_SMALL = {
    "cards": {
        *("bridge-9up", "bridge-9up-letter", "bridge-8up", "bridge-8up-letter", "bridge"),
        *("avery-5371", "avery-8371", "avery-8373", "avery-c32011", "avery-c32015", "avery-l7163"),
    }
}
"""Stocks whose cards don't hold what the ready plan says on both sides: they are for fronts alone."""


def layout_of(name: str) -> Layout:
    layout = library().layout(name, Problems())
    assert layout
    return layout


STOCKS = [(name, str(stock)) for name in library().ids("layout") for stock in layout_of(name).stocks or ()]


def papers(name: str) -> list[str]:
    """The first stock of a layout on each kind of paper."""
    found: dict[str | None, str] = {}
    for stock in map(str, layout_of(name).stocks or ()):
        record = library().get("stock", stock, Problems())
        assert record
        found.setdefault(record.paper or record.id, stock)
    return list(found.values())


ON_PAPERS = [(name, stock) for name in library().ids("layout") for stock in papers(name)]


def judge(name: str, stock: str, theme: str, edition: str, validator: bool = True) -> None:
    problems = Problems()
    plan, layout = library().get("plan", "iliopsoas", problems), layout_of(name)
    refused = Problems()
    sheet = library().get("stock", stock, problems)
    check_printable(library(), layout, library().theme(theme, problems), refused, sheet)
    made = Workshop(library(), default_store()).make(
        Order(plan, name, theme, stock, edition=edition), problems
    )
    told = [str(problem) for problem in problems]
    if refused.failed:
        assert made is None
        assert told == [str(problem) for problem in refused]
        return
    if stock in TOO_SMALL.get(name, ()):
        assert made is None
        assert told
        assert all(
            re.search(r" is too long for its (back|front): it needs .* and the card has ", one)
            for one in told
        )
        return
    assert told == []
    assert made
    found = Problems()
    file = f"{name} {stock} {theme} {edition}"
    assert verify(made.data, file, found, library=library(), standards=validator)
    assert [str(problem) for problem in found] == []


def test_what_can_be_had_in_large_print() -> None:
    """As the pages are designed: cards, team sheets and poster have none; nor has what is folded or cut small."""
    refused = set()
    for name, stock in STOCKS:
        for theme in THEMES:
            problems = Problems()
            sheet = library().get("stock", stock, problems)
            check_printable(library(), layout_of(name), library().theme(theme, problems), problems, sheet)
            if problems.failed:
                refused.add((name, theme if name == "handout" else theme in LARGE))
    large = {
        "booklet",
        "cards",
        "cards-large",
        "cards-small",
        "poster",
        "team-sheet",
        "team-sheet-athlete",
        "two-up",
    }
    handout = {("handout", "large-print"), ("handout", "large-print-24")}  # on half-letter, and on A5
    assert refused == {(name, True) for name in large} | handout


@pytest.mark.parametrize(("layout", "stock"), ON_PAPERS)
def test_ready_layouts(layout: str, stock: str) -> None:
    judge(layout, stock, STANDARD, "screen")


@pytest.mark.full
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("layout", "stock"), STOCKS)
def test_ready_layouts_on_all_stocks_in_all_themes(layout: str, stock: str, theme: str) -> None:
    judge(layout, stock, theme, "screen")


@pytest.mark.full
@pytest.mark.parametrize(("layout", "stock"), STOCKS)
def test_print_editions_on_all_stocks(layout: str, stock: str) -> None:
    judge(layout, stock, STANDARD, "print")


@pytest.mark.full
@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != STANDARD])
@pytest.mark.parametrize(("layout", "stock"), ON_PAPERS)
def test_print_editions_in_all_themes(layout: str, stock: str, theme: str) -> None:
    judge(layout, stock, theme, "print", validator=False)
