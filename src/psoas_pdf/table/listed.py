"""YAML as a table: `people:` with a list of rows, each a block of columns.

An exercise's columns may stand in a block of their own, `sit-up: {sets: 3}` for `sit-up.sets: 3`.  Places are
those of the YAML file.
"""

from __future__ import annotations

import re

from psoas_pdf.problems import Place, Problem, Problems
from psoas_pdf.source import Broken, Mapping, Node, Scalar, Sequence, load
from psoas_pdf.table.rows import COMMENT, LONGEST_CELL, MOST_COLUMNS, Row, Table, tidy, too_long

PEOPLE = "people"

_Cells = dict[str, tuple[Place, str]]

_NAMED = re.compile(r"(the (?:alias|anchor|tag)) \S+")
_TWICE = re.compile(r".* is written twice")


def from_yaml(file: str, problems: Problems) -> Table | None:
    """The table in a YAML file, or None after an error that leaves nothing to read."""
    own = Problems()
    node = load(file, own)
    problems.extend(map(_without_cells, own))
    if node is None or isinstance(node, Broken):
        return None
    if isinstance(node, Mapping) and node.entries.keys() == {PEOPLE}:
        node = node.entries[PEOPLE][1]
    if not isinstance(node, Sequence):
        if not isinstance(node, Broken):
            hint = f"write {PEOPLE}: and one block a person under it, each after '- '"
            problems.error(node.place, "a roster is a list of people", hint)
        return None
    listed = [(item.place, *_row(item)) for item in node.items]
    heads: dict[str, Place] = {}
    for _, cells, _ in listed:
        for name, (place, _) in cells.items():
            heads.setdefault(name, place)
    if len(heads) > MOST_COLUMNS:
        problems.error(Place(file), f"there are more than {MOST_COLUMNS} columns", "take some out")
        return None
    rows = [
        Row(
            tuple([cells[name][1] if name in cells else "" for name in heads]),
            place,
            faults,
            tuple([cells[name][0] if name in cells else place for name in heads]),
        )
        for place, cells, faults in listed
    ]
    return Table(tuple([Scalar(name, place) for name, place in heads.items()]), tuple(rows), file)


def is_roster(node: Node | None) -> bool:
    """Whether a YAML file holds people, and no record."""
    if isinstance(node, Sequence):
        return bool(node.items) and all(isinstance(item, Mapping) for item in node.items)
    return isinstance(node, Mapping) and PEOPLE in node.entries


def _without_cells(problem: Problem) -> Problem:
    """The message without the word that a cell begins with, or a key that may be a cell."""
    message = _NAMED.sub(r"\1 here", problem.message)
    message = _TWICE.sub("this key is written twice", message)
    return Problem(problem.severity, problem.place, message, problem.hint)


def _row(item: Node) -> tuple[_Cells, tuple[Problem, ...]]:
    """What a person's block says, by column, and what is wrong with it."""
    own = Problems()
    cells: _Cells = {}
    if isinstance(item, Mapping):
        _fill(item, "", cells, own)
    elif isinstance(item, Broken):
        own.error(item.place, "this person can't be read", "mend what is told of this block")
    else:
        hint = "write name: and the other columns under it"
        own.error(item.place, "a person is a block of columns", hint)
    return cells, tuple(own)


def _fill(block: Mapping, before: str, cells: _Cells, problems: Problems) -> None:
    for key, (place, value) in block.entries.items():
        name = tidy(f"{before}.{key}" if before else key)
        if name.startswith(COMMENT):
            continue
        if isinstance(value, Sequence) and all(isinstance(item, Scalar) for item in value.items):
            texts = [item.text for item in value.items if isinstance(item, Scalar)]
            value = Scalar(", ".join(texts), value.place)
        if isinstance(value, Mapping) and not before:
            _fill(value, key, cells, problems)
        elif isinstance(value, Broken):
            problems.error(value.place, "this cell can't be read", "mend what is told of it")
        elif not isinstance(value, Scalar):
            problems.error(place, "this column holds more than one value", "write one text or number")
        elif name in cells:
            problems.error(place, "this column is there twice", "keep one of them")
        else:
            if len(value.text) > LONGEST_CELL:
                too_long(value.place, problems)
            cells[name] = value.place, tidy(value.text)
