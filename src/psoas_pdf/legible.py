"""Whether the colours of a theme can be read on its grounds, in colour and on a photocopy."""

from __future__ import annotations

from collections.abc import Iterable

from psoas_pdf.colours import contrast, mixed, reads_on
from psoas_pdf.model.layout import Theme
from psoas_pdf.problems import Place, Problems
from psoas_pdf.words import place_of

TEXT, LINE = 4.5, 3.0
"""Least contrast (WCAG 2.2, success criteria 1.4.3 and 1.4.11)."""
TEXT_COLOURS = ("ink", "ink-soft", "accent", "stop", "care")
LINE_COLOURS = ("arrow", "rule")
PAPER, TINT = "paper", "tint"
TINT_SHARE = 0.12
"""Of the accent in the tint that goes with it."""
SHADES = 100


def check_contrast(theme: Theme, problems: Problems) -> None:
    """Reports colours of text under 4.5 : 1 on paper or tint, and colours of lines under 3 : 1 on paper."""
    colours = theme.colours or {}
    styled = (style.colour for style in (theme.styles or {}).values())
    # What is set in the paper's colour stands on the accent, which is held to the same on paper.
    for name in dict.fromkeys((*TEXT_COLOURS, *styled)):
        if name not in (PAPER, TINT):
            _check(name, colours[name], [(g, colours[g]) for g in (PAPER, TINT)], TEXT, theme.place, problems)
    paper = [(PAPER, colours[PAPER])]
    for name in LINE_COLOURS:
        _check(name, colours[name], paper, LINE, theme.place, problems)
    arrow = (theme.figure or {}).get("arrow")
    if arrow:
        _check("arrow", arrow, paper, LINE, theme.place, problems)


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
