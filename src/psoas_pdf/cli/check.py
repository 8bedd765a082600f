"""`psoas-pdf check`: everything that `build` would refuse, without a PDF."""

from __future__ import annotations

import click

from psoas_pdf.cli.report import exit_code, library_option, tell
from psoas_pdf.problems import Problems


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--plan", "plans", metavar="NAME|FILE", multiple=True, help="The plan that rosters are for.")
@library_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
def command(
    paths: tuple[str, ...], plans: tuple[str, ...], folders: tuple[str, ...], strict: bool, quiet: bool
) -> int:
    """Checks files and folders: plans, rosters, exercises, layouts, whole libraries.

    Without PATH it checks ./plan.yaml if there is one, every --library DIR, and else the shipped library.
    A roster is checked with --plan, else with the plans among the PATHs, else with the plan.yaml beside it.
    """
    from psoas_pdf.check import check_paths
    from psoas_pdf.cli.privacy import without_personal

    problems = Problems()
    people: list[int] = []
    count = check_paths(paths, folders, problems, plans=plans, hide=without_personal, people=people)
    tell(problems)
    code = exit_code(problems, strict)
    if not quiet:
        errors = sum(problem.severity == "error" for problem in problems)
        told = f"{count} record{'' if count == 1 else 's'}"
        if people:
            told += f" with {sum(people)} {'person' if sum(people) == 1 else 'people'}"
        told += " checked"
        if len(problems):
            warnings = len(problems) - errors
            told += f": {errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"
        click.echo(told if len(problems) else f"{told}, nothing wrong")
    return code
