"""The last page of a handout: the diary, a few sentences about the muscle, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from psoas_pdf.document import About, Diary, DiaryColumn, SourceNotes
from psoas_pdf.geometry import line, rectangle
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.facts import fact_rows
from psoas_pdf.layout.type import Type
from psoas_pdf.pages import HEADER, Node
from psoas_pdf.units import MM
from psoas_pdf.words import Words

MANY = 4
MOST_BESIDE = 6
"""With more exercises, or with more tick boxes than the half width holds, a week takes the whole width."""
SLACK = 0.01


def diary_head(block: Diary, width: float, type_: Type) -> Piece:
    """Title, how to fill it in, which number is which exercise, and the pain scale."""
    columns = tuple([(column.number, column.name, column.group) for column in block.columns])
    key = ("diary-head", width, block.heading, block.how, columns, block.least, block.most, block.scale)
    return type_.once(key, lambda t: _diary_head(block, width, t))


def _diary_head(block: Diary, width: float, type_: Type) -> Piece:
    board, head, how = Board(type_), leaf("H2"), leaf("P")
    y = board.text(block.heading, "page-title", 0, 0, width, head)
    board.marks.append((block.heading, 1, 0.0))
    y = board.text(block.how, "body", 0, y + 0.8 * MM, width, how)
    board.nodes += [head, how]
    y = _key(board, block, y, width)
    y += 2.2 * MM
    body, scale = type_.style("body"), leaf("P")
    left = type_.width(block.least, "body") + 3 * MM
    right = width - type_.width(block.most, "body") - 3 * MM
    widest = max(type_.width(number, "label") for number in block.scale) + 2 * MM
    beside = (right - left) / len(block.scale) >= widest
    top = y + (type_.length("scale-height") - body.leading) / 2 if beside else y
    board.word(block.least, "body", 0, top, scale, more=True)
    if not beside:
        # Words that leave the scale too little room stand above its ends.
        board.word(block.most, "body", width, top, scale, align="right", more=True)
        left, right, y = 0.0, width, y + body.leading
        top = y + (type_.length("scale-height") - body.leading) / 2
    rule = type_.length("write-rule")
    cell = (right - left) / len(block.scale)
    board.box(
        left,
        y,
        right - left,
        type_.length("scale-height"),
        radius="scale-radius",
        stroke="ink",
        rule="write-rule",
    )
    for i, number in enumerate(block.scale):
        if i:
            x = left + i * cell
            board.shape(
                line((x, y + rule), (x, y + type_.length("scale-height") - rule)),
                stroke="rule",
                width=type_.length("frame-rule"),
            )
        last = not beside and i + 1 == len(block.scale)
        board.word(number, "label", left + (i + 0.5) * cell, top, scale, align="centre", more=not last)
    if beside:
        board.word(block.most, "body", width, top, scale, align="right")
    board.nodes.append(scale)
    return board.piece(y + type_.length("scale-height"))


def repeated(head: Piece) -> Piece:
    """The same once more on a later page: seen there, and not read again."""
    items = tuple(replace(item, mark=HEADER) for item in head.at(0, 0))
    return Piece(head.height, items, ())


def _key(board: Board, block: Diary, y: float, width: float) -> float:
    """'1 Leg raise   2 Sit-up …', on as many lines as it takes, never broken within a name."""
    type_, leading = board.type, board.type.style("body").leading
    x, items = 0.0, []
    gap = 4 * MM
    for column in block.columns:
        number = type_.width(f"{column.number} ", "label")
        needed = number + type_.width(column.name, "body")
        label, name = leaf("Lbl"), leaf("LBody")
        if column.group:
            # Exercises of a group begin on a line of their own, behind its name.
            y = y + leading if x else y
            board.word(f"{column.group}:", "body", 0.0, y, label, more=True)
            x = type_.width(f"{column.group}: ", "body")
        if x and x + needed > width:
            x, y = 0.0, y + leading
        board.word(str(column.number), "label", x, y, label, more=True)
        board.word(str(column.name), "body", x + number, y, name)
        items.append(Node("LI", (label, name)))
        x += needed + gap
    board.nodes.append(Node("L", tuple(items), attrs=(("List", "ListNumbering", "/Decimal"),)))
    return y + leading


class Week(NamedTuple):
    """A week's table, or a part of it: which week (0 is the first), and its columns with their widths."""

    week: int
    columns: tuple[DiaryColumn, ...]
    widths: tuple[float, ...]
    day: float


class Weeks(NamedTuple):
    """All tables of a diary in order.  across: how many stand beside each other; parts: tables of one week."""

    tables: tuple[Week, ...]
    across: int
    parts: int


def diary_weeks(block: Diary, width: float, type_: Type) -> Weeks:
    """Two weeks beside each other if their columns leave the pain enough room; else one over the whole width.

    A column is wide enough for its tick boxes, which never shrink.  What one table can't hold stands in a
    second one for the same week.
    """
    half = (width - type_.length("gutter")) / 2
    day, each = _day_and_exercise(len(block.columns), type_)
    widths = [_column_width(column, each, type_) for column in block.columns]
    across = (
        2
        if not type_.one_column(width)
        and len(block.columns) <= MOST_BESIDE
        and day + sum(widths) + type_.length("least-pain") <= half
        else 1
    )
    if across == 1:
        day, each = type_.length("day-column"), type_.length("exercise-column-narrow")
        widths = [_column_width(column, each, type_) for column in block.columns]
    room = (half if across == 2 else width) - day - type_.length("least-pain")
    groups: list[list[int]] = [[]]
    for i, wide in enumerate(widths):
        if groups[-1] and sum(widths[k] for k in groups[-1]) + wide > room + SLACK:
            groups.append([])
        groups[-1].append(i)
    tables = tuple(
        Week(week, tuple(block.columns[i] for i in group), tuple(widths[i] for i in group), day)
        for week in range(len(block.weeks))
        for group in groups
    )
    return Weeks(tables, across, len(groups))


def _day_and_exercise(count: int, type_: Type) -> tuple[float, float]:
    """Least widths of the two kinds of column with so many exercises; pain takes the rest."""
    if count < MANY:
        return type_.length("day-column"), type_.length("exercise-column")
    if count < MOST_BESIDE:
        return type_.length("day-column"), type_.length("exercise-column-many")
    return type_.length("day-column-narrow"), type_.length("exercise-column-narrow")


def _column_width(column: DiaryColumn, least: float, type_: Type) -> float:
    most = max(column.due)
    return max(least, most * (type_.length("tick") + type_.length("tick-gap")))


def weeks(block: Diary, tables: Sequence[Week], across: int, width: float, row: float, type_: Type) -> Piece:
    """Tables of weeks, `across` of them beside each other."""
    told = tuple(
        [
            (
                block.weeks[table.week],
                table.widths,
                table.day,
                tuple([(c.number, c.due) for c in table.columns]),
            )
            for table in tables
        ]
    )
    words = block.from_, block.day, block.days, block.pain, block.rest_mark, block.rest_alt, block.tick_alt
    key = ("weeks", told, words, across, width, row)
    return type_.once(key, lambda t: _weeks(block, tables, across, width, row, t))


def _weeks(block: Diary, tables: Sequence[Week], across: int, width: float, row: float, type_: Type) -> Piece:
    board = Board(type_)
    gutter = type_.length("gutter")
    column = (width - gutter * (across - 1)) / across
    y = 0.0
    for i, table in enumerate(tables):
        x = (column + gutter) * (i % across)
        height = _week(board, block, table, x, y, column, row)
        if (i + 1) % across == 0 or i == len(tables) - 1:
            y += height + type_.length("week-gap")
    return board.piece(y - type_.length("week-gap"))


def _week(board: Board, block: Diary, table: Week, x: float, y: float, width: float, row: float) -> float:
    """One table with its caption; returns its height."""
    type_, caption = board.type, block.weeks[table.week]
    head = type_.once(
        ("week-caption", width, caption, block.from_), lambda t: _caption(caption, block.from_, width, t)
    )
    body = _days(block, table, width, row, type_)
    before = list(board.nodes)
    board.hold(head, x, y)
    board.hold(body, x, y + head.height)
    board.nodes = [*before, Node("Table", (*head.nodes, *body.nodes))]
    return head.height + body.height


def _caption(words: str, from_: str, width: float, type_: Type) -> Piece:
    board, body, node = Board(type_), type_.style("body"), leaf("Caption")
    board.word(words, "label", 0, 0, node, more=True)
    half = width * 0.48
    board.word(from_, "body", half, 0, node)
    left = half + type_.width(from_, "body") + 2 * MM
    board.rule(left, width, body.baseline + 1.2, "write-rule", "rule")
    board.nodes.append(node)
    return board.piece(body.leading + 0.8 * MM)


def _days(block: Diary, table: Week, width: float, row: float, type_: Type) -> Piece:
    """A table of seven days without its caption; days on which the same is due are the same in all weeks."""
    board, geometry = Board(type_), (width, row, table.widths, table.day)
    numbers = tuple([column.number for column in table.columns])
    key = ("week-head", geometry, numbers, block.day, block.pain, len(block.days))
    y = board.hold(type_.once(key, lambda t: _week_head(block, table, width, row, t)), 0, 0)
    head = board.nodes
    rows: list[Node] = []
    for i, name in enumerate(block.days):
        last = i + 1 == len(block.days)
        due = tuple([column.due[i] for column in table.columns])
        day = ("day", geometry, name, due, last, block.rest_mark, block.rest_alt, block.tick_alt)
        made = type_.once(
            day,
            lambda t, name=name, due=due, last=last: _day(block, table, name, due, width, row, last, t),  # type: ignore[misc]
        )
        y = board.hold(made, 0, y)
        rows += made.nodes
    board.nodes = [*head[:1], Node("TBody", tuple(rows))]
    return board.piece(y)


def _middles(table: Week) -> tuple[list[float], float]:
    """The middle of each column, and where the last ends."""
    edges = list(accumulate(table.widths, initial=table.day))
    return [(a + b) / 2 for a, b in pairwise(edges)], edges[-1]


def _week_head(block: Diary, table: Week, width: float, row: float, type_: Type) -> Piece:
    """The row of headings, and the line before the pain, down to the last day."""
    board, body = Board(type_), type_.style("body")
    board.rule(0, width, 0, "block-rule", "ink")
    y = type_.length("block-rule")
    middle, pain = _middles(table)
    head = [leaf("TH", Table_Scope="/Column") for _ in range(len(table.columns) + 2)]
    text = y + (type_.length("week-head") - body.leading) / 2
    board.word(block.day, "label", 0, text, head[0])
    for column, centre, node in zip(table.columns, middle, head[1:-1], strict=True):
        board.word(str(column.number), "label", centre, text, node, align="centre")
    board.word(block.pain, "label", (pain + width) / 2, text, head[-1], align="centre")
    under = y + type_.length("week-head")
    board.rule(0, width, under, "frame-rule", "rule")
    board.upright(pain, y, under + row * len(block.days), "write-rule", "rule")
    board.nodes.append(Node("THead", (Node("TR", tuple(head)),)))
    return board.piece(under)


def _day(
    block: Diary,
    table: Week,
    name: str,
    due: Sequence[int],
    width: float,
    row: float,
    last: bool,
    type_: Type,
) -> Piece:
    """due: how often each exercise is, on that day."""
    board, body = Board(type_), type_.style("body")
    cells = [leaf("TH", Table_Scope="/Row")]
    board.word(name, "body", 0, (row - body.leading) / 2, cells[0])
    for times, centre in zip(due, _middles(table)[0], strict=True):
        cells.append(_due(board, block, times, centre, 0.0, row))
    cells.append(leaf("TD"))
    board.rule(0, width, row - type_.length("hair-rule"), "hair-rule", "rule" if last else "hair")
    board.nodes.append(Node("TR", tuple(cells)))
    return board.piece(row)


def _due(board: Board, block: Diary, times: int, centre: float, y: float, row: float) -> Node:
    """A box for each time that the exercise is due, or the mark of a rest day."""
    type_ = board.type
    if not times:
        cell = leaf("TD", alt=block.rest_alt)
        board.word(
            block.rest_mark, "body", centre, y + (row - type_.style("body").leading) / 2, cell, align="centre"
        )
        return cell
    cell, size = leaf("TD", alt=block.tick_alt), type_.length("tick")
    left = centre - (times * size + (times - 1) * type_.length("tick-gap")) / 2
    rule, radius = type_.length("tick-rule"), type_.length("tick-radius")
    for i in range(times):
        x, top = left + i * (size + type_.length("tick-gap")), y + (row - size) / 2
        board.shape(
            rectangle(x + rule / 2, top + rule / 2, x + size - rule / 2, top + size - rule / 2, radius),
            stroke="ink",
            width=rule,
            mark=cell,
        )
    return cell


def about(block: About, width: float, type_: Type, with_uses: bool) -> Piece:
    """with_uses: whether the table of what the muscle does stands below."""
    board, y = _about(block, width, type_)
    if block.uses and with_uses:
        y, table = _uses(board, block, y + type_.length("part-gap"), width)
        board.nodes += table
    board.nodes = [Node("Sect", tuple(board.nodes))]
    return board.piece(y)


def about_parts(block: About, width: float, type_: Type, with_uses: bool) -> list[Piece]:
    """The same in pieces that may stand on several pages: the sentences, then the table row by row."""
    board, y = _about(block, width, type_)
    if not (block.uses and with_uses):
        board.nodes = [Node("Sect", tuple(board.nodes))]
        return [board.piece(y)]
    head, start = leaf("H3"), Board(type_)
    rows = fact_rows(block.uses, width, "body", type_)
    table = Node("Table", (Node("TBody", tuple(node for _, node in rows)),))
    own = tuple(board.nodes)
    board.nodes = [Node("Sect", (*own, head, table))]
    top = start.text(block.uses_heading, "label", 0, type_.length("part-gap"), width, head) + 1 * MM
    start.rule(0, width, top, "hair-rule", "hair")
    # A heading stays with its first row.
    under = start.add(rows[0][0], 0, top + type_.length("hair-rule"))
    later = [replace(row, own=(node,)) for row, node in rows[1:]]
    return [board.piece(y, own), start.piece(under, (head, rows[0][1])), *later]


def _about(block: About, width: float, type_: Type) -> tuple[Board, float]:
    """The muscle in a few sentences beside its picture."""
    board = Board(type_)
    board.rule(0, width, 0, "block-rule", "ink")
    top = type_.length("block-rule") + type_.length("rule-gap")
    x, under = 0.0, 0.0
    head = leaf("H2")
    nodes = [head]
    figure = block.figure
    if figure:
        box = figure.drawing.box
        k = min(type_.length("about-width") / box.width, type_.length("about-height") / box.height)
        x, under = type_.length("about-width") + type_.length("gutter"), top + box.height * k
    y = board.text(block.heading, "heading", x, top, width - x, head)
    board.marks.append((block.heading, 1, 0.0))
    paragraph = leaf("P")
    y = board.text(type_.joined(" ", block.sentences, "body"), "body", x, y + 0.6 * MM, width - x, paragraph)
    nodes.append(paragraph)
    if figure:
        picture = Node("Figure", alt=figure.alt)
        left = (type_.length("about-width") - box.width * k) / 2
        board.drawing(figure.drawing, left, top, box.width * k, box.height * k, picture)
        nodes.append(picture)
    board.nodes += nodes
    return board, max(y, under)


def _uses(board: Board, block: About, y: float, width: float) -> tuple[float, list[Node]]:
    """What the muscle does, an activity a row; returns the y under the table."""
    type_, head = board.type, leaf("H3")
    y = board.text(block.uses_heading, "label", 0, y, width, head) + 1 * MM
    board.rule(0, width, y, "hair-rule", "hair")
    y += type_.length("hair-rule")
    nodes = []
    for row, node in fact_rows(block.uses, width, "body", type_):
        y = board.add(row, 0, y)
        nodes.append(node)
    return y, [head, Node("Table", (Node("TBody", tuple(nodes)),))]


def sources(block: SourceNotes, width: float, type_: Type) -> Piece:
    """Two columns: where the facts come from, and what the sheet says of itself."""
    board = Board(type_)
    board.rule(0, width, 0, "frame-rule", "rule")
    top, gutter = 2.2 * MM, type_.length("gutter")
    one = type_.one_column(width)
    column = width if one else (width - gutter) / 2
    names = type_.joined("; ", block.sources, "body")
    joined = Words(names + ("." if names else ""), names.place)
    left = _column(board, block.heading, [joined], 0, top, column)
    x, top = (0.0, left + type_.length("part-gap")) if one else (column + gutter, top)
    right = _column(board, block.sheet_heading, list(block.sheet), x, top, column)
    board.marks.append((block.heading, 1, 0.0))
    return board.piece(max(left, right))


def _column(board: Board, heading: str, paragraphs: list[Words], x: float, y: float, width: float) -> float:
    head = leaf("H2")
    nodes = [head]
    y = board.text(heading, "label", x, y, width, head)
    for words in paragraphs:
        node = leaf("P")
        y = board.text(words, "body", x, y, width, node)
        nodes.append(node)
    board.nodes.append(Node("Sect", tuple(nodes)))
    return y
