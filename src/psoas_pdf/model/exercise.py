"""One movement, complete."""

from __future__ import annotations

from psoas_pdf.model.dose import Dose, Guideline
from psoas_pdf.model.fact import Fact
from psoas_pdf.model.pose import Scene
from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record
from psoas_pdf.words import Words

KINDS = ("strength", "power", "stretch", "mobility")
POSITIONS = ("lying", "sitting", "kneeling", "standing")


@record
class Equipment:
    """A thing that the exercise needs."""

    item: Words = key(
        "The thing, in one or two words, for the line beside the name.", example="mat", words=True
    )
    need: Words = key("The same as an entry of a list of what you need.", example="a mat", words=True)
    place: Place = NOWHERE


@record
class Muscles:
    """Which muscles work."""

    target: tuple[str, ...] = key("Ids of the muscles that the exercise is for.", refers="muscle", at_least=1)
    helpers: tuple[Words, ...] = key("Other muscles that move the body.", default=(), words=True)
    steady: tuple[Words, ...] = key("Muscles that hold it still.", default=(), words=True)
    place: Place = NOWHERE


@record
class Caution:
    """Somebody who should ask first, change the exercise or leave it out."""

    who: Words = key("The condition, in plain words.", example="hip replacement", words=True)
    words: Words = key("What to do about it.", words=True)
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    certainty: str = key(
        "How sure it is.", default="sourced", choices=("sourced", "computed", "general", "proposal")
    )
    place: Place = NOWHERE


@record
class Alternative:
    """The same exercise made easier or harder."""

    name: Words = key("A short name.", words=True)
    words: Words = key("What to do.", words=True)
    sources: tuple[str, ...] = key("Ids of sources.", default=(), refers="source")
    place: Place = NOWHERE


@record
class Counted:
    """What is counted, for labels such as `10 lifts`."""

    one: Words = key("One of them.", example="lift", words=True)
    many: Words = key("More than one.", example="lifts", words=True)
    place: Place = NOWHERE


@record
class Exercise:
    """`data/exercises/<id>.yaml`: one movement."""

    id: str = key("The id; the same as the file's name.", example="lying-leg-raise")
    name: Words = key("The plain name.", example="Lying leg raise", at_most=60, words=True)
    short: Words = key("A short name for small places.", example="Leg raise", at_most=24, words=True)
    clinical_names: tuple[Words, ...] = key("What clinicians call it.", default=(), words=True)
    kind: str = key("What it trains.", choices=KINDS)
    position: str = key("The position of the body.", choices=POSITIONS)
    sides: str = key("`each`: one side at a time.  `both`: both at once.", choices=("each", "both"))
    side_word: str = key("What a side is.", default="leg", choices=("leg", "arm", "side"))
    working_side: str = key(
        "Which side of the drawn figure (facing right, its right side near) the exercise is for.",
        default="near",
        choices=("near", "far", "both"),
    )
    counted: Counted = key("What is counted.", example="{one: lift, many: lifts}")
    equipment: tuple[Equipment, ...] = key("What it needs.", default=())
    purpose: Words = key("What it is good for, in one sentence.", words=True)
    muscles: Muscles = key("Which muscles work.")
    start: Words = key("How to get into the start position; printed as the first step.", words=True)
    steps: tuple[Words, ...] = key("What to do then, one action a step.", at_least=2, at_most=6, words=True)
    short_steps: tuple[Words, ...] = key(
        "The steps for a card, at most 55 characters each, the start position among them.",
        at_least=2,
        at_most=5,
        words=True,
    )
    feel: Words = key("Where it should be felt; lower case, goes on after 'Feel it here:'.", words=True)
    short_feel: Words | None = key("The same for a card.", default=None, words=True)
    mistakes: tuple[Words, ...] = key(
        "Common mistakes, each a phrase that goes on after 'Avoid:'.", at_least=1, words=True
    )
    short_mistakes: tuple[Words, ...] = key("The ones for a card.", default=(), words=True)
    care: Words = key("Who should take care; goes on after 'Take care:'.", words=True)
    short_care: Words | None = key("The same for a card.", default=None, words=True)
    easier: tuple[Alternative, ...] = key("Easier forms.", default=())
    harder: tuple[Alternative, ...] = key("Harder forms.", default=())
    move_on: Words = key("When to move on to a harder form.", words=True)
    cautions: tuple[Caution, ...] = key("Who should ask first, one by one, for the clinician.", at_least=1)
    dose: Dose = key("The usual dose.")
    guideline: Guideline = key("What the dose is built on.")
    notes: tuple[Fact, ...] = key("What is known of the exercise, for the clinician.", default=())
    link: Words = key(
        "A web address with more about the exercise, printed as a QR code: https, the same for everybody.",
        default=Words(""),
        example="https://example.org/leg-raise",
    )
    alt: Words = key(
        "The picture for somebody who can't see it: start, end and the way between.  "
        "Write 'right' and 'left' as drawn (the right side is near); they are exchanged when a plan mirrors the "
        "picture.",
        words=True,
    )
    sources: tuple[str, ...] = key("Ids of sources.", refers="source", at_least=1)
    poses: Scene = key("The pictures: camera, props, start and end.")
    place: Place = NOWHERE
