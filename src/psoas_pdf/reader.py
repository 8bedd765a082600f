"""Nodes to records, by what the record classes say of themselves; every problem at once.

`read` never raises, whatever the nodes are.  What it returns has passed every check that a field declares.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, NamedTuple, TypeVar

from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.source import Broken, Node, Scalar, Sequence, short
from psoas_pdf.source import Mapping as MappingNode
from psoas_pdf.values import (
    BAD,
    Reader,
    as_many_as_asked,
    quantity_reader,
    read_bool,
    read_float,
    read_int,
    read_text,
    read_words,
    told,
    within_limits,
    without_none,
)
from psoas_pdf.words import Words

T = TypeVar("T")


class Key(NamedTuple):
    """One key of a record: its name in YAML, the field that it fills, what is said of it, and its reader."""

    name: str
    field: str
    type: Any
    needed: bool
    default: Any
    about: Mapping[str, Any]
    read: Reader


class Shape(NamedTuple):
    """What a record class comes to for its reader.

    shorthand: the field that a bare text stands for.
    places: whether it keeps where each key was written.
    """

    record: type[Any]
    keys: dict[str, Key]
    shorthand: str | None
    place: bool
    places: bool


_shapes: dict[type[Any], Shape] = {}


def shape(record: type[Any]) -> Shape:
    """The keys of a record class; worked out once."""
    known = _shapes.get(record)
    if known is None:
        known = _shapes[record] = _shape(record)
    return known


def read(node: Node | None, record: type[T], problems: Problems) -> T | None:
    """The record that the nodes hold, or None after an error or when there are no nodes."""
    if node is None:
        return None
    found = _read_record(node, record, problems, None)
    return None if found is BAD else found


def is_record(kind: Any) -> bool:
    return isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")


def _shape(record: type[Any]) -> Shape:
    scope = vars(sys.modules[record.__module__])
    names = {f.name for f in fields(record)}
    keys = {}
    for f in fields(record):
        if not f.metadata:
            continue  # no key: set by the reader, or by what puts records together
        # The annotations are texts of our own modules; this is typing.get_type_hints without its cost.
        kind = eval(f.type, scope) if isinstance(f.type, str) else f.type
        needed = f.default is MISSING and f.default_factory is MISSING
        about = f.metadata
        name = about.get("name") or f.name.replace("_", "-")
        reader = as_many_as_asked(_reader(kind, about), kind, about)
        keys[name] = Key(name, f.name, kind, needed, f.default, about, reader)
    shorthand = getattr(record, "shorthand", None)
    return Shape(record, keys, shorthand, "place" in names, "places" in names)


def _read_record(node: Node, record: type[Any], problems: Problems, named: Scalar | None) -> Any:
    """named: the key that the record stands under, when that is the value of its shorthand field."""
    known = shape(record)
    if isinstance(node, Broken):
        return BAD
    if isinstance(node, Scalar) and known.shorthand and not named and not node.empty:
        named = node
        entries: dict[str, tuple[Place, Node]] = {}
    elif isinstance(node, MappingNode):
        entries = node.entries
    elif isinstance(node, Scalar) and node.empty and not any(key.needed for key in known.keys.values()):
        entries = {}
    else:
        hint = "write keys and values, as in " + ", ".join(f"{name}: …" for name in list(known.keys)[:2])
        problems.error(node.place, f"{told(node)} stands where keys are needed", hint)
        return BAD
    values: dict[str, Any] = {}
    failed = False
    if named and known.shorthand:
        key = next(key for key in known.keys.values() if key.field == known.shorthand)
        values[key.field] = key.read(named, problems)
        failed = values[key.field] is BAD
    for name, (place, value) in entries.items():
        entry = known.keys.get(name)
        if entry is None:
            problems.error(place, f"there is no key {short(name)} here", did_you_mean(name, known.keys))
            failed = True
        elif isinstance(value, Scalar) and (value.empty or (entry.needed and not value.text.strip())):
            if entry.needed:
                problems.error(value.place, f"{name!r} has no value", entry.about.get("doc", ""))
                failed = True
        elif entry.field in values:
            if named and not (isinstance(value, Scalar) and value.text == named.text):
                problems.error(place, f"this stands under {short(named.text)} already", "take it out")
                failed = True
        else:
            values[entry.field] = entry.read(value, problems)
            failed = failed or values[entry.field] is BAD
    for name, key in known.keys.items():
        if key.needed and key.field not in values and name not in entries:
            doc = str(key.about.get("doc", "")).rstrip(".")
            problems.error(node.place, f"the key {name!r} is missing", doc)
            failed = True
    if failed:
        return BAD
    if known.place:
        values["place"] = node.place
    if known.places:
        said = {known.shorthand: named.place} if named and known.shorthand else {}
        values["places"] = said | {name: place for name, (place, _) in entries.items()}
    return record(**values)


def _reader(kind: Any, about: Mapping[str, Any]) -> Reader:
    kind = without_none(kind)
    origin = getattr(kind, "__origin__", None)
    if origin is tuple:
        arms = kind.__args__
        if len(arms) == 2 and arms[1] is Ellipsis:
            return _list_reader(within_limits(_reader(arms[0], about), about))
        return _tuple_reader(tuple(within_limits(_reader(arm, about), about) for arm in arms))
    if origin is dict:
        return _dict_reader(kind.__args__[1], about)
    if is_record(kind):
        return lambda node, problems: _read_record(node, kind, problems, None)
    if kind is Words:
        return read_words
    if kind is str and about.get("refers"):
        return read_words  # so that a wrong id is reported where it is written
    simple = {str: read_text, int: read_int, float: read_float, bool: read_bool}
    if kind in simple:
        return simple[kind]
    if hasattr(kind, "parse"):
        return quantity_reader(kind.parse, getattr(kind, "example", ""), getattr(kind, "listed", False))
    raise TypeError(f"a record can't hold {kind!r}")


def _list_reader(one: Reader) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        if isinstance(node, Sequence):
            items = [_entry(one, item, problems) for item in node.items]
            return BAD if any(item is BAD for item in items) else tuple(items)
        if not isinstance(node, Broken):
            hint = f"write [{node.text}]" if isinstance(node, Scalar) and len(node.text) < 30 else ""
            hint = hint or "write each entry on a line of its own after '- '"
            problems.error(node.place, f"{told(node)} stands where a list is needed", hint)
        return BAD

    return reader


def _entry(one: Reader, node: Node, problems: Problems) -> Any:
    if isinstance(node, Scalar) and not node.text.strip():
        problems.error(node.place, "an entry of the list is empty", "write it or take the line out")
        return BAD
    return one(node, problems)


def _tuple_reader(arms: tuple[Reader, ...]) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        if not isinstance(node, Sequence) or len(node.items) != len(arms):
            if not isinstance(node, Broken):
                sample = ", ".join(str(n) for n in range(1, len(arms) + 1))
                message = f"{told(node)} stands where a list of {len(arms)} is needed"
                problems.error(node.place, message, f"write it as [{sample}]")
            return BAD
        items = [arm(item, problems) for arm, item in zip(arms, node.items, strict=True)]
        return BAD if any(item is BAD for item in items) else tuple(items)

    return reader


def _dict_reader(kind: Any, about: Mapping[str, Any]) -> Reader:
    if is_record(kind):

        def one(key: Scalar, node: Node, problems: Problems) -> Any:
            return _read_record(node, kind, problems, key if shape(kind).shorthand else None)

    else:
        # Texts of a table keep their places too: a wrong colour is reported where it stands.
        plain = within_limits(read_words if kind is str else _reader(kind, about), about)

        def one(key: Scalar, node: Node, problems: Problems) -> Any:
            return plain(node, problems)

    def reader(node: Node, problems: Problems) -> Any:
        if not isinstance(node, MappingNode):
            if not isinstance(node, Broken):
                problems.error(
                    node.place, f"{told(node)} stands where names and values are needed", "name: value"
                )
            return BAD
        items = {
            name: one(Scalar(name, place, plain=False), value, problems)
            for name, (place, value) in node.entries.items()
        }
        return BAD if any(item is BAD for item in items.values()) else items

    return reader
