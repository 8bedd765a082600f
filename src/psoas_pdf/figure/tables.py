"""Numbers of the body and of a person's look, read once from `data/body` and `data/looks`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any

import yaml

from psoas_pdf.figure.curves import Curve, monotone
from psoas_pdf.places import folder

DEFAULT_LOOK = "man"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def table(name: str) -> dict[str, Any]:
    """`data/body/<name>.yaml`."""
    return _read(f"body/{name}.yaml")


def _read(path: str) -> dict[str, Any]:
    with open(os.path.join(folder(), "data", *path.split("/")), "rb") as file:
        content = yaml.load(file, Loader=_LOADER)
    assert isinstance(content, dict)
    return content


def looks() -> tuple[str, ...]:
    """Ids of the looks that come with the program."""
    names = os.listdir(os.path.join(folder(), "data", "looks"))
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def number(name: str) -> float:
    """A length of the skeleton in centimetres."""
    return float(table("skeleton")[name])


@cache
def curve(name: str, key: str) -> Curve:
    """A profile of `data/body/<name>.yaml`; `key` may be a path such as 'hair/short/hairline'."""
    node: Any = table(name)
    for part in key.split("/"):
        node = node[part]
    return remembered(monotone(node))


def remembered(value: Curve) -> Curve:
    """The same, faster: sections stand at the same few places in every figure."""
    known: dict[float, float] = {}

    def look_up(s: float) -> float:
        found = known.get(s)
        if found is None:
            found = known[s] = value(s)
        return found

    return look_up


def rows(name: str, key: str) -> Sequence[Sequence[float]]:
    node: Any = table(name)
    for part in key.split("/"):
        node = node[part]
    found: Sequence[Sequence[float]] = node
    return found


@dataclass(frozen=True)
class Face:
    """What makes one face differ from another.

    brow: thickness of the eyebrows in cm.  eye, nose: factors on their size.
    """

    brow: float = 0.62
    eye: float = 1.0
    nose: float = 1.0
    lashes: bool = False
    lips: bool = False
    beard: bool = False
    glasses: bool = False
    lines: bool = False


@dataclass(frozen=True)
class Look:
    """A person: radii in centimetres along trunk, legs and arms, hair, face, and colours by role.

    arms, legs: what covers them below the sleeve and the shorts, as a material: 'skin' when they are bare.
    """

    id: str
    hair: str
    neck: float
    jaw: float
    face: Face
    arms: str
    legs: str
    colours: Mapping[str, str]
    trunk_front: Curve
    trunk_back: Curve
    trunk_side: Curve
    leg_front: Curve
    leg_back: Curve
    leg_outer: Curve
    leg_inner: Curve
    arm_front: Curve
    arm_back: Curve
    arm_side: Curve


@cache
def _written(name: str) -> dict[str, Any]:
    if name not in looks():
        raise KeyError(name)
    return _read(f"looks/{name}.yaml")


def look_colours(name: str) -> Mapping[str, str]:
    """The colours alone, for the many runs that draw nothing anew.  Raises KeyError as `look`."""
    colours: Mapping[str, str] = _written(name or DEFAULT_LOOK)["colours"]
    return colours


@cache
def look(name: str) -> Look:
    """Raises KeyError for a look that does not exist."""
    name = name or DEFAULT_LOOK
    entry = _written(name)
    shape = entry["shape"]
    profiles = {key.replace("-", "_"): _shaped(key, shape.get(key, {})) for key in table("profiles")}
    return Look(
        id=name,
        hair=entry["hair"],
        neck=float(entry["neck"]),
        jaw=float(entry["jaw"]),
        face=Face(**entry.get("face", {})),
        arms=entry.get("arms", "skin"),
        legs=entry.get("legs", "skin"),
        colours=entry["colours"],
        **profiles,
    )


def _shaped(key: str, change: Mapping[str, Any]) -> Curve:
    base = curve("profiles", key)
    factor = float(change.get("factor", 1.0))
    bumps = [tuple(map(float, b)) for b in change.get("bumps", ())]
    if factor == 1.0 and not bumps:
        return base

    def value(s: float) -> float:
        return base(s) * factor + sum(h * exp(-(((s - c) / w) ** 2)) for h, c, w in bumps)

    return remembered(value)
