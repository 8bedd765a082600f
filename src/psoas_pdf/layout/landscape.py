"""What the pages of coaches' sheets share: the title with lines for date and coach, pictures, the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from psoas_pdf.document import Document, Labelled
from psoas_pdf.extending import margins_on
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.opening import small_scales
from psoas_pdf.layout.sheets import MOST_DIGITS, meta
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Layout, Stock
from psoas_pdf.pages import FOOTER, HEADER, Block, Bookmark, Node, Page, Sheets
from psoas_pdf.teams import Lift
from psoas_pdf.text.lines import Line
from psoas_pdf.words import Words, place_of

MOST_TITLE_LINES = 2
SLACK = 0.01


class Landscape:
    """Pages that are filled one at a time; all have the same head and foot, which are read on the first alone."""

    def __init__(self, document: Document, layout: Layout, stock: Stock, type_: Type) -> None:
        margins = margins_on(layout, stock)
        self.document, self.stock, self.type, self.swaps = document, stock, type_, layout.swaps
        self.left, self.right = float(margins.left), float(margins.right)
        self.top, self.bottom = float(margins.top), float(stock.height - margins.bottom)
        self.width = float(stock.width) - self.left - self.right
        self.pages: list[Board] = []

    def open(self, title: Words, fields: Sequence[Labelled]) -> tuple[Board, float]:
        """A board for the next page with its head, and the y under that; y is measured from the paper's top."""
        board = Board(self.type)
        y = self._head(board, title, fields)
        if self.pages:
            board = _as_artifacts(board)
        else:
            board.marks.append((title, 0, self.top))
        self.pages.append(board)
        return board, y + self.type.length("team-gap")

    def under_head(self, title: Words, fields: Sequence[Labelled]) -> float:
        """Where the room of each page begins."""
        return self._head(Board(self.type.trial()), title, fields) + self.type.length("team-gap")

    def _head(self, board: Board, title: Words, fields: Sequence[Labelled]) -> float:
        type_, head = board.type, leaf("H1")
        line, gap, gutter = type_.length("team-field"), type_.length("rule-gap"), type_.length("gutter")
        title_style, body = type_.style("team-title"), type_.style("body")
        y = self.top + title_style.baseline - body.baseline
        right, nodes = self.width, []
        for field in reversed(fields):
            node = leaf("P")
            label = type_.width(field.label, "body")
            value = type_.width(field.value, "label") if field.value else 0.0
            left = right - max(line, value)
            board.word(field.label, "body", left - gap, y, node, align="right", more=bool(field.value))
            if field.value:
                board.word(field.value, "label", left, y, node)
            board.rule(left, right, y + body.baseline + 1.2, "write-rule", "rule")
            nodes.append(node)
            right = left - gap - label - gutter
        lines = type_.lines(title, "team-title", max(right, 1.0))
        if len(lines) > MOST_TITLE_LINES:
            told = f"the title takes more than {MOST_TITLE_LINES} lines"
            type_.problems.error(place_of(title), told, "shorten the title")
        under = board.set(lines, "team-title", 0, self.top, right, head)
        board.nodes += [head, *reversed(nodes)]
        return under

    def foot_top(self, foot: Sequence[Words]) -> float:
        """Where the foot begins."""
        lines = sum(len(self._foot_lines(foot, i)) for i in range(len(foot)))
        return self.bottom - lines * self.type.style("body").leading

    def _foot_lines(self, foot: Sequence[Words], i: int) -> tuple[Line, ...]:
        """Of a paragraph; the last line of the last leaves room for page x of y."""
        lines = self.type.lines(foot[i], "body", self.width)
        page = self.document.running.page_of.replace("{page}", MOST_DIGITS).replace("{pages}", MOST_DIGITS)
        room = self.width - self.type.width(page, "label") - self.type.length("gutter")
        if i + 1 == len(foot) and lines and lines[-1].width > room:
            return self.type.lines(foot[i], "body", room)
        return lines

    def close(self, board: Board, foot: Sequence[Words]) -> None:
        """Sets the foot of a page."""
        mine, y = Board(self.type), self.foot_top(foot)
        for i in range(len(foot)):
            mine.nodes.append(leaf("P"))
            y = mine.set(self._foot_lines(foot, i), "body", 0, y, self.width, mine.nodes[-1])
        if board is not self.pages[0]:
            mine = _as_artifacts(mine, footer=True)
        board.add(mine.piece(0), 0, 0)

    def sheets(self) -> Sheets:
        type_, count, pages = self.type, len(self.pages), []
        nodes: list[Node] = []
        marks: list[Bookmark] = []
        height = float(self.stock.height)
        for number, board in enumerate(self.pages):
            page_of = self.document.running.page_of
            told = page_of.replace("{page}", str(number + 1)).replace("{pages}", str(count))
            top = self.bottom - type_.style("label").leading
            board.word(told, "label", self.width, top, FOOTER, align="right")
            left = self.right if self.swaps and number % 2 else self.left
            piece: Piece = board.piece(height)
            pages.append(Page(float(self.stock.width), height, (Block(piece.at(left, height)),)))
            nodes += piece.nodes
            marks += [
                Bookmark(type_.plain(title), level, number, height - y) for title, level, y in piece.marks
            ]
        return Sheets(tuple(pages), Node("Document", tuple(nodes)), meta(self.document), tuple(marks))


def _as_artifacts(board: Board, footer: bool = False) -> Board:
    """The same, seen once more and not read again."""
    out, mark = Board(board.type), FOOTER if footer else HEADER
    out.items = [replace(i, mark=mark) if isinstance(i.mark, Node) else i for i in board.items]
    return out


def scales_of(lifts: Sequence[Lift], width: float, height: float) -> list[float]:
    """Scales of the pictures of a sheet, points a unit; people are of nearly one size."""
    boxes = [lift.figure.drawing.box for lift in lifts]
    return small_scales([(box.width, box.height) for box in boxes], width, height)


def units_of(lifts: Sequence[Lift]) -> list[list[int]]:
    """Places of the exercises that are done in turn, together."""
    return [list(group) for _, group in groupby(range(len(lifts)), lambda i: lifts[i].unit)]


def begins_group(lifts: Sequence[Lift], i: int) -> bool:
    """Whether a heading stands over an exercise: the first with it."""
    return bool(lifts[i].group) and (i == 0 or lifts[i].group != lifts[i - 1].group)


def parted(lifts: Sequence[Lift], i: int, other: int) -> bool:
    """Whether the thick line stands between two exercises: at a pair that is done in turn, and between groups."""
    units = [lift.unit for lift in lifts]
    if lifts[i].group != lifts[other].group:
        return True
    return units[i] != units[other] and any(units.count(unit) > 1 for unit in (units[i], units[other]))
