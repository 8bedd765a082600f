"""Everybody of a roster put together with the plan that they share, for a sheet that has them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psoas_pdf.anonymous import check_texts
from psoas_pdf.model.plan import Entry, Person, Plan
from psoas_pdf.problems import Problems
from psoas_pdf.resolve import check_dose, is_blank, loaded, merged
from psoas_pdf.spec import Item, Mate, Spec
from psoas_pdf.words import Words


def shared(plan: Plan) -> Plan:
    """The plan without what is one person's: what the head of a team's sheet is made from."""
    entries = tuple(replace(e, skip=None) if e.skip is not None else e for e in plan.exercises)
    return replace(plan, person=Person(), exercises=entries)


def with_team(spec: Spec, team: Sequence[Plan], problems: Problems) -> Spec:
    """The spec of what the team shares, with everybody in it.

    team: plans of people, each the shared plan with what a row of the roster changes.  All that is wrong is told, at
    the row that it is wrong in.
    """
    return replace(spec, team=tuple([_mate(spec, plan, problems) for plan in team]))


def _mate(spec: Spec, plan: Plan, problems: Problems) -> Mate:
    person = plan.person
    place = person.place if person.place.file else plan.place
    ids = [item.exercise.id for item in spec.items]
    if [str(entry.exercise) for entry in plan.exercises] != ids:
        problems.error(place, "the exercises are not those of the team", "print this person's sheet alone")
        return Mate(person, (), place)
    items = tuple(
        [
            entry.skip if entry.skip is not None else _item(item, entry, plan, spec, problems)
            for item, entry in zip(spec.items, plan.exercises, strict=True)
        ]
    )
    if plan.anonymous:
        check_texts(plan, problems)
        person = replace(person, name=Words(""), reference=Words(""), born=Words(""))
    return Mate(person, items, place)


def _item(item: Item, entry: Entry, plan: Plan, spec: Spec, problems: Problems) -> Item:
    """The team's item as this person does it; the same one where nothing is different."""
    own = spec.plan.exercises[item.number - 1]
    if entry is own and not entry.loading:
        return item
    dose = item.dose if entry.dose is own.dose else merged(item.exercise.dose, entry.dose)
    if dose is not item.dose:
        check_dose(dose, item.exercise, entry.dose.place if entry.dose else entry.place, problems)
    loads = item.loads
    if entry.loading:
        nobody = is_blank(plan)
        dose, loads = loaded(entry, dose, plan, spec.language, problems, nobody)
    side = item.side if item.side == "both" or entry.side is None else entry.side
    side = "each" if side == "both" and item.side != "both" else side
    return replace(item, dose=dose, side=side, note=entry.note, place=entry.place, loads=loads)
