"""A page's content stream, and the forms and pictures in it, to what stands on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from psoas_pdf.geometry import Box
from psoas_pdf.verify.fonts import Font, read_font
from psoas_pdf.verify.graphics import EVERYWHERE, State, matrix_of, times
from psoas_pdf.verify.letters import Lettering, share
from psoas_pdf.verify.objects import (
    MOST_DEPTH,
    Budget,
    TooMuch,
    as_dict,
    as_flag,
    as_list,
    as_name,
    as_number,
    get,
    identity,
)
from psoas_pdf.verify.operators import Name, Unreadable, operators
from psoas_pdf.verify.painted import Colour, common
from psoas_pdf.verify.shades import space_of

MOST_KEPT = 300_000
"""Paths of forms that are kept for the next time; what is more is read again."""


class Reader:
    """Reads the pages of one file; fonts and forms are read once."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.fonts: dict[int, Font] = {}
        self.forms: dict[tuple[Any, ...], Painting] = {}
        self.kept = 0

    def page(self, contents: bytes, resources: Any) -> Painting:
        """Raises Unreadable, TooMuch, and whatever pypdf raises for what it can't read."""
        self.budget.new_page()
        painting = Painting(self, resources, State(), 0, 0)
        painting.run(contents)
        return painting

    def font(self, reference: Any) -> Font:
        key = identity(reference)
        found = self.fonts.get(key) if key else None
        if found is None:
            found = read_font(reference)
            self.fonts[key or -1 - len(self.fonts)] = found
        return found


class Painting(Lettering):
    """One stream being read: a page's, or a form's with its place left out."""

    def __init__(self, reader: Reader, resources: Any, state: State, stream: int, depth: int) -> None:
        """Raises TooMuch."""
        if depth > MOST_DEPTH:
            raise TooMuch("forms are painted in forms without end")
        super().__init__(reader, resources, state, stream)
        self._forms, self._depth = reader, depth
        self._operators: dict[str, Callable[[list[Any]], None]] = {
            op: getattr(self, name) for op, name in _METHODS.items()
        }
        self.form_parents: dict[int, int] = {}

    def run(self, data: bytes) -> None:
        known = self._operators
        spend, count = self._reader.budget.painted, 0
        for op, operands in operators(data):
            count += 1
            method = known.get(op)
            if method is not None:
                try:
                    method(operands)
                except (IndexError, TypeError, ValueError, OverflowError):
                    raise Unreadable(f"the operator {op!r} with wrong operands") from None
            if count == 1000:
                spend(count)
                count = 0
        spend(count)

    def _do(self, operands: list[Any]) -> None:
        reference = as_dict(get(self._resources, "/XObject")).get(f"/{operands[0]}")
        what = as_dict(reference)
        kind = as_name(get(what, "/Subtype"))
        if kind == "Image":
            self._picture(what)
        elif kind == "Form":
            self._form(what, identity(reference) or identity(what))

    def _inline_picture(self, operands: list[Any]) -> None:
        table = operands[0]
        self._picture({f"/{_LONG.get(k, k)}": v for k, v in table.items()})

    def _picture(self, table: Any) -> None:
        a, b, c, d, e, f = self._state.cm
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        mask = as_flag(get(table, "/ImageMask"))
        value = get(table, "/ColorSpace")
        space = "" if mask else space_of(str(value) if isinstance(value, Name) else value, self._resources)
        if space:
            self.spaces.add(space)
        elif mask:
            self.spaces.add(self._state.fill.space)
        bits = 1 if mask else int(as_number(get(table, "/BitsPerComponent"), 8))
        pixels = int(as_number(get(table, "/Width"))), int(as_number(get(table, "/Height"))), bits
        self._ink(
            "picture",
            Box(min(xs), min(ys), max(xs), max(ys)),
            Colour(None, space, ()),
            self._state.alpha,
            0.0,
            pixels=pixels,
            extent=((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5),
        )

    def _shade(self, operands: list[Any]) -> None:
        table = as_dict(get(as_dict(get(self._resources, "/Shading")), f"/{operands[0]}"))
        space = space_of(get(table, "/ColorSpace"), self._resources)
        self.spaces.add(space)
        clip = self._state.clip
        self._ink("shade", clip, Colour(None, space, ()), self._state.alpha, 0.0)

    def _form(self, form: Any, number: int) -> None:
        state = self._state
        a, b, c, d, e, f = times(matrix_of(as_list(get(form, "/Matrix"))), state.cm)
        look = (state.fill, state.stroke, state.alpha, state.alpha_line, state.width, state.cap)
        key = number, round(a, 7), round(b, 7), round(c, 7), round(d, 7), look, self._depth
        found = self._forms.forms.get(key) if number else None
        if found is None:
            inner = state.copy()
            inner.cm, inner.clip = (a, b, c, d, 0.0, 0.0), EVERYWHERE
            own = as_dict(get(form, "/Resources")) or self._resources
            found = Painting(self._forms, own, inner, number or -1, self._depth + 1)
            box = [as_number(v) for v in as_list(get(form, "/BBox"))]
            if len(box) == 4:
                found._rectangle([box[0], box[1], box[2] - box[0], box[3] - box[1]])
                found._clip([])
                found._end_path([])
            found.run(self._reader.budget.decoded(form))
            self._forms.kept += len(found.inks)
            if self._forms.kept > MOST_KEPT:
                self._forms.forms.clear()
                self._forms.kept = len(found.inks)
            if number:
                self._forms.forms[key] = found
        self._note("form")
        self._place(found, e, f, number, int(as_number(get(form, "/StructParents"), -1)))

    def _place(self, painting: Painting, dx: float, dy: float, number: int, parents: int) -> None:
        """What a form paints, at its place, in the mark that is open here where it has none of its own."""
        self._reader.budget.painted(len(painting.inks) + len(painting.runs))
        outer = self._open[-1] if self._open else -1
        first, order, clip = len(self.marks), self.order, self._state.clip
        self.marks += painting.marks
        self.spaces |= painting.spaces
        self.used |= painting.used
        if parents >= 0:
            self.form_parents[number] = parents
        self.form_parents |= painting.form_parents
        for ink in painting.inks:
            x0, y0, x1, y1 = ink.box
            seen = common(Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy), clip)
            if seen[0] <= seen[2] and seen[1] <= seen[3]:
                shift = ink.shift[0] + dx, ink.shift[1] + dy
                mark = outer if ink.mark < 0 else ink.mark + first
                self.inks.append(
                    ink._replace(order=ink.order + order, box=seen, shift=shift, mark=mark, drawing=number)
                )
        for run in painting.runs:
            x0, y0, x1, y1 = run.box
            box = Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy)
            self.runs.append(
                run._replace(
                    order=run.order + order,
                    x=run.x + dx,
                    y=run.y + dy,
                    box=box,
                    mark=outer if run.mark < 0 else run.mark + first,
                    shown=min(run.shown, share(box, clip)),
                )
            )
            if outer < 0 and run.mark < 0:
                self.unmarked["text"] = None
        self.order = order + painting.order


_METHODS = {
    "q": "_save", "Q": "_restore", "cm": "_concat", "w": "_set_width", "J": "_set_cap", "gs": "_external",
    "g": "_fill_grey", "rg": "_fill_rgb", "k": "_fill_cmyk", "cs": "_fill_space", "sc": "_fill_parts",
    "scn": "_fill_parts", "G": "_line_grey", "RG": "_line_rgb", "K": "_line_cmyk", "CS": "_line_space",
    "SC": "_line_parts", "SCN": "_line_parts",
    "m": "_move", "l": "_draw", "c": "_curve", "v": "_curve_from_here", "y": "_curve_to_end", "h": "_close",
    "re": "_rectangle", "W": "_clip", "W*": "_clip", "n": "_end_path", "f": "_fill", "F": "_fill",
    "f*": "_fill_even_odd", "S": "_stroke", "s": "_close_stroke", "B": "_both", "B*": "_both_even_odd",
    "b": "_close_both", "b*": "_close_both_even_odd",
    "Do": "_do", "BI": "_inline_picture", "sh": "_shade",
    "BMC": "_begin", "BDC": "_begin", "EMC": "_end",
    "BT": "_begin_text", "Tf": "_set_font", "Tc": "_set_spacing", "Tw": "_set_word_spacing",
    "Tz": "_set_scale", "TL": "_set_leading", "Ts": "_set_rise", "Tr": "_set_mode", "Tm": "_set_matrix",
    "Td": "_next", "TD": "_next_leading", "T*": "_next_line", "Tj": "_show", "'": "_show_next",
    '"': "_show_spaced", "TJ": "_show_array",
}  # fmt: skip

_LONG = {
    "W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace", "IM": "ImageMask",
}  # fmt: skip
