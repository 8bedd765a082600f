"""A digest of everything that a picture depends on, without drawing it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from psoas_pdf.model.plate import Plate
from psoas_pdf.model.pose import Scene
from psoas_pdf.places import folder

DEFAULT_LOOK = "man"


@cache
def _engine() -> bytes:
    """Of the engine's source and the body's tables."""
    engine = os.path.dirname(os.path.realpath(__file__))
    above = os.path.dirname(engine)
    files = [*_files(engine, ".py"), os.path.join(above, "drawing.py"), os.path.join(above, "geometry.py")]
    digest = hashlib.sha256()
    for path in files + _files(os.path.join(folder(), "data", "body"), ".yaml"):
        digest.update(os.path.basename(path).encode() + b"\0" + _bytes(path) + b"\0")
    return digest.digest()


def _files(where: str, ending: str) -> list[str]:
    return [os.path.join(where, name) for name in sorted(os.listdir(where)) if name.endswith(ending)]


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _look(look: str) -> bytes:
    return _bytes(os.path.join(folder(), "data", "looks", f"{look or DEFAULT_LOOK}.yaml"))


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
