"""What commands tell: problems on standard error, and JSON for scripts."""

from __future__ import annotations

from typing import Any

import click

from psoas_pdf.problems import EXIT_DONE, EXIT_INPUT, Problem, Problems


def library_option(command: Any) -> Any:
    """`--library DIR`, repeatable."""
    return click.option(
        "--library",
        "folders",
        metavar="DIR",
        multiple=True,
        help="A folder of records laid over the shipped ones; may be given again.",
    )(command)


def tell(problems: Problems) -> None:
    """Writes all problems to standard error, in the order of files and lines."""
    for problem in problems:
        click.echo(str(problem), err=True)


def failed(problems: Problems, strict: bool = False) -> bool:
    """Whether the problems forbid to write: an error, or with strict a warning."""
    return problems.failed or (strict and len(problems) > 0)


def exit_code(problems: Problems, strict: bool = False) -> int:
    return EXIT_INPUT if failed(problems, strict) else EXIT_DONE


def as_json(problem: Problem) -> dict[str, Any]:
    """A problem for a script; what has no file or line is null there."""
    return {
        "severity": problem.severity,
        "file": problem.place.file or None,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "message": problem.message,
        "hint": problem.hint,
    }
