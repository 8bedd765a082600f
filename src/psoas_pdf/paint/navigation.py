"""Ways through a file: links on the pages, and the outline that viewers show beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from psoas_pdf.pages import Bookmark, Link
from psoas_pdf.paint.syntax import number, numbers, text_string
from psoas_pdf.paint.writer import File

SCHEMES = ("https://", "http://", "mailto:", "tel:")
"""What a link on a page may lead to, besides a place in the file."""

_PRINTED = 4


class BadLink(ValueError):
    """A target that is not allowed, or a place that the document does not have."""


def annotation(file: File, link: Link, key: int, places: Mapping[str, tuple[int, float]]) -> bytes:
    """The link on the page; `key` is its number in the parent tree.  Raises BadLink."""
    if link.target.startswith("#"):
        place = places.get(link.target[1:])
        if place is None:
            raise BadLink(f"no such place in the document: {link.target!r}")
        action = f"/Dest{_destination(file, *place)}".encode("ascii")
    elif link.target.startswith(SCHEMES) and link.target.isascii() and link.target.isprintable():
        action = b"/A<</S/URI/URI%b>>" % text_string(link.target)
    else:
        raise BadLink(f"a link may not lead to {link.target!r}")
    head = (
        f"<</Type/Annot/Subtype/Link/Rect[{numbers(link.box)}]/Border[0 0 0]/F {_PRINTED}/StructParent {key}"
    )
    return head.encode("ascii") + b"/Contents" + text_string(link.text) + action + b">>"


def outline(file: File, bookmarks: Sequence[Bookmark]) -> str:
    """Puts the outline; returns a reference to it.  Raises ValueError when a bookmark skips a level."""
    if any(
        b.level > (bookmarks[i - 1].level + 1 if i else 0) or b.level < 0 for i, b in enumerate(bookmarks)
    ):
        raise ValueError("a bookmark skips a level")
    parents = _parents(bookmarks)
    kids = {p: [i for i, parent in enumerate(parents) if parent == p] for p in range(-1, len(bookmarks))}
    below = dict.fromkeys(kids, 0)
    for i in reversed(range(len(bookmarks))):
        below[parents[i]] += 1 + below[i]
    for p, bookmark in enumerate(bookmarks):
        row = kids[parents[p]]
        at = row.index(p)
        entries = [
            b"<</Title" + text_string(bookmark.title),
            f"/Parent {_entry(file, parents[p])}/Dest{_destination(file, bookmark.page, bookmark.y)}".encode(
                "ascii"
            ),
            f"/Prev {_entry(file, row[at - 1])}".encode("ascii") if at else b"",
            f"/Next {_entry(file, row[at + 1])}".encode("ascii") if at + 1 < len(row) else b"",
            _span(file, kids[p], below[p]) + b">>",
        ]
        file.put(f"outline{p}", b"".join(entries))
    return file.put("outline", b"<</Type/Outlines" + _span(file, kids[-1], below[-1]) + b">>")


def _parents(bookmarks: Sequence[Bookmark]) -> list[int]:
    """Index of the bookmark that each stands under, -1 at the top."""
    above: list[int] = []
    parents = []
    for i, bookmark in enumerate(bookmarks):
        del above[bookmark.level :]
        parents.append(above[-1] if above else -1)
        above.append(i)
    return parents


def _span(file: File, kids: Sequence[int], count: int) -> bytes:
    if not kids:
        return b""
    return f"/First {_entry(file, kids[0])}/Last {_entry(file, kids[-1])}/Count {count}".encode("ascii")


def _entry(file: File, index: int) -> str:
    return file.ref("outline" if index < 0 else f"outline{index}")


def _destination(file: File, page: int, y: float) -> str:
    return f"[{file.ref(f'page{page}')}/XYZ null {number(y)} null]"
