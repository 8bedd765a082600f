"""How a figure stands, lies or moves.  The figure engine's own vocabulary; see `docs/format.md`."""

from __future__ import annotations

from typing import Any

from psoas_pdf.problems import NOWHERE, Place
from psoas_pdf.record import key, record


@record
class Scene:
    """The pictures of an exercise: camera, props, the start, and the end as changes to it.  (Being written.)"""

    place: Place = NOWHERE
    raw: Any = key("(placeholder)", default=None)
