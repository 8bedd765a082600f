"""Tiles in rows: how high each row is, how wide the pictures are, and how large the people in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import inf

from psoas_pdf.document import Tile
from psoas_pdf.layout.opening import MOST_SCALE_RATIO
from psoas_pdf.layout.tile import WIDE, WITH_STEPS, Cut, cut, narrowest_dose
from psoas_pdf.layout.type import Type
from psoas_pdf.record import value

SHARES = (0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3)
"""Of a tile's width, for a picture with something beside it; all tiles of a sheet have the same."""


@value
class Tiling:
    """Rows of tiles.  needs, heights: of the rows, in points; scales: of the small figures, points a centimetre."""

    rows: tuple[tuple[Cut, ...], ...]
    needs: tuple[float, ...]
    heights: tuple[float, ...]
    scales: tuple[tuple[float, ...], ...]


def tiling(
    tiles: Sequence[Tile],
    columns: int,
    width: float,
    kind: str,
    picture: float,
    type_: Type,
    room: float = inf,
    most: float = 0.0,
) -> Tiling:
    """The tiles in rows, with the share of their width for pictures at which people are largest.

    Among those shares that fit the room for all rows; where none does, the one that needs least.
    picture: least height of one.  most: height of a row that needs no more.
    """
    shares: tuple[float, ...] = SHARES if kind in WITH_STEPS else (1.0,)
    if kind == WIDE:
        least = max(narrowest_dose(tile, type_) for tile in tiles)
        beside = width - type_.length("gutter")
        shares = tuple(share for share in SHARES if beside * (1 - share) >= least) or SHARES[-1:]
    found = [
        _tiling([cut(tile, width, kind, type_, share) for tile in tiles], columns, picture, room, most)
        for share in shares
    ]
    return max(found, key=lambda one: _worth(one, room))


def _worth(tiling: Tiling, room: float) -> tuple[float, float, float]:
    scales = list(chain.from_iterable(tiling.scales))
    return -round(max(0.0, sum(tiling.needs) - room), 2), round(min(scales), 3), round(sum(scales), 3)


def _tiling(cuts: Sequence[Cut], columns: int, picture: float, room: float, most: float) -> Tiling:
    rows = [cuts[i : i + columns] for i in range(0, len(cuts), columns)]
    level = [tuple(one.with_dose(max(o.dose.height for o in row)) for one in row) for row in rows]
    needs = [max(one.least(picture) for one in row) for row in level]
    heights = shared(needs, room, most)
    fits = [[_fit(one, height) for one in row] for row, height in zip(level, heights, strict=True)]
    largest = min(chain.from_iterable(fits)) * MOST_SCALE_RATIO
    scales = tuple(tuple(min(fit, largest) for fit in row) for row in fits)
    return Tiling(tuple(level), tuple(needs), tuple(heights), scales)


def _fit(one: Cut, height: float) -> float:
    (width, high), box = one.room(height), one.exercise.end.drawing.box
    return max(0.0, min(width / box.width, high / box.height))


def shared(needs: Sequence[float], room: float, most: float) -> list[float]:
    """Heights of rows that share the room: equal, none over `most`; a row that needs more gets it from the others."""
    share, before = room / len(needs), 0.0
    while share != before:
        over = [need for need in needs if need > share]
        before = share
        if len(over) < len(needs):
            share = (room - sum(over)) / (len(needs) - len(over))
    return [max(need, min(most, share)) for need in needs]
