"""Text that remembers where its author wrote it."""

from __future__ import annotations

from psoas_pdf.problems import NOWHERE, Place

NO_BREAK = "\u00a0"
"""The no-break space: a part of its word."""


class Words(str):
    """A string with the place in the YAML file that it came from.

    It behaves as a string everywhere; operations on it return plain strings, so a text that was put together
    names its place anew: `Words(text, place=original.place)`.
    """

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str = "", place: Place = NOWHERE) -> Words:
        self = super().__new__(cls, text)
        self.place = place
        return self


def place_of(text: str) -> Place:
    """The place of a text, or NOWHERE when it is a plain string."""
    return text.place if isinstance(text, Words) else NOWHERE
