"""Pages that flow: pieces one under the other, kept whole, with the exercises of a page at one picture height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from psoas_pdf.document import (
    About,
    Block,
    Code,
    Diary,
    Document,
    ExerciseBlock,
    Glances,
    Goal,
    HelpBox,
    HelpShort,
    Masthead,
    Menu,
    PersonFields,
    SourceNotes,
    Title,
)
from psoas_pdf.extending import margins_on
from psoas_pdf.layout import closing, opening
from psoas_pdf.layout.board import Piece
from psoas_pdf.layout.exercise import QR, SMALL_QR, Measured, measured, split
from psoas_pdf.layout.sheets import Placed, finish, frame, meta, options_of
from psoas_pdf.layout.type import Type
from psoas_pdf.model.layout import Layout, Section, Stock
from psoas_pdf.pages import Node, Sheets

if TYPE_CHECKING:
    from psoas_pdf.layout.column import Column

SLACK = 0.01
"""Points: what rounding may add to a sum of heights that fits exactly."""
MOST_PAGES = 400
"""Of one document: more is a mistake in the plan, and would keep a printer busy for an hour."""


def lay_out_pages(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    try:
        return _Flow(document, layout, stock, type_).sheets()
    except _TooManyPages:
        told = f"the document has more than {MOST_PAGES} pages"
        type_.problems.error(document.running.title.place, told, "shorten its texts, or split the plan")
        return Sheets((), Node("Document"), meta(document))


class _TooManyPages(Exception):
    """Ends a flow that a printer should not see."""


class _Flow:
    """The cursor of a flow of pages: which page, how far down."""

    def __init__(self, document: Document, layout: Layout, stock: Stock, type_: Type) -> None:
        self.document, self.type = document, type_
        self.frame = frame(stock, margins_on(layout, stock), document.running, type_, layout.swaps)
        self.one_column = type_.one_column(self.frame.measure)
        self.placed = Placed(self.frame)
        self.y = self.frame.body_top(0)
        self.exercises_here = 0
        self.blocks: dict[tuple[int, str], Measured | Column] = {}
        self.options = options_of(layout, stock)

    @property
    def room(self) -> float:
        return self.frame.body_bottom - self.y

    @property
    def full(self) -> float:
        """The room of a page after the first."""
        return self.frame.body_bottom - self.frame.body_top(1)

    @property
    def fresh(self) -> bool:
        return not self.placed.pages[-1]

    def turn(self) -> None:
        self.placed.turn()
        self.y = self.frame.body_top(len(self.placed.pages) - 1)
        self.exercises_here = 0
        if len(self.placed.pages) > MOST_PAGES:
            raise _TooManyPages

    def gap(self, section: str) -> float:
        if self.fresh:
            return 0.0
        return self.type.length("block-gap" if section == "masthead" else f"before-{section}")

    def put(self, piece: Piece, gap: float) -> None:
        self.placed.put(piece, self.y + gap)
        self.y += gap + piece.height

    def sheets(self) -> Sheets:
        blocks = self.document.blocks
        at = 0
        while at < len(blocks):
            section, block = blocks[at]
            options = self.options[section]
            if options.page == "new" and not self.fresh and (at == 0 or blocks[at - 1][0] != section):
                self.turn()
            if isinstance(block, ExerciseBlock):
                run = [b for s, b in blocks[at:] if isinstance(b, ExerciseBlock) and s == section]
                at += self.exercises(run, options)
                continue
            if isinstance(block, Diary):
                self.diary(block, options)
            elif isinstance(block, Glances):
                self.glances(section, block)
            elif isinstance(block, Menu):
                self.menu(section, block)
            elif self.one_column and isinstance(block, HelpBox):
                self.help(section, block)
            elif self.one_column and isinstance(block, About):
                self.about(section, block, options)
            elif (
                isinstance(block, About | HelpShort)
                and at + 1 < len(blocks)
                and isinstance(blocks[at + 1][1], SourceNotes)
            ):
                self.together([(section, block), blocks[at + 1]])
                at += 1
            else:
                self.together([(section, block)])
            at += 1
        return finish(self.document, self.placed, self.type)

    def together(self, blocks: Sequence[tuple[str, Block]]) -> None:
        """Pieces that stay on one page; on the next one when this has no room for all of them."""
        pieces = [(self.piece(block, self.options[section]), section) for section, block in blocks]
        gaps = [
            self.gap(section) if i == 0 else self.type.length(f"before-{section}")
            for i, (_, section) in enumerate(pieces)
        ]
        if sum(p.height for p, _ in pieces) + sum(gaps) > self.room and not self.fresh:
            self.turn()
            gaps[0] = 0.0
        for (piece, section), gap in zip(pieces, gaps, strict=True):
            if piece.height + gap > self.room + SLACK and not self.fresh:
                self.turn()
                gap = 0.0
            self.fitted(section, piece, self.room)
            self.put(piece, gap)

    def help(self, section: str, block: HelpBox) -> None:
        """The stop box in one column; what this page can't hold stands in a box on the next."""
        from psoas_pdf.layout.stop import help_boxes

        room = self.room - self.gap(section)
        for i, box in enumerate(help_boxes(block, self.frame.measure, room, self.full, self.type)):
            if not self.fresh and (i or box.height > room + SLACK):
                self.turn()
            self.fitted(section, box, self.room)
            self.put(box, self.gap(section))

    def about(self, section: str, block: About, options: Section) -> None:
        """The muscle in one column, over as many pages as its table takes."""
        parts = closing.about_parts(block, self.frame.measure, self.type, options.uses is not False)
        for i, part in enumerate(parts):
            gap = 0.0 if i else self.gap(section)
            if not self.fresh and gap + part.height > self.room + SLACK:
                self.turn()
                gap = 0.0
            self.fitted(section, part, self.room)
            self.put(part, gap)

    def glances(self, section: str, block: Glances) -> None:
        """A table that is longer than a page goes on, on the next."""
        parts = opening.glances_on_pages(block, self.frame.measure, self.full, self.type)
        for part in parts:
            if not self.fresh and self.gap(section) + part.height > self.room + SLACK:
                self.turn()
            self.fitted(section, part, self.room)
            self.put(part, self.gap(section))

    def menu(self, section: str, block: Menu) -> None:
        """Rows whole, none of them without a heading over it; on a later page the heading once more."""
        from psoas_pdf.layout.menu import menu_groups

        for group in menu_groups(block, self.frame.measure, self.type):
            for i, row in enumerate(group.rows):
                above, gap = None if i else group.head, 0.0 if i else self.gap(section)
                height = row.height + (above.height if above else 0.0)
                if not self.fresh and gap + height > self.room + SLACK:
                    self.turn()
                    above, gap = above or group.again, 0.0
                if above:
                    self.put(above, gap)
                self.fitted(section, row, self.room)
                self.put(row, 0.0)

    def fitted(self, section: str, piece: Piece, room: float) -> None:
        """Reports a piece that is taller than its room."""
        if piece.height > room + SLACK:
            self.type.problems.error(
                self.document.running.title.place,
                f"the part {section!r} is taller than a page",
                "shorten its text, or leave some of it out",
            )

    def piece(self, block: Block, options: Section) -> Piece:
        uses = options.uses is not False
        if isinstance(block, PersonFields):
            return opening.person(block, self.frame.measure, self.type)
        measure = self.frame.measure
        if isinstance(block, _SHARED):
            same = ("same", id(block), measure, uses)
            return self.type.once(same, lambda t: (block, _piece(block, uses, measure, t)))[1]
        key = ("piece", type(block), block, measure, uses)
        return self.type.once(key, lambda t: _piece(block, uses, measure, t))

    # exercises
    def exercises(self, blocks: Sequence[ExerciseBlock], options: Section) -> int:
        """Sets as many as go on this page, at the largest picture height at which they fit; returns how many."""
        length, wide = self.type.length, "wide-" if self.one_column else ""
        most = float(options.picture_height or length(f"{wide}picture-height"))
        least = min(most, float(options.least_picture_height or length(f"least-{wide}picture-height")))
        step = float(options.picture_step or length("picture-step"))
        limit = options.blocks_a_page or len(blocks) + self.exercises_here
        before = self.type.length("before-exercises")
        gap = self.gap("exercises")
        for count in range(min(limit - self.exercises_here, len(blocks)), 0, -1):
            for qr in self.code_sizes(blocks[:count]):
                here = [self.measured(block, qr) for block in blocks[:count]]
                room = self.room - gap - before * (count - 1)
                height = self.type.once(
                    ("fit", tuple([one.shape for one in here]), room, most, least, step),
                    lambda t: _fit(here, room, most, least, step),  # noqa: B023
                )
                if height:
                    for one in here:
                        self.put(self.exercise(one, qr, height, most), self.gap("exercises"))
                    self.exercises_here += count
                    return count
        if not self.fresh:
            self.turn()
            return 0
        for i, part in enumerate(self.split(blocks[0], least, most)):
            if i:
                self.turn()
            self.put(part, 0.0)
        return 1

    def code_sizes(self, blocks: Sequence[ExerciseBlock]) -> tuple[str, ...]:
        """The sizes that the QR codes of a page may have, the largest first, by name."""
        codes = [note for block in blocks for note in block.notes if isinstance(note, Code)]
        if not codes:
            return (QR,)
        from psoas_pdf.layout.code import least_size

        small = self.type.length(SMALL_QR)
        return (QR, SMALL_QR) if all(least_size(code, self.type) <= small for code in codes) else (QR,)

    def split(self, block: ExerciseBlock, least: float, most: float) -> Sequence[Piece]:
        if self.one_column:
            from psoas_pdf.layout import column

            return column.split(block, self.frame.measure, self.room, self.full, least, most, self.type)
        return split(block, self.frame.measure, self.room, self.full, least, self.type)

    def measured(self, block: ExerciseBlock, qr: str) -> Measured | Column:
        found = self.blocks.get((block.number, qr))
        if found is None:
            found = self.blocks[block.number, qr] = self.measure_block(block, qr)
        return found

    def measure_block(self, block: ExerciseBlock, qr: str) -> Measured | Column:
        key = ("measured", id(block), self.frame.measure, qr)
        return self.type.once(key, lambda t: (block, self._measured(block, qr, t)))[1]

    def _measured(self, block: ExerciseBlock, qr: str, type_: Type) -> Measured | Column:
        if self.one_column:
            from psoas_pdf.layout import column

            return column.measured(block, self.frame.measure, type_, qr)
        return measured(block, self.frame.measure, type_, qr=qr)

    def exercise(self, one: Measured | Column, qr: str, height: float, most: float) -> Piece:
        """The whole block.  It may have been measured for another document, so what is wrong goes into this one's."""
        key = ("exercise", id(one.block), self.frame.measure, qr, height, most)
        return self.type.once(key, lambda t: (one.block, replace(one, type=t).piece(height, most)))[1]

    def diary(self, block: Diary, options: Section) -> None:
        """The pain scale with the first weeks, then as many weeks a page as the layout allows."""
        measure = self.frame.measure
        row = max(
            float(options.row_height or self.type.length("diary-row")),
            self.type.style("body").leading,
            self.type.length("tick") + self.type.length("tick-gap"),
        )
        head = closing.diary_head(block, measure, self.type)
        plan = closing.diary_weeks(block, measure, self.type)
        most = (options.weeks_a_page or len(block.weeks)) * plan.parts
        left = plan.tables
        week = closing.weeks(block, left[:1], plan.across, measure, row, self.type).height
        least = self.type.length("before-diary") + self.type.length("week-gap") + week
        if least <= self.full + SLACK < least + head.height:
            head = self.alone("diary", head)
        while left:
            gap = self.type.length("before-diary") if self.fresh else self.gap("diary")
            room = self.room - gap - head.height - self.type.length("week-gap")
            for count in range(min(most, len(left)), 0, -1):
                piece = closing.weeks(block, left[:count], plan.across, measure, row, self.type)
                if piece.height <= room + SLACK:
                    break
            else:
                if not self.fresh:
                    self.turn()
                    continue
                self.fitted("diary", piece, room)
            self.put(head if left is plan.tables else closing.repeated(head), gap)
            self.put(piece, self.type.length("week-gap"))
            left = left[count:]
            if left:
                self.turn()

    def alone(self, section: str, head: Piece) -> Piece:
        """Puts a head that leaves a page too little room on a page of its own; returns an empty one for the rest."""
        if not self.fresh and self.gap(section) + head.height > self.room + SLACK:
            self.turn()
        self.fitted(section, head, self.room)
        self.put(head, self.gap(section))
        self.turn()
        return Piece(0.0, (), ())


_SHARED = (Masthead, HelpBox, HelpShort, About, SourceNotes)
"""Blocks that compose makes once for many people, and that are long to compare."""


def _piece(block: Block, uses: bool, measure: float, type_: Type) -> Piece:
    makers: dict[type, Callable[..., Piece]] = {
        Masthead: opening.masthead,
        Title: opening.title,
        Goal: opening.goal,
        HelpBox: opening.help_box,
        SourceNotes: closing.sources,
    }
    if isinstance(block, HelpShort):
        from psoas_pdf.layout.brief import help_short

        return help_short(block, measure, type_)
    if isinstance(block, SourceNotes) and not block.heading:
        from psoas_pdf.layout.brief import sources_short

        return sources_short(block, measure, type_)
    if isinstance(block, About):
        return closing.about(block, measure, type_, with_uses=uses)
    return makers[type(block)](block, measure, type_)


def _fit(here: Sequence[Measured | Column], room: float, most: float, least: float, step: float) -> float:
    """The largest picture height at which they fit in so much room; 0 where they don't."""
    height = most
    while height >= least - SLACK:
        if sum(one.height(height, most) for one in here) <= room + SLACK:
            return height
        height -= step
    return 0.0
