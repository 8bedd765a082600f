"""Scenes for the figure tests: the library, and scenes written in the test itself."""

from __future__ import annotations

from functools import cache

import pytest

from psoas_pdf import reader, source
from psoas_pdf.figure import outline, tube
from psoas_pdf.figure.camera import camera
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.posture import SIDES
from psoas_pdf.figure.scene import Pictures, Solved, draw, solve
from psoas_pdf.figure.solved import Figure
from psoas_pdf.figure.tables import look
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


LIBRARY = tuple(sorted(p.stem for p in (shipped() / "data" / "exercises").glob("*.yaml")))
"""Every exercise of the library: laws hold for those that come later, too."""
PICTURES = ("start", "end", "fault")


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
    return found


def figures(exercise: str) -> list[tuple[str, Figure]]:
    """The solved poses of an exercise by picture."""
    found = solved(exercise)
    return [(name, figure) for name in PICTURES if (figure := getattr(found, name)) is not None]


@cache
def painter(exercise: str, picture: str) -> Painter:
    """The figure of one picture, without its things."""
    figure = dict(figures(exercise))[picture]
    grips = frozenset(s for s in SIDES if f"{s}-hand" in figure.wanted.contacts)
    return Painter(figure.skeleton, look("man"), camera(scene(exercise).camera), grips)


GAPS: dict[str, list[float]] = {}
"""By exercise: the centimetres by which the loops of each union fail to close."""


@cache
def pictures(exercise: str) -> Pictures:
    gaps = GAPS[exercise] = []

    def watched(hulls: list[outline.Hull]) -> tuple[list[list[outline.Vertex]], float]:
        loops, gap = outline.union(hulls)
        gaps.append(gap)
        return loops, gap

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tube, "union", watched)
        return draw(scene(exercise), look="man")


def written(text: str) -> tuple[Scene, Problems]:
    """A scene from YAML, as if it stood in `test.yaml`."""
    problems = Problems()
    found = reader.read(source.parse(text, "test.yaml", problems), Scene, problems)
    assert found is not None, list(map(str, problems))
    return found, problems
