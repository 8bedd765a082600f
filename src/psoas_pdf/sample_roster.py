"""A roster to begin with: the columns that a plan's exercises are told by, and two people who are samples."""

from __future__ import annotations

import csv
import io
from math import ceil

from psoas_pdf.columns import NAME, SIDE
from psoas_pdf.library import Library
from psoas_pdf.loads import equipment_of, in_unit
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.load import BODY, Loading
from psoas_pdf.model.plan import Entry, Plan
from psoas_pdf.problems import Problems
from psoas_pdf.resolve import NEEDED, merged
from psoas_pdf.roster import Roster
from psoas_pdf.table.delimited import from_csv
from psoas_pdf.units import Duration, Range

PEOPLE = ("Sample Patient A", "Sample Patient B")
MASS = "mass", "70"
"""Column and sample of what loads are worked out from, in the plan's unit."""
MAX = "max"
SAMPLE_MAX = 60
MOST_SECONDS = 60
OF_DOSE = ("sets", "repetitions", "hold", "rest", "rir", "rpe")
"""Fields that have a column where the plan says them, though the exercise needn't."""


def sample_roster(plan: Plan, library: Library, problems: Problems) -> bytes | None:
    """The bytes of a CSV file as spreadsheets write it, or None when the plan can't have a roster.

    The first person has the plan's own values, so that each column shows how it is written; the second has none.
    """
    heads: dict[str, tuple[str, str]] = {NAME: PEOPLE, "reference": ("S1", "S2")}
    exercises = [(entry, found) for entry in plan.exercises if (found := _exercise(entry, library))]
    if any(found.sides == "each" for _, found in exercises):
        heads[SIDE] = ("left", "right")
    if any(entry.loading and entry.loading.of == BODY for entry in plan.exercises):
        heads[MASS[0]] = (MASS[1], MASS[1])
    heads["note"] = ("", "")
    for entry, found in exercises:
        heads |= {f"{found.id}.{field}": cells for field, cells in _columns(entry, found, plan).items()}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([list(heads), *zip(*heads.values(), strict=True)])
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    data = out.getvalue().encode("utf-8-sig")
    own = Problems()
    table = from_csv("", data, own)
    usable = table is not None and Roster(table, plan, library, own).usable
    problems.extend(own)
    return data if usable else None


def _columns(entry: Entry, exercise: Exercise, plan: Plan) -> dict[str, tuple[str, str]]:
    dose = merged(exercise.dose, entry.dose)
    out = {}
    own = [field for field in OF_DOSE if entry.dose and getattr(entry.dose, field) is not None]
    for field in dict.fromkeys([*NEEDED[exercise.kind], *own]):
        if field != "days_a_week":
            out[field.replace("_", "-")] = (_written(getattr(dose, field)), "")
    if entry.loading and entry.loading.of != BODY:
        most = _sample_max(entry.loading, plan)
        out[MAX] = (most, most)
    return out


def _sample_max(rule: Loading, plan: Plan) -> str:
    """In the plan's unit; twice the least load of equipment for which the usual sample would be too little."""
    found = equipment_of(
        rule, plan, Problems()
    )  # what is wrong with the rule is told when the plan is checked
    least = found[1].least if found else None
    return str(max(SAMPLE_MAX, 2 * ceil(in_unit(least, plan.units, plan.units)) if least else 0))


def _written(value: Range | Duration | None) -> str:
    """As it is typed; nothing for a range such as 8-12, which a spreadsheet would make a date of."""
    if isinstance(value, Range):
        return str(value) if value.low == value.high else ""
    if value is None:
        return ""
    return f"{value} s" if value <= MOST_SECONDS or value % 60 else f"{value // 60} min"


def _exercise(entry: Entry, library: Library) -> Exercise | None:
    """An exercise that isn't there is told of when the plan is checked."""
    found: Exercise | None = library.get("exercise", entry.exercise, Problems())
    return found
