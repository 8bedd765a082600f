"""A board to lay things out on: text, rules, boxes, icons and drawings, at their places from the top left.

A board measures y downwards from its own top; a finished `Piece` is then set down anywhere on a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from psoas_pdf.document import Figure
from psoas_pdf.drawing import Drawing
from psoas_pdf.geometry import Path, line, rectangle, transformed
from psoas_pdf.ink import own_ink
from psoas_pdf.layout.icons import ICONS
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import (
    LAYOUT,
    At,
    Block,
    Item,
    Link,
    Mark,
    Node,
    Picture,
    Stroke,
    TextRun,
    Use,
    link_moved,
    moved,
)
from psoas_pdf.record import value
from psoas_pdf.text.lines import Line

if TYPE_CHECKING:
    from psoas_pdf.logos import Emblem


@value
class Piece:
    """Something laid out.  Its items have y upwards from its top edge, so all are at or below 0.

    nodes: what it adds to the structure tree, in reading order.  marks: (title, level, y from its top) for bookmarks.
    links: with boxes as its items have them.
    parts: finished pieces in it, with their top left corners, y upwards; they are painted after its own items.
    own: nodes of its own items where there are parts, or where other pieces have words of `nodes` too.
    """

    height: float
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]
    marks: tuple[tuple[str, int, float], ...] = ()
    links: tuple[Link, ...] = ()
    parts: tuple[tuple[Piece, float, float], ...] = ()
    own: tuple[Node, ...] | None = None

    @cached_property
    def block(self) -> Block:
        """Its own items; the same object each time, so that it is painted once wherever it is set down."""
        nodes = self.own if self.own is not None else () if self.parts else self.nodes
        return Block(self.items, nodes, self.links)

    @cached_property
    def _linked(self) -> bool:
        return bool(self.links) or any(part._linked for part, _, _ in self.parts)

    def at(self, x: float, y: float) -> tuple[Item, ...]:
        """The items, those of parts too, with the piece's top left corner at x, y (points, y upwards)."""
        items = tuple([moved(item, x, y) for item in self.items]) if x or y else self.items
        for part, across, up in self.parts:
            items += part.at(x + across, y + up)
        return items

    def links_at(self, x: float, y: float) -> tuple[Link, ...]:
        """The links, as `at`."""
        if not self._linked:
            return ()
        links = tuple([link_moved(link, x, y) for link in self.links])
        for part, across, up in self.parts:
            links += part.links_at(x + across, y + up)
        return links

    def set_down(self, x: float, y: float) -> list[At]:
        """Its block and those of its parts, with the piece's top left corner at x, y (points, y upwards)."""
        return [At(block, x + across, y + up) for block, across, up in self._blocks]

    @cached_property
    def _blocks(self) -> list[tuple[Block, float, float]]:
        out = [(self.block, 0.0, 0.0)] if self.items else []
        for part, across, up in self.parts:
            out += [(block, across + x, up + y) for block, x, y in part._blocks]
        return out


def link_turned(link: Link, x: float, y: float) -> Link:
    """The link turned half round about x, y."""
    left, low, right, top = link.box
    return replace(link, box=(2 * x - right, 2 * y - top, 2 * x - left, 2 * y - low))


def turned(item: Item, x: float, y: float) -> Item:
    """The item turned half round about x, y."""
    if isinstance(item, Stroke):
        return replace(item, path=transformed(item.path, -1, 0, 0, -1, 2 * x, 2 * y))
    if isinstance(item, Use):
        left, low = 2 * x - item.x - item.width, 2 * y - item.y - item.height
        return replace(item, x=left, y=low, turned=not item.turned)
    return replace(item, x=2 * x - item.x, y=2 * y - item.y, turned=not item.turned)


def leaf(role: str, alt: str | None = None, **attrs: str) -> Node:
    """A node that holds words or a picture.  attrs: 'Table_Scope'='/Row' and the like."""
    return Node(role, alt=alt, attrs=tuple((*key.split("_"), value) for key, value in attrs.items()))  # type: ignore[misc]


class Board:
    def __init__(self, type_: Type) -> None:
        self.type = type_
        self.items: list[Item] = []
        self.nodes: list[Node] = []
        self.marks: list[tuple[str, int, float]] = []
        self.links: list[Link] = []
        self.parts: list[tuple[Piece, float, float]] = []

    def piece(self, height: float, own: tuple[Node, ...] | None = None) -> Piece:
        """own: see `Piece`."""
        made = tuple(self.items), tuple(self.nodes), tuple(self.marks), tuple(self.links), tuple(self.parts)
        return Piece(height, *made, own)

    # text
    def text(
        self,
        words: str,
        style: str,
        x: float,
        y: float,
        width: float,
        mark: Mark,
        *,
        lead: str = "",
        align: str = "left",
        colour: str = "",
    ) -> float:
        """A paragraph with the top of its first line at y; returns the y under its last line."""
        return self.set(self.type.lines(words, style, width, lead), style, x, y, width, mark, align, colour)

    def set(
        self,
        lines: Iterable[Line],
        style: str,
        x: float,
        y: float,
        width: float,
        mark: Mark,
        align: str = "left",
        colour: str = "",
    ) -> float:
        """Lines that are broken already.  A run ends in a space wherever the same node goes on."""
        s = self.type.style(style)
        ink = self.type.colour(colour) if colour else s.colour
        for one in lines:
            left = x
            if align == "right":
                left += width - one.width
            elif align == "centre":
                left += (width - one.width) / 2
            for run in one.runs:
                face = s.strong if run.strong else s.face
                self.items.append(
                    TextRun(run.text, face, s.size, left, -(y + s.baseline), mark, ink, s.tabular, s.tracking)
                )
                left += run.width
            y += s.leading
        return y

    def word(
        self,
        text: str,
        style: str,
        x: float,
        y: float,
        mark: Mark,
        *,
        align: str = "left",
        colour: str = "",
        more: bool = False,
    ) -> float:
        """One line, not broken, without marks for strong words: at x (its right end or middle with align).

        Returns its width.

        more: the same node goes on after it, so a space is added that takes no room.
        """
        s = self.type.style(style)
        text = self.type.known(self.type.plain(text), s.face)
        width = self.type.width(text, style)
        left = x - (width if align == "right" else width / 2 if align == "centre" else 0)
        ink = self.type.colour(colour) if colour else s.colour
        self.items.append(
            TextRun(
                text + (" " if more else ""),
                s.face,
                s.size,
                left,
                -(y + s.baseline),
                mark,
                ink,
                s.tabular,
                s.tracking,
            )
        )
        return width

    # lines and boxes
    def shape(
        self,
        path: Path,
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 0.5,
        dash: tuple[float, ...] = (),
        round: bool = False,
        mark: Mark = LAYOUT,
    ) -> None:
        """A path measured downwards, filled or stroked in colours of the theme."""
        c = self.type.colour
        self.items.append(
            Stroke(
                transformed(path, 1, 0, 0, -1, 0, 0),
                c(fill) if fill else None,
                c(stroke) if stroke else None,
                width,
                1.0,
                dash,
                round,
                mark,
            )
        )

    def rule(self, x0: float, x1: float, y: float, width: str, colour: str) -> None:
        """A horizontal line whose upper edge is at y; width: a length of the theme."""
        w = self.type.length(width)
        self.shape(line((x0, y + w / 2), (x1, y + w / 2)), stroke=colour, width=w)

    def upright(self, x: float, y0: float, y1: float, width: str, colour: str) -> None:
        self.shape(line((x, y0), (x, y1)), stroke=colour, width=self.type.length(width))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: str = "",
        fill: str = "",
        stroke: str = "",
        rule: str = "frame-rule",
        dash: tuple[float, ...] = (),
        mark: Mark = LAYOUT,
    ) -> None:
        """A rectangle; a stroke lies inside its edges."""
        w = self.type.length(rule) if stroke else 0.0
        r = self.type.length(radius) if radius else 0.0
        path = rectangle(x + w / 2, y + w / 2, x + width - w / 2, y + height - w / 2, max(0.0, r - w / 2))
        self.shape(path, fill=fill, stroke=stroke, width=w or 0.5, dash=dash, mark=mark)

    # pictures
    def icon(self, name: str, x: float, y: float, size: float, turned: bool = False) -> None:
        """An icon of the 20 × 20 field with its top left corner at x, y.  turned: a quarter, downwards to right."""
        k = size / 20
        for mark in ICONS[name]:
            path = transformed(mark.path, 0, 1, 1, 0, 0, 0) if turned else mark.path
            self.shape(
                transformed(path, k, 0, 0, k, x, y),
                fill=mark.fill,
                stroke=mark.stroke,
                width=mark.width * k,
                round=True,
            )

    def drawing(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        width: float,
        height: float,
        mark: Mark,
        mirror: bool = False,
        look: str = "",
    ) -> None:
        """A drawing with its box at x, y (top left), in the theme's ink for that look."""
        ink = self.type.inks.get(look, self.type.ink)
        drawing = self.type.drawn(drawing)
        self.items.append(Use(drawing, x, -(y + height), width, height, mark, ink, mirror))

    def stand(self, figure: Figure, left: float, width: float, floor: float, scale: float) -> Node:
        """A figure in the middle of a room, its feet on the floor; scale: points a unit.  Returns its node."""
        node, box = Node("Figure", alt=figure.alt), figure.drawing.box
        w, h = box.width * scale, box.height * scale
        x, y = left + (width - w) / 2, floor - h
        self.drawing(figure.drawing, x, y, w, h, node, figure.mirrored, figure.look)
        return node

    def emblem(
        self, emblem: Emblem, x: float, y: float, width: float, height: float, mark: Mark, coloured: bool
    ) -> None:
        """A logo with its box at x, y (top left), in its own colours or in their greys."""
        ink = own_ink(emblem.colours, coloured)
        self.items.append(Use(emblem.drawing, x, -(y + height), width, height, mark, ink))

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float, mark: Mark) -> None:
        self.items.append(Use(picture, x, -(y + height), width, height, mark))

    def add(self, piece: Piece, x: float, y: float) -> float:
        """A finished piece with its top left corner at x, y, its nodes after those here.  Returns the y under it."""
        self.items += piece.at(x, -y)
        self.nodes += piece.nodes
        self.links += piece.links_at(x, -y)
        self.marks += [(title, level, top + y) for title, level, top in piece.marks]
        return y + piece.height

    def hold(self, piece: Piece, x: float, y: float) -> float:
        """The same, and the piece stays one: made once, it is painted once wherever it is held."""
        self.parts.append((piece, x, -y))
        self.nodes += piece.nodes
        self.marks += [(title, level, top + y) for title, level, top in piece.marks]
        return y + piece.height
