"""Sheets and cards that the library knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from psoas_pdf.geometry import Box
from psoas_pdf.problems import Problems
from psoas_pdf.verify.edges import Paper

if TYPE_CHECKING:
    from psoas_pdf.library import Library
    from psoas_pdf.model.layout import Stock


def papers_of(library: Library | None) -> list[Paper]:
    return [Paper(s.id, s.width, s.height) for s in _stocks(library)] if library else []


def cells_of(imprint: Mapping[str, str], library: Library | None) -> list[Box]:
    """The cards of the stock that a file was made for, on its page; none for paper, and for an unknown stock."""
    name = imprint.get("stock", "")
    if library is None or imprint.get("kind") != "cards" or not library.has("stock", name):
        return []
    stock: Stock | None = library.get("stock", name, Problems())
    if stock is None or stock.cells is None:
        return []
    c = stock.cells
    return [
        Box(x, stock.height - y - c.height, x + c.width, stock.height - y)
        for x, y in ((c.x + i * c.dx, c.y + j * c.dy) for j in range(c.rows) for i in range(c.columns))
    ]


def _stocks(library: Library) -> list[Stock]:
    found = [library.get("stock", name, Problems()) for name in library.ids("stock")]
    return [stock for stock in found if stock is not None]
