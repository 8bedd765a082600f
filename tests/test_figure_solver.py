"""Solved poses: angles of the clinical table, joint ranges, contacts, and the problems that name what can't be."""

from __future__ import annotations

import pytest

from figure_scenes import SIX, scene, solved, written
from psoas_pdf.figure import limbs
from psoas_pdf.figure.limits import joints
from psoas_pdf.figure.posture import SIDES, Side, Skeleton
from psoas_pdf.figure.scene import solve
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tables import look, number
from psoas_pdf.figure.vectors import distance
from psoas_pdf.problems import Problems

# Hip (femur against pelvis) and knee of the working side, in degrees; the other side where the exercise fixes it.
TABLE = [
    ("lying-leg-raise", "start", "right", 0, 0),
    ("lying-leg-raise", "end", "right", 45, 0),
    ("overhead-ball-throw", "start", "right", -18, 15),
    ("overhead-ball-throw", "end", "right", -16, 13),
    ("sit-up", "start", "right", 45, 95),
    ("sit-up", "start", "left", 45, 95),
    ("sit-up", "end", "right", 115, 95),
    ("sit-up", "end", "left", 115, 95),
    ("thomas-stretch", "start", "right", 120, 125),
    ("thomas-stretch", "start", "left", 120, 125),
    ("thomas-stretch", "end", "right", -15, 80),
    ("thomas-stretch", "end", "left", 120, 125),
    ("half-kneeling-hip-flexor-stretch", "start", "right", 0, 95),
    ("half-kneeling-hip-flexor-stretch", "end", "right", -20, 80),
    ("half-kneeling-hip-flexor-stretch", "fault", "right", 5, 80),
    ("knee-to-chest", "start", "left", 0, 0),
    ("knee-to-chest", "start", "right", 0, 0),
    ("knee-to-chest", "end", "left", -10, 0),
    ("knee-to-chest", "end", "right", 125, 130),
]


def figure(exercise: str, picture: str) -> Figure:
    found: Figure | None = getattr(solved(exercise), picture)
    assert found is not None
    return found


@pytest.mark.parametrize(("exercise", "picture", "side", "hip", "knee"), TABLE)
def test_hip_and_knee_are_as_in_the_clinical_table(
    exercise: str, picture: str, side: Side, hip: float, knee: float
) -> None:
    found = figure(exercise, picture)
    assert found.joint(side, "hip") == pytest.approx(hip, abs=2)
    assert found.joint(side, "knee") == pytest.approx(knee, abs=2)


@pytest.mark.parametrize(
    ("exercise", "side"),
    [
        ("lying-leg-raise", "left"),
        ("sit-up", "right"),
        ("half-kneeling-hip-flexor-stretch", "left"),
        ("overhead-ball-throw", "left"),
    ],
)
def test_planted_feet_stay_and_stand_flat(exercise: str, side: Side) -> None:
    start, end = figure(exercise, "start").skeleton, figure(exercise, "end").skeleton
    assert distance(start.ankle(side), end.ankle(side)) < 0.1
    for body in (start, end):
        assert body.ankle(side)[1] == pytest.approx(number("ankle-height"), abs=0.1)
        assert body.foot(side).up == pytest.approx((0, 1, 0))


def test_the_kneeling_knee_stays() -> None:
    start = figure("half-kneeling-hip-flexor-stretch", "start").skeleton
    for picture in ("end", "fault"):
        body = figure("half-kneeling-hip-flexor-stretch", picture).skeleton
        assert distance(start.knee("right"), body.knee("right")) < 0.3


def test_the_ball_of_the_back_foot_stays_in_the_throw() -> None:
    start, end = (figure("overhead-ball-throw", p) for p in ("start", "end"))
    assert distance(start.pins["right-foot"], end.pins["right-foot"]) < 0.1


def test_hands_lie_on_what_they_hold() -> None:
    body = figure("knee-to-chest", "end").skeleton
    for side in SIDES:
        shin = body.knee("right")
        assert distance(body.palm(side), shin) < 20, "the palm is on the shin below the knee"
        assert body.palm(side)[1] > body.knee("right")[1] - 8


def test_a_lying_leg_rests_on_the_mat() -> None:
    body = figure("knee-to-chest", "end").skeleton
    lowest = min(p[1] for p in limbs.leg(body, look("man"), "left", 40, 84, None).all_points())
    heel = min(p[1] for p in limbs.shoe(body, "left")[1].all_points())
    assert -0.8 < min(lowest, heel) < 0.5


@pytest.mark.parametrize("exercise", SIX)
def test_solving_is_the_same_every_time(exercise: str) -> None:
    again = solve(scene(exercise), Problems())
    assert again is not None
    assert again.end.posture == solved(exercise).end.posture


STANDING = """\
camera: side
props: {{floor: {{length: 120}}, wall: {{at: 70}}}}
start:
  right: {{hip: {hip}, knee: {knee}}}
  contacts: {{left-foot: on floor{more}}}
end: {{}}
"""


def problems_of(text: str) -> list[str]:
    found, problems = written(text)
    solve(found, problems)
    return [str(p) for p in problems]


def test_an_angle_out_of_range_names_line_and_degrees() -> None:
    found = problems_of(STANDING.format(hip=152, knee=100, more=""))
    assert any(
        p.startswith("test.yaml:4:") and "error" in p and "right hip" in p and "12 degrees outside" in p
        for p in found
    ), found


def test_beyond_the_usual_range_is_only_a_warning() -> None:
    scene_, problems = written(STANDING.format(hip=130, knee=100, more=""))
    assert solve(scene_, problems) is not None
    assert any("warning" in str(p) and "5 degrees outside its usual range" in str(p) for p in problems)


@pytest.mark.parametrize("hip", [-20, 125])
def test_limits_are_included(hip: int) -> None:
    assert not [p for p in problems_of(STANDING.format(hip=hip, knee=60, more="")) if "hip" in p]


def test_a_solved_angle_out_of_range_is_a_problem_too() -> None:
    text = STANDING.format(hip=0, knee=0, more="").replace(
        "start:\n", "start:\n  pelvis: -80\n  trunk: 0\n  left: {hip: 0, knee: 0}\n"
    )
    found = problems_of(text)
    assert any("left ankle comes out at" in p and "degrees outside" in p for p in found), found


def test_a_hand_that_can_not_reach_names_line_and_degrees() -> None:
    found = problems_of(STANDING.format(hip=0, knee=0, more=", right-hand: clasp right-shin at 0.9"))
    assert any(
        p.startswith("test.yaml:5:")
        and "right hand does not reach right-shin" in p
        and "cm are missing" in p
        and "degrees" in p
        for p in found
    ), found


def test_a_part_under_the_floor_is_a_problem() -> None:
    text = "start:\n  pelvis: 90\n  left: {hip: -28}\n  contacts: {back: on floor}\nend: {}\n"
    assert any("left leg is" in p and "cm under the floor" in p for p in problems_of(text))


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        ("{tail: on floor}", "'tail' is no part"),
        ("{back: near floor}", "'near floor' says no contact"),
        ("{back: on sofa}", "there is no 'sofa' to touch"),
        ("{right-knee: on left-thigh}", "right-knee can't be on left-thigh"),
        ("{right-foot: on right-thigh}", "it is the same leg"),
        ("{right-leg: together}", "right-leg can't be together"),
        ("{right-knee: sliding on floor}", "right-knee can't be sliding"),
        ("{right-hand: under floor}", "a hand can't be under floor"),
        ("{right-hand: on hands}", "right-hand can't be on hands"),
        ("{back: clasp floor}", "only a hand can be clasp floor"),
        ("{right-hand: clasp floor}", "a hand can't be clasp floor"),
        ("{right-hand: hold floor}", "'floor' is no thing to hold"),
        ("{back: toes on floor}", "only a foot can stand on its toes"),
    ],
)
def test_contacts_that_say_nothing(contact: str, says: str) -> None:
    found = problems_of(f"start:\n  contacts: {contact}\nend: {{}}\n")
    assert any(p.startswith("test.yaml:2:") and says in p for p in found), found


def test_an_arrow_must_follow_something() -> None:
    found = problems_of("start: {}\nend: {}\narrows: [{follow: nose-tip}]\n")
    assert any("test.yaml:3:" in p and "no arrow can follow 'nose-tip'" in p for p in found), found


def test_an_unknown_prop_is_a_problem() -> None:
    found = problems_of("props: {sofa: {}}\nstart: {}\nend: {}\n")
    assert any("'sofa' is no kind of prop" in p for p in found), found


def test_every_limb_angle_of_the_format_has_a_range() -> None:
    from psoas_pdf.figure.wanted import limb_angles

    assert set(limb_angles()) <= set(joints())


def test_left_and_right_are_mirror_images() -> None:
    one, _ = written("start:\n  right: {hip: 40, hip-abduction: 20, hip-rotation: 10, knee: 50}\nend: {}\n")
    two, _ = written("start:\n  left: {hip: 40, hip-abduction: 20, hip-rotation: 10, knee: 50}\nend: {}\n")
    a, b = solve(one, Problems()), solve(two, Problems())
    assert a is not None
    assert b is not None
    p, q = Skeleton(a.start.posture).ankle("right"), Skeleton(b.start.posture).ankle("left")
    assert p == pytest.approx((q[0], q[1], -q[2]))


def test_a_thing_that_does_not_move_can_not_be_put_somewhere() -> None:
    found = problems_of("props: {mat: {}}\nstart: {props: {mat: [0, 0]}}\nend: {}\n")
    assert any("test.yaml:2:" in p and "'mat' can't be put somewhere" in p for p in found), found


@pytest.mark.parametrize(
    "relation", ["on right-hip", "behind head", "on left-thigh", "behind right-thigh at 0.4"]
)
def test_other_places_for_a_hand(relation: str) -> None:
    side = "right" if "right" in relation or "head" in relation else "left"
    found, problems = written(
        f"start:\n  both: {{hip: 60, knee: 60}}\n  contacts: {{{side}-hand: {relation}}}\nend: {{}}\n"
    )
    assert solve(found, problems) is not None, list(map(str, problems))


def test_standing_on_a_step_and_sitting_on_a_chair() -> None:
    text = (
        "props: {chair: {}, floor: {}}\nstart:\n  both: {hip: 88, knee: 88}\n"
        "  contacts: {seat: on chair, feet: on floor}\nend: {}\n"
    )
    found, problems = written(text)
    done = solve(found, problems)
    assert done is not None, list(map(str, problems))
    body = done.start.skeleton
    assert 50 < body.hip("right")[1] < 60
    assert body.ankle("left")[1] == pytest.approx(number("ankle-height"), abs=0.1)
