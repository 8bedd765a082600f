"""Everything that `build` would refuse in a roster: of its columns, of each row, and of each person's documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from psoas_pdf.build import TEAM, Order, Workshop
from psoas_pdf.library import Library
from psoas_pdf.model.plan import Entry, Plan
from psoas_pdf.problems import NOWHERE, Problem, Problems
from psoas_pdf.roster import Roster
from psoas_pdf.table import Row, Table, load_table
from psoas_pdf.words import Words

BESIDE = "plan.yaml"

Hide = Callable[[Iterable[Problem], Table, Iterable[Row]], Iterable[Problem]]
"""Takes what is personal out of the problems of some rows."""


def check_roster(file: str, plans: Sequence[str], workshop: Workshop, problems: Problems, hide: Hide) -> int:
    """Checks a roster over each of the plans, else over the plan.yaml beside it.

    Where there is none its columns and cells are checked alone, for all exercises that there are.
    Returns how many people are in it.
    """
    table = load_table(file, problems)
    if table is None:
        return 0
    beside = os.path.join(os.path.dirname(file), BESIDE)
    names = list(plans) or ([beside] if os.path.isfile(beside) else [])
    library = workshop.library
    for name in names:
        plan = library.plan(name, problems)
        if plan:
            _check(Roster(table, plan, library, problems), workshop, problems, hide)
    if not names:
        _check(Roster(table, _of_all(library), library, problems), workshop, problems, hide)
    return len(table.rows)


def _of_all(library: Library) -> Plan:
    """A plan without an id or documents that has every exercise."""
    entries = [Entry(exercise=Words(id)) for id in library.ids("exercise")]
    return Plan(id="", title=Words(""), exercises=tuple(entries), outputs=(), place=NOWHERE)


def _check(roster: Roster, workshop: Workshop, problems: Problems, hide: Hide) -> None:
    teams: dict[str, list[Plan]] = {}
    table = roster.table
    for row in table.rows:
        own = Problems()
        member = roster.member(row, own)
        if member is not None and roster.usable:
            for layout in dict.fromkeys(member.layouts or roster.plan.outputs):
                if _is_team(layout, workshop):
                    teams.setdefault(str(layout), []).append(member.plan)
                else:
                    order = Order(member.plan, layout, language=member.language, row=member.row)
                    workshop.draft(order, own)
        problems.extend(hide(own, table, [row]))
    for name, team in teams.items():
        own = Problems()
        workshop.draft(Order(roster.plan, name, team=tuple(team)), own)
        problems.extend(hide(own, table, table.rows))


def _is_team(layout: str, workshop: Workshop) -> bool:
    found = workshop.library.layout(layout, Problems()) if workshop.library.has("layout", layout) else None
    return bool(found and found.kind == TEAM)


def as_written(problems: Iterable[Problem], table: Table, rows: Iterable[Row]) -> Iterable[Problem]:
    """Hides nothing."""
    return problems


__all__ = ["BESIDE", "Hide", "as_written", "check_roster"]
