"""Rosters over plans, for tests: read from text, with all that was said of them."""

from __future__ import annotations

from psoas_pdf.library import Library
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Problems
from psoas_pdf.roster import Member, Roster
from psoas_pdf.table.delimited import from_csv

PLAN = """\
title: Week
help: iliopsoas
person: {name: Nobody, reference: "999", mass: 50 kg}
exercises:
  - sit-up
  - exercise: half-kneeling-hip-flexor-stretch
    side: right
    dose: {hold: 30 s, repetitions: 3, days: [mon, wed, fri]}
  - bridge
"""


def told(problems: Problems) -> list[str]:
    return [str(problem).replace(": error: ", ": ") for problem in problems]


def roster(csv: str, plan: Plan, library: Library, problems: Problems, language: str | None = None) -> Roster:
    table = from_csv("squad.csv", csv.encode(), problems)
    assert table is not None
    return Roster(table, plan, library, problems, language)


def members(csv: str, plan: Plan, library: Library) -> list[Member]:
    """Everybody of a roster in which nothing is wrong."""
    problems = Problems()
    made = [member for _, member in roster(csv, plan, library, problems).members(problems) if member]
    assert told(problems) == []
    return made


def wrong(csv: str, plan: Plan, library: Library) -> list[str]:
    """All that is said of a roster and its rows."""
    problems = Problems()
    list(roster(csv, plan, library, problems).members(problems))
    return told(problems)
