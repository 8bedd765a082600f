"""Where cards stand in a PDF, measured in its content streams; and the table of stocks, in millimetres, as it is
known from the makers' templates, apart from the stocks' own files.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pikepdf

import inspector
from psoas_pdf.art import Art
from psoas_pdf.build import Order, Workshop
from psoas_pdf.compose import compose
from psoas_pdf.decks import CardBack, Deck
from psoas_pdf.layout import lay_out
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.ready import default_store
from psoas_pdf.units import MM
from psoas_pdf.words import Words
from ready_plan import library, spec

INCH = 25.4
A4, A4_WIDE = (210.0, 297.0), (297.0, 210.0)
LETTER, LETTER_WIDE = (215.9, 279.4), (279.4, 215.9)


class Grid(NamedTuple):
    """sheet: width and height.  first: left and top of the first cell.  pitch: from one to the next."""

    sheet: tuple[float, float]
    columns: int
    rows: int
    cell: tuple[float, float]
    first: tuple[float, float]
    pitch: tuple[float, float]

    def cells(self) -> list[tuple[float, float]]:
        """Left and top of each, row by row."""
        return [
            (self.first[0] + column * self.pitch[0], self.first[1] + row * self.pitch[1])
            for row in range(self.rows)
            for column in range(self.columns)
        ]


def inches(
    columns: int,
    rows: int,
    cell: tuple[float, float],
    first: tuple[float, float],
    pitch: tuple[float, float],
    sheet: tuple[float, float] = LETTER,
) -> Grid:
    a, b, c = ((x * INCH, y * INCH) for x, y in (cell, first, pitch))
    return Grid(sheet, columns, rows, a, b, c)


STOCKS = {
    "avery-5388": inches(1, 3, (5, 3), (1.75, 1), (5, 3)),
    "avery-5389": inches(1, 2, (6, 4), (1.25, 1.25), (6, 4.5)),
    "avery-5371": inches(2, 5, (3.5, 2), (0.75, 0.5), (3.5, 2)),
    "avery-8371": inches(2, 5, (3.5, 2), (0.75, 0.5), (3.5, 2)),
    "avery-8373": inches(2, 4, (3.5, 2), (0.5, 0.75), (4, 2.5)),
    "avery-5164": inches(2, 3, (4, 3.333), (0.15625, 0.5), (4.1875, 3.333)),
    "avery-5168": inches(2, 2, (3.5, 5), (0.5, 0.5), (4, 5)),
    "avery-8387": inches(2, 2, (5.5, 4.25), (0, 0), (5.5, 4.25), LETTER_WIDE),
    "quarter-4up-letter": inches(2, 2, (4.25, 5.5), (0, 0), (4.25, 5.5)),
    "avery-l7163": Grid(A4, 2, 7, (99.1, 38.1), (3.35, 15.17), (103, 38.1)),
    "avery-c32011": Grid(A4, 2, 5, (85, 54), (15, 13.5), (95, 54)),
    "avery-c32015": Grid(A4, 2, 4, (85, 54), (17, 31.5), (91, 60)),
    "poker-9up": Grid(A4, 3, 3, (63.5, 88.9), (9.75, 15.15), (63.5, 88.9)),
    "poker-9up-letter": Grid(LETTER, 3, 3, (63.5, 88.9), (12.7, 6.35), (63.5, 88.9)),
    "poker-8up": Grid(A4_WIDE, 4, 2, (63.5, 88.9), (12.5, 13.1), (69.5, 94.9)),
    "poker-6up-letter": Grid(LETTER_WIDE, 3, 2, (63.5, 88.9), (38.45, 16.05), (69.5, 94.9)),
    "bridge-9up": Grid(A4, 3, 3, (57.15, 88.9), (19.275, 15.15), (57.15, 88.9)),
    "bridge-9up-letter": Grid(LETTER, 3, 3, (57.15, 88.9), (22.225, 6.35), (57.15, 88.9)),
    "bridge-8up": Grid(A4_WIDE, 4, 2, (57.15, 88.9), (25.2, 13.1), (63.15, 94.9)),
    "bridge-8up-letter": Grid(LETTER_WIDE, 4, 2, (57.15, 88.9), (16.4, 16.05), (63.15, 94.9)),
    "tarot-4up": Grid(A4, 2, 2, (70, 120), (35, 28.5), (70, 120)),
    "tarot-4up-letter": Grid(LETTER, 2, 2, (70, 120), (37.95, 19.7), (70, 120)),
    "tarot-4up-gutters": Grid(A4, 2, 2, (70, 120), (32, 25.5), (76, 126)),
    "tarot-4up-gutters-letter": Grid(LETTER, 2, 2, (70, 120), (34.95, 16.7), (76, 126)),
    "index-4up": Grid(A4_WIDE, 2, 2, (127, 76.2), (21.5, 28.8), (127, 76.2)),
    "index-4up-letter": Grid(LETTER_WIDE, 2, 2, (127, 76.2), (12.7, 31.75), (127, 76.2)),
    "index-6x4-2up": Grid(A4, 1, 2, (152.4, 101.6), (28.8, 46.9), (152.4, 101.6)),
    "index-6x4-2up-letter": Grid(LETTER, 1, 2, (152.4, 101.6), (31.75, 38.1), (152.4, 101.6)),
    "a6-4up": Grid(A4, 2, 2, (105, 148.5), (0, 0), (105, 148.5)),
    "poker": Grid((63.5, 88.9), 1, 1, (63.5, 88.9), (0, 0), (63.5, 88.9)),
    "tarot": Grid((70, 120), 1, 1, (70, 120), (0, 0), (70, 120)),
    "bridge": Grid((57.15, 88.9), 1, 1, (57.15, 88.9), (0, 0), (57.15, 88.9)),
    "a6": Grid((105, 148), 1, 1, (105, 148), (0, 0), (105, 148)),
}
LARGE = {"a6-4up", "quarter-4up-letter", "a6"}
INSIDE = dict.fromkeys(STOCKS, 5.0) | dict.fromkeys(LARGE, 7.0) | {"avery-8387": 6.35}
"""Millimetres inside the cut that all on a card stays."""
UNDER_RULE = 1.5 / 2 / MM
"""From the top of what stands on a card to the middle of its thick rule."""


class Made(NamedTuple):
    data: bytes | None
    problems: tuple[Problem, ...]

    @property
    def pdf(self) -> bytes:
        assert self.data is not None, list(map(str, self.problems))
        return self.data

    @property
    def told(self) -> list[str]:
        return [
            f"{p.place.line}:{p.place.column}: {p.severity}: {p.message} ({p.hint})" for p in self.problems
        ]


_folder: list[Path] = []


def layouts_in(folder: Path) -> None:
    """Where layouts of tests are written."""
    _folder[:] = [folder]


@cache
def made(
    text: str,
    stock: str | None = None,
    plan: str = "iliopsoas",
    theme: str | None = None,
    edition: str = "screen",
) -> Made:
    """A deck of the ready plan, or of a plan that is given, in a layout that is given."""
    file = _folder[0] / f"layout-{len(list(_folder[0].iterdir()))}.yaml"
    file.write_text(text, encoding="utf-8")
    problems = Problems()
    if ":" in plan:
        own = file.with_name(f"plan-{file.stem}.yaml")
        own.write_text(plan, encoding="utf-8")
        record = library().read("plan", str(own), problems)
    else:
        record = library().get("plan", plan, problems)
    assert record is not None, list(problems)
    order = Order(record, str(file), theme, stock, edition=edition)
    built = Workshop(library(), default_store()).make(order, problems)
    return Made(built.data if built else None, tuple(problems))


def with_short_backs(text: str) -> bytes:
    """A deck of the ready plan's exercises with one short step on each back, which any card has room for."""
    file = _folder[0] / f"layout-{len(list(_folder[0].iterdir()))}.yaml"
    file.write_text(text, encoding="utf-8")
    problems, shop = Problems(), Workshop(library(), default_store())
    layout, theme = library().layout(str(file), problems), library().theme("standard", problems)
    assert layout
    document = compose(spec(), layout, Art(shop.store, "man"), problems)
    ((section, deck),) = document.blocks
    assert isinstance(deck, Deck)
    cards = []
    for card in deck.cards:
        assert isinstance(card.back, CardBack)
        cards.append(replace(card, back=replace(card.back, steps=(Words("Rest."),), notes=())))
    document = replace(document, blocks=((section, replace(deck, cards=tuple(cards))),))
    stock = library().get("stock", str(layout.stock), problems)
    faces, ink = shop.faces(theme, problems), shop.ink("man", theme)
    sheets = lay_out(document, layout, theme, stock, faces, ink, problems)
    assert not len(problems), list(map(str, problems))
    return shop.painter(faces).paint(sheets)


class Drawn(NamedTuple):
    """A path of a page in points from the sheet's top left: box, colour of the fill or the line, its width."""

    box: tuple[float, float, float, float]
    fill: str | None
    width: float | None
    dashed: bool
    curved: bool


def drawn(data: bytes, page: int) -> list[Drawn]:
    """All paths that the page paints itself; pictures are forms, and left out."""
    out: list[Drawn] = []
    with inspector.opened(data) as pdf:
        sheet = pdf.pages[page]
        height = float(sheet.mediabox[3])
        points: list[tuple[float, float]] = []
        colours: list[tuple[str, float, bool]] = []
        fill, width, dashed, curved = "", 1.0, False, False
        for operands, operator in pikepdf.parse_content_stream(sheet):
            op = str(operator)
            values = [float(v) for v in operands] if op in ("m", "l", "c", "rg", "w") else []
            if op in ("m", "l", "c"):
                points += list(zip(values[::2], values[1::2], strict=True))
                curved = curved or op == "c"
            elif op == "rg":
                fill = "#" + "".join([f"{round(v * 255):02X}" for v in values])
            elif op == "w":
                width = values[0]
            elif op == "d":
                dashed = bool(len(operands[0]))
            elif op == "q":
                colours.append((fill, width, dashed))
            elif op == "Q":
                fill, width, dashed = colours.pop()
            elif op in ("S", "f", "B"):
                xs, ys = [p[0] for p in points], [height - p[1] for p in points]
                box = (min(xs), min(ys), max(xs), max(ys))
                out.append(
                    Drawn(box, fill if op != "S" else None, width if op != "f" else None, dashed, curved)
                )
                points, curved = [], False
    return out


def rules(data: bytes, page: int) -> list[tuple[float, float, float]]:
    """Left and right end and height of the thick rules at the heads of cards, in mm from the top left."""
    return [
        (d.box[0] / MM, d.box[2] / MM, d.box[1] / MM)
        for d in drawn(data, page)
        if d.fill is None and d.width == 1.5 and d.box[2] - d.box[0] > 20 * MM
    ]
