"""What is found in one file, as problems with their pages."""

from __future__ import annotations

from collections.abc import Sequence

from psoas_pdf.problems import Place, Problems, Severity

Finding = tuple[Severity, str, str]
"""Severity, message, hint."""

MOST_SHOWN = 3
"""Things of one kind that a message names; a page on which all is wrong needs no list."""
MOST_LETTERS = 40


class Findings:
    """Collects for one file.  page: from 1, 0 for the file as a whole."""

    def __init__(self) -> None:
        self._found: dict[Finding, list[int]] = {}

    def error(self, page: int, message: str, hint: str = "") -> None:
        self._found.setdefault(("error", message, hint), []).append(page)

    def warning(self, page: int, message: str, hint: str = "") -> None:
        self._found.setdefault(("warning", message, hint), []).append(page)

    def tell(self, file: str, problems: Problems) -> None:
        """What is wrong in the same way on many pages is one problem, of the first of them."""
        for (severity, message, hint), found in self._found.items():
            first, *more = sorted(set(found))
            also = f", and on {counted(len(more), 'more page')}" if more else ""
            tell = problems.error if severity == "error" else problems.warning
            tell(Place(file, page=first), message + also, hint)


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
