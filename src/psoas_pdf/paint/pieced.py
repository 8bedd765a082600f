"""Documents of blocks that are set down: what a block paints and says is kept, and a document is little more than
its blocks put together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import count

from psoas_pdf.pages import At, Block, Sheets
from psoas_pdf.paint.assembly import Assembly
from psoas_pdf.paint.content import Names
from psoas_pdf.paint.deflate import Deflater, Piece, join
from psoas_pdf.paint.metadata import Separation
from psoas_pdf.paint.runs import Place
from psoas_pdf.paint.standing import Need, Prepared, Spot, Standing, prepare, stand
from psoas_pdf.paint.walk import Stood, grow
from psoas_pdf.paint.writer import Base
from psoas_pdf.recent import Recent

MOST_STANDING = 2500
"""Blocks at their places that are kept, a few kilobytes each: a handout has 50, and those of one person, which no
other has, push out those that were not used for some 100 documents.
"""
MOST_GLUE = 2000
"""Deflated words between pieces, 30 bytes each."""
MOST_BASES = 20
"""What documents are painted with, a few hundred kilobytes each: fonts and pictures."""


_tokens = count()


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
        self._token = f"prepared {next(_tokens)}"
        self._needs = Recent[Hashable, Need](MOST_STANDING)
        self._contents = Recent[Hashable, Piece](MOST_STANDING)
        self._standing = Recent[Hashable, Standing](MOST_STANDING)
        self._glue = Recent[bytes, Piece](MOST_GLUE)
        self._moves = Recent[tuple[float, float], Piece](MOST_GLUE)
        self._bases = Recent[Hashable, Base](MOST_BASES)

    def places(self, sheets: Sheets) -> list[Place] | None:
        """The blocks in the order in which they are painted; None where they can't be set down by themselves."""
        out: list[Place] = []
        said, token = False, self._token
        for i, page in enumerate(sheets.pages):
            mcid, links = 0, 0
            for one in page.blocks:
                block, x, y = (one.block, one.x, one.y) if isinstance(one, At) else (one, 0.0, 0.0)
                said = said or block.nodes is not None
                prepared = block.__dict__.get(token)
                if prepared is None:
                    if not said:
                        return None
                    # Kept with the block, and gone with it.
                    prepared = block.__dict__[token] = self._prepare(block)
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
        needs = frozenset([place.prepared.need for place in places if place.prepared.need])
        found = self._bases.get(needs)
        return found or self._bases.put(needs, self._make_base(tuple(needs)))

    def _prepare(self, block: Block) -> Prepared:
        prepared = prepare(block, self.names)
        painted = prepared.painted
        key = (
            tuple(sorted([(name, tuple(sorted(groups))) for name, groups in painted.fonts.items()])),
            tuple(sorted(painted.resources)),
            painted.alphas,
        )
        need = self._needs.get(key) or self._needs.put(
            key, Need(painted.fonts, painted.resources, painted.alphas)
        )
        return prepared._replace(need=need)

    def content(self, runs: Sequence[Sequence[Place]]) -> bytes:
        """The deflated stream of a page."""
        return join([piece for run in runs for piece in self.pieces(run)])

    def pieces(self, run: Sequence[Place]) -> list[Piece]:
        """What blocks that are deflated together add to the stream of their page."""
        pieces = [self.moved(run[0])] if len(run) == 1 else []
        key = tuple([(p.block, p.mcid, p.x, p.y) for p in run]) if len(run) > 1 else run[0].spot
        found = self._contents.get(key)
        if found is None:
            moves = [place.move for place in run] if len(run) > 1 else [b""]
            data = [move + place.content for move, place in zip(moves, run, strict=True)]
            found = self._contents.put(key, self.deflater.piece(b"".join(data)))
        return [*pieces, found]

    def glue(self, data: bytes) -> Piece:
        return self._glue.get(data) or self._glue.put(data, self.deflater.piece(data))

    def moved(self, place: Place) -> Piece:
        key = place.x, place.y
        return self._moves.get(key) or self._moves.put(key, self.deflater.piece(place.move))

    def standing(self, run: Sequence[tuple[Place, Spot]]) -> Standing:
        key = tuple([(place.block, spot) for place, spot in run])
        return self._standing.get(key) or self._standing.put(
            key, stand([(place.prepared, spot) for place, spot in run], self.deflater)
        )
