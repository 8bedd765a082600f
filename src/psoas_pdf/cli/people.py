"""Who of a roster is asked for, and what their rows say of their documents, without making a plan of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from psoas_pdf.build import TEAM
from psoas_pdf.cli.files import safe
from psoas_pdf.cli.wanted import Wanted
from psoas_pdf.problems import Place, Problems
from psoas_pdf.record import value
from psoas_pdf.roster import NAME, Roster
from psoas_pdf.table import COMMENT, Row

if TYPE_CHECKING:
    from psoas_pdf.library import Library
    from psoas_pdf.model.plan import Plan

REFERENCE, LAYOUT, LANGUAGE = "reference", "layout", "language"
OF_NOBODY = (NAME, REFERENCE)
"""Columns that aren't in an anonymous document."""
SOME = "some"
"""Ends the name of a team's sheet for those of --only."""


@value
class Sought:
    """What is asked for.  only: names, or nothing for everybody.  languages: all that there are.

    teams: of the layouts that are asked for, those that have everybody on one sheet.
    """

    wanted: Wanted
    only: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    teams: frozenset[str] = frozenset()


def team_layouts(library: Library, wanted: Wanted, plans: Iterable[Plan]) -> frozenset[str]:
    """Of the layouts that are asked for, those that have everybody on one sheet; what is wrong is told later."""
    asked = dict.fromkeys(wanted.layouts or [name for plan in plans for name in plan.outputs])
    found = {name: library.layout(name, Problems()) for name in asked}
    return frozenset([str(name) for name, layout in found.items() if layout and layout.kind == TEAM])


class People:
    """Those of a usable roster who are asked for.  They go by the index of their row in the table.

    parts: of the names of files, by index; they depend on the whole roster, whoever is asked for.
    """

    def __init__(self, roster: Roster, sought: Sought, problems: Problems) -> None:
        """Reports names that nobody has."""
        self.roster, self._wanted, self._sought = roster, sought.wanted, sought
        heads = [head.text for head in roster.table.heads]
        self._at = {head: i for i, head in enumerate(heads) if head and not head.startswith(COMMENT)}
        hidden = OF_NOBODY if roster.plan.anonymous else ()
        # A digest of a name could be tried out, and layout and language are in the digest of what is shared.
        self._told = [item for item in self._at.items() if item[0] not in (*hidden, LAYOUT, LANGUAGE)]
        self._common = tuple(dict.fromkeys(map(str, sought.wanted.layouts or roster.plan.outputs)))
        self.indexes = self._only(sought.only, problems) if sought.only else range(len(roster))

    def __len__(self) -> int:
        return len(self.indexes)

    @property
    def documents(self) -> int:
        return len(self.teams) + sum([len(self.layouts(index)) for index in self.indexes])

    @property
    def teams(self) -> list[str]:
        """Layouts that are asked for and have everybody on one sheet."""
        return [name for name in self._common if name in self._sought.teams]

    @property
    def part(self) -> str:
        """Tells in the name of a sheet of many that it hasn't everybody: it isn't written over the squad's."""
        return SOME if self._sought.only else ""

    def row(self, index: int) -> Row:
        return self.roster.table.rows[index]

    def name(self, index: int) -> str:
        """As it is written."""
        return self.row(index).cells[self._at[NAME]]

    def layouts(self, index: int) -> tuple[str, ...]:
        """Those of the command line, else of the row, else of the plan; without those of a team."""
        asked = "" if self._wanted.layouts else self._cell(index, LAYOUT)
        for sign in ",;+":
            asked = asked.replace(sign, " ")
        wanted = tuple(dict.fromkeys(asked.split())) or self._common
        return tuple([name for name in wanted if name not in self._sought.teams])

    def language(self, index: int) -> str | None:
        """That of the command line, else of the row, else None for the plan's own."""
        asked = self._cell(index, LANGUAGE)
        own = asked if asked in self._sought.languages else asked.lower()
        return self._wanted.language or own or None

    def values(self, index: int) -> dict[str, str]:
        """What the row says that stands in its documents, by column."""
        cells = self.row(index).cells
        return {name: cells[at] for name, at in self._told}

    @cached_property
    def parts(self) -> list[str]:
        """What tells in the names of files whose they are; of an anonymous plan the row alone."""
        rows = [row.place.line for row in self.roster.table.rows]
        if self.roster.plan.anonymous:
            return [f"row-{row}" for row in rows]
        everybody = range(len(rows))
        names, references = ([self._cell(i, head) for i in everybody] for head in (NAME, REFERENCE))
        plain = self.roster.plan.language
        languages = [self.language(i) or plain for i in everybody]
        return people_parts(names, references, rows, ["" if tag == plain else safe(tag) for tag in languages])

    def _cell(self, index: int, head: str) -> str:
        at = self._at.get(head)
        return "" if at is None else self.row(index).cells[at]

    def _only(self, wanted: Sequence[str], problems: Problems) -> list[int]:
        """The rows of those who are named, in the roster's order.

        Who isn't found is told by the number of the option, and nobody who is there is suggested.
        """
        names = [_plain(self.name(index)) for index in range(len(self.roster))]
        found: set[int] = set()
        for number, name in enumerate(wanted, 1):
            mine = [index for index, each in enumerate(names) if each == _plain(name)]
            if not mine:
                which = "--only" if len(wanted) == 1 else f"--only (number {number})"
                looked = f"{len(names)} row{' was' if len(names) == 1 else 's were'} looked at"
                problems.error(
                    Place(which),
                    f"nobody in {self.roster.table.file} has that name",
                    f"{looked}; write the whole name",
                )
            found.update(mine)
        return sorted(found)


def people_parts(
    names: Sequence[str], references: Sequence[str], rows: Sequence[int], endings: Sequence[str] = ()
) -> list[str]:
    """The part of each person's files that tells whose they are: the name; where another has it too the reference,
    and where that doesn't tell them apart the row.  `safe` leaves it as it is.

    Names are the same when a file system that knows no capitals would take them for the same, with what comes after
    them: endings, of each.
    """

    def by_row(i: int) -> str:
        return f"{safe(names[i])}-row-{rows[i]}".lstrip("-")

    def by_reference(i: int) -> str:
        return safe(f"{names[i]} {references[i]}") if references[i] else by_row(i)

    made = (lambda i: safe(names[i])), by_reference, by_row
    after = endings or [""] * len(names)
    levels = [0] * len(names)
    parts = [made[0](i) for i in range(len(names))]
    while True:
        keys = [
            folded(f"{part}-{ending}" if ending else part) for part, ending in zip(parts, after, strict=True)
        ]
        counts = Counter(keys)
        clashing = [i for i, level in enumerate(levels) if counts[keys[i]] > 1 and level + 1 < len(made)]
        if not clashing:
            return parts
        for i in clashing:
            levels[i] += 1
            parts[i] = made[levels[i]](i)


def _plain(name: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def folded(part: str) -> str:
    """The same for two names that a file system without capitals takes for one."""
    if part.isascii():
        return part
    import unicodedata

    return unicodedata.normalize("NFKD", part).casefold()
