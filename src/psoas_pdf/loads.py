"""Loads worked out exactly: a part of a maximum or of the body's mass, to the nearest load that the equipment has.

Numbers are fractions throughout, since half a step must go up wherever it is half a step: 80 % of 71.875 kg is
57.5 kg, and no float may make 57.49… of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from psoas_pdf.model.load import BODY, KG, LB, Equipment, Load, Loading
from psoas_pdf.model.plan import Entry, Plan
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.source import short
from psoas_pdf.units import Mass
from psoas_pdf.words import place_of

POUND = Fraction(45359237, 100_000_000)
"""Kilograms in a pound: the international avoirdupois pound, exact by its definition of 1959."""
DECIMALS = 3
"""As many as a mass may be written with, so that each load on the way up from one in steps has a short form."""

MOST_SETS = 100
"""Of which a load is told for each."""

BODIES = (20, 400)
"""Kilograms: who does exercises from a sheet weighs more than a small child, and beds and scales of hospitals end at
less; what lies outside was meant in another unit or is a slip."""
MAXIMA = (0, 600)
"""Kilograms: more than anybody has lifted without a suit that helps, so more is a slip."""


def nearest(wanted: Fraction, step: Fraction, least: Fraction) -> Fraction:
    """The nearest of least, least + step, least + 2 step …; half a step goes up.  All in one unit, step over 0."""
    steps = (wanted - least) / step + Fraction(1, 2)
    return least + max(0, steps.__floor__()) * step


def part(whole: Mass, percent: float, equipment: Equipment, units: str) -> Load:
    """So many per cent of a mass, as the equipment has it.  units: of masses that are written without one."""
    unit = equipment.step.unit or units
    step = _exact(equipment.step.number)
    least = _exact(equipment.least.number) if equipment.least else step
    wanted = in_unit(whole, unit, units) * Fraction(str(percent)) / 100
    return Load(written(nearest(wanted, step, least)), unit)


def in_unit(mass: Mass, unit: str, units: str) -> Fraction:
    """The number of a mass in 'kg' or 'lb', exactly.  units: of a mass that is written without one."""
    number, own = _exact(mass.number), mass.unit or units
    if own == unit:
        return number
    return number * POUND if own == LB else number / POUND


def written(number: Fraction) -> str:
    """'62.5' of a number that has at most DECIMALS."""
    thousands = str(int(number * 10**DECIMALS)).rjust(DECIMALS + 1, "0")
    return f"{thousands[:-DECIMALS]}.{thousands[-DECIMALS:]}".rstrip("0").rstrip(".")


def _exact(number: float) -> Fraction:
    """What its author wrote: a mass has so few digits that its shortest decimal form is that."""
    return Fraction(str(number))


def is_likely(mass: Mass, limits: tuple[int, int], units: str, place: Place, problems: Problems) -> bool:
    """Reports a mass that nobody has or lifts, without saying it.  limits: in kilograms, BODIES or MAXIMA."""
    least, most = limits
    if least <= in_unit(mass, KG, units) <= most:
        return True
    unit = mass.unit or units
    low, high = [in_unit(Mass((limit, KG)), unit, units) for limit in limits]
    # Whole numbers that are within the limits.
    told = f"{-(-low // 1)} to {high // 1} {unit}" if least else f"at most {high // 1} {unit}"
    what = "the mass of a body" if limits == BODIES else "what somebody can lift"
    problems.error(place, f"this can't be {what}", f"it is {told}: look at number and unit")
    return False


def check_masses(plan: Plan, problems: Problems) -> None:
    """Reports a body's mass and maxima that can't be."""
    if plan.person.mass is not None:
        is_likely(plan.person.mass, BODIES, plan.units, plan.person.place, problems)
    for entry in plan.exercises:
        if entry.max is not None:
            is_likely(entry.max, MAXIMA, plan.units, entry.places.get("max", entry.place), problems)


def equipment_of(rule: Loading, plan: Plan, problems: Problems) -> tuple[str, Equipment] | None:
    """The key and the record of what a rule is lifted with, or None after an error."""
    known = plan.equipment
    if not rule.equipment and len(known) == 1:
        return next(iter(known.items()))
    if not known:
        hint = "write equipment: {bar: {step: 2.5 kg}} in the plan"
        problems.error(rule.place, "the plan doesn't say which loads there are", hint)
    elif not rule.equipment:
        hint = "write equipment: and one of " + ", ".join(known)
        problems.error(rule.place, "the loading doesn't say which equipment is used", hint)
    elif rule.equipment not in known:
        told = f"the plan has no equipment {short(rule.equipment)}"
        problems.error(place_of(rule.equipment), told, did_you_mean(rule.equipment, known))
    else:
        return str(rule.equipment), known[rule.equipment]
    return None


def check_equipment(plan: Plan, problems: Problems) -> None:
    """Reports steps and least loads that make no loads."""
    for name, one in plan.equipment.items():
        for key, mass in (("step", one.step), ("least", one.least)):
            if mass is not None and mass.number <= 0:
                problems.error(one.place, f"{key}: of {name} is 0", "write how much it is, as in 2.5 kg")
        if one.least and (one.least.unit or plan.units) != (one.step.unit or plan.units):
            problems.error(one.place, f"step and least of {name} are in two units", "write both in one")


def worked_out(
    entry: Entry, plan: Plan, sets: int, problems: Problems, *, nobody: bool
) -> tuple[Load, ...] | None:
    """The loads of an entry by its rule: one for all sets, or one a set; None without a rule or a maximum.

    nobody: the sheet is for nobody yet, so a maximum or mass that isn't known is no error.  The equipment has been
    checked.  A missing one is told at the person's row where there is a roster, else at the rule; so is one that is
    less than the least load.
    """
    rule = entry.loading
    found = equipment_of(rule, plan, problems) if rule else None
    if rule is None or found is None:
        return None
    whole = plan.person.mass if rule.of == BODY else entry.max
    if whole is None or whole.number <= 0:
        if not nobody:
            place = _told_at(rule, plan)
            roster = place is not rule.place
            tell_missing(entry.exercise, rule, whole, place, problems, roster=roster)
        return None
    if rule.of != BODY and _is_too_much(whole, rule, found[1], plan.units):
        told = f"the least load of {found[0]} is more than the person's maximum of {entry.exercise}"
        problems.error(_told_at(rule, plan), told, "name lighter equipment, or leave the exercise out")
        return None
    percents: Sequence[float] = rule.percent
    if len(percents) > 1:
        percents = [percents[min(i, len(percents) - 1)] for i in range(min(sets, MOST_SETS))]
    loads = tuple(part(whole, percent, found[1], plan.units) for percent in percents)
    return loads[:1] if len(set(loads)) == 1 else loads


def _is_too_much(maximum: Mass, rule: Loading, equipment: Equipment, units: str) -> bool:
    """Whether a part of a maximum would come to more than it, since there is no load as small as that."""
    unit = equipment.step.unit or units
    least, most = _exact((equipment.least or equipment.step).number), in_unit(maximum, unit, units)
    return most < least and most * Fraction(str(min(rule.percent))) / 100 < least


def _told_at(rule: Loading, plan: Plan) -> Place:
    """The person's row where there is a roster, else the rule."""
    person = plan.person.place
    return person if person.file and person.file != rule.place.file else rule.place


def tell_missing(
    exercise: str, rule: Loading, whole: Mass | None, place: Place, problems: Problems, *, roster: bool
) -> None:
    """Reports that what a load is a part of isn't known.  roster: whether it stands in one, and nowhere else."""
    what = "of the body's mass" if rule.of == BODY else "of a maximum"
    missing = "there is none" if whole is None else "it is 0"
    column = "mass" if rule.of == BODY else f"{exercise}.max"
    hint = "write the person's mass" if rule.of == BODY else "write the most that the person lifts once"
    hint += f", in a column '{column}'" + ("" if roster else " or in the plan")
    problems.error(place, f"the load of {exercise} is a part {what}, and {missing}", hint)
