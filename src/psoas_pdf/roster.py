"""A roster over a plan: one plan a person, with what the person's row changes.

What a row does not change is the same object in every person's plan, so that what people share is made once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from psoas_pdf.columns import ENTRY, LANGUAGE, LAYOUT, NAME, PERSON, PLAN, SIDE, Cell, Column, Columns
from psoas_pdf.library import Library
from psoas_pdf.model.dose import Dose
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.load import BODY, Loading
from psoas_pdf.model.plan import Entry, Person, Plan
from psoas_pdf.planning import OF_AN_ENTRY
from psoas_pdf.problems import Place, Problem, Problems
from psoas_pdf.reader import shape
from psoas_pdf.record import value
from psoas_pdf.resolve import merged
from psoas_pdf.source import Scalar
from psoas_pdf.table import COMMENT, Row, Table
from psoas_pdf.units import Mass
from psoas_pdf.words import Words

_OF_DOSE = frozenset([key.field for key in shape(Dose).keys.values()])
_EITHER = (("days", "days_a_week"), ("rir", "rpe"))
"""Fields that say the same in two ways: a row that says one drops what the plan says of the other."""


@value
class Member:
    """A person of a roster.  row: of the table.  layouts: those that the row asks for, none for the plan's own."""

    row: int
    plan: Plan
    layouts: tuple[Words, ...]
    language: Words | None
    place: Place


class _Base(NamedTuple):
    """The plan in one language.  usual: what each entry's dose comes to without a row."""

    plan: Plan
    usual: tuple[Dose, ...]
    problems: tuple[Problem, ...]


class Roster:
    """The columns of a table, understood once; `members` goes through its rows, one at a time."""

    def __init__(
        self,
        table: Table,
        plan: Plan,
        library: Library,
        problems: Problems,
        language: str | None = None,
    ) -> None:
        """Reports every column that means nothing for this plan, and what of the plan is one person's.

        language: of all documents, whatever plan and rows say.  `usable`: whether there were no errors.
        """
        self.table, self.plan = table, plan
        self._library, self._language = library, language
        self._exercises = [_exercise(entry, library) for entry in plan.exercises]
        self._bases: dict[str, _Base] = {}
        own = Problems()
        _check_shared(plan, own)
        self._columns = list(self._find_columns(own))
        self._name = next((i for i, head in enumerate(table.heads) if head.text == NAME), -1)
        if self._columns and self._name < 0:
            own.error(_first(table), "the roster has no column 'name'", "name a column 'name'")
        if not table.rows:
            own.error(Place(table.file), "nobody is in the roster", "write one row a person")
        self._needed = list(self._find_needed())
        self.usable = not own.failed
        problems.extend(own)

    def __len__(self) -> int:
        return len(self.table.rows)

    def members(self, problems: Problems) -> Iterator[tuple[Row, Member | None]]:
        """Each row with its person, or with None after an error in it; nobody where the roster isn't usable."""
        for row in self.table.rows if self.usable else ():
            yield row, self.member(row, problems)

    def member(self, row: Row, problems: Problems) -> Member | None:
        """The person of a row, or None after an error.  All that is wrong with it is told with row and column."""
        own = Problems(row.faults)
        of: dict[str, dict[str, Any]] = {PERSON: {}, PLAN: {}}
        entries: dict[str, _Changes] = {}
        said: dict[str, Any] = {}
        if self._name >= 0 and not row.cells[self._name]:
            own.error(row.at(self._name), "the person has no name", "write one, or take the row out")
        # A cell that is told of already can't be trusted.
        faulty = {problem.place for problem in row.faults}
        for index, column in self._columns:
            place = row.at(index)
            if not row.cells[index] or place in faulty:
                continue
            cell = column(row.cells[index], place, own)
            if cell is None or (isinstance(cell.value, Mass) and not self._is_likely(cell, place, own)):
                continue
            if cell.target == ENTRY:
                entries.setdefault(cell.exercise, _Changes({}, place)).values[cell.field] = cell.value
            elif cell.target in of:
                of[cell.target][cell.field] = cell.value
            else:
                said[cell.field] = cell.value
        self._check_known(row, own)
        base = self._base(self._language or said.get(LANGUAGE) or self.plan.language)
        own.extend(base.problems)
        problems.extend(own)
        if own.failed:
            return None
        changes = of[PLAN]
        if entries or SIDE in said:
            changes["exercises"] = self._entries(base, said.get(SIDE), entries)
        # Nothing is taken over from a person whom the plan names: it would be somebody else's.
        changes["person"] = Person(**of[PERSON], place=row.place)
        plan = replace(base.plan, **changes)
        return Member(row.place.line, plan, said.get(LAYOUT, ()), said.get(LANGUAGE), row.place)

    def _check_known(self, row: Row, problems: Problems) -> None:
        """Reports what a load is a part of and the row doesn't say, at the cell where it would."""
        for entry, rule, at, skip in self._needed:
            left_out = skip is not None and row.cells[skip]
            if not left_out and (at is None or not row.cells[at]):
                from psoas_pdf.loads import tell_missing

                place = row.place if at is None else row.at(at)
                tell_missing(entry.exercise, rule, None, place, problems, roster=True)

    def _is_likely(self, cell: Cell, place: Place, problems: Problems) -> bool:
        from psoas_pdf.loads import BODIES, MAXIMA, is_likely

        limits = BODIES if cell.target == PERSON else MAXIMA
        return is_likely(cell.value, limits, self.plan.units, place, problems)

    def _find_columns(self, problems: Problems) -> Iterator[tuple[int, Column]]:
        known = {str(entry.exercise): False for entry in self.plan.exercises}
        known |= {found.id: found.sides == "each" for found in self._exercises if found}
        columns = Columns(known, self.plan.id, self._library)
        own, found = Problems(), 0
        for index, head in enumerate(self.table.heads):
            if not head.text:
                if any(row.cells[index] for row in self.table.rows):
                    hint = f"name it, or begin its name with {COMMENT}"
                    own.error(head.place, "this column has no name", hint)
            elif not head.text.startswith(COMMENT):
                column = columns.find(head, own)
                if column:
                    found += 1
                    yield index, column
        if not found:
            # What stands there may be a person.
            hint = "write name, side, EXERCISE.sets and so on in the first row"
            problems.error(_first(self.table), "the first row has no names of columns", hint)
        else:
            problems.extend(own)

    def _find_needed(self) -> Iterator[tuple[Entry, Loading, int | None, int | None]]:
        """Entries with a rule for their load, with the columns of what it is a part of and of why they are left out,
        None where there is no such column.
        """
        at = {head.text: index for index, head in enumerate(self.table.heads)}
        for entry in self.plan.exercises:
            if entry.loading:
                name = "mass" if entry.loading.of == BODY else f"{entry.exercise}.max"
                yield entry, entry.loading, at.get(name), at.get(f"{entry.exercise}.skip")

    def _base(self, language: str) -> _Base:
        """The plan in a language, the same object for all who have it."""
        known = self._bases.get(language)
        if known is None:
            own = Problems()
            plan = self._library.translated(self.plan, language, own)
            usual = [
                merged(exercise.dose if exercise else Dose(), entry.dose)
                for exercise, entry in zip(self._exercises, plan.exercises, strict=True)
            ]
            known = self._bases[language] = _Base(plan, tuple(usual), tuple(own))
        return known

    def _entries(self, base: _Base, side: Words | None, changes: Mapping[str, _Changes]) -> tuple[Entry, ...]:
        out = []
        for entry, usual, exercise in zip(base.plan.exercises, base.usual, self._exercises, strict=True):
            own = changes.get(entry.exercise)
            values = dict(own.values) if own else {}
            place = own.place if own else None
            if side and exercise and exercise.sides == "each" and SIDE not in values:
                values[SIDE] = side
                place = place or side.place
            out.append(_changed(entry, usual, values, place) if place else entry)
        same = all(new is old for new, old in zip(out, base.plan.exercises, strict=True))
        return base.plan.exercises if same else tuple(out)


class _Changes(NamedTuple):
    """What a row says of an exercise, by field.  place: of the first cell that does."""

    values: dict[str, Any]
    place: Place


def _changed(entry: Entry, usual: Dose, values: dict[str, Any], place: Place) -> Entry:
    """The entry with a row's values; the entry itself where they are what it says anyway."""
    dose = {name: found for name, found in values.items() if name in _OF_DOSE}
    changed = {
        name: found
        for name, found in values.items()
        if name not in dose
        and found != getattr(entry, name)
        and not (name == SIDE and _same_side(entry, found))
    }
    own = entry.dose or Dose()
    new: dict[str, Any] = {}
    for name, found in dose.items():
        # Words of the exercise's own dose may be printed in another language, so only the plan's are compared.
        before = getattr(own if isinstance(found, Words) else usual, name)
        if found != before:
            new[name] = found
    for pair in _EITHER:
        for name, other in (pair, pair[::-1]):
            if name in new and other not in dose:
                new[other] = None
    if new:
        # The place of the first changed cell, so that what is then wrong with the dose is told in its row.
        changed["dose"] = replace(own, **new, place=place)
    return replace(entry, **changed, place=place, places={}) if changed else entry


def _same_side(entry: Entry, side: str) -> bool:
    """Whether both say one side after the other."""
    return {entry.side or "each", side} <= {"each", "both"}


def _exercise(entry: Entry, library: Library) -> Exercise | None:
    """An exercise that isn't there is told of when the plan is resolved."""
    found: Exercise | None = library.get("exercise", entry.exercise, Problems())
    return found


def _check_shared(plan: Plan, problems: Problems) -> None:
    """Reports what a plan for many says of one: it would be printed for everybody."""
    for entry in plan.exercises:
        for name in OF_AN_ENTRY:
            if getattr(entry, name) is not None:
                problems.error(
                    entry.places.get(name, entry.place),
                    f"{name}: is one person's, and this plan is printed for everybody in a roster",
                    f"write it in the roster, in a column {entry.exercise}.{name}",
                )


def _first(table: Table) -> Place:
    """The row of the heads."""
    head = table.heads[0] if table.heads else Scalar("", Place(table.file))
    return Place(head.place.file, head.place.line)


__all__ = ["NAME", "Member", "Roster"]
