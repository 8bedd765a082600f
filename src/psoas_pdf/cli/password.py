"""Where the password of a run comes from: never from the command line, which other users of a machine can read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from psoas_pdf.problems import Place, UsageError

if TYPE_CHECKING:
    from psoas_pdf.problems import Problems

VARIABLE = "PSOAS_PDF_PASSWORD"
MOST_BYTES = 4096
NOTE = "note: files with a password are no PDF/A, and differ from run to run: each run writes them all"


def encryption(file: str | None, problems: Problems) -> Callable[[bytes], bytes] | None:
    """What encrypts a finished file with the password in that file, in the environment, or asked for.

    None after an error.  Raises UsageError where there is nobody to ask.
    """
    from psoas_pdf.encryption import NoCipher, encryptor

    password = _from_file(file, problems) if file else os.environ.get(VARIABLE) or _asked()
    if password is None:
        return None
    place = Place(file) if file else Place("--password")
    try:
        return encryptor(password)
    except NoCipher:
        problems.error(place, "a password needs the extra 'password'", "install psoas-pdf[password]")
    except ValueError as error:
        problems.error(place, str(error), "choose another")
    return None


def _from_file(file: str, problems: Problems) -> str | None:
    """The first line."""
    try:
        with open(file, "rb") as stream:
            data = stream.read(MOST_BYTES)
        return (data.decode("utf-8-sig").splitlines() or [""])[0]
    except OSError as error:
        problems.error(Place(file), f"the file can't be read: {error.strerror}")
    except ValueError:
        problems.error(Place(file), "the file is not UTF-8", "write the password on its first line")
    return None


def _asked() -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            f"--password asks for it, and nobody is there: use --password-file FILE, or set {VARIABLE}"
        )
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return asked
