"""What is asked for, and what it came to on its way from an order to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.model.plan import Plan
from psoas_pdf.pages import Sheets
from psoas_pdf.record import value
from psoas_pdf.spec import Spec

if TYPE_CHECKING:
    from psoas_pdf.paint import Painter

SCREEN, PRINT = "screen", "print"
"""The editions: one to look at and to print in an office, one for a print shop."""


@value
class Order:
    """What is asked for.  layout: an id or a file.  theme, stock: None for the layout's own; language: the plan's.

    icc: path of the profile for a print edition, None for one in grey.  row: of the roster, 0 for none.  inputs: a
    digest of all that the document is made from, which is written into it; '' for none (see `inputs`).
    team: for a layout of kind 'team', one document for all: plans of everybody on it, as `Roster.members` makes them of
    `plan`, in the order of the rows; none makes a sheet with blank rows to write names in, or with the plan's own
    person.  What is wrong with one of them is told at its row.
    """

    plan: Plan
    layout: str
    theme: str | None = None
    stock: str | None = None
    language: str | None = None
    edition: str = SCREEN
    icc: str | None = None
    row: int = 0
    inputs: str = ""
    team: tuple[Plan, ...] = ()

    @property
    def grey(self) -> bool:
        """Whether it is printed in one ink."""
        return self.edition == PRINT and self.icc is None


@value
class Chosen:
    """What an order comes to.  other_stock, other_theme: None when they are the layout's own, as in `Built`."""

    layout: Layout
    theme: Theme
    other_stock: str | None
    other_theme: str | None


@value
class Draft:
    """Finished pages before they are painted, and what they were made with."""

    sheets: Sheets
    layout: Layout
    theme: Theme
    stock: Stock
    spec: Spec


@value
class Ready:
    """A draft with nothing wrong in it, and its pages with all that their file says of itself."""

    draft: Draft
    sheets: Sheets
    painter: Painter


@value
class Built:
    """A finished document.  stock, theme: None when they are the layout's own, so that names of files stay short."""

    data: bytes
    pages: int
    plan: str
    layout: str
    person: str
    language: str
    stock: str | None
    theme: str | None
    edition: str = SCREEN
