"""One table of joint ranges, applied to angles that were written and to angles that were solved."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from psoas_pdf.figure.tables import table
from psoas_pdf.problems import Place, Problems

ROUNDING = 0.05
"""Solved angles end this close to a limit without being beyond it."""


@cache
def limits(joint: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """The usual and the possible range of a joint, in degrees, ends included."""
    entry = table("joints")[joint]
    usual, possible = entry["usual"], entry["possible"]
    return (float(usual[0]), float(usual[1])), (float(possible[0]), float(possible[1]))


def joints() -> tuple[str, ...]:
    return tuple(table("joints"))


def beyond(angle: float, limit: tuple[float, float]) -> float:
    """How many degrees an angle is outside a range; 0 inside."""
    return max(0.0, limit[0] - angle, angle - limit[1])


def joint_of(name: str) -> str:
    """'right-hip-abduction' to 'hip-abduction'."""
    return name.split("-", 1)[1] if name.startswith(("right-", "left-")) else name


def check(
    angles: Mapping[str, float], places: Mapping[str, Place], where: Place, picture: str, problems: Problems
) -> None:
    """Report angles (degrees, by name) out of range.

    places: of the angles that were written; others were solved and are reported at `where`.
    """
    for name, angle in sorted(angles.items()):
        joint = joint_of(name)
        if joint not in table("joints"):
            continue
        usual, possible = limits(joint)
        worst = beyond(angle, possible) > ROUNDING
        limit = possible if worst else usual
        by = beyond(angle, limit)
        if by <= ROUNDING:
            continue
        how = "is" if name in places else "comes out at"
        message = (
            f"{picture}: the {name.replace('-', ' ')} {how} {_degrees(angle)}, "
            f"{_degrees(by)} outside its {'possible' if worst else 'usual'} range"
        )
        hint = f"{joint.replace('-', ' ')} goes from {limit[0]:g} to {limit[1]:g} degrees"
        if worst:
            problems.error(places.get(name, where), message, hint)
        else:
            problems.warning(places.get(name, where), message, hint)


def _degrees(angle: float) -> str:
    number = f"{angle:.1f}".removesuffix(".0")
    return f"{number} degree" + ("" if number == "1" else "s")


def clamped(joint: str, angle: float) -> float:
    low, high = limits(joint)[1]
    return max(low, min(high, angle))
