"""`Spec` to `Document`: which words and pictures stand in a document, in which order.  No lengths, no colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas_pdf.art import Art
from psoas_pdf.compose.desk import Desk
from psoas_pdf.document import Document
from psoas_pdf.lexicon import iso_date
from psoas_pdf.model.layout import Layout
from psoas_pdf.problems import Problems
from psoas_pdf.recent import Once
from psoas_pdf.spec import Spec

if TYPE_CHECKING:
    from psoas_pdf.logos import Logo


def compose(
    spec: Spec,
    layout: Layout,
    art: Art,
    problems: Problems,
    logo: Logo | None = None,
    once: Once | None = None,
) -> Document:
    """The document that a layout's sections ask for.

    Problems: words that the language lacks, sections that the layout can't have, pictures that can't be drawn.
    once: what was composed for other people.
    """
    writer = _writer(layout)(spec, art, problems, logo)
    writer.once = Once(0) if once is None else once
    plan = spec.plan
    return Document(
        title=str(writer.title()),
        author=str(plan.clinic.name or plan.clinician),
        language=spec.language.tag,
        subject=str(plan.goal),
        date=str(plan.date) if iso_date(plan.date) else "",
        running=writer.running(writer.title()),
        blocks=tuple(writer.blocks(layout)),
    )


def _writer(layout: Layout) -> type[Desk]:
    if layout.kind == "cards":
        from psoas_pdf.compose.deck import Cards

        return Cards
    if layout.kind == "plates":
        from psoas_pdf.compose.anatomy import Anatomy

        return Anatomy
    if layout.kind == "tiles":
        from psoas_pdf.compose.tiles import TileSheet

        return TileSheet
    if layout.kind == "team":
        from psoas_pdf.compose.team import TeamSheet

        return TeamSheet
    if layout.kind == "log":
        from psoas_pdf.compose.log import TrainingLog

        return TrainingLog
    from psoas_pdf.compose.handout import Handout

    return Handout
