"""Pages for a print shop: room for bleed and marks round each, boxes that say where it is cut, and no links.

A link can't be followed on paper and PDF/X allows none; its words stay, as words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from psoas_pdf.drawing import Drawing, StoredDrawing
from psoas_pdf.geometry import line
from psoas_pdf.layout.moved import page_moved
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.pages import Artifact, At, Block, Item, Mark, Node, Page, Sheets, Stroke, Use

MARKS = Artifact("Page")
"""Marks to cut by are no part of the document (ISO 32000-1, 14.8.2.2.2)."""
THINNEST = 0.25
"""Points; a thinner line is lost on the plate."""
_EIGHTHS = 8 / 72
_NEAR = 0.02


class Cut(NamedTuple):
    """Round the sheet, in points: bleed (on paper in inches the other), then marks; length 0 for none."""

    bleed: float
    bleed_inches: float
    gap: float
    length: float
    width: float
    colour: str

    def bleed_of(self, page: Page) -> float:
        """Paper that measures whole eighths of an inch each way is cut where bleed is an eighth."""
        eighths = (page.width * _EIGHTHS, page.height * _EIGHTHS)
        return self.bleed_inches if all(abs(v - round(v)) < _NEAR for v in eighths) else self.bleed

    def room(self, page: Page) -> float:
        """From the edge of the file's page to the cut."""
        return self.bleed_of(page) + (self.length + 2 * self.gap if self.length else 0.0)


def cut_of(layout: Layout, stock: Stock, theme: Theme) -> Cut:
    """How the sheets of a layout are cut; the sheet is what is cut, whatever cards are on it."""
    lengths, colours = theme.lengths or {}, theme.colours or {}
    marked = layout.marks != "none" and not stock.precut
    own = layout.bleed
    return Cut(
        float(lengths["cut-bleed"] if own is None else own),
        float(lengths["cut-bleed-inches"] if own is None else own),
        float(lengths["before-cut"]),
        float(lengths["cut-tick"]) if marked else 0.0,
        float(lengths["cut-rule"]),
        colours["cut"],
    )


def for_press(sheets: Sheets, cut: Cut) -> Sheets:
    """The same sheets with marks and boxes round each page, nothing thinner than a plate holds, and no links."""
    words: dict[Mark, Node] = {}
    root = _without_links(sheets.root, words)
    blocks: dict[Block, Block] = {}
    rooms = [cut.room(page) for page in sheets.pages]
    return replace(
        sheets,
        pages=tuple([_page(page, cut, words, blocks) for page in sheets.pages]),
        root=root,
        bookmarks=tuple([replace(b, y=b.y + rooms[b.page]) for b in sheets.bookmarks]),
        places={name: (page, y + rooms[page]) for name, (page, y) in sheets.places.items()},
    )


def _page(page: Page, cut: Cut, words: Mapping[Mark, Node], blocks: dict[Block, Block]) -> Page:
    room, bleed = cut.room(page), cut.bleed_of(page)
    kept = [_block(block, words, blocks) for block in page.blocks]
    trim = (0.0, 0.0, page.width, page.height)
    outer = (-bleed, -bleed, page.width + bleed, page.height + bleed)
    placed = page_moved(replace(page, blocks=tuple(kept), links=(), trim=trim, bleed=outer), room, room)
    marks = (_marks(page.width, page.height, cut, bleed),) if cut.length else ()
    return replace(
        placed,
        width=page.width + 2 * room,
        height=page.height + 2 * room,
        blocks=(*placed.blocks, *marks),
    )


@lru_cache(20)
def _marks(width: float, height: float, cut: Cut, bleed: float) -> Block:
    """Two ticks at each corner, outside the bleed, where they stand in the file; in black ink only, as the text."""
    near = bleed + cut.gap
    far, room = near + cut.length, near + cut.length + cut.gap
    left, right, low, high = room, room + width, room, room + height
    ticks = []
    for x in (left, right):
        ticks += [line((x, low - near), (x, low - far)), line((x, high + near), (x, high + far))]
    for y in (low, high):
        ticks += [line((left - near, y), (left - far, y)), line((right + near, y), (right + far, y))]
    return Block(tuple([Stroke(tick, stroke=cut.colour, width=cut.width, mark=MARKS) for tick in ticks]))


def _block(block: Block | At, words: Mapping[Mark, Node], known: dict[Block, Block]) -> Block | At:
    """The same object where nothing changes, so that what pages share is still shared."""
    if isinstance(block, At):
        inner = _block(block.block, words, known)
        return block if inner is block.block else At(inner, block.x, block.y)  # type: ignore[arg-type]
    found = known.get(block)
    if found is None:
        items = tuple([_item(item, words) for item in block.items])
        nodes = block.nodes and tuple([words.get(node, node) for node in block.nodes])
        same = all(a is b for a, b in zip(items, block.items, strict=True)) and nodes == block.nodes
        found = known[block] = block if same else Block(items, nodes)
    return found


def _item(item: Item, words: Mapping[Mark, Node]) -> Item:
    mark: Mark = words.get(item.mark, item.mark)
    if mark is not item.mark:
        item = replace(item, mark=mark)
    if isinstance(item, Stroke) and item.stroke and item.width < THINNEST:
        return replace(item, width=THINNEST)
    if isinstance(item, Use) and isinstance(item.what, Drawing):
        scale = min(item.width / item.what.box.width, item.height / item.what.box.height)
        drawing = _thickened(item.what, ceil(THINNEST / scale * 1000) / 1000)
        return item if drawing is item.what else replace(item, what=drawing)
    return item


def _thickened(drawing: Drawing, least: float) -> Drawing:
    """The drawing with no line thinner than that, in its own unit."""
    text = _with_thick_lines(drawing.text, least)
    return drawing if text is drawing.text else _stored(text)


@lru_cache(400)
def _with_thick_lines(text: str, least: float) -> str:
    """The same text where no line is thinner."""
    out, changed = [], False
    for row in text.split("\n"):
        if row.startswith("S "):
            head, fill, stroke, width, rest = row.split(" ", 4)
            if stroke != "-" and float(width) < least:
                row, changed = f"{head} {fill} {stroke} {least:g} {rest}", True
        out.append(row)
    return "\n".join(out) if changed else text


@lru_cache(400)
def _stored(text: str) -> Drawing:
    return StoredDrawing(text)


def _without_links(node: Node, words: dict[Mark, Node]) -> Node:
    """The tree with a Span for each Link; `words` gets what each node becomes, which may stand in the tree often."""
    known = words.get(node)
    if known is None:
        kids = tuple([_without_links(kid, words) for kid in node.kids])
        same = node.role != "Link" and all(a is b for a, b in zip(kids, node.kids, strict=True))
        known = node if same else replace(node, role="Span" if node.role == "Link" else node.role, kids=kids)
        words[node] = known
    return known
