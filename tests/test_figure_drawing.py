"""Drawings of figures: closed outlines, sound order, the same in every process, readable back."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import atan2, degrees

import pytest

from figure_scenes import GAPS, LIBRARY, SIX, figures, painter, pictures, scene
from psoas_pdf.drawing import Clip, Drawing, Shape, parse
from psoas_pdf.figure import limbs, muscle, outline
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.colours import palette
from psoas_pdf.figure.ink import Silhouette
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, SIGN, Posture, Side, Skeleton
from psoas_pdf.figure.scene import draw, standing
from psoas_pdf.figure.simplify import simplified_drawing
from psoas_pdf.figure.tables import look, looks, number, table
from psoas_pdf.figure.vectors import distance, dot, flexed, minus
from psoas_pdf.geometry import bounds

LARGEST, MOST_MARKS = 45_000, 420
"""Bytes of the paths of start and end as PDF operators, deflated; and how many marks they may be."""
NOTCH = 0.25
"""Of the line from neck to arm, in cm."""
SHARPEST = 120
"""A turn of an outline beyond this many degrees at a point that is no corner is a spike."""


def drawings(exercise: str) -> Iterator[Drawing]:
    found = pictures(exercise)
    yield found.start
    yield found.end
    if found.fault:
        yield found.fault


@pytest.mark.parametrize("exercise", LIBRARY)
def test_every_outline_is_closed(exercise: str) -> None:
    pictures(exercise)
    assert len(GAPS[exercise]) > 30
    assert not any(GAPS[exercise])


@pytest.mark.parametrize("exercise", LIBRARY)
def test_filled_paths_end_where_they_began(exercise: str) -> None:
    for drawing in drawings(exercise):
        for mark in drawing.marks:
            shapes = [Shape(mark.path, fill="x"), *mark.shapes] if isinstance(mark, Clip) else [mark]
            for shape in shapes:
                if shape.fill:
                    assert shape.path[-1] == ("Z",)


def sharpest(line: Sequence[outline.Outline]) -> float:
    """The largest turn of an outline at a point that is no corner, in degrees."""
    worst = 0.0
    for i, p in enumerate(line):
        a, b = line[i - 1], line[(i + 1) % len(line)]
        if p[2]:
            continue
        u, v = (p[0] - a[0], p[1] - a[1]), (b[0] - p[0], b[1] - p[1])
        worst = max(worst, abs(degrees(atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]))))
    return worst


def crossings(line: Sequence[outline.Outline]) -> int:
    """How often the straight pieces between an outline's points cross each other."""
    n = len(line)

    def turn(p: Sequence[float], q: Sequence[float], r: Sequence[float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    count = 0
    for i in range(n):
        a, b = line[i], line[(i + 1) % n]
        for j in range(i + 2, n if i else n - 1):
            c, d = line[j], line[(j + 1) % n]
            if turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0:
                count += 1
    return count


@pytest.mark.parametrize("exercise", LIBRARY)
def test_no_spikes_no_crossings_and_no_circle_in_the_painting_order(exercise: str) -> None:
    for picture, _ in figures(exercise):
        figure = painter(exercise, picture)
        assert figure.cycles == 0, picture
        for part in figure.parts.values():
            hidden = part.kind in ("sock", "sole", "neck", "hair")
            assert part.outlines or hidden, (picture, part.name)
            for line in part.outlines:
                assert sharpest(line) < SHARPEST, (picture, part.name)
                assert crossings(line) == 0, (picture, part.name)


@pytest.mark.parametrize("exercise", LIBRARY)
def test_a_drawing_equals_its_own_text_read_back(exercise: str) -> None:
    for drawing in drawings(exercise):
        again = parse(drawing.text)
        assert again.marks == drawing.marks
        assert again.box == drawing.box
        assert again.digest == drawing.digest


@pytest.mark.parametrize("exercise", LIBRARY)
def test_every_role_has_a_colour_in_every_look(exercise: str) -> None:
    for drawing in drawings(exercise):
        for name in looks():
            assert drawing.roles() <= set(palette(name))


@pytest.mark.parametrize("exercise", SIX)
def test_start_and_end_share_their_floor_and_the_end_shows_more(exercise: str) -> None:
    start, end = pictures(exercise).start, pictures(exercise).end
    assert start.digits == end.digits == 1
    ground = ("mat", "ground")
    floors = [next(s.path for s in d.shapes() if s.fill in ground) for d in (start, end)]
    assert floors[0] == floors[1]
    extra = {"iliacus", "muscle-edge", "bone", "arrow", "keyline", "window"}
    assert not extra & start.roles()
    assert extra <= end.roles()
    assert {"muscle", "muscle-longer"} & end.roles()


def test_the_ghost_shows_what_moved() -> None:
    for exercise in ("lying-leg-raise", "overhead-ball-throw", "sit-up", "half-kneeling-hip-flexor-stretch"):
        assert any(role.startswith("ghost-") for role in pictures(exercise).end.roles()), exercise
        assert not any(role.startswith("ghost-") for role in pictures(exercise).start.roles())


def test_the_fault_is_drawn_where_there_is_one() -> None:
    assert pictures("half-kneeling-hip-flexor-stretch").fault is not None
    assert pictures("sit-up").fault is None


def test_the_muscle_can_be_left_out() -> None:
    plain = draw(scene("sit-up"), look="man", muscle=False).end
    assert not {"muscle", "bone", "window"} & plain.roles()
    assert "arrow" in plain.roles()


def path_bytes(drawing: Drawing) -> int:
    return len(zlib.compress(drawing.text.encode(), 6))


@pytest.mark.parametrize("exercise", LIBRARY)
def test_two_pictures_stay_small(exercise: str) -> None:
    found = pictures(exercise)
    few = [simplified_drawing(drawing) for drawing in (found.start, found.end)]
    assert sum(map(path_bytes, few)) < LARGEST
    assert sum(len(drawing.marks) for drawing in few) < MOST_MARKS


def test_the_same_drawing_in_two_processes() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from figure_scenes import pictures\n"
        "p = pictures('overhead-ball-throw'); print(p.start.digest, p.end.digest)"
    )
    out = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        root = os.path.dirname(os.path.dirname(__file__))
        out.add(
            subprocess.run(
                [sys.executable, "-c", code], env=env, cwd=root, capture_output=True, check=True
            ).stdout
        )
    assert len(out) == 1


@pytest.mark.parametrize("exercise", LIBRARY)
@pytest.mark.parametrize("side", SIDES)
def test_the_muscles_run_from_spine_and_ilium_to_the_lesser_trochanter(exercise: str, side: Side) -> None:
    for _, figure in figures(exercise):
        body = figure.skeleton
        line = muscle.psoas_line(body, side)
        assert distance(line[-1], muscle.trochanter(body, side)) < 0.01
        assert distance(line[0], muscle.origins(body, side)[0]) < 3.0
        hip, least = body.hip(side), float(table("muscles")["psoas"]["over-head"])
        assert min(distance(p, hip) for p in line) > least - 1.5, (
            "it runs over the femoral head, not through it"
        )
        outline_, rim = muscle.iliacus_outline(body, side)
        assert any(distance(p, line[-1]) < 0.01 for p in outline_)
        wing = [muscle.on_pelvis(body, x, y, z * SIGN[side]) for x, y, z in table("muscles")["ilium"]]
        assert all(min(distance(p, q) for q in wing) < 4.0 for p in rim)


@pytest.mark.parametrize("name", looks())
def test_the_standing_figure(name: str) -> None:
    shown, plain = standing(name, muscle=True), standing(name, muscle=False)
    assert {"muscle", "bone"} <= shown.roles()
    assert not {"muscle", "bone"} & plain.roles()
    assert 165 < plain.box.height < 185
    assert shown.roles() <= set(palette(name))


@pytest.mark.parametrize("name", looks())
def test_shoulder_and_arm_are_one_line_when_the_arms_are_crossed(name: str) -> None:
    """Between neck and arm the shirt leaves no notch before the rounding of the shoulder."""
    end, view = dict(figures("seated-trunk-rotation"))["end"].skeleton, camera("front")
    drawn = Painter(end, look(name), view)
    for side in SIDES:
        cloth = Silhouette(drawn.parts[part].outlines[0] for part in ("torso", f"sleeve.{side}"))
        slope = view(end.on_trunk(49.2, -2.2, SIGN[side] * 9.4))[0]
        beyond = view(end.shoulder(side))[0] - SIGN[side] * 3
        top = []
        for i in range(25):
            x = slope + (beyond - slope) * i / 24
            top.append((x, max(y / 20 for y in range(1600, 2300) if cloth.covers((x, y / 20)))))
        assert all(
            a[1] + (c[1] - a[1]) * (b[0] - a[0]) / (c[0] - a[0]) - b[1] < NOTCH
            for a, b, c in combinations(top, 3)
        ), side


def test_a_bent_elbow_has_a_point() -> None:
    person, view, elbow = look("man"), camera("side"), number("upper-arm")
    for bend, bony in ((20.0, False), (120.0, True)):
        body = Skeleton(Posture({"right-elbow": bend}))
        middle = flexed(body.upper_arm("right"), bend / 2)
        points = limbs.arm(body, person, "right", 9, 99, view).all_points()
        out = max(-dot(minus(p, body.elbow("right")), middle.front) for p in points)
        assert (out > person.arm_back(elbow) + 0.8) is bony


@pytest.mark.parametrize("view", ["front", "front34", "side", "lying34", "top34"])
def test_the_collar_ends_beside_the_neck(view: str) -> None:
    body = Skeleton(Posture({}))
    drawn = Painter(body, look("man"), camera(view))
    marks = [m for m in drawn.paint() if isinstance(m, Shape) and m.fill == "shirt-edge"]
    neck = drawn.parts["neck"].box
    lines = [bounds([m.path]) for m in marks]
    collar = next(b for b in lines if b.width > neck.width * 0.8 and b.y0 < neck.y0 + 3 < b.y1 + 3)
    assert neck.x0 - 1 < collar.x0
    assert collar.x1 < neck.x1 + 1
