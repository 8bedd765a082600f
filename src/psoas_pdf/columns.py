"""What the columns of a roster mean, and what their cells come to.

Nothing that stands in a cell is ever quoted: where a separator is lost, a name ends up in any column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from psoas_pdf.library import Library
from psoas_pdf.model.dose import Dose
from psoas_pdf.model.plan import Entry, Person, Plan
from psoas_pdf.problems import Place, Problem, Problems, did_you_mean
from psoas_pdf.reader import shape
from psoas_pdf.source import Node, Scalar, Sequence, short
from psoas_pdf.units import Range
from psoas_pdf.values import BAD, without_none
from psoas_pdf.words import Words

NAME = "name"
OF_PERSON = (NAME, "reference", "born", "mass")
OF_PLAN = ("clinician", "goal", "date", "review", "note")
OF_ENTRY = ("max", "skip", "note")
SIDE, LAYOUT, LANGUAGE = "side", "layout", "language"
SIDES = ("left", "right", "each", "both")
KNOWN = (*OF_PERSON, *OF_PLAN, SIDE, LAYOUT, LANGUAGE)
PERSON, PLAN, ENTRY, ROW = "person", "plan", "entry", "row"
UNCLEAR = ("yes", "no", "y", "n", "true", "false", "x", "0", "1", "-", "none")
"""What somebody writes under `.skip` for yes or for no; a reason is none of them."""
_LIST_SIGNS = str.maketrans(",;+", "   ")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d.*|\d{1,2}[-./ ]+[^\W\d]{3,}.*|[^\W\d]{3,}[-. ]+\d{1,2}|\d{1,2}/\d{1,2}.*|\d{1,2}\.\d{1,2}\..*"
)


class Cell(NamedTuple):
    """What a cell came to: of the person, of the plan, of an entry of it, or of the row alone."""

    target: str
    exercise: str
    field: str
    value: Any


Column = Callable[[str, Place, Problems], Cell | None]
"""Reads the text of a cell.  None after an error, which is reported at the place."""


class Columns:
    """Finds the column that a head names, for one plan."""

    def __init__(self, sided: Mapping[str, bool], plan: str, library: Library) -> None:
        """sided: the plan's exercises, and whether each is done one side at a time.

        plan: its id; '' for all exercises that there are.
        """
        self._sided, self._plan = sided, plan
        self._layouts = library.ids("layout")
        self._languages = library.ids("language")

    def find(self, head: Scalar, problems: Problems) -> Column | None:
        """The column of a head, or None after an error."""
        name = head.text
        if name in OF_PERSON:
            return _field(Person, name, PERSON)
        if name in OF_PLAN:
            return _field(Plan, name, PLAN)
        if name == SIDE:
            return _choice(SIDE, SIDES)
        if name == LANGUAGE:
            return _choice(LANGUAGE, self._languages)
        if name == LAYOUT:
            return self._layout
        exercise, dot, field = name.rpartition(".")
        if dot:
            return self._of_exercise(head, exercise, field, problems)
        hint = did_you_mean(name, KNOWN)
        if name in self._sided:
            hint = f"an exercise needs a field, as in {name}.sets"
        elif not hint.startswith("did"):
            hint = f"columns: {', '.join(KNOWN)} and EXERCISE.FIELD; one that begins with # is not read"
        problems.error(head.place, f"there is no column {short(name)}", hint)
        return None

    def _of_exercise(self, head: Scalar, exercise: str, field: str, problems: Problems) -> Column | None:
        if exercise not in self._sided:
            told = f"the exercise {short(exercise)} is not in the plan {self._plan!r}"
            if not self._plan:
                told = f"there is no exercise {short(exercise)}"
            problems.error(head.place, told, did_you_mean(exercise, self._sided))
            return None
        if field == SIDE:
            if self._sided[exercise]:
                return _choice(SIDE, SIDES, exercise)
            told = f"{exercise} is done with both sides at once"
            problems.error(head.place, told, "take the column out")
            return None
        if field in OF_ENTRY:
            return _reason(exercise) if field == "skip" else _field(Entry, field, ENTRY, exercise)
        if field in shape(Dose).keys:
            return _field(Dose, field, ENTRY, exercise)
        known = [*shape(Dose).keys, *OF_ENTRY, SIDE]
        hint = did_you_mean(field, known) or "fields: " + ", ".join(known)
        problems.error(head.place, f"an exercise has no field {short(field)}", hint)
        return None

    def _layout(self, text: str, place: Place, problems: Problems) -> Cell | None:
        names = dict.fromkeys(text.translate(_LIST_SIGNS).split())
        for name in names:
            if name not in self._layouts:
                problems.error(place, "there is no such layout", did_you_mean(name, self._layouts))
        if not names or any(name not in self._layouts for name in names):
            return None
        return Cell(ROW, "", LAYOUT, tuple([Words(name, place) for name in names]))


def _field(record: type[Any], name: str, target: str, exercise: str = "") -> Column:
    key = shape(record).keys[name]
    ranged = without_none(key.type) is Range

    def column(text: str, place: Place, problems: Problems) -> Cell | None:
        node: Node = Scalar(text, place)
        if name == "days":
            days = text.translate(_LIST_SIGNS).lower().split()
            node = Sequence(tuple([Scalar(day[:3], place) for day in days]), place)
        own = Problems()
        found = key.read(node, own)
        if found is BAD and ranged and _DATE.fullmatch(text):
            told = "a spreadsheet may have made a date of a range"
            problems.error(place, told, "make the column text, then write 8-12")
            return None
        problems.extend(_unquoted(own, text))
        return Cell(target, exercise, key.field, found) if found is not BAD else None

    return column


def _choice(field: str, choices: tuple[str, ...], exercise: str = "") -> Column:
    def column(text: str, place: Place, problems: Problems) -> Cell | None:
        wanted = text if text in choices else text.lower()
        if wanted not in choices:
            problems.error(place, f"there is no such {field}", did_you_mean(text, choices))
            return None
        return Cell(ENTRY if exercise else ROW, exercise, field, Words(wanted, place))

    return column


def _reason(exercise: str) -> Column:
    read = _field(Entry, "skip", ENTRY, exercise)

    def column(text: str, place: Place, problems: Problems) -> Cell | None:
        if text.lower() in UNCLEAR:
            told = f"this doesn't say why {exercise} is left out"
            problems.error(place, told, "write the reason; leave the cell empty for who does the exercise")
            return None
        return read(text, place, problems)

    return column


def _unquoted(problems: Iterable[Problem], text: str) -> list[Problem]:
    """The problems of a cell with 'this' in place of what stands in it."""
    known = " ".join(text.split()).casefold()

    def this(match: re.Match[str]) -> str:
        inner = (match[1] or match[2] or "").rstrip("…").casefold()
        return "this" if inner and inner in known else match[0]

    out = []
    for problem in problems:
        told = problem.message
        for said in (repr(text), short(text)):
            told = told.replace(said, "this")
        told = _QUOTED.sub(this, told)
        if told.startswith(text + " "):
            told = "this" + told[len(text) :]
        told = told.replace("the range this", "this range")
        out.append(Problem(problem.severity, problem.place, told, problem.hint))
    return out
