"""Text against what lies under and over it: contrast in colour and in grey, pictures, lines, other text."""

from __future__ import annotations

import math
from typing import NamedTuple

from psoas_pdf.colours import contrast, grey, mixed
from psoas_pdf.geometry import Box
from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.objects import Budget
from psoas_pdf.verify.outlines import Outlines
from psoas_pdf.verify.painted import Ink, PagePainted, Run, overlap

PAPER = "#ffffff"
TEXT, LARGE_TEXT = 4.5, 3.0
"""Least contrast (WCAG 2.2, success criterion 1.4.3)."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""Points from which text is large, by the same criterion."""
HEAVY = ("bold", "black", "heavy")

MIDDLE = 0.25
"""Height above the base line at which the ground of letters is looked at, in parts of the size."""
CORE = (0.08, 0.45)
"""From where to where small letters are solid, above the base line; nothing may run through them."""
BODY = (-0.05, 0.55)
"""What of a line no other line may stand in."""
MOST_POINTS = 9
TOUCH = 0.1
"""Parts of the size by which two lines may overlap: boxes are larger than letters."""
FAINT = 1.15
"""A line or area of less contrast to what is under it can't be seen."""
COVERS = 0.5
"""Opacity from which what is painted over text hides it."""
ROUNDING = 0.05
"""What colours lose by being written with three digits."""


class Ground(NamedTuple):
    """colour: None where it can't be known.  picture: the text stands on one."""

    colour: str | None
    picture: bool


def check_grounds(page: PagePainted, budget: Budget, findings: Findings) -> None:
    """Raises TooMuch."""
    runs = [run for run in page.runs if run.text.strip() and not run.hidden]
    outlines = Outlines(page.inks, budget)
    faint: dict[tuple[str, str, float], list[Run]] = {}
    on_picture, covered, struck = [], [], []
    for run in runs:
        near = outlines.near(run.box)
        if not near and run.colour.rgb is not None:
            _weigh(run, Ground(PAPER, False), faint)
            continue
        points = _points(run)
        before = [ink for ink in near if ink.order < run.order]
        grounds = {_ground(run, before, x, y, outlines) for x, y in points}
        if any(ground.picture for ground in grounds):
            on_picture.append(run)
        for ground in grounds:
            _weigh(run, ground, faint)
        if any(_covers(ink, run, points, outlines) for ink in near if ink.order > run.order):
            covered.append(run)
        elif run.turn == 0 and any(_strikes(ink, run, outlines) for ink in near):
            struck.append(run)
    for (colour, under, needed), those in faint.items():
        own, photocopied = contrast(colour, under), contrast(grey(colour), grey(under))
        how = "in grey " if photocopied < own - ROUNDING else ""
        findings.error(
            page.number,
            f"{counted(len(those), 'piece')} of text in {colour} on {under}, {how}with a contrast of "
            f"{min(own, photocopied):.1f} : 1, and {needed:g} : 1 is needed: {listed([r.text for r in those])}",
            "use a darker colour, or a lighter ground",
        )
    _tell(page, on_picture, "stands on a picture", findings)
    _tell(page, covered, "is painted over", findings)
    _tell(page, struck, "has a line through it", findings)
    _check_overlaps(page, runs, budget, findings)


def _tell(page: PagePainted, runs: list[Run], what: str, findings: Findings) -> None:
    if runs:
        findings.error(
            page.number, f"text {what}: {listed([r.text for r in runs])}", "it can't be read there"
        )


def _points(run: Run) -> list[tuple[float, float]]:
    """Along the middle of the small letters; of text that is not upright, along the middle of its box."""
    x0, y0, x1, y1 = run.box
    if run.turn == 0:
        y0 = y1 = run.y + MIDDLE * run.size
    elif run.turn in (90, 270):
        x0 = x1 = (x0 + x1) / 2
    else:
        y0 = y1 = (y0 + y1) / 2
    long = max(x1 - x0, y1 - y0)
    count = min(MOST_POINTS, max(2, math.ceil(long / max(run.size, 1.0))))
    parts = [(i + 0.5) / count for i in range(count)]
    return [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in parts]


def _ground(run: Run, before: list[Ink], x: float, y: float, outlines: Outlines) -> Ground:
    colour: str | None = PAPER
    picture = False
    for ink in before:
        if ink.kind == "stroke" or not outlines.contains(ink, x, y):
            continue
        if ink.mark == run.mark and ink.mark >= 0:
            picture = False
        elif ink.kind == "picture" or ink.drawing:
            picture = True
        elif ink.alpha >= 1:
            picture = False
        own = ink.colour.rgb
        if own is None:
            colour = None
        elif ink.alpha >= 1 or colour is not None:
            colour = own if ink.alpha >= 1 else mixed(str(colour), own, ink.alpha)
    return Ground(colour, picture)


def _weigh(run: Run, ground: Ground, faint: dict[tuple[str, str, float], list[Run]]) -> None:
    colour, under = run.colour.rgb, ground.colour
    if colour is None or under is None:
        return
    if run.alpha < 1:
        colour = mixed(under, colour, run.alpha)
    heavy = any(word in run.font.lower() for word in HEAVY)
    needed = LARGE_TEXT if run.size >= (LARGE_BOLD if heavy else LARGE) else TEXT
    least = needed - ROUNDING
    if contrast(colour, under) < least or contrast(grey(colour), grey(under)) < least:
        faint.setdefault((colour.lower(), under.lower(), needed), []).append(run)


def _covers(ink: Ink, run: Run, points: list[tuple[float, float]], outlines: Outlines) -> bool:
    if ink.kind == "stroke" or ink.alpha < COVERS:
        return False
    return any(outlines.contains(ink, x, y) for x, y in points)


def _strikes(ink: Ink, run: Run, outlines: Outlines) -> bool:
    """Whether a line that can be seen runs through the letters."""
    if ink.kind != "stroke" or ink.colour.rgb is None or contrast(ink.colour.rgb, PAPER) < FAINT:
        return False
    edge = TOUCH * run.size
    x0, _, x1, _ = run.box
    core = Box(x0 + edge, run.y + CORE[0] * run.size, x1 - edge, run.y + CORE[1] * run.size)
    return core[0] < core[2] and outlines.crosses(ink, core)


def _check_overlaps(page: PagePainted, runs: list[Run], budget: Budget, findings: Findings) -> None:
    rows = sorted(((_body(run), run) for run in runs), key=lambda row: row[0][1])
    found: list[str] = []
    for i, (box, run) in enumerate(rows):
        for j in range(i + 1, len(rows)):
            other, second = rows[j]
            if other[1] >= box[3]:
                break
            across, up = overlap(box, other)
            least = TOUCH * min(run.size, second.size)
            if across > least and up > least:
                found.append(f"{run.text.strip()} / {second.text.strip()}")
        budget.compared(j - i if i + 1 < len(rows) else 0)
    if found:
        findings.error(
            page.number, f"text stands on other text: {listed(found)}", "neither can be read there"
        )


def _body(run: Run) -> Box:
    if run.turn != 0:
        return run.box
    return Box(run.box[0], run.y + BODY[0] * run.size, run.box[2], run.y + BODY[1] * run.size)
