"""SVG logos as drawings: plain shapes in plain colours, and a clear error for everything else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from psoas_pdf.colours import contrast, mixed
from psoas_pdf.drawing import Clip, Drawing, Mark, Shape
from psoas_pdf.geometry import Box, Path, bounds, transformed
from psoas_pdf.logos.emblem import Emblem
from psoas_pdf.logos.numbers import BadSvg, length, many
from psoas_pdf.logos.outlines import MOST_SEGMENTS, basic
from psoas_pdf.logos.style import Paint, Rules, painted, rules_of
from psoas_pdf.logos.tree import Element, Unreadable, read_tree
from psoas_pdf.problems import Place, Problems

SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
GROUPS = ("svg", "g", "a")
SILENT = (
    "",
    "title",
    "desc",
    "metadata",
    "defs",
    "style",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "pattern",
    "symbol",
)
"""Elements that paint nothing where they stand."""
REFUSED = {
    "text": ("text can't be printed from an SVG", "convert it to paths in the drawing program"),
    "image": ("a picture inside an SVG can't be printed", "save the logo as PNG, or draw it as shapes"),
    "use": ("`use` is not known here", "unlink clones and symbols, so that each stands for itself"),
    "script": ("scripts are not run, and not let in", "save it as plain SVG"),
    "style": ("a style sheet from elsewhere is not read", "save it as plain SVG"),
}
HEIGHT, DIGITS = 100.0, 2
"""Of a logo in its own unit: a hundredth of it is a thousandth of a millimetre on paper."""
LONGEST = 60.0
"""A logo that is more times as wide as high, or as high as wide, would be a line on paper."""
LEAST_SEEN = 1.3
"""Contrast on white under which a logo isn't there."""
MOST_PROBLEMS = 10
WHITE = "#FFFFFF"


def read_svg(data: bytes, file: str, named_at: Place, problems: Problems) -> Emblem | None:
    """The logo, or None after an error, told with the file's line where there is one."""
    own = Problems()
    emblem = None
    try:
        root = read_tree(data)
        emblem = _Reader(root, file, own).emblem()
    except Unreadable as bad:
        at = Place(file, bad.line, bad.column) if bad.line else named_at
        told = str(bad) if bad.line else f"{os.path.basename(file)}: {bad}"
        own.error(at, told, bad.hint)
    problems.extend(own)
    return None if own.failed else emblem


class _Reader:
    """Walks the elements and collects shapes and colours."""

    def __init__(self, root: Element, file: str, problems: Problems) -> None:
        self.root, self.file, self.problems = root, file, problems
        self.roles: dict[str, str] = {}
        self.marks: list[tuple[Path | None, Shape]] = []
        self.segments = 0
        self.size = (0.0, 0.0)
        self.rules: Rules = {}
        self.clips = {e.given["id"]: e for e in _all(root) if e.tag == "clipPath" and "id" in e.given}

    def error(self, element: Element, bad: BadSvg) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.error(Place(self.file, element.line, element.column), str(bad), bad.hint)

    def emblem(self) -> Emblem | None:
        try:
            box = _view_box(self.root)
        except BadSvg as bad:
            self.error(self.root, bad)
            return None
        self.size = box.width, box.height
        self.rules = self._rules()
        self._walk(self.root, Paint(), None)
        if self.problems.failed:
            return None
        k = HEIGHT / box.height
        # SVG counts y downwards from the top of its box, a drawing upwards from the bottom.
        turned = [
            (clip and transformed(clip, k, 0, 0, -k, -box.x0 * k, box.y1 * k), _scaled(shape, box, k))
            for clip, shape in self.marks
        ]
        seen = [WHITE] + [
            mixed(WHITE, self._colour(role), s.alpha)
            for _, s in self.marks
            for role in (s.fill, s.stroke)
            if role
        ]
        if len(seen) == 1:
            self.error(self.root, BadSvg("nothing in the SVG is painted", "save the logo's shapes"))
            return None
        if max(contrast(colour, WHITE) for colour in seen) < LEAST_SEEN:
            self.problems.warning(
                Place(self.file, 1, 1),
                "the logo can't be seen on white paper",
                "use one made for white paper",
            )
        drawing = Drawing(Box(0, 0, box.width * k, HEIGHT), tuple(_grouped(turned)), DIGITS)
        return Emblem(drawing, tuple((role, colour) for colour, role in self.roles.items()))

    def _colour(self, role: str) -> str:
        return next(colour for colour, known in self.roles.items() if known == role)

    def _rules(self) -> Rules:
        rules: dict[str, dict[str, str]] = {}
        for element in _all(self.root):
            if element.tag == "style":
                try:
                    for selector, said in rules_of("".join(element.texts)).items():
                        rules.setdefault(selector, {}).update(said)
                except BadSvg as bad:
                    self.error(element, bad)
        return rules

    def _walk(self, element: Element, outer: Paint, clip: Path | None) -> None:
        try:
            self._check(element)
            if element.tag in SILENT:
                return
            paint = painted(element, replace(outer, clip=""), self.rules)
            if not paint.shown:
                return
            if paint.clip:
                clip = self._clip(paint, clip)
            if element.tag in SHAPES:
                self._draw(element, paint, clip)
        except BadSvg as bad:
            self.error(element, bad)
            return
        if element.tag in GROUPS:
            for kid in element.kids:
                self._walk(kid, paint, clip)

    def _check(self, element: Element) -> None:
        tag = element.tag
        for name in element.given:
            if name.lower().startswith("on"):
                raise BadSvg(f"{name}: scripts are not run, and not let in", "save it as plain SVG")
        if tag in REFUSED and tag != "style":
            raise BadSvg(*REFUSED[tag])
        if tag == "svg" and element is not self.root:
            raise BadSvg("an SVG inside an SVG is not known here", "ungroup it")
        if tag not in (*SHAPES, *GROUPS, *SILENT):
            raise BadSvg(f"the element {tag[:30]!r} is not known here", "flatten the drawing to plain shapes")

    def _clip(self, paint: Paint, outer: Path | None) -> Path | None:
        """The path of a clip; none for one that holds the whole logo, as drawing programs write them."""
        found = self.clips.get(paint.clip)
        if found is None:
            raise BadSvg(f"there is no clipPath {paint.clip[:30]!r}", "save it as plain SVG")
        if found.given.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            raise BadSvg("a clip in parts of a box is not known here", "release the clip")
        path: Path = ()
        for kid in found.kids:
            if kid.tag in SHAPES:
                inner = painted(kid, Paint(matrix=paint.matrix), {})
                path += inner.matrix.of(basic(kid.tag, kid.given, self.size))
        if not path:
            raise BadSvg("a clip without a shape hides everything", "release the clip")
        whole = _view_box(self.root)
        box = bounds([path])
        straight = len(path) == 5 and all(s[0] != "C" for s in path)
        wide = box.grown(whole.height / 1000)
        if (
            straight
            and wide.x0 <= whole.x0
            and wide.y0 <= whole.y0
            and wide.x1 >= whole.x1
            and wide.y1 >= whole.y1
        ):
            return outer
        if outer is not None:
            raise BadSvg("a clip inside a clip is not known here", "release one of them")
        return path

    def _draw(self, element: Element, paint: Paint, clip: Path | None) -> None:
        path = basic(element.tag, element.given, self.size)
        self.segments += len(path)
        if self.segments > MOST_SEGMENTS:
            raise BadSvg(f"the SVG has more than {MOST_SEGMENTS} segments", "simplify the drawing")
        if not path or not paint.visible:
            return
        path = paint.matrix.of(path)
        fill = paint.fill if element.tag != "line" else None
        stroke = paint.stroke if paint.width and paint.matrix.scale else None
        inside, round_it = paint.opacity * paint.fill_opacity, paint.opacity * paint.stroke_opacity
        shape = Shape(path, even_odd=paint.even_odd)
        line = Shape(
            path,
            width=paint.width * paint.matrix.scale,
            dash=tuple(d * paint.matrix.scale for d in paint.dash),
            cap=paint.cap,
            join=paint.join,
        )
        if fill and stroke and inside == round_it:
            both = replace(
                line, fill=self._role(fill), stroke=self._role(stroke), alpha=inside, even_odd=paint.even_odd
            )
            self.marks.append((clip, both))
            return
        if fill and inside:
            self.marks.append((clip, replace(shape, fill=self._role(fill), alpha=inside)))
        if stroke and round_it:
            self.marks.append((clip, replace(line, stroke=self._role(stroke), alpha=round_it)))

    def _role(self, colour: str) -> str:
        return self.roles.setdefault(colour, f"logo-{len(self.roles) + 1}")


def _all(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        yield from _all(kid)


def _view_box(root: Element) -> Box:
    """What of the plane the logo is.  Raises BadSvg."""
    if "viewBox" in root.given:
        numbers = many(root.given["viewBox"], "viewBox")
        if len(numbers) != 4:
            raise BadSvg(f"viewBox has {len(numbers)} numbers", "it needs four: x, y, width, height")
        x, y, width, height = numbers
    elif "width" in root.given and "height" in root.given:
        x = y = 0.0
        width, height = (length(root.given[name], name) for name in ("width", "height"))
    else:
        raise BadSvg("the SVG doesn't say how large it is", "it needs a viewBox, or width and height")
    if width <= 0 or height <= 0:
        raise BadSvg("the SVG has no size", "width and height of its viewBox must be more than 0")
    if max(width / height, height / width) > LONGEST:
        raise BadSvg(f"the SVG is more than {LONGEST:.0f} times as long one way as the other", "crop it")
    return Box(x, y, x + width, y + height)


def _scaled(shape: Shape, box: Box, k: float) -> Shape:
    return replace(
        shape,
        path=transformed(shape.path, k, 0, 0, -k, -box.x0 * k, box.y1 * k),
        width=shape.width * k,
        dash=tuple(round(d * k, 3) for d in shape.dash),
    )


def _grouped(marks: list[tuple[Path | None, Shape]]) -> Iterator[Mark]:
    """Shapes that follow each other inside the same clip stand in it together."""
    at = 0
    while at < len(marks):
        clip, shape = marks[at]
        end = at + 1
        if clip is None:
            yield shape
        else:
            while end < len(marks) and marks[end][0] == clip:
                end += 1
            yield Clip(clip, tuple(s for _, s in marks[at:end]))
        at = end
