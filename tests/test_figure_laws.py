"""Laws that hold for every pose of the library."""

from __future__ import annotations

import pytest

from figure_scenes import LIBRARY, figures, scene, solved
from psoas_pdf.figure import head, limbs, trunk
from psoas_pdf.figure.camera import Camera, camera
from psoas_pdf.figure.limits import beyond, limits
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.solver import SOFT
from psoas_pdf.figure.tables import look, number, table
from psoas_pdf.figure.vectors import Vec, distance

SUNK = 1.1
"""Soles, knees and hands may be this far (cm) in the ground: shoes and skin give way."""
MIRRORED = ("roll", "tilt", "lean", "twist", "turn", "nod")


@pytest.mark.parametrize("exercise", LIBRARY)
def test_every_joint_is_in_its_range(exercise: str) -> None:
    for picture, figure in figures(exercise):
        for name, angle in figure.joints.items():
            joint = name.split("-", 1)[1]
            assert beyond(angle, limits(joint)[1]) < 0.1, (picture, name, angle)


@pytest.mark.parametrize("exercise", LIBRARY)
def test_nothing_is_under_the_floor(exercise: str) -> None:
    person, give = look("man"), table("skeleton")["sink"]
    for picture, figure in figures(exercise):
        body = figure.skeleton
        lying = any(c.part in SOFT for c in figure.wanted.contacts.values())
        soft = float(give["back-thorax"]) if lying else 0.0
        tubes = {
            "head": (head.skull(body, person, 0.6), SUNK),
            "trunk": (trunk.shirt(body, person, Camera(90, 0)), soft),
        }
        for side in SIDES:
            tubes[f"{side} sole"] = (limbs.shoe(body, side)[1], SUNK)
            tubes[f"{side} leg"] = (limbs.leg(body, person, side, 20, 84, None), SUNK)
            tubes[f"{side} arm"] = (
                limbs.arm(body, person, side, 20, 99, None),
                SUNK + (0.6 if lying else 0.0),
            )
        for name, (tube, allowed) in tubes.items():
            assert min(p[1] for p in tube.all_points()) > -allowed - 0.1, (picture, name)


@pytest.mark.parametrize("exercise", LIBRARY)
def test_what_is_planted_stays(exercise: str) -> None:
    start, end = solved(exercise).start, solved(exercise).end
    for name, here in end.pins.items():
        before, now = start.wanted.contacts.get(name), end.wanted.contacts[name]
        same = before and (before.manner, before.target, before.limb) == (now.manner, now.target, None)
        if same and now.part in ("foot", "knee") and now.manner != "sliding":
            assert distance(here, start.pins[name]) < 0.6, name


@pytest.mark.parametrize("exercise", LIBRARY)
def test_flat_feet_stand_flat_on_their_ground(exercise: str) -> None:
    props = {"floor": 0.0} | {
        name: 0.0
        if (p.kind or name) in ("mat", "floor")
        else float(p.height or table("props")[p.kind or name]["height"])
        for name, p in (scene(exercise).props or {}).items()
    }
    for picture, figure in figures(exercise):
        body = figure.skeleton
        for contact in figure.wanted.contacts.values():
            if contact.part == "foot" and contact.manner in ("", "sliding") and contact.target in props:
                assert contact.side
                height = body.ankle(contact.side)[1] - props[contact.target]
                assert height == pytest.approx(number("ankle-height"), abs=0.15), (picture, contact.name)
                assert body.foot(contact.side).up == pytest.approx((0, 1, 0))


def mirrored(posture: Posture) -> Posture:
    """The same pose with left and right exchanged."""
    other = {"right": "left", "left": "right"}
    angles = {}
    for name, angle in posture.angles.items():
        side, _, joint = name.partition("-")
        if side in other:
            angles[f"{other[side]}-{joint}"] = angle
        else:
            angles[name] = -angle if name in MIRRORED else angle
    x, y, z = posture.root
    grips = {other[side]: grip for side, grip in posture.grips.items()}
    level = frozenset(other[side] for side in posture.level)
    inward = frozenset(other[side] for side in posture.inward)
    return Posture(angles, grips, (x, y, -z), level, posture.support, inward)  # type: ignore[arg-type]


def flipped(p: Vec) -> Vec:
    return (p[0], p[1], -p[2])


@pytest.mark.parametrize("exercise", LIBRARY)
def test_left_and_right_are_mirror_images(exercise: str) -> None:
    view = camera(scene(exercise).camera)
    opposite = Camera(-view.azimuth, view.elevation)
    for picture, figure in figures(exercise):
        body, twin = figure.skeleton, Skeleton(mirrored(figure.posture))
        for a, b in (("right", "left"), ("left", "right")):
            for joint in ("hip", "knee", "ankle", "shoulder", "elbow", "wrist", "palm"):
                here, there = getattr(body, joint)(a), getattr(twin, joint)(b)
                assert distance(here, flipped(there)) < 1e-6, (picture, a, joint)
        one, two = Painter(body, look("man"), view), Painter(twin, look("man"), opposite)
        swap = {"right": "left", "left": "right"}
        for name, part in one.parts.items():
            kind, _, side = name.partition(".")
            box, other = part.box, two.parts[f"{kind}.{swap[side]}" if side else name].box
            assert (box.x0, box.x1, box.y0, box.y1) == pytest.approx(
                (-other.x1, -other.x0, other.y0, other.y1), abs=0.35
            ), (picture, name)
