"""What came of the documents of a roster: counted, told in one line, or listed for a script."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import click

from psoas_pdf.cli.files import is_folder
from psoas_pdf.cli.report import as_json
from psoas_pdf.cli.wanted import JSON, Batch, Wanted
from psoas_pdf.problems import Problems

MOST_TOLD = 20
"""Rows that failed which the last line names; the problems name them all."""


class Tally:
    """Counts of files, and the rows of those who failed."""

    def __init__(self, wanted: Wanted, batch: Batch) -> None:
        self._wanted, self._batch = wanted, batch
        self.written = self.unchanged = 0
        self.failed: dict[int, None] = {}
        self.files: list[dict[str, Any]] = []
        self._together = ""
        self._not_made: list[dict[str, Any]] = []

    def file(self, place: str, about: dict[str, Any], data: bytes | None) -> None:
        """A file is written, or, without data, is as it was.  about: what a script is told besides."""
        if data is None:
            self.unchanged += 1
        else:
            self.written += 1
        if self._wanted.form == JSON:
            self.files.append({"path": place, **about, **_measured(place, data), "unchanged": data is None})
        elif self._batch.names and not self._wanted.quiet and place != "-":
            pages = about["pages"]
            what = f"{pages} page{'' if pages == 1 else 's'}" if data is not None else "unchanged"
            click.echo(f"{place}  {what}")

    def merged(self, place: str, about: dict[str, Any], unchanged: bool) -> None:
        """The one file of everybody is written, or is as it was."""
        self.written, self.unchanged = self.written + (not unchanged), self.unchanged + unchanged
        self._together = f"{_people(about['people'])} on {about['pages']} pages"
        if self._wanted.form == JSON:
            self.files.append({"path": place, **about, **_measured(place, None), "unchanged": unchanged})

    def not_made(self, layout: str, place: str) -> None:
        """A sheet of everybody isn't made, since a row of it is wrong.  place: of its file, '' where it has none."""
        there = bool(place) and os.path.isfile(place)
        self._not_made.append({"path": place or None, "layout": layout, "there": there})

    def summary(self, folder: str) -> str:
        """As '998 files written to out/, 2 people failed', or 'all.pdf: 998 people on 1996 pages, 2 people failed'."""
        failed = [f"{_people(len(self.failed))} failed"] if self.failed else []
        if self._batch.merge:
            told = [self._together or "not written", *(["unchanged"] if self.unchanged else []), *failed]
            return f"{folder}: {', '.join(told)}"
        where = folder if folder.endswith(("/", os.sep)) or not is_folder(folder) else folder + "/"
        parts = [f"{files(self.written)} written to {where}"]
        if self.unchanged:
            parts.append(f"{self.unchanged} unchanged")
        return ", ".join(parts + failed)

    def tell_failed(self, count: int, names: dict[int, str]) -> None:
        """The rows of those who failed, of so many people, with their names where there are any; and sheets of
        everybody that were not made for it.
        """
        for sheet in self._not_made:
            kept = "; the file that was there is as it was" if sheet["there"] else ""
            click.echo(f"{sheet['path'] or sheet['layout']}: not made{kept}", err=True)
        if not self.failed:
            return
        rows = [
            f"{row} ({names[row]})" if row in names else str(row) for row in sorted(self.failed)[:MOST_TOLD]
        ]
        more = f" and {len(self.failed) - MOST_TOLD} more" if len(self.failed) > MOST_TOLD else ""
        word = "row" if len(self.failed) == 1 else "rows"
        told = f"{len(self.failed)} of {_people(count)} failed: {word} {', '.join(rows)}{more}"
        click.echo(f"{self._batch.roster}: {told}", err=True)

    def print_json(self, problems: Problems) -> None:
        import json

        about: dict[str, Any] = {"files": self.files, "failed": sorted(self.failed)}
        about |= {"not_made": self._not_made} if self._not_made else {}
        about["problems"] = [as_json(p) for p in problems]
        click.echo(json.dumps(about, indent=1))


def progress(people: int, wanted: Wanted, batch: Batch) -> AbstractContextManager[Callable[[], None]]:
    """Something to call after each person: a bar on a terminal, nothing where nobody looks."""
    if wanted.quiet or batch.names or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext(lambda: None)

    @contextmanager
    def shown() -> Iterator[Callable[[], None]]:
        with click.progressbar(length=people, label="Building", file=sys.stderr) as bar:
            yield lambda: bar.update(1)

    return shown()


def files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _measured(place: str, data: bytes | None) -> dict[str, Any]:
    import hashlib

    if data is not None:
        return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    with open(place, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return {"bytes": os.path.getsize(place), "sha256": digest.hexdigest()}
