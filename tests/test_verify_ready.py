"""Every ready layout on A4 and Letter, in all themes that it allows: built without a word, and nothing is found."""

from __future__ import annotations

import pytest

from psoas_pdf.build import Order, Workshop
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store
from psoas_pdf.theming import check_printable
from psoas_pdf.verify import verify
from ready_plan import PAPER, library

LAYOUTS = library().ids("layout")
THEMES = library().ids("theme")
EDITIONS = ("screen", "print")


def judge(layout: str, paper: str, theme: str | None, edition: str) -> None:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    own = library().layout(layout, problems)
    assert own
    refused = Problems()
    if theme:
        check_printable(library(), own, library().theme(theme, problems), refused)
    stock = paper if any(_is_on(str(name), paper) for name in own.stocks or ()) else None
    made = Workshop(library(), default_store()).make(
        Order(plan, layout, theme, stock, edition=edition), problems
    )
    if refused.failed:
        assert made is None
        assert [str(p) for p in refused] == [str(p) for p in problems]
        return
    assert [str(p) for p in problems] == []
    assert made
    found = Problems()
    assert verify(made.data, f"{layout} {paper} {theme} {edition}", found, library=library())
    assert [str(p) for p in found] == []


def _is_on(name: str, paper: str) -> bool:
    stock = library().get("stock", name, Problems())
    return name == paper or (stock is not None and stock.paper == paper)


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_ready_layouts(layout: str, paper: str) -> None:
    judge(layout, paper, None, "screen")


@pytest.mark.full
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_ready_layouts_in_all_themes(layout: str, paper: str, theme: str, edition: str) -> None:
    judge(layout, paper, theme, edition)
