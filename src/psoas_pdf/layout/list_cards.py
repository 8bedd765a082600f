"""Card faces of headings, entries and lines to write on, and such cards on as many as their words take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from psoas_pdf.decks import ListCard
from psoas_pdf.document import Listed
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.opening import bullets
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.units import MM
from psoas_pdf.words import Words

if TYPE_CHECKING:
    from psoas_pdf.layout.faces import Room

SLACK = 0.01

Draw = Callable[[Board, float, float, float, float], tuple[float, list[Node]]]
"""Draws a part of a card at x, y in a width, above a limit; returns the y under it, and its nodes."""
Part = tuple[float, Draw]
"""The gap before it where it isn't the first, and how it is drawn."""


def fits(card: ListCard, room: Room, type_: Type) -> bool:
    board = Board(type_.trial())
    taken, height = list_face(board, card, room)
    return taken <= height + SLACK


def parted(card: ListCard, room: Room, type_: Type) -> list[ListCard]:
    """The card as it is, or on as many as its entries take, each under the title and its heading."""
    if fits(card, room, type_):
        return [card]
    bare = replace(card, lists=(), lines=(), values=(), foot=())
    out = [bare]
    for piece in _pieces(card, bare, room, type_):
        larger = _joined(out[-1], piece)
        if out[-1] == bare or fits(larger, room, type_):
            out[-1] = larger
        else:
            out.append(piece)
    return out


def _pieces(card: ListCard, bare: ListCard, room: Room, type_: Type) -> Iterator[ListCard]:
    """Cards with one thing each; a list is one thing where a card holds it."""
    for listed in card.lists:
        whole = replace(bare, lists=(listed,))
        if fits(whole, room, type_):
            yield whole
        else:
            for entry in listed.entries:
                yield replace(bare, lists=(replace(listed, entries=(entry,)),))
    for line in card.lines:
        yield replace(bare, lines=(line,))
    for labelled in card.values:
        yield replace(bare, values=(labelled,))
    for words in card.foot:
        yield replace(bare, foot=(words,))


def _joined(card: ListCard, more: ListCard) -> ListCard:
    """Both in one; an entry goes on in the list of its heading."""
    lists = card.lists
    for listed in more.lists:
        if lists and lists[-1].heading == listed.heading:
            lists = (*lists[:-1], replace(lists[-1], entries=lists[-1].entries + listed.entries))
        else:
            lists = (*lists, listed)
    return replace(
        card,
        lists=lists,
        lines=card.lines + more.lines,
        values=card.values + more.values,
        foot=card.foot + more.foot,
    )


def list_face(board: Board, card: ListCard, room: Room) -> tuple[float, float]:
    """Title, lists, fields and lines to write on; small print stands at the foot.

    On a wide card the parts stand in two columns when one is too short for them, or too wide to read.
    """
    type_, width = board.type, room.width
    top, head = _title(board, card, width)
    foot = [type_.lines(line, "card-source", width) for line in card.foot]
    limit = room.height - sum(len(lines) for lines in foot) * type_.style("card-source").leading
    parts = [(type_.length("card-list-gap"), _listed(listed)) for listed in card.lists]
    parts += [(0.0, _to_write(label, Words(""), count)) for label, count in card.lines]
    parts += [(0.0, _to_write(value.label, value.value, 1)) for value in card.values]
    taken, nodes = _stacked(Board(type_.trial()), parts, 0, top, width, limit)
    if room.wide and len(parts) > 1 and (taken > limit + SLACK or width > type_.length("card-widest")):
        column = (width - type_.length("card-gutter")) / 2
        cut = min(
            range(1, len(parts)),
            key=lambda i: max(
                _stacked(Board(type_.trial()), some, 0, top, column, limit)[0]
                for some in (parts[:i], parts[i:])
            ),
        )
        taken, nodes = _stacked(board, parts[:cut], 0, top, column, limit)
        other, more = _stacked(board, parts[cut:], width - column, top, column, limit)
        taken, nodes = max(taken, other), nodes + more
    else:
        taken, nodes = _stacked(board, parts, 0, top, width, limit)
    at = limit
    for lines in foot:
        node = leaf("P")
        at = board.set(lines, "card-source", 0, at, width, node)
        nodes.append(node)
    board.nodes.append(Node("Sect", (head, *nodes)))
    return taken, limit


def _title(board: Board, card: ListCard, width: float) -> tuple[float, Node]:
    type_ = board.type
    top = type_.length("block-rule") + type_.length("rule-gap")
    head, style, left = leaf("H1"), type_.style("card-name"), 0.0
    field = style.leading
    if card.icon:
        size = type_.length("card-stop-icon")
        board.icon(card.icon, 0, top - 0.6 * MM, size)
        left, field = size + type_.length("badge-gap"), size - 1.2 * MM
    shift = (field - style.leading) / 2
    y = board.text(
        card.title, "card-name", left, top + shift, width - left, head, colour="stop" if card.icon else ""
    )
    board.marks.append((str(card.title), 0, 0.0))
    return y + shift + 1.4 * MM, head


def _stacked(
    board: Board, parts: Sequence[Part], x: float, y: float, width: float, limit: float
) -> tuple[float, list[Node]]:
    nodes: list[Node] = []
    for i, (gap, draw) in enumerate(parts):
        y, more = draw(board, x, y + (gap if i else 0.0), width, limit)
        nodes += more
    return y, nodes


def _listed(listed: Listed) -> Draw:
    def draw(board: Board, x: float, y: float, width: float, limit: float) -> tuple[float, list[Node]]:
        styles, hang = ("card-line-strong", "card-line"), board.type.length("card-list-hang")
        y, nodes = bullets(board, listed, x, y, width, styles, hang)
        return y, list(nodes)

    return draw


def _to_write(label: str, value: Words, count: int) -> Draw:
    """A label, and what is known, or lines to write on: `count` of them or as many as fit, one at least."""

    def draw(board: Board, x: float, y: float, width: float, limit: float) -> tuple[float, list[Node]]:
        gap, nodes = board.type.length("card-write-gap"), []
        if label:
            nodes.append(leaf("P"))
            y = board.text(label, "card-line", x, y, width, nodes[-1])
        if value:
            nodes.append(leaf("P"))
            return board.text(value, "card-line-strong", x, y, width, nodes[-1]) + 1.5 * MM, nodes
        for i in range(count):
            step = gap if i or not label else gap - 2 * MM
            if i and y + step + 2 * MM > limit:
                break
            y += step
            board.rule(x, x + width, y, "write-rule", "rule")
        return y + 2 * MM, nodes

    return draw
