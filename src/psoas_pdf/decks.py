"""Blocks of sheets of cards: what stands on the fronts and the backs.

As in `document`, nothing here has a length or a colour.
"""

from __future__ import annotations

from psoas_pdf.document import Code, DoseCell, Figure, Labelled, Listed, Note
from psoas_pdf.problems import Place
from psoas_pdf.record import value
from psoas_pdf.words import Words


@value
class CardFront:
    number: int
    name: Words
    figure: Figure
    cells: tuple[DoseCell, ...]
    line: str
    place: Place


@value
class CardBack:
    number: int
    name: Words
    steps: tuple[Words, ...]
    notes: tuple[Note | Code, ...]
    place: Place


@value
class ListCard:
    """A card face of headings, entries and lines to write on.

    icon: 'stop' or none.  lines: fields with a label and so many lines to write on.  foot: small print at the foot.
    """

    title: Words
    icon: str
    lists: tuple[Listed, ...]
    lines: tuple[tuple[str, int], ...]
    values: tuple[Labelled, ...]
    foot: tuple[Words, ...]
    place: Place


CardFace = CardFront | CardBack | ListCard


@value
class Card:
    front: CardFace
    back: CardFace | None


@value
class Deck:
    """Cards in order; the title over their sheets, what is said of fronts and of backs, and what goes between."""

    cards: tuple[Card, ...]
    title: Words
    front: str
    back: str
    between: str
