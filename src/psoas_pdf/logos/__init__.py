"""Logos: checked pictures, and a safe part of SVG as drawings with colours of their own."""

from __future__ import annotations

import os

from psoas_pdf.images import MOST_BYTES, BadImage, measure
from psoas_pdf.logos.emblem import Emblem
from psoas_pdf.problems import Place, Problems

Logo = bytes | Emblem
"""A checked PNG or JPEG, or a drawing."""


def read_logo(path: str, named_at: Place, problems: Problems) -> Logo | None:
    """The logo in a file, or None after an error: of an SVG in its own lines, else where the file is named."""
    name = os.path.basename(path)
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        problems.error(named_at, f"{name} can't be read: {error.strerror}", "check the path")
        return None
    if path.lower().endswith((".svg", ".svgz")) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4] in (
        b"<svg",
        b"<?xm",
    ):
        from psoas_pdf.logos.svg import read_svg

        return read_svg(data, path, named_at, problems)
    try:
        measure(data)
    except BadImage as bad:
        problems.error(named_at, f"{name}: {bad}", bad.hint)
        return None
    return data


__all__ = ["Emblem", "Logo", "read_logo"]
