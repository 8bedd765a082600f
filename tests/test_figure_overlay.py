"""What shows through the clothes, and the pale start behind the figure."""

from __future__ import annotations

from itertools import pairwise

import pytest

from figure_scenes import LIBRARY, scene, solved
from psoas_pdf.colours import luminance
from psoas_pdf.drawing import Clip, Mark, Shape
from psoas_pdf.figure import ghosts, muscle, overlay
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.colours import palette
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES
from psoas_pdf.figure.tables import look, looks
from psoas_pdf.figure.vectors import distance
from psoas_pdf.geometry import points_of
from psoas_pdf.ink import make_ink

SHOWN = [name for name in LIBRARY if scene(name).muscle]


def painter(exercise: str, person: str = "man") -> Painter:
    made = Painter(solved(exercise).end.skeleton, look(person), camera(scene(exercise).camera))
    made.paint()
    return made


def roles(marks: list[Mark]) -> list[str | None]:
    shapes = [s for m in marks for s in (m.shapes if isinstance(m, Clip) else (m,))]
    return [s.fill for s in shapes]


@pytest.mark.parametrize("exercise", SHOWN)
def test_the_spine_stays_inside_the_body(exercise: str) -> None:
    for person in ("man", "man-large", "woman"):
        mine = painter(exercise, person)
        trunk = Silhouette(o for name in ("torso", "pelvis") for o in mine.parts[name].outlines[:1])
        for mark in overlay.Bones(mine).spine():
            assert isinstance(mark, Shape)
            assert all(trunk.covers(p) for p in points_of(mark.path)), person


@pytest.mark.parametrize("exercise", SHOWN)
def test_the_muscle_lies_over_bones_and_arms(exercise: str) -> None:
    mine = painter(exercise)
    painted = roles(overlay.paint(mine, ("right",), "shorter"))
    bones = max(i for i, role in enumerate(painted) if role == "bone")
    assert painted.index("window") < painted.index("bone") < bones < painted.index("muscle")


def test_an_arm_before_the_window_is_pale() -> None:
    painted = overlay.paint(painter("standing-march"), ("right",), "shorter")
    cover = painted[0]
    assert isinstance(cover, Clip)
    assert {s.alpha for s in cover.shapes if s.fill == "skin"} & {overlay.ARM_LEFT}
    assert all(s.stroke is None for s in cover.shapes)


@pytest.mark.parametrize("exercise", ["lying-leg-raise", "seated-knee-raise", "standing-hip-flexor-stretch"])
def test_an_arm_that_leaves_the_muscle_in_sight_stays_whole(exercise: str) -> None:
    mine = painter(exercise)
    under = overlay.depth(mine, ("right",))
    assert under <= mine.begins["arm.right"] < len(mine.marks)
    window = overlay.paint(mine, ("right",), "longer")[0]
    assert isinstance(window, Clip)
    assert [s.fill for s in window.shapes] == ["window"]


@pytest.mark.parametrize("side", SIDES)
def test_the_muscle_is_drawn_in_even_steps(side: str) -> None:
    body = solved("thomas-stretch").end.skeleton
    steps = [distance(a, b) for a, b in pairwise(muscle.psoas_line(body, side))]  # type: ignore[arg-type]
    assert max(steps) < 1.1 * min(steps)


def test_stretch_and_effort_differ_by_pattern() -> None:
    mine = painter("thomas-stretch")
    bars, stripes = (
        roles(overlay.paint(mine, ("right",), state)).count("fibre") for state in ("shorter", "longer")
    )
    assert (bars, stripes) == (4, 2)


@pytest.mark.parametrize("person", looks())
def test_in_grey_the_muscle_is_darker_than_any_other_fill(person: str) -> None:
    colours = make_ink(palette(person), "grey").colours
    tones = {role: luminance(c) for role, c in colours.items() if not role.endswith(("-edge", "-line"))}
    muscles = max(tones["muscle"], tones["muscle-longer"])
    assert muscles < tones["arrow"]
    fills = ("skin", "shirt", "shorts", "leggings", "hair", "shoe", "mat", "bench", "chair", "arrow")
    assert all(muscles < tones[role] for role in fills if role in tones)


@pytest.mark.parametrize(
    ("clear", "seen"),
    [
        ({"head": 0.3, "trunk": 0.05, "leg right": 0.25, "foot right": 0.04}, set()),
        ({"head": 0.45, "trunk": 0.46, "leg right": 0.24}, {"head", "trunk", "leg right"}),
        ({"head": 0.2, "trunk": 0.69, "leg left": 0.9}, {"head", "trunk", "leg left"}),
        ({"leg right": 0.3, "foot right": 0.93}, {"leg right", "foot right"}),
        ({"leg right": 0.13, "foot right": 0.26}, set()),
        ({"arm left": 0.36}, set()),
        ({"head": 0.55, "trunk": 0.05}, {"head"}),
        ({"head": 0.94, "trunk": 0.09}, set()),
        ({"arm left": 0.36, "head": 1.0, "trunk": 0.5}, {"arm left", "head", "trunk"}),
    ],
)
def test_the_pale_start_has_no_slivers(clear: dict[str, float], seen: set[str]) -> None:
    assert ghosts._visible(clear) == seen
