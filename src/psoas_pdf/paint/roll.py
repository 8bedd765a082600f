"""Documents in which the same sheets come again and again: a deck of cards in a hundred copies.

What is painted once is one stream for all its pages, and what the structure tree says of a page is a pattern into
which the numbers of objects are put; both are written as they come, so that memory is that of the file.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from operator import itemgetter
from struct import Struct
from typing import Any, NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.pages import At, Block, Link, Node, Sheets
from psoas_pdf.paint.content import Painted
from psoas_pdf.paint.deflate import Piece, join
from psoas_pdf.paint.structure import BadTree, Marks, Tree, body
from psoas_pdf.paint.syntax import END_OF_STREAM, stream
from psoas_pdf.paint.writer import MOST_IN_STREAM, File

_ROW = Struct(">BIH")
_FREE = _ROW.pack(0, 0, 65535)
_AT_OFFSET, _IN_STREAM = 1, 2
_MOST_BYTES = 1 << 16
"""Of objects that wait for their stream."""
_ROWS = 4096
"""Rows of the cross-reference table in one piece."""
_LEAF = 64
"""Pages in a leaf of the parent tree."""
_LEVEL = 6
"""Of compression: more takes longer and saves little."""
_GAP = "\0{}\0 0 R"
_PAGE = "page"

Get = Callable[[Sequence[int]], Any]


class Roll:
    """A file that is written as it goes: objects at their offsets, and rows of the cross-reference table."""

    def __init__(self, version: bytes) -> None:
        # Its value is its buffer: a large file is never there twice.
        self._out = BytesIO()
        self._out.write(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version)
        self._rows: list[bytearray] = []
        self._waiting: list[tuple[int, bytes]] = []
        self._bytes = 0
        self._last = -1
        self.reserve(1)
        self._rows[0][: len(_FREE)] = _FREE

    def reserve(self, count: int) -> int:
        """The first of so many new numbers."""
        first, self._last = self._last + 1, self._last + count
        while len(self._rows) * _ROWS <= self._last:
            self._rows.append(bytearray(_ROWS * _ROW.size))
        return first

    def put(self, number: int, data: bytes) -> None:
        """A stream goes into the file at once, another object with its neighbours."""
        if data.endswith(END_OF_STREAM):
            self._row(number, _AT_OFFSET, self._out.tell(), 0)
            self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))
            return
        self._waiting.append((number, data))
        self._bytes += len(data)
        if len(self._waiting) >= MOST_IN_STREAM or self._bytes >= _MOST_BYTES:
            self.flush()

    def flush(self) -> None:
        if not self._waiting:
            return
        heads, data = [], []
        at, own = 0, self.reserve(1)
        for index, (number, each) in enumerate(self._waiting):
            heads.append(b"%d %d" % (number, at))
            data.append(each)
            at += len(each) + 1
            self._row(number, _IN_STREAM, own, index)
        head = b" ".join(heads) + b"\n"
        deflated = zlib.compress(head + b"\n".join(data), _LEVEL)
        count, self._waiting, self._bytes = len(self._waiting), [], 0
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(head))
        self.put(own, stream(deflated, entries))

    def _row(self, number: int, kind: int, a: int, b: int) -> None:
        _ROW.pack_into(self._rows[number // _ROWS], number % _ROWS * _ROW.size, kind, a, b)

    def digest(self) -> str:
        """Of all that is written, in hex."""
        with self._out.getbuffer() as data:
            return sha256(data).hexdigest()

    def finish(self, root: int, info: int, about: bytes) -> bytes:
        """The file.  Its /ID is the digest of all objects.

        about: the Info dictionary, number `info`; it is written last and plain, where `inputs.stamp_of` finds it.
        """
        self.flush()
        self._row(info, _AT_OFFSET, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%b\nendobj\n" % (info, about))
        identity = self.digest()[:32].encode("ascii")
        at, own = self._out.tell(), self.reserve(1)
        self._row(own, _AT_OFFSET, at, 0)
        del self._rows[-1][(own % _ROWS + 1) * _ROW.size :]
        pack = zlib.compressobj(_LEVEL)
        table = b"".join([*map(pack.compress, self._rows), pack.flush()])
        self._out.write(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n%b%b\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (own, own + 1, root, info, identity, identity, len(table), table, END_OF_STREAM, at)
        )
        return self._out.getvalue()


class Pattern(NamedTuple):
    """The elements of a page, with gaps for numbers: 0 the document's element, 1 the page, then links, then elements.

    bodies: a format and which numbers go into it.  tops: elements under the document.  marks: elements by MCID.
    of_links: elements of the page's links.
    """

    bodies: tuple[tuple[bytes, Get], ...]
    tops: tuple[int, ...]
    marks: tuple[int, ...]
    of_links: tuple[int, ...]

    @property
    def objects(self) -> int:
        """How many numbers a page takes."""
        return len(self.of_links) + len(self.bodies)


class Patterns:
    """Patterns of pages, each made once; walks along the kids of the root, which are those of page after page."""

    def __init__(self, sheets: Sheets) -> None:
        self._kids, self._role = sheets.root.kids, sheets.root.role
        self._owner: dict[Node, Node] = {}
        for kid in dict.fromkeys(self._kids):
            for node in _all(kid):
                self._owner[node] = kid
        self._at = 0
        self._known: dict[tuple[tuple[int, ...], int], Pattern] = {}

    def next(self, marks: Marks, links: Sequence[Link]) -> Pattern:
        """The pattern of the next page.  Raises BadTree where its marks aren't those of the next kids of the root."""
        try:
            count = len(dict.fromkeys([self._owner[node] for node, _ in marks]))
        except KeyError:
            raise BadTree("painted, but not in the tree") from None
        kids = self._kids[self._at : self._at + count]
        self._at += count
        key = tuple([id(node) for node, _ in marks]), len(links)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = _pattern(Node(self._role, kids), marks, links)
        return found

    def end(self) -> None:
        """Raises BadTree when kids of the root are left over."""
        if self._at != len(self._kids):
            raise BadTree("a node stands twice in the tree, and is painted once")


def _all(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _all(kid)


def _pattern(root: Node, marks: Marks, links: Sequence[Link]) -> Pattern:
    tree = Tree(root, [marks], [links])
    first = 2 + len(links)
    refs = [_GAP.format(0), *[_GAP.format(first + i) for i in range(len(tree.elements) - 1)]]
    bodies = []
    for element in tree.elements[1:]:
        if element.node.role == "Note":
            raise BadTree("a Note needs a name of its own, and its page comes again")
        text = body(
            element, refs[element.parent], refs, [_GAP.format(1)], lambda _, n: _GAP.format(2 + n)
        ).replace(b"%", b"%%")
        parts = text.split(b"\0")
        bodies.append((b"%d".join(parts[::2]), itemgetter(*map(int, parts[1::2]))))
    return Pattern(
        tuple(bodies),
        tuple([first + i - 1 for _, i, _ in tree.elements[0].kids]),
        tuple([first + tree.index[node] - 1 for node, _ in marks]),
        tuple([first + tree.index[link.node] - 1 for link in links]),
    )


class Leaf(NamedTuple):
    """A page of the roll.  contents: references to its streams.  first: number of its first link or element."""

    contents: str
    pattern: Pattern
    first: int

    def numbers(self, document: int, page: int) -> list[int]:
        """What the gaps of the pattern stand for."""
        return [document, page, *range(self.first, self.first + self.pattern.objects)]


class Named(File):
    """Objects by name among those of a roll.  Pages have numbers one after the other."""

    def __init__(self, roll: Roll, first_page: int) -> None:
        super().__init__(())
        self._roll, self._first_page = roll, first_page

    def number(self, name: str) -> int:
        if name.startswith(_PAGE) and name[len(_PAGE) :].isdecimal():
            return self._first_page + int(name[len(_PAGE) :])
        if name not in self._numbers:
            self._numbers[name] = self._roll.reserve(1)
        return self._numbers[name]


def write_tree(file: Named, roll: Roll, leaves: Sequence[Leaf], links: int) -> str:
    """Writes the elements of all pages, the parent tree and the root; returns a reference to the root.

    links: how many links there are in the document, whose keys come after those of the pages.
    """
    document = file.number("document")
    kids: list[str] = []
    for i, leaf in enumerate(leaves):
        numbers = leaf.numbers(document, file.number(f"{_PAGE}{i}"))
        at = leaf.first + len(leaf.pattern.of_links)
        for form, get in leaf.pattern.bodies:
            roll.put(at, form % get(numbers))
            at += 1
        kids += [f"{numbers[top]} 0 R" for top in leaf.pattern.tops]

    def rows() -> Iterator[tuple[int, str]]:
        for i, leaf in enumerate(leaves):
            numbers = leaf.numbers(document, 0)
            yield i, f"[{' '.join([f'{numbers[mark]} 0 R' for mark in leaf.pattern.marks])}]"
        key = len(leaves)
        for leaf in leaves:
            for element in leaf.pattern.of_links:
                yield key, f"{leaf.numbers(document, 0)[element]} 0 R"
                key += 1

    parents = _parent_tree(roll, rows())
    root = file.ref("structure")
    file.put("document", f"<</S/Document/P {root}/K[{' '.join(kids)}]>>".encode("ascii"))
    file.put(
        "structure",
        f"<</Type/StructTreeRoot/K {document} 0 R/ParentTreeNextKey {len(leaves) + links}"
        f"/ParentTree {parents}>>".encode("ascii"),
    )
    return root


class Streams:
    """Contents of pages: runs of blocks that stand on several pages are streams that those pages share."""

    def __init__(
        self,
        sheets: Sheets,
        roll: Roll,
        painted: Callable[[Block | At, int, bool], tuple[Painted, Piece]],
        seen: Callable[[Painted], None],
    ) -> None:
        self._often = Counter([block for page in sheets.pages for block in page.blocks])
        self._roll, self._painted, self._seen = roll, painted, seen
        self._shared: dict[tuple[Block | At, ...], tuple[int, tuple[tuple[Node, Box | None], ...]]] = {}

    def of(self, blocks: Sequence[Block | At]) -> tuple[str, Marks]:
        """References to the streams of a page, and its marks."""
        numbers: list[int] = []
        marks: list[tuple[Node, Box | None]] = []
        for shared, run in _runs(blocks, self._often):
            number, more = self._run(run, len(marks), shared)
            numbers.append(number)
            marks += more
        return " ".join([f"{n} 0 R" for n in numbers]), marks

    def _run(
        self, run: tuple[Block | At, ...], first: int, shared: bool
    ) -> tuple[int, tuple[tuple[Node, Box | None], ...]]:
        found = self._shared.get(run) if shared and not first else None
        if found is None:
            pieces: list[Piece] = []
            marks: list[tuple[Node, Box | None]] = []
            for block in run:
                painted, piece = self._painted(block, first + len(marks), shared)
                self._seen(painted)
                pieces.append(piece)
                marks += painted.marks
            found = self._roll.reserve(1), tuple(marks)
            self._roll.put(found[0], stream(join(pieces)))
            if shared and not first:
                self._shared[run] = found
        return found


def _runs(
    blocks: Sequence[Block | At], often: Counter[Block | At]
) -> Iterator[tuple[bool, tuple[Block | At, ...]]]:
    run: list[Block | At] = []
    shared = True
    for block in blocks:
        if run and (often[block] > 1) != shared:
            yield shared, tuple(run)
            run = []
        shared = often[block] > 1
        run.append(block)
    if run:
        yield shared, tuple(run)


def _parent_tree(roll: Roll, rows: Iterator[tuple[int, str]]) -> str:
    """Writes the parent tree in leaves; rows: key and value in order.  Returns a reference to its root."""
    kids: list[str] = []
    leaf: list[tuple[int, str]] = []

    def end() -> None:
        if leaf:
            number = roll.reserve(1)
            nums = " ".join([f"{key} {value}" for key, value in leaf])
            roll.put(number, f"<</Limits[{leaf[0][0]} {leaf[-1][0]}]/Nums[{nums}]>>".encode("ascii"))
            kids.append(f"{number} 0 R")
            leaf.clear()

    for row in rows:
        leaf.append(row)
        if len(leaf) >= _LEAF:
            end()
    end()
    number = roll.reserve(1)
    roll.put(number, f"<</Kids[{' '.join(kids)}]>>".encode("ascii"))
    return f"{number} 0 R"
