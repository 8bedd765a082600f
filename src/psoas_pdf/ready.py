"""Things made ahead: plain files of bytes under a name, shipped with the package or kept for the user.

What stands here can always be made anew, so a store never raises: a file that can't be read isn't there.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence

MOST_FILES = 2000
"""Files kept in the folder that is written to; about 60 MB of drawings.  The oldest go first."""

_CHECK = 4
"""Bytes at the end of a file: the CRC-32 of the rest, so that half a file is never taken for a whole one."""


class ReadyStore:
    """read: folders to look in, in order.  write: the folder for new things, read last; or None.

    A name is a file name: letters, digits, '.', '_' and '-'.  It must say all that the bytes depend on
    (digests and a version of the code that made them), because what is found under it is used without another
    look.
    """

    def __init__(self, read: Sequence[str | os.PathLike[str]], write: str | os.PathLike[str] | None) -> None:
        self._read = tuple(os.fspath(folder) for folder in read)
        self._write = os.fspath(write) if write is not None else None
        self._pruned = False

    def get(self, name: str) -> bytes | None:
        """What was put under this name, or None."""
        _checked(name)
        for folder in (*self._read, *((self._write,) if self._write else ())):
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
            except OSError:
                continue
            body = data[:-_CHECK]
            if zlib.crc32(body).to_bytes(_CHECK, "big") == data[-_CHECK:]:
                return body
        return None

    def put(self, name: str, data: bytes) -> None:
        """Keeps the bytes if it can.  Other processes see the whole file or none."""
        _checked(name)
        if not self._write:
            return
        path = os.path.join(self._write, name)
        draft = f"{path}.{os.getpid()}~"
        try:
            os.makedirs(self._write, exist_ok=True)
            with open(draft, "wb") as file:
                file.write(data + zlib.crc32(data).to_bytes(_CHECK, "big"))
            os.replace(draft, path)
            if not self._pruned:
                self._pruned = True
                _prune(self._write)
        except OSError:
            _remove(draft)


def default_store() -> ReadyStore:
    """The package's own `ready` folder, then $XDG_CACHE_HOME/psoas-pdf or ~/.cache/psoas-pdf."""
    shipped = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ready")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return ReadyStore((shipped,), os.path.join(base, "psoas-pdf") if os.path.isabs(base) else None)


def _checked(name: str) -> None:
    if (
        not name
        or name.startswith(".")
        or not name.replace(".", "a").replace("_", "a").replace("-", "a").isalnum()
    ):
        raise ValueError(f"not a name for the store: {name!r}")


def _prune(folder: str) -> None:
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.is_file()]
    if len(found) > MOST_FILES:
        found.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in found[: len(found) - MOST_FILES]:
            _remove(entry.path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
