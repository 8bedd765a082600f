"""The one substitution that we ask of a font: tabular digits (the `tnum` feature of the GSUB table).

Layout of the table: OpenType 1.9, chapters "GSUB" and "OpenType Layout Common Table Formats".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import unpack_from

_SINGLE, _EXTENSION = 1, 7


def tabular(gsub: bytes, glyphs: Iterable[int]) -> dict[int, int]:
    """For each of these glyph ids its tabular one, where the font names one; {} without a `tnum` feature.

    The feature of the first script and language that has it is taken: digits are set the same in all of them.
    """
    features, lookups = unpack_from(">HH", gsub, 6)
    for index in range(_word(gsub, features)):
        tag, offset = unpack_from(">4sH", gsub, features + 2 + 6 * index)
        if tag == b"tnum":
            return _apply(gsub, features + offset, lookups, glyphs)
    return {}


def _apply(gsub: bytes, feature: int, lookups: int, glyphs: Iterable[int]) -> dict[int, int]:
    wanted = set(glyphs)
    out: dict[int, int] = {}
    for number in _words(gsub, feature + 4, _word(gsub, feature + 2)):
        lookup = lookups + _word(gsub, lookups + 2 + 2 * number)
        kind, _, count = unpack_from(">HHH", gsub, lookup)
        for offset in _words(gsub, lookup + 6, count):
            at, is_kind = lookup + offset, kind
            if kind == _EXTENSION:
                is_kind, further = unpack_from(">HL", gsub, at + 2)
                at += further
            if is_kind == _SINGLE:
                out |= {a: b for a, b in _single(gsub, at) if a in wanted}
    return out


def _single(gsub: bytes, at: int) -> Iterator[tuple[int, int]]:
    style, coverage, value = unpack_from(">HHh", gsub, at)
    covered = list(_coverage(gsub, at + coverage))
    if style == 1:
        yield from ((glyph, (glyph + value) & 0xFFFF) for glyph in covered)
    elif style == 2:
        yield from zip(covered, _words(gsub, at + 6, _word(gsub, at + 4)), strict=True)


def _coverage(gsub: bytes, at: int) -> Iterator[int]:
    style, count = unpack_from(">HH", gsub, at)
    if style == 1:
        yield from _words(gsub, at + 4, count)
    else:
        for index in range(count):
            first, last, _ = unpack_from(">HHH", gsub, at + 4 + 6 * index)
            yield from range(first, last + 1)


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _words(data: bytes, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f">{count}H", data, at)
