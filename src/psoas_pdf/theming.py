"""Themes with all that they extend; what a theme can be printed on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from psoas_pdf.colours import is_colour
from psoas_pdf.extending import chain_of, margins_on
from psoas_pdf.legible import (
    LINE,
    PAPER,
    TEXT,
    TINT,
    check_contrast,
    is_chromatic,
    least_contrast,
    shade_of,
    tint_of,
)
from psoas_pdf.model.layout import Layout, Stock, Theme
from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.source import short
from psoas_pdf.units import MM, Length
from psoas_pdf.words import Words, place_of

if TYPE_CHECKING:
    from psoas_pdf.library import Library

OF_CARDS = ("card-", "cut-", "sheet-line", "before-cut")
"""How the names of styles and lengths of card sheets begin: they go under the floor, and don't follow a scale."""
STANDARD = "standard"
"""The theme whose names every other must have."""
TWO_COLUMNS = "two-columns"
BLACK_TONES = ("ink-saver", "high-contrast")
"""Tones of figures without colour and without dark areas."""
LARGE = 16.0
"""Smallest type in points from which a theme counts as large print (UKAAF)."""
SINGLE = (
    "fonts",
    "floor",
    "card_floor",
    "figure_tone",
    "figure_lines",
    "arrangement",
    "fixed",
    "text_contrast",
    "line_contrast",
)
"""Fields of a theme that are taken over whole."""


def whole_theme(library: Library, path: str, problems: Problems, place: Place | None) -> Theme | None:
    """The theme in a file with every field filled, or None."""
    chain = chain_of(library, "theme", path, problems, place)
    if not chain:
        return None
    whole: Theme = _own_theme(chain[-1], problems)
    for layer in reversed(chain[:-1]):
        whole = _over_theme(whole, layer)
    whole = replace(whole, lineage=tuple(layer.id for layer in chain))
    _check_theme(library, whole, path, problems)
    return whole


def branded(theme: Theme, colour: Words, problems: Problems) -> Theme:
    """A whole theme with a clinic's colour in the place of its accent, and the tint of that.

    A theme without colour stays as it is; one without a tint stays without.  Where a theme asks for more contrast
    than others, the nearest darker shade that has it is taken.  Stop, care and arrows keep their colours.
    """
    colours = theme.colours or {}
    if not is_colour(colour):
        problems.error(colour.place, f"{short(colour)} is not a colour", "write it as '#0B5A6B', in quotes")
        return theme
    if not is_chromatic(colours["accent"]):
        return theme
    own = {"accent": Words(colour.upper(), colour.place)}
    if colours[TINT] != colours[PAPER]:
        own[TINT] = Words(tint_of(colour), colour.place)
    shade = shade_of(colour, colours, TEXT)
    if shade != colour.upper():
        contrast = least_contrast(colour, colours)
        told = f"the clinic's colour {colour} has a contrast of {contrast:.1f} : 1, and needs {TEXT:g} : 1"
        hint = f"{shade} is the nearest darker shade that passes" if shade else "choose a darker one"
        problems.error(colour.place, told, hint)
        return theme
    if (most := theme.text_contrast or TEXT) > TEXT and (shade := shade_of(colour, colours, most)):
        own = {name: Words(tint_of(shade) if name == TINT else shade, colour.place) for name in own}
    return replace(theme, colours={**colours, **own})


def check_printable(
    library: Library, layout: Layout, theme: Theme, problems: Problems, stock: Stock | None = None
) -> None:
    """Reports a theme that a whole layout can't be printed in, or not on that stock (None: its own)."""
    allowed = _is_allowed(library, layout, theme, problems)
    stock = stock or library.get("stock", str(layout.stock), problems, layout.place)
    if layout.kind == "cards" or stock is None or not allowed:
        return
    width = _width(layout, stock)
    least = float((theme.lengths or {})["least-width"])
    if width < least:
        known = [library.get("stock", name, problems, place_of(name)) for name in layout.stocks or ()]
        wide = [other.id for other in known if other and _width(layout, other) >= least]
        problems.error(
            layout.place,
            f"the theme {theme.id!r} needs {least / MM:.0f} mm for its text, and {stock.id!r} has {width / MM:.0f} mm",
            "print it on " + ", ".join(wide) if wide else "write narrower margins, or take a smaller theme",
        )


def in_black(theme: Theme) -> Theme:
    """The theme in black on white, for sheets that are photocopied and written on whatever theme is asked for."""
    white = (theme.colours or {}).get(PAPER, "#FFFFFF")
    colours = {name: white if name in (PAPER, TINT) else "#000000" for name in theme.colours or {}}
    tone = theme.figure_tone if theme.figure_tone in BLACK_TONES else BLACK_TONES[0]
    return replace(theme, colours=colours, figure_tone=tone)


def _width(layout: Layout, stock: Stock) -> float:
    """Of the text of a page, in points."""
    margins = margins_on(layout, stock)
    return float(stock.width - margins.left - margins.right)


def _is_allowed(library: Library, layout: Layout, theme: Theme, problems: Problems) -> bool:
    """Reports a theme that is none of the layout's, and no kin of one."""
    if layout.themes is None:
        return True
    kin = {*theme.lineage, STANDARD}  # a theme that extends none has the names of the standard theme
    for name in layout.themes:
        listed = library.theme(name, problems) if name in kin else None
        if listed and _is_large(listed) == _is_large(theme):
            return True
    hint = "it can be printed in " + ", ".join(layout.themes)
    if layout.instead:
        hint += f"; or print the layout {layout.instead} in this theme"
    told = f"the layout {layout.id!r} can't be printed in the theme {theme.id!r}"
    problems.error(layout.place, told, hint)
    return False


def _is_large(theme: Theme) -> bool:
    return (theme.floor or 0) >= LARGE


def _own_theme(theme: Theme, problems: Problems) -> Theme:
    """A theme that extends no other; with what may be left out in any."""
    if theme.scale:
        problems.error(theme.place, "scale: needs a theme to scale", "write extends: and another theme's id")
    return replace(
        theme,
        fixed=theme.fixed or (),
        arrangement=theme.arrangement or TWO_COLUMNS,
        text_contrast=theme.text_contrast or TEXT,
        line_contrast=theme.line_contrast or LINE,
    )


def _over_theme(base: Theme, over: Theme) -> Theme:
    if over.scale:
        base = _scaled(base, over.scale)
    values: dict[str, Any] = {}
    for name in SINGLE:
        if (value := getattr(over, name)) is not None:
            values[name] = value
    for name in ("colours", "styles", "lengths", "figure", "black"):
        mine, theirs = getattr(over, name), getattr(base, name)
        if mine is not None:
            values[name] = {**(theirs or {}), **mine}
    if over.colours:
        values["colours"] |= _tinted(base.colours or {}, over.colours)
    return replace(
        base, id=over.id, name=over.name or base.name, extends=over.extends, place=over.place, **values
    )


def _scaled(theme: Theme, scale: float) -> Theme:
    """Type, leading and the lengths that follow type, that many times as large; cards as they are."""
    fixed = frozenset(map(str, theme.fixed or ()))
    styles = {
        name: style
        if name.startswith(OF_CARDS)
        else replace(style, size=round(style.size * scale, 2), leading=round(style.leading * scale, 2))
        for name, style in (theme.styles or {}).items()
    }
    lengths = {
        name: length if name in fixed or name.startswith(OF_CARDS) else Length(length * scale)
        for name, length in (theme.lengths or {}).items()
    }
    floor = round(theme.floor * scale, 2) if theme.floor else theme.floor
    return replace(theme, floor=floor, styles=styles, lengths=lengths)


def _tinted(base: Mapping[str, str], over: Mapping[str, str]) -> dict[str, str]:
    """The tint of a new accent; none where a tint is given, or where the other theme tints nothing."""
    accent = over.get("accent", "")
    if TINT in over or not is_colour(accent) or base.get(TINT) == base.get(PAPER):
        return {}
    return {TINT: Words(tint_of(accent), place_of(accent))}


def _check_theme(library: Library, theme: Theme, path: str, problems: Problems) -> None:
    for key in ("fonts", "floor", "card_floor", "colours", "styles", "lengths"):
        if getattr(theme, key) is None:
            hint = "write it, or write extends: standard"
            problems.error(theme.place, f"the key {key.replace('_', '-')!r} is missing", hint)
    colours, styles = theme.colours or {}, theme.styles or {}
    for table in (colours, theme.figure or {}):
        for colour in table.values():
            if not is_colour(colour):
                problems.error(place_of(colour), f"{short(colour)} is not a colour", "write it as '#1a2b3c'")
    for style in styles.values():
        if style.colour not in colours:
            hint = did_you_mean(style.colour, colours)
            problems.error(style.place, f"there is no colour {short(style.colour)}", hint)
    if theme.fonts:
        for path_of in (theme.fonts.regular, theme.fonts.semibold, theme.fonts.bold):
            if path_of:
                library.attachment(path_of, place_of(path_of), problems)
    if not problems.failed:
        standard = _standard(library, theme, path, problems)
        if standard:
            used = {style.colour for style in styles.values()}
            _same_names("colour", colours, standard.colours, theme.place, problems, allowed=used)
            _same_names("style", styles, standard.styles, theme.place, problems)
            _same_names("length", theme.lengths or {}, standard.lengths, theme.place, problems)
            # More colours are right here: they change the person in the pictures.
            figure = theme.figure or {}
            _same_names("figure", figure, standard.figure, theme.place, problems, allowed=figure)
            for name in (theme.black or {}).keys() - colours.keys():
                problems.error(
                    theme.place, f"black: there is no colour {short(name)}", did_you_mean(name, colours)
                )
            for name in theme.fixed or ():
                if name not in (theme.lengths or {}):
                    hint = did_you_mean(name, theme.lengths or {})
                    problems.error(place_of(name), f"there is no length {short(name)}", hint)
    if not problems.failed:
        _check_sizes(theme, problems)
        check_contrast(theme, problems)


def _check_sizes(theme: Theme, problems: Problems) -> None:
    for name, style in (theme.styles or {}).items():
        on_card = name.startswith(OF_CARDS)
        key, floor = ("card-floor", theme.card_floor) if on_card else ("floor", theme.floor)
        if floor is not None and style.size < floor:
            hint = f"make it larger, or write another {key}: in the theme"
            told = (
                f"the style {short(name)} has {style.size:g} pt, under the theme's smallest of {floor:g} pt"
            )
            # Who writes only a floor or a scale is told there, not in the theme that is extended.
            own = style.place.file == theme.place.file
            problems.error(style.place if own else theme.place, told, hint)


def _standard(library: Library, theme: Theme, path: str, problems: Problems) -> Theme | None:
    """The theme to compare with: for one that replaces the standard theme, the one that it replaces."""
    if theme.id != STANDARD:
        return library.theme(STANDARD, problems)
    shipped = list(library.paths("theme", STANDARD))[-1:]
    if not shipped or os.path.realpath(shipped[0]) == os.path.realpath(path):
        return None
    standard: Theme | None = library.read("theme", shipped[0], problems)
    return standard


def _same_names(
    what: str,
    mine: Mapping[str, Any],
    standard: Mapping[str, Any] | None,
    place: Place,
    problems: Problems,
    allowed: Iterable[str] = (),
) -> None:
    for name in (standard or {}).keys() - mine.keys():
        table = what if what == "figure" else f"{what}s"
        hint = f"write it under {table}:, or write extends: {STANDARD}"
        told = f"{what} colour" if what == "figure" else what
        problems.error(place, f"the {told} {name!r} is missing", hint)
    for name in mine.keys() - (standard or {}).keys() - set(allowed):
        value = mine[name]
        at = getattr(value, "place", None) or place
        problems.error(at, f"there is no {what} {short(name)}", did_you_mean(name, standard or ()))
