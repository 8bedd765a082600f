"""What single tags need: headings in steps, words for pictures and links, exercises that stay on one page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from psoas_pdf.geometry import Box
from psoas_pdf.verify.edges import distances
from psoas_pdf.verify.findings import Findings, listed
from psoas_pdf.verify.painted import Annotation, Key, PagePainted, meets
from psoas_pdf.verify.spoken import Piece, Spoken
from psoas_pdf.verify.tags import HEADINGS, Element, Tags

EMPTY_WORDS = re.compile(
    r"(?i)^(?:[\w -]+\.(?:png|jpe?g|gif|svg|pdf)|(?:image|picture|figure|img|photo)[ _-]?\d*)$"
)
"""Alternative texts that say nothing."""
SECTIONS = ("Sect", "Art")
BOX_SLACK = 3.0
"""Points by which a picture may be larger than the box that its tag names: lines have a width."""


def check_headings(pieces: Sequence[Piece], findings: Findings) -> None:
    level, any_ = 0, False
    for piece in pieces:
        if piece.element.role not in HEADINGS:
            continue
        any_, own = True, HEADINGS.index(piece.element.role) + 1
        if own > level + 1:
            below = f"H{level}" if level else "the beginning"
            findings.error(
                piece.words[0].page,
                f"the heading {listed([piece.text])} is an H{own} after {below}",
                "leave no step out",
            )
        level = own
    if pieces and not any_:
        findings.warning(0, "the file has no headings", "a screen reader jumps from heading to heading")


def check_figures(
    root: Element, drawn: Mapping[tuple[int, Key], Box], spoken: Spoken, findings: Findings
) -> None:
    for element in root.walk():
        if element.role not in ("Figure", "Formula"):
            continue
        places = list(element.places())
        page = places[0][0] if places else 0
        alt = (element.alt or element.spoken or "").strip()
        if not alt:
            findings.error(page, "a picture without words for who can't see it (Alt)", "say what it shows")
        elif EMPTY_WORDS.match(alt):
            findings.error(page, f"the words for a picture say nothing: {listed([alt])}", "say what it shows")
        boxes = [drawn[place] for place in places if place in drawn]
        boxes += [word.run.box for place in places for word in spoken.words(place)]
        if not boxes:
            findings.error(
                page, f"the tag of a picture that is nowhere: {listed([alt])}", "make the file again"
            )
            continue
        named = element.attributes.get("BBox")
        if not isinstance(named, list) or len(named) != 4:
            findings.error(page, f"the tag of a picture doesn't say where it stands (BBox): {listed([alt])}")
            continue
        box = Box(*named)
        own = [drawn[place] for place in places if place in drawn and place[0] == page]
        if any(min(distances(one, box)) < -BOX_SLACK for one in own):
            findings.error(
                page, f"the tag of a picture says that it stands elsewhere (BBox): {listed([alt])}"
            )


def check_links(tags: Tags, pages: Sequence[PagePainted], spoken: Spoken, findings: Findings) -> None:
    owners: dict[int, Element] = {}
    if tags.root is not None:
        owners = {link: element for element in tags.root.walk() for link in element.links}
    found = {a.id: (page.number, a) for page in pages for a in page.annotations}
    for number, annotation in found.values():
        if annotation.kind in ("Popup", "PrinterMark") or annotation.hidden:
            continue
        named = listed([annotation.says]) if annotation.says else f"a {annotation.kind.lower()}"
        if not annotation.says.strip():
            findings.error(number, f"{named} without words of its own (Contents)", "say where it leads")
        owner = owners.get(annotation.id)
        if owner is None:
            findings.error(number, f"no tag owns the link {named}", "a screen reader can't follow it")
            continue
        if tags.parents.get(annotation.parent) != owner.id:
            findings.error(number, f"the link {named} and its tag don't know each other (StructParent)")
        if not _stands_on_words(number, annotation, owner, spoken):
            findings.error(number, f"the link {named} stands elsewhere than its words")
    for element in owners.values() if tags.root is not None else ():
        if any(link not in found for link in element.links):
            findings.error(0, "a tag points to a link that is on no page", "make the file again")
    bare = [e for e in tags.root.walk() if e.role == "Link" and not e.links] if tags.root is not None else []
    if bare:
        findings.error(
            0, f"words that are tagged as a link and lead nowhere: {listed([_text(e, spoken) for e in bare])}"
        )


def check_whole(root: Element, spoken: Spoken, one_column: bool, findings: Findings) -> None:
    """Exercises on one page each: sections with a heading, a picture and numbered steps.

    One that was split on purpose goes on in a section under its name and more words, such as '(continued)'; without
    them nobody knows whose steps they are.  one_column: large print and narrow pages, where that is as it should be.
    """
    before, page_before = "", 0
    for section in root.walk():
        below = list(section.walk())[1:] if section.role in SECTIONS else []
        if not any(e.attributes.get("ListNumbering") == "Decimal" for e in below if e.role == "L"):
            continue
        if any(element.role in SECTIONS for element in below):
            continue
        heads = [element for element in below if element.role in HEADINGS]
        name = _text(heads[0], spoken).strip() if heads else ""
        pages = sorted({page for page, _ in section.places()})
        pictured = any(element.role == "Figure" for element in below)
        if not pages:
            continue
        if pictured and len(pages) > 1:
            told = f"{listed([name])} is split over pages {pages[0]} and {pages[-1]}"
            findings.error(pages[0], told, "make the file again")
        elif before and not pictured and not heads:
            told = f"{listed([before])} goes on on page {pages[0]} without its name"
            findings.error(pages[0], told, "make the file again")
        elif before and not one_column and name != before and name.startswith(before):
            told = f"{listed([before])} is split over pages {page_before} and {pages[-1]}"
            findings.warning(page_before, told, "use fewer or shorter steps and notes")
        if pictured:
            before, page_before = name, pages[-1]


def _text(element: Element, spoken: Spoken) -> str:
    return spoken.text(element.places())


def _stands_on_words(page: int, annotation: Annotation, owner: Element, spoken: Spoken) -> bool:
    words = [word for place in owner.places() for word in spoken.words(place) if word.page == page]
    return not words or any(meets(word.run.box, annotation.box) for word in words)
