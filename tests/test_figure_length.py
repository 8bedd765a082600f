"""How long the psoas is: the table of two models, and the rule for a stretch."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from figure_scenes import solved
from psoas_pdf.check import check_paths
from psoas_pdf.figure.length import check_length, psoas_length, shortens, stretches
from psoas_pdf.figure.posture import Side
from psoas_pdf.figure.scene import solve
from psoas_pdf.library import Library
from psoas_pdf.places import shipped
from psoas_pdf.problems import Problems


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


EXERCISES = shipped() / "data" / "exercises"


def checked(folder: Path, exercise: str, *changes: tuple[str, str]) -> list[tuple[int, str]]:
    """Line and message of what `check` says of a shipped exercise with its text changed."""
    text = (EXERCISES / f"{exercise}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    own = folder / "data" / "exercises"
    own.mkdir(parents=True, exist_ok=True)
    (own / f"{exercise}.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    check_paths([str(folder)], [], problems)
    return [(p.place.line, p.message) for p in problems if "psoas" in p.message or "hip is" in p.message]


def line_of(exercise: str, text: str, which: int = 0) -> int:
    lines = (EXERCISES / f"{exercise}.yaml").read_text(encoding="utf-8").splitlines()
    return [n for n, line in enumerate(lines, 1) if text in line][which]


@pytest.mark.parametrize("exercise", [p.stem for p in sorted(EXERCISES.glob("*.yaml"))])
def test_every_shipped_exercise_does_to_the_muscle_what_it_says(exercise: str) -> None:
    problems = Problems()
    record = Library().get("exercise", exercise, problems)
    found = solve(record.poses, problems)
    assert found is not None, list(map(str, problems))
    check_length(record, found, problems)
    assert not problems.failed, list(map(str, problems))


KNEELING = "half-kneeling-hip-flexor-stretch"
END = "right: {hip: -20, knee: 80}"


def test_an_arched_lunge_is_refused_at_its_line(tmp_path: Path) -> None:
    arched = (
        ("    pelvis: 5\n    trunk: 5\n", "    pelvis: -20\n    trunk: -20\n"),
        (END, "right: {hip: 5, knee: 80}"),
        ("left: {hip: 89, knee: 94}", "left: {hip: 114, knee: 94}"),
    )
    [(line, message)] = checked(tmp_path, KNEELING, *arched)
    assert "the psoas of the right leg is not stretched" in message
    assert "hip at 5 degrees" in message
    assert line == line_of(KNEELING, END)


def test_a_calf_on_the_bench_is_no_stretch(tmp_path: Path) -> None:
    [(_, message)] = checked(
        tmp_path,
        "knee-to-chest",
        ("left: {hip: -10,", "left: {hip: 90,"),
        ("legs: on mat", "right-leg: on mat"),
    )
    assert "the psoas of the left leg is not stretched" in message


def test_a_stretch_of_the_bent_side_is_refused(tmp_path: Path) -> None:
    [(_, message)] = checked(tmp_path, "knee-to-chest", ("working-side: far", "working-side: near"))
    assert "the psoas of the right leg is not stretched" in message


def test_strength_that_lengthens_the_muscle_is_refused(tmp_path: Path) -> None:
    [(line, message)] = checked(tmp_path, "lying-leg-raise", ("working-side: near", "working-side: far"))
    assert "must shorten it" in message
    assert "the left hip from" in message
    assert line > line_of("lying-leg-raise", "  end:")


def test_only_exercises_for_the_psoas_are_held_to_it(tmp_path: Path) -> None:
    assert not checked(
        tmp_path,
        "knee-to-chest",
        ("working-side: far", "working-side: near"),
        ("target: [iliopsoas]", "target: [iliacus]"),
    )


def test_a_throw_shortens_the_muscle_of_the_front_leg() -> None:
    """The rear leg's is longer than in standing all the time; it is the front hip that bends."""
    found = solved("overhead-ball-throw")
    front = found.start.joint("left", "hip"), found.end.joint("left", "hip")
    assert shortens(*front)
    assert psoas_length(found.end.joint("right", "hip")).least > 1


def test_more_extension_than_a_hip_has_is_refused() -> None:
    record = Library().get("exercise", KNEELING, Problems())
    found = solved(KNEELING)
    too_far = replace(found.end.posture, angles={**found.end.posture.angles, "right-hip": -33.0})
    problems = Problems()
    check_length(record, replace(found, end=replace(found.end, posture=too_far)), problems)
    [problem] = problems
    assert "extended by 33 degrees" in problem.message
    assert "no hip goes past 30" in problem.hint
