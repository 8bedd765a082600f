"""`psoas-pdf build --roster … --merge FILE`: everybody's documents in one file, written as they are made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from psoas_pdf import inputs
from psoas_pdf.build import Order, Workshop, dated
from psoas_pdf.cli.files import reason, sweep, written
from psoas_pdf.cli.orders import EVERYBODY, Orders
from psoas_pdf.cli.report import failed
from psoas_pdf.cli.tally import Tally
from psoas_pdf.cli.wanted import Batch, Wanted
from psoas_pdf.layout.sheets import CREATOR, FIXED_DATE
from psoas_pdf.lexicon import iso_date
from psoas_pdf.markup import plain
from psoas_pdf.pages import Meta
from psoas_pdf.problems import Place, Problems

if TYPE_CHECKING:
    from typing import IO

    from psoas_pdf.build import Ready
    from psoas_pdf.paint.merged import Merged

COUNTED = ("pages", "inputs")
"""Words of an imprint that are of one document."""


class Merge:
    """The documents of one plan in one file.  fail: tells what is wrong with somebody, by index; tell: what is said."""

    def __init__(
        self,
        wanted: Wanted,
        batch: Batch,
        workshop: Workshop,
        orders: Orders,
        told: Tally,
        *,
        fail: Callable[[int, Problems], None],
        tell: Callable[[int, Problems], None],
        step: Callable[[], None],
    ) -> None:
        self._wanted, self._batch, self._workshop, self._orders = wanted, batch, workshop, orders
        self._told, self._fail, self._tell, self._step = told, fail, tell, step
        self._imprints: dict[str, None] = {}
        self._clean = True
        self._people = 0

    def run(self, problems: Problems) -> None:
        """Writes the file, unless it is there already; nothing where nobody is left to be in it, or one failed and
        that was to stop it.
        """
        path = self._batch.merge
        digest = self._orders.digest()
        stamp = None if self._batch.force or not digest else inputs.stamp_of(path)
        if stamp and stamp.inputs == digest:
            self._count(stamp.pages, len(self._orders.people), unchanged=True)
            return
        sweep(os.path.dirname(os.path.realpath(path)))
        pages = 0
        try:
            with written(path) as out:
                pages = self._write(out, digest)
        except _Nothing:
            return
        except OSError as error:
            problems.error(
                Place(path), f"can't be written: {reason(error)}", "the file that was there is as it was"
            )
            return
        self._count(pages, self._people, unchanged=False)

    def _write(self, out: IO[bytes], digest: str) -> int:
        """Returns the number of pages."""
        from psoas_pdf.paint.merged import Merged

        file: Merged | None = None
        first: Ready | None = None
        for who, orders, own in self._orders.merged():
            made = self._made(orders, own)
            if made is None or failed(own, self._wanted.strict):
                self._fail(who, own)
                if self._batch.fail_fast:
                    raise _Nothing
                continue
            self._tell(who, own)
            self._clean = self._clean and not len(own)
            if file is None:
                file = Merged(out, made[0].painter, self._meta(made[0]).language)
                first = made[0]
            title = self._orders.title(who) if who != EVERYBODY else made[0].sheets.meta.title
            file.add(title, [(ready.painter, ready.sheets) for ready in made])
            self._imprints.update(dict.fromkeys([ready.sheets.meta.imprint for ready in made]))
            if who != EVERYBODY:
                self._people += 1
                self._step()
        if file is None or first is None:
            raise _Nothing
        imprint = _together(self._imprints)
        if digest and self._clean and not self._told.failed:
            imprint += f" pages={file.pages} inputs={digest}"
        file.finish(replace(self._meta(first), imprint=imprint))
        return file.pages

    def _made(self, orders: list[Order] | None, own: Problems) -> list[Ready] | None:
        """All documents of a person, or None after an error."""
        if orders is None:
            return None
        made = [self._workshop.ready(order, own) for order in orders]
        found = [ready for ready in made if ready is not None]
        return found if len(found) == len(made) else None

    def _meta(self, first: Ready) -> Meta:
        """What the file says of itself: what the plan says that is nobody's."""
        plan, library = self._orders.people.roster.plan, self._workshop.library
        language = self._wanted.language or plan.language
        record = library.get("language", language, Problems())
        plan = library.translated(plan, language)
        own = replace(
            first.sheets.meta,
            title=plain(plan.title),
            author=plain(plan.clinic.name or plan.clinician) or CREATOR,
            language=record.tag if record else first.sheets.meta.language,
            date=(str(plan.date) if iso_date(plan.date) else FIXED_DATE) + "T00:00:00+00:00",
            subject=plain(plan.goal),
            keywords="",
        )
        return dated(replace(first.sheets, meta=own)).meta

    def _count(self, pages: int, people: int, *, unchanged: bool) -> None:
        about: dict[str, Any] = {
            "plan": self._orders.people.roster.plan.id,
            "people": people,
            "language": str(self._wanted.language or self._orders.people.roster.plan.language),
            "edition": self._wanted.edition,
            "pages": pages,
        }
        self._told.merged(self._batch.merge, about, unchanged)


class _Nothing(Exception):
    """No file is to be written."""


def _together(imprints: Iterable[str]) -> str:
    """What the documents have in common of how they were made, and the smallest of their floors."""
    words = [dict(_words(imprint)) for imprint in imprints]
    shared = [item for item in words[0].items() if all(item in each.items() for each in words)]
    common = {name: value for name, value in shared if name not in COUNTED}
    floors = [float(each["floor"]) for each in words if "floor" in each]
    if len({each.get("layout") for each in words}) > 1:
        common = {"layout": "several", "kind": "several", **common}
    if floors:
        common["floor"] = f"{min(floors):g}"
    return " ".join([f"{name}={value}" for name, value in common.items()] + ["merged=1"])


def _words(imprint: str) -> Iterator[tuple[str, str]]:
    for word in imprint.split():
        name, _, value = word.partition("=")
        yield name, value
