"""Blocks and pages moved on their paper: everything goes the same way, and nothing else changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.drawing import Drawing, Shape
from psoas_pdf.geometry import Box, bounds, rectangle
from psoas_pdf.layout.moved import moved, page_moved
from psoas_pdf.pages import LAYOUT, Block, Ink, Link, Node, Page, Stroke, TextRun, Use

NODE = Node("P")
LINK = Node("Link")
DRAWING = Drawing(Box(0, 0, 10, 10), (Shape(rectangle(0, 0, 10, 10), "skin"),))
INK = Ink({"skin": "#FFFFFF"}, "white")
BLOCK = Block(
    (
        TextRun("Knee", "bold", 12, 40, 700, NODE),
        Stroke(rectangle(40, 600, 140, 620), fill="#EEEEEE", stroke="#000000"),
        Use(DRAWING, 40, 500, 60, 60, LAYOUT, INK, mirror=True),
    )
)
DISTANCE = st.floats(-500, 500).map(lambda v: round(v, 2))


@given(DISTANCE, DISTANCE)
def test_everything_in_a_block_goes_the_same_way(dx: float, dy: float) -> None:
    text, stroke, use = moved(BLOCK, dx, dy).items
    assert isinstance(text, TextRun)
    assert isinstance(stroke, Stroke)
    assert isinstance(use, Use)
    assert (text.x, text.y) == (40 + dx, 700 + dy)
    assert bounds([stroke.path]) == Box(40 + dx, 600 + dy, 140 + dx, 620 + dy)
    assert (use.x, use.y, use.width, use.height, use.mirror) == (40 + dx, 500 + dy, 60, 60, True)
    assert text.mark is NODE
    assert use.what is DRAWING
    assert use.ink is INK


def test_not_moved_is_the_same_block_and_moved_twice_alike_is_one() -> None:
    assert moved(BLOCK, 0, 0) is BLOCK
    assert moved(BLOCK, 3, 4) is moved(BLOCK, 3, 4)
    assert moved(BLOCK, 3, 4) is not moved(BLOCK, 4, 3)


def test_a_page_moves_with_its_links_and_boxes_and_keeps_its_size() -> None:
    link = Link((40, 698, 80, 712), "https://example.org", "Knee", LINK)
    page = Page(595, 842, (BLOCK,), (link,), trim=(0, 0, 595, 842), bleed=(-9, -9, 604, 851))
    out = page_moved(page, 10, -20)
    assert (out.width, out.height) == (595, 842)
    assert out.blocks == (moved(BLOCK, 10, -20),)
    assert out.links[0].box == (50, 678, 90, 692)
    assert out.links[0].node is LINK
    assert out.trim == (10, -20, 605, 822)
    assert out.bleed == (1, -29, 614, 831)
    assert page_moved(page, 0, 0) is page
    assert page_moved(Page(595, 842, (BLOCK,)), 1, 1).trim is None
