"""QR codes that are painted as areas: whether a telephone can read them.

They are known by what is painted, whatever their words say: squares on a grid, with the finder pattern of ISO/IEC
18004 in three of its four corners.  Codes in photographs and scans are pictures like others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psoas_pdf.colours import contrast
from psoas_pdf.geometry import Box
from psoas_pdf.units import MM
from psoas_pdf.verify.edges import distances, is_seen
from psoas_pdf.verify.findings import Findings, counted, listed
from psoas_pdf.verify.painted import Ink, PagePainted, meets, united

LEAST_MODULE = 0.4 * MM
QUIET = 4
"""Modules that stay white on each side (ISO/IEC 18004, 9.1)."""
LEAST_CONTRAST = 4.5
"""Of dark squares to paper: cameras see less than eyes, and photocopies are paler."""
SLACK = 0.01
"""Of a module: numbers in files are rounded."""
ON_GRID = 0.1
"""Of a module, by which squares may miss their grid."""
FEWEST_AREAS = 20
SIZES = range(21, 178, 4)
"""Modules on a side, of versions 1 to 40."""
FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")
PAPER = "#ffffff"


def check_codes(page: PagePainted, findings: Findings) -> None:
    small: list[float] = []
    pale: list[str] = []
    crowded: list[str] = []
    cut = 0
    for inks in _groups(page):
        box, count = _code(inks)
        if not count:
            continue
        module = box.width / count
        if module < LEAST_MODULE * (1 - SLACK):
            small.append(module / MM)
        pale += [str(i.colour.rgb) for i in inks if i.colour.rgb and _contrast(i) < LEAST_CONTRAST]
        seen = inks[0].box
        for ink in inks[1:]:
            seen = united(seen, ink.box)
        quiet = (QUIET - SLACK * QUIET) * module
        room = Box(box.x0 - quiet, box.y0 - quiet, box.x1 + quiet, box.y1 + quiet)
        cut += min(distances(box, seen)) < -SLACK * module or min(distances(room, page.sheet)) < 0
        own = {ink.order for ink in inks}
        crowded += [run.text for run in page.runs if run.text.strip() and meets(run.box, room)]
        crowded += [
            "a picture" if ink.kind == "picture" else "a line or area"
            for ink in page.inks
            if ink.order not in own and is_seen(ink) and meets(ink.box, room)
        ]
    if small:
        told = f"{counted(len(small), 'QR code')} with squares of {min(small):.2f} mm, and phones need 0.4 mm"
        findings.error(page.number, told, "make it larger, or its link shorter")
    if pale:
        told = f"a QR code in {listed(pale)}: phones need dark squares on white"
        findings.error(page.number, told, "print it in black")
    if cut:
        told = f"{counted(cut, 'QR code')} cut off, or without white round it at the edge of the page"
        findings.error(page.number, told, "leave four of its squares white on each side")
    if crowded:
        told = f"something stands in the white round a QR code: {listed(crowded)}"
        findings.error(page.number, told, "leave four of its squares white on each side")


def _groups(page: PagePainted) -> Iterator[Sequence[Ink]]:
    """Areas that could be the dark squares of one code: all of one mark, without a curve."""
    marked: dict[int, list[Ink]] = {}
    for ink in page.inks:
        if ink.kind == "fill" and ink.mark >= 0 and is_seen(ink):
            marked.setdefault(ink.mark, []).append(ink)
    for inks in marked.values():
        parts = [segment[0] for ink in inks for segment in ink.path]
        if parts.count("M") >= FEWEST_AREAS and "C" not in parts:
            yield inks


def _code(inks: Sequence[Ink]) -> tuple[Box, int]:
    """The square of dark modules and how many stand on a side; 0 for what is no QR code."""
    areas = [area for ink in inks for area in _areas(ink)]
    box = areas[0]
    for area in areas[1:]:
        box = united(box, area)
    step = min(min(area.width, area.height) for area in areas)
    if step <= 0 or abs(box.width - box.height) > step / 2:
        return box, 0
    count = round(box.width / step)
    painted = sum(area.width * area.height for area in areas)
    if count not in SIZES or painted > box.width * box.height:
        return box, 0
    step = box.width / count
    dark: set[tuple[int, int]] = set()
    for area in areas:
        x0, y0, x1, y1 = ((v - low) / step for v, low in zip(area, (box.x0, box.y0) * 2, strict=True))
        if max(abs(v - round(v)) for v in (x0, y0, x1, y1)) > ON_GRID:
            return box, 0
        dark |= {(x, y) for x in range(round(x0), round(x1)) for y in range(round(y0), round(y1))}
    last = count - len(FINDER)
    found = [_is_finder(dark, x, y) for x in (0, last) for y in (0, last)]
    return box, count if sum(found) == 3 else 0


def _areas(ink: Ink) -> Iterator[Box]:
    """The box of each part of its path; of a rectangle that is the rectangle."""
    dx, dy = ink.shift
    points: list[tuple[float, float]] = []
    for segment in (*ink.path, ("M",)):
        if segment[0] == "M" and points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            yield Box(min(xs) + dx, min(ys) + dy, max(xs) + dx, max(ys) + dy)
            points = []
        if len(segment) == 3:
            points.append((float(segment[1]), float(segment[2])))


def _is_finder(dark: set[tuple[int, int]], x: int, y: int) -> bool:
    return all(
        ((x + i, y + j) in dark) == (value == "1")
        for j, row in enumerate(FINDER)
        for i, value in enumerate(row)
    )


def _contrast(ink: Ink) -> float:
    return contrast(str(ink.colour.rgb), PAPER)
