"""`psoas-pdf build`: prints plans."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from psoas_pdf.cli.files import is_folder, is_other_file, refuse_terminal, write_all, write_standard
from psoas_pdf.cli.names import file_name
from psoas_pdf.cli.report import as_json, exit_code, failed, library_option, tell
from psoas_pdf.problems import Problems, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from psoas_pdf.build import Built
    from psoas_pdf.library import Library
    from psoas_pdf.model.plan import Plan
    from psoas_pdf.planning import Asked

HERE = "plan.yaml"
READY = "iliopsoas"
FOLDER = "out"
CALIBRATE = "calibrate"
CARDS = "cards"
"""The layout that a printer is measured for."""


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
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How files are listed."
)
@click.option("--quiet", is_flag=True, help="Say nothing of the files written.")
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
    strict: bool,
    form: str,
    quiet: bool,
) -> int:
    """Prints plans: YAML files (a name with a / or ending in .yaml) or ids of ready plans.

    Without PLAN it prints ./plan.yaml if there is one, else the ready plan 'iliopsoas'.
    """
    from psoas_pdf.library import Library, is_file
    from psoas_pdf.planning import Asked

    if output == "-" and form == "json":
        raise UsageError("-o - writes the PDF to standard output, so --format json has no room there")
    if output == "-":
        refuse_terminal("a PDF")
    if output == "":
        raise UsageError("-o needs a file, a folder or -")
    if output is not None and is_other_file(output):
        raise UsageError(f"-o {output} is there and is no PDF: it would be lost; name another file")
    if icc is not None and edition != "print":
        raise UsageError("--icc is a print shop's profile: it needs --edition print")
    if calibrate is not None and (stock, theme, edition) != (None, None, "screen"):
        raise UsageError("--calibrate STOCK is a sheet of its own: leave --stock, --theme and --edition out")
    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    # A name that means nothing is reported once, here, and left out, so that all else is still looked at.
    known = tuple(
        layout for layout in layouts if is_file(layout) or _known(library, "layout", layout, problems)
    )
    theme = _known(library, "theme", theme, problems)
    stock = _known(library, "stock", stock, problems)
    calibrate = _known(library, "stock", calibrate, problems)
    language = _known(library, "language", language, problems)
    blocked = failed(problems, strict)
    asked = Asked(sets, clinic)
    if sets:
        from psoas_pdf.settings import check_form

        check_form(sets)
    found = _plans(plans, layouts, library, asked, problems)
    jobs = [(plan, layout) for plan in found for layout in dict.fromkeys(known or plan.outputs)]
    if calibrate:
        jobs = [(plan, known[0] if known else CARDS) for plan in found]
    if len(jobs) > 1 and not blocked and output is not None and (output == "-" or not is_folder(output)):
        raise UsageError(f"-o {output} is one file, but there are {len(jobs)} documents: name a folder")
    # Everything is made first, so that one run tells all that is wrong.
    wanted: dict[str, Any] = {"language": language, "stock": calibrate}
    if not calibrate:
        wanted |= {"theme": theme, "stock": stock, "edition": edition, "icc": icc}
    finished = _make(jobs, library, wanted, output, strict, problems)
    if blocked:
        finished = []
    if output == "-":
        for _, built in finished:
            write_standard(built.data)
    elif finished and not write_all([(path, built.data) for path, built in finished], problems):
        finished = []
    tell(problems)
    if form == "json":
        _print_json(finished, problems)
    elif not quiet and output != "-":
        for path, built in finished:
            click.echo(f"{path}  {built.pages} page{'' if built.pages == 1 else 's'}")
    return exit_code(problems, strict)


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


def _make(
    jobs: list[tuple[Plan, str]],
    library: Library,
    wanted: dict[str, Any],
    output: str | None,
    strict: bool,
    problems: Problems,
) -> list[tuple[str, Built]]:
    """Every document of the run with its path; those of a plan that has errors are left out.

    wanted: what `make` is to be asked for, or, without an edition, `calibrate`.
    """
    make: Callable[..., Built | None]
    if "edition" in wanted:
        from psoas_pdf.build import make
    else:
        from psoas_pdf.calibrate import calibrate as make

    made: list[tuple[Plan, Built]] = []
    touched: set[int] = set()
    for plan, layout in jobs:
        own = Problems()
        built = make(plan, library, layout=layout, problems=own, **wanted)
        problems.extend(own)
        if built is None or failed(own, strict):
            touched.add(id(plan))
        else:
            made.append((plan, built))
    out = [(_path(plan, built, output), built) for plan, built in made if id(plan) not in touched]
    paths: dict[str, None] = {}
    for path, _ in out:
        if path in paths:
            raise UsageError(f"two documents would both be {path}: print them one at a time, with -o")
        paths[path] = None
    return out


def _path(plan: Plan, built: Built, output: str | None) -> str:
    if output is not None and (output == "-" or not is_folder(output)):
        return output
    language = built.language if built.language != plan.language else None
    if built.layout == CALIBRATE:
        return os.path.join(output or FOLDER, file_name(CALIBRATE, built.stock or "", language))
    edition = built.edition if built.edition != "screen" else None
    name = file_name(built.plan, built.layout, built.person, built.stock, built.theme, language, edition)
    return os.path.join(output or FOLDER, name)


def _print_json(finished: list[tuple[str, Built]], problems: Problems) -> None:
    import hashlib
    import json

    files: list[dict[str, Any]] = [
        {
            "path": path,
            "plan": built.plan,
            "layout": built.layout,
            "person": built.person,
            "language": built.language,
            "edition": built.edition,
            "pages": built.pages,
            "bytes": len(built.data),
            "sha256": hashlib.sha256(built.data).hexdigest(),
        }
        for path, built in finished
    ]
    click.echo(json.dumps({"files": files, "problems": [as_json(p) for p in problems]}, indent=1))
