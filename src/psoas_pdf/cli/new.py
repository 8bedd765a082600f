"""`psoas-pdf new`: a commented file to begin with."""

from __future__ import annotations

import errno
import os

import click

from psoas_pdf.cli.report import library_option, tell
from psoas_pdf.problems import EXIT_DONE, EXIT_INPUT, Place, Problem, Problems, UsageError

ROSTER = "roster"
FOLDERS = {"plan": "", "clinic": "", ROSTER: "", "exercise": "exercises", "layout": "layouts"}
HERE, READY = "plan.yaml", "iliopsoas"
"""The plan of a roster that isn't told another."""
SAMPLES = {"exercise": ("my-exercise", "My exercise"), "layout": ("my-layout", "My layout")}
LONGEST_SHORT = 24


@click.command("new")
@click.argument("kind", type=click.Choice(list(FOLDERS)))
@click.argument("name", metavar="NAME")
@click.option("--plan", metavar="NAME|FILE", help="Of a roster: the plan whose exercises it has columns for.")
@library_option
def command(kind: str, name: str, plan: str | None, folders: tuple[str, ...]) -> int:
    """Writes a commented file that works as it stands.

    A plan is written here, an exercise into exercises/ and a layout into layouts/, for `--library .` to find.
    A roster is a CSV file for ./plan.yaml if there is one, else for the ready plan, unless --plan says another.
    A NAME with a / is taken as the file itself.
    """
    from psoas_pdf.library import is_id

    if kind != ROSTER and (plan or folders):
        raise UsageError("--plan and --library are for a roster")
    ending = ".csv" if kind == ROSTER else ".yaml"
    folder, base = os.path.split(name)
    id = base.removesuffix(ending)
    if not is_id(id) or id != id.lower():
        import unicodedata

        letters = unicodedata.normalize("NFKD", id.lower()).encode("ascii", "ignore").decode()
        plain = "-".join("".join(c if c.isalnum() else " " for c in letters).split())
        hint = f" (try {plain})" if is_id(plain) else ""
        raise UsageError(f"{base!r} can't be an id: use small letters a to z, digits and hyphens{hint}")
    path = os.path.join(folder or FOLDERS[kind], id + ending)
    plan = plan or (HERE if os.path.exists(HERE) else READY)
    data = _roster(plan, folders) if kind == ROSTER else filled(kind, id).encode()
    if data is None:
        return EXIT_INPUT
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        _write_new(path, data)
    except FileExistsError:
        told = Problem("error", Place(path), "the file is there already", "choose another name")
        click.echo(str(told), err=True)
        return EXIT_INPUT
    except OSError as error:
        click.echo(str(Problem("error", Place(path), f"can't be written: {error.strerror}")), err=True)
        return EXIT_INPUT
    click.echo(f"wrote {path}")
    click.echo(f"next: {_next(kind, path, plan)}")
    return EXIT_DONE


def _roster(name: str, folders: tuple[str, ...]) -> bytes | None:
    """The bytes of a roster for a plan, or None after errors, which are told."""
    from psoas_pdf.library import Library
    from psoas_pdf.sample_roster import sample_roster

    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    plan = library.plan(name, problems)
    data = sample_roster(plan, library, problems) if plan else None
    tell(problems)
    return None if problems.failed else data


def _write_new(path: str, data: bytes) -> None:
    """The whole file or none: what a full disk leaves of it would stand in the way of the next try."""
    with open(path, "xb", buffering=0) as stream:
        try:
            if stream.write(data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:
            os.unlink(path)
            raise


def filled(kind: str, id: str) -> str:
    """The text of a new file with its id and a name made from it."""
    from psoas_pdf.templates import template

    text = template(kind)
    if kind in SAMPLES:
        sample_id, sample_name = SAMPLES[kind]
        name = id.replace("-", " ").capitalize()
        text = text.replace(f"short: {sample_name} ", f"short: {_quoted(name[:LONGEST_SHORT].strip())} ")
        text = text.replace(f"id: {sample_id}", f"id: {id}").replace(
            f"name: {sample_name}", f"name: {_quoted(name[:60])}"
        )
    return text


def _quoted(name: str) -> str:
    """Bare, unless YAML readers other than ours would take it for a number or a truth value."""
    return (
        f"'{name}'"
        if name[:1].isdigit() or name.lower() in ("yes", "no", "on", "off", "true", "false", "null")
        else name
    )


def _next(kind: str, path: str, plan: str) -> str:
    from psoas_pdf.library import CLINIC_FILE

    if kind == ROSTER:
        return f"write your people in it, then psoas-pdf build {plan} --roster {path}"
    if kind == "plan":
        file = path if "/" in path else f"./{path}"
        return f"change it, then psoas-pdf build {file}"
    if kind == "clinic":
        named = "" if os.path.basename(path) == CLINIC_FILE else f" --clinic {path}"
        return f"change it, then psoas-pdf build PLAN{named}"
    if kind == "layout":
        return f"change it, then psoas-pdf build --layout {path}"
    return f"change it, then psoas-pdf check {path}"
