"""Palettes: the colours of figures and plates as a theme's tone prints them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from psoas_pdf.legible import toned
from psoas_pdf.pages import Ink


def make_ink(colours: Mapping[str, str], tone: str) -> Ink:
    """tone: one of `legible.TONES`."""
    colours = toned(colours, tone)
    key = hashlib.sha256(repr(sorted(colours.items())).encode()).hexdigest()[:16]
    return Ink(colours, key)
