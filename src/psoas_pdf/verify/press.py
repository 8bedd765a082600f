"""What a print shop needs of a file, and of colours in any file."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.units import MM
from psoas_pdf.verify.contents import About
from psoas_pdf.verify.edges import SLACK, distances, is_seen
from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.painted import PagePainted, Run, meets
from psoas_pdf.verify.shades import CMYK, GREY, RGB

LEAST_RULE = 0.25
"""Points: thinner lines come and go on a press."""
RULE_SLACK = 0.005
LEAST_INSIDE = 3 * MM
"""Of words inside the cut: cutters drift by up to 1.6 mm."""
PRESS_INTENT = "GTS_PDFX"
NEUTRAL = 0.2
"""By how much cyan, magenta and yellow may differ in a colour that stands for black or a grey."""
INKS = {1: "grey", 3: "RGB", 4: "CMYK"}
ALLOWED = {1: {GREY}, 3: {RGB, GREY}, 4: {CMYK, GREY}}


def is_for_press(about: About) -> bool:
    return about.imprint.get("edition") == "print" or any(i.kind == PRESS_INTENT for i in about.intents)


def check_intents(about: About, pages: Sequence[PagePainted], findings: Findings) -> None:
    """The colours of pages against the profile that says what they mean."""
    if not about.intents:
        findings.error(0, "the file doesn't say what its colours mean (OutputIntent)", "make the file again")
        return
    profiles = {intent.profile for intent in about.intents}
    if len(profiles) > 1:
        findings.error(0, "output intents with different profiles", "make the file again")
    parts = about.intents[0].parts
    if parts not in ALLOWED:
        findings.error(0, "the output intent has no profile", "make the file again")
        return
    if is_for_press(about) and parts == 3:
        findings.error(0, "a file for a press with an RGB profile", "give the shop's profile with --icc")
    for page in pages:
        wrong = sorted((page.spaces & {GREY, RGB, CMYK}) - ALLOWED[parts])
        if wrong:
            findings.error(
                page.number,
                f"{', '.join(wrong)} is used, and the output intent is {INKS[parts]}",
                "make the file again",
            )


def check_press(page: PagePainted, findings: Findings) -> None:
    if RGB in page.spaces:
        findings.error(page.number, "RGB colours in a file for a press", "build it with --edition print")
    if page.annotations:
        findings.error(
            page.number, f"{counted(len(page.annotations), 'link')} in a file for a press", "leave them out"
        )
    rich = [run.text for run in page.runs if _rich(run) and run.text.strip()]
    if rich:
        findings.error(
            page.number, f"black text is made of several inks: {listed(rich)}", "print it in black alone (K)"
        )
    if page.trim is None:
        findings.error(
            page.number, "the page doesn't say where it is cut (TrimBox)", "build it with --edition print"
        )


def check_rules(page: PagePainted, press: bool, findings: Findings) -> None:
    """Lines of the page itself anywhere; those in drawings, which grow and shrink with them, only on a press."""
    thin = [i for i in page.inks if i.kind == "stroke" and is_seen(i) and i.width < LEAST_RULE - RULE_SLACK]
    for drawn in (False, True):
        widths = [ink.width for ink in thin if bool(ink.drawing) is drawn]
        if not widths or (drawn and not press):
            continue
        tell = findings.error if press and not drawn else findings.warning
        where = " in pictures" if drawn else ""
        count = counted(len(widths), "line")
        told = f"{count}{where} thinner than {LEAST_RULE:g} pt: the thinnest is {min(widths):.2g} pt"
        tell(page.number, told, "thin lines come and go in print")


def check_bleed(page: PagePainted, findings: Findings) -> None:
    """Around the cut: marks beyond the bleed, colour that reaches the cut goes on to the bleed, words keep clear."""
    trim, bleed = page.trim, page.bleed or page.trim
    if trim is None or bleed is None or trim == page.media:
        return
    crossing, short, loose = 0, 0, 0
    for ink in page.inks:
        if not is_seen(ink):
            continue
        inside = min(distances(ink.box, bleed)) >= -SLACK
        if meets(ink.box, bleed) and not inside:
            crossing += 1
        elif inside and not meets(ink.box, trim):
            loose += 1
        elif inside and bleed != trim:
            to_cut, to_bleed = distances(ink.box, trim), distances(ink.box, bleed)
            short += any(c < SLACK and b > SLACK for c, b in zip(to_cut, to_bleed, strict=True))
    if crossing:
        told = (
            f"{counted(crossing, 'mark or area reaches', 'marks or areas reach')} over the edge of the bleed"
        )
        findings.error(page.number, told, "keep marks outside of it")
    if loose:
        told = f"{counted(loose, 'thing')} in the bleed that the page has no part in"
        findings.error(page.number, told, "keep marks outside of the bleed")
    if short:
        told = f"{counted(short, 'area ends', 'areas end')} at the cut: a white edge shows"
        findings.error(page.number, told, "paint to the edge of the bleed")
    near = [r.text for r in page.runs if r.text.strip() and meets(r.box, trim) and _near(r, page)]
    if near:
        findings.error(page.number, f"text less than 3 mm inside the cut: {listed(near)}", "cutters drift")


def _near(run: Run, page: PagePainted) -> bool:
    return page.trim is not None and min(distances(run.box, page.trim)) < LEAST_INSIDE - SLACK


def _rich(run: Run) -> bool:
    """Black or a grey that is mixed of all inks."""
    if run.colour.space != CMYK or len(run.colour.parts) != 4:
        return False
    *colours, black = run.colour.parts
    return (
        max(colours) > 0.01 and max(colours) - min(colours) < NEUTRAL and (black > 0.3 or min(colours) > 0.5)
    )
