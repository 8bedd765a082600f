from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.figure.simplify import simplified, simplified_drawing
from psoas_pdf.geometry import Box, Path, Point, Segment, circle, rectangle


def sampled(path: Path, each: int = 24) -> list[Point]:
    out: list[Point] = []
    x = y = 0.0
    for op, *values in path:
        v = [float(n) for n in values]
        if op == "C":
            for k in range(1, each + 1):
                t, s = k / each, 1 - k / each
                w = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
                out.append(
                    (
                        w[0] * x + w[1] * v[0] + w[2] * v[2] + w[3] * v[4],
                        w[0] * y + w[1] * v[1] + w[2] * v[3] + w[3] * v[5],
                    )
                )
        elif op == "L":
            out += [(x + (v[0] - x) * k / each, y + (v[1] - y) * k / each) for k in range(1, each + 1)]
        elif op == "M":
            out.append((v[0], v[1]))
        if v:
            x, y = v[-2:]
    return out


def away(a: Path, b: Path) -> float:
    """The farthest that a point of either lies from the other."""
    p, q = sampled(a), sampled(b)
    return max(max(min(math.dist(i, j) for j in y) for i in x) for x, y in ((p, q), (q, p)))


def curve(numbers: tuple[float, ...]) -> Segment:
    out: list[str | float] = ["C"]
    out += numbers
    return tuple(out)


def mid(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def cut(path: Path, times: int) -> Path:
    """The same curve in 2**times as many pieces."""
    for _ in range(times):
        out: list[Segment] = []
        x = y = 0.0
        for op, *values in path:
            v = [float(n) for n in values]
            if op == "C":
                a, b, c, d = (x, y), (v[0], v[1]), (v[2], v[3]), (v[4], v[5])
                ab, bc, cd = mid(a, b), mid(b, c), mid(c, d)
                abc, bcd = mid(ab, bc), mid(bc, cd)
                out += [("C", *ab, *abc, *mid(abc, bcd)), ("C", *bcd, *cd, *d)]
            else:
                out.append((op, *v))
            if v:
                x, y = v[-2:]
        path = tuple(out)
    return path


def test_a_curve_cut_in_pieces_comes_together_again() -> None:
    one: Path = (("M", 0, 0), ("C", 10, 20, 30, 20, 40, 0))
    again = simplified(cut(one, 4), 0.2)
    assert [op for op, *_ in again] == ["M", "C"]
    assert away(again, one) < 0.3


def test_a_circle_needs_no_more_curves_than_it_had() -> None:
    many = cut(circle(0, 0, 50), 3)
    few = simplified(many, 0.1)
    assert len(few) == len(circle(0, 0, 50)) < len(many)
    assert away(few, circle(0, 0, 50)) < 0.1 + 0.5


def test_corners_lines_and_ends_stay() -> None:
    path = rectangle(0, 0, 100, 60, 10)
    few = simplified(cut(path, 2), 0.05)
    assert [s[0] for s in few] == [s[0] for s in path]
    sharp: Path = (("M", 0, 0), ("C", 1, 1, 2, 2, 3, 3), ("C", 4, 2, 5, 1, 6, 0), ("Z",))
    assert simplified(sharp, 0.01) == (("M", 0, 0), ("L", 3, 3), ("L", 6, 0), ("Z",))


NUMBERS = st.integers(-40, 40)


@given(st.lists(st.tuples(*[NUMBERS] * 6), min_size=1, max_size=6), st.integers(0, 2))
def test_it_stays_near_and_never_grows(curves: list[tuple[float, ...]], times: int) -> None:
    path = cut((("M", 0, 0), *map(curve, curves)), times)
    few = simplified(path, 0.5)
    assert len(few) <= len(path)
    assert few[-1][-2:] == path[-1][-2:]
    assert (
        away(few, path) < 0.5 + 4.5
    )  # the second is what sampling in 24 steps can miss of curves of this size


def test_a_drawing_keeps_all_but_its_points() -> None:
    marks = (
        Shape(cut(circle(5, 5, 4), 3), "skin", "edge", 0.3, 0.5, (1, 2)),
        Clip(cut(circle(5, 5, 3), 3), (Shape(cut(circle(6, 5, 3), 3), "shade"),), "skin"),
    )
    drawing = Drawing(Box(0, 0, 10, 10), marks, 1)
    few = simplified_drawing(drawing)
    assert few.roles() == drawing.roles()
    assert (few.box, few.digits, len(few.marks)) == (drawing.box, 1, 2)
    assert len(few.text) < len(drawing.text) / 2
    first = few.marks[0]
    assert isinstance(first, Shape)
    assert (first.width, first.alpha, first.dash) == (0.3, 0.5, (1, 2))
    assert simplified_drawing(few).text.count("C") <= few.text.count("C")


@pytest.mark.parametrize("path", [(), (("M", 1, 2),), (("M", 0, 0), ("C", 0, 0, 0, 0, 0, 0), ("Z",))])
def test_paths_of_nothing_pass(path: Path) -> None:
    assert len(simplified(path, 0.1)) == len(path)
