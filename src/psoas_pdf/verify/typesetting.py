"""Sizes of type, letters that are missing, words that nobody can read aloud, words that are cut off."""

from __future__ import annotations

from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.fonts import UNKNOWN
from psoas_pdf.verify.painted import PagePainted, Run, meets

ROUNDING = 0.05
"""Points: sizes are written with two digits."""
WHOLE = 0.98
"""Share of a run that has to be seen: letters never fill their box."""
OUTSIDE = 1.0
"""Points that a box may be over the page's edge."""


def check_typesetting(page: PagePainted, floor: float, findings: Findings) -> None:
    """floor: smallest size in points."""
    runs = [run for run in page.runs if run.text.strip()]
    small = [run for run in runs if run.size < floor - ROUNDING and meets(run.box, page.sheet)]
    if small:
        least = min(small, key=lambda run: run.size)
        findings.error(
            page.number,
            f"{counted(len(small), 'piece')} of text under {floor:g} pt: the smallest is {least.size:.3g} pt, "
            f"{listed([least.text])}",
            "print it in a theme with larger type",
        )
    _tell(
        page,
        [r for r in runs if r.missing],
        "shows the box of a missing letter",
        "use a font that has it",
        findings,
    )
    unspoken = [r for r in runs if any(_unspoken(char) for char in r.text)]
    _tell(page, unspoken, "has letters without a meaning: nobody can search them or hear them", "", findings)
    hidden = [r for r in runs if r.hidden]
    if hidden:
        findings.warning(page.number, f"text that nobody sees: {listed([r.text for r in hidden])}")
    cut = [r for r in runs if r.shown < WHOLE or not _inside(r, page)]
    _tell(page, cut, "is cut off", "shorten it", findings)


def _tell(page: PagePainted, runs: list[Run], what: str, hint: str, findings: Findings) -> None:
    if runs:
        findings.error(page.number, f"text {what}: {listed([r.text for r in runs])}", hint)


def _inside(run: Run, page: PagePainted) -> bool:
    inner, outer = run.box, page.crop
    return (
        inner[0] > outer[0] - OUTSIDE
        and inner[1] > outer[1] - OUTSIDE
        and inner[2] < outer[2] + OUTSIDE
        and inner[3] < outer[3] + OUTSIDE
    )


def _unspoken(char: str) -> bool:
    """The sign for an unknown letter, nothing at all, and the private use areas."""
    return char == UNKNOWN or char == "\0" or 0xE000 <= ord(char) <= 0xF8FF or ord(char) >= 0xF0000
