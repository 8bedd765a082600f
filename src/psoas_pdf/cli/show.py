"""`psoas-pdf show`: one record, to read or to copy from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from psoas_pdf.cli.report import exit_code, library_option, tell
from psoas_pdf.problems import EXIT_INPUT, NOWHERE, Problems

WIDTH = 88


@click.command("show")
@click.argument("id", metavar="ID")
@click.option("--kind", metavar="KIND", help="When records of several kinds have that id.")
@click.option("--yaml", "raw", is_flag=True, help="The record's file as it is, to copy from.")
@library_option
def command(id: str, kind: str | None, raw: bool, folders: tuple[str, ...]) -> int:
    """Shows one record: an exercise, a muscle, a plan, a layout, a source, ..."""
    from psoas_pdf.library import KINDS, Library
    from psoas_pdf.problems import did_you_mean

    plurals = {k.plural: k.name for k in KINDS.values()}
    asked = plurals.get(kind, kind) if kind else None
    if asked is not None and asked not in KINDS:
        raise click.BadParameter(
            f"there is no kind {kind!r} ({did_you_mean(asked, KINDS)})", param_hint="--kind"
        )
    problems = Problems()
    library = Library(folders)
    library.check_folders(problems)
    found = [name for name in ([asked] if asked else ["plan", *KINDS]) if id in library.ids(name)]
    if not found:
        known = {id for name in ([asked] if asked else KINDS) for id in library.ids(name)}
        problems.error(NOWHERE, f"there is no {asked or 'record'} {id!r}", did_you_mean(id, known))
        tell(problems)
        return EXIT_INPUT
    name = found[0]
    record = library.get(name, id, problems)
    if raw:
        file = record.place.file if name == "source" and record else next(library.paths(name, id), "")
        if file:
            with open(file, encoding="utf-8", errors="replace") as stream:
                click.echo(stream.read(), nl=False)
    elif record is not None:
        click.echo(f"{name} {id}")
        for line in _lines(record, ""):
            click.echo(line)
    tell(problems)
    others = list(dict.fromkeys(found[1:]) - {name: None}.keys()) if not asked else []
    if others:
        click.echo(f"There is also the {' and the '.join(sorted(others))} {id}: use --kind.", err=True)
    return exit_code(problems)


def _lines(record: Any, indent: str) -> Iterator[str]:
    from psoas_pdf.reader import shape

    for name, key in shape(type(record)).keys.items():
        value = getattr(record, key.field)
        if value not in (None, "", (), {}) and key.field != "id":
            yield from _value(name, value, indent)


def _value(name: str, value: Any, indent: str) -> Iterator[str]:
    from psoas_pdf.reader import is_record
    from psoas_pdf.units import Range

    if is_record(type(value)):
        inner = list(_lines(value, indent + "  "))
        if inner:
            yield f"{indent}{name}:"
            yield from inner
    elif isinstance(value, dict):
        yield f"{indent}{name}:"
        for key, one in value.items():
            yield from _value(key, one, indent + "  ")
    elif isinstance(value, tuple) and not isinstance(value, Range):
        if (
            all(not is_record(type(one)) for one in value)
            and sum(len(str(one)) for one in value) < WIDTH - 20
            # Sentences, and what holds commas itself, would run into each other.
            and not any("," in str(one) or str(one).endswith(".") for one in value)
        ):
            yield f"{indent}{name}: {', '.join(str(one) for one in value)}"
            return
        yield f"{indent}{name}:"
        for one in value:
            inner = list(_lines(one, "")) if is_record(type(one)) else list(_wrapped("", str(one)))
            for i, line in enumerate(inner):
                yield f"{indent}  {'- ' if i == 0 else '  '}{line}"
    else:
        yield from _wrapped(f"{indent}{name}: ", _told(value))


def _told(value: Any) -> str:
    from psoas_pdf.units import Duration, Length

    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Length):
        return f"{value.mm:.4g} mm"
    return f"{int(value)} s" if isinstance(value, Duration) else str(value)


def _wrapped(start: str, text: str) -> Iterator[str]:
    import textwrap

    hanging = " " * (len(start) - len(start.lstrip()) + 2)
    yield from textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=hanging) or [start.rstrip()]
