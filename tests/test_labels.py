"""Labels beside a drawing: what must hold for any of them, and what the shipped plates need."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.geometry import Box, circle, line, rectangle
from psoas_pdf.layout.ground import Ground, flattened
from psoas_pdf.layout.labels import Column, Full, Placed, Spacing, Text, place_labels, segments_meet

SPACING = Spacing(gap=1.5, off=1.0, dot=1.5)
PAGE = Box(0, 0, 116, 130)
COLUMNS = {
    "left": Column(Box(0, 0, 30, 130)),
    "right": Column(Box(86, 0, 116, 130)),
    "middle": Column(Box(35, 0, 80, 30), flush=False),
}
BODY = Box(40, 35, 76, 125)


def ground(*obstacles: Box) -> Ground:
    made = Ground(PAGE, 0.5)
    for box in obstacles:
        made.take_box(box)
    return made


def crossing(a: Placed, box: Box) -> bool:
    """Whether a leader enters a box, by walking along it: another way than the code's own."""
    for i in range(401):
        x = a.start[0] + (a.end[0] - a.start[0]) * i / 400
        y = a.start[1] + (a.end[1] - a.start[1]) * i / 400
        if box.x0 < x < box.x1 and box.y0 < y < box.y1:
            return True
    return False


points = st.tuples(st.integers(84, 150), st.integers(72, 248)).map(lambda p: (p[0] / 2, p[1] / 2))
sizes = st.lists(st.integers(16, 56).map(lambda w: w / 2), min_size=1, max_size=3).map(tuple)
labels = st.lists(
    st.builds(
        Text,
        lines=sizes,
        leading=st.just(5.1),
        anchor=points,
        column=st.sampled_from(["left", "right", "middle"]),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda text: text.anchor,
)
obstacles = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 120), st.integers(1, 25), st.integers(1, 25)).map(
        lambda b: Box(b[0], b[1], b[0] + b[2], b[1] + b[3])
    ),
    max_size=4,
)


@given(labels, obstacles)
@settings(max_examples=150, deadline=None)
def test_nothing_touches_what_it_may_not(texts: list[Text], boxes: list[Box]) -> None:
    result = place_labels(texts, COLUMNS, ground(BODY, *boxes), SPACING)
    if isinstance(result, Full):
        assert result.column in {text.column for text in texts}
        return
    assert len(result) == len(texts)
    for text, placed in zip(texts, result, strict=True):
        column = COLUMNS[text.column].box
        assert placed.end == text.anchor
        assert hypot(placed.start[0] - placed.end[0], placed.start[1] - placed.end[1]) >= 3 * SPACING.dot
        assert (placed.box.width, placed.box.height) == pytest.approx((text.width, text.height))
        assert column.grown(1e-5).x0 <= placed.box.x0
        assert placed.box.x1 <= column.grown(1e-5).x1
        assert column.grown(1e-5).y0 <= placed.box.y0
        assert placed.box.y1 <= column.grown(1e-5).y1
        assert not any(placed.box.grown(-1e-5).meets(box) for box in (BODY, *boxes))
        rows = [
            Box(
                placed.box.x0,
                placed.box.y1 - (k + 1) * text.leading,
                placed.box.x0 + w,
                placed.box.y1 - k * text.leading,
            )
            for k, w in enumerate(text.lines)
        ]
        assert not any(crossing(placed, row.grown(-1e-5)) for row in rows)
    for a, b in combinations(result, 2):
        assert not a.box.grown(SPACING.gap - 1e-5).meets(b.box)
        assert not segments_meet(a.start, a.end, b.start, b.end)
        assert not crossing(a, b.box)
        assert not crossing(b, a.box)


@given(
    st.lists(st.integers(72, 240), min_size=1, max_size=5, unique=True), st.sampled_from(["left", "right"])
)
@settings(max_examples=60, deadline=None)
def test_points_above_each_other_keep_their_order(heights: list[int], column: str) -> None:
    """Leaders from one upright line to labels on another can't cross unless the order changes."""
    texts = [Text((20.0, 14.0), 5.1, (58.0, y / 2), column) for y in heights]
    result = place_labels(texts, COLUMNS, ground(BODY), SPACING)
    assert not isinstance(result, Full)  # five labels of 10 have room in 130
    by_point = sorted(range(len(texts)), key=lambda i: texts[i].anchor[1])
    by_label = sorted(range(len(texts)), key=lambda i: result[i].box.y0)
    assert by_point == by_label


def test_labels_for_close_points_move_apart_both_ways() -> None:
    texts = [Text((20.0,), 5.0, (60.0, 70.0 + i / 2), "right") for i in range(0, 12, 4)]
    result = place_labels(texts, COLUMNS, ground(BODY), SPACING)
    assert not isinstance(result, Full)
    low, middle, high = (placed.box for placed in result)
    assert low.y1 + SPACING.gap <= middle.y0 + 1e-5
    assert middle.y1 + SPACING.gap <= high.y0 + 1e-5
    assert low.y0 < 70 < high.y0


def test_a_free_label_stands_level_with_its_point_and_flush() -> None:
    (placed,) = tuple_of(
        place_labels([Text((20.0,), 5.0, (60.0, 70.0), "right")], COLUMNS, ground(BODY), SPACING)
    )
    assert placed.box.x0 == 86
    assert placed.start[0] == 85.0
    assert placed.start[1] == pytest.approx(70.0, abs=0.51)


def test_a_flush_label_gives_way_only_as_far_as_the_drawing_asks() -> None:
    taken = ground(BODY, Box(76, 60, 92, 80))
    (placed,) = tuple_of(place_labels([Text((20.0,), 5.0, (60.0, 70.0), "right")], COLUMNS, taken, SPACING))
    assert placed.box.x0 in (86, 92)
    assert taken.is_free(placed.box)


def tuple_of(result: tuple[Placed, ...] | Full) -> tuple[Placed, ...]:
    assert not isinstance(result, Full)
    return result


def test_leaders_that_would_cross_make_neighbours_change_places() -> None:
    """The far point is the higher one, but from the higher label its leader would cross the near one's."""
    near, far = Text((20.0,), 5.0, (74.0, 39.0), "right"), Text((20.0,), 5.0, (45.0, 41.0), "right")
    only = Column(Box(86, 0, 116, 30))
    result = tuple_of(place_labels([near, far], {"right": only}, ground(), SPACING))
    assert not segments_meet(result[0].start, result[0].end, result[1].start, result[1].end)


def test_a_full_column_is_said() -> None:
    texts = [Text((20.0, 20.0, 20.0), 5.1, (60.0, 40.0 + 8 * i), "left") for i in range(9)]  # 9 * 15.3 > 130
    assert place_labels(texts, COLUMNS, ground(BODY), SPACING) == Full("left")


def test_a_label_wider_than_its_column_is_said() -> None:
    wide = Text((31.0,), 5.1, (60.0, 60.0), "right")
    fits = Text((20.0,), 5.1, (60.0, 60.0), "left")
    assert place_labels([fits, wide], COLUMNS, ground(BODY), SPACING) == Full("right")


def test_a_label_of_a_column_filled_by_the_drawing_is_said() -> None:
    text = Text((20.0,), 5.1, (60.0, 60.0), "left")
    assert place_labels([text], COLUMNS, ground(Box(0, 0, 30, 130)), SPACING) == Full("left")


def test_the_same_input_gives_the_same_places() -> None:
    texts = [Text((20.0, 12.0), 5.1, (60.0, 40.0 + 7 * i), "left" if i % 2 else "right") for i in range(8)]
    first, second = (place_labels(texts, COLUMNS, ground(BODY), SPACING) for _ in range(2))
    assert first == second
    assert not isinstance(first, Full)


def test_no_labels_no_places() -> None:
    assert place_labels([], COLUMNS, ground(BODY), SPACING) == ()


def test_an_unknown_column_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        place_labels([Text((20.0,), 5.0, (60.0, 70.0), "top")], COLUMNS, ground(), SPACING)


def test_the_ground_of_a_drawing() -> None:
    """A disc with a hole, a line, and something inside a clip that has no fill of its own."""
    disc = (*circle(20, 20, 10), *circle(20, 20, 3))
    drawing = Drawing(
        Box(0, 0, 50, 50),
        (
            Shape(disc, "bone"),
            Shape(line((40, 5), (40, 45)), None, "line", 0.5),
            Clip(rectangle(0, 40, 10, 50), (Shape(rectangle(2, 42, 4, 44), "bone"),)),
        ),
    )
    made = Ground(Box(0, 0, 120, 120), 0.5)
    made.take_drawing(drawing, 10, 20, 2, 1)  # a point p of the drawing comes to (10, 20) + 2 p
    taken = [(50, 60), (50, 79.5), (50, 80.8), (90, 50), (90.8, 50), (15, 107)]
    free = [(50, 82), (67, 77), (88.6, 50), (92, 50), (28, 118)]
    assert [made.is_free(Box(x, y, x, y).grown(0.2)) for x, y in taken] == [False] * len(taken)
    assert [made.is_free(Box(x, y, x, y).grown(0.2)) for x, y in free] == [True] * len(free)


@given(st.integers(1, 40), st.integers(1, 40), obstacles)
@settings(max_examples=60, deadline=None)
def test_what_the_ground_calls_free_is_free(wide: int, high: int, boxes: list[Box]) -> None:
    made = Ground(Box(0, 0, 60, 60), 1.0)
    for box in boxes:
        made.take_box(box)
    rows = made.free(wide, high)
    for y in range(0, 60, 7):
        for x in range(0, 60, 5):
            here = Box(x, y, x + wide, y + high)
            inside = here.x1 <= 60 and here.y1 <= 60
            expected = inside and not any(here.meets(box) for box in boxes)
            assert (y < len(rows) and bool(rows[y] >> x & 1)) == expected


def test_curves_become_lines_that_stay_on_them() -> None:
    (outline,) = flattened(circle(0, 0, 10))
    assert outline[0] == outline[-1]
    for x, y in outline:
        assert (x * x + y * y) ** 0.5 == pytest.approx(10, abs=0.01)
