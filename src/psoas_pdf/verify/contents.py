"""A PDF, read as a whole: what it says of itself, its tags, and its pages one at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from psoas_pdf.geometry import Box
from psoas_pdf.pages import IMPRINT
from psoas_pdf.record import value
from psoas_pdf.verify.objects import (
    MOST_BYTES,
    MOST_PAGES,
    Budget,
    TooMuch,
    as_dict,
    as_flag,
    as_list,
    as_name,
    as_number,
    as_text,
    get,
    identity,
)
from psoas_pdf.verify.operators import Unreadable
from psoas_pdf.verify.painted import Annotation, PagePainted
from psoas_pdf.verify.painting import Reader
from psoas_pdf.verify.tags import Tags, read_tags

HEAD = b"%PDF-"
HEAD_WITHIN = 1024
"""Bytes in which a reader looks for the head of a file."""

ENCRYPTED = "the file is encrypted", "verify it before it is encrypted"


class Damaged(Exception):
    """The file can't be read.  page: where that was found, 0 for the file as a whole."""

    def __init__(self, message: str, hint: str = "", page: int = 0) -> None:
        super().__init__(message)
        self.hint, self.page = hint, page


@value
class Intent:
    """An output intent.  parts: colours of its profile, 0 without one.  profile: number of the object."""

    kind: str
    parts: int
    profile: int


@value
class About:
    """What a file says of itself.  imprint: what psoas-pdf wrote of how it was made."""

    title: str
    language: str
    marked: bool
    shows_title: bool
    intents: tuple[Intent, ...]
    imprint: Mapping[str, str]


class Contents:
    """An opened file.  Raises Damaged where it can't be read, from any of its methods."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES:
            raise Damaged(f"the file is larger than {MOST_BYTES >> 20} MB", "verify a part of it")
        if HEAD not in data[:HEAD_WITHIN]:
            raise Damaged("this is no PDF file")
        self.budget = Budget()
        with _reading(0):
            from pypdf import PdfReader
            from pypdf.errors import DependencyError

            try:
                self._file = PdfReader(io.BytesIO(data))
            except DependencyError:  # of a cipher
                raise Damaged(*ENCRYPTED) from None
            if self._file.is_encrypted:
                raise Damaged(*ENCRYPTED)
            self._catalog = as_dict(self._file.trailer.get("/Root"))
            self._pages = list(self._file.pages)
            if not self._pages:
                raise Damaged("the file has no pages")
            if len(self._pages) > MOST_PAGES:
                raise TooMuch(f"it has more than {MOST_PAGES:,} pages")
        self._reader = Reader(self.budget)

    def __len__(self) -> int:
        return len(self._pages)

    def about(self) -> About:
        with _reading(0):
            info = as_dict(self._file.trailer.get("/Info"))
            words = (as_text(get(info, f"/{IMPRINT}")) or "").split()
            return About(
                as_text(get(info, "/Title")) or "",
                as_text(get(self._catalog, "/Lang")) or "",
                as_flag(get(as_dict(get(self._catalog, "/MarkInfo")), "/Marked")),
                as_flag(get(as_dict(get(self._catalog, "/ViewerPreferences")), "/DisplayDocTitle")),
                tuple([_intent(row) for row in as_list(get(self._catalog, "/OutputIntents"))]),
                dict([word.split("=", 1) for word in words if "=" in word]),
            )

    def tags(self) -> Tags:
        with _reading(0):
            numbers = {identity(page): i for i, page in enumerate(self._pages, 1)}
            return read_tags(self._catalog, numbers)

    def pages(self) -> Iterator[PagePainted]:
        for number, page in enumerate(self._pages, 1):
            with _reading(number):
                painted = self._page(number, page)
            yield painted

    def fonts(self) -> list[Any]:
        """Of all pages that were read."""
        return list(self._reader.fonts.values())

    def _page(self, number: int, page: Any) -> PagePainted:
        parts = get(page, "/Contents")
        streams = [parts] if hasattr(parts, "get_data") else as_list(parts)
        data = b"\n".join(
            [self.budget.decoded(s.get_object()) for s in streams if hasattr(s.get_object(), "get_data")]
        )
        resources = as_dict(_inherited(page, "/Resources"))
        painting = self._reader.page(data, resources)
        media = _box(_inherited(page, "/MediaBox"))
        if media is None or media.width <= 0 or media.height <= 0:
            raise Damaged("the page has no size", page=number)
        return PagePainted(
            number,
            media,
            _box(_inherited(page, "/CropBox")) or media,
            _box(get(page, "/BleedBox")),
            _box(get(page, "/TrimBox")),
            int(as_number(_inherited(page, "/Rotate"))),
            int(as_number(get(page, "/StructParents"), -1)),
            as_name(get(page, "/Tabs")) or "",
            tuple(painting.runs),
            tuple(painting.inks),
            tuple(painting.marks),
            tuple(painting.unmarked),
            tuple([_annotation(a) for a in as_list(get(page, "/Annots"))]),
            frozenset(painting.spaces - {""}),
            frozenset(painting.used),
            painting.form_parents,
        )


@contextmanager
def _reading(page: int) -> Iterator[None]:
    """What a damaged or hostile file makes pypdf raise is of many kinds; all of them mean the same."""
    import logging

    log = logging.getLogger("pypdf")
    silent, log.disabled = log.disabled, True
    try:
        yield
    except Damaged:
        raise
    except TooMuch as error:
        raise Damaged(f"too large to verify: {error}", page=page) from None
    except Unreadable as error:
        raise Damaged(f"what is painted on it can't be read: {error}", "make the file again", page) from None
    except MemoryError:
        raise Damaged("too large to verify: it takes more memory than there is", page=page) from None
    except RecursionError:
        raise Damaged("too large to verify: objects in objects without end", page=page) from None
    except Exception as error:
        told = " ".join(str(error).split())[:120]
        raise Damaged(
            f"the file is damaged: {told or type(error).__name__}", "make the file again", page
        ) from error
    finally:
        log.disabled = silent


def _inherited(page: Any, key: str) -> Any:
    for _ in range(50):
        found = get(page, key)
        if found is not None:
            return found
        page = get(page, "/Parent")
    return None


def _box(value: Any) -> Box | None:
    rows = [as_number(v) for v in as_list(value)]
    if len(rows) != 4:
        return None
    return Box(min(rows[0], rows[2]), min(rows[1], rows[3]), max(rows[0], rows[2]), max(rows[1], rows[3]))


def _intent(row: Any) -> Intent:
    table = as_dict(row)
    profile = table.get("/DestOutputProfile")
    parts = int(as_number(get(as_dict(profile), "/N")))
    return Intent(as_name(get(table, "/S")) or "", parts, identity(profile))


def _annotation(reference: Any) -> Annotation:
    table = as_dict(reference)
    return Annotation(
        as_name(get(table, "/Subtype")) or "",
        _box(get(table, "/Rect")) or Box(0, 0, 0, 0),
        as_text(get(table, "/Contents")) or "",
        int(as_number(get(table, "/StructParent"), -1)),
        identity(reference),
        bool(int(as_number(get(table, "/F"))) & 2),
    )
