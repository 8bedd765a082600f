"""Paragraphs to lines: greedy, at spaces only, never within a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from psoas_pdf.markup import Span
from psoas_pdf.text.fonts import Face
from psoas_pdf.words import NO_BREAK

MOST_CHARACTERS = 5000
"""Of one paragraph, two printed pages: beyond that it is no paragraph but a mistake, or an attempt to keep us
busy.
"""

ROUNDING = 1e-6
"""Points by which a sum of widths may be out; a line that fits exactly must fit."""

_BREAKS = " \t\n\r\f\v"


class Style(NamedTuple):
    """size and tracking in points; font and strong: names of faces."""

    size: float
    font: str = "regular"
    strong: str = "semibold"
    tabular: bool = False
    tracking: float = 0.0


class Run(NamedTuple):
    """A part of a line in one face.  width in points, without the space that ends a continued line."""

    text: str
    font: str
    strong: bool
    width: float


class Line(NamedTuple):
    """overfull: it is one word that is wider than the room it was given."""

    runs: tuple[Run, ...]
    width: float
    overfull: bool = False

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])


class _Piece(NamedTuple):
    text: str
    strong: bool


_Word = list[_Piece]


def break_lines(
    text: str | Sequence[Span], style: Style, faces: Mapping[str, Face], width: float
) -> tuple[Line, ...]:
    """The lines of a paragraph in a room of `width` points; none for a text of nothing but spaces.

    Each run of white space counts as one space; a no-break space (U+00A0) is part of its word.  A word that is
    wider than the room is broken at those, and after its hyphens, as double names are; otherwise every line but the
    last ends in a space, so that words stay apart for those who copy the text or have it read aloud; it has no
    width.  Raises ValueError for more than MOST_CHARACTERS, MissingGlyph for a character that a face
    lacks.
    """
    spans = (Span(text),) if isinstance(text, str) else text
    if sum([len(span.text) for span in spans]) > MOST_CHARACTERS:
        raise ValueError(f"a paragraph of more than {MOST_CHARACTERS} characters")
    measure = _Measure(style, faces)
    lines: list[Line] = []
    line: _Word = []
    taken = 0.0
    for space, word in measure.parted(_words(spans), width):
        room = measure.word(word)
        if line:
            wider = taken + (measure.piece(space) if space else 0.0) + room
            if wider <= width + ROUNDING:
                line += [space, *word] if space else word
                taken = wider
                continue
            lines.append(measure.line(line, width, continued=space is not None))
        line, taken = list(word), room
    if line:
        lines.append(measure.line(line, width, continued=False))
    return tuple(lines)


class _Measure:
    """Widths in one style; the same words come again and again, so they are kept for the paragraph."""

    def __init__(self, style: Style, faces: Mapping[str, Face]) -> None:
        self._style = style
        self._faces = {False: faces[style.font], True: faces[style.strong]}
        self._names = {False: style.font, True: style.strong}
        self._known: dict[_Piece, float] = {}

    def piece(self, piece: _Piece) -> float:
        width = self._known.get(piece)
        if width is None:
            style = self._style
            face = self._faces[piece.strong]
            width = self._known[piece] = face.width(piece.text, style.size, style.tabular, style.tracking)
        return width

    def word(self, word: _Word) -> float:
        return self.piece(word[0]) if len(word) == 1 else sum(map(self.piece, word))

    def parted(self, words: list[tuple[bool, _Word]], width: float) -> Iterator[tuple[_Piece | None, _Word]]:
        """Each word with the space before it; one that is too wide in parts, with none before its later parts."""
        for strong_space, word in words:
            space: _Piece | None = _Piece(" ", strong_space)
            if self.word(word) <= width + ROUNDING:
                yield space, word
                continue
            if len(apart := _apart(strong_space, word)) > 1:
                yield from self.parted(apart, width)
                continue
            part: _Word = []
            for text, strong in word:
                *parts, last = text.split("-")
                for before in parts:
                    part.append(_Piece(before + "-", strong))
                    if before or len(part) > 1:  # a minus stays with its number
                        yield space, part
                        space, part = None, []
                if last:
                    part.append(_Piece(last, strong))
            if part:
                yield space, part

    def line(self, pieces: _Word, room: float, continued: bool) -> Line:
        runs: list[Run] = []
        texts: list[str] = []
        for index, piece in enumerate(pieces):
            texts.append(piece.text)
            last = index + 1 == len(pieces)
            if last or pieces[index + 1].strong != piece.strong:
                text = "".join(texts)
                width = self.piece(_Piece(text, piece.strong))
                shown = text + " " if last and continued else text
                runs.append(Run(shown, self._names[piece.strong], piece.strong, width))
                texts = []
        total = sum([run.width for run in runs])
        return Line(tuple(runs), total, total > room + ROUNDING)


def _words(spans: Sequence[Span]) -> list[tuple[bool, _Word]]:
    """Words in order, each with the weight of the space before it."""
    words: list[tuple[bool, _Word]] = []
    apart, strong_space = True, False
    for span in spans:
        if span.text[:1] and span.text[0] in _BREAKS:
            apart, strong_space = True, span.strong
        for index, text in enumerate(_split(span.text)):
            if index:
                apart, strong_space = True, span.strong
            if apart:
                words.append((strong_space, []))
            words[-1][1].append(_Piece(text, span.strong))
            apart = False
        if span.text[-1:] and span.text[-1] in _BREAKS:
            apart, strong_space = True, span.strong
    return words


def _apart(strong_space: bool, word: _Word) -> list[tuple[bool, _Word]]:
    """The words between the no-break spaces of a word."""
    words: list[tuple[bool, _Word]] = [(strong_space, [])]
    for text, strong in word:
        for index, part in enumerate(text.split(NO_BREAK)):
            if index:
                words.append((strong, []))
            if part:
                words[-1][1].append(_Piece(part, strong))
    return [(strong, parts) for strong, parts in words if parts]


def _split(text: str) -> list[str]:
    """str.split() would also split at the no-break space."""
    for other in _BREAKS[1:]:
        if other in text:
            text = text.replace(other, " ")
    return [word for word in text.split(" ") if word]
