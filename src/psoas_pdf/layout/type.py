"""Type, colours and measures of a theme, ready to set text with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from psoas_pdf.drawing import Drawing
from psoas_pdf.layout.kept import Kept
from psoas_pdf.markup import Span, parse, plain
from psoas_pdf.model.layout import Theme
from psoas_pdf.pages import Ink
from psoas_pdf.problems import NOWHERE, Place, Problems
from psoas_pdf.text.fonts import Face
from psoas_pdf.text.lines import Line, Style, break_lines
from psoas_pdf.text.scripts import refused
from psoas_pdf.words import Words, place_of


class Setting(NamedTuple):
    """A style, resolved.  Sizes in points; face and strong are keys of the faces; colour is '#rrggbb'."""

    name: str
    face: str
    strong: str
    size: float
    leading: float
    colour: str
    tracking: float
    tabular: bool
    cap: float

    @property
    def baseline(self) -> float:
        """From the top of a line to its base line: capitals stand in the middle of the leading."""
        return (self.leading + self.cap) / 2


ONE_COLUMN = "one-column"
MOST_MISSING = 3
"""Characters that a font lacks of one text which are told one by one; more are another script."""
_OTHER_FONT = "write it another way, or choose a theme with a font that has it"
_STRONG = {"regular": "semibold", "semibold": "bold", "bold": "bold"}


LARGE = "card-large-"
T = TypeVar("T")


def in_one_column(theme: Theme, width: float) -> bool:
    """Whether parts of a page with so wide a text (points) stand under each other instead of side by side."""
    return theme.arrangement == ONE_COLUMN or width < float((theme.lengths or {})["least-two-columns"])


def _enlarged(table: Mapping[str, T]) -> dict[str, T]:
    large = {"card-" + name.removeprefix(LARGE): v for name, v in table.items() if name.startswith(LARGE)}
    return {**table, **large}


class Type:
    """What layout measures and colours with.  Every theme has the same names, so an unknown one is our bug.

    place: of the document, for what is wrong with words that no author wrote in one place.
    inks: colours of figures by look, where there are others than `ink`.
    kept: what other documents of this theme, these faces and inks made.
    """

    def __init__(
        self,
        theme: Theme,
        faces: Mapping[str, Face],
        ink: Ink,
        problems: Problems,
        place: Place = NOWHERE,
        inks: Mapping[str, Ink] | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.theme, self.faces, self.ink, self.problems, self.place = theme, faces, ink, problems, place
        self.inks: Mapping[str, Ink] = inks or {}
        self.kept = kept or Kept()
        self._settings, self._outlined = self.kept.settings, self.kept.outlined

    def trial(self) -> Type:
        """The same, to try something out with: problems are its own."""
        return Type(self.theme, self.faces, self.ink, Problems(), self.place, self.inks, self.kept)

    def once(self, key: Hashable, make: Callable[[Type], T]) -> T:
        """What is made under that key, which tells all that it depends on; made before, if there was nothing to say.

        What comes with problems is made anew each time, so that each names the place in its own document.
        """
        found: T | None = self.kept.pieces.get(key)
        if found is None:
            trial = self.trial()
            found = make(trial)
            if len(trial.problems):
                self.problems.extend(trial.problems)
            else:
                self.kept.pieces.put(key, found)
        return found

    def large(self) -> Type:
        """The same with what the theme has for large cards in the place of what it has for cards."""
        theme = self.theme
        styles, lengths = _enlarged(theme.styles or {}), _enlarged(theme.lengths or {})
        enlarged = replace(theme, styles=styles, lengths=lengths)
        return Type(enlarged, self.faces, self.ink, self.problems, self.place, self.inks)

    def style(self, name: str) -> Setting:
        found = self._settings.get(name)
        if found is None:
            style = (self.theme.styles or {}).get(name)
            if style is None:
                raise KeyError(f"the theme {self.theme.id!r} has no style {name!r}")
            face = self.faces[style.weight]
            found = self._settings[name] = Setting(
                name,
                style.weight,
                _STRONG[style.weight],
                style.size,
                style.leading,
                self.colour(style.colour),
                style.tracking,
                style.tabular,
                face.cap_height * style.size / 1000,
            )
        return found

    def length(self, name: str) -> float:
        """In points."""
        try:
            return float((self.theme.lengths or {})[name])
        except KeyError:
            raise KeyError(f"the theme {self.theme.id!r} has no length {name!r}") from None

    def one_column(self, width: float) -> bool:
        return in_one_column(self.theme, width)

    def most_lines(self, usual: int, width: float) -> int:
        """A limit of lines: in one column, with large type or little width, a line holds about half the words."""
        return 2 * usual if self.one_column(width) else usual

    def colour(self, name: str) -> str:
        try:
            return (self.theme.colours or {})[name]
        except KeyError:
            raise KeyError(f"the theme {self.theme.id!r} has no colour {name!r}") from None

    def drawn(self, drawing: Drawing) -> Drawing:
        """The drawing with its outlines as wide as the theme has them; the same one each time it is asked for."""
        times = self.theme.figure_lines or 1.0
        if times == 1.0:
            return drawing
        known = self._outlined.get(id(drawing))
        if known is None:
            known = self._outlined[id(drawing)] = drawing, drawing.outlined(times)
        return known[1]

    def plain(self, text: str) -> str:
        """The text without marks for strong words, still at its place."""
        return Words(plain(text), place_of(text)) if "**" in text else text

    def width(self, text: str, style: str) -> float:
        """In points, of a line that is not broken, without marks for strong words."""
        found = self.kept.widths.get((text, style))
        if found is None:
            trial = self.trial()
            found = trial._width(text, style)
            if len(trial.problems):
                self.problems.extend(trial.problems)
            else:
                self.kept.widths.put((text, style), found)
        return found

    def _width(self, text: str, style: str) -> float:
        s = self.style(style)
        return self.faces[s.face].width(
            self.known(self.plain(text), s.face), s.size, tabular=s.tabular, tracking=s.tracking
        )

    def known(self, text: str, face: str, place: Place | None = None) -> str:
        """The text without the characters that the font lacks; each of those is a problem where it was written."""
        missing = self.faces[face].missing(text)
        refusal = refused(text)
        if missing or refusal:
            at = place or place_of(text)
            at = at if at.file else self.place
            # Without the weight: what one lacks the others lack too, and it is told once.
            font = self.faces[face].name.partition("-")[0]
            if refusal:
                self.problems.error(at, refusal, "write it in Latin letters")
            elif len(missing) > MOST_MISSING:
                told = f"the font {font} has none of {len(missing)} characters of this text"
                self.problems.error(at, told, _OTHER_FONT)
            for char in missing if not refusal and len(missing) <= MOST_MISSING else ():
                told = f"the font {font} has no character {char!r} (U+{ord(char):04X})"
                self.problems.error(at, told, _OTHER_FONT)
            text = "".join(c for c in text if c not in missing)
        return text

    def joined(self, between: str, parts: Iterable[Words], style: str) -> Words:
        """Texts of several places as one, each looked at for characters that the font lacks where it was written."""
        face = self.style(style).face
        known = [(self.known(part, face), part.place) for part in parts]
        return Words(between.join(text for text, _ in known), known[0][1] if known else NOWHERE)

    def lines(self, words: str, style: str, width: float, lead: str = "") -> tuple[Line, ...]:
        """The words in lines of at most `width` points; `lead` is a strong word or label before them.

        Characters that the font lacks, and words wider than the line, are problems where the author wrote them.
        """
        key = words, style, width, lead
        found = self.kept.lines.get(key)
        if found is None:
            trial = self.trial()
            found = trial._lines(words, style, width, lead)
            if len(trial.problems):
                self.problems.extend(trial.problems)
            else:
                self.kept.lines.put(key, found)
        return found

    def _lines(self, words: str, style: str, width: float, lead: str) -> tuple[Line, ...]:
        s = self.style(style)
        place = place_of(words)
        spans = [
            Span(self.known(t.text, s.strong if t.strong else s.face, place), t.strong) for t in parse(words)
        ]
        if lead:
            spans = [Span(self.known(lead, s.strong) + (" " if words else ""), True), *spans]
        lines = break_lines(spans, Style(s.size, s.face, s.strong, s.tabular, s.tracking), self.faces, width)
        for line in lines:
            if line.overfull:
                self.problems.error(
                    place if place.file else self.place,
                    f"the word {line.text.strip()!r} is wider than its box ({width / 72 * 25.4:.0f} mm)",
                    "use a shorter word",
                )
        return lines
