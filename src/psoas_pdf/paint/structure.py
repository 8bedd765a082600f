"""The structure tree: nodes and marks to elements, and elements to objects.

Reading order is the tree's, never the painter's: a node holds words or nodes, never both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.pages import Link, Node
from psoas_pdf.paint.content import united
from psoas_pdf.paint.syntax import number, text_string
from psoas_pdf.paint.writer import File

Marks = Sequence[tuple[Node, Box | None]]
"""Of one page, by MCID."""

_STANDARD = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
    H H1 H2 H3 H4 H5 H6 P L LI Lbl LBody Table TR TH TD THead TBody TFoot
    Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
    Figure Formula Form
"""
ROLES = frozenset(_STANDARD.split())
"""The standard structure types (ISO 32000-1, 14.8.4); as there are no others, a file needs no role map."""

KEPT_EMPTY = frozenset({"TD", "TH"})
"""An empty cell keeps the grid of its table; any other node that nothing was painted for is left out."""


class BadTree(ValueError):
    """Marks and tree do not fit together: a mistake of ours, never written."""


class Element(NamedTuple):
    """parent: index, -1 for the root.  kids: ('mark', page, MCID) ('element', index, 0) ('link', page,
    number).
    """

    node: Node
    parent: int
    page: int | None
    box: Box | None
    kids: list[tuple[str, int, int]]


class Tree:
    """Elements in reading order, and where each node's element is."""

    def __init__(self, root: Node, pages: Sequence[Marks], links: Sequence[Sequence[Link]]) -> None:
        """Raises BadTree."""
        self._pages, self._links = pages, links
        self._own: dict[Node, list[tuple[int, int]]] = {}
        self._boxes: dict[Node, Box | None] = {}
        self._annotations: dict[Node, list[tuple[str, int, int]]] = {}
        self._alive: set[Node] = set()
        self.elements: list[Element] = []
        self.index: dict[Node, int] = {}
        self._gather()
        self._scan(root)
        self._grow(root, -1)
        lost = self._own.keys() - self.index.keys()
        if lost:
            raise BadTree("painted, but not in the tree: " + ", ".join(sorted([named(n) for n in lost])))

    def _gather(self) -> None:
        for page, marks in enumerate(self._pages):
            for mcid, (node, box) in enumerate(marks):
                first = self._own.setdefault(node, [])
                first.append((page, mcid))
                if first[0][0] == page:
                    self._boxes[node] = united(self._boxes.get(node), box)
        for page, links in enumerate(self._links):
            for n, link in enumerate(links):
                if link.node.role != "Link" or link.node not in self._own:
                    raise BadTree(f"a link without words of its own: {link.text!r}")
                self._annotations.setdefault(link.node, []).append(("link", page, n))

    def _scan(self, node: Node) -> bool:
        kids = [self._scan(kid) for kid in node.kids]
        if node in self._own or node.role in KEPT_EMPTY or any(kids):
            self._alive.add(node)
            return True
        return False

    def _grow(self, node: Node, parent: int) -> int:
        check(node)
        if node in self.index:
            raise BadTree(f"a node stands twice in the tree: {named(node)}")
        own = self._own.get(node, [])
        if own and node.kids:
            raise BadTree(f"words and nodes in one node: {named(node)}; wrap its words in a Span")
        if node.role == "Link" and not self._annotations.get(node):
            raise BadTree("a Link element without a link on the page")
        index = self.index[node] = len(self.elements)
        kids = [("mark", *mark) for mark in own] + self._annotations.get(node, [])
        self.elements.append(Element(node, parent, own[0][0] if own else None, self._boxes.get(node), kids))
        kids += [("element", self._grow(kid, index), 0) for kid in node.kids if kid in self._alive]
        return index


def write(file: File, tree: Tree, pages: Sequence[Marks], links: Sequence[Sequence[Link]]) -> str:
    """Puts the elements, the parent tree and the root; returns a reference to the root."""
    root = file.ref("structure")
    refs = [file.ref(f"element{i}") for i in range(len(tree.elements))]
    page_refs = [file.ref(f"page{p}") for p in range(len(pages))]

    def link_ref(page: int, n: int) -> str:
        return file.ref(f"link{page}.{n}")

    notes = []
    for i, element in enumerate(tree.elements):
        note = ""
        if element.node.role == "Note":
            note = f"({i:06d})"
            notes.append((note, refs[i]))
        parent = refs[element.parent] if element.parent >= 0 else root
        file.put(f"element{i}", body(element, parent, refs, page_refs, link_ref, note))
    rows = [f"{p}[{' '.join([refs[tree.index[n]] for n, _ in marks])}]" for p, marks in enumerate(pages)]
    flat = [link for page_links in links for link in page_links]
    rows += [f"{len(pages) + i} {refs[tree.index[link.node]]}" for i, link in enumerate(flat)]
    names = "".join([name + ref for name, ref in notes])
    ids = f"/IDTree<</Names[{names}]>>" if notes else ""
    return file.put(
        "structure",
        f"<</Type/StructTreeRoot/K {refs[0]}/ParentTreeNextKey {len(pages) + len(flat)}"
        f"/ParentTree<</Nums[{' '.join(rows)}]>>{ids}>>".encode("ascii"),
    )


def body(
    element: Element,
    parent: str,
    refs: Sequence[str],
    pages: Sequence[str],
    link_ref: Callable[[int, int], str],
    note: str = "",
    mark: Callable[[int], str] = str,
    box: str = "",
) -> bytes:
    """An element's object.  refs, pages: references by index; note: its name in the tree of IDs.

    mark: how an MCID of the element's own page is written.  box: what stands for its place on the page, if not that.
    """
    node = element.node
    parts = [f"<</S/{node.role}/P {parent}"]
    if element.page is not None:
        parts.append(f"/Pg {pages[element.page]}")
    parts.append(_kids(element, refs, pages, link_ref, mark))
    for key, text in (("Alt", node.alt), ("Lang", node.lang), ("T", node.title)):
        if text is not None:
            parts.append(f"/{key}{text_string(text).decode('ascii')}")
    if note:
        parts.append(f"/ID{note}")
    parts.append(_attributes(element, box))
    return "".join([*parts, ">>"]).encode("ascii")


def group_body(node: Node, parent: str, kids: Sequence[str]) -> bytes:
    """The object of an element without words of its own.  parent, kids: references."""
    if not (node.attrs or node.alt or node.lang or node.title):
        below = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        return (
            f"<</S/{node.role}/P {parent}/K {below}>>".encode("ascii")
            if kids
            else b"<</S/%b/P %b>>"
            % (
                node.role.encode("ascii"),
                parent.encode("ascii"),
            )
        )
    element = Element(node, 0, None, None, [("element", i, 0) for i in range(len(kids))])
    return body(element, parent, kids, (), _no_link)


def _no_link(page: int, number: int) -> str:
    raise BadTree("a link without words")


def _kids(
    element: Element,
    refs: Sequence[str],
    pages: Sequence[str],
    link_ref: Callable[[int, int], str],
    mark: Callable[[int], str],
) -> str:
    out = []
    for kind, a, b in element.kids:
        if kind == "element":
            out.append(refs[a])
        elif kind == "link":
            out.append(f"<</Type/OBJR/Pg {pages[a]}/Obj {link_ref(a, b)}>>")
        elif a == element.page:
            out.append(mark(b))
        else:
            out.append(f"<</Type/MCR/Pg {pages[a]}/MCID {b}>>")
    if not out:
        return ""
    return f"/K {out[0]}" if len(out) == 1 else f"/K[{' '.join(out)}]"


def _attributes(element: Element, box: str) -> str:
    """Attribute objects, one an owner; a figure's place on the page is added here."""
    owners: dict[str, dict[str, object]] = {}
    for owner, key, value in element.node.attrs:
        owners.setdefault(owner, {})[key] = value
    if element.box is not None:
        owners.setdefault("Layout", {}).update(BBox=box or element.box, Placement="/Block")
    out = [f"<</O/{o}{''.join([f'/{k} {_value(v)}' for k, v in kv.items()])}>>" for o, kv in owners.items()]
    if not out:
        return ""
    return f"/A {out[0]}" if len(out) == 1 else f"/A[{' '.join(out)}]"


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{' '.join([_value(v) for v in value])}]"
    return number(value) if isinstance(value, float) else str(value)


def check(node: Node) -> None:
    """Raises BadTree for a role that there isn't, and for a picture that nobody can hear about."""
    if node.role not in ROLES:
        raise BadTree(f"not a standard structure type: {node.role}")
    if node.role == "Figure" and not node.alt:
        raise BadTree("a Figure without an alternative text")


def named(node: Node) -> str:
    about = node.alt or node.title
    return f"{node.role} {about!r}" if about else node.role
