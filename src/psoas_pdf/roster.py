"""A roster over a plan: one plan a person, with what the person's row changes.

What a row does not change is the same object in every person's plan, so that what people share is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from psoas_pdf.library import Library
from psoas_pdf.model.dose import Dose
from psoas_pdf.model.plan import Entry, Person, Plan
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.reader import shape
from psoas_pdf.record import value
from psoas_pdf.source import Node, Scalar, Sequence, short
from psoas_pdf.table import COMMENT, Row, Table
from psoas_pdf.values import BAD
from psoas_pdf.words import Words

NAME = "name"
_OF_PERSON = (NAME, "reference", "mass")
_OF_PLAN = ("clinician", "goal", "date", "review", "note")
_OF_ENTRY = ("max", "skip", "note")
SIDES = ("left", "right", "each", "both")


@value
class Member:
    """A person of a roster.  row: of the table.  layouts: those that the row asks for, none for the plan's own."""

    row: int
    plan: Plan
    layouts: tuple[Words, ...]
    language: Words | None
    place: Place


class _Read(NamedTuple):
    """What a cell came to: of the person, of the plan, or of an exercise ('' for the others)."""

    target: str
    exercise: str
    field: str
    value: Any


_Column = Callable[[str, Place, Problems], _Read | None]


class Roster:
    """The columns of a table, understood once; `members` goes through its rows, one at a time."""

    def __init__(self, table: Table, plan: Plan, library: Library, problems: Problems) -> None:
        """Reports every column that means nothing for this plan."""
        self.table, self.plan = table, plan
        self._sided = _sided(plan, library)
        self._layouts = tuple(library.ids("layout"))
        self._languages = tuple(library.ids("language"))
        self._columns: list[tuple[int, _Column]] = []
        own = Problems()
        for index, head in enumerate(table.heads):
            if head.text and not head.text.startswith(COMMENT):
                column = self._column(head, own)
                if column:
                    self._columns.append((index, column))
            elif not head.text and any(row.cells[index] for row in table.rows):
                own.error(head.place, "this column has no name", f"name it, or begin its name with {COMMENT}")
        self._name = next((i for i, head in enumerate(table.heads) if head.text == NAME), -1)
        if self._name < 0:
            own.error(Place(table.file, 1), "the roster has no column 'name'", "name a column 'name'")
        if not table.rows:
            own.error(Place(table.file), "nobody is in the roster", "write one row a person")
        self.usable = not own.failed
        problems.extend(own)

    def __len__(self) -> int:
        return len(self.table.rows)

    def name(self, index: int) -> str:
        """The name in a row, as it is written."""
        return self.table.rows[index].cells[self._name]

    def members(self, problems: Problems) -> Iterator[tuple[Row, Member | None]]:
        """Each row with its person, or with None after an error in it."""
        for row in self.table.rows if self.usable else ():
            yield row, self.member(row, problems)

    def member(self, row: Row, problems: Problems) -> Member | None:
        """The person of a row.  All that is wrong with it is reported with row and column."""
        own = Problems()
        person: dict[str, Any] = {}
        changes: dict[str, Any] = {}
        entries: dict[str, dict[str, Any]] = {}
        side: str | None = None
        layouts: tuple[Words, ...] = ()
        language: Words | None = None
        if not row.cells[self._name]:
            own.error(row.at(self._name), "the person has no name", "write one, or take the row out")
        for index, column in self._columns:
            text = row.cells[index]
            if not text:
                continue
            read = column(text, row.at(index), own)
            if read is None:
                continue
            if read.target == "person":
                person[read.field] = read.value
            elif read.target == "plan":
                changes[read.field] = read.value
            elif read.target == "entry":
                entries.setdefault(read.exercise, {})[read.field] = read.value
            elif read.field == "side":
                side = read.value
            elif read.field == "layout":
                layouts = read.value
            else:
                language = read.value
        problems.extend(own)
        if own.failed:
            return None
        base = self.plan
        if side or entries:
            changes["exercises"] = tuple([self._entry(e, side, entries, row.place) for e in base.exercises])
        changes["person"] = replace(base.person, **person, place=row.place)
        plan = replace(base, **changes)
        return Member(row.place.line, plan, layouts, language, row.place)

    def _entry(
        self, entry: Entry, side: str | None, entries: Mapping[str, Mapping[str, Any]], place: Place
    ) -> Entry:
        changed = dict(entries.get(entry.exercise, ()))
        if side and self._sided.get(entry.exercise):
            changed.setdefault("side", side)
        if changed.get("side") == "both":
            changed["side"] = "each"
        dose = {field: changed.pop(field) for field in list(changed) if field in shape_fields(Dose)}
        if dose:
            # The place of the first changed value, so that what is then wrong with the dose is told in its row.
            changed["dose"] = replace(entry.dose or Dose(), **dose, place=place)
        return replace(entry, **changed, place=place) if changed else entry

    # columns

    def _column(self, head: Scalar, problems: Problems) -> _Column | None:
        name = head.text
        if name in _OF_PERSON:
            return _reader_of(Person, name, "person")
        if name in _OF_PLAN and name in shape(Plan).keys:
            return _reader_of(Plan, name, "plan")
        if name == "side":
            return lambda text, place, told: _choice("", "side", text, SIDES, place, told)
        if name == "layout":
            return self._layout
        if name == "language":
            return lambda text, place, told: _choice("", "language", text, self._languages, place, told)
        exercise, dot, field = name.rpartition(".")
        if dot:
            return self._of_exercise(head, exercise, field, problems)
        known = [*_OF_PERSON, *(n for n in _OF_PLAN if n in shape(Plan).keys), "side", "layout", "language"]
        hint = did_you_mean(name, known)
        if name in self._sided:
            hint = f"an exercise needs a field, as in {name}.sets"
        if not hint.startswith(("did", "an")):
            hint = (
                f"columns: {', '.join(known)} and EXERCISE.FIELD; one that begins with {COMMENT} is not read"
            )
        problems.error(head.place, f"there is no column {short(name)}", hint)
        return None

    def _of_exercise(self, head: Scalar, exercise: str, field: str, problems: Problems) -> _Column | None:
        if exercise not in self._sided:
            told = f"the exercise {short(exercise)} is not in the plan {self.plan.id!r}"
            problems.error(head.place, told, did_you_mean(exercise, self._sided))
            return None
        if field == "side":
            if not self._sided[exercise]:
                told = f"{exercise} is done with both sides at once"
                problems.error(head.place, told, "take the column out")
                return None
            return lambda text, place, told: _choice(exercise, field, text, SIDES, place, told)
        if field in _OF_ENTRY:
            return _reader_of(Entry, field, "entry", exercise)
        if field in shape(Dose).keys:
            return _reader_of(Dose, field, "entry", exercise)
        known = [*shape(Dose).keys, *_OF_ENTRY, "side"]
        problems.error(
            head.place,
            f"an exercise has no field {short(field)}",
            did_you_mean(field, known) or "fields: " + ", ".join(known),
        )
        return None

    def _layout(self, text: str, place: Place, problems: Problems) -> _Read | None:
        names = text.replace(",", " ").replace("+", " ").replace(";", " ").split()
        for name in names:
            if name not in self._layouts:
                problems.error(place, f"there is no layout {short(name)}", did_you_mean(name, self._layouts))
                return None
        return _Read("", "", "layout", tuple([Words(name, place) for name in names]))


def shape_fields(record: type[Any]) -> frozenset[str]:
    """Names of the fields of a record that have a key."""
    return frozenset([key.field for key in shape(record).keys.values()])


def _sided(plan: Plan, library: Library) -> dict[str, bool]:
    """The plan's exercises, and whether each is done one side at a time."""
    out: dict[str, bool] = {}
    for entry in plan.exercises:
        found = library.get("exercise", entry.exercise, Problems())
        out[str(entry.exercise)] = bool(found) and found.sides == "each"
    return out


def _reader_of(record: type[Any], name: str, target: str, exercise: str = "") -> _Column:
    key = shape(record).keys[name]
    listed = name == "days"

    def column(text: str, place: Place, problems: Problems) -> _Read | None:
        node: Node = Scalar(text, place)
        if listed:
            names = text.replace(",", " ").replace(";", " ").lower().split()
            node = Sequence(tuple([Scalar(day[:3], place) for day in names]), place)
        found = key.read(node, problems)
        return None if found is BAD else _Read(target, exercise, key.field, found)

    return column


def _choice(
    exercise: str, field: str, text: str, choices: tuple[str, ...], place: Place, problems: Problems
) -> _Read | None:
    wanted = text if text in choices else text.lower()
    if wanted not in choices:
        problems.error(place, f"there is no {field} {short(text)}", did_you_mean(text, choices))
        return None
    return _Read("entry" if exercise else "", exercise, field, Words(wanted, place))


__all__ = ["Member", "Roster"]
