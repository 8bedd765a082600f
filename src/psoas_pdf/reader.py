"""Nodes to records, by what the record classes say of themselves; every problem at once.

`read` never raises, whatever the nodes are.  What it returns has passed every check that a field declares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar

from psoas_pdf.problems import Place, Problems, did_you_mean
from psoas_pdf.source import Broken, Node, Scalar, Sequence, short
from psoas_pdf.source import Mapping as MappingNode
from psoas_pdf.units import BadQuantity
from psoas_pdf.words import Words

T = TypeVar("T")
Reader = Callable[[Node, Problems], Any]

LONGEST_TEXT = 5_000
"""Characters of one text: more than a page, so a mistake; it also bounds the time that line breaking takes."""
LONGEST_NUMBER = 12

BAD: Any = object()
"""What a reader returns after it has reported an error."""


class Key(NamedTuple):
    """One key of a record: its name in YAML, the field that it fills, what the field says, and how it is read."""

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
    """The record that the nodes hold, or None after an error.  A missing node (a file not read) is None too."""
    if node is None:
        return None
    found = _read_record(node, record, problems, None)
    return None if found is BAD else found


def is_record(kind: Any) -> bool:
    return isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")


def without_none(kind: Any) -> Any:
    """X of `X | None`, else the type itself."""
    if isinstance(kind, UnionType):
        inner = [arm for arm in kind.__args__ if arm is not NoneType]
        if len(inner) == 1:
            return inner[0]
    return kind


def _shape(record: type[Any]) -> Shape:
    scope = vars(sys.modules[record.__module__])
    names = {f.name for f in fields(record)}
    keys = {}
    for f in fields(record):
        if f.name in ("place", "places"):
            continue
        # The annotations are texts of our own modules; evaluating them is typing.get_type_hints without its cost.
        kind = eval(f.type, scope) if isinstance(f.type, str) else f.type
        needed = f.default is MISSING and f.default_factory is MISSING
        about = f.metadata
        name = about.get("name") or f.name.replace("_", "-")
        reader = _checked(_reader(kind, about), kind, about)
        keys[name] = Key(name, f.name, kind, needed, f.default, about, reader)
    shorthand = getattr(record, "shorthand", None)
    return Shape(record, keys, shorthand, "place" in names, "places" in names)


def _read_record(node: Node, record: type[Any], problems: Problems, named: Scalar | None) -> Any:
    """named: the key of the mapping that the record stands in, when that is the value of its shorthand field."""
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
        problems.error(node.place, f"{_told(node)} stands where keys are needed", hint)
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
            return _list_reader(_checked_one(_reader(arms[0], about), about))
        return _tuple_reader(tuple(_checked_one(_reader(arm, about), about) for arm in arms))
    if origin is dict:
        return _dict_reader(kind.__args__[1], about)
    if is_record(kind):
        return lambda node, problems: _read_record(node, kind, problems, None)
    if kind is Words:
        return _read_words
    if kind is str and about.get("refers"):
        return _read_words  # so that a wrong id is reported where it is written
    simple = {str: _read_text, int: _read_int, float: _read_float, bool: _read_bool}
    if kind in simple:
        return simple[kind]
    if hasattr(kind, "parse"):
        return _quantity_reader(kind.parse, getattr(kind, "example", ""))
    raise TypeError(f"a record can't hold {kind!r}")


def _text(node: Node, problems: Problems, wanted: str) -> str:
    """The text of a scalar on one line, without the spaces round it; BAD after an error."""
    if isinstance(node, Broken):
        return BAD  # type: ignore[no-any-return]
    if not isinstance(node, Scalar):
        problems.error(node.place, f"{_told(node)} stands where {wanted} is needed")
        return BAD  # type: ignore[no-any-return]
    text = node.text
    if not text.isprintable():
        for c in text:
            if (c < " " and c not in "\t\n\r") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff":
                problems.error(
                    node.place, f"the text holds U+{ord(c):04X}, which can't be printed", "take it out"
                )
                return BAD  # type: ignore[no-any-return]
        text = " ".join(part for line in text.splitlines() if (part := line.strip(" \t")))
    if node.plain:
        text = text.strip(" \t")
    if node.empty:
        problems.error(node.place, f"nothing stands where {wanted} is needed", "write a value")
        return BAD  # type: ignore[no-any-return]
    return text


def _read_words(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "a text")
    if text is BAD:
        return BAD
    if len(text) > LONGEST_TEXT:
        problems.error(
            node.place, f"the text is longer than {LONGEST_TEXT} characters", "make paragraphs of it"
        )
        return BAD
    return Words(text, node.place)


def _read_text(node: Node, problems: Problems) -> Any:
    return _text(node, problems, "a text")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def _read_int(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "a whole number")
    if text is BAD:
        return BAD
    if not _digits(text.removeprefix("-")):
        problems.error(node.place, f"{short(text)} is not a whole number", "write it as 3")
        return BAD
    return int(text)


def _read_float(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "a number")
    if text is BAD:
        return BAD
    whole, point, part = text.removeprefix("-").removeprefix("+").partition(".")
    if not _digits(whole) or (point and not _digits(part)):
        problems.error(node.place, f"{short(text)} is not a number", "write it as 3 or 2.5")
        return BAD
    return float(text)


def _read_bool(node: Node, problems: Problems) -> Any:
    text = _text(node, problems, "true or false")
    if text is BAD:
        return BAD
    if text not in ("true", "false"):
        problems.error(node.place, f"{short(text)} is neither true nor false", "write true or false")
        return BAD
    return text == "true"


def _quantity_reader(parse: Callable[[str], Any], example: str) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        text = _text(node, problems, f"a value such as {example}")
        if text is BAD:
            return BAD
        try:
            return parse(text)
        except BadQuantity as error:
            message = str(error) if len(text) <= 60 else f"{short(text)} is no such value"
            problems.error(node.place, message, error.hint)
            return BAD

    return reader


def _list_reader(one: Reader) -> Reader:
    def reader(node: Node, problems: Problems) -> Any:
        if isinstance(node, Sequence):
            items = [_entry(one, item, problems) for item in node.items]
            return BAD if any(item is BAD for item in items) else tuple(items)
        if not isinstance(node, Broken):
            hint = f"write [{node.text}]" if isinstance(node, Scalar) and len(node.text) < 30 else ""
            hint = hint or "write each entry on a line of its own after '- '"
            problems.error(node.place, f"{_told(node)} stands where a list is needed", hint)
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
                told = f"{_told(node)} stands where a list of {len(arms)} is needed"
                problems.error(node.place, told, f"write it as [{sample}]")
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
        plain = _checked_one(_read_words if kind is str else _reader(kind, about), about)

        def one(key: Scalar, node: Node, problems: Problems) -> Any:
            return plain(node, problems)

    def reader(node: Node, problems: Problems) -> Any:
        if not isinstance(node, MappingNode):
            if not isinstance(node, Broken):
                problems.error(
                    node.place, f"{_told(node)} stands where names and values are needed", "name: value"
                )
            return BAD
        items = {
            name: one(Scalar(name, place, plain=False), value, problems)
            for name, (place, value) in node.entries.items()
        }
        return BAD if any(item is BAD for item in items.values()) else items

    return reader


def _checked_one(reader: Reader, about: Mapping[str, Any]) -> Reader:
    """With choices, minimum and maximum, which hold for each entry of a list too."""
    choices, low, high = about.get("choices"), about.get("minimum"), about.get("maximum")
    if not choices and low is None and high is None:
        return reader

    def checked(node: Node, problems: Problems) -> Any:
        value = reader(node, problems)
        if value is BAD:
            return BAD
        if choices and isinstance(value, str) and value not in choices:
            problems.error(
                node.place, f"{short(value)} is not one of the words allowed", _choose(value, choices)
            )
            return BAD
        numbers = value if isinstance(value, tuple) else (value,)
        for number in numbers:
            if isinstance(number, int | float) and not isinstance(number, bool):
                written = node.text if isinstance(node, Scalar) else str(number)
                if low is not None and number < low:
                    problems.error(node.place, f"{written} is too small", f"the least is {_unit(value, low)}")
                    return BAD
                if high is not None and number > high:
                    problems.error(node.place, f"{written} is too large", f"the most is {_unit(value, high)}")
                    return BAD
        return value

    return checked


def _checked(reader: Reader, kind: Any, about: Mapping[str, Any]) -> Reader:
    """With all that a field asks of its value: of each entry, and of how many there are."""
    inner = without_none(kind)
    if getattr(inner, "__origin__", None) not in (tuple, dict):
        reader = _checked_one(reader, about)
    least, most = about.get("at_least"), about.get("at_most")
    if least is None and most is None:
        return reader

    def checked(node: Node, problems: Problems) -> Any:
        value = reader(node, problems)
        if value is BAD:
            return BAD
        what = "characters" if isinstance(value, str) else "entries"
        if least is not None and len(value) < least:
            problems.error(node.place, f"{len(value)} {what} are too few", f"at least {least}")
            return BAD
        if most is not None and len(value) > most:
            problems.error(node.place, f"{len(value)} {what} are too many", f"at most {most}")
            return BAD
        return value

    return checked


def _choose(value: str, choices: tuple[str, ...]) -> str:
    hint = did_you_mean(value, choices)
    return hint if hint.startswith("did") else "write " + ", ".join(choices[:-1]) + f" or {choices[-1]}"


def _unit(value: Any, limit: float) -> str:
    return f"{limit:g} pt" if hasattr(value, "mm") else f"{limit:g}"


def _told(node: Node) -> str:
    if isinstance(node, Scalar):
        return short(node.text) if node.text else "nothing"
    if isinstance(node, Sequence):
        return f"a list of {len(node.items)}"
    return "a block of keys"
