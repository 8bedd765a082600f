"""`psoas-pdf build --roster`: a document for each person and layout, each written as soon as it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from psoas_pdf.build import Workshop
from psoas_pdf.cli.files import NotMoved, is_folder, reason, sweep, write, write_standard
from psoas_pdf.cli.orders import EVERYBODY, File, Lot, Orders
from psoas_pdf.cli.people import People, Sought, team_layouts
from psoas_pdf.cli.privacy import without_personal
from psoas_pdf.cli.report import exit_code, failed, tell
from psoas_pdf.cli.tally import Tally, files, progress
from psoas_pdf.cli.wanted import FOLDER, JSON, Batch, Wanted
from psoas_pdf.problems import EXIT_INPUT, Place, Problems, UsageError
from psoas_pdf.ready import default_store
from psoas_pdf.roster import Roster
from psoas_pdf.table import load_table

if TYPE_CHECKING:
    from psoas_pdf.build import Built
    from psoas_pdf.library import Library
    from psoas_pdf.model.plan import Plan


def build_roster(
    wanted: Wanted, batch: Batch, library: Library, plans: list[Plan], problems: Problems, blocked: bool
) -> int:
    """Builds the documents of a roster, says what came of it, and returns the exit code.

    blocked: something was wrong with the command line, so that nothing may be written.
    """
    told = Tally(wanted, batch)
    table = load_table(batch.roster, problems)
    rosters = [Roster(table, plan, library, problems, wanted.language) for plan in plans] if table else []
    sought = Sought(wanted, batch.only, library.ids("language"), team_layouts(library, wanted, plans))
    squads = [People(roster, sought, problems) for roster in rosters if roster.usable]
    if blocked or not squads or len(squads) < len(rosters) or failed(problems, wanted.strict):
        tell(problems)
        if wanted.form == JSON:
            told.print_json(problems)
        return EXIT_INPUT
    if batch.merge and len(squads) > 1:
        raise UsageError("--merge takes one plan: what people are given of another goes into another file")
    documents = sum([squad.documents for squad in squads])
    output = wanted.output
    if not batch.merge and documents > 1 and output is not None and (output == "-" or not is_folder(output)):
        raise UsageError(f"-o {output} is one file, but there are {documents} documents: name a folder")
    folder = batch.merge or output or FOLDER
    if is_folder(folder):
        sweep(folder)
    if len({plan.id for plan in plans}) < len(plans):
        raise UsageError("two plans have one id, and so would their files: print them one at a time, with -o")
    count = sum(map(len, squads))
    taken: set[str] = set()
    workshop = Workshop(library, default_store())
    with progress(count, wanted, batch) as step:
        try:
            for squad in squads:
                orders = Orders(wanted, batch, workshop, squad, taken)
                run = _Run(wanted, batch, workshop, orders, told, problems, step)
                run.merged() if batch.merge else run.all()
                if run.stopped:
                    break
        except KeyboardInterrupt:
            tell(problems)
            click.echo(f"psoas-pdf: {told.summary(folder)}; the next run makes the rest", err=True)
            if wanted.form == JSON:
                told.print_json(problems)
            raise
    tell(problems)
    names = {squad.row(i).place.line: squad.name(i) for squad in squads for i in squad.indexes}
    told.tell_failed(count, names if batch.names else {})
    if wanted.form == JSON:
        told.print_json(problems)
    elif not wanted.quiet and output != "-":
        click.echo(told.summary(folder))
    return EXIT_INPUT if told.failed else exit_code(problems, wanted.strict)


class _Run:
    """The documents of one plan.  `stopped` is set when no more may be written."""

    def __init__(
        self,
        wanted: Wanted,
        batch: Batch,
        workshop: Workshop,
        orders: Orders,
        told: Tally,
        problems: Problems,
        step: Callable[[], None],
    ) -> None:
        self.wanted, self.batch, self.workshop, self.orders = wanted, batch, workshop, orders
        self.told, self.problems, self.step = told, problems, step
        self.people = orders.people
        self.stopped = False
        self._team = ""
        """The sheet of everybody that was last begun."""

    def all(self) -> None:
        for lot in self._lots():
            made: list[tuple[File, Built]] = []
            own = Problems()
            for file, order in lot.missing:
                built = self.workshop.make(order, own)
                if built is not None:
                    made.append((file, built))
            if len(made) < len(lot.missing) or failed(own, self.wanted.strict):
                self._fail(lot.who, own)
            else:
                self._tell(lot.who, own)
                self._write(lot, made)
            if self.stopped:
                return

    def merged(self) -> None:
        """One file of everybody."""
        from psoas_pdf.cli.merge import Merge

        merge = Merge(
            self.wanted,
            self.batch,
            self.workshop,
            self.orders,
            self.told,
            fail=self._fail,
            tell=self._tell,
            step=self.step,
        )
        merge.run(self.problems)

    def _lots(self) -> Iterator[Lot]:
        """Everything of which some is to be made; what is there is counted."""
        for layout in self.people.teams:
            own = Problems()
            self._team = layout
            yield from self._seen(EVERYBODY, self.orders.of_team(layout, own), own)
        for index in self.people.indexes:
            if self.stopped:
                return
            if self.people.layouts(index):
                own = Problems()
                yield from self._seen(index, self.orders.of_person(index, own), own)
            else:
                self.step()

    def _seen(self, index: int, lot: Lot | None, own: Problems) -> Iterator[Lot]:
        if lot is None:
            self._fail(index, own)
            return
        self._tell(index, own)
        for file in lot.there:
            self._count(index, file, file.pages, None)
        if lot.missing:
            yield lot
        else:
            self._done(index)

    def _write(self, lot: Lot, made: list[tuple[File, Built]]) -> None:
        for file, built in made:
            try:
                data = self._put(file, built.data)
            except NotMoved as error:
                own = Problems()
                place = self.people.row(lot.who).place if lot.who >= 0 else Place(file.place)
                # The name of the file may be the person's.
                which = (
                    file.place if self.batch.names else f"the {file.name} in {self.wanted.output or FOLDER}"
                )
                own.error(place, f"{which} can't be replaced: {reason(error)}")
                self._fail(lot.who, own)
                return
            except OSError as error:
                if self.wanted.output == "-":
                    raise
                # The next file would fare no better, and the name of this one may be a person's.
                self.stopped = True
                written = files(self.told.written)
                hint = f"{written} written before; when that is mended, the next run makes the rest"
                folder = self.wanted.output or FOLDER
                self.problems.error(Place(folder), f"can't be written: {reason(error)}", hint)
                return
            self._count(lot.who, file, built.pages, data)
        self._done(lot.who)

    def _put(self, file: File, data: bytes) -> bytes | None:
        """Writes a file.  What was written, or None where it was there already."""
        if self.wanted.encrypt:
            data = self.wanted.encrypt(data)
        if file.place == "-":
            write_standard(data)
        elif not self.batch.force and _holds(file.place, data):
            return None
        else:
            write(file.place, data)
        return data

    def _count(self, index: int, file: File, pages: int, data: bytes | None) -> None:
        """data: what was written; None where the file is as it was."""
        plan, people = self.people.roster.plan, self.people
        language = people.language(index) if index >= 0 else self.wanted.language
        about = {
            "plan": plan.id,
            "layout": file.name,
            "person": "" if plan.anonymous or index < 0 else people.name(index),
            "row": people.row(index).place.line if index >= 0 else None,
            "language": str(language or plan.language),
            "edition": self.wanted.edition,
            "pages": pages,
        }
        self.told.file(file.place, about, data)

    def _done(self, index: int) -> None:
        if index >= 0:
            self.step()

    def _fail(self, index: int, own: Problems) -> None:
        self._tell(index, own)
        if index >= 0:
            rows = {self.people.row(index).place.line}
        else:
            file = self.people.roster.table.file
            rows = {problem.place.line for problem in own if problem.place.file == file}
            if self._team:
                self.told.not_made(self._team, self.orders.team_place(self._team))
        self.told.failed.update(dict.fromkeys(sorted(rows)))
        self.stopped = self.stopped or self.batch.fail_fast
        self._done(index)

    def _tell(self, index: int, own: Problems) -> None:
        if self.batch.names:
            self.problems.extend(own)
        elif len(own):
            rows = [self.people.row(i) for i in ([index] if index >= 0 else self.people.indexes)]
            self.problems.extend(without_personal(own, self.people.roster.table, rows))


def _holds(place: str, data: bytes) -> bool:
    """Whether a file has those bytes already; it was made again to tell what there is to say of it."""
    import os

    try:
        if os.path.getsize(place) != len(data):
            return False
        with open(place, "rb") as stream:
            return stream.read() == data
    except OSError:
        return False
