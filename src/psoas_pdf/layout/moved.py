"""Finished blocks and pages elsewhere on their paper.  Nodes stay the same objects, so reading order does too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from psoas_pdf import pages
from psoas_pdf.pages import At, Block, Mark, Node, Page

Sides = tuple[float, float, float, float]

_moved: WeakKeyDictionary[Block, dict[tuple[float, float], Block]] = WeakKeyDictionary()
"""A block that many pages share is moved once, so that they share the moved one and it is painted once."""


def moved(block: Block | At, dx: float, dy: float) -> Block | At:
    """The block, dx points to the right and dy up; of one whose items move, the same object for the same distances."""
    if not dx and not dy:
        return block
    if isinstance(block, At):
        return At(block.block, block.x + dx, block.y + dy)
    if block.nodes is not None:
        return At(block, dx, dy)
    known = _moved.setdefault(block, {})
    found = known.get((dx, dy))
    if found is None:
        found = known[dx, dy] = Block(tuple([pages.moved(item, dx, dy) for item in block.items]))
    return found


def remarked(block: Block | At, new: Mapping[Mark, Node], known: dict[Block, Block]) -> Block | At:
    """The block with other nodes for some of its own, the same object where it has none of them.

    known: what blocks became; one that is set down often becomes one that is set down often.
    """
    if isinstance(block, At):
        inner = remarked(block.block, new, known)
        return block if inner is block.block else At(inner, block.x, block.y)  # type: ignore[arg-type]
    found = known.get(block)
    if found is None:
        items = tuple([replace(i, mark=new[i.mark]) if i.mark in new else i for i in block.items])
        nodes = block.nodes and tuple([new.get(node, node) for node in block.nodes])
        links = tuple([replace(k, node=new.get(k.node, k.node)) for k in block.links])
        same = all(a is b for a, b in zip(items, block.items, strict=True)) and nodes == block.nodes
        found = known[block] = block if same else Block(items, nodes, links)
    return found


def page_moved(page: Page, dx: float, dy: float) -> Page:
    """The page with all that stands on it moved: blocks, links, trim and bleed boxes; its size stays.

    Bookmarks and places are the sheets', so whoever moves pages moves them.
    """
    if not dx and not dy:
        return page
    return replace(
        page,
        blocks=tuple([moved(block, dx, dy) for block in page.blocks]),
        links=tuple([pages.link_moved(link, dx, dy) for link in page.links]),
        trim=page.trim and box_moved(page.trim, dx, dy),
        bleed=page.bleed and box_moved(page.bleed, dx, dy),
    )


def box_moved(box: Sides, dx: float, dy: float) -> Sides:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy
