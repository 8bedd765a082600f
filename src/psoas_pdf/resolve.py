"""A plan and the library, put together in one language: every name looked up, every dose complete."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from psoas_pdf.library import Library
from psoas_pdf.model.dose import Dose
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.fact import Source
from psoas_pdf.model.language import Language
from psoas_pdf.model.load import Load
from psoas_pdf.model.muscle import Muscle
from psoas_pdf.model.plan import VARY, Entry, HelpFile, Plan
from psoas_pdf.model.plate import Plate
from psoas_pdf.problems import NOWHERE, Place, Problems
from psoas_pdf.reader import is_record, shape
from psoas_pdf.recent import Once
from psoas_pdf.sides import said_for
from psoas_pdf.source import short
from psoas_pdf.spec import Item, Spec
from psoas_pdf.units import Range
from psoas_pdf.words import Words, place_of

NEEDED = {
    "strength": ("sets", "repetitions", "days_a_week"),
    "power": ("sets", "repetitions", "days_a_week"),
    "stretch": ("hold", "repetitions", "days_a_week"),
    "mobility": ("repetitions", "days_a_week"),
}
"""What a dose must say for each kind of exercise."""


def resolve(
    plan: Plan,
    library: Library,
    language: str | None,
    problems: Problems,
    *,
    plates: bool = True,
    once: Once | None = None,
) -> Spec | None:
    """Everything that a layout may print of a plan, or None after an error; all errors are reported.

    language: of the sheets, else the plan's own.  plates: whether the plates are wanted; they are the largest
    files of a library, and only the anatomy sheet prints them.  once: what was resolved for other people.
    """
    mine = Problems()
    once = Once(0) if once is None else once
    tongue = language or plan.language
    words = library.get("language", tongue, mine, NOWHERE if language else plan.place)
    if words is None:
        tongue = ""  # so that no record is blamed for a language that doesn't exist
    plan = library.translated(plan, tongue, mine)
    nobody = is_blank(plan)
    if plan.anonymous and not nobody:
        from psoas_pdf.anonymous import check_texts

        check_texts(plan, mine)
    plan = _for_person(plan)
    check_groups(plan, mine)
    if plan.equipment or plan.person.mass is not None or any(entry.max for entry in plan.exercises):
        from psoas_pdf.loads import check_equipment, check_masses

        check_equipment(plan, mine)
        check_masses(plan, mine)
    items = tuple(_items(plan, library, tongue, words, mine, nobody, once))
    key = (plan.muscle, plan.help, plan.outputs, plan.look, tongue, plates)
    shared = once(
        ("shared", key, tuple([item.exercise.id for item in items])),
        None,
        lambda: _shared(plan, items, library, tongue, plates, mine, once),
    )
    help_file, muscle, parts, drawn, sources = shared
    problems.extend(mine)
    if mine.failed or words is None or help_file is None:
        return None
    return Spec(plan, words, items, help_file.help, muscle, parts, drawn, sources)


_Shared = tuple[HelpFile | None, Muscle | None, tuple[Muscle, ...], tuple[Plate, ...], dict[str, Source]]
"""Help, muscle and its parts, plates, and sources by id."""


def _shared(
    plan: Plan,
    items: Sequence[Item],
    library: Library,
    tongue: str,
    plates: bool,
    problems: Problems,
    once: Once,
) -> _Shared:
    """What people with the same exercises have in common."""
    help_file: HelpFile | None = library.get("help", plan.help, problems, place_of(plan.help))
    if help_file:
        help_file = library.translated(help_file, tongue, problems)
    muscle: Muscle | None = None
    parts: tuple[Muscle, ...] = ()
    drawn: tuple[Plate, ...] = ()
    if plan.muscle:
        muscle = _record(library, "muscle", plan.muscle, tongue, problems)
        if muscle:
            found = [_record(library, "muscle", part, tongue, problems) for part in muscle.parts]
            parts = tuple(part for part in found if part)
            names = muscle.plates if plates else ()
            drawings = [_record(library, "plate", plate, tongue, problems) for plate in names]
            drawn = tuple(drawing for drawing in drawings if drawing)
    for name in plan.outputs:
        check_id(library, "layout", name, problems)
    if plan.look and plan.look != VARY:
        check_id(library, "look", plan.look, problems)
    sources: dict[str, Source] = {}
    used = [
        *(item.exercise for item in items),
        help_file,
        muscle,
        *parts,
        *drawn,
    ]
    for record in used:
        if record is not None:
            key = ("sources", type(record), record.id, tongue)
            found_here = once(key, None, lambda r=record: _look_up(r, library, tongue, problems))  # type: ignore[misc]
            sources = {**sources, **found_here}
    return help_file, muscle, parts, drawn, sources


def is_blank(plan: Plan) -> bool:
    """Whether the sheet is for nobody yet: a name is to be written on it by hand."""
    return not (plan.person.name or plan.person.reference)


def _for_person(plan: Plan) -> Plan:
    """The plan with its clinician's name in full, and with nobody's name where none may be printed."""
    known = {key.casefold(): name for key, name in plan.clinic.clinicians.items()}
    changes: dict[str, Any] = {}
    if name := known.get(plan.clinician.casefold()):
        changes["clinician"] = name
    if plan.anonymous:
        changes["person"] = replace(plan.person, name=Words(""), reference=Words(""), born=Words(""))
    return replace(plan, **changes) if changes else plan


def check_groups(plan: Plan, problems: Problems) -> None:
    """Reports groups that are torn apart or seem to hold what they don't, and labels that stand twice in one."""
    seen: dict[str, None] = {}
    labels: dict[tuple[str, str], None] = {}
    before = ""
    for entry in plan.exercises:
        group = str(entry.group)
        if group and group != before and group in seen:
            hint = "move it to the others of its group, or give it a group of its own"
            problems.error(entry.group.place, f"the group {short(group)} has ended already", hint)
        elif before and not group:
            told = f"{entry.exercise} has no group, and would stand under the heading {short(before)}"
            problems.error(entry.place, told, "give it a group, or move it before the first one")
        seen[group], before = None, group
        if entry.label:
            if (group, str(entry.label)) in labels:
                told = f"the label {short(entry.label)} stands twice" + (
                    f" in {short(group)}" if group else ""
                )
                problems.error(entry.label.place, told, "write another, or put the exercises in groups")
            labels[group, str(entry.label)] = None


def _record(library: Library, kind: str, id: str, language: str, problems: Problems) -> Any:
    found = library.get(kind, id, problems, place_of(id))
    return library.translated(found, language, problems) if found is not None else None


def _items(
    plan: Plan,
    library: Library,
    language: str,
    words: Language | None,
    problems: Problems,
    nobody: bool,
    once: Once,
) -> Iterator[Item]:
    done = [entry for entry in plan.exercises if entry.skip is None]
    if plan.exercises and not done:
        told = "every exercise of this plan is left out"
        problems.error(plan.exercises[0].place, told, "keep at least one, or leave the person out")
    for number, entry in enumerate(done, 1):

        def make(number: int = number, entry: Entry = entry) -> Item | None:
            return _item(number, entry, plan, library, language, words, problems, nobody, once)

        # A load depends on the person.
        item = make() if entry.loading else once(("item", number, language, _said(entry)), None, make)
        if item is not None:
            if item.link:
                _link(entry, item.exercise, plan, problems)  # a person's name may be in it
            yield item


def _said(record: object) -> Hashable:
    """All that a record of a plan says, without where."""
    out = []
    for key in shape(type(record)).keys.values():
        value = getattr(record, key.field)
        out.append(_said(value) if is_record(type(value)) else value)
    return tuple(out)


def _item(
    number: int,
    entry: Entry,
    plan: Plan,
    library: Library,
    language: str,
    words: Language | None,
    problems: Problems,
    nobody: bool,
    once: Once,
) -> Item | None:
    written: Exercise | None = _record(library, "exercise", entry.exercise, language, problems)
    if written is None:
        return None
    dose = merged(written.dose, entry.dose)
    check_dose(dose, written, entry.dose.place if entry.dose else entry.place, problems)
    loads: tuple[Load, ...] = ()
    if entry.loading and words is not None:
        dose, loads = loaded(entry, dose, plan, words, problems, nobody)
    side = _side(entry, written, problems)
    mirrored = (side, written.working_side) in (("left", "near"), ("right", "far"))
    exercise = written
    if words is not None:
        right, left = words.words.get("side.word.right", ""), words.words.get("side.word.left", "")
        said = ("said", entry.exercise, language, side)
        exercise = once(said, None, lambda: said_for(written, side, right, left))
    link = _link(entry, exercise, plan, problems)
    return Item(
        number,
        exercise,
        dose,
        side,
        mirrored,
        entry.note,
        entry.place,
        link,
        entry.group,
        entry.label,
        entry.loading,
        loads,
    )


def loaded(
    entry: Entry, dose: Dose, plan: Plan, words: Language, problems: Problems, nobody: bool
) -> tuple[Dose, tuple[Load, ...]]:
    """The dose of an entry with a rule, with the load that the rule comes to, of several the least and the most; and
    the loads, one a set or one.

    nobody: a maximum or a mass that isn't known is no error then, and there is no load.
    """
    from psoas_pdf.loads import worked_out

    sets = dose.sets.high if dose.sets else 1
    found = worked_out(entry, plan, sets, problems, nobody=nobody)
    if not found:
        return replace(dose, load=None), ()
    point = words.words.get("number.point", ".")
    # Sets may go up and down again, so the first and the last don't tell the most.
    ends = (pick(found, key=lambda load: float(load.number)) for pick in (min, max))
    numbers = dict.fromkeys(load.number.replace(".", point) for load in ends)
    told = words.words.get(f"load.{found[0].unit}", "{number}").replace("{number}", "\u2013".join(numbers))
    return replace(dose, load=Words(told, entry.place)), found


def _link(entry: Entry, exercise: Exercise, plan: Plan, problems: Problems) -> Words:
    """The address for the QR code; '' where there is none, or none that may be printed."""
    link = exercise.link if entry.link is None else entry.link
    if link:
        from psoas_pdf.links import check_link

        if check_link(link, plan.person, problems):
            return link
    return Words("")


def _side(entry: Entry, exercise: Exercise, problems: Problems) -> str:
    if exercise.sides == "both":
        if entry.side not in (None, "both"):
            at = entry.places.get("side", entry.place)
            problems.error(at, f"{exercise.id} is done with both sides at once", "take the side out")
        return "both"
    return "each" if entry.side in (None, "both") else str(entry.side)


def merged(usual: Dose, change: Dose | None) -> Dose:
    """The usual dose with what a plan changes of it.  Named days say how many days a week.

    For how many weeks a plan says itself: the usual number is advice to whoever writes it.
    """
    usual = replace(usual, weeks=None)
    if change is None:
        return usual
    values = {
        f.name: value
        for f in fields(change)
        if f.name != "place" and (value := getattr(change, f.name)) is not None
    }
    if change.days and not change.days_a_week:
        values["days_a_week"] = Range((len(change.days), len(change.days)))
    elif change.days_a_week and not change.days:
        values["days"] = None
    if change.rir and not change.rpe:
        values["rpe"] = None
    elif change.rpe and not change.rir:
        values["rir"] = None
    return replace(usual, **values, place=change.place)


def check_dose(dose: Dose, exercise: Exercise, place: Place, problems: Problems) -> None:
    """Reports what a dose lacks for its kind of exercise, at the place that should say it."""
    for name in NEEDED[exercise.kind]:
        if getattr(dose, name) is None:
            key = name.replace("_", "-")
            hint = f"write {key}: here or in the exercise"
            problems.error(
                place, f"the dose of {exercise.id} says no {key}, which {exercise.kind} needs", hint
            )
    for name in ("sets", "repetitions"):
        value = getattr(dose, name)
        if value is not None and value.low < 1:
            problems.error(dose.place, f"the dose of {exercise.id} has 0 {name}", "write 1 or more")
    for name in ("hold", "rest"):
        if getattr(dose, name) == 0:
            hint = "write a time, or leave it out where the exercise gives none"
            problems.error(dose.place, f"the dose of {exercise.id} has a {name} of 0 seconds", hint)
    if dose.rir is not None and dose.rpe is not None:
        told = f"the dose of {exercise.id} says rir and rpe, which are the same told from two ends"
        problems.error(dose.place, told, "write one of the two")
    if dose.days_a_week is not None and not 1 <= dose.days_a_week.low <= dose.days_a_week.high <= 7:
        problems.error(
            dose.place, f"the dose of {exercise.id} has {dose.days_a_week} days a week", "write 1 to 7"
        )
    elif dose.days is not None:
        if len(set(dose.days)) < len(dose.days):
            problems.error(dose.place, f"the dose of {exercise.id} names a day twice", "name each day once")
        elif (
            dose.days_a_week is not None
            and not dose.days_a_week.low <= len(dose.days) <= dose.days_a_week.high
        ):
            told = (
                f"the dose of {exercise.id} names {len(dose.days)} days, but {dose.days_a_week} days a week"
            )
            problems.error(dose.place, told, "write one of the two, or make them agree")


def references(record: object) -> Iterator[tuple[str, str]]:
    """The kind and the id of every record that a record names, in the order of its keys, nested ones too."""
    for key in shape(type(record)).keys.values():
        value = getattr(record, key.field)
        kind = key.about.get("refers")
        if kind:
            for id in (value,) if isinstance(value, str) else value or ():
                if id:
                    yield kind, id
        else:
            yield from _nested(value)


def _nested(value: Any) -> Iterator[tuple[str, str]]:
    if is_record(type(value)):
        yield from references(value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _nested(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _nested(one)


def _look_up(record: object, library: Library, language: str, problems: Problems) -> dict[str, Source]:
    """Sources that a record names, in the order of their first use; an id of any kind that there isn't is reported."""
    sources: dict[str, Source] = {}
    for kind, id in references(record):
        if kind == "source":
            if (
                id not in sources
                and (source := library.source(id, problems, place_of(id), language)) is not None
            ):
                sources[id] = source
        else:
            check_id(library, kind, id, problems)
    return sources


def check_id(library: Library, kind: str, id: str, problems: Problems) -> None:
    """Reports an id that no record has.  The record itself isn't read."""
    if kind == "source":
        library.source(id, problems, place_of(id))
    elif not library.has(kind, id):
        library.unknown(kind, id, problems, place_of(id))
