"""Random poses under several cameras: no exception, no open outline, no spike."""

from __future__ import annotations

import random

import pytest

from psoas_pdf.figure import outline, overlay, tube
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.limits import limits
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES, Posture, Skeleton
from psoas_pdf.figure.tables import look

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
GRIPS = ("flat", "relaxed", "cup", "clasp", "fist")


def posture(seed: int) -> Posture:
    chance = random.Random(seed)
    angles = {name: chance.uniform(*range_) for name, range_ in TRUNK.items()}
    for side in SIDES:
        for joint in (
            "hip",
            "hip-abduction",
            "hip-rotation",
            "knee",
            "ankle",
            "shoulder",
            "shoulder-abduction",
            "shoulder-rotation",
            "elbow",
            "forearm",
            "wrist-flexion",
        ):
            low, high = limits(joint)[0]
            angles[f"{side}-{joint}"] = chance.uniform(low, min(high, 90) if "abduction" in joint else high)
    return Posture(angles, {side: chance.choice(GRIPS) for side in SIDES})


@pytest.mark.parametrize("seed", range(12))
def test_random_poses(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    gaps: list[float] = []

    def watched(hulls: list[outline.Hull]) -> tuple[list[list[outline.Vertex]], float]:
        loops, gap = outline.union(hulls)
        gaps.append(gap)
        return loops, gap

    monkeypatch.setattr(tube, "union", watched)
    body = Skeleton(posture(seed))
    person = look("woman" if seed % 2 else "man")
    for name in ("side", "front34", "top34"):
        painter = Painter(body, person, camera(name))
        marks = painter.paint() + overlay.paint(painter, SIDES, "same")
        assert len(marks) > 40
        assert sorted(painter.sequence) == sorted(painter.parts)
    assert gaps
    assert not any(gaps)
