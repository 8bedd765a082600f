"""Sheets of cards moved by what a printer is off, each side by its own."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.layout.moved import moved, page_moved
from psoas_pdf.model.layout import PRINTABLE
from psoas_pdf.model.plan import Offset, Printer
from psoas_pdf.pages import HEADER, LAYOUT, At, Block, Item, Page, Sheets, Stroke


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
