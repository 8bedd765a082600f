"""The table of a squad: athletes down, exercises across, as many pages as both take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from psoas_pdf.document import Document
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.landscape import SLACK, Landscape, scales_of, units_of
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Layout, Stock
from psoas_pdf.pages import HEADER, Node, Sheets
from psoas_pdf.teams import Athlete, Cell, Lift, Squad
from psoas_pdf.text.lines import Line
from psoas_pdf.units import MM

ROWS = 12
"""Athletes on a page where the layout doesn't say."""
COLUMNS = 5
LEAST_SHARES = 3
"""Fewer exercises leave the rest of the page white: a row of few wide cells loses the eye."""
STRONG_EVERY = 4
PICTURE_STEP = 0.5 * MM
MOST_PAGES = 400


def lay_out_squad(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    sheet = Landscape(document, layout, stock, type_)
    for _, block in document.blocks:
        if not isinstance(block, Squad):
            raise TypeError(f"a team sheet has no block {type(block).__name__}")
        _Table(sheet, block).lay_out()
    return sheet.sheets()


class _Set(NamedTuple):
    """A cell, measured.  inline: its words stand beside its boxes; under: lines below them; box: width of each."""

    cell: Cell
    inline: bool
    under: tuple[Line, ...]
    box: float = 0.0


class _Row(NamedTuple):
    athlete: Athlete
    name: tuple[Line, ...]
    cells: tuple[_Set, ...]
    height: float


class _Table:
    """A squad on its pages: which exercises stand on each, how wide they are, how high each row is."""

    def __init__(self, sheet: Landscape, squad: Squad) -> None:
        self.sheet, self.squad, self.type = sheet, squad, sheet.type
        self.pad, self.first = self.type.length("team-pad"), self.type.length("team-name")
        self.share = sheet.width - self.first
        self.fields = [self._field(i) for i in range(len(squad.lifts))]
        self.parts, self.column = self._columns()
        self.usual = [self._usual(i) for i in range(len(squad.lifts))]
        self.top = sheet.under_head(squad.title, squad.fields)
        self.seen: set[int] = set()

    # columns
    def _field(self, column: int) -> float:
        """Width for the loads of a column; 0 where there are none."""
        cells = [athlete.cells[column] for athlete in self.squad.athletes]
        if any(cell.number or (cell.unit and cell.boxes and not cell.boxes[0]) for cell in cells):
            return self.type.length("team-load-field")
        units = max((self.type.width(cell.unit, "body") for cell in cells if cell.unit), default=0.0)
        return units + self.type.length("team-box-gap") if units else 0.0

    def _boxes(self, cell: Cell) -> float:
        """Least width of a cell's boxes."""
        type_ = self.type
        least = max((self._box(mark) for mark in cell.boxes), default=0.0)
        return len(cell.boxes) * (least + type_.length("team-box-gap")) - type_.length("team-box-gap")

    def _box(self, mark: str) -> float:
        """Least width of a box: to write in, to tick, or to write in behind a load."""
        type_ = self.type
        if not mark:
            return type_.length("team-box")
        if mark.isalpha():
            return max(type_.length("team-mark"), type_.width(mark, "body") + 2 * type_.length("tick-radius"))
        return type_.width(mark, "body") + type_.length("team-mark") + type_.length("tick-radius")

    def _columns(self) -> tuple[list[list[int]], float]:
        """The exercises of each page, those done in turn together, and the width of all columns."""
        needed = [
            max(self._boxes(athlete.cells[i]) for athlete in self.squad.athletes)
            + self.fields[i]
            + 2 * self.pad
            for i in range(len(self.squad.lifts))
        ]
        most = self.squad.exercises_a_page or COLUMNS
        count = next((n for n in range(most, 1, -1) if max(needed) <= self.share / n + SLACK), 1)
        for lift, wide in zip(self.squad.lifts, needed, strict=True):
            if wide > self.share + SLACK:
                told = f"the boxes of {str(lift.name)!r} take {wide / MM:.0f} mm, and a row has {self.share / MM:.0f}"
                self.type.problems.error(lift.place, told, "write fewer sets")
        pages: list[list[int]] = [[]]
        for unit in units_of(self.squad.lifts):
            for at in range(0, len(unit), count):
                some = unit[at : at + count]
                if pages[-1] and len(pages[-1]) + len(some) > count:
                    pages.append([])
                pages[-1] += some
        return pages, self.share / max(LEAST_SHARES, *map(len, pages))

    # rows
    def _measure(self, athlete: Athlete, columns: Sequence[int]) -> _Row:
        type_ = self.type
        leading, pad = type_.style("body").leading, type_.length("team-row-pad")
        more = type_.width(athlete.more, "body") + self.pad if athlete.more else 0.0
        name = type_.lines(athlete.name, "label", self.first - self.pad - more)
        cells = tuple(self._set(athlete.cells[i], self.usual[i]) for i in columns)
        height = max(type_.length("team-row"), len(name) * leading + 2 * pad)
        for one in cells:
            under = len(one.under) * leading
            height = max(height, under + (type_.length("team-row") - pad if one.cell.boxes else 2 * pad))
        return _Row(athlete, name, cells, height)

    def _usual(self, column: int) -> float:
        """Width of the boxes of a column: as wide as they can all be."""
        cells = [athlete.cells[column] for athlete in self.squad.athletes if athlete.cells[column].boxes]
        widest = self.type.length("team-widest-box")
        return min([widest, *(self._each(cell, self._taken(cell)) for cell in cells)])

    def _taken(self, cell: Cell) -> float:
        """Width of what stands left of the boxes, where no words do."""
        if _loaded(cell):
            return self.type.width(cell.unit, "body") + self.type.length("team-box-gap")
        return self.type.length("team-load-field") if cell.unit else 0.0

    def _each(self, cell: Cell, taken: float) -> float:
        """Width of a box, where so much is taken of the cell."""
        gaps = (len(cell.boxes) - 1) * self.type.length("team-box-gap")
        return (self.column - 2 * self.pad - taken - gaps) / len(cell.boxes)

    def _set(self, cell: Cell, usual: float) -> _Set:
        """The cell with its words beside its boxes, after its number if it has one, or else under them."""
        type_, inner = self.type, self.column - 2 * self.pad
        if not cell.boxes:
            return _Set(cell, False, type_.lines(cell.words, "body", inner))
        box = max(usual, *map(self._box, cell.boxes))
        if not cell.words:
            return _Set(cell, False, (), box)
        taken = self._before(cell) + type_.width(cell.words, "body") + type_.length("team-box-gap")
        fits = self._each(cell, taken) >= max(map(self._box, cell.boxes)) - SLACK
        if fits and (cell.number or not cell.unit):
            return _Set(cell, True, (), min(box, self._each(cell, taken)))
        return _Set(cell, False, type_.lines(cell.words, "body", inner), box)

    def _before(self, cell: Cell) -> float:
        """Width of the number that stands before words beside the boxes."""
        if not cell.unit or cell.spare:
            return 0.0
        type_ = self.type
        number = type_.width(cell.number, "team-load") if cell.number else 0.0
        return number + type_.width(f" {cell.unit}", "body") + self.pad

    def lay_out(self) -> None:
        """Page after page: some athletes with all their exercises, then the next."""
        squad, most = self.squad, self.squad.athletes_a_page or ROWS
        foot = self.sheet.foot_top(squad.foot) - self.type.length("team-gap")
        at = 0
        while at < len(squad.athletes) and len(self.sheet.pages) < MOST_PAGES:
            some = squad.athletes[at : at + most]
            count = len(some)
            for columns in self.parts:
                rows = [self._measure(athlete, columns) for athlete in some]
                count = min(count, self._fitting(rows, columns, foot))
            for columns in self.parts:
                self._page([self._measure(athlete, columns) for athlete in some[:count]], columns, foot)
            at += count
        if at < len(squad.athletes):
            told = f"the sheet has more than {MOST_PAGES} pages"
            self.type.problems.error(squad.place, told, "split the roster")

    def _fitting(self, rows: Sequence[_Row], columns: Sequence[int], foot: float) -> int:
        """How many rows stand on a page with the smallest pictures, at least one."""
        room = foot - self.top - self._head_height(columns, self.type.length("least-team-figure"))
        count = 0
        for row in rows:
            room -= row.height
            if room < -SLACK:
                break
            count += 1
        if not count:
            told = "a row is higher than the page"
            self.type.problems.error(rows[0].athlete.place, told, "use shorter words")
        return max(1, count)

    def _head_height(self, columns: Sequence[int], picture: float) -> float:
        type_ = self.type
        leading = type_.style("body").leading
        lines = max(self._head_lines(self.squad.lifts[i]) for i in columns)
        groups = leading if any(lift.group for lift in self.squad.lifts) else 0.0
        gap = type_.length("team-head-gap")
        return groups + picture + gap + lines * leading + gap + type_.length("block-rule")

    def _head_lines(self, lift: Lift) -> int:
        inner = self.column - 2 * self.pad
        named = self.type.lines(lift.name, "label", inner, lift.code)
        return len(named) + sum(len(self.type.lines(line, "body", inner)) for line in lift.lines)

    # drawing
    def _page(self, rows: Sequence[_Row], columns: Sequence[int], foot: float) -> None:
        board, y = self.sheet.open(self.squad.title, self.squad.fields)
        top = y
        room = foot - y - sum(row.height for row in rows)
        picture, least = self.type.length("team-figure-height"), self.type.length("least-team-figure")
        while picture - PICTURE_STEP >= least and self._head_height(columns, picture) > room + SLACK:
            picture -= PICTURE_STEP
        y, head = self._head(board, columns, y, picture)
        body = []
        right = self.first + len(columns) * self.column
        for i, row in enumerate(rows, 1):
            body.append(self._row(board, row, y))
            y += row.height
            rule = "team-row-rule" if i % STRONG_EVERY and i < len(rows) else "team-fourth-rule"
            board.rule(0, right, y - self.type.length(rule), rule, "ink")
        self._uprights(board, columns, top, y)
        board.nodes.append(Node("Table", (Node("THead", (head,)), Node("TBody", tuple(body)))))
        self.sheet.close(board, self.squad.foot)

    def _uprights(self, board: Board, columns: Sequence[int], top: float, bottom: float) -> None:
        lifts = self.squad.lifts
        for k, i in enumerate(columns):
            pair = k > 0 and lifts[i].unit != lifts[columns[k - 1]].unit and self._paired(i, columns[k - 1])
            rule = "team-pair-rule" if pair else "team-fourth-rule"
            board.upright(self.first + k * self.column, top, bottom, rule, "ink")

    def _paired(self, *columns: int) -> bool:
        """Whether one of them is done in turn with others, or begins a group."""
        units = [lift.unit for lift in self.squad.lifts]
        return any(units.count(units[i]) > 1 for i in columns) or bool(self.squad.lifts[columns[0]].group)

    def _head(self, board: Board, columns: Sequence[int], y: float, picture: float) -> tuple[float, Node]:
        type_, squad, gap = self.type, self.squad, self.type.length("team-head-gap")
        leading, inner = type_.style("body").leading, self.column - 2 * self.pad
        end = y + self._head_height(columns, picture) - type_.length("block-rule")
        floor = y + picture + (leading if any(lift.group for lift in squad.lifts) else 0.0)
        nodes = [self._corner(board, end - gap)]
        wide = min(type_.length("team-figure"), inner)
        scales = scales_of(squad.lifts, wide, picture)
        for k, i in enumerate(columns):
            lift, x, kids = squad.lifts[i], self.first + k * self.column + self.pad, []
            if lift.group:
                kids.append(leaf("P"))
                board.text(lift.group, "label", x, y, inner, kids[0])
            box = lift.figure.drawing.box
            drawn = board.stand(lift.figure, x, box.width * scales[i], floor, scales[i])
            if i in self.seen:
                board.items[-1] = replace(board.items[-1], mark=HEADER)
            else:
                kids.append(drawn)
            self.seen.add(i)
            kids.append(leaf("P"))
            under = board.text(lift.name, "label", x, floor + gap, inner, kids[-1], lead=f"{lift.code} ")
            for line in lift.lines:
                kids.append(leaf("P"))
                under = board.text(line, "body", x, under, inner, kids[-1])
            nodes.append(Node("TH", tuple(kids), attrs=(("Table", "Scope", "/Column"),)))
        board.rule(0, self.first + len(columns) * self.column, end, "block-rule", "ink")
        return end + type_.length("block-rule"), Node("TR", tuple(nodes))

    def _corner(self, board: Board, bottom: float) -> Node:
        leading, label, more = board.type.style("body").leading, leaf("P"), leaf("P")
        kids = (label, more) if self.squad.more else (label,)
        y = bottom - len(kids) * leading
        board.word(self.squad.athlete, "label", 0, y, label)
        if self.squad.more:
            board.word(self.squad.more, "body", 0, y + leading, more)
        return Node("TH", kids, attrs=(("Table", "Scope", "/Column"),))

    def _row(self, board: Board, row: _Row, y: float) -> Node:
        type_, height = self.type, row.height - self.type.length("team-row-rule")
        leading = type_.style("body").leading
        name, kids = leaf("P"), []
        top = y + (height - len(row.name) * leading) / 2
        board.set(row.name, "label", 0, top, self.first, name)
        if row.name:
            kids.append(name)
        if row.athlete.more:
            more = leaf("P")
            middle = y + (height - leading) / 2
            board.word(row.athlete.more, "body", self.first - self.pad, middle, more, align="right")
            kids.append(more)
        nodes = [Node("TH", tuple(kids), attrs=(("Table", "Scope", "/Row"),))]
        for k, one in enumerate(row.cells):
            x = self.first + k * self.column + self.pad
            nodes.append(Node("TD", tuple(self._cell(board, one, x, y, height))))
        return Node("TR", tuple(nodes))

    def _cell(self, board: Board, one: _Set, x: float, y: float, height: float) -> Iterator[Node]:
        type_, cell, inner = self.type, one.cell, self.column - 2 * self.pad
        leading = type_.style("body").leading
        words = leaf("P")
        under = len(one.under) * leading
        if not cell.boxes:
            board.set(one.under, "body", x, y + (height - under) / 2, inner, words)
            yield words
            return
        middle = y + (height - under) / 2
        before = self._before(cell)
        if cell.unit and not (one.inline and cell.spare):
            yield self._number(board, cell, x, middle)
        if one.inline:
            board.word(cell.words, "body", x + before, middle - leading / 2, words)
            yield words
        yield self._draw_boxes(board, cell, x + inner, middle, one.box)
        if one.under:
            pad = type_.length("team-row-pad")
            board.set(one.under, "body", x, y + height - under - pad, inner, words)
            yield words

    def _number(self, board: Board, cell: Cell, x: float, middle: float) -> Node:
        """The load with its unit on one base line; without a number a line to write it on."""
        type_, node = self.type, leaf("P")
        load, body = type_.style("team-load"), type_.style("body")
        top = middle - load.leading / 2
        drop = top + load.baseline - body.baseline
        space = type_.width(" ", "body")
        if cell.number:
            after = x + board.word(cell.number, "team-load", x, top, node, more=True) + space
        elif cell.boxes[0] and not cell.boxes[0].isalpha():
            after = x
        else:
            after = x + type_.length("team-load-field") - type_.width(cell.unit, "body") - space
            board.rule(x, after - space, top + load.baseline + 1.2, "write-rule", "rule")
        board.word(cell.unit, "body", after, drop, node)
        return node

    def _draw_boxes(self, board: Board, cell: Cell, right: float, middle: float, wide: float) -> Node:
        type_, node = self.type, Node("Figure", alt=cell.heard)
        gap, high, body = type_.length("team-box-gap"), type_.length("team-box-height"), type_.style("body")
        left = right - len(cell.boxes) * (wide + gap) + gap
        for mark in cell.boxes:
            board.box(
                left,
                middle - high / 2,
                wide,
                high,
                radius="tick-radius",
                stroke="ink",
                rule="write-rule",
                mark=node,
            )
            if mark and _loaded(cell):
                board.word(
                    mark, "body", left + type_.length("tick-radius") * 1.5, middle - body.leading / 2, node
                )
            elif mark:
                board.word(mark, "body", left + wide / 2, middle - body.leading / 2, node, align="centre")
            left += wide + gap
        return node


def _loaded(cell: Cell) -> bool:
    """Whether its boxes hold the loads of their sets."""
    return bool(cell.boxes and cell.boxes[0]) and not cell.boxes[0].isalpha()
