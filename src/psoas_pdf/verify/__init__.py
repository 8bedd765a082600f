"""Reads finished PDFs back: what public validators miss, and with one installed what they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from psoas_pdf.problems import Problems
from psoas_pdf.record import value
from psoas_pdf.verify.about import check_about, check_fonts
from psoas_pdf.verify.codes import check_codes
from psoas_pdf.verify.contents import About, Contents, Damaged
from psoas_pdf.verify.edges import Edges, check_boxes, check_cells
from psoas_pdf.verify.elements import check_figures, check_headings, check_links, check_whole
from psoas_pdf.verify.findings import Findings
from psoas_pdf.verify.grounds import check_grounds
from psoas_pdf.verify.marks import check_artifacts, check_furniture, check_owners, check_page_marks
from psoas_pdf.verify.objects import Budget, TooMuch
from psoas_pdf.verify.order import check_blocks, check_words
from psoas_pdf.verify.papers import cells_of, papers_of
from psoas_pdf.verify.pictures import check_pictures
from psoas_pdf.verify.press import check_bleed, check_intents, check_press, check_rules, is_for_press
from psoas_pdf.verify.spoken import Spoken, pieces
from psoas_pdf.verify.standards import check_standards
from psoas_pdf.verify.tables import check_tables
from psoas_pdf.verify.typesetting import check_typesetting

if TYPE_CHECKING:
    from psoas_pdf.geometry import Box
    from psoas_pdf.library import Library
    from psoas_pdf.verify.painted import Key, PagePainted
    from psoas_pdf.verify.tags import Tags

PAGE_FLOOR = 12.0
"""Smallest type in points of a file that doesn't say what it was made with."""
MOST_FLOOR = 200.0
CARDS, CALIBRATION = "cards", "calibration"
"""Kinds of files of ours whose pages are no pages of text."""


@value
class Verified:
    """What was looked at.  standards: whether a validator was there to check PDF/UA and PDF/A."""

    pages: int
    imprint: Mapping[str, str]
    standards: bool


def verify(
    data: bytes,
    file: str,
    problems: Problems,
    *,
    library: Library | None = None,
    floor: float | None = None,
    standards: bool = True,
) -> Verified | None:
    """Looks at one file and adds what is wrong to `problems`; None for one that can't be read to its end.

    file: its name in problems.  library: knows papers and card stocks.  floor: smallest type in points instead
    of what the file says of itself.
    """
    findings = Findings()
    try:
        return _verify(data, library, floor, standards, findings)
    except Damaged as error:
        findings.error(error.page, str(error), error.hint)
        return None
    except TooMuch as error:
        findings.error(0, f"too large to verify: {error}")
        return None
    finally:
        findings.tell(file, problems)


def _verify(
    data: bytes, library: Library | None, floor: float | None, standards: bool, findings: Findings
) -> Verified:
    """Raises Damaged."""
    contents = Contents(data)
    about, tags = contents.about(), contents.tags()
    pages, spoken, drawn = _pages(contents, about, floor, library, findings)
    check_about(about, tags.root is not None, findings)
    check_fonts(contents.fonts(), findings)
    check_boxes(pages, papers_of(library), findings)
    check_intents(about, pages, findings)
    _check_tags(contents.budget, tags, about, pages, spoken, drawn, findings)
    found = check_standards(data, findings) if standards else False
    return Verified(len(pages), about.imprint, found)


def _pages(
    contents: Contents, about: About, floor: float | None, library: Library | None, findings: Findings
) -> tuple[list[PagePainted], Spoken, dict[tuple[int, Key], Box]]:
    """All pages, looked at one by one.  What is painted on them is let go, but for words."""
    spoken, out, drawn = Spoken(), [], {}
    press, cards = is_for_press(about), about.imprint.get("kind") == CARDS
    cells = cells_of(about.imprint, library)
    least = floor or _floor(about.imprint)
    edges = Edges()
    for page in contents.pages():
        try:
            check_grounds(page, contents.budget, findings)
        except TooMuch as error:
            raise Damaged(f"too large to verify: {error}", page=page.number) from None
        check_page_marks(page, findings)
        check_typesetting(page, least, findings)
        edges.add(page)
        if cells.fronts:
            check_cells(page, cells.on(page.number), findings)
        check_pictures(page, findings)
        check_codes(page, findings)
        check_rules(page, press, findings)
        check_bleed(page, findings)
        if press:
            check_press(page, findings)
        spoken.add(page)
        drawn.update({(page.number, key): box for key, box in page.drawn.items()})
        out.append(replace(page, inks=()))
    cut = cards or "impose" in about.imprint or about.imprint.get("kind") == CALIBRATION
    edges.tell(cut, len(cells.fronts) == 1, findings)
    return out, spoken, drawn


def _check_tags(
    budget: Budget,
    tags: Tags,
    about: About,
    pages: Sequence[PagePainted],
    spoken: Spoken,
    drawn: Mapping[tuple[int, Key], Box],
    findings: Findings,
) -> None:
    root = tags.root
    if root is None:
        return
    read = list(pieces(root, spoken))
    check_owners(tags, pages, spoken, findings)
    imposed, cards = "impose" in about.imprint, about.imprint.get("kind") == CARDS
    check_artifacts(pages, spoken, imposed, findings)
    if not cards:  # a deck of many has the same card at the same place
        check_furniture(pages, findings)
    check_words(read, findings)
    check_blocks(read, imposed, cards, budget, findings)
    check_headings(read, findings)
    check_figures(root, drawn, spoken, findings)
    check_links(tags, pages, spoken, findings)
    check_tables(root, spoken, findings)
    if about.imprint and not cards:
        check_whole(root, spoken, about.imprint.get("columns") == "1", findings)


def _floor(imprint: Mapping[str, str]) -> float:
    try:
        floor = float(imprint.get("floor", ""))
    except ValueError:
        return PAGE_FLOOR
    return floor if 0 < floor <= MOST_FLOOR else PAGE_FLOOR
