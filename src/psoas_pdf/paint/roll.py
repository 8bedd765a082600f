"""Documents in which the same sheets come again and again: a deck of cards in a hundred copies.

What is painted once is one stream for all its pages, and what the structure tree says of a page is a pattern into
which the numbers of objects are put; both are written as they come, so that memory is that of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.pages import At, Block, Link, Node, Sheets
from psoas_pdf.paint.content import Painted
from psoas_pdf.paint.deflate import Piece, join
from psoas_pdf.paint.onward import Onward
from psoas_pdf.paint.structure import BadTree, Marks, Tree, body
from psoas_pdf.paint.syntax import stream
from psoas_pdf.paint.writer import File

_LEAF = 64
"""Pages in a leaf of the parent tree."""
_GAP = "\0{}\0 0 R"
_PAGE = "page"

Get = Callable[[Sequence[int]], Any]


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

    def __init__(self, roll: Onward, first_page: int) -> None:
        super().__init__(())
        self._roll, self._first_page = roll, first_page

    def number(self, name: str) -> int:
        if name.startswith(_PAGE) and name[len(_PAGE) :].isdecimal():
            return self._first_page + int(name[len(_PAGE) :])
        if name not in self._numbers:
            self._numbers[name] = self._roll.reserve(1)
        return self._numbers[name]


def write_tree(file: Named, roll: Onward, leaves: Sequence[Leaf], links: int) -> str:
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
        roll: Onward,
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


def _parent_tree(roll: Onward, rows: Iterator[tuple[int, str]]) -> str:
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
