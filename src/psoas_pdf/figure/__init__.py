"""People in any pose, from any side: `solve` a scene, `draw` it.  What is asked for is loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psoas_pdf.figure.colours import palette
    from psoas_pdf.figure.key import pictures_key, standing_key
    from psoas_pdf.figure.scene import Pictures, Solved, draw, solve, standing

_WHERE = {
    "Pictures": "scene",
    "Solved": "scene",
    "draw": "scene",
    "palette": "colours",
    "pictures_key": "key",
    "solve": "scene",
    "standing": "scene",
    "standing_key": "key",
}

__all__ = ["Pictures", "Solved", "draw", "palette", "pictures_key", "solve", "standing", "standing_key"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"psoas_pdf.figure.{_WHERE[name]}"), name)
