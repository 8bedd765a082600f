"""Scripts whose letters join, stack or run from right to left, which need more than one glyph after the other."""

from __future__ import annotations

RIGHT_TO_LEFT = (
    (0x0590, 0x08FF),
    (0x200F, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x10800, 0x10FFF),
    (0x1E800, 0x1EFFF),
)
"""Blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and others in Unicode, and the marks that turn the direction."""
JOINED = (
    (0x0900, 0x0DFF),
    (0x0F00, 0x109F),
    (0x1780, 0x18AF),
    (0x1900, 0x1CFF),
    (0xA800, 0xAAFF),
    (0x11000, 0x11FFF),
)
"""Blocks of Indic scripts, Tibetan, Burmese, Khmer and Mongolian, and of some of their neighbours."""


_FIRST = chr(min(low for low, _ in (*RIGHT_TO_LEFT, *JOINED)))


def refused(text: str) -> str:
    """Why a text can't be set, whatever the font; '' where it can."""
    if text.isascii() or max(text) < _FIRST:
        return ""
    codes = [ord(char) for char in text]
    if any(low <= code <= high for low, high in RIGHT_TO_LEFT for code in codes):
        return "text that runs from right to left can't be printed yet"
    if any(low <= code <= high for low, high in JOINED for code in codes):
        return "text of this script can't be printed yet: its signs change with those beside them"
    return ""
