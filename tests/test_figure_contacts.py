"""What authors of poses can say: what touches what, straps and bands, arrows."""

from __future__ import annotations

import pytest

from figure_scenes import written
from psoas_pdf.drawing import Shape
from psoas_pdf.figure import cords, limbs
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Side, Skeleton
from psoas_pdf.figure.scene import Pictures, Solved, draw, solve
from psoas_pdf.figure.tables import look, number
from psoas_pdf.figure.vectors import distance, dot, minus
from psoas_pdf.geometry import Path
from psoas_pdf.problems import Problems

PRONE = "pelvis: -90\n  both: {hip: 0, knee: 0, ankle: -50}"
FOURS = "pelvis: -90\n  both: {hip: 90, knee: 88, ankle: -40}"
ON_SIDE = "pelvis: -90\n  roll: -90\n  both: {hip: 45, knee: 85}\n  left: {shoulder: 170, elbow: 8}"


def done(text: str) -> Solved:
    found, problems = written(text)
    solved = solve(found, problems)
    assert solved is not None, list(map(str, problems))
    return solved


def body(start: str, contacts: str, props: str = "{mat: {}}") -> Skeleton:
    return done(f"props: {props}\nstart:\n  {start}\n  contacts: {contacts}\nend: {{}}\n").start.skeleton


def drawn(text: str) -> Pictures:
    return draw(written(text)[0], look="man")


def problems_of(text: str) -> list[str]:
    found, problems = written(text)
    solve(found, problems)
    return [str(p) for p in problems]


def lowest_arm(skeleton: Skeleton, side: Side) -> float:
    return min(p[1] for p in limbs.arm(skeleton, look("man"), side, 24, 99, None).all_points())


def test_a_plank_leans_until_the_elbows_stand_below_the_shoulders() -> None:
    found = body("pelvis: -70\n  both: {hip: 0, knee: 0}", "{feet: toes on mat, forearms: on mat}")
    for side in SIDES:
        assert abs(found.shoulder(side)[0] - found.elbow(side)[0]) < 6
        assert found.elbow(side)[1] == pytest.approx(4.1, abs=0.3)
        assert found.wrist(side)[1] == pytest.approx(found.elbow(side)[1], abs=1.0)
        assert -1.2 < min(p[1] for p in limbs.shoe(found, side)[1].all_points()) < 0.5


def test_on_all_fours_the_arms_are_straight_and_the_fingers_point_forwards() -> None:
    found = body(FOURS, "{knees: on mat, feet: top on mat, hands: on mat}")
    for side in SIDES:
        assert found.posture.of(side, "elbow") < 16
        assert -found.hand(side).up[0] > 0.9
        assert found.thigh(side).up[1] > 0.99


def test_bent_elbows_that_are_written_stay() -> None:
    found = body(
        f"{FOURS[:-1]}, elbow: 50, shoulder: 60}}", "{knees: on mat, feet: top on mat, hands: on mat}"
    )
    assert found.posture.angle("pelvis") == -90


def test_a_forehead_lies_on_the_hands() -> None:
    found = body(PRONE, "{front: on mat, legs: on mat, head: on hands, hands: under head}")
    brow = found.on_head(8, 2)
    for side in SIDES:
        assert distance(found.palm(side), brow) < 9
        assert found.palm(side)[1] < brow[1]
        assert lowest_arm(found, side) > -1.7


def test_lying_on_the_side_the_upper_leg_rests_on_the_lower() -> None:
    found = body(
        ON_SIDE,
        "{side: on mat, left-leg: on mat, right-leg: on left-leg, left-arm: on mat, head: on left-arm}",
    )
    assert found.pelvis.right[1] > 0.9
    assert 5 < found.knee("right")[1] - found.knee("left")[1] < 14
    assert found.on_head(0, 0)[1] > 8


def test_feet_stay_together_when_the_upper_knee_opens() -> None:
    contacts = "{side: on mat, left-leg: on mat, right-leg: on left-leg, left-arm: on mat}"
    found = done(
        f"props: {{mat: {{}}}}\nstart:\n  {ON_SIDE}\n  contacts: {contacts}\nend:\n"
        "  right: {hip-abduction: 25, hip-rotation: 30}\n"
        "  contacts: {right-leg: free, right-foot: on left-foot}\n"
    )
    a, b = found.start.skeleton, found.end.skeleton
    assert b.knee("right")[1] > a.knee("right")[1] + 8


def test_an_ankle_lies_on_the_other_thigh() -> None:
    found = body(
        "pelvis: 90\n  both: {hip: 50, knee: 95}\n  right: {hip: 75, hip-abduction: 20, hip-rotation: 40}",
        "{back: on mat, left-foot: on mat, right-foot: on left-thigh at 0.85}",
    )
    along = found.knee("left")
    assert distance(found.ankle("right"), along) < 16


def test_soles_touch() -> None:
    found = body(
        "both: {hip: 80, hip-abduction: 40, hip-rotation: 45, knee: 115}", "{seat: on mat, feet: together}"
    )
    right, left = found.ankle("right"), found.ankle("left")
    assert right[2] == pytest.approx(number("ankle-height"), abs=0.6)
    assert distance(right, (left[0], left[1], -left[2])) < 1
    assert found.foot("right").up == pytest.approx((0, 0, 1)), "the soles, not only the feet, meet"
    assert found.foot("right").front[0] > 0.8, "and the toes point ahead"


def test_palms_touch_in_the_middle() -> None:
    found = body(
        "both: {shoulder: 60, elbow: 100, shoulder-rotation: -30}", "{feet: on floor, hands: together}"
    )
    right, left = found.palm("right"), found.palm("left")
    assert right[2] == pytest.approx(1.7, abs=0.6)
    assert distance(right, (left[0], left[1], -left[2])) < 1


def test_a_back_against_a_wall() -> None:
    found = body("both: {hip: 0}", "{feet: on floor, back: on wall}", "{floor: {}, wall: {at: -40}}")
    assert -30 < found.root[0] < -20


@pytest.mark.parametrize(
    ("contact", "where"),
    [("on wall", (58, None)), ("hold chair", (None, 87)), ("on bench", (None, 80))],
)
def test_hands_on_things(contact: str, where: tuple[float | None, float | None]) -> None:
    props = "{floor: {}, wall: {at: 60}, chair: {at: 62}, bench: {at: 70, height: 80}}"
    found = body(
        "pelvis: -12\n  both: {hip: 12, shoulder: 80}", f"{{feet: on floor, right-hand: {contact}}}", props
    )
    palm = found.palm("right")
    for got, expected in zip(palm, where, strict=False):
        if expected is not None:
            assert got == pytest.approx(expected, abs=4)


def test_heels_and_toes_and_a_foot_on_a_bench() -> None:
    found = body(
        "right: {hip: 5, knee: 95, ankle: -50}\n  left: {hip: 20, knee: 25}",
        "{left-foot: on floor, right-foot: top on bench}",
        "{floor: {}, bench: {at: -52, height: 42}}",
    )
    assert 42 < found.ankle("right")[1] < 52
    heel = body(
        "right: {hip: 27, knee: 3, ankle: 10}\n  left: {hip: 30, knee: 54}",
        "{left-foot: on floor, right-foot: heel on floor}",
    )
    assert heel.toes("right")[1] > 6


def test_a_hand_that_slides_may_move_and_another_stays() -> None:
    text = (
        "props: {mat: {}}\nstart:\n  {fours}\n  contacts: {knees: on mat, feet: top on mat, hands: on mat}\n"
        "end:\n  lean: 4\n  contacts: {right-hand: sliding on mat}\n"
    ).replace("{fours}", FOURS)
    found = done(text)
    a, b = found.start.skeleton, found.end.skeleton
    assert distance(a.palm("left"), b.palm("left")) < 1.5
    assert distance(a.palm("right"), b.palm("right")) > 1.5


def test_what_carries_the_body_goes_on_carrying_it() -> None:
    found = done(
        "props: {mat: {}}\nstart:\n  pelvis: 90\n  contacts: {back: on mat, legs: on mat}\n"
        "end:\n  right: {hip: 45, knee: 90}\n  contacts: {right-leg: free, right-foot: on mat}\n"
    )
    assert found.end.posture.root == pytest.approx(found.start.posture.root, abs=0.8)


LYING = (
    "props: {mat: {}, strap: {through: [right-hand, right-foot, left-hand]}}\n"
    "start:\n  pelvis: 90\n  right: {hip: 70, knee: 10}\n  both: {shoulder: 70, elbow: 20}\n"
    "  contacts: {back: on mat, left-leg: on mat, hands: hold strap}\nend: {}\n"
)


def painted(pictures: Pictures, role: str) -> list[Path]:
    return [s.path for s in pictures.start.shapes() if isinstance(s, Shape) and s.fill == role]


def test_a_strap_runs_from_the_hands_round_the_foot() -> None:
    assert len(painted(drawn(LYING), "strap")) >= 2
    assert done(LYING).start.posture.grips == {"right": "fist", "left": "fist"}


def _strap(through: str) -> tuple[Skeleton, list[cords.Strip]]:
    found = done(LYING).start.skeleton
    anchors = cords.anchors(through.split(", "))
    return found, cords.line(found, look("man"), camera("side"), anchors, 2.6, {})


def test_each_end_of_a_strap_is_in_its_own_hand_and_its_tail_hangs_below() -> None:
    found, strips = _strap("right-hand, right-foot, left-hand")
    for side in SIDES:
        mine = [s for s in strips if f"hand.{side}" in s.under]
        assert len(mine) == 2, "a piece to the foot and a tail"
        for strip in mine:
            assert min(distance(p, found.palm(side)) for p in strip.points) < 5
        lowest = min(p[1] for strip in mine for p in strip.points)
        assert found.palm(side)[1] - 16 < lowest < found.palm(side)[1] - 6


def test_a_strap_goes_in_on_the_side_that_it_comes_from_and_out_on_the_other() -> None:
    found, strips = _strap("right-hand, right-foot")
    tail, pull = strips[0], strips[1]
    front = found.hand("right").front
    into, out_of = (dot(minus(p, found.palm("right")), front) for p in tail.points[:2])
    assert into * out_of < 0
    assert dot(minus(pull.points[0], found.palm("right")), front) == pytest.approx(into)


def test_a_strap_that_runs_on_through_a_hand_has_no_tail() -> None:
    _, strips = _strap("right-foot, right-hand, left-foot")
    assert all(len(strip.points) == 7 for strip in strips)


@pytest.mark.parametrize("view", ["side", "front", "front34", "back", "lying34"])
def test_a_band_round_both_thighs_is_seen_from_everywhere(view: str) -> None:
    text = (
        f"camera: {view}\nprops: {{band: {{through: [right-thigh at 0.85, left-thigh at 0.85], loop: true}}}}\n"
        "start:\n  contacts: {feet: on floor}\nend: {}\n"
    )
    assert len(painted(drawn(text), "band")) == 1


def test_a_loop_lies_outside_both_limbs() -> None:
    found = body("both: {hip: 0}", "{feet: on floor}")
    anchors = cords.anchors(["right-thigh at 0.9", "left-thigh at 0.9"])
    strip = cords.loop(found, look("man"), camera("front"), anchors, 3.4)[0]
    xs = [p[0] for p in strip.line]
    knees = [camera("front")(found.knee(s))[0] for s in SIDES]
    assert min(xs) < min(knees) - 4
    assert max(xs) > max(knees) + 4


@pytest.mark.parametrize(
    ("props", "says"),
    [
        ("{strap: {}}", "'strap' needs parts that it runs through"),
        ("{mat: {through: [right-hand]}}", "'mat' can't have parts that it runs through"),
        ("{strap: {through: [right-ear, left-hand]}}", "can't run through 'right-ear'"),
    ],
)
def test_straps_that_say_nothing(props: str, says: str) -> None:
    found = problems_of(f"props: {props}\nstart: {{}}\nend: {{}}\n")
    assert any(p.startswith("test.yaml:1:") and says in p for p in found), found


def test_an_arrow_that_holds_needs_its_end() -> None:
    found = problems_of("start: {}\nend: {}\narrows: [{kind: hold, follow: head}]\n")
    assert any("test.yaml:3:" in p and "needs the part that it ends at" in p for p in found), found


MOVES = (
    "camera: {view}\nstart:\n  contacts: {feet: on floor}\n"
    "end:\n  right: {hip: 80, knee: 90}\n  contacts: {right-foot: free}\n"
    "arrows: [{arrow}]\n"
)


@pytest.mark.parametrize("view", ["side", "front34", "back34", "top34"])
@pytest.mark.parametrize(
    "arrow", ["{follow: right-knee}", "{kind: tuck}", "{kind: turn}", "{follow: right-ankle}"]
)
def test_arrows_keep_clear_of_the_body(view: str, arrow: str) -> None:
    text = MOVES.replace("{view}", view).replace("{arrow}", arrow)
    end = done(text).end
    painter = Painter(end.skeleton, look("man"), camera(view))
    figure = Silhouette(o for p in painter.parts.values() for o in p.outlines[:1])
    shape = next(s for s in drawn(text).end.shapes() if s.fill == "arrow")
    points = [(float(s[-2]), float(s[-1])) for s in shape.path if len(s) > 1]
    assert sum(figure.covers(p) for p in points) <= (0 if "tuck" not in arrow else len(points) * 0.35)


def test_the_arrow_of_a_hold_has_two_heads() -> None:
    text = MOVES.replace("{view}", "side").replace(
        "{arrow}", "{kind: hold, follow: left-shoulder, to-part: left-ankle}"
    )
    shape = next(s for s in drawn(text).end.shapes() if s.fill == "arrow")
    one = MOVES.replace("{view}", "side").replace("{arrow}", "{follow: right-ankle}")
    single = next(s for s in drawn(one).end.shapes() if s.fill == "arrow")
    assert len(shape.path) > len(single.path)


def test_the_arrow_of_a_turn_points_the_way_of_the_turn() -> None:
    from psoas_pdf.figure.ways import way

    for twist, sign in ((30, -1), (-30, 1)):
        text = f"camera: front\nstart: {{}}\nend: {{twist: {twist}}}\narrows: [{{kind: turn}}]\n"
        found, _ = written(text)
        solved = solve(found, Problems())
        assert solved is not None
        points = way(found.arrows[0], solved.start, solved.end, camera("front"), lambda _: 0.0)
        assert (points[-1][0] - points[0][0]) * sign > 10
        turned = solved.end.skeleton.trunk(45)[1].front
        assert dot(turned, camera("front").across) * sign > 0.2


def test_a_hand_across_the_chest_takes_the_shoulder_along() -> None:
    apart = body("both: {shoulder: 80}", "{feet: on floor}")
    across = body("both: {shoulder: 60, elbow: 120}", "{feet: on floor, right-hand: clasp left-arm at 0.2}")
    assert across.shoulder("right")[2] < apart.shoulder("right")[2] - 0.3
