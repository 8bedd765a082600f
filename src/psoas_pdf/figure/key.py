"""A digest of everything that a picture depends on, without drawing it."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psoas_pdf.model.plate import Plate
from psoas_pdf.model.pose import Scene
from psoas_pdf.places import shipped

DEFAULT_LOOK = "man"


@cache
def _engine() -> bytes:
    """Of the engine's source and the body's tables."""
    package = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    sources = [*package.glob("*.py"), package.parent / "drawing.py", package.parent / "geometry.py"]
    for path in sorted(sources) + sorted((shipped() / "data" / "body").glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def _look(look: str) -> bytes:
    return (shipped() / "data" / "looks" / f"{look or DEFAULT_LOOK}.yaml").read_bytes()


def _content(value: Any) -> str:
    """What an author wrote, without where it stands."""
    if is_dataclass(value):
        inner = (
            f"{f.name}={_content(getattr(value, f.name))}"
            for f in fields(value)
            if f.name not in ("place", "places")
        )
        return f"{type(value).__name__}({','.join(inner)})"
    if isinstance(value, dict):
        return "{" + ",".join(f"{k}:{_content(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(_content, value)) + ")"
    return repr(str(value)) if isinstance(value, str) else repr(value)


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0\0".join(parts)).hexdigest()[:32]


def pictures_key(scene: Scene, look: str) -> str:
    """Two scenes with one key have the same pictures."""
    return _digest(b"pictures", _content(scene).encode(), _look(look), _engine())


def standing_key(look: str) -> str:
    """The same for the standing figure."""
    return _digest(b"standing", _look(look), _engine())


def plate_key(plate: Plate) -> str:
    """Two plates with one key have the same drawing; labels and names are no part of it."""
    drawn = (plate.size, plate.scale, plate.layers)
    return _digest(b"plate", _content(drawn).encode(), _engine())
