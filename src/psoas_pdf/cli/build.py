"""`psoas-pdf build`: prints plans, and with a roster a plan for each person."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from psoas_pdf.cli.files import is_other_file, refuse_terminal
from psoas_pdf.cli.report import failed, library_option
from psoas_pdf.cli.wanted import DASK, JSON, Batch, Wanted
from psoas_pdf.problems import Problems, UsageError

if TYPE_CHECKING:
    from psoas_pdf.library import Asked, Library
    from psoas_pdf.model.plan import Plan

HERE = "plan.yaml"
READY = "iliopsoas"


@click.command("build")
@click.argument("plans", metavar="[PLAN]...", nargs=-1)
@click.option(
    "--layout",
    "layouts",
    metavar="NAME|FILE",
    multiple=True,
    help="Instead of the plan's; may be given again.",
)
@click.option("--theme", metavar="NAME", help="Colours and type sizes, instead of the layout's.")
@click.option("--stock", metavar="NAME", help="Paper or card sheet, instead of the layout's.")
@click.option(
    "--edition",
    type=click.Choice(["screen", "print"]),
    default="screen",
    help="For screens and office printers, or for a print shop.",
)
@click.option(
    "--calibrate",
    metavar="STOCK",
    help="A sheet to measure your printer by, instead of the plan's documents.",
)
@click.option("--icc", metavar="FILE", help="The shop's CMYK profile for --edition print.  [default: grey]")
@click.option(
    "--set",
    "sets",
    metavar="KEY=VALUE",
    multiple=True,
    help="A value of the plan, such as exercises.sit-up.sets=3; may be given again.",
)
@click.option("--clinic", metavar="NAME|FILE", help="The clinic, instead of the plan's.")
@click.option("--language", metavar="TAG", help="Language of the sheets, instead of the plan's.")
@library_option
@click.option(
    "-o", "--output", metavar="PATH", help="A file, a folder, or - for standard output.  [default: out/]"
)
@click.option("--password", is_flag=True, help="Encrypt the files; the password is asked for.")
@click.option("--password-file", metavar="FILE", help="The same, with the first line of a file.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How files are listed."
)
@click.option("--quiet", is_flag=True, help="Say nothing of the files written.")
@click.option("--roster", metavar="FILE", help="A document for each row of this table: CSV, YAML or .xlsx.")
@click.option("--merge", metavar="FILE", help="Of a roster: one file with everybody's documents.")
@click.option("--only", metavar="NAME", multiple=True, help="Of a roster: this person; may be given again.")
@click.option(
    "--keep-going/--fail-fast",
    default=True,
    help="Of a roster: when a person fails, print the others or stop.  [default: keep going]",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
    help="Of a roster: so many processes make it.  [default: 1]",
)
@click.option("--executor", metavar="dask:ADDRESS", help="Of a roster: the workers of a cluster make it.")
@click.option("--force", is_flag=True, help="Of a roster: also what is there and unchanged.")
@click.option("--names", is_flag=True, help="Of a roster: list files and tell problems with people's names.")
def command(
    plans: tuple[str, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    stock: str | None,
    edition: str,
    calibrate: str | None,
    icc: str | None,
    sets: tuple[str, ...],
    clinic: str | None,
    language: str | None,
    folders: tuple[str, ...],
    output: str | None,
    password: bool,
    password_file: str | None,
    strict: bool,
    form: str,
    quiet: bool,
    roster: str | None,
    merge: str | None,
    only: tuple[str, ...],
    keep_going: bool,
    jobs: int,
    executor: str | None,
    force: bool,
    names: bool,
) -> int:
    """Prints plans: YAML files (a name with a / or ending in .yaml) or ids of ready plans.

    Without PLAN it prints ./plan.yaml if there is one, else the ready plan 'iliopsoas'.
    """
    from psoas_pdf.library import Asked, Library, is_file

    wanted = Wanted(layouts, theme, stock, edition, icc, language, calibrate, output, strict, form, quiet)
    batch = Batch(
        roster or "",
        only,
        fail_fast=not keep_going,
        force=force,
        names=names,
        merge=merge or "",
        jobs=jobs,
        executor=executor or "",
    )
    encrypted = password or password_file is not None
    _check_usage(wanted, batch, encrypted)
    if merge is not None:
        _check_merge(merge, wanted, batch, encrypted)
    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    # A name that means nothing is reported once, here, and left out, so that all else is still looked at.
    wanted = wanted._replace(
        layouts=tuple(
            layout for layout in layouts if is_file(layout) or _known(library, "layout", layout, problems)
        ),
        theme=_known(library, "theme", theme, problems),
        stock=_known(library, "stock", stock, problems),
        calibrate=_known(library, "stock", calibrate, problems),
        language=_known(library, "language", language, problems),
    )
    if password or password_file is not None:
        from psoas_pdf.cli.password import NOTE, encryption

        wanted = wanted._replace(encrypt=encryption(password_file, problems))
        if wanted.encrypt and not quiet:
            click.echo(NOTE, err=True)
    blocked = failed(problems, strict)
    if sets:
        from psoas_pdf.settings import check_form

        check_form(sets)
    found = _plans(plans, layouts, library, Asked(sets, clinic), problems)
    if roster is not None:
        from psoas_pdf.cli.batch import build_roster

        return build_roster(wanted, batch, library, found, problems, blocked)
    from psoas_pdf.cli.single import build_plans

    return build_plans(wanted, library, found, problems, blocked)


def _check_usage(wanted: Wanted, batch: Batch, encrypted: bool) -> None:
    """Raises UsageError for options that make no sense together."""
    output = wanted.output
    if output == "-" and wanted.form == JSON:
        raise UsageError("-o - writes the PDF to standard output, so --format json has no room there")
    if output == "-":
        refuse_terminal("a PDF")
    if output == "":
        raise UsageError("-o needs a file, a folder or -")
    if output is not None and is_other_file(output):
        raise UsageError(f"-o {output} is there and is no PDF: it would be lost; name another file")
    if wanted.icc is not None and wanted.edition != "print":
        raise UsageError("--icc is a print shop's profile: it needs --edition print")
    if encrypted and wanted.edition == "print":
        raise UsageError("a print shop can't use a file with a password: leave it out, or --edition print")
    if wanted.calibrate is not None and (wanted.stock, wanted.theme, wanted.edition) != (
        None,
        None,
        "screen",
    ):
        raise UsageError("--calibrate STOCK is a sheet of its own: leave --stock, --theme and --edition out")
    if batch.roster and wanted.calibrate is not None:
        raise UsageError("--calibrate STOCK is a sheet of nobody's: leave --roster out")
    if not batch.roster:
        given = {
            "--only": batch.only,
            "--fail-fast": batch.fail_fast,
            "--force": batch.force,
            "--names": batch.names,
            "--jobs": batch.jobs > 1,
            "--executor": batch.executor,
        }
        for name, value in given.items():
            if value:
                raise UsageError(f"{name} is about the people of a roster: it needs --roster FILE")
    if batch.executor and batch.jobs > 1:
        raise UsageError("--jobs are processes of this machine, and --executor has its own: give one of them")
    cluster = batch.executor.startswith(DASK) and batch.executor.removeprefix(DASK).strip()
    if batch.executor and not cluster:
        raise UsageError("--executor is dask: and an address, such as dask:tcp://10.0.0.5:8786")
    if any(not name.strip() for name in batch.only):
        raise UsageError("--only needs a name")


def _check_merge(merge: str, wanted: Wanted, batch: Batch, encrypted: bool) -> None:
    """Raises UsageError for what makes no sense with one file of everybody's documents."""
    from psoas_pdf.cli.files import is_folder

    if not batch.roster:
        raise UsageError("--merge puts the people of a roster in one file: it needs --roster FILE")
    if wanted.output is not None:
        raise UsageError("--merge FILE is the one file that is written: leave -o out")
    if batch.jobs > 1 or batch.executor:
        raise UsageError("--merge writes one file, in one process: leave --jobs and --executor out")
    if encrypted:
        raise UsageError("--merge is for printing, and its file takes no password: leave --password out")
    if merge in ("", "-") or is_folder(merge):
        raise UsageError("--merge needs the name of a file that ends in .pdf")
    if is_other_file(merge):
        raise UsageError(f"--merge {merge} is there and is no PDF: it would be lost; name another file")


def _known(library: Library, kind: str, name: str | None, problems: Problems) -> str | None:
    """The name given on the command line, or None after an error when it means nothing."""
    from psoas_pdf.problems import NOWHERE

    if name is None or library.has(kind, name):
        return name
    library.unknown(kind, name, problems, NOWHERE)
    return None


def _plans(
    names: tuple[str, ...], layouts: tuple[str, ...], library: Library, asked: Asked, problems: Problems
) -> list[Plan]:
    from psoas_pdf.library import is_file
    from psoas_pdf.problems import NOWHERE

    wanted = dict.fromkeys(names) or {HERE if os.path.exists(HERE) else READY: None}
    out = []
    for name in wanted:
        if not is_file(name) and not library.has("plan", name) and os.path.isfile(f"{name}.yaml"):
            hint = f"for the file that is here, write ./{name}.yaml"
            problems.error(NOWHERE, f"there is no ready plan {name!r}", hint)
            continue
        if not is_file(name) and os.path.isfile(name):
            hint = "name a file that ends in .yaml, or put ./ before the name"
            problems.error(NOWHERE, f"there is no ready plan {name!r}", hint)
            continue
        plan = library.plan(name, problems, asked=asked)
        if plan is None:
            continue
        if not plan.outputs and not layouts:
            hint = "write outputs: [handout], or give --layout"
            problems.error(plan.place, "the plan asks for no layout", hint)
        out.append(plan)
    return out
