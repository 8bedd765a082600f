"""A drawing that brings its own colours."""

from __future__ import annotations

from psoas_pdf.drawing import Drawing
from psoas_pdf.record import value


@value
class Emblem:
    """colours: '#rrggbb' of each role of the drawing."""

    drawing: Drawing
    colours: tuple[tuple[str, str], ...]
