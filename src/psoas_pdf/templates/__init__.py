"""Files to begin with, as `psoas-pdf new` writes them and docs/format.md shows them."""

from __future__ import annotations

import os


def template(kind: str) -> str:
    """The text of a plan, a clinic, an exercise or a layout."""
    with open(os.path.join(os.path.dirname(__file__), f"{kind}.yaml"), encoding="utf-8") as stream:
        return stream.read()
