"""The colours of a theme as they are printed: in its tone, and whether they can be read, also on a photocopy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from psoas_pdf.colours import contrast, grey, luminance, mixed, reads_on
from psoas_pdf.model.layout import Theme
from psoas_pdf.problems import Place, Problems
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


TONES = ("colour", "grey", "ink-saver", "high-contrast")
OUTLINE = "#2E2E2E"
PALE, FURNITURE = "#787878", "#6E6E6E"
"""Outlines of the ghost and of things, 4.4 : 1 and 5.1 : 1 on white: a copier that makes all under 53 per cent of
white black keeps them, and they are still lighter than the person's."""
FOLD = "#8A8A8A"
"""Lines within a person, as of the fingers: a copy does without them."""
BLACK = "#000000"
GHOST_EDGE, DARK_FURNITURE = "#6E6E6E", "#595959"
"""5.1 : 1 and 7 : 1 on white: the ghost stays paler than the person."""
WHITE_FROM = 0.86
"""Fills that are this light are left white."""
LIGHTEST_BLACK = 0.76
"""The darkest that a fill may be: 24 per cent of black."""
_STANDING_ABOUT = frozenset(("ground", "mat", "bench", "chair", "cushion", "step", "wall", "frame"))
"""What a person lies, sits or stands on: outlines without a fill, so that the person is darker."""
_LINES = frozenset(("brow", "eye", "mouth", "glasses", "jaw"))
_SAVED = {
    "arrow": "#141414",
    "stop": "#141414",
    "muscle": "#1F1F1F",
    "muscle-shade": "#141414",
    "muscle-light": "#3C3C3C",
    "muscle-edge": "#1F1F1F",
    "muscle-longer": "#2E2E2E",
    "fibre": "#B4B4B4",
    "fibre-light": "#B4B4B4",
    "fibre-dark": "#3A3A3A",
    "iliacus": "#7C7C7C",
    "iliacus-shade": "#686868",
    "iliacus-light": "#959595",
    "psoas-minor": "#C0C0C0",
    "shadow": "#B0B0B0",
}
"""Roles that carry the meaning, and what lies under a body."""
_GREYS = {role: colour for role, colour in _SAVED.items() if role.split("-")[0] in ("muscle", "fibre")} | {
    "arrow": "#333333",
    "nerve": "#FFFFFF",
    "nerve-edge": OUTLINE,
}
"""Roles whose own grey would not be found again: the muscle among dark clothes, the nerve on
bone, and arrows, which a copier keeps."""
_BLACK = frozenset(("arrow", "stop", "muscle", "muscle-edge", "muscle-shade"))
_NOT_LIFTED = frozenset(("stop", "shadow"))
DARKEST_FILL, LIFTED_UNDER = 0x60, 0x98
"""Of 255: in grey, fills under the second are lifted, none under the first, so that the muscle is the darkest."""


def _saved(role: str, colour: str) -> str:
    """The ink-saver's: pale fills, dark outlines, the muscle and arrows black, ghost and furniture not filled."""
    if role in _SAVED:
        return _SAVED[role]
    edge = role.endswith("-edge")
    if role.startswith("ghost-"):
        return PALE if edge else "#FFFFFF"
    if role.split("-")[0] in _STANDING_ABOUT:
        return FURNITURE if edge else "#FFFFFF"
    if edge or role in _LINES:
        return OUTLINE
    if role.endswith("-line"):
        return FOLD
    v = luminance(colour) ** (1 / 2.2)
    level = round(255 * (1.0 if v > WHITE_FROM else LIGHTEST_BLACK + (1 - LIGHTEST_BLACK) * v))
    return f"#{level:02X}{level:02X}{level:02X}"


def _greyed(role: str, colour: str) -> str:
    """The grey of the same luminance, but where something else would then be as dark as the muscle."""
    if role in _GREYS:
        return _GREYS[role]
    own = grey(colour)
    level = int(own[1:3], 16)
    if level >= LIFTED_UNDER or role.endswith(("-edge", "-line")) or role in _LINES | _NOT_LIFTED:
        return own
    level = round(DARKEST_FILL + level * (LIFTED_UNDER - DARKEST_FILL) / LIFTED_UNDER)
    return f"#{level:02X}{level:02X}{level:02X}"


def _contrasted(role: str, colour: str) -> str:
    """As the ink-saver, but with black outlines and lines that are all seen on white and on the palest fill."""
    saved = _saved(role, colour)
    if role in _BLACK or (saved == OUTLINE and (role.endswith("-edge") or role in _LINES)):
        return BLACK
    return {PALE: GHOST_EDGE, FOLD: GHOST_EDGE, FURNITURE: DARK_FURNITURE}.get(saved, saved)


def _of_near(role: str) -> str:
    """The near side's role whose tone does for a far one: lines say what is far, toner need not say it again."""
    if role.endswith("-far"):
        return role.removesuffix("-far") + "-shade"
    return role.replace("-far-", "-") if role.endswith(("-far-shade", "-far-inside")) else role


def toned(colours: Mapping[str, str], tone: str) -> dict[str, str]:
    """Each role in the colour that a theme of this tone prints.  tone: one of `TONES`."""
    change = {"grey": _greyed, "ink-saver": _saved, "high-contrast": _contrasted}.get(tone)
    if change is None:
        return dict(colours)
    near = dict(colours)
    if change is not _greyed:
        near = {role: colours.get(_of_near(role), colour) for role, colour in colours.items()}
    return {role: change(role, near[role]) for role in colours}


def is_chromatic(colour: str) -> bool:
    """Whether a colour is more than a grey."""
    return len({colour[1:3].upper(), colour[3:5].upper(), colour[5:7].upper()}) > 1


def _grounds(colour: str, colours: Mapping[str, str]) -> tuple[str, str]:
    """What a clinic's colour stands on: paper, and the tint of its own where the theme tints."""
    return colours[PAPER], colours[TINT] if colours[TINT] == colours[PAPER] else tint_of(colour)


def least_contrast(colour: str, colours: Mapping[str, str]) -> float:
    """Of an accent on paper and on its own tint, in colour and on a photocopy."""
    grounds = _grounds(colour, colours)
    return min(min(contrast(colour, g), contrast(grey(colour), grey(g))) for g in grounds)


def shade_of(colour: str, colours: Mapping[str, str], least: float) -> str | None:
    """The colour itself, or the nearest darker shade that has that contrast on paper and on its own tint."""
    shades = (mixed(colour, "#000000", i / SHADES) for i in range(SHADES + 1))
    return next((s for s in shades if all(reads_on(s, g, least) for g in _grounds(s, colours))), None)
