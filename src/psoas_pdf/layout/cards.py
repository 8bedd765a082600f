"""Sheets of cards: dealt to their spots, fronts and backs in register, copies after each other without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from psoas_pdf.decks import Card, CardFace, CardFront, Deck, ListCard
from psoas_pdf.document import Document
from psoas_pdf.geometry import rectangle
from psoas_pdf.layout.board import Board, Piece, link_turned, turned
from psoas_pdf.layout.cuts import cut_marks, pieces_behind, sheet_words
from psoas_pdf.layout.faces import Room, face
from psoas_pdf.layout.list_cards import parted
from psoas_pdf.layout.register import Register, Spot, register
from psoas_pdf.layout.sheets import meta
from psoas_pdf.layout.type import Type
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import Layout, Stock
from psoas_pdf.pages import Block, Bookmark, Link, Mark, Node, Page, Sheets
from psoas_pdf.problems import did_you_mean

Laid = tuple[Block, tuple[Node, ...], tuple[Link, ...]]


def lay_out_cards(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    """Sheets of fronts, each followed by its sheet of backs where the layout prints on both sides."""
    deck = next(block for _, block in document.blocks if isinstance(block, Deck))
    where, cells = register(layout, stock, type_.problems), stock.cells
    if layout.band and layout.band not in (type_.theme.colours or {}):
        hint = did_you_mean(layout.band, type_.theme.colours or {})
        type_.problems.error(layout.at("band"), f"there is no colour {layout.band!r} in the theme", hint)
    if where is None or cells is None or type_.problems.failed:
        return Sheets((), Node("Document"), meta(document))
    size = float(cells.width), float(cells.height)
    table = _Table(deck, layout, where, size, type_.large() if layout.text == "large" else type_)
    each, count = len(where.fronts), len(table.cards) * (layout.copies or 1)
    sheets = -(-count // each)
    sides = 2 if where.other_side and table.backs else 1
    cut = [where.pieces, pieces_behind(where, *size)][:sides]
    marks = [cut_marks(pieces, where, layout, stock, type_, bool(back)) for back, pieces in enumerate(cut)]
    pages: list[Page] = []
    nodes: list[Node] = []
    bookmarks: list[Bookmark] = []
    dealt = islice(_round_and_round(len(table.cards)), count)
    for _ in range(sheets):
        hand = list(islice(dealt, each))
        for side in range(sides):
            blocks: list[Block] = []
            links: list[Link] = []
            faces = ((number, spot, back) for back in table.shown(side) for spot, number in enumerate(hand))
            for number, spot, back in sorted(faces, key=lambda found: found[1]):
                laid = table.laid(number, spot, back)
                if laid:
                    blocks.append(laid[0])
                    nodes += laid[1]
                    links += laid[2]
                    if len(bookmarks) < table.marked and not back:
                        bookmarks += table.bookmarks(number, spot, len(pages))
            page_of = document.running.page_of.replace("{page}", str(len(pages) + 1))
            page_of = page_of.replace("{pages}", str(sheets * sides))
            words = sheet_words(deck, page_of, cut[side], where, layout, type_, bool(side))
            blocks += [block for block in (marks[side], words) if block and block.items]
            pages.append(Page(where.width, where.height, tuple(blocks), tuple(links)))
    return Sheets(tuple(pages), Node("Document", tuple(nodes)), meta(document), tuple(bookmarks))


def _round_and_round(count: int) -> Iterator[int]:
    while True:
        yield from range(count)


class _Table:
    """The cards of a deck, each face laid out once, and set down once on each spot where it comes to stand."""

    def __init__(
        self, deck: Deck, layout: Layout, where: Register, size: tuple[float, float], type_: Type
    ) -> None:
        self.layout, self.where, self.size, self.type = layout, where, size, type_
        self.room = Room(size[0] - 2 * where.inside, size[1] - 2 * where.inside)
        self.cards = _fronts(deck.cards, self.room, type_) if not where.backs else list(deck.cards)
        fronts = [card.front for card in self.cards if isinstance(card.front, CardFront)]
        self.room = self.room.for_fronts(fronts, type_)
        self.pieces = [
            tuple(
                self._face(shown, number, side)
                for side, shown in (("front", card.front), ("back", card.back if where.backs else None))
            )
            for number, card in enumerate(self.cards, 1)
        ]
        self.marked = sum(len(front.marks) for front, _ in self.pieces if front)
        self._laid: dict[tuple[int, int, int], Laid] = {}
        self._used: set[tuple[int, int]] = set()

    @property
    def backs(self) -> bool:
        return any(back for _, back in self.pieces)

    def shown(self, side: int) -> tuple[int, ...]:
        """The faces on one side of the paper: 0 fronts, 1 backs."""
        return (0, 1) if self.where.folded else (side,)

    def _face(self, shown: CardFace | None, number: int, side: str) -> Piece | None:
        return face(shown, number, side, self.room, self.type) if shown else None

    def laid(self, number: int, spot: int, back: int) -> Laid | None:
        """One face on one spot; the same object whenever the card comes to stand there again."""
        piece = self.pieces[number][back]
        if piece is None:
            return None
        key = number, spot, back
        if key not in self._laid:
            if (number, back) in self._used:
                piece = _again(piece)
            self._used.add((number, back))
            self._laid[key] = self._set(piece, (self.where.backs if back else self.where.fronts)[spot])
        return self._laid[key]

    def _set(self, piece: Piece, spot: Spot) -> Laid:
        width, height = self.size
        top = self.where.height - spot.y
        items = piece.at(spot.x + self.where.inside, top - self.where.inside)
        links = piece.links_at(spot.x + self.where.inside, top - self.where.inside)
        if self.layout.band:
            items = (*self._band().at(spot.x, top), *items)
        if spot.turned:
            middle = spot.x + width / 2, top - height / 2
            items = tuple([turned(item, *middle) for item in items])
            links = tuple([link_turned(link, *middle) for link in links])
        return Block(items), piece.nodes, links

    def _band(self) -> Piece:
        """Along the top of a card, and beyond three of its edges."""
        board, bleed = Board(self.type), float(self.layout.bleed or 0.0)
        box = rectangle(-bleed, -bleed, self.size[0] + bleed, self.type.length("card-band"))
        board.shape(box, fill=self.layout.band or "")
        return board.piece(self.size[1])

    def bookmarks(self, number: int, spot: int, page: int) -> list[Bookmark]:
        front = self.pieces[number][0]
        y = self.where.height - self.where.fronts[spot].y - self.where.inside
        return [Bookmark(plain(title), 0, page, y - top) for title, _, top in front.marks] if front else []


def _again(piece: Piece) -> Piece:
    """The same face with nodes of its own, for another place in the reading order."""
    new: dict[Mark, Node] = {}

    def walk(node: Node) -> Node:
        new[node] = replace(node, kids=tuple([walk(kid) for kid in node.kids]))
        return new[node]

    nodes = tuple([walk(node) for node in piece.nodes])
    items = tuple([replace(item, mark=new.get(item.mark, item.mark)) for item in piece.items])
    links = tuple([replace(link, node=new.get(link.node, link.node)) for link in piece.links])
    return replace(piece, items=items, nodes=nodes, links=links)


def _fronts(cards: tuple[Card, ...], room: Room, type_: Type) -> list[Card]:
    """Cards for one side of the paper: of an exercise the front, of others all that is to be read, on as many cards
    as it takes.
    """
    out = []
    for card in cards:
        for shown in (card.front, card.back):
            if isinstance(shown, ListCard):
                if shown is card.front or shown.lists or shown.values or shown.foot:
                    out += [Card(part, None) for part in parted(shown, room, type_)]
            elif isinstance(shown, CardFront):
                out.append(Card(shown, None))
    return out
