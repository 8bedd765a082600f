"""Hands: the lines between fingers are where a viewer sees them, and no hand is a mitten."""

from __future__ import annotations

import pytest

from figure_scenes import painter
from psoas_pdf.drawing import Shape
from psoas_pdf.figure import overlay
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.limbs import Hand
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Posture, Side, Skeleton
from psoas_pdf.figure.tables import look
from psoas_pdf.figure.vectors import distance, scaled

SIDE: Side = "right"


def body(grip: str, forearm: float = 0.0) -> Skeleton:
    """Standing, the right upper arm forwards and the hand before it."""
    angles = {"right-shoulder": 90.0, "right-elbow": 0.0, "right-forearm": forearm}
    return Skeleton(Posture(angles, grips={SIDE: grip}))


def finger_lines(grip: str, forearm: float) -> int:
    """Inked lines on the near hand in the side view beyond those of the bare arm."""
    painter = Painter(body(grip, forearm), look("man"), camera("side"), frozenset({SIDE}))
    marks = painter.paint()
    begin = painter.begins["hand.right"]
    later = [i for i in painter.begins.values() if i > begin]
    own = marks[begin : min(later, default=len(marks))]
    return sum(isinstance(m, Shape) and m.fill == "skin-edge" for m in own)


@pytest.mark.parametrize("forearm", [-80.0, -40.0, 0.0, 40.0, 75.0])
@pytest.mark.parametrize("grip", ["flat", "relaxed", "fist", "clasp"])
def test_a_hand_shows_fingers_from_wherever_it_is_seen(grip: str, forearm: float) -> None:
    assert finger_lines(grip, forearm) >= 3


def test_the_lines_of_a_fist_end_at_its_knuckles_and_begin_behind_them() -> None:
    hand = Hand(body("fist"), SIDE)
    back = scaled(hand.frame.right, -hand.palm_side)
    for i in range(3):
        line = hand.gap(i, False, back)
        along = [distance(p, hand.wrist) for p in line]
        assert min(along) < hand.knuckle < max(along) < hand.knuckle + 4


def test_a_flat_hand_has_lines_to_the_tips_on_both_sides() -> None:
    hand = Hand(body("flat"), SIDE)
    out = scaled(hand.frame.right, hand.palm_side)
    for palm, towards in ((True, out), (False, scaled(out, -1))):
        line = hand.gap(1, palm, towards)
        assert len(line) == 6
        assert distance(line[-1], hand.wrist) > hand.knuckle + 7


def test_the_ends_of_folded_fingers_lie_in_the_palm() -> None:
    hand = Hand(body("fist"), SIDE)
    line = hand.gap(1, True, scaled(hand.frame.right, hand.palm_side))
    assert len(line) > 1
    assert max(distance(p, hand.wrist) for p in line) < hand.knuckle + 4


@pytest.mark.parametrize("picture", ["start", "end"])
def test_an_arm_under_the_back_is_behind_the_shirt_and_its_elbow_before_it(picture: str) -> None:
    place = painter("curl-up", picture).place
    for side in SIDES:
        assert place[f"farm.{side}"] < min(place["torso"], place["pelvis"])
    assert place["uarm.right"] > place["torso"]


def test_the_window_seen_from_above_has_a_pelvis() -> None:
    found = painter("side-lying-hip-flexor-stretch", "end")
    found.paint()
    pelvis = overlay.Bones(found).pelvis("right")
    shown = overlay.paint(found, ("right",), "longer")
    assert all(mark in shown for mark in pelvis)
    assert any(isinstance(m, Shape) and m.stroke == "iliacus-edge" for m in shown)


@pytest.mark.parametrize("exercise", ["sit-to-stand", "seated-trunk-rotation"])
def test_the_same_forearm_stays_on_top_when_the_trunk_moves(exercise: str) -> None:
    on_top = set()
    for picture in ("start", "end"):
        place = painter(exercise, picture).place
        rights, lefts = (
            [i for name, i in place.items() if name in (f"arm.{side}", f"farm.{side}", f"hand.{side}")]
            for side in SIDES
        )
        assert min(rights) > max(lefts) or min(lefts) > max(rights), picture
        on_top.add(min(rights) > max(lefts))
    assert len(on_top) == 1
