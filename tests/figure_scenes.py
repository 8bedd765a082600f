"""Scenes for the figure tests: the six exercises, and scenes written in the test itself."""

from __future__ import annotations

from functools import cache

from psoas_pdf import reader, source
from psoas_pdf.figure.scene import Pictures, Solved, draw, solve
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.model.pose import Scene
from psoas_pdf.places import shipped
from psoas_pdf.problems import Problems

SIX = (
    "half-kneeling-hip-flexor-stretch",
    "knee-to-chest",
    "lying-leg-raise",
    "overhead-ball-throw",
    "sit-up",
    "thomas-stretch",
)


@cache
def scene(exercise: str) -> Scene:
    problems = Problems()
    path = shipped() / "data" / "exercises" / f"{exercise}.yaml"
    found = reader.read(source.load(path, problems), Exercise, problems)
    assert found is not None, list(map(str, problems))
    return found.poses


@cache
def solved(exercise: str) -> Solved:
    problems = Problems()
    found = solve(scene(exercise), problems)
    assert found is not None, list(map(str, problems))
    assert not len(problems), list(map(str, problems))
    return found


@cache
def pictures(exercise: str) -> Pictures:
    return draw(scene(exercise), look="man")


def written(text: str) -> tuple[Scene, Problems]:
    """A scene from YAML, as if it stood in `test.yaml`."""
    problems = Problems()
    found = reader.read(source.parse(text, "test.yaml", problems), Scene, problems)
    assert found is not None, list(map(str, problems))
    return found, problems
