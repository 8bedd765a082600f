"""A drawing as a form XObject: its roles in the colours of an ink, its coordinates whole numbers on a grid.

A form is made from the drawing's text form, line by line, so a drawing out of a store is painted without
being parsed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import sha256

from psoas_pdf.drawing import Drawing
from psoas_pdf.pages import Ink
from psoas_pdf.paint.metadata import SCREEN, Separation
from psoas_pdf.paint.syntax import number, numbers, stream
from psoas_pdf.ready import ReadyStore

FORM_VERSION = 1
"""Goes up when a form of the same drawing and ink comes to other bytes."""

_OPERATORS = {"M": " m", "L": " l", "C": " c", "Z": "h"}
_ROUND = "1 J 1 j"
_MITRE = "4 M"
"""How far a corner may stand out: the limit of SVG, where drawings with corners come from."""


class MissingColour(ValueError):
    """A drawing has a role that the ink gives no colour."""


def form_key(drawing: Drawing, ink: Ink, separation: Separation = SCREEN) -> str:
    """The same for the same content in the same colours, in every run."""
    return sha256(f"{drawing.digest} {ink.key}{separation.key}".encode()).hexdigest()[:24]


def form(drawing: Drawing, ink: Ink, ready: ReadyStore | None, separation: Separation = SCREEN) -> bytes:
    """The stream object.  Raises MissingColour."""
    name = f"form-{form_key(drawing, ink, separation)}-{FORM_VERSION}"
    body = ready.get(name) if ready else None
    if body is None:
        body = _form(drawing, ink, separation)
        if ready:
            ready.put(name, body)
    return body


def alpha_name(alpha: float) -> str:
    return f"a{round(alpha * 1000)}"


def alpha_states(alphas: Iterable[float]) -> str:
    """The ExtGState dictionary for these opacities, '' when there are none."""
    rows = [f"/{alpha_name(a)}<</ca {number(a, 3)}/CA {number(a, 3)}>>" for a in sorted(alphas)]
    return f"<<{''.join(rows)}>>" if rows else ""


def _form(drawing: Drawing, ink: Ink, separation: Separation) -> bytes:
    operators = _Operators(10**drawing.digits, ink, separation)
    content = operators.drawing(drawing.text)
    states = alpha_states(operators.alphas)
    resources = f"/ExtGState{states}" if states else ""
    entries = (
        f"/Type/XObject/Subtype/Form/BBox[{numbers(drawing.box)}]/Resources<<{resources}>>/Filter/FlateDecode"
    )
    return stream(zlib.compress(content.encode("ascii")), entries.encode("ascii"))


class _Operators:
    """Lines of a drawing's text form (`drawing.to_text`) to operators."""

    def __init__(self, grid: int, ink: Ink, separation: Separation) -> None:
        self._grid, self._ink, self._separation = grid, ink, separation
        self._colours: dict[str, str] = {}
        self.alphas: set[float] = set()

    def drawing(self, text: str) -> str:
        scale = number(1 / self._grid, 6)
        out = [f"{scale} 0 0 {scale} 0 0 cm {_ROUND}"]
        inside = 0
        for line in text.splitlines()[1:]:
            if line[0] == "C":
                _, fill, count, path = line.split(" ", 3)
                inside = int(count)
                paint = f"{self._colour(fill)} {self._separation.fill}\n" if fill != "-" else ""
                out.append(f"q\n{paint}{_path(path)}\n{'W f' if paint else 'W n'}")
                if not inside:
                    out.append("Q")
                continue
            out.append(self._shape(line))
            if inside:
                inside -= 1
                if not inside:
                    out.append("Q")
        return "\n".join(out)

    def _shape(self, line: str) -> str:
        kind, fill, stroke, width, alpha, dash, path = line.split(" ", 6)
        out = []
        star, ends = "*" if kind[0] == "E" else "", kind[1:]
        alone = alpha != "1" or dash != "-" or ends != ""
        if alone:
            out.append("q")
        if alpha != "1":
            self.alphas.add(float(alpha))
            out.append(f"/{alpha_name(float(alpha))} gs")
        if fill != "-":
            out.append(f"{self._colour(fill)} {self._separation.fill}")
        if stroke != "-":
            colour = f"{self._colour(stroke)} {self._separation.stroke}"
            out.append(f"{colour} {number(float(width) * self._grid)} w")
        if ends:
            out.append(f"{ends[0]} J {ends[1]} j {_MITRE}")
        if dash != "-":
            out.append(f"[{' '.join([number(float(d) * self._grid) for d in dash.split(',')])}] 0 d")
        paint = f"B{star}" if fill != "-" and stroke != "-" else f"f{star}" if fill != "-" else "S"
        out += [_path(path), paint]
        if alone:
            out.append("Q")
        return "\n".join(out)

    def _colour(self, role: str) -> str:
        known = self._colours.get(role)
        if known is None:
            colour = self._ink.colours.get(role)
            if colour is None:
                raise MissingColour(f"the palette has no colour for {role!r}")
            known = self._colours[role] = self._separation.operands(colour)
        return known


def _path(text: str) -> str:
    """'M0 0 L5 0 Z' to '0 0 m', '5 0 l', 'h', each on a line."""
    for letter in _OPERATORS:
        text = text.replace(f" {letter}", f"\n{letter}")
    return "\n".join([segment[1:] + _OPERATORS[segment[0]] for segment in text.split("\n")])
