"""The faces of a card, each on a board as large as the inside of a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psoas_pdf.decks import CardBack, CardFace, CardFront, ListCard
from psoas_pdf.document import Code, Note
from psoas_pdf.layout import strip
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.exercise import badge
from psoas_pdf.layout.list_cards import SLACK, list_face
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.record import value
from psoas_pdf.units import MM
from psoas_pdf.words import place_of

MOST_NAME_LINES = 2
COLUMN_STEP = 3.0
"""Points between the columns that are tried."""


@value
class Room:
    """The inside of a card, in points.  column: width of the words beside the picture; 0 where they stand over it."""

    width: float
    height: float
    column: float = 0.0

    @property
    def wide(self) -> bool:
        return self.width > self.height

    def for_fronts(self, fronts: Sequence[CardFront], type_: Type) -> Room:
        """Of a wide card: the column that leaves the smallest of the pictures largest, the same on all cards."""
        if not self.wide:
            return self
        best, largest = self.width / 2, 0.0
        steps = int((self.width - type_.length("card-least-beside")) / COLUMN_STEP)
        for column in [
            self.width - type_.length("card-least-beside") - i * COLUMN_STEP for i in range(steps)
        ]:
            room = replace(self, column=column)
            trial = type_.trial()
            if any(_beside_needs(card, room, trial) > self.height + SLACK for card in fronts):
                continue
            scale = min((_scale_beside(card, room, type_) for card in fronts), default=0.0)
            if not trial.problems.failed and scale > largest + SLACK:
                best, largest = column, scale
        return replace(self, column=best)


def face(card: CardFace, number: int, side: str, room: Room, type_: Type) -> Piece:
    """One face.  `number` counts the cards of the deck and `side` is a word for messages: 'front' or 'back'."""
    board = Board(type_)
    board.rule(0, room.width, 0, "block-rule", "ink")
    if isinstance(card, CardFront):
        taken, height = (_beside if room.column else _front)(board, card, room)
    elif isinstance(card, CardBack):
        size, codes = _code_size(card, room, type_), [n for n in card.notes if isinstance(n, Code)]
        if codes and not size:
            type_.problems.warning(
                codes[0].link.place,
                f"the QR code of exercise {card.number} has no room on its card, and is left out there",
                "use a larger stock or a shorter link, or write qr: false in the layout's exercises",
            )
            plain = tuple([n for n in card.notes if isinstance(n, Note)])
            return face(replace(card, notes=plain), number, side, room, type_)
        taken, height = _back(board, card, room.width, size), room.height
        last = card.notes[-1] if card.notes else None
        own = last if isinstance(last, Note) and last.icon == "own" else None
        if own and taken > height + SLACK:
            type_.problems.warning(
                place_of(own.words),
                f"the note to exercise {card.number} has no room on its card, and is left out there",
                "shorten it, or hand out the handout too",
            )
            return face(replace(card, notes=card.notes[:-1]), number, side, room, type_)
    else:
        taken, height = list_face(board, card, room)
    if taken > height + SLACK:
        _too_long(type_, card, number, side, taken, height)
    return board.piece(room.height)


def _name(card: CardFace) -> str:
    return str(card.title if isinstance(card, ListCard) else card.name)


def _too_long(type_: Type, card: CardFace, number: int, side: str, taken: float, room: float) -> None:
    what = "its entries" if isinstance(card, ListCard) else "the short steps and notes of the record"
    type_.problems.error(
        card.place,
        f"the text of card {number} ({_name(card)}) is too long for its {side}: it needs {taken / MM:.1f} mm "
        f"and the card has {room / MM:.1f} mm",
        f"shorten {what}, or use a larger stock"
        + (", or write sides: fronts, as the layout cards-small has it" if side == "back" else ""),
    )


def _named(board: Board, card: CardFront, left: float, width: float) -> tuple[float, Node]:
    """The number's badge and the name beside it, under the rule; returns how high they are, and their heading."""
    type_ = board.type
    size, top = type_.length("card-badge"), type_.length("block-rule") + type_.length("rule-gap")
    style, indent = type_.style("card-name"), size + type_.length("badge-gap")
    lines = type_.lines(card.name, "card-name", width - indent)
    if len(lines) > MOST_NAME_LINES:
        type_.problems.error(
            card.name.place,
            f"the name {str(card.name)!r} takes more than {MOST_NAME_LINES} lines on a card",
            "use a shorter `short`",
        )
    field = max(size, len(lines) * style.leading)
    number = badge(board, card.number, left, top + (field - size) / 2, size, "card-badge")
    words, y = leaf("Span"), top + (field - len(lines) * style.leading) / 2
    board.set(lines, "card-name", left + indent, y, width - indent, words)
    board.marks.append((f"{card.number} {card.name}", 0, 0.0))
    return field, Node("H1", (number, words))


def _front(board: Board, card: CardFront, room: Room) -> tuple[float, float]:
    """Name, picture and dose, one over the other."""
    type_, width, height = board.type, room.width, room.height
    _, heading = _named(board, card, 0, width)
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
    board.nodes.append(Node("Sect", (heading, picture, *dose)))
    return head + type_.length("card-least-picture") + dose_strip.height, height


def _beside(board: Board, card: CardFront, room: Room) -> tuple[float, float]:
    """The picture at the left; name and dose in the column beside it."""
    left, needed = room.width - room.column, _beside_needs(card, room, board.type.trial())
    _, heading = _named(board, card, left, room.column)
    dose_strip = _strip_beside(card, room, board.type)
    inset = board.type.length("card-picture-inset")
    k = _scale_beside(card, room, board.type)
    picture = board.stand(card.figure, 0, left - board.type.length("card-gutter"), room.height - inset, k)
    dose = strip.draw(board, dose_strip, left, room.height - dose_strip.height)
    board.nodes.append(Node("Sect", (heading, picture, *dose)))
    return needed, room.height


def _strip_beside(card: CardFront, room: Room, type_: Type) -> strip.Strip:
    return strip.measure(card.cells, card.line, room.column, strip.CARD, type_, spread=True)


def _beside_needs(card: CardFront, room: Room, type_: Type) -> float:
    """Height that name and dose take in their column."""
    field, _ = _named(Board(type_), card, 0, room.column)
    head = type_.length("block-rule") + type_.length("rule-gap") + field
    return head + type_.length("card-name-gap") + _strip_beside(card, room, type_).height


def _scale_beside(card: CardFront, room: Room, type_: Type) -> float:
    """Points a unit of the drawing at which the picture fills the room that the column leaves."""
    box, inset = card.figure.drawing.box, type_.length("card-picture-inset")
    across = room.width - room.column - type_.length("card-gutter") - inset
    down = room.height - type_.length("block-rule") - type_.length("rule-gap") - inset
    return min(across / box.width, down / box.height)


def _code_size(card: CardBack, room: Room, type_: Type) -> float:
    """The largest size, in steps of a millimetre, at which the card's QR code has room; 0 where it has none."""
    codes = [note for note in card.notes if isinstance(note, Code)]
    if not codes:
        return 0.0
    from psoas_pdf.layout.code import least_size

    size, least = type_.length("card-qr"), least_size(codes[0], type_)
    while size >= least - SLACK:
        trial = type_.trial()
        if _back(Board(trial), card, room.width, size) <= room.height + SLACK:
            return size
        size -= MM
    return 0.0


def _back(board: Board, card: CardBack, width: float, size: float) -> float:
    """Steps and notes, one below the other; beside each other where lines would be too long to read.

    size: of the QR code.
    """
    type_ = board.type
    number, words = leaf("Span"), leaf("Span")
    y = type_.length("block-rule") + type_.length("card-back-top")
    left = board.word(str(card.number), "card-back-name", 0, y, number, more=True) + type_.length(
        "card-number-gap"
    )
    top = board.text(card.name, "card-back-name", left, y, width - left, words) + 0.6 * MM
    column = width
    if width > type_.length("card-widest"):
        column = (width - type_.length("card-gutter")) / 2
    y, items = _steps(board, card, top, column)
    nodes = [
        Node("H1", (number, words)),
        Node("L", tuple(items), attrs=(("List", "ListNumbering", "/Decimal"),)),
    ]
    foot, x = y, 0.0
    if column < width:
        x, y = width - column, top
    for i, note in enumerate(card.notes):
        if i or not x:
            y += type_.length("card-note-gap")
            board.rule(x, x + column, y, "hair-rule", "hair")
            y += type_.length("card-note-gap")
        if isinstance(note, Code):
            from psoas_pdf.layout.code import draw_code

            y, added = draw_code(board, note, x, y, column, size, "card-step")
            nodes += added
        else:
            y, node = _note(board, note, x, y, column)
            nodes.append(node)
    board.nodes.append(Node("Sect", tuple(nodes)))
    return max(y, foot)


def _steps(board: Board, card: CardBack, y: float, width: float) -> tuple[float, list[Node]]:
    hang, items = board.type.length("card-hang"), []
    for i, step in enumerate(card.steps, 1):
        label, body = leaf("Lbl"), leaf("LBody")
        board.word(str(i), "card-number", 0, y, label, more=True)
        y = board.text(step, "card-step", hang, y, width - hang, body) + board.type.length("card-step-gap")
        items.append(Node("LI", (label, body)))
    return y - board.type.length("card-step-gap"), items


def _note(board: Board, note: Note, x: float, y: float, width: float) -> tuple[float, Node]:
    size, hang, node = board.type.length("card-icon"), board.type.length("card-hang"), leaf("P")
    board.icon(note.icon, x, y + (board.type.style("card-step").leading - size) / 2, size)
    return board.text(note.words, "card-step", x + hang, y, width - hang, node, lead=note.label), node
