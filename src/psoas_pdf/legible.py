"""Whether the colours of a theme can be read on its grounds, in colour and on a photocopy."""

from __future__ import annotations

from collections.abc import Iterable

from psoas_pdf.colours import contrast, mixed, reads_on
from psoas_pdf.model.layout import Theme
from psoas_pdf.problems import Place, Problems
from psoas_pdf.tones import toned
from psoas_pdf.words import Words, place_of

TEXT, LINE = 4.5, 3.0
"""Least contrast (WCAG 2.2, success criteria 1.4.3 and 1.4.11); a theme may ask for more."""
TEXT_COLOURS = ("ink", "ink-soft", "accent", "stop", "care")
LINE_COLOURS = ("arrow", "rule")
PAPER, TINT = "paper", "tint"
TINT_SHARE = 0.12
"""Of the accent in the tint that goes with it."""
SHADES = 100
BADGES = ("badge", "card-badge", "card-large-badge")


def check_contrast(theme: Theme, problems: Problems) -> None:
    """Reports what is hard to read, in colour or in grey.

    Colours of text need the theme's contrast for text (4.5 : 1 or more) on paper and tint, the badge's number on
    its disc or in its ring; lines with a meaning, and outlines of figures as they are printed, that for lines
    (3 : 1 or more) on paper.
    """
    colours, lengths = theme.colours or {}, theme.lengths or {}
    text, line = theme.text_contrast or TEXT, theme.line_contrast or LINE
    styled = {name: style.colour for name, style in (theme.styles or {}).items() if name not in BADGES}
    for name in dict.fromkeys((*TEXT_COLOURS, *styled.values())):
        if name != TINT:
            _check(name, colours[name], [(g, colours[g]) for g in (PAPER, TINT)], text, theme.place, problems)
    for name in BADGES:
        # The number stands on the accent, or inside a ring of it on paper.
        ring = float(lengths["badge-rule"]) < float(lengths[name]) / 2
        ground, style = PAPER if ring else "accent", (theme.styles or {})[name]
        own = style.place if style.place.file == theme.place.file else theme.place
        _check(
            f"{style.colour} of the {name}",
            colours[style.colour],
            [(ground, colours[ground])],
            text,
            own,
            problems,
        )
    paper = [(PAPER, colours[PAPER])]
    for name in LINE_COLOURS:
        _check(name, colours[name], paper, line, theme.place, problems)
    figure = theme.figure or {}
    for name, printed in toned(figure, theme.figure_tone or "colour").items():
        if name == "arrow" or name.endswith("-edge"):
            shown = Words(printed, place_of(figure[name]))
            _check(f"{name} of figures", shown, paper, line, theme.place, problems)


def _check(
    name: str, colour: str, grounds: Iterable[tuple[str, str]], least: float, own: Place, problems: Problems
) -> None:
    grounds = list(grounds)
    for ground_name, ground in grounds:
        if reads_on(colour, ground, least):
            continue
        darker = (mixed(colour, "#000000", i / SHADES) for i in range(1, SHADES + 1))
        passing = next((c for c in darker if all(reads_on(c, g, least) for _, g in grounds)), None)
        # Who writes only the ground, on which a colour of the other theme then fails, is told of the ground.
        at = next((p for p in map(place_of, (colour, ground)) if p.file == own.file), own)
        hint = f"{passing} is the nearest darker shade that passes" if passing else f"lighten {ground_name}"
        told = (
            f"the colour {name} ({colour}) has a contrast of {contrast(colour, ground):.1f} : 1 on {ground_name} "
            f"({ground}), and needs {least:g} : 1"
        )
        problems.error(at, told, hint)
        return


def tint_of(accent: str) -> str:
    """The tint of a clinic's colour."""
    return mixed("#FFFFFF", accent, TINT_SHARE)
