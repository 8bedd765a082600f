"""A sheet to measure a printer by, for one stock: what `psoas-pdf build --calibrate` prints."""

from __future__ import annotations

from psoas_pdf.build import SCREEN, STANDARD, Built, Workshop, dated
from psoas_pdf.layout.calibration import Wanted, calibration_sheets
from psoas_pdf.layout.sheets import CREATOR, FIXED_DATE
from psoas_pdf.layout.type import Type
from psoas_pdf.lexicon import Lexicon, iso_date
from psoas_pdf.library import Library
from psoas_pdf.model.language import Language
from psoas_pdf.model.layout import Stock
from psoas_pdf.model.plan import Plan
from psoas_pdf.pages import Meta
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store

NAME = "calibrate"


def calibrate(
    plan: Plan,
    library: Library,
    *,
    stock: str,
    layout: str = "cards",
    language: str | None = None,
    problems: Problems,
) -> Built | None:
    """The sheet of a stock, moved by the offsets that the plan's clinic has; None after an error.

    layout: the one whose flip is printed and used.
    """
    found = Problems()
    paper: Stock | None = library.get("stock", stock, found)
    cards = library.layout(layout, found)
    theme = library.theme((cards.theme if cards else None) or STANDARD, found)
    tongue: Language | None = library.language(language or plan.language, found)
    if paper is None or cards is None or theme is None or tongue is None or found.failed:
        problems.extend(found)
        return None
    workshop = Workshop(library, default_store())
    faces, say = workshop.faces(theme, found), Lexicon(tongue, found)
    meta = Meta(
        say("calibrate.title", stock=paper.id),
        str(plan.clinic.name or plan.clinician) or CREATOR,
        tongue.tag,
        (str(plan.date) if iso_date(plan.date) else FIXED_DATE) + "T00:00:00+00:00",
        imprint=f"layout={NAME} kind=calibration theme={theme.id} stock={paper.id} floor={theme.card_floor or 0:g}",
    )
    type_ = Type(theme, faces, workshop.ink("man", theme), found, plan.place)
    sheets = calibration_sheets(Wanted(paper, cards, plan.clinic.printer, say, meta), type_)
    problems.extend(found)
    if sheets is None or found.failed:
        return None
    data = workshop.painter(faces).paint(dated(sheets))
    return Built(data, len(sheets.pages), plan.id, NAME, "", tongue.id, stock, None, SCREEN)
