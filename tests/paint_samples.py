"""Finished sheets to paint in tests: one file of hard cases, and a handout for many people."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw

from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.geometry import Box, circle, line, rectangle
from psoas_pdf.pages import (
    FOOTER,
    HEADER,
    Block,
    Bookmark,
    Ink,
    Item,
    Link,
    Mark,
    Meta,
    Node,
    Page,
    Picture,
    Sheets,
    Stroke,
    TextRun,
    Use,
)

META = Meta(
    "Hard cases (a) \\ é 中 <&>", "Sample Clinic", "en-GB", "2026-03-02T00:00:00+00:00", "Tests", "hip"
)
INK = Ink({"skin": "#f2c9a8", "shade": "#c98b6b", "edge": "#3b2a20"}, "light")
PALE = Ink({"skin": "#dddddd", "shade": "#999999", "edge": "#000000"}, "grey")
WIDTH, HEIGHT = 595.0, 842.0


def sheets(
    items: Sequence[Item], kids: Sequence[Node], links: Sequence[Link] = (), meta: Meta = META, pages: int = 1
) -> Sheets:
    """The items on one page (further pages stay empty), the nodes below a Document."""
    first = Page(WIDTH, HEIGHT, (Block(tuple(items)),), tuple(links))
    return Sheets((first, *[Page(WIDTH, HEIGHT, ())] * (pages - 1)), Node("Document", tuple(kids)), meta)


def words(text: str, mark: Mark, x: float = 50, y: float = 700, font: str = "regular") -> TextRun:
    return TextRun(text, font, 10, x, y, mark)


def body(digits: int = 1) -> Drawing:
    """A shape with an outline, a clip with a fill, an alpha and a dash."""
    return Drawing(
        Box(-2, -1, 10, 9),
        (
            Shape(rectangle(0, 0, 8, 8, 2), "skin", "edge", 0.3),
            Clip(circle(4, 4, 3), (Shape(rectangle(4, 0, 8, 8), "shade", alpha=0.5),), "skin"),
            Clip(
                circle(1, 1, 1),
                (Shape(rectangle(0, 0, 1, 1), "shade"), Shape(line((0, 0), (1, 1)), None, "edge", 0.1)),
            ),
            Shape(line((0, 0), (8, 8)), None, "edge", 0.2, dash=(1, 0.5)),
        ),
        digits,
    )


@cache
def photo() -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 120, 60)).save(out, "JPEG")
    return Picture(out.getvalue())


@cache
def logo(fill: tuple[int, int, int, int] = (30, 110, 90, 230)) -> Picture:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, 55, 55), fill=fill)
    out = io.BytesIO()
    image.save(out, "PNG")
    return Picture(out.getvalue())


def hard() -> Sheets:
    """A paragraph over two pages with a link over two lines in it, nested lists, a German word, a table over
    two pages with a spanning head, an empty cell and a head that is repeated, a note, pictures, alpha, and a
    node that nothing was painted for.
    """
    first: list[Item] = []
    second: list[Item] = []
    h1, lone = Node("H1"), Node("Link")
    link, word = Node("Link"), Node("Span", lang="de")
    a, b, c = Node("Span"), Node("Span"), Node("Span")
    first += [
        words("Hard cases", h1, y=780, font="bold"),
        words("Before the link, ", a, y=760),
        words("the link starts here ", link, 130, 760),
        words("and goes on; ", link, y=745),
        words("then German: ", b, 120, 745),
        words("Hüftbeuger (Psoas) \\ ", word, 190, 745),
        words("and the end of page one ", c, y=730),
    ]
    second += [
        words("comes to the end on page two (with brackets).", c, y=780),
        words("A whole paragraph that is a link.", lone, y=765),
    ]
    lists = _lists(first)
    table = _table(first, second)
    note = Node("Note")
    first.append(words("A note at the foot.", note, y=100))
    image, poster = (
        Node("Figure", alt="A plain orange rectangle."),
        Node("Figure", alt="The same shape twice, mirrored."),
    )
    mark = Node("Figure", alt="Logo: a green disc (half clear).")
    drawing = body()
    second += [
        Use(photo(), 50, 600, 80, 60, image),
        Use(drawing, 150, 600, 60, 50, poster, INK),
        Use(drawing, 230, 600, 60, 50, poster, INK, mirror=True),
        Use(drawing, 310, 600, 60, 50, ink=PALE),
        Use(logo(), 400, 600, 50, 50, mark),
        Stroke(
            (("M", 50, 590), ("C", 100, 570, 200, 610, 300, 590)),
            stroke="#aa0000",
            width=2,
            alpha=0.4,
            round=True,
        ),
        Stroke(rectangle(50, 540, 90, 560, 4), "#eeeeff", "#000080", dash=(2, 1)),
        words("Page 2 of 2", FOOTER, y=28),
    ]
    kids = (h1, Node("P", (a, link, b, word, c)), Node("P", (lone,)), lists, table, note)
    root = Node("Document", (*kids, image, poster, mark, Node("P"), Node("Sect", (Node("P"),))))
    target = "https://example.org/a?b=(c)"
    return Sheets(
        (
            Page(
                WIDTH,
                HEIGHT,
                (Block(tuple(first)),),
                (
                    Link((130, 757, 230, 770), target, "the link", link),
                    Link((50, 742, 118, 755), target, "the link", link),
                ),
                trim=(10, 10, 585, 832),
                bleed=(1.5, 1.5, 593.5, 840.5),
            ),
            Page(
                WIDTH,
                HEIGHT,
                (Block(tuple(second)),),
                (Link((50, 762, 250, 775), "#start", "to the start é", lone),),
            ),
        ),
        root,
        META,
        (
            Bookmark("Hard cases", 0, 0, 790),
            Bookmark("Ünder", 1, 0, 700),
            Bookmark("Deeper", 2, 0, 650),
            Bookmark("Table", 1, 1, 740),
            Bookmark("End", 0, 1, 600),
        ),
        {"start": (0, 842)},
    )


def _lists(page: list[Item]) -> Node:
    def item(text: str, y: float, *inner: Node) -> Node:
        label, text_node = Node("Lbl"), Node("P")
        page.extend([words("•", label, 60, y), words(text, text_node, 70, y)])
        return Node("LI", (label, Node("LBody", (text_node, *inner))))

    disc = (("List", "ListNumbering", "/Disc"),)
    outer_label, outer_text = Node("Lbl"), Node("P")
    page += [words("•", outer_label, 60, 715), words("outer", outer_text, 70, 715)]
    sub = Node("L", (item("inner", 700),), attrs=disc)
    outer = Node("LI", (outer_label, Node("LBody", (outer_text, sub))))
    return Node("L", (outer, item("last", 685)), attrs=disc)


def _table(first: list[Item], second: list[Item]) -> Node:
    scope = ("Table", "Scope", "/Column")
    head = (Node("TH", attrs=(scope, ("Table", "ColSpan", 2))), Node("TH", attrs=(scope,)))
    first += [words("Day and time", head[0], y=640, font="bold"), words("Done", head[1], 200, 640, "bold")]
    second += [words("Day and time", HEADER, y=740, font="bold"), words("Done", HEADER, 200, 740, "bold")]
    rows = []
    for i in range(4):
        cells = (Node("TH", attrs=(("Table", "Scope", "/Row"),)), Node("TD"), Node("TD"))
        page, y = (first, 620 - 15 * i) if i < 2 else (second, 750 - 15 * i)
        page += [
            words(f"Day {i}", cells[0], y=y),
            TextRun(f"{8 + i}:00", "regular", 10, 130, y, cells[1], tabular=True),
        ]
        rows.append(Node("TR", cells))
    return Node("Table", (Node("THead", (Node("TR", head),)), Node("TBody", tuple(rows))))


class Handout:
    """One handout for many people: shared blocks, and a block for each line that is a person's own."""

    def __init__(self) -> None:
        h1, link, before, after = Node("H1"), Node("Link"), Node("Span"), Node("Span")
        figure, self._who, self._dose, care = Node("Figure", alt="A shape."), Node("P"), Node("P"), Node("P")
        self._top = Block((words("Your programme", h1, y=780, font="bold"),))
        self._middle = Block(
            (
                Use(body(), 50, 500, 120, 100, figure, INK),
                words("More on the ", before, y=480),
                words("patient pages", link, 110, 480),
                words(".", after, 175, 480),
            )
        )
        self._end = Block((words("Stop if you feel sharp pain.", care, y=440), words("Page 1", FOOTER, y=28)))
        self._links = (Link((110, 477, 175, 490), "https://example.org", "patient pages", link),)
        self._root = Node(
            "Document", (h1, self._who, figure, Node("P", (before, link, after)), self._dose, care)
        )

    def sheets(self, i: int) -> Sheets:
        first = ("Anna", "Björn", "Chloé", "Łukasz", "Øyvind", "Γιώργος", "Иван", "Mária")[i % 8]
        last = ("Ångström", "Dvořák", "García", "O’Brien", "Núñez", "Παπάς", "Петров", "Kovács")[i // 8 % 8]
        dose = f"{2 + i % 3} sets × {8 + i * 7 % 9} repetitions, hold {5 * (1 + i % 6)} s"
        blocks = (
            self._top,
            Block((words(f"For: {first} {last} {i:03d}", self._who, y=750),)),
            self._middle,
            Block((TextRun(dose, "semibold", 10, 50, 460, self._dose, "#1b5e4a", tabular=True),)),
            self._end,
        )
        meta = Meta(f"Programme for {first} {last}", "Sample Clinic", "en-GB", "2026-03-02T00:00:00+00:00")
        bookmarks = (Bookmark("Your programme", 0, 0, 790),)
        return Sheets((Page(WIDTH, HEIGHT, blocks, self._links),), self._root, meta, bookmarks)
