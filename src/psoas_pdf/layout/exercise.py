"""The exercise block: number and name, dose strip, pictures left, steps and notes right."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from psoas_pdf.document import Code, ExerciseBlock, Note
from psoas_pdf.geometry import circle
from psoas_pdf.layout import strip
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.pair import arrange, pair_once
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node
from psoas_pdf.record import value
from psoas_pdf.text.lines import Line
from psoas_pdf.units import MM
from psoas_pdf.words import Words

MOST_NAME_LINES = 2
MOST_STEP_LINES = 3
MOST_DOSE_LINES = 2
QR, SMALL_QR = "qr", "least-qr"
"""Sizes of QR codes, by their names in the theme: the usual one, and the one that keeps exercises together."""
USUAL_NOTES = 2
"""What to avoid and what to take care of, as the exercise says it; more is said to one person."""
STACKED = ("top", "rail", "side")


def badge(board: Board, number: int, x: float, y: float, size: float, style: str) -> Node:
    """The exercise's number on its disc, or in its ring; they are decoration, the number is text."""
    node = leaf("Span")
    board.shape(circle(x + size / 2, y + size / 2, size / 2), fill="accent")
    inner = size / 2 - board.type.length("badge-rule")
    if inner > 0:
        board.shape(circle(x + size / 2, y + size / 2, inner), fill="paper")
    setting = board.type.style(style)
    board.word(
        str(number), style, x + size / 2, y + (size - setting.leading) / 2, node, align="centre", more=True
    )
    return node


def group_line(board: Board, block: ExerciseBlock, width: float) -> tuple[float, list[Node]]:
    """The heading of the group that begins with the exercise; returns the y under it, 0 where there is none."""
    if not block.group:
        return 0.0, []
    node = leaf("H2")
    y = board.text(block.group, "page-title", 0, 0, width, node)
    board.marks.append((str(block.group), 1, 0.0))
    return y + board.type.length("head-gap"), [node]


def heading_line(
    board: Board, block: ExerciseBlock, y: float, width: float, name: Words
) -> tuple[float, Node, Sequence[Line]]:
    """Badge and name with their top at y; returns the y under them, their node, and the lines of the name."""
    type_ = board.type
    size = type_.length("badge")
    left = size + type_.length("badge-gap")
    number, words = badge(board, block.number, 0, y, size, "badge"), leaf("Span")
    lines = type_.lines(name, "heading", width - left)
    most = type_.most_lines(MOST_NAME_LINES, width)
    if len(lines) > most:
        type_.problems.error(
            name.place,
            f"the name {str(name)!r} takes more than {most} lines in its exercise block",
            "use a shorter name",
        )
    top = y + (size - type_.style("heading").leading) / 2
    under = board.set(lines, "heading", left, top, width - left, words)
    board.marks.append((f"{block.number} {name}", 2 if block.grouped else 1, y))
    return max(under, y + size), Node("H3" if block.grouped else "H2", (number, words)), lines


def name_line(
    board: Board, block: ExerciseBlock, y: float, width: float, name: Words
) -> tuple[float, list[Node]]:
    """Badge, name and meta line with their top at y; returns the y under them."""
    type_ = board.type
    size, heading, soft = type_.length("badge"), type_.style("heading"), type_.style("soft")
    left, meta = size + type_.length("badge-gap"), leaf("P")
    under, head, lines = heading_line(board, block, y, width, name)
    meta_width = type_.width(block.meta, "soft")
    if len(lines) == 1 and lines[0].width + meta_width + 6 * MM <= width - left:
        top = y + (size - heading.leading) / 2 + heading.baseline - soft.baseline
        board.word(block.meta, "soft", width, top, meta, align="right")
    else:
        below = y + (size - heading.leading) / 2 + len(lines) * heading.leading
        under = max(under, board.text(block.meta, "soft", left, below, width - left, meta))
    return under, [head, meta]


def note(board: Board, item: Note, x: float, y: float, width: float) -> tuple[float, Node]:
    """Icon, label and words; returns the y under them."""
    type_, node = board.type, leaf("P")
    size, hang, leading = type_.length("icon"), type_.length("hang"), type_.style("body").leading
    board.icon(item.icon, x, y + (leading - size) / 2, size)
    return board.text(item.words, "body", x + hang, y, width - hang, node, lead=item.label), node


def steps(
    board: Board,
    words: Sequence[Words],
    first: int,
    x: float,
    y: float,
    width: float,
    most: int = MOST_STEP_LINES,
) -> tuple[float, Node]:
    """Numbered steps from `first`; returns the y under the last.  most: lines of one before a warning."""
    type_, items = board.type, []
    hang, gap = type_.length("hang"), type_.length("step-gap")
    shift = type_.style("body").baseline - type_.style("step-number").baseline
    for i, step in enumerate(words):
        number, body = leaf("Lbl"), leaf("LBody")
        board.word(str(first + i), "step-number", x, y + shift, number, more=True)
        lines = type_.lines(step, "body", width - hang)
        if len(lines) > most:
            type_.problems.warning(
                step.place, f"step {first + i} takes {len(lines)} lines on paper", "say it in fewer words"
            )
        y = board.set(lines, "body", x + hang, y, width - hang, body) + gap
        items.append(Node("LI", (number, body)))
    return y - gap, Node("L", tuple(items), attrs=(("List", "ListNumbering", "/Decimal"),))


def notes(
    board: Board, items: Sequence[Note | Code], x: float, y: float, width: float, qr: str = QR
) -> tuple[float, list[Node]]:
    """Notes under each other, each below a thin line; returns the y under the last.  qr: size of a code, by name."""
    gap, nodes = board.type.length("note-gap"), []
    for item in items:
        y += gap
        board.rule(x, x + width, y, "hair-rule", "hair")
        if isinstance(item, Code):
            from psoas_pdf.layout.code import draw_code

            y, added = draw_code(board, item, x, y + gap, width, board.type.length(qr), "body")
            nodes += added
        else:
            y, node = note(board, item, x, y + gap, width)
            nodes.append(node)
    return y, nodes


def opening(board: Board, block: ExerciseBlock, width: float, name: Words) -> tuple[float, list[Node]]:
    """The group's heading before its first part, the thick line and the name; returns the y under them."""
    top, head = group_line(board, block, width) if name is block.name else (0.0, [])
    board.rule(0, width, top, "block-rule", "ink")
    y = top + board.type.length("block-rule") + board.type.length("rule-gap")
    y, nodes = name_line(board, block, y, width, name)
    return y, [*head, *nodes]


@value
class Measured:
    """An exercise block with its words laid out, before anybody knows how high its pictures may be.

    above: name and dose.  beside: steps and notes.  top: where pictures and steps begin; right: the y under the notes.
    caption: what stands under the pictures.
    """

    block: ExerciseBlock
    column: float
    type: Type
    above: Piece
    beside: Piece
    caption: Piece
    top: float
    right: float

    @property
    def shape(self) -> Hashable:
        """What its height depends on, besides that of its pictures."""
        start, end = self.block.start.drawing.box, self.block.end.drawing.box
        return self.column, self.top, self.right, self.caption.height, start, end

    def _room(self, picture_height: float, most: float) -> float:
        """Pictures take more than they must, up to `most`, where the words beside them leave the room anyway."""
        left_over = self.right - self.top - self.type.length("note-gap") - self.caption.height
        return max(picture_height, min(most, left_over))

    def height(self, picture_height: float, most: float) -> float:
        """Of the whole block with its pictures in that height."""
        start, end, room = self.block.start, self.block.end, self._room(picture_height, most)
        pictures = arrange(start, end, self.column, room, self.type, STACKED).height
        under = self.top + pictures + self.type.length("note-gap") + self.caption.height
        return max(under, self.right)

    def piece(self, picture_height: float, most: float) -> Piece:
        """The whole block; in its tree pictures come after the dose and before the steps."""
        board = Board(self.type)
        board.hold(self.above, 0, 0)
        frame = pair_once(self.block, self.column, self._room(picture_height, most), self.type, STACKED)
        board.hold(frame, 0, self.top)
        board.hold(self.caption, 0, self.top + frame.height + self.type.length("note-gap"))
        board.hold(self.beside, self.column + self.type.length("gutter"), self.top)
        feel, *codes = self.caption.nodes
        read = (*self.above.nodes, *frame.nodes, feel, *self.beside.nodes, *codes)
        board.nodes = [Node("Sect", read)]
        return board.piece(self.height(picture_height, most))


def measured(
    block: ExerciseBlock,
    width: float,
    type_: Type,
    count: int | None = None,
    with_notes: bool = True,
    qr: str = QR,
) -> Measured:
    """The block's words in a width.  count: only the first steps; the rest and the notes then go elsewhere.

    A QR code, in the size of that name, stands under the pictures, which give it their room.
    """
    above = Board(type_)
    head = type_.once(
        ("head", width, block.number, block.name, block.meta, block.group, block.grouped),
        lambda t: _head_piece(block, width, t),
    )
    dose = dose_once(block, width, type_, MOST_DOSE_LINES)
    y = above.hold(head, 0, 0) + type_.length("head-gap")
    y = above.hold(dose, 0, y) + type_.length("part-gap")
    column = (width - type_.length("gutter")) / 2
    others = [item for item in block.notes if isinstance(item, Note)] if with_notes else []
    codes = [item for item in block.notes if isinstance(item, Code)] if with_notes else []
    told, own = others[:USUAL_NOTES], others[USUAL_NOTES:]
    words = block.steps[:count]
    beside = Board(type_)
    under = beside.hold(
        type_.once(("words", column, words, note_key(told)), lambda t: _words_piece(words, told, column, t)),
        0,
        0,
    )
    if own:
        key = ("notes", column, note_key(own))
        under = beside.hold(type_.once(key, lambda t: _notes_piece(own, column, t)), 0, under)
    caption = type_.once(
        ("caption", column, note_key([block.feel, *codes]), qr),
        lambda t: _caption_piece(block.feel, codes, column, qr, t),
    )
    return Measured(block, column, type_, above.piece(y), beside.piece(under), caption, y, y + under)


def note_key(items: Sequence[Note | Code]) -> Hashable:
    return tuple([(i.icon, i.label, i.words) if isinstance(i, Note) else i for i in items])


def _head_piece(block: ExerciseBlock, width: float, type_: Type) -> Piece:
    board = Board(type_)
    y, board.nodes = opening(board, block, width, block.name)
    return board.piece(y)


def dose_once(block: ExerciseBlock, width: float, type_: Type, most: int, spread: bool = False) -> Piece:
    """The dose strip.  most: lines of its sentence before a warning; spread: as in `strip.measure`."""
    cells = tuple([(cell.figure, cell.label) for cell in block.cells])
    return type_.once(
        ("dose", width, cells, block.sentence, most, spread),
        lambda t: _dose_piece(block, width, t, most, spread),
    )


def _dose_piece(block: ExerciseBlock, width: float, type_: Type, most: int, spread: bool) -> Piece:
    board = Board(type_)
    dose = strip.measure(
        block.cells, block.sentence, width, strip.PAGE, type_, type_.length("strip-height"), spread=spread
    )
    if len(dose.lines) > most:
        type_.problems.warning(
            block.sentence.place,
            f"the dose of {str(block.name)!r} takes {len(dose.lines)} lines of words on paper",
            "say tempo, load and effort in fewer words",
        )
    board.nodes = strip.draw(board, dose, 0, 0)
    return board.piece(dose.height)


def _words_piece(words: Sequence[Words], told: Sequence[Note], width: float, type_: Type) -> Piece:
    board = Board(type_)
    y, numbered = steps(board, words, 1, 0, 0, width)
    y, below = notes(board, told, 0, y, width)
    board.nodes = [numbered, *below]
    return board.piece(y)


def _notes_piece(told: Sequence[Note], width: float, type_: Type) -> Piece:
    board = Board(type_)
    y, board.nodes = notes(board, told, 0, 0, width)
    return board.piece(y)


def _caption_piece(feel: Note, codes: Sequence[Code], width: float, qr: str, type_: Type) -> Piece:
    board = Board(type_)
    y, node = note(board, feel, 0, 0, width)
    y, coded = notes(board, codes, 0, y, width, qr)
    board.nodes = [node, *coded]
    return board.piece(y)


def split(
    block: ExerciseBlock, width: float, room: float, full: float, least: float, type_: Type
) -> list[Piece]:
    """A block that is taller than a page, in parts between steps: at least two steps on either side.

    room: height for the first part; full: of each part after it; least: height of its pictures.
    """
    count = len(block.steps)
    for first in range(count - 2, 1, -1):
        head = measured(block, width, type_, first, with_notes=False)
        if head.height(least, least) <= room:
            break
    else:
        first = max(1, count - 2)
        head = measured(block, width, type_, first, with_notes=False)
    board = Board(type_)
    y, nodes = opening(board, block, width, Words(block.continued, block.name.place))
    y, numbered = steps(board, block.steps[first:], first + 1, 0, y + type_.length("head-gap"), width)
    y, below = notes(board, block.notes, 0, y, width)
    if y > full or head.height(least, least) > room:
        type_.problems.error(
            block.place,
            f"the exercise {str(block.name)!r} does not fit on two pages",
            "shorten its steps and notes",
        )
    else:
        type_.problems.warning(
            block.place,
            f"the exercise {str(block.name)!r} is taller than a page and was split between two steps",
            "use fewer or shorter steps and notes",
        )
    board.marks = []
    board.nodes = [Node("Sect", (*nodes, numbered, *below))]
    return [head.piece(least, least), board.piece(y)]
