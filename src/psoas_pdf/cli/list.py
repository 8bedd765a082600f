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
    """Lists exercises, muscles, plans, clinics, plates, help, languages, sources, layouts, themes, stocks or looks."""
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
            row = {"kind": name, "id": id, "name": str(title), "file": _file(library, name, id, record)}
            rows.append(row | (_of_stock(record) if name == "stock" and record else {}))
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


def _of_stock(stock: Any) -> dict[str, Any]:
    """Its paper, sizes in millimetres, and the cards on it; None for paper without cards."""
    cells = stock.cells
    return {
        "paper": stock.paper or None,
        "width": round(stock.width.mm, 3),
        "height": round(stock.height.mm, 3),
        "cells": cells
        and {
            "columns": cells.columns,
            "rows": cells.rows,
            **{n: round(getattr(cells, n).mm, 3) for n in ("width", "height", "x", "y", "dx", "dy")},
        },
    }


def _told(row: dict[str, Any]) -> list[str]:
    """What a row of the table says: id and name; of a stock its paper and cards too."""
    if "cells" not in row:
        return [row["id"], row["name"]]
    cells = row["cells"]
    count = (
        f"{cells['columns'] * cells['rows']} × {cells['width']:g} × {cells['height']:g} mm" if cells else ""
    )
    return [row["id"], row["paper"] or "", count, row["name"]]


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
        told = [_told(row) for row in mine]
        widths = [max(map(len, column)) for column in zip(*told, strict=True)][:-1]
        if headed:
            click.echo(f"{KINDS[kind].plural if kind in KINDS else 'looks'}:")
        for *cells, name in told:
            padded = "".join([f"{text:<{width}}  " for text, width in zip(cells, widths, strict=True)])
            click.echo(("  " * headed + padded + name).rstrip())
