"""Documents of many people in one file, each written as it comes and then forgotten.

Memory holds what the documents share, a number or two of each and where objects stand.  A person is a Part of the
structure tree, a bookmark, and pages on sheets of their own: a document with an odd number of pages gets a blank one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import IO, NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.pages import Bookmark, Link, Meta, Node, Page, Sheets, link_moved
from psoas_pdf.paint import metadata
from psoas_pdf.paint.assembly import uuid
from psoas_pdf.paint.catalog import catalog_object, page_object
from psoas_pdf.paint.deflate import Piece, join
from psoas_pdf.paint.navigation import annotation, outline
from psoas_pdf.paint.onward import Onward
from psoas_pdf.paint.painter import Painter, resources
from psoas_pdf.paint.parts import Kit, Leaves, Names, Paged, refs
from psoas_pdf.paint.roll import Patterns
from psoas_pdf.paint.runs import Place, runs_of
from psoas_pdf.paint.standing import Spot, bodies_at, marks_at
from psoas_pdf.paint.structure import BadTree, Marks, Tree, body, group_body
from psoas_pdf.paint.syntax import number, numbers, stream, text_string
from psoas_pdf.paint.walk import Stood, grow

_OWN = ("catalog", "pages", "structure", "document", "tree", "outline", "profile", "xmp", "info")
_LEVEL = 1
"""Of compression: 4 takes half as long again for a tenth less."""
_LEAST_SHARED = 200
"""Bytes of contents that are worth an object."""
_FAN = 64
"""Kids of a node of the page tree."""


class Merged:
    """A file with the documents of one person after the other.

    painter: one like all that are to come, for the screen or for a press.  language: of the file; a person's Part says
    its own where that is another.
    Everything raises what painting raises, and OSError from `out`.
    """

    def __init__(self, out: IO[bytes], painter: Painter, language: str) -> None:
        self._file = Onward(painter.version, out, _LEVEL)
        self._separation, self._language = painter.separation, language
        self._names = Names(self._file)
        for name in _OWN:
            self._names.number(name)
        self._kits: dict[int, Kit] = {}
        self._parts, self._items = array("L"), array("L")
        self._key = 0
        self._nodes, self._kids, self._node = array("L"), array("L"), 0
        self.pages = 0
        self._leaves = Leaves(self._file)
        self._waiting: tuple[int, bytes] | None = None
        self._part = 0
        self._own_pages: list[int] = []
        self._kids_of_part: list[int] = []
        self._marks: list[tuple[int, str, float, tuple[Bookmark, ...]]] = []

    def add(self, title: str, documents: Iterable[tuple[Painter, Sheets]]) -> None:
        """A person's documents.  title: of the Part and the bookmark.  Raises ValueError where there are none."""
        self._part = self._file.reserve(1)
        self._own_pages, self._kids_of_part, self._marks = [], [], []
        language = self._language
        for painter, sheets in documents:
            language = sheets.meta.language
            self._document(painter, sheets)
        if not self._own_pages:
            raise ValueError("a person without pages")
        part = Node("Part", title=title, lang=language if language != self._language else None)
        kids = [f"{kid} 0 R" for kid in self._kids_of_part]
        self._file.put(self._part, group_body(part, self._names.ref("document"), kids))
        self._parts.append(self._part)
        self._bookmark(title)

    def finish(self, meta: Meta) -> None:
        """Writes what belongs to all.  Raises ValueError for a file without people."""
        if not self._parts:
            raise ValueError("a file without people")
        file, names = self._file, self._names
        self._end_item(0)
        self._end_node()
        for index, kit in enumerate(self._kits.values()):
            fonts = kit.painter.fonts(names, kit.needs, f"{index} ")
            file.put(kit.number, resources(fonts, dict(sorted(kit.objects.items())), kit.needs))
        names.put("profile", metadata.profile(self._separation))
        names.put("pages", b"<</Type/Pages/Count %d/Kids[%b]>>" % (self.pages, refs(self._nodes)))
        names.put("tree", self._leaves.root())
        root = names.put(
            "structure",
            f"<</Type/StructTreeRoot/K {names.ref('document')}/ParentTreeNextKey {self._key}"
            f"/ParentTree {names.ref('tree')}>>".encode("ascii"),
        )
        names.put("document", b"<</S/Document/P %b/K[%b]>>" % (root.encode("ascii"), refs(self._parts)))
        first, last = self._items[0], self._items[-1]
        names.put(
            "outline",
            b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(self._items)),
        )
        intents = metadata.output_intents(self._separation, names.ref("profile"))
        names.put("catalog", catalog_object(names, meta.language, root, intents, names.ref("outline")))
        names.write()
        file.flush()
        identity = uuid(file.digest()) if self._separation.press else None
        file.put(names.number("xmp"), stream(metadata.xmp(meta, identity), b"/Type/Metadata/Subtype/XML"))
        file.finish(names.number("catalog"), names.number("info"), metadata.info(meta))

    def _document(self, painter: Painter, sheets: Sheets) -> None:
        file, start, count = self._file, len(self._own_pages), len(sheets.pages)
        kit = self._kits.get(id(painter))
        if kit is None:
            kit = self._kits[id(painter)] = Kit(painter, self._names, file.reserve(1))
        pages, parents = [], []
        for _ in sheets.pages:
            pages.append(file.reserve(1))
            parents.append(self._under(pages[-1]))
        here = Paged(self._names, {f"page{i}": page for i, page in enumerate(pages)})
        said = self._said(kit, sheets, pages)
        key = self._key
        at = said.link
        for i, page in enumerate(sheets.pages):
            here.known["pages"], here.known["resources"] = parents[i], kit.number
            own = [f"{at + j} 0 R" for j in range(len(page.links))]
            at += len(own)
            file.put(pages[i], page_object(here, key + i, page, self._separation, said.contents[i], own))
        for j, link in enumerate(said.links):
            file.put(said.link + j, annotation(here, link, key + count + j, sheets.places))
        file.put_all(said.first, said.bodies)
        rows = [b"%d[%b]" % (key + i, marks) for i, marks in enumerate(said.marks)]
        rows += [b"%d %d 0 R" % (key + count + j, of) for j, of in enumerate(said.of_links)]
        self._key += len(rows)
        self._leaves.add(key, self._key - 1, b" ".join(rows))
        self._kids_of_part += said.kids
        self._own_pages += pages
        if count % 2:
            blank = file.reserve(1)
            file.put(blank, _blank(sheets.pages[-1], self._under(blank)))
            self._own_pages.append(blank)
        self._marks.append((start, sheets.meta.title, sheets.pages[0].height, sheets.bookmarks))

    def _said(self, kit: Kit, sheets: Sheets, pages: Sequence[int]) -> _Said:
        """Writes the contents of the pages; what they say is still to be written."""
        if not sheets.pages:
            raise ValueError("a document without pages")
        places = kit.painter.pieced.places(sheets)
        if places is not None:
            return self._set_down(kit, sheets, places, pages)
        contents, marks = self._painted(kit, sheets)
        if len(set(sheets.root.kids)) < len(sheets.root.kids):
            return self._rolled(sheets, contents, marks, pages)
        return self._whole(sheets, contents, marks, pages)

    def _set_down(self, kit: Kit, sheets: Sheets, places: Sequence[Place], pages: Sequence[int]) -> _Said:
        file = self._file
        kit.need([place.prepared.need for place in places if place.prepared.need])
        of_page: list[list[Place]] = [[] for _ in pages]
        for place in places:
            of_page[place.page].append(place)
        contents = [self._streams(kit, runs_of(here)) for here in of_page]
        grown = grow(sheets.root, [Stood(place.prepared, place.page) for place in places])
        group = file.reserve(len(grown.groups) - 1) - 1
        groups = [self._part, *range(group + 1, group + len(grown.groups))]
        first = start = file.reserve(sum([place.prepared.elements for place in places]))
        link = file.reserve(sum([len(place.prepared.links) for place in places]))
        said = _Said(contents, [], start, [], [], link, [], [])
        firsts, bodies = [], said.bodies
        marks: list[list[bytes]] = [[] for _ in pages]
        for (_, prepared, page, mcid, x, y), parents in zip(places, grown.parents, strict=True):
            firsts.append(first)
            if not prepared.elements:
                continue
            over = tuple([groups[parent] for parent in parents])
            spot = Spot(0, first, pages[page], over, mcid, link + len(said.links), x, y)
            bodies += bodies_at(prepared, spot)
            marks[page].append(marks_at(prepared, spot))
            if prepared.links:
                said.links.extend([link_moved(each, x, y) for each in prepared.own_links])
                said.of_links.extend([first + of for of in prepared.links])
            first += prepared.elements
        said.marks.extend([b"".join(each) for each in marks])
        for index, (node, parent, below) in enumerate(grown.groups):
            kids = [firsts[i] + at if i >= 0 else groups[at] for i, at in below]
            if index:
                under = [f"{kid} 0 R" for kid in kids]
                file.put(groups[index], group_body(node, f"{groups[parent]} 0 R", under))
            else:
                said.kids.extend(kids)
        return said

    def _painted(self, kit: Kit, sheets: Sheets) -> tuple[list[str], list[Marks]]:
        """References to the contents of all pages, and their marks; pages that are the same have one stream."""
        known: dict[tuple[object, ...], tuple[int, Marks]] = {}
        for page in sheets.pages:
            if page.blocks in known:
                continue
            pieces: list[Piece] = []
            marks: list[tuple[Node, Box | None]] = []
            for block in page.blocks:
                painted, piece = kit.painter.block(block, len(marks))
                kit.need([painted])
                pieces.append(piece)
                marks += painted.marks
            known[page.blocks] = self._stream(stream(join(pieces))), marks
        made = [known[page.blocks] for page in sheets.pages]
        return [f"{content} 0 R" for content, _ in made], [marks for _, marks in made]

    def _whole(
        self, sheets: Sheets, contents: list[str], marks: Sequence[Marks], pages: Sequence[int]
    ) -> _Said:
        """Any tree, with all its pages at once."""
        links = [page.links for page in sheets.pages]
        flat = [each for page_links in links for each in page_links]
        tree = Tree(sheets.root, marks, links)
        first = self._file.reserve(len(tree.elements) - 1)
        link = self._file.reserve(len(flat))
        starts = [sum(map(len, links[:page])) for page in range(len(pages))]
        number_of = [self._part, *range(first, first + len(tree.elements) - 1)]
        named = [f"{each} 0 R" for each in number_of]
        page_refs = [f"{page} 0 R" for page in pages]
        bodies = []
        for element in tree.elements[1:]:
            if element.node.role == "Note":
                raise BadTree("a Note needs a name of its own in the file")
            over = named[element.parent]
            bodies.append(
                body(element, over, named, page_refs, lambda page, n: f"{link + starts[page] + n} 0 R")
            )
        return _Said(
            contents,
            [number_of[index] for kind, index, _ in tree.elements[0].kids if kind == "element"],
            first,
            bodies,
            [refs([number_of[tree.index[node]] for node, _ in of_page]) for of_page in marks],
            link,
            flat,
            [number_of[tree.index[each.node]] for each in flat],
        )

    def _rolled(
        self, sheets: Sheets, contents: list[str], marks: Sequence[Marks], pages: Sequence[int]
    ) -> _Said:
        """A tree in which elements stand more than once, page after page."""
        patterns = Patterns(sheets)
        found = [patterns.next(m, page.links) for page, m in zip(sheets.pages, marks, strict=True)]
        patterns.end()
        first = at = self._file.reserve(sum([len(pattern.bodies) for pattern in found]))
        link = self._file.reserve(sum([len(page.links) for page in sheets.pages]))
        said = _Said(contents, [], first, [], [], link, [], [])
        for page, own, pattern in zip(sheets.pages, pages, found, strict=True):
            start = link + len(said.links)
            count = len(pattern.bodies)
            values = [self._part, own, *range(start, start + len(page.links)), *range(at, at + count)]
            said.bodies.extend([form % get(values) for form, get in pattern.bodies])
            said.kids.extend([values[top] for top in pattern.tops])
            said.marks.append(refs([values[mark] for mark in pattern.marks]))
            said.links.extend(page.links)
            said.of_links.extend([values[of] for of in pattern.of_links])
            at += count
        return said

    def _streams(self, kit: Kit, runs: Sequence[Sequence[Place]]) -> str:
        """References to the streams of a page: what comes again at the same place has one of its own, which all
        pages have that it stands on.
        """
        found: list[int] = []
        own: list[Piece] = []
        for run in runs:
            key = tuple([(place.block, place.mcid, place.x, place.y) for place in run])
            shared = kit.streams.get(key)
            if not shared:
                pieces = kit.painter.pieced.pieces(run)
                if shared is None or sum([len(piece.deflated) for piece in pieces]) < _LEAST_SHARED:
                    kit.streams.put(key, 0)
                    own += pieces
                    continue
                shared = kit.streams.put(key, self._stream(stream(join(pieces))))
            if own:
                found.append(self._stream(stream(join(own))))
                own = []
            found.append(shared)
        if own or not found:
            found.append(self._stream(stream(join(own))))
        return " ".join([f"{each} 0 R" for each in found])

    def _stream(self, data: bytes) -> int:
        own = self._file.reserve(1)
        self._file.put(own, data)
        return own

    def _under(self, page: int) -> int:
        """The node of the page tree for the next page."""
        if len(self._kids) == _FAN:
            self._end_node()
        if not self._kids:
            self._node = self._file.reserve(1)
            self._nodes.append(self._node)
        self._kids.append(page)
        self.pages += 1
        return self._node

    def _end_node(self) -> None:
        over = self._names.number("pages")
        count, kids = len(self._kids), refs(self._kids)
        self._file.put(self._node, b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (over, count, kids))
        del self._kids[:]

    def _bookmark(self, title: str) -> None:
        """The person's, with those of the documents below it, which are not shown before somebody opens it."""
        file, own = self._file, self._file.reserve(1)
        below: list[Bookmark] = []
        for start, about, top, marks in self._marks:
            alone = (Bookmark(about, 0, 0, top),) if len(self._marks) > 1 else ()
            below += [replace(mark, page=start + mark.page) for mark in marks or alone]
        first = file.reserve(len(below))
        known = {f"outline{i}": first + i for i in range(len(below))}
        known |= {f"page{i}": page for i, page in enumerate(self._own_pages)}
        here = Paged(self._names, {"outline": own, **known})
        outline(here, below)
        for number_of, data in here.given():
            if number_of != own:
                file.put(number_of, data)
        self._end_item(own)
        top = self._marks[0][2]
        entry = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/XYZ null %b null]" % (
            text_string(title),
            self._names.number("outline"),
            self._own_pages[0],
            number(top).encode("ascii"),
        )
        if self._items:
            entry += b"/Prev %d 0 R" % self._items[-1]
        if below:
            last = max(i for i, mark in enumerate(below) if mark.level == 0)
            entry += b"/First %d 0 R/Last %d 0 R/Count -%d" % (
                first,
                first + last,
                len(below),
            )
        self._waiting = own, entry
        self._items.append(own)

    def _end_item(self, following: int) -> None:
        """Writes the bookmark that waited to know which one follows; 0 for none."""
        if self._waiting:
            own, entry = self._waiting
            self._file.put(own, entry + (b"/Next %d 0 R>>" % following if following else b">>"))


class _Said(NamedTuple):
    """A document's elements, and references to its contents, by page.

    kids: elements under its root.  first: the number of the first of `bodies`.  marks: references to elements, by page.
    link: the number of the first annotation.  of_links: elements.
    """

    contents: list[str]
    kids: list[int]
    first: int
    bodies: list[bytes]
    marks: list[bytes]
    link: int
    links: list[Link]
    of_links: list[int]


def _blank(like: Page, node: int) -> bytes:
    """A page with nothing on it, as large as another."""
    size = f"[0 0 {number(like.width)} {number(like.height)}]"
    boxes = f"/BleedBox[{numbers(like.bleed)}]" if like.bleed else ""
    boxes += f"/TrimBox[{numbers(like.trim)}]" if like.trim else ""
    return f"<</Type/Page/Parent {node} 0 R/MediaBox{size}{boxes}/Resources<<>>>>".encode("ascii")
