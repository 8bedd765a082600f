"""A small document that is right in all that `verify` looks at, to plant faults in."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pikepdf
from PIL import Image

from psoas_pdf.drawing import Drawing, Shape
from psoas_pdf.geometry import Box, circle, line, rectangle
from psoas_pdf.pages import (
    FOOTER,
    HEADER,
    Block,
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
from psoas_pdf.paint.painter import Painter
from psoas_pdf.problems import Problem, Problems
from psoas_pdf.text.fonts import Face
from psoas_pdf.verify import verify

WIDTH, HEIGHT = 595.28, 841.89
INK, TINT, ACCENT = "#17212b", "#e3f0f2", "#0b5a6b"
META = Meta(
    "A sample",
    "Sample Clinic",
    "en-GB",
    "2026-03-02T00:00:00+00:00",
    imprint="layout=sample kind=pages floor=12",
)
FIGURE = Drawing(
    Box(0, 0, 100, 60),
    (
        Shape(rectangle(0, 0, 100, 60, 5), "skin"),
        Shape(circle(50, 30, 20), "edge"),
        Shape(line((5, 5), (95, 55)), None, "edge", 2),
    ),
)
COLOURS = Ink({"skin": "#f2c9a8", "edge": "#3b2a20"}, "sample")


def photo(across: int, up: int) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (across, up), (200, 120, 60)).save(out, "JPEG")
    return Picture(out.getvalue())


def text(
    words: str, mark: Mark, x: float, y: float, size: float = 12, font: str = "regular", colour: str = INK
) -> TextRun:
    return TextRun(words, font, size, x, y, mark, colour)


@dataclass
class Sample:
    """Items of two pages by name, nodes by name, and what else a document has.  Faults change it."""

    first: dict[str, Item] = field(default_factory=dict)
    second: dict[str, Item] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    kids: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    meta: Meta = META
    size: tuple[float, float] = (WIDTH, HEIGHT)
    trim: tuple[float, float, float, float] | None = None
    bleed: tuple[float, float, float, float] | None = None

    def sheets(self) -> Sheets:
        pages = tuple(
            Page(*self.size, (Block(tuple(items.values())),), links, self.trim, self.bleed)
            for items, links in ((self.first, tuple(self.links)), (self.second, ()))
        )
        return Sheets(pages, Node("Document", tuple(self.kids)), self.meta)

    def recast(self, name: str, **changes: object) -> Node:
        """Another node in the place of a named one, for words, links and the tree."""
        old = self.nodes[name]
        new = self.nodes[name] = replace(old, **changes)  # type: ignore[arg-type]
        self.kids[:] = [exchanged(kid, old, new) for kid in self.kids]
        for page in (self.first, self.second):
            page.update({k: replace(i, mark=new) for k, i in page.items() if i.mark is old})
        self.links[:] = [replace(link, node=new) if link.node is old else link for link in self.links]
        return new

    def move(self, name: str, **changes: object) -> None:
        """Another place, size, colour or mark for an item."""
        page = self.first if name in self.first else self.second
        page[name] = replace(page[name], **changes)  # type: ignore[arg-type]


def sample() -> Sample:
    s = Sample()
    title, goal, link, rest = Node("H1"), Node("Span"), Node("Link"), Node("Span")
    s.nodes |= {"title": title, "goal": goal, "link": link, "rest": rest}
    s.first["title"] = text("A sample of a sheet", title, 60, 760, 28, "bold")
    s.first["goal"] = text("Goal: strong hips, as on ", goal, 60, 720)
    s.first["link"] = text("the pages for patients ", link, 190, 720, colour=ACCENT)
    s.first["rest"] = text("of the sample clinic.", rest, 60, 704)
    s.links.append(Link((190, 716, 312, 732), "https://example.org/", "the pages for patients", link))
    paragraph = Node("P", (goal, link, rest))
    _exercise(s, "Leg raise", s.first, 660)
    table = _table(s, s.first, 400)
    s.first["foot"] = text("Page 1 of 2", FOOTER, 60, 40)
    s.second["head"] = text("A sample of a sheet", HEADER, 60, 790)
    _exercise(s, "Sit-up", s.second, 740)
    s.second["foot"] = text("Page 2 of 2", FOOTER, 60, 40)
    s.kids += [title, paragraph, s.nodes["Leg raise"], table, s.nodes["Sit-up"]]
    return s


def _exercise(s: Sample, name: str, page: dict[str, Item], top: float) -> None:
    head, dose, figure = Node("H2"), Node("P"), Node("Figure", alt=f"A person does the {name.lower()}.")
    steps = []
    page[f"{name} head"] = text(name, head, 60, top, 18, "bold")
    page[f"{name} tint"] = Stroke(rectangle(60, top - 45, 300, top - 15, 4), TINT)
    page[f"{name} dose"] = text("3 sets of 10, every day", dose, 70, top - 35)
    page[f"{name} figure"] = Use(FIGURE, 60, top - 160, 150, 90, figure, COLOURS)
    for i, words in enumerate(("Lie on your back.", "Lift one leg until it points up. ", "Put it down.")):
        label, body = Node("Lbl"), Node("LBody")
        y = top - 80 - 30 * i
        page[f"{name} label {i}"] = text(f"{i + 1} ", label, 320, y, font="bold")
        page[f"{name} step {i}"] = text(words, body, 336, y)
        steps.append(Node("LI", (label, body)))
    s.nodes |= {f"{name} head": head, f"{name} dose": dose, f"{name} figure": figure}
    page[f"{name} more"] = text("Slowly.", steps[1].kids[1], 336, top - 126)
    steps_node = Node("L", tuple(steps), attrs=(("List", "ListNumbering", "/Decimal"),))
    s.nodes[f"{name} steps"] = steps_node
    s.nodes[name] = Node("Sect", (head, dose, figure, steps_node))


def _table(s: Sample, page: dict[str, Item], top: float) -> Node:
    rows = []
    columns = (60, 200, 340)
    for i, words in enumerate(
        (("Day", "Leg raise", "Sit-up"), ("Monday", "ten", "eight"), ("Tuesday", "twelve", "nine"))
    ):
        cells = []
        for j, (word, x) in enumerate(zip(words, columns, strict=True)):
            scope = (("Table", "Scope", "/Column" if i == 0 else "/Row"),)
            cell = Node("TD") if i and j else Node("TH", attrs=scope)
            page[f"cell {i}{j}"] = text(word, cell, x, top - 24 * i, font="semibold" if not i else "regular")
            cells.append(cell)
            s.nodes[f"cell {i}{j}"] = cell
        page[f"rule {i}"] = Stroke(
            line((60, top - 8 - 24 * i), (480, top - 8 - 24 * i)), stroke="#c3ccd3", width=0.5
        )
        rows.append(Node("TR", tuple(cells)))
    s.nodes["table"] = Node("Table", tuple(rows))
    return s.nodes["table"]


def painted(s: Sample, faces: Mapping[str, Face]) -> bytes:
    return Painter(faces).paint(s.sheets())


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after a change to its objects."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def repainted(data: bytes, page: int, edit: Callable[[bytes], bytes]) -> bytes:
    """The file after a change to the operators of a page (from 0)."""

    def change(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[page].obj.Contents
        before = contents.read_bytes()
        after = edit(before)
        assert after != before, "the fault was not planted"
        contents.write(after)

    return edited(data, change)


def found(data: bytes, *, standards: bool = False, floor: float | None = None) -> list[Problem]:
    problems = Problems()
    verify(data, "a.pdf", problems, standards=standards, floor=floor)
    return list(problems)


def exchanged(node: Node, old: Node, new: Node) -> Node:
    """The tree with one node in the place of another; what is not above it stays the same object."""
    if node is old:
        return new
    kids = tuple([exchanged(kid, old, new) for kid in node.kids])
    return node if all(a is b for a, b in zip(kids, node.kids, strict=True)) else replace(node, kids=kids)
