"""Finished files: their names, safe on Linux, macOS and Windows, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import count
from typing import IO

from psoas_pdf.problems import Place, Problems, UsageError

LONGEST_PART = 48
"""Bytes of one part of a name."""
LONGEST_NAME = 240
"""Bytes of a whole name: file systems allow 255."""
PART = ".psoas-pdf-"
"""How the names of files begin that are being written; nothing of a person or a plan is in them."""
ABANDONED = 24 * 60 * 60
"""Seconds after which such a file is nobody's, whatever machine it is from: no run takes that long."""

_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
_numbers = count(1)


class NotMoved(OSError):
    """A file was written whole, and what stands in its place won't give way."""


@lru_cache(256)
def safe(text: str) -> str:
    """A text as a part of a file name: small letters, digits and single hyphens.

    A text that is cut or holds nothing of that kind gets a checksum: different texts make different names.
    """
    if text.isascii():
        name = "-".join(text.lower().translate(_ASCII).split())
    else:
        import unicodedata

        normal = unicodedata.normalize("NFC", text).lower()
        # Vowel signs and accents without a letter of their own belong to the letter before them.
        kept = [c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in normal]
        name = "-".join([word for word in "".join(kept).split() if any(map(str.isalnum, word))])
    if text.strip() and (not name or _size(name) > LONGEST_PART):
        return _cut(name, LONGEST_PART, text)
    return name


def file_name(plan: str, layout: str, *parts: str | None) -> str:
    """`<plan>-<layout>` and the parts that there are (person, stock, theme, language, edition), each made safe.

    It begins with a plan's id, which is never the whole name: no device of Windows (CON, NUL) is named.
    """
    name = "-".join(filter(None, map(safe, (plan, layout, *[p for p in parts if p]))))
    return (name if _size(name) <= LONGEST_NAME else _cut(name, LONGEST_NAME, name)) + ".pdf"


def _cut(name: str, most: int, text: str) -> str:
    import zlib

    mark = f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"
    kept = name.encode("utf-8", "replace")[: most - 9].decode("utf-8", "ignore").rstrip("-")
    return f"{kept}-{mark}" if kept else mark


def _size(name: str) -> int:
    return len(name.encode("utf-8", "replace"))


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
    swept: set[str] = set()
    place = ""
    try:
        for place, data in files:
            if _is_device(place):
                _to_device(place, data)
                continue
            beside, target = _beside(place)
            folder = os.path.dirname(target)
            if folder not in swept:
                swept.add(folder)
                sweep(folder)
            staged.append((beside, target))
            with _opened(beside, target) as stream:
                stream.write(data)
        while staged:
            place = staged[0][1]
            os.replace(*staged[0])
            staged.pop(0)
        return True
    except (OSError, ValueError) as error:
        hint = "the file that was there is as it was" if os.path.isfile(place) else ""
        problems.error(Place(place), f"can't be written: {reason(error)}", hint)
        return False
    finally:
        for beside, _ in staged:
            _remove(beside)


def write(path: str, *parts: bytes) -> None:
    """One file, from its parts.  Raises OSError, and then the file that was there is as it was.

    It is whole after the end of this process at any moment.  It isn't forced to the disk, which takes longer than
    to make it: a power cut may lose what was written in the last half minute.
    """
    with written(path) as stream:
        stream.writelines(parts)


@contextmanager
def written(path: str) -> Iterator[IO[bytes]]:
    """A file to write to, which is moved to `path` at the end, and is gone after an error.

    Raises OSError where it can't be written, NotMoved where it can't be moved.
    """
    beside, target = _beside(path)
    try:
        with _opened(beside, target) as stream:
            yield stream
        try:
            os.replace(beside, target)
        except OSError as error:
            raise NotMoved(error.errno, error.strerror) from error
    except BaseException:
        _remove(beside)
        raise


def sweep(folder: str) -> None:
    """Removes what killed runs left in a folder: files being written whose process is no more."""
    import time

    try:
        with os.scandir(folder) as found:
            parts = [entry for entry in found if entry.name.startswith(PART) and entry.name.endswith(".part")]
        for entry in parts:
            machine, _, number = entry.name[len(PART) :].partition("-")
            process = number.partition("-")[0]
            ours = machine == _machine() and process.isdecimal()
            old = time.time() - entry.stat().st_mtime > ABANDONED
            if old or (ours and int(process) != os.getpid() and not _lives(int(process))):
                _remove(entry.path)
    except OSError:
        return


def reason(error: Exception) -> str:
    """What the system says of an error, in words."""
    return getattr(error, "strerror", None) or str(error)


def _beside(path: str) -> tuple[str, str]:
    """Where a file is written, and where it is moved to; the folder is there then."""
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    os.makedirs(folder, exist_ok=True)
    name = f"{PART}{_machine()}-{os.getpid()}-{next(_numbers)}.part"
    return os.path.join(folder, name), target


@contextmanager
def _opened(beside: str, target: str) -> Iterator[IO[bytes]]:
    """A new file with the rights of the one that it is to replace."""
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), "wb") as stream:
        yield stream
    if os.path.exists(target):
        os.chmod(beside, stat.S_IMODE(os.stat(target).st_mode))


def _is_device(place: str) -> bool:
    return os.path.exists(place) and not stat.S_ISREG(os.stat(place).st_mode)


def _to_device(place: str, data: bytes) -> None:
    # By the name given: a pipe behind /dev/stdout has no path that its link could be followed to.
    with open(place, "wb") as stream:
        stream.write(data)


@cache
def _machine() -> str:
    """Tells processes of this machine from others that write to the same folder."""
    import zlib

    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{zlib.crc32(name.encode('utf-8', 'replace')):08x}"


def _lives(process: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere to ask would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


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
