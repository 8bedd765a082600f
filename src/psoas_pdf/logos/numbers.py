"""Numbers, lengths and transforms as SVG 1.1 writes them, strictly and with limits.

Sources: SVG 1.1 (second edition), sections 4.2 (basic data types), 7.6 (transform) and 8.3 (path data).
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from psoas_pdf.geometry import Path, transformed

LARGEST = 1e6
"""Of a coordinate: more is a mistake, and would be lost on the grid of a drawing."""
PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_BETWEEN = re.compile(r"[\s,]*", re.ASCII)
_CALL = re.compile(r"\s*,?\s*([a-zA-Z]+)\s*\(([^()]*)\)", re.ASCII)


class BadSvg(ValueError):
    """What of an SVG can't be drawn, with a hint."""

    def __init__(self, message: str, hint: str = "save it again as plain SVG") -> None:
        super().__init__(message)
        self.hint = hint


class Matrix(NamedTuple):
    """(x, y) to (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Matrix) -> Matrix:
        """First the inner one, then this."""
        a, b, c, d, e, f = inner
        return Matrix(
            self.a * a + self.c * b,
            self.b * a + self.d * b,
            self.a * c + self.c * d,
            self.b * c + self.d * d,
            self.a * e + self.c * f + self.e,
            self.b * e + self.d * f + self.f,
        )

    @property
    def scale(self) -> float:
        """By which lengths grow, on average over the directions."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    def of(self, path: Path) -> Path:
        return transformed(path, *self)


def one(text: str, what: str) -> float:
    """A number.  Raises BadSvg, as all here."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        raise _no_number(text, what)
    return _checked(found[0], what)


def length(text: str, what: str, of: float = 0.0) -> float:
    """A number with or without a unit, in pixels; a percentage of `of`."""
    text = text.strip()
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz%")
    unit = text[len(number) :]
    if unit == "%" and of:
        return one(number, what) * of / 100
    if unit not in PIXELS:
        raise BadSvg(f"{what}: the unit {unit[:8]!r} has no size here", "write it without a unit")
    return one(number, what) * PIXELS[unit]


def many(text: str, what: str) -> list[float]:
    """Numbers with spaces, commas, or nothing but a sign between them."""
    out, at = [], _skip(text, 0)
    while at < len(text):
        found = _NUMBER.match(text, at)
        if not found:
            raise _no_number(text[at:], what)
        out.append(_checked(found[0], what))
        at = _skip(text, found.end())
    return out


def _skip(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _checked(text: str, what: str) -> float:
    number = float(text)
    if abs(number) > LARGEST:
        raise BadSvg(f"{what}: the number {text[:20]} is too large", f"numbers go up to {LARGEST:.0f}")
    return number


def _no_number(text: str, what: str) -> BadSvg:
    return BadSvg(f"{what}: {text[:20]!r} is no number")


def transform(text: str) -> Matrix:
    """A list of transforms; the last is done first."""
    out, at = Matrix(), 0
    text = text.strip()
    while at < len(text):
        found = _CALL.match(text, at)
        if not found:
            raise BadSvg(f"transform: {text[at : at + 20]!r} is none")
        out @= _one_transform(found[1], many(found[2], "transform"))
        at = found.end()
        at += len(text[at:]) - len(text[at:].lstrip())
    return out


def _one_transform(name: str, n: list[float]) -> Matrix:
    match name, len(n):
        case "matrix", 6:
            return Matrix(*n)
        case "translate", 1 | 2:
            return Matrix(e=n[0], f=n[1] if len(n) > 1 else 0.0)
        case "scale", 1 | 2:
            return Matrix(a=n[0], d=n[-1])
        case "rotate", 1 | 3:
            cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            turn = Matrix(cos, sin, -sin, cos)
            return turn if len(n) == 1 else Matrix(e=n[1], f=n[2]) @ turn @ Matrix(e=-n[1], f=-n[2])
        case "skewX", 1:
            return Matrix(c=math.tan(math.radians(n[0])))
        case "skewY", 1:
            return Matrix(b=math.tan(math.radians(n[0])))
    raise BadSvg(f"transform: there is no {name[:20]} of {len(n)} numbers")
