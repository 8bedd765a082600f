"""Problems are values: what is wrong, where, how bad, and what to do about it.  Collected, and shown once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

EXIT_DONE = 0
EXIT_INPUT = 1
EXIT_USAGE = 2
EXIT_BUG = 70

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in an author's file, or a page of a PDF.  All count from 1; 0 means the file or the line as a whole.

    Of a table, line and column are row and column, as its spreadsheet counts them.
    """

    file: str
    line: int = 0
    column: int = 0
    page: int = 0

    def __str__(self) -> str:
        if self.page:
            return f"{self.file}: page {self.page}"
        if self.line and not self.column:
            return f"{self.file}:{self.line}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an author can mend: what is wrong, and what to do about it, both without a full stop."""

    severity: Severity
    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        where = f"{self.place}: " if self.place.file else ""
        return f"{where}{self.severity}: {self.message}{hint}"


class Problems:
    """Collects problems; the same one is kept once.  Iterates in the order of files, lines and columns."""

    def __init__(self, items: Iterable[Problem] = ()) -> None:
        self._items: dict[Problem, None] = dict.fromkeys(items)

    def error(self, place: Place, message: str, hint: str = "") -> None:
        self._items[Problem("error", place, message, hint)] = None

    def warning(self, place: Place, message: str, hint: str = "") -> None:
        self._items[Problem("warning", place, message, hint)] = None

    def extend(self, items: Iterable[Problem]) -> None:
        self._items.update(dict.fromkeys(items))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._items, key=lambda p: (p.place, p.severity, p.message)))

    def __len__(self) -> int:
        return len(self._items)

    @property
    def failed(self) -> bool:
        """True when at least one problem is an error."""
        return any(p.severity == "error" for p in self._items)


class InputError(Exception):
    """The input has errors; nothing that they touch may be written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(Exception):
    """The command was called in a way that makes no sense (exit code 2)."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to a wrong one, else all of a short list, else nothing."""
    import difflib

    words = sorted(known)
    close = difflib.get_close_matches(word[:80], words, 1, 0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"there is {', '.join(words)}" if 0 < len(words) <= 16 else ""
