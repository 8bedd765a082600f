"""Sheets to PDF bytes.  One Painter for a run: what two documents share is formatted and deflated once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from io import BytesIO
from weakref import WeakKeyDictionary

from psoas_pdf.geometry import Box
from psoas_pdf.pages import At, Block, Node, Picture, Sheets
from psoas_pdf.paint import metadata, navigation, pictures, structure
from psoas_pdf.paint.assembly import uuid
from psoas_pdf.paint.catalog import catalog_object, page_object
from psoas_pdf.paint.content import FormOf, Names, Painted, Resource, paint_block
from psoas_pdf.paint.deflate import Deflater, Piece, join
from psoas_pdf.paint.embed import embed
from psoas_pdf.paint.forms import alpha_states, form
from psoas_pdf.paint.metadata import SCREEN, Separation
from psoas_pdf.paint.pieced import Pieced
from psoas_pdf.paint.standing import Need
from psoas_pdf.paint.structure import Marks, Tree
from psoas_pdf.paint.syntax import stream
from psoas_pdf.paint.writer import Base, File, Shared
from psoas_pdf.ready import ReadyStore
from psoas_pdf.recent import Recent
from psoas_pdf.text.fonts import Face

MOST_SHAPES = 50
"""Shared parts that are kept: a handout's is a few hundred kilobytes, and a batch rarely mixes more shapes.
"""

MOST_FORMS = 200
"""Drawings and pictures that are kept as objects, 10 to 100 kilobytes each."""

MOST_PLACES = 50
"""First MCIDs that one block is kept for: a footer comes after as many marks as its page happens to have."""


class Painter:
    """Paints documents with these faces, by the names that text runs use, for a screen or a press.

    The bytes of a document depend on the document alone: not on what else was painted, nor on what `ready`
    held.
    """

    def __init__(
        self, faces: Mapping[str, Face], ready: ReadyStore | None = None, separation: Separation = SCREEN
    ) -> None:
        self._ready, self.separation = ready, separation
        self.names = Names(faces, separation)
        self._deflater = Deflater()
        self._blocks: WeakKeyDictionary[Block, dict[int, tuple[Painted, Piece]]] = WeakKeyDictionary()
        self._forms = Recent[str, bytes](MOST_FORMS)
        self._images = Recent[str, pictures.Image](MOST_FORMS)
        self._shapes = Recent[Hashable, Shared](MOST_SHAPES)
        self.pieced = Pieced(self.names, self._deflater, separation, self._base)

    def paint(self, sheets: Sheets) -> bytes:
        """The file.  Raises ValueError (its kinds: MissingGlyph, MissingColour, BadTree, BadLink,
        UnusablePicture) and TypeError for sheets that can't be painted.
        """
        shared, own = self.parts(sheets)
        return shared + own if own else shared

    def parts(self, sheets: Sheets) -> tuple[bytes, bytes]:
        """The file as two byte strings; the first is the same object for all documents of one shape, and for those of
        blocks that are set down wherever they are painted with the same.
        """
        places = self.pieced.places(sheets)
        if places is not None:
            return self.pieced.parts(sheets, places)
        if len(set(sheets.root.kids)) < len(sheets.root.kids):
            return self._rolled(sheets), b""
        contents: list[bytes] = []
        marks: list[Marks] = []
        needs = Needs()
        for page in sheets.pages:
            pieces: list[Piece] = []
            page_marks: list[tuple[Node, Box | None]] = []
            for block in page.blocks:
                painted, piece = self.block(block, len(page_marks))
                pieces.append(piece)
                page_marks += painted.marks
                needs.add(painted)
            contents.append(join(pieces))
            marks.append(tuple(page_marks))
        shape = (
            tuple(marks),
            tuple([(p.width, p.height, p.links, p.trim, p.bleed) for p in sheets.pages]),
            sheets.root,
            sheets.bookmarks,
            tuple(sorted(sheets.places.items())),
            sheets.meta.language,
            needs.key(),
        )
        shared = self._shapes.get(shape)
        if shared is None:
            shared = self._shapes.put(shape, self._build(sheets, marks, needs))
        bodies = {f"content{i}": stream(content) for i, content in enumerate(contents)}
        identity = _identity(shared, bodies) if self.separation.press else None
        bodies["xmp"] = stream(metadata.xmp(sheets.meta, identity), b"/Type/Metadata/Subtype/XML")
        bodies["info"] = metadata.info(sheets.meta)
        return shared.finish(bodies)

    def _rolled(self, sheets: Sheets) -> bytes:
        """A file in which elements of the tree stand more than once, for pages that share their blocks."""
        from psoas_pdf.paint.onward import Onward
        from psoas_pdf.paint.roll import Leaf, Named, Patterns, Streams, write_tree

        out = BytesIO()
        roll, needs = Onward(self.version, out), Needs()
        first_page = roll.reserve(len(sheets.pages))
        file, patterns = Named(roll, first_page), Patterns(sheets)
        streams = Streams(sheets, roll, self._block_of, needs.add)
        leaves, key = [], len(sheets.pages)
        for i, page in enumerate(sheets.pages):
            contents, marks = streams.of(page.blocks)
            pattern = patterns.next(marks, page.links)
            leaf = Leaf(contents, pattern, roll.reserve(pattern.objects))
            leaves.append(leaf)
            links = [f"{leaf.first + n} 0 R" for n in range(len(page.links))]
            roll.put(first_page + i, page_object(file, i, page, self.separation, contents, links))
            for n, link in enumerate(page.links):
                roll.put(leaf.first + n, navigation.annotation(file, link, key, sheets.places))
                key += 1
        patterns.end()
        self._resources(file, needs)
        kids = " ".join([file.ref(f"page{i}") for i in range(len(leaves))])
        file.put("pages", f"<</Type/Pages/Count {len(leaves)}/Kids[{kids}]>>".encode("ascii"))
        root = write_tree(file, roll, leaves, key - len(leaves))
        file.put("catalog", self._whole(file, sheets, root))
        identity = uuid(roll.digest()) if self.separation.press else None
        file.put("xmp", stream(metadata.xmp(sheets.meta, identity), b"/Type/Metadata/Subtype/XML"))
        for number_of, data in file.given():
            roll.put(number_of, data)
        roll.finish(file.number("catalog"), file.number("info"), metadata.info(sheets.meta))
        # Its value is its buffer: a large file is never there twice.
        return out.getvalue()

    def _base(self, needs: Sequence[Need]) -> Base:
        """What blocks with those needs are painted with."""
        file, whole = File(()), Needs()
        for need in needs:
            whole.add(need)
        self._resources(file, whole)
        file.put("profile", metadata.profile(self.separation))
        return file.base(self._deflater, self.version)

    @property
    def version(self) -> bytes:
        return b"1.6" if self.separation.press else b"1.7"

    def _whole(self, file: File, sheets: Sheets, root: str) -> bytes:
        """The catalog, after the profile that it names.  root: a reference to that of the structure tree."""
        profile = file.put("profile", metadata.profile(self.separation))
        intents = metadata.output_intents(self.separation, profile)
        bookmarks = navigation.outline(file, sheets.bookmarks) if sheets.bookmarks else None
        return catalog_object(file, sheets.meta.language, root, intents, bookmarks)

    def _block_of(self, block: Block | At, first: int, shared: bool) -> tuple[Painted, Piece]:
        """A block that only one page has isn't kept."""
        if shared:
            return self.block(block, first)
        painted = paint_block(block, first, self.names)
        return painted, self._deflater.piece(painted.data)

    def block(self, block: Block | At, first: int) -> tuple[Painted, Piece]:
        """Kept with the block; one that is set down where such a document has it is painted there."""
        if isinstance(block, At):
            return self._block_of(block, first, False)
        made = self._blocks.setdefault(block, {})
        found = made.get(first)
        if found is None:
            if len(made) >= MOST_PLACES:
                made.clear()
            painted = paint_block(block, first, self.names)
            found = made[first] = painted, self._deflater.piece(painted.data)
        return found

    def _build(self, sheets: Sheets, marks: list[Marks], needs: Needs) -> Shared:
        count = len(sheets.pages)
        if not count:
            raise ValueError("a document without pages")
        file = File([*[f"content{i}" for i in range(count)], "xmp", "info"])
        self._resources(file, needs)
        links = [page.links for page in sheets.pages]
        key = count
        for i, page in enumerate(sheets.pages):
            annotations = [file.ref(f"link{i}.{j}") for j in range(len(page.links))]
            contents = file.ref(f"content{i}")
            file.put(f"page{i}", page_object(file, i, page, self.separation, contents, annotations))
            for j, link in enumerate(page.links):
                file.put(f"link{i}.{j}", navigation.annotation(file, link, key, sheets.places))
                key += 1
        kids = " ".join([file.ref(f"page{i}") for i in range(count)])
        file.put("pages", f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode("ascii"))
        root = structure.write(file, Tree(sheets.root, marks, links), marks, links)
        file.put("catalog", self._whole(file, sheets, root))
        return file.shared("catalog", "info", self._deflater, self.version)

    def _resources(self, file: File, needs: Needs) -> None:
        fonts = self.fonts(file, needs)
        objects = {name: self.object(file, name, what) for name, what in sorted(needs.resources.items())}
        file.put("resources", resources(fonts, objects, needs))

    def fonts(self, file: File, needs: Needs, prefix: str = "") -> dict[str, str]:
        """Puts the fonts; returns references by the names that pages use.  prefix: of the names of objects."""
        return {
            self.names.fonts[name]: embed(
                file, f"{prefix}font {name}", self.names.faces[name], frozenset(wanted), self._ready
            )
            for name, wanted in sorted(needs.fonts.items())
        }

    def object(self, file: File, name: str, what: Resource) -> str:
        if isinstance(what, FormOf):
            body = self._forms.get(name)
            if body is None:
                body = self._forms.put(name, form(what.drawing, what.ink, self._ready, self.separation))
            return file.put(name, body)
        return file.put(name, self._picture(file, name, what))

    def _picture(self, file: File, name: str, picture: Picture) -> bytes:
        image = self._images.get(name)
        if image is None:
            image = self._images.put(name, self.separation.picture(picture))
        if image.mask is None:
            return image.body(0)
        file.put(f"{name}.mask", image.mask)
        return image.body(file.number(f"{name}.mask"))


class Needs:
    """What the blocks of a document need between them."""

    def __init__(self) -> None:
        self.fonts: dict[str, set[int]] = {}
        self.resources: dict[str, Resource] = {}
        self.alphas: set[float] = set()

    def add(self, painted: Painted | Need) -> None:
        for font, wanted in painted.fonts.items():
            self.fonts.setdefault(font, set()).update(wanted)
        self.resources.update(painted.resources)
        self.alphas |= painted.alphas

    def key(self) -> Hashable:
        fonts = tuple([(font, frozenset(wanted)) for font, wanted in sorted(self.fonts.items())])
        return fonts, frozenset(self.resources), frozenset(self.alphas)


def resources(fonts: Mapping[str, str], objects: Mapping[str, str], needs: Needs) -> bytes:
    """The dictionary of what pages are painted with.  fonts, objects: references by name."""
    entries = ""
    for kind, named in (("Font", fonts), ("XObject", objects)):
        inner = "".join([f"/{name} {reference}" for name, reference in named.items()])
        entries += f"/{kind}<<{inner}>>" if inner else ""
    states = alpha_states(needs.alphas)
    entries += f"/ExtGState{states}" if states else ""
    return f"<<{entries}>>".encode("ascii")


def _identity(shared: Shared, bodies: Mapping[str, bytes]) -> str:
    """A UUID (RFC 9562, version 8) of the pages and all that they are painted with."""
    digest = shared.digest.copy()
    for body in bodies.values():
        digest.update(body)
    return uuid(digest.hexdigest())
