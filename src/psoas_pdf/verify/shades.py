"""Colour spaces of a PDF to '#rrggbb', as far as they say what they look like without a profile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psoas_pdf.verify.objects import as_dict, as_list, as_name, as_number, get
from psoas_pdf.verify.painted import Colour

GREY, RGB, CMYK = "DeviceGray", "DeviceRGB", "DeviceCMYK"
_PARTS = {1: GREY, 3: RGB, 4: CMYK}
_SAME = {"CalGray": GREY, "CalRGB": RGB, "G": GREY, "RGB": RGB, "CMYK": CMYK}


def space_of(value: Any, resources: Any, depth: int = 0) -> str:
    """The device space that a colour space is like, or its own name ('Pattern', 'Separation', 'Indexed')."""
    name = as_name(value) or (str(value) if isinstance(value, str) else None)
    if name is not None:
        own = get(as_dict(get(resources, "/ColorSpace")), f"/{name}")
        if own is not None and depth < 4:
            return space_of(own, resources, depth + 1)
        return _SAME.get(name, name)
    rows = as_list(value)
    if not rows:
        return ""
    family = as_name(rows[0]) or ""
    if family == "ICCBased" and len(rows) > 1:
        return _PARTS.get(int(as_number(get(as_dict(rows[1]), "/N"))), family)
    if family == "Indexed" and len(rows) > 1 and depth < 4:
        return space_of(rows[1], resources, depth + 1)
    return _SAME.get(family, family)


def colour_of(space: str, parts: Sequence[Any]) -> Colour:
    numbers = tuple(min(1.0, max(0.0, float(p))) for p in parts if isinstance(p, int | float))
    if space == GREY and len(numbers) == 1:
        return Colour(_hex(numbers * 3), space, numbers)
    if space == RGB and len(numbers) == 3:
        return Colour(_hex(numbers), space, numbers)
    if space == CMYK and len(numbers) == 4:
        c, m, y, k = numbers
        return Colour(_hex([(1 - part) * (1 - k) for part in (c, m, y)]), space, numbers)
    if space in (GREY, RGB, CMYK):  # no numbers yet, or too few: what a new space begins with is black
        return Colour("#000000", space, (0.0,) * {GREY: 1, RGB: 3, CMYK: 4}[space])
    return Colour(None, space, numbers)


def _hex(parts: Sequence[float]) -> str:
    return "#" + "".join([f"{round(255 * part):02x}" for part in parts])
