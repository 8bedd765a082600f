"""The first page of a handout: who it is from and for, its goal, when to stop, and the plan at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from psoas_pdf.document import Glance, Glances, Goal, HelpBox, Labelled, Listed, Masthead, PersonFields, Title
from psoas_pdf.geometry import circle
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import Node, Picture
from psoas_pdf.units import MM
from psoas_pdf.words import Words, place_of

DASH = (2.0, 2.0)
FIELDS_A_ROW = 4
MOST_TITLE_LINES = 2
MOST_GOAL_LINES = 2
GLANCES_A_ROW = 3
SHORT_NAME = 16
"""Characters: wide margins make fewer cells a row for such names; a longer one is an error on any page."""
MOST_SCALE_RATIO = 1.8
"""No small figure on a sheet is drawn so much larger than the smallest that people seem to differ in size."""
GLANCE_COLUMNS = (0.0, 0.4, 0.7)
"""Of the width: where name, dose and days of the table begin."""
SLACK = 0.01


def masthead(block: Masthead, width: float, type_: Type) -> Piece:
    """Logo and clinic at the left, address and phone at the right; what nobody gave is a line to write on.

    A name with a word that has no room beside the logo stands under it.
    """
    board = Board(type_)
    left = _logo(board, block)
    if block.blank:
        return board.piece(max(type_.length("masthead-height"), _to_fill_in(board, block, width)))
    right = [type_.lines(line, "soft", width / 2) for line in (block.address, block.phone_line) if line]
    room = width - left - (width / 2 if right else 0)
    words = [Words(word, place_of(block.clinic)) for word in type_.plain(block.clinic).split(" ")]
    under = any(type_.width(word, "clinic") > room for word in words)
    name = type_.lines(block.clinic, "clinic", width if under else room)
    clinic, soft = (
        type_.style("clinic").leading * len(name),
        type_.style("soft").leading * sum(map(len, right)),
    )
    height = max(type_.length("masthead-height"), 0.0 if under else clinic, soft)
    node = leaf("P")
    if under:
        board.set(name, "clinic", 0, height, width, node)
    else:
        board.set(name, "clinic", left, (height - clinic) / 2, width, node)
    board.nodes.append(node)
    y = (height - soft) / 2
    for lines in right:
        node = leaf("P")
        y = board.set(lines, "soft", width / 2, y, width / 2, node, align="right")
        board.nodes.append(node)
    return board.piece(height + clinic if under else height)


def _logo(board: Board, block: Masthead) -> float:
    """The logo, or the place for one on a blank sheet; returns where the clinic's name begins."""
    if block.logo:
        from psoas_pdf.images import measure
        from psoas_pdf.logos import Emblem

        logo = Node("Figure", alt=block.logo_alt)
        size = block.logo.drawing.box if isinstance(block.logo, Emblem) else measure(block.logo)
        k = min(board.type.length("widest-logo") / size.width, board.type.length("logo") / size.height)
        w, h = size.width * k, size.height * k
        top = (board.type.length("masthead-height") - h) / 2
        if isinstance(block.logo, Emblem):
            coloured = (board.type.theme.figure_tone or "colour") == "colour"
            board.emblem(block.logo, 0, top, w, h, logo, coloured)
        else:
            board.picture(Picture(block.logo), 0, top, w, h, logo)
        board.nodes.append(logo)
        return w + board.type.length("logo-gap")
    if block.blank:
        board.box(
            0,
            0.5 * MM,
            board.type.length("logo"),
            board.type.length("logo"),
            radius="frame-radius",
            stroke="rule",
            rule="write-rule",
            dash=DASH,
        )
        node, leading = leaf("P"), board.type.style("soft").leading
        board.word(
            block.blank_logo,
            "soft",
            board.type.length("logo") / 2,
            0.5 * MM + (board.type.length("logo") - leading) / 2,
            node,
            align="centre",
        )
        board.nodes.append(node)
    return 0.0


def _to_fill_in(board: Board, block: Masthead, width: float) -> float:
    """A line to write the clinic's name on, then address and phone or a line for it; returns the y under them."""
    x, y = width - board.type.length("blank-line"), 0.0
    for given, label in (
        (Words(""), block.blank_clinic),
        (block.address, ""),
        (block.phone_line, block.blank_phone),
    ):
        if not (given or label):
            continue
        node = leaf("P")
        if given:
            y = board.text(given, "soft", x, y, board.type.length("blank-line"), node)
        else:
            board.word(label, "soft", x, y - 0.4 * MM, node)
            board.rule(x, width, y + board.type.length("blank-rule"), "write-rule", "rule")
            y += board.type.length("blank-row")
        board.nodes.append(node)
    return y


def title(block: Title, width: float, type_: Type) -> Piece:
    board, node = Board(type_), leaf("H1")
    lines = type_.lines(block.words, "title", width)
    most = type_.most_lines(MOST_TITLE_LINES, width)
    if len(lines) > most:
        type_.problems.error(place_of(block.words), f"the title takes more than {most} lines", "shorten it")
    y = board.set(lines, "title", 0, 0, width, node)
    board.nodes.append(node)
    board.marks.append((str(block.words), 0, 0.0))
    return board.piece(y)


def goal(block: Goal, width: float, type_: Type) -> Piece:
    board, y = Board(type_), 0.0
    if block.words:
        node = leaf("P")
        lines = type_.lines(block.words, "goal", width, lead=block.label)
        if len(lines) > type_.most_lines(MOST_GOAL_LINES, width):
            type_.problems.warning(
                place_of(block.words), f"the goal takes {len(lines)} lines on paper", "say it in fewer words"
            )
        y = board.set(lines, "goal", 0, y, width, node)
        board.nodes.append(node)
    if block.time:
        node = leaf("P")
        y = board.text(block.time, "goal", 0, y, width, node)
        board.nodes.append(node)
    if block.note:
        node = leaf("P")
        y = board.text(block.note, "goal", 0, y, width, node)
        board.nodes.append(node)
    return board.piece(y)


def person(block: PersonFields, width: float, type_: Type) -> Piece:
    """Fields in columns; a value that is too long takes a second line and its row grows."""
    board, y = Board(type_), 0.0
    gutter, label = type_.length("gutter"), type_.style("label")
    across = FIELDS_A_ROW // 2 if type_.one_column(width) else FIELDS_A_ROW
    column = (width - gutter * (across - 1)) / across
    for start in range(0, len(block.fields), across):
        row = [(f, type_.lines(f.value, "label", column)) for f in block.fields[start : start + across]]
        grown = max(0, max(len(lines) for _, lines in row) - 1) * label.leading
        top, y = y, y + type_.length("field-height") + grown
        for i, (field, _) in enumerate(row):
            key = ("field", column, y - top, field.label, field.value)
            made = type_.once(key, lambda t, f=field, height=y - top: _field(f, column, height, t))  # type: ignore[misc]
            board.hold(made, i * (column + gutter), top)
        y += type_.length("list-gap")
    return board.piece(y - type_.length("list-gap"))


def _field(field: Labelled, width: float, height: float, type_: Type) -> Piece:
    board, node, rule = Board(type_), leaf("P"), type_.length("write-rule")
    board.word(field.label, "soft", 0, 0, node, more=bool(field.value))
    board.text(field.value, "label", 0, type_.style("soft").leading + 0.6 * MM, width, node)
    board.rule(0, width, height - rule, "write-rule", "rule")
    board.nodes.append(node)
    return board.piece(height)


DISCS = (("List", "ListNumbering", "/Disc"),)


def bullets(
    board: Board,
    listed: Listed,
    x: float,
    y: float,
    width: float,
    styles: tuple[str, str],
    hang: float,
) -> tuple[float, list[Node]]:
    """A small heading and its entries; styles: of the heading and of the entries.  Returns the y under them."""
    nodes = []
    if listed.heading:
        head = leaf("P")
        y = board.text(listed.heading, styles[0], x, y, width, head)
        nodes.append(head)
    y, items = bullet_items(board, listed.entries, x, y, width, styles[1], hang)
    if items:
        nodes.append(Node("L", tuple(items), attrs=DISCS))
    return y, nodes


def bullet_items(
    board: Board, entries: Sequence[Words], x: float, y: float, width: float, style: str, hang: float
) -> tuple[float, list[Node]]:
    """Entries with a dot before each; returns the y under the last."""
    items, dot, s = [], board.type.length("bullet"), board.type.style(style)
    for entry in entries:
        body = leaf("LBody")
        middle = y + s.baseline - s.cap / 2 + 0.3
        board.shape(circle(x + dot / 2, middle, dot / 2), fill="ink")
        y = board.text(entry, style, x + hang, y, width - hang, body)
        items.append(Node("LI", (body,)))
    return y, items


def help_box(block: HelpBox, width: float, type_: Type) -> Piece:
    board = Board(type_)
    pad_x, pad_top = type_.length("help-side"), type_.length("help-top")
    pad_bottom, gap = type_.length("help-bottom"), type_.length("help-gap")
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
    column, hang = (width - 2 * pad_x - gap) / 2, type_.length("bullet-hang")
    top, bottoms, nodes = pad_top + icon + 1 * MM, [], [head]
    for i, listed in enumerate(block.first):
        y, more = bullets(board, listed, pad_x + i * (column + gap), top, column, ("label", "body"), hang)
        nodes += more
        bottoms.append(y)
    height = max(bottoms) + pad_bottom
    if block.last:
        board.rule(pad_x, width - pad_x, height - 1.2 * MM, "frame-rule", "stop")
        first = leaf("P")
        top = board.text(block.last.heading, "label", pad_x, height, width - 2 * pad_x, first)
        half = -(-len(block.last.entries) // 2)
        items, bottoms = [], []
        for i, entries in enumerate((block.last.entries[:half], block.last.entries[half:])):
            y, some = bullet_items(board, entries, pad_x + i * (column + gap), top, column, "body", hang)
            items += some
            bottoms.append(y)
        nodes += [first, Node("L", tuple(items), attrs=DISCS)]
        height = max(bottoms) + pad_bottom
    board.box(0, 0, width, height, radius="stop-radius", stroke="stop", rule="stop-rule")
    board.nodes.append(Node("Sect", tuple(nodes)))
    return board.piece(height)


def small_scales(boxes: list[tuple[float, float]], width: float, height: float) -> list[float]:
    """Scales (points a unit) at which drawings of these sizes fit, none over MOST_SCALE_RATIO times the smallest."""
    fits = [min(width / w, height / h) for w, h in boxes]
    return [min(fit, min(fits) * MOST_SCALE_RATIO) for fit in fits]


def glances(block: Glances, width: float, type_: Type) -> Piece:
    """A part of a longer table has no heading."""
    board, y = Board(type_), 0.0
    if block.heading:
        key = ("glances-head", width, block.heading)
        y = board.hold(type_.once(key, lambda t: _glances_head(block.heading, width, t)), 0, 0)
    head = tuple(board.nodes)
    if block.table:
        y, more = _table(board, block.entries, y, width)
        board.nodes = [Node("Sect", (*head, *more))]
        return board.piece(y, tuple(more))
    y = _pictured(board, block.entries, y, width, type_.style("label").leading)
    board.nodes = [Node("Sect", tuple(board.nodes))]
    return board.piece(y)


def _glances_head(heading: str, width: float, type_: Type) -> Piece:
    board, node = Board(type_), leaf("H2")
    y = board.text(heading, "label", 0, 0, width, node) + type_.length("glance-top")
    board.marks.append((heading, 1, 0.0))
    board.nodes.append(node)
    return board.piece(y)


def glances_on_pages(block: Glances, width: float, room: float, type_: Type) -> list[Piece]:
    """The plan at a glance in parts of at most `room` points, between rows of its table.

    In one column pictures may go on as well: six with large type are higher than a page.
    """
    piece = glances(block, width, type_)
    if piece.height <= room or not (block.table or type_.one_column(width)):
        return [piece]
    count = len(block.entries) - 1
    while (
        count > 1
        and (piece := glances(replace(block, entries=block.entries[:count]), width, type_)).height > room
    ):
        count -= 1
    rest = replace(block, heading="", entries=block.entries[count:])
    return [piece, *glances_on_pages(rest, width, room, type_)]


def _pictured(board: Board, entries: tuple[Glance, ...], y: float, width: float, leading: float) -> float:
    """Returns the y under the last row."""
    type_ = board.type
    gutter, gap = type_.length("gutter"), type_.length("list-gap")
    names = [type_.width(f"{e.number}  {e.name}", "label") for e in entries]
    least = type_.length("least-glance")
    if all(len(type_.plain(e.name)) <= SHORT_NAME for e in entries):
        least = max(least, type_.length("least-glance-picture") + gap + max(names))
    across = min(GLANCES_A_ROW, max(1, int((width + gutter + SLACK) / (least + gutter))))
    column = (width - gutter * (across - 1)) / across
    doses = [type_.width(words, "body") for e in entries for words in (e.dose, *e.often)]
    room = min(
        type_.length("glance-width"),
        max(type_.length("least-glance-picture"), column - gap - max(*names, *doses)),
    )
    beside = column - gap - room
    for entry, needed in zip(entries, names, strict=True):
        if needed > beside + SLACK:
            type_.problems.error(
                place_of(entry.name),
                f"{str(entry.name)!r} does not fit in the plan at a glance",
                "use a shorter `short`",
            )
    scales = small_scales(
        [(e.figure.drawing.box.width, e.figure.drawing.box.height) for e in entries],
        room,
        type_.length("glance-height"),
    )
    doses_told = [[type_.lines(words, "body", beside) for words in (e.dose, *e.often)] for e in entries]
    # Where a cell has the whole width, the days stand beside the dose, one under the other from cell to cell.
    days = max(type_.width(e.dose, "body") for e in entries) + gutter
    often = max((type_.width(words, "body") for e in entries for words in e.often), default=0.0)
    in_line = across == 1 and days + often <= beside and all(len(e.often) == 1 for e in entries)
    most = 2 if in_line else 1 + max(sum(map(len, lines)) for lines in doses_told)
    row_height = (
        type_.length("frame-rule")
        + type_.length("glance-top")
        + max(most * leading, type_.length("glance-height"))
        + gap
    )
    days = days if in_line else 0.0
    for i, (entry, scale) in enumerate(zip(entries, scales, strict=True)):
        x, top = (i % across) * (column + gutter), y + (i // across) * row_height
        told = (entry.number, entry.name, entry.dose, entry.often, entry.figure.key)
        key = ("glance", told, column, room, scale, days)
        made = type_.once(key, lambda t, e=entry, k=scale: _glance(e, column, room, k, days, t))  # type: ignore[misc]
        board.hold(made, x, top)
    rows = -(-len(entries) // across)
    return y + rows * row_height - gap


def _glance(entry: Glance, width: float, room: float, scale: float, days: float, type_: Type) -> Piece:
    """One cell, with `room` for its picture.  days: where they stand beside the dose; 0 where they stand below it."""
    board, gap, leading = Board(type_), type_.length("list-gap"), type_.style("label").leading
    beside = width - gap - room
    board.rule(0, width, 0, "frame-rule", "rule")
    top = type_.length("frame-rule") + type_.length("glance-top")
    name = leaf("P")
    left, under = room + gap, top + leading
    number = board.word(str(entry.number), "label", left, top, name, more=True)
    board.word(str(entry.name), "label", left + number + type_.width("  ", "label"), top, name)
    parts = [name]
    for j, words in enumerate((entry.dose, *entry.often)):
        parts.append(leaf("P"))
        lines = type_.lines(words, "body", beside)
        if days:
            board.set(lines, "body", left + j * days, under, beside - j * days, parts[-1])
        else:
            under = board.set(lines, "body", left, under, beside, parts[-1])
    picture = board.stand(entry.figure, 0, room, top + type_.length("glance-height"), scale)
    board.nodes.append(Node("Div", (*parts, picture)))
    return board.piece(under)


def _table(board: Board, entries: tuple[Glance, ...], y: float, width: float) -> tuple[float, list[Node]]:
    type_, rows = board.type, []
    columns = [width * share for share in GLANCE_COLUMNS]
    rooms = [right - left - type_.length("part-gap") for left, right in pairwise((*columns, width))]
    pad = type_.length("fact-padding")
    for entry in entries:
        board.rule(0, width, y, "hair-rule", "hair")
        if entry.group:
            head = leaf("TH", Table_Scope="/Column", Table_ColSpan="3")
            y = board.text(entry.group, "label", columns[0], y + pad, width, head) + pad
            rows.append(Node("TR", (head,)))
            board.rule(0, width, y, "hair-rule", "hair")
        name, dose, often = leaf("TH", Table_Scope="/Row"), leaf("TD"), [leaf("P") for _ in entry.often]
        words = Words(f"{entry.number}  {entry.name}", place_of(entry.name))
        under = [
            board.text(words, "label", columns[0], y + pad, rooms[0], name),
            board.text(entry.dose, "body", columns[1], y + pad, rooms[1], dose),
        ]
        line = y + pad
        for text, node in zip(entry.often, often, strict=True):
            line = board.text(text, "body", columns[2], line, rooms[2], node)
        rows.append(Node("TR", (name, dose, Node("TD", tuple(often)))))
        y = max(*under, line) + pad
    return y, [Node("Table", tuple(rows))]
