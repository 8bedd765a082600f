"""The command line: the only place that prints or exits.  Each command is imported when it is called."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from psoas_pdf import __version__
from psoas_pdf.problems import EXIT_BUG, EXIT_INPUT, EXIT_USAGE, InputError, UsageError

COMMANDS = ("build", "list", "show", "check", "verify", "new", "figure")
GARBAGE = 50_000
"""Objects made before cycles among them are looked for, some megabytes."""
STOPPED = 130
"""What a shell expects of a program that was stopped with Ctrl-C."""


class _Commands(click.Group):
    """Finds a command by its name and imports its module only then."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"psoas_pdf.cli.{name}").command
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            from psoas_pdf.problems import did_you_mean

            hint = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"{error.message.rstrip('.')} ({hint})", context) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="psoas-pdf", message="%(prog)s %(version)s")
def commands() -> None:
    """Illustrated, print-ready PDF from exercise and anatomy data in YAML."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and exits: 0 done, 1 the input has errors, 2 wrong usage, 70 our bug."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # A run is short: to look for cycles on the way, and once more at the end, takes a seventh of its time.
    gc.set_threshold(GARBAGE)
    code = run(args)
    gc.freeze()
    sys.exit(code)


def run(args: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.  Nothing but Ctrl-C's like gets out of it."""
    try:
        os.getcwd()
    except OSError:
        click.echo("psoas-pdf: the folder that you are in is no longer there: go to another", err=True)
        return EXIT_USAGE
    try:
        code = commands.main(args, prog_name="psoas-pdf", standalone_mode=False)
        if sys.stdout is not None:  # it is None when the caller closed it
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except UsageError as error:
        click.echo(f"psoas-pdf: {error}", err=True)
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("psoas-pdf: stopped", err=True)
        return STOPPED
    except InputError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return EXIT_INPUT
    except BrokenPipeError:
        _drop_output()
        return EXIT_INPUT
    except Exception as error:
        if (
            isinstance(error, OSError)
            and error.filename is None
            and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF)
        ):
            _drop_output()
            click.echo(f"psoas-pdf: standard output can't be written: {error.strerror}", err=True)
            return EXIT_INPUT
        if os.environ.get("PSOAS_PDF_DEBUG"):
            import traceback

            traceback.print_exc()
        told = " ".join(str(error).split())[:300]
        click.echo(
            f"psoas-pdf: this is a bug of ours, please report it: {type(error).__name__}: {told}", err=True
        )
        click.echo("psoas-pdf: PSOAS_PDF_DEBUG=1 shows more", err=True)
        return EXIT_BUG


def _drop_output() -> None:
    """What is left in the buffer of standard output must not raise once more at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
