"""How long psoas major is at a hip angle, against standing, in two published models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psoas_pdf.figure.posture import SIDES, Side
from psoas_pdf.figure.tables import curve, rows, table
from psoas_pdf.model.exercise import Exercise
from psoas_pdf.problems import Place, Problems

if TYPE_CHECKING:
    from psoas_pdf.figure.scene import Solved

WORKING: dict[str, tuple[Side, ...]] = {"near": ("right",), "far": ("left",), "both": SIDES}
"""Sides of the drawn figure, whose right side is the near one, by an exercise's `working-side`."""


@dataclass(frozen=True)
class Length:
    """Path length over that in standing.  gait2392 is None above 90 degrees, where its path folds."""

    gait2392: float | None
    rajagopal2016: float

    @property
    def least(self) -> float:
        return self.rajagopal2016 if self.gait2392 is None else min(self.gait2392, self.rajagopal2016)


def psoas_length(hip: float) -> Length:
    """hip: flexion in degrees, femur against pelvis.  Outside the tables (-30 to 120) the end values hold."""
    last = rows("muscle-length", "gait2392")[-1][0]
    first = curve("muscle-length", "gait2392")(hip) if hip <= last else None
    return Length(first, curve("muscle-length", "rajagopal2016")(hip))


def stretches(hip: float) -> bool:
    """Whether a hip angle lengthens the psoas enough, in both models, without going too far."""
    rule = table("muscle-length")["stretch"]
    return hip >= float(rule["extension"]) and psoas_length(hip).least > float(rule["at-least"])


def shortens(start: float, end: float) -> bool:
    """Whether the psoas is shorter at the end than at the start, in every model that knows both angles."""
    a, b = psoas_length(start), psoas_length(end)
    both = a.gait2392 is not None and b.gait2392 is not None
    return b.rajagopal2016 < a.rajagopal2016 and (not both or b.least < a.least)


def check_length(exercise: Exercise, solved: Solved, problems: Problems) -> None:
    """Holds an exercise for the psoas to what its own poses do to the muscle.

    A stretch must lengthen it on every working side.  Strength and power must shorten it from start to end on
    the working side; an exercise for both sides at once, on one of them at least, as in a stride or a throw
    the hips do different things.  Hips are those of the solved poses, femur against pelvis.
    """
    if not set(exercise.muscles.target) & set(table("muscle-length")["muscles"]):
        return
    sides = WORKING[exercise.working_side]
    if exercise.kind == "stretch":
        for side in sides:
            _stretched(exercise, side, solved.end.joint(side, "hip"), problems)
    elif exercise.kind in ("strength", "power"):
        hips = {side: (solved.start.joint(side, "hip"), solved.end.joint(side, "hip")) for side in sides}
        if not any(shortens(*hip) for hip in hips.values()):
            told = " and ".join(f"the {side} hip from {a:.0f} to {b:.0f}" for side, (a, b) in hips.items())
            problems.error(
                _place(exercise, sides[0]),
                f"an exercise to strengthen the psoas must shorten it, but the poses take {told} degrees",
                "bend that hip more at the end, or correct `working-side`, `kind` or the target",
            )


def _stretched(exercise: Exercise, side: Side, hip: float, problems: Problems) -> None:
    rule, length = table("muscle-length")["stretch"], psoas_length(hip)
    if hip < float(rule["extension"]):
        problems.error(
            _place(exercise, side),
            f"the {side} hip is extended by {-hip:.0f} degrees at the end, femur against pelvis",
            f"no hip goes past {-float(rule['extension']):.0f}: the rest is the back",
        )
    elif not stretches(hip):
        problems.error(
            _place(exercise, side),
            f"the psoas of the {side} leg is not stretched: with the hip at {hip:.0f} degrees against the pelvis it "
            f"is {length.least:.3f} times as long as in standing",
            f"it needs more than {float(rule['at-least'])}: about 10 degrees of extension, with the pelvis tucked",
        )


def _place(exercise: Exercise, side: Side) -> Place:
    """Where the end's hip is written, else the end."""
    end = exercise.poses.end
    for limbs in (end.right if side == "right" else end.left, end.both):
        if "hip" in limbs.places:
            return limbs.places["hip"]
    return end.place
