"""Objects of a file as pypdf gives them, read without trust: of another kind than they should be, they are nothing."""

from __future__ import annotations

import math
from typing import Any

MOST_BYTES = 200 * 1024 * 1024
"""Of one file: a deck of nine thousand cards is a tenth of it."""

MOST_DECODED = 400 * 1024 * 1024
"""Of all streams that are read of a file, decompressed; each page of ours is some hundred kilobytes."""

MOST_OPERATORS = 10_000_000
"""Of all pages and forms of a file, each form counted once for each size that it is painted in."""

MOST_OPERATORS_A_PAGE = 1_000_000
"""What is painted on one page is held at once; an anatomy sheet has ten thousand."""

MOST_COMPARED = 100_000_000
MOST_COMPARED_A_PAGE = 5_000_000
"""Boxes compared, of one file and of one page: a full sheet of cards has some ten thousand."""

MOST_PAGES = 20_000
MOST_ELEMENTS = 500_000
"""Of the tag tree: a card has about forty."""

MOST_DEPTH = 60
"""Of the tag tree, of number trees, of forms in forms: ours have ten at most."""


class TooMuch(Exception):
    """The file is larger, or deeper, than what is read of one."""


def get(where: Any, key: str) -> Any:
    """The value of a key, followed to its object; None where there is none."""
    value: Any = where.get(key) if isinstance(where, dict) else None
    return value.get_object() if hasattr(value, "get_object") else value


def as_dict(value: Any) -> Any:
    """The dictionary or stream, else an empty one."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, list) else []


def one_or_more(value: Any) -> list[Any]:
    """The entries of an array, or the one thing that stands in its place."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if value is None or type(value).__name__ == "NullObject":
        return []
    return value if isinstance(value, list) else [value]


def as_number(value: Any, otherwise: float = 0.0) -> float:
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    try:
        number = float(value)
    except OverflowError:
        return otherwise
    return number if math.isfinite(number) else otherwise


def as_flag(value: Any) -> bool:
    value = value.get_object() if hasattr(value, "get_object") else value
    return getattr(value, "value", value) is True


def as_text(value: Any) -> str | None:
    """A text string; None where it isn't one."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value) if isinstance(value, str) and not _is_name(value) else None


def as_name(value: Any) -> str | None:
    """A name without its slash."""
    value = value.get_object() if hasattr(value, "get_object") else value
    return str(value)[1:] if isinstance(value, str) and _is_name(value) else None


def identity(value: Any) -> int:
    """The number of the object that is referred to, or that this object is; 0 for one without a number."""
    reference = value if hasattr(value, "idnum") else getattr(value, "indirect_reference", None)
    return int(reference.idnum) if reference is not None else 0


def decoded(stream: Any) -> bytes:
    data = stream.get_data()
    return data if isinstance(data, bytes) else bytes(data)


def _is_name(value: Any) -> bool:
    return type(value).__name__ == "NameObject"


class Budget:
    """What may still be read of a file."""

    def __init__(self) -> None:
        self._bytes, self._operators, self._compared = MOST_DECODED, MOST_OPERATORS, MOST_COMPARED
        self.new_page()

    def new_page(self) -> None:
        self._page_operators, self._page_compared = MOST_OPERATORS_A_PAGE, MOST_COMPARED_A_PAGE

    def decoded(self, stream: Any) -> bytes:
        """The stream's data.  Raises TooMuch."""
        data = decoded(stream)
        self._bytes -= len(data)
        if self._bytes < 0:
            raise TooMuch("its streams have more data than is read of one file")
        return data

    def painted(self, operators: int) -> None:
        """Raises TooMuch."""
        self._operators -= operators
        self._page_operators -= operators
        if self._operators < 0 or self._page_operators < 0:
            raise TooMuch("more is painted on its pages than is read of one file")

    def compared(self, boxes: int) -> None:
        """Raises TooMuch."""
        self._compared -= boxes
        self._page_compared -= boxes
        if self._compared < 0 or self._page_compared < 0:
            raise TooMuch("more lies over each other than can be looked at")
