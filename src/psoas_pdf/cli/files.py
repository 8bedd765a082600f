"""Names of finished files, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable

from psoas_pdf.problems import Place, Problems, UsageError

LONGEST_PART = 48
"""Bytes of one part of a name: six of them and the ending stay under the 255 that file systems allow."""


def safe(text: str) -> str:
    """A text as a part of a file name: small letters, digits and single hyphens.

    A text that is cut or holds nothing of that kind gets a checksum: different texts make different names.
    """
    import unicodedata
    import zlib

    normal = unicodedata.normalize("NFC", text).lower()
    words = "".join(c if c.isalnum() else " " for c in normal).split()
    name = "-".join(words)
    size = len(name.encode("utf-8", "replace"))
    if text.strip() and (not name or size > LONGEST_PART):
        mark = f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"
        kept = name.encode("utf-8", "replace")[: LONGEST_PART - 9].decode("utf-8", "ignore").rstrip("-")
        name = f"{kept}-{mark}" if kept else mark
    return name


def file_name(plan: str, layout: str, *parts: str | None) -> str:
    """`<plan>-<layout>` and the parts that there are (person, stock, theme, language, edition), each made safe."""
    return "-".join(filter(None, map(safe, (plan, layout, *[p for p in parts if p])))) + ".pdf"


def is_folder(output: str) -> bool:
    """Whether `-o` names a folder: one that is there, or a name that is neither a file nor ends in .pdf."""
    if os.path.isdir(output) or output.endswith(("/", os.sep)):
        return True
    return not os.path.exists(output) and not output.lower().endswith(".pdf")


def is_other_file(output: str) -> bool:
    """Whether `-o` names a file with something else in it than a PDF, such as the plan itself."""
    if output.lower().endswith(".pdf") or not os.path.isfile(output):
        return False
    try:
        with open(output, "rb") as stream:
            return stream.read(5) not in (b"", b"%PDF-")
    except OSError:
        return True


def write_all(files: Iterable[tuple[str, bytes]], problems: Problems) -> bool:
    """Writes every file beside its place, then moves all of them there; after an error none is moved.

    A device or a pipe is written to as it is.  False after an error, which is reported at the file.
    """
    staged: list[tuple[str, str]] = []
    place = ""
    try:
        for place, data in files:
            mode = os.stat(place).st_mode if os.path.exists(place) else None
            if mode is not None and not stat.S_ISREG(mode):
                # By the name given: a pipe behind /dev/stdout has no path that its link could be followed to.
                with open(place, "wb") as stream:
                    stream.write(data)
                continue
            target = os.path.realpath(place)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            folder, name = os.path.split(target)
            beside = os.path.join(folder, f".{name[:60]}.{os.getpid()}.{len(staged)}.part")
            staged.append((beside, target))
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), "wb") as stream:
                stream.write(data)
            if mode is not None:
                os.chmod(beside, stat.S_IMODE(mode))
        while staged:
            place = staged[0][1]
            os.replace(*staged[0])
            staged.pop(0)
        return True
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "the file that was there is as it was" if os.path.isfile(place) else ""
        problems.error(Place(place), f"can't be written: {reason}", hint)
        return False
    finally:
        for beside, _ in staged:
            try:
                os.unlink(beside)
            except OSError:
                continue


def refuse_terminal(what: str) -> None:
    """Raises UsageError where standard output is a terminal, which shows no PDF and may be upset by one."""
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(
            f"-o - would send {what} to the terminal: add `> FILE` or `| PROGRAM`, or name a file"
        )


def write_standard(data: bytes) -> None:
    """A finished file to standard output.  Raises OSError when it is closed or full."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
