"""A document as meaning: words and pictures in reading order, each with the place in YAML that it came from.

Nothing here has a length or a colour.  Layout turns each block into placed text, paths and pictures; the order of
blocks, and of what is inside them, is the reading order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from psoas_pdf.drawing import Drawing
from psoas_pdf.problems import Place
from psoas_pdf.record import value
from psoas_pdf.words import Words

if TYPE_CHECKING:
    from psoas_pdf.decks import Deck
    from psoas_pdf.logos import Logo
    from psoas_pdf.teams import Log, Squad


@value
class Figure:
    """A drawing with the text for somebody who can't see it.  mirrored: left and right are exchanged when painted.

    look: the person whose colours it has; '' for the document's own.
    """

    drawing: Drawing
    alt: str
    mirrored: bool = False
    look: str = ""

    @property
    def key(self) -> tuple[str, str, bool, str]:
        """Equal for equal figures; a drawing is large to compare."""
        return self.drawing.digest, self.alt, self.mirrored, self.look


@value
class Labelled:
    """A label and what stands behind it; an empty value is a line to write on."""

    label: str
    value: Words


@value
class Masthead:
    """Who hands the sheet out; empty fields become lines to write on."""

    clinic: Words
    address: Words
    phone_line: Words
    logo: Logo | None
    logo_alt: str
    blank_logo: str
    blank_clinic: str
    blank_phone: str

    @property
    def blank(self) -> bool:
        return not self.clinic


@value
class Title:
    words: Words


@value
class Goal:
    """The goal, a line that says how long it takes, and a line to the person."""

    label: str
    words: Words
    time: str
    note: Words = Words("")


@value
class PersonFields:
    fields: tuple[Labelled, ...]


@value
class Listed:
    """A small heading and entries under it."""

    heading: str
    entries: tuple[Words, ...]


@value
class HelpBox:
    """When to stop, by urgency: `first` lists stand beside each other, `last` below them.

    continued: the heading of the rest where the box is taller than its room.
    """

    heading: str
    first: tuple[Listed, ...]
    last: Listed | None
    continued: str = ""


@value
class HelpShort:
    """When to stop, in a few lines: a paragraph each, with what to do as its strong beginning."""

    heading: str
    lists: tuple[Listed, ...]
    between: str


@value
class Glance:
    """One exercise of the plan.  often: how often in a day, where it is more than once, and on how many days.

    group: heading of the group that begins with it.
    """

    number: int
    name: Words
    dose: str
    often: tuple[str, ...]
    figure: Figure
    group: Words = Words("")


@value
class Glances:
    """table: they are too many for pictures."""

    heading: str
    entries: tuple[Glance, ...]
    table: bool


LONGEST_LABEL = 12
"""Characters of a line of a label in the dose strip: what keeps four cells on one line at any of the sizes that a
theme may give."""


@value
class DoseCell:
    """A number and its label of one or two lines.  figure is empty where only words stand (`each leg, | every day`)."""

    figure: str
    label: tuple[str, ...]
    place: Place


@value
class Note:
    """icon: 'feel', 'avoid' or 'care'."""

    icon: str
    label: str
    words: Words


@value
class Code:
    """A QR code.  label: what it is for.  address: the link as it is printed, without https://."""

    label: str
    link: Words
    address: str
    alt: str


@value
class ExerciseBlock:
    """One exercise, complete.  `place` is where the plan names it.

    meta, told: kind, position and what is needed, in short and in sentences.
    group: heading of the group that begins with it.  grouped: whether it stands under the heading of a group.
    """

    number: int
    name: Words
    meta: Words
    told: Words
    cells: tuple[DoseCell, ...]
    sentence: Words
    start_label: str
    end_label: str
    start: Figure
    end: Figure
    feel: Note
    steps: tuple[Words, ...]
    notes: tuple[Note | Code, ...]
    continued: str
    place: Place
    group: Words = Words("")
    grouped: bool = False


@value
class Tile:
    """One exercise on a sheet of tiles.

    exercise: with short name and short steps; its cells are the dose in up to three figures, its sentence is what
    these don't say.  few, rest: the same dose in two figures and more words, for a narrow tile.
    """

    exercise: ExerciseBlock
    few: tuple[DoseCell, ...]
    rest: Words


@value
class Tiles:
    tiles: tuple[Tile, ...]
    place: Place


@value
class MenuGroup:
    """Exercises of one position, each with words for its boxes of sides.  continued: heading of the rest."""

    heading: str
    continued: str
    rows: tuple[tuple[Glance, tuple[str, ...]], ...]


@value
class Menu:
    """Exercises to choose from by hand.

    blanks: phrases with gaps to write in, each as the words between its gaps; heard: all of them, read aloud.
    notes: label of a line for more.
    """

    heading: str
    how: str
    groups: tuple[MenuGroup, ...]
    blanks: tuple[tuple[str, ...], ...]
    heard: str
    notes: str
    tick_alt: str


@value
class DiaryColumn:
    """An exercise of the diary; `due` says how often it is due on each of the seven days.

    group: heading of the group that begins with it.
    """

    number: int
    name: Words
    due: tuple[int, ...]
    group: Words = Words("")


@value
class Diary:
    """weeks: captions.  days: names of the seven days."""

    heading: str
    how: str
    columns: tuple[DiaryColumn, ...]
    least: str
    most: str
    scale: tuple[str, ...]
    weeks: tuple[str, ...]
    from_: str
    day: str
    days: tuple[str, ...]
    pain: str
    rest_mark: str
    rest_alt: str
    tick_alt: str


@value
class About:
    """A few sentences about the muscle, beside its picture; and what it does in daily life and sport."""

    heading: str
    sentences: tuple[Words, ...]
    figure: Figure | None
    uses_heading: str
    uses: tuple[tuple[Words, Words], ...]


@value
class SourceNotes:
    """Where the facts come from, and what the sheet says of itself."""

    heading: str
    sources: tuple[Words, ...]
    sheet_heading: str
    sheet: tuple[Words, ...]


@value
class PlateLabel:
    """A label beside a plate; anchor is a point of its drawing, small: whether it lies on a small thing."""

    words: Words
    anchor: tuple[float, float]
    strong: bool
    column: str
    width_mm: float
    small: bool = False


@value
class PlateView:
    """A plate.  columns: left and right edge of the labels' columns, in mm of the plate."""

    caption: Words
    figure: Figure
    labels: tuple[PlateLabel, ...]
    columns: Mapping[str, tuple[float, float]]
    size_mm: tuple[float, float]
    place: Place


@value
class Plates:
    """The plates of an anatomy sheet, and the whole person that shows where in the body they are."""

    views: tuple[PlateView, ...]
    whole: Figure | None


@value
class Facts:
    """Rows of a fact table: what is asked, and the answer."""

    rows: tuple[tuple[str, Words], ...]


@value
class Heading:
    """The head of an anatomy sheet: title, clinical name, clinic."""

    title: Words
    subtitle: Words
    clinic: Words


Block: TypeAlias = (
    "Masthead | Title | Goal | PersonFields | HelpBox | HelpShort | Glances | ExerciseBlock"
    " | Tiles | Labelled | Menu | Diary | About | SourceNotes | Deck | Heading | Plates | Facts"
    " | Squad | Log"
)
"""Words and not a union, so that a document of one kind doesn't load the blocks of all others."""


Headed = HelpBox | Glances | Menu | Diary | About | SourceNotes
"""Blocks that a handout prints under a heading."""


@value
class Running:
    """What stands on every page.  page_of holds the gaps {page} and {pages}."""

    title: Words
    person: Words
    foot: Words
    foot_short: Words
    page_of: str


@value
class Document:
    """blocks: (name of the section, block) in reading order.  date: ISO, of the plan or a fixed one, or ''."""

    title: str
    author: str
    language: str
    subject: str
    date: str
    running: Running
    blocks: tuple[tuple[str, Block], ...]
