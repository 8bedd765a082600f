"""`Document` and layout to finished pages.  Everything at its place; nothing of PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psoas_pdf.document import Document
    from psoas_pdf.layout.kept import Kept
    from psoas_pdf.model.layout import Layout, Stock, Theme
    from psoas_pdf.pages import Ink, Sheets
    from psoas_pdf.problems import Problems
    from psoas_pdf.text.fonts import Face


def lay_out(
    document: Document,
    layout: Layout,
    theme: Theme,
    stock: Stock,
    faces: Mapping[str, Face],
    ink: Ink,
    problems: Problems,
    inks: Mapping[str, Ink] | None = None,
    kept: Kept | None = None,
) -> Sheets:
    """The pages of a document.  What does not fit, and what the font lacks, are problems with their places.

    ink: colours of the drawings.  inks: others for the figures of some looks.
    kept: what was made of other documents with that theme, those faces and inks.
    """
    from psoas_pdf.layout.type import Type

    type_ = Type(theme, faces, ink, problems, document.running.title.place, inks, kept)
    if layout.kind == "cards":
        from psoas_pdf.layout.cards import lay_out_cards

        return lay_out_cards(document, layout, stock, type_)
    if layout.kind == "plates":
        from psoas_pdf.layout.anatomy import lay_out_anatomy

        return lay_out_anatomy(document, layout, stock, type_)
    if layout.kind == "tiles":
        from psoas_pdf.layout.tiles import lay_out_tiles

        return lay_out_tiles(document, layout, stock, type_)
    if layout.kind == "team":
        from psoas_pdf.layout.squad import lay_out_squad

        return lay_out_squad(document, layout, stock, type_)
    if layout.kind == "log":
        from psoas_pdf.layout.log import lay_out_log

        return lay_out_log(document, layout, stock, type_)
    from psoas_pdf.layout.flow import lay_out_pages

    return lay_out_pages(document, layout, stock, type_)
