"""What a document is made from, as a digest that stands in its file: a second run makes only what is not there yet.

The digest goes over content, never over paths or times: the same inputs have the same one on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from psoas_pdf.library import KINDS, Library
from psoas_pdf.model.layout import Layout, Theme
from psoas_pdf.model.plan import Plan
from psoas_pdf.pages import IMPRINT
from psoas_pdf.problems import Problems
from psoas_pdf.words import Words, place_of

if TYPE_CHECKING:
    from psoas_pdf.text.fonts import Face

LENGTH = 32
"""Hexadecimal digits of a digest: 128 bits, for equality among a user's own files."""
NOT_IN_PAGES = ("cli", "verify", "templates", "__pycache__", "ready")
"""Folders of the package that no document is made with."""
BY_CONTENT = ("plan", "clinic", "layout", "theme")
"""Kinds of record that count as they were read, so that another plan of the library changes nothing."""
SHIPPED_BESIDES = ("data/looks", "data/body")

_END = 48
"""Bytes that hold `startxref`, an offset and `%%EOF`."""
_MOST = 1 << 22
"""Of a cross-reference stream: a deck of a hundred thousand cards has less."""
_BEFORE = 8192
"""The Info dictionary stands right before the cross-reference stream and is shorter than this."""


class Stamp(NamedTuple):
    """What a finished file says of itself."""

    inputs: str
    pages: int


def of_all(
    library: Library,
    plan: Plan,
    layout: Layout,
    theme: Theme,
    faces: Mapping[str, Face],
    options: Iterable[str | None],
    icc: str | None = None,
) -> str:
    """The digest of what the documents of one plan and layout share.

    options: what else was asked for (stock, language, edition).  icc: path of a profile.
    Nothing of the person is in it where the plan is anonymous, since a name could be tried against a digest.
    """
    if plan.anonymous:
        nobody = replace(plan.person, name=Words(""), reference=Words(""), born=Words(""))
        plan_in_it = replace(plan, person=nobody)
    else:
        plan_in_it = plan
    digest = sha256(_program())
    digest.update(_library(library.folders))
    for part in (
        content(plan_in_it),
        content(dict(library.texts(plan))),
        content(replace(layout, theme=None)),
        content(theme),
        repr([face.digest for face in faces.values()]),
        repr([None if option is None else str(option) for option in options]),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
    ):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(data) + data)
    logo = plan.clinic.logo
    named = library.attachment(logo, place_of(logo), Problems()) if logo else None
    for path in (named, icc):
        digest.update(sha256(_bytes(path)).digest() if path else b"-")
    return digest.hexdigest()[:LENGTH]


def of_one(shared: str, values: Mapping[str, str]) -> str:
    """The digest of one person's document.  values: what the person's row says, by column; empty ones don't count."""
    told = repr((shared, sorted((name, text) for name, text in values.items() if text)))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def content(value: Any) -> str:
    """What an author wrote, without where it stands.  Raises TypeError for what no record holds."""
    if isinstance(value, str):
        return repr(str(value))
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ",".join([f"{content(k)}:{content(v)}" for k, v in value.items()]) + "}"
    if isinstance(value, (tuple, list)):
        return "(" + ",".join(map(content, value)) + ")"
    if isinstance(value, (set, frozenset)):
        return "<" + ",".join(sorted(map(content, value))) + ">"
    if is_dataclass(value):
        inner = [
            f"{f.name}={content(getattr(value, f.name))}"
            for f in fields(value)
            if f.name not in ("place", "places")
        ]
        return f"{type(value).__name__}({','.join(inner)})"
    raise TypeError(f"no content of a record: {type(value).__name__}")


def stamp_of(path: str) -> Stamp | None:
    """The digest in a finished file, or None where there is none, or where the file is not as it was written.

    Reads the end of the file alone: that it stands where its cross-reference table says tells that nothing was
    cut off, added or put in.
    """
    try:
        with open(path, "rb", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _END))
            end = file.read(_END)
            at = _offset(end)
            if not 0 < at < size or size - at > _MOST:
                return None
            start = max(0, at - _BEFORE)
            file.seek(start)
            data = file.read(size - start)
    except OSError:
        return None
    before, table = data[: at - start], data[at - start :]
    if not before.endswith(b"\nendobj\n") or not _is_whole(table, at):
        return None
    words = dict(_words(before))
    inputs, pages = words.get("inputs", ""), words.get("pages", "")
    return Stamp(inputs, int(pages)) if len(inputs) == LENGTH and pages.isdecimal() else None


def _offset(end: bytes) -> int:
    """Of the cross-reference stream, 0 for a file with another end."""
    head, mark, number = end.rpartition(b"\nstartxref\n")
    digits = number.removesuffix(b"\n%%EOF\n")
    return int(digits) if mark and head and digits.isdigit() and digits != number else 0


def _is_whole(table: bytes, at: int) -> bool:
    """Whether that is our cross-reference stream, of the length that it says, and then the file's end."""
    head, mark, _ = table.partition(b">>\nstream\n")
    first, length = head.partition(b"\n")[2], head.rpartition(b"/Length ")[2]
    if not mark or not first.startswith(b"<</Type/XRef/Size ") or not length.isdigit():
        return False
    end = b"\r\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    return table.endswith(end) and len(table) == len(head) + len(mark) + int(length) + len(end)


def _words(before: bytes) -> Iterator[tuple[str, str]]:
    """The words of the imprint in the Info dictionary that stands last."""
    info = before[before.rfind(b" 0 obj\n") :]
    imprint = info.rpartition(b"/%b(" % IMPRINT.encode("ascii"))[2].partition(b")")[0]
    for word in imprint.decode("ascii", "replace").split():
        name, _, told = word.partition("=")
        yield name, told


@cache
def _program() -> bytes:
    """Of the program itself: a version number alone would miss what was changed in a checkout."""
    package = os.path.dirname(os.path.realpath(__file__))
    digest = sha256()
    for path in _sources(package):
        _add(digest, os.path.relpath(path, package).replace(os.sep, "/"), path)
    return digest.digest()


def _sources(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name not in NOT_IN_PAGES:
                yield from _sources(entry.path)
        elif entry.name.endswith(".py"):
            yield entry.path


def _library(folders: tuple[str, ...]) -> bytes:
    """Of every record that a document could be made with."""
    digest = sha256()
    for number, folder in enumerate(folders):
        subs = [sub for kind in KINDS.values() if kind.name not in BY_CONTENT for sub in kind.folders]
        for sub in sorted({*subs, *(SHIPPED_BESIDES if number == 0 else ())}):
            where = os.path.join(folder, sub)
            # Sources stand in one file, in a folder that may hold anything else.
            ids = ("sources",) if sub in KINDS["source"].folders else sorted(Library.ids_in(where))
            for id in ids:
                path = os.path.join(where, f"{id}.yaml")
                if os.path.isfile(path):
                    _add(digest, f"{number}/{sub}/{id}", path)
    return digest.digest()


def _add(digest: Any, name: str, path: str) -> None:
    data = _bytes(path)
    digest.update(b"%b %d " % (name.encode("utf-8", "surrogateescape"), len(data)) + data)


def _bytes(path: str) -> bytes:
    """A file that can't be read is told of where it is used."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
