"""The faces of a card, each on a board as large as the inside of a card."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.document import CardBack, CardFace, CardFront, ListCard, Note
from psoas_pdf.layout import strip
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.exercise import badge
from psoas_pdf.layout.opening import bullets
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.units import MM
from psoas_pdf.words import Words, place_of

MOST_NAME_LINES = 2
SLACK = 0.01


def face(card: CardFace, number: int, side: str, width: float, height: float, type_: Type) -> Piece:
    """One face.  `number` counts the cards of the deck and `side` is a word for messages: 'front' or 'back'."""
    board = Board(type_)
    board.rule(0, width, 0, "block-rule", "ink")
    if isinstance(card, CardFront):
        taken, room = _front(board, card, width, height)
    elif isinstance(card, CardBack):
        taken, room = _back(board, card, width), height
        own = card.notes[-1] if card.notes and card.notes[-1].icon == "own" else None
        if own and taken > room + SLACK:
            type_.problems.warning(
                place_of(own.words),
                f"the note to exercise {card.number} has no room on its card, and is left out there",
                "shorten it, or hand out the handout too",
            )
            return face(replace(card, notes=card.notes[:-1]), number, side, width, height, type_)
    else:
        taken, room = _list(board, card, width, height)
    if taken > room + SLACK:
        _too_long(type_, card, number, side, taken, room)
    return board.piece(height)


def _name(card: CardFace) -> str:
    return str(card.title if isinstance(card, ListCard) else card.name)


def _too_long(type_: Type, card: CardFace, number: int, side: str, taken: float, room: float) -> None:
    what = "its entries" if isinstance(card, ListCard) else "the short steps and notes of the record"
    type_.problems.error(
        card.place,
        f"the text of card {number} ({_name(card)}) is too long for its {side}: it needs {taken / MM:.1f} mm "
        f"and the card has {room / MM:.1f} mm",
        f"shorten {what}, or use a larger stock",
    )


def _front(board: Board, card: CardFront, width: float, height: float) -> tuple[float, float]:
    type_ = board.type
    size, gap = type_.length("card-badge"), type_.length("badge-gap")
    top = type_.length("block-rule") + type_.length("rule-gap")
    style = type_.style("card-name")
    left = size + gap
    lines = type_.lines(card.name, "card-name", width - left)
    if len(lines) > MOST_NAME_LINES:
        type_.problems.error(
            card.name.place,
            f"the name {str(card.name)!r} takes more than {MOST_NAME_LINES} lines on a card",
            "use a shorter `short`",
        )
    field = max(size, len(lines) * style.leading)
    number = badge(board, card.number, 0, top + (field - size) / 2, size, "card-badge")
    words = leaf("Span")
    board.set(lines, "card-name", left, top + (field - len(lines) * style.leading) / 2, width - left, words)
    board.marks.append((f"{card.number} {card.name}", 0, 0.0))
    dose_strip = strip.measure(
        card.cells, card.line, width, strip.CARD, type_, type_.length("card-strip-height"), spread=True
    )
    foot = height - dose_strip.height
    box, head = card.figure.drawing.box, type_.length("block-rule") + type_.length("card-name-field")
    room_x, room_y = (
        width - 2 * type_.length("card-picture-inset"),
        foot - head - type_.length("card-picture-inset") - type_.length("card-picture-foot"),
    )
    k = min(room_x / box.width, room_y / box.height)
    picture = board.stand(card.figure, 0, width, foot - type_.length("card-picture-foot"), k)
    dose = strip.draw(board, dose_strip, 0, foot)
    board.nodes.append(Node("Sect", (Node("H1", (number, words)), picture, *dose)))
    return head + type_.length("card-least-picture") + dose_strip.height, height


def _back(board: Board, card: CardBack, width: float) -> float:
    type_ = board.type
    number, words, shown = leaf("Span"), leaf("Span"), type_.style("card-step")
    y = type_.length("block-rule") + 1.2 * MM
    left = board.word(str(card.number), "card-back-name", 0, y, number, more=True) + type_.length(
        "card-number-gap"
    )
    y = board.text(card.name, "card-back-name", left, y, width - left, words) + 0.6 * MM
    items = []
    for i, step in enumerate(card.steps, 1):
        label, body = leaf("Lbl"), leaf("LBody")
        board.word(str(i), "card-number", 0, y, label, more=True)
        y = board.text(
            step, "card-step", type_.length("card-hang"), y, width - type_.length("card-hang"), body
        ) + type_.length("card-step-gap")
        items.append(Node("LI", (label, body)))
    y -= type_.length("card-step-gap")
    nodes = [
        Node("H1", (number, words)),
        Node("L", tuple(items), attrs=(("List", "ListNumbering", "/Decimal"),)),
    ]
    for note in card.notes:
        y += type_.length("card-note-gap")
        board.rule(0, width, y, "hair-rule", "hair")
        y, node = _note(board, note, y + type_.length("card-note-gap"), width, shown.leading)
        nodes.append(node)
    board.nodes.append(Node("Sect", tuple(nodes)))
    return y


def _note(board: Board, note: Note, y: float, width: float, leading: float) -> tuple[float, Node]:
    size, node = board.type.length("card-icon"), leaf("P")
    board.icon(note.icon, 0, y + (leading - size) / 2, size)
    return board.text(
        note.words,
        "card-step",
        board.type.length("card-hang"),
        y,
        width - board.type.length("card-hang"),
        node,
        lead=note.label,
    ), node


def _list(board: Board, card: ListCard, width: float, height: float) -> tuple[float, float]:
    """Title, lists, fields and lines to write on; small print stands at the foot."""
    type_ = board.type
    top = type_.length("block-rule") + type_.length("rule-gap")
    head, style, left = leaf("H1"), type_.style("card-name"), 0.0
    y, field = top, style.leading
    if card.icon:
        size = type_.length("card-stop-icon")
        board.icon(card.icon, 0, top - 0.6 * MM, size)
        left, field = size + type_.length("badge-gap"), size - 1.2 * MM
    shift = (field - style.leading) / 2
    y = board.text(
        card.title, "card-name", left, y + shift, width - left, head, colour="stop" if card.icon else ""
    )
    board.marks.append((str(card.title), 0, 0.0))
    y += shift + 1.4 * MM
    nodes = [head]
    for i, listed in enumerate(card.lists):
        y += 1.2 * MM if i else 0.0
        y, more = bullets(
            board, listed, 0, y, width, ("card-line-strong", "card-line"), type_.length("card-list-hang")
        )
        nodes += more
    for label, count in card.lines:
        y = _write_on(board, label, Words(""), count, y, width, nodes)
    for value in card.values:
        y = _write_on(board, value.label, value.value, 1, y, width, nodes)
    small = type_.style("card-source")
    foot = [type_.lines(line, "card-source", width) for line in card.foot]
    room = height - sum(len(lines) for lines in foot) * small.leading
    at = room
    for lines in foot:
        node = leaf("P")
        at = board.set(lines, "card-source", 0, at, width, node)
        nodes.append(node)
    board.nodes.append(Node("Sect", tuple(nodes)))
    return y, room


def _write_on(
    board: Board, label: str, value: Words, count: int, y: float, width: float, nodes: list[Node]
) -> float:
    """A label, and what is known or `count` lines to write on."""
    if label:
        node = leaf("P")
        y = board.text(label, "card-line", 0, y, width, node)
        nodes.append(node)
    if value:
        node = leaf("P")
        nodes.append(node)
        return board.text(value, "card-line-strong", 0, y, width, node) + 1.5 * MM
    for i in range(count):
        y += (
            board.type.length("card-write-gap")
            if i or not label
            else board.type.length("card-write-gap") - 2 * MM
        )
        board.rule(0, width, y, "write-rule", "rule")
    return y + 2 * MM
