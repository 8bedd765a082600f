"""Documents of blocks that are set down: what a block paints and says is kept, and a document is little more than
its blocks put together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from weakref import WeakKeyDictionary

from psoas_pdf.pages import At, Block, Sheets
from psoas_pdf.paint.assembly import Assembly
from psoas_pdf.paint.content import Names, Resource
from psoas_pdf.paint.deflate import Deflater, Piece, join
from psoas_pdf.paint.metadata import Separation
from psoas_pdf.paint.runs import Place
from psoas_pdf.paint.standing import Prepared, Spot, Standing, prepare, stand
from psoas_pdf.paint.walk import Stood, grow
from psoas_pdf.paint.writer import Base
from psoas_pdf.recent import Recent
from psoas_pdf.record import thing

MOST_STANDING = 3000
"""Blocks at their places that are kept, a few kilobytes each: a handout has 50, and those of one person, which no
other has, push out those that were not used for some 100 documents.
"""
MOST_GLUE = 2000
"""Deflated words between pieces, 30 bytes each."""
MOST_BASES = 20
"""What documents are painted with, a few hundred kilobytes each: fonts and pictures."""


@thing
class Need:
    """What a block is painted with; the same object for all blocks that need the same."""

    fonts: Mapping[str, frozenset[int]]
    resources: Mapping[str, Resource]
    alphas: frozenset[float]


class Pieced:
    """What the documents of a painter share.  base: makes the beginning of a file that is painted with all that."""

    def __init__(
        self,
        names: Names,
        deflater: Deflater,
        separation: Separation,
        base: Callable[[Sequence[Need]], Base],
    ) -> None:
        self.names, self.deflater, self.separation = names, deflater, separation
        self._make_base = base
        self._prepared: WeakKeyDictionary[Block, Prepared] = WeakKeyDictionary()
        self._needs = Recent[Hashable, Need](MOST_STANDING)
        self._need_of: WeakKeyDictionary[Block, Need] = WeakKeyDictionary()
        self._contents = Recent[Hashable, Piece](MOST_STANDING)
        self._standing = Recent[Hashable, Standing](MOST_STANDING)
        self._glue = Recent[bytes, Piece](MOST_GLUE)
        self._bases = Recent[Hashable, Base](MOST_BASES)

    def places(self, sheets: Sheets) -> list[Place] | None:
        """The blocks in the order in which they are painted; None where they can't be set down by themselves."""
        out: list[Place] = []
        said = False
        for i, page in enumerate(sheets.pages):
            mcid, links = 0, 0
            for one in page.blocks:
                block, x, y = (one.block, one.x, one.y) if isinstance(one, At) else (one, 0.0, 0.0)
                said = said or block.nodes is not None
                prepared = self._prepared.get(block)
                if prepared is None:
                    if not said:
                        return None
                    prepared = self._prepared[block] = prepare(block, self.names)
                if not prepared.alone:
                    return None
                out.append(Place(block, prepared, i, mcid, x, y))
                mcid += len(prepared.marks)
                links += len(prepared.links)
            if links != len(page.links):
                return None
        return out if said else None

    def parts(self, sheets: Sheets, places: Sequence[Place]) -> tuple[bytes, bytes]:
        """The file as two byte strings; the first is the same object for all documents that need the same."""
        base = self.base(places)
        grown = grow(sheets.root, [Stood(place.prepared, place.page) for place in places])
        return base.blob, Assembly(self, base, sheets, places, grown).whole()

    def base(self, places: Sequence[Place]) -> Base:
        needs = frozenset([self.need(place) for place in places])
        found = self._bases.get(needs)
        return found or self._bases.put(needs, self._make_base(tuple(needs)))

    def need(self, place: Place) -> Need:
        found = self._need_of.get(place.block)
        if found is None:
            painted = place.prepared.painted
            key = (
                tuple(sorted([(name, tuple(sorted(groups))) for name, groups in painted.fonts.items()])),
                tuple(sorted(painted.resources)),
                painted.alphas,
            )
            found = self._needs.get(key) or self._needs.put(
                key, Need(painted.fonts, painted.resources, painted.alphas)
            )
            self._need_of[place.block] = found
        return found

    def content(self, runs: Sequence[Sequence[Place]]) -> bytes:
        """The deflated stream of a page."""
        pieces = []
        for run in runs:
            if len(run) == 1:
                pieces.append(self.glue(run[0].move))
            key = tuple([(p.block, p.mcid, p.x, p.y) for p in run]) if len(run) > 1 else run[0].spot
            found = self._contents.get(key)
            if found is None:
                moves = [place.move for place in run] if len(run) > 1 else [b""]
                data = [move + place.content for move, place in zip(moves, run, strict=True)]
                found = self._contents.put(key, self.deflater.piece(b"".join(data)))
            pieces.append(found)
        return join(pieces)

    def glue(self, data: bytes) -> Piece:
        return self._glue.get(data) or self._glue.put(data, self.deflater.piece(data))

    def standing(self, run: Sequence[tuple[Place, Spot]]) -> Standing:
        key = tuple([(place.block, spot) for place, spot in run])
        return self._standing.get(key) or self._standing.put(
            key, stand([(place.prepared, spot) for place, spot in run], self.deflater)
        )
