"""Where finished pages stand on a larger sheet of paper: how the sheet lies, and a grid of pages in its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas_pdf.model.layout import BOOKLET, Layout, Stock
from psoas_pdf.problems import Place, Problems
from psoas_pdf.record import value
from psoas_pdf.source import short
from psoas_pdf.units import MM, length_words
from psoas_pdf.words import Words, place_of

if TYPE_CHECKING:
    from psoas_pdf.library import Library

ROUNDING = 0.1
"""Points by which pages may be wider than their sheet together: sizes of paper are rounded."""
LEFT_OVER = 1.0 * MM
"""What is less beside the pages is not cut off: two A5 are a millimetre less than an A4."""


@value
class Slots:
    """A sheet as it lies, with columns and rows of pages about its middle; all in points."""

    width: float
    height: float
    columns: int
    rows: int
    page_width: float
    page_height: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def left(self) -> float:
        """From the sheet's edge to the first page; the same at the right."""
        return (self.width - self.columns * self.page_width) / 2

    @property
    def under(self) -> float:
        """From the sheet's lower edge to the last page; the same above the first."""
        return (self.height - self.rows * self.page_height) / 2

    def corner(self, slot: int) -> tuple[float, float]:
        """Lower left corner of a page; slots count from 0, along the rows from the top, as they are read."""
        row, column = divmod(slot, self.columns)
        return (
            self.left + column * self.page_width,
            self.under + (self.rows - 1 - row) * self.page_height,
        )


def slots_of(layout: Layout, page: Stock, sheet: Stock) -> Slots | None:
    """The pages that the sheet holds, lying the way that holds more of them; None where it holds no two.

    A booklet has two, beside each other about the fold.
    """
    found = None
    for width, height in ((sheet.width, sheet.height), (sheet.height, sheet.width)):
        columns = int((width + ROUNDING) / page.width)
        rows = int((height + ROUNDING) / page.height)
        if layout.impose == BOOKLET:
            columns, rows = (2, 1) if columns >= 2 and rows >= 1 else (0, 0)
        if columns * rows > max(1, found.count if found else 0):
            found = Slots(float(width), float(height), columns, rows, float(page.width), float(page.height))
    return found


def sheet_name(layout: Layout, page: str) -> Words | None:
    """The id of the sheet that pages of that stock stand on; None where pages are sheets of their own."""
    if not layout.impose:
        return None
    return (layout.sheet_on or {}).get(page, layout.sheet)


def check_slots(library: Library, layout: Layout, problems: Problems) -> None:
    """Reports what can't be true of a whole layout's sheets."""
    if not layout.impose:
        for name in ("sheet", "sheet-on", "repeat", "creep"):
            if name in layout.places:
                hint = "write impose: booklet or impose: n-up"
                problems.error(layout.at(name), f"{name}: needs pages that are put on a larger sheet", hint)
        return
    if layout.kind == "cards":
        hint = "take impose: out; a stock of cards says itself where they stand"
        problems.error(layout.at("impose"), "cards stand on sheets already", hint)
        return
    _check_own(layout, problems)
    for name in layout.sheet_on or {}:
        if name not in (layout.stocks or ()):
            told = f"the layout has no stock {short(name)}"
            problems.error(layout.at("sheet-on"), told, "it has " + ", ".join(layout.stocks or ()))
    for stock in layout.stocks or ():
        sheet = sheet_name(layout, stock)
        if sheet is None:
            told = f"there is no sheet for pages of {stock!r}"
            problems.error(layout.at("impose"), told, "write sheet: and the id of a stock")
            return
        _check_pair(library, layout, stock, sheet, problems)


def _check_own(layout: Layout, problems: Problems) -> None:
    """Keys of the other kind of sheet; what a layout only takes over from the one that it extends is passed by."""
    other, told = ("repeat", "a booklet has each page once") if layout.impose == BOOKLET else ("creep", "")
    if getattr(layout, other) and layout.at(other).file == layout.place.file:
        hint = f"take {other}: out"
        problems.error(layout.at(other), told or "only the sheets of a booklet lie in each other", hint)


def _check_pair(library: Library, layout: Layout, stock: str, sheet: Words, problems: Problems) -> None:
    at: Place = place_of(sheet) if place_of(sheet).file else layout.at("sheet")
    paper: Stock | None = library.get("stock", sheet, problems, at)
    page: Stock | None = library.get("stock", stock, Problems())
    if paper is None or page is None:
        return
    if slots_of(layout, page, paper) is None:
        beside = " beside each other" if layout.impose == BOOKLET else ""
        problems.error(
            at,
            f"the stock {sheet!r} ({_size(paper)}) holds no two pages of {stock!r} ({_size(page)}){beside}",
            "name a larger sheet, or smaller pages in stocks:",
        )


def _size(stock: Stock) -> str:
    return f"{length_words(stock.width).removesuffix(' mm')} × {length_words(stock.height)}"
