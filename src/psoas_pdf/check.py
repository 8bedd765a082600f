"""Everything that `build` would refuse: in plans, and in every record of a library, used by a plan or not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from psoas_pdf.build import DEFAULT_LOOK, STANDARD, Order, Workshop
from psoas_pdf.check_roster import Hide, as_written, check_roster
from psoas_pdf.languages import check_words
from psoas_pdf.library import CLINIC_FILE, KINDS, SOURCES_FILE, Library, is_id, is_library
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.plan import Clinic, Entry, Plan
from psoas_pdf.model.plate import Plate
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.reader import shape
from psoas_pdf.ready import default_store
from psoas_pdf.resolve import check_dose, check_id, references
from psoas_pdf.source import Mapping, load
from psoas_pdf.table import ENDINGS
from psoas_pdf.table.listed import is_roster
from psoas_pdf.words import Words

HERE = "plan.yaml"
SOURCES = f"{SOURCES_FILE}.yaml"
READY = "iliopsoas"
"""The ready plan that a layout is tried with."""
OWN_FOLDERS = ("body", "looks")
"""Tables of the figure engine, which reads and checks them itself."""
ROSTER = "roster"
SHEETS = ("handout", "cards")
"""The ready layouts that print exercises: a record that fits neither is refused when it is printed."""


def check_paths(
    paths: Iterable[str],
    folders: Iterable[str],
    problems: Problems,
    *,
    plans: Iterable[str] = (),
    hide: Hide = as_written,
    people: list[int] | None = None,
) -> int:
    """Checks files and folders, and returns how many records that were.

    A folder is a library, laid over the others for all that is checked; files that lie loose in it, such as
    plans, are checked too.  Without any path: ./plan.yaml if there is one, the folders, and if there is neither
    the shipped library.  plans: ids or files that rosters are for, else those among the paths.  hide: takes what is
    personal out of the problems of a roster's rows.  people: takes in how many are in each roster.
    """
    paths, folders = list(paths), list(folders)
    files = [path for path in paths if not os.path.isdir(path)]
    own = []
    for folder in filter(os.path.isdir, paths):
        try:
            names = os.listdir(folder)
        except OSError as error:
            problems.error(Place(folder), f"can't be read: {error.strerror}")
            continue
        loose = sorted(name for name in names if name.endswith((".yaml", ".yml")) and name != SOURCES)
        files += [os.path.join(folder, name) for name in loose]
        if is_library(folder) or not loose:
            own.append(folder)
    library = Library([*folders, *own])
    library.check_folders(problems)
    if not paths:
        files = [HERE] if os.path.exists(HERE) else []
        own = folders or ([] if files else [library.folders[0]])
    found = [(kind, file) for file in files if (kind := kind_of(file, problems))]
    for folder in own:
        found += _in_folder(folder, problems)
    workshop = Workshop(library, default_store())
    printable: list[Exercise] = []
    named = list(plans) or [file for kind, file in found if kind == "plan" and file in paths]
    for kind, file in dict.fromkeys(found):
        if kind == ROSTER:
            many = check_roster(file, named, workshop, problems, hide)
            if people is not None:
                people.append(many)
            continue
        exercise = _check(kind, file, workshop, problems)
        if exercise is not None:
            printable.append(exercise)
    _check_sheets(printable, workshop, problems)
    return len(dict.fromkeys(found))


def kind_of(file: str, problems: Problems) -> str | None:
    """The kind of record that a file holds, by its folder, else by its keys; None when it can't be read."""
    folder, name = os.path.split(os.path.abspath(file))
    if name.lower().endswith(ENDINGS):
        return ROSTER
    if name == CLINIC_FILE:
        return "clinic"
    for kind in KINDS.values():
        if os.path.basename(folder) == kind.plural:
            return kind.name
    if name == SOURCES:
        return "source"
    own = Problems()
    node = load(file, own)
    if is_roster(node):
        return ROSTER  # what is wrong with it is told without its cells when it is checked
    problems.extend(own)
    if not isinstance(node, Mapping):
        if node is not None:
            problems.error(
                node.place, "keys and values are needed here", "write a record, as docs/format.md shows"
            )
        return None
    # What extends something and says little else: layouts and themes have folders of their own.
    if "extends" in node.entries and node.entries.keys() <= shape(Plan).keys.keys():
        return "plan"
    common = {
        kind.name: sum(key in shape(kind.record).keys for key in node.entries)
        - len(shape(kind.record).keys) / 100
        for kind in KINDS.values()
    }
    return max(common, key=lambda name: common[name])


def _in_folder(folder: str, problems: Problems) -> Iterator[tuple[str, str]]:
    """The records of one library folder; a file that none of its folders would read is warned of."""
    read = set()
    for kind in KINDS.values():
        for sub in kind.folders:
            inside = os.path.join(folder, sub)
            for id in sorted(Library.ids_in(inside)):
                if kind.name != "source" or id == SOURCES_FILE:
                    path = os.path.normpath(os.path.join(inside, f"{id}.yaml"))
                    read.add(path)
                    yield "clinic" if os.path.basename(path) == CLINIC_FILE else kind.name, path
    for path in _files(folder):
        if path not in read and os.path.basename(os.path.dirname(path)) not in OWN_FOLDERS:
            at = os.path.relpath(os.path.dirname(path), folder)
            known = [
                sub for kind in KINDS.values() for sub in kind.folders if sub.count("/") == at.count("/")
            ]
            stem, ending = os.path.splitext(os.path.basename(path))
            if ending != ".yaml":
                hint = "call it .yaml"
            elif at in known and not is_id(stem):
                hint = "name it with small letters a to z, digits and hyphens"
            else:
                hint = did_you_mean(at, known)
            problems.warning(Place(path), "nothing reads this file", hint)


def _files(folder: str) -> Iterator[str]:
    """The YAML files in the folders that a library has, at any depth, in order."""
    tops = {sub.partition("/")[0] for kind in KINDS.values() for sub in kind.folders} - {"."}
    for top in sorted(tops):
        for at, folders, names in os.walk(os.path.join(folder, top)):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".yaml", ".yml")):
                    yield os.path.normpath(os.path.join(at, name))


def _check(kind: str, file: str, workshop: Workshop, problems: Problems) -> Exercise | None:
    """Checks one record.  An exercise without errors is returned, to be laid out."""
    own, library = Problems(), workshop.library
    if kind == "layout":
        name = _as_file(file)
        if library.layout(name, own) and library.has("plan", READY):
            _lay_out(library.get("plan", READY, own), name, workshop, own)
    elif kind == "theme":
        library.theme(_as_file(file), own)
    elif kind == "language":
        language = library.language(_as_file(file), own)
        if language:
            check_words(library, file, language, own)
    else:
        record = library.read(kind, file, own)
        if record is not None:
            for named, id in references(record):
                check_id(library, named, id, own)
            if isinstance(record, Plan) and not own.failed:
                for layout in record.outputs:
                    _lay_out(record, layout, workshop, own)
            if isinstance(record, Clinic):
                workshop.check_clinic(record, own)
            if isinstance(record, Exercise):
                from psoas_pdf.figure import solve
                from psoas_pdf.figure.length import check_length

                check_dose(record.dose, record, record.dose.place, own)
                solved = solve(record.poses, own)
                if solved:
                    check_length(record, solved, own)
            if isinstance(record, Plate):
                from psoas_pdf.figure.plate import check_roles, draw_plate

                draw_plate(record, own)
                theme = library.theme(STANDARD, own)
                if theme:
                    check_roles(record, workshop.ink(DEFAULT_LOOK, theme).colours, own)
    problems.extend(own)
    return record if kind == "exercise" and not own.failed else None


def _as_file(path: str) -> str:
    return path if "/" in path or os.sep in path else os.path.join(".", path)


def _check_sheets(exercises: list[Exercise], workshop: Workshop, problems: Problems) -> None:
    """Lays out each exercise as a plan with nothing else in it would print it."""
    library = workshop.library
    for exercise in exercises:
        if (
            library.has("exercise", exercise.id)
            and library.get("exercise", exercise.id, Problems()) is exercise
        ):
            entry = Entry(exercise=Words(exercise.id, exercise.place), place=exercise.place)
            plan = Plan(id="check", title=Words("Check"), exercises=(entry,), place=exercise.place)
            helps = library.ids("help")
            if helps and plan.help not in helps:
                plan = replace(plan, help=Words(helps[0]))
            for layout in SHEETS:
                if library.has("layout", layout):
                    _lay_out(plan, layout, workshop, problems)


def _lay_out(plan: Plan, layout: str, workshop: Workshop, problems: Problems) -> None:
    workshop.draft(Order(plan, layout), problems)
