"""`psoas-pdf build --roster`: a document for each person and layout, each written as soon as it is made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple, cast

import click

from psoas_pdf.batch import build_many
from psoas_pdf.build import Workshop
from psoas_pdf.cli.files import NotMoved, is_folder, reason, sweep, write, write_standard
from psoas_pdf.cli.orders import EVERYBODY, File, Lot, Orders
from psoas_pdf.cli.people import People, Sought, team_layouts
from psoas_pdf.cli.privacy import without_personal
from psoas_pdf.cli.report import exit_code, failed, tell
from psoas_pdf.cli.tally import Tally, files, progress
from psoas_pdf.cli.wanted import DASK, FOLDER, JSON, Batch, Wanted
from psoas_pdf.problems import EXIT_INPUT, Place, Problems, UsageError
from psoas_pdf.ready import default_store
from psoas_pdf.roster import Roster
from psoas_pdf.table import load_table

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Executor

    from psoas_pdf.batch import Result
    from psoas_pdf.build import Built, Order
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
    executor = _executor(batch.executor) if batch.executor else None
    with progress(count, wanted, batch) as step:
        try:
            for squad in squads:
                orders = Orders(wanted, batch, workshop, squad, taken)
                run = _Run(wanted, batch, workshop, orders, told, problems, step)
                run.merged() if batch.merge else run.all(executor)
                if run.stopped:
                    break
        except KeyboardInterrupt:
            tell(problems)
            click.echo(f"psoas-pdf: {told.summary(folder)}; the next run makes the rest", err=True)
            if wanted.form == JSON:
                told.print_json(problems)
            raise
        finally:
            if executor:
                executor.shutdown(wait=False)
    tell(problems)
    names = {squad.row(i).place.line: squad.name(i) for squad in squads for i in squad.indexes}
    told.tell_failed(count, names if batch.names else {})
    if wanted.form == JSON:
        told.print_json(problems)
    elif not wanted.quiet and output != "-":
        click.echo(told.summary(folder))
    return EXIT_INPUT if told.failed else exit_code(problems, wanted.strict)


def _executor(name: str) -> Executor:
    """The one of --executor.  Raises UsageError where there is none."""
    from psoas_pdf.batch import dask_executor

    try:
        return dask_executor(name.removeprefix(DASK))
    except ImportError:
        raise UsageError("--executor dask:… needs the extra 'dask': pip install psoas-pdf[dask]") from None
    except (OSError, ValueError) as error:
        told = reason(error).strip() or "no answer"
        raise UsageError(f"--executor {name}: nobody takes work there: {told}") from None


class _Step(NamedTuple):
    """A person's files, or everybody's sheet: what is to be made of them, None after an error, and what is said of it.

    team: the layout of such a sheet.
    """

    who: int
    lot: Lot | None
    own: Problems
    team: str = ""

    @property
    def makes(self) -> bool:
        return bool(self.lot and self.lot.missing)


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

    def all(self, executor: Executor | None = None) -> None:
        """executor: of others; else --jobs processes of our own make the documents, or this one."""
        waiting: deque[_Step] = deque()
        made: list[Result] = []
        results = build_many(
            self._wanted_orders(waiting),
            self.workshop.library,
            workshop=self.workshop,
            executor=executor,
            jobs=self.batch.jobs,
        )
        with closing(cast("Generator[Result, None, None]", results)):
            for result in results:
                made.append(result)
                lot = waiting[0].lot
                if lot and len(made) == len(lot.missing):
                    self._finish(waiting.popleft(), made)
                    made = []
                    while waiting and not waiting[0].makes and not self.stopped:
                        self._see(waiting.popleft())
                if self.stopped:
                    return

    def _wanted_orders(self, waiting: deque[_Step]) -> Iterator[Order]:
        """The orders of all that is to be made.  waiting: gets what they belong to, and what comes between."""
        for step in self._steps():
            if step.makes or waiting:
                waiting.append(step)
            else:
                self._see(step)
            if self.stopped or (step.lot is None and self.batch.fail_fast):
                return
            if step.lot:
                yield from [order for _, order in step.lot.missing]

    def _finish(self, step: _Step, made: Sequence[Result]) -> None:
        """Writes a person's files, or tells why there are none."""
        self._see(step)
        own, lot = Problems(), step.lot
        built = [result.built for result in made if result.built]
        for result in made:
            own.extend(result.problems)
        if lot is None or len(built) < len(made) or failed(own, self.wanted.strict):
            self._fail(step.who, own)
        else:
            self._tell(step.who, own)
            self._write(lot, [(file, data) for (file, _), data in zip(lot.missing, built, strict=True)])

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

    def _steps(self) -> Iterator[_Step]:
        for layout in self.people.teams:
            own = Problems()
            yield _Step(EVERYBODY, self.orders.of_team(layout, own), own, layout)
        for index in self.people.indexes:
            own = Problems()
            asked = self.people.layouts(index)
            yield _Step(index, self.orders.of_person(index, own) if asked else Lot(index, (), ()), own)

    def _see(self, step: _Step) -> None:
        """Tells what is said before anything is made, and counts what is there."""
        self._team = step.team
        if step.lot is None:
            self._fail(step.who, step.own)
            return
        self._tell(step.who, step.own)
        for file in step.lot.there:
            self._count(step.who, file, file.pages, None)
        if not step.makes:
            self._done(step.who)

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
