"""Marks and text of a content stream."""

from __future__ import annotations

from typing import Any

from psoas_pdf.geometry import Box
from psoas_pdf.verify.fonts import Font
from psoas_pdf.verify.graphics import MOST_SAVED, ONE, Fonts, Graphics, Matrix, State, matrix_of, times
from psoas_pdf.verify.objects import TooMuch, as_dict, as_number, as_text, get
from psoas_pdf.verify.operators import Name
from psoas_pdf.verify.painted import ARTIFACT, BELOW, CAPITALS, DESCENDERS, Mark, Run, area, common

HIDDEN, CLIPS = (3, 7), 4
"""Text rendering modes: painted with nothing; from 4 on the letters clip too."""


class Lettering(Graphics):
    """Graphics with text, each run in the mark that is open."""

    def __init__(self, reader: Fonts, resources: Any, state: State, stream: int) -> None:
        super().__init__(reader, resources, state, stream)
        self._line = self._text = ONE
        self._fonts: dict[str, Font] = {}

    def _begin(self, operands: list[Any]) -> None:
        role = str(operands[0]) if operands else ""
        table = operands[1] if len(operands) > 1 else {}
        if isinstance(table, Name):
            named = as_dict(get(as_dict(get(self._resources, "/Properties")), f"/{table}"))
            table = {str(k)[1:]: v for k, v in named.items()}
        if len(self._open) > MOST_SAVED:
            raise TooMuch("marks are opened without end")
        key = (self._stream, int(as_number(table["MCID"]))) if "MCID" in table else None
        # The innermost mark counts, but a sequence that only says how its words are spoken belongs to its owner.
        outer = self.marks[self._open[-1]] if self._open else None
        spoken = table.get("ActualText")
        says = _text_string(spoken) if spoken is not None else None
        if key is None and role != ARTIFACT and outer is not None and says is None:
            self._open.append(self._open[-1])
            return
        if key is None and role != ARTIFACT and outer is not None:
            mark = outer._replace(spoken=says, inner=True)
        else:
            kind, subtype = _plain(table.get("Type")), _plain(table.get("Subtype"))
            mark = Mark(role, key, kind, subtype, says)
        if key is None and role != ARTIFACT and outer is None:
            self._open.append(-1)
            return
        self.marks.append(mark)
        self._open.append(len(self.marks) - 1)

    def _end(self, _: list[Any]) -> None:
        if self._open:
            self._open.pop()

    def _begin_text(self, _: list[Any]) -> None:
        self._line = self._text = ONE

    def _set_font(self, operands: list[Any]) -> None:
        name = str(operands[0])
        if name not in self._fonts:
            reference = as_dict(get(self._resources, "/Font")).get(f"/{name}")
            self._fonts[name] = self._reader.font(reference)
        self._state.font, self._state.size = self._fonts[name], float(operands[1])

    def _set_spacing(self, operands: list[Any]) -> None:
        self._state.spacing = float(operands[0])

    def _set_word_spacing(self, operands: list[Any]) -> None:
        self._state.word_spacing = float(operands[0])

    def _set_scale(self, operands: list[Any]) -> None:
        self._state.scale = float(operands[0]) / 100

    def _set_leading(self, operands: list[Any]) -> None:
        self._state.leading = float(operands[0])

    def _set_rise(self, operands: list[Any]) -> None:
        self._state.rise = float(operands[0])

    def _set_mode(self, operands: list[Any]) -> None:
        self._state.mode = int(operands[0])

    def _set_matrix(self, operands: list[Any]) -> None:
        self._line = self._text = matrix_of(operands)

    def _next(self, operands: list[Any]) -> None:
        self._line = self._text = times((1, 0, 0, 1, operands[0], operands[1]), self._line)

    def _next_leading(self, operands: list[Any]) -> None:
        self._state.leading = -operands[1]
        self._next(operands)

    def _next_line(self, _: list[Any]) -> None:
        self._next([0.0, -self._state.leading])

    def _show(self, operands: list[Any]) -> None:
        self._show_parts([operands[0]])

    def _show_next(self, operands: list[Any]) -> None:
        self._next_line([])
        self._show(operands)

    def _show_spaced(self, operands: list[Any]) -> None:
        self._state.word_spacing, self._state.spacing = float(operands[0]), float(operands[1])
        self._show_next(operands[2:])

    def _show_array(self, operands: list[Any]) -> None:
        self._show_parts(operands[0])

    def _show_parts(self, parts: list[Any]) -> None:
        state, font = self._state, self._state.font
        self._note("text")
        if font is None:
            return
        self.used.add(font.name)
        words: list[str] = []
        across, seen, missing = 0.0, 0.0, 0
        for part in parts:
            if isinstance(part, bytes):
                for code in font.codes(part):
                    word = font.read(code)
                    words.append(word)
                    missing += code in font.missing
                    across += font.advance(code) * state.size / 1000
                    if not word.isspace():
                        seen = across
                    across += state.spacing
                    if code == 32 and not font.wide:
                        across += state.word_spacing
            else:
                across -= part * state.size / 1000
        across, seen = across * state.scale, seen * state.scale
        whole = times(self._text, state.cm)
        self._text = times((1, 0, 0, 1, across, 0), self._text)
        text = "".join(words)
        if not text:
            return
        self._place_text(text, seen, whole, missing)

    def _place_text(self, text: str, across: float, whole: Matrix, missing: int) -> None:
        state = self._state
        a, b, c, d, e, f = whole
        low = state.rise - (DESCENDERS * state.size if not BELOW.isdisjoint(text) else 0.0)
        high = state.rise + CAPITALS * state.size
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (0.0, across) for y in (low, high)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        self.order += 1
        hidden = state.mode in HIDDEN
        colour, alpha = (
            (state.stroke, state.alpha_line) if state.mode % CLIPS == 1 else (state.fill, state.alpha)
        )
        self.spaces.add(colour.space)
        assert state.font is not None
        self.runs.append(
            Run(
                self.order,
                text,
                state.font.name,
                abs(state.size) * (c * c + d * d) ** 0.5,
                e + c * state.rise,
                f + d * state.rise,
                box,
                colour,
                alpha,
                self._open[-1] if self._open else -1,
                hidden,
                share(box, state.clip),
                _turn(a, b),
                missing,
            )
        )


def share(box: Box, clip: Box) -> float:
    whole = area(box)
    return area(common(box, clip)) / whole if whole > 0 else 1.0


def _turn(a: float, b: float) -> int:
    """Of text along (a, b); see Run."""
    if abs(b) <= abs(a) / 1000:
        return 0 if a > 0 else 180
    if abs(a) <= abs(b) / 1000:
        return 90 if b > 0 else 270
    return -1


def _plain(value: Any) -> str:
    return str(value).lstrip("/") if value is not None else ""


def _text_string(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-16") if value[:2] in (b"\xfe\xff", b"\xff\xfe") else value.decode("latin-1")
    return as_text(value) or ""
