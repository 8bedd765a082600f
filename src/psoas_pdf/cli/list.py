"""`psoas-pdf list`: what there is to print and to print with."""

from __future__ import annotations

from typing import Any

import click

from psoas_pdf.cli.report import exit_code, library_option, tell
from psoas_pdf.problems import Problems


@click.command("list")
@click.argument("kind", metavar="[KIND]", required=False)
@click.option("--json", "form", flag_value="json", default=None, help="As JSON, for scripts.")
@library_option
def command(kind: str | None, form: str | None, folders: tuple[str, ...]) -> int:
    """Lists exercises, muscles, plans, plates, help, languages, sources, layouts, themes, stocks, looks, or all."""
    from psoas_pdf.library import KINDS, Library

    plurals = {k.plural: k.name for k in KINDS.values()} | {"looks": "look"}
    if kind is not None and kind not in {**plurals, **KINDS, "look": None}:
        from psoas_pdf.problems import did_you_mean

        raise click.BadParameter(
            f"there is no kind {kind!r} ({did_you_mean(kind, plurals)})", param_hint="KIND"
        )
    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    wanted = [plurals.get(kind, kind)] if kind else [*KINDS, "look"]
    rows: list[dict[str, Any]] = []
    for name in wanted:
        for id in library.ids(name):
            if name == "look":
                file = library.look_file(id)
                rows.append({"kind": name, "id": id, "name": _look_name(file, problems), "file": file})
                continue
            record = library.get(name, id, problems)
            title = getattr(record, "name", "") or getattr(record, "title", "")
            title = title if name != "source" else getattr(record, "short", "")
            rows.append(
                {"kind": name, "id": id, "name": str(title), "file": _file(library, name, id, record)}
            )
    if form == "json":
        import json

        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        _table(rows, headed=kind is None)
    tell(problems)
    return exit_code(problems)


def _file(library: Any, kind: str, id: str, record: Any) -> str | None:
    if kind == "source":
        return record.place.file if record is not None else None
    return next(library.paths(kind, id), None)


def _look_name(file: str, problems: Problems) -> str:
    """Looks are tables of the figure engine: of a record they have the name alone."""
    from psoas_pdf.source import Mapping, Scalar, load

    node = load(file, problems)
    name = node.entries.get("name", (None, None))[1] if isinstance(node, Mapping) else None
    return name.text if isinstance(name, Scalar) else ""


def _table(rows: list[dict[str, Any]], headed: bool) -> None:
    from psoas_pdf.library import KINDS

    for kind in dict.fromkeys(row["kind"] for row in rows):
        mine = [row for row in rows if row["kind"] == kind]
        width = max(len(row["id"]) for row in mine)
        indent = "  " if headed else ""
        if headed:
            click.echo(f"{KINDS[kind].plural if kind in KINDS else 'looks'}:")
        for row in mine:
            click.echo(f"{indent}{row['id']:<{width}}  {row['name']}".rstrip())
