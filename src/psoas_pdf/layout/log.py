"""One athlete's table of sessions: exercises down, sessions across, a line of cells for each set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from psoas_pdf.document import Document
from psoas_pdf.geometry import line
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.landscape import SLACK, Landscape, begins_group, parted, scales_of
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Layout, Stock
from psoas_pdf.pages import Node, Sheets
from psoas_pdf.teams import Log, Session
from psoas_pdf.text.lines import Line
from psoas_pdf.units import MM

GROUP = 1.35
"""Height of the line of a group's heading, in lines of text."""


def lay_out_log(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    sheet = Landscape(document, layout, stock, type_)
    for _, block in document.blocks:
        if not isinstance(block, Log):
            raise TypeError(f"a training log has no block {type(block).__name__}")
        _Table(sheet, block).lay_out()
    return sheet.sheets()


class _Row(NamedTuple):
    """An exercise, measured.  sets: width of the labels of its sets.  group: height of the heading over it."""

    at: int
    session: Session
    scale: float
    name: tuple[Line, ...]
    lines: tuple[tuple[Line, ...], ...]
    sets: float
    group: float
    height: float


class _Table:
    def __init__(self, sheet: Landscape, log: Log) -> None:
        self.sheet, self.log, self.type = sheet, log, sheet.type
        self.pad, self.first = self.type.length("team-pad"), self.type.length("log-exercise")
        self.right = sheet.width
        self.lifts = [row.lift for row in log.rows]
        self.session = (sheet.width - self.first) / len(log.sessions)
        self.cell = self.session / len(log.cells)
        self.dose, self.leading = self.type.style("team-load"), self.type.style("body").leading
        self.left = self.type.length("log-figure") + self.pad

    def lay_out(self) -> None:
        log, type_ = self.log, self.type
        if self.cell < type_.length("log-cell") - SLACK:
            told = f"{len(log.sessions)} sessions leave cells of {self.cell / MM:.0f} mm"
            type_.problems.error(log.place, told, "write fewer sessions: in the layout")
        room = type_.length("log-figure"), type_.length("log-figure-height")
        scales = scales_of(self.lifts, *room)
        rows = [self._measure(i, scale) for i, scale in enumerate(scales)]
        foot = self.sheet.foot_top(log.foot) - type_.length("team-gap")
        top = self.sheet.under_head(log.title, log.fields) + self._head_height()
        full = foot - top - type_.length("log-notes")
        page: list[_Row] = []
        left = full
        for row in rows:
            if row.height > full + SLACK:
                told = f"the exercise {str(row.session.lift.name)!r} is higher than the page"
                type_.problems.error(row.session.lift.place, told, "write fewer sets, or fewer words")
            if page and row.height > left + SLACK:
                self._page(page)
                page, left = [], full
            page.append(row)
            left -= row.height
        self._page(page)

    def _measure(self, at: int, scale: float) -> _Row:
        type_, session = self.type, self.log.rows[at]
        lift = session.lift
        group = GROUP * self.leading if begins_group(self.lifts, at) else 0.0
        sets = max(type_.width(label, "body") for label in session.sets)
        width = self.first - self.left - sets - 2 * self.pad
        name = type_.lines(lift.name, "label", width, lift.code)
        lines = tuple(type_.lines(words, "body", width) for words in lift.lines)
        dose = len(type_.lines(session.dose, "team-load", width)) * self.dose.leading
        words = (len(name) + sum(map(len, lines))) * self.leading + dose
        picture = lift.figure.drawing.box.height * scale
        height = max(words, picture, len(session.sets) * type_.length("log-set")) + 2 * type_.length(
            "list-gap"
        )
        return _Row(at, session, scale, name, lines, sets, group, height + group)

    def _head_height(self) -> float:
        return 3 * self.leading + 2 * self.type.length("list-gap") + self.type.length("block-rule")

    # drawing
    def _page(self, rows: Sequence[_Row]) -> None:
        board, y = self.sheet.open(self.log.title, self.log.fields)
        top = y
        y, head = self._head(board, y)
        body: list[Node] = []
        for row in rows:
            if body:
                thick = parted(self.lifts, row.at, row.at - 1)
                rule = "team-pair-rule" if thick else "team-fourth-rule"
                board.rule(0, self.right, y - self.type.length(rule) / 2, rule, "ink")
            body.append(self._row(board, row, y))
            y += row.height
        board.rule(0, self.right, y, "team-fourth-rule", "ink")
        body.append(self._notes(board, y))
        y += self.type.length("log-notes")
        board.rule(0, self.right, y, "team-fourth-rule", "ink")
        for i in range(len(self.log.sessions)):
            board.upright(self.first + i * self.session, top, y, "team-fourth-rule", "ink")
        board.nodes.append(Node("Table", (Node("THead", (head,)), Node("TBody", tuple(body)))))
        self.sheet.close(board, self.log.foot)

    def _head(self, board: Board, y: float) -> tuple[float, Node]:
        type_, gap = self.type, self.type.length("list-gap")
        end = y + self._head_height() - type_.length("block-rule")
        corner = leaf("TH", Table_Scope="/Column")
        board.word(self.log.exercise, "label", 0, end - gap - self.leading, corner)
        nodes = [corner]
        for i, caption in enumerate(self.log.sessions):
            x, name, date, cells = self.first + i * self.session, leaf("P"), leaf("P"), leaf("P")
            board.word(caption, "label", x + self.pad, y, name)
            below = y + self.leading
            after = x + 2 * self.pad + board.word(self.log.date, "body", x + self.pad, below, date)
            base = below + type_.style("body").baseline + 1.2
            board.rule(after, x + self.session - self.pad, base, "write-rule", "rule")
            for k, words in enumerate(self.log.cells):
                middle, last = x + (k + 0.5) * self.cell, k + 1 == len(self.log.cells)
                board.word(
                    words, "body", middle, end - gap - self.leading, cells, align="centre", more=not last
                )
            nodes.append(Node("TH", (name, date, cells), attrs=(("Table", "Scope", "/Column"),)))
        board.rule(0, self.right, end, "block-rule", "ink")
        return end + type_.length("block-rule"), Node("TR", tuple(nodes))

    def _row(self, board: Board, row: _Row, y: float) -> Node:
        type_, lift, gap = self.type, row.session.lift, self.type.length("list-gap")
        kids = []
        height = row.height - row.group
        if row.group:
            kids.append(leaf("P"))
            board.text(lift.group, "label", 0, y + type_.length("tick-radius"), self.first, kids[0])
            y += row.group
            board.rule(0, self.right, y - type_.length("team-row-rule"), "team-row-rule", "ink")
        box = lift.figure.drawing.box
        floor = y + gap + box.height * row.scale
        kids.append(board.stand(lift.figure, 0, type_.length("log-figure"), floor, row.scale))
        name, dose = leaf("P"), leaf("P")
        width = self.first - self.left - row.sets - 2 * self.pad
        under = board.set(row.name, "label", self.left, y + gap, width, name)
        under = board.text(row.session.dose, "team-load", self.left, under, width, dose)
        kids += [name, dose]
        for lines in row.lines:
            kids.append(leaf("P"))
            under = board.set(lines, "body", self.left, under, width, kids[-1])
        kids += self._sets(board, row, y, height)
        head = Node("TH", tuple(kids), attrs=(("Table", "Scope", "/Row"),))
        cells = tuple(Node("TD", (Node("Figure", alt=row.session.heard),)) for _ in self.log.sessions)
        for i, cell in enumerate(cells):
            self._cells(board, row, self.first + i * self.session, y, height, cell.kids[0])
        return Node("TR", (head, *cells))

    def _sets(self, board: Board, row: _Row, y: float, height: float) -> list[Node]:
        """Labels of the sets at the right end of the first column."""
        each, node, labels = height / len(row.session.sets), leaf("P"), row.session.sets
        for i, label in enumerate(labels):
            middle, last = y + (i + 0.5) * each - self.leading / 2, i + 1 == len(labels)
            right = self.first - self.pad / 2
            if label:
                board.word(label, "body", right, middle, node, align="right", more=not last)
        return [node] if any(labels) else []

    def _cells(self, board: Board, row: _Row, x: float, y: float, height: float, node: Node) -> None:
        """Thin lines between the cells of a session: one row for each set."""
        rule, sets = self.type.length("team-row-rule"), len(row.session.sets)
        for i in range(1, sets):
            at = y + i * height / sets
            board.shape(line((x, at), (x + self.session, at)), stroke="ink", width=rule, mark=node)
        for k in range(1, len(self.log.cells)):
            at = x + k * self.cell
            board.shape(line((at, y), (at, y + height)), stroke="ink", width=rule, mark=node)

    def _notes(self, board: Board, y: float) -> Node:
        head = leaf("TH", Table_Scope="/Row")
        middle = y + (self.type.length("log-notes") - self.leading) / 2
        board.word(self.log.notes, "label", 0, middle, head)
        return Node("TR", (head, *(leaf("TD") for _ in self.log.sessions)))
