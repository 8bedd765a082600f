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

_QUOTED = r"(?P<before>\w+ )?(?P<quoted>(?<!\w)'.*?'(?!\w)|\"[^\"]*\")"
_WORD = re.compile(r"\w+")
_CHARACTER = re.compile(r"('[^']*'|\"[^\"]*\") \(U\+[0-9A-F]+\)")
OF_THE_PROGRAM = ("column", "mean", "layout", "plan", "exercise", "theme", "stock", "field", "key")
"""Words before a quotation that is no cell's: "in a column 'bridge.max'", "did you mean 'handout'?"."""


def without_personal(problems: Iterable[Problem], table: Table, rows: Iterable[Row]) -> Iterator[Problem]:
    """The problems of these rows without what their personal cells say."""
    cells = [cell for row in rows for cell in _cells(table, row)]
    personal = [text for name, text in cells if _is_personal(name) and text]
    texts = [plain for text in personal if (plain := _plain(text))]
    names = {word for name, text in cells if name in PERSONAL[:2] for word in _words(text)}
    whole = {text for text in personal if len(text) >= SHORTEST and _is_telling(text)} | names
    if not personal:
        yield from problems
        return
    longest = sorted(whole, key=len, reverse=True)
    bare = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if longest else r"(?!)")
    either = re.compile(rf"{_QUOTED}|{bare.pattern}")
    heads = {head.text for head in table.heads}

    def shown(match: re.Match[str]) -> str:
        if match["quoted"] is None:
            return HIDDEN
        before, inner = match["before"] or "", match["quoted"][1:-1]
        if before.rstrip() in OF_THE_PROGRAM or inner in heads:
            return match[0]
        plain = _plain(inner.rstrip(HIDDEN))
        found = len(plain) >= SHORTEST and any(plain in text or text in plain for text in texts)
        return bare.sub(HIDDEN, before) + (f"'{HIDDEN}'" if found else bare.sub(HIDDEN, match["quoted"]))

    def hidden(text: str) -> str:
        return either.sub(shown, text)

    def character(problem: Problem) -> str:
        """The message without the character that a font lacks: it may be all that tells whose name it is."""

        def lost(match: re.Match[str]) -> str:
            cell = problem.place.file == table.file or any(match[1][1:-1] in text for text in personal)
            return f"'{HIDDEN}'" if cell else match[0]

        return _CHARACTER.sub(lost, problem.message)

    told: dict[Problem, None] = {}
    for problem in problems:
        message, hint = hidden(character(problem)), hidden(problem.hint)
        told[Problem(problem.severity, problem.place, message, hint)] = None
    yield from told


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
    """Those that tell whose name it is."""
    return (word for word in _WORD.findall(text) if len(word) >= SHORTEST and _is_telling(word))


def _is_telling(text: str) -> bool:
    """Whether it is no word that the program itself may say: it has a capital, a number or more than one word."""
    return text != text.lower() or not text.isalpha()
