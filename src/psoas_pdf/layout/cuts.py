"""Marks to cut and to fold by, and the words over a sheet of cards; all of them outside what stands on the cards."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.decks import Deck
from psoas_pdf.geometry import KAPPA, Path, bounds, line
from psoas_pdf.layout.board import Board
from psoas_pdf.layout.register import SHARED, Register
from psoas_pdf.layout.type import Type
from psoas_pdf.markup import plain
from psoas_pdf.model.layout import PRINTABLE, Layout, Stock
from psoas_pdf.pages import HEADER, Block
from psoas_pdf.units import MM

LEAST_TICK = 2.0 * MM
EDGE = 6.5 * MM
"""No mark is nearer to the paper's edge: office printers don't reach it."""
FOLD_DASH = (2.0, 2.0)

Pieces = Sequence[tuple[float, float, float, float]]
"""Left, top, width and height of what is cut out of one side of a sheet."""


def pieces_behind(where: Register, width: float, height: float) -> Pieces:
    """The pieces as they stand on the backs' side."""
    return [(spot.x, spot.y, width, height) for spot in where.backs]


def kind_of_marks(layout: Layout, stock: Stock) -> str:
    """`ticks`, `guides` or `none`: the layout's choice, else ticks where the cards are still to be cut."""
    if stock.single:
        return "none"
    return layout.marks or ("none" if stock.precut else "ticks")


def cut_marks(
    pieces: Pieces, where: Register, layout: Layout, stock: Stock, type_: Type, back: bool
) -> Block:
    """The marks of one side.  Guides stand on the fronts alone: a line on both sides would miss itself."""
    board = Board(type_)
    kind, bleed = kind_of_marks(layout, stock), float(layout.bleed or 0.0)
    if kind == "ticks":
        _ticks(board, pieces, where, bleed)
        if not bleed:
            _crosses(board, pieces)
    elif kind == "guides" and not back:
        _guides(board, pieces, where, float(layout.corner or 0.0))
    if kind != "none":
        for fold in where.folds:
            _mark(board, _shortened(fold, where), FOLD_DASH)
    return Block(board.piece(where.height).at(0, where.height))


def _mark(board: Board, path: Path, dash: tuple[float, ...] = ()) -> None:
    board.shape(path, stroke="cut", width=board.type.length("cut-rule"), dash=dash)


def cuts(pieces: Pieces) -> tuple[list[float], list[float]]:
    """Positions of all cuts across and down; where neighbours share one it counts once."""

    def once(values: list[float]) -> list[float]:
        out: list[float] = []
        for value in sorted(values):
            if not out or value - out[-1] > SHARED:
                out.append(value)
        return out

    across = once([edge for x, _, width, _ in pieces for edge in (x, x + width)])
    return across, once([edge for _, y, _, height in pieces for edge in (y, y + height)])


def _ticks(board: Board, pieces: Pieces, where: Register, bleed: float) -> None:
    """In the four margins, where there is room; outside what bleeds."""
    length = board.type.length
    across, down = cuts(pieces)
    gap = max(length("before-cut"), bleed)
    for room, near, far, along, wanted, upright in (
        (down[0], down[0], -1, across, "cut-tick", True),
        (where.height - down[-1], down[-1], 1, across, "cut-tick", True),
        (across[0], across[0], -1, down, "cut-tick-side", False),
        (where.width - across[-1], across[-1], 1, down, "cut-tick-side", False),
    ):
        tick = min(length(wanted), room - gap - EDGE)
        if tick >= LEAST_TICK - 0.01:
            size = where.width if upright else where.height
            for at in [a for a in along if PRINTABLE - SHARED <= a <= size - PRINTABLE + SHARED]:
                ends = (near + far * gap, near + far * (gap + tick))
                _mark(board, line(*[(at, end) if upright else (end, at) for end in ends]))


def _crosses(board: Board, pieces: Pieces) -> None:
    """At the corners between cards."""
    half = board.type.length("cut-cross") / 2
    across, down = cuts(pieces)
    for x in across[1:-1]:
        for y in down[1:-1]:
            _mark(board, line((x - half, y), (x + half, y)))
            _mark(board, line((x, y - half), (x, y + half)))


def _guides(board: Board, pieces: Pieces, where: Register, corner: float) -> None:
    """Along the cuts, round the corners; what is too near to the edge of the paper is left out."""

    def printable(path: Path) -> bool:
        box = bounds([path])
        inside = box.x0 >= EDGE - 0.01 and box.y0 >= EDGE - 0.01
        return inside and box.x1 <= where.width - EDGE + 0.01 and box.y1 <= where.height - EDGE + 0.01

    if corner:
        paths = [path for piece in pieces for path in _outline(piece, corner)]
    else:
        across, down = cuts(pieces)
        left, right = max(across[0], EDGE), min(across[-1], where.width - EDGE)
        top, bottom = max(down[0], EDGE), min(down[-1], where.height - EDGE)
        paths = [line((x, top), (x, bottom)) for x in across] + [line((left, y), (right, y)) for y in down]
    for path in filter(printable, paths):
        _mark(board, path)


def _shortened(fold: tuple[float, float, float, float], where: Register) -> Path:
    """The line to fold on, which ends at the edge of what is printed where cards reach the edge of the paper."""
    x0, y0, x1, y1 = fold
    right, foot = where.width - EDGE, where.height - EDGE
    if x0 == x1:
        return line((x0, max(y0, EDGE)), (x1, min(y1, foot)))
    return line((max(x0, EDGE), y0), (min(x1, right), y1))


def _outline(piece: tuple[float, float, float, float], r: float) -> list[Path]:
    """Sides and corners of a round rectangle, each for itself."""
    x, y, w, h = piece
    k, right, foot = r * (1 - KAPPA), x + w, y + h
    return [
        line((x + r, y), (right - r, y)),
        line((x + r, foot), (right - r, foot)),
        line((x, y + r), (x, foot - r)),
        line((right, y + r), (right, foot - r)),
        (("M", x, y + r), ("C", x, y + k, x + k, y, x + r, y)),
        (("M", right - r, y), ("C", right - k, y, right, y + k, right, y + r)),
        (("M", right, foot - r), ("C", right, foot - k, right - k, foot, right - r, foot)),
        (("M", x + r, foot), ("C", x + k, foot, x, foot - k, x, foot - r)),
    ]


def sheet_words(
    deck: Deck, page: str, pieces: Pieces, where: Register, layout: Layout, type_: Type, back: bool
) -> Block | None:
    """What stands over a sheet, one part over a column, where the margin has room for it; else None."""
    style, top = type_.style("sheet-line"), min(y for _, y, _, _ in pieces)
    gap = max(type_.length("before-cut"), float(layout.bleed or 0.0))
    if layout.marks == "none" or top - gap - style.leading < EDGE:
        return None
    columns = sorted({round(x + width / 2, 3) for x, y, width, _ in pieces if y < top + SHARED})
    room = min(width for _, _, width, _ in pieces) - 2 * type_.length("label-gap")
    words = _in_columns(deck, page, len(columns), room, type_, back)
    board = Board(type_)
    for middle, text in zip(columns[-len(words) :], words, strict=False):
        board.word(text, "sheet-line", middle, EDGE, HEADER, align="centre", more=True)
    return Block(board.piece(where.height).at(0, where.height))


def _in_columns(deck: Deck, page: str, columns: int, room: float, type_: Type, back: bool) -> tuple[str, ...]:
    """The words in as few parts as fit, each over one column."""
    side, dot = deck.back if back else deck.front, deck.between
    title = plain(deck.title)
    for words in ((dot.join((title, side)), page), (title, side, page), (dot.join((title, side, page)),)):
        if len(words) <= columns and all(type_.width(w, "sheet-line") <= room for w in words):
            return words
    type_.problems.error(
        deck.title.place,
        f"the title {title!r} does not fit over the cards ({room / MM:.0f} mm)",
        "write a short-title in the plan",
    )
    return ()
