"""Blocks of coaches' sheets: the table of a squad, and one athlete's table of sessions.

As in `document`, nothing here has a length or a colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas_pdf.problems import Place
from psoas_pdf.record import value
from psoas_pdf.words import Words

if TYPE_CHECKING:
    from psoas_pdf.document import Figure, Labelled


@value
class Lift:
    """An exercise at the head of a column or of a row.

    code: 'A1', or its number.  group: a heading over it and those beside it that have the same, '' for none.
    unit: exercises with the same one are done in turn and stay together.  lines: sets, the rule of the load, and what
    else is to be known.
    """

    code: str
    name: Words
    group: Words
    unit: str
    figure: Figure
    lines: tuple[Words, ...]
    place: Place


@value
class Cell:
    """What an athlete does of one exercise.

    number, unit: the load, or the time of a hold; number is '' where it is to be written in, both where nothing is.
    boxes: one for each set or hold, with its mark ('L', 'R' or ''), or with the load of its set.
    words: what is different for this athlete; without boxes, why it is left out.
    spare: the number may give way to the words, since the head of the column says it too.
    heard: what the boxes are, for somebody who can't see them.
    """

    number: str
    unit: str
    boxes: tuple[str, ...]
    words: Words
    spare: bool
    heard: str
    place: Place


@value
class Athlete:
    """A row of a squad's table.  more: beside the name, such as the mass of the body."""

    name: Words
    more: str
    cells: tuple[Cell, ...]
    place: Place


@value
class Squad:
    """athlete, more: what stands in the first column.  fields: date and coach, with lines to write on.

    foot: paragraphs under the table.  athletes_a_page, exercises_a_page: what the layout asks for, at most.
    """

    title: Words
    fields: tuple[Labelled, ...]
    athlete: str
    more: str
    lifts: tuple[Lift, ...]
    athletes: tuple[Athlete, ...]
    foot: tuple[Words, ...]
    athletes_a_page: int | None
    exercises_a_page: int | None
    place: Place


@value
class Session:
    """A row of an athlete's table.  dose: sets, repetitions and load in short.  sets: a label for each set's line."""

    lift: Lift
    dose: Words
    sets: tuple[str, ...]
    heard: str


@value
class Log:
    """fields: athlete and coach.  sessions: captions of the columns.  cells: what is written in each part of one."""

    title: Words
    fields: tuple[Labelled, ...]
    exercise: str
    date: str
    sessions: tuple[str, ...]
    cells: tuple[str, ...]
    rows: tuple[Session, ...]
    notes: str
    foot: tuple[Words, ...]
    place: Place
