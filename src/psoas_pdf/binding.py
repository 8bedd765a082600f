"""Margins of paper that is punched, or printed on both sides: the side that is bound stays clear of the holes."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.model.layout import BOOKLET, Layout, Margins, Theme
from psoas_pdf.model.plan import NO_HOLES, Plan
from psoas_pdf.units import Length


def bound(layout: Layout, theme: Theme, plan: Plan) -> Layout:
    """The whole layout with the margins that the plan's binding asks for; cards are cut, so they have none.

    The side that is bound is the left of a page, and of the back of a page its right.  Pages of a booklet are
    bound at the fold.
    """
    if layout.kind == "cards":
        return layout
    swaps = plan.duplex or layout.impose == BOOKLET
    if plan.binding != NO_HOLES and layout.margins:
        gutter = Length((theme.lengths or {})[f"gutter-{plan.binding}"])
        on = {stock: _clear(margins, gutter) for stock, margins in (layout.margins_on or {}).items()}
        layout = replace(layout, margins=_clear(layout.margins, gutter), margins_on=on or None)
    return replace(layout, swaps=True) if swaps else layout


def _clear(margins: Margins, gutter: Length) -> Margins:
    return replace(margins, left=gutter) if margins.left < gutter else margins
