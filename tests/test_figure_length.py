"""How long the psoas is: the table of two models, and the rule for a stretch."""

from __future__ import annotations

from itertools import pairwise

import pytest

from figure_scenes import solved
from psoas_pdf.figure.length import psoas_length, shortens, stretches
from psoas_pdf.figure.posture import Side


@pytest.mark.parametrize(
    ("hip", "gait", "rajagopal"),
    [
        (-30, 1.070, 1.055),
        (-15, 1.037, 1.027),
        (0, 1, 1),
        (45, 0.874, 0.908),
        (90, 0.751, 0.793),
        (120, None, 0.736),
    ],
)
def test_the_published_points(hip: float, gait: float | None, rajagopal: float) -> None:
    found = psoas_length(hip)
    assert found.rajagopal2016 == pytest.approx(rajagopal)
    assert found.gait2392 == (None if gait is None else pytest.approx(gait))


def test_more_flexion_is_never_longer() -> None:
    lengths = [psoas_length(a / 2) for a in range(-60, 241)]
    assert all(a.rajagopal2016 > b.rajagopal2016 for a, b in pairwise(lengths))
    gait = [n.gait2392 for n in lengths if n.gait2392 is not None]
    assert all(a > b for a, b in pairwise(gait))
    assert psoas_length(120).least < psoas_length(90).rajagopal2016


STRETCHED = {"T1": -15, "T2": -20, "T3a": -10, "T3b": -15}


@pytest.mark.parametrize("pose", STRETCHED)
def test_stretches_pass(pose: str) -> None:
    assert stretches(STRETCHED[pose])


@pytest.mark.parametrize(("pose", "hip"), [("T2 arched", 5), ("calf on bench", 90), ("too far", -31)])
def test_what_is_no_stretch_fails(pose: str, hip: float) -> None:
    assert not stretches(hip), pose


@pytest.mark.parametrize(
    ("exercise", "side"),
    [("thomas-stretch", "right"), ("half-kneeling-hip-flexor-stretch", "right"), ("knee-to-chest", "left")],
)
def test_the_drawn_stretches_pass(exercise: str, side: Side) -> None:
    assert stretches(solved(exercise).end.joint(side, "hip"))


def test_the_drawn_fault_fails() -> None:
    fault = solved("half-kneeling-hip-flexor-stretch").fault
    assert fault is not None
    assert not stretches(fault.joint("right", "hip"))


@pytest.mark.parametrize("exercise", ["lying-leg-raise", "sit-up"])
def test_strengthening_shortens(exercise: str) -> None:
    found = solved(exercise)
    assert shortens(found.start.joint("right", "hip"), found.end.joint("right", "hip"))
    assert not shortens(found.end.joint("right", "hip"), found.start.joint("right", "hip"))
