"""Palettes: the colours of figures and plates in colour, in grey and for the ink-saver."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from psoas_pdf.pages import Ink

_BLACKEST = {"arrow": "#141414", "muscle": "#1F1F1F", "muscle-edge": "#1F1F1F"}
OUTLINE = "#2E2E2E"
PALE = "#8A8A8A"
WHITE_FROM = 0.86


def _channels(colour: str) -> tuple[float, float, float]:
    r, g, b = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return r, g, b


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', 0 to 1 (WCAG 2, IEC 61966-2-1)."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def grey(colour: str) -> str:
    """The grey of the same luminance."""
    y = luminance(colour)
    v = 12.92 * y if y <= 0.0031308 else 1.055 * y ** (1 / 2.4) - 0.055
    level = round(255 * v)
    return f"#{level:02X}{level:02X}{level:02X}"


def _saved(role: str, colour: str) -> str:
    """The ink-saver's: pale fills, dark outlines, the muscle and arrows black."""
    if role in _BLACKEST:
        return _BLACKEST[role]
    if role.startswith("ghost") and role.endswith("edge"):
        return PALE
    if role.endswith("edge"):
        return OUTLINE
    v = luminance(colour) ** (1 / 2.2)
    level = round(255 * (1.0 if v > WHITE_FROM else 0.76 + 0.24 * v))
    return f"#{level:02X}{level:02X}{level:02X}"


def make_ink(colours: Mapping[str, str], tone: str) -> Ink:
    """tone: 'colour', 'grey' or 'ink-saver'."""
    if tone == "grey":
        colours = {role: grey(colour) for role, colour in colours.items()}
    elif tone == "ink-saver":
        colours = {role: _saved(role, colour) for role, colour in colours.items()}
    key = hashlib.sha256(repr(sorted(colours.items())).encode()).hexdigest()[:16]
    return Ink(dict(colours), key)
