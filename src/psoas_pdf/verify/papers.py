"""Sheets and cards that the library knows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.problems import Problems
from psoas_pdf.units import MM
from psoas_pdf.verify.edges import Paper

if TYPE_CHECKING:
    from psoas_pdf.library import Library
    from psoas_pdf.model.layout import Stock


def papers_of(library: Library | None) -> list[Paper]:
    return [Paper(s.id, s.width, s.height) for s in _stocks(library)] if library else []


class Cells(NamedTuple):
    """The cards of a sheet in points from its lower left: of its fronts, and of every second page if that is a
    side of backs.
    """

    fronts: tuple[Box, ...] = ()
    backs: tuple[Box, ...] = ()

    def on(self, page: int) -> tuple[Box, ...]:
        """page: from 1."""
        return self.backs if page % 2 == 0 and self.backs else self.fronts


def cells_of(imprint: Mapping[str, str], library: Library | None) -> Cells:
    """The cards of the stock that a file was made for, as its sides are turned and moved; none for paper, and for
    an unknown stock.
    """
    name = imprint.get("stock", "")
    if library is None or imprint.get("kind") != "cards" or not library.has("stock", name):
        return Cells()
    stock: Stock | None = library.get("stock", name, Problems())
    if stock is None or stock.cells is None:
        return Cells()
    c = stock.cells
    fronts = tuple(
        [
            Box(x, stock.height - y - c.height, x + c.width, stock.height - y)
            for x, y in ((c.x + i * c.dx, c.y + j * c.dy) for j in range(c.rows) for i in range(c.columns))
        ]
    )
    turned = imprint.get("backs", "")
    if turned == "across":
        backs = tuple([Box(stock.width - b[2], b[1], stock.width - b[0], b[3]) for b in fronts])
    elif turned == "down":
        backs = tuple([Box(b[0], stock.height - b[3], b[2], stock.height - b[1]) for b in fronts])
    else:
        backs = ()
    return Cells(_moved(fronts, imprint.get("front", "")), _moved(backs, imprint.get("back", "")))


def _moved(cells: tuple[Box, ...], by: str) -> tuple[Box, ...]:
    """by: millimetres to the right and down, as '-1,0.5'."""
    try:
        dx, dy = [float(part) * MM for part in by.split(",")]
    except ValueError:
        return cells
    if not abs(dx) + abs(dy) < math.inf:
        return cells
    return tuple([Box(b[0] + dx, b[1] - dy, b[2] + dx, b[3] - dy) for b in cells])


def _stocks(library: Library) -> list[Stock]:
    found = [library.get("stock", name, Problems()) for name in library.ids("stock")]
    return [stock for stock in found if stock is not None]
