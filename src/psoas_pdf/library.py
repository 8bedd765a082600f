"""Folders of records laid over each other: the shipped one, then the user's.

The same id replaces, a new id adds.
A record's file is read when the record is asked for, and once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeVar

from psoas_pdf import places
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.fact import Source, Sources
from psoas_pdf.model.language import Language
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.model.muscle import Muscle
from psoas_pdf.model.plan import Clinic, HelpFile, Plan
from psoas_pdf.model.plate import Plate
from psoas_pdf.problems import NOWHERE, Place, Problem, Problems, did_you_mean
from psoas_pdf.source import Mapping as MappingNode
from psoas_pdf.source import Node, Scalar, load, short
from psoas_pdf.translations import Texts, Written, put, read_written, untranslated
from psoas_pdf.words import place_of

T = TypeVar("T")


class Kind(NamedTuple):
    """A kind of record: its name, its plural, the folders that hold it, and its class."""

    name: str
    plural: str
    folders: tuple[str, ...]
    record: type[Any]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("exercise", "exercises", ("data/exercises", "exercises"), Exercise),
        Kind("muscle", "muscles", ("data/muscles", "muscles"), Muscle),
        Kind("plan", "plans", ("data/plans", "plans"), Plan),
        Kind("clinic", "clinics", ("clinics",), Clinic),
        Kind("plate", "plates", ("data/plates", "plates"), Plate),
        Kind("help", "help", ("data/help", "help"), HelpFile),
        Kind("language", "languages", ("data/languages", "languages"), Language),
        Kind("source", "sources", ("data", "."), Sources),
        Kind("layout", "layouts", ("layouts",), Layout),
        Kind("theme", "themes", ("layouts/themes",), Theme),
        Kind("stock", "stocks", ("layouts/stocks",), Stock),
    )
}
SOURCES_FILE = "sources"
CLINIC_FILE = "clinic.yaml"
"""The clinic of the plans beside it."""
LOOKS = "data/looks"
"""The people in the pictures; the figure engine reads them, and only the shipped ones."""


class Asked(NamedTuple):
    """What the command line says of a plan.  sets: 'weeks=6', 'exercises.sit-up.sets=3'; clinic: an id or a file."""

    sets: tuple[str, ...] = ()
    clinic: str | None = None


AS_WRITTEN = Asked()


class _Kept(NamedTuple):
    """What a file came to: the record as written, or None, and what there was to say of it."""

    written: Written[Any] | None
    problems: tuple[Problem, ...]


class Library:
    """The records of the shipped folder and of the user's.  What was read is kept; what failed stays failed.

    Every method that can fail takes `problems` and answers None after an error.  `place`: where it was named.
    """

    def __init__(self, folders: Iterable[str | os.PathLike[str]] = (), shipped: str | None = None) -> None:
        own = [os.fspath(folder) for folder in folders]
        self.folders = (shipped if shipped is not None else places.folder(), *own)
        self._files: dict[tuple[str, str, Asked], _Kept] = {}
        # By identity: the records stay alive as long as this table does.
        self._written: dict[int, Written[Any]] = {}
        self._sources: dict[str | None, tuple[dict[str, Source], tuple[Problem, ...]]] = {}
        self._made: dict[tuple[str, str], Any] = {}

    def check_folders(self, problems: Problems) -> None:
        """Reports user folders that aren't there or hold nothing of a library."""
        for folder in self.folders[1:]:
            if not os.path.isdir(folder):
                problems.error(
                    Place(folder), "there is no such folder", "--library takes a folder of records"
                )
            elif not is_library(folder):
                problems.error(
                    Place(folder), "nothing of a library is in this folder", "it needs data/ or layouts/"
                )

    def paths(self, kind: str, id: str) -> Iterator[str]:
        """The files of an id, the one that counts first.  Nothing when the id can't be one."""
        if is_id(id):
            for folder in reversed(self.folders):
                for sub in KINDS[kind].folders:
                    path = os.path.join(folder, sub, f"{id}.yaml")
                    if os.path.isfile(path):
                        yield _shown(path)

    def ids(self, kind: str) -> tuple[str, ...]:
        """All ids of a kind in order, by file names (sources by what their files hold)."""
        if kind == "source":
            return tuple(sorted(self._all_sources(Problems())))
        if kind == "look":
            return tuple(sorted(self.ids_in(os.path.join(self.folders[0], LOOKS))))
        found: set[str] = set()
        for folder in self.folders:
            for sub in KINDS[kind].folders:
                found.update(self.ids_in(os.path.join(folder, sub)))
        if kind == "plan":
            found.discard(CLINIC_FILE.removesuffix(".yaml"))
        return tuple(sorted(found))

    def look_file(self, id: str) -> str:
        """The file of a look."""
        return os.path.join(self.folders[0], LOOKS, f"{id}.yaml")

    @staticmethod
    def ids_in(folder: str) -> Iterator[str]:
        """The ids whose files stand in one folder."""
        try:
            names = os.listdir(folder)
        except OSError:
            return
        for name in names:
            stem, ending = os.path.splitext(name)
            if ending == ".yaml" and is_id(stem) and os.path.isfile(os.path.join(folder, name)):
                yield stem

    def get(self, kind: str, id: str, problems: Problems, place: Place = NOWHERE) -> Any:
        """The record as written (layouts and themes: with all that they extend), or None."""
        if kind == "source":
            return self.source(id, problems, place)
        if kind == "layout":
            return self.layout(id, problems, place)
        if kind == "theme":
            return self.theme(id, problems, place)
        if kind == "language":
            return self.language(id, problems, place)
        path = next(self.paths(kind, id), None)
        if path is None:
            self.unknown(kind, id, problems, place)
            return None
        return self.read(kind, path, problems)

    def has(self, kind: str, id: str) -> bool:
        """Whether there is a file of that kind and id."""
        if kind == "look":
            return id in self.ids("look")
        return next(self.paths(kind, id), None) is not None

    def unknown(self, kind: str, id: str, problems: Problems, place: Place) -> None:
        """Reports an id that no record has, where it is named."""
        at = place if place.file else place_of(id)
        hint = self._not_laid_over(kind, id, at) or did_you_mean(id, self.ids(kind))
        problems.error(at, f"there is no {kind} {short(id)}", hint)

    def _not_laid_over(self, kind: str, id: str, at: Place) -> str:
        """A hint when the record is there, here or beside the file that names it, and only the option is not."""
        named_in = os.path.realpath(at.file) if at.file else ""
        if kind in KINDS and is_id(id):
            for folder in dict.fromkeys((".", os.path.dirname(at.file) or ".")):
                for sub in KINDS[kind].folders:
                    path = os.path.normpath(os.path.join(folder, sub, f"{id}.yaml"))
                    if sub != "." and os.path.isfile(path) and os.path.realpath(path) != named_in:
                        return f"for {path}, add --library {folder}"
        return ""

    def read(self, kind: str, path: str, problems: Problems, place: Place | None = None) -> Any:
        """The record of one file, whatever folder it stands in, or None.  Layouts and themes as written."""
        kept = self._keep(kind, path, place)
        problems.extend(kept.problems)
        return kept.written.record if kept.written else None

    def plan(
        self, name: str, problems: Problems, place: Place = NOWHERE, asked: Asked = AS_WRITTEN
    ) -> Plan | None:
        """A plan by id or by file, with all that it extends, its clinic, and what the command line says of it."""
        path = name if is_file(name) else next(self.paths("plan", name), None)
        if path is None:
            self.unknown("plan", name, problems, place)
            return None
        kept = self._keep("plan", path, place if place.file else None, asked)
        problems.extend(kept.problems)
        return kept.written.record if kept.written else None

    def _keep(self, kind: str, path: str, place: Place | None, asked: Asked = AS_WRITTEN) -> _Kept:
        key = (kind, os.path.abspath(path), asked)
        known = self._files.get(key)
        if known is None:
            problems = Problems()
            node = load(path, problems, place)
            if kind == "plan" and _has_more(path, node, asked):
                from psoas_pdf.planning import whole_plan

                node = whole_plan(self, path, node, asked, problems)
            written = read_written(node, KINDS[kind].record, problems)
            if written is not None:
                written = _named(written, path, node, problems)
            if problems.failed or written is None:
                written = None
            else:
                self._written[id(written.record)] = written
            known = self._files[key] = _Kept(written, tuple(problems))
        return known

    def translated(
        self, record: T, language: str, problems: Problems | None = None, place: Place = NOWHERE
    ) -> T:
        """The record with its texts in that language; what isn't translated stays, and a warning names it."""
        written = self._written.get(id(record))
        if written is None or not language or written.language == language:
            return record
        texts = written.texts.get(language, {})
        left = list(untranslated(record, texts))
        if left and problems is not None:
            name = getattr(record, "id", "") or "this record"
            where = place if place.file else getattr(record, "place", NOWHERE)
            what = ", ".join(left[:4]) + (f" and {len(left) - 4} more" if len(left) > 4 else "")
            problems.warning(
                where, f"{name} has no text in {language!r} for {what}", "add it under translations:"
            )
        return put(record, texts)

    def texts(self, record: Any) -> Mapping[str, Texts]:
        """The texts of a record in other languages than its first, by language."""
        written = self._written.get(id(record))
        return written.texts if written else {}

    def source(
        self, id: str, problems: Problems, place: Place = NOWHERE, language: str | None = None
    ) -> Source | None:
        """One source, in a language if its file has it.  A user's `sources.yaml` adds to the shipped one."""
        found = self._all_sources(problems, language).get(id)
        if found is None and all(kept.written for kept in self._source_files()):
            self.unknown("source", id, problems, place)
        return found

    def _source_files(self) -> list[_Kept]:
        files = []
        for folder in self.folders:
            for sub in KINDS["source"].folders:
                path = os.path.join(folder, sub, f"{SOURCES_FILE}.yaml")
                if os.path.isfile(path):
                    files.append(self._keep("source", _shown(path), None))
        return files

    def _all_sources(self, problems: Problems, language: str | None = None) -> dict[str, Source]:
        known = self._sources.get(language)
        if known is None:
            files = self._source_files()
            told = Problems(problem for kept in files for problem in kept.problems)
            found: dict[str, Source] = {}
            for kept in files:
                if kept.written:
                    record = kept.written.record
                    found.update((self.translated(record, language) if language else record).sources)
            known = self._sources[language] = (found, tuple(told))
        problems.extend(known[1])
        return known[0]

    def layout(self, name: str, problems: Problems, place: Place = NOWHERE) -> Layout | None:
        """A layout by id or by file, with all that it extends; every field that its kind needs is filled."""
        from psoas_pdf.extending import whole_layout

        layout: Layout | None = self._whole("layout", name, problems, place, whole_layout)
        return layout

    def theme(self, name: str, problems: Problems, place: Place = NOWHERE) -> Theme | None:
        """A theme with all that it extends: every name that the standard theme has is in it."""
        from psoas_pdf.theming import whole_theme

        theme: Theme | None = self._whole("theme", name, problems, place, whole_theme)
        return theme

    def language(self, name: str, problems: Problems, place: Place = NOWHERE) -> Language | None:
        """A language whose words have the gaps that the shipped English words have."""
        from psoas_pdf.languages import whole_language

        language: Language | None = self._whole("language", name, problems, place, whole_language)
        return language

    def _whole(self, kind: str, name: str, problems: Problems, place: Place, make: Any) -> Any:
        path: str | None
        if is_file(name):
            path = name
        else:
            path = next(self.paths(kind, name), None)
            if path is None:
                self.unknown(kind, name, problems, place)
                return None
        key = (kind, os.path.abspath(path))
        if key not in self._made:
            own = Problems()
            made = make(self, path, own, place if place.file else None)
            self._made[key] = (None if own.failed else made, tuple(own))
        made, told = self._made[key]
        problems.extend(told)
        return made

    def attachment(self, path: str, named_at: Place, problems: Problems) -> str | None:
        """The file that a record names (a logo, a font): from the record's own folder, and never out of it.

        A file of a library may stand anywhere in that library.
        """
        # What the command line names is found from here.
        home = (
            os.getcwd() if named_at.file.startswith("--") else os.path.dirname(os.path.abspath(named_at.file))
        )
        roots = [home] + [f for f in map(os.path.abspath, self.folders) if _inside(home, f)]
        target = os.path.join(home, path)
        if "\0" in path or not any(_inside(target, root) for root in roots):
            problems.error(named_at, f"{short(path)} leads out of its folder", "put the file beside this one")
            return None
        if not os.path.isfile(target):
            problems.error(named_at, f"{short(path)} isn't there", "write the path from this file's folder")
            return None
        return _shown(target)


def is_library(folder: str) -> bool:
    """Whether a folder holds anything that a library would read."""
    subs = {sub for kind in KINDS.values() for sub in kind.folders if sub != "."}
    own_sources = os.path.join(folder, f"{SOURCES_FILE}.yaml")
    return os.path.isfile(own_sources) or any(os.path.isdir(os.path.join(folder, sub)) for sub in subs)


def is_id(text: str) -> bool:
    """An id: lower-case letters, digits and hyphens (language tags have capitals), at most 80 of them."""
    return 0 < len(text) <= 80 and text[0].isalnum() and text.isascii() and text.replace("-", "").isalnum()


def is_file(name: str) -> bool:
    """Whether a name on the command line or after `extends:` means a file: it has a `/` or ends in .yaml."""
    return "/" in name or os.sep in name or name.endswith((".yaml", ".yml"))


def _has_more(path: str, node: Node | None, asked: Asked) -> bool:
    """Whether more belongs to a plan than its own file says."""
    if not isinstance(node, MappingNode):
        return False
    keys = node.entries
    return (
        asked != AS_WRITTEN
        or not keys.keys().isdisjoint(("extends", "changes", "leave-out"))
        or ("clinic" in keys and isinstance(keys["clinic"][1], Scalar))
        or os.path.isfile(os.path.join(os.path.dirname(path), CLINIC_FILE))
    )


def _named(written: Written[Any], path: str, node: Node | None, problems: Problems) -> Written[Any]:
    """With the file's name as the id where none is written; a different one is an error."""
    record = written.record
    if not any(f.name == "id" for f in fields(record)):
        return written
    stem = os.path.splitext(os.path.basename(path))[0]
    if not record.id:
        return replace(written, record=replace(record, id=stem))
    if record.id != stem:
        place = record.place
        if isinstance(node, MappingNode) and isinstance(value := node.entries["id"][1], Scalar):
            place = value.place
        problems.error(place, f"the id {short(record.id)} is not the file's name", f"write id: {stem}")
    return written


def _inside(path: str, folder: str) -> bool:
    """Whether a path stays in a folder, links followed."""
    real, root = os.path.realpath(path), os.path.realpath(folder)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _shown(path: str) -> str:
    """The path as a message shows it: from here when it is below here."""
    full, here = os.path.abspath(path), os.getcwd()
    return os.path.relpath(full, here) if full.startswith(here.rstrip(os.sep) + os.sep) else full
