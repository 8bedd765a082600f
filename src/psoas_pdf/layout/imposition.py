"""Finished pages on larger sheets: booklets to be folded and stapled, and pages side by side to be cut apart.

The tree of nodes is that of the pages, so whoever reads it aloud reads page 1, 2, 3, whatever sheet they are on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psoas_pdf.geometry import line
from psoas_pdf.layout.moved import page_moved, remarked
from psoas_pdf.model.layout import BOOKLET, PRINTABLE, Layout, Stock, Theme
from psoas_pdf.pages import Artifact, At, Block, Link, Mark, Node, Page, Sheets, Stroke
from psoas_pdf.problems import Place, Problems
from psoas_pdf.slots import LEFT_OVER, Slots, slots_of
from psoas_pdf.units import MM

MARKS = Artifact("Page")
"""Marks to fold and to cut by are no part of the document (ISO 32000-1, 14.8.2.2.2)."""
MOST_SHEETS = 20
"""An office stapler holds 20 sheets of 80 g paper, and more don't fold flat."""
EDGE = PRINTABLE + 0.15 * MM
"""No mark is nearer to the edge of the paper: office printers don't reach it."""
FOLD_DASH = (1.0, 1.0)

Side = tuple[int | None, ...]
"""What stands in the slots of one side of a sheet: the index of a page, None for a blank."""
Ends = tuple[tuple[float, float], tuple[float, float]]
Spots = tuple[tuple[float, float], ...]
"""Lower left corners of the pages on one side, in the order of its slots."""


def booklet_sides(pages: int) -> list[Side]:
    """The two halves of each side of each sheet, from the outermost sheet, its outside before its inside.

    With n the number of pages made up to a multiple of 4, and sheets s = 0, 1, … from the outside, the outside of
    a sheet has pages n - 2s and 2s + 1 (counted from 1), its inside 2s + 2 and n - 2s - 1.  What is made up is
    blank, and stands last.
    """
    whole = -(-pages // 4) * 4
    sides: list[tuple[int, int]] = []
    for first in range(0, whole // 2, 2):
        last = whole - 1 - first
        sides += [(last, first), (first + 1, last - 1)]
    return [(left if left < pages else None, right if right < pages else None) for left, right in sides]


def in_order(pages: int, count: int) -> list[Side]:
    """So many pages a side, one after the other; the last side may have blanks."""
    return [
        tuple([page if page < pages else None for page in range(first, first + count)])
        for first in range(0, pages, count)
    ]


def impose(
    sheets: Sheets,
    layout: Layout,
    page: Stock,
    sheet: Stock,
    theme: Theme,
    place: Place,
    problems: Problems,
) -> Sheets:
    """The pages on sheets, as the layout wants them.  place: of the document.

    In a folded stack each sheet lies inside the one before it, so its fold is one thickness of paper further from
    the spine, and its outer edge stands out by as much, until the stack is trimmed.  The pages of sheet s
    (0 is the outermost) are therefore moved s × creep towards the fold: their margins at the trimmed edge are then
    all alike, and what the sheet loses is taken from the margin at the fold.
    """
    slots = slots_of(layout, page, sheet)
    if slots is None:
        raise ValueError(f"no two pages of {page.id!r} on {sheet.id!r}: check_slots lets no such layout pass")
    if layout.impose == BOOKLET:
        return _booklet(sheets, layout, slots, theme, place, problems)
    return _n_up(sheets, layout, slots, theme)


def _booklet(
    sheets: Sheets, layout: Layout, slots: Slots, theme: Theme, place: Place, problems: Problems
) -> Sheets:
    sides = booklet_sides(len(sheets.pages))
    count = len(sides) // 2
    if count > MOST_SHEETS:
        problems.warning(
            place,
            f"the booklet has {count} sheets, and no more than {MOST_SHEETS} can be folded and stapled",
            "split the plan into two, or print it on whole pages",
        )
    creep = float((theme.lengths or {})["paper-thickness"] if layout.creep is None else layout.creep)
    spots: list[Spots] = []
    for number, _ in enumerate(sides):
        (x0, y0), (x1, y1) = slots.corner(0), slots.corner(1)
        shift = number // 2 * creep
        spots.append(((x0 + shift, y0), (x1 - shift, y1)))
    marked = layout.marks != "none"
    fold = [_fold(slots, theme)] if marked else []
    cut = _cuts(slots, theme, inner=False) if marked else None
    marks = [[*(fold if number % 2 else ()), *([cut] if cut else ())] for number in range(len(sides))]
    return _set(sheets, slots, sides, spots, marks)


def _n_up(sheets: Sheets, layout: Layout, slots: Slots, theme: Theme) -> Sheets:
    count = slots.count
    sides = in_order(len(sheets.pages), count)
    if layout.repeat:
        pages = len(sheets.pages)
        sides = [tuple([page + copy * pages for copy in range(count)]) for page in range(pages)]
        sheets = _copied(sheets, count)
    spots = [tuple([slots.corner(slot) for slot in range(count)])] * len(sides)
    cut = _cuts(slots, theme, inner=True) if layout.marks != "none" else None
    return _set(sheets, slots, sides, spots, [[cut] if cut else []] * len(sides))


def _set(
    sheets: Sheets,
    slots: Slots,
    sides: Sequence[Side],
    spots: Sequence[Spots],
    marks: Sequence[Sequence[Block]],
) -> Sheets:
    where: dict[int, tuple[int, float]] = {}
    pages = []
    for number, (side, corners, marked) in enumerate(zip(sides, spots, marks, strict=True)):
        blocks: list[Block | At] = []
        links: list[Link] = []
        # In the order of the pages, so that a file that is read without its tags is read in it too.
        for index, corner in sorted((p, c) for p, c in zip(side, corners, strict=True) if p is not None):
            placed = page_moved(sheets.pages[index], *corner)
            blocks += placed.blocks
            links += placed.links
            where[index] = number, corner[1]
        pages.append(Page(slots.width, slots.height, (*blocks, *marked), tuple(links)))
    return replace(
        sheets,
        pages=tuple(pages),
        bookmarks=tuple(
            [replace(b, page=where[b.page][0], y=b.y + where[b.page][1]) for b in sheets.bookmarks]
        ),
        places={name: (where[page][0], y + where[page][1]) for name, (page, y) in sheets.places.items()},
    )


def _copied(sheets: Sheets, count: int) -> Sheets:
    """The document so many times, one after the other, each copy with a tree of its own."""
    pages, kids = list(sheets.pages), list(sheets.root.kids)
    for _ in range(count - 1):
        new: dict[Mark, Node] = {}
        kids += [_again(kid, new) for kid in sheets.root.kids]
        known: dict[Block, Block] = {}
        pages += [_page_again(page, new, known) for page in sheets.pages]
    return replace(sheets, pages=tuple(pages), root=replace(sheets.root, kids=tuple(kids)))


def _again(node: Node, new: dict[Mark, Node]) -> Node:
    if node not in new:
        new[node] = replace(node, kids=tuple([_again(kid, new) for kid in node.kids]))
    return new[node]


def _page_again(page: Page, new: dict[Mark, Node], known: dict[Block, Block]) -> Page:
    blocks = [remarked(block, new, known) for block in page.blocks]
    links = [replace(link, node=new.get(link.node, link.node)) for link in page.links]
    return replace(page, blocks=tuple(blocks), links=tuple(links))


def _fold(slots: Slots, theme: Theme) -> Block:
    """A short dashed line at each end of the fold."""
    lengths, x = theme.lengths or {}, slots.width / 2
    ends = _ticks(slots.under, slots.height, float(lengths["before-cut"]), float(lengths["cut-tick-side"]))
    return _lines([((x, a), (x, b)) for a, b in ends], theme, FOLD_DASH)


def _cuts(slots: Slots, theme: Theme, inner: bool) -> Block | None:
    """Ticks at the ends of each cut, and a cross where two meet between pages.

    inner: whether the pages are cut apart, and not only out of the sheet.
    """
    lengths = theme.lengths or {}
    gap, tick = float(lengths["before-cut"]), float(lengths["cut-tick-side"])
    cross = float(lengths["cut-cross"]) / 2
    across = _cut_at(slots.left, slots.page_width, slots.columns, inner)
    down = _cut_at(slots.under, slots.page_height, slots.rows, inner)
    found: list[Ends] = []
    for x in _printable(across, slots.width):
        found += [((x, a), (x, b)) for a, b in _ticks(slots.under, slots.height, gap, tick)]
    for y in _printable(down, slots.height):
        found += [((a, y), (b, y)) for a, b in _ticks(slots.left, slots.width, gap, tick)]
    for x in _cut_at(slots.left, slots.page_width, slots.columns, inner, round_them=False):
        for y in _cut_at(slots.under, slots.page_height, slots.rows, inner, round_them=False):
            found += [((x - cross, y), (x + cross, y)), ((x, y - cross), (x, y + cross))]
    return _lines(found, theme) if found else None


def _cut_at(first: float, step: float, count: int, inner: bool, round_them: bool = True) -> list[float]:
    """Where cuts in one direction are: between pages, and round them where something is left over."""
    between = range(1, count) if inner else ()
    ends = (0, count) if round_them and first >= LEFT_OVER else ()
    return [first + n * step for n in sorted((*between, *ends))]


def _printable(cuts: list[float], size: float) -> list[float]:
    return [at for at in cuts if EDGE <= at <= size - EDGE]


def _ticks(room: float, size: float, gap: float, tick: float) -> list[tuple[float, float]]:
    """Both ends of a line between pages, each from its outer end: beside the pages, else in their own margins.

    room: beside the pages; size: of the sheet that way.
    """
    far = room - gap
    if far - EDGE < tick / 2:
        far = EDGE + tick
    near = max(EDGE, far - tick)
    return [(near, far), (size - near, size - far)]


def _lines(ends: Sequence[Ends], theme: Theme, dash: tuple[float, ...] = ()) -> Block:
    colour, width = (theme.colours or {})["cut"], float((theme.lengths or {})["cut-rule"])
    return Block(
        tuple([Stroke(line(a, b), stroke=colour, width=width, dash=dash, mark=MARKS) for a, b in ends])
    )
