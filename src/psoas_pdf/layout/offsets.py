"""Sheets of cards moved by what a printer is off, each side by its own."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.layout.moved import page_moved
from psoas_pdf.model.plan import Offset, Printer
from psoas_pdf.pages import Page, Sheets


def offset(sheets: Sheets, printer: Printer, two_sided: bool) -> Sheets:
    """The sheets with their fronts and backs moved: x to the right and y down, looking at that side.

    two_sided: every second page is a back.
    """
    if printer.front == printer.back == Offset():
        return sheets

    def of(page: int) -> Offset:
        return printer.back if two_sided and page % 2 else printer.front

    pages: list[Page] = [page_moved(p, float(of(i).x), -float(of(i).y)) for i, p in enumerate(sheets.pages)]
    marks = [replace(mark, y=mark.y - float(of(mark.page).y)) for mark in sheets.bookmarks]
    return replace(sheets, pages=tuple(pages), bookmarks=tuple(marks))
