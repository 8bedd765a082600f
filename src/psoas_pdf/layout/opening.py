"""The first page of a handout: who it is from and for, its goal, when to stop, and the plan at a glance."""

from __future__ import annotations

import io

from psoas_pdf.document import Glance, Glances, Goal, HelpBox, Listed, Masthead, PersonFields, Title
from psoas_pdf.geometry import circle
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node, Picture
from psoas_pdf.units import MM
from psoas_pdf.words import place_of

MASTHEAD_HEIGHT = 14 * MM
LOGO = 13 * MM
WIDEST_LOGO = 40 * MM
LOGO_GAP = 3.5 * MM
BLANK_LINE = 62 * MM
DASH = (2.0, 2.0)
FIELDS_A_ROW = 4
FIELD_HEIGHT = 13.5 * MM
MOST_TITLE_LINES = 2
MOST_GOAL_LINES = 2
GLANCES_A_ROW = 3
GLANCE_PICTURE = (22.5 * MM, 16 * MM)
LEAST_GLANCE_PICTURE = 15 * MM
MOST_SCALE_RATIO = 1.8
"""No small figure on a sheet is drawn so much larger than the smallest that people seem to differ in size."""
MOST_PICTURED = 6
"""More exercises than that are told as a table without pictures."""


def masthead(block: Masthead, width: float, type_: Type) -> Piece:
    board = Board(type_)
    soft, clinic = type_.style("soft"), type_.style("clinic")
    left = 0.0
    if block.logo:
        logo = Node("Figure", alt=block.logo_alt)
        w, h = _fit(block.logo, WIDEST_LOGO, LOGO)
        board.picture(Picture(block.logo), 0, (MASTHEAD_HEIGHT - h) / 2, w, h, logo)
        board.nodes.append(logo)
        left = w + LOGO_GAP
    elif block.blank:
        board.box(0, 0.5 * MM, LOGO, LOGO, radius="frame-radius", stroke="rule", rule="write-rule", dash=DASH)
        node = leaf("P")
        board.word(
            block.blank_logo, "soft", LOGO / 2, 0.5 * MM + (LOGO - soft.leading) / 2, node, align="centre"
        )
        board.nodes.append(node)
    if block.blank:
        x = width - BLANK_LINE
        for i, label in enumerate((block.blank_clinic, block.blank_phone)):
            node = leaf("P")
            y = i * 7.2 * MM
            board.word(label, "soft", x, y - 0.4 * MM, node)
            board.rule(x, width, y + 5.4 * MM, "write-rule", "rule")
            board.nodes.append(node)
        return board.piece(MASTHEAD_HEIGHT)
    right = [line for line in (block.address, block.phone_line) if line]
    room = width / 2
    node = leaf("P")
    lines = type_.lines(block.clinic, "clinic", width - left - (room if right else 0))
    top = (MASTHEAD_HEIGHT - len(lines) * clinic.leading) / 2
    board.set(lines, "clinic", left, top, width, node)
    board.nodes.append(node)
    for i, line in enumerate(right):
        node = leaf("P")
        shown = type_.lines(line, "soft", room)
        if len(shown) > 1:
            type_.problems.error(place_of(line), "this line does not fit in the masthead", "shorten it")
        y = (MASTHEAD_HEIGHT - len(right) * soft.leading) / 2 + i * soft.leading
        board.set(shown[:1], "soft", width - room, y, room, node, align="right")
        board.nodes.append(node)
    return board.piece(max(MASTHEAD_HEIGHT, len(lines) * clinic.leading))


def _fit(data: bytes, width: float, height: float) -> tuple[float, float]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        w, h = image.size
    k = min(width / w, height / h)
    return w * k, h * k


def title(block: Title, width: float, type_: Type) -> Piece:
    board, node = Board(type_), leaf("H1")
    lines = type_.lines(block.words, "title", width)
    if len(lines) > MOST_TITLE_LINES:
        type_.problems.error(
            place_of(block.words), f"the title takes more than {MOST_TITLE_LINES} lines", "shorten it"
        )
    y = board.set(lines, "title", 0, 0, width, node)
    board.nodes.append(node)
    board.marks.append((str(block.words), 0, 0.0))
    return board.piece(y)


def goal(block: Goal, width: float, type_: Type) -> Piece:
    board, y = Board(type_), 0.0
    if block.words:
        node = leaf("P")
        lines = type_.lines(block.words, "goal", width, lead=block.label)
        if len(lines) > MOST_GOAL_LINES:
            type_.problems.error(
                place_of(block.words), f"the goal takes more than {MOST_GOAL_LINES} lines", "shorten it"
            )
        y = board.set(lines, "goal", 0, y, width, node)
        board.nodes.append(node)
    if block.time:
        node = leaf("P")
        y = board.text(block.time, "goal", 0, y, width, node)
        board.nodes.append(node)
    return board.piece(y)


def person(block: PersonFields, width: float, type_: Type) -> Piece:
    """Fields in columns; a value that is too long takes a second line and the row grows."""
    board = Board(type_)
    gutter, soft, label = type_.length("gutter"), type_.style("soft"), type_.style("label")
    column = (width - gutter * (FIELDS_A_ROW - 1)) / FIELDS_A_ROW
    values = [type_.lines(f.value, "label", column) for f in block.fields]
    grown = max(0, max(map(len, values), default=1) - 1) * label.leading
    height = FIELD_HEIGHT + grown
    for i, (field, lines) in enumerate(zip(block.fields, values, strict=True)):
        x, node = i * (column + gutter), leaf("P")
        board.word(field.label, "soft", x, 0, node, more=bool(field.value))
        board.set(lines, "label", x, soft.leading + 0.6 * MM, column, node)
        board.rule(x, x + column, height - type_.length("write-rule"), "write-rule", "rule")
        board.nodes.append(node)
    return board.piece(height)


def bullets(
    board: Board,
    listed: Listed,
    x: float,
    y: float,
    width: float,
    styles: tuple[str, str],
    hang: float,
    gap: float = 0.0,
) -> tuple[float, list[Node]]:
    """A small heading and its entries; styles: of the heading and of the entries.  Returns the y under them."""
    type_, nodes, items = board.type, [], []
    if listed.heading:
        head = leaf("P")
        y = board.text(listed.heading, styles[0], x, y, width, head)
        nodes.append(head)
    entry_style, dot = type_.style(styles[1]), type_.length("bullet")
    for entry in listed.entries:
        body = leaf("LBody")
        board.shape(
            circle(x + dot / 2, y + entry_style.baseline - entry_style.cap / 2 + 0.3, dot / 2), fill="ink"
        )
        y = board.text(entry, styles[1], x + hang, y, width - hang, body) + gap
        items.append(Node("LI", (body,)))
    if items:
        nodes.append(Node("L", tuple(items), attrs=(("List", "ListNumbering", "/Disc"),)))
    return y, nodes


def help_box(block: HelpBox, width: float, type_: Type) -> Piece:
    board = Board(type_)
    pad_x, pad_top, pad_bottom, gap = 4 * MM, 2.6 * MM, 2.8 * MM, 7 * MM
    icon, heading = type_.length("stop-icon"), type_.style("heading")
    head = leaf("H2")
    board.icon("stop", pad_x, pad_top, icon)
    board.word(
        block.heading,
        "heading",
        pad_x + icon + 2.4 * MM,
        pad_top + (icon - heading.leading) / 2,
        head,
        colour="stop",
    )
    board.marks.append((block.heading, 1, 0.0))
    column = (width - 2 * pad_x - gap) / 2
    top, bottoms, nodes = pad_top + icon + 1 * MM, [], [head]
    for i, side in enumerate((block.left, block.right)):
        y = top
        for j, listed in enumerate(side):
            y += 1.5 * MM if j else 0
            y, more = bullets(
                board,
                listed,
                pad_x + i * (column + gap),
                y,
                column,
                ("label", "body"),
                type_.length("bullet-hang"),
            )
            nodes += more
        bottoms.append(y)
    height = max(bottoms) + pad_bottom
    board.box(0, 0, width, height, radius="stop-radius", stroke="stop", rule="stop-rule")
    board.nodes.append(Node("Sect", tuple(nodes)))
    return board.piece(height)


def small_scales(boxes: list[tuple[float, float]], width: float, height: float) -> list[float]:
    """Scales (points a unit) at which drawings of these sizes fit, none more than MOST_SCALE_RATIO times the smallest."""
    fits = [min(width / w, height / h) for w, h in boxes]
    return [min(fit, min(fits) * MOST_SCALE_RATIO) for fit in fits]


def glances(block: Glances, width: float, type_: Type) -> Piece:
    board = Board(type_)
    head, label = leaf("H2"), type_.style("label")
    y = board.text(block.heading, "label", 0, 0, width, head) + 1.2 * MM
    board.marks.append((block.heading, 1, 0.0))
    if len(block.entries) > MOST_PICTURED:
        y, nodes = _table(board, block.entries, y, width)
    else:
        y, nodes = _pictured(board, block.entries, y, width, label.leading)
    board.nodes.append(Node("Sect", (head, *nodes)))
    return board.piece(y)


def _pictured(
    board: Board, entries: tuple[Glance, ...], y: float, width: float, leading: float
) -> tuple[float, list[Node]]:
    type_, nodes = board.type, []
    gutter, gap = type_.length("gutter"), type_.length("list-gap")
    column = (width - gutter * (GLANCES_A_ROW - 1)) / GLANCES_A_ROW
    words = max(
        max(
            type_.width(f"{e.number}  {e.name}", "label"),
            type_.width(e.dose, "body"),
            type_.width(e.days, "body"),
        )
        for e in entries
    )
    room = min(GLANCE_PICTURE[0], column - gap - words)
    if room < LEAST_GLANCE_PICTURE:
        longest = max(entries, key=lambda e: type_.width(e.name, "label"))
        type_.problems.error(
            place_of(longest.name),
            f"{str(longest.name)!r} does not fit in the plan at a glance",
            "use a shorter `short`",
        )
        room = LEAST_GLANCE_PICTURE
    scales = small_scales(
        [(e.figure.drawing.box.width, e.figure.drawing.box.height) for e in entries], room, GLANCE_PICTURE[1]
    )
    row_height = type_.length("frame-rule") + 1.2 * MM + max(3 * leading, GLANCE_PICTURE[1]) + gap
    for i, (entry, scale) in enumerate(zip(entries, scales, strict=True)):
        x, top = (i % GLANCES_A_ROW) * (column + gutter), y + (i // GLANCES_A_ROW) * row_height
        board.rule(x, x + column, top, "frame-rule", "rule")
        top += type_.length("frame-rule") + 1.2 * MM
        picture, name, dose, days = Node("Figure", alt=entry.figure.alt), leaf("P"), leaf("P"), leaf("P")
        w, h = entry.figure.drawing.box.width * scale, entry.figure.drawing.box.height * scale
        left = x + room + gap
        number = board.word(str(entry.number), "label", left, top, name, more=True)
        board.word(str(entry.name), "label", left + number + type_.width("  ", "label"), top, name)
        board.word(entry.dose, "body", left, top + leading, dose)
        board.word(entry.days, "body", left, top + 2 * leading, days)
        board.drawing(
            entry.figure.drawing,
            x + (room - w) / 2,
            top + GLANCE_PICTURE[1] - h,
            w,
            h,
            picture,
            entry.figure.mirrored,
        )
        nodes.append(Node("Div", (name, dose, days, picture)))
    rows = -(-len(entries) // GLANCES_A_ROW)
    return y + rows * row_height - gap, nodes


def _table(board: Board, entries: tuple[Glance, ...], y: float, width: float) -> tuple[float, list[Node]]:
    type_ = board.type
    columns, rows = (0.0, width * 0.4, width * 0.7), []
    leading = type_.style("body").leading
    for entry in entries:
        board.rule(0, width, y, "hair-rule", "hair")
        cells = (leaf("TH", Table_Scope="/Row"), leaf("TD"), leaf("TD"))
        texts = (f"{entry.number}  {entry.name}", entry.dose, entry.days)
        for x, text, style, cell in zip(columns, texts, ("label", "body", "body"), cells, strict=True):
            board.word(text, style, x, y + 1.1 * MM, cell)
        rows.append(Node("TR", cells))
        y += leading + 2.2 * MM
    return y, [Node("Table", tuple(rows))]
