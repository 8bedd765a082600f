"""What is found in one file, as problems with their pages."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.problems import Place, Problems

MOST_SHOWN = 3
"""Things of one kind that a message names; a page on which all is wrong needs no list."""
MOST_LETTERS = 40


class Findings:
    """Collects for one file.  page: from 1, 0 for the file as a whole."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file, self._problems = file, problems

    def error(self, page: int, message: str, hint: str = "") -> None:
        self._problems.error(Place(self._file, page=page), message, hint)

    def warning(self, page: int, message: str, hint: str = "") -> None:
        self._problems.warning(Place(self._file, page=page), message, hint)


def quoted(text: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"'{text[: MOST_LETTERS - 1]}…'" if len(text) > MOST_LETTERS else f"'{text}'"


def listed(texts: Sequence[str]) -> str:
    """The first few, quoted, each once."""
    once = list(dict.fromkeys(quoted(text) for text in texts))
    shown = ", ".join(once[:MOST_SHOWN])
    return f"{shown} and {len(once) - MOST_SHOWN} more" if len(once) > MOST_SHOWN else shown


def counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
