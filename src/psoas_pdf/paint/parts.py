"""Parts of a file that is written onward: objects by name, what pages are painted with, the parent tree."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence

from psoas_pdf.paint.content import Painted
from psoas_pdf.paint.onward import Onward
from psoas_pdf.paint.painter import Needs, Painter
from psoas_pdf.paint.pieced import MOST_STANDING
from psoas_pdf.paint.standing import Need
from psoas_pdf.paint.writer import File
from psoas_pdf.recent import Recent

_LEAF = 64
"""Kids of a node of the parent tree."""


class Names(File):
    """Objects by name in a file that is written onward; a new name gets a new number."""

    def __init__(self, file: Onward) -> None:
        super().__init__(())
        self._file = file

    def number(self, name: str) -> int:
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = self._file.reserve(1)
        return found

    def has(self, name: str) -> bool:
        return name in self._numbers

    def write(self) -> None:
        """Writes what was put, and lets go of it."""
        for name, data in self._bodies.items():
            self._file.put(self._numbers[name], data)
        self._bodies.clear()


class Paged(File):
    """Names that mean something in one document, before those of the file."""

    def __init__(self, names: Names, known: dict[str, int]) -> None:
        super().__init__(())
        self._names, self.known = names, known

    def number(self, name: str) -> int:
        return self.known.get(name) or self._names.number(name)

    def given(self) -> Iterator[tuple[int, bytes]]:
        """In the order of their numbers."""
        yield from sorted([(self.number(name), data) for name, data in self._bodies.items()])


class Kit:
    """What the documents of a painter are painted with.  number: of the resources."""

    def __init__(self, painter: Painter, names: Names, number: int) -> None:
        self.painter, self.number, self.needs = painter, number, Needs()
        self.objects: dict[str, str] = {}
        self.streams = Recent[Hashable, int](MOST_STANDING)
        """Of blocks at their places; 0 for what was there once."""
        self._names = names
        self._seen: set[Need] = set()

    def need(self, needs: Iterable[Need | Painted]) -> None:
        """Writes drawings and pictures that are new."""
        for need in needs:
            if isinstance(need, Need):
                if need in self._seen:
                    continue
                self._seen.add(need)
            self.needs.add(need)
            for name, what in need.resources.items():
                if name not in self.objects:
                    known = self._names.ref(name) if self._names.has(name) else None
                    self.objects[name] = known or self.painter.object(self._names, name, what)
            self._names.write()


class Leaves:
    """The parent tree, in leaves of one document each."""

    def __init__(self, file: Onward) -> None:
        self._file = file
        self._level: list[tuple[int, int, int]] = []
        self._nodes = array("L")

    def add(self, first: int, last: int, rows: bytes) -> None:
        """rows: keys from `first` to `last`, each with its value."""
        own = self._file.reserve(1)
        self._file.put(own, b"<</Limits[%d %d]/Nums[%b]>>" % (first, last, rows))
        self._level.append((own, first, last))
        if len(self._level) == _LEAF:
            self._end()

    def root(self) -> bytes:
        self._end()
        return b"<</Kids[%b]>>" % refs(self._nodes)

    def _end(self) -> None:
        if self._level:
            own, kids = self._file.reserve(1), [each for each, _, _ in self._level]
            first, last = self._level[0][1], self._level[-1][2]
            self._file.put(own, b"<</Limits[%d %d]/Kids[%b]>>" % (first, last, refs(kids)))
            self._nodes.append(own)
            self._level.clear()


def refs(objects: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % each for each in objects])
