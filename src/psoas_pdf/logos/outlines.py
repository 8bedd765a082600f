"""Path data and basic shapes of SVG 1.1 as paths of lines and cubics (sections 8.3, 9, and F.6 for arcs)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping

from psoas_pdf.geometry import KAPPA, Path, Segment, line, polygon
from psoas_pdf.logos.numbers import BadSvg, length, many

_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)", re.ASCII)
_ARC_NUMBER = re.compile(r"[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)", re.ASCII)
_ARC_FLAG = re.compile(r"[\s,]*([01])", re.ASCII)
COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_Get = Callable[..., float]
MOST_SEGMENTS = 50_000
"""Of one path: a logo that has more is a traced photograph."""


def path_data(text: str) -> Path:
    """Raises BadSvg for what is no path data."""
    return tuple(_Pen(text).segments())


class _Pen:
    """Where the pen is, and the last handle, which smooth curves mirror."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.x = self.y = self.x0 = self.y0 = 0.0
        self.cubic: tuple[float, float] | None = None
        self.quadratic: tuple[float, float] | None = None

    def segments(self) -> Iterator[Segment]:
        at = count = 0
        text = self.text.strip()
        while at < len(text):
            found = _COMMAND.match(text, at)
            if not found or (not count and found[1] not in "Mm"):
                raise BadSvg(f"d: {text[at : at + 20]!r} is no path data")
            for op, numbers in _calls(found[1], found[2]):
                for segment in self.draw(op, numbers):
                    count += 1
                    if count > MOST_SEGMENTS:
                        raise BadSvg(f"a path has more than {MOST_SEGMENTS} segments", "simplify the drawing")
                    yield segment
            at = found.end()

    def draw(self, op: str, n: list[float]) -> Iterator[Segment]:
        big = op.upper()
        if op.islower() and big not in "HVAZ":
            n = [v + (self.x, self.y)[i % 2] for i, v in enumerate(n)]
        x, y = self.x, self.y
        cubic, quadratic, self.cubic, self.quadratic = self.cubic, self.quadratic, None, None
        if big == "Z":
            self.x, self.y = self.x0, self.y0
            yield ("Z",)
            return
        if big == "H":
            self.x = n[0] + (x if op.islower() else 0)
        elif big == "V":
            self.y = n[0] + (y if op.islower() else 0)
        elif big == "A":
            end = (n[5] + x, n[6] + y) if op.islower() else (n[5], n[6])
            self.x, self.y = end
            yield from arc(x, y, n[0], n[1], n[2], bool(n[3]), bool(n[4]), *end)
            return
        else:
            self.x, self.y = n[-2], n[-1]
        if big == "M":
            self.x0, self.y0 = self.x, self.y
            yield ("M", self.x, self.y)
        elif big in "LHV":
            yield ("L", self.x, self.y)
        elif big in "CS":
            first = (n[0], n[1]) if big == "C" else _mirrored(cubic, x, y)
            self.cubic = n[-4], n[-3]
            yield ("C", *first, *self.cubic, self.x, self.y)
        else:
            qx, qy = (n[0], n[1]) if big == "Q" else _mirrored(quadratic, x, y)
            self.quadratic = qx, qy
            first = x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3
            second = self.x + (qx - self.x) * 2 / 3, self.y + (qy - self.y) * 2 / 3
            yield ("C", *first, *second, self.x, self.y)


def _mirrored(handle: tuple[float, float] | None, x: float, y: float) -> tuple[float, float]:
    return (2 * x - handle[0], 2 * y - handle[1]) if handle else (x, y)


def _calls(op: str, text: str) -> Iterator[tuple[str, list[float]]]:
    """A command with each of its groups of numbers; after a move follow lines."""
    count = COUNTS[op.upper()]
    # The flags of an arc need nothing between them and the number behind.
    numbers = _arc_numbers(text) if op in "Aa" else many(text, "d")
    if not count:
        if numbers:
            raise BadSvg("d: a number stands after Z")
        yield op, []
        return
    if not numbers or len(numbers) % count:
        raise BadSvg(f"d: {op} takes numbers by {count}, and has {len(numbers)}")
    for i in range(0, len(numbers), count):
        yield op if not i else {"M": "L", "m": "l"}.get(op, op), numbers[i : i + count]


def _arc_numbers(text: str) -> list[float]:
    out: list[float] = []
    at, text = 0, text.rstrip(" \t\r\n,")
    while at < len(text):
        found = (_ARC_FLAG if len(out) % 7 in (3, 4) else _ARC_NUMBER).match(text, at)
        if not found:
            raise BadSvg(f"d: {text[at : at + 20]!r} is no part of an arc")
        out += many(found[1], "d")
        at = found.end()
    return out


def arc(
    x1: float,
    y1: float,
    rx: float,
    ry: float,
    turned: float,
    large: bool,
    sweep: bool,
    x2: float,
    y2: float,
) -> Iterator[Segment]:
    """An elliptic arc from one point to another, as cubics of at most a quarter turn (SVG 1.1, F.6.5 and F.6.6)."""
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry or (x1, y1) == (x2, y2):
        yield ("L", x2, y2)
        return
    cos, sin = math.cos(math.radians(turned)), math.sin(math.radians(turned))
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    px, py = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = (px / rx) ** 2 + (py / ry) ** 2
    if grow > 1:
        rx, ry = rx * math.sqrt(grow), ry * math.sqrt(grow)
    under = max(0.0, (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2) / ((rx * py) ** 2 + (ry * px) ** 2)
    k = math.sqrt(under) * (1 if large != sweep else -1)
    cx, cy = k * rx * py / ry, -k * ry * px / rx
    start = math.atan2((py - cy) / ry, (px - cx) / rx)
    turn = math.atan2((-py - cy) / ry, (-px - cx) / rx) - start
    turn += -2 * math.pi if not sweep and turn > 0 else 2 * math.pi if sweep and turn < 0 else 0
    mx, my = cos * cx - sin * cy + (x1 + x2) / 2, sin * cx + cos * cy + (y1 + y2) / 2
    steps = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    handle = 4 / 3 * math.tan(turn / steps / 4)

    def at(u: float, v: float) -> tuple[float, float]:
        return mx + cos * rx * u - sin * ry * v, my + sin * rx * u + cos * ry * v

    for i in range(steps):
        a, b = start + turn * i / steps, start + turn * (i + 1) / steps
        first = at(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a))
        second = at(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b))
        end = (x2, y2) if i + 1 == steps else at(math.cos(b), math.sin(b))
        yield ("C", *first, *second, *end)


def basic(tag: str, given: Mapping[str, str], size: tuple[float, float]) -> Path:
    """The path of a rect, circle, ellipse, line, polyline or polygon; empty for one without a size."""

    def get(name: str, along: int = 0, otherwise: float = 0.0) -> float:
        return length(given[name], name, size[along]) if name in given else otherwise

    if tag == "path":
        return path_data(given.get("d", ""))
    if tag == "rect":
        return _rect(given, get)
    if tag in ("circle", "ellipse"):
        rx, ry = (get("r"), get("r")) if tag == "circle" else (get("rx"), get("ry", 1))
        return _ellipse(get("cx"), get("cy", 1), rx, ry) if min(rx, ry) > 0 else ()
    if tag == "line":
        return line((get("x1"), get("y1", 1)), (get("x2"), get("y2", 1)))
    numbers = many(given.get("points", ""), "points")
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) % 2:
        raise BadSvg("points: there is an x without a y")
    if len(points) < 2:
        return ()
    return polygon(*points) if tag == "polygon" else line(*points)


def _rect(given: Mapping[str, str], get: _Get) -> Path:
    x, y, w, h = get("x"), get("y", 1), get("width"), get("height", 1)
    if w <= 0 or h <= 0:
        return ()
    rx, ry = get("rx"), get("ry", 1)
    rx, ry = min(rx if "rx" in given else ry, w / 2), min(ry if "ry" in given else rx, h / 2)
    if rx <= 0 or ry <= 0:
        return polygon((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return (
        ("M", x + rx, y),
        ("L", x + w - rx, y),
        ("C", x + w - kx, y, x + w, y + ky, x + w, y + ry),
        ("L", x + w, y + h - ry),
        ("C", x + w, y + h - ky, x + w - kx, y + h, x + w - rx, y + h),
        ("L", x + rx, y + h),
        ("C", x + kx, y + h, x, y + h - ky, x, y + h - ry),
        ("L", x, y + ry),
        ("C", x, y + ky, x + kx, y, x + rx, y),
        ("Z",),
    )


def _ellipse(x: float, y: float, rx: float, ry: float) -> Path:
    kx, ky = rx * KAPPA, ry * KAPPA
    return (
        ("M", x + rx, y),
        ("C", x + rx, y + ky, x + kx, y + ry, x, y + ry),
        ("C", x - kx, y + ry, x - rx, y + ky, x - rx, y),
        ("C", x - rx, y - ky, x - kx, y - ry, x, y - ry),
        ("C", x + kx, y - ry, x + rx, y - ky, x + rx, y),
        ("Z",),
    )
