"""Sweeps of joints and random poses under every camera: no exception, no open outline, no spike, no bad order.

`make test` runs a seeded part of them, `make test-full` all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from math import atan2, degrees

import pytest

from psoas_pdf.figure import outline, overlay, tube
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.limits import limits
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.tables import look
from psoas_pdf.figure.wanted import shared
from psoas_pdf.model.pose import CAMERAS, GRIPS

TRUNK = {
    "pelvis": (-100, 100),
    "roll": (-90, 90),
    "lumbar": (-15, 40),
    "thorax": (-10, 25),
    "lean": (-20, 20),
    "twist": (-35, 35),
    "turn": (-40, 40),
    "neck": (-15, 25),
}
SIDE_JOINTS = (
    "hip",
    "hip-abduction",
    "hip-rotation",
    "knee",
    "ankle",
    "toes",
    "shoulder",
    "shoulder-abduction",
    "shoulder-rotation",
    "elbow",
    "forearm",
    "wrist",
    "wrist-flexion",
)
BASES = {
    "standing": {"pelvis": 0.0},
    "sitting": {"pelvis": 0.0, "right-hip": 88.0, "left-hip": 88.0, "right-knee": 88.0, "left-knee": 88.0},
    "lying": {"pelvis": 90.0, "right-hip": 40.0, "right-knee": 70.0},
    "side": {"pelvis": -90.0, "roll": -90.0, "right-hip": 30.0, "right-knee": 60.0},
}
STEPS = 7
SPIKE = 150
"""A random pose may fold an outline more sharply than one of the library; beyond this it is a spike."""


@pytest.fixture
def gaps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Of every union that is made: the centimetres by which its loops fail to close."""
    found: list[float] = []

    def watched(hulls: list[outline.Hull]) -> tuple[list[list[outline.Vertex]], float]:
        loops, gap = outline.union(hulls)
        found.append(gap)
        return loops, gap

    monkeypatch.setattr(tube, "union", watched)
    return found


def posture(seed: int) -> Posture:
    chance = random.Random(seed)
    angles = {name: chance.uniform(*range_) for name, range_ in TRUNK.items()}
    for side in SIDES:
        for joint in SIDE_JOINTS:
            low, high = limits(joint)[0]
            angles[f"{side}-{joint}"] = chance.uniform(low, min(high, 90) if "abduction" in joint else high)
    return Posture(angles, {side: chance.choice(GRIPS) for side in SIDES})


def spikes(painter: Painter) -> Iterator[tuple[str, float]]:
    """Parts with a turn of more than SPIKE degrees at a point that is no corner."""
    for part in painter.parts.values():
        for line in part.outlines:
            for i, p in enumerate(line):
                a, b = line[i - 1], line[(i + 1) % len(line)]
                u, v = (p[0] - a[0], p[1] - a[1]), (b[0] - p[0], b[1] - p[1])
                turn = abs(degrees(atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1])))
                if not p[2] and turn > SPIKE:
                    yield part.name, turn


def drawn_well(body: Skeleton, person: str, view: str) -> None:
    painter = Painter(body, look(person), camera(view))
    marks = painter.paint() + overlay.paint(painter, SIDES, "longer")
    assert len(marks) > 40
    assert sorted(painter.sequence) == sorted(painter.parts)
    assert painter.cycles == 0, view
    assert not list(spikes(painter)), view


def random_pose(seed: int, views: tuple[str, ...]) -> None:
    body, person = Skeleton(posture(seed)), "woman" if seed % 2 else "man"
    for view in views:
        drawn_well(body, person, view)


@pytest.mark.parametrize("seed", range(14))
def test_random_poses(seed: int, gaps: list[float]) -> None:
    random_pose(seed, (CAMERAS[seed % len(CAMERAS)],))
    assert gaps
    assert not any(gaps)


@pytest.mark.parametrize(
    ("seed", "view"),
    [(10, "back"), (53, "back34"), (84, "side"), (85, "front"), (96, "lying34"), (153, "lying34")],
)
def test_rules_about_pelvis_trunk_and_arms_never_go_round(seed: int, view: str) -> None:
    """Poses that did: thighs behind a pelvis that the trunk hides, a hand under the back, a bowed neck."""
    painter = Painter(Skeleton(posture(seed)), look("man"), camera(view))
    assert painter.cycles == 0
    place = painter.place
    for side in SIDES:
        if place[f"shorts.{side}"] < place["pelvis"] < place["torso"]:
            assert place[f"shorts.{side}"] < place["torso"]


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 300))
def test_many_random_poses(seed: int, gaps: list[float]) -> None:
    chance = random.Random(seed)
    random_pose(seed, tuple(chance.sample(CAMERAS, 3)))
    assert not any(gaps)


def swept(joint: str, base: str, angle: float) -> Skeleton:
    name = f"right-{joint}" if joint in SIDE_JOINTS else joint
    return Skeleton(Posture(shared({**BASES[base], name: angle})))


def steps(joint: str) -> list[float]:
    low, high = limits(joint)[1]
    return [low + (high - low) * i / (STEPS - 1) for i in range(STEPS)]


TRUNK_JOINTS = ("trunk", "lean", "twist", "neck", "turn", "nod")


@pytest.mark.parametrize("joint", [*SIDE_JOINTS, *TRUNK_JOINTS])
def test_the_ends_of_every_joint(joint: str, gaps: list[float]) -> None:
    for i, angle in enumerate(limits(joint)[1]):
        drawn_well(swept(joint, "standing", angle), "man", CAMERAS[(len(joint) + i) % len(CAMERAS)])
    assert not any(gaps)


@pytest.mark.full
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("joint", [*SIDE_JOINTS, *TRUNK_JOINTS])
def test_every_joint_through_its_range(joint: str, base: str, gaps: list[float]) -> None:
    for i, angle in enumerate(steps(joint)):
        for k in (0, 3):
            drawn_well(swept(joint, base, angle), "woman", CAMERAS[(i + k) % len(CAMERAS)])
    assert not any(gaps)
