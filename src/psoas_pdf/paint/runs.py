"""Blocks at their places on a page, and which of them are deflated together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from psoas_pdf.pages import Block
from psoas_pdf.paint.standing import Prepared
from psoas_pdf.paint.syntax import number

_END = b"Q\n"


class Place(NamedTuple):
    """A block on a page: which page, the first of its MCIDs there, and how far it is moved."""

    block: Block
    prepared: Prepared
    page: int
    mcid: int
    x: float
    y: float

    @property
    def spot(self) -> tuple[Block, int]:
        return self.block, self.mcid

    @property
    def move(self) -> bytes:
        return f"q 1 0 0 1 {number(self.x)} {number(self.y)} cm\n".encode("ascii")

    @property
    def content(self) -> bytes:
        marks = tuple(range(self.mcid, self.mcid + len(self.prepared.marks)))
        return self.prepared.painted.data % marks + _END


def runs_of(places: Sequence[Place]) -> list[Sequence[Place]]:
    """The blocks of a page one by one, and those from the first time that one is set down to the last together: what
    comes again costs little where it is deflated with what came before.
    """
    last = {place.block: i for i, place in enumerate(places)}
    if len(last) == len(places):
        return [places[i : i + 1] for i in range(len(places))]
    out, start = [], 0
    while start < len(places):
        end, at = start, start
        while at <= end:
            end = max(end, last[places[at].block])
            at += 1
        out.append(places[start:at])
        start = at
    return out
