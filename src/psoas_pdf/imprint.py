"""What a file says of how it was made: for `verify`, for the next run, and its date."""

from __future__ import annotations

import os
from dataclasses import replace

from psoas_pdf.extending import margins_on
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.order import PRINT, SCREEN, Draft, Order
from psoas_pdf.pages import Sheets


def imprinted(draft: Draft, order: Order, clean: bool) -> Sheets:
    """With what `verify` needs to know of how a file was made: no words of the plan, and nothing of a person.

    clean: nothing was said of it.  What was warned of is made again in each run, so that it is told again.
    """
    layout, theme = draft.layout, draft.theme
    floor = theme.card_floor if layout.kind == "cards" else theme.floor
    told = (
        f"layout={layout.id} kind={layout.kind} theme={theme.id} stock={draft.stock.id} floor={floor or 0:g}"
    )
    told += _arranged(layout, theme, draft.stock)
    if layout.kind == "cards":
        from psoas_pdf.layout.offsets import told_of_cards

        told += told_of_cards(
            layout, draft.stock, order.plan.clinic.printer if order.edition != PRINT else None
        )
    if layout.impose:
        told += f" impose={layout.impose}"
    if order.edition != SCREEN:
        told += f" edition={order.edition}"
    if order.inputs and clean:
        told += f" pages={len(draft.sheets.pages)} inputs={order.inputs}"
    return replace(draft.sheets, meta=replace(draft.sheets.meta, imprint=told))


def _arranged(layout: Layout, theme: Theme, stock: Stock) -> str:
    """Of pages in one column, where a long exercise goes on, on the next page."""
    from psoas_pdf.layout.type import in_one_column

    if layout.kind != "pages":
        return ""
    margins = margins_on(layout, stock)
    return " columns=1" if in_one_column(theme, stock.width - margins.left - margins.right) else ""


def dated(sheets: Sheets) -> Sheets:
    """SOURCE_DATE_EPOCH, where it is set, is the date of the file."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (epoch.isascii() and epoch.isdecimal()):
        return sheets
    from datetime import UTC, datetime

    stamp = datetime.fromtimestamp(min(int(epoch), 253402300799), UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return replace(sheets, meta=replace(sheets.meta, date=stamp))
