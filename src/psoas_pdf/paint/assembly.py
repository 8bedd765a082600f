"""A document of blocks that are set down, put together: the numbers of its objects, and their bytes.

A file's objects come in this order, so that most numbers are the same in all documents of a kind: what is painted
with; catalog, pages and bookmarks; the streams of the blocks' elements; elements over blocks; elements of blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from psoas_pdf.pages import Sheets, link_moved
from psoas_pdf.paint import metadata
from psoas_pdf.paint.catalog import catalog_object, page_object
from psoas_pdf.paint.deflate import Piece, join
from psoas_pdf.paint.navigation import annotation, outline
from psoas_pdf.paint.runs import Place, runs_of
from psoas_pdf.paint.standing import FREE, IN_STREAM, ROW, STEP, Spot, object_stream, wrapped
from psoas_pdf.paint.structure import group_body
from psoas_pdf.paint.syntax import END_OF_STREAM, stream
from psoas_pdf.paint.walk import Grown
from psoas_pdf.paint.writer import Base, File

if TYPE_CHECKING:
    from psoas_pdf.paint.pieced import Pieced

_OWN = ("catalog", "pages", "xmp", "info", "structure", "tree", "tree-stream", "late-stream")
_AT_OFFSET = 1


class _Named(File):
    """The objects of a document that are its own, by name."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__(())
        self._numbers = numbers

    def number(self, name: str) -> int:
        return self._numbers[name]

    def given(self) -> Iterator[tuple[int, bytes]]:
        for name, body in self._bodies.items():
            yield self._numbers[name], body


class Assembly:
    """The numbers of a document's objects, and their bytes."""

    def __init__(
        self, kept: Pieced, base: Base, sheets: Sheets, places: Sequence[Place], grown: Grown
    ) -> None:
        self._kept, self._base, self._sheets, self._places = kept, base, sheets, places
        self._grown = grown
        first = self._start = _up(base.last + 1, 4 * STEP)
        names = {**base.numbers, **{name: first + i for i, name in enumerate(_OWN)}}
        self._pages = first + len(_OWN)
        names |= {f"page{i}": self._pages + 2 * i for i in range(len(sheets.pages))}
        at = _up(self._pages + 2 * len(sheets.pages))
        if sheets.bookmarks:
            names["outline"] = at
            names |= {f"outline{i}": at + 1 + i for i in range(len(sheets.bookmarks))}
            at = _up(at + 1 + len(sheets.bookmarks))
        self._links = at
        self._annotations: list[list[int]] = [[] for _ in sheets.pages]
        self._notes: list[tuple[int, bytes]] = []
        self._of_links: list[int] = []
        at = _up(at + sum([len(place.prepared.links) for place in places]))
        of_page: list[list[Place]] = [[] for _ in sheets.pages]
        for place in places:
            of_page[place.page].append(place)
        self._runs = [runs_of(here) for here in of_page]
        self._streams = at
        self._groups = _up(
            at + sum([any(p.prepared.elements for p in run) for page in self._runs for run in page])
        )
        self._elements = _up(self._groups + len(grown.groups))
        self._file = _Named(names)
        self._rows = bytearray(FREE * (self._elements - base.last - 1))
        self._at = len(base.blob)
        self._digest = base.digest.copy()
        self._out: list[bytes] = []

    def whole(self) -> bytes:
        """The file, but for its base."""
        sheets, file, kept = self._sheets, self._file, self._kept
        count = len(sheets.pages)
        for i, here in enumerate(self._runs):
            content = self._pages + 2 * i + 1
            self._put(content, stream(kept.content(here)))
        firsts, rows = self._stand()
        for i, page in enumerate(sheets.pages):
            own = [f"{number} 0 R" for number in self._annotations[i]]
            shown = f"{self._pages + 2 * i + 1} 0 R"
            file.put(f"page{i}", page_object(file, i, page, kept.separation, shown, own))
        kids = " ".join([file.ref(f"page{i}") for i in range(count)])
        file.put("pages", f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode("ascii"))
        groups = self._group_bodies(firsts)
        root = file.put(
            "structure",
            f"<</Type/StructTreeRoot/K {self._groups} 0 R/ParentTreeNextKey {count + len(self._of_links)}"
            f"/ParentTree {file.ref('tree')}>>".encode("ascii"),
        )
        intents = metadata.output_intents(kept.separation, file.ref("profile"))
        bookmarks = outline(file, sheets.bookmarks) if sheets.bookmarks else None
        file.put("catalog", catalog_object(file, sheets.meta.language, root, intents, bookmarks))
        self._late([*file.given(), *groups, *self._notes])
        identity = uuid(self._digest.copy().hexdigest()) if kept.separation.press else None
        self._put(
            file.number("xmp"), stream(metadata.xmp(sheets.meta, identity), b"/Type/Metadata/Subtype/XML")
        )
        self._put(file.number("info"), metadata.info(sheets.meta))
        self._end(rows)
        return b"".join(self._out)

    def _put(self, number: int, body: bytes) -> None:
        self._add(number, b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _add(self, number: int, whole: bytes) -> None:
        self._row(number, _AT_OFFSET, self._at, 0)
        self._at += len(whole)
        self._digest.update(whole)
        self._out.append(whole)

    def _row(self, number: int, kind: int, a: int, b: int) -> None:
        at = (number - self._base.last - 1) * len(FREE)
        self._rows[at : at + len(FREE)] = ROW(kind, a, b)

    def _stand(self) -> tuple[list[int], list[Piece]]:
        """Writes the elements of all blocks and the parent tree; returns the number of the first element of each
        block, and the rows of all of them.
        """
        kept, file = self._kept, self._file
        firsts, rows = [], []
        head = b"%d 0\n" % file.number("tree")
        tree = [kept.glue(head + b"<</Nums[")]
        number, first = self._streams, self._elements
        parents = iter(self._grown.parents)
        for page, runs in enumerate(self._runs):
            tree.append(kept.glue(b"%d[" % page))
            for places in runs:
                run = []
                for place in places:
                    firsts.append(first)
                    above = tuple([self._groups + parent for parent in next(parents)])
                    prepared = place.prepared
                    if prepared.elements:
                        x, y = (place.x, place.y) if prepared.boxes else (0.0, 0.0)
                        link = self._annotate(place, first) if prepared.links else 0
                        at = Spot(number, first, self._pages + 2 * page, above, place.mcid, link, x, y)
                        run.append((place, at))
                        first += prepared.room
                if run:
                    elements, more, marks = kept.standing(run)
                    self._add(number, elements)
                    rows.append(more)
                    tree.append(marks)
                    number += 1
            tree.append(kept.glue(b"]"))
        links = [b"%d %d 0 R" % (len(self._runs) + i, of) for i, of in enumerate(self._of_links)]
        tree.append(kept.glue(b" ".join(links) + b"]>>"))
        self._last = first - 1
        own = file.number("tree-stream")
        self._add(own, wrapped(own, 1, len(head), join(tree)))
        self._row(file.number("tree"), IN_STREAM, own, 0)
        return firsts, rows

    def _annotate(self, place: Place, first: int) -> int:
        """The annotations of a block's links; returns the number of the first.  first: of the block's elements."""
        start = self._links + len(self._of_links)
        for link, of in zip(place.prepared.own_links, place.prepared.links, strict=True):
            key, number = len(self._runs) + len(self._of_links), self._links + len(self._of_links)
            body = annotation(self._file, link_moved(link, place.x, place.y), key, self._sheets.places)
            self._notes.append((number, body))
            self._annotations[place.page].append(number)
            self._of_links.append(first + of)
        return start

    def _group_bodies(self, firsts: Sequence[int]) -> list[tuple[int, bytes]]:
        root = self._file.ref("structure")
        out = []
        for index, (node, parent, kids) in enumerate(self._grown.groups):
            above = f"{self._groups + parent} 0 R" if parent >= 0 else root
            below = [f"{firsts[i] + at if i >= 0 else self._groups + at} 0 R" for i, at in kids]
            out.append((self._groups + index, group_body(node, above, below)))
        return out

    def _late(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """One object stream of all that is not a stream."""
        own = self._file.number("late-stream")
        heads, at = [], 0
        for index, (each, body) in enumerate(objects):
            heads.append(b"%d %d" % (each, at))
            at += len(body) + 1
            self._row(each, IN_STREAM, own, index)
        head = b" ".join(heads) + b"\n"
        data = b"\n".join([body for _, body in objects])
        self._add(own, object_stream(own, len(objects), head, data, self._kept.deflater))

    def _end(self, rows: Sequence[Piece]) -> None:
        kept, file = self._kept, self._file
        identity = self._digest.hexdigest()[:32].encode("ascii")
        own = self._last + 1
        pieces = [
            self._base.rows,
            kept.deflater.piece(bytes(self._rows)),
            *rows,
            kept.deflater.piece(ROW(_AT_OFFSET, self._at, 0)),
        ]
        table = join(pieces)
        self._out.append(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n%b%b\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (
                own,
                own + 1,
                file.number("catalog"),
                file.number("info"),
                identity,
                identity,
                len(table),
                table,
                END_OF_STREAM,
                self._at,
            )
        )


def uuid(digest: str) -> str:
    """A UUID (RFC 9562, version 8) out of a digest in hex."""
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def _up(number: int, step: int = STEP) -> int:
    return -(-number // step) * step
