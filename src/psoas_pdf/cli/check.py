"""`psoas-pdf check`: everything that `build` would refuse, without a PDF."""

from __future__ import annotations

import click

from psoas_pdf.cli.report import exit_code, library_option, tell
from psoas_pdf.problems import Problems


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@library_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
def command(paths: tuple[str, ...], folders: tuple[str, ...], strict: bool, quiet: bool) -> int:
    """Checks files and folders: plans, exercises, layouts, whole libraries.

    Without PATH it checks ./plan.yaml if there is one, every --library DIR, and else the shipped library.
    """
    from psoas_pdf.check import check_paths

    problems = Problems()
    count = check_paths(paths, folders, problems)
    tell(problems)
    code = exit_code(problems, strict)
    if not quiet:
        errors = sum(problem.severity == "error" for problem in problems)
        told = f"{count} record{'' if count == 1 else 's'} checked"
        if len(problems):
            warnings = len(problems) - errors
            told += f": {errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"
        click.echo(told if len(problems) else f"{told}, nothing wrong")
    return code
