"""Sheets of cards moved by what a printer is off, each side by its own."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.layout.moved import moved, page_moved
from psoas_pdf.layout.register import SHARED, turns_like_a_page
from psoas_pdf.model.layout import PRINTABLE, Layout, Stock
from psoas_pdf.model.plan import Offset, Printer
from psoas_pdf.pages import HEADER, LAYOUT, At, Block, Item, Page, Sheets, Stroke
from psoas_pdf.problems import Problems
from psoas_pdf.units import MM, length_words

ONE_SIDED = ("fronts", "fold")
"""Ways to print cards that leave the other side of the paper empty."""


def offset(sheets: Sheets, printer: Printer, two_sided: bool) -> Sheets:
    """The sheets with their fronts and backs moved: x to the right and y down, looking at that side.

    two_sided: every second page is a back.  Marks that would leave the printable area end at it, and the words over
    a sheet stay where they are.
    """
    if printer.front == printer.back == Offset():
        return sheets
    shorter: dict[Block | At, Block | At] = {}

    def of(page: int) -> Offset:
        return printer.back if two_sided and page % 2 else printer.front

    def placed(page: Page, by: Offset) -> Page:
        dx, dy = float(by.x), -float(by.y)
        blocks = []
        for block in page.blocks:
            if not all(item.mark is HEADER for item in block.items):
                block = moved(block, dx, dy)
                if block not in shorter:
                    shorter[block] = _shortened(block, page.width, page.height)
                block = shorter[block]
            blocks.append(block)
        return replace(page_moved(replace(page, blocks=()), dx, dy), blocks=tuple(blocks))

    pages = tuple([placed(page, of(i)) for i, page in enumerate(sheets.pages)])
    marks = [replace(mark, y=mark.y - float(of(mark.page).y)) for mark in sheets.bookmarks]
    return replace(sheets, pages=pages, bookmarks=tuple(marks))


def check_reach(printer: Printer, layout: Layout, stock: Stock, problems: Problems) -> None:
    """Warns of a side that is moved so far that what stands on its cards comes to where printers leave it out."""
    room = max(0.0, stock.margin + stock.inside(float(layout.inside or 0.0)) - stock.edge)
    told = length_words(int(room / MM * 10) / 10 * MM)
    sides = (("front", printer.front), ("back", printer.back))
    for side, by in sides[: 1 if layout.sides in ONE_SIDED else 2]:
        most = max(abs(by.x), abs(by.y))
        if most > room + SHARED:
            problems.warning(
                by.place,
                f"{side}s are moved by {length_words(most)}, and from {told} on printers may leave out "
                f"what stands at the edge of the stock {stock.id!r}",
                "use a stock with wider margins, or let the paper be guided better",
            )


def told_of_cards(layout: Layout, stock: Stock, printer: Printer | None) -> str:
    """Words of the imprint: how backs lie behind their fronts, and what sides are moved by, in mm to the right and
    down.  printer: None for a file that is not moved.
    """
    told = ""
    if layout.sides not in ONE_SIDED and not stock.single:
        across = turns_like_a_page(layout.flip, stock.width, stock.height)
        told += f" backs={'across' if across else 'down'}"
    for side in ("front", "back") if printer else ():
        by: Offset = getattr(printer, side)
        if by.x or by.y:
            told += f" {side}={by.x / MM:g},{by.y / MM:g}"
    return told


def _shortened(block: Block | At, width: float, height: float) -> Block | At:
    """The block, with lines that end where printers do; the same one where they do already."""
    items: list[Item] = []
    for item in block.items:
        if not (isinstance(item, Stroke) and item.mark is LAYOUT and not item.fill and len(item.path) == 2):
            items.append(item)
            continue
        (_, x0, y0), (_, x1, y1) = item.path
        ends = [(_within(float(x), width), _within(float(y), height)) for x, y in ((x0, y0), (x1, y1))]
        if ends == [(x0, y0), (x1, y1)]:
            items.append(item)
        elif (ends[0][0] == x0 and ends[1][0] == x1) or (ends[0][1] == y0 and ends[1][1] == y1):
            items.append(replace(item, path=(("M", *ends[0]), ("L", *ends[1]))))
    return Block(tuple(items)) if tuple(items) != block.items else block


def _within(at: float, size: float) -> float:
    return min(max(at, float(PRINTABLE)), size - float(PRINTABLE))
