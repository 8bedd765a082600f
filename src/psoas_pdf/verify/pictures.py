"""Whether pictures have enough pixels for the size that they are printed in."""

from __future__ import annotations

from psoas_pdf.verify.findings import Findings
from psoas_pdf.verify.painted import PagePainted

LEAST_PPI, GOOD_PPI = 150, 300
"""Below the first a photograph is blurred at arm's length; the second is what print shops ask for."""
GOOD_LINE_PPI = 600
"""Of a picture in black and white alone, whose edges show as steps."""


def check_pictures(page: PagePainted, findings: Findings) -> None:
    for ink in page.inks:
        across, up = ink.extent
        if ink.kind != "picture" or not across or not up:
            continue
        ppi = min(ink.pixels[0] / (across / 72), ink.pixels[1] / (up / 72))
        good = GOOD_LINE_PPI if ink.pixels[2] == 1 else GOOD_PPI
        told = (
            f"a picture of {ink.pixels[0]} × {ink.pixels[1]} pixels has {ppi:.0f} pixels an inch at its size"
        )
        if ppi < LEAST_PPI:
            findings.error(page.number, f"{told}, and needs {LEAST_PPI}", "use a larger picture")
        elif ppi < good:
            findings.warning(page.number, f"{told}; {good} look sharp in print", "use a larger picture")
