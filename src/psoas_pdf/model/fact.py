"""Facts and where they come from."""

from __future__ import annotations

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.words import Words

CERTAINTY = ("sourced", "computed", "general", "proposal")
"""sourced: read in a source.  computed: from published models.  general: professional knowledge, not confirmed in
a source.  proposal: a choice of ours.  The last two are marked as such wherever a clinician reads them."""


@record
class Source:
    """Where a fact comes from: a paper, a guideline, a page.  Kept in `data/sources.yaml` by id."""

    short: Words = key("What a reader sees: authors or body, and year.", example="ACSM 2021", words=True)
    about: Words = key(
        "What it is used for, in a few plain words.", example="how long to hold a stretch", words=True
    )
    title: str = key("Title of the work.")
    where: str = key("Journal, volume and page, or web address without https://.", default="")
    doi: str = key("Digital object identifier.", default="")
    link: str = key("Web address.", default="")
    read: str = key(
        "How much of it was read for this library.",
        choices=("full", "abstract", "excerpt", "secondary", "not-read"),
    )
    note: str = key("Anything a reviewer should know of it.", default="")
    place: Place = NOWHERE


@record
class Sources:
    """`data/sources.yaml`: every source by id."""

    sources: dict[str, Source] = key("Sources by id.")
    place: Place = NOWHERE


@record
class Fact:
    """A statement with its source."""

    words: Words = key("The statement, in plain words.", words=True)
    clinical: Words = key(
        "The same in clinical terms, for the clinician's sheet.", default=Words(""), words=True
    )
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    certainty: str = key("How sure it is.", default="sourced", choices=CERTAINTY)
    place: Place = NOWHERE


@record
class Belief:
    """Something that is often said, and what is known of it."""

    claim: Words = key("What is said.", words=True)
    verdict: str = key(
        "What the sources make of it.",
        choices=("right", "partly-right", "overstated", "disputed", "not-supported", "not-confirmed"),
    )
    words: Words = key("What to say instead, in plain words.", words=True)
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    certainty: str = key("How sure it is.", default="sourced", choices=CERTAINTY)
    place: Place = NOWHERE


@record
class Checked:
    """Who checked the facts, and when they are due again.  Printed in every document."""

    by: Words = key(
        "Name and role of the clinician who checked.  Left out: nobody has yet, and that is printed.",
        default=Words(""),
    )
    on: Words = key("When.", default=Words(""), example="November 2026")
    again: Words = key("Check again by.", default=Words(""), example="November 2028")
    place: Place = NOWHERE
