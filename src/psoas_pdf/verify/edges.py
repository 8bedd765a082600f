"""Page boxes and paper, and how near to the edge of the paper, or to the cut, something is painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.units import MM
from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.outlines import reach
from psoas_pdf.verify.painted import Ink, PagePainted, Run, meets

LEAST_EDGE = 6.35 * MM
"""What every office printer reaches."""
GOOD_EDGE = 10 * MM
LEAST_INSIDE = 3 * MM
"""Of words and pictures inside a cut: cutters drift by up to 1.6 mm."""
SLACK = 0.05 * MM
LINE = 0.3 * MM
"""Half of a thick line: margins are measured to the middle of a frame."""
SAME_SIZE = 0.5 * MM
WHITE = "#ffffff"
SIDES = ("left", "lower", "right", "upper")


class Paper(NamedTuple):
    """A sheet that can be bought, in points, upright."""

    name: str
    width: float
    height: float


def check_boxes(pages: Sequence[PagePainted], papers: Iterable[Paper], findings: Findings) -> None:
    for page in pages:
        bleed = page.bleed or page.trim
        if page.trim and not _holds(page.media, page.trim):
            findings.error(page.number, "the trim box reaches over the page", "make the file again")
        if page.bleed and not (
            _holds(page.media, page.bleed) and (not page.trim or _holds(page.bleed, page.trim))
        ):
            findings.error(
                page.number, "the bleed box isn't between the trim box and the page", "make the file again"
            )
        if bleed and not _holds(page.crop, bleed):
            findings.error(page.number, "the crop box cuts off what is printed", "make the file again")
    first = pages[0]
    for page in pages[1:]:
        if not _same(_size(page), _size(first)):
            findings.warning(
                page.number, f"the page is {_told(page)}, and page {first.number} is {_told(first)}"
            )
    known = list(papers)
    if known and not any(_same(_size(first), (p.width, p.height)) for p in known):
        findings.warning(
            first.number,
            f"the page is {_told(first)}: no paper of that size is known",
            "see `psoas-pdf list stocks`",
        )


class Edges:
    """What is nearest to each edge of the pages of a file."""

    def __init__(self) -> None:
        self._nearest: dict[int, tuple[float, str, int]] = {}
        self._pages: dict[int, set[int]] = {}

    def add(self, page: PagePainted) -> None:
        if page.bleed and page.trim and page.bleed != page.trim:
            return  # what is cut off may be printed on; see `press`
        runs = [run for run in page.runs if run.text.strip() and not run.hidden]
        things = [(run.box, f"text {listed([run.text])}") for run in runs]
        things += [(_reach(ink, page), _named(ink)) for ink in page.inks if is_seen(ink)]
        for box, what in things:
            if not meets(box, page.sheet) and (box[2] - box[0]) * (box[3] - box[1]) > 0:
                continue
            for side, distance in enumerate(distances(box, page.sheet)):
                if distance < GOOD_EDGE - LINE:
                    self._pages.setdefault(side, set()).add(page.number)
                    if distance < self._nearest.get(side, (GOOD_EDGE, "", 0))[0] - SLACK:
                        self._nearest[side] = distance, what, page.number

    def tell(self, cut: bool, single: bool, findings: Findings) -> None:
        """cut: sheets that are cut, folded or measured by: they may use all that printers reach.
        single: of one card each, which only a shop that cuts can print; `check_cells` holds them.
        """
        if single:
            return
        for side, (distance, what, page) in sorted(self._nearest.items()):
            more = len(self._pages[side]) - 1
            also = f" ({counted(more, 'more page')} with something near it)" if more else ""
            told = f"{what} is {max(distance, 0) / MM:.1f} mm from the {SIDES[side]} edge{also}"
            if distance < LEAST_EDGE - SLACK:
                findings.error(
                    page, f"{told}: printers leave out what is nearer than 6.35 mm", "widen the margins"
                )
            elif not cut:
                findings.warning(page, f"{told}, and some printers leave out what is nearer than 10 mm")


def check_cells(page: PagePainted, cells: Sequence[Box], findings: Findings) -> None:
    """Words and pictures of cards against the cuts.  cells: on the sheet, which in a press edition is the trim."""
    left, low = page.trim[:2] if page.trim else (0.0, 0.0)
    cells = [Box(c[0] + left, c[1] + low, c[2] + left, c[3] + low) for c in cells]
    tagged = [(run.box, listed([run.text])) for run in page.runs if _belongs(page, run) and run.text.strip()]
    tagged += [(ink.box, "a picture") for ink in page.inks if _belongs(page, ink) and is_seen(ink)]
    wrong = []
    for box, what in tagged:
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        own = [c for c in cells if c[0] <= middle[0] <= c[2] and c[1] <= middle[1] <= c[3]]
        if not own or min(distances(box, own[0])) < LEAST_INSIDE - SLACK:
            wrong.append(what)
    if wrong:
        findings.error(
            page.number,
            f"{', '.join(dict.fromkeys(wrong[:3]))}: less than 3 mm inside the cut of a card, or outside of all cards",
            "keep more room inside the cut",
        )


def is_seen(ink: Ink) -> bool:
    """White on paper is no ink; nor is what has no size."""
    return ink.colour.rgb != WHITE and ink.alpha > 0


def distances(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def _reach(ink: Ink, page: PagePainted) -> Box:
    """The handles of curves count only where they could matter."""
    return reach(ink) if min(distances(ink.box, page.sheet)) < GOOD_EDGE else ink.box


def _named(ink: Ink) -> str:
    return {"fill": "an area", "stroke": "a line", "picture": "a picture"}.get(ink.kind, "a shade")


def _belongs(page: PagePainted, thing: Run | Ink) -> bool:
    return thing.mark >= 0 and page.marks[thing.mark].key is not None


def _holds(outer: Box, inner: Box) -> bool:
    return min(distances(inner, outer)) > -SLACK


def _size(page: PagePainted) -> tuple[float, float]:
    sheet = page.sheet
    return sheet.width, sheet.height


def _same(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Upright or across."""
    return all(abs(p - q) <= SAME_SIZE for p, q in zip(sorted(a), sorted(b), strict=True))


def _told(page: PagePainted) -> str:
    width, height = _size(page)
    return f"{width / MM:.1f} × {height / MM:.1f} mm"
