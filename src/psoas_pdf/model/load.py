"""Loads that are worked out for each person: a part of the most that the person lifts, or of the body's mass."""

from __future__ import annotations

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record, value
from psoas_pdf.units import Mass, Percents
from psoas_pdf.words import Words

BODY, MAX = "body", "max"
KG, LB = "kg", "lb"


@value
class Load:
    """A load as it is told: its number without zeros at the end ('62.5'), and 'kg' or 'lb'."""

    number: str
    unit: str


@record
class Equipment:
    """A kind of weight, such as a bar, dumbbells or balls: which loads can be made with it."""

    step: Mass = key(
        "From one load to the next; for a bar, a plate on each end.  Loads are told in its unit.",
        example="2.5 kg",
    )
    least: Mass | None = key(
        "The least load, such as the bar alone; the steps go up from it.  Left out: one step.",
        default=None,
        example="20 kg",
    )
    name: Words | None = key("What it is called on paper.  Left out: its key.", default=None, words=True)
    place: Place = NOWHERE


@record
class Loading:
    """The rule for a load.  It comes to the nearest load that the equipment has; half a step goes up."""

    percent: Percents = key(
        "How many per cent; as a list, one a set (sets after the last have the last).",
        example="[70, 75, 80]",
    )
    of: str = key(
        "`max`, the most that the person lifts once (`max` of the exercise, in the plan or the roster), or `body`, "
        "the mass of the body.",
        default=MAX,
        choices=(MAX, BODY),
    )
    equipment: Words = key(
        "Which of the plan's `equipment`; left out, its only one.", default=Words(""), example="dumbbells"
    )
    place: Place = NOWHERE
