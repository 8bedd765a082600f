"""`psoas-pdf build` of single plans: everything is made before anything is written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from psoas_pdf.cli.files import file_name, is_folder, write_all, write_standard
from psoas_pdf.cli.report import as_json, exit_code, failed, tell
from psoas_pdf.cli.wanted import FOLDER, JSON, Wanted
from psoas_pdf.problems import Problems, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from psoas_pdf.build import Built
    from psoas_pdf.library import Library
    from psoas_pdf.model.plan import Plan

CALIBRATE = "calibrate"
CARDS = "cards"
"""The layout that a printer is measured for."""


def build_plans(
    wanted: Wanted, library: Library, plans: list[Plan], problems: Problems, blocked: bool
) -> int:
    """Builds the documents of plans, says what came of it, and returns the exit code.

    blocked: something was wrong with the command line, so that nothing may be written.
    """
    output, layouts = wanted.output, wanted.layouts
    jobs = [(plan, layout) for plan in plans for layout in dict.fromkeys(layouts or plan.outputs)]
    if wanted.calibrate:
        jobs = [(plan, layouts[0] if layouts else CARDS) for plan in plans]
    if len(jobs) > 1 and not blocked and output is not None and (output == "-" or not is_folder(output)):
        raise UsageError(f"-o {output} is one file, but there are {len(jobs)} documents: name a folder")
    # Everything is made first, so that one run tells all that is wrong.
    finished = _make(jobs, library, wanted, problems)
    if blocked:
        finished = []
    if output == "-":
        for _, _, data in finished:
            write_standard(data)
    elif finished and not write_all([(path, data) for path, _, data in finished], problems):
        finished = []
    tell(problems)
    if wanted.form == JSON:
        _print_json(finished, problems)
    elif not wanted.quiet and output != "-":
        for path, built, _ in finished:
            click.echo(f"{path}  {built.pages} page{'' if built.pages == 1 else 's'}")
    return exit_code(problems, wanted.strict)


def _make(
    jobs: list[tuple[Plan, str]], library: Library, wanted: Wanted, problems: Problems
) -> list[tuple[str, Built, bytes]]:
    """Every document of the run with its path and its bytes; those of a plan that has errors are left out."""
    make: Callable[..., Built | None]
    asked: dict[str, Any]
    if wanted.calibrate:
        from psoas_pdf.calibrate import calibrate as make

        asked = {"language": wanted.language, "stock": wanted.calibrate}
    else:
        from psoas_pdf.build import make

        asked = {name: getattr(wanted, name) for name in ("theme", "stock", "language", "edition", "icc")}
    made: list[tuple[Plan, Built]] = []
    touched: set[int] = set()
    for plan, layout in jobs:
        own = Problems()
        built = make(plan, library, layout=layout, problems=own, **asked)
        problems.extend(own)
        if built is None or failed(own, wanted.strict):
            touched.add(id(plan))
        else:
            made.append((plan, built))
    encrypt = wanted.encrypt or (lambda data: data)
    out = [
        (_path(plan, built, wanted.output), built, encrypt(built.data))
        for plan, built in made
        if id(plan) not in touched
    ]
    paths: dict[str, None] = {}
    for path, _, _ in out:
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


def _print_json(finished: list[tuple[str, Built, bytes]], problems: Problems) -> None:
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
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        for path, built, data in finished
    ]
    click.echo(json.dumps({"files": files, "problems": [as_json(p) for p in problems]}, indent=1))
