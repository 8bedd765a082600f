"""Drawings as SVG 1.1: one path a shape, clips by reference, colours from an ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from psoas_pdf.drawing import Clip, Drawing, Shape
from psoas_pdf.geometry import Path
from psoas_pdf.pages import Ink

MM_PER_CM = 0.8
"""A body of 172 cm is drawn 138 mm high."""


def svg(drawings: Sequence[tuple[Drawing, str]], ink: Ink, title: str, gap: float) -> str:
    """The drawings (each with its words for who can't see it) side by side on one floor, y = 0.

    gap: between two, in the drawings' unit.  The file is `MM_PER_CM` millimetres for each of it.
    """
    top = max(drawing.box.y1 for drawing, _ in drawings)
    bottom = min(drawing.box.y0 for drawing, _ in drawings)
    width = sum(drawing.box.width for drawing, _ in drawings) + gap * (len(drawings) - 1)
    height = top - bottom
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * MM_PER_CM:.1f}mm" '
        f'height="{height * MM_PER_CM:.1f}mm" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<title>{escape(title)}</title>",
    ]
    x = 0.0
    for number, (drawing, alt) in enumerate(drawings, 1):
        out.append(
            f'<g role="img" aria-label={quoteattr(alt)} '
            f'transform="matrix(1 0 0 -1 {x - drawing.box.x0:g} {top:g})">'
        )
        out += _marks(drawing, ink, number)
        out.append("</g>")
        x += drawing.box.width + gap
    return "\n".join([*out, "</svg>", ""])


def _marks(drawing: Drawing, ink: Ink, number: int) -> Iterator[str]:
    for index, mark in enumerate(drawing.marks):
        if not isinstance(mark, Clip):
            yield _shape(mark, ink)
            continue
        name = f"c{number}-{index}"
        path = f'<path id="{name}p" d="{_data(mark.path)}"/>'
        yield f'<clipPath id="{name}">{path}</clipPath>'
        if mark.fill:
            yield f'<use href="#{name}p" fill="{ink.colours[mark.fill]}"/>'
        yield f'<g clip-path="url(#{name})">'
        yield from (_shape(shape, ink) for shape in mark.shapes)
        yield "</g>"


def _shape(shape: Shape, ink: Ink) -> str:
    out = [f'<path d="{_data(shape.path)}" fill="{ink.colours[shape.fill] if shape.fill else "none"}"']
    if shape.even_odd:
        out.append('fill-rule="evenodd"')
    if shape.stroke:
        out.append(f'stroke="{ink.colours[shape.stroke]}" stroke-width="{shape.width:g}"')
        cap, join = ("butt", "round", "square")[shape.cap], ("miter", "round", "bevel")[shape.join]
        out.append(f'stroke-linecap="{cap}" stroke-linejoin="{join}"')
        if shape.dash:
            out.append(f'stroke-dasharray="{" ".join(f"{d:g}" for d in shape.dash)}"')
    if shape.alpha < 1:
        out.append(f'opacity="{shape.alpha:g}"')
    return " ".join(out) + "/>"


def _data(path: Path) -> str:
    return "".join(f"{s[0]}{' '.join(f'{float(v):g}' for v in s[1:])}" for s in path)
