"""Colours as '#rrggbb': mixtures, greys, and how well one reads on another."""

from __future__ import annotations


def is_colour(text: str) -> bool:
    """Whether a text is '#rrggbb'."""
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(a: str, b: str, share: float) -> str:
    """A colour between two '#rrggbb', `share` of the way from a to b."""
    pairs = zip(_parts(a), _parts(b), strict=True)
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of '#rrggbb', 0 to 1 (WCAG 2, IEC 61966-2-1)."""
    channels = [part / 255 for part in _parts(colour)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels]
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


def reads_on(colour: str, ground: str, least: float) -> bool:
    """Whether the contrast is at least that, in colour and as greys."""
    return contrast(colour, ground) >= least and contrast(grey(colour), grey(ground)) >= least
