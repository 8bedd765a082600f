"""Anatomy sheets for tests, made without the standing person, and what can be read and seen of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import inspector
from psoas_pdf.art import Art
from psoas_pdf.compose import compose
from psoas_pdf.document import Document, PlateLabel, Plates
from psoas_pdf.drawing import Drawing, Shape
from psoas_pdf.geometry import Box, bounds, rectangle
from psoas_pdf.ink import make_ink
from psoas_pdf.layout import lay_out
from psoas_pdf.library import Library
from psoas_pdf.markup import plain
from psoas_pdf.pages import Block, Item, Node, Sheets, Stroke
from psoas_pdf.paint.painter import Painter
from psoas_pdf.problems import Problems
from psoas_pdf.ready import ReadyStore
from psoas_pdf.resolve import resolve
from psoas_pdf.spec import Spec
from psoas_pdf.text.fonts import Face, fira_sans, load_faces
from psoas_pdf.units import MM
from psoas_pdf.words import Words

STOCKS = ("a4", "letter")
LEADER = 0.26 * MM
SPACE = 0.265
"""Width of a space in Fira Sans; a line that goes on ends in one."""
PIXELS = 6
"""A millimetre of a page that is looked at."""
Change = Callable[[Document], Document]


class OnePerson(Art):
    """A box in place of the standing person: these tests are about the plates."""

    def standing(self) -> Drawing:
        return Drawing(Box(0, 0, 60, 180), (Shape(rectangle(20, 0, 40, 180), "bone"),))


@dataclass(frozen=True)
class Made:
    sheets: Sheets
    document: Document
    data: bytes
    problems: tuple[str, ...]

    def items(self, page: int = 0) -> list[Item]:
        return [item for block in self.sheets.pages[page].blocks for item in block.items]

    def leaders(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Their two ends: at the label, at the point."""
        found = [
            item.path
            for item in self.items()
            if isinstance(item, Stroke) and item.stroke and abs(item.width - LEADER) < 1e-6
        ]
        return [((float(a[1]), float(a[2])), (float(b[1]), float(b[2]))) for a, b in found]

    def block(self, kind: type) -> object:
        return next(block for _, block in self.document.blocks if isinstance(block, kind))


@cache
def faces() -> Mapping[str, Face]:
    files = fira_sans()
    return load_faces(files["regular"], files["semibold"], files["bold"])


@cache
def library() -> Library:
    return Library()


@cache
def spec() -> Spec:
    problems = Problems()
    plan = library().get("plan", "iliopsoas", problems)
    clinic = replace(plan.clinic, name=Words("Sample Clinic"), phone=Words("01234 567890"))
    found = resolve(replace(plan, exercises=(), clinic=clinic), library(), None, problems)
    assert found is not None, list(problems)
    assert not len(problems), list(problems)
    return found


def make(stock: str, change: Change = lambda document: document, theme: str = "standard") -> Made:
    problems = Problems()
    layout, look = library().layout("anatomy", problems), library().theme(theme, problems)
    paper = library().get("stock", stock, problems)
    assert layout
    assert look
    document = change(compose(spec(), layout, OnePerson(ReadyStore((), None), "man"), problems))
    ink = make_ink(look.figure or {}, look.figure_tone or "colour")
    sheets = lay_out(document, layout, look, paper, faces(), ink, problems)
    data = b"" if problems.failed else Painter(faces()).paint(sheets)
    return Made(sheets, document, data, tuple(map(str, problems)))


@cache
def shipped(stock: str) -> Made:
    made = make(stock)
    assert not made.problems
    return made


def labels_of(made: Made) -> list[PlateLabel]:
    block = made.block(Plates)
    assert isinstance(block, Plates)
    return [label for view in block.views for label in view.labels]


def label_lines(made: Made) -> list[list[Box]]:
    """Boxes round the letters of each label's runs, in the order of the plates' labels, from the PDF."""
    runs = inspector.text_runs(made.data)
    out, at = [], next(i for i, run in enumerate(runs) if run.text.strip() == "From the front") + 1
    for label in labels_of(made):
        wanted, text, boxes = plain(label.words), "", []
        while text.strip() != wanted:
            run = runs[at]
            at += 1
            if run.text.strip().startswith("From the"):
                continue
            text += run.text
            seen = run.width - (SPACE * run.size if run.text.endswith(" ") else 0)
            boxes.append(Box(run.x, run.y - 0.22 * run.size, run.x + seen, run.y + 0.75 * run.size))
        out.append(boxes)
    return out


def label_boxes(made: Made) -> list[Box]:
    return [bounds([rectangle(*box) for box in boxes]) for boxes in label_lines(made)]


def looked_at(made: Made, keep: Callable[[Item], bool]) -> Callable[[Box], bool]:
    """Whether a box of the page is white, when only some of its items are painted."""
    page = made.sheets.pages[0]
    blocks = tuple(Block(tuple(i for i in block.items if keep(i))) for block in page.blocks)
    nodes = {id(i.mark): i.mark for block in blocks for i in block.items if isinstance(i.mark, Node)}
    bare = replace(
        made.sheets,
        pages=(replace(page, blocks=blocks),),
        root=Node("Document", tuple(nodes.values())),
        bookmarks=(),
    )
    data = Painter(faces()).paint(bare)
    image = inspector.render(data, dpi=25.4 * PIXELS).convert("L").point(lambda v: 255 if v < 250 else 0)
    k = PIXELS / MM

    def white(box: Box) -> bool:
        high = image.height
        return (
            image.crop(
                (int(box.x0 * k), int(high - box.y1 * k), int(box.x1 * k), int(high - box.y0 * k))
            ).getbbox()
            is None
        )

    return white


def enters(ends: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    (ax, ay), (bx, by) = ends
    return any(
        box.x0 < ax + (bx - ax) * i / 300 < box.x1 and box.y0 < ay + (by - ay) * i / 300 < box.y1
        for i in range(301)
    )
