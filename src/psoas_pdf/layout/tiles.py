"""A sheet of tiles: one page, or in a theme of one column as many as it takes."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from psoas_pdf.document import Document, HelpShort, Labelled, SourceNotes, Tiles, Title
from psoas_pdf.extending import margins_on
from psoas_pdf.layout.board import Board, Piece, leaf
from psoas_pdf.layout.brief import help_short, sources_short
from psoas_pdf.layout.opening import title
from psoas_pdf.layout.scaled import scaled
from psoas_pdf.layout.sheets import Placed, finish, frame, meta, options_of
from psoas_pdf.layout.tile import SHORT, WIDE, WITH_STEPS
from psoas_pdf.layout.tiling import Tiling, tiling
from psoas_pdf.layout.type import ONE_COLUMN, Type
from psoas_pdf.model.layout import Grid, Layout, Section, Stock
from psoas_pdf.pages import Node, Sheets
from psoas_pdf.units import MM
from psoas_pdf.words import Words

SLACK = 0.01


def lay_out_tiles(document: Document, layout: Layout, stock: Stock, type_: Type) -> Sheets:
    """The document's blocks in their order; who made the sheet, who checked it, and sources are its footer."""
    options, tiles = options_of(layout, stock).get("exercises"), _tiles(document)
    paged = bool(options and options.one_column and type_.theme.arrangement == ONE_COLUMN)
    grid = options.one_column if options and paged else _grid(tiles, options, layout, type_)
    if grid is None or options is None or tiles is None:
        return Sheets((), Node("Document"), meta(document))
    larger = scaled(type_, grid.scale, grid.large or grid.scale)
    return _Sheet(document, layout, stock, grid, larger, paged).sheets(options)


def _tiles(document: Document) -> Tiles | None:
    return next((block for _, block in document.blocks if isinstance(block, Tiles)), None)


def _grid(tiles: Tiles | None, options: Section | None, layout: Layout, type_: Type) -> Grid | None:
    """The first that holds so many."""
    count, grids = len(tiles.tiles) if tiles else 0, options.grids or () if options else ()
    most = max((grid.most for grid in grids), default=0)
    if not grids:
        hint = "write exercises among its sections, with grids"
        type_.problems.error(layout.place, f"the layout {layout.id!r} says no grid for its tiles", hint)
    elif tiles and count > most:
        type_.problems.error(
            tiles.tiles[most].exercise.place,
            f"the layout {layout.id!r} holds {most} exercises, and this plan has {count}",
            "split the plan into two, or print the handout",
        )
    return next((grid for grid in grids if grid.most >= count), None)


class _Sheet:
    """The cursor of a sheet: which page, how far down.  paged: it may have more than one.

    full: that it holds too much has been told.
    """

    def __init__(
        self, document: Document, layout: Layout, stock: Stock, grid: Grid, type_: Type, paged: bool
    ) -> None:
        self.document, self.grid, self.type, self.paged = document, grid, type_, paged
        self.frame = frame(stock, margins_on(layout, stock), document.running, type_, layout.swaps)
        self.foot: Piece | None = None
        notes = next((block for _, block in document.blocks if isinstance(block, SourceNotes)), None)
        if notes and not paged:
            self.foot = sources_short(notes, self.frame.measure, type_, document.running.page_of)
            more = max(0.0, self.foot.height - type_.style("soft").leading)
            self.frame = replace(self.frame, foot=type_.length("foot-height") + more)
        self.placed = Placed(self.frame)
        self.full = False
        self.y = self.frame.body_top(0)

    def sheets(self, options: Section) -> Sheets:
        blocks = [block for _, block in self.document.blocks]
        for at, block in enumerate(blocks):
            if isinstance(block, Title):
                owner = next((b for b in blocks if isinstance(b, Labelled)), None)
                self.put(heading(block, owner, self.frame.measure, self.type), 0.0)
            elif isinstance(block, HelpShort):
                self.put(help_short(block, self.frame.measure, self.type), self.length("before-help-short"))
            elif isinstance(block, Tiles):
                later = [b for b in blocks[at:] if isinstance(b, HelpShort)]
                boxes = [help_short(b, self.frame.measure, self.type).height for b in later]
                self.tiles(block, options, sum(self.length("before-help-short") + height for height in boxes))
            elif isinstance(block, SourceNotes) and self.paged:
                notes = sources_short(block, self.frame.measure, self.type)
                self.put(notes, self.length("before-sources-short"))
        document = self.document
        if self.foot:
            rule = self.frame.body_bottom + self.length("foot-height") - self.length("foot-rule")
            self.placed.put(self.foot, rule + self.length("foot-text"))
            # The words of this footer are read; of the other only its line and the number of the page are left.
            running = replace(document.running, foot=Words(""), foot_short=Words(""))
            document = replace(document, running=running)
        return finish(document, self.placed, self.type)

    def length(self, name: str) -> float:
        return self.type.length(name)

    def put(self, piece: Piece, gap: float) -> None:
        """Below what is there; on the next page of several when this has no room."""
        bottom = self.frame.body_bottom + SLACK
        if self.paged and self.placed.pages[-1] and self.y + gap + piece.height > bottom:
            self.placed.turn()
            self.y, gap = self.frame.body_top(len(self.placed.pages) - 1), 0.0
        gap = gap if self.placed.pages[-1] else 0.0
        if self.y + gap + piece.height > bottom and not self.full:
            told = "a part of the sheet is taller than its page"
            self.type.problems.error(self.document.running.title.place, told, "shorten its text")
        self.placed.put(piece, self.y + gap)
        self.y += gap + piece.height

    def tiles(self, block: Tiles, options: Section, under: float) -> None:
        """The tiles in rows: on this page, with `under` points left below them, or on as many as they take."""
        columns, gutter, between = self.grid.columns, self.length("gutter"), self.length("block-gap")
        width = (self.frame.measure - gutter * (columns - 1)) / columns
        count = -(-len(block.tiles) // columns)
        gap = self.length("part-gap")
        room = self.frame.body_bottom - self.y - gap - under - between * (count - 1)
        least = float(options.least_picture_height or self.length("least-tile-picture"))
        kind = self.grid.tile or options.tile or SHORT
        if self.paged:
            kind, room = WIDE if kind == SHORT else kind, inf
        most = float(self.grid.height or (0.0 if self.paged else room))
        made = tiling(block.tiles, columns, width, kind, least, self.type, room, most)
        if sum(made.needs) > room + SLACK:
            self.no_room(made, least, room)
        for row, height, scales in zip(made.rows, made.heights, made.scales, strict=True):
            board = Board(self.type)
            for i, (one, scale) in enumerate(zip(row, scales, strict=True)):
                board.add(one.piece(height, scale), i * (width + gutter), 0)
            self.put(board.piece(height), gap)
            gap = between

    def no_room(self, made: Tiling, picture: float, room: float) -> None:
        """Blames the tile that needs most, and nothing that stands below the tiles."""
        self.full = True
        tallest = max((one for row in made.rows for one in row), key=lambda one: one.least(picture))
        exercise = tallest.exercise
        self.type.problems.error(
            exercise.steps[0].place if tallest.kind in WITH_STEPS else exercise.place,
            f"the rows of tiles need {sum(made.needs) / MM:.0f} mm and the page has {max(0.0, room) / MM:.0f} mm; the "
            f"tile of exercise {exercise.number} ({exercise.name}) is the highest",
            "shorten its words or the short lists of when to stop, or split the plan into two",
        )


def heading(block: Title, owner: Labelled | None, width: float, type_: Type) -> Piece:
    """The title, and at the right of its last line, or below it, whose sheet it is: a label has a line to write on."""
    board = Board(type_)
    y = board.add(title(block, width, type_), 0, 0)
    if owner is None:
        return board.piece(y)
    last = type_.lines(block.words, "title", width)[-1]
    big, style, node = type_.style("title"), type_.style("body"), leaf("P")
    gap, write = type_.length("list-gap"), type_.length("blank-line") if owner.label else 0.0
    label = type_.width(owner.label, "body") + gap if owner.label else 0.0
    before = label + write + (gap if write and owner.value else 0.0)
    needed = before + type_.width(owner.value, "body")
    if last.width + type_.length("gutter") + needed <= width:
        top, x = y - big.leading + big.baseline - style.baseline, width - needed
    else:
        top, x, y = y, 0.0, y + style.leading
    if write:
        board.word(owner.label, "body", x, top, node, more=bool(owner.value))
        line = top + style.baseline + type_.length("write-rule")
        board.rule(x + label, x + label + write, line, "write-rule", "rule")
    if owner.value:
        left = x + before
        y = max(y, board.text(owner.value, "body", left, top, width - left + SLACK, node))
    board.nodes.append(node)
    return board.piece(y)
