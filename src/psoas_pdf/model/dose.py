"""How much, how often, how hard."""

from __future__ import annotations

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.units import Duration, Range
from psoas_pdf.words import Words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@record
class Dose:
    """How much of an exercise.  An exercise gives its usual dose; a plan changes any part of it.

    A strength or power dose needs sets, repetitions and days a week; a stretch needs hold, repetitions and days a week.
    """

    sets: Range | None = key("How many sets.", default=None, example="2-3")
    repetitions: Range | None = key(
        "How many times in a set (or, for a stretch, in a session).", default=None, example="8-12"
    )
    hold: Duration | None = key("How long each repetition is held.", default=None, example="30 s")
    rest: Duration | None = key("Rest between sets.", default=None, example="1 min")
    tempo: Words | None = key("How fast, in words.", default=None, example="lower for 4 seconds", words=True)
    load: Words | None = key(
        "What is lifted, thrown or pulled.", default=None, example="1 kg ball", words=True
    )
    effort: Words | None = key("How hard it should feel, in words.", default=None, words=True)
    rir: Range | None = key(
        "How many more could still be done at the end of a set (repetitions in reserve).",
        default=None,
        example="2-3",
        maximum=10,
    )
    rpe: Range | None = key(
        "How hard a set is, from 1 to 10 (rating of perceived exertion); `rir` or this, not both.",
        default=None,
        example="7-8",
        minimum=1,
        maximum=10,
    )
    times_a_day: int | None = key("How often in a day.", default=None, minimum=1, maximum=12)
    days_a_week: Range | None = key("On how many days of a week.", default=None, example="3")
    days: tuple[str, ...] | None = key(
        "On which days.  Left out: spread over the week.", default=None, choices=DAYS, at_most=7
    )
    weeks: Range | None = key(
        "For how many weeks.  Printed where a plan says it; in an exercise it is advice.", default=None
    )
    place: Place = NOWHERE


@record
class Guideline:
    """What a dose is built on."""

    words: Words = key("What the guideline says, and what was chosen.", words=True)
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    certainty: str = key(
        "How sure it is.", default="sourced", choices=("sourced", "computed", "general", "proposal")
    )
    place: Place = NOWHERE
