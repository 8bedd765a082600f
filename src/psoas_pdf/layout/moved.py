"""Finished blocks and pages elsewhere on their paper.  Nodes stay the same objects, so reading order does too."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from psoas_pdf.geometry import transformed
from psoas_pdf.pages import Block, Item, Link, Page, Stroke

Sides = tuple[float, float, float, float]

_moved: WeakKeyDictionary[Block, dict[tuple[float, float], Block]] = WeakKeyDictionary()
"""A block that many pages share is moved once, so that they share the moved one and it is painted once."""


def moved(block: Block, dx: float, dy: float) -> Block:
    """The block, dx points to the right and dy up; the same object for the same block and distances."""
    if not dx and not dy:
        return block
    known = _moved.setdefault(block, {})
    found = known.get((dx, dy))
    if found is None:
        found = known[dx, dy] = Block(tuple([_item(item, dx, dy) for item in block.items]))
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
        links=tuple([_link(link, dx, dy) for link in page.links]),
        trim=page.trim and box_moved(page.trim, dx, dy),
        bleed=page.bleed and box_moved(page.bleed, dx, dy),
    )


def box_moved(box: Sides, dx: float, dy: float) -> Sides:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def _item(item: Item, dx: float, dy: float) -> Item:
    if isinstance(item, Stroke):
        return replace(item, path=transformed(item.path, 1, 0, 0, 1, dx, dy))
    return replace(item, x=item.x + dx, y=item.y + dy)


def _link(link: Link, dx: float, dy: float) -> Link:
    return replace(link, box=box_moved(link.box, dx, dy))
