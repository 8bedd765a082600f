"""What the documents of a theme share while they are laid out: lines that were broken, pieces that were made."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from psoas_pdf.recent import Recent
from psoas_pdf.text.lines import Line

if TYPE_CHECKING:
    from psoas_pdf.drawing import Drawing
    from psoas_pdf.layout.type import Setting

MOST_LINES = 4000
"""Paragraphs, about half a kilobyte each: some 20 exercises with all their words, and doses."""
MOST_PIECES = 4000
"""Pieces of one to twenty kilobytes.  A handout has 60; those of one person, which no other has, push out those that
were not used for some 100 documents.
"""


class Kept:
    """For one theme with its faces and inks.  Whatever is looked up here is looked up by all that it depends on."""

    def __init__(self) -> None:
        self.settings: dict[str, Setting] = {}
        self.outlined: dict[int, tuple[Drawing, Drawing]] = {}
        self.lines = Recent[tuple[str, str, float, str], tuple[Line, ...]](MOST_LINES)
        self.widths = Recent[tuple[str, str], float](MOST_LINES)
        self.arranged = Recent[Hashable, Any](MOST_LINES)
        self.pieces = Recent[Hashable, Any](MOST_PIECES)
