"""How an element of a logo is painted: attributes, classes and `style`, and what the elements round it say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from psoas_pdf.colours import is_colour
from psoas_pdf.logos.numbers import BadSvg, Matrix, length, many, one, transform
from psoas_pdf.logos.tree import Element
from psoas_pdf.record import value

NAMED = {
    "black": "#000000",
    "silver": "#C0C0C0",
    "gray": "#808080",
    "grey": "#808080",
    "white": "#FFFFFF",
    "maroon": "#800000",
    "red": "#FF0000",
    "purple": "#800080",
    "fuchsia": "#FF00FF",
    "green": "#008000",
    "lime": "#00FF00",
    "olive": "#808000",
    "yellow": "#FFFF00",
    "navy": "#000080",
    "blue": "#0000FF",
    "teal": "#008080",
    "aqua": "#00FFFF",
    "orange": "#FFA500",
}
"""CSS 2.1, section 4.3.6."""
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
"""As PDF counts them."""
PAINTED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "fill-rule",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "display",
    "visibility",
    "color",
    "clip-path",
    "mask",
    "filter",
    "mix-blend-mode",
)
_NOT_HERE = {"mask": "none", "filter": "none", "mix-blend-mode": "normal"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[.#]?[A-Za-z_][\w-]*", re.ASCII)

Rules = Mapping[str, Mapping[str, str]]
"""By selector: a tag, '.class' or '#id'."""


@value
class Paint:
    """What is inherited, and where.  clip: an id; fill, stroke: '#rrggbb' or none; opacities 0 to 1."""

    matrix: Matrix = Matrix()
    fill: str | None = "#000000"
    stroke: str | None = None
    width: float = 1.0
    cap: int = 0
    join: int = 0
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    opacity: float = 1.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    colour: str = "#000000"
    shown: bool = True
    clip: str = ""
    visible: bool = True


def rules_of(text: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet of classes, ids and tags.  Raises BadSvg for any other."""
    out: dict[str, dict[str, str]] = {}
    text = _COMMENT.sub(" ", text).strip()
    at = 0
    for found in _RULE.finditer(text):
        if text[at : found.start()].strip():
            break
        at = found.end()
        for selector in map(str.strip, found[1].split(",")):
            if not _SELECTOR.fullmatch(selector):
                raise BadSvg(
                    f"style: the selector {selector[:30]!r} is not known here", "use classes or attributes"
                )
            out.setdefault(selector, {}).update(_declared(found[2]))
    if text[at:].strip():
        raise BadSvg(f"style: {text[at:].strip()[:30]!r} is not known here", "use classes or attributes")
    return out


def _declared(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        name, colon, said = part.partition(":")
        if colon:
            yield name.strip().lower(), said.replace("!important", "").strip()


def painted(element: Element, outer: Paint, rules: Rules) -> Paint:
    """How an element is painted inside another.  Raises BadSvg for what can't be."""
    said = {name: element.given[name] for name in PAINTED if name in element.given}
    selectors = [element.tag, *(f".{name}" for name in element.given.get("class", "").split())]
    for selector in (*selectors, f"#{element.given.get('id', '')}"):
        said.update(rules.get(selector, {}))
    said.update(_declared(element.given.get("style", "")))
    paint = outer
    if "transform" in element.given:
        paint = replace(outer, matrix=outer.matrix @ transform(element.given["transform"]))
    for name, text in said.items():
        text = text.strip()
        if text and text != "inherit":
            paint = _said(paint, name, text)
    return paint


def _said(paint: Paint, name: str, text: str) -> Paint:
    match name:
        case "color":
            return replace(paint, colour=_colour(text, name, paint)[0] or paint.colour)
        case "fill":
            colour, alpha = _colour(text, name, paint)
            return replace(paint, fill=colour, fill_opacity=paint.fill_opacity * alpha)
        case "stroke":
            colour, alpha = _colour(text, name, paint)
            return replace(paint, stroke=colour, stroke_opacity=paint.stroke_opacity * alpha)
        case "stroke-width":
            return replace(paint, width=max(0.0, length(text, name)))
        case "stroke-linecap":
            return replace(paint, cap=_word(text, CAPS, name))
        case "stroke-linejoin":
            return replace(paint, join=_word(text, JOINS, name))
        case "stroke-dasharray":
            dash = () if text == "none" else tuple(abs(v) for v in many(text.replace("px", ""), name))
            return replace(paint, dash=dash * (1 + len(dash) % 2) if any(dash) else ())
        case "fill-rule":
            return replace(paint, even_odd=text == "evenodd")
        case "opacity":
            return replace(paint, opacity=paint.opacity * _share(text, name))
        case "fill-opacity":
            return replace(paint, fill_opacity=_share(text, name))
        case "stroke-opacity":
            return replace(paint, stroke_opacity=_share(text, name))
        case "display":
            return replace(paint, shown=paint.shown and text != "none")
        case "visibility":
            return replace(paint, visible=text == "visible")
        case "clip-path":
            return replace(paint, clip="" if text == "none" else _reference(text))
    if name in _NOT_HERE and text != _NOT_HERE[name]:
        raise BadSvg(f"{name} can't be printed here", "flatten the drawing to plain shapes")
    return paint


def _reference(text: str) -> str:
    inner = text.removeprefix("url(").removesuffix(")").strip("'\" ")
    if not inner.startswith("#"):
        raise BadSvg(f"{text[:40]!r} leads out of the file", "put it in the file, or take it out")
    return inner[1:]


def _share(text: str, name: str) -> float:
    number = one(text.rstrip("%"), name) / (100 if text.endswith("%") else 1)
    return min(1.0, max(0.0, number))


def _word(text: str, known: Mapping[str, int], name: str) -> int:
    if text not in known:
        raise BadSvg(f"{name}: there is no {text[:20]!r}", "write " + ", ".join(known))
    return known[text]


def _colour(text: str, name: str, paint: Paint) -> tuple[str | None, float]:
    """'#rrggbb' and opacity; None for none."""
    low = text.lower()
    if low in ("none", "transparent"):
        return None, 1.0
    if low == "currentcolor":
        return paint.colour, 1.0
    if low in NAMED:
        return NAMED[low], 1.0
    if low.startswith("url("):
        raise BadSvg(
            f"{name}: gradients and patterns can't be printed here", "fill the shape with one colour"
        )
    if len(low) in (4, 5) and low[0] == "#":
        low = "#" + "".join(c * 2 for c in low[1:])
    if len(low) == 9 and is_colour(low[:7]) and is_colour("#" + low[7:] * 3):
        return low[:7].upper(), int(low[7:], 16) / 255
    if is_colour(low):
        return low.upper(), 1.0
    if low.startswith(("rgb(", "rgba(")) and low.endswith(")"):
        return _rgb(low[low.index("(") + 1 : -1], name)
    raise BadSvg(f"{name}: {text[:20]!r} is no colour that is known here", "write it as #1a2b3c")


def _rgb(text: str, name: str) -> tuple[str, float]:
    parts = text.replace(",", " ").replace("/", " ").split()
    if len(parts) not in (3, 4):
        raise BadSvg(f"{name}: rgb() takes three numbers", "write it as #1a2b3c")
    levels = [one(p.rstrip("%"), name) * (2.55 if p.endswith("%") else 1) for p in parts[:3]]
    alpha = _share(parts[3], name) if len(parts) == 4 else 1.0
    return "#" + "".join(f"{min(255, max(0, round(v))):02X}" for v in levels), alpha
