"""What an art director marked once in the pictures stays mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from figure_scenes import LIBRARY, figures, pictures
from psoas_pdf.drawing import Clip, Shape
from psoas_pdf.figure import face
from psoas_pdf.figure.arrow import KEYLINE
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.head import Facing, Hair
from psoas_pdf.figure.ink import inside
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import Posture, Skeleton
from psoas_pdf.figure.tables import look
from psoas_pdf.figure.trunk import shorts_leg
from psoas_pdf.figure.vectors import dot


def hair(person: str, view: str, **angles: float) -> Hair:
    body, seen = Skeleton(Posture(angles)), camera(view)
    return Hair(body, look(person), seen, Facing(body, seen))


def test_both_feet_of_the_side_lunge_point_forwards_under_their_knees() -> None:
    body = dict(figures("side-lunge"))["end"].skeleton
    for side in ("right", "left"):
        assert body.foot(side).front[0] > 0.95, side
    assert abs(body.knee("right")[2] - body.toes("right")[2]) < 4


@pytest.mark.parametrize("exercise", LIBRARY)
def test_the_rim_of_an_arrow_bites_nothing_but_the_figure(exercise: str) -> None:
    end = pictures(exercise).end
    rims = [m for m in end.marks if isinstance(m, Shape) and m.stroke == "keyline" and m.width == KEYLINE * 2]
    assert not rims
    assert any(isinstance(m, Shape) and m.fill == "arrow" for m in end.marks)


def test_a_scarf_is_behind_the_chin_and_only_from_the_front() -> None:
    assert hair("woman-headscarf", "front").throat()
    assert hair("woman-headscarf", "side").throat() is None
    assert hair("woman", "front").throat() is None


def test_a_ponytail_lies_over_the_shoulder_from_the_front_and_along_the_neck_on_all_fours() -> None:
    front = hair("woman-large", "front").knot()
    assert front
    assert min(p[1] for p in front.all_points()) < hair("woman-large", "front").body.neck()[0][1]
    on_knees = hair("woman-large", "side", pelvis=-90.0, **{"right-hip": 90.0, "left-hip": 90.0})
    tail, head = on_knees.knot(), on_knees.body.neck()
    assert tail
    assert min(p[1] for p in tail.all_points()) > head[2][1]
    assert min(dot(p, (1.0, 0.0, 0.0)) for p in tail.all_points()) < head[2][0]


@pytest.mark.parametrize(("view", "bare"), [("front", True), ("front34", True), ("side", False)])
def test_hair_has_no_band_of_shade_along_the_brow(view: str, bare: bool) -> None:
    painter = Painter(Skeleton(Posture({})), look("man"), camera(view))
    head = face._Head(painter)
    outline = head.paths(head.hair.sides(visible=True), head.hair.cap(visible=True))[0]
    lit = [v for v in head._lit(outline) if v[3] == 0.0]
    assert bool(lit) is bare
    assert all(inside(v[:2], head.skull.outlines[0]) for v in lit)


def test_where_one_sees_through_a_thigh_it_has_no_stripe() -> None:
    figure = dict(figures("half-kneeling-hip-flexor-stretch"))["end"]
    plain = Painter(figure.skeleton, look("man"), camera("side"))
    through = Painter(figure.skeleton, look("man"), camera("side"))
    through.seen_through = frozenset(("right",))
    stripes = [
        [s for m in p.paint() if isinstance(m, Clip) for s in m.shapes if s.fill == "stripe"]
        for p in (plain, through)
    ]
    assert stripes[0]
    assert not stripes[1]


def test_shorts_run_over_the_fold_beside_a_thigh_that_is_led_out() -> None:
    view, person = camera("front"), look("woman-large")
    straight = Posture({})
    out = replace(straight, angles={"right-hip-abduction": 35.0})
    chains = [len(shorts_leg(Skeleton(p), person, "right", view)[0].chains) for p in (straight, out)]
    assert chains[1] == chains[0] + 1
