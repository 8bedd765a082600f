"""`psoas-pdf build --roster`: a document for each person and layout, each written as soon as it is made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from psoas_pdf import inputs
from psoas_pdf.build import Order, Workshop
from psoas_pdf.cli.files import NotMoved, file_name, is_folder, reason, sweep, write, write_standard
from psoas_pdf.cli.people import People, Sought
from psoas_pdf.cli.privacy import without_personal
from psoas_pdf.cli.report import exit_code, failed, tell
from psoas_pdf.cli.tally import Tally, files, progress
from psoas_pdf.cli.wanted import FOLDER, JSON, Batch, Wanted
from psoas_pdf.problems import EXIT_INPUT, Place, Problem, Problems, UsageError
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
    rosters = [Roster(table, plan, library, problems) for plan in plans] if table else []
    sought = Sought(wanted, batch.only)
    languages = library.ids("language")
    squads = [People(roster, sought, languages, problems) for roster in rosters if roster.usable]
    if blocked or not squads or len(squads) < len(rosters) or failed(problems, wanted.strict):
        tell(problems)
        if wanted.form == JSON:
            told.print_json(problems)
        return EXIT_INPUT
    documents = sum([squad.documents for squad in squads])
    output = wanted.output
    if documents > 1 and output is not None and (output == "-" or not is_folder(output)):
        raise UsageError(f"-o {output} is one file, but there are {documents} documents: name a folder")
    folder = output or FOLDER
    if is_folder(folder):
        sweep(folder)
    count = sum(map(len, squads))
    workshop = Workshop(library, default_store())
    with progress(count, wanted, batch) as step:
        try:
            for squad in squads:
                run = _Run(wanted, batch, workshop, squad, told, problems, step)
                run.all()
                if run.stopped:
                    break
        except KeyboardInterrupt:
            tell(problems)
            click.echo(f"psoas-pdf: {told.summary(folder)}; the next run makes the rest", err=True)
            raise
    tell(problems)
    names = {squad.row(i).place.line: squad.name(i) for squad in squads for i in squad.indexes}
    told.tell_failed(count, names if batch.names else {})
    if wanted.form == JSON:
        told.print_json(problems)
    elif not wanted.quiet and output != "-":
        click.echo(told.summary(folder))
    return EXIT_INPUT if told.failed else exit_code(problems, wanted.strict)


class _Shared(NamedTuple):
    """What all documents of a layout in a language have in common.  parts: of their names, after the person's."""

    layout: str
    parts: tuple[str | None, ...]
    inputs: str


class _Person(NamedTuple):
    """Somebody whose documents are being made.  orders: those that aren't there, with their places."""

    at: int
    orders: tuple[tuple[Order, str], ...]


class _Run:
    """The documents of one plan.  `stopped` is set when no more may be written."""

    def __init__(
        self,
        wanted: Wanted,
        batch: Batch,
        workshop: Workshop,
        people: People,
        told: Tally,
        problems: Problems,
        step: Callable[[], None],
    ) -> None:
        self.wanted, self.batch, self.workshop, self.people = wanted, batch, workshop, people
        self.told, self.problems, self.step = told, problems, step
        self.plan = people.roster.plan
        self.stopped = False
        self._shared: dict[tuple[str, str | None], tuple[_Shared | None, tuple[Problem, ...]]] = {}

    def all(self) -> None:
        for person in self._asked():
            made: list[tuple[str, Built]] = []
            own = Problems()
            for order, place in person.orders:
                built = self.workshop.make(order, own)
                if built is not None:
                    made.append((place, built))
            if len(made) < len(person.orders) or failed(own, self.wanted.strict):
                self._fail(person.at, own)
            else:
                self._tell(person.at, own)
                self._write(person.at, made)
            if self.stopped:
                return

    def _asked(self) -> Iterator[_Person]:
        """Everybody for whom something is to be made."""
        for index in self.people.indexes:
            own = Problems()
            orders = self._orders(index, own)
            if orders is None:
                self._fail(index, own)
            elif orders:
                self._tell(index, own)
                yield _Person(index, orders)
            else:
                self.step()
            if self.stopped:
                return

    def _orders(self, index: int, problems: Problems) -> tuple[tuple[Order, str], ...] | None:
        """What is to be made for a person, or None after an error.  Counts what is there."""
        people, wanted = self.people, self.wanted
        language = people.language(index)
        missing: list[tuple[str, str, str]] = []
        there: list[tuple[str, _Shared, inputs.Stamp]] = []
        for layout in people.layouts(index):
            shared = self._of_all(layout, language, problems)
            if shared is None:
                # The roster says it better when it is the row that asks for what there isn't.
                own = Problems()
                people.roster.member(people.row(index), own)
                problems.extend(own)
                return None
            digest = inputs.of_one(shared.inputs, people.values(index))
            place = self._place(shared, people.parts[index])
            stamp = None
            if not (self.batch.force or wanted.encrypt or place == "-"):
                stamp = inputs.stamp_of(place)
            if stamp is not None and stamp.inputs == digest:
                there.append((place, shared, stamp))
            else:
                missing.append((layout, digest, place))
        orders: tuple[tuple[Order, str], ...] = ()
        if missing:
            member = people.roster.member(people.row(index), problems)
            if member is None or failed(problems, wanted.strict):
                return None
            clean = not len(problems)
            orders = tuple(
                [
                    (
                        Order(
                            member.plan,
                            layout,
                            wanted.theme,
                            wanted.stock,
                            language,
                            wanted.edition,
                            wanted.icc,
                            people.row(index).place.line,
                            digest if clean else "",
                        ),
                        place,
                    )
                    for layout, digest, place in missing
                ]
            )
        for place, shared, stamp in there:
            self._tell_file(index, place, shared.layout, stamp.pages, None)
        return orders

    def _of_all(self, layout: str, language: str | None, problems: Problems) -> _Shared | None:
        key = layout, language
        if key not in self._shared:
            own = Problems()
            self._shared[key] = self._find_shared(layout, language, own), tuple(own)
        found, told = self._shared[key]
        problems.extend(told)
        return found

    def _find_shared(self, layout: str, language: str | None, problems: Problems) -> _Shared | None:
        wanted = self.wanted
        order = Order(self.plan, layout, wanted.theme, wanted.stock, language, wanted.edition, wanted.icc)
        chosen = self.workshop.chosen(order, problems)
        if chosen is None:
            return None
        digest = inputs.of_all(
            self.workshop.library,
            self.plan,
            chosen.layout,
            chosen.theme,
            self.workshop.faces(chosen.theme, problems),
            (wanted.stock, language, wanted.edition),
            wanted.icc,
        )
        if problems.failed:
            return None
        edition = wanted.edition if wanted.edition != "screen" else None
        other = language if language != self.plan.language else None
        parts = (chosen.other_stock, chosen.other_theme, other, edition)
        return _Shared(chosen.layout.id, parts, digest)

    def _place(self, shared: _Shared, part: str) -> str:
        output = self.wanted.output
        if output is not None and (output == "-" or not is_folder(output)):
            return output
        return os.path.join(output or FOLDER, file_name(self.plan.id, shared.layout, part, *shared.parts))

    def _write(self, index: int, made: Iterable[tuple[str, Built]]) -> None:
        encrypt = self.wanted.encrypt
        try:
            for place, built in made:
                data = encrypt(built.data) if encrypt else built.data
                if place == "-":
                    write_standard(data)
                elif not self.batch.force and _holds(place, data):
                    self._tell_file(index, place, built.layout, built.pages, None)
                    continue
                else:
                    write(place, data)
                self._tell_file(index, place, built.layout, built.pages, data)
            self.step()
        except NotMoved as error:
            own = Problems()
            own.error(self.people.row(index).place, f"the file can't be replaced: {reason(error)}")
            self._fail(index, own)
        except OSError as error:
            if self.wanted.output == "-":
                raise
            # The next file would fare no better, and the name of this one may be a person's.
            self.stopped = True
            folder = self.wanted.output or FOLDER
            hint = (
                f"{files(self.told.written)} written before; when that is mended, the next run makes the rest"
            )
            self.problems.error(Place(folder), f"can't be written: {reason(error)}", hint)

    def _tell_file(self, index: int, place: str, layout: str, pages: int, data: bytes | None) -> None:
        """data: what was written; None where the file is as it was."""
        plan, row = self.plan, self.people.row(index).place.line
        about = {
            "plan": plan.id,
            "layout": layout,
            "person": "" if plan.anonymous else self.people.name(index),
            "row": row,
            "language": str(self.people.language(index) or plan.language),
            "edition": self.wanted.edition,
            "pages": pages,
        }
        self.told.file(place, about, data)

    def _fail(self, index: int, own: Problems) -> None:
        self._tell(index, own)
        self.told.failed.append(self.people.row(index).place.line)
        self.stopped = self.stopped or self.batch.fail_fast
        self.step()

    def _tell(self, index: int, own: Problems) -> None:
        if self.batch.names:
            self.problems.extend(own)
        elif len(own):
            table = self.people.roster.table
            self.problems.extend(without_personal(own, table, self.people.row(index)))


def _holds(place: str, data: bytes) -> bool:
    """Whether a file has those bytes already; it was made again to tell what there is to say of it."""
    try:
        if os.path.getsize(place) != len(data):
            return False
        with open(place, "rb") as stream:
            return stream.read() == data
    except OSError:
        return False
