"""Nothing personal in what is told of a roster: a row and a column say enough to who has the roster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from psoas_pdf.problems import Problem
from psoas_pdf.table import COMMENT, Row, Table

PERSONAL = ("name", "reference", "clinician", "note", "goal", "born", "date", "review")
"""Columns of a roster whose words are nobody else's business, of exercises too."""
OF_AN_EXERCISE = ("note", "skip", "tempo", "load", "effort")
HIDDEN = "…"
SHORTEST = 3
"""Letters of a word or a quotation that can tell who somebody is; 'Å' in 'no glyph for Å' can't."""

_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_WORD = re.compile(r"\w+")


def without_personal(problems: Iterable[Problem], table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    """The problems of these rows without what their personal cells say."""
    cells = [cell for row in rows for cell in _cells(table, row)]
    texts = [plain for name, text in cells if _is_personal(name) and (plain := _plain(text))]
    names = {word for name, text in cells if name in PERSONAL[:2] for word in _words(text)}
    if not texts:
        yield from problems
        return

    def quoted(match: re.Match[str]) -> str:
        inner = _plain(match[0][1:-1].rstrip(HIDDEN))
        personal = len(inner) >= SHORTEST and any(inner in text or text in inner for text in texts)
        return f"'{HIDDEN}'" if personal else match[0]

    def word(match: re.Match[str]) -> str:
        return HIDDEN if match[0].casefold() in names else match[0]

    def hidden(text: str) -> str:
        return _WORD.sub(word, _QUOTED.sub(quoted, text))

    for problem in problems:
        yield Problem(problem.severity, problem.place, hidden(problem.message), hidden(problem.hint))


def _cells(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    for head, text in zip(table.heads, row.cells, strict=True):
        yield head.text, text


def _is_personal(name: str) -> bool:
    exercise, _, field = name.rpartition(".")
    return field in (OF_AN_EXERCISE if exercise else PERSONAL) or name.startswith(COMMENT)


def _plain(text: str) -> str:
    """Letters and digits alone: a message leaves out what a font lacks, such as an emoji inside a word."""
    return "".join(filter(str.isalnum, text.casefold()))


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text) if len(word) >= SHORTEST)
