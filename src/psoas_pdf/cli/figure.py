"""`psoas-pdf figure`: one exercise's pictures, or those of the whole library on a sheet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from psoas_pdf.cli.files import refuse_terminal, write_all, write_standard
from psoas_pdf.cli.report import exit_code, library_option, tell
from psoas_pdf.problems import NOWHERE, Problems, UsageError

if TYPE_CHECKING:
    from psoas_pdf.layout.gallery import Shown
    from psoas_pdf.library import Library
    from psoas_pdf.model.exercise import Exercise

FORMATS = ("svg", "pdf", "png")
STYLES = ("colour", "grey", "line")
WHICH = ("pair", "start", "end", "fault")
SHEET = "exercises"
"""Name of the sheet's file when none is given."""


@click.command("figure")
@click.argument("exercise", metavar="[EXERCISE]", required=False)
@click.option(
    "-o", "--output", metavar="PATH", help="A file, or - for standard output.  [default: EXERCISE.FORMAT]"
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="[default: as PATH ends, else svg]")
@click.option("--look", metavar="ID", help="The person in the picture, or `vary` on a sheet.")
@click.option("--style", type=click.Choice(STYLES), default="colour", help="line: for photocopies.")
@click.option("--picture", "which", type=click.Choice(WHICH), default="pair", help="Which of its pictures.")
@click.option("--sheet", is_flag=True, help="All exercises, start and end, on A4 pages (PDF).")
@library_option
@click.option("--quiet", is_flag=True, help="Say nothing of the file written.")
def command(
    exercise: str | None,
    output: str | None,
    form: str | None,
    look: str | None,
    style: str,
    which: str,
    sheet: bool,
    folders: tuple[str, ...],
    quiet: bool,
) -> int:
    """Draws one EXERCISE (an id, or a file: a name with a / or ending in .yaml), or with --sheet all of them.

    A pair is start and end side by side; an exercise with a fault has it beside them, crossed out.
    """
    from psoas_pdf.library import Library

    if sheet == (exercise is not None):
        raise UsageError("name one exercise, or give --sheet for all of them")
    form = form or _ending(output) or ("pdf" if sheet else "svg")
    if sheet and form != "pdf":
        raise UsageError(f"a sheet is a PDF, not {form.upper()}")
    if output == "":
        raise UsageError("-o needs a file or -")
    if output == "-" and form != "svg":
        refuse_terminal(f"a {form.upper()}")
    if form == "png":
        _need_preview()
    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    if look == "vary" and not sheet:
        raise UsageError("--look vary is for --sheet: one exercise shows one person")
    if look and look != "vary" and not library.has("look", look):
        library.unknown("look", look, problems, NOWHERE)
    data = None
    if not problems.failed:
        data = (
            _sheet(library, look, style, problems)
            if exercise is None
            else _one(exercise, library, look or "", style, which, form, problems)
        )
    path = output or f"{SHEET if exercise is None else _stem(exercise)}.{form}"
    if data is not None and not problems.failed:
        if path == "-":
            write_standard(data)
        elif write_all([(path, data)], problems) and not quiet:
            click.echo(path)
    tell(problems)
    return exit_code(problems)


def _ending(output: str | None) -> str | None:
    ending = os.path.splitext(output or "")[1][1:].lower()
    if not ending or output == "-":
        return None
    if ending not in FORMATS:
        raise UsageError(
            f"-o {output} is no {', '.join(FORMATS[:-1])} or {FORMATS[-1]} file: give --format as well"
        )
    return ending


def _stem(exercise: str) -> str:
    return os.path.splitext(os.path.basename(exercise))[0]


def _need_preview() -> None:
    from importlib.util import find_spec

    if find_spec("pypdfium2") is None or find_spec("PIL") is None:
        raise UsageError(
            "PNG needs two more packages: pip install 'psoas-pdf[preview]' (SVG and PDF need none)"
        )


def _one(
    name: str, library: Library, look: str, style: str, which: str, form: str, problems: Problems
) -> bytes | None:
    from psoas_pdf.library import is_file
    from psoas_pdf.pictures import as_pdf, as_png, as_svg, shown
    from psoas_pdf.ready import default_store

    record: Exercise | None = (library.read if is_file(name) else library.get)("exercise", name, problems)
    store = default_store()
    pictures: Shown | None = shown(record, store, look, style, which, problems) if record else None
    if pictures is None:
        return None
    if form == "svg":
        return as_svg(pictures)
    return as_pdf(pictures, store) if form == "pdf" else as_png(pictures, store)


def _sheet(library: Library, look: str | None, style: str, problems: Problems) -> bytes | None:
    from psoas_pdf.pictures import all_shown, sheet_pdf
    from psoas_pdf.ready import default_store

    store = default_store()
    exercises = all_shown(library, store, look or "", style, problems)
    return sheet_pdf(exercises, "Exercises", library, store, problems) if exercises else None
