"""Arrows that keep clear, the sign on a fault, shadows that stay on their ground."""

from __future__ import annotations

from itertools import pairwise

import pytest

from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.figure.arrow import SMALL, straightened
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.fault import RADIUS, crossed
from psoas_pdf.figure.props import Thing, behind_figure, beside, hides, shadows
from psoas_pdf.geometry import Box, bounds, circle, points_of, polygon


@pytest.mark.parametrize(("tilt", "level"), [(2.0, True), (-2.0, True), (9.0, False)])
def test_a_small_arrow_is_straight_and_level_where_it_nearly_is(tilt: float, level: bool) -> None:
    bowed = [(0.0, 0.0), (5.0, 3.0 + tilt / 4), (10.0, 4.0 + tilt / 2), (15.0, 3.0 + tilt), (20.0, tilt)]
    line = straightened(bowed)
    ways = {(round(b[0] - a[0], 6), round(b[1] - a[1], 6)) for a, b in pairwise(line)}
    assert len(ways) == 1
    assert (line[0][1] == pytest.approx(line[-1][1])) is level
    assert line[-1][0] > line[0][0]
    assert SMALL > 20


def person(x: float) -> Drawing:
    body = Shape(polygon((x - 12, 0), (x + 12, 0), (x + 12, 150), (x - 12, 150)), fill="shirt")
    head = Clip(circle(x, 160, 10), (), fill="hair")
    return Drawing(Box(x - 40, 0, x + 40, 172), (body, head))


def test_the_cross_stands_by_the_head_clear_of_the_figure() -> None:
    drawn = person(300.0)
    signed = crossed(drawn)
    ring = next(m for m in signed.marks if isinstance(m, Shape) and m.stroke == "stop")
    box = bounds([ring.path])
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    assert abs(middle[0] - 300) < 40
    assert abs(middle[1] - 160) < 40
    for mark in drawn.marks:
        for x, y in points_of(mark.path):
            assert (x - middle[0]) ** 2 + (y - middle[1]) ** 2 > RADIUS**2
    assert signed.box.x0 <= box.x0
    assert signed.box.y1 >= box.y1


def test_the_cross_stands_before_the_face_whatever_the_hair() -> None:
    """Fringe of hair behind a bald head, knot above: the sign is where it is for everybody."""
    face = Clip(circle(300, 160, 10), (Shape(circle(300, 152, 4), fill="skin-jaw"),), fill="skin")
    places = []
    for hair in (circle(292, 160, 3), circle(300, 163, 11), circle(292, 168, 8)):
        drawn = person(300.0)
        marks = (drawn.marks[0], face, Clip(hair, (), fill="hair"))
        ring = next(s for s in crossed(Drawing(drawn.box, marks)).shapes() if s.stroke == "stop")
        places.append(bounds([ring.path]))
    assert all(place.x0 > 310 for place in places)
    assert max(place.x0 for place in places) - min(place.x0 for place in places) < 8


def test_the_cross_on_a_drawing_without_a_head_stands_above_it() -> None:
    plain = Drawing(Box(0, 0, 60, 40), (Shape(polygon((0, 0), (60, 0), (60, 40)), fill="shirt"),))
    ring = next(s for s in crossed(plain).shapes() if s.stroke == "stop")
    assert bounds([ring.path]).y0 > 40


def test_a_shadow_at_the_edge_of_a_mat_is_cut_by_it_and_a_streak_is_none() -> None:
    mat, view = Thing("mat", "mat", 0.0, 100.0, 60.0, 2.0), camera("side")
    broad = [(x, 0.5, z) for x in (10.0, 40.0) for z in (20.0, 29.0)]
    narrow = [(x, 0.5, z) for x in (-40.0, -10.0) for z in (0.0, 0.8)]
    marks = shadows([broad, narrow], view, 0.0, mat)
    assert len(marks) == 1
    assert isinstance(marks[0], Clip)
    assert len(marks[0].shapes) == 2
    front = view((0.0, 0.0, 30.0))[1]
    assert all(y > front - 6 for _, y in points_of(marks[0].path))
    assert any(y < front for shape in marks[0].shapes for _, y in points_of(shape.path))
    assert shadows([narrow], view, 0.0, mat) == []


def test_what_lies_over_a_step_is_told_by_its_place() -> None:
    step = Thing("step", "step", 50.0, 40.0, 30.0, 18.0, across=10.0)
    assert step.covers((60.0, 0.0, 20.0))
    assert not step.covers((60.0, 0.0, 26.0))
    assert not step.covers((71.0, 0.0, 10.0))


def test_a_foot_behind_a_step_is_hidden_by_it_and_one_before_it_is_not() -> None:
    step = Thing("step", "step", 40.0, 40.0, 60.0, 15.0)
    behind, before, on, aside = (0.0, 8.1, -9.0), (75.0, 8.1, 9.0), (40.0, 23.1, 9.0), (0.0, 8.1, 45.0)
    assert hides(step, behind, camera("front"))
    assert not any(hides(step, p, camera("front")) for p in (before, on))
    assert not hides(step, aside, camera("front34"))
    assert hides(step, before, camera("back"))


def test_things_are_painted_from_the_far_one_to_the_near_one() -> None:
    table = Thing("worktop", "bench", 20.0, 100.0, 24.0, 90.0, across=-43.0)
    step = Thing("step", "step", 44.0, 40.0, 60.0, 15.0)
    fills = [
        m.fill
        for m in behind_figure({"worktop": table, "step": step}, camera("side"))
        if isinstance(m, Shape)
    ]
    assert fills.index("step") > max(i for i, fill in enumerate(fills) if fill.startswith("bench"))


def test_no_shadow_runs_across_a_cushion() -> None:
    cushion = Thing("cushion", "cushion", 0.0, 30.0, 40.0, 5.0)
    body = [(float(x), 1.0, z) for x in range(-40, 41, 5) for z in (-10.0, 10.0)]
    left, right = beside([body], [cushion])
    assert max(p[0] for p in left) < cushion.x0 < cushion.x1 < min(p[0] for p in right)
    clear = [(60.0, 1.0, 0.0), (70.0, 1.0, 0.0)]
    assert beside([clear], [cushion]) == [clear]
