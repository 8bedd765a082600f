"""A plate's layers become a drawing: millimetres, y up, colours still as roles."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import isfinite

from psoas_pdf.drawing import Clip, Drawing, Mark, Shape
from psoas_pdf.geometry import Box, Path, Point, Segment, bounds, points_of, transformed
from psoas_pdf.model.plate import Layer, Plate
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.words import place_of

DIGITS = 2
"""Plates are printed at about the size they are drawn: 0.01 mm is finer than any press."""

_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_TOKEN = re.compile(r"[A-Za-z]|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\s,]", re.ASCII)


class BadPath(ValueError):
    """The text is no path data of the kind that plates are made of."""


def parse_path(text: str) -> Path:
    """SVG path data with absolute M, L, C and Z.  Raises BadPath, whose text says what is wrong."""
    out: list[Segment] = []
    tokens = _TOKEN.findall(text)
    at = 0
    op = ""
    while at < len(tokens):
        if tokens[at] in _NUMBERS:
            op = tokens[at]
            at += 1
        elif tokens[at].isalpha() or not op or op == "Z":
            raise BadPath(f"{tokens[at]!r} can't stand here in path data")
        if not out and op != "M":
            raise BadPath("path data starts with M")
        if out and out[-1] == ("Z",) and op != "M":
            raise BadPath(f"after Z comes M, not {op}")
        count = _NUMBERS[op]
        try:
            numbers = [float(token) for token in tokens[at : at + count]]
        except ValueError:
            numbers = []
        if len(numbers) < count or not all(map(isfinite, numbers)):
            raise BadPath(f"{op} is followed by {count} numbers")
        out.append((op, *numbers))
        at += count
        if op == "M":
            op = "L"  # as in SVG: further pairs after M are lines
    if len(out) < 2:
        raise BadPath("path data needs a start and at least one line or curve")
    return tuple(out)


def draw_plate(plate: Plate, problems: Problems) -> Drawing:
    """The plate as a drawing in mm with y up; its box is (0, 0, width, height).

    A layer with `clip` is painted inside the paths of the layer that it names.  Neighbours that are painted
    alike become one mark wherever that changes nothing on paper.  Bad path data and a clip to a layer that
    isn't above are problems at the layer's place, a label without its point or column at the label's; what is
    sound is still drawn.
    """
    width, height = plate.size
    paths: dict[str, tuple[Path, ...]] = {}
    marks: list[Mark] = []
    _check_labels(plate, problems)
    for layer in plate.layers:
        sound = _paths(layer, plate, problems)
        clip = paths.get(layer.clip or "")
        if layer.clip is not None and clip is None:
            problems.error(
                layer.place,
                f"layer {layer.name!r} is clipped to {layer.clip!r}, and no layer above it has that name",
                "name a layer that stands earlier in the file",
            )
            continue
        paths[layer.name] = sound
        shapes = tuple(
            Shape(
                path,
                layer.fill,
                layer.stroke,
                layer.width if layer.stroke else 0.0,
                layer.opacity,
                layer.dash,
            )
            for path in _joined(sound, layer)
        )
        if clip is None:
            marks += shapes
        elif shapes and clip:
            _clipped(marks, sum(clip, ()), shapes)
    return Drawing(Box(0, 0, width, height), tuple(marks), DIGITS)


def check_roles(plate: Plate, colours: Collection[str], problems: Problems) -> None:
    """Reports fills and strokes that no colour is known for, at their layer."""
    for layer in plate.layers:
        for role in dict.fromkeys((layer.fill, layer.stroke)):
            if role is not None and role not in colours:
                told = f"the layer {layer.name!r} has the colour {role!r}, which no theme has"
                problems.error(layer.place, told, did_you_mean(role, colours))


def anchor_point(plate: Plate, name: str) -> Point:
    """A named point in the coordinates of `draw_plate`.  Raises KeyError if the plate has no such point."""
    x, y = plate.anchors[name]
    return x, round(plate.size[1] - y, DIGITS)


def _check_labels(plate: Plate, problems: Problems) -> None:
    for label in plate.labels:
        for kind, name, known in (
            ("point", label.anchor, plate.anchors),
            ("column", label.side, plate.columns),
        ):
            if name not in known:
                hint = did_you_mean(name, known)
                problems.error(label.place, f"the plate {plate.id!r} has no {kind} {name!r}", hint)


def _paths(layer: Layer, plate: Plate, problems: Problems) -> tuple[Path, ...]:
    width, height = plate.size
    out = []
    for text in layer.paths:
        place = place_of(text)
        place = place if place.file else layer.place
        try:
            path = parse_path(text)
        except BadPath as bad:
            problems.error(
                place, f"a path of layer {layer.name!r}: {bad}", "use M, L, C and Z with numbers in mm"
            )
            continue
        if layer.clip is None:  # a clipped path may start outside
            _inside(path, Box(0, 0, width, height), layer, place, problems)
        out.append(
            tuple(
                (s[0], *(round(float(v), DIGITS) for v in s[1:]))
                for s in transformed(path, 1, 0, 0, -1, 0, height)
            )
        )
    return tuple(out)


def _inside(path: Path, page: Box, layer: Layer, place: Place, problems: Problems) -> None:
    for x, y in points_of(path):
        if not (page.x0 <= x <= page.x1 and page.y0 <= y <= page.y1):
            problems.error(
                place,
                f"a path of layer {layer.name!r} leaves the plate at {x:g}, {y:g}",
                f"the plate is {page.x1:g} mm wide and {page.y1:g} mm high",
            )
            return


def _joined(paths: tuple[Path, ...], layer: Layer) -> list[Path]:
    """Paths in order; neighbours are joined where painting them at once looks the same as one by one."""
    opaque_line = layer.fill is None and layer.opacity == 1.0
    opaque_fill = layer.stroke is None and layer.opacity == 1.0
    groups: list[tuple[list[Path], list[Box], int]] = []
    for path in paths:
        box = bounds([path]).grown(layer.width / 2 if layer.stroke else 0.0)
        turn = _turn(path)
        if groups:
            last, boxes, turns = groups[-1]
            alike = opaque_fill and turn != 0 and turn == turns
            if opaque_line or alike or not any(box.meets(other) for other in boxes):
                last.append(path)
                boxes.append(box)
                groups[-1] = (last, boxes, turns if turn == turns else 0)
                continue
        groups.append(([path], [box], turn))
    return [sum(group, ()) for group, _, _ in groups]


def _turn(path: Path) -> int:
    """Which way round a single outline runs: 1 or -1; 0 for several outlines in one path.

    Outlines that run the same way fill as one by the non-zero rule, however they overlap.
    """
    if sum(s[0] == "M" for s in path) > 1:
        return 0
    points = list(points_of(path))
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))
    return 1 if area > 0 else -1 if area < 0 else 0


def _clipped(marks: list[Mark], clip: Path, shapes: tuple[Shape, ...]) -> None:
    """Adds shapes inside `clip`: to the same clip, or to the plain fill of the same path, just before."""
    last = marks[-1] if marks else None
    if isinstance(last, Clip) and last.path == clip:
        marks[-1] = Clip(clip, last.shapes + shapes, last.fill)
    elif isinstance(last, Shape) and last.path == clip and not last.stroke and last.alpha == 1.0:
        marks[-1] = Clip(clip, shapes, last.fill)
    else:
        marks.append(Clip(clip, shapes))
