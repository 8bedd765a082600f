"""Arms in front of the muscle that shows through the clothes: never hidden by it."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.drawing import Mark, Shape
from psoas_pdf.figure.ink import Silhouette, runs
from psoas_pdf.figure.limbs import CUFF
from psoas_pdf.figure.painter import Painter
from psoas_pdf.figure.parts import Part
from psoas_pdf.figure.posture import SIDES, Side
from psoas_pdf.geometry import Point, line

ARM_MAY_HIDE = 0.3
"""An arm is painted over the muscle when it hides no more than this share of it."""
XRAY_LINE, XRAY_ALPHA = 0.5, 0.7
"""Of an arm that the muscle is seen through."""


def _arm(painter: Painter, side: Side) -> list[Part]:
    names = (f"{kind}.{side}" for kind in ("sleeve", "uarm", "farm", "arm", "hand"))
    return [painter.parts[name] for name in names if name in painter.parts]


def around_overlay(painter: Painter, muscle: Sequence[Point]) -> tuple[list[Mark], list[Mark]]:
    """The painted marks before and after what shows through the clothes.

    An arm in front of the trunk comes after it, unless it hides too much of the muscle or something lies
    before the arm: then its outline alone is drawn anew.  muscle: points of the muscle in the picture.
    """
    ends = [*sorted(painter.begins.values()), len(painter.marks)]
    after: list[Mark] = []
    moved: set[int] = set()
    front = [s for s in SIDES if painter.place[f"sleeve.{s}"] > painter.place["torso"]]
    raised: set[str] = set()
    for side in sorted(front, key=lambda s: -painter.place[f"sleeve.{s}"]):
        arm = {part.name for part in _arm(painter, side)}
        shape = Silhouette(o for part in _arm(painter, side) for o in part.outlines[:1])
        hidden = sum(shape.covers(p) for p in muscle) / len(muscle)
        first = min(painter.place[name] for name in arm)
        under = any(
            _overlap(painter.parts[name], painter.parts[a])
            for name in painter.sequence[first:]
            if name not in arm and name not in raised
            for a in arm
        )
        if under or hidden > ARM_MAY_HIDE:
            if hidden:
                after = [*_outlined(painter, arm), *after]
            continue
        raised |= arm
        marks: list[Mark] = []
        for name in (n for n in painter.sequence if n in arm):
            begin = painter.begins[name]
            end = next(e for e in ends if e > begin)
            marks += painter.marks[begin:end]
            moved |= set(range(begin, end))
        after = marks + after
    return [m for i, m in enumerate(painter.marks) if i not in moved], after


def _outlined(painter: Painter, arm: set[str]) -> list[Mark]:
    out: list[Mark] = []
    for part in (painter.parts[name] for name in painter.sequence if name in arm):
        if part.kind == "sleeve":
            continue
        for outline in part.outlines[:1]:
            for run in runs(outline, lambda v: v[3] > CUFF + 1):
                path = line(*(v[:2] for v in run))
                out.append(Shape(path, stroke=part.edge, width=XRAY_LINE, alpha=XRAY_ALPHA))
    return out


def _overlap(a: Part, b: Part) -> bool:
    """Whether two parts cover some of the same picture, by the points of their outlines."""
    if not a.box.meets(b.box):
        return False
    pairs = ((a, Silhouette(b.outlines[:1])), (b, Silhouette(a.outlines[:1])))
    return any(other.covers(v[:2]) for part, other in pairs for o in part.outlines[:1] for v in o)
