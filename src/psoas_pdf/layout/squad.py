"""The table of a squad: athletes down, exercises across, as many pages as both take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from psoas_pdf.document import Document
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.entries import Entry, draw, each_box, field_of, least_boxes, measured
from psoas_pdf.layout.landscape import SLACK, Landscape, begins_group, parted, scales_of, units_of
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Layout, Stock
from psoas_pdf.pages import HEADER, Node, Sheets
from psoas_pdf.teams import Athlete, Squad
from psoas_pdf.text.lines import Line
from psoas_pdf.units import MM

ROWS = 12
"""Athletes on a page where the layout doesn't say."""
COLUMNS = 5
LEAST_SHARES = 3
"""Fewer exercises leave the rest of the page white: a row of few wide cells loses the eye."""
STRONG_EVERY = 4
MOST_PAGES = 400


def lay_out_squad(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    sheet = Landscape(document, layout, stock, type_)
    for _, block in document.blocks:
        if not isinstance(block, Squad):
            raise TypeError(f"a team sheet has no block {type(block).__name__}")
        _Table(sheet, block).lay_out()
    return sheet.sheets()


class _Row(NamedTuple):
    athlete: Athlete
    name: tuple[Line, ...]
    cells: tuple[Entry, ...]
    height: float


class _Table:
    """A squad on its pages: which exercises stand on each, how wide they are, how high each row is."""

    def __init__(self, sheet: Landscape, squad: Squad) -> None:
        self.sheet, self.squad, self.type = sheet, squad, sheet.type
        self.pad, self.first = self.type.length("team-pad"), self.type.length("team-name")
        self.share = sheet.width - self.first
        self.parts = self._columns()
        self.width = {i: wide - 2 * self.pad for part in self.parts for i, wide in part.items()}
        self.usual = [self._usual(i) for i in range(len(squad.lifts))]
        self.top = sheet.under_head(squad.title, squad.fields)
        self.seen: set[int] = set()

    # columns
    def _columns(self) -> list[dict[int, float]]:
        """The exercises of each page with their widths; those that are done in turn stay together.

        All have one width; where the boxes of one need more, each has what it needs and a share of the rest.
        """
        most = self.squad.exercises_a_page or COLUMNS
        needed = [self._needed(i) for i in range(len(self.squad.lifts))]
        least = [max(one, self.share / most) for one in needed]
        for lift, wide in zip(self.squad.lifts, needed, strict=True):
            if wide > self.share + SLACK:
                told = f"the boxes of {str(lift.name)!r} take {wide / MM:.0f} mm, and a row has {self.share / MM:.0f}"
                self.type.problems.error(lift.place, told, "write fewer sets")
        pages: list[list[int]] = [[]]
        for unit in units_of(self.squad.lifts):
            whole = sum(least[i] for i in (*pages[-1], *unit)) <= self.share + SLACK
            if pages[-1] and not whole:
                pages.append([])
            for i in unit:
                if pages[-1] and sum(least[k] for k in (*pages[-1], i)) > self.share + SLACK:
                    pages.append([])
                pages[-1].append(i)
        return [self._widths(page, least) for page in pages]

    def _widths(self, page: Sequence[int], least: Sequence[float]) -> dict[int, float]:
        each = self.share / max(LEAST_SHARES, len(page))
        if all(least[i] <= each + SLACK for i in page):
            return dict.fromkeys(page, each)
        more = max(0.0, self.share - sum(least[i] for i in page)) / len(page)
        return {i: least[i] + more for i in page}

    def _needed(self, column: int) -> float:
        """Least width of a column for its loads and boxes."""
        type_, cells = self.type, [athlete.cells[column] for athlete in self.squad.athletes]
        boxes = max(least_boxes(cell, type_) for cell in cells)
        return boxes + max(field_of(cell, type_) for cell in cells) + 2 * self.pad

    def _usual(self, column: int) -> float:
        """Width of the boxes of a column: as wide as they can all be."""
        type_, width = self.type, self.width[column]
        cells = [athlete.cells[column] for athlete in self.squad.athletes if athlete.cells[column].boxes]
        each = [each_box(cell, width, field_of(cell, type_), type_) for cell in cells]
        return min([type_.length("team-widest-box"), *each])

    # rows
    def _measure(self, athlete: Athlete, columns: Mapping[int, float]) -> _Row:
        type_ = self.type
        more = type_.width(athlete.more, "body") + self.pad if athlete.more else 0.0
        name = type_.lines(athlete.name, "label", self.first - self.pad - more)
        cells = tuple(measured(athlete.cells[i], self.width[i], self.usual[i], type_) for i in columns)
        high = len(name) * type_.style("body").leading + 2 * type_.length("team-row-pad")
        height = max(type_.length("team-row"), high, *(cell.height(type_) for cell in cells))
        return _Row(athlete, name, cells, height)

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

    def _fitting(self, rows: Sequence[_Row], columns: Mapping[int, float], foot: float) -> int:
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

    def _head_height(self, columns: Mapping[int, float], picture: float) -> float:
        type_ = self.type
        leading = type_.style("body").leading
        lines = max(self._head_lines(i) for i in columns)
        gap = type_.length("team-head-gap")
        return (
            self._groups_height(columns) + picture + gap + lines * leading + gap + type_.length("block-rule")
        )

    def _groups_height(self, columns: Mapping[int, float]) -> float:
        """Of the headings over the pictures; one line on every page of a squad that has groups."""
        lifts = self.squad.lifts
        lines = [
            len(self.type.lines(lifts[i].group, "label", self.width[i])) for i in columns if lifts[i].group
        ]
        grouped = any(lift.group for lift in lifts)
        return max([1, *lines]) * self.type.style("body").leading if grouped else 0.0

    def _head_lines(self, column: int) -> int:
        lift, width = self.squad.lifts[column], self.width[column]
        named = self.type.lines(lift.name, "label", width, lift.code)
        return len(named) + sum(len(self.type.lines(line, "body", width)) for line in lift.lines)

    # drawing
    def _page(self, rows: Sequence[_Row], columns: Mapping[int, float], foot: float) -> None:
        board, y = self.sheet.open(self.squad.title, self.squad.fields)
        top = y
        room = foot - y - sum(row.height for row in rows)
        picture, least = self.type.length("team-figure-height"), self.type.length("least-team-figure")
        step = self.type.length("team-figure-step")
        while picture - step >= least and self._head_height(columns, picture) > room + SLACK:
            picture -= step
        y, head = self._head(board, columns, y, picture)
        body = []
        right = self.first + sum(columns.values())
        for i, row in enumerate(rows, 1):
            body.append(self._row(board, row, columns, y))
            y += row.height
            rule = "team-row-rule" if i % STRONG_EVERY and i < len(rows) else "team-fourth-rule"
            board.rule(0, right, y - self.type.length(rule), rule, "ink")
        self._uprights(board, columns, top, y)
        board.nodes.append(Node("Table", (Node("THead", (head,)), Node("TBody", tuple(body)))))
        self.sheet.close(board, self.squad.foot)

    def _uprights(self, board: Board, columns: Mapping[int, float], top: float, bottom: float) -> None:
        x, before = self.first, -1
        for i, wide in columns.items():
            thick = before >= 0 and parted(self.squad.lifts, i, before)
            rule = "team-pair-rule" if thick else "team-fourth-rule"
            board.upright(x, top, bottom, rule, "ink")
            x, before = x + wide, i

    def _head(
        self, board: Board, columns: Mapping[int, float], y: float, picture: float
    ) -> tuple[float, Node]:
        type_, squad, gap = self.type, self.squad, self.type.length("team-head-gap")
        end = y + self._head_height(columns, picture) - type_.length("block-rule")
        floor = y + self._groups_height(columns) + picture
        nodes = [self._corner(board, floor + gap)]
        wide = min(type_.length("team-figure"), *self.width.values())
        scales = scales_of(squad.lifts, wide, picture)
        x, first = self.first + self.pad, True
        for i, column in columns.items():
            lift, inner = squad.lifts[i], self.width[i]
            kids: list[Node] = []
            if lift.group and (first or begins_group(squad.lifts, i)):
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
            x, first = x + column, False
        board.rule(0, x - self.pad, end, "block-rule", "ink")
        return end + type_.length("block-rule"), Node("TR", tuple(nodes))

    def _corner(self, board: Board, y: float) -> Node:
        leading, label, more = board.type.style("body").leading, leaf("P"), leaf("P")
        kids = (label, more) if self.squad.more else (label,)
        board.word(self.squad.athlete, "label", 0, y, label)
        if self.squad.more:
            board.word(self.squad.more, "body", 0, y + leading, more)
        return Node("TH", kids, attrs=(("Table", "Scope", "/Column"),))

    def _row(self, board: Board, row: _Row, columns: Mapping[int, float], y: float) -> Node:
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
        x = self.first + self.pad
        for (i, wide), entry in zip(columns.items(), row.cells, strict=True):
            nodes.append(Node("TD", tuple(draw(board, entry, x, y, self.width[i], height))))
            x += wide
        return Node("TR", tuple(nodes))
