"""The structure tree of blocks that are set down: what stands over their elements, found without looking into them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from psoas_pdf.pages import Node
from psoas_pdf.paint.standing import Prepared
from psoas_pdf.paint.structure import KEPT_EMPTY, BadTree, check, named


class Group(NamedTuple):
    """An element that holds those of blocks, or other groups.

    parent: index of the group that it is in, -1 for the first.  kids: (block, element of it) or (-1, group).
    """

    node: Node
    parent: int
    kids: list[tuple[int, int]]


class Grown(NamedTuple):
    """groups: from the outermost inwards.  parents: for each block, the group over each of its nodes."""

    groups: list[Group]
    parents: list[list[int]]


class Stood(NamedTuple):
    """A block and the page that it stands on."""

    prepared: Prepared
    page: int


def grow(root: Node, stood: Sequence[Stood]) -> Grown:
    """Raises BadTree where the blocks and the tree do not fit together.

    A block that stands in several places is in the tree as often; of those that are left the one on the page of its
    neighbours comes first.
    """
    return _Walk(stood).grown(root)


class _Walk:
    def __init__(self, stood: Sequence[Stood]) -> None:
        self._stood = stood
        self._waiting: dict[Node, list[tuple[int, int]]] = {}
        self._empty: set[Node] = set()
        self._page = 0
        self._groups: list[Group] = []
        self._parents = [[-1] * len(one.prepared.tops) for one in stood]
        for i, (prepared, _) in enumerate(stood):
            tops = prepared.tops
            for position, node in enumerate(prepared.nodes):
                waiting = self._waiting.get(node)
                if waiting is None:
                    waiting = self._waiting[node] = []
                if tops[position] >= 0:
                    waiting.append((i, position))
                else:
                    self._empty.add(node)

    def grown(self, root: Node) -> Grown:
        self._group(root, -1)
        lost = [named(node) for node, waiting in self._waiting.items() if waiting]
        if lost:
            raise BadTree("painted, but not in the tree: " + ", ".join(sorted(lost)))
        return Grown(self._groups, self._parents)

    def _group(self, node: Node, parent: int) -> int:
        """The group's index, -1 where nothing is in it."""
        check(node)
        index = len(self._groups)
        kids: list[tuple[int, int]] = []
        self._groups.append(Group(node, parent, kids))
        for kid in node.kids:
            waiting = self._waiting.get(kid)
            if waiting is None:
                inner = self._group(kid, index)
                if inner >= 0:
                    kids.append((-1, inner))
            else:
                self._take(kid, waiting, index, kids)
        if kids or node.role in KEPT_EMPTY or parent < 0:
            return index
        del self._groups[index:]
        return -1

    def _take(
        self, node: Node, waiting: list[tuple[int, int]], group: int, kids: list[tuple[int, int]]
    ) -> None:
        """waiting: blocks that have the node, each with its place among the block's."""
        if not waiting:
            if node in self._empty:
                return
            raise BadTree(f"a node stands twice in the tree: {named(node)}")
        stood, at = self._stood, 0
        if len(waiting) > 1 and stood[waiting[0][0]].page != self._page:
            at = next((n for n, (i, _) in enumerate(waiting) if stood[i].page == self._page), 0)
        found, position = waiting.pop(at)
        prepared, self._page = stood[found]
        self._parents[found][position] = group
        kids.append((found, prepared.tops[position]))
