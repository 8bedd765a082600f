"""What to print for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from psoas_pdf.model.dose import DAYS, Dose
from psoas_pdf.model.fact import Checked
from psoas_pdf.model.load import Equipment, Loading
from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.units import MM, Length, Mass
from psoas_pdf.words import Words

MOST_OFFSET = 5 * MM
"""A printer that is farther off takes its paper wrongly."""
NO_HOLES = "none"
VARY = "vary"
"""What a plan's `look` says when the exercises are to show different people."""


@record
class Person:
    """Who the sheet is for.  All of it may be left out; lines to write on are printed then."""

    name: Words = key("Name as it is to be printed.", default=Words(""), at_most=80)
    reference: Words = key("A number of your own.", default=Words(""), at_most=40)
    born: Words = key(
        "Date of birth, if it is to be printed.", default=Words(""), at_most=40, example="1980-03-02"
    )
    mass: Mass | None = key("Mass of the body, for loads that are a part of it.", default=None)
    place: Place = NOWHERE


@record
class Offset:
    """How far a side of a sheet of cards is moved, looking at that side."""

    x: Length = key(
        "To the right; to the left when negative.",
        default=Length(0),
        minimum=-MOST_OFFSET,
        maximum=MOST_OFFSET,
    )
    y: Length = key("Down; up when negative.", default=Length(0), minimum=-MOST_OFFSET, maximum=MOST_OFFSET)
    place: Place = NOWHERE


@record
class Printer:
    """What makes up for a printer that doesn't print where it should: see `psoas-pdf build --calibrate`."""

    front: Offset = key("For fronts of cards.", default=Offset())
    back: Offset = key("For their backs.", default=Offset())
    place: Place = NOWHERE


@record
class Clinic:
    """Who hands the sheet out: a file of its own, or the key `clinic` of a plan.

    A plan takes the file that its key names, else the `clinic.yaml` beside it; `build --clinic FILE` goes before both.
    """

    name: Words = key("Name.", default=Words(""), at_most=60)
    address: Words = key("One line.", default=Words(""), at_most=60)
    phone: Words = key("The number to ring.", default=Words(""), at_most=30)
    emergency: Words = key(
        "The emergency number, when it isn't the language's own.", default=Words(""), at_most=12
    )
    logo: Words | None = key(
        "An SVG, a PNG or a JPEG, as a path from the file that names it.", default=None, example="logo.svg"
    )
    colour: Words | None = key(
        "A colour of its own in place of the accent; 12 % of it in white becomes the tint.  It has a contrast of "
        "4.5 : 1 or more on both.  Themes without colour keep theirs.",
        default=None,
        example="'#0B5A6B'",
    )
    clinicians: dict[str, Words] = key(
        "Names of those who work there, by a short key of your own, which a plan may give as its clinician.",
        default_factory=dict,
        example="{sp: Sample Physiotherapist}",
    )
    printer: Printer = key(
        "Offsets of the printer, for cards.",
        default=Printer(),
        example="{front: {x: 0.5 mm, y: 0 mm}, back: {x: -1 mm, y: 0.3 mm}}",
    )
    place: Place = NOWHERE


@record
class Entry:
    """One exercise of a plan.  Its id alone will do where nothing differs."""

    shorthand = "exercise"

    exercise: Words = key("Id of the exercise.", refers="exercise")
    side: str | None = key(
        "`left`, `right`, or `each` (or `both`) for one side after the other; an exercise that is done with both "
        "sides at once is always `both`.",
        default=None,
        choices=("left", "right", "each", "both"),
    )
    group: Words = key(
        "Heading over this exercise and those that follow it in the same group.",
        default=Words(""),
        at_most=40,
        words=True,
        example="Warm-up",
    )
    label: Words = key(
        "A short mark, such as A1 and A2 for exercises that are done in turn.", default=Words(""), at_most=4
    )
    dose: Dose | None = key("What differs from the exercise's usual dose.", default=None)
    note: Words | None = key("A line of your own to the patient.", default=None, words=True)
    link: Words | None = key(
        "A web address for the QR code, in place of the exercise's own; nothing of the person in it.",
        default=None,
        example="https://example.org/leg-raise",
    )
    loading: Loading | None = key(
        "The rule that the load is worked out by, in place of the dose's own load.",
        default=None,
        example="{percent: 80, of: max, equipment: bar}",
    )
    max: Mass | None = key(
        "The most that this person can lift once, for loads that are a part of it.", default=None
    )
    skip: Words | None = key(
        "Why this person leaves the exercise out; it is then in no document but the team sheet.",
        default=None,
        at_most=60,
    )
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


@record
class Help:
    """When to stop and get help."""

    call: tuple[Words, ...] = key("Call the emergency number now for these.", at_least=1, words=True)
    same_day: tuple[Words, ...] = key("See a doctor the same day for these.", default=(), words=True)
    ring: tuple[Words, ...] = key("Stop for today and ring the clinic for these.", default=(), words=True)
    short_call: tuple[Words, ...] = key("The first list for a card.", default=(), words=True)
    short_same_day: tuple[Words, ...] = key("The second list for a card.", default=(), words=True)
    short_ring: tuple[Words, ...] = key("The third list for a card.", default=(), words=True)
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    place: Place = NOWHERE


@record
class HelpFile:
    """`data/help/<id>.yaml`: rules for stopping and getting help."""

    id: str = key("The id; the same as the file's name.")
    help: Help = key("The rules.")
    place: Place = NOWHERE


@record
class Plan:
    """A plan: what to print.

    With `extends` it says only what is different, and needs no title and no exercises.  What is one person's is
    never taken over from another plan: person, date, review and note.
    """

    spared_by = "extends"

    id: str = key("The id; left out, the file's name without its ending.", default="")
    extends: Words | None = key(
        "Id or file of a plan that this one changes.  A key that stands here replaces the other plan's.",
        default=None,
        example="iliopsoas",
    )
    title: Words = key("Title of every sheet.", example="Your hip exercises", at_most=80, words=True)
    short_title: Words | None = key(
        "A short title, for the line over a sheet of cards.", default=None, words=True
    )
    goal: Words = key("What the person wants to do; goes on after 'Goal:'.", default=Words(""), words=True)
    note: Words = key("A line to the person, under the goal.", default=Words(""), at_most=300, words=True)
    minutes: int | None = key("Minutes a day, about.", default=None, minimum=1, maximum=240)
    weeks: int = key("How many weeks the diary is for.", default=4, minimum=1, maximum=52)
    person: Person = key("Who it is for.", default=Person())
    anonymous: bool = key(
        "Whether a name, a reference and a date of birth are kept out of the file, its name too; a line to write "
        "on is printed instead.",
        default=False,
    )
    clinic: Clinic = key("Who hands it out; or the path of a clinic's file, from this one.", default=Clinic())
    clinician: Words = key(
        "The clinician's name, or the key of one of the clinic's.", default=Words(""), at_most=80
    )
    date: Words = key(
        "The date to print, as it is to be printed.  Left out: a line to write on.", default=Words("")
    )
    review: Words = key("The next visit.", default=Words(""), at_most=40)
    muscle: Words | None = key("Id of the muscle that the sheets tell about.", default=None, refers="muscle")
    help: Words = key(
        "Id of the rules for stopping and getting help.", default=Words("iliopsoas"), refers="help"
    )
    exercises: tuple[Entry, ...] = key("The exercises, in order.", at_least=1, at_most=40)
    changes: dict[str, Entry] | None = key(
        "Changes of single exercises of the plan that this one extends, by id; of a dose, single parts.",
        default=None,
        example="{sit-up: {dose: {sets: 2}}}",
    )
    units: str = key("Unit of masses that are written without one.", default="kg", choices=("kg", "lb"))
    equipment: dict[str, Equipment] = key(
        "Weights that loads are made with, by a short name of your own.",
        default_factory=dict,
        example="{bar: {step: 2.5 kg, least: 20 kg}, ball: {step: 1 kg}}",
    )
    leave_out: tuple[Words, ...] = key(
        "Exercises of the plan that this one extends that are left out, by id.",
        default=(),
        example="[knee-to-chest]",
    )
    before: tuple[Words, ...] = key(
        "What to know before you begin (on the card 'How to use the cards').", default=(), words=True
    )
    outputs: tuple[Words, ...] = key(
        "Layouts that are built when none is asked for.", default=(Words("handout"),), refers="layout"
    )
    look: str = key(
        "Id of the person in the pictures, or `vary` for another person in each exercise.",
        default="",
        refers="look",
    )
    binding: str = key(
        "Holes that the pages are punched with, which the margin is kept clear of: `two-holes` (ISO 838) or "
        "`three-holes` (US).  Cards have none.",
        default=NO_HOLES,
        choices=("two-holes", "three-holes", NO_HOLES),
    )
    duplex: bool = key(
        "Whether pages are printed on both sides and bound: the margins change sides on even pages.",
        default=False,
    )
    checked: Checked = key("Who checked the facts.", default=Checked())
    language: str = key("Language of the sheets.", default="en")
    place: Place = NOWHERE


__all__ = ["DAYS", "VARY", "Clinic", "Entry", "Help", "HelpFile", "Person", "Plan"]
