"""A theme made larger for a sheet that is read from farther away."""

from __future__ import annotations

from dataclasses import replace

from psoas_pdf.layout.type import Type
from psoas_pdf.units import Length

LARGE = frozenset({"title", "heading", "figure", "badge", "badge-gap"})
"""Styles and lengths of what is read first: title, names and numbers of exercises, figures of the dose."""


def scaled(type_: Type, scale: float, large: float) -> Type:
    """All that has a size, rules and spaces too, `scale` times as large; what is read first `large` times."""
    if scale == large == 1.0:
        return type_
    theme = type_.theme

    def times(name: str) -> float:
        return large if name in LARGE else scale

    styles = {
        name: replace(
            style,
            size=style.size * times(name),
            leading=style.leading * times(name),
            tracking=style.tracking * times(name),
        )
        for name, style in (theme.styles or {}).items()
    }
    lengths = {name: Length(length * times(name)) for name, length in (theme.lengths or {}).items()}
    made = replace(theme, styles=styles, lengths=lengths)
    return Type(made, type_.faces, type_.ink, type_.problems, type_.place, type_.inks)
