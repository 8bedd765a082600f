"""QR codes: squares for a telephone's camera, and beside them the address, for everybody else."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from psoas_pdf.document import Code
from psoas_pdf.geometry import Path, rectangle
from psoas_pdf.layout.board import Board, leaf
from psoas_pdf.layout.type import Type
from psoas_pdf.links import SCHEME
from psoas_pdf.markup import plain
from psoas_pdf.pages import Link, Node, TextRun
from psoas_pdf.source import short
from psoas_pdf.units import MM, length_words

QUIET = 4
"""Modules that stay white on each side (ISO/IEC 18004)."""
BREAKS = "/-"
"""After these an address may go on, on the next line: a reader's ear and a copied text join it again."""


def draw_code(
    board: Board, item: Code, x: float, y: float, width: float, size: float, style: str
) -> tuple[float, list[Node]]:
    """The code with its quiet zone in a square of that size, and the address beside it, or, where a part of it is too
    wide for that, under it; returns the y under both.

    A link whose modules would be too small to read is an error where it is written.
    """
    type_ = board.type
    if least_size(item, type_) > size:
        module = size / (len(modules(item.link)) + 2 * QUIET)
        least = type_.length("least-module")
        type_.problems.error(
            item.link.place,
            f"the link is too long for a QR code of {length_words(size)}: its squares would be {module / MM:.2f} mm, "
            f"and phones need {least / MM:g} mm",
            "use a shorter link",
        )
        return y, []
    figure = leaf("Figure", alt=item.alt)
    board.shape(_path(item.link, x, y, size), fill="cut", mark=figure)
    gap = type_.length("list-gap")
    room = width - size - gap
    if max(type_.width(part, style) for part in _parts(item.address)) <= room:
        top = y + QUIET * size / (len(modules(item.link)) + 2 * QUIET)
        under, words = _told(board, item, x + size + gap, top, room, style)
    else:
        under, words = _told(board, item, x, y + size, width, style)
    return max(y + size, under), [figure, words]


def least_size(item: Code, type_: Type) -> float:
    """Of the square in which a telephone can read it, quiet zone and all; in points."""
    return (len(modules(item.link)) + 2 * QUIET) * type_.length("least-module")


@lru_cache(400)
def modules(link: str) -> tuple[bytes, ...]:
    """The code's rows without its quiet zone, 1 for dark: byte mode, level M, the smallest version that holds it."""
    import segno

    return tuple(map(bytes, segno.make_qr(link, error="m", boost_error=False).matrix))


def _path(link: str, x: float, y: float, size: float) -> Path:
    """Dark modules in as few rectangles as runs along rows, those under each other as one, make."""
    rows = modules(link)
    step = size / (len(rows) + 2 * QUIET)
    left, top = x + QUIET * step, y + QUIET * step
    open_: dict[tuple[int, int], int] = {}
    path: Path = ()
    for number, row in enumerate((*rows, bytes(len(rows)))):
        runs = _runs(row)
        for (start, end), since in list(open_.items()):
            if (start, end) not in runs:
                del open_[start, end]
                path += rectangle(
                    left + start * step, top + since * step, left + end * step, top + number * step
                )
        for run in runs:
            open_.setdefault(run, number)
    return path


def _runs(row: bytes) -> list[tuple[int, int]]:
    out, start = [], None
    for i, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = i
        elif not dark and start is not None:
            out.append((start, i))
            start = None
    return out


def _told(board: Board, item: Code, x: float, y: float, width: float, style: str) -> tuple[float, Node]:
    """What the code is for, and the address."""
    type_, label, link = board.type, leaf("Span"), leaf("Link")
    s = type_.style(style)
    y = board.set(type_.lines("", style, width, lead=item.label), style, x, y, width, label)
    said = board.items[-1]
    if isinstance(said, TextRun):
        board.items[-1] = replace(said, text=said.text + " ")
    top, right = y, x
    for line in _broken(item, width, style, type_):
        right = max(right, x + board.word(line, style, x, y, link))
        y += s.leading
    # In capitals a code is smaller, but what opens a file may know the scheme in small letters only.
    target = SCHEME + item.link[len(SCHEME) :]
    board.links.append(Link((x, -y, right, -top), target, plain(item.alt), link))
    return y, Node("P", (label, link))


def _parts(address: str) -> list[str]:
    """The address in the parts that stay on one line."""
    parts = [""]
    for char in address:
        parts[-1] += char
        if char in BREAKS:
            parts.append("")
    return [part for part in parts if part]


def _broken(item: Code, width: float, style: str, type_: Type) -> list[str]:
    """The address in lines, broken where a reader can see that it goes on."""
    lines = [""]
    for part in _parts(item.address):
        if lines[-1] and type_.width(lines[-1] + part, style) > width:
            lines.append("")
        lines[-1] += part
        if type_.width(part, style) > width:
            type_.problems.error(
                item.link.place,
                f"the part {short(part)} of the link is wider than its room at the QR code ({width / MM:.0f} mm)",
                "use a shorter link",
            )
    return lines
