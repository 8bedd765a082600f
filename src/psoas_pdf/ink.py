"""Palettes: the colours of figures and plates as a theme's tone prints them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from psoas_pdf.colours import grey
from psoas_pdf.legible import toned
from psoas_pdf.pages import Ink


def make_ink(colours: Mapping[str, str], tone: str) -> Ink:
    """tone: one of `legible.TONES`."""
    colours = toned(colours, tone)
    key = hashlib.sha256(repr(sorted(colours.items())).encode()).hexdigest()[:16]
    return Ink(colours, key)


@lru_cache(maxsize=64)
def own_ink(colours: tuple[tuple[str, str], ...], coloured: bool) -> Ink:
    """The ink of a drawing that brings its own colours, the same object each time; greys where nothing is coloured."""
    return make_ink({role: colour if coloured else grey(colour) for role, colour in colours}, "colour")
