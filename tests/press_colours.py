"""Colours in a finished PDF: every operator that sets one, in pages and forms, and the colour of each run of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from inspector import opened
from marked_content import MarkedPage

Numbers = tuple[float, ...]
SETTING = frozenset(("g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"))


class Setting(NamedTuple):
    """An operator that sets a colour, with its numbers."""

    operator: str
    numbers: Numbers


class Said(NamedTuple):
    """A run of text and what it is filled with."""

    text: str
    fill: Setting


class Line(NamedTuple):
    """A stroke: width in points on the page."""

    width: float
    inks: Numbers


def settings(data: bytes) -> set[Setting]:
    """All that sets a colour anywhere in a file."""
    with opened(data) as pdf:
        return {
            Setting(op, tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name)))
            for page in pdf.pages
            for op, operands, _ in _walked(page, page.obj.Resources, 1.0)
            if op in SETTING
        }


def said(data: bytes) -> list[Said]:
    """Every run of text of the pages in the order in which it is painted."""
    out = []
    with opened(data) as pdf:
        for number, page in enumerate(pdf.pages):
            runs = iter(MarkedPage(number, page).runs)
            saved: list[Setting] = []
            fill = Setting("g", (0.0,))
            for operands, operator in pikepdf.parse_content_stream(page):
                op = str(operator)
                if op in ("g", "rg", "k"):
                    fill = Setting(op, tuple(map(float, operands)))  # type: ignore[arg-type]
                elif op == "q":
                    saved.append(fill)
                elif op == "Q":
                    fill = saved.pop()
                elif op in ("Tj", "TJ"):
                    out.append(Said(next(runs).text, fill))
    return out


def lines(data: bytes) -> list[float]:
    """Widths of all strokes as they stand on the page, in points."""
    out = []
    with opened(data) as pdf:
        for page in pdf.pages:
            width, saved = 1.0, []
            for op, operands, scale in _walked(page, page.obj.Resources, 1.0):
                if op == "w":
                    width = float(operands[0]) * scale
                elif op == "q":
                    saved.append(width)
                elif op == "Q":
                    width = saved.pop()
                elif op in ("S", "B"):
                    out.append(width)
    return out


def _walked(stream: Any, resources: Any, scale: float) -> Iterator[tuple[str, Any, float]]:
    """Operators of a stream and of the forms in it, each with the scale that holds there."""
    saved = []
    for operands, operator in pikepdf.parse_content_stream(stream):
        op = str(operator)
        if op == "q":
            saved.append(scale)
        elif op == "Q":
            scale = saved.pop()
        elif op == "cm":
            a, b, c, d = (float(v) for v in operands[:4])  # type: ignore[arg-type]
            scale *= abs(a * d - b * c) ** 0.5
        elif op == "Do" and resources.XObject[operands[0]].Subtype == pikepdf.Name.Form:
            form = resources.XObject[operands[0]]
            yield "q", (), scale
            yield from _walked(form, form.get("/Resources"), scale)
            yield "Q", (), scale
        yield op, operands, scale
