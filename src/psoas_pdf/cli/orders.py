"""What of a roster's documents is missing: each wanted file's name, its digest, and the order that makes it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from psoas_pdf import inputs
from psoas_pdf.build import Order, Workshop
from psoas_pdf.cli.files import file_name, is_folder
from psoas_pdf.cli.people import People, folded
from psoas_pdf.cli.report import failed
from psoas_pdf.cli.wanted import FOLDER, Batch, Wanted
from psoas_pdf.model.plan import Plan
from psoas_pdf.problems import Place, Problem, Problems

EVERYBODY = -1
"""Stands for the index of a row where a sheet has everybody on it."""


class File(NamedTuple):
    """A file that is wanted.  layout: as it is asked for; name: its id.  pages: 0 when it is still to be made."""

    place: str
    layout: str
    name: str
    inputs: str
    pages: int = 0


class Lot(NamedTuple):
    """Files that are written together or not at all: a person's, by the index of the row, or everybody's."""

    who: int
    there: tuple[File, ...]
    missing: tuple[tuple[File, Order], ...]


class _Shared(NamedTuple):
    """What all documents of a layout in a language have in common.  parts: of their names, after the person's."""

    layout: str
    parts: tuple[str | None, ...]
    inputs: str


class Orders:
    """The orders for the people of one plan.

    taken: names of files of this run, which grows: what would be another's file is not written over it.
    """

    def __init__(
        self, wanted: Wanted, batch: Batch, workshop: Workshop, people: People, taken: set[str]
    ) -> None:
        self._wanted, self._workshop, self.people, self._taken = wanted, workshop, people, taken
        self._again = batch.force or wanted.encrypt is not None or wanted.output == "-"
        self._plan = people.roster.plan
        self._shared: dict[tuple[str, str | None], tuple[_Shared | None, tuple[Problem, ...]]] = {}

    def of_person(self, index: int, problems: Problems) -> Lot | None:
        """The files of a person, or None after an error."""
        people = self.people
        language = people.language(index)
        there: list[File] = []
        missing: list[File] = []
        for layout in people.layouts(index):
            own, told = Problems(), Problems()
            shared = self._of_all(layout, language, own)
            if shared is None:
                # The roster says it better, and without the cell, when the row asks for what there isn't.
                people.roster.member(people.row(index), told)
                problems.extend(told if told.failed else own)
                return None
            problems.extend(own)
            digest = inputs.of_one(shared.inputs, people.values(index))
            # What is wrong with a row as a whole is told in every run.
            digest = "" if people.row(index).faults else digest
            file = self._file(shared, layout, people.parts[index], digest)
            self._take(file, people.row(index).place, problems)
            (there if file.pages else missing).append(file)
        if problems.failed:
            return None
        if not missing:
            return Lot(index, tuple(there), ())
        member = people.roster.member(people.row(index), problems)
        if member is None or failed(problems, self._wanted.strict):
            return None
        row = people.row(index).place.line
        orders = [(file, self._order(file, member.plan, language, row, problems)) for file in missing]
        return Lot(index, tuple(there), tuple(orders))

    def title(self, index: int) -> str:
        """What tells whose pages are whose in one file of many: the name; of an anonymous plan the row."""
        row = self.people.row(index)
        return f"Row {row.place.line}" if self._plan.anonymous else " ".join(self.people.name(index).split())

    def digest(self) -> str:
        """Of one file of everybody; '' where one would not be whole, or something is to be told in every run."""
        people, digest = self.people, ""
        for layout in people.teams:
            shared = self._of_all(layout, self._wanted.language, Problems())
            digest = inputs.of_one(digest, {"team": shared.inputs}) if shared else ""
            if not digest:
                return ""
        for index in people.indexes:
            told = {f"={name}": text for name, text in people.values(index).items()} | {"": self.title(index)}
            for number, layout in enumerate(people.layouts(index)):
                shared = self._of_all(layout, people.language(index), Problems())
                if shared is None or people.row(index).faults:
                    return ""
                told[str(number)] = shared.inputs
            digest = inputs.of_one(digest, told)
        return digest

    def merged(self) -> Iterator[tuple[int, list[Order] | None, Problems]]:
        """For one file of everybody: who, and the orders, or None after an error.  Who has no documents is left out."""
        for layout in self.people.teams:
            own = Problems()
            order = self._team_order(layout, own)
            yield EVERYBODY, None if order is None else [order], own
        for index in self.people.indexes:
            if self.people.layouts(index):
                own = Problems()
                yield index, self._merged_person(index, own), own

    def _merged_person(self, index: int, problems: Problems) -> list[Order] | None:
        people, language = self.people, self.people.language(index)
        row = people.row(index)
        for layout in people.layouts(index):
            own = Problems()
            if self._of_all(layout, language, own) is None:
                people.roster.member(row, problems)
                problems.extend([] if problems.failed else own)
                return None
            problems.extend(own)
        member = people.roster.member(row, problems)
        if member is None or failed(problems, self._wanted.strict):
            return None
        return [
            self._order(File("", layout, "", ""), member.plan, language, row.place.line, problems)
            for layout in people.layouts(index)
        ]

    def _team_order(self, layout: str, problems: Problems) -> Order | None:
        language = self._wanted.language
        if self._of_all(layout, language, problems) is None:
            return None
        members = [
            self.people.roster.member(self.people.row(index), problems) for index in self.people.indexes
        ]
        if failed(problems, self._wanted.strict):
            return None
        team = tuple([member.plan for member in members if member])
        return self._order(File("", layout, "", ""), self._plan, language, 0, problems, team)

    def of_team(self, layout: str, problems: Problems) -> Lot | None:
        """The one sheet of everybody who is asked for, or None after an error in any row."""
        people, language = self.people, self._wanted.language
        shared = self._of_all(layout, language, problems)
        if shared is None:
            return None
        told = {
            str(number): repr(sorted(people.values(i).items())) for number, i in enumerate(people.indexes)
        }
        faults = any(people.row(index).faults for index in people.indexes)
        file = self._file(shared, layout, people.part, "" if faults else inputs.of_one(shared.inputs, told))
        self._take(file, self._plan.place, problems)
        if file.pages and not problems.failed:
            return Lot(EVERYBODY, (file,), ())
        members = [people.roster.member(people.row(index), problems) for index in people.indexes]
        if failed(problems, self._wanted.strict):
            return None
        team = tuple([member.plan for member in members if member])
        return Lot(EVERYBODY, (), ((file, self._order(file, self._plan, language, 0, problems, team)),))

    def team_place(self, layout: str) -> str:
        """The file of the one sheet of everybody who is asked for; '' where there can't be one."""
        shared = self._of_all(layout, self._wanted.language, Problems())
        return self._file(shared, layout, self.people.part, "").place if shared else ""

    def _order(
        self,
        file: File,
        plan: Plan,
        language: str | None,
        row: int,
        problems: Problems,
        team: tuple[Plan, ...] = (),
    ) -> Order:
        wanted = self._wanted
        return Order(
            plan=plan,
            layout=file.layout,
            theme=wanted.theme,
            stock=wanted.stock,
            language=language,
            edition=wanted.edition,
            icc=wanted.icc,
            row=row,
            # What was warned of is made again in each run, so that it is told again.
            inputs="" if len(problems) else file.inputs,
            team=team,
        )

    def _file(self, shared: _Shared, layout: str, part: str, digest: str) -> File:
        output = self._wanted.output
        place = output or FOLDER
        if output is None or (output != "-" and is_folder(output)):
            place = os.path.join(place, file_name(self._plan.id, shared.layout, part, *shared.parts))
        stamp = None if self._again else inputs.stamp_of(place)
        unchanged = stamp is not None and stamp.inputs == digest
        return File(place, layout, shared.layout, digest, stamp.pages if stamp and unchanged else 0)

    def _take(self, file: File, place: Place, problems: Problems) -> None:
        name = folded(file.place)
        if name in self._taken:
            told = f"the file of {file.layout} would have the name of another of this run"
            problems.error(place, told, "print it alone: with --only and -o")
        self._taken.add(name)

    def _of_all(self, layout: str, language: str | None, problems: Problems) -> _Shared | None:
        key = layout, language
        if key not in self._shared:
            own = Problems()
            self._shared[key] = self._find_shared(layout, language, own), tuple(own)
        found, told = self._shared[key]
        problems.extend(told)
        return found

    def _find_shared(self, layout: str, language: str | None, problems: Problems) -> _Shared | None:
        wanted = self._wanted
        order = Order(
            plan=self._plan,
            layout=layout,
            theme=wanted.theme,
            stock=wanted.stock,
            language=language,
            edition=wanted.edition,
            icc=wanted.icc,
        )
        chosen = self._workshop.chosen(order, problems)
        if chosen is None:
            return None
        digest = inputs.of_all(
            self._workshop.library,
            self._plan,
            chosen.layout,
            chosen.theme,
            self._workshop.faces(chosen.theme, problems),
            (wanted.stock, language, wanted.edition),
            wanted.icc,
        )
        if problems.failed:
            return None
        edition = wanted.edition if wanted.edition != "screen" else None
        other = language if language != self._plan.language else None
        return _Shared(chosen.layout.id, (chosen.other_stock, chosen.other_theme, other, edition), digest)
