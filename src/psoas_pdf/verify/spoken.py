"""The words of each mark, and of the tag tree piece by piece, as a screen reader comes to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from psoas_pdf.geometry import Box
from psoas_pdf.verify.painted import PagePainted, Run, united, upright
from psoas_pdf.verify.tags import GROUPS, INLINE, Element, Place


class Word(NamedTuple):
    """A run on its page, with its box as it is for who holds the page so that the words stand upright."""

    page: int
    run: Run
    box: Box


class Piece(NamedTuple):
    """What is read in one go: the words of a paragraph, a cell, a label.  element: the one that they belong to.

    group: the section, table or list that they are in, the innermost of those.
    """

    element: Element
    group: Element
    words: tuple[Word, ...]
    text: str


class Spoken:
    """Words of all pages by their marks."""

    def __init__(self) -> None:
        self._words: dict[Place, list[Word]] = {}
        self._said: dict[Place, str] = {}

    def add(self, page: PagePainted) -> None:
        for run in page.runs:
            if run.mark < 0:
                continue
            mark = page.marks[run.mark]
            if mark.key is not None:
                word = Word(page.number, run, upright(run.box, run.turn))
                self._words.setdefault((page.number, mark.key), []).append(word)
        for mark in page.marks:
            if mark.key is not None and mark.spoken is not None and not mark.inner:
                self._said[page.number, mark.key] = mark.spoken

    def words(self, place: Place) -> Sequence[Word]:
        return self._words.get(place, ())

    def text(self, places: Iterable[Place]) -> str:
        out = []
        for place in places:
            said = self._said.get(place)
            out.append("".join(w.run.text for w in self.words(place)) if said is None else said)
        return "".join(out)

    def said(self) -> Mapping[Place, list[Word]]:
        return self._words


def pieces(root: Element, spoken: Spoken) -> Iterator[Piece]:
    """In reading order.  Inline elements belong to the piece that they stand in; figures have no words of
    interest.
    """
    owner = group = root
    gathered: list[Place] = []

    def finish() -> Iterator[Piece]:
        words = tuple([word for place in gathered for word in spoken.words(place)])
        if words:
            yield Piece(owner, group, words, spoken.text(gathered))
        gathered.clear()

    stack: list[tuple[Element, int]] = [(root, 0)]
    while stack:
        element, at = stack.pop()
        if at == 0 and element.role not in INLINE:
            yield from finish()
            owner = element
            group = element if element.role in GROUPS else _innermost(stack, root)
        if at < len(element.content):
            stack.append((element, at + 1))
            kid = element.content[at]
            if isinstance(kid, Element):
                if kid.role != "Figure":
                    stack.append((kid, 0))
            elif isinstance(kid, tuple):
                if element.role not in INLINE:
                    owner = element
                gathered.append(kid)
        elif element.role not in INLINE:
            yield from finish()
            group = _innermost(stack, root)
    yield from finish()


def _innermost(above: Sequence[tuple[Element, int]], root: Element) -> Element:
    return next((element for element, _ in reversed(above) if element.role in GROUPS), root)


def box_of(words: Sequence[Word]) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = united(box, word.box)
    return box


def turn_of(words: Sequence[Word]) -> int | None:
    """The one way that all words stand; None where there is none."""
    turns = {word.run.turn for word in words}
    return turns.pop() if len(turns) == 1 and -1 not in turns else None
