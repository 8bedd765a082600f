"""A drawing that brings its own colours."""

from __future__ import annotations

from psoas_pdf.drawing import Drawing
from psoas_pdf.record import thing


@thing
class Emblem:
    """Compared by identity: who makes many documents reads a logo once.

    colours: '#rrggbb' of each role of the drawing."""

    drawing: Drawing
    colours: tuple[tuple[str, str], ...]
