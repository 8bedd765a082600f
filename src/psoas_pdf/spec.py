"""What is to be printed, with nothing optional any more: plan and library put together in one language."""

from __future__ import annotations

from collections.abc import Mapping

from psoas_pdf.model.dose import Dose
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.fact import Source
from psoas_pdf.model.language import Language
from psoas_pdf.model.load import Load, Loading
from psoas_pdf.model.muscle import Muscle
from psoas_pdf.model.plan import Help, Person, Plan
from psoas_pdf.model.plate import Plate
from psoas_pdf.problems import Place
from psoas_pdf.record import value
from psoas_pdf.words import Words


@value
class Item:
    """One exercise as this person does it.

    number: its place in the plan, from 1.  side: 'each', 'left', 'right' or 'both'.
    mirrored: the picture shows the other side than the one drawn.  place: the plan's entry.
    link: checked address for its QR code, or ''.
    group: the heading that it stands under; label: its mark there, such as A1; '' for none.
    dose: the exercise's own with the plan's changes over it; complete for its kind.
    loading: the rule of its load.  loads: what that comes to, for all sets or one a set; none without a maximum.
    """

    number: int
    exercise: Exercise
    dose: Dose
    side: str
    mirrored: bool
    note: Words | None
    place: Place
    link: Words = Words("")
    group: Words = Words("")
    label: Words = Words("")
    loading: Loading | None = None
    loads: tuple[Load, ...] = ()


@value
class Mate:
    """One of a team.  items: what this person does of each exercise of the plan, or why it is left out."""

    person: Person
    items: tuple[Item | Words, ...]
    place: Place


@value
class Spec:
    """Everything that a layout may print.  `sources`: those used, by id, in the order of their first use.

    team: everybody on a sheet for a team, none on others.
    """

    plan: Plan
    language: Language
    items: tuple[Item, ...]
    help: Help
    muscle: Muscle | None
    parts: tuple[Muscle, ...]
    plates: tuple[Plate, ...]
    sources: Mapping[str, Source]
    team: tuple[Mate, ...] = ()
