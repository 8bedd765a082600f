"""`psoas-pdf verify`: reads finished PDFs back."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from psoas_pdf.cli.report import as_json, exit_code, library_option, tell
from psoas_pdf.problems import Place, Problem, Problems

STANDARD_INPUT = "-"


@click.command("verify")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@library_option
@click.option(
    "--floor",
    metavar="POINTS",
    type=click.FloatRange(1, 200),
    help="Smallest type allowed, instead of what the file says of itself.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How files are listed."
)
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
def command(
    files: tuple[str, ...],
    folders: tuple[str, ...],
    floor: float | None,
    strict: bool,
    form: str,
    quiet: bool,
) -> int:
    """Reads PDF files back: tags, fonts, boxes, text, ink near the edge; - is standard input.

    PDF/UA-1 and PDF/A-2a are checked too when page-validation is installed (the extra `verify`).
    """
    import logging

    from psoas_pdf.library import Library
    from psoas_pdf.verify import Verified, verify
    from psoas_pdf.verify.standards import PACKAGE

    # What the reader of PDF files logs of a damaged one is told better as a problem.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    done: list[tuple[str, int, Verified | None, Problems]] = []
    for file in dict.fromkeys(files):
        own = Problems()
        data = _read(file, own)
        verified = None
        if data is not None:
            verified = verify(data, _named(file), own, library=library, floor=floor)
        problems.extend(own)
        done.append((file, len(data or b""), verified, own))
    tell(problems)
    if form == "json":
        _print_json(done, problems)
    elif not quiet:
        for file, _, verified, own in done:
            if verified is not None:
                told = _counted(own)
                click.echo(
                    f"{_named(file)}  {verified.pages} page{'' if verified.pages == 1 else 's'}, {told}"
                )
        if any(verified is not None and not verified.standards for _, _, verified, _ in done):
            click.echo(
                f"PDF/UA and PDF/A were not checked: {PACKAGE} is not installed (pip install psoas-pdf[verify])"
            )
    return exit_code(problems, strict)


def _read(file: str, problems: Problems) -> bytes | None:
    from psoas_pdf.verify.objects import MOST_BYTES

    try:
        if file == STANDARD_INPUT:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        if os.path.isdir(file):
            problems.error(Place(file), "this is a folder", f"name its files: {os.path.join(file, '*.pdf')}")
            return None
        with open(file, "rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        problems.error(Place(file), f"can't be read: {error.strerror}", "check the path")
        return None


def _named(file: str) -> str:
    return "standard input" if file == STANDARD_INPUT else file


def _counted(problems: Problems) -> str:
    if not len(problems):
        return "nothing wrong"
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    return f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"


def _print_json(done: list[tuple[str, int, Any, Problems]], problems: Problems) -> None:
    import json

    files = [
        {
            "path": file,
            "bytes": size,
            "pages": verified.pages if verified else None,
            "imprint": dict(verified.imprint) if verified else None,
            "standards": verified.standards if verified else None,
            "errors": sum(problem.severity == "error" for problem in own),
            "warnings": sum(problem.severity == "warning" for problem in own),
        }
        for file, size, verified, own in done
    ]
    click.echo(json.dumps({"files": files, "problems": [_problem(p) for p in problems]}, indent=1))


def _problem(problem: Problem) -> dict[str, Any]:
    return {**as_json(problem), "page": problem.place.page or None}
